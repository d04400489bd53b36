"""Charts and scales of the collection: what they count, how long bars are, where names stand; and several on a page."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.conftest import SITES
from tests.pages import read_page
from tests.test_collections import LABELS, change, fill, links, page, prepared, say, view, write
from tests.test_site import build_small
from toolkit_builder.art.axes import YearAxis, bars
from toolkit_builder.art.map_names import with_names
from toolkit_builder.art.marks import Marked, Place
from toolkit_builder.publishing.pages import page_view
from toolkit_builder.publishing.site import Site

CHARTS = [
    {"view": "chart"},
    {"view": "chart", "of": "guides", "by": "countries", "title": "Where the guides are"},
    {"view": "chart", "of": "guides", "by": "free"},
]


def declare(root: Path) -> None:
    fill(root)
    write(root, "figures.en", title="In figures", shows=CHARTS)
    write(
        root,
        "figures.de",
        title="In Zahlen",
        shows=[{}, {"title": "Wo die Leitfäden sind"}, {}],
        translation={"of": "en", "method": "human"},
    )
    write(root, "scale.en", title="A scale", shows={"view": "scale", "of": "levels"})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("charts") / "small"))
    declare(root)
    build_small(root)
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return prepared(root)


# Charts -----------------------------------------------------------------------------------------------------------------


def test_a_page_shows_several_views_in_the_order_of_its_header(site: Site, root: Path) -> None:
    shown = page_view(site, "figures", "en").collections
    assert [(part.at, part.title.text if part.title else "") for part in shown] == [
        ("page:", ""), ("page:2-", "Where the guides are"), ("page:3-", ""),
    ]  # fmt: skip
    assert [heading.text for heading in page(root, "figures").one("main").all("h2")] == [
        "Everything : Shelf", "Where the guides are", "Guides : Free of charge",
    ]  # fmt: skip
    ids = [section.attributes["aria-labelledby"] for section in page(root, "figures").all("section", class_="chart")]
    assert ids == ["page:chart", "page:2-chart", "page:3-chart"]


def test_a_title_is_told_in_the_readers_language_or_says_its_own(site: Site) -> None:
    titles = {code: page_view(site, "figures", code).collections[1].title for code in ("de", "ar")}
    assert {code: (title.text, title.language) for code, title in titles.items() if title} == {
        "de": ("Wo die Leitfäden sind", ""),
        "ar": ("Wo die Leitfäden sind", "de"),
    }


def test_a_chart_counts_what_the_list_does_and_leads_to_it(site: Site) -> None:
    chart = page_view(site, "figures", "en").collections[1].collection
    rows = [(row.option.label.text, row.option.count, row.href) for row in chart.rows]  # type: ignore[attr-defined]
    assert rows[0] == ("Yemen", 2, "guides/index.html#countries=YE")
    assert {count for _, count, _ in rows[1:]} == {1}


def test_what_says_nothing_is_told_and_no_part_of_a_share(root: Path) -> None:
    shown = page(root, "figures").all("section", class_="chart")[2]
    saying = sum(int(text.text) for text in shown.all("text"))
    assert "says nothing about it" in shown.text or "say nothing about it" in shown.text
    assert f"of {saying})" in shown.text
    assert "A record may be counted in several lines." in page(root, "figures").all("section", class_="chart")[1].text


def test_a_chart_is_a_table_with_its_heads(root: Path) -> None:
    table = page(root, "figures", "de").one("section", class_="chart").one("table")
    assert [head.text for head in table.one("thead").all("th")] == ["Regal", "Einträge", say("de", "Share")]
    rows = table.one("tbody").all("tr")
    assert [row.one("th").attributes["scope"] for row in rows] == ["row", "row"]
    assert [row.one("text").text for row in rows] == ["5", "3"]
    assert links(rows[0]) == ["everything.html#_type=guides"]


def test_the_numbers_can_be_saved(root: Path) -> None:
    link = next(link for link in page(root, "figures", "de").all("a") if "download" in link.attributes)
    head, _, data = link.attributes["href"].partition(",")
    assert (head, link.attributes["download"]) == ("data:text/csv;charset=utf-8", "all-type.csv")
    rows = list(csv.reader(io.StringIO(unquote(data).removeprefix("\ufeff"))))
    assert rows == [["Regal", "Einträge"], ["Leitfäden", "5"], ["Personen", "3"]]


def test_a_chart_of_what_nobody_says_is_not_there(small: Path) -> None:
    change(
        small,
        "guides/_type.yml",
        "fields:\n  countries",
        f"fields:\n  loud: {{kind: yes-no, facet: true, {LABELS}}}\n  countries",
    )
    write(small, "figures.en", title="F", shows={"view": "chart", "of": "guides", "by": "loud"})
    assert view(prepared(small), "figures") is None


def test_bars_are_as_long_as_their_numbers_say() -> None:
    assert [bar.width for bar in bars([4, 2, 0])] == ["82%", "41%", "0%"]
    assert [(bar.x, bar.end) for bar in bars([4, 2])] == [("0", "82%"), ("0", "41%")]
    assert [(bar.x, bar.end) for bar in bars([4, 2], is_mirrored=True)] == [("18%", "18%"), ("59%", "59%")]


# Scale ------------------------------------------------------------------------------------------------------------------


def test_a_scale_says_how_many_records_stand_on_each_step(site: Site, root: Path) -> None:
    easy, hard = view(site, "scale").steps
    assert [(step.place, step.label.text) for step in (easy, hard)] == [(1, "Easy"), (2, "Hard to do")]
    assert [(use.shelf.name, use.count, use.href) for use in easy.uses] == [
        ("guides", 4, "guides/index.html#level=easy"), ("people", 1, "people/index.html"),
    ]  # fmt: skip
    steps = page(root, "scale").one("ol", class_="scale").all("svg", class_="pile")
    assert [len(pile.all("path", class_="full")) for pile in steps] == [1, 2]


def test_a_scale_stands_above_the_text(root: Path) -> None:
    html = (root / "site/scale.html").read_text("utf-8")
    assert html.index('class="scale"') < html.index("Words.")


# Axes and names ---------------------------------------------------------------------------------------------------------


def test_years_without_records_keep_their_place() -> None:
    axis = YearAxis(2000, 2009)
    assert [axis.left(year) for year in (2000, 2001, 2009)] == ["1%", "11%", "91%"]
    assert (axis.width, YearAxis(2000, 2009, is_mirrored=True).left(2000)) == ("8%", "91%")


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (2020, 2020, [2020]), (2020, 2023, [2020, 2021, 2022, 2023]), (1984, 2025, [1990, 2000, 2010, 2020]),
        (1815, 2021, [1850, 1900, 1950, 2000]), (1, 2026, [500, 1000, 1500, 2000]),
    ],
)  # fmt: skip
def test_an_axis_names_few_round_years(first: int, last: int, named: list[int]) -> None:
    ticks = YearAxis(first, last).ticks()
    assert [tick.year for tick in ticks if not tick.is_minor] == named
    assert len(ticks) <= 14


def mark(name: str, count: int, x: float, y: float) -> Marked:
    return Marked(Place(name, name, count), x, y, 10)


def test_names_cover_neither_numbers_nor_each_other() -> None:
    crowd = [mark("Alone", 1, 300, 300), mark("Largest", 9, 100, 100), mark("Below it", 2, 100, 118), mark("Edge", 1, 8, 50)]
    named = {one.place.name: one.side for one in with_names(crowd, 400, 400, 11)}
    assert named == {"Alone": "below", "Largest": "above", "Below it": "below", "Edge": "right"}
    packed = [mark(f"Country {x}{y}", 1, 40 + 20 * x, 40 + 20 * y) for x in range(5) for y in range(5)]
    middle = with_names(packed, 200, 200, 11)[12]
    assert middle.side == ""


def test_every_view_of_a_page_has_places_of_its_own(small: Path) -> None:
    shows = [{"view": "map", "of": "guides", "by": "countries"}, {"view": "map", "of": "guides", "by": "countries"}]
    write(small, "maps.en", title="Maps", shows=shows)
    build_small(small)
    shown = read_page(small / "site/maps.html")
    ids = [
        element.attributes["id"] for tag in ("h2", "h3", "section") for element in shown.all(tag) if "id" in element.attributes
    ]
    assert len(ids) == len({*ids})
    pictures = [image.attributes["href"] for image in shown.all("image")]
    assert pictures == [f"assets/maps/maps{n}-{name}.svg" for n in ("", ".2") for name in ("europe", "world")]
    assert all((small / "site" / picture).exists() for picture in pictures)
