"""Plain pages, and the page for addresses that do not exist."""

from __future__ import annotations

from dataclasses import replace

from toolkit_builder.addresses import DESK, FORM, HOME, NOT_FOUND, START_PAGE, address
from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import values_at, values_of_kind
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.collections import collections_of
from toolkit_builder.publishing.contact import contact_of
from toolkit_builder.publishing.contents import entries_of
from toolkit_builder.publishing.frame import alternates_of, notice_of
from toolkit_builder.publishing.home import furnished, picture_of
from toolkit_builder.publishing.home_parts import Count, Shelf
from toolkit_builder.publishing.hosts import interface_of
from toolkit_builder.publishing.offers import megabytes, offer_for
from toolkit_builder.publishing.parts import Alternate
from toolkit_builder.publishing.site import ErrorReader, Reader, RootReader, Site
from toolkit_builder.publishing.views import ErrorText, ErrorView, PageView, StartText, StartView, View
from toolkit_builder.publishing.ways import ways_of


def page_view(site: Site, slug: str, language: str) -> PageView:
    """Return a plain page for the readers of a language. Raises KeyError for a page that does not exist."""
    page = site.library.pages[slug]
    reader = Reader(site, language, f"{slug}.html")
    version = site.library.shown(page, language)
    view = PageView(
        reader=reader,
        title=version.title,
        summary=version.summary,
        language=version.language,
        canonical=reader.canonical(version.language),
        alternates=alternates_of(reader, page.languages),
        body=reader.site.html.get(version.place, ""),
        notice=notice_of(page, reader, version),
        contents=[] if slug == HOME else entries_of(page, version, reader),
        collections=collections_of(page, reader),
    )
    return _home(site, page, reader, view) if slug == HOME else replace(view, picture=picture_of(page, reader))


def form_view(site: Site, language: str) -> View:
    """Return the page on which people add, correct and translate records without an account."""
    reader = Reader(site, language, f"{FORM}.html")
    summary = reader.word("You need no account and no network: what you write stays on your device until you send it.")
    return _form(reader, reader.word("Add, correct, translate"), summary)


def desk_view(site: Site, language: str) -> View:
    """Return the page on which regular editors do the same."""
    reader = Reader(site, language, f"{DESK}.html")
    summary = reader.word(
        "For those who look after this collection: every record in every language, and a way to put your work in its place."
    )
    interface = interface_of(site)
    return replace(_form(reader, reader.word("Desk"), summary), connects=f"{interface}/" if interface else "")


def _form(reader: Reader, title: str, summary: str) -> View:
    site, language = reader.site, reader.language
    return View(
        reader=reader,
        title=title,
        summary=summary,
        language=language,
        canonical=reader.canonical(),
        alternates=alternates_of(reader, site.library.settings.codes),
    )


def _home(site: Site, page: Record, reader: Reader, view: PageView) -> PageView:
    return replace(
        furnished(page, reader, view),
        shelves=[_shelf(site, record_type, reader) for record_type in site.types],
        counts=_counts(site, reader),
        across=ways_of(reader).across,
        take_away=reader.record(site.take_away) if site.take_away and site.edition.online else None,
        offer=offer_for(reader),
    )


def _counts(site: Site, reader: Reader) -> list[Count]:
    """Return what there is, in numbers: records, languages, countries, and the sources that they name."""
    countries: set[str] = set()
    sources: set[str] = set()
    for record in site.library.published:
        countries.update(value for _, value in values_of_kind("country", record.type, record.facts))
        for way in record.type.ways_where(_names_a_source):
            sources.update(value for _, value in values_at(way, record.facts))
    say = reader.words
    records, languages = len(site.library.published), len(site.edition.languages)
    counted = [
        (records, say.ngettext("record", "records", records)),
        (languages, say.ngettext("language", "languages", languages)),
        (len(countries), say.ngettext("country", "countries", len(countries))),
        (len(sources), say.ngettext("source", "sources", len(sources))),
    ]
    return [Count(number, name) for number, name in counted if number]


def _names_a_source(field: Field) -> bool:
    """Whether a field says where something was read; a button leads to the thing itself."""
    return field.kind == "url" and field.display != "button"


def _shelf(site: Site, record_type: RecordType, reader: Reader) -> Shelf:
    chosen = [name for page in site.library.pages.values() for name in page.home.get("books", ())]
    records = sorted(site.by_type[record_type.name], key=lambda record: record.id not in chosen)
    return Shelf(
        type=record_type,
        label=reader.label(record_type.plural, record_type.name),
        about=reader.label(record_type.about),
        href=f"{reader.home}{record_type.name}/index.html",
        count=len(records),
        books=[book_of(record, reader) for record in records[:10]],
    )


def start_view(site: Site) -> StartView:
    """Return the first page of an edition that was taken away."""
    settings = site.library.settings
    readers = [RootReader(site, code, START_PAGE) for code in site.edition.languages]
    texts = [_start_text(reader, settings.language(reader.language).name) for reader in readers]
    return StartView(readers[0], settings.name, "", readers[0].language, "", (), texts=texts)


def _start_text(reader: Reader, name: str) -> StartText:
    home = reader.site.library.pages.get(HOME)
    summary = Shown("")
    if home:
        version = reader.site.library.shown(home, reader.language)
        summary = Shown(version.summary, language="" if version.language == reader.language else version.language)
    records, address = len(reader.site.library.published), reader.canonical(path="index.html")
    return StartText(
        reader,
        name,
        reader.word("If the link does not work, unpack the whole ZIP first, then open this file again."),
        summary,
        reader.word("Edition of {date}").format(date=reader.date(reader.site.date)),
        Count(records, reader.words.ngettext("record", "records", records)),
        reader.word("Unpacked: {size}").format(size=megabytes(size, reader)) if (size := reader.site.edition.size) else "",
        reader.word("On a phone: unpack it in the app for files, and open START-HERE.html in the new folder with a browser."),
        reader.word("Online, and perhaps newer:") if address else "",
        address,
        contact_of(replace(reader, path=f"{HOME}.html")),
    )


def error_view(site: Site) -> ErrorView:
    """Return the page for addresses that do not exist; its other languages are their home pages."""
    settings = site.library.settings
    readers = [ErrorReader(site, code, f"{NOT_FOUND}.html") for code in settings.codes]
    reader = readers[0]
    homes = [(language, reader.root + address(language.code, settings.default_language, "")) for language in settings.languages]
    alternates = [Alternate(language.code, language.name, f"{home}index.html", home, "", own=False) for language, home in homes]
    title = reader.word("This page does not exist")
    return ErrorView(reader, title, "", reader.language, "", alternates, texts=[_error_text(reader) for reader in readers])


def _error_text(reader: Reader) -> ErrorText:
    return ErrorText(
        reader,
        reader.word("This page does not exist"),
        reader.word("The address may have a typing error, or the page has moved."),
        reader.word("Go to the home page"),
    )
