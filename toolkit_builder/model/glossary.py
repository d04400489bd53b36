"""The words that are explained: where a text uses one for the first time, it is linked to the record that explains it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.tokens import UNSEEN, WORD
from toolkit_builder.model.values import Path
from toolkit_builder.model.versions import Version

_TOKEN = re.compile(WORD)
_PLAIN = re.compile(r"\w+")
# Vowel signs of Arabic and Hebrew may stand on any letter of a word, or on none; they are no letters, and count for nothing.
_OPTIONAL = re.compile(rf"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u064b-\u0652\u0670\u0640{UNSEEN}]")
# One letter to whoever looks for a word: Turkish has two of i, and a sentence begins with the large one.
_SAME = str.maketrans("İı", "ii")
# What may stand between the words of a term: languages write "if-then plan" with dashes, dots or quotation marks. Between
# letters of a script without spaces there is nothing.
_GAP = re.compile(r"[\s'’ʼ…–—„“”\"«»-]{0,3}\Z")


@dataclass(frozen=True, slots=True)
class Use:
    """A word of a glossary in a text: from where to where, and the id of the record that explains it."""

    start: int
    end: int
    record_id: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The explained words of one language: the first token of each to all of its tokens and the record, longest first."""

    entries: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def of(cls, words: Iterable[tuple[str, str]]) -> Glossary:
        """Make a glossary of words and the ids of the records that explain them. Of two for the same word, the first stays."""
        entries: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for word, record_id in words:
            if tokens := words_of(word):
                entries[tokens[0]].setdefault(tokens, record_id)
        longest_first = {first: sorted(found.items(), key=lambda entry: -len(entry[0])) for first, found in entries.items()}
        return cls({first: tuple(found) for first, found in longest_first.items()})

    @property
    def records(self) -> set[str]:
        """The ids of the records that explain a word."""
        return {record_id for found in self.entries.values() for _, record_id in found}

    def uses(self, text: str) -> Iterator[Use]:
        """Yield each use of a word, longer words before the shorter ones within them. Costs one pass over the text."""
        if not self.entries:
            return
        tokens = [(_folded(found[0]), *found.span()) for found in _tokens(text)]
        number = 0
        while number < len(tokens):
            found = next(self._at(text, tokens, number), None)
            if found:
                yield found[0]
            number += found[1] if found else 1

    def used(self, text: str) -> Mapping[str, str]:
        """Return the words that a text uses, as they are written there, with the ids of the records."""
        return {text[use.start : use.end]: use.record_id for use in self.uses(text)}

    def _at(self, text: str, tokens: list[tuple[str, int, int]], number: int) -> Iterator[tuple[Use, int]]:
        for words, record_id in self.entries.get(tokens[number][0], ()):
            here = tokens[number : number + len(words)]
            if tuple(token for token, _, __ in here) != words:
                continue
            gaps = (text[before[2] : other[1]] for before, other in pairwise(here))
            start, end = here[0][1], here[-1][2]
            # A part of a longer word with hyphens is another word.
            if all(map(_GAP.match, gaps)) and "-" not in (text[start - 1 : start], text[end : end + 1]):
                yield Use(start, end, record_id), len(words)


class Explanations:
    """Which explained words texts use: looked for once, as long as neither a text nor the words of its language change."""

    def __init__(self, glossaries: Mapping[str, Glossary], before: Explanations | None = None) -> None:
        self._glossaries = glossaries
        self._before: Mapping[tuple[str, str], Mapping[str, str]] = {}
        if before is not None:
            same = {code for code, glossary in glossaries.items() if before._glossaries.get(code) == glossary}
            self._before = {key: used for key, used in before._found.items() if key[0] in same}
        self._found: dict[tuple[str, str], Mapping[str, str]] = {}

    @property
    def are_none(self) -> bool:
        """Whether no word is explained in any language."""
        return not any(glossary.entries for glossary in self._glossaries.values())

    def used(self, language: str, outline: Outline) -> Mapping[str, str]:
        """Return the words of a text that are explained, as they are written there, with the ids of the records."""
        glossary = self._glossaries.get(language)
        if glossary is None or not glossary.entries:
            return {}
        key = language, outline.digest
        if key not in self._found:
            self._found[key] = self._before[key] if key in self._before else glossary.used(outline.prose)
        return self._found[key]


@dataclass(frozen=True, slots=True)
class Explained:
    """A word that a record explains, and where it says so."""

    word: str
    record: Record
    version: Version
    path: Path
    """The way to the word in the header."""


def explained_words(records: Iterable[Record], language: str) -> Iterator[Explained]:
    """Yield the words in a language that records explain."""
    for record in records:
        yield from _words_in(record.type.linked_words, record, language)


def avoided_words(records: Iterable[Record], language: str) -> Iterator[Explained]:
    """Yield the words in a language in whose place records have better ones."""
    for record in records:
        yield from _words_in(record.type.avoided_words, record, language)


def _words_in(fields: Sequence[str], record: Record, language: str) -> Iterator[Explained]:
    version = record.version(language) if fields else None
    if version is None:
        return
    for name in fields:
        value = version.values.get(name, ())
        if isinstance(value, str):
            yield Explained(value, record, version, (name,))
        else:
            yield from (Explained(word, record, version, (name, number)) for number, word in enumerate(value))


def words_of(text: str) -> tuple[str, ...]:
    """Take a word apart as texts are, so that `Peer coaching` and `peer-coaching` are the same."""
    return tuple(_folded(found[0]) for found in _tokens(text))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return (_PLAIN if text.isascii() else _TOKEN).finditer(text)


def _folded(token: str) -> str:
    if token.isascii():
        return token.lower()
    return unicodedata.normalize("NFC", _OPTIONAL.sub("", token).translate(_SAME).casefold())
