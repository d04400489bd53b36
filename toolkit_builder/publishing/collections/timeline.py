"""Records by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit_builder.art.axes import Tick, YearAxis
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.collections.records import Asked, in_order, records_of
from toolkit_builder.publishing.parts import Card
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Year:
    """The records of a year."""

    year: int
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Pile:
    """The records of a year above an axis: where it stands, and the upper edge of each of its bricks."""

    x: str
    tops: Sequence[int]


@dataclass(frozen=True, slots=True)
class Axis:
    """Records above an axis of all years, as a picture: piles of bricks."""

    width: str
    brick: int
    """The height of a brick; the others in pixels, too."""
    height: int
    piles: Sequence[Pile]
    ticks: Sequence[Tick]


_HIGHEST, _BRICK, _GAP = 220, 22, 3
"""Pixels: of all bricks of a year, of one, and between two."""


@dataclass(frozen=True, slots=True)
class Timeline(Collection):
    """Records by year, the newest first; ``columns`` are the names of their facts."""

    shelf: RecordType
    axis: Axis | None
    years: Sequence[Year]
    undated: Sequence[Card]
    columns: Mapping[str, Shown]


def make_timeline(asked: Asked, reader: Reader) -> Timeline:
    """Put the records to the years that a field names; those without one come last."""
    shelf, field = asked.shelf, asked.field
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
        columns.update({fact.name: fact.label for fact in card.facts if fact.name != field.name})
    return Timeline("timeline", shelf, _axis(years, reader), years, without, columns)


def _axis(years: Sequence[Year], reader: Reader) -> Axis | None:
    """Put the years on an axis; those without records keep their place on it."""
    if not years:
        return None
    axis = YearAxis(years[-1].year, years[0].year, is_mirrored=reader.direction == "rtl")
    step = max(4, min(_BRICK + _GAP, _HIGHEST // max(len(year.cards) for year in years)))
    height = step * max(len(year.cards) for year in years)
    piles = [Pile(axis.left(year.year), [height - step * (n + 1) for n in range(len(year.cards))]) for year in years]
    return Axis(axis.width, step - min(_GAP, step // 4), height, piles, axis.ticks())
