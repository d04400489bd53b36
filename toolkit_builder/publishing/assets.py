"""What the site has as it is: styles, scripts, fonts. A toolkit's own come first, then ours, then Material's style sheet."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from toolkit_builder.reading.leftovers import is_left_over_path
from toolkit_builder.reading.own_templates import TEMPLATES
from toolkit_builder.settings import Settings

STYLESHEET = "assets/toolkit/toolkit.css"
STYLES = (
    "colours", "page", "header", "home", "collections", "books", "buttons", "catalogue", "record", "texts", "formulas",
    "contents", "narrow", "wishes", "print",
)  # fmt: skip
"""What our style sheet is put together from, in this order: of two rules, the later one holds."""

# What lies beside styles and scripts, and is no part of the site.
_NOT_PUBLISHED = (".html", ".md", ".py", ".pyc")


@cache
def material_stylesheet() -> tuple[str, Path]:
    """Return where Material's main style sheet lies in the site, and its file; the name changes with every release."""
    # Found and not imported: the package says things about its future to whoever imports it.
    found = importlib.util.find_spec("material")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = Path(next(iter(found.submodule_search_locations))) / "templates"
    file = next(folder.glob("assets/stylesheets/main.*.min.css"))
    return file.relative_to(folder).as_posix(), file


def folders(settings: Settings) -> list[Path]:
    """Return where templates and assets are looked for, the best first."""
    return [*([settings.overrides] if settings.overrides else []), TEMPLATES]


def styles(name: str) -> str:
    """Return a part of our style sheet."""
    return (TEMPLATES.parent / f"styles/{name}.css").read_text("utf-8")


def _stylesheet() -> bytes:
    return "".join(map(styles, STYLES)).encode()


def assets(settings: Settings) -> Mapping[str, Callable[[], bytes]]:
    """Return the files of the site that are there as they are: where each lies in it, and what gives its bytes."""
    place, material = material_stylesheet()
    found = {place: material.read_bytes, STYLESHEET: _stylesheet}
    for folder in reversed(folders(settings)):
        found |= {name: file.read_bytes for file in folder.rglob("*") if (name := _published_name(file, folder))}
    return dict(sorted(found.items()))


def _published_name(file: Path, folder: Path) -> str:
    """Return where a file lies in the site; '' for what has no place there."""
    name = file.relative_to(folder).as_posix()
    return "" if file.suffix in _NOT_PUBLISHED or is_left_over_path(name) or not file.is_file() else name
