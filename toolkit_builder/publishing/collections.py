"""Pages that only a whole collection can have: what works, where, since when, for which skill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from toolkit_builder.addresses import map_path
from toolkit_builder.art.covers import HUES
from toolkit_builder.art.maps import MAPS, Place, country_map, map_svg
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.collection_views import (
    Country,
    Editions,
    Glossary,
    Highlights,
    Letter,
    Map,
    Matrix,
    MatrixRow,
    Overview,
    OverviewRow,
    Support,
    Term,
    Timeline,
    Use,
    Year,
)
from toolkit_builder.publishing.fields import strength_of
from toolkit_builder.publishing.offers import offers_of
from toolkit_builder.publishing.parts import Book
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import Collection

_MOST_HIGHLIGHTS = 3


def collection_of(page: Record, reader: Reader) -> Collection | None:
    """Return what a plain page shows below its text."""
    shows = page.shows
    if not shows:
        return None
    if shows["view"] == "editions":
        return Editions("editions", offers_of(reader)) if reader.site.edition.online else None
    types = reader.site.library.types
    shelf = types[shows["of"]]
    field = next((one for one in shelf.fields if one.name == shows.get("by")), None)
    return _VIEWS[shows["view"]](shelf, field, reader)


def _records(shelf: RecordType, reader: Reader) -> Sequence[Record]:
    return reader.site.by_type[shelf.name]


def _in_order(records: Sequence[Record], reader: Reader) -> list[Record]:
    return sorted(records, key=lambda record: reader.letters.key(reader.record(record.id).text))


# Matrix -----------------------------------------------------------------------------------------------------------------


def _matrix(shelf: RecordType, field: Field | None, reader: Reader) -> Matrix:
    """Rows are the records that are referred to, the best proven first; columns are those that refer to them."""
    assert field is not None
    library = reader.site.library
    columns = _in_order(_records(shelf, reader), reader)
    chosen = {record.id: _targets(record, field) for record in columns}
    rows = [
        _row(record, [record.slug in chosen[one.id] for one in columns], columns, reader)
        for record in _records(library.types[field.to], reader)
    ]
    rows.sort(key=lambda row: (-(row.strength.mark or (0, 0))[0] if row.strength else 0, reader.letters.key(row.text.text)))
    return Matrix("matrix", shelf, library.types[field.to], [_with_book(one, reader) for one in columns], rows)


def _with_book(record: Record, reader: Reader) -> tuple[Shown, Book]:
    return reader.record(record.id), book_of(record, reader)


def _targets(record: Record, field: Field) -> frozenset[str]:
    value = record.facts.get(field.name)
    return frozenset() if value is None else frozenset(value if field.many else [value])


def _row(record: Record, cells: Sequence[bool], columns: Sequence[Record], reader: Reader) -> MatrixRow:
    return MatrixRow(
        text=reader.record(record.id),
        strength=strength_of(record, reader),
        support=_support(record, reader),
        cells=cells,
        having=[reader.record(one.id) for one, has in zip(columns, cells, strict=True) if has],
    )


def _support(record: Record, reader: Reader) -> list[Support]:
    """Return the records with a strength of their own that a record refers to: the evidence behind it."""
    found = []
    for one in record.type.fields:
        if one.kind != "reference":
            continue
        for slug in _targets(record, one):
            other = reader.site.library.records.get(f"{one.to}/{slug}")
            strength = strength_of(other, reader) if other and not other.is_draft else None
            if other and strength:
                found.append(Support(reader.record(other.id), strength))
    return sorted(found, key=lambda one: (-(one.strength.mark or (0, 0))[0], reader.letters.key(one.text.text)))


# Map --------------------------------------------------------------------------------------------------------------------


def _map(shelf: RecordType, field: Field | None, reader: Reader) -> Map:
    assert field is not None
    found: dict[str, list[Record]] = defaultdict(list)
    for record in _in_order(_records(shelf, reader), reader):
        for code in _targets(record, field):
            found[code].append(record)
    countries = [
        Country(code, KINDS["country"].show(code, field, reader), [reader.record(one.id) for one in records])
        for code, records in found.items()
    ]
    countries.sort(key=lambda country: reader.letters.key(country.name.text))
    places = [Place(one.code, one.name.text, len(one.records)) for one in countries]
    page = reader.path.removesuffix(".html")
    return Map("map", shelf, page, country_map("europe", places), country_map("world", places), countries)


def maps_of(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the pictures of all maps that plain pages show: where each lies in the site, and its SVG."""
    for slug, page in site.library.pages.items():
        shows = page.shows
        if shows.get("view") == "map" and not page.is_draft:
            shelf = site.library.types[shows["of"]]
            field = next(one for one in shelf.fields if one.name == shows["by"])
            codes = sorted({code for record in site.by_type[shelf.name] for code in _targets(record, field)})
            for name in MAPS:
                yield map_path(slug, name), map_svg(name, codes, HUES[shelf.colour].mid)


# Timeline ---------------------------------------------------------------------------------------------------------------


def _timeline(shelf: RecordType, field: Field | None, reader: Reader) -> Timeline:
    assert field is not None
    facets = [one for one in shelf.fields if one.facet and one.name != field.name]
    found: dict[int, list[Record]] = defaultdict(list)
    undated: list[Record] = []
    for record in _in_order(_records(shelf, reader), reader):
        year = reader.site.library.fact(record, field, reader.language)
        (undated if year is None else found[year]).append(record)
    years = [Year(year, [card_of(one, facets, reader) for one in found[year]]) for year in sorted(found, reverse=True)]
    without = [card_of(one, facets, reader) for one in undated]
    columns: dict[str, Shown] = {}
    for card in (*(card for year in years for card in year.cards), *without):
        columns.update({fact.name: fact.label for fact in card.facts})
    return Timeline("timeline", shelf, years, without, columns)


# Overview ---------------------------------------------------------------------------------------------------------------


def _overview(shelf: RecordType, _: Field | None, reader: Reader) -> Overview:
    facets = [one for one in shelf.fields if one.facet]
    rows = [OverviewRow(card_of(one, facets, reader), _uses(one, reader)) for one in _in_order(_records(shelf, reader), reader)]
    return Overview("overview", shelf, rows)


def _uses(record: Record, reader: Reader) -> list[Use]:
    """Return how many records of each type refer to a record, with the way to the list of them."""
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    types = reader.site.library.types
    for reference in reader.site.library.back_references.get(record.id, ()):
        first = reference.fields[0]
        facet = first.name if len(reference.fields) == 1 and first.facet else ""
        counted[reference.source.type.name, facet].add(reference.source.id)
    uses = []
    for (name, facet), sources in counted.items():
        shelf = types[name]
        place = f"{name}/index.html#{urlencode({facet: record.slug})}" if facet else f"{record.id}.html"
        uses.append(Use(shelf, reader.label(shelf.plural, name), len(sources), reader.home + place))
    return sorted(uses, key=lambda use: use.shelf.order)


# Glossary ---------------------------------------------------------------------------------------------------------------


def _glossary(shelf: RecordType, _: Field | None, reader: Reader) -> Glossary:
    letters: dict[str, list[Term]] = defaultdict(list)
    library = reader.site.library
    for record in _in_order(_records(shelf, reader), reader):
        shown = reader.record(record.id)
        summary = Shown(library.shown(record, reader.language).summary, language=shown.language)
        letters[reader.letters.heading(shown.text)].append(Term(record.slug, shown, summary))
    return Glossary("glossary", shelf, [Letter(letter, terms) for letter, terms in letters.items()])


# Highlights -------------------------------------------------------------------------------------------------------------


def _highlights(shelf: RecordType, _: Field | None, reader: Reader) -> Highlights:
    """Choose a few records: those that can be read in the reader's language, and of them the newest."""
    records = sorted(_records(shelf, reader), key=lambda one: str(one.facts.get("created", "")), reverse=True)
    records.sort(key=lambda one: bool(reader.record(one.id).language))
    cards = [replace(card_of(one, [], reader), facts=()) for one in records[:_MOST_HIGHLIGHTS]]
    return Highlights("highlights", shelf, reader.label(shelf.plural, shelf.name), len(records), cards)


_VIEWS: Mapping[str, Callable[[RecordType, Field | None, Reader], Collection]] = {
    "matrix": _matrix,
    "map": _map,
    "timeline": _timeline,
    "overview": _overview,
    "glossary": _glossary,
    "highlights": _highlights,
}
