"""Kinds of fields: a kind is one entry in ``KINDS``, which says all that other modules ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from toolkit_builder.model.accepting import (
    Accept,
    accept_choice,
    accept_date,
    accept_doi,
    accept_email,
    accept_licence,
    accept_map,
    accept_number,
    accept_range,
    accept_reference,
    accept_text,
    accept_url,
    accept_year,
    accept_yes_no,
    accepting_code,
)
from toolkit_builder.model.built_in import IMAGE_FIELDS
from toolkit_builder.model.extents import extent_of
from toolkit_builder.model.fields import Field
from toolkit_builder.model.shown import (
    Show,
    show_choice,
    show_country,
    show_date,
    show_doi,
    show_email,
    show_language,
    show_licence,
    show_number,
    show_range,
    show_reference,
    show_text,
    show_url,
    show_yes_no,
)
from toolkit_builder.problems import NOTHING, Message, say


class Limits(StrEnum):
    """What the options `min` and `max` bound; NOTHING where they have no meaning."""

    NOTHING = ""
    LENGTH = "length"
    VALUE = "value"


class Drawn(StrEnum):
    """How a field stands on the page of its record."""

    FACT = "a line of the fact sheet"
    RECORDS = "a list of records under a heading; within a group, a line"
    TEXT = "a text under a heading"
    PICTURE = "a picture"
    ENTRIES = "entries under a heading, each with fields of its own"


class Found(StrEnum):
    """What the search of the site knows of a field."""

    NOTHING = "nothing"
    NAMES = "the values of a facet, as readers see them: words of the site, and not of the record"
    WORDS = "its words, as words of the text"


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of value. What an entry says nothing about is not so."""

    name: str
    accept: Accept
    """Return the value that was typed, or raise what is wrong with it."""
    schema: Mapping[str, Any]
    """Its JSON Schema (draft 2020-12)."""
    show: Show
    """Return a value as a reader sees it."""
    wanted: Message = NOTHING
    """What is wanted, in words: "`since` needs a year, such as 2013"."""
    example: str = ""
    """A value to write over, in a new record; '' where any would be a wrong fact."""
    drawn: Drawn = Drawn.FACT
    found: Found = Found.NOTHING
    is_text: bool = False
    """Whether it is words that somebody writes: they may be translated, follow a pattern, and stand in quotation marks."""
    is_map: bool = False
    """Whether a value has fields of its own. It is compiled from them, and never accepted or shown in one piece."""
    fields: tuple[Field, ...] = ()
    """The fields of a map, where they are the same in all of them; otherwise they are declared."""
    is_address: bool = False
    """Whether it is the address of something, be it the name of a file: its digits are no figures."""
    is_source: bool = False
    """Whether a group in which it is required lists sources: each entry leads there."""
    holds_commas: bool = False
    """Whether a comma may be part of a value. Of other kinds, `BE, FR` are two values."""
    is_facet: bool = False
    """Whether lists can be narrowed down by it."""
    relates: bool = False
    """Whether two records with the same value have something in common."""
    limits: Limits = Limits.NOTHING
    bounds: tuple[str, str] | None = None
    """The names of `min` and `max` in JSON Schema, where it has any for such values."""
    extent: Callable[[Any], tuple[float, float]] | None = None
    """From where to where a value reaches, where lists can be narrowed down by ranges of numbers."""
    has_unit: bool = False
    """Whether it counts something, such as minutes."""
    is_time: bool = False
    """Whether it says when something was: `max` may be `today`, and lists begin with the newest."""
    rank: Callable[[Any], float] | None = None
    """How large a value is, where records can be sorted by it; the largest comes first."""

    @property
    def is_line(self) -> bool:
        """Whether it is words within one line: a list of them is drawn as sentences."""
        return self.is_text and self.drawn is Drawn.FACT

    @property
    def is_block(self) -> bool:
        """Whether a value is more than a line, wherever it stands."""
        return self.drawn not in (Drawn.FACT, Drawn.RECORDS)

    @property
    def is_bare(self) -> bool:
        """Whether values are typed without quotation marks: within them they would be texts."""
        return self.schema["type"] not in ("string", "object")


def _number(value: float) -> float:
    return value


def _lone(value: float) -> tuple[float, float]:
    return value, value


def _low(value: str) -> float:
    return extent_of(value)[0]


def _digits(day: str) -> float:
    return int(day.replace("-", ""))


_STRING = {"type": "string"}
_LENGTHS, _VALUES = ("minLength", "maxLength"), ("minimum", "maximum")

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "text", accept_text, {**_STRING, "minLength": 1}, show_text, say("a text"),
            found=Found.WORDS, is_text=True, holds_commas=True, is_facet=True, limits=Limits.LENGTH, bounds=_LENGTHS,
        ),
        Kind(
            "markdown", accept_text, {**_STRING, "contentMediaType": "text/markdown"}, show_text, say("a text"),
            drawn=Drawn.TEXT, found=Found.WORDS, is_text=True, holds_commas=True, limits=Limits.LENGTH, bounds=_LENGTHS,
        ),
        Kind(
            "choice", accept_choice, _STRING, show_choice, say("a term of a vocabulary"),
            found=Found.NAMES, is_facet=True, relates=True,
        ),
        Kind(
            "reference", accept_reference, {**_STRING, "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}, show_reference,
            say("the name of a record, such as `duo-for-a-job`"),
            drawn=Drawn.RECORDS, found=Found.NAMES, is_facet=True, relates=True,
        ),
        Kind(
            "country", accepting_code("country"), {**_STRING, "pattern": "^[A-Z]{2}$"}, show_country,
            say("a country code of two capital letters, such as BE"), "BE",
            found=Found.NAMES, is_facet=True, relates=True,
        ),
        Kind(
            "language", accepting_code("language"),
            {**_STRING, "pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"}, show_language,
            say("a language code, such as de"), "de",
            found=Found.NAMES, is_facet=True,
        ),
        Kind(
            "date", accept_date, {**_STRING, "format": "date"}, show_date,
            say("a date: year-month-day, such as 2026-11-23"), "2026-11-23",
            found=Found.NAMES, is_facet=True, limits=Limits.VALUE, is_time=True, rank=_digits,
        ),
        Kind(
            "year", accept_year, {"type": "integer", "minimum": 1, "maximum": 9999}, show_text,
            say("a year, such as 2013"), "2013",
            found=Found.NAMES, is_facet=True, limits=Limits.VALUE, bounds=_VALUES, is_time=True, rank=_number,
            extent=_lone,
        ),
        Kind(
            "number", accept_number, {"type": "number"}, show_number, say("a number, such as 12 or 2.5"), "12",
            holds_commas=True, is_facet=True, limits=Limits.VALUE, bounds=_VALUES, rank=_number, extent=_lone, has_unit=True,
        ),
        Kind(
            "range", accept_range, {**_STRING, "pattern": r"^\d+(-\d+|\+)$"}, show_range,
            say("two whole numbers, such as 6-20, or one and more, such as 6+"), "6-20",
            is_facet=True, rank=_low, extent=extent_of, has_unit=True,
        ),
        Kind(
            "yes-no", accept_yes_no, {"type": "boolean"}, show_yes_no, say("`true` or `false`"), "true",
            is_facet=True,
        ),
        Kind(
            "url", accept_url, {**_STRING, "format": "uri", "pattern": "^https?://"}, show_url,
            say("a web address that begins with https://"), "https://example.org/",
            is_address=True, is_source=True, holds_commas=True,
        ),
        Kind(
            "email", accept_email, {**_STRING, "format": "email"}, show_email,
            say("an e-mail address"), "info@example.org",
            is_address=True,
        ),
        Kind(
            "doi", accept_doi, {**_STRING, "pattern": r"^10\.\d{4,9}/\S+$"}, show_doi,
            say("a DOI that begins with 10., such as 10.1007/s10964-019-00982-8"), "10.1000/182",
            found=Found.WORDS, is_address=True, holds_commas=True,
        ),
        Kind(
            "licence", accept_licence, _STRING, show_licence,
            say("an SPDX licence identifier, such as CC-BY-4.0"), "CC-BY-4.0",
            found=Found.NAMES, is_facet=True,
        ),
        Kind(
            "image", accept_map, {"type": "object"}, show_text,
            say("a group of fields, each on a line of its own"),
            drawn=Drawn.PICTURE, is_map=True, fields=IMAGE_FIELDS, is_address=True, holds_commas=True,
        ),
        Kind(
            "group", accept_map, {"type": "object"}, show_text,
            say("a group of fields, each on a line of its own"),
            drawn=Drawn.ENTRIES, is_map=True, holds_commas=True,
        ),
    )
}  # fmt: skip


def is_brief(field: Field) -> bool:
    """Whether a field can be told in a few words, beside others."""
    kind = KINDS[field.kind]
    return kind.drawn is Drawn.FACT and not (field.many and kind.is_line) and not field.display
