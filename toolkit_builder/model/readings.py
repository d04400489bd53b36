"""The ways to read a figure: as a number, a year, a day, a time, with the words beside it; in all calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from toolkit_builder.model.calendars import gregorian_years, has_digits, month_names, month_of, starts_small
from toolkit_builder.model.number_words import KNOWN, written
from toolkit_builder.model.scales import powers_of_ten

Reading: TypeAlias = frozenset[str]
"""What must be said together: `2026`, `m5` and `3` for a date; `4000`, `0.26`. A month has an `m` before its number."""
SPACE = " \u00a0\u2009\u202f"
GAP = rf"[{SPACE}]*(?:\n[{SPACE}]*)?"
SCALE = re.compile(
    GAP + r"(?:[-‑]\s?)?(?:"
    r"(?P<n9>milliard\w*|mrd\b|mld\b|miliard\w*|mil\smill\w+|billion(?=s?\b)|bn\b|مليارات|مليارا?|بليون|млрд|міль?ярд\w*|миллиард\w*|miljard\w*|bilhõ\w+)"
    r"|(?P<n12>billion(?:en|es)\b|billón|billones|bilion\w*|biljoen)"
    r"|(?P<n6>million\w*|mill?(?:ó|o)n\w*|mio\b|mln\b|milion\w*|milh\w+|miljo\w*|مليون\w*|ملايين|млн|мільйон\w*|миллион\w*|εκατ(?:ομμ\w*|\b)|m(?!\w)|M(?!\w))"
    r"|(?P<n3>thousand\w*|tausend\w*|tsd\b|mille\b|milliers?|mil\b|miles\b|tys\b|tysi\w+|الف\w*|ألفا?|آلاف|тис\b|тисяч\w*|тыс\b|тысяч\w*|duizend|tusen\w*|tuhat\w*|k\b)"
    r"|(?P<n2>hundred\w*|hundert\w*|cent(?:aines)?\b|مئة|مائة)"
    r"|(?P<n5>lakhs?\b|लाख)|(?P<n7>crores?\b|करोड़)|(?P<n4>[万萬만])|(?P<n8>[億亿억]))",
    re.IGNORECASE,
)

_SIGNS = re.compile(r"\D")
_PARTS = {"½": "0.5", "⅓": "0.3333", "⅔": "0.6667", "¼": "0.25", "¾": "0.75"}
_LONG_SCALE = frozenset("de fr es pl it pt nl sv da nb nn no fi cs sk hu sl hr sr ro el".split())
PERCENT = re.compile(
    GAP + r"(?:[%٪％]|per ?cent|prozent|pour ?cent|por ciento|procent|proc\b|في الم[ئا]|بالم[ئا]|відсот|процент)",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(
    GAP + r"(?:(?:uhr|h|heures)\s)?(?:(?:in the|de la|de l['’]|du|po|am)\s?)?"
    r"(?:p\.?\s?m\b|afternoon|evening|nachmittag|abend|tarde|noche|apr[eè]s-midi|soir|połud|wiecz|مساء|عصر|ظهر|م\b|вечор|вечер)",
    re.IGNORECASE,
)
_AFTERNOON_BEFORE = re.compile(r"(?:午後|下午|晚上|오후)\s?\Z")
_DECADE_AFTER = re.compile(r"(?:s|er|ern|['’]s|[-‑]?(?:х|те|ті|ые|ых|tal\w*|luku\w*|årene|erne))(?!\w)")
_DECADE_BEFORE = re.compile(
    r"(?:années|ans|años|anni|anos|anys|lata|latach|lat|latami|décadas?|década de|decennio|jaren|роки|роках|годы|годах|عقد)"
    r"\s(?:de\s)?(?:los\s|els\s)?['’]?\Z", re.IGNORECASE
)  # fmt: skip
_CLOCK = re.compile(r"\s?(?:Uhr|Hrs?\b|h\b|p\.?m|a\.?m|godz)", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(r"(?<!\w)(?:godz\w*\.?|saat|klo|kl\.?|kello|klokken|ore|heure|orario)\s\Z", re.IGNORECASE)
_TO_DAY = re.compile(rf"(?:st|nd|rd|th|er|º|ª|\.)?{GAP}(?:de\s|of\s|of the\s|z\s|من\s(?:شهر\s)?|شهر\s)?", re.IGNORECASE)
_TO_YEAR = re.compile(r"[.,،]?\s(?:de\s|del\s|of\s|عام\s|سنة\s)?\Z", re.IGNORECASE)


# A word that only ends like a month, or one that a day stands before.
_IN_DATE = re.compile(r"\w\Z|\d[^\d,;]{0,8}\Z")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{4})\s?[-–/]\s?\Z")


def readings_of(found: re.Match[str], before: str, after: str, language: str) -> Iterator[Reading]:
    """Yield the ways to read what was found, by what stands before and after it."""
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
        yield from (frozenset({reading, *minutes}) for reading in _hours(hour, before, after))
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
            yield frozenset(_number(word) for word in whole.split(" "))


def _dates_without_year(first: str, second: str) -> Iterator[Reading]:
    for day, month in ((first, second), (second, first)):
        if len(day) < 3 and len(month) < 3 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            yield frozenset({_number(day), f"m{int(month)}"})


def _with_words(value: str, digits: str, before: str, after: str, language: str) -> Iterator[Reading]:
    """Yield what a number says together with the words beside it."""
    scale = SCALE.match(after)
    if powers := ({_power(scale, language)} if scale else set()) | powers_of_ten(after, language):
        yield from (frozenset({_number(f"{Decimal(value[:20]).scaleb(power):f}")}) for power in sorted(powers))
        if (scale and scale[0].lower().strip() in ("m", "k")) or language not in KNOWN:
            yield frozenset({value})
        return
    month = month_beside(digits, before, after, language) if len(value) <= 4 else None
    yield frozenset({value} if month is None else {value, f"m{month.number}"})
    if len(digits) <= 2 and has_digits(language) and (number := _month_in_digits(digits, before, after, language)):
        yield frozenset({f"m{number}"})
    number = int(digits) if len(digits) <= 4 else 0
    if PERCENT.match(after):
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
def month_beside(digits: str, before: str, after: str, language: str) -> _Month | None:
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
