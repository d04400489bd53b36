"""Months and years as the languages write them: the names of months, and the years of other calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# Where a language has several sets of names for the same months.
_MORE_NAMES = {"ar": ("ar_SY", "ar_DZ", "ar_MA")}
_TODAY = range(1000, 2200)
# Ended as people shorten and inflect them: of a long name the last letters may be others.
_LONG = 6

_BUDDHIST, _ETHIOPIC, _HEBREW = (
    frozenset({"th", "lo", "km", "my", "si"}),
    frozenset({"am", "ti", "om"}),
    frozenset({"he", "yi"}),
)
_LUNAR = frozenset({"ar", "fa", "ur", "ps", "ku", "ckb", "ms", "id", "so", "ug", "sd", "dv", "ha", "uz", "az"})
_SOLAR = frozenset({"fa", "ps", "ku", "ckb", "tg", "uz"})
_INDIAN = frozenset({"hi", "mr", "gu", "ne", "sa", "te", "kn", "ta", "bn"})
# The first year of each Japanese era is 1; that of the Republic, in Taiwan, likewise.
_ERAS = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911,
    "R": 2018, "H": 1988, "S": 1925,
}  # fmt: skip
_ERA = re.compile(r"(令和|平成|昭和|大正|明治|民國|民国|(?<![^\W\d_])[RHS])\s?\Z")


@lru_cache
def month_names(language: str) -> re.Pattern[str] | None:
    """Return what finds the name of a month at a place: group ``m5`` for May. None for languages that nobody knows."""
    locales = [found for code in (language, *_MORE_NAMES.get(language, ())) if (found := _locale(code))]
    if not locales:
        return None
    names: dict[str, int] = {}
    for locale in locales:
        for forms in locale.months.values():
            for width in ("wide", "abbreviated"):
                for month, name in forms.get(width, {}).items():
                    names.setdefault(name.casefold().rstrip("."), month)
    for name, month in [*names.items()]:
        if len(name) >= _LONG and name.isalpha():
            names.setdefault(name[:-2], month)
    pairs = sorted(((name, month) for name, month in names.items() if len(name) > 1), key=lambda pair: -len(pair[0]))
    grouped = "|".join(f"(?P<m{month}_{at}>{re.escape(name)}{_end(name)})" for at, (name, month) in enumerate(pairs))
    # At most places no month begins: one look at the first letter saves trying all the names.
    firsts = "".join(sorted({re.escape(name[0]) for name, _ in pairs}))
    return re.compile(f"(?=[{firsts}])(?:{grouped})", re.IGNORECASE) if pairs else None


def _end(name: str) -> str:
    """Return what must follow: names of three letters end there, others may go on for a few letters."""
    if not name[-1].isalpha() or not name[0].isalpha():
        return ""
    return r"(?!\w)" if len(name) < _LONG - 1 else r"(?=\w{0,5}(?!\w))"


def month_of(found: re.Match[str]) -> int:
    """Return the number of the month that `month_names` found."""
    return int((found.lastgroup or "m0_").partition("_")[0][1:])


@lru_cache
def has_digits(language: str) -> bool:
    """Whether months have numbers in place of names."""
    names = month_names(language)
    return bool(names and any(names.search(name) for name in ("5月", "5월", "tháng 5")))


def starts_small(language: str) -> bool:
    """Whether the names of months are written with small letters: where they are not, `may` is another word."""
    return language not in ("en", "de")


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code) if code else None
    except (UnknownLocaleError, ValueError):
        return None


def gregorian_years(year: int, language: str, before: str = "") -> Iterator[tuple[int, bool]]:
    """Yield the years that a number may stand for in the calendars of a language; with whether its months are the same."""
    if era := _ERA.search(before):
        if 0 < year < 150:
            yield _ERAS[era[1]] + year, True
        return
    if language in _BUDDHIST:
        yield from _of_today((year - 543, True))
    if language in _SOLAR and 1200 < year < 1600:
        yield from ((year + 621, False), (year + 622, False))
    if language in _LUNAR and 1200 < year < 1600:
        start = int(0.970224 * year + 621.5774)
        yield from ((start, False), (start + 1, False))
    if language in _HEBREW:
        yield from _of_today((year - 3761, False), (year - 3760, False))
    if language in _ETHIOPIC:
        yield from _of_today((year + 7, False), (year + 8, False))
    if language in _INDIAN:
        yield from _of_today((year + 78, False), (year + 79, False), (year - 57, False), (year - 56, False))


def _of_today(*years: tuple[int, bool]) -> Iterator[tuple[int, bool]]:
    yield from (year for year in years if year[0] in _TODAY)
