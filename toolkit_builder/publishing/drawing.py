"""Views to HTML, with the theme's templates; many pages in several processes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from babel import numbers
from babel.support import NullTranslations
from jinja2 import Environment
from markupsafe import Markup, escape

from toolkit_builder.model.directions import direction_of, is_apart, set_apart
from toolkit_builder.model.kinds import KINDS, Shown
from toolkit_builder.model.record import ABSENT, Record, Status
from toolkit_builder.publishing.catalogues import EVERYTHING, catalogue_view, everything_view
from toolkit_builder.publishing.frame import NO_FIELD
from toolkit_builder.publishing.maps import map_path
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.redirects import redirect_view
from toolkit_builder.publishing.saved import FOLDER as SAVED
from toolkit_builder.publishing.saved import saved_page
from toolkit_builder.publishing.search import FOLDER, search_files
from toolkit_builder.publishing.site import Reader, Site, address
from toolkit_builder.publishing.spoken import in_words_of, without_signs
from toolkit_builder.publishing.views import Card, View
from toolkit_builder.rendering.pool import can_fork, run
from toolkit_builder.words import page_words

_PAGE_LIMIT = 60.0
"""Seconds that one page may take; templates are ours, so this only guards against a stuck process."""


def prepare(env: Environment, material_stylesheet: str) -> None:
    """Make a Jinja environment ours: everything is escaped unless marked safe, and our functions are at hand.

    MkDocs leaves autoescape off (https://github.com/mkdocs/mkdocs/issues/1152); no template of its own is used here.
    """
    env.autoescape = True
    # A build takes a moment; templates do not change under it.
    env.auto_reload = False
    env.add_extension("jinja2.ext.i18n")
    speaker = _Speaker()
    env.install_gettext_callables(speaker.gettext, speaker.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(
        other_language=other_language,
        text_language=text_language,
        said=said,
        apart=apart,
        titled=titled,
        set_apart=set_apart,
        direction_of=direction_of,
        number=lambda value, reader: numbers.format_decimal(value, locale=reader.locale),
        status_tag=status_tag,
        map_path=map_path,
        once=_Once(),
        speaker=speaker,
        material_stylesheet=material_stylesheet,
    )


class _Once:
    """What is the same on many pages of a language (shelves, footer, menus) is drawn once: `{% call once(...) %}`."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, ...], Markup] = {}

    def __call__(self, *key: Hashable, caller: Callable[[], Markup]) -> Markup:
        if key not in self._drawn:
            self._drawn[key] = caller()
        return self._drawn[key]


class _Speaker:
    """The words of the interface in the language that is drawn now; imported macros keep the functions they once were given."""

    def __init__(self) -> None:
        self.words = NullTranslations()

    def gettext(self, text: str) -> str:
        return str(self.words.gettext(text))

    def ngettext(self, one: str, other: str, number: int) -> str:
        return str(self.words.ngettext(one, other, number))


def speak(env: Environment, language: str) -> None:
    """Let the templates speak a language."""
    speaker = env.globals["speaker"]
    assert isinstance(speaker, _Speaker)
    speaker.words = page_words(language)


def other_language(value: Shown, reader: Reader) -> Markup:
    """Return the attributes `lang` and `dir` for a value that is not in the reader's language; else nothing."""
    return _language_attributes(value.language, reader)


def text_language(view: View) -> Markup:
    """Return the attributes `lang` and `dir` for a page's text where it is not in the reader's language."""
    return _language_attributes(view.foreign, view.reader)


def _language_attributes(language: str, reader: Reader) -> Markup:
    if not language:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language, reader.direction_of(language))


def said(value: Shown | str, reader: Reader, alone: bool = False) -> Markup:
    """Return words in their own direction, and apart from their neighbours; of ``alone`` there are none.

    They stand in an element that has the attributes of `other_language`.
    """
    text, language = (value, "") if isinstance(value, str) else (value.text, value.language)
    return apart(text, reader.direction_of(language), alone)


def apart(text: str, around: str, alone: bool = False) -> Markup:
    """Return words apart from others of the direction ``around``, if they must be; of ``alone`` there are none."""
    if not is_apart(text, around):
        return escape(text)
    own = direction_of(text, around)
    return escape(text) if alone and own == around else Markup('<bdi dir="{}">{}</bdi>').format(own, text)


def titled(title: str, around: str, view: View) -> Markup:
    """Return a page's title as it stands in a line of the direction ``around``."""
    own = direction_of(title, view.reader.direction_of(view.foreign))
    if not view.foreign and own == around and not is_apart(title, around):
        return escape(title)
    language = Markup(' lang="{}"').format(view.foreign) if view.foreign else ""
    return Markup('<bdi{} dir="{}">{}</bdi>').format(language, own, title)


def status_tag(card: Card, reader: Reader) -> Markup:
    """Return the mark of a card that says what is not as expected: retired, another language, machine, behind."""
    tags = []
    if reader.is_retired(card.record):
        tags.append(("retired", reader.word("Retired")))
    if card.status in ABSENT:
        name = KINDS["language"].show(card.title.language or card.record.original.language, NO_FIELD, reader).text
        tags.append(("missing", reader.word("Text in: {language}").format(language=name)))
    elif card.status is Status.MACHINE:
        tags.append(("machine", reader.word("Machine translation")))
    elif card.status is Status.BEHIND:
        tags.append(("behind", reader.word("Needs an update")))
    elif card.status is Status.NOT_KNOWN:
        tags.append(("behind", reader.word("Not compared with the original")))
    return Markup(" ").join(Markup('<p class="status {}">{}</p>').format(name, text) for name, text in tags)


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
        html = env.get_template("record.html").render(context(view))
        yield place, html
        yield saved, saved_page(html, view, site.covers[record.id])

    return Drawing(place, language, make, "record.html")


def _search(site: Site, language: str) -> Drawing:
    """Return the data for search."""
    folder = f"{FOLDER}/{language}"
    return Drawing(folder, language, lambda _: ((f"{folder}/{name}", text) for name, text in search_files(site, language)))


def drawings(site: Site, language: str) -> Iterator[Drawing]:
    """Yield what the library makes in one language: pages of records, lists, data for search, pages at old addresses."""
    default = site.library.settings.default_language

    def place(path: str) -> str:
        return address(language, default, path)

    yield _page("catalogue.html", place(f"{EVERYTHING}.html"), language, lambda: everything_view(site, language))
    for one in site.types:
        yield _page("catalogue.html", place(f"{one.name}/index.html"), language, partial(catalogue_view, site, one, language))
    yield _search(site, language)
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
