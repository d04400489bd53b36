"""Lists of records: the catalogue of a type, and the one of everything; what they are narrowed down and sorted by.

All cards stand in the page, so that everything is listed without scripts. `catalogue.js` hides and sorts them by what each
card says of itself (`Card.values`, `Card.ranks`); no other data are needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from toolkit_builder.addresses import EVERYTHING
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS, Drawn
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import Path
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.fields import Told, fact_of, filled, is_marked, mark_of, paths_of
from toolkit_builder.publishing.frame import alternates_of
from toolkit_builder.publishing.parts import Card, Facet, Option, Order
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import CatalogueView

_SHELF = Field("_type", "text")
"""By which shelf a record stands on: a facet of the catalogue of everything. No field that is declared begins with `_`."""

_MOST_FACTS = 4


def catalogue_view(site: Site, record_type: RecordType, language: str) -> CatalogueView:
    """Return the page of a type."""
    reader = Reader(site, language, f"{record_type.name}/index.html")
    view = _view(reader, site.by_type[record_type.name], [field for field in record_type.fields if field.facet])
    orders = [_order(field, reader) for field in record_type.fields if field.sort]
    return replace(
        view,
        title=reader.label(record_type.plural, record_type.name).text,
        summary=reader.label(record_type.about).text,
        shelf=record_type,
        orders=[*orders, *view.orders],
    )


def everything_view(site: Site, language: str) -> CatalogueView:
    """Return the page of all records; its facets are the shelves, and the fields that several of them share."""
    reader = Reader(site, language, f"{EVERYTHING}.html")
    view = _view(reader, site.library.published, [_SHELF, *_shared(site.types)])
    # A long list: its facets stand beside it, and are not said again on each card.
    cards = [replace(card, facts=()) for card in view.cards]
    summary = reader.word("All records of all shelves, in one list.")
    return replace(view, title=reader.word("Everything"), summary=summary, cards=cards)


def _view(reader: Reader, records: Iterable[Record], facets: Sequence[Field]) -> CatalogueView:
    cards, options = [], _Options(reader)
    for record in records:
        values = reader.site.library.values(record, reader.language)
        pairs = [(field.name, token) for field in facets for token in options.add(record, field, values)]
        cards.append(replace(card_of(record, facets, reader, values), values=urlencode(pairs)))
    cards.sort(key=lambda card: (bool(card.title.language), reader.letters.key(card.title.text)))
    return CatalogueView(
        reader=reader,
        title="",
        summary="",
        language=reader.language,
        canonical=reader.canonical(),
        alternates=alternates_of(reader, reader.site.library.settings.codes),
        cards=cards,
        facets=[facet for field in facets if (facet := options.facet(field))],
        orders=[Order("_checked", Shown(reader.word("Facts checked, newest first")))],
    )


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
    """Return a record as an entry of a list, with some of its facets as facts: how strong it is first."""
    version = reader.site.library.shown(record, reader.language)
    values = reader.site.library.values(record, reader.language) if values is None else values
    shown = reader.record(record.id)
    told = Told(record, reader)
    # The same facts for all cards of a list, so that they make the columns of a table.
    names = [
        field.name
        for field in sorted(facets, key=lambda field: not is_marked(field, reader))
        if KINDS[field.kind].drawn is Drawn.FACT
    ]
    there = {field.name: field for field in filled(record.type.fields, values)}
    facts = [fact_of(there[name], values[name], told) for name in names[:_MOST_FACTS] if name in there]
    return Card(
        record=record,
        book=book_of(record, reader),
        title=shown,
        summary=Shown(version.summary, language=shown.language),
        href=shown.href,
        facts=facts,
        status=record.status(reader.language),
        ranks=urlencode(_ranks(record, values, reader)),
    )


def _ranks(record: Record, values: Mapping[str, Any], reader: Reader) -> dict[str, str]:
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
