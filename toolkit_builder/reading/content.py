"""The content folder to a library: find the files (finding.py), read each (versions.py), put records together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from toolkit_builder.clock import today
from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.collection_views import PAGE
from toolkit_builder.model.compiled import Compiled, compile_type
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.search_words import SearchGroup, is_search_words
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.model.vocabulary import Vocabulary
from toolkit_builder.reading.address_list import read_address_list
from toolkit_builder.reading.ahead import Ahead, Look, Make, Model, no_look, read_ahead
from toolkit_builder.reading.connections import connect_faults
from toolkit_builder.reading.declarations import read_search_words, read_type, read_vocabulary
from toolkit_builder.reading.draft import AS_IT_IS, Draft
from toolkit_builder.reading.finding import find_files, wanted_addresses
from toolkit_builder.reading.memory import Memory
from toolkit_builder.reading.own_templates import template_faults
from toolkit_builder.reading.shelf import File, Shelf
from toolkit_builder.settings import Settings
from toolkit_builder.work import ALONE, Engine


def read_library(
    settings: Settings,
    draft: Draft = AS_IT_IS,
    memory: Memory | None = None,
    look: Look = no_look,
    engine: Engine = ALONE,
    make: Make | None = None,
) -> Library:
    """Read everything in the content folder, as it is or as it would be. Faults are in the library; none is raised.

    Each record is shown to ``look`` as soon as it is put together. What did not change since the ``memory`` was used before is
    neither read nor shown once more. Where other processes read, they ``make`` something of each record on the way.
    """
    memory = memory or Memory()
    shelf = Shelf(settings, draft, list(settings.faults))
    if settings.readable:
        shelf.faults += template_faults(settings)
        with memory.finding(shelf):
            find_files(shelf)
    vocabularies = _read_vocabularies(shelf)
    search_words = _read_search_words(shelf)
    types, compiled = _read_types(shelf, vocabularies)
    around = Surroundings(vocabularies, settings.codes, today())
    types = memory.begin(types, around)
    models = {name: (record_type, compiled[name]) for name, record_type in types.items()}
    models[""] = (PAGE, compile_type(PAGE, around))
    ahead = read_ahead(shelf.texts, models, draft, look, engine, make) if memory.is_new else Ahead()
    memory.html = {**memory.html, **ahead.made}
    versions, aside = _read_texts(shelf, memory, models, (_UNTYPED, compile_type(_UNTYPED, around)), ahead)
    together = _put_all_together(memory, types, versions, partial(ahead.look, look))
    for record_id in shelf.there - together.records.keys() - together.pages.keys():
        together.loose.setdefault(record_id, ())
    noted, wrong = read_address_list(settings)
    shelf.faults += wrong
    return Library(
        settings, types, vocabularies, together.records, together.pages, frozenset(shelf.media), tuple(shelf.faults),
        together.loose, wanted_addresses(shelf), aside=tuple(aside), understood=together.understood, declared=_declared(shelf),
        search_words=search_words, noted=noted,
    )  # fmt: skip


def _declared(shelf: Shelf) -> str:
    found = hashlib.sha256()
    for path in (*shelf.vocabularies, *shelf.declarations.values()):
        data = shelf.draft.read(path)
        found.update(f"{shelf.settings.relative(path)}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


_UNTYPED = RecordType("", {}, {}, {}, "grey", "discs", "", 0, ())
"""What is known of a record whose type cannot be read or does not exist: it has a title, a summary and a text."""
_RULES_OF_TYPES = ("unknown-field", "wrong-length")

_Versions: TypeAlias = Mapping[str, Mapping[str, list[Version]]]
"""What was read of each record: by type and slug."""


def _read_texts(
    shelf: Shelf, memory: Memory, models: Mapping[str, Model], untyped: Model, ahead: Ahead
) -> tuple[_Versions, list[Version]]:
    """Read all texts. Returns them by type and slug, and those that no record can hold for their name or folder."""
    versions: dict[str, dict[str, list[Version]]] = defaultdict(lambda: defaultdict(list))
    misnamed: list[tuple[File, Version]] = []
    aside: list[Version] = []
    for file in shelf.texts:
        model = models.get(file.folder, untyped)
        version, faults = memory.version(file, shelf.draft.read, model, ahead.texts.get(file.name))
        if model is untyped:
            faults = [fault for fault in faults if fault.rule not in _RULES_OF_TYPES]
            shelf.remember(file.path)
            shelf.there.add(f"{file.folder}/{file.slug}")
            aside.append(version)
        elif file.misnamed:
            misnamed.append((file, version))
        else:
            versions[file.folder][file.slug].append(version)
        shelf.faults += faults
    for file, version in misnamed:
        parts = versions[file.folder][file.slug]
        (parts if _has_room(parts, version) else aside).append(version)
    return versions, aside


def _has_room(parts: Sequence[Version], version: Version) -> bool:
    """Whether a file whose name has a fault can be a part of the record that was meant, without making it another one."""
    is_first = isinstance(version, Translation) or all(isinstance(part, Translation) for part in parts)
    return is_first and all(part.language != version.language for part in parts)


@dataclass(frozen=True, slots=True)
class _Together:
    """Versions as records; see `Library` for what each is."""

    records: dict[str, Record] = field(default_factory=dict)
    pages: dict[str, Record] = field(default_factory=dict)
    loose: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    understood: dict[str, Record] = field(default_factory=dict)


def _put_all_together(memory: Memory, types: Mapping[str, RecordType], versions: _Versions, look: Look) -> _Together:
    together = _Together()
    for name in ("", *types):
        for slug, parts in sorted(versions[name].items()):
            record = memory.record(types.get(name, PAGE), slug, parts, look)
            if record is not None:
                (together.records if name else together.pages)[record.id] = record
            elif parts:
                together.loose[f"{name}/{slug}".lstrip("/")] = tuple(parts)
                if record := _understood(memory, types.get(name, PAGE), slug, parts):
                    together.understood[record.id] = record
    return together


def _understood(memory: Memory, record_type: RecordType, slug: str, parts: list[Version]) -> Record | None:
    """Put together what is plain of a record with several originals: the one that holds facts, or that all others name."""
    facts = {field.name for field in record_type.all_fields if not field.translatable}
    originals = [part for part in parts if not isinstance(part, Translation)]
    named = {part.of for part in parts if isinstance(part, Translation)}
    for likely in (
        [version for version in originals if facts & version.header.entries.keys()],
        [version for version in originals if {version.language} == named],
    ):
        if len(likely) == 1:
            those = [part for part in parts if part in likely or isinstance(part, Translation)]
            return memory.record(record_type, slug, those, no_look)
    return None


# Types and vocabularies -------------------------------------------------------------------------------------------------


def _read_vocabularies(shelf: Shelf) -> dict[str, Vocabulary]:
    vocabularies = {}
    for path in shelf.vocabularies:
        if is_search_words(path.stem):
            continue
        vocabulary, faults = read_vocabulary(shelf.draft.read(path), shelf.settings.relative(path), shelf.settings.codes)
        shelf.faults += faults
        vocabularies[vocabulary.name] = vocabulary
    return vocabularies


def _read_search_words(shelf: Shelf) -> Sequence[SearchGroup]:
    groups: list[SearchGroup] = []
    for path in shelf.vocabularies:
        if is_search_words(path.stem):
            found, faults = read_search_words(shelf.draft.read(path), shelf.settings.relative(path), shelf.settings.codes)
            groups += found
            shelf.faults += faults
    return tuple(groups)


def _read_types(shelf: Shelf, vocabularies: Mapping[str, Vocabulary]) -> tuple[dict[str, RecordType], dict[str, Compiled]]:
    settings = shelf.settings
    read = {
        name: (settings.relative(path), *read_type(shelf.draft.read(path), settings.relative(path), name, settings.codes))
        for name, path in shelf.declarations.items()
    }
    declared = {
        name: record_type for name, (_, record_type, _, _) in sorted(read.items(), key=lambda item: (item[1][1].order, item[0]))
    }
    types, compiled = {}, {}
    around = Surroundings(vocabularies, settings.codes, today())
    for name, record_type in declared.items():
        path, _, node, found = read[name]
        faults = [*found, *connect_faults(record_type, node, path, declared, vocabularies)]
        shelf.faults += faults
        # A type with an error is not compiled: its records would only repeat the type's own faults.
        if all(fault.rule == "missing-label" for fault in faults):
            types[name], compiled[name] = record_type, compile_type(record_type, around)
    return types, compiled
