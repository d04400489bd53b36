"""A record: its original, which holds the facts, and its translations, which hold words only."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from toolkit_builder.model.text import Outline, words
from toolkit_builder.model.types import Field, RecordType
from toolkit_builder.model.values import Mapping as HeaderMap
from toolkit_builder.model.values import Path

_MANY_PASSAGES = 1000
"""More than that are not compared one by one, which takes time with the square of their number."""


class Status(StrEnum):
    """How a record stands in one language."""

    ORIGINAL = "original"
    CURRENT = "current"
    BEHIND = "behind"
    MACHINE = "machine"
    MISSING = "missing"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an original that is translated as a whole: a field, or a section of the text."""

    name: str
    """`title`, `findings.0.text`, or `# How it works` for a section."""
    text: str

    @property
    def hash(self) -> str:
        """Four hexadecimal digits of the SHA-256 of the words; spacing and line breaks do not count."""
        return hashlib.sha256(words(self.text).encode()).hexdigest()[:4]


def part_name(path: Path) -> str:
    """Name a value in a header; people count from 1: `steps.2.advice` is the advice of the second step."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def place_of(path: str, part: str = "") -> str:
    """Return what names a text in the whole library: the path of its file; with the field where it is a field's value."""
    return f"{path}#{part}" if part else path


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a record: what it says in one language."""

    language: str
    path: str
    """Relative to the root, with ``/``."""
    header: HeaderMap
    """What was typed, with positions."""
    values: Mapping[str, Any]
    """What was typed, checked and converted; only what is right."""
    text: str
    text_line: int
    outline: Outline
    part: str = ""
    """Where ``text`` is the value of a field, and not what stands below the header: the field's name (`steps.2.advice`)."""
    indent: int = 0
    """How many characters stand before each line of ``text`` in the file."""
    fields: tuple[Version, ...] = ()
    """The values of fields of Markdown, each as a version with that value in place of the text."""

    @property
    def place(self) -> str:
        """What names this text in the whole library: the path of its file, and the field where it is a field's value."""
        return place_of(self.path, self.part)

    def passages(self, record_type: RecordType) -> tuple[Passage, ...]:
        """Return the passages in the order of the type's fields, then of the text."""
        named = [Passage(name, text) for name, text in _translated_texts(record_type.all_fields, self.values, "")]
        named += [Passage(f"# {section.title}", section.text) for section in self.outline.sections]
        return tuple(named)

    @property
    def title(self) -> str:
        """The title; the file's name where none was given."""
        return str(self.values.get("title") or self.path.rpartition("/")[2].partition(".")[0])

    @property
    def summary(self) -> str:
        """One sentence."""
        return str(self.values.get("summary", ""))


def _translated_texts(fields: Sequence[Field], values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for one in fields:
        value = values.get(one.name)
        if value is None or not one.translatable:
            continue
        name = prefix + one.name
        items = list(enumerate(value)) if one.many else [(None, value)]
        for number, item in items:
            at = name if number is None else f"{name}.{number}"
            if one.fields:
                yield from _translated_texts(one.fields, item, f"{at}.")
            else:
                yield at, str(item)


@dataclass(frozen=True, slots=True)
class Translation(Version):
    """A version that was made from another one."""

    of: str = ""
    method: str = ""
    fingerprint: tuple[str, ...] = ()
    reviewed: Mapping[str, str] = field(default_factory=dict)


def _changes(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where passages are new or different, from and to: of very many, all from the first of those to the last."""
    if len(before) + len(now) <= _MANY_PASSAGES:
        for tag, _, __, start, end in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
            if tag != "equal":
                yield start, end
        return
    shorter = min(len(before), len(now))
    start = next((at for at in range(shorter) if before[at] != now[at]), shorter)
    same_behind = next((at for at in range(shorter - start) if before[-1 - at] != now[-1 - at]), shorter - start)
    yield start, len(now) - same_behind


@dataclass(frozen=True)
class Record:
    """One item of the library. ``translations`` has the language as its key and never holds the original's."""

    type: RecordType
    slug: str
    original: Version
    translations: Mapping[str, Translation]

    @property
    def id(self) -> str:
        """`type/slug`, for example `models/duo-for-a-job`; the slug alone for a plain page."""
        return f"{self.type.name}/{self.slug}" if self.type.name else self.slug

    @property
    def facts(self) -> Mapping[str, Any]:
        """The original's values: what holds in every language."""
        return self.original.values

    @property
    def folder(self) -> str:
        """Where its files lie in the content folder: `models/`, or '' for a plain page."""
        return f"{self.type.name}/" if self.type.name else ""

    @property
    def languages(self) -> frozenset[str]:
        """The languages in which it has words of its own."""
        return frozenset((self.original.language, *self.translations))

    @property
    def is_draft(self) -> bool:
        """Whether it is checked but not published."""
        return bool(self.facts.get("draft"))

    @property
    def is_retired(self) -> bool:
        """Whether it is about something that exists no more."""
        return any(self.facts.get(name) == value for name, value in self.type.retired.items())

    @property
    def left_out(self) -> Mapping[str, str]:
        """Languages that will not come, with the reason."""
        return {entry["language"]: entry["reason"] for entry in self.facts.get("untranslated", ())}

    @property
    def shows(self) -> Mapping[str, str]:
        """Which records a plain page shows, and how (see `COLLECTION_VIEWS`); empty where it shows none."""
        shows: Mapping[str, str] = self.facts.get("shows") or {}
        return shows

    def version(self, language: str) -> Version | None:
        """Return what is written in a language, or None."""
        return self.original if language == self.original.language else self.translations.get(language)

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        return self.original.passages(self.type)

    @cached_property
    def fingerprint(self) -> tuple[str, ...]:
        """The hashes of the original's passages, in order."""
        return tuple(passage.hash for passage in self._passages)

    def changed_since(self, translation: Translation) -> tuple[str, ...]:
        """Return the names of the original's passages that are new or different since the translation was made.

        A passage that was taken out is named by the one before which it stood.
        """
        now, passages = self.fingerprint, self._passages
        if translation.fingerprint == now:
            return ()
        changed: list[str] = []
        for start, end in _changes(translation.fingerprint, now):
            last = max(end, min(start + 1, len(passages)))
            changed += [passage.name for passage in passages[start:last]] or ["# "]
        return tuple(changed)

    def status(self, language: str) -> Status:
        """Return how the record stands in a language."""
        if language not in self._known_statuses:
            self._known_statuses[language] = self._status(language)
        return self._known_statuses[language]

    @cached_property
    def _known_statuses(self) -> dict[str, Status]:
        """What `status` found before: every page of a record asks for all languages."""
        return {}

    def _status(self, language: str) -> Status:
        if language == self.original.language:
            return Status.ORIGINAL
        translation = self.translations.get(language)
        if translation is None:
            return Status.LEFT_OUT if language in self.left_out else Status.MISSING
        if self.changed_since(translation):
            return Status.BEHIND
        if translation.method == "machine" and not translation.reviewed:
            return Status.MACHINE
        return Status.CURRENT
