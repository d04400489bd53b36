"""The one pipeline: content files -> library -> checks -> rendering -> pages -> site. Read it from top to bottom.

1. ``prepare`` reads, checks and renders: after it, a site is ready to be drawn, or there are problems.
2. ``build_site`` draws it: the pages of all records, plain pages and lists in all languages, and what other programs read.
3. ``pack_site`` draws it once more for each edition that is taken away, and offers these on the pages of the first.

`toolkit build` calls the first two, serving/ does for `toolkit serve`, and plugin.py for `mkdocs build` and `mkdocs serve`.
They draw nothing themselves: MkDocs handles pages one by one in one process, and once more for each language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from toolkit_builder.addresses import DATA_FILE, EDITION_FILE, SITEMAP_FILE, cover_path
from toolkit_builder.checks import check, look
from toolkit_builder.checks.texts import not_rendered
from toolkit_builder.clock import today
from toolkit_builder.editions.offline import pack
from toolkit_builder.editions.parts import seal
from toolkit_builder.editions.published import as_published, offer
from toolkit_builder.exports.data import edition_json, library_json, made_from
from toolkit_builder.exports.desk import desk_drawing
from toolkit_builder.exports.forms import form_drawings
from toolkit_builder.exports.passages import passage_drawings
from toolkit_builder.exports.search import search_drawings
from toolkit_builder.exports.sitemap import sitemap_xml
from toolkit_builder.kept import NOTHING_KEPT, Kept, Made, made_of
from toolkit_builder.model.library import Library
from toolkit_builder.model.packed import put_back
from toolkit_builder.problems import NOTHING, Message, Problem, errors
from toolkit_builder.publishing.assets import assets
from toolkit_builder.publishing.collections.map import maps_of
from toolkit_builder.publishing.drawer import Drawer, Wanted, draw
from toolkit_builder.publishing.drawing import Drawing, copied, drawings, made_once
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.problem_pages import problem_page, problem_places
from toolkit_builder.publishing.site import Site, make_site
from toolkit_builder.reading.ahead import Make
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.draft import AS_IT_IS, Draft
from toolkit_builder.reading.memory import Memory
from toolkit_builder.reading.own_templates import own_files
from toolkit_builder.reading.published import PublishedError, read_published
from toolkit_builder.rendering.texts import render_texts, rendering_ahead
from toolkit_builder.settings import Settings
from toolkit_builder.work import ALL, ALONE, Engine, Part

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `prepare` gives: a site to draw, or None where a problem stands in the way; and all problems."""

    library: Library
    site: Site | None
    problems: Sequence[Problem]


def read_and_check(
    settings: Settings,
    against: str | None = None,
    memory: Memory | None = None,
    engine: Engine = ALONE,
    make: Make | None = None,
    draft: Draft = AS_IT_IS,
) -> tuple[Library, list[Problem]]:
    """Read everything in the content folder, as it is or as it would be, and hold it against all rules.

    ``against`` names the `library.json` of a published edition, whose addresses are compared. Raises PublishedError.
    """
    library = read_library(settings, draft, memory=memory, look=look, engine=engine, make=make)
    if against is not None:
        before = read_published(against)
        if not library.has_something_of(before):
            raise PublishedError(f"{against} is of another toolkit ({before.name}): it has none of the records here.")
        library = replace(library, before=before)
    return library, check(library)


def check_settings(settings: Settings) -> list[Problem]:
    """Return what is wrong with mkdocs.yml alone."""
    return check(Library(settings, {}, {}, {}, {}, frozenset(), settings.faults))


def prepare(
    settings: Settings,
    engine: Engine = ALONE,
    progress: Progress | None = None,
    live: bool = False,
    memory: Memory | None = None,
    part: Part = ALL,
) -> Prepared:
    """Read, check and render. Texts are rendered only where nothing is wrong.

    Whoever does it again and again, as `serve` does, keeps a ``memory`` of what was read. Of a ``part`` of the site, only its
    own texts are rendered.
    """
    is_last = memory is None
    memory = memory or Memory()
    make = rendering_ahead(settings) if part is ALL and memory.is_new else None
    library, problems = read_and_check(settings, memory=memory, engine=engine, make=make)
    if errors(problems):
        return Prepared(library, None, problems)
    rendered = render_texts(library, engine, progress, memory.html, part, memory.explanations)
    memory.html, memory.explanations = rendered.by_key, rendered.explanations
    problems += not_rendered(rendered.faults)
    if errors(problems):
        return Prepared(library, None, problems)
    # Under `serve`, nothing asks whether anything changed.
    texts_key = "" if live else rendered.key
    site = make_site(library, rendered.html, today().isoformat(), texts_key, live)
    if is_last:
        for record in library.records_and_pages:
            record.forget_checks()
    return Prepared(library, site, problems)


def build_site(site: Site, target: Path, engine: Engine = ALONE, kept: Kept = NOTHING_KEPT) -> Mapping[str, Made]:
    """Write a site into the folder ``target``: what is copied, what is drawn, and what other programs read.

    What a build before drew and nothing changed is taken over from what is ``kept``. Returns what each page was made of.
    """
    made: dict[str, Made] = {}
    new: dict[str, str] = {}
    to_draw: list[Wanted] = []
    drawer = Drawer(site, by_name)
    for drawing in {id(drawing): drawing for drawing in drawer.by_name.values()}.values():
        keys = {name: key() for name, key in drawing.keys.items() if drawer.by_name[name] is drawing}
        taken = {name: files for name, key in keys.items() if (files := kept.take(name, key, target))}
        made |= taken
        if wanted := frozenset(keys.keys() - taken.keys()):
            to_draw.append(wanted)
            new |= {name: keys[name] for name in wanted}
    draw(drawer, to_draw, target, engine)
    return made | {name: made_of(key, target, name) for name, key in new.items()}


def build_part(site: Site, target: Path, part: Part, engine: Engine = ALONE) -> None:
    """Write a part of a site into the folder ``target``: each file is in one part, and `join` puts all of them together."""
    drawer = Drawer(site, by_name)
    wanted: dict[int, set[str]] = defaultdict(set)
    for name, drawing in drawer.by_name.items():
        if part.has(drawing.belongs_to or drawing.name):
            wanted[id(drawing)].add(name)
    draw(drawer, [frozenset(names) for names in wanted.values()], target, engine)
    seal(target, part, made_from(site))


def pack_site(site: Site, published: Path, target: Path, engine: Engine = ALONE, kept: Kept = NOTHING_KEPT) -> list[Path]:
    """Pack a site into ZIPs in the folder ``target``, and offer them on the pages of the one that is ``published`` of it.

    What is ``kept`` of the published one is not drawn once more. Raises EditionError where that one is of other files.
    """
    site = as_published(site, published)
    zips = pack(site, target, partial(build_site, engine=engine, kept=kept))
    offer(site, zips, published, engine)
    return zips


def by_name(site: Site) -> Mapping[str, Drawing]:
    """Return what makes each file: of several, the last, for a toolkit's own may stand where one of ours would."""
    found = {name: drawing for drawing in outputs(Keys(site)) for name in drawing.keys}
    folders = tuple(name for name in found if name.endswith("/"))
    return {name: drawing for name, drawing in found.items() if name in folders or not name.startswith(folders)}


def outputs(keys: Keys) -> Iterator[Drawing]:
    """Yield all that a site holds: what is copied, what it has once for all languages, pages, and data for search."""
    site = keys.site
    yield from (copied(place, data) for place, data in assets(site.library.settings, site.has_desk).items())
    yield from (copied(name, partial(_picture, site, name)) for name in sorted(site.pictures))
    yield from exports(keys)
    yield from drawings(keys)
    yield from search_drawings(keys)
    yield from passage_drawings(keys)
    yield from form_drawings(keys)
    if site.has_desk:
        yield desk_drawing(keys)


def _picture(site: Site, name: str) -> bytes:
    return site.picture(name) or b""


def exports(keys: Keys) -> Iterator[Drawing]:
    """Yield what is made once for all languages: covers, maps, data, sitemap."""
    site = keys.site
    for record in site.library.published:
        yield made_once(cover_path(record.id), partial(Keys.cover, keys, record), partial(Site.cover, site, record), record.id)
    yield from (made_once(place, keys.records, svg) for place, svg in maps_of(site))
    yield made_once(DATA_FILE, keys.records, partial(library_json, site.library))
    # Without the site's address there is nothing that a sitemap could list.
    if site.edition.online and site.library.settings.address:
        yield made_once(SITEMAP_FILE, keys.records, partial(sitemap_xml, site))
    if site.edition.online and not site.live:
        yield made_once(EDITION_FILE, keys.whole, partial(edition_json, site))


def files_on_demand(site: Site) -> Callable[[str], bytes | None]:
    """Under `serve`: return what gives a file of the site when it is asked for; None for what the site has not.

    Raises what is wrong with a toolkit's own templates: at once where one cannot be read.
    """
    drawer = Drawer(site, by_name)
    for name, _ in own_files(site.library.settings):
        if name.endswith(".html"):
            drawer.environment.get_template(name)
    return _OnDemand(drawer).file_of


class _OnDemand:
    """Draws what is asked for, and no more: of files that come from one piece of work, each is drawn when its turn comes."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer
        self._name = ""
        self._drawn: dict[str, bytes] = {}
        self._coming: Iterator[tuple[str, bytes]] = iter(())

    def file_of(self, place: str) -> bytes | None:
        """Return what lies at a place."""
        name = place if place in self._drawer.by_name else f"{place.rpartition('/')[0]}/"
        if name not in self._drawer.by_name:
            return None
        if name != self._name:
            self._begin(name)
        try:
            while place not in self._drawn and (made := next(self._coming, None)):
                self._drawn.update([made])
        except BaseException:
            self._begin("")
            raise
        return self._drawn.get(place)

    def _begin(self, name: str) -> None:
        put_back()
        self._name, self._drawn = name, {}
        drawn = self._drawer.to_draw(frozenset({name})).files(self._drawer.environment) if name else iter(())
        self._coming = drawn


def problems_on_demand(
    library: Library, problems: Sequence[Problem], reason: Message = NOTHING
) -> Callable[[str], bytes | None]:
    """Under `serve`: return what gives a page that tells the problems wherever a page of the site would be."""
    there, page = assets(library.settings), problem_page(library, problems, reason)
    places = frozenset(problem_places(library))

    def file_of(place: str) -> bytes | None:
        if place in there:
            return there[place]()
        return page(place).encode() if place in places else None

    return file_of


def build_problems(library: Library, problems: Sequence[Problem], target: Path) -> None:
    """Under `mkdocs serve`: put a page that tells the problems wherever a page of the site would be."""
    file_of = problems_on_demand(library, problems)
    for place in (*assets(library.settings), *problem_places(library)):
        file = target / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file_of(place) or b"")
