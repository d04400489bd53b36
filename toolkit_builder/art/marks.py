"""What stands on a map: countries, and where their numbers and names are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A country with its ISO 3166-1 code, its name, and how many records it has."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A country on a map, where its number stands, and where its name does; ``side`` is '' where there is no room for that."""

    place: Place
    x: float
    y: float
    radius: float
    side: str = ""
    """On which side of the number the name stands: `below`, `above`, `right` or `left`."""
    name_x: float = 0.0
    name_y: float = 0.0


@dataclass(frozen=True, slots=True)
class CountryMap:
    """A map: its name, the size of its drawing, and what is marked on it."""

    name: str
    width: int
    height: int
    marked: Sequence[Marked]
