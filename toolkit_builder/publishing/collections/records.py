"""What views of the collection are asked for, and records as they need them: of a type, in order, and what they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit_builder.model.collection_views import PAGE
from toolkit_builder.model.fields import Field
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.site import Reader


@dataclass(frozen=True, slots=True)
class Asked:
    """What the header of a page asks for: records of a type, by one of its fields.

    ``shelf`` is `PAGE` where no type is named; ``options`` are as they were typed; ``picture`` is the name of its pictures.
    """

    shelf: RecordType
    field: Field | None
    options: Mapping[str, str]
    picture: str


def asked_of(page: Record, types: Mapping[str, RecordType]) -> Iterator[Asked]:
    """Yield what the header of a page asks for."""
    for number, options in enumerate(page.shows):
        shelf = types.get(options.get("of", ""), PAGE)
        # Names of pages have no dot.
        picture = f"{page.slug}.{number + 1}" if number else page.slug
        yield Asked(shelf, field_of(shelf, options.get("by")), options, picture)


def field_of(shelf: RecordType, name: str | None) -> Field | None:
    """Return the field of a type that a header names."""
    return next((field for field in shelf.fields if field.name == name), None)


def records_of(shelf: RecordType, reader: Reader) -> Sequence[Record]:
    """Return the published records of a type."""
    return reader.site.by_type[shelf.name]


def in_order(records: Sequence[Record], reader: Reader) -> list[Record]:
    """Return records in the order of their titles, as the reader's language has it."""
    return sorted(records, key=lambda record: reader.letters.key(reader.record(record.id).text))


def targets_of(record: Record, field: Field | None) -> frozenset[str]:
    """Return what a field of a record names."""
    value = record.facts.get(field.name) if field else None
    return frozenset() if value is None or field is None else frozenset(value if field.many else [value])
