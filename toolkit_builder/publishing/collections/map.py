"""Records by country: two maps, and the same as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from toolkit_builder.addresses import map_path
from toolkit_builder.art.covers import HUES
from toolkit_builder.art.maps import MAPS, CountryMap, Place, country_map, map_svg
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.collections.records import in_order, records_of, targets_of
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the records that belong to it."""

    code: str
    name: Shown
    records: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Map(Collection):
    """Where records come from: two maps, and the same as a list. ``page`` is the slug of the page that they stand on."""

    shelf: RecordType
    page: str
    europe: CountryMap
    world: CountryMap
    countries: Sequence[Country]


def make_map(shelf: RecordType, field: Field | None, reader: Reader) -> Map:
    """Put the records to the countries that a field names."""
    assert field is not None
    found: dict[str, list[Record]] = defaultdict(list)
    for record in in_order(records_of(shelf, reader), reader):
        for code in targets_of(record, field):
            found[code].append(record)
    countries = [
        Country(code, KINDS["country"].show(code, field, reader), [reader.record(record.id) for record in records])
        for code, records in found.items()
    ]
    countries.sort(key=lambda country: reader.letters.key(country.name.text))
    places = [Place(country.code, country.name.text, len(country.records)) for country in countries]
    page = reader.path.removesuffix(".html")
    return Map("map", shelf, page, country_map("europe", places), country_map("world", places), countries)


def maps_of(site: Site) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the pictures of all maps that plain pages show: where each lies in the site, and how its SVG is made."""
    for slug, page in site.library.pages.items():
        shows = page.shows
        if shows.get("view") == "map" and not page.is_draft:
            shelf = site.library.types[shows["of"]]
            field = next(field for field in shelf.fields if field.name == shows["by"])
            codes = sorted({code for record in site.by_type[shelf.name] for code in targets_of(record, field)})
            for name in MAPS:
                yield map_path(slug, name), partial(map_svg, name, codes, HUES[shelf.colour].mid)
