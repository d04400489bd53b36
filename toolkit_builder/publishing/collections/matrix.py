"""Records of one type against those of another: what works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.catalogues import Listing
from toolkit_builder.publishing.collections.records import Asked, field_of, in_order, records_of, targets_of
from toolkit_builder.publishing.facets import LANGUAGE
from toolkit_builder.publishing.fields import strength_of
from toolkit_builder.publishing.parts import Book, Facet, Fact
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection

YES, PARTLY, NO = "yes", "partly", "dot"
"""What a cell says, by the class that draws it."""


@dataclass(frozen=True, slots=True)
class Support:
    """A record that another one rests on, and how strong it is."""

    text: Shown
    strength: Fact


@dataclass(frozen=True, slots=True)
class Side:
    """A record at the head of a column or a row; ``values`` are those of the facets, as in an address: ``countries=BE``."""

    text: Shown
    book: Book
    values: str = ""


@dataclass(frozen=True, slots=True)
class Having:
    """A record that refers to another; ``column`` is its place in the table."""

    column: int
    text: Shown
    is_partly: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A record that others refer to; ``cells`` says for each column whether it does, ``having`` lists those that do."""

    side: Side
    strength: Fact | None
    support: Sequence[Support]
    cells: Sequence[str]
    having: Sequence[Having]


@dataclass(frozen=True, slots=True)
class Matrix(Collection):
    """Records of one type against those of another; ``facets`` are what the columns are narrowed down and grouped by."""

    columns_of: RecordType
    rows_of: RecordType
    columns: Sequence[Side]
    rows: Sequence[MatrixRow]
    facets: Sequence[Facet]
    has_partly: bool


def make_matrix(asked: Asked, reader: Reader) -> Matrix:
    """Rows are the records that are referred to, the best proven first; columns are those that refer to them."""
    shelf, field, partly = asked.shelf, asked.field, field_of(asked.shelf, asked.options.get("partly"))
    assert field is not None
    rows_of = reader.site.library.types[field.to]
    listing = Listing(reader.site, reader.language, shelf)
    records = in_order(records_of(shelf, reader), reader)
    # What all have in common, or each has alone, parts nothing; nor does in which languages there are texts.
    facets = [facet for facet in listing.facets if 1 < len(facet.options) < len(records) and facet.name != LANGUAGE.name]
    offered = {facet.name for facet in facets}
    values = {one.record.id: urlencode([pair for pair in one.tokens if pair[0] in offered]) for one in listing.listed}
    columns = [Side(reader.record(one.id, short=True), book_of(one, reader), values[one.id]) for one in records]
    titles = [reader.record(one.id) for one in records]
    said = [(targets_of(one, field), targets_of(one, partly)) for one in records]
    rows = []
    for record in records_of(rows_of, reader):
        cells = [YES if record.slug in whole else PARTLY if record.slug in part else NO for whole, part in said]
        rows.append(_row(record, cells, titles, reader))
    rows.sort(key=lambda row: (_weakness(row.strength), reader.letters.key(row.side.text.text)))
    return Matrix("matrix", shelf, rows_of, columns, rows, facets, partly is not None)


def _weakness(strength: Fact | None) -> int:
    return -strength.mark[0] if strength and strength.mark else 0


def _row(record: Record, cells: Sequence[str], titles: Sequence[Shown], reader: Reader) -> MatrixRow:
    return MatrixRow(
        side=Side(reader.record(record.id), book_of(record, reader)),
        strength=strength_of(record, reader),
        support=_support(record, reader),
        cells=cells,
        having=[Having(at, titles[at], cell == PARTLY) for at, cell in enumerate(cells) if cell != NO],
    )


def _support(record: Record, reader: Reader) -> list[Support]:
    """Return the records with a strength of their own that a record refers to: the evidence behind it."""
    found = []
    for field in record.type.fields:
        if field.kind != "reference":
            continue
        for slug in targets_of(record, field):
            other = reader.site.library.records.get(f"{field.to}/{slug}")
            strength = strength_of(other, reader) if other and not other.is_draft else None
            if other and strength:
                found.append(Support(reader.record(other.id), strength))
    return sorted(found, key=lambda support: (_weakness(support.strength), reader.letters.key(support.text.text)))
