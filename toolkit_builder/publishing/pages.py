"""Views: what a template needs for one page, ready to be drawn, nothing left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel import dates

from toolkit_builder.model.kinds import KINDS, Shown
from toolkit_builder.model.record import Record, Status, Translation, Version
from toolkit_builder.model.types import Field, RecordType
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
class Item:
    """One entry of a group: its main words, and the rest as facts."""

    text: Shown
    facts: Sequence[Fact]


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
    fields = record.type.fields
    settings = site.library.settings
    own = _own_languages(record)
    return RecordView(
        reader=reader,
        title=version.title,
        summary=version.summary,
        language=version.language,
        canonical=reader.canonical(language if language in own else version.language),
        alternates=_alternates(reader, own),
        body=_body(site, version, reader),
        shelf=record.type,
        notice=_notice(record, reader, version),
        record=record,
        facts=[_fact(one, values[one.name], reader) for one in fields if _in_fact_sheet(one) and one.name in values],
        lists=[_list(one, values[one.name], reader) for one in fields if _is_list(one) and one.name in values],
        groups=[
            _group(one, values[one.name], reader)
            for one in fields
            if one.kind == "group" and not _is_sources(one) and one.name in values
        ],
        sources=[_group(one, values[one.name], reader) for one in fields if _is_sources(one) and one.name in values],
        builds_on=_builds_on(record, values, reader),
        used_by=_used_by(record, reader),
        checked=_date(record.facts.get("checked"), reader),
        licence=KINDS["licence"].show(record.facts.get("license", settings.licence), _NO_FIELD, reader),
        authors=", ".join(record.facts.get("authors", ())),
        year=str(record.facts.get("created", site.date))[:4],
        source_path=version.path,
    )


_NO_FIELD = Field("", "text")


def _is_sources(one: Field) -> bool:
    """Whether a group lists sources: each of its entries has an address."""
    return one.kind == "group" and any(part.kind == "url" and part.required for part in one.fields)


def _is_list(one: Field) -> bool:
    return one.kind == "text" and one.many


def _in_fact_sheet(one: Field) -> bool:
    return one.kind not in ("group", "reference", "image", "markdown") and not _is_list(one)


def _fact(one: Field, value: Any, reader: Reader) -> Fact:
    show = KINDS[one.kind].show
    values = [show(item, one, reader) for item in (value if one.many else [value])]
    mark = None
    if one.kind == "choice" and one.sort and not one.many:
        vocabulary = reader.site.library.vocabularies[one.vocabulary]
        if vocabulary.ordered and value in vocabulary.terms:
            mark = (vocabulary.rank(value) + 1, len(vocabulary.terms))
    return Fact(one.name, reader.label(one.label, one.name), values, mark, one.translate)


def _list(one: Field, values: Sequence[str], reader: Reader) -> Block:
    return Block(one.name, reader.label(one.label, one.name), [Item(Shown(value), ()) for value in values])


def _group(one: Field, values: Any, reader: Reader) -> Block:
    entries = values if one.many else [values]
    return Block(one.name, reader.label(one.label, one.name), [_item(one, entry, reader) for entry in entries])


def _item(one: Field, entry: Mapping[str, Any], reader: Reader) -> Item:
    """Make one entry: the first text is its words; in a list of sources, the address goes with them."""
    main = next((part for part in one.fields if part.kind == "text" and part.name in entry), None)
    link = next((part for part in one.fields if part.kind == "url" and part.required and part.name in entry), None)
    text = Shown(str(entry[main.name]) if main else "", href=str(entry[link.name]) if link else "")
    rest = [
        _fact(part, entry[part.name], reader)
        for part in one.fields
        if part is not main and part is not link and part.name in entry and part.kind not in ("group", "image")
    ]
    return Item(text, rest)


def _builds_on(record: Record, values: Mapping[str, Any], reader: Reader) -> list[Block]:
    """Return the records that this one refers to, field by field. Groups show their references in their entries."""
    blocks = []
    for one in record.type.fields:
        if one.kind == "reference" and one.name in values:
            slugs = values[one.name] if one.many else [values[one.name]]
            items = [Item(reader.record(f"{one.to}/{slug}"), ()) for slug in slugs]
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
        Block(name, reader.label(labels, name), [Item(shown, ()) for shown in items.values()])
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


def _body(site: Site, version: Version, reader: Reader) -> str:
    return site.html.get(version.path, "").replace(MEDIA, reader.root)


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
    facts = [
        _fact(one, values[one.name], reader)
        for one in record.type.fields
        if one.facet and one.kind != "reference" and one.name in values
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
        body=_body(site, version, reader),
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
