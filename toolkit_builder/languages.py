"""Language codes: which can be used, what was meant by others, and what CLDR knows about a language.

A code is a BCP 47 tag in its usual letters (`pt-BR`, `zh-Hant`), because it is also what HTML, browsers and search engines
are told: `lang`, `hreflang`, `Intl`. static-i18n takes two letters, a script and a country, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_FORM = re.compile(r"(?P<language>[a-z]{2})(-(?P<script>[A-Z][a-z]{3}))?(-(?P<country>[A-Z]{2}))?")
# https://www.unicode.org/reports/tr53/ and the scripts of Unicode whose letters run from right to left.
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})


def is_usable(code: str) -> bool:
    """Whether pages can be in a language of this code."""
    found = _FORM.fullmatch(code)
    known = Locale("en")
    return bool(
        found
        and found["language"] in known.languages
        and (not found["script"] or found["script"] in known.scripts)
        and (not found["country"] or found["country"] in known.territories)
    )


def nearest(typed: str) -> str:
    """Return the code that was probably meant by one that cannot be used, or ''."""
    first, *rest = re.split(r"[^A-Za-z0-9]+", typed.strip())
    language, *more = _language_meant(first).split("_")
    known, others = Locale("en"), get_global("territory_aliases")
    script = next((part.title() for part in (*rest, *more) if len(part) == 4 and part.title() in known.scripts), "")
    countries = (others.get(part.upper(), [part.upper()])[0] for part in rest if len(part) == 2)
    country = next((country for country in countries if country in known.territories), "")
    code = "-".join(filter(None, (language, script, country)))
    return code if is_usable(code) else ""


def _language_meant(typed: str) -> str:
    """Read `deu`, `German` and the country code `cz` as the language that somebody meant."""
    folded = typed.lower()
    if folded in Locale("en").languages and len(folded) == 2:
        return folded
    if alias := get_global("language_aliases").get(folded):
        return str(alias)
    if country := get_global("likely_subtags").get(f"und_{folded.upper()}"):
        return str(country).partition("_")[0]
    near = get_close_matches(folded, _english_names(), n=1, cutoff=0.85)
    return _english_names()[near[0]] if near else folded


@cache
def _english_names() -> dict[str, str]:
    return {name.casefold(): code for code, name in Locale("en").languages.items() if len(code) == 2}


def name_in_itself(code: str) -> str:
    """Return what a language calls itself, as in a menu of languages; the code where CLDR does not know."""
    name = locale_of(code).get_display_name() if code.partition("-")[0] == locale_of(code).language else None
    return f"{name[0].upper()}{name[1:]}" if name else code


def wider(code: str) -> Iterator[str]:
    """Yield a code and then the wider ones that it belongs to: `pt-BR`, `pt`. A reader of each can read the others' script."""
    parts = code.split("-")
    for length in range(len(parts), 0, -1):
        shorter = "-".join(parts[:length])
        if _script_of(shorter) == _script_of(code):
            yield shorter


@lru_cache(maxsize=256)
def _script_of(code: str) -> str:
    """Return the script that a language is written in, by its ISO 15924 code; '' where CLDR does not know."""
    language, *rest = code.split("-")
    if explicit := next((part for part in rest if len(part) == 4), ""):
        return explicit
    likely = get_global("likely_subtags")
    full = next((likely[key] for key in ("_".join((language, *rest)), language) if key in likely), "")
    return next((part for part in full.split("_") if len(part) == 4), "")


@lru_cache(maxsize=256)
def direction(code: str) -> str:
    """Return in which direction a language is written: ``rtl`` or ``ltr``."""
    return "rtl" if _script_of(code) in _RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=64)
def locale_of(code: str) -> Locale:
    """Return CLDR's data of a language; English where it knows none."""
    for known in wider(code):
        try:
            return Locale.parse(known.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
