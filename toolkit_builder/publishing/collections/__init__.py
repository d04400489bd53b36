"""Pages that only a whole collection can have: what works, where, since when, for which skill.

A view is declared in `model/collection_views.py`, made by the file of its name here, and drawn by the template of its name in
`theme/templates/collections/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit_builder.model.collection_views import COLLECTION_VIEWS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.collections.chart import make_chart
from toolkit_builder.publishing.collections.contact import make_contact
from toolkit_builder.publishing.collections.contribute import make_contribute
from toolkit_builder.publishing.collections.editions import make_editions
from toolkit_builder.publishing.collections.glossary import make_glossary
from toolkit_builder.publishing.collections.highlights import make_highlights
from toolkit_builder.publishing.collections.map import make_map
from toolkit_builder.publishing.collections.matrix import make_matrix
from toolkit_builder.publishing.collections.overview import make_overview
from toolkit_builder.publishing.collections.records import Asked, asked_of
from toolkit_builder.publishing.collections.scale import make_scale
from toolkit_builder.publishing.collections.timeline import make_timeline
from toolkit_builder.publishing.fields import Told
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection, Part

MAKERS: Mapping[str, Callable[[Asked, Reader], Collection | None]] = {
    "matrix": make_matrix,
    "map": make_map,
    "timeline": make_timeline,
    "chart": make_chart,
    "scale": make_scale,
    "overview": make_overview,
    "glossary": make_glossary,
    "highlights": make_highlights,
    "editions": make_editions,
    "contact": make_contact,
    "contribute": make_contribute,
}
"""View to what makes it, as a header asks for it."""


def collections_of(page: Record, reader: Reader) -> Sequence[Part]:
    """Return what a plain page shows above and below its text."""
    parts = []
    values = reader.site.library.values(page, reader.language).get("shows") or ()
    for number, (asked, own) in enumerate(zip(asked_of(page, reader.site.library.types), values, strict=True)):
        view = asked.options["view"]
        if collection := MAKERS[view](asked, reader):
            language = Told(page, reader).language(("shows", number, "title"))
            title = Shown(own["title"], language=language) if "title" in own else None
            prefix = f"page:{number + 1}-" if number else "page:"
            parts.append(Part(collection, prefix, title, COLLECTION_VIEWS[view].is_first))
    return parts
