"""Views of many records at once, as plain pages show them below their text (`partials/collections.html` draws them)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit_builder.art.maps import CountryMap
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.parts import Book, Card, Fact
from toolkit_builder.publishing.views import Collection, Offer


@dataclass(frozen=True, slots=True)
class Support:
    """A record that another one rests on, and how strong it is."""

    text: Shown
    strength: Fact


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A record that others refer to; ``cells`` says for each column whether it does, ``having`` lists those that do."""

    text: Shown
    strength: Fact | None
    support: Sequence[Support]
    cells: Sequence[bool]
    having: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Matrix(Collection):
    """Records of one type against those of another."""

    columns_of: RecordType
    rows_of: RecordType
    columns: Sequence[tuple[Shown, Book]]
    rows: Sequence[MatrixRow]


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the records that belong to it."""

    code: str
    name: Shown
    records: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Map(Collection):
    """Where records come from: two maps, and the same as a list. ``page`` is the slug of the page that they stand on."""

    shelf: RecordType
    page: str
    europe: CountryMap
    world: CountryMap
    countries: Sequence[Country]


@dataclass(frozen=True, slots=True)
class Year:
    """The records of a year."""

    year: int
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Timeline(Collection):
    """Records by year, the newest first; ``columns`` are the names of their facts."""

    shelf: RecordType
    years: Sequence[Year]
    undated: Sequence[Card]
    columns: Mapping[str, Shown]


@dataclass(frozen=True, slots=True)
class Use:
    """How many records of a type refer to a record, and where they are listed."""

    shelf: RecordType
    label: Shown
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A record and what refers to it."""

    card: Card
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class Overview(Collection):
    """All records of a type, with how many others refer to each."""

    shelf: RecordType
    rows: Sequence[OverviewRow]


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    slug: str
    title: Shown
    meaning: Shown


@dataclass(frozen=True, slots=True)
class Letter:
    """The words that begin with a letter."""

    letter: str
    terms: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Glossary(Collection):
    """The records of a type as a list of words."""

    shelf: RecordType
    letters: Sequence[Letter]


@dataclass(frozen=True, slots=True)
class Editions(Collection):
    """What can be downloaded."""

    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Highlights(Collection):
    """A few records of a type, and how many there are."""

    shelf: RecordType
    label: Shown
    total: int
    cards: Sequence[Card]
