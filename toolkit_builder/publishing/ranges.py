"""Ranges of numbers that lists are narrowed down by: what a type declares as `ranges: [30, 60]`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
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
        return "..".join("" if math.isinf(end) else f"{end:g}" for end in (self.low, self.high))

    def words(self, field: Field, reader: Reader) -> str:
        """Return how readers are told it. Next to 30 comes 31: values between two whole numbers are told as the one above."""
        low, high = (end if math.isinf(end) or not end.is_integer() else int(end) for end in (self.low, self.high))
        if math.isinf(low):
            return reader.word("up to {number}").format(number=measured(high, field.unit, reader.locale))
        if math.isinf(high):
            return reader.word("more than {number}").format(number=measured(low, field.unit, reader.locale))
        first = measured(low + 1 if isinstance(low, int) else low, "", reader.locale)
        return reader.word("{first} to {last}").format(first=first, last=measured(high, field.unit, reader.locale))


def ranges_of(field: Field) -> Sequence[Range]:
    """Return the ranges of a field, the lowest first."""
    return [Range(low, high) for low, high in pairwise((-math.inf, *field.ranges, math.inf))]


def reached(field: Field, value: Any) -> Sequence[Range]:
    """Return the ranges that a value reaches into: of what is for 6 to 20 people, there may be several."""
    extent = KINDS[field.kind].extent
    low, high = extent(value) if extent else (value, value)
    return [one for one in ranges_of(field) if low <= one.high and high > one.low]
