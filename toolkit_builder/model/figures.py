"""The figures in a text: counts, years, dates, times, percentages, as people write them in any language, with their places.

A figure may be read in several ways: `5/3/2026` is in March or in May, `4.5 million` is 4500000, `1.250` is 1250 or 1.25. Two
figures say the same where they can be read in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TypeAlias

from toolkit_builder.model.calendars import gregorian_years, has_digits, month_names, month_of, starts_small
from toolkit_builder.model.number_words import KNOWN, values_in_words, written
from toolkit_builder.model.scales import powers_of_ten

Reading: TypeAlias = frozenset[str]
"""What must be said together: `2026`, `m5` and `3` for a date; `4000`, `0.26`. A month has an `m` before its number."""

END = "\x1e"
"""Stands where a block of a text ends, such as a cell: figures are not put together across it."""

_SPACE = " \u00a0\u2009\u202f"
# Thousands stand in groups of three, in India of two, between signs that differ by language; a decimal sign follows.
_FIGURE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<phone>(?<=\+)\d[\d ()/.\u00a0-]{5,24}\d(?!\d))"
    r"|(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?:(?P=sign)(?P<d>\d{1,2}))?(?![\d]|[.,]\d)"
    rf"|(?P<a>\d{{1,2}})(?P<between>[-/.])[{_SPACE}]?(?P<b>\d{{1,2}})(?P=between)[{_SPACE}]?(?P<year>\d{{4}}|\d\d)(?![\d]|\.\d)"
    r"|(?P<hour>[01]?\d|2[0-4])[:h](?P<minute>[0-5]\d)(?!\d)"
    r"|(?P<month>0?[1-9]|1[0-2])[/.](?P<of>(?:19|20)\d\d)(?!\d)"
    r"|(?P<lakhs>\d{1,2}(?:[,٬]\d\d){1,5}[,٬]\d{3}(?!\d))"
    rf"|(?P<whole>(?!0)\d{{1,3}}(?:[.,'’٬，{_SPACE}]\d{{3}}(?!\d))+|\d+)(?:(?P<version>(?:\.\d+){{2,}})|[.,٫](?P<decimals>\d+))?"
    r"(?P<over>[½⅓⅔¼¾]|/[1-9]\d?(?![\d/]))?"
    r"|(?<!\w)[.,٫](?P<only>\d+)"
    r"|(?P<part>[½⅓⅔¼¾]))"
)  # fmt: skip
_RUN = re.compile(rf"[\d½⅓⅔¼¾][\d½⅓⅔¼¾.,'’٬٫，:h()/{_SPACE}-]*")
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
_SIGNS = re.compile(r"\D")
_PARTS = {"½": "0.5", "⅓": "0.3333", "⅔": "0.6667", "¼": "0.25", "¾": "0.75"}

_GAP = rf"[{_SPACE}]*(?:\n[{_SPACE}]*)?"
_SCALE = re.compile(
    _GAP + r"(?:[-‑]\s?)?(?:"
    r"(?P<n9>milliard\w*|mrd\b|mld\b|miliard\w*|mil\smill\w+|billion(?=s?\b)|bn\b|مليارات|مليارا?|بليون|млрд|міль?ярд\w*|миллиард\w*|miljard\w*|bilhõ\w+)"
    r"|(?P<n12>billion(?:en|es)\b|billón|billones|bilion\w*|biljoen)"
    r"|(?P<n6>million\w*|mill?(?:ó|o)n\w*|mio\b|mln\b|milion\w*|milh\w+|miljo\w*|مليون\w*|ملايين|млн|мільйон\w*|миллион\w*|εκατ(?:ομμ\w*|\b)|m(?!\w)|M(?!\w))"
    r"|(?P<n3>thousand\w*|tausend\w*|tsd\b|mille\b|milliers?|mil\b|miles\b|tys\b|tysi\w+|الف\w*|ألفا?|آلاف|тис\b|тисяч\w*|тыс\b|тысяч\w*|duizend|tusen\w*|tuhat\w*|k\b)"
    r"|(?P<n2>hundred\w*|hundert\w*|cent(?:aines)?\b|مئة|مائة)"
    r"|(?P<n5>lakhs?\b|लाख)|(?P<n7>crores?\b|करोड़)|(?P<n4>[万萬만])|(?P<n8>[億亿억]))",
    re.IGNORECASE,
)
_LONG_SCALE = frozenset("de fr es pl it pt nl sv da nb nn no fi cs sk hu sl hr sr ro el".split())
_PERCENT = re.compile(
    _GAP + r"(?:[%٪％]|per ?cent|prozent|pour ?cent|por ciento|procent|proc\b|في الم[ئا]|بالم[ئا]|відсот|процент)",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(
    _GAP + r"(?:(?:uhr|h|heures)\s)?(?:(?:in the|de la|de l['’]|du|po|am)\s?)?"
    r"(?:p\.?\s?m\b|afternoon|evening|nachmittag|abend|tarde|noche|apr[eè]s-midi|soir|połud|wiecz|مساء|عصر|ظهر|م\b|вечор|вечер)",
    re.IGNORECASE,
)
_AFTERNOON_BEFORE = re.compile(r"(?:午後|下午|晚上|오후)\s?\Z")
_DECADE_AFTER = re.compile(r"(?:s|er|ern|['’]s|[-‑]?(?:х|те|ті|ые|ых|tal\w*|luku\w*|årene|erne))(?!\w)")
_DECADE_BEFORE = re.compile(
    r"(?:années|ans|años|anni|anos|anys|lata|latach|lat|latami|décadas?|década de|decennio|jaren|роки|роках|годы|годах|عقد)"
    r"\s(?:de\s)?(?:los\s|els\s)?['’]?\Z", re.IGNORECASE
)  # fmt: skip
# 20世纪90年代 are the 1990s: the decade says so alone.
_CENTURY_OF_DECADE = re.compile(r"\s?世[纪紀]的?\s?\d0\s?年代")
_CLOCK = re.compile(r"\s?(?:Uhr|Hrs?\b|h\b|p\.?m|a\.?m|godz)", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?<!\w)(?:godz\w*\.?|saat|klo|kl\.?|kello|klokken|ore|heure|orario)\s\Z", re.IGNORECASE)
_TO_DAY = re.compile(rf"(?:st|nd|rd|th|er|º|ª|\.)?{_GAP}(?:de\s|of\s|of the\s|z\s|من\s(?:شهر\s)?|شهر\s)?", re.IGNORECASE)
_TO_YEAR = re.compile(r"[.,،]?\s(?:de\s|del\s|of\s|عام\s|سنة\s)?\Z", re.IGNORECASE)
# A word that only ends like a month, or one that a day stands before.
_IN_DATE = re.compile(r"\w\Z|\d[^\d,;]{0,8}\Z")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{4})\s?[-–/]\s?\Z")
_ENUMERATES = re.compile(rf"[.)](?:[{_SPACE}\n{END}]|\Z)")
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
    if not _RUN.search(words):
        return
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
    readings = tuple(dict.fromkeys(_readings(found, before, after, language)))
    uncounted = (
        _in_name(before, found[0], after)
        or (_is_number_of_list(words, start, found[0], after) and not any("m" in value for one in readings for value in one))
        or _is_day_elsewhere(found[0], after, language)
    )
    if found["whole"] == found[0] and (month := _month_beside(found[0], before, after, language)):
        yield Figure(typed[start - month.before : end + month.after], readings, start, not uncounted)
    else:
        yield Figure(typed[start:end], readings, start, not uncounted)


def _in_name(before: str, figure: str, after: str) -> bool:
    if _GLUED.search(before[-2:]) or (after[:1].isupper() and after[:1].isascii() and not _SCALE.match(after)):
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
    before = words[max(start - _WINDOW, 0) : start].rstrip(f"{_SPACE}*_")
    return not before or before[-1] in f"\n{END}" or (before[-1] == "(" and after[0] == ")")


def _is_day_elsewhere(figure: str, after: str, language: str) -> bool:
    """Whether a figure is a day in a calendar whose months are others."""
    if len(figure) > 2 or not figure.isdigit() or not (year := _YEAR_BEHIND.match(after)):
        return False
    return any(not same_months for _, same_months in gregorian_years(int(year[1]), language))


def _readings(found: re.Match[str], before: str, after: str, language: str) -> Iterator[Reading]:
    parts = found.groupdict()
    if phone := parts["phone"]:
        yield frozenset({_SIGNS.sub("", phone)})
    elif parts["y"]:
        yield from _dates(parts["y"], [(parts["m"], parts["d"])], language)
        if not parts["d"]:
            # 2008-12 are five years.
            yield from (frozenset({parts["y"], _number(parts["m"])}), frozenset({parts["y"], parts["y"][:2] + parts["m"]}))
    elif parts["a"]:
        yield from _dates(parts["year"], [(parts["b"], parts["a"]), (parts["a"], parts["b"])], language)
        yield frozenset(map(_number, (parts["a"], parts["b"], parts["year"])))
        yield frozenset({found[0]})
    elif hour := parts["hour"]:
        minutes = {_number(parts["minute"])} - {"0"}
        yield from (frozenset({one, *minutes}) for one in _hours(hour, before, after))
    elif parts["of"]:
        yield from _dates(parts["of"], [(parts["month"], None)], language)
        yield frozenset({_number(parts["month"]), parts["of"]})
    elif parts["lakhs"]:
        yield frozenset({_SIGNS.sub("", parts["lakhs"])})
    elif parts["part"]:
        yield frozenset({_PARTS[parts["part"]]})
    elif parts["version"]:
        yield frozenset({found[0]})
    else:
        yield from _numbers(found, before, after, language)


def _dates(year: str, days: Sequence[tuple[str, str | None]], language: str) -> Iterator[Reading]:
    """Yield what a date in figures may say: month and day in each order that there can be."""
    for month, day in days:
        if not (1 <= int(month) <= 12 and (day is None or 1 <= int(day) <= 31)):
            continue
        said = {f"m{int(month)}"} | ({_number(day)} if day else set())
        yield frozenset({year, *said})
        if len(year) == 2:
            yield frozenset({f"20{year}", *said})
            yield frozenset({f"19{year}", *said})
        for other, same_months in gregorian_years(int(year), language):
            yield from [frozenset({str(other), *said})] if same_months else _year_elsewhere(other)


def _numbers(found: re.Match[str], before: str, after: str, language: str) -> Iterator[Reading]:
    whole, decimals, over = found["whole"] or "0", found["decimals"] or found["only"] or "", found["over"] or ""
    digits = _SIGNS.sub("", whole)
    value = _number(digits, decimals)
    if over:
        part = _PARTS.get(over) or written(int(digits[:9]) / int(over[1:]))
        value = written(int(digits[:9]) + float(part)) if over in _PARTS else part
        yield frozenset({value})
        if over not in _PARTS:
            yield frozenset({_number(digits), _number(over[1:])})
            yield from _dates_without_year(digits, over[1:])
        return
    yield from _with_words(value, digits, before, after, language)
    if decimals and len(decimals) <= 2 and len(digits) <= 2:
        # A date without a year, or a time.
        if after.startswith(".") or decimals[0] == "0":
            yield from _dates_without_year(digits, decimals)
        is_time = _CLOCK.match(after) or _AFTERNOON.match(after) or _CLOCK_BEFORE.search(before)
        if len(decimals) == 2 and int(digits) < 25 and is_time:
            yield from (frozenset({hour, *({_number(decimals)} - {"0"})}) for hour in _hours(digits, before, after))
    if whole != digits and not decimals:
        signs = _SIGNS.findall(whole)
        if len(signs) == 1 and signs[0] in ".,":
            first, last = re.split(_SIGNS, whole)
            yield frozenset({_number(first, last)})
        if signs[0] == " ":
            yield frozenset(_number(one) for one in whole.split(" "))


def _dates_without_year(first: str, second: str) -> Iterator[Reading]:
    for day, month in ((first, second), (second, first)):
        if len(day) < 3 and len(month) < 3 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            yield frozenset({_number(day), f"m{int(month)}"})


def _with_words(value: str, digits: str, before: str, after: str, language: str) -> Iterator[Reading]:
    """Yield what a number says together with the words beside it."""
    scale = _SCALE.match(after)
    if powers := ({_power(scale, language)} if scale else set()) | powers_of_ten(after, language):
        yield from (frozenset({_number(f"{Decimal(value[:20]).scaleb(power):f}")}) for power in sorted(powers))
        if (scale and scale[0].lower().strip() in ("m", "k")) or language not in KNOWN:
            yield frozenset({value})
        return
    month = _month_beside(digits, before, after, language) if len(value) <= 4 else None
    yield frozenset({value} if month is None else {value, f"m{month.number}"})
    if len(digits) <= 2 and has_digits(language) and (number := _month_in_digits(digits, before, after, language)):
        yield frozenset({f"m{number}"})
    number = int(digits) if len(digits) <= 4 else 0
    if _PERCENT.match(after):
        yield frozenset({written(float(value[:20]) / 100)})
    elif (_AFTERNOON.match(after) or _AFTERNOON_BEFORE.search(before)) and 0 < number < 12:
        yield frozenset({str(number + 12)})
    elif number % 10 == 0 and (_DECADE_AFTER.match(after) or _DECADE_BEFORE.search(before)):
        yield from _decades(number)
    elif len(digits) == 2 and (year := _SHORT_YEAR.search(before)):
        yield frozenset({year[1][:2] + digits})
    if len(digits) == 4 or before[-1:] in ("和", "成", "国", "國", "R"):
        for year_there, same_months in gregorian_years(number, language, before):
            yield from [frozenset({str(year_there)})] if same_months else _year_elsewhere(year_there)


def _power(scale: re.Match[str], language: str) -> int:
    if (scale["n9"] or "").lower().startswith("billion"):
        return 12 if language in _LONG_SCALE else 9
    return int((scale.lastgroup or "n0")[1:])


def _year_elsewhere(year: int) -> Iterator[Reading]:
    """Yield a year; with a `y` it says that there is a date whose day and month cannot be compared."""
    yield from (frozenset({str(year)}), frozenset({f"y{year}"}))


def _decades(number: int) -> Iterator[Reading]:
    if number >= 1000:
        yield frozenset({str(number % 100)})
        if number % 100 == 0:
            yield frozenset({str(number // 100 + 1)})
    elif number < 100:
        yield from (frozenset({f"{century}{number:02}"}) for century in (19, 20, 18))


def _hours(hour: str, before: str, after: str) -> Iterator[str]:
    yield _number(hour)
    if int(hour) < 12 and (_AFTERNOON.match(after) or _AFTERNOON_BEFORE.search(before)):
        yield str(int(hour) + 12)


@dataclass(frozen=True, slots=True)
class _Month:
    """A month beside a number, and how many letters before it, or behind it, say so."""

    number: int
    before: int = 0
    after: int = 0


@lru_cache(maxsize=1024)  # Asked for each figure twice: for what it says, and for what was typed.
def _month_beside(digits: str, before: str, after: str, language: str) -> _Month | None:
    """Return the month whose name stands beside a day, or beside a year that no day stands before."""
    names = month_names(language)
    if names is None:
        return None
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        gap = _TO_DAY.match(after)
        found = names.match(after, gap.end() if gap else 0)
        if found and _fits(found, language):
            rest = re.match(r"\w*", after[found.end() :])
            return _Month(month_of(found), after=found.end() + (rest.end() if rest else 0))
    gap = _TO_YEAR.search(before) if len(digits) in (1, 2, 4) else None
    for found in names.finditer(before) if gap else ():
        ends = before[found.end() : gap.start()] if gap else ""
        if _fits(found, language) and (not ends or ends.isalpha()) and not _IN_DATE.search(before[: found.start()]):
            return _Month(month_of(found), before=len(before) - found.start())
    return None


def _month_in_digits(digits: str, before: str, after: str, language: str) -> int | None:
    """Return the month whose name a figure is part of: 5月, tháng 5."""
    names, around, at = month_names(language), f"{before[-8:]}{digits}{after[:4]}", len(before[-8:])
    for found in names.finditer(around) if names else ():
        if found.start() <= at < found.end() and any(map(str.isdigit, found[0])):
            return month_of(found)
    return None


def _fits(found: re.Match[str], language: str) -> bool:
    return starts_small(language) or found[0][0].isupper()


def _number(whole: str, decimals: str = "") -> str:
    """Write a number the same way in every language: no signs for thousands, a point before decimals."""
    if "." in whole:
        whole, _, decimals = whole.partition(".")
    # Days and months are written with a zero before them in dates, and without one in sentences.
    whole = whole.lstrip("0") or "0" if len(whole) == 2 or not whole.strip("0") else whole
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


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
        return any(one <= self.in_figures for one in readings) or any(one <= self.all_values for one in readings)

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
