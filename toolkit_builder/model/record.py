"""A record: its original, which holds the facts, and its translations, which hold words only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from toolkit_builder.model.changes import Change, changes
from toolkit_builder.model.packed import Packed
from toolkit_builder.model.passages import Digest, Passage
from toolkit_builder.model.retitling import plain_title, retitled, titles
from toolkit_builder.model.text import words
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Translation, Version


class Status(StrEnum):
    """How a record stands in one language."""

    ORIGINAL = "original"
    CURRENT = "current"
    BEHIND = "behind"
    MACHINE = "machine"
    NOT_KNOWN = "not-known"
    """It does not say which state of the original it follows, or the original cannot be read."""
    UNTOUCHED = "untouched"
    """It says nothing yet but what the original says, in the original's language."""
    MISSING = "missing"
    LEFT_OUT = "left-out"


ABSENT = frozenset({Status.MISSING, Status.LEFT_OUT, Status.UNTOUCHED})
"""What is shown in another language."""


@dataclass(frozen=True)
class Record(Packed):
    """One item of the library. ``translations`` has the language as its key and never holds the original's."""

    type: RecordType
    slug: str
    original: Version
    translations: Mapping[str, Translation]

    keeps = ("id", "is_draft", "is_read", "untouched", "fingerprint", "letters", "_statuses")

    def pack(self) -> None:
        """Pack it with all its versions. All that have the same fingerprint have one together."""
        super().pack()
        for translation in self.translations.values():
            if translation.fingerprint == self.fingerprint:
                translation.__dict__["fingerprint"] = self.fingerprint
        for version in self.files:
            version.pack()

    def forget_checks(self) -> None:
        """Forget what only checks and rendering ask for, with that of its texts: nobody will check and render it again."""
        self.forget("_found")
        for text in self.texts:
            text.outline.forget_checks()

    @property
    def files(self) -> Sequence[Version]:
        """Its original and all translations, also those that say nothing yet."""
        return (self.original, *self.translations.values())

    @property
    def texts(self) -> Iterator[Version]:
        """All Markdown texts of its files: each as a file, and the values of its fields of Markdown as `Version.fields`."""
        for version in self.files:
            yield version
            yield from version.fields

    @cached_property
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

    @cached_property
    def letters(self) -> int:
        """How many letters the words of the original have: all its pages are long, or none."""
        return self.original.outline.letters

    @property
    def languages(self) -> frozenset[str]:
        """The languages in which it has words of its own."""
        return frozenset((self.original.language, *self.translations)) - self.untouched

    @cached_property
    def is_draft(self) -> bool:
        """Whether it is checked but not published."""
        return bool(self.facts.get("draft"))

    @property
    def may_be_draft(self) -> bool:
        """Whether it is a draft, or cannot be read as far as to say so."""
        return self.is_draft or not self.original.is_read or "draft" in self.original.refused

    @property
    def is_retired(self) -> bool:
        """Whether it is about something that exists no more."""
        return self.is_retired_in(self.original)

    @property
    def left_out(self) -> Mapping[str, str]:
        """Languages that will not come, with the reason."""
        return {entry["language"]: entry["reason"] for entry in self.facts.get("untranslated", ())}

    @property
    def shows(self) -> Sequence[Mapping[str, str]]:
        """Which records a plain page shows, and how (see `COLLECTION_VIEWS`), one view after the other; mostly none."""
        shows: Sequence[Mapping[str, str]] = self.facts.get("shows") or ()
        return shows

    def has_view(self, name: str) -> bool:
        """Whether it is a plain page that shows records in a certain way."""
        return any(shows["view"] == name for shows in self.shows)

    @property
    def home(self) -> Mapping[str, Any]:
        """What readers meet first on the home page, as its header says; empty where it says nothing."""
        home: Mapping[str, Any] = self.facts.get("home") or {}
        return home

    def version(self, language: str) -> Version | None:
        """Return what is written in a language; None where nothing is, or nothing but the original's words."""
        if language == self.original.language:
            return self.original
        return None if language in self.untouched else self.translations.get(language)

    def is_retired_in(self, version: Version) -> bool:
        """Whether what it is about exists no more for the readers of a version: a field may say so for one language."""
        own = {field.name for field in self.type.fields if field.per_language}
        return any(
            typed in _as_typed((version.values if name in own else self.facts).get(name))
            for name, typed in self.type.retired.items()
        )

    @cached_property
    def is_read(self) -> bool:
        """Whether all words of the original could be read: where they could not, nobody can tell what changed in them."""
        typed = self.original.header
        words_of = (field.name for field in self.type.all_fields if field.has_words)
        return self.original.is_read and all(
            name in self.facts or name not in typed.entries or typed.entries[name].plain is None for name in words_of
        )

    @cached_property
    def versions(self) -> Sequence[Version]:
        """What says something: the original, and the translations in the order of their languages' codes."""
        return [self.original, *(translation for code, translation in self.translations.items() if code not in self.untouched)]

    @cached_property
    def untouched(self) -> frozenset[str]:
        """The languages whose files hold nothing but words of the original, of today or of when they were begun."""
        return frozenset(
            code
            for code, translation in self.translations.items()
            if not translation.reviewed and (self._says_nothing_new(translation) or self.is_overtaken(translation))
        )

    def _says_nothing_new(self, translation: Translation) -> bool:
        """Whether a translation holds nothing but words of the original."""
        if translation.title != self.original.title or translation.summary != self.original.summary:
            return False
        # The headings of the type are there in the translation's language from the start.
        there, here = self.original, self._with_own_titles(translation)
        if words(translation.text) != words(there.text) and words(here) != words(self._with_own_titles(there)):
            return False
        theirs = {passage.name: passage.text for passage in self.passages}
        own = translation.passages_in_header(self.type)
        return all(theirs.get(passage.name) == passage.text for passage in own)

    def is_overtaken(self, translation: Translation) -> bool:
        """Whether a translation was begun, but never written, and the original changed since: it holds words of then."""
        then = translation.fingerprint
        if not then or then == self.fingerprint:
            return False
        own = translation.passages(self.type)
        # Mostly the titles differ, and nothing else is looked at.
        code = translation.language
        return len(own) == len(then) and all(
            self.is_of(mine, known_as(digest), code) for mine, digest in zip(own, then, strict=True)
        )

    def _with_own_titles(self, version: Version) -> str:
        """Return a text with the headings that the type asks for as the type has them in the original's language."""
        known = titles(self.type.headings, version.language, self.original.language)
        return retitled(version.outline.text, version.outline.sections, known)

    def text_to_translate(self, language: str) -> str:
        """Return the original's text as a translation begins: the headings that the type asks for are in its language."""
        known = titles(self.type.headings, self.original.language, language)
        return retitled(self.original.outline.text, self.original.outline.sections, known)

    def is_of(self, passage: Passage, known: Set[Digest], language: str) -> bool:
        """Whether a passage of a translation says what one of the digests in ``known_as`` stands for."""
        own = passage.digest
        if own in known or Digest("", "", "", old=passage.old_hash) in known:
            return True
        return replace(own, label="") in known and self._has_title_of_type(passage, language)

    def repeats(self, passage: Passage, language: str) -> bool:
        """Whether a passage of a translation is one of the original's, word for word, but perhaps for a heading of the type."""
        return passage.text in self._texts or (
            _below(passage) in self._texts_below_titles and self._has_title_of_type(passage, language)
        )

    def _has_title_of_type(self, passage: Passage, language: str) -> bool:
        if passage.section is None or not self.type.headings:
            return False
        return plain_title(passage.section.title) in titles(self.type.headings, language, language)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(passage.text for passage in self.passages)

    @cached_property
    def _texts_below_titles(self) -> frozenset[str]:
        own = self.original.language
        return frozenset(_below(passage) for passage in self.passages if self._has_title_of_type(passage, own)) - {""}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The original's passages."""
        self.is_out()
        return self.original.passages(self.type)

    @cached_property
    def fingerprint(self) -> tuple[Digest, ...]:
        """The digests of the original's passages, in order."""
        return tuple(passage.digest for passage in self.passages)

    def changed_since(self, translation: Translation) -> tuple[Change, ...]:
        """Return what changed in the original since the translation was made, in the order of the original.

        Nothing where the translation does not say what it was made from: then it is not known.
        """
        if not translation.fingerprint or translation.fingerprint == self.fingerprint:
            return ()
        return changes(translation.fingerprint, self.passages, self.fingerprint)

    def status(self, language: str) -> Status:
        """Return how the record stands in a language."""
        if language in self._statuses:
            return self._statuses[language]
        return Status.LEFT_OUT if language in self.left_out else Status.MISSING

    @cached_property
    def _statuses(self) -> Mapping[str, Status]:
        """How it stands in the languages in which there is a file: every page of a record asks for all languages."""
        translations = {code: self._status_of(translation) for code, translation in self.translations.items()}
        return {**translations, self.original.language: Status.ORIGINAL}

    def _status_of(self, translation: Translation) -> Status:
        if translation.language in self.untouched:
            return Status.UNTOUCHED
        if not translation.fingerprint:
            return Status.NOT_KNOWN
        if self.changed_since(translation):
            return Status.BEHIND if self.is_read else Status.NOT_KNOWN
        if translation.method == "machine" and not translation.reviewed:
            return Status.MACHINE
        return Status.CURRENT


def _as_typed(value: Any) -> Sequence[str]:
    """Return the values of a field as somebody types them: `true`, `2013`, `retired`."""
    values = value if isinstance(value, list) else [value]
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values if value is not None]


def known_as(*digests: Digest) -> frozenset[Digest]:
    """Return digests together with those of sections without their headings, which may be headings of the type."""
    return frozenset((*digests, *(replace(digest, label="") for digest in digests if digest.kind == "s")))


def _below(passage: Passage) -> str:
    """Return a section without its heading."""
    if passage.section is None or passage.outline is None or not passage.section.level:
        return passage.text
    return passage.text[passage.section.blocks[0].end - passage.section.start :].strip()
