"""A value as a reader sees it, kind by kind."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, TypeAlias
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError, dates, numbers, units

from toolkit_builder.model.extents import extent_of
from toolkit_builder.model.fields import UNITS, Field


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a reader sees it: text, where it leads, and the language of the text where it is not the reader's."""

    text: str
    href: str = ""
    language: str = ""


class Reader(Protocol):
    """Who a value is shown to: one language of one site."""

    @property
    def locale(self) -> Locale:
        """CLDR data of the reader's language."""

    def word(self, text: str) -> str:
        """Translate a word of the interface."""

    def term(self, vocabulary: str, name: str) -> Shown:
        """Show a vocabulary term."""

    def record(self, record_id: str) -> Shown:
        """Show a record: its title and its page."""


Show: TypeAlias = Callable[[Any, Field, Reader], Shown]


def show_text(value: Any, _: Field, __: Reader) -> Shown:
    """Show words as they are."""
    return Shown(str(value))


def show_choice(value: Any, field: Field, reader: Reader) -> Shown:
    """Show a term by its label."""
    return reader.term(field.vocabulary, value)


def show_reference(value: Any, field: Field, reader: Reader) -> Shown:
    """Show a record by its title, with its address."""
    return reader.record(f"{field.to}/{value}")


def show_country(value: Any, _: Field, reader: Reader) -> Shown:
    """Show a country by its name."""
    return Shown(reader.locale.territories.get(value, value))


def show_language(value: Any, _: Field, reader: Reader) -> Shown:
    """Show a language by its name."""
    try:
        name = Locale.parse(value.replace("-", "_")).get_display_name(reader.locale)
    except (UnknownLocaleError, ValueError):
        name = reader.locale.languages.get(value)
    return Shown(name or value)


def show_date(value: Any, _: Field, reader: Reader) -> Shown:
    """Show a day, written out."""
    return Shown(dates.format_date(date.fromisoformat(value), "long", reader.locale))


def show_number(value: Any, field: Field, reader: Reader) -> Shown:
    """Show a number with the reader's signs, and what it counts; minutes of steps briefly."""
    if field.display == "minutes":
        return Shown(units.format_unit(value, UNITS["minute"], "short", locale=reader.locale))
    return Shown(measured(value, field.unit, reader.locale))


def measured(value: float, unit: str, locale: Locale) -> str:
    """Write a number, with its unit where it has one."""
    if unit:
        return str(units.format_unit(value, UNITS[unit], "long", locale=locale))
    return numbers.format_decimal(value, locale=locale)


def show_range(value: Any, field: Field, reader: Reader) -> Shown:
    """Show a range: from and to, the unit once."""
    low, high = extent_of(value)
    first = numbers.format_decimal(low, locale=reader.locale)
    if high == math.inf:
        return Shown(reader.word("{number} and more").format(number=measured(low, field.unit, reader.locale)))
    if low == high:
        return Shown(measured(low, field.unit, reader.locale))
    last = measured(high, field.unit, reader.locale)
    return Shown(reader.word("{first} to {last}").format(first=first, last=last))


def show_yes_no(value: Any, _: Field, reader: Reader) -> Shown:
    """Show yes or no."""
    return Shown(reader.word("Yes") if value else reader.word("No"))


def show_url(value: Any, _: Field, __: Reader) -> Shown:
    """Show an address by its host."""
    return Shown(urlsplit(value).hostname or value, href=value)


def show_email(value: Any, _: Field, __: Reader) -> Shown:
    """Show an address of mail."""
    return Shown(value, href=f"mailto:{value}")


def show_doi(value: Any, _: Field, __: Reader) -> Shown:
    """Show a DOI, with its address."""
    return Shown(value, href=f"https://doi.org/{value}")


def show_licence(value: Any, _: Field, __: Reader) -> Shown:
    """Show a licence, with its page."""
    return _licence(value)


@lru_cache(maxsize=64)  # Each page names its own, and that of the toolkit; there are few.
def _licence(value: str) -> Shown:
    return Shown(re.sub(r"\bCC-(BY(?:-NC)?(?:-SA|-ND)?)-(?=\d)", r"CC \1 ", value), href=licence_address(value))


def licence_address(spdx: str) -> str:
    """Return the page of a licence: Creative Commons' own deed, SPDX's page for any other single licence."""
    if match := re.fullmatch(r"CC-((?:BY)(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)", spdx):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if spdx == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return f"https://spdx.org/licenses/{spdx}.html" if re.fullmatch(r"[\w.+-]+", spdx) else ""
