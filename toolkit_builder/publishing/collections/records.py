"""Records as views of the collection need them: of a type, in order, and what they name."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_builder.model.fields import Field
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.site import Reader


def records_of(shelf: RecordType, reader: Reader) -> Sequence[Record]:
    """Return the published records of a type."""
    return reader.site.by_type[shelf.name]


def in_order(records: Sequence[Record], reader: Reader) -> list[Record]:
    """Return records in the order of their titles, as the reader's language has it."""
    return sorted(records, key=lambda record: reader.letters.key(reader.record(record.id).text))


def targets_of(record: Record, field: Field) -> frozenset[str]:
    """Return what a field of a record names."""
    value = record.facts.get(field.name)
    return frozenset() if value is None else frozenset(value if field.many else [value])
