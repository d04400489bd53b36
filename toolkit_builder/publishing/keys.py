"""Keys of what a site is drawn from: a file whose key is that of the build before is not drawn again.

A key is a hash of all that a page depends on, wide rather than narrow: the record's own files and texts, the headers of all
records that it names and that name it, what stands on every page of a language, and what all pages are made with (settings,
types, vocabularies, templates, the words of the interface, our own sources and the libraries). No number is counted up by hand.
`tests/test_keys.py` draws pages of libraries in which nothing else is to be had; `tests/test_sequences.py` holds builds after
edits against clean ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath

from toolkit_builder.addresses import HOME, START_PAGE
from toolkit_builder.model.library import values_at
from toolkit_builder.model.record import Record
from toolkit_builder.model.ways import ways_through
from toolkit_builder.program import hashed, program_key
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.reading.own_templates import looks_around, own_files
from toolkit_builder.rendering.slots import fill

_NOT_SHOWN = frozenset({"root", "content", "site", "overrides", "time_limit", "places", "sources", "faults", "readable"})
"""What of the settings no page shows."""
_NO_TEMPLATES = frozenset(
    {".css", ".js", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".pdf", ".map"}
)
"""What lies beside templates and is never one: their text may hold anything."""


class Keys:
    """The keys of one site. Each depends on the values of the site alone, not on when or where they were computed."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._library = site.library
        self._frames: dict[str, str] = {}
        self._records: dict[str, str] = {}
        self._known_faces: dict[str, str] = {}
        self._known_texts: dict[str, str] = {}
        self._known_pictures: dict[str, str] = {}
        self._shelves: dict[tuple[str, str], str] = {}

    # What a page is made of ---------------------------------------------------------------------------------------------

    def record_page(self, record: Record, language: str) -> str:
        """Return the key of a record's page."""
        return hashed(("page", self._frame(language), *self._edition, self._record(record)))

    def saved(self, record: Record, language: str) -> str:
        """Return the key of a record as one file: it holds its pictures, and says nothing of an edition."""
        return hashed(("saved", self._frame(language), self._record(record), self._pictures(record)))

    def plain_page(self, page: Record, language: str) -> str:
        """Return the key of a plain page; one that shows records depends on all of them."""
        shown = (self._faces, self._downloads) if page.shows or page.slug == HOME else ()
        own = (self._own(page), self._texts(page))
        return hashed(("plain", self._frame(language), *self._edition, *own, *shown))

    def shelf(self, language: str, type_name: str = "") -> str:
        """Return the key of a list, with all its pages: of a type, or of everything."""
        if (language, type_name) not in self._shelves:
            self._shelves[language, type_name] = self._shelf(language, type_name)
        return self._shelves[language, type_name]

    def _shelf(self, language: str, type_name: str) -> str:
        faces = self._faces_of(self.site.by_type[type_name]) if type_name else self._faces
        return hashed(("shelf", type_name, self._frame(language), *self._edition, faces, *self._titles(language)))

    def form(self, language: str) -> str:
        """Return the key of a page on which records are added, corrected and translated: data come with a script."""
        return hashed(("form", self._frame(language), *self._edition))

    def redirect(self, old: str, new: str, language: str) -> str:
        """Return the key of the page at an old address."""
        record = self._library.find(new)
        now = self._face(record) if record else ""
        return hashed(("redirect", self._frame(language), *self._edition, old, new, now))

    def for_all_languages(self, name: str) -> str:
        """Return the key of a page that speaks all languages of an edition."""
        return hashed((name, *(self._frame(code) for code in self._library.settings.codes), *self._edition))

    def start(self) -> str:
        """Return the key of the first page of an edition, with what it is about and how much there is."""
        home = self._library.pages.get(HOME)
        return hashed((self.for_all_languages(START_PAGE), self._face(home) if home else "", len(self._library.published)))

    def search(self, language: str) -> str:
        """Return the key of the data for search in a language."""
        pages = (part for page in self._library.pages.values() for part in (self._own(page), self._texts(page)))
        records = (part for record in self._library.published for part in (self._own(record), self._texts(record)))
        return hashed(("search", self._base, language, *self._titles(language), *pages, *records))

    def passages(self, record: Record) -> str:
        """Return the key of the texts of a record of which results show a passage."""
        return hashed(("passages", program_key(), self._library.declared, self._own(record)))

    def form_record(self, record: Record) -> str:
        """Return the key of a record as the form corrects and translates it."""
        is_open = not self._library.names_a_draft(record)
        return hashed(("form", program_key(), self._library.declared, *self._edition, self._own(record), is_open))

    def cover(self, record: Record) -> str:
        """Return the key of a record's cover."""
        return hashed(("cover", program_key(), record.id, record.type.motif, record.type.colour, record.is_retired))

    def records(self) -> str:
        """Return the key of what tells of all records at once."""
        return self._all_records

    @cached_property
    def _all_records(self) -> str:
        return hashed((self._base, *self._edition, *self._all()))

    def whole(self) -> str:
        """Return the key of what tells whether anything changed: texts, pictures, and all that a toolkit has of its own."""
        pictures = (part for name in sorted(self._library.published_media) for part in (name, self.site.picture(name) or b""))
        return hashed((self.records(), self.site.texts_key, *pictures, *chain(*self._own_files)))

    # Parts of it --------------------------------------------------------------------------------------------------------

    @cached_property
    def _base(self) -> str:
        """Return what everything is made with."""
        settings = self._library.settings
        told = (f"{field.name}={getattr(settings, field.name)!r}" for field in fields(settings) if field.name not in _NOT_SHOWN)
        parts = [program_key(), self._library.declared, self.site.date, self.site.live, *told, *self._own_templates]
        return hashed((*parts, *(self._all() if self._own_templates_look_around else ())))

    def _all(self) -> Iterator[str]:
        """Yield all that is said anywhere."""
        yield self._faces
        for record in self._library.records_and_pages:
            yield from (self._own(record), self._texts(record))

    @cached_property
    def _own_files(self) -> Sequence[tuple[str, bytes]]:
        return (*own_files(self._library.settings),)

    @cached_property
    def _own_templates(self) -> tuple[object, ...]:
        """Return what templates of the toolkit's own are made of, and what else they may show."""
        has_templates = any(name.endswith(".html") for name, _ in self._own_files)
        return (*chain(*self._own_files), self._downloads) if has_templates else ()

    @cached_property
    def _own_templates_look_around(self) -> bool:
        return bool(self._own_templates) and any(
            looks_around(data) for name, data in self._own_files if PurePosixPath(name).suffix.lower() not in _NO_TEMPLATES
        )

    @property
    def _edition(self) -> tuple[object, ...]:
        return (*self.site.edition.languages, *(("preview",) if self.site.edition.is_preview else ()))

    @cached_property
    def _downloads(self) -> str:
        edition = self.site.edition
        return hashed((edition.online, *edition.downloads))

    def _frame(self, language: str) -> str:
        """Return what stands around every page of a language: the plain pages by their titles."""
        if language not in self._frames:
            reader = Reader(self.site, language, "index.html")
            pages = (page for page in self._library.pages.values() if not page.is_draft)
            shown = [
                (page.slug, reader.record(page.slug), reader.record(page.slug, short=True), repr(page.shows)) for page in pages
            ]
            self._frames[language] = hashed((self._base, language, *chain(*shown)))
        return self._frames[language]

    def _record(self, record: Record) -> str:
        """Return what a record's pages say, in whatever language."""
        if record.id not in self._records:
            others = (self._face(other) for name in sorted(self.named(record)) if (other := self._library.records.get(name)))
            parts = [self._own(record), self._texts(record), *others]
            for reference in self._library.back_references.get(record.id, ()):
                parts.append(f"{reference.source} {[field.name for field in reference.fields]} {reference.path}")
            # Which record a stop is about depends on what else it names that readers see.
            parts.extend(map(repr, ways_through(self._library, record)))
            for kin in self.site.related[record.id]:
                parts.append(f"{kin.record_id} {kin.weight} {[(field.name, value) for field, value in kin.shared]}")
            self._records[record.id] = hashed(parts)
        return self._records[record.id]

    def named(self, record: Record) -> set[str]:
        """Return the other records that a record's pages may name: of no others anything is said there."""
        back = (reference.source for reference in self._library.back_references.get(record.id, ()))
        on_ways = (name for way in ways_through(self._library, record) for name in (way.before, way.after) if name)
        return {*_named_by(record), *back, *on_ways, *(kin.record_id for kin in self.site.related[record.id])}

    def _own(self, record: Record) -> str:
        """Return what is in a record's own files."""
        return hashed((record.id, *(part for file in record.files for part in (file.path, file.digest))))

    def _texts(self, record: Record) -> str:
        """Return its rendered texts, with the words in them that other records explain, and the names that links use."""
        if record.id not in self._known_texts:
            self._known_texts[record.id] = hashed(self.site.html.get(text.place, "") for text in record.texts)
        return self._known_texts[record.id]

    def _face(self, record: Record) -> str:
        """Return what other pages can say of a record: its header in all languages, and how it stands there."""
        if record.id not in self._known_faces:
            headers = (part for file in record.files for part in (file.path, file.language, repr(file.values)))
            statuses = (record.status(code) for code in self._library.settings.codes)
            self._known_faces[record.id] = hashed((record.id, *headers, *statuses, *sorted(record.untouched)))
        return self._known_faces[record.id]

    def _faces_of(self, records: Iterable[Record]) -> str:
        return hashed(self._face(record) for record in records)

    @cached_property
    def _faces(self) -> str:
        return self._faces_of(self._library.records_and_pages)

    def _titles(self, language: str) -> Iterator[object]:
        """Yield all records by their titles: any list may name any of them."""
        reader = Reader(self.site, language, "index.html")
        return (part for record_id in self._library.records for part in (record_id, reader.record(record_id)))

    def _pictures(self, record: Record) -> str:
        """Return the pictures that its pages may show: those in its folder, and those in its texts."""
        if record.id not in self._known_pictures:
            names = sorted(self._pictures_of(record))
            self._known_pictures[record.id] = hashed(part for name in names for part in (name, self.site.picture(name) or b""))
        return self._known_pictures[record.id]

    def _pictures_of(self, record: Record) -> set[str]:
        names = {*self._pictures_by_folder.get(record.id, ())}

        def note(name: str) -> str:
            names.add(name)
            return ""

        for text in record.texts:
            fill(self.site.html.get(text.place, ""), note, lambda _: "")
        return names

    @cached_property
    def _pictures_by_folder(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._library.published_media:
            found["/".join(name.split("/")[:2])].append(name)
        return found


def _named_by(record: Record) -> Iterator[str]:
    """Yield the records that a record refers to, in any of its files."""
    for way in record.type.ways("reference"):
        for file in record.files:
            yield from (f"{way[-1].to}/{value}" for _, value in values_at(way, file.values))
