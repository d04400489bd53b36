"""How many records there are of each sort, as bars: a facet of a list, drawn. Each bar leads to the list narrowed down so."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from babel import numbers

from toolkit_builder.addresses import list_page
from toolkit_builder.art.axes import Bar, bars
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.catalogues import Listing
from toolkit_builder.publishing.collections.records import Asked
from toolkit_builder.publishing.parts import Option
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection

_BY_SHELF = "_type"


@dataclass(frozen=True, slots=True)
class ChartRow:
    """Records of one sort: its name, how many, which part of all, their bar, and the way to the list of them."""

    option: Option
    share: str
    bar: Bar
    href: str


@dataclass(frozen=True, slots=True)
class Chart(Collection):
    """Records by sort. ``shelf`` is none where all shelves are counted."""

    shelf: RecordType | None
    of: Shown
    by: Shown
    rows: Sequence[ChartRow]
    most: Sequence[Shown]
    """The sorts of which there are most."""
    highest: int
    """How many of these there are."""
    saying: int
    """Records that say something of it, of the ``total``: of these a share is one."""
    total: int
    is_overlapping: bool
    """Whether a record may be of several sorts."""
    href: str
    """The way to the whole list."""
    file: str
    """The same as a file for other programs, as an address that holds it."""
    file_name: str


def make_chart(asked: Asked, reader: Reader) -> Chart | None:
    """Count the records of a type, or all, by a field that lists are narrowed down by; nothing where none says anything."""
    shelf = asked.shelf if asked.shelf.name else None
    listing = Listing(reader.site, reader.language, shelf)
    name = asked.options.get("by", _BY_SHELF)
    facet = next((facet for facet in listing.facets if facet.name == name), None)
    if facet is None:
        return None
    total, saying = len(listing.listed), sum(any(token[0] == name for token in one.tokens) for one in listing.listed)
    counts = [option.count for option in facet.options]
    drawn = bars(counts, is_mirrored=reader.direction == "rtl")
    href = reader.home + list_page(shelf.name if shelf else "", 1)
    label = reader.label(shelf.plural, shelf.name) if shelf else Shown(reader.word("Everything"))
    rows = [
        ChartRow(option, _share(option.count, saying, reader), bar, f"{href}#{urlencode({name: option.value})}")
        for option, bar in zip(facet.options, drawn, strict=True)
    ]
    return Chart(
        "chart", shelf, label, facet.label, rows,
        most=[option.label for option in facet.options if option.count == max(counts)],
        highest=max(counts),
        saying=saying,
        total=total,
        is_overlapping=sum(counts) > saying,
        href=href,
        file=_as_file(facet.label, rows, reader),
        file_name=f"{shelf.name if shelf else 'all'}-{name.strip('_')}.csv",
    )  # fmt: skip


def _share(count: int, of: int, reader: Reader) -> str:
    return str(numbers.format_percent(count / of, locale=reader.locale, numbering_system="default"))


def _as_file(label: Shown, rows: Sequence[ChartRow], reader: Reader) -> str:
    """Return the numbers as CSV (RFC 4180) in an address: it can be saved from the disk as well."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([label.text, reader.word("Records")])
    writer.writerows([row.option.label.text, row.option.count] for row in rows)
    # Programs for tables take a file for UTF-8 by its first sign.
    return "data:text/csv;charset=utf-8," + quote("\ufeff" + file.getvalue(), safe="")
