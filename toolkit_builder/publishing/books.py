"""Records as books: which cover, which label, which spine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_builder.addresses import cover_path
from toolkit_builder.art.covers import recipe
from toolkit_builder.model.directions import direction_of
from toolkit_builder.model.record import Record
from toolkit_builder.publishing.parts import Book
from toolkit_builder.publishing.site import Reader

# Sizes of titles on a label, in percent of the cover's width, and up to how many characters each is used.
_SIZES = ((13.0, 14), (11.2, 26), (9.8, 44), (8.6, 70), (7.4, 1000))
_SMALLER = (13.0, 11.2, 9.8, 8.6, 7.4, 6.2)
_SHELF = 167
"""Pixels of the height of a shelf, as in `theme/styles/home.css`."""
_ENDS, _BAND = 36, 14
"""Pixels of a spine that stay free: its ends, and a band at its foot."""
_BANDS_AT_FOOT = (1, 2)
_LETTER = 8.3
"""Pixels of a letter on a spine."""
_HEIGHTS = range(74, 99, 4)
_SMALLER_LETTERS = ((2, _LETTER, ""), (2, 7.2, "small"), (3, 6.7, "smaller"))
"""What is tried where a title does not stand in one line: how many lines, and of which letters."""


def book_of(record: Record, reader: Reader) -> Book:
    """Return a record as a book with its short title in the best language for a reader."""
    drawn = recipe(record.id)
    title = reader.record(record.id, short=True)
    spine = spine_for(title.text, drawn.spine_height, drawn.band in _BANDS_AT_FOOT)
    direction = direction_of(title.text, reader.direction_of(title.language))
    return Book(
        cover=f"{reader.root}{cover_path(record.id)}",
        title=title,
        label=drawn.label,
        size=label_size(title.text),
        spine=f"{drawn.scheme[0]} wide-{drawn.spine_width} band-{drawn.band} {spine.classes}",
        spine_title=spine.title,
        direction="" if direction == reader.direction else direction,
    )


@dataclass(frozen=True, slots=True)
class Spine:
    """How a title stands on a spine."""

    classes: str
    title: str


def spine_for(title: str, height: int, has_band: bool) -> Spine:
    """Return a spine for a title: in one line, or on the tallest in several. A title that is too long loses its last words."""
    free = _ENDS + _BAND * has_band
    for tall in _HEIGHTS:
        if tall >= height and _length(title) <= _in_line(tall, free, _LETTER):
            return Spine(f"high-{tall} lines-1", title)
    tall, words = _HEIGHTS[-1], title.split()
    for lines, letter, size in _SMALLER_LETTERS:
        if _lines(words, _in_line(tall, free, letter)) <= lines:
            return Spine(f"high-{tall} lines-{lines} {size}".rstrip(), title)
    most = _in_line(tall, free, letter)
    while len(words) > 1 and _lines([*words[:-1], f"{words[-1]}…"], most) > lines:
        words.pop()
    return Spine(f"high-{tall} lines-{lines} {size}", f"{' '.join(words)[: most * lines - 1]}…")


def _length(text: str) -> int:
    """Return how many small letters are as long as a text: of capitals, two are as long as three."""
    return len(text) + sum(map(str.isupper, text)) // 2


def _in_line(height: int, free: int, letter: float) -> int:
    """Return how many letters stand in one line on a spine of this height in percent."""
    return int((_SHELF * height / 100 - free) / letter)


def _lines(words: Sequence[str], most: int) -> int:
    """Return how many lines words take of which so many letters stand in one; a longer word is broken."""
    lines, used = 1, 0
    for word in words:
        length = _length(word)
        needed = used + bool(used) + length
        if needed <= most:
            used = needed
            continue
        lines += (1 if used else 0) + (length - 1) // most
        used = (length - 1) % most + 1
    return lines


def label_size(title: str) -> int:
    """Return the size of a title on its label, 1 to 6: by its length, and so that its longest word fits in one line."""
    by_length = next(size for size, most in _SIZES if len(title) <= most)
    widest = 69 / (0.6 * max(len(word) for word in title.split() or [""]) or 1)
    fitting = [number for number, size in enumerate(_SMALLER, 1) if size <= min(by_length, widest)]
    return fitting[0] if fitting else len(_SMALLER)
