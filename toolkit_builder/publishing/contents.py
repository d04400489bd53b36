"""The list of contents that a long text has beside it, or above it on phones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.versions import Version
from toolkit_builder.publishing.parts import Block, Entry, Section
from toolkit_builder.publishing.sheets import Cut
from toolkit_builder.publishing.site import Reader

LONG = 1600
"""Letters, some 350 words of English. Scripts without spaces have no words to count."""

_MANY = 4
"""Headings of level 2."""


def entries_of(record: Record, version: Version, reader: Reader, least: int = LONG) -> list[Entry]:
    """Return the headings of the text that is shown, with those of level 3 below them; none where it has few.

    Nor are there any where the original has fewer than ``least`` letters: a page is the same for the readers of all languages.
    """
    headings = [heading for heading in version.outline.dividing if heading.text]
    if sum(heading.level == 2 for heading in headings) < _MANY or record.letters < least:
        return []
    language = "" if version.language == reader.language else version.language
    entries: list[Entry] = []
    for heading in headings:
        shown = Shown(heading.text, f"#{heading.anchor}", language)
        if heading.level == 2 or not entries:
            entries.append(Entry(shown, []))
        else:
            entries[-1].below.append(shown)
    return entries


def entries_around(
    entries: Sequence[Entry], before: Sequence[Section | Block], after: Sequence[Section | Block], cut: Cut
) -> list[Entry]:
    """Put what stands before and after the text of a record around its entries; where there are none, it stays so.

    What a sheet holds is for whom it is handed out to.
    """
    sheets = {sheet.name.partition(":")[2] for sheet in cut.sheets}
    whole = [replace(entry, below=[]) if _name(entry) in sheets else entry for entry in entries]
    first = [entry for entry in whole if _name(entry) in cut.first_names]
    rest = [entry for entry in whole if _name(entry) not in cut.first_names]
    return [*first, *map(_entry, before), *rest, *map(_entry, after)] if entries else []


def _name(entry: Entry) -> str:
    return entry.text.href.removeprefix("#")


def _entry(part: Section | Block) -> Entry:
    return Entry(Shown(part.label.text, f"#{part.anchor}", part.label.language), [])
