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
# What is no statement: code, addresses, tags, the names of footnotes and anchors; the numbers of a list. Each branch begins
# with a sign of its own, which `re` looks for in one go.
_FENCED = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1", re.MULTILINE | re.DOTALL)
_NOT_WORDS = re.compile(r"`[^`\n]*`|\]\([^()\s]*\)|<[^<>\n]*>|https?://\S+|\[\^[^\]\n]*\]|\{[^{}\n]*\}")
_NUMBER_OF_ITEM = re.compile(r"^\s*\d+[.)](?=\s)", re.MULTILINE)
# Where figures may stand: looked for first, because `_FIGURE` looks back at each letter.
_RUN = re.compile(r"\d[\d.,'’٬٫\u00a0\u2009\u202f /]*")
_SIGNS = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: how it was typed, what it is worth (`4000`, `0.26`), and where it stands, counted from 1."""

    typed: str
    value: str
    line: int
    column: int


def without_code(text: str) -> str:
    """Blank what is no statement in a Markdown text; lines and columns stay."""
    if "```" in text or "~~~" in text:
        text = _FENCED.sub(_blank, text)
    return _NUMBER_OF_ITEM.sub(_blank, _NOT_WORDS.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0]) if "\n" in found[0] else " " * len(found[0])


def figures_in(text: str, first_line: int = 1) -> Iterator[Figure]:
    """Yield the figures of a Markdown text whose first line is line ``first_line`` of its file."""
    if not _RUN.search(text):
        return
    bare = without_code(text)
    for run in _RUN.finditer(bare):
        for found in _FIGURE.finditer(bare, max(run.start() - 1, 0), run.end()):
            line, column = bare.count("\n", 0, found.start()), found.start() - bare.rfind("\n", 0, found.start())
            *date, whole, decimals, only_decimals = found.groups()
            for value in [_value(part, "") for part in date if part] or [_value(whole or "0", decimals or only_decimals or "")]:
                yield Figure(found[0], value, first_line + line, column)


def figure_values(text: str) -> frozenset[str]:
    """Return what the figures of a text are worth."""
    return frozenset(figure.value for figure in figures_in(text))


def _value(whole: str, decimals: str) -> str:
    """Write a figure the same way in every language: Latin digits, no signs for thousands, a point before decimals."""
    digits = _latin(_SIGNS.sub("", whole))
    # Days and months are written with a zero before them in dates, and without one in sentences.
    digits = digits.lstrip("0") or "0" if len(digits) == 2 else digits
    return f"{digits}.{_latin(decimals)}" if decimals else digits


def _latin(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) for digit in digits)
