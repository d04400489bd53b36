"""Maps of Europe and of the world, drawn from Natural Earth's countries (public domain), as `world-atlas` packs them.

The land and the countries that are marked are a picture beside the page (`map_svg`); the page itself holds the numbers
(`country_map`). Borders are those of Natural Earth: https://www.naturalearthdata.com/about/disputed-boundaries-policy/
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from toolkit_builder.art.map_names import with_names
from toolkit_builder.art.marks import CountryMap, Marked, Place

_FOLDER = Path(__file__).parent / "map"

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = Sequence[Point]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What part of the earth a map shows, and how: a projection from degrees to the plane, in units of the earth's radius."""

    project: Callable[[float, float], Point]
    left: float
    right: float
    bottom: float
    top: float
    width: int
    number: int
    """How large numbers are drawn, and names, as the style sheet has it."""
    name: int

    @property
    def height(self) -> int:
        return round(self.width * (self.top - self.bottom) / (self.right - self.left))

    def place(self, point: Point) -> Point:
        x, y = self.project(*point)
        scale = self.width / (self.right - self.left)
        return (x - self.left) * scale, (self.top - y) * scale

    def clip(self, ring: Ring) -> Ring:
        """Cut off what lies outside the drawing, edge by edge (Sutherland and Hodgman 1974)."""
        for axis, limit, sign in ((0, 0, 1), (0, self.width, -1), (1, 0, 1), (1, self.height, -1)):
            ring = list(_clipped(ring, axis, sign * limit, sign))
        return ring


def _clipped(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[Point]:
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        a, b = sign * before[axis] - limit, sign * point[axis] - limit
        if (a < 0) != (b < 0):
            part = a / (a - b)
            yield before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])
        if b >= 0:
            yield point


def _equal_earth(longitude: float, latitude: float) -> Point:
    """Project by Equal Earth: Šavrič, Patterson and Jenny 2018, https://doi.org/10.1080/13658816.2018.1504949."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2, t6 = t * t, t**6
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1))
    return x, t * (a4 * t6 * t2 + a3 * t6 + a2 * t2 + a1)


def _european(longitude: float, latitude: float) -> Point:
    """Project by Lambert's azimuthal equal area around 52 N 10 E, on a sphere: the centre of EPSG:3035."""
    centre, turn, north = math.radians(52), math.radians(longitude - 10), math.radians(latitude)
    cosine = math.sin(centre) * math.sin(north) + math.cos(centre) * math.cos(north) * math.cos(turn)
    k = math.sqrt(2 / max(1 + cosine, 1e-6))
    x = k * math.cos(north) * math.sin(turn)
    return x, k * (math.cos(centre) * math.sin(north) - math.sin(centre) * math.cos(north) * math.cos(turn))


_FRAMES: Mapping[str, _Frame] = {
    "europe": _Frame(_european, -0.40, 0.42, -0.30, 0.36, 620, 15, 11),
    "world": _Frame(_equal_earth, -2.71, 2.71, -1.02, 1.31, 1000, 20, 15),
}
_SMALLEST = 4.0
"""Rings smaller than this, in units of the drawing, are left out of the land."""
_STEP = 1.8
"""Points nearer to the one before than this are left out."""


@cache
def _topology() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((_FOLDER / "world-atlas" / "countries-50m.json").read_text("utf-8"))
    return data


@cache
def _arcs() -> Sequence[Ring]:
    """Decode TopoJSON's arcs: each point is the difference to the one before, in whole steps of a grid.

    Source: https://github.com/topojson/topojson-specification#213-arcs
    """
    scale, shift = _topology()["transform"]["scale"], _topology()["transform"]["translate"]
    arcs = []
    for arc in _topology()["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    return arcs


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    """Yield the outlines of a shape, in degrees; those of holes (lakes, enclaves) run the other way round."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for outline in (outline for polygon in polygons for outline in polygon):
        ring: list[Point] = []
        for number in outline:
            # A negative number is an arc walked backwards: ~0 is -1.
            points = _arcs()[number] if number >= 0 else _arcs()[~number][::-1]
            ring += points[1:] if ring else points
        yield _unwrapped(ring)


def _unwrapped(ring: Ring) -> Ring:
    """Let a ring that crosses the date line go on beyond 180 degrees instead of jumping to -180."""
    turns, before, whole = 0, ring[0][0], []
    for x, y in ring:
        if abs(x - before) > 180:
            turns += 360 if x < before else -360
        before = x
        whole.append((x + turns, y))
    return whole


@cache
def _countries() -> Mapping[str, Sequence[Ring]]:
    """ISO 3166-1 code of two letters to outlines."""
    listed = json.loads((_FOLDER / "i18n-iso-countries" / "codes.json").read_text("utf-8"))
    codes = {number: code for code, _, number, *_ in listed}
    countries: dict[str, list[Ring]] = defaultdict(list)
    for shape in _topology()["objects"]["countries"]["geometries"]:
        # Kosovo has no number in ISO 3166-1; CLDR knows it as XK.
        code = "XK" if shape["properties"]["name"] == "Kosovo" else codes.get(shape.get("id"))
        if code:
            # Some islands are shapes of their own with their country's number.
            countries[code] += _rings(shape)
    return countries


def _placed(rings: Sequence[Ring], frame: _Frame) -> list[Ring]:
    """Return what is seen of some rings, in units of the drawing. What goes beyond the date line comes in on the other side."""
    placed = []
    for ring in rings:
        for shift in (-360, 0, 360):
            moved: Ring = [(x + shift, y) for x, y in ring]
            for limit, sign in ((-180, 1), (-180, -1)):
                moved = list(_clipped(moved, 0, limit, sign))
            cut = frame.clip([frame.place(point) for point in moved])
            if len(cut) > 2:
                placed.append(cut)
    return placed


def _area(ring: Ring) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _path(rings: Sequence[Ring], smallest: float = 0.0) -> str:
    """Write rings as a path: steps from point to point are shorter than places."""
    parts = []
    for ring in rings:
        if _area(ring) >= smallest:
            points = [(round(10 * x), round(10 * y)) for x, y in _thinned(ring)]
            steps = [(x - u, y - v) for (u, v), (x, y) in pairwise(points)]
            line = " ".join(f"{_tenths(x)} {_tenths(y)}" for x, y in steps).replace(" -", "-")
            parts.append(f"M{_tenths(points[0][0])} {_tenths(points[0][1])}" + (f"l{line}z" if steps else "z"))
    return "".join(parts)


def _tenths(number: int) -> str:
    """Write a number of tenths as short as paths can have it: `.4`, not `0.4`."""
    return f"{number / 10:g}".replace("0.", ".", 1) if abs(number) < 10 else f"{number / 10:g}"


def _thinned(ring: Ring) -> list[Point]:
    kept = [ring[0]]
    for point in ring[1:]:
        if math.dist(point, kept[-1]) > _STEP:
            kept.append(point)
    return kept


def _middle(ring: Ring) -> Point:
    """Return the centre of a ring's area."""
    double = x = y = 0.0
    for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a * d - c * b
        double, x, y = double + cross, x + (a + c) * cross, y + (b + d) * cross
    return (x / (3 * double), y / (3 * double)) if double else ring[0]


def map_svg(name: str, codes: Sequence[str], colour: str) -> str:
    """Return a map with some countries in a colour; the land's grey is seen on light and on dark ground."""
    frame = _FRAMES[name]
    marked = "".join(_outline(_placed(_countries().get(code, ()), frame)) for code in codes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}">'
        f'<path fill="#7c8c85" fill-opacity=".4" d="{_land(name)}"/>'
        f'<path fill="{colour}" stroke="#fff" stroke-width=".6" stroke-opacity=".6" d="{marked}"/></svg>\n'
    )


@cache
def _land(name: str) -> str:
    shapes = _topology()["objects"]["land"]["geometries"]
    return _path(_placed([ring for shape in shapes for ring in _rings(shape)], _FRAMES[name]), _SMALLEST)


def _outline(rings: Sequence[Ring]) -> str:
    """Return a country's path without its smallest islands, but with its largest part however small that is."""
    return _path(rings, min(_SMALLEST, max(map(_area, rings), default=0.0)))


@cache
def _middle_of(name: str, code: str) -> Point | None:
    """Return the middle of a country's largest part on a map; None where it is not on the map."""
    rings = _placed(_countries().get(code, ()), _FRAMES[name])
    return _middle(max(rings, key=_area)) if rings else None


def country_map(name: str, places: Sequence[Place]) -> CountryMap:
    """Return a map (`europe` or `world`) with places marked: the more records, the larger the mark."""
    frame = _FRAMES[name]
    marked = []
    for place in places:
        # On the map of the world there is no room for Europe's numbers.
        middle = None if name == "world" and _middle_of("europe", place.code) else _middle_of(name, place.code)
        if middle:
            marked.append(_marked(place, middle, frame))
    return CountryMap(name, frame.width, frame.height, with_names(marked, frame.width, frame.height, frame.name))


def _marked(place: Place, middle: Point, frame: _Frame) -> Marked:
    """Put a number on a country; at an edge it moves in, so that nothing of it is cut off."""
    radius = round(frame.number / 15 * (9 + 2 * math.sqrt(place.count)), 1)
    room = radius + 1
    x, y = (round(min(max(at, room), size - room), 1) for at, size in zip(middle, (frame.width, frame.height), strict=True))
    return Marked(place, x, y, radius)


MAPS = tuple(_FRAMES)
