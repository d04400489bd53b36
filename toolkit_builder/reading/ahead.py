"""Texts read by all processors, some records at a time, before the library asks for them one by one.

What comes back is packed: no process holds the trees of all texts at once. Whatever goes wrong here has no result, and is
read once more where the library asks for it, and told there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from toolkit_builder.model.compiled import Compiled
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.problems import Fault
from toolkit_builder.reading.draft import Draft
from toolkit_builder.reading.shelf import File
from toolkit_builder.reading.versions import read_version
from toolkit_builder.work import Engine, can_fork, this_machine

Model: TypeAlias = tuple[RecordType, Compiled]
"""A type, and what its headers are held against."""
Look: TypeAlias = Callable[[Record], None]
"""Finds out about a record what is asked of every one, and may pack it then."""
Make: TypeAlias = Callable[[Record], Mapping[str, bytes]]
"""Makes something of the texts of a record while their trees are there: HTML, by what it is made of."""


def no_look(_: Record) -> None:
    """Find out nothing, for who asks nothing of every record."""


_FEW = 200
"""Texts that are read in less time than processes take to start."""
_PORTION = 128
"""Texts that are read at once: their trees are there together."""
_LIMIT = 60.0
"""Seconds of the processor for a portion. What takes longer is read where it is asked for, without a limit."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was read of files, by their names; and what was found out about records, by their ids."""

    texts: Mapping[str, tuple[Version, list[Fault]]] = field(default_factory=dict)
    found: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)
    """What was made of texts on the way."""

    def look(self, look: Look, record: Record) -> None:
        """Take over what was found out about a record; ``look`` at one that is made of other texts as well."""
        here = [version for version in record.files if version.path in self.texts]
        if record.id in self.found and len(here) == len(record.files):
            record.know(self.found[record.id])
        else:
            look(record)


@dataclass(frozen=True)
class _Reader:
    """Reads the files of some records, and looks at what they make."""

    models: Mapping[str, Model]
    draft: Draft
    look: Look
    make: Make | None

    def __call__(self, files: Sequence[File]) -> Ahead:
        texts = {file.name: self._read(file) for file in files}
        records = []
        for (folder, slug), own in _by_record(files).items():
            if record := put_together(self.models[folder][0], slug, [texts[file.name][0] for file in own]):
                records.append(record)
        # One step for all of them, and then the next: with all steps for each, a tenth more time was measured.
        made = {key: html for record in records for key, html in self.make(record).items()} if self.make else {}
        for record in records:
            self.look(record)
        return Ahead(texts, {record.id: record.found_out() for record in records}, made)

    def _read(self, file: File) -> tuple[Version, list[Fault]]:
        record_type, compiled = self.models[file.folder]
        return read_version(file, self.draft.read(file.path), compiled, record_type)


def _by_record(files: Iterable[File]) -> Mapping[tuple[str, str], list[File]]:
    """Return files by the type and the slug of their record."""
    found: dict[tuple[str, str], list[File]] = defaultdict(list)
    for file in files:
        found[file.folder, file.slug].append(file)
    return found


def put_together(record_type: RecordType, slug: str, parts: Sequence[Version]) -> Record | None:
    """Return the record that versions make; None where there is no original, or more than one."""
    originals = [part for part in parts if not isinstance(part, Translation)]
    translations = {part.language: part for part in parts if isinstance(part, Translation)}
    return Record(record_type, slug, originals[0], dict(sorted(translations.items()))) if len(originals) == 1 else None


def read_ahead(
    files: Sequence[File],
    models: Mapping[str, Model],
    draft: Draft,
    look: Look,
    engine: Engine,
    make: Make | None = None,
) -> Ahead:
    """Read files where that gains time: many of them, by more than one process of this machine, which can be forked."""
    engine = engine if engine.is_here else this_machine()
    if len(files) < _FEW or engine.workers < 2 or not can_fork():
        return Ahead()
    portions: list[list[File]] = []
    for own in _by_record(file for file in files if file.folder in models and not file.misnamed).values():
        if not portions or len(portions[-1]) >= _PORTION:
            portions.append([])
        portions[-1] += own
    # Which words are explained is known when all is read.
    reader = _Reader(models, draft, look, None if any(declared.linked_words for declared, _ in models.values()) else make)
    texts: dict[str, tuple[Version, list[Fault]]] = {}
    found: dict[str, Mapping[str, Any]] = {}
    made: dict[str, bytes] = {}
    # Where no process can be had, all of it is read where it is asked for.
    with suppress(OSError):
        for _, outcome in engine.run(reader, portions, _LIMIT):
            if (read := outcome.value) is not None:
                texts |= read.texts
                found |= read.found
                made |= read.made
    return Ahead(texts, found, made)
