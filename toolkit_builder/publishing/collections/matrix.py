"""Records of one type against those of another: what works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_builder.model.fields import Field
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.collections.records import in_order, records_of, targets_of
from toolkit_builder.publishing.fields import strength_of
from toolkit_builder.publishing.parts import Book, Fact
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Support:
    """A record that another one rests on, and how strong it is."""

    text: Shown
    strength: Fact


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A record that others refer to; ``cells`` says for each column whether it does, ``having`` lists those that do."""

    text: Shown
    strength: Fact | None
    support: Sequence[Support]
    cells: Sequence[bool]
    having: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Matrix(Collection):
    """Records of one type against those of another."""

    columns_of: RecordType
    rows_of: RecordType
    columns: Sequence[tuple[Shown, Book]]
    rows: Sequence[MatrixRow]


def make_matrix(shelf: RecordType, field: Field | None, reader: Reader) -> Matrix:
    """Rows are the records that are referred to, the best proven first; columns are those that refer to them."""
    assert field is not None
    library = reader.site.library
    columns = in_order(records_of(shelf, reader), reader)
    chosen = {record.id: targets_of(record, field) for record in columns}
    rows = [
        _row(record, [record.slug in chosen[column.id] for column in columns], columns, reader)
        for record in records_of(library.types[field.to], reader)
    ]
    rows.sort(key=lambda row: (-(row.strength.mark or (0, 0))[0] if row.strength else 0, reader.letters.key(row.text.text)))
    return Matrix("matrix", shelf, library.types[field.to], [_with_book(column, reader) for column in columns], rows)


def _with_book(record: Record, reader: Reader) -> tuple[Shown, Book]:
    return reader.record(record.id, short=True), book_of(record, reader)


def _row(record: Record, cells: Sequence[bool], columns: Sequence[Record], reader: Reader) -> MatrixRow:
    return MatrixRow(
        text=reader.record(record.id),
        strength=strength_of(record, reader),
        support=_support(record, reader),
        cells=cells,
        having=[reader.record(column.id) for column, has in zip(columns, cells, strict=True) if has],
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
    return sorted(found, key=lambda support: (-(support.strength.mark or (0, 0))[0], reader.letters.key(support.text.text)))
