"""What stands around a text on every page: its other languages, and the notice about the one that it is in."""

from __future__ import annotations

from collections.abc import Collection

from toolkit_builder.model.kinds import KINDS, Shown
from toolkit_builder.model.record import Record, Status, Translation, Version
from toolkit_builder.model.types import Field
from toolkit_builder.publishing.site import Reader, address
from toolkit_builder.publishing.views import Alternate, Notice
from toolkit_builder.rendering.drawing import MEDIA

NO_FIELD = Field("", "text")
"""For showing a value that no field declares, such as the name of a language."""


def notice_of(record: Record, reader: Reader, version: Version) -> Notice | None:
    """Return what readers should know about the language of a text; None where it is an original in their own."""
    language = reader.language
    status = record.status(language)
    shown_in = KINDS["language"].show(version.language, NO_FIELD, reader)
    if status in (Status.MISSING, Status.LEFT_OUT):
        return Notice(status, shown_in, reason=record.left_out.get(language, ""))
    if isinstance(version, Translation):
        original = KINDS["language"].show(record.original.language, NO_FIELD, reader)
        changed = [_passage_name(name, record, reader) for name in record.changed_since(version)]
        return Notice(status, original, reader.here(record.original.language), changed)
    return None


def _passage_name(name: str, record: Record, reader: Reader) -> Shown:
    """Name a passage as the reader sees it: by its field's label, or by the heading of its section."""
    if name.startswith("# "):
        title = name[2:]
        return Shown(title, language=record.original.language) if title else Shown(reader.word("Text"))
    first, *rest = name.split(".")
    one = next((one for one in record.type.all_fields if one.name == first), None)
    label = reader.label(one.label, first).text if one else first
    built_in = {"title": reader.word("Title"), "summary": reader.word("Summary"), "keywords": reader.word("Keywords")}
    number = next((f" {int(step) + 1}" for step in rest if step.isdigit()), "")
    return Shown(built_in.get(first, label) + number)


def alternates_of(reader: Reader, own: Collection[str]) -> list[Alternate]:
    """Return this page in every language; ``own`` are those in which it has words of its own."""
    settings = reader.site.library.settings
    return [
        Alternate(
            code=one.code,
            name=one.name,
            href=reader.here(one.code),
            home=reader.root + address(one.code, settings.default_language, ""),
            canonical=reader.canonical(one.code),
            own=one.code in own,
        )
        for one in settings.languages
    ]


def html_at(place: str, reader: Reader) -> str:
    """Return the rendered text of a place (see `Version.place`) as it stands on this page."""
    return reader.site.html.get(place, "").replace(MEDIA, reader.root)
