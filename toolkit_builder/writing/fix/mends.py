"""What a mend is: places in files to be written otherwise, or other names for files; and the problems that it resolves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from toolkit_builder.model.library import Library
from toolkit_builder.model.nodes import Place
from toolkit_builder.model.versions import Version
from toolkit_builder.reading.draft import Draft

Found = TypeVar("Found")

_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands from one place of a file up to another is written otherwise; lines and columns are those of problems."""

    path: str
    start: Place
    end: Place
    new: str

    @property
    def lines(self) -> range:
        """The lines of which something is written otherwise."""
        # Up to the very beginning of a line, nothing of it.
        behind = self.end[0] if self.end[1] == 1 and self.end > self.start else self.end[0] + 1
        return range(self.start[0], behind)


@dataclass(frozen=True, slots=True)
class Mend:
    """What resolves a problem: ``rule`` at the file ``path``; of several files, such as those of one record, likewise."""

    rule: str
    paths: tuple[str, ...]
    edits: tuple[Edit, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Files that are to be called otherwise: the name now, and the new one; relative to the root."""
    unveils: bool = False
    """Whether more is read afterwards, so that other problems may come to light that were there before."""

    @property
    def touched(self) -> frozenset[str]:
        """The files that it changes, by their names now."""
        return frozenset({*self.paths, *self.names, *(edit.path for edit in self.edits)})


class Source:
    """A text file: its lines as they are read, and the bytes behind them. A byte order mark and line ends stay as they are."""

    def __init__(self, data: bytes) -> None:
        self._mark = _MARK if data.startswith(_MARK) else b""
        self._text = data.removeprefix(_MARK).decode("utf-8")
        ends = [*_LINE_END.finditer(self._text)]
        self._starts = [0, *(end.end() for end in ends)]
        self._stops = [*(end.start() for end in ends), len(self._text)]
        self._line_end = ends[0][0] if ends else "\n"

    @cached_property
    def lines(self) -> Sequence[str]:
        """All lines without their ends."""
        return [self._text[start:stop] for start, stop in zip(self._starts, self._stops, strict=True)]

    def line(self, number: int) -> str:
        """Return a line, counted from 1; '' behind the last."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def holds(self, place: Place, text: str) -> bool:
        """Whether this stands at a place within a line."""
        return bool(text) and self.line(place[0]).startswith(text, place[1] - 1)

    def end_of(self, line: int) -> Place:
        """Return the place behind the last character of a line."""
        return line, len(self.line(line)) + 1

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        """Return the file's bytes with something else at some places, none of which overlap."""
        pieces, done = [], 0
        for edit in sorted(edits, key=lambda edit: edit.start):
            start, stop = self._offset(edit.start), self._offset(edit.end)
            pieces += [self._text[done:start], edit.new.replace("\n", self._line_end)]
            done = stop
        return self._mark + "".join([*pieces, self._text[done:]]).encode("utf-8")

    def _offset(self, place: Place) -> int:
        line, column = place
        start, stop = (self._starts[line - 1], self._stops[line - 1]) if line <= len(self._starts) else (len(self._text),) * 2
        return min(start + column - 1, stop)

    def between(self, start: Place, end: Place) -> str:
        """Return what stands between two places."""
        return self._text[self._offset(start) : self._offset(end)]

    def is_within(self, place: Place) -> bool:
        """Whether there is such a place."""
        return 0 < place[0] <= len(self.lines) and 0 < place[1] <= len(self.line(place[0])) + 1


class Bench:
    """What mends are found from: the library as it would be with all mends so far, and its files."""

    def __init__(self, library: Library, draft: Draft) -> None:
        self.library, self._draft = library, draft
        self._sources: dict[str, Source | None] = {}
        self._found: dict[str, Any] = {}

    def once(self, name: str, find: Callable[[], Found]) -> Found:
        """Return what was found before under a name, or find it."""
        if name not in self._found:
            self._found[name] = find()
        found: Found = self._found[name]
        return found

    def on_disk(self, path: str) -> Path:
        """Return where a file of the library lies, by its name relative to the root."""
        return self.library.settings.root / path

    def source(self, path: str) -> Source | None:
        """Return a file's lines; None for what is no text."""
        if path not in self._sources:
            try:
                self._sources[path] = Source(self._draft.read(self.on_disk(path)))
            except (UnicodeDecodeError, OSError):
                self._sources[path] = None
        return self._sources[path]

    def is_taken(self, path: str, by: Iterable[str] = ()) -> bool:
        """Whether another file has a name, or one that Windows and macOS take for the same; `by` are those that may."""
        if path in self._folded.get(path.casefold(), ()):
            return True
        return bool(self._folded.get(path.casefold(), set()) - {*by})

    @cached_property
    def _folded(self) -> Mapping[str, set[str]]:
        settings = self.library.settings
        names: dict[str, set[str]] = {}
        for path in settings.content.rglob("*"):
            name = settings.relative(self._draft.name(path))
            names.setdefault(name.casefold(), set()).add(name)
        return names

    def edit_text(self, version: Version, start: int, end: int, new: str) -> Edit | None:
        """Return the edit of a piece of a text; None where the lines of the text are not those of the file."""
        if version.outline.only_place:
            return None
        (line, column), (last, behind) = version.outline.place(start), version.outline.place(end)
        new = new.replace("\n", "\n" + " " * version.indent)
        edit = Edit(version.path, (line, column + version.indent), (last, behind + version.indent), new)
        source = self.source(version.path)
        return edit if source and source.is_within(edit.start) and source.is_within(edit.end) else None

    def replace(self, path: str, place: Place, typed: str, new: str) -> Edit | None:
        """Return the edit that puts something in place of what was typed there; None where something else stands there."""
        source = self.source(path)
        if source is None or not source.holds(place, typed):
            return None
        return Edit(path, place, (place[0], place[1] + len(typed)), new)


def places_after(edits: Sequence[Edit]) -> Iterator[tuple[Place, Place]]:
    """Yield from where to where what each of some edits of a file wrote stands after all of them; they are sorted."""
    lines, columns, line = 0, 0, 0
    for edit in edits:
        start = edit.start[0] + lines, edit.start[1] + (columns if edit.start[0] == line else 0)
        *before, last = edit.new.split("\n")
        end = start[0] + len(before), len(last) + (1 if before else start[1])
        yield start, end
        lines, columns, line = end[0] - edit.end[0], end[1] - edit.end[1], edit.end[0]


def overlapping(edits: Sequence[Edit], other: Edit) -> bool:
    """Whether an edit touches what one of some others, sorted, changes as well."""
    at = bisect_right(edits, other.start, key=lambda edit: edit.start)
    before, behind = edits[at - 1 : at], edits[at : at + 1]
    return any(edit.end > other.start or edit.start == other.start for edit in before) or any(
        other.end > edit.start for edit in behind
    )
