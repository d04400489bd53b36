"""How readers reach whoever makes the toolkit: by letter, by a form, or by the issues of its repository."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.site import Reader


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to the makers: what it says, where it leads, and the address for letters, where it is one."""

    text: Shown
    mail: str = ""
    is_public: bool = False
    """Whether everybody can read what is written there."""


def contact_of(reader: Reader) -> Contact | None:
    """Return the way to the makers that mkdocs.yml names, else the issues of its repository; None where there is neither."""
    settings = reader.site.library.settings
    if "@" in settings.contact and ":" not in settings.contact:
        return Contact(Shown(reader.word("Write to us"), f"mailto:{settings.contact}"), settings.contact)
    if settings.contact:
        return Contact(Shown(reader.word("Write to us"), settings.contact))
    if settings.issue_form:
        return Contact(Shown(reader.word("Report or ask something"), settings.issue_form), is_public=True)
    return None
