"""Lists of records: the catalogue of a type, and the one of everything; what they are narrowed down and sorted by.

The cards of a short list all stand in its page, each with its values (`Card.values`, `Card.ranks`): scripts need no other data.
A long one has numbered pages, so that every record is reached without scripts (see `portions.py`), and `list_data.py` tells
scripts of all its cards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from toolkit_builder.addresses import list_data, list_page
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import Path
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.fields import Told, fact_of, filled, mark_of, paths_of, told_first
from toolkit_builder.publishing.frame import alternates_of
from toolkit_builder.publishing.parts import Card, Facet, Numbered, Option, Order
from toolkit_builder.publishing.portions import Cut, cut, numbers_shown, on_page
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import CatalogueView

_SHELF = Field("_type", "text")
"""By which shelf a record stands on: a facet of the catalogue of everything. No field that is declared begins with `_`."""


def catalogue_view(site: Site, record_type: RecordType, language: str, number: int = 1) -> CatalogueView:
    """Return a page of the list of a type."""
    return Listing(site, language, record_type).page(number)


def everything_view(site: Site, language: str, number: int = 1) -> CatalogueView:
    """Return a page of the list of all records; its facets are the shelves, and the fields that several of them share."""
    return Listing(site, language).page(number)


@dataclass(frozen=True, slots=True)
class Listed:
    """A record in a list: its values of each facet, as they stand in addresses."""

    record: Record
    values: Mapping[str, Any]
    tokens: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Listing:
    """A whole list in one language: of a type, or of everything. A page is made when it is asked for."""

    site: Site
    language: str
    shelf: RecordType | None = None

    @cached_property
    def cut(self) -> Cut:
        """How it is cut into pages: the same in all languages, and known before anything else is."""
        if self.site.draws_whole_lists:
            return Cut(len(self._records), 1, is_whole=True)
        return cut(self._records, self._fields, is_brief=self.shelf is None)

    @property
    def _records(self) -> Sequence[Record]:
        return self.site.by_type[self.shelf.name] if self.shelf else self.site.library.published

    def place(self, number: int) -> str:
        """Return where one of its pages lies within its language."""
        return list_page(self.shelf.name if self.shelf else "", number)

    @property
    def data_place(self) -> str:
        """Where its data lie in the site."""
        return list_data(self.shelf.name if self.shelf else "", self.language)

    @cached_property
    def reader(self) -> Reader:
        """Who reads its first page. The ways from there are those from all its pages."""
        return Reader(self.site, self.language, self.place(1))

    @cached_property
    def listed(self) -> Sequence[Listed]:
        """All that is in it, in the order of its pages."""
        return self._read[0]

    @cached_property
    def facets(self) -> Sequence[Facet]:
        """What it is narrowed down by, with all options."""
        return self._read[1]

    @cached_property
    def _fields(self) -> Sequence[Field]:
        if self.shelf:
            return [field for field in self.shelf.fields if field.facet]
        return [_SHELF, *_shared(self.site.types)]

    @cached_property
    def _read(self) -> tuple[Sequence[Listed], Sequence[Facet]]:
        reader, options, found = self.reader, _Options(self.reader), []
        for record in self._records:
            values = self.site.library.values(record, self.language)
            tokens = [(field.name, token) for field in self._fields for token in options.add(record, field, values)]
            title = reader.record(record.id)
            found.append((bool(title.language), reader.letters.key(title.text), Listed(record, values, tokens)))
        found.sort(key=lambda entry: entry[:2])
        return [entry for _, _, entry in found], [facet for field in self._fields if (facet := options.facet(field))]

    @cached_property
    def _facets_on_page(self) -> Sequence[Facet]:
        if self.cut.is_whole:
            return self.facets
        many = len(self.facets)
        return [replace(facet, options=on_page(facet, many), count=len(facet.options)) for facet in self.facets]

    @cached_property
    def _is_mixed(self) -> bool:
        return any(self.reader.record(one.record.id).language for one in self.listed)

    @cached_property
    def _orders(self) -> Sequence[Order]:
        own = [_order(field, self.reader) for field in (self.shelf.fields if self.shelf else ()) if field.sort]
        return [*own, Order("_checked", Shown(self.reader.word("Facts checked, newest first")))]

    def card(self, listed: Listed) -> Card:
        """Return a record as a card."""
        card = card_of(listed.record, self._fields, self.reader, listed.values)
        if not self.shelf:
            # A long list: its facets stand beside it, and are not said again on each card.
            card = replace(card, facts=())
        # Scripts look at the data of a long list, and not at its cards.
        return replace(card, values=urlencode(listed.tokens)) if self.cut.is_whole else card

    def page(self, number: int) -> CatalogueView:
        """Return one of its pages."""
        reader = Reader(self.site, self.language, self.place(number))
        size, pages = self.cut.size, self.cut.pages
        if self.shelf:
            title = reader.label(self.shelf.plural, self.shelf.name).text
            summary = reader.label(self.shelf.about).text
        else:
            title, summary = reader.word("Everything"), reader.word("All records of all shelves, in one list.")
        return CatalogueView(
            reader=reader,
            title=title,
            summary=summary,
            language=self.language,
            canonical=reader.canonical(),
            # What stands on the second page depends on the order of letters: it is no translation of another second page.
            alternates=alternates_of(reader, self.site.library.settings.codes if number == 1 else ()),
            shelf=self.shelf,
            cards=[self.card(one) for one in self.listed[(number - 1) * size : number * size]],
            facets=self._facets_on_page,
            orders=self._orders,
            total=len(self.listed),
            number=number,
            pages=pages,
            size=size,
            numbers=[Numbered(one, self._way(one)) for one in numbers_shown(number, pages)] if pages > 1 else (),
            before=self._way(number - 1) if number > 1 else "",
            after=self._way(number + 1) if number < pages else "",
            data="" if self.cut.is_whole else f"{reader.root}{self.data_place}",
            is_mixed=self._is_mixed,
        )

    def _way(self, number: int) -> str:
        """Return the way from one of its pages to another."""
        return self.place(number).rpartition("/")[2] if number else ""


def _shared(types: Sequence[RecordType]) -> Iterator[Field]:
    """Yield the facets that several types have: fields of the same name that hold the same. Each name comes once."""
    found: dict[tuple[str, str, str, str], list[Field]] = defaultdict(list)
    for record_type in types:
        for part in record_type.fields:
            if part.facet and not KINDS[part.kind].is_text:
                found[part.name, part.kind, part.vocabulary, part.to].append(part)
    shared = sorted((parts for parts in found.values() if len(parts) > 1), key=len)
    # Of two facets with one name, the one that more types have.
    yield from {parts[0].name: parts[0] for parts in shared}.values()


def _order(field: Field, reader: Reader) -> Order:
    label = reader.label(field.label, field.name).text
    newest = KINDS[field.kind].is_time
    form = reader.word("{field}, newest first") if newest else reader.word("{field}, highest first")
    return Order(field.name, Shown(form.format(field=label)))


class _Options:
    """The options of all facets of a list, counted on the way."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._found: dict[str, dict[str, Option]] = defaultdict(dict)
        self._ranks: dict[str, dict[str, float]] = defaultdict(dict)
        """How large the values of each option are, where their kind says so."""

    def add(self, record: Record, field: Field, values: Mapping[str, Any]) -> list[str]:
        """Count a record's values of a field; return them as they stand in addresses."""
        found = self._found[field.name]
        told = Told(record, self._reader)
        tokens = []
        for path, value in _values(record, field, values):
            token = str(value).lower() if isinstance(value, bool) else str(value)
            option = found.get(token) or self._option(record, field, value, token)
            if field.translate or field.per_language:
                # One record may borrow from another language what the next one says in the reader's own.
                language = told.language(path) if not option.count or option.label.language else ""
                option = replace(option, label=replace(option.label, language=language))
            found[token] = replace(option, count=option.count + 1)
            tokens.append(token)
        return tokens

    def _option(self, record: Record, field: Field, value: Any, token: str) -> Option:
        if field is _SHELF:
            return Option(token, self._reader.label(record.type.plural, record.type.name), shelf=record.type)
        kind = KINDS[field.kind]
        if kind.rank:
            self._ranks[field.name][token] = kind.rank(value)
        label = kind.show(value, field, self._reader)
        return Option(token, replace(label, href=""), mark_of(field, value, self._reader))

    def facet(self, field: Field) -> Facet | None:
        """Return what was found as a facet; None where nothing was."""
        options = list(self._found[field.name].values())
        if ranks := self._ranks.get(field.name):
            options.sort(key=lambda option: ranks[option.value], reverse=True)
        elif any(option.mark for option in options):
            options.sort(key=lambda option: option.mark or (0, 0), reverse=True)
        elif field is not _SHELF:
            options.sort(key=lambda option: (-option.count, self._reader.letters.key(option.label.text)))
        label = Shown(self._reader.word("Shelf")) if field is _SHELF else self._reader.label(field.label, field.name)
        return Facet(field.name, label, options) if options else None


def _values(record: Record, field: Field, values: Mapping[str, Any]) -> Iterable[tuple[Path, Any]]:
    """Return the different values of a record that a facet counts, each with the way to it in the header."""
    if field is _SHELF:
        return [((), record.type.name)]
    # Another type may have a field of that name that holds something else, or several.
    own = next((part for part in record.type.fields if part.name == field.name and _holds_the_same(part, field)), None)
    value = values.get(field.name) if own else None
    if own is None or value is None:
        return []
    different: dict[Any, Path] = {}
    for path, item in paths_of(own, value):
        different.setdefault(item, path)
    return [(path, item) for item, path in different.items()]


def _holds_the_same(field: Field, other: Field) -> bool:
    return (field.kind, field.vocabulary, field.to) == (other.kind, other.vocabulary, other.to)


def card_of(record: Record, facets: Sequence[Field], reader: Reader, values: Mapping[str, Any] | None = None) -> Card:
    """Return a record as an entry of a list, with what its type says matters, or some of its facets: how strong it is first."""
    version = reader.site.library.shown(record, reader.language)
    values = reader.site.library.values(record, reader.language) if values is None else values
    shown = reader.record(record.id)
    told = Told(record, reader)
    # The same facts for all cards of a list, so that they make the columns of a table.
    names = [field.name for field in told_first(record.type, facets, reader)]
    there = {field.name: field for field in filled(record.type.fields, values)}
    facts = [fact_of(there[name], values[name], told) for name in names if name in there]
    return Card(
        record=record,
        book=book_of(record, reader),
        title=shown,
        summary=Shown(version.summary, language=shown.language),
        href=shown.href,
        facts=[fact for fact in facts if not fact.is_long],
        status=record.status(reader.language),
        ranks=urlencode(ranks_of(record, values, reader)),
    )


def ranks_of(record: Record, values: Mapping[str, Any], reader: Reader) -> dict[str, str]:
    """Return what a card is sorted by, which is what it shows: larger comes first."""
    ranks = {}
    for field in record.type.fields:
        if field.sort and not field.many and field.name in values:
            value, rank = values[field.name], KINDS[field.kind].rank
            mark = mark_of(field, value, reader)
            ranks[field.name] = str(rank(value) if rank else mark[0] if mark else value)
    if "checked" in record.facts:
        ranks["_checked"] = record.facts["checked"].replace("-", "")
    return ranks
