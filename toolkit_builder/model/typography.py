"""How languages set their signs: spaces that no line ends at, apostrophes, quotation marks, percent signs.

Sources: Unicode CLDR (https://cldr.unicode.org/, delimiters and percent patterns); for French, Lexique des règles
typographiques en usage à l'Imprimerie nationale; for Spanish, Ortografía de la lengua española, 2010, VIII.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

NO_BREAK, NARROW = "\u00a0", "\u202f"

_SPACES = (" ", NO_BREAK, NARROW)
# What may stand before a sign that has a space of its own: a word, or what ends one, be it a mark of Markdown.
_WORD = re.compile(r"[\w)\]’»”\"'…%*`]")
_END = r"(?=[\s)»”\"*_.…]|\Z)"


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a text, in characters from 0, and what stands there by the rules of its language."""

    start: int
    end: int
    new: str

    @property
    def is_space(self) -> bool:
        """Whether only a space is another one: nobody sees that."""
        return not self.new.strip()


_Find: TypeAlias = Callable[[str], Iterator[Change]]


def _put(pattern: str, new: str) -> _Find:
    """Put ``new`` in the place of what a pattern finds."""
    compiled = re.compile(pattern)
    return lambda text: (Change(*found.span(), new) for found in compiled.finditer(text))


def _apart(signs: str, space: str, before: re.Pattern[str] = _WORD) -> _Find:
    """Put a space, or none, between what stands before some signs and them."""
    compiled = re.compile(signs)

    def find(text: str) -> Iterator[Change]:
        for found in compiled.finditer(text):
            end = found.start()
            start = end - text.startswith(_SPACES, end - 1) if end else end
            if start and text[start:end] != space and before.match(text, start - 1):
                yield Change(start, end, space)

    return find


def _opened(text: str) -> Iterator[Change]:
    """Put the space of French behind an opening quotation mark."""
    for found in re.finditer("«", text):
        start = found.end()
        end = start + text.startswith(_SPACES, start)
        if text[start:end] != NO_BREAK and text[end : end + 1].strip():
            yield Change(start, end, NO_BREAK)


def _quoted(opening: str, closing: str) -> _Find:
    """Put a language's quotation marks in the place of two straight ones on a line, with nothing quoted between them."""
    compiled = re.compile(r"(?<![\w\"“”„«»=])\"(?=[^\s\"])([^\"“”„«»\n]{1,300})(?<=[^\s\"])\"(?![\w\"“”„«»])")

    def find(text: str) -> Iterator[Change]:
        for found in compiled.finditer(text):
            yield Change(found.start(), found.start() + 1, opening)
            yield Change(found.end() - 1, found.end(), closing)

    return find


_DIGIT = re.compile(r"\d")
_ANY = re.compile(r"\S")
_GUILLEMETS = f"«{NO_BREAK}", f"{NO_BREAK}»"

_BY_LANGUAGE: Mapping[str, Sequence[_Find]] = {
    "ar": (
        _put(r"\?(?<=[\u0620-\u064a]\?)", "؟"), _put(r",(?<=[\u0620-\u064a],)(?=\s)", "،"),
        _put(r";(?<=[\u0620-\u064a];)(?=\s)", "؛"), _quoted("«", "»"),
    ),
    "de": (_apart("%", NO_BREAK, _DIGIT), _quoted("„", "“")),
    "en": (_apart("%", "", _DIGIT),),
    "es": (_apart("%", NO_BREAK, _DIGIT), _quoted("«", "»")),
    "fr": (
        _apart(rf"[;?!]+{_END}", NARROW), _apart(r":(?=\s|\Z)", NO_BREAK), _apart("»", NO_BREAK, _ANY), _opened,
        _put(r"'(?<=[^\W\d_]')(?=[^\W\d_])", "’"), _apart("%", NO_BREAK, _DIGIT), _quoted(*_GUILLEMETS),
    ),
    "pl": (_apart("%", "", _DIGIT), _quoted("„", "”")),
}  # fmt: skip


def changes(text: str, language: str, words: str | None = None) -> Iterator[Change]:
    """Yield what a language sets otherwise in a text, place by place.

    ``words`` is the text with everything blanked that is no word of it, such as code: signs there stay as they are.
    """
    for find in _BY_LANGUAGE.get(language.partition("-")[0], ()):
        for change in find(text):
            if words is None or words[change.start : change.start + 1].strip() or _is_beside(change, words):
                yield change


def _is_beside(change: Change, words: str) -> bool:
    """Whether a space stands beside a sign that is one of the words: it is blank itself."""
    around = words[change.end : change.end + 1], words[change.start - 1 : change.start]
    return change.is_space and any(sign in (*";:?!%»«",) for sign in around)
