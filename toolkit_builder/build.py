"""The one pipeline: content files -> library -> checks -> rendering -> pages -> site. Read it from top to bottom.

1. ``prepare`` reads, checks and renders: after it, a site is ready to be drawn, or there are problems.
2. MkDocs runs once per language (static-i18n's way) and draws the plain pages.
3. ``finish`` draws, with the same templates, the pages of all records in all languages, and what belongs to the whole site.

Why records are not MkDocs pages: MkDocs handles pages one by one in one process, and once more for each language; 3,000
records took it 11 to 16 s even without navigation and search. Drawn from the library they take a few, in parallel, and
do not depend on MkDocs's future. plugin.py calls all this; `toolkit build` calls it inside `swap.new_folder`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment

from toolkit_builder.checks import check
from toolkit_builder.checks.texts import cannot_render
from toolkit_builder.clock import today
from toolkit_builder.model.library import Library
from toolkit_builder.problems import Problem, errors
from toolkit_builder.publishing.books import cover_path
from toolkit_builder.publishing.collections import maps_of
from toolkit_builder.publishing.data import DATA_FILE, library_json
from toolkit_builder.publishing.drawing import context, draw, drawings, speak
from toolkit_builder.publishing.letters import letters_of
from toolkit_builder.publishing.media import picture
from toolkit_builder.publishing.pages import error_text, error_view, page_view
from toolkit_builder.publishing.site import ErrorReader, Site, address
from toolkit_builder.publishing.sitemap import sitemap_xml
from toolkit_builder.publishing.spoken import in_words_of
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.published import PublishedError, read_published
from toolkit_builder.rendering.texts import render_texts
from toolkit_builder.settings import Settings

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `prepare` gives: a site to draw, or None where a problem stands in the way; and all problems."""

    library: Library
    site: Site | None
    problems: Sequence[Problem]


def read_and_check(settings: Settings, against: str | None = None) -> tuple[Library, list[Problem]]:
    """Read everything in the content folder and hold it against all rules.

    ``against`` names the `library.json` of a published edition, whose addresses are compared. Raises PublishedError.
    """
    library = read_library(settings)
    if against is not None:
        before = read_published(against)
        if not library.has_something_of(before):
            raise PublishedError(f"{against} is of another toolkit ({before.name}): it has none of the records here.")
        library = replace(library, before=before)
    return library, check(library)


def check_settings(settings: Settings) -> list[Problem]:
    """Return what is wrong with mkdocs.yml alone."""
    return check(Library(settings, {}, {}, {}, {}, frozenset(), settings.faults))


def prepare(settings: Settings, jobs: int, progress: Progress | None = None, live: bool = False) -> Prepared:
    """Read, check and render. Texts are rendered only where nothing is wrong."""
    library, problems = read_and_check(settings)
    if errors(problems):
        return Prepared(library, None, problems)
    html, faults = render_texts(library, jobs, progress)
    problems += cannot_render(replace(library, faults=tuple(faults)))
    if errors(problems):
        return Prepared(library, None, problems)
    return Prepared(library, Site(library, html, today().isoformat(), live), problems)


def plain_page(site: Site, slug: str, language: str) -> dict[str, object]:
    """Return what the template of a plain page is given."""
    return context(page_view(site, slug, language))


def finish(site: Site, env: Environment, target: Path, jobs: int) -> None:
    """Draw all records and lists in all languages, and write what the site has once: pictures, data, sitemap, 404.html."""
    library = site.library
    # Processes that draw take these over ready made. They are forked once for all languages: each copies what it touches.
    _ = site.covers, site.related, site.linked_parts, [letters_of(language) for language in library.settings.codes]
    draw(env, [one for language in library.settings.codes for one in drawings(site, language)], target, jobs)
    for name in sorted(library.published_media):
        if (data := picture(site, name)) is not None:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    for record in library.published:
        cover = target / cover_path(record)
        cover.parent.mkdir(parents=True, exist_ok=True)
        _write(cover, site.covers[record.id])
    for place, svg in maps_of(site):
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        _write(target / place, svg)
    (target / "data").mkdir(exist_ok=True)
    _write(target / DATA_FILE, library_json(library))
    _write(target / "sitemap.xml", sitemap_xml(site))
    _write(target / "404.html", _error_page(site, env))


def _error_page(site: Site, env: Environment) -> str:
    settings = site.library.settings
    readers = [ErrorReader(site, code, "404.html") for code in settings.codes]
    speak(env, settings.default_language)
    texts = [error_text(reader) for reader in readers]
    html = env.get_template("404.html").render({**context(error_view(readers[0])), "texts": texts})
    return in_words_of(html, settings.default_language)


def draw_problems(library: Library, problems: Sequence[Problem], env: Environment, target: Path) -> None:
    """Under `serve`: put a page that tells the problems wherever a page of the site would be."""
    settings = library.settings
    template = env.get_template("problems.html")
    places = {"index.html", "404.html"}
    places |= {f"{name}/index.html" for name in library.types}
    places |= {f"{record_id}.html" for record_id in (*library.records, *library.pages, *library.loose, *library.redirects)}
    for code in settings.codes:
        for place in places:
            file = target / address(code, settings.default_language, place)
            file.parent.mkdir(parents=True, exist_ok=True)
            root = "../" * len(file.relative_to(target).parts[:-1])
            _write(file, template.render(problems=problems, settings=settings, root=root))


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
