"""What stands around a text on every page: its other languages, and the notice about the one that it is in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from toolkit_builder.addresses import address
from toolkit_builder.model.changes import Change
from toolkit_builder.model.counterparts import Counterparts, counterparts
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.passages import Passage
from toolkit_builder.model.record import ABSENT, Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.publishing.parts import Alternate, Notice
from toolkit_builder.publishing.site import Reader

NO_FIELD = Field("", "text")
"""For showing a value that no field declares, such as the name of a language."""


def notice_of(record: Record, reader: Reader, version: Version) -> Notice | None:
    """Return what readers should know about the language of a text; None where it is an original in their own."""
    language = reader.language
    status = record.status(language)
    is_there = status not in ABSENT
    if is_there and not isinstance(version, Translation):
        return None
    about = record.original if is_there else version
    notice = Notice(
        status,
        KINDS["language"].show(about.language, NO_FIELD, reader),
        record.status(version.language),
        reason=record.left_out.get(language, ""),
    )
    if not isinstance(version, Translation):
        return notice
    changes = record.changed_since(version)
    # What was taken out of the original has its heading in the translation only.
    own = counterparts(record, version) if any(change.now is None for change in changes) else Counterparts()
    return replace(
        notice,
        by_machine=version.method == "machine" and not version.reviewed,
        reviewers=[*dict.fromkeys(name for review in version.reviewed for name in review["by"])],
        is_urgent=any(change.is_urgent for change in changes),
        href=reader.here(record.original.language),
        changed=[_passage_name(change, own.of(change), record, version, reader) for change in changes],
    )


def _passage_name(change: Change, own: Passage | None, record: Record, version: Translation, reader: Reader) -> Shown:
    """Name a passage as the reader sees it: by its field's label, or by the heading of its section."""
    passage = change.now or own
    if passage is None or passage.is_section:
        language = record.original.language if change.now else version.language
        title = passage.name[2:] if passage else ""
        return Shown(title, language="" if language == reader.language else language) if title else Shown(reader.word("Text"))
    first, *rest = passage.name.split(".")
    field = next((field for field in record.type.all_fields if field.name == first), None)
    label = reader.label(field.label, first).text if field else first
    built_in = {"title": reader.word("Title"), "summary": reader.word("Summary"), "keywords": reader.word("Keywords")}
    number = next((f" {step}" for step in rest if step.isdigit()), "")
    return Shown(built_in.get(first, label) + number)


def alternates_of(reader: Reader, own: Collection[str]) -> list[Alternate]:
    """Return this page in every language of the edition; ``own`` are those in which it has words of its own."""
    settings = reader.site.library.settings
    return [
        Alternate(
            code=language.code,
            name=language.name,
            href=reader.here(language.code),
            home=reader.root + address(language.code, settings.default_language, ""),
            canonical=reader.canonical(language.code),
            own=language.code in own,
        )
        for language in settings.languages
        if language.code in reader.site.edition.languages
    ]
