"""Views to HTML, with the theme's templates: what pages there are in each language, and many of them in several processes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from toolkit_builder.addresses import EVERYTHING, HOME, NOT_FOUND, SAVED, START_PAGE, address
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.publishing.catalogues import catalogue_view, everything_view
from toolkit_builder.publishing.environment import speak
from toolkit_builder.publishing.frame import NO_FIELD
from toolkit_builder.publishing.pages import error_view, page_view, start_view
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.redirects import redirect_view
from toolkit_builder.publishing.saved import SavedReader
from toolkit_builder.publishing.site import Site
from toolkit_builder.publishing.spoken import in_words_of, without_signs
from toolkit_builder.publishing.views import View
from toolkit_builder.rendering.pool import can_fork, run

_PAGE_LIMIT = 60.0
"""Seconds of the processor for a portion of pages; templates are ours, so this only guards against a stuck process."""


def context(view: View) -> dict[str, Any]:
    """Return what a template is given beside its view."""
    settings = view.reader.site.library.settings
    licence = KINDS["licence"].show(settings.licence, NO_FIELD, view.reader)
    more: dict[str, Any] = {}
    if view.shelf:
        more["shelf_label"] = view.reader.label(view.shelf.plural, view.shelf.name)
    return {"view": view, "licence_name": licence.text, **more}


@dataclass(frozen=True, slots=True)
class Drawing:
    """Files to be made together: how, as pairs of address and text; ``template`` is what they are drawn with, if anything."""

    name: str
    language: str
    make: Callable[[Environment], Iterable[tuple[str, str]]]
    template: str = ""


def _page(template: str, place: str, language: str, view: Callable[[], View]) -> Drawing:
    return Drawing(place, language, lambda env: [(place, env.get_template(template).render(context(view())))], template)


def _record(site: Site, record: Record, language: str) -> Drawing:
    """Return a record's page, and the same as one file."""
    default = site.library.settings.default_language
    place = address(language, default, f"{record.id}.html")
    saved = address(language, default, f"{SAVED}/{record.id}.html")

    def make(env: Environment) -> Iterator[tuple[str, str]]:
        view = record_view(site, record, language)
        values = context(view)
        yield place, env.get_template("record.html").render(values)
        yield saved, env.get_template("saved.html").render(values, reader=SavedReader(site, language, view.reader.path))

    return Drawing(place, language, make, "record.html")


def drawings(site: Site) -> Iterator[Drawing]:
    """Yield all pages of a site: those of each language, and one for all of them.

    Online, that is the page for dead addresses; in an edition that is taken away, the one to begin with.
    """
    first, *_ = languages = site.edition.languages
    for language in languages:
        yield from _in_language(site, language)
    if site.edition.online:
        yield _page("404.html", f"{NOT_FOUND}.html", first, partial(error_view, site))
    else:
        yield _page("start-here.html", START_PAGE, first, partial(start_view, site))


def offering(site: Site) -> Iterator[Drawing]:
    """Yield the pages that name what can be downloaded."""
    for slug, page in site.library.pages.items():
        if not page.is_draft and (page.shows.get("view") == "editions" or (slug == HOME and site.take_away)):
            yield from (_plain_page(site, slug, language) for language in site.edition.languages)


def _plain_page(site: Site, slug: str, language: str) -> Drawing:
    place = address(language, site.library.settings.default_language, f"{slug}.html")
    return _page("home.html" if slug == HOME else "main.html", place, language, partial(page_view, site, slug, language))


def _in_language(site: Site, language: str) -> Iterator[Drawing]:
    default = site.library.settings.default_language

    def place(path: str) -> str:
        return address(language, default, path)

    for slug, page in site.library.pages.items():
        if not page.is_draft:
            yield _plain_page(site, slug, language)
    yield _page("catalogue.html", place(f"{EVERYTHING}.html"), language, lambda: everything_view(site, language))
    for record_type in site.types:
        yield _page(
            "catalogue.html",
            place(f"{record_type.name}/index.html"),
            language,
            partial(catalogue_view, site, record_type, language),
        )
    for record in site.library.published:
        yield _record(site, record, language)
    for old, new in site.library.redirects.items():
        yield _page("redirect.html", place(f"{old}.html"), language, partial(redirect_view, site, old, new, language))


def draw(env: Environment, pages: Sequence[Drawing], target: Path, jobs: int) -> None:
    """Draw pages into the folder ``target``, in several processes where there are many and processes can be forked.

    Raises RuntimeError, naming the page, where one cannot be drawn.
    """
    made: set[Path] = set()

    def draw_some(portion: Sequence[Drawing]) -> None:
        for page in portion:
            speak(env, page.language)
            write(page.make(env), page.language)

    def write(files: Iterable[tuple[str, str]], language: str) -> None:
        for place, text in files:
            file = target / place
            if file.parent not in made:
                file.parent.mkdir(parents=True, exist_ok=True)
                made.add(file.parent)
            whole = in_words_of(text, language) if place.endswith(".html") else without_signs(text)
            file.write_bytes(whole.encode())

    if jobs < 2 or len(pages) < 100 or not can_fork():
        draw_some(pages)
        return
    # Templates are compiled once, before the processes part.
    for name in {page.template for page in pages if page.template}:
        env.get_template(name)
    # Pages are made and forgotten; looking for cycles among all records costs a tenth of the time.
    gc.freeze()
    portions = [pages[start : start + 25] for start in range(0, len(pages), 25)]
    # Forked processes have the pages already; only the numbers of the portions travel.
    for number, outcome in run(lambda number: draw_some(portions[number]), range(len(portions)), jobs, _PAGE_LIMIT):
        if outcome.reason or outcome.late:
            names = ", ".join(page.name for page in portions[number])
            raise RuntimeError(f"one of these pages cannot be drawn: {names}: {outcome.reason or 'it takes too long'}")
