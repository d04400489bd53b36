"""What may be typed, kind by kind: each returns the value that it accepts, or raises what is wrong and what was meant.

Values come from the YAML reader (text, whole numbers, yes-no; see model/values.py) and leave as plain Python values: ``str``,
``int``, ``float``, ``bool``, ISO dates as ``str``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias, Unpack
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic_core import PydanticCustomError

from toolkit_builder.model.days import is_iso, last_of_month, latin_digits, meant_day, meant_year
from toolkit_builder.model.extents import EXTENT, extent_of
from toolkit_builder.model.fields import TODAY, Field
from toolkit_builder.model.vocabulary import Vocabulary, closest
from toolkit_builder.problems import Details, FaultRule


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a kind may ask while it checks a value."""

    vocabularies: Mapping[str, Vocabulary]
    languages: tuple[str, ...]
    today: date = date.max
    """The day of the build: `max: today` is held against it."""


Accept: TypeAlias = Callable[[Any, Field, Surroundings], Any]


def wrong(rule: FaultRule, wanted: str, /, **details: Unpack[Details]) -> PydanticCustomError:
    """Make the error that a kind raises: the rule that is broken, and the name of what is wanted instead.

    Of the details, ``meant`` is the value that was probably meant; ``sure`` says that it can be no other. It is proposed to
    people only where the kind accepts it, as YAML reads it: "90" is a number then.
    """
    return PydanticCustomError("toolkit", "{rule}", {"rule": rule, "wanted": wanted, **details})


def refusal_of(accept: Callable[[Any], object], value: Any) -> dict[str, Any]:
    """Return what is wrong with a value, the rule with its details; nothing where it is accepted."""
    try:
        accept(value)
    except PydanticCustomError as error:
        return dict(error.context or {})
    return {}


def accept_text(value: Any, field: Field, _: Surroundings) -> str:
    """Accept words; where a pattern is declared, such as follow it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise wrong("wrong-kind", "text", empty=True)
    if not isinstance(value, str):
        raise wrong("wrong-kind", "text", quote=isinstance(value, (int, bool)))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and field.name == "title":
        raise wrong("wrong-kind", "text", date=True)
    if field.pattern and not re.fullmatch(field.pattern, value):
        raise wrong("wrong-pattern", "text", pattern=field.pattern)
    return value.strip()


def accept_choice(value: Any, field: Field, around: Surroundings) -> str:
    """Accept a term of the field's vocabulary."""
    vocabulary = around.vocabularies[field.vocabulary]
    if value is None or value == "":
        raise wrong("missing-field", "choice", empty=True)
    if not isinstance(value, (str, int)):
        raise wrong("wrong-kind", "choice")
    typed = str(value).lower() if isinstance(value, bool) else str(value)
    # A vocabulary that cannot be read has no terms; its own fault says enough.
    if vocabulary.terms and typed not in vocabulary.terms:
        meant = vocabulary.suggest(typed)
        raise wrong(
            "not-in-vocabulary", "choice", vocabulary=vocabulary.name, meant=meant, terms=list(vocabulary.terms),
            sure=vocabulary.named(typed) == {meant},
        )  # fmt: skip
    return typed


def accept_reference(value: Any, field: Field, _: Surroundings) -> str:
    """Accept the name of a record, be there one or not."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        bare = re.sub(r"(\.[a-z]{2,3})?(\.md)?$", "", str(value)).rpartition("/")[2].lower().replace(" ", "-")
        meant = bare if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", bare) else ""
        folder = str(value).rpartition("/")[0].removeprefix("../")
        raise wrong("wrong-kind", "reference", to=field.to, meant=meant, sure=folder in ("", ".", field.to))
    return value


@cache
def _names(kind: str, language: str) -> Mapping[str, str]:
    """Return CLDR's names in one language, name to code: countries or languages."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}
    names = locale.territories if kind == "country" else locale.languages
    return {name.casefold(): code for code, name in names.items() if is_code(kind, code)}


@cache
def is_code(kind: str, code: str) -> bool:
    """Whether CLDR knows the code of a country, or of a language, in its own spelling: `zh_Hant`."""
    english = Locale("en")
    if kind == "country":
        # CLDR's territories also hold groupings (EU, UN, EZ), unknowns and exceptional reservations.
        groupings = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
        return bool(re.fullmatch("[A-Z]{2}", code)) and code in english.territories and code not in groupings
    return bool(re.fullmatch("[a-z]{2,3}(_[A-Z][a-z]{3})?", code)) and code in english.languages


def accepting_code(kind: str) -> Accept:
    """Return what accepts the codes of countries, or of languages."""

    def accept(value: Any, _: Field, around: Surroundings) -> str:
        if isinstance(value, str) and "_" not in value and is_code(kind, value.replace("-", "_")):
            return value
        # Of languages with a country, those that the toolkit itself is in.
        if kind == "language" and value in around.languages:
            return str(value)
        typed = str(value)
        names = [pair for language in around.languages for pair in _names(kind, language.replace("-", "_")).items()]
        named = {code for name, code in names if name == typed.casefold()}
        meant = typed.upper() if kind == "country" else typed.lower()
        meant = {"UK": "GB", "EL": "GR"}.get(meant, meant) if kind == "country" else meant
        if is_code(kind, meant):
            raise wrong("wrong-kind", kind, meant=meant, sure=True)
        # CLDR writes `zh_Hant`.
        raise wrong("wrong-kind", kind, meant=closest(typed, dict(names)).replace("_", "-"), sure=len(named) == 1)

    return accept


def accept_date(value: Any, field: Field, around: Surroundings) -> str:
    """Accept a day: year-month-day."""
    if not isinstance(value, str) or not is_iso(value):
        typed = str(value)
        # 2026-13-01 may be the 13th of January, or of another month: who writes so has mistyped something.
        sure = not re.fullmatch(r"\d{4}-\d\d-\d\d", typed, re.ASCII)
        raise wrong("wrong-kind", "date", meant=meant_day(typed, around.languages), last=last_of_month(typed), sure=sure)
    year = int(value[:4])
    if field.max == TODAY and value > _latest(around.today).isoformat():
        meant = meant_year(year, around.today)
        raise _not_yet(field, around, f"{meant}{value[4:]}" if meant else "")
    _within(value, field)
    return value


def accept_year(value: Any, field: Field, around: Surroundings) -> int:
    """Accept a year of four digits, or fewer."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 9999:
        typed = latin_digits(value) if isinstance(value, str) else ""
        digits = re.search(r"\b(1[0-9]{3}|20[0-9]{2})\b", typed)
        raise wrong("wrong-kind", "year", meant=digits[0] if digits else "", sure=digits is not None and digits[0] == typed)
    if field.max == TODAY and value > _latest(around.today).year:
        raise _not_yet(field, around, meant_year(value, around.today) or "")
    _within(value, field)
    return value


def _latest(today: date) -> date:
    """Return the last day that has come somewhere: east of here it may be tomorrow."""
    return today + timedelta(days=1) if today < date.max else today


def _not_yet(field: Field, around: Surroundings, meant: str | int) -> PydanticCustomError:
    return wrong("out-of-range", "value", min=field.min, max=TODAY, today=around.today.isoformat(), meant=str(meant))


NUMBER = re.compile(r"[-+]?\d{1,15}(\.\d{1,15})?")
"""How a number is typed."""


def accept_number(value: Any, field: Field, _: Surroundings) -> int | float:
    """Accept a number, whole or with a point."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise wrong("wrong-kind", "number")
    if isinstance(value, str):
        if not NUMBER.fullmatch(value):
            comma = value.replace(",", ".")
            meant = comma if re.fullmatch(r"[-+]?\d+\.\d+", comma) else ""
            # 1,500 may be one and a half, or fifteen hundred.
            raise wrong("wrong-kind", "number", meant=meant, sure=not re.search(r"\.\d{3}\Z", comma))
        value = float(value)
    _within(value, field)
    number: int | float = value
    return number


def accept_range(value: Any, _: Field, __: Surroundings) -> str:
    """Accept a range of whole numbers, the smaller one first."""
    typed = str(value)
    if not isinstance(value, str) or not EXTENT.fullmatch(value):
        numbers = re.findall(r"\d{1,9}", typed)
        # 6 - 20, 6–20, 6 to 20; a number alone is both ends. Who writes "at least 6", or -6, means neither.
        is_meant = len(numbers) == 2 or typed.strip() in numbers
        meant = f"{int(numbers[0])}-{int(numbers[-1])}" if is_meant and not isinstance(value, bool) else ""
        raise wrong("wrong-kind", "range", meant=meant, sure=bool(re.fullmatch(r"\d+\s*[-–—]\s*\d+", typed)))
    low, high = extent_of(value)
    if low > high:
        raise wrong("wrong-kind", "range", meant=f"{high}-{low}")
    return value


def _within(value: Any, field: Field) -> None:
    """Hold a value against ``min`` and ``max``; dates compare as their ISO text. What `today` means was looked at before."""
    low, high = field.min, None if field.max == TODAY else field.max
    like: Callable[[Any], Any] = str if isinstance(value, str) else float
    if (low is not None and value < like(low)) or (high is not None and value > like(high)):
        raise wrong("out-of-range", "value", min=low, max=high)


MEANT_YES_NO = {
    "yes": "true", "on": "true", "y": "true", "true": "true",
    "no": "false", "off": "false", "n": "false", "false": "false",
}  # fmt: skip


def accept_yes_no(value: Any, _: Field, __: Surroundings) -> bool:
    """Accept true or false."""
    if not isinstance(value, bool):
        raise wrong("wrong-kind", "yes-no", meant=MEANT_YES_NO.get(str(value).lower(), ""), sure=True)
    return value


_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_ENDS = ".,;:!?"


def accept_url(value: Any, _: Field, __: Surroundings) -> str:
    """Accept an address of the web."""
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        parts = None
    host = parts.hostname or "" if parts else ""
    if parts is None or parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or re.search(r"\s", value):
        typed = str(value)
        if parts and parts.scheme in ("http", "https") and _HOST.fullmatch(host.rstrip(_ENDS)) and host[-1] in _ENDS:
            # The end of a sentence; a host with a full stop is the same one for the network, and another for most programs.
            raise wrong("wrong-kind", "url", meant=parts._replace(netloc=parts.netloc.rstrip(_ENDS)).geturl(), sure=True)
        bare = re.fullmatch(r"(//)?(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?", typed)
        raise wrong("wrong-kind", "url", meant="https://" + typed.removeprefix("//") if bare else "")
    return str(value)


def accept_email(value: Any, _: Field, __: Surroundings) -> str:
    """Accept an address of mail."""
    form = r"[^@\s<>\"',:;]+@[^@\s<>\"',:;]+\.[^@\s<>\"',:;.]+"
    if not isinstance(value, str) or not re.fullmatch(form, value):
        inner = re.fullmatch(rf"mailto:({form})|[^<>]*<({form})>", str(value))
        raise wrong("wrong-kind", "email", meant=(inner[1] or inner[2]) if inner else "", sure=bool(inner and inner[1]))
    return value


def accept_doi(value: Any, _: Field, __: Surroundings) -> str:
    """Accept a DOI, without the address of who resolves it."""
    # The form that Crossref recommends: https://www.crossref.org/blog/dois-and-matching-regular-expressions/
    if not isinstance(value, str) or not re.fullmatch(r"10\.\d{4,9}/\S+", value):
        found = re.search(r"10\.\d{4,9}/\S+", str(value))
        before = str(value)[: found.start()] if found else ""
        sure = bool(re.fullmatch(r"(https?://(dx\.)?doi\.org/|doi:\s*)", before, re.IGNORECASE))
        raise wrong("wrong-kind", "doi", meant=found[0] if found else "", sure=sure)
    return value


def accept_licence(value: Any, _: Field, __: Surroundings) -> str:
    """Accept an identifier or an expression of SPDX, in its canonical form."""
    try:
        canonical = canonicalize_license_expression(value) if isinstance(value, str) else None
    except InvalidLicenseExpression:
        canonical = None
    if canonical is None or canonical != value:
        guess = re.sub(r"[\s_]+", "-", str(value).strip())
        common = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "MIT", "Apache-2.0", "GPL-3.0-or-later", "AGPL-3.0-or-later")
        meant = canonical or closest(guess, {name: name for name in common})
        raise wrong("wrong-kind", "licence", meant=meant, sure=bool(canonical) or guess.casefold() == meant.casefold())
    return str(value)


def accept_map(value: Any, _: Field, __: Surroundings) -> Any:
    """Accept the fields of a map: each was accepted by its own kind, by models of their own (model/compiled.py)."""
    if not isinstance(value, dict):
        raise wrong("wrong-kind", "group")
    return value
