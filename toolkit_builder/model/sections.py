"""Sections that a type asks for, found in texts: by their heading, or by the place that it has in the original."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_builder.model.nodes import Node
from toolkit_builder.model.record import Record
from toolkit_builder.model.retitling import plain_title
from toolkit_builder.model.text import Outline
from toolkit_builder.model.types import AskedSection
from toolkit_builder.model.versions import Version


def heading_of(record: Record, version: Version, asked: AskedSection) -> Node | None:
    """Find a section by its heading; in a translation that has a heading of its own for it, by its place in the original."""
    own = _headings(version.outline)
    if (at := _place_of(asked.title.get(version.language, ""), own)) is not None:
        return own[at]
    theirs = _headings(record.original.outline)
    at = _place_of(asked.title.get(record.original.language, ""), theirs)
    return own[at] if at is not None and [heading.level for heading in own] == [heading.level for heading in theirs] else None


def boxed_in(record: Record, version: Version) -> tuple[str, ...]:
    """Return the names of the headings whose sections readers find in a box."""
    headings = (heading_of(record, version, asked) for asked in record.type.sections if asked.boxed)
    return tuple(heading.name for heading in headings if heading)


def _headings(outline: Outline) -> Sequence[Node]:
    return [node for node in outline.root.children if node.kind == "heading"]


def _place_of(title: str, headings: Sequence[Node]) -> int | None:
    found = (at for at, heading in enumerate(headings) if title and plain_title(heading.plain) == plain_title(title))
    return next(found, None)
