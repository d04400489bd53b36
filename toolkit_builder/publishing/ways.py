"""The ways that every page has: to all shelves, to pages across them and to all others; and which shelves fit in the bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from toolkit_builder.addresses import EVERYTHING, HOME
from toolkit_builder.model.collection_views import COLLECTION_VIEWS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.site import Reader

# Widths of windows in em, as in `theme/styles/header.css`; below the first, there is a menu and no bar.
_WINDOWS = (45, 56, 67, 78)
_MOST = 7
_EM = 16
_LETTER, _WIDE_LETTER = 9, 17
"""Pixels of a letter in bold, rather more than less."""
_AROUND_TAB = 52
"""Pixels beside the words: icon, gap, and room on both sides; of the menu behind the shelves also its arrow."""
_AROUND_MENU, _AROUND_BAR = 76, 48


@dataclass(frozen=True, slots=True)
class ShelfWay:
    """The way to a shelf."""

    shelf: RecordType
    text: Shown
    href: str
    since: int
    """From which width of the window, in em, it stands in the bar; 0: in none."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What leads on from every page of a language."""

    shelves: Sequence[ShelfWay]
    across: Sequence[Shown]
    """The list of everything, and the pages that show many records."""
    others: Sequence[Shown]

    def hidden_until(self, shelf: RecordType) -> int:
        """Return from which width of the window a shelf is in the bar; 0 where it never is."""
        return next((way.since for way in self.shelves if way.shelf.name == shelf.name), 0)

    def has(self, reader: Reader) -> bool:
        """Whether a plain page is among them."""
        return f"{reader.home}{reader.path}" in {page.href for page in (*self.across, *self.others)}


def ways_of(reader: Reader) -> Ways:
    """Return what leads on from a page."""
    labels = [(shelf, reader.label(shelf.plural, shelf.name)) for shelf in reader.site.types]
    since = _since([label.text for _, label in labels], reader.word("All shelves"))
    shelves = [
        ShelfWay(shelf, label, f"{reader.home}{shelf.name}/index.html", window)
        for (shelf, label), window in zip(labels, since, strict=True)
    ]
    pages = [(slug, page) for slug, page in reader.site.library.pages.items() if slug != HOME and not page.is_draft]
    everything = Shown(reader.word("Everything"), f"{reader.home}{EVERYTHING}.html")
    return Ways(
        shelves,
        [everything, *(reader.record(slug, short=True) for slug, page in pages if shows_records(page))],
        [reader.record(slug, short=True) for slug, page in pages if not shows_records(page)],
    )


def shows_records(page: Record) -> bool:
    """Whether a plain page shows many records."""
    return any(COLLECTION_VIEWS[shows["view"]].of for shows in page.shows)


def _since(labels: Sequence[str], menu: str) -> Iterator[int]:
    """Yield for each shelf from which width on all shelves up to it fit beside the menu; 0 for those that never do."""
    needed = _width(menu) + _AROUND_MENU + _AROUND_BAR
    for number, label in enumerate(labels):
        needed += _width(label) + _AROUND_TAB
        yield next((window for window in _WINDOWS if number < _MOST and needed <= window * _EM), 0)


def _width(text: str) -> int:
    return sum(_WIDE_LETTER if east_asian_width(sign) in "WF" else _LETTER for sign in text)
