"""How the makers can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_builder.publishing.collections.records import Asked
from toolkit_builder.publishing.contact import Contact, contact_of
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Makers(Collection):
    """How the makers can be reached, if they can."""

    contact: Contact | None


def make_contact(_: Asked, reader: Reader) -> Makers:
    """Return how the makers can be reached."""
    return Makers("contact", contact_of(reader, in_general=True))
