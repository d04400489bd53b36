"""A few records, and the way to all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.collections.records import Asked, records_of
from toolkit_builder.publishing.parts import Card
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Highlights(Collection):
    """A few records of a type, and how many there are."""

    shelf: RecordType
    label: Shown
    total: int
    cards: Sequence[Card]


_MOST = 3
"""Records."""


def make_highlights(asked: Asked, reader: Reader) -> Highlights:
    """Choose a few records: those that can be read in the reader's language, and of them the newest."""
    records = sorted(records_of(asked.shelf, reader), key=lambda record: str(record.facts.get("created", "")), reverse=True)
    records.sort(key=lambda record: bool(reader.record(record.id).language))
    cards = [replace(card_of(record, [], reader), facts=()) for record in records[:_MOST]]
    label = reader.label(asked.shelf.plural, asked.shelf.name)
    return Highlights("highlights", asked.shelf, label, len(records), cards)
