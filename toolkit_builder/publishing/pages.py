"""Lists, plain pages, and the page for addresses that do not exist."""

from __future__ import annotations

from toolkit_builder.model.kinds import Shown
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.fields import DRAWN_APART, Told, fact_of, filled
from toolkit_builder.publishing.frame import alternates_of, html_at, notice_of
from toolkit_builder.publishing.site import Reader, Site, address
from toolkit_builder.publishing.views import Alternate, Card, CatalogueView, ErrorText, PageView, Shelf, View


def catalogue_view(site: Site, record_type: RecordType, language: str) -> CatalogueView:
    """Return the page of a type: all its records as cards, those in the reader's language first."""
    reader = Reader(site, language, f"{record_type.name}/index.html")
    cards = [_card(record, reader) for record in site.by_type[record_type.name]]
    cards.sort(key=lambda card: (bool(card.title.language), card.title.text.casefold()))
    return CatalogueView(
        reader=reader,
        title=reader.label(record_type.plural, record_type.name).text,
        summary=reader.label(record_type.about).text,
        language=language,
        canonical=reader.canonical(),
        alternates=alternates_of(reader, site.library.settings.codes),
        shelf=record_type,
        cards=cards,
    )


def _card(record: Record, reader: Reader) -> Card:
    version = reader.site.library.shown(record, reader.language)
    values = reader.site.library.values(record, reader.language)
    shown = reader.record(record.id)
    told = Told(record, reader)
    facts = [
        fact_of(one, values[one.name], told)
        for one in filled(record.type.fields, values)
        if one.facet and one.kind not in DRAWN_APART
    ]
    summary = Shown(version.summary, language=shown.language)
    return Card(record, book_of(record, reader), shown, summary, shown.href, facts[:4], record.status(reader.language))


def page_view(site: Site, slug: str, language: str) -> PageView:
    """Return a plain page for the readers of a language. Raises KeyError for a page that does not exist."""
    page = site.library.pages[slug]
    reader = Reader(site, language, f"{slug}.html")
    version = site.library.shown(page, language)
    return PageView(
        reader=reader,
        title=version.title,
        summary=version.summary,
        language=version.language,
        canonical=reader.canonical(version.language),
        alternates=alternates_of(reader, page.languages),
        body=html_at(version.place, reader),
        notice=notice_of(page, reader, version),
        shelves=[_shelf(site, one, reader) for one in site.types] if slug == "index" else (),
    )


def _shelf(site: Site, record_type: RecordType, reader: Reader) -> Shelf:
    records = site.by_type[record_type.name]
    return Shelf(
        type=record_type,
        label=reader.label(record_type.plural, record_type.name),
        about=reader.label(record_type.about),
        href=f"{reader.home}{record_type.name}/index.html",
        count=len(records),
        books=[book_of(record, reader) for record in records[:12]],
    )


def error_view(reader: Reader) -> View:
    """Return the page for addresses that do not exist; its other languages are their home pages."""
    settings = reader.site.library.settings
    alternates = [
        Alternate(one.code, one.name, reader.root + address(one.code, settings.default_language, "index.html"), "", own=False)
        for one in settings.languages
    ]
    return View(reader, reader.word("This page does not exist"), "", reader.language, "", alternates)


def error_text(reader: Reader) -> ErrorText:
    """Return what the page for dead addresses says to readers of a language."""
    return ErrorText(
        reader,
        reader.word("This page does not exist"),
        reader.word("The address may have a typing error, or the page has moved."),
        reader.word("Go to the home page"),
    )
