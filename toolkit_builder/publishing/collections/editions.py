"""What can be downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_builder.publishing.collections.records import Asked
from toolkit_builder.publishing.offers import offers_of
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection, Offer


@dataclass(frozen=True, slots=True)
class Editions(Collection):
    """What can be downloaded."""

    offers: Sequence[Offer]
    records: int
    """How many records are in each."""


def make_editions(_: Asked, reader: Reader) -> Editions | None:
    """Return what is offered; nothing in an edition that was taken away."""
    return Editions("editions", offers_of(reader), len(reader.site.library.published)) if reader.site.edition.online else None
