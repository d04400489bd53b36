"""The site as its pages see it: who reads, where a page lies, and how values are shown there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from babel import Locale, dates
from babel.support import NullTranslations
from markupsafe import Markup, escape

from toolkit_builder.addresses import address
from toolkit_builder.art.covers import cover_svg
from toolkit_builder.languages import direction, locale_of
from toolkit_builder.letters import Letters, letters_of
from toolkit_builder.model.library import Library
from toolkit_builder.model.once import Value
from toolkit_builder.model.record import Record
from toolkit_builder.model.related import Related, related_records
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.vocabulary import Labels, in_language
from toolkit_builder.publishing.edition import Edition
from toolkit_builder.publishing.media import drawings_of
from toolkit_builder.publishing.photos import published_photo
from toolkit_builder.reading.own_templates import own_files
from toolkit_builder.rendering.slots import fill
from toolkit_builder.settings import Language
from toolkit_builder.words import page_words


@dataclass(frozen=True)
class Site(Value):
    """All that pages are made of. ``html`` is the place of a text (``Version.place``) to its rendered HTML."""

    library: Library
    html: Mapping[str, str]
    date: str
    """When this edition was made, ISO."""
    texts_key: str
    """Of what all texts are rendered from, also those that another part of the site shows."""
    live: bool
    """Whether it is served while somebody works on it."""
    related: Mapping[str, Sequence[Related]]
    """Record to those most like it."""
    edition: Edition
    drawings: Mapping[str, bytes]
    """The drawings among its pictures, written anew (see `media.py`), by their names."""
    draws_whole_lists: bool = False
    """Whether a template in `custom_dir` draws lists and leads to no other pages of them: then it is given all cards."""
    tells_downloads: bool = False
    """Whether a template in `custom_dir` may name downloads, on whatever page."""
    is_away: bool = False
    """Whether it is drawn where the toolkit's folders are not: pictures are put into saved records here (see saved.py)."""

    @cached_property
    def letters(self) -> Mapping[str, Letters]:
        """Language to the order of its letters."""
        return {code: letters_of(code) for code in self.library.settings.codes}

    @cached_property
    def types(self) -> Sequence[RecordType]:
        """The shelves in their order."""
        return list(self.library.types.values())

    @cached_property
    def take_away(self) -> str:
        """The slug of the plain page that shows the editions; '' where there is none."""
        pages = self.library.pages.items()
        shown = (slug for slug, page in pages if page.has_view("editions") and not page.is_draft)
        return next(shown, "")

    @property
    def has_desk(self) -> bool:
        """Whether regular editors work on it: never in an edition that is taken away."""
        return self.library.settings.admin and self.edition.online

    def has_page(self, slug: str) -> bool:
        """Whether readers see a plain page of this name."""
        page = self.library.pages.get(slug)
        return page is not None and not page.is_draft

    def picture(self, name: str) -> bytes | None:
        """Return what is published of a picture; None for everything that is no picture which readers may see.

        It is the only way by which a file of the content folder gets into the site as it is. ``name`` may come from a text: it
        is looked up, and no path is made of it before it was found.
        """
        if name in self.drawings:
            return self.drawings[name]
        if name not in self.pictures:
            return None
        settings = self.library.settings
        file = settings.content / name
        return published_photo(file.read_bytes(), file.suffix.lower(), settings.cache)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The pictures that are published, by their names."""
        return frozenset(name for name in self.library.published_media if name in self.drawings or not name.endswith(".svg"))

    def cover(self, record: Record) -> str:
        """Return the cover of a record, as SVG."""
        return cover_svg(record.id, record.type.motif, record.type.colour, record.is_retired)

    @cached_property
    def by_type(self) -> Mapping[str, Sequence[Record]]:
        """Type to its published records."""
        return {record_type.name: self.library.of_type(record_type.name) for record_type in self.types}


def make_site(library: Library, html: Mapping[str, str], date: str, texts_key: str = "", live: bool = False) -> Site:
    """Return the site of a library whose texts are rendered, as it is published, with all that several of its pages show."""
    return Site(
        library,
        html,
        date,
        texts_key,
        live,
        related=related_records(library),
        edition=Edition(library.settings.codes),
        drawings=drawings_of(library),
        draws_whole_lists=_draws_whole_lists(library.settings.overrides),
        tells_downloads=any(_DOWNLOADS.search(data) for _, data in own_files(library.settings)),
    )


_DOWNLOADS = re.compile(rb"\b(?:offers?|downloads|edition)\b")


def _draws_whole_lists(own: Path | None) -> bool:
    template = own / "catalogue.html" if own else None
    return template is not None and template.is_file() and b"numbers" not in template.read_bytes()


@dataclass(frozen=True)
class Reader:
    """Somebody who reads one page in one language; shows values the way they stand on that page."""

    site: Site
    language: str
    path: str
    """Where the page lies within its language: `models/duo-for-a-job.html`."""

    @cached_property
    def _language(self) -> Language:
        return self.site.library.settings.language(self.language)

    @cached_property
    def locale(self) -> Locale:
        """CLDR data of the reader's language."""
        return locale_of(self.language)

    @cached_property
    def letters(self) -> Letters:
        """The order of the reader's language: lists are sorted by it, whatever language a title is in."""
        return self.site.letters[self.language]

    @cached_property
    def words(self) -> NullTranslations:
        """The words of the interface."""
        return page_words(self.language)

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return self._language.direction

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """Languages to try for a label, best first."""
        return (self.language, *self._language.fallback, self.site.library.settings.default_language)

    def is_retired(self, record: Record) -> bool:
        """Whether what a record is about exists no more, as its text for this reader says."""
        return record.is_retired_in(self.site.library.shown(record, self.language))

    @cached_property
    def home(self) -> str:
        """The way from this page to the root of its language: '' or '../'."""
        return "../" * self.path.count("/")

    @cached_property
    def root(self) -> str:
        """The way from this page to the root of the site."""
        is_default = self.language == self.site.library.settings.default_language
        return self.home if is_default else f"{self.home}../"

    def here(self, language: str) -> str:
        """Return the way from this page to the same page in another language."""
        default = self.site.library.settings.default_language
        return f"{self.root}{address(language, default, self.path)}"

    def canonical(self, language: str = "", path: str = "") -> str:
        """Return the public address of this page in a language; '' where the site has none."""
        settings = self.site.library.settings
        place = address(language or self.language, settings.default_language, path or self.path)
        place = place.removesuffix("index.html") if place.endswith("index.html") else place
        return f"{settings.address}{place}" if settings.address else ""

    def word(self, text: str) -> str:
        """Translate a word of the interface."""
        return str(self.words.gettext(text))

    def date(self, iso: str) -> str:
        """Write a date as the reader's language does."""
        return _date(iso, self.language)

    def label(self, labels: Labels, otherwise: str = "") -> Shown:
        """Choose a label; it carries its language where that is not the reader's."""
        text, language = in_language(labels, self.chain, otherwise)
        return Shown(text, language="" if language == self.language else language)

    def term(self, vocabulary: str, name: str) -> Shown:
        """Show a vocabulary term by its label."""
        terms = self.site.library.vocabularies[vocabulary].terms
        return self.label(terms[name].label, name) if name in terms else Shown(name)

    def record(self, record_id: str, *, short: bool = False) -> Shown:
        """Show a record by its title, or its short title, with the way to its page."""
        record = self.site.library.find(record_id)
        if record is None:
            return Shown(record_id)
        version = self.site.library.shown(record, self.language)
        language = "" if version.language == self.language else version.language
        return Shown(
            version.short if short else version.title, "" if record.is_draft else f"{self.home}{record_id}.html", language
        )

    @property
    def is_alone(self) -> bool:
        """Whether the page is a file of its own, with nothing beside it."""
        return False

    def link(self, href: str) -> Markup:
        """Return the attribute of a link that leads from this page to ``href``."""
        return Markup(f' href="{escape(href)}"')  # noqa: S704 - what stands in it is escaped

    def picture(self, name: str) -> str:
        """Return the way to a picture, by its place in the content folder."""
        return self.root + name

    def filled(self, html: str) -> Markup:
        """Return a rendered text as it stands on this page."""
        return Markup(fill(html, self.picture, lambda page: self.home + page))  # noqa: S704 - rendering made it safe

    def direction_of(self, language: str) -> str:
        """Return `rtl` or `ltr`; the reader's own for ''."""
        return direction(language) if language else self.direction


@lru_cache(maxsize=256)  # Each saved record says when its edition was made.
def _date(iso: str, language: str) -> str:
    return dates.format_date(date.fromisoformat(iso), "long", locale_of(language))


class RootReader(Reader):
    """Somebody who reads a page for all languages, which lies at the root of the site."""

    @cached_property
    def root(self) -> str:
        """Nothing: the page lies there."""
        return ""

    @cached_property
    def home(self) -> str:
        """The way to this language's pages."""
        return self.root + address(self.language, self.site.library.settings.default_language, "")


class ErrorReader(RootReader):
    """Somebody who asked for an address that does not exist: the page is shown anywhere, so its links are absolute."""

    @cached_property
    def root(self) -> str:
        """The path of the site on its host."""
        return urlsplit(self.site.library.settings.address).path or "/"
