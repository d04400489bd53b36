"""Ways through the library: the records that a field with `as: way` names, one stop after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record


@dataclass(frozen=True, slots=True)
class Way:
    """Where a record comes on a way: the record whose way it is, which of how many stops, and what comes before and after."""

    source: str
    stop: int
    stops: int
    before: str
    """The record that the stop before is about, '' where there is none; likewise the one after."""
    after: str
    is_main: bool
    """Whether the stop is about this record: it is named there first."""


def ways_through(library: Library, record: Record) -> Iterator[Way]:
    """Yield the ways that a record is on, each once: there it comes for the first time."""
    told: set[tuple[str, str]] = set()
    for reference in library.back_references.get(record.id, ()):
        field = reference.fields[0]
        if field.display == "way" and (reference.source, field.name) not in told:
            told.add((reference.source, field.name))
            if way := _way(record, library.records[reference.source], field, library):
                yield way


def _way(record: Record, source: Record, field: Field, library: Library) -> Way | None:
    """Return where a record comes on a way; None where no stop is about it, but a list further in names it."""
    stops = [*_stops(source, field, library)]
    at = next((number for number, names in enumerate(stops) if record.id in names), None)
    if at is None:
        return None
    # The same record may be what two stops are about, one after the other.
    mains = [names[0] if names and names[0] != record.id else "" for names in stops]
    before = next(filter(None, reversed(mains[:at])), "")
    after = next(filter(None, mains[at + 1 :]), "")
    return Way(source.id, at + 1, len(stops), before, after, stops[at][0] == record.id)


def _stops(source: Record, field: Field, library: Library) -> Iterator[Sequence[str]]:
    """Yield the published records that each stop names."""
    for entry in source.facts.get(field.name, ()):
        # A list of references, or of groups with references in them.
        named = [(part.to, entry.get(part.name)) for part in way_fields(field)] if field.fields else [(field.to, entry)]
        names = [f"{to}/{slug}" for to, slug in named if slug]
        yield [name for name in names if name in library.records and name not in library.drafts]


def way_fields(field: Field) -> Sequence[Field]:
    """Return the fields of a group by which a stop names records."""
    return [part for part in field.fields if part.kind == "reference" and not part.many]
