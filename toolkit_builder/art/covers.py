"""Covers: a picture for every record, drawn from its id alone, so that all languages share one and no picture files are needed.

The algorithm is version 1 of the design language's: a seed from the id, a fixed order of draws, a motif per shelf. A cover
is a book's face; readers recognise it, so anything that changes a drawing is a new version.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

WIDTH, HEIGHT = 240, 336
CLOTH, HINGE = 24, 27

Point = tuple[float, float]
Step = tuple[str, Point, float, int]
"""A piece of an outline in the unit cell: `M`, `L` or `A` (with radius and sweep), and where it leads."""
Shape = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Hue:
    """The three tones of a shelf: cloth, and two papers."""

    deep: str
    mid: str
    pale: str


HUES: Mapping[str, Hue] = {
    "blue": Hue("#1d4468", "#5f8fb5", "#bcd3e2"),
    "teal": Hue("#0d5660", "#4b9aa0", "#aed6d6"),
    "red": Hue("#8c2b26", "#ce6f5f", "#f0c3b4"),
    "violet": Hue("#533a66", "#9c86b0", "#d3c5de"),
    "ochre": Hue("#76500a", "#c9962f", "#ebd49a"),
    "rose": Hue("#8a2a52", "#c8708f", "#ecc1cf"),
    "green": Hue("#3f5a1c", "#86a24c", "#cfdca8"),
    "grey": Hue("#3b444c", "#828e97", "#cad2d7"),
    "indigo": Hue("#34418a", "#7f8bcb", "#c5cbea"),
    "brown": Hue("#6b432a", "#b3876a", "#e0c8b8"),
    "olive": Hue("#55560f", "#a1a241", "#dcdca4"),
    "plum": Hue("#74306e", "#b57bb0", "#e2c4df"),
}
BRASS = "#f2b632"
_RETIRED = Hue("#4a5450", "#8f9a95", "#c9d0cc")

_SCHEMES = (
    ("deep", "mid", "pale"), ("pale", "deep", "mid"), ("mid", "deep", "pale"),
    ("pale", "mid", "deep"), ("deep", "pale", "mid"), ("mid", "pale", "deep"),
)  # fmt: skip
_LABELS = {"t": (30, 180), "m": (96, 246), "b": (156, 306)}
_UPRIGHT = frozenset({"bars", "voices", "quotes"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the seed decides about a book, cover and spine."""

    seed: int
    columns: int
    scheme: tuple[str, str, str]
    """Ground, first and second colour of the motif: names of tones."""
    symmetry: int
    turn: int
    keep: float
    label: str
    """Where the label is pasted: `t`, `m` or `b`."""
    lit: float
    spine_height: int
    """In percent."""
    spine_width: int
    """In pixels."""
    band: int
    draw: Callable[[], float]


def fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash of a text's UTF-8 (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def mulberry32(seed: int) -> Callable[[], float]:
    """Return a generator of numbers from 0 to below 1 (https://github.com/bryc/code/blob/master/jshash/PRNGs.md)."""
    state = seed

    def draw() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        value = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        value ^= (value + ((value ^ (value >> 7)) * (value | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        return (value ^ (value >> 14)) / 4294967296

    return draw


def recipe(record_id: str) -> Recipe:
    """Draw what a book looks like, in the order that is fixed for ever."""
    seed = fnv1a(record_id)
    draw = mulberry32(seed)
    return Recipe(
        seed=seed,
        columns=(3, 4, 6)[int(3 * draw())],
        scheme=_SCHEMES[int(6 * draw())],
        symmetry=int(6 * draw()),
        turn=int(4 * draw()),
        keep=(1, 1, 0.88, 0.72)[int(4 * draw())],
        label="tmb"[int(3 * draw())],
        lit=draw(),
        spine_height=74 + 4 * int(7 * draw()),
        spine_width=30 + 4 * int(5 * draw()),
        band=int(4 * draw()),
        draw=draw,
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    column: int
    row: int
    kept: bool
    turn: int
    first: Shape
    second: Shape


# The pages of a record are drawn one after the other; a library may have very many.
@lru_cache(maxsize=256)
def cover_svg(record_id: str, motif: str, colour: str, retired: bool = False) -> str:
    """Return the cover of a record as SVG, without a label: that is text, and stands over it in the reader's language."""
    book = recipe(record_id)
    hue = _RETIRED if retired else HUES[colour]
    ground, first, second = (getattr(hue, tone) for tone in book.scheme)
    size = (WIDTH - CLOTH) / book.columns
    cells = list(_cells(book, motif, math.ceil(HEIGHT / size)))
    lit = None if retired else _lit_cell(book, cells, size)
    shown = [cell for cell in cells if cell.kept and cell is not lit]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<path fill="{ground}" d="M{CLOTH} 0h{WIDTH - CLOTH}v{HEIGHT}H{CLOTH}z"/>',
        f'<path fill="{first}" d="{"".join(_outline(cell.first, cell, size, motif) for cell in shown)}"/>',
        f'<path fill="{second}" d="{"".join(_outline(cell.second, cell, size, motif) for cell in shown)}"/>',
    ]
    if lit is not None:
        mark = lit.second if motif == "key" else lit.first
        square = (
            f"M{_number(CLOTH + lit.column * size)} {_number(lit.row * size)}h{_number(size)}v{_number(size)}h-{_number(size)}z"
        )
        parts.append(f'<path fill="{BRASS}" d="{square}"/><path fill="{hue.deep}" d="{_outline(mark, lit, size, motif)}"/>')
    parts.append(f'<path fill="{hue.deep}" d="M0 0h{CLOTH}v{HEIGHT}H0z"/><path opacity=".2" d="M0 0h{CLOTH}v{HEIGHT}H0z"/>')
    parts.append(f'<path opacity=".22" d="M{CLOTH} 0h{HINGE - CLOTH}v{HEIGHT}h-{HINGE - CLOTH}z"/></svg>\n')
    return "".join(parts)


def paper_paths(name: str, motif: str, colour: str, columns: int, rows: int) -> str:
    """Return a piece of patterned paper as paths, one cell of it lit; its cells are `CLOTH` wide, and begin at (`CLOTH`, 0)."""
    book = replace(recipe(name), columns=columns)
    hue = HUES[colour]
    ground, first, second = (getattr(hue, tone) for tone in book.scheme)
    cells = [*_cells(book, motif, rows)]
    lit = cells[int(book.lit * len(cells))]
    shown = [cell for cell in cells if cell.kept and cell is not lit]
    pieces = [(ground, f"M{CLOTH} 0h{columns * CLOTH}v{rows * CLOTH}h-{columns * CLOTH}z")]
    pieces.append((first, "".join(_outline(cell.first, cell, CLOTH, motif) for cell in shown)))
    pieces.append((second, "".join(_outline(cell.second, cell, CLOTH, motif) for cell in shown)))
    pieces.append((BRASS, f"M{(lit.column + 1) * CLOTH} {lit.row * CLOTH}h{CLOTH}v{CLOTH}h-{CLOTH}z"))
    pieces.append((hue.deep, _outline(lit.second if motif == "key" else lit.first, lit, CLOTH, motif)))
    return "".join(f'<path fill="{colour}" d="{outline}"/>' for colour, outline in pieces)


def _cells(book: Recipe, motif: str, rows: int) -> Iterator[_Cell]:
    for row in range(rows):
        for column in range(book.columns):
            kept, own = book.draw() <= book.keep, int(4 * book.draw())
            heights = [book.draw() for _ in range(3)] if motif == "bars" else []
            turn = (2 if book.turn == 3 else 0) if motif in _UPRIGHT else book.turn + _turn(book.symmetry, column, row, own)
            first, second = _bars(heights) if motif == "bars" else MOTIFS[motif]
            yield _Cell(column, row, kept, turn % 4, first, second)


def _turn(symmetry: int, column: int, row: int, own: int) -> int:
    """Return by how many quarter turns a cell differs from the first."""
    return (
        0,
        (column + row) % 2,
        (0, 1, 3, 2)[column % 2 + 2 * (row % 2)],
        2 * (row % 2),
        own,
        (column + row) % 4,
    )[symmetry]


def _lit_cell(book: Recipe, cells: Sequence[_Cell], size: float) -> _Cell | None:
    low, high = _LABELS[book.label]
    candidates = [cell for cell in cells if (cell.row + 1) * size <= low or cell.row * size >= high]
    return candidates[int(book.lit * len(candidates))] if candidates else None


def _outline(shape: Shape, cell: _Cell, size: float, motif: str) -> str:
    shift = 0.5 if motif == "voices" and cell.row % 2 else 0.0
    return _outline_at(shape, cell.turn, cell.column + shift, cell.row, size)


@lru_cache(maxsize=8192)  # Books of a shelf share their motif, and have cells of three sizes in the same places.
def _outline_at(shape: Shape, turn: int, column: float, row: int, size: float) -> str:
    parts = []
    was_x = was_y = ""
    for letter, point, radius, sweep in shape:
        x, y = _turned(point, turn)
        to_x, to_y = _number(CLOTH + (column + x) * size), _number((row + y) * size)
        if letter == "A":
            parts.append(f"A{_number(radius * size)} {_number(radius * size)} 0 0 {sweep} {to_x} {to_y}")
        elif letter == "L" and was_x == to_x:
            parts.append(f"V{to_y}")
        elif letter == "L" and was_y == to_y:
            parts.append(f"H{to_x}")
        else:
            parts.append(f"{letter}{to_x} {to_y}")
        was_x, was_y = to_x, to_y
    # Closed once for every outline that begins anew.
    return "".join(f"z{part}" if part[0] == "M" and number else part for number, part in enumerate(parts)) + "z"


def _turned(point: Point, turn: int) -> Point:
    x, y = point
    for _ in range(turn):
        x, y = 1 - y, x
    return x, y


@lru_cache(maxsize=4096)  # Most covers have the same few: cells of three sizes.
def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


# Motifs: two shapes in the unit cell, A and B of the design language -----------------------------------------------------


def _lines(*points: Point) -> Shape:
    return tuple(("L" if number else "M", point, 0, 0) for number, point in enumerate(points))


def _square(left: float, top: float, right: float, bottom: float) -> Shape:
    return _lines((left, top), (right, top), (right, bottom), (left, bottom))


def _arcs(start: Point, *steps: tuple[Point, float, int]) -> Shape:
    return ("M", start, 0, 0), *(("A", point, radius, sweep) for point, radius, sweep in steps)


def _bars(heights: Sequence[float]) -> tuple[Shape, Shape]:
    """Return three bars from the bottom; the tallest is the second shape."""
    bars = [_square(0.037 + number / 3, 0.8 - 0.8 * u, 0.297 + number / 3, 1) for number, u in enumerate(heights)]
    tallest = max(range(3), key=lambda number: heights[number])
    return tuple(step for number, bar in enumerate(bars) if number != tallest for step in bar), bars[tallest]


def _quote(left: float) -> Shape:
    top, width = 0.14, 0.34
    return (
        ("M", (left, top), 0, 0), ("L", (left + width, top), 0, 0), ("L", (left + width, 0.5), 0, 0),
        ("A", (left, 0.5 + width), width, 1),
    )  # fmt: skip


MOTIFS: Mapping[str, tuple[Shape, Shape]] = {
    "discs": (_arcs((0, 0), ((0, 1), 0.5, 1)), _arcs((1, 0), ((1, 1), 0.5, 0))),
    "key": (_square(0.1, 0.1, 0.9, 0.9), _square(0.5, 0.1, 0.9, 0.5)),
    "triangles": (_lines((0, 0), (1, 0), (0, 1)), _lines((1, 1), (0.5, 1), (1, 0.5))),
    "bars": _bars((0.3, 0.9, 0.6)),
    "steps": (
        _lines((0, 1), (0, 0), (1 / 3, 0), (1 / 3, 1 / 3), (2 / 3, 1 / 3), (2 / 3, 2 / 3), (1, 2 / 3), (1, 1)),
        _square(2 / 3, 0, 1, 1 / 3),
    ),
    "voices": (_arcs((0, 0.75), ((1, 0.75), 0.5, 1)), _arcs((0.25, 0.75), ((0.75, 0.75), 0.25, 1))),
    "leaf": (_arcs((0, 1), ((1, 0), 1, 1), ((0, 1), 1, 1)), _arcs((0, 1), ((1, 0), 1, 1))),
    "quotes": (_quote(0.08), _quote(0.58)),
    "waves": (
        (("M", (0, 0.5), 0, 0), ("A", (0.5, 0.5), 0.25, 1), ("A", (1, 0.5), 0.25, 0), ("L", (1, 1), 0, 0), ("L", (0, 1), 0, 0)),
        _arcs((0.5, 0.5), ((1, 0.5), 0.25, 1)),
    ),
    "path": (_lines((0, 0), (0.4, 0), (0.4, 0.6), (1, 0.6), (1, 1), (0, 1)), _square(0.6, 0, 1, 0.4)),
    "pages": (_square(0.08, 0.08, 0.6, 0.92), _square(0.6, 0.24, 0.92, 0.92)),
    "rings": (
        _arcs((0.5, 0), ((0.5, 1), 0.5, 1), ((0.5, 0), 0.5, 1)),
        _arcs((0.5, 0.25), ((0.5, 0.75), 0.25, 1), ((0.5, 0.25), 0.25, 1)),
    ),
}  # fmt: skip
