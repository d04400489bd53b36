"""What of a record is printed on sheets of its own, and the text cut where one of them begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit_builder.model.nodes import Node
from toolkit_builder.model.record import Record
from toolkit_builder.model.sections import heading_of
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import AskedSection
from toolkit_builder.model.versions import Version
from toolkit_builder.publishing.parts import Block, Section
from toolkit_builder.publishing.site import Reader

RUN = "run"
"""The sheet that one works from: what stands before the text, with steps in it."""
_DIVIDING = 2
"""The level of the headings that cut a text."""
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>""")
_NAMED = re.compile(r"""(?:<section class="boxed">\s*)?<h2\b(?:(?:"[^"]*"|[^">])*? id="([^"]*)")?""")
"""The heading of a section, which may stand in a box."""
_EMPTY = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
"""Elements that have no end."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Something that readers may print by itself: its name in the page, and what readers call it."""

    name: str
    title: Shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. ``sheet`` is the name of the one that it is printed on, if it is one that has a name."""

    html: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in pieces: what readers meet first, the rest in its order, and which of it are sheets to hand out."""

    first: str
    rest: Sequence[Piece]
    sheets: Sequence[Sheet] = ()
    first_names: frozenset[str] = frozenset()
    """The names of the headings in what is first."""


def cut_text(html: str, record: Record, version: Version, reader: Reader) -> Cut:
    """Cut the text of a record where its type asks for sections that stand first or are sheets."""
    asked = _asked(record, version)
    if not asked:
        return Cut("", [Piece(html)])
    pieces = [*_pieces(html)]
    leading = frozenset(name for name, (section, _) in asked.items() if section.lead)
    first = [piece for name, piece in pieces if name in leading]
    # Names in the page that no heading has, and no other part.
    sheets = {name: f"text:{name}" for name, (section, _) in asked.items() if name not in leading}
    rest = [(sheets.get(name, ""), piece) for name, piece in pieces if name not in leading]
    together = [Piece("".join(piece for _, piece in group), sheet) for sheet, group in groupby(rest, lambda pair: pair[0])]
    language = "" if version.language == reader.language else version.language
    there = {piece.sheet for piece in together}
    named = [
        Sheet(sheet, Shown(asked[name][1].plain.strip(), "", language)) for name, sheet in sheets.items() if sheet in there
    ]
    return Cut("".join(first), together, named, leading)


def sheets_of(before: Sequence[Section | Block], cut: Cut, after: Sequence[Section | Block], reader: Reader) -> list[Sheet]:
    """Return all sheets of a record, in the order of its page."""
    parts = [*before, *after]
    run = [Sheet(RUN, Shown(reader.word("Run sheet")))] if any(_display(part) == "steps" for part in parts) else []
    blocks = [Sheet(part.anchor, part.label) for part in parts if _display(part) in ("cards", "questions")]
    return [*run, *cut.sheets, *blocks]


def _display(part: Section | Block) -> str:
    return part.display if isinstance(part, Block) else ""


def _asked(record: Record, version: Version) -> Mapping[str, tuple[AskedSection, Node]]:
    """Return the sections that do not simply stand where they were written, by the names of their headings."""
    special = [section for section in record.type.sections if section.lead or section.sheet]
    found = ((section, heading_of(record, version, section)) for section in special)
    return {heading.name: (section, heading) for section, heading in found if heading and heading.level == _DIVIDING}


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces between headings of level 2 that stand in nothing else but a box, each with the name of its heading."""
    depth, name, begin = 0, "", 0
    for tag in _TAG.finditer(html):
        if depth == 0 and (named := _NAMED.match(html, tag.start())):
            if html[begin : tag.start()].strip():
                yield name, html[begin : tag.start()]
            name, begin = named[1] or "", tag.start()
        if tag[2] not in _EMPTY and not tag[0].endswith("/>"):
            depth += -1 if tag[1] else 1
    if html[begin:].strip():
        yield name, html[begin:]
