"""What the desk of regular editors knows besides what the form knows: `data/desk.js`.

Where the repository's host takes proposals, where files belong, and how every record stands in every language. Its shape stands
in `.ci/scripts/form.d.ts`.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from toolkit_builder.addresses import DESK_FILE
from toolkit_builder.publishing.drawing import Drawing, made_once
from toolkit_builder.publishing.hosts import interface_of
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Site


def desk_drawing(keys: Keys) -> Drawing:
    """Return the one file, for all languages."""
    return made_once(DESK_FILE, keys.records, partial(_script, keys.site))


def _script(site: Site) -> str:
    return f"toolkit.take({json.dumps('desk')},{json.dumps(desk_data(site), ensure_ascii=False, separators=(',', ':'))});\n"


def desk_data(site: Site) -> dict[str, Any]:
    """Return what the desk knows of the library."""
    settings = site.library.settings
    return {
        "interface": interface_of(site),
        "settings": settings.sources[0].name,
        "content": settings.relative(settings.content),
        "states": {
            record.id: {code: record.status(code).value for code in settings.codes} for record in site.library.published
        },
    }
