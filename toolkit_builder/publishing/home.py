"""What readers meet first: doors, findings, a record to begin with, what is new, chosen books, and languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from markupsafe import Markup

from toolkit_builder.addresses import address, cover_path
from toolkit_builder.art.covers import fnv1a
from toolkit_builder.art.rooms import door_svg, wall_svg
from toolkit_builder.model.record import ABSENT, Record, Status
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.fields import Told, fact_of
from toolkit_builder.publishing.home_parts import Door, Finding, Newcomer, Spoken
from toolkit_builder.publishing.parts import Book
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import PageView

_LONG_ROW = 30
"""Books in the row."""
_NEW = 4
"""Records."""


def furnished(page: Record, reader: Reader, view: PageView) -> PageView:
    """Return the home page with what the header of its original chooses, and what the library says of itself."""
    home = page.home
    first = _published([home.get("first", "")], reader)
    entries = (_finding(entry, reader) for entry in home.get("findings", ()))
    return replace(
        view,
        doors=[_door(reader.site.library.pages[slug], reader) for slug in home.get("doors", ()) if reader.site.has_page(slug)],
        books=_books(_published(home.get("books", ()), reader), reader),
        findings=[finding for finding in entries if finding],
        first=card_of(first[0], [], reader) if first else None,
        newcomers=[_newcomer(record, reader) for record in _newest(reader)],
        searches=reader.site.library.shown(page, reader.language).values.get("searches", ()),
        spoken=_spoken(reader),
        total=len(reader.site.library.published),
    )


def picture_of(page: Record, reader: Reader) -> str:
    """Return what stands beside the title of a plain page; nothing where there are no shelves."""
    shelf = _shelf_of(page, reader)
    return Markup(wall_svg(page.slug, shelf.motif, shelf.colour)) if shelf else ""  # noqa: S704 - it is ours


def _shelf_of(page: Record, reader: Reader) -> RecordType | None:
    """Return the shelf whose paper the pictures of a page have: the one that it names, else any, but always the same."""
    types = reader.site.library.types
    names = (page.facts.get("shelf", ""), *(shows.get("of", "") for shows in page.shows))
    named = [types[name] for name in names if name in types]
    return named[0] if named else (reader.site.types[fnv1a(page.slug) % len(types)] if types else None)


def _door(page: Record, reader: Reader) -> Door:
    shelf, version = _shelf_of(page, reader), reader.site.library.shown(page, reader.language)
    shown = reader.record(page.slug)
    picture = door_svg(page.slug, shelf.motif, shelf.colour) if shelf else ""
    return Door(shown, Shown(version.summary, language=shown.language), Markup(picture))  # noqa: S704 - it is ours


def _published(names: Sequence[str], reader: Reader) -> list[Record]:
    records = reader.site.library.records
    return [records[name] for name in names if name in records and not records[name].is_draft]


def _books(chosen: Sequence[Record], reader: Reader) -> list[tuple[RecordType, Book]]:
    """Return the books of the long row: those that were chosen, then one of each shelf in turn, for a row of many colours."""
    turns = zip_longest(*reader.site.by_type.values())
    others = (record for turn in turns for record in turn if record is not None)
    records = {record.id: record for record in (*chosen, *others)}
    return [(record.type, book_of(record, reader)) for record in [*records.values()][:_LONG_ROW]]


def _finding(entry: dict[str, str], reader: Reader) -> Finding | None:
    """Return a finding; None where its record is not published."""
    found = _published([entry.get("record", "")], reader)
    if not found:
        return None
    page = entry.get("page", "")
    card = card_of(found[0], [], reader)
    return Finding(
        _in_one_sentence(found[0], reader) or card.summary, card, reader.record(page) if reader.site.has_page(page) else None
    )


def _in_one_sentence(record: Record, reader: Reader) -> Shown | None:
    """Return the sentence that a record begins with, where its type has one."""
    values, told = reader.site.library.values(record, reader.language), Told(record, reader)
    for field in record.type.fields:
        if field.lead and field.kind == "text" and not field.many and field.name in values:
            return fact_of(field, values[field.name], told).values[0]
    return None


def _newest(reader: Reader) -> Sequence[Record]:
    """Return the records that came last, one of a shelf at most; of one day, those first that are in the reader's language."""
    dated = [record for record in reader.site.library.published if "created" in record.facts]
    dated.sort(key=lambda record: record.status(reader.language) in ABSENT)
    dated.sort(key=lambda record: str(record.facts["created"]), reverse=True)
    chosen: dict[str, Record] = {}
    for record in dated:
        chosen.setdefault(record.type.name, record)
    return [*chosen.values()][:_NEW]


def _newcomer(record: Record, reader: Reader) -> Newcomer:
    cover = f"{reader.root}{cover_path(record.id)}"
    return Newcomer(reader.record(record.id), cover, record.type, reader.date(str(record.facts["created"])))


def _spoken(reader: Reader) -> list[Spoken]:
    """Return how much there is in each language; nothing where there is but one, or no record yet."""
    codes = reader.site.edition.languages
    return [*_counted(codes, reader)] if len(codes) > 1 and reader.site.library.published else []


def _counted(codes: Sequence[str], reader: Reader) -> Iterator[Spoken]:
    settings = reader.site.library.settings
    for code in codes:
        statuses = [record.status(code) for record in reader.site.library.published]
        yield Spoken(
            name=settings.language(code).name,
            code=code,
            href=f"{reader.root}{address(code, settings.default_language, 'index.html')}",
            number=sum(status not in ABSENT for status in statuses),
            by_machine=statuses.count(Status.MACHINE),
        )
