"""Views: what a template needs for one page, ready to be drawn, nothing left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from babel import dates

from toolkit_builder.model.kinds import KINDS, Shown
from toolkit_builder.model.record import Record, Status, Translation, Version, part_name, place_of
from toolkit_builder.model.types import Field, RecordType
from toolkit_builder.model.values import Path
from toolkit_builder.model.vocabulary import Labels
from toolkit_builder.publishing.site import Reader, Site, address
from toolkit_builder.rendering.markdown import MEDIA


@dataclass(frozen=True, slots=True)
class Fact:
    """One field as it stands on a page: its name and its values.

    ``mark`` is place and number of a term that records are sorted by; ``wordy`` says that it is a text of the record's own.
    """

    name: str
    label: Shown
    values: Sequence[Shown]
    mark: tuple[int, int] | None = None
    wordy: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered text; ``language`` is set where it is not the reader's."""

    html: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A field of Markdown: its name and its texts."""

    name: str
    label: Shown
    texts: Sequence[Prose]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows in words, and whose it is."""

    label: Shown
    src: str
    alt: Shown
    credit: str
    licence: Shown | None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its main words, and for an entry of a group the rest of its fields."""

    text: Shown
    facts: Sequence[Fact] = ()
    pictures: Sequence[Picture] = ()
    sections: Sequence[Section] = ()
    groups: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with a list: of sentences, of entries of a group, or of records."""

    name: str
    label: Shown
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader should know about the language of a text."""

    status: Status
    language: Shown
    """The language that the text is in, by its name."""
    href: str = ""
    """The original's page, where the text is a translation."""
    changed: Sequence[str] = ()
    """The passages of the original that are newer."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A record in a list."""

    record: Record
    title: Shown
    summary: Shown
    href: str
    facts: Sequence[Fact]
    status: Status


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language. ``own`` says that it has words of its own there."""

    code: str
    name: str
    href: str
    canonical: str
    own: bool


@dataclass(frozen=True, slots=True)
class View:
    """What every page has."""

    reader: Reader
    title: str
    summary: str
    language: str
    """The language of the text, which may not be the reader's."""
    canonical: str
    alternates: Sequence[Alternate]
    body: str = ""
    shelf: RecordType | None = None
    notice: Notice | None = None

    @property
    def foreign(self) -> str:
        """The language of the text where it is not the reader's, else ''."""
        return "" if self.language == self.reader.language else self.language


@dataclass(frozen=True, slots=True)
class RecordView(View):
    """A record's page."""

    record: Record = field(kw_only=True)
    facts: Sequence[Fact] = ()
    pictures: Sequence[Picture] = ()
    sections: Sequence[Section] = ()
    lists: Sequence[Block] = ()
    groups: Sequence[Block] = ()
    sources: Sequence[Block] = ()
    builds_on: Sequence[Block] = ()
    used_by: Sequence[Block] = ()
    checked: str = ""
    licence: Shown = field(kw_only=True)
    authors: str = ""
    year: str = ""
    source_path: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueView(View):
    """The page of a type: all its records."""

    cards: Sequence[Card] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """A type on the home page."""

    type: RecordType
    label: Shown
    about: Shown
    href: str
    count: int
    titles: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class PageView(View):
    """A plain page; the home page has shelves."""

    shelves: Sequence[Shelf] = ()


# Records ----------------------------------------------------------------------------------------------------------------


def record_view(site: Site, record: Record, language: str) -> RecordView:
    """Return a record's page for the readers of a language."""
    reader = Reader(site, language, f"{record.id}.html")
    version = site.library.shown(record, language)
    values = site.library.values(record, language)
    there = _filled(record.type.fields, values)
    told = _Told(record, reader)
    settings = site.library.settings
    own = _own_languages(record)
    return RecordView(
        reader=reader,
        title=version.title,
        summary=version.summary,
        language=version.language,
        canonical=reader.canonical(language if language in own else version.language),
        alternates=_alternates(reader, own),
        body=_html(version.place, reader),
        shelf=record.type,
        notice=_notice(record, reader, version),
        record=record,
        facts=[_fact(one, values[one.name], told) for one in there if _in_fact_sheet(one)],
        pictures=_pictures(there, values, told),
        sections=_sections(there, values, told),
        lists=[_list(one, values[one.name], told) for one in there if _is_list(one)],
        groups=[_group(one, values[one.name], told) for one in there if one.kind == "group" and not _is_sources(one)],
        sources=[_group(one, values[one.name], told) for one in there if _is_sources(one)],
        builds_on=_builds_on(record, values, reader),
        used_by=_used_by(record, reader),
        checked=_date(record.facts.get("checked"), reader),
        licence=KINDS["licence"].show(record.facts.get("license", settings.licence), _NO_FIELD, reader),
        authors=", ".join(record.facts.get("authors", ())),
        year=str(record.facts.get("created", site.date))[:4],
        source_path=version.path,
    )


_NO_FIELD = Field("", "text")


@dataclass(frozen=True, slots=True)
class _Told:
    """A record as a reader is told it, in the best words that there are. ``path`` is the way to a value in its header."""

    record: Record
    reader: Reader

    def source(self, path: Path) -> Version:
        """Return the version whose words stand at ``path``: a translation may have none there."""
        versions = self.reader.site.library.versions_for(self.record, self.reader.language)
        return next((version for version in versions if _has(version, path)), self.record.original)

    def language(self, path: Path) -> str:
        """Return the language of the words at ``path`` where it is not the reader's, else ''."""
        language = self.source(path).language
        return "" if language == self.reader.language else language

    def prose(self, path: Path) -> Prose:
        """Return the rendered text of a field of Markdown."""
        place = place_of(self.source(path).path, part_name(path))
        return Prose(_html(place, self.reader), self.language(path))

    def label(self, one: Field) -> Shown:
        """Return the name of a field."""
        return self.reader.label(one.label, one.name)


def _has(version: Version, path: Path) -> bool:
    value: Any = version.values
    try:
        for step in path:
            value = value[step]
    except (KeyError, IndexError):
        return False
    return True


def _paths(one: Field, value: Any, above: Path) -> list[tuple[Path, Any]]:
    """Return the values of a field, one or many, each with the way to it."""
    at = (*above, one.name)
    return [((*at, number), item) for number, item in enumerate(value)] if one.many else [(at, value)]


def _filled(fields: Sequence[Field], values: Mapping[str, Any]) -> list[Field]:
    """Return the fields that hold something; an empty list is nothing to show."""
    return [one for one in fields if values.get(one.name) not in (None, [], {})]


def _is_sources(one: Field) -> bool:
    """Whether a group lists sources: each of its entries has an address."""
    return one.kind == "group" and any(part.kind == "url" and part.required for part in one.fields)


def _is_list(one: Field) -> bool:
    return one.kind == "text" and one.many


_DRAWN_APART = ("group", "reference", "image", "markdown")


def _in_fact_sheet(one: Field) -> bool:
    return one.kind not in _DRAWN_APART and not _is_list(one)


def _shown(one: Field, value: Any, path: Path, told: _Told) -> Shown:
    shown = KINDS[one.kind].show(value, one, told.reader)
    return replace(shown, language=told.language(path)) if one.translate else shown


def _fact(one: Field, value: Any, told: _Told, above: Path = ()) -> Fact:
    values = [_shown(one, item, path, told) for path, item in _paths(one, value, above)]
    mark = None
    if one.kind == "choice" and one.sort and not one.many:
        vocabulary = told.reader.site.library.vocabularies[one.vocabulary]
        if vocabulary.ordered and value in vocabulary.terms:
            mark = (vocabulary.rank(value) + 1, len(vocabulary.terms))
    return Fact(one.name, told.label(one), values, mark, one.translate)


def _list(one: Field, values: Sequence[str], told: _Told) -> Block:
    return Block(one.name, told.label(one), [Item(_shown(one, value, path, told)) for path, value in _paths(one, values, ())])


def _pictures(fields: Sequence[Field], values: Mapping[str, Any], told: _Told, above: Path = ()) -> list[Picture]:
    return [
        _picture(one, value, path, told)
        for one in fields
        if one.kind == "image"
        for path, value in _paths(one, values[one.name], above)
    ]


def _picture(one: Field, value: Mapping[str, Any], path: Path, told: _Told) -> Picture:
    licence = KINDS["licence"].show(value["licence"], _NO_FIELD, told.reader) if "licence" in value else None
    alt = Shown(value["alt"], language=told.language((*path, "alt")))
    src = f"{told.reader.root}{told.record.id}/{value['file']}"
    return Picture(told.label(one), src, alt, value.get("credit", ""), licence)


def _sections(fields: Sequence[Field], values: Mapping[str, Any], told: _Told, above: Path = ()) -> list[Section]:
    return [
        Section(one.name, told.label(one), [told.prose(path) for path, _ in _paths(one, values[one.name], above)])
        for one in fields
        if one.kind == "markdown"
    ]


def _group(one: Field, values: Any, told: _Told, above: Path = ()) -> Block:
    items = [_item(one, entry, told, path) for path, entry in _paths(one, values, above) if entry]
    return Block(one.name, told.label(one), items)


def _item(one: Field, entry: Mapping[str, Any], told: _Told, path: Path) -> Item:
    """Make one entry: the first text is its words; in a list of sources, the address goes with them."""
    there = _filled(one.fields, entry)
    main = next((part for part in there if part.kind == "text" and not part.many), None)
    link = next((part for part in there if part.kind == "url" and part.required and not part.many), None)
    text = _shown(main, entry[main.name], (*path, main.name), told) if main else Shown("")
    if link:
        web = KINDS["url"].show(entry[link.name], link, told.reader)
        text = replace(text, text=text.text or web.text, href=web.href)
    return Item(
        text,
        facts=[
            _fact(part, entry[part.name], told, path)
            for part in there
            if part is not main and part is not link and part.kind not in ("group", "image", "markdown")
        ],
        pictures=_pictures(there, entry, told, path),
        sections=_sections(there, entry, told, path),
        groups=[_group(part, entry[part.name], told, path) for part in there if part.kind == "group"],
    )


def _builds_on(record: Record, values: Mapping[str, Any], reader: Reader) -> list[Block]:
    """Return the records that this one refers to, field by field. Groups show their references in their entries."""
    blocks = []
    for one in _filled(record.type.fields, values):
        if one.kind == "reference":
            slugs = values[one.name] if one.many else [values[one.name]]
            items = [Item(reader.record(f"{one.to}/{slug}")) for slug in slugs]
            blocks.append(Block(one.to, reader.label(one.label, one.name), items))
    return blocks


def _used_by(record: Record, reader: Reader) -> list[Block]:
    """Return the records that refer to this one, by type and heading, each once."""
    found: dict[tuple[str, str], tuple[Labels, dict[str, Shown]]] = {}
    for reference in reader.site.library.back_references.get(record.id, ()):
        source = reference.source
        last = reference.fields[-1]
        labels = last.inverse or source.type.plural
        _, items = found.setdefault((source.type.name, str(sorted(labels.items()))), (labels, {}))
        items.setdefault(source.id, reader.record(source.id))
    return [
        Block(name, reader.label(labels, name), [Item(shown) for shown in items.values()])
        for (name, _), (labels, items) in found.items()
    ]


def _notice(record: Record, reader: Reader, version: Version) -> Notice | None:
    language = reader.language
    status = record.status(language)
    shown_in = KINDS["language"].show(version.language, _NO_FIELD, reader)
    if status in (Status.MISSING, Status.LEFT_OUT):
        return Notice(status, shown_in, reason=record.left_out.get(language, ""))
    if isinstance(version, Translation):
        original = KINDS["language"].show(record.original.language, _NO_FIELD, reader)
        changed = [_passage_name(name, record, reader) for name in record.changed_since(version)]
        return Notice(status, original, reader.here(record.original.language), changed)
    return None


def _passage_name(name: str, record: Record, reader: Reader) -> str:
    """Name a passage as the reader sees it: by its field's label, or by the heading of its section."""
    if name.startswith("# "):
        return name[2:] or reader.word("Text")
    first, *rest = name.split(".")
    one = next((one for one in record.type.all_fields if one.name == first), None)
    label = reader.label(one.label, first).text if one else first
    built_in = {"title": reader.word("Title"), "summary": reader.word("Summary"), "keywords": reader.word("Keywords")}
    number = next((f" {int(step) + 1}" for step in rest if step.isdigit()), "")
    return built_in.get(first, label) + number


def _own_languages(record: Record) -> set[str]:
    return {record.original.language, *record.translations}


def _alternates(reader: Reader, own: set[str]) -> list[Alternate]:
    return [
        Alternate(one.code, one.name, reader.here(one.code), reader.canonical(one.code), one.code in own)
        for one in reader.site.library.settings.languages
    ]


def _html(place: str, reader: Reader) -> str:
    return reader.site.html.get(place, "").replace(MEDIA, reader.root)


def _date(iso: str | None, reader: Reader) -> str:
    return dates.format_date(date.fromisoformat(iso), "long", reader.locale) if iso else ""


# Lists and plain pages --------------------------------------------------------------------------------------------------


def catalogue_view(site: Site, record_type: RecordType, language: str) -> CatalogueView:
    """Return the page of a type: all its records as cards, those in the reader's language first."""
    reader = Reader(site, language, f"{record_type.name}/index.html")
    cards = [_card(record, reader) for record in site.by_type[record_type.name]]
    cards.sort(key=lambda card: (bool(card.title.language), card.title.text.casefold()))
    return CatalogueView(
        reader=reader,
        title=reader.label(record_type.plural, record_type.name).text,
        summary=reader.label(record_type.about).text,
        language=language,
        canonical=reader.canonical(),
        alternates=_alternates(reader, set(site.library.settings.codes)),
        shelf=record_type,
        cards=cards,
    )


def _card(record: Record, reader: Reader) -> Card:
    version = reader.site.library.shown(record, reader.language)
    values = reader.site.library.values(record, reader.language)
    shown = reader.record(record.id)
    told = _Told(record, reader)
    facts = [
        _fact(one, values[one.name], told)
        for one in _filled(record.type.fields, values)
        if one.facet and one.kind not in _DRAWN_APART
    ]
    summary = Shown(version.summary, language=shown.language)
    return Card(record, shown, summary, shown.href, facts[:4], record.status(reader.language))


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
        alternates=_alternates(reader, _own_languages(page)),
        body=_html(version.place, reader),
        notice=_notice(page, reader, version),
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
        titles=[reader.record(record.id) for record in records[:12]],
    )


def error_view(reader: Reader) -> View:
    """Return the page for addresses that do not exist; its other languages are their home pages."""
    settings = reader.site.library.settings
    alternates = [
        Alternate(one.code, one.name, reader.root + address(one.code, settings.default_language, "index.html"), "", own=False)
        for one in settings.languages
    ]
    return View(reader, reader.word("This page does not exist"), "", reader.language, "", alternates)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What the page for dead addresses says in one language."""

    reader: Reader
    title: str
    advice: str
    way_home: str


def error_text(reader: Reader) -> ErrorText:
    """Return what the page for dead addresses says to readers of a language."""
    return ErrorText(
        reader,
        reader.word("This page does not exist"),
        reader.word("The address may have a typing error, or the page has moved."),
        reader.word("Go to the home page"),
    )
