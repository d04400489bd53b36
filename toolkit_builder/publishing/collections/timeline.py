"""Records by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit_builder.model.fields import Field
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.collections.records import in_order, records_of
from toolkit_builder.publishing.parts import Card
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


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


def make_timeline(shelf: RecordType, field: Field | None, reader: Reader) -> Timeline:
    """Put the records to the years that a field names; those without one come last."""
    assert field is not None
    facets = [facet for facet in shelf.fields if facet.facet and facet.name != field.name]
    found: dict[int, list[Record]] = defaultdict(list)
    undated: list[Record] = []
    for record in in_order(records_of(shelf, reader), reader):
        year = reader.site.library.fact(record, field, reader.language)
        (undated if year is None else found[year]).append(record)
    years = [Year(year, [card_of(record, facets, reader) for record in found[year]]) for year in sorted(found, reverse=True)]
    without = [card_of(record, facets, reader) for record in undated]
    columns: dict[str, Shown] = {}
    for card in (*(card for year in years for card in year.cards), *without):
        columns.update({fact.name: fact.label for fact in card.facts})
    return Timeline("timeline", shelf, years, without, columns)
