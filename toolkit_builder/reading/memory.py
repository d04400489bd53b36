"""What was read before, for whoever reads a toolkit again and again: what did not change is the very same value as before.

Whatever rules and pages found out about a version or a record is then still known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from operator import is_
from pathlib import Path

from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.compiled import Compiled
from toolkit_builder.model.glossary import Explanations
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Fault
from toolkit_builder.reading.ahead import Look, Model, put_together
from toolkit_builder.reading.draft import AS_IT_IS
from toolkit_builder.reading.shelf import File, Found, Shelf
from toolkit_builder.reading.versions import digest_of, read_version


@dataclass(frozen=True, slots=True)
class _Read:
    """A version, with all that it was read from."""

    file: File
    record_type: RecordType
    accepted: object
    hints: object
    version: Version
    faults: Sequence[Fault]


@dataclass(frozen=True, slots=True)
class _Made:
    """A record, with all that it was made of."""

    record_type: RecordType
    parts: Sequence[Version]
    record: Record


class Memory:
    """All that was read the last time. One that is new knows nothing."""

    def __init__(self) -> None:
        self._types: Mapping[str, RecordType] = {}
        self._accepted: object = None
        self._hints: object = None
        self._pictures: Mapping[Found, Sequence[Fault]] = {}
        self._texts: Mapping[str, File] = {}
        self._named_for: object = None
        self.html: Mapping[str, bytes] = {}
        """Rendered texts, packed, by what each was made of."""
        self.explanations: Explanations | None = None
        """Which explained words they use."""
        self._last: dict[str, _Read] = {}
        self._now: dict[str, _Read] = {}
        self._last_records: dict[tuple[str, str], _Made] = {}
        self._now_records: dict[tuple[str, str], _Made] = {}

    @property
    def is_new(self) -> bool:
        """Whether nothing was read before."""
        return not (self._last or self._now)

    @contextmanager
    def finding(self, shelf: Shelf) -> Iterator[None]:
        """Tell a shelf, while files are found, what is known of them from before; and remember what is known now."""
        settings = shelf.settings
        named_for = settings.root, settings.content, settings.codes
        shelf.pictures_before = self._pictures
        if shelf.draft is AS_IT_IS and named_for == self._named_for:
            shelf.texts_before = self._texts
        yield
        self._pictures, self._named_for = shelf.pictures, named_for
        self._texts = {
            place: file
            for place, file in ((str(file.path), file) for file in shelf.texts)
            if place in shelf.texts_before or _has_plain_name(file, shelf.prefix)
        }

    def begin(self, types: Mapping[str, RecordType], around: Surroundings) -> dict[str, RecordType]:
        """Begin to read once more; returns the types, those that did not change as the values that they were."""
        self._last, self._now = self._now, {}
        self._last_records, self._now_records = self._now_records, {}
        same = {name: before for name, before in self._types.items() if types.get(name) == before}
        self._types = {**types, **same}
        # What is accepted depends on the names of terms; their labels only serve to say what may have been meant.
        names = {name: [*vocabulary.terms] for name, vocabulary in around.vocabularies.items()}
        accepted, hints = (around.languages, around.today, names), around.vocabularies
        self._accepted = self._accepted if accepted == self._accepted else accepted
        self._hints = self._hints if hints == self._hints else hints
        return {name: self._types[name] for name in types}

    def version(
        self, file: File, read: Callable[[Path], bytes], model: Model, ahead: tuple[Version, Sequence[Fault]] | None = None
    ) -> tuple[Version, Sequence[Fault]]:
        """Read a file, if what it holds was not read before, or just now ``ahead``; return it with all that is wrong in it."""
        record_type, compiled = model
        if ahead is not None:
            self._now[file.name] = _Read(file, record_type, self._accepted, self._hints, *ahead)
            return ahead
        before = self._last.get(file.name)
        if before is None or not self._is_held_against_the_same(before, record_type):
            now = self._read(file, read(file.path), compiled, record_type)
        elif file.state and (before.file is file or before.file == file):
            now = before
        else:
            data = read(file.path)
            is_same = replace(before.file, state=file.state) == file and before.version.digest == digest_of(data)
            now = replace(before, file=file) if is_same else self._read(file, data, compiled, record_type)
        self._now[file.name] = now
        return now.version, now.faults

    def _is_held_against_the_same(self, before: _Read, record_type: RecordType) -> bool:
        return (
            before.record_type is record_type
            and before.accepted is self._accepted
            and (before.hints is self._hints or not before.faults)
        )

    def _read(self, file: File, data: bytes, compiled: Compiled, record_type: RecordType) -> _Read:
        version, faults = read_version(file, data, compiled, record_type)
        return _Read(file, record_type, self._accepted, self._hints, version, faults)

    def record(self, record_type: RecordType, slug: str, parts: Sequence[Version], look: Look) -> Record | None:
        """Return the record that versions make, if they make one; where it was of the same before, that one.

        One that nobody knows is looked at.
        """
        name = record_type.name, slug
        made = self._last_records.get(name)
        if made is None or made.record_type is not record_type or not _are_same(made.parts, parts):
            record = put_together(record_type, slug, parts)
            if record is None:
                return None
            look(record)
            made = _Made(record_type, parts, record)
        self._now_records[name] = made
        return made.record


def _has_plain_name(file: File, prefix: str) -> bool:
    """Whether nothing is wrong with it but what it holds, whatever lies beside it."""
    plain = "/".join(filter(None, (prefix, file.folder, f"{file.slug}.{file.language}.md")))
    return not file.misnamed and file.name == plain


def _are_same(parts: Sequence[Version], others: Sequence[Version]) -> bool:
    return len(parts) == len(others) and all(map(is_, parts, others))
