"""Records, and how many others refer to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.collections.records import Asked, in_order, records_of
from toolkit_builder.publishing.parts import Card
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Use:
    """How many records of a type refer to a record, and where they are listed."""

    shelf: RecordType
    label: Shown
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A record and what refers to it."""

    card: Card
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class Overview(Collection):
    """All records of a type, with how many others refer to each."""

    shelf: RecordType
    rows: Sequence[OverviewRow]


def make_overview(asked: Asked, reader: Reader) -> Overview:
    """Put to each record what refers to it."""
    facets = [field for field in asked.shelf.fields if field.facet]
    rows = [
        OverviewRow(card_of(record, facets, reader), _uses(record, reader))
        for record in in_order(records_of(asked.shelf, reader), reader)
    ]
    return Overview("overview", asked.shelf, rows)


def _uses(record: Record, reader: Reader) -> list[Use]:
    """Return how many records of each type refer to a record, with the way to the list of them."""
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    types = reader.site.library.types
    for reference in reader.site.library.back_references.get(record.id, ()):
        first = reference.fields[0]
        facet = first.name if len(reference.fields) == 1 and first.facet else ""
        counted[reference.source.partition("/")[0], facet].add(reference.source)
    uses = []
    for (name, facet), sources in counted.items():
        shelf = types[name]
        place = f"{name}/index.html#{urlencode({facet: record.slug})}" if facet else f"{record.id}.html"
        uses.append(Use(shelf, reader.label(shelf.plural, name), len(sources), reader.home + place))
    return sorted(uses, key=lambda use: use.shelf.order)
