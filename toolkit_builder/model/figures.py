"""The figures in a text: counts, years, dates, times, percentages, as people write them in any language, with their places.

A figure may be read in several ways: `5/3/2026` is in March or in May, `4.5 million` is 4500000, `1.250` is 1250 or 1.25. Two
figures say the same where they can be read in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toolkit_builder.model.calendars import gregorian_years, month_names, month_of
from toolkit_builder.model.number_words import KNOWN, values_in_words
from toolkit_builder.model.readings import SCALE, SPACE, Reading, month_beside, readings_of

END = "\x1e"
"""Stands where a block of a text ends, such as a cell: figures are not put together across it."""

# Thousands stand in groups of three, in India of two, between signs that differ by language; a decimal sign follows.
_FIGURE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<phone>(?<=\+)\d[\d ()/.\u00a0-]{5,24}\d(?!\d))"
    r"|(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?:(?P=sign)(?P<d>\d{1,2}))?(?![\d]|[.,]\d)"
    rf"|(?P<a>\d{{1,2}})(?P<between>[-/.])[{SPACE}]?(?P<b>\d{{1,2}})(?P=between)[{SPACE}]?(?P<year>\d{{4}}|\d\d)(?![\d]|\.\d)"
    r"|(?P<hour>[01]?\d|2[0-4])[:h](?P<minute>[0-5]\d)(?!\d)"
    r"|(?P<month>0?[1-9]|1[0-2])[/.](?P<of>(?:19|20)\d\d)(?!\d)"
    r"|(?P<lakhs>\d{1,2}(?:[,٬]\d\d){1,5}[,٬]\d{3}(?!\d))"
    rf"|(?P<whole>(?!0)\d{{1,3}}(?:[.,'’٬，{SPACE}]\d{{3}}(?!\d))+|\d+)(?:(?P<version>(?:\.\d+){{2,}})|[.,٫](?P<decimals>\d+))?"
    r"(?P<over>[½⅓⅔¼¾]|/[1-9]\d?(?![\d/]))?"
    r"|(?<!\w)[.,٫](?P<only>\d+)"
    r"|(?P<part>[½⅓⅔¼¾]))"
)  # fmt: skip
_RUN = re.compile(rf"[\d½⅓⅔¼¾][\d½⅓⅔¼¾.,'’٬٫，:h()/{SPACE}-]*")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_ADDRESS = re.compile(r"https?://\S+")
_NAME = re.compile(
    r"www\.|@|\A\W*10\.\d{4,9}/|\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|json|ya?ml|md|html?|png|jpe?g|svg|zip|mp[34]|txt|py|js|css)(?!\w)"
    r"|\A\W*[\w-]+(?:\.[a-z]{2,})+/",
    re.IGNORECASE,
)
# Latin, Greek and Cyrillic letters: with one before it, a figure belongs to a name (`H5P`, `COVID-19`). Others write "and",
# "in" or whole sentences without a space before it.
_GLUED = re.compile(r"[A-Za-z\u00aa-\u024f\u0370-\u03ff\u0400-\u052f][-‑]?\Z|\^\Z")

# 20世纪90年代 are the 1990s: the decade says so alone.
_CENTURY_OF_DECADE = re.compile(r"\s?世[纪紀]的?\s?\d0\s?年代")
_ENUMERATES = re.compile(rf"[.)](?:[{SPACE}\n{END}]|\Z)")
_YEAR_BEHIND = re.compile(r"[^\d.;:!?]{2,24}(\d{4})(?!\d)")
_WINDOW = 32

# What any language may say in words where we do not know its words: few, and round.
_SMALL = frozenset(map(str, (*range(2, 21), *range(30, 101, 10), 1000, 1000000, 0.5, 0.25, 0.75, 1.5)))
# One is often no word at all; where a language has a form for two of something, so is two.
_UNSAID = frozenset({"0", "1"})
_DUAL = frozenset({"ar", "he", "sl", "mt"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: how it was typed, the ways to read it, and where it begins, in characters from 0.

    One that is not ``counted`` proves something, and needs no proof: the `5` of `H5P`, the number of a heading.
    """

    typed: str
    readings: tuple[Reading, ...]
    start: int
    counted: bool = True


def figures_in(words: str, language: str = "") -> Iterator[Figure]:
    """Yield the figures in words: of a Markdown text, its `Outline.prose`."""
    typed = words
    if not words.isascii() and _OTHER_DIGIT.search(words):
        words = words.translate(_digits())
    if "://" in words:
        words = _ADDRESS.sub(lambda found: " " * len(found[0]), words)
    for run in _RUN.finditer(words):
        for found in _FIGURE.finditer(words, max(run.start() - 1, 0), run.end()):
            yield from _read(found, typed, language)


def has_figures(words: str) -> bool:
    """Whether there may be figures in words."""
    return bool(_RUN.search(words))


@lru_cache(maxsize=1)
def _digits() -> dict[int, str]:
    """Return the digits of all scripts."""
    digits = {code: unicodedata.digit(chr(code), -1) for code in range(0x80, 0x1FFFF) if chr(code).isdecimal()}
    return {code: str(digit) for code, digit in digits.items() if digit >= 0}


def _read(found: re.Match[str], typed: str, language: str) -> Iterator[Figure]:
    words, start, end = found.string, *found.span()
    before, after = words[max(start - _WINDOW, 0) : start], words[end : end + _WINDOW]
    before, after = before.rpartition(END)[2], after.partition(END)[0]
    readings = tuple(dict.fromkeys(readings_of(found, before, after, language)))
    uncounted = (
        _in_name(before, found[0], after)
        or (
            _is_number_of_list(words, start, found[0], after)
            and not any("m" in value for reading in readings for value in reading)
        )
        or _is_day_elsewhere(found[0], after, language)
    )
    if found["whole"] == found[0] and (month := month_beside(found[0], before, after, language)):
        yield Figure(typed[start - month.before : end + month.after], readings, start, not uncounted)
    else:
        yield Figure(typed[start:end], readings, start, not uncounted)


def _in_name(before: str, figure: str, after: str) -> bool:
    if _GLUED.search(before[-2:]) or (after[:1].isupper() and after[:1].isascii() and not SCALE.match(after)):
        return True
    if figure == "24/7" or _CENTURY_OF_DECADE.match(after):
        return True
    if not (before[-1:].strip() or after[:1].strip()):
        return False
    token = re.split(r"\s", before)[-1] + figure + re.split(r"\s", after, maxsplit=1)[0]
    return len(token) > len(figure) and bool(_NAME.search(token))


def _is_number_of_list(words: str, start: int, figure: str, after: str) -> bool:
    """Whether a figure numbers something where it stands: `(1)`, or `1)` and `1.` at the beginning of a line."""
    if len(figure) > 2 or not figure.isdigit() or not _ENUMERATES.match(after):
        return False
    before = words[max(start - _WINDOW, 0) : start].rstrip(f"{SPACE}*_")
    return not before or before[-1] in f"\n{END}" or (before[-1] == "(" and after[0] == ")")


def _is_day_elsewhere(figure: str, after: str, language: str) -> bool:
    """Whether a figure is a day in a calendar whose months are others."""
    if len(figure) > 2 or not figure.isdigit() or not (year := _YEAR_BEHIND.match(after)):
        return False
    return any(not same_months for _, same_months in gregorian_years(int(year[1]), language))


def _elsewhere(values: Iterable[str]) -> bool:
    return any(value[0] == "y" for value in values)


def _without_month(reading: Reading) -> Reading:
    return frozenset(value for value in reading if value[0] != "m")


@dataclass(frozen=True)
class Said:
    """Words in a language, with their figures: what they say, in figures and in words."""

    words: str
    language: str
    figures: Sequence[Figure]

    @classmethod
    def of(cls, words: str, language: str) -> Said:
        """Read the figures in words."""
        return cls(words, language, tuple(figures_in(words, language)))

    @cached_property
    def in_figures(self) -> frozenset[str]:
        """All that its figures can be read as."""
        return frozenset(value for figure in self.figures for reading in figure.readings for value in reading)

    @cached_property
    def all_values(self) -> frozenset[str]:
        """The same together with what stands in words."""
        return self.in_figures | values_in_words(self.words, self.language) | {f"m{month}" for month in self._months()}

    def _months(self) -> Iterator[int]:
        names = month_names(self.language)
        for found in names.finditer(self.words) if names else ():
            if not found.start() or not self.words[found.start() - 1].isalpha():
                yield month_of(found)

    def proves(self, figure: Figure) -> bool:
        """Whether it says what a figure says; of a date, but for its month."""
        readings = [_without_month(reading) for reading in figure.readings]
        return any(reading <= self.in_figures for reading in readings) or any(
            reading <= self.all_values for reading in readings
        )

    def holds(self, figure: Figure) -> bool:
        """Whether it says what a figure says, be it in other signs, in words, or in a way that cannot be told."""
        if any(reading <= self.in_figures for reading in figure.readings):
            return True
        values = self.all_values
        names_months = any(value[0] == "m" for value in values)
        return any(self._holds(reading, values, names_months) for reading in figure.readings)

    def _holds(self, reading: Reading, values: frozenset[str], names_months: bool) -> bool:
        # There is a date of another calendar: day and month are others there.
        if any(f"y{value}" in values for value in reading) or (_without_month(reading) != reading and _elsewhere(values)):
            return True
        left = [value for value in reading - values if names_months or value[0] != "m"]
        return all(self._may_be_unsaid(value) for value in left)

    def _may_be_unsaid(self, value: str) -> bool:
        return (
            value in _UNSAID
            or (value == "2" and self.language in _DUAL)
            or (self.language not in KNOWN and value in _SMALL)
        )  # fmt: skip
