"""Dates as people write them: what day was meant, for the hint beside what was typed."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError, dates

_LONGEST = 60
_PART = re.compile(r"[0-9]+|[^\W\d_]+")
_BUDDHIST = 543
"""So many years the calendar of Thailand is ahead."""
_MEMORY = 50


def is_iso(text: str) -> bool:
    """Whether it is a day of the calendar, written year-month-day."""
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text))
    except ValueError:
        return False


def meant_day(typed: str, languages: tuple[str, ...]) -> str:
    """Return the day that was meant by 24.11.2026, 11/24/2026, ٢٠٢٦-١١-٢٤ or 24 November 2026; '' where it could be two."""
    if len(typed) > _LONGEST:
        return ""
    # A time of day comes behind a T, or behind a space; Chinese, Japanese and Korean name the year, month and day.
    parts = _PART.findall(re.sub(r"[年月日년월일]|(?<=[0-9])[T ]+[0-9]{1,2}:.*", " ", latin_digits(typed)))
    numbers = [part for part in parts if part.isdigit()]
    months = {number for part in parts if not part.isdigit() for number in _months(languages).get(part.casefold(), ())}
    if len(numbers) == 1 and len(numbers[0]) == 8 and len(parts) == 1:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    found = set()
    if len(numbers) == 2 and len(months) == 1:
        year, day = sorted(numbers, key=len, reverse=True)
        found = {_day(year, next(iter(months)), day)}
    elif len(numbers) == 3 and len(parts) in (1, 3):
        found = _days(numbers, is_day_first="." in typed)
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _days(numbers: list[str], is_day_first: bool) -> set[str]:
    """Return all days that three numbers may mean. Between full stops, the day always comes before the month."""
    first, second, third = numbers
    if len(first) == 4:
        # Year, day, month is nobody's habit, so it is meant only where nothing else can be.
        return {_day(first, second, third) or _day(first, third, second)}
    if len(third) != 4:
        return set()
    return {_day(third, second, first), "" if is_day_first else _day(third, first, second)}


def _day(year: str, month: str | int, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat() if len(year) == 4 else ""
    except ValueError:
        return ""


def latin_digits(text: str) -> str:
    """Write the digits of other scripts as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign for sign in text)


@cache
def _months(languages: tuple[str, ...]) -> Mapping[str, set[int]]:
    """Return which months a word may name: `listopad` is one in Polish and another in Croatian."""
    months: dict[str, set[int]] = defaultdict(set)
    for language in ("en", *languages):
        try:
            locale = Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in dates.get_month_names(width, context, locale).items():
                    months[name.casefold().rstrip(".")].add(number)
    return months


def last_of_month(typed: str) -> str:
    """Return the last day of the month of a date that is not there: 2026-02-28 for 2026-02-30; '' for anything else."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", typed)
    if not found or not 1 <= int(found[2]) <= 12 or not 29 <= int(found[3]) <= 31:
        return ""
    year, month = int(found[1]), int(found[2])
    return date(year, month, monthrange(year, month)[1]).isoformat() if year else ""


def meant_year(year: int, today: date) -> int:
    """Return the year that one in the future is in another calendar; 0 where it is none."""
    return year - _BUDDHIST if today.year - _MEMORY <= year - _BUDDHIST <= today.year else 0
