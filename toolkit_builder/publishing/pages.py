"""Plain pages, and the page for addresses that do not exist."""

from __future__ import annotations

from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.frame import alternates_of, html_at, notice_of
from toolkit_builder.publishing.site import Reader, Site, address
from toolkit_builder.publishing.views import Alternate, ErrorText, PageView, Shelf, View


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
    homes = [(one, reader.root + address(one.code, settings.default_language, "")) for one in settings.languages]
    alternates = [Alternate(one.code, one.name, f"{home}index.html", home, "", own=False) for one, home in homes]
    return View(reader, reader.word("This page does not exist"), "", reader.language, "", alternates)


def error_text(reader: Reader) -> ErrorText:
    """Return what the page for dead addresses says to readers of a language."""
    return ErrorText(
        reader,
        reader.word("This page does not exist"),
        reader.word("The address may have a typing error, or the page has moved."),
        reader.word("Go to the home page"),
    )
