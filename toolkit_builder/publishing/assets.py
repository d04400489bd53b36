"""What the site has as it is: styles, scripts, fonts. A toolkit's own come first, then ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import rcssmin
import rjsmin

from toolkit_builder.publishing.material import material_rules
from toolkit_builder.reading.leftovers import is_left_over_path
from toolkit_builder.reading.own_templates import TEMPLATES
from toolkit_builder.settings import Settings

STYLESHEET = "assets/toolkit/toolkit.css"
COLLECTION_STYLESHEET = "assets/toolkit/collections.css"
STYLES = (
    "colours", "page", "header", "search", "home", "plain", "collections", "books", "buttons", "catalogue", "compare", "record",
    "texts", "formulas", "contents", "exercises", "narrow", "wishes", "print", "sheets",
)  # fmt: skip
"""What our style sheet is put together from, in this order: of two rules, the later one holds."""
COLLECTION_STYLES = ("matrix", "charts")
"""Likewise, what pages load besides that show many records at once."""
CATALOGUE_SCRIPT = "assets/toolkit/catalogue.js"
_OF_CATALOGUES = tuple(
    f"assets/toolkit/{name}.js"
    for name in (
        "catalogue-cards", "catalogue-found", "catalogue-facets", "catalogue-chips", "catalogue-order", "catalogue-sheet",
        "catalogue-compare", "catalogue-layout", "catalogue-table", "catalogue",
    )
)  # fmt: skip
"""What the script of every list is put together from, in this order: alone each would come as a file of its own."""
FORM_SCRIPT = "assets/toolkit/form.js"
OF_FORM = tuple(
    f"assets/toolkit/form-{name}.js"
    for name in (
        "words", "yaml", "controls", "picker", "fields", "photo", "shrink", "drafts", "kept", "send", "closest", "kinds",
        "rules", "asked", "texts", "preview", "translate", "editor", "beginning", "work", "page",
    )
)  # fmt: skip
"""What the script of the form is put together from; the last part begins."""
DESK_SCRIPT = "assets/toolkit/desk.js"
OF_DESK = tuple(f"assets/toolkit/form-desk{name}.js" for name in ("-list", "-folder", "-hosts", ""))
"""What the desk has besides; the last part gives it to the form."""
FORM_STYLESHEET = "assets/toolkit/form.css"
FORM_STYLES = ("form",)

_NAME = re.compile(r"[a-zA-Z_][\w-]*")
# What lies beside styles and scripts, and is no part of the site.
_NOT_PUBLISHED = (".html", ".md", ".py", ".pyc")


def folders(settings: Settings) -> list[Path]:
    """Return where templates and assets are looked for, the best first."""
    return [*([settings.overrides] if settings.overrides else []), TEMPLATES]


def styles(name: str) -> str:
    """Return a part of our style sheet."""
    return (TEMPLATES.parent / f"styles/{name}.css").read_text("utf-8")


def _stylesheet(own: Path | None) -> bytes:
    """Return the one style sheet: what pages use of Material's, then ours. Templates in ``own`` may use more of it."""
    ours = _together(STYLES)
    material = material_rules(ours + _together(COLLECTION_STYLES), _words(own) if own else frozenset())
    return str(rcssmin.cssmin(material + ours)).encode()


def _together(names: Sequence[str]) -> str:
    return "".join(map(styles, names))


def _words(folder: Path) -> frozenset[str]:
    """Return everything in templates, styles and scripts that may be the name of a class."""
    files = (file for file in folder.rglob("*") if file.suffix in (".html", ".css", ".js") and file.is_file())
    return frozenset(word for file in files for word in _NAME.findall(file.read_text("utf-8", "replace")))


def assets(settings: Settings, has_desk: bool = False) -> Mapping[str, Callable[[], bytes]]:
    """Return the files of the site that are there as they are: where each lies in it, and what gives its bytes."""
    found: dict[str, Callable[[], bytes]] = {
        STYLESHEET: lambda: _stylesheet(settings.overrides),
        COLLECTION_STYLESHEET: lambda: str(rcssmin.cssmin(_together(COLLECTION_STYLES))).encode(),
        FORM_STYLESHEET: lambda: str(rcssmin.cssmin(_together(FORM_STYLES))).encode(),
    }
    for folder in reversed(folders(settings)):
        read = _small if folder == TEMPLATES else Path.read_bytes
        found |= {name: partial(read, file) for file in folder.rglob("*") if (name := _published_name(file, folder))}
    for script, names in ((CATALOGUE_SCRIPT, _OF_CATALOGUES), (FORM_SCRIPT, OF_FORM), (DESK_SCRIPT, OF_DESK)):
        found[script] = partial(_joined, [found.pop(name) for name in names])
    if not has_desk:
        del found[DESK_SCRIPT]
    return dict(sorted(found.items()))


def _joined(pieces: Sequence[Callable[[], bytes]]) -> bytes:
    return b"\n".join(piece() for piece in pieces)


def _small(file: Path) -> bytes:
    data = file.read_bytes()
    return made_small(data.decode()).encode() if file.suffix == ".js" else data


def made_small(script: str) -> str:
    """Return a script of ours without its remarks, which are two fifths of what it weighs."""
    return str(rjsmin.jsmin(script, keep_bang_comments=True))


def _published_name(file: Path, folder: Path) -> str:
    """Return where a file lies in the site; '' for what has no place there."""
    name = file.relative_to(folder).as_posix()
    return "" if file.suffix in _NOT_PUBLISHED or is_left_over_path(name) or not file.is_file() else name
