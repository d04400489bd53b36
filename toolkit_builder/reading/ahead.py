"""Texts read by all processors, record by record, before the library asks for them one by one.

What comes back is packed, so that no process ever holds the trees of all texts. Whatever goes wrong here has no result, and
is read once more where the library asks for it, and told there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
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
Make: TypeAlias = Callable[[Record], Mapping[str, str]]
"""Makes something of the texts of a record while their trees are there: HTML, by what it is made of."""


def no_look(_: Record) -> None:
    """Find out nothing, for who asks nothing of every record."""


_FEW = 200
"""Texts that are read in less time than processes take to start."""
_LIMIT = 20.0
"""Seconds of the processor for a record. Whoever reads it then has no limit."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was read of files, by their names; and what was found out about records, by their ids."""

    texts: Mapping[str, tuple[Version, list[Fault]]] = field(default_factory=dict)
    found: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)
    """What was made of texts on the way."""

    def look(self, look: Look, record: Record) -> None:
        """Take over what was found out about a record; ``look`` at one that is made of other texts as well."""
        here = [version for version in record.files if version.path in self.texts]
        if record.id in self.found and len(here) == len(record.files):
            record.know(self.found[record.id])
        else:
            look(record)


@dataclass(frozen=True, slots=True)
class _Read:
    """What comes back of the files of a record."""

    texts: Sequence[tuple[Version, list[Fault]]]
    found: Mapping[str, Any] | None = None
    made: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Reader:
    """Reads the files of a record, and looks at what they make."""

    models: Mapping[str, Model]
    draft: Draft
    look: Look
    make: Make | None

    def __call__(self, files: Sequence[File]) -> _Read:
        record_type, compiled = self.models[files[0].folder]
        texts = [read_version(file, self.draft.read(file.path), compiled, record_type) for file in files]
        record = put_together(record_type, files[0].slug, [version for version, _ in texts])
        if record is None:
            return _Read(texts)
        made = self.make(record) if self.make else {}
        self.look(record)
        return _Read(texts, record.found_out(), made)


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
    groups: dict[tuple[str, str], list[File]] = defaultdict(list)
    for file in files:
        if file.folder in models and not file.misnamed:
            groups[file.folder, file.slug].append(file)
    pieces = [*groups.values()]
    # Which words are explained is known when all is read.
    reader = _Reader(models, draft, look, None if any(declared.linked_words for declared, _ in models.values()) else make)
    texts: dict[str, tuple[Version, list[Fault]]] = {}
    found: dict[str, Mapping[str, Any]] = {}
    made: dict[str, str] = {}
    # Where no process can be had, all of it is read where it is asked for.
    with suppress(OSError):
        for number, outcome in engine.run(reader, pieces, _LIMIT):
            if (read := outcome.value) is not None:
                texts |= {file.name: text for file, text in zip(pieces[number], read.texts, strict=True)}
                made |= read.made
                if read.found is not None:
                    found[f"{pieces[number][0].folder}/{pieces[number][0].slug}".lstrip("/")] = read.found
    return Ahead(texts, found, made)
