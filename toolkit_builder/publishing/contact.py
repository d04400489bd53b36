"""How readers reach whoever makes the toolkit: by letter, by a form, or by the issues of its repository.

A letter and an issue begin with the page they are about, its language and the edition. The edition is its day, which stands on
every page already: a commit in each link would draw every page anew at every commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from toolkit_builder.addresses import NOT_FOUND, address
from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.site import Reader


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to the makers: what it says, where it leads, and the address for letters, where it is one."""

    text: Shown
    mail: str = ""
    is_public: bool = False
    """Whether everybody can read what is written there."""


def contact_of(reader: Reader, *, in_general: bool = False) -> Contact | None:
    """Return the way to the makers that mkdocs.yml names, else the issues of its repository; None where there is neither.

    It is about the page that is read, or, ``in_general``, about whatever the reader chooses on the repository's host.
    """
    settings = reader.site.library.settings
    if "@" in settings.contact and ":" not in settings.contact:
        return Contact(Shown(reader.word("Write to us"), _letter(reader, settings.contact)), settings.contact)
    if settings.contact:
        return Contact(Shown(reader.word("Write to us"), settings.contact))
    form = (in_general and settings.issues) or settings.issue_form
    return Contact(Shown(reader.word("Report or ask something"), _filled(form, reader)), is_public=True) if form else None


def _letter(reader: Reader, mail: str) -> str:
    """Return the address of a letter that says what it is about (RFC 6068)."""
    subject = f"{reader.site.library.settings.name}: {_path(reader)}".removesuffix(": ")
    body = _report(reader).replace("\n", "\r\n")
    return f"mailto:{quote(mail, safe='@+')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _filled(form: str, reader: Reader) -> str:
    """Return the address of a form with what it asks for: `ISSUE_GAPS` has the names."""
    gaps = {
        "page": _page(reader),
        "path": _path(reader),
        "language": reader.language,
        "version": reader.site.date,
        "report": _report(reader),
    }
    for name, value in gaps.items():
        form = form.replace(f"{{{name}}}", quote(value, safe=""))
    return form


def _report(reader: Reader) -> str:
    """Return the first lines of a report, in the reader's language; a blank line parts them from what the reader writes."""
    page, language, edition = reader.word("Page"), reader.word("Language"), reader.word("Edition of {date}")
    lines = f"{page}: {_page(reader)}", f"{language}: {reader.language}", edition.format(date=reader.site.date)
    return "\n".join([*lines, "", ""])


def _page(reader: Reader) -> str:
    """Return the public address of a page, also of one that is read from the disk; its place where the site has no address."""
    return _path(reader) and (reader.canonical() or _path(reader))


def _path(reader: Reader) -> str:
    """Return the place of a page in the site; '' on the page for dead addresses, which is no place of its own."""
    is_nowhere = reader.path == f"{NOT_FOUND}.html"
    return "" if is_nowhere else address(reader.language, reader.site.library.settings.default_language, reader.path)
