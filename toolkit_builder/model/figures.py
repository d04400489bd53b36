"""The figures in a text: counts, years, percentages, as people write them in any language, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Thousands stand in groups of three, between signs that differ by language; a decimal sign follows. A digit that a letter
# stands before belongs to a name (`H5P`, `COVID-19`); Arabic writes "and" and "with" together with the next word.
_LETTER = r"[^\W\d_\u0600-\u06ff]"
_FIGURE = re.compile(
    rf"(?<!{_LETTER})(?<!{_LETTER}-)(?<!\d)(?:"
    r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)"
    r"|((?![0٠])\d{1,3}(?:[.,'’٬\u00a0\u2009\u202f ]\d{3}(?!\d))+|\d+)(?:[.,٫](\d+))?"
    r"|(?<!\w)[.,](\d+))"
)
_ADDRESS = re.compile(r"https?://\S+")
# Where figures may stand: looked for first, because `_FIGURE` looks back at each letter.
_RUN = re.compile(r"\d[\d.,'’٬٫\u00a0\u2009\u202f /]*")
_SIGNS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: how it was typed, what it is worth (`4000`, `0.26`), and where it begins, in characters from 0."""

    typed: str
    value: str
    start: int


def figures_in(words: str) -> Iterator[Figure]:
    """Yield the figures in words: of a Markdown text, its `Outline.prose`."""
    if "://" in words:
        words = _ADDRESS.sub(lambda found: " " * len(found[0]), words)
    for run in _RUN.finditer(words):
        for found in _FIGURE.finditer(words, max(run.start() - 1, 0), run.end()):
            *date, whole, decimals, only_decimals = found.groups()
            for value in [_value(part, "") for part in date if part] or [_value(whole or "0", decimals or only_decimals or "")]:
                yield Figure(found[0], value, found.start())


def figure_values(words: str) -> frozenset[str]:
    """Return what the figures in words are worth."""
    return frozenset(figure.value for figure in figures_in(words))


def _value(whole: str, decimals: str) -> str:
    """Write a figure the same way in every language: Latin digits, no signs for thousands, a point before decimals."""
    digits = _latin(_SIGNS.sub("", whole))
    # Days and months are written with a zero before them in dates, and without one in sentences.
    digits = digits.lstrip("0") or "0" if len(digits) == 2 else digits
    return f"{digits}.{_latin(decimals)}" if decimals else digits


def _latin(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) for digit in digits)
