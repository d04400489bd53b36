"""Records by country: two maps, and the same as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from toolkit_builder.addresses import map_path
from toolkit_builder.art.covers import HUES
from toolkit_builder.art.maps import MAPS, country_map, map_svg
from toolkit_builder.art.marks import CountryMap, Place
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.collections.records import Asked, asked_of, in_order, records_of, targets_of
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the records that belong to it; ``href`` is the way to the list of them, where there is one."""

    code: str
    name: Shown
    href: str
    records: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Map(Collection):
    """Where records come from: maps, and the same as a list. ``picture`` is the name of the drawings below them."""

    shelf: RecordType
    picture: str
    maps: Sequence[CountryMap]
    countries: Sequence[Country]


def make_map(asked: Asked, reader: Reader) -> Map:
    """Put the records to the countries that a field names."""
    shelf, field = asked.shelf, asked.field
    assert field is not None
    found: dict[str, list[Record]] = defaultdict(list)
    for record in in_order(records_of(shelf, reader), reader):
        for code in targets_of(record, field):
            found[code].append(record)
    listed = f"{reader.home}{shelf.name}/index.html#" if field.facet else ""
    countries = [
        Country(
            code,
            KINDS["country"].show(code, field, reader),
            listed and listed + urlencode({field.name: code}),
            [reader.record(record.id) for record in records],
        )
        for code, records in found.items()
    ]
    countries.sort(key=lambda country: reader.letters.key(country.name.text))
    places = [Place(country.code, country.name.text, len(country.records)) for country in countries]
    return Map("map", shelf, asked.picture, [country_map(name, places) for name in MAPS], countries)


def maps_of(site: Site) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the pictures of all maps that plain pages show: where each lies in the site, and how its SVG is made."""
    for page in site.library.pages.values():
        for asked in asked_of(page, site.library.types):
            if asked.options["view"] == "map" and not page.is_draft:
                shelf, field = asked.shelf, asked.field
                codes = sorted({code for record in site.by_type[shelf.name] for code in targets_of(record, field)})
                for name in MAPS:
                    yield map_path(asked.picture, name), partial(map_svg, name, codes, HUES[shelf.colour].mid)
