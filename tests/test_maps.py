"""Maps: projections, outlines, and where numbers stand. Values are PROJ's, on a sphere with a radius of 1."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from xml.etree import ElementTree

import pytest

from toolkit_builder.addresses import map_path
from toolkit_builder.art.maps import (
    _FRAMES,
    MAPS,
    Point,
    Ring,
    _countries,
    _placed,
    country_map,
    map_svg,
)
from toolkit_builder.art.marks import CountryMap, Place

EUROPE, WORLD = _FRAMES["europe"], _FRAMES["world"]
EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split()
COLOUR = "#123abc"

# Code of the country, longitude and latitude; x and y on the plane.
ON_THE_WORLD = {
    "Nairobi": ("KE", (36.82, -1.29), (0.553589, -0.026132)),
    "Wellington": ("NZ", (174.78, -41.29), (2.310261, -0.797084)),
    "Lima": ("PE", (-77.04, -12.05), (-1.146224, -0.243167)),
    "Honolulu": ("US", (-157.86, 21.31), (-2.295795, 0.426448)),
    "Tokyo": ("JP", (139.69, 35.69), (1.909434, 0.697854)),
}
ON_EUROPE = {
    "Brussels": ("BE", (4.35, 50.85), (-0.062190, -0.017662)),
    "Évora": ("PT", (-7.91, 38.57), (-0.243541, -0.205015)),
    "Helsinki": ("FI", (24.94, 60.17), (0.128903, 0.156163)),
    "Athens": ("GR", (23.73, 37.98), (0.189159, -0.227003)),
    "Reykjavik": ("IS", (-21.94, 64.15), (-0.234390, 0.266727)),
}
CITIES = [("world", *city) for city in ON_THE_WORLD.values()] + [("europe", *city) for city in ON_EUROPE.values()]
NAMES = [*ON_THE_WORLD, *ON_EUROPE]


# Projections ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("degrees", "plane"),
    [((0, 0), (0, 0)), ((180, 0), (2.70663, 0)), ((0, 90), (0, 1.31736)), ((180, 90), (1.60359, 1.31736))],
)
def test_equal_earth_has_the_size_that_its_makers_give(degrees: Point, plane: Point) -> None:
    assert WORLD.project(*degrees) == pytest.approx(plane, abs=1e-5)


@pytest.mark.parametrize(("longitude", "latitude"), [(12.5, 41.9), (179.0, 5.0), (90.0, 89.0)])
def test_equal_earth_is_alike_on_all_four_sides(longitude: float, latitude: float) -> None:
    x, y = WORLD.project(longitude, latitude)
    assert WORLD.project(-longitude, latitude) == pytest.approx((-x, y))
    assert WORLD.project(longitude, -latitude) == pytest.approx((x, -y))


def test_the_map_of_europe_has_its_centre_where_european_grids_have_it() -> None:
    assert EUROPE.project(10, 52) == pytest.approx((0, 0))
    x, y = EUROPE.project(10, 60)
    assert (x, y > 0) == (pytest.approx(0), True)


@pytest.mark.parametrize(("name", "code", "degrees", "plane"), CITIES, ids=NAMES)
def test_cities_lie_where_other_programs_put_them(name: str, code: str, degrees: Point, plane: Point) -> None:
    assert _FRAMES[name].project(*degrees) == pytest.approx(plane, abs=1e-6)


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize(("longitude", "latitude"), [(10, 52), (25, 60), (-9, 37), (40, 66), (33, 35)])
def test_no_country_is_shown_larger_than_it_is(name: str, longitude: float, latitude: float) -> None:
    step = 1e-4
    ax, ay = _FRAMES[name].project(longitude, latitude)
    bx, by = _FRAMES[name].project(longitude + step, latitude)
    cx, cy = _FRAMES[name].project(longitude, latitude + step)
    drawn = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    on_earth = math.radians(step) ** 2 * math.cos(math.radians(latitude))
    assert drawn == pytest.approx(on_earth, rel=1e-4)


# Outlines ---------------------------------------------------------------------------------------------------------------


def test_outlines_are_unpacked_to_degrees() -> None:
    (belgium,) = _countries()["BE"]
    xs, ys = zip(*belgium, strict=True)
    bounds = (min(xs), max(xs), min(ys), max(ys))
    assert bounds == pytest.approx((2.54, 6.41, 49.50, 51.51), abs=0.05)


def test_outlines_end_where_they_begin() -> None:
    rings = [ring for country in _countries().values() for ring in country]
    assert len(rings) > 1000
    # Antarctica alone goes once around the earth.
    assert {(ring[0][1] - ring[-1][1], (ring[0][0] - ring[-1][0]) % 360) for ring in rings} == {(0, 0)}


def inside(point: Point, rings: Sequence[Ring]) -> bool:
    """Whether a line from a point to the right leaves one of the rings an odd number of times."""
    x, y = point

    def crossed(ring: Ring) -> int:
        sides = zip(ring, [*ring[1:], ring[0]], strict=True)
        return sum((b > y) != (d > y) and x < a + (y - b) / (d - b) * (c - a) for (a, b), (c, d) in sides)

    return any(crossed(ring) % 2 for ring in rings)


@pytest.fixture(scope="module")
def placed() -> dict[str, dict[str, Sequence[Ring]]]:
    """What is seen of each country on each map."""
    return {name: {code: _placed(rings, frame) for code, rings in _countries().items()} for name, frame in _FRAMES.items()}


@pytest.mark.parametrize(("name", "code", "degrees", "plane"), CITIES, ids=NAMES)
def test_cities_lie_in_their_country_and_in_no_other(
    placed: dict[str, dict[str, Sequence[Ring]]], name: str, code: str, degrees: Point, plane: Point
) -> None:
    point = _FRAMES[name].place(degrees)
    assert [one for one, rings in placed[name].items() if inside(point, rings)] == [code]


def test_the_frame_cuts_off_what_sticks_out_and_keeps_the_rest() -> None:
    within = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0)]
    assert WORLD.clip(within) == within
    beyond = [(-50.0, -50.0), (30.0, -50.0), (30.0, 40.0), (-50.0, 40.0)]
    assert set(WORLD.clip(beyond)) == {(0, 0), (30, 0), (30, 40), (0, 40)}
    assert WORLD.clip([(-9.0, 5.0), (-1.0, 5.0), (-1.0, 9.0)]) == []


@pytest.mark.parametrize("code", ["AU", "NZ", "AR", "JP", "US", "ZA", "FJ"])
def test_what_lies_on_the_other_side_of_the_earth_is_not_on_the_map_of_europe(code: str) -> None:
    assert _placed(_countries()[code], EUROPE) == []
    assert _placed(_countries()[code], WORLD) != []


def test_antarctica_is_on_no_map() -> None:
    assert [_placed(_countries()["AQ"], frame) for frame in (EUROPE, WORLD)] == [[], []]


# Pictures ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pictures() -> dict[str, str]:
    """Both maps, with all countries marked."""
    return {name: map_svg(name, sorted(_countries()), COLOUR) for name in MAPS}


def paths(svg: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(svg).findall("{http://www.w3.org/2000/svg}path")


NUMBER = r"-?(?:\d+(?:\.\d)?|\.\d)"


def rings_of(path: ElementTree.Element) -> list[Ring]:
    # Before a minus there is no space.
    pair = rf"{NUMBER}(?: |(?=-)){NUMBER}"
    assert re.fullmatch(rf"(M{pair}(l{pair}((?: |(?=-)){pair})*)?z)*", path.attrib["d"])
    rings: list[Ring] = []
    for part in path.attrib["d"].split("z")[:-1]:
        numbers = [float(one) for one in re.findall(NUMBER, part)]
        steps = zip(numbers[::2], numbers[1::2], strict=True)
        rings.append([(round(x, 1), round(y, 1)) for x, y in accumulate(steps, lambda at, by: (at[0] + by[0], at[1] + by[1]))])
    return rings


@pytest.mark.parametrize("name", MAPS)
def test_a_picture_holds_the_land_and_the_countries_in_their_colour(pictures: dict[str, str], name: str) -> None:
    land, marked = paths(pictures[name])
    assert land.attrib["fill"] != COLOUR == marked.attrib["fill"]
    assert min(len(rings_of(land)), len(rings_of(marked))) > 60


@pytest.mark.parametrize("name", MAPS)
def test_nothing_is_drawn_outside_the_frame(pictures: dict[str, str], name: str) -> None:
    _, _, width, height = map(float, ElementTree.fromstring(pictures[name]).attrib["viewBox"].split())
    assert (width, height) == (_FRAMES[name].width, _FRAMES[name].height)
    points = [point for path in paths(pictures[name]) for ring in rings_of(path) for point in ring]
    assert [(x, y) for x, y in points if not (0 <= x <= width and 0 <= y <= height)] == []


def test_no_outline_jumps_across_the_world_at_the_date_line(pictures: dict[str, str]) -> None:
    for path in paths(pictures["world"]):
        for ring in rings_of(path):
            assert max((abs(x - u) for (x, _), (u, _) in pairwise([*ring, ring[0]])), default=0) < WORLD.width / 2


def test_countries_are_coloured_one_by_one() -> None:
    _, none = paths(map_svg("europe", [], COLOUR))
    _, one = paths(map_svg("europe", ["BE"], COLOUR))
    assert rings_of(none) == []
    (belgium,) = rings_of(one)
    assert inside(EUROPE.place((4.35, 50.85)), [belgium])
    assert not inside(EUROPE.place((4.9, 52.37)), [belgium])


@pytest.mark.parametrize("name", MAPS)
def test_codes_without_an_outline_are_left_out(name: str) -> None:
    codes = ["AC", "GP", "ZZ"]
    assert map_svg(name, [*codes, "NO"], COLOUR) == map_svg(name, ["NO"], COLOUR)
    assert country_map(name, [Place(code, code, 1) for code in codes]).marked == []


def test_every_picture_has_an_address_of_its_own() -> None:
    assert map_path("where", "europe") == "assets/maps/where-europe.svg"
    assert len({map_path(page, name) for page in ("where", "who") for name in MAPS}) == 4


# Numbers ----------------------------------------------------------------------------------------------------------------


def marked(name: str, *codes: str) -> CountryMap:
    return country_map(name, [Place(code, code, 1) for code in codes])


@pytest.mark.parametrize("code", [*EU, "GB", "NO", "CH", "IS", "UA", "TR", "RS", "XK"])
def test_every_country_of_europe_has_its_number_within_its_borders(code: str) -> None:
    (one,) = marked("europe", code).marked
    xs, ys = zip(*(point for ring in _placed(_countries()[code], EUROPE) for point in ring), strict=True)
    # Numbers are rounded to a tenth.
    assert min(xs) - 0.1 <= one.x <= max(xs) + 0.1
    assert min(ys) - 0.1 <= one.y <= max(ys) + 0.1
    assert 0 < one.x < EUROPE.width
    assert 0 < one.y < EUROPE.height


@pytest.mark.parametrize("name", MAPS)
def test_no_number_is_cut_off_at_an_edge(name: str) -> None:
    drawn = country_map(name, [Place(code, code, 9) for code in sorted(_countries())])
    for one in drawn.marked:
        assert one.radius < one.x < drawn.width - one.radius, one
        assert one.radius < one.y < drawn.height - one.radius, one


@pytest.mark.parametrize(("code", "city"), [("FR", (2.35, 48.85)), ("NO", (10.75, 59.91)), ("ES", (-3.7, 40.42))])
def test_a_number_stands_on_the_largest_part_of_a_country(code: str, city: Point) -> None:
    (one,) = marked("europe", code).marked
    assert math.dist((one.x, one.y), EUROPE.place(city)) < 60


def test_the_map_of_the_world_has_no_numbers_in_europe() -> None:
    codes = ("YE", *EU, "BR")
    assert [one.place.code for one in marked("world", *codes).marked] == ["YE", "BR"]
    assert [one.place.code for one in marked("europe", *codes).marked] == EU


def test_every_country_with_an_outline_has_one_number_on_one_of_the_maps() -> None:
    codes = sorted(_countries())
    numbers = [one.place.code for name in MAPS for one in marked(name, *codes).marked]
    assert sorted([*numbers, "AQ"]) == codes


def test_a_map_says_how_large_it_is() -> None:
    drawn = marked("world", "BR")
    assert (drawn.name, drawn.width, drawn.height) == ("world", WORLD.width, WORLD.height)
    east_west, north_south = WORLD.right - WORLD.left, WORLD.top - WORLD.bottom
    assert drawn.width / drawn.height == pytest.approx(east_west / north_south, rel=0.01)


def test_more_records_make_a_larger_mark_in_the_same_place() -> None:
    few, many = (country_map("world", [Place("BR", "Brazil", count)]).marked[0] for count in (1, 30))
    assert (few.x, few.y, few.place.count, many.place.count) == (many.x, many.y, 1, 30)
    assert few.radius < many.radius < 3 * few.radius


def test_a_country_of_several_shapes_is_whole() -> None:
    """Natural Earth gives the Ashmore and Cartier Islands Australia's number."""
    (australia,) = marked("world", "AU").marked
    x, y = WORLD.place((134, -25))
    assert abs(australia.x - x) < 10
    assert abs(australia.y - y) < 10
