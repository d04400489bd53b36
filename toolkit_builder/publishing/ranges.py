"""Ranges of numbers that lists are narrowed down by: what a type declares as `ranges: [30, 60]`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.shown import Reader, measured


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers above ``low``, up to ``high``."""

    low: float
    high: float

    @property
    def token(self) -> str:
        """What it is called in addresses: `..30`, `30..60`, `60..`."""
        return "..".join("" if math.isinf(end) else str(_whole(end)) for end in (self.low, self.high))

    def words(self, field: Field, reader: Reader) -> str:
        """Return how readers are told it. Next to 30 comes 31: values between two whole numbers are told as the one above."""
        low, high = _whole(self.low), _whole(self.high)
        if math.isinf(low):
            return reader.word("up to {number}").format(number=_told(high, field, reader))
        if math.isinf(high):
            return reader.word("more than {number}").format(number=_told(low, field, reader))
        above = low + 1 if isinstance(low, int) and low + 1 <= high else low
        if above == high:
            return _told(high, field, reader)
        first = _told(above, replace(field, unit=""), reader)
        return reader.word("{first} to {last}").format(first=first, last=_told(high, field, reader))


def _whole(end: float) -> float:
    """Return a number as it is written: without a point where nothing stands behind it."""
    return int(end) if end.is_integer() else end


def _told(end: float, field: Field, reader: Reader) -> str:
    """Write an end; a year has no sign between its thousands."""
    if field.kind == "year":
        return f"{end:g}"
    return measured(end, field.unit, reader.locale)


def ranges_of(field: Field) -> Sequence[Range]:
    """Return the ranges of a field, the lowest first."""
    return [Range(low, high) for low, high in pairwise((-math.inf, *field.ranges, math.inf))]


def reached(field: Field, value: Any) -> Sequence[Range]:
    """Return the ranges that a value reaches into: of what is for 6 to 20 people, there may be several."""
    extent = KINDS[field.kind].extent
    low, high = extent(value) if extent else (value, value)
    return [one for one in ranges_of(field) if low <= one.high and high > one.low]
