"""What the languages call thousands, millions and lakhs behind a number, as CLDR has it."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError

_NUMBER = re.compile("0+")
# Signs of directions and quotation are no part of a name.
_AROUND = " \u00a0\u200e\u200f'.;-"
# Ends of longer names change by case.
_LONG = 5


def powers_of_ten(after: str, language: str) -> frozenset[int]:
    """Return by which powers of ten the words behind a number raise it: 6 for `millió`."""
    names = _names(language)
    found = names.match(after.lower()) if names else None
    return frozenset({int((found.lastgroup or "p0_").partition("_")[0][1:])}) if found else frozenset()


@lru_cache
def _names(language: str) -> re.Pattern[str] | None:
    try:
        forms = Locale.parse(language).compact_decimal_formats if language else {}
    except (UnknownLocaleError, ValueError):
        return None
    powers: dict[str, int] = {}
    for width in ("long", "short"):
        for by_size in (forms.get(width) or {}).values():
            for size, pattern in by_size.items():
                number = _NUMBER.search(pattern.pattern)
                name = pattern.pattern[number.end() :].lower().strip(_AROUND) if number else ""
                if len(name) > 1 or (name and not name.isascii()):
                    powers.setdefault(name, len(size) - len(number[0] if number else ""))
    pairs = sorted(powers.items(), key=lambda pair: -len(pair[0]))
    grouped = "|".join(f"(?P<p{power}_{at}>{re.escape(name)}{_end(name)})" for at, (name, power) in enumerate(pairs))
    return re.compile(rf"[ \u00a0\u2009\u202f]?(?:{grouped})") if pairs else None


def _end(name: str) -> str:
    """Return what may follow: scripts without spaces go on, long names are inflected, short ones end."""
    is_spaced = name[0].isalpha() and name[0] < "\u0e00"
    return r"(?!\w)" if is_spaced and len(name) < _LONG else ""
