"""What texts count: figures with the words behind them, `2,500 volunteers`, and the years that are told beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from toolkit_builder.model.figures import Figure, figures_in
from toolkit_builder.model.nodes import Place
from toolkit_builder.model.readings import PERCENT, SCALE
from toolkit_builder.model.record import Record
from toolkit_builder.model.sentences import extents, sentences
from toolkit_builder.model.values import Path, locate_within
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Position

_LEAST = 10
"""What is less is as often the number of a step as one of people."""
_DAYS = 31
_NEAR = Decimal(2) / 3
_MOST_WORDS = 3
_LETTERS = 4
"""Of a word that says what is counted. A shorter one joins it to what follows: `430,000 members in all`."""
_SPACE = "[ \u00a0\u202f\n]+"
_WORD = "(?:[^\\W\\d_]|[\u0300-\u036f\u064b-\u0655\u0670]|\\b['’-]\\b)"
# Words as long as that which join as well.
_JOINING = (
    "about|also|been|from|have|into|more|only|over|than|that|were|which|while|will|with|auch|eine[rnms]?|haben|mehr|nach|oder|"
    "sind|sich|über|waren|werden|wurden|zwischen|avec|chez|dans|dont|entre|étaient|pour|sont|sous|desde|entre|eran|fueron|para|"
    "sobre|było|były|oraz|przez|ponad|على|إلى|كانت|كانوا"
)
# `72 % de las personas`
_PERCENT = rf"(?:{PERCENT.pattern})(?:{_SPACE}{_WORD}{{1,{_LETTERS - 1}}}(?={_SPACE})){{0,2}}"
_BEHIND = re.compile(
    rf"(?:(?:{SCALE.pattern})\.?|(?P<percent>{_PERCENT}))?(?P<words>(?:{_SPACE}(?!(?:{_JOINING})\b){_WORD}{{{_LETTERS},}}(?!\w)){{1,{_MOST_WORDS}}})",
    re.IGNORECASE,
)
_TO_NEXT = re.compile(rf"(?:{_SPACE})?(?:[-–]|{_WORD}{{1,{_LETTERS - 1}}})(?:{_SPACE})?")
_ELIDED = re.compile(r"\A\w{1,2}['’]")
# Ages and durations are as many as there are reasons to tell one.
_TIME = re.compile(
    r"(?<!\w)(?:year|month|week|days?\b|hour|minut|jahr|monat|woche|stunde|tage|année|mois\b|semain|jours?\b|heure|años|meses|"
    r"semana|días|horas?\b|miesi|tygod|godzin|سنة|سنوات|سنين|عاما?\b|عامًا|أعوام|شهر|أشهر|أسبوع|أسابيع|يوم|أيام|ساعة|ساعات|دقيقة|دقائق)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what somebody counted, and when.

    ``words`` are those that say what is counted, without case; ``typed`` is the figure with them; ``path`` is the field of the
    header where it stands, () for the text.
    """

    values: tuple[Decimal, ...]
    """The ways to read it, the likeliest first: `1.200` is 1200 or 1.2."""
    words: tuple[str, ...]
    is_percent: bool
    years: frozenset[str]
    typed: str
    path: Path
    place: Position

    def is_of_same(self, other: Count) -> bool:
        """Whether both count the same, as far as words tell, and no year tells them apart."""
        return not (self.years and other.years and not self.years & other.years) and self._has_words_of(other)

    def agrees(self, other: Count) -> bool:
        """Whether both say the same of the same; be it of two parts of a whole, as 40 % and 60 %."""
        rests = [100 - value for value in other.values] if self.is_percent else []
        return not {*self.values}.isdisjoint((*other.values, *rests)) and self.is_of_same(other)

    def is_near(self, other: Count) -> bool:
        """Whether an older count or a slip may be why they differ: one is not much more, or has the same digits."""
        less, more = sorted((self.values[0], other.values[0]))
        digits, others = (sorted(f"{value.normalize():f}".strip("0.")) for value in (less, more))
        return less >= more * _NEAR or (digits == others and len(digits) > 1)

    def _has_words_of(self, other: Count) -> bool:
        # What is counted comes last, but for words that no longer belong to it: `350 older members across`.
        ends = self.words[-1] in other.words or other.words[-1] in self.words
        return self.is_percent == other.is_percent and ends


def counts(record: Record) -> Iterator[Count]:
    """Yield what the original of a record counts, in its header and in its text."""
    version = record.original
    texts = {text.part: text for text in version.fields}
    for passage in version.passages_in_header(record.type):
        if passage.name in texts:
            yield from _counts_in_text(texts[passage.name], passage.path)
            continue
        around = frozenset(_years_beside(version.values, passage.path))
        for start, end in extents(passage.text):
            place = partial(_place_in_header, version, passage.path, start)
            yield from _counts(passage.text[start:end], version, around, passage.path, place)
    yield from _counts_in_text(version, ())


def _counts_in_text(version: Version, path: Path) -> Iterator[Count]:
    for sentence in sentences(version.outline):
        place = partial(_place_in_text, version, sentence.start)
        yield from _counts(sentence.typed, version, frozenset(), path, place)


def _place_in_header(version: Version, path: Path, start: int, offset: int) -> Place:
    return locate_within(version.header, path, start + offset)


def _place_in_text(version: Version, start: int, offset: int) -> Place:
    line, column = version.outline.place(start + offset)
    return line, column + version.indent


def _years_beside(values: Any, path: Path) -> Iterator[str]:
    """Yield the years that stand in other fields of the entry that a field is in."""
    if len(path) > 1:
        for step in path[:-1]:
            values = values[step]
        if isinstance(values, Mapping):
            yield from (year for value in values.values() for year in _YEAR.findall(str(value)[:10]))


def _counts(words: str, version: Version, around: frozenset[str], path: Path, place: Callable[[int], Place]) -> Iterator[Count]:
    """Yield the counts in a sentence; its years hold for all of them, ``around`` holds where it has none."""
    figures = [*figures_in(words, version.language)]
    years = frozenset(year for figure in figures for year in _years_in(figure))
    for figure, behind in zip(figures, _behind(words, figures), strict=True):
        told = behind["words"].casefold() if behind else ""
        if behind and _is_count(figure, told):
            what, typed = tuple(_ELIDED.sub("", word) for word in told.split()), figure.typed + behind[0]
            where = Position(version.path, *place(figure.start))
            yield Count(_numbers(figure), what, bool(behind["percent"]), years or around, typed, path, where)


def _behind(words: str, figures: Sequence[Figure]) -> Sequence[re.Match[str] | None]:
    """Find what stands behind each figure: its scale or a sign of percent, and the words that say what is counted."""
    found: list[re.Match[str] | None] = []
    for figure, following in zip(reversed(figures), [None, *reversed(figures)], strict=False):
        end = figure.start + len(figure.typed)
        behind = _BEHIND.match(words, end)
        if following and not behind and _TO_NEXT.fullmatch(words, end, following.start):
            # Of `12 to 18 pairs` both are counts of pairs.
            behind = found[-1]
        found.append(behind)
    return found[::-1]


def _numbers(figure: Figure) -> tuple[Decimal, ...]:
    numbers = [(len(reading), [value for value in reading if value[0].isdigit()]) for reading in figure.readings]
    # `January 2,700` names no day.
    return tuple(Decimal(found[0]) for parts, found in numbers if len(found) == 1 and (parts == 1 or float(found[0]) > _DAYS))


def _is_count(figure: Figure, told: str) -> bool:
    return figure.counted and not _years_in(figure) and not _TIME.search(told) and max(_numbers(figure), default=0) >= _LEAST


def _years_in(figure: Figure) -> Sequence[str]:
    # `2000 members` is a count, `In 2018 members met` is none.
    return () if figure.typed in ("1900", "2000") else _YEAR.findall(figure.typed)
