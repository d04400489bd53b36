"""A rule about the signs of a language: spaces that no line ends at, apostrophes, quotation marks, percent signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from toolkit_builder.checks.gathering import with_places
from toolkit_builder.model.record import Record
from toolkit_builder.model.typography import NARROW, Change, changes
from toolkit_builder.model.values import locate_within
from toolkit_builder.model.versions import Version, part_name
from toolkit_builder.problems import Message, Position, Problem, Severity, say

_Found: TypeAlias = tuple[Position, str, str, Change]
"""Where it stands, in which field, the text, and what is to be changed in it."""


def typography(record: Record) -> Iterator[Problem]:
    """Texts set their signs as their language does; of each kind, the first place in a file is told with the others.

    Bad:  L'écoute : qu'est-ce ? (in a French text, with spaces that a line may end at)
    Good: L’écoute : qu’est-ce ? (with spaces that do not break)
    """
    for version in record.versions:
        kinds: dict[str, list[_Found]] = defaultdict(list)
        for found in _found_in(record, version):
            kinds[_kind(found)].append(found)
        for (where, name, text, change), *others in kinds.values():
            problem = Problem(where, "typography", _told(text, change), _RUN, Severity.WARNING, record.id, name)
            yield with_places(problem, [place for place, *_ in others])


def _kind(found: _Found) -> str:
    text, change = found[2:]
    return '"' if text[change.start : change.end] == '"' else change.new.strip() or "space"


def _found_in(record: Record, version: Version) -> Iterator[_Found]:
    for passage in version.passages_in_header(record.type):
        if passage.outline is None:
            for change in changes(passage.text, version.language):
                where = Position(version.path, *locate_within(version.header, passage.path, change.start))
                yield where, part_name(passage.path), passage.text, change
    for text in (*version.fields, version):
        for change in changes(text.outline.text, version.language, text.outline.prose):
            line, column = text.outline.place(change.start)
            yield Position(version.path, line, column + text.indent), text.part, text.outline.text, change


def _told(text: str, change: Change) -> Message:
    start, end = change.start, change.end
    while start > 0 and not text[start - 1].isspace() and change.start - start < 12:
        start -= 1
    while end < len(text) and not text[end].isspace() and end - change.end < 12:
        end += 1
    typed = text[start:end]
    if not change.is_space:
        return say(
            "`{typed}` is written `{right}` in this language.",
            typed=typed,
            right=text[start : change.start] + change.new + text[change.end : end],
        )
    if not change.new:
        return say("`{typed}` is written without a space in this language.", typed=typed)
    code = "U+202F" if change.new == NARROW else "U+00A0"
    return say("In `{typed}` belongs a space that no line ends at ({code}).", typed=typed, code=code)


_RUN = say(
    "Run: toolkit fix --write --rule typography. What it leaves has backslashes in the header: write the signs in their place."
)

RECORD_RULES = (typography,)
