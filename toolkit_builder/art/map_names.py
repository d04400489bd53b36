"""Names beside the numbers on a map: each where it covers no number and no other name, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from toolkit_builder.art.marks import Marked

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_LETTER = 0.56
"""How wide a letter is taken to be, in parts of the size; most are narrower."""


def with_names(marked: Sequence[Marked], width: float, height: float, size: float) -> list[Marked]:
    """Put names in letters of a size beside numbers, those of the largest first."""
    taken: list[Box] = [_circle(mark) for mark in marked]
    named: dict[str, Marked] = {}
    for mark in sorted(marked, key=lambda mark: (-mark.place.count, mark.place.code)):
        for candidate in _candidates(mark, size):
            box = _box(candidate, size)
            if _is_within(box, width, height) and not any(_meet(box, one) for one in taken):
                named[mark.place.code] = candidate
                taken.append(box)
                break
    return [named.get(mark.place.code, mark) for mark in marked]


def _candidates(mark: Marked, size: float) -> list[Marked]:
    beside, gap = mark.radius + 3, mark.radius + 2
    return [
        replace(mark, side=side, name_x=round(mark.x + x, 1), name_y=round(mark.y + y, 1))
        for side, x, y in (
            ("below", 0.0, gap + 0.8 * size), ("above", 0.0, -gap - 0.2 * size),
            ("right", beside, 0.35 * size), ("left", -beside, 0.35 * size),
        )
    ]  # fmt: skip


def _circle(mark: Marked) -> Box:
    return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius


def _box(mark: Marked, size: float) -> Box:
    length = _LETTER * size * len(mark.place.name)
    left = mark.name_x - {"right": 0.0, "left": length}.get(mark.side, length / 2)
    return left, mark.name_y - 0.8 * size, left + length, mark.name_y + 0.25 * size


def _is_within(box: Box, width: float, height: float) -> bool:
    left, top, right, bottom = box
    return min(left, top) >= 0 and right <= width and bottom <= height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
