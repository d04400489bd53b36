"""Views to HTML, with the theme's templates: what pages there are in each language, and many of them in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from jinja2 import Environment

from toolkit_builder.addresses import DESK, FORM, HOME, NOT_FOUND, RESULTS, SAVED, START_PAGE, address
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.program import hashed
from toolkit_builder.publishing.catalogues import Listing
from toolkit_builder.publishing.frame import NO_FIELD
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.list_data import Cards, list_script
from toolkit_builder.publishing.pages import desk_view, error_view, form_view, page_view, start_view
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.redirects import redirect_view
from toolkit_builder.publishing.results import results_view
from toolkit_builder.publishing.saved import SavedReader
from toolkit_builder.publishing.site import Site
from toolkit_builder.publishing.views import View


def context(view: View) -> dict[str, Any]:
    """Return what a template is given beside its view."""
    settings = view.reader.site.library.settings
    licence = KINDS["licence"].show(settings.licence, NO_FIELD, view.reader)
    more: dict[str, Any] = {}
    if view.shelf:
        more["shelf_label"] = view.reader.label(view.shelf.plural, view.shelf.name)
    return {"view": view, "licence_name": licence.text, **more}


RECORD = "record.html"
"""The template of most pages."""

Key: TypeAlias = Callable[[], str]
"""Computes a hash of all that a file depends on (see keys.py)."""


@dataclass(slots=True, eq=False)
class Drawing:
    """Files to be made together. There is one for each page: frozen ones would take thrice as long to make.

    ``template`` is what they are drawn with, if anything. ``keys`` has the names of the files, or of a folder with a ``/``
    where they are known only once they are made. ``make`` yields for each file where it lies, and how its text is made.
    """

    name: str
    language: str
    keys: Mapping[str, Key]
    make: Callable[[Environment], Iterable[tuple[str, Callable[[], str]]]]
    template: str = ""
    data: Callable[[], bytes] | None = None
    """What it holds, where that is copied."""
    belongs_to: str = ""
    """The record or plain page that it is made of: all of these are drawn in one place, where its texts are rendered."""


def made_once(place: str, key: Key, text: Callable[[], str], belongs_to: str = "") -> Drawing:
    """Return a file that a site has once for all languages."""
    return Drawing(place, "", {place: key}, partial(_once, place, text), belongs_to=belongs_to)


def _once(place: str, text: Callable[[], str], _: Environment) -> Iterator[tuple[str, Callable[[], str]]]:
    yield place, text


def copied(place: str, data: Callable[[], bytes]) -> Drawing:
    """Return a file that is copied."""
    return Drawing(place, "", {place: lambda: hashed([data()])}, lambda _: [], data=data)


def _page(template: str, place: str, language: str, key: Key, view: Callable[[], View], belongs_to: str = "") -> Drawing:
    def make(env: Environment) -> Iterator[tuple[str, Callable[[], str]]]:
        yield place, lambda: env.get_template(template).render(context(view()))

    return Drawing(place, language, {place: key}, make, template, belongs_to=belongs_to)


def record_drawing(keys: Keys, record: Record, language: str) -> Drawing:
    """Return a record's page, and the same as one file."""
    place, saved = _places(keys.site, record, language)
    # Functions of a module: there is one of these for each page, and what is made within others takes much memory.
    made_of = {place: partial(Keys.record_page, keys, record, language), saved: partial(Keys.saved, keys, record, language)}
    make = partial(_record_files, keys.site, record, language)
    return Drawing(place, language, made_of, make, RECORD, belongs_to=record.id)


def _places(site: Site, record: Record, language: str) -> tuple[str, str]:
    default = site.library.settings.default_language
    return address(language, default, f"{record.id}.html"), address(language, default, f"{SAVED}/{record.id}.html")


def _record_files(site: Site, record: Record, language: str, env: Environment) -> Iterator[tuple[str, Callable[[], str]]]:
    place, saved = _places(site, record, language)
    view = record_view(site, record, language)
    values = context(view)
    alone = SavedReader(site, language, view.reader.path)
    yield place, lambda: env.get_template(RECORD).render(values)
    yield saved, lambda: env.get_template("saved.html").render(values, reader=alone)


def drawings(keys: Keys) -> Iterator[Drawing]:
    """Yield all pages of a site: those of each language, and one for all of them.

    Online, that is the page for dead addresses; in an edition that is taken away, the one to begin with.
    """
    site = keys.site
    first, *_ = languages = site.edition.languages
    for language in languages:
        yield from _in_language(keys, language)
    if site.edition.online:
        yield _page(
            "404.html", f"{NOT_FOUND}.html", first, partial(keys.for_all_languages, NOT_FOUND), partial(error_view, site)
        )
    else:
        yield start_drawing(keys)


def start_drawing(keys: Keys) -> Drawing:
    """Return the first page of an edition that is taken away."""
    site = keys.site
    return _page("start-here.html", START_PAGE, site.edition.languages[0], keys.start, partial(start_view, site))


def offering(keys: Keys) -> Iterator[Drawing]:
    """Yield the pages that name what can be downloaded: all that may, where a template of the toolkit's own speaks of it."""
    site = keys.site
    if site.tells_downloads:
        yield from drawings(keys)
        return
    for slug, page in site.library.pages.items():
        if not page.is_draft and (page.has_view("editions") or (slug == HOME and site.take_away)):
            yield from (_plain_page(keys, page, language) for language in site.edition.languages)


def _plain_page(keys: Keys, page: Record, language: str) -> Drawing:
    place = address(language, keys.site.library.settings.default_language, f"{page.slug}.html")
    template = "home.html" if page.slug == HOME else "main.html"
    view = partial(page_view, keys.site, page.slug, language)
    return _page(template, place, language, partial(keys.plain_page, page, language), view, page.id)


def _list(keys: Keys, shelf: RecordType | None, language: str) -> Drawing:
    """Return the pages of a list, with what scripts must know of it: each card is drawn once for both."""
    default = keys.site.library.settings.default_language
    listing = Listing(keys.site, language, shelf)
    # The page of results always draws of the data of everything.
    has_data = shelf is None or not listing.cut.is_whole
    places = {number: address(language, default, listing.place(number)) for number in range(1, listing.cut.pages + 1)}

    def make(env: Environment) -> Iterator[tuple[str, Callable[[], str]]]:
        cards = Cards(env, listing)

        def page(number: int) -> str:
            return env.get_template("catalogue.html").render(context(listing.page(number)), drawn=cards.drawn)

        for number, place in places.items():
            yield place, partial(page, number)
        if has_data:
            yield listing.data_place, partial(list_script, listing, cards)

    key = partial(keys.shelf, language, shelf.name if shelf else "")
    names = (*places.values(), *((listing.data_place,) if has_data else ()))
    return Drawing(places[1], language, dict.fromkeys(names, key), make, "catalogue.html")


def _in_language(keys: Keys, language: str) -> Iterator[Drawing]:
    site = keys.site
    default = site.library.settings.default_language

    def place(path: str) -> str:
        return address(language, default, path)

    for page in site.library.pages.values():
        if not page.is_draft:
            yield _plain_page(keys, page, language)
    for shelf in (None, *site.types):
        yield _list(keys, shelf, language)
    found = partial(results_view, site, language)
    yield _page("search.html", place(f"{RESULTS}.html"), language, partial(keys.shelf, language), found)
    form, desk = partial(form_view, site, language), partial(desk_view, site, language)
    yield _page("form.html", place(f"{FORM}.html"), language, partial(keys.form, language), form)
    if site.has_desk:
        yield _page("desk.html", place(f"{DESK}.html"), language, partial(keys.form, language), desk)
    for record in site.library.published:
        yield record_drawing(keys, record, language)
    for old, new in site.library.redirects.items():
        moved = partial(redirect_view, site, old, new, language)
        yield _page("redirect.html", place(f"{old}.html"), language, partial(keys.redirect, old, new, language), moved)
