"""What a change makes or changes, as a small ZIP: these records with their shelves, and a first page that leads to each.

It is drawn as an edition that is taken away, without a search. A link to a page that is not in it is none there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit_builder.addresses import FORMS, SEARCH, START_PAGE, address, list_data, list_page
from toolkit_builder.editions.offline import new_folder, zip_folder
from toolkit_builder.exports.search import search_files
from toolkit_builder.model.record import Record
from toolkit_builder.publishing.drawer import Drawer, Plan, draw
from toolkit_builder.publishing.edition import Edition
from toolkit_builder.publishing.environment import speak
from toolkit_builder.publishing.site import RootReader, Site
from toolkit_builder.publishing.views import View
from toolkit_builder.whole import named
from toolkit_builder.work import Engine

NAME = "changes"
_FONTS = "assets/toolkit/fonts/"
_LINK = re.compile(r'(<a\b[^>]*?)\shref="([^"]*)"')
_SOURCE = re.compile(r'\s(?:src|href)="([^"#?]+)"')
_ELSEWHERE = re.compile(r"[a-z]+:|//|#", re.IGNORECASE)
# Scripts and data that a page of a preview does not ask for.
_NOT_NEEDED = re.compile(r"assets/toolkit/(?:search|form|minisearch|fflate|json-schema|markdown-it)[-./]", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A record or page that a change touches: what it is called, what happened to it, and in which languages to look at it."""

    record: Record | None
    title: str
    told: str
    languages: Collection[str]


def preview(
    site: Site, parts: Sequence[Part], words: tuple[str, str], language: str, target: Path, plan: Plan, engine: Engine
) -> Path:
    """Write the ZIP into the folder ``target``.

    ``words`` are the title of its first page, and a sentence below it; ``language`` is the one that they are in.
    """
    settings = site.library.settings
    site = replace(site, edition=Edition(settings.codes, online=False, is_preview=True))
    file = target / f"{settings.slug}-{NAME}.zip"
    target.mkdir(parents=True, exist_ok=True)
    with named(file), new_folder(target / f".{file.stem}.new") as folder:
        drawer = Drawer(site, plan)
        fonts = {name for name in drawer.by_name if name.startswith(_FONTS)}
        _draw(drawer, {*_pages(site, parts, drawer.by_name)} | fonts, folder, engine)
        shown = {name for page in folder.rglob("*.html") for name in _sources(page, folder)}
        _draw(drawer, {name for name in shown if name in drawer.by_name and not (folder / name).exists()}, folder, engine)
        for code in settings.codes:
            words_file = folder / SEARCH / code / "words.js"
            words_file.parent.mkdir(parents=True, exist_ok=True)
            # The first of the files for search is what every page asks for.
            words_file.write_text(next(search_files(site, code))[1], "utf-8", newline="\n")
        for page in folder.rglob("*.html"):
            page.write_text(_without_dead_links(page, folder), "utf-8", newline="\n")
        (folder / START_PAGE).write_text(_first_page(drawer, parts, words, language, folder), "utf-8", newline="\n")
        return zip_folder(folder, file, {"name": settings.name, "languages": [*settings.codes], "licence": settings.licence})


def _draw(drawer: Drawer, names: Collection[str], folder: Path, engine: Engine) -> None:
    by_drawing: dict[int, set[str]] = {}
    for name in names:
        by_drawing.setdefault(id(drawer.by_name[name]), set()).add(name)
    draw(drawer, [frozenset(wanted) for wanted in by_drawing.values()], folder, engine)


def _pages(site: Site, parts: Sequence[Part], known: Collection[str]) -> Iterator[str]:
    """Yield the pages of what is touched, with all pages of their shelves."""
    default = site.library.settings.default_language
    for part in parts:
        for language in part.languages if part.record else ():
            assert part.record is not None
            yield from _of_record(part.record, language, default, known)


def _of_record(record: Record, language: str, default: str, known: Collection[str]) -> Iterator[str]:
    if (page := address(language, default, f"{record.id}.html")) in known:
        yield page
    shelf = record.type.name
    for number in range(1, len(known)) if shelf else ():
        if (listed := address(language, default, list_page(shelf, number))) not in known:
            break
        yield listed
    if shelf and (data := list_data(shelf, language)) in known:
        yield data


def _sources(page: Path, folder: Path) -> Iterator[str]:
    """Yield what a page shows and loads, by its place: pictures, styles, scripts."""
    for found in _SOURCE.findall(page.read_text("utf-8")):
        name = _place(found, page, folder)
        if name and not name.endswith(".html") and not _NOT_NEEDED.match(name) and not name.startswith((SEARCH, FORMS)):
            yield name


def _place(href: str, page: Path, folder: Path) -> str:
    """Return where in the folder a link leads; '' for one that leads out of it."""
    if _ELSEWHERE.match(href):
        return ""
    steps: list[str] = [*page.relative_to(folder).parent.parts]
    for step in PurePosixPath(href).parts:
        if step == "..":
            if not steps:
                return ""
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def _without_dead_links(page: Path, folder: Path) -> str:
    def kept(found: re.Match[str]) -> str:
        href = found[2].partition("#")[0].partition("?")[0]
        name = _place(href, page, folder) if href else ""
        is_there = not href or bool(_ELSEWHERE.match(href)) or (folder / name).is_file()
        return found[0] if is_there else found[1]

    return _LINK.sub(kept, page.read_text("utf-8"))


def _first_page(drawer: Drawer, parts: Sequence[Part], words: tuple[str, str], language: str, folder: Path) -> str:
    site = drawer.site
    reader = RootReader(site, language, START_PAGE)
    view = View(reader, words[0], words[1], reader.language, "", ())
    speak(drawer.environment, reader.language)
    shown: list[Mapping[str, Any]] = [
        {"title": part.title, "told": part.told, "pages": [*_ways(part, site, folder)]} for part in parts
    ]
    return str(drawer.environment.get_template("preview.html").render(view=view, parts=shown))


def _ways(part: Part, site: Site, folder: Path) -> Iterator[tuple[str, str, str]]:
    settings = site.library.settings
    for language in settings.languages:
        page = address(language.code, settings.default_language, f"{part.record.id}.html") if part.record else ""
        if language.code in part.languages and page and (folder / page).is_file():
            yield language.code, language.name, page
