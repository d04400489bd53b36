"""Records as books: which cover, which label, which spine."""

from __future__ import annotations

from toolkit_builder.addresses import cover_path
from toolkit_builder.art.covers import recipe
from toolkit_builder.model.directions import direction_of
from toolkit_builder.model.record import Record
from toolkit_builder.publishing.parts import Book
from toolkit_builder.publishing.site import Reader

# Sizes of titles on a label, in percent of the cover's width, and up to how many characters each is used.
_SIZES = ((13.0, 14), (11.2, 26), (9.8, 44), (8.6, 1000))
_SMALLER = (13.0, 11.2, 9.8, 8.6, 7.4, 6.2)
# A shelf is 167 px high; letters of 15 px take 8.3 px each, and the ends of a spine stay free.
_SHELF, _LETTER, _ENDS = 167, 8.3, 38
_HEIGHTS = range(74, 99, 4)


def book_of(record: Record, reader: Reader) -> Book:
    """Return a record as a book with its short title in the best language for a reader."""
    drawn = recipe(record.id)
    title = reader.record(record.id, short=True)
    short = title.text
    fitting = [height for height in _HEIGHTS if height >= drawn.spine_height and len(short) <= _letters(height)]
    height, lines = (fitting[0], 1) if fitting else (_HEIGHTS[-1], 2)
    direction = direction_of(title.text, reader.direction_of(title.language))
    return Book(
        cover=f"{reader.root}{cover_path(record.id)}",
        title=title,
        label=drawn.label,
        size=label_size(title.text),
        spine=f"{drawn.scheme[0]} high-{height} wide-{drawn.spine_width} band-{drawn.band} lines-{lines}",
        spine_title=_cut(short, 2 * _letters(height) - 3) if lines == 2 else short,
        direction="" if direction == reader.direction else direction,
    )


def _letters(height: int) -> int:
    """Return how many letters stand in one line on a spine of this height in percent."""
    return int((_SHELF * height / 100 - _ENDS) / _LETTER)


def _cut(text: str, most: int) -> str:
    """Shorten a text at the end of a word."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]}…"


def label_size(title: str) -> int:
    """Return the size of a title on its label, 1 to 6: by its length, and so that its longest word fits in one line."""
    by_length = next(size for size, most in _SIZES if len(title) <= most)
    widest = 69 / (0.6 * max(len(word) for word in title.split() or [""]) or 1)
    fitting = [number for number, size in enumerate(_SMALLER, 1) if size <= min(by_length, widest)]
    return fitting[0] if fitting else len(_SMALLER)
