"""Lists of records: the catalogue of a type, and the one of everything; what they are narrowed down and sorted by.

The cards of a short list all stand in its page, each with its values (`Card.values`, `Card.ranks`): scripts need no other data.
A long one has numbered pages, so that every record is reached without scripts (see `portions.py`), and `list_data.py` tells
scripts of all its cards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from toolkit_builder.addresses import list_data, list_page
from toolkit_builder.model.facets import shared
from toolkit_builder.model.fields import UNITS, Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.facets import LANGUAGE, SHELF, Options
from toolkit_builder.publishing.fields import Told, fact_of, filled, mark_of, told_first
from toolkit_builder.publishing.frame import alternates_of
from toolkit_builder.publishing.parts import Card, Facet, Numbered, Order
from toolkit_builder.publishing.portions import Cut, cut, numbers_shown, on_page
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import CatalogueView


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

    @property
    def own_tokens(self) -> Sequence[tuple[str, str]]:
        """Those of its fields. The languages of its text are told to scripts anyway."""
        return [token for token in self.tokens if token[0] != LANGUAGE.name]


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
        own = [field for field in self.shelf.fields if field.facet] if self.shelf else [SHELF, *shared(self.site.types)]
        return [*own, LANGUAGE] if self.site.edition.has_several else own

    @cached_property
    def _read(self) -> tuple[Sequence[Listed], Sequence[Facet]]:
        reader, options, found = self.reader, Options(self.reader), []
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
        word = self.reader.word
        fields = [field for field in (self.shelf.fields if self.shelf else ()) if field.sort]
        return [
            *(order for field in fields for order in _orders(field, self.reader)),
            Order("_checked", Shown(word("Facts checked, newest first"))),
            Order("-_checked", Shown(word("Facts checked, oldest first"))),
        ]

    def card(self, listed: Listed) -> Card:
        """Return a record as a card."""
        card = card_of(listed.record, self._fields, self.reader, listed.values)
        if not self.shelf:
            # A long list: its facets stand beside it, and are not said again on each card.
            card = replace(card, facts=())
        # Scripts look at the data of a long list, and not at its cards.
        return replace(card, values=urlencode(listed.own_tokens)) if self.cut.is_whole else card

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


def _orders(field: Field, reader: Reader) -> Iterator[Order]:
    """Yield both ways to sort by a field, the largest first and the smallest first."""
    label = reader.label(field.label, field.name).text
    if KINDS[field.kind].is_time:
        both = reader.word("{field}, newest first"), reader.word("{field}, oldest first")
    elif UNITS.get(field.unit, "").startswith("duration"):
        both = reader.word("{field}, longest first"), reader.word("{field}, shortest first")
    else:
        both = reader.word("{field}, highest first"), reader.word("{field}, lowest first")
    for name, form in zip((field.name, f"-{field.name}"), both, strict=True):
        yield Order(name, Shown(form.format(field=label)))


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
