"""Axes of years and bars: where things stand, in percent of the width, counted from where the reader's language begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MOST_NAMES = 6
"""Years that an axis names on a phone: each takes some 40 of 320 pixels."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that an axis names; on narrow screens there is no room for a minor one."""

    year: int
    x: str
    is_minor: bool


@dataclass(frozen=True, slots=True)
class YearAxis:
    """An axis on which each year from the first to the last has its place, whether anything happened then or not."""

    first: int
    last: int
    is_mirrored: bool = False

    @property
    def _step(self) -> float:
        return 100 / (self.last - self.first + 1)

    @property
    def width(self) -> str:
        """How wide a year is drawn: apart from the next one."""
        return percent(0.8 * self._step)

    def left(self, year: int) -> str:
        """Return where the drawing of a year begins on the left."""
        return percent(self._middle(year) - 0.4 * self._step)

    def ticks(self) -> list[Tick]:
        """Return the years that are named."""
        years = self.last - self.first + 1
        step = next((step for step in _STEPS if years / step <= _MOST_NAMES), _STEPS[-1])
        fine = next((fine for fine in reversed(_STEPS) if fine < step and step % fine == 0 and step / fine < 3), step)
        start = -(-self.first // fine) * fine
        named = range(start, self.last + 1, fine)
        return [Tick(year, percent(self._middle(year)), year % step != 0) for year in named]

    def _middle(self, year: int) -> float:
        middle = (year - self.first + 0.5) * self._step
        return 100 - middle if self.is_mirrored else middle


def percent(part: float) -> str:
    """Write a part of a hundred as SVG takes it."""
    return f"{part:.2f}".rstrip("0").rstrip(".") + "%"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it begins on the left, how long it is, and where its end is, at which its number stands."""

    x: str
    width: str
    end: str


_LONGEST = 82.0
"""Percent: behind the longest bar there is room for its number."""


def bars(numbers: Sequence[int], is_mirrored: bool = False) -> list[Bar]:
    """Return bars as long as their numbers say; they begin at zero, on the right where the reader's language does."""
    unit = _LONGEST / max([1, *numbers])
    lengths = [unit * number for number in numbers]
    if is_mirrored:
        return [Bar(percent(100 - length), percent(length), percent(100 - length)) for length in lengths]
    return [Bar("0", percent(length), percent(length)) for length in lengths]
