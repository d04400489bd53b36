"""Pages of a whole collection: what they choose, count and order; and how they stand on the built site."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SITES
from tests.pages import Element, read_page
from tests.test_site import build_small
from toolkit_builder.art.covers import HUES
from toolkit_builder.build import prepare
from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.collections.editions import Editions
from toolkit_builder.publishing.collections.glossary import Glossary
from toolkit_builder.publishing.collections.highlights import Highlights
from toolkit_builder.publishing.collections.map import Map, maps_of
from toolkit_builder.publishing.collections.matrix import NO, PARTLY, YES, Matrix
from toolkit_builder.publishing.collections.overview import Overview
from toolkit_builder.publishing.collections.timeline import Timeline
from toolkit_builder.publishing.pages import page_view
from toolkit_builder.publishing.site import Site
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.words import words

PREFIXES = {"en": "", "de": "de/", "ar": "ar/"}
VIEWS = ("who", "where", "years", "born", "joined", "overview", "words", "best")
PAGES = (*VIEWS, "index")
LABELS = "label: {en: E, de: D, ar: A}"


def write(root: Path, name: str, **header: Any) -> None:
    """Write a record (`guides/soup.en`) or a plain page; JSON is YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in {"summary": "S.", **header}.items()]
    (root / "content" / f"{name}.md").write_text("\n".join(["---", *lines, "---", "Words.", ""]), "utf-8")


def guide(root: Path, slug: str, **header: Any) -> None:
    write(root, f"guides/{slug}.en", **{"title": slug.title(), "countries": ["DE"], "level": "easy", **header})


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / "content" / name
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def fill(root: Path) -> None:
    """Put more people and guides into the small toolkit, so that there is something to choose and to order."""
    change(
        root,
        "people/_type.yml",
        "fields:\n",
        f"fields:\n  level: {{kind: choice, from: levels, sort: true, {LABELS}}}\n"
        f"  studies: {{kind: reference, to: guides, many: true, {LABELS}}}\n"
        f"  born: {{kind: year, {LABELS}}}\n"
        f"  joined: {{kind: year, {LABELS}}}\n",
    )
    change(root, "people/ada.en.md", "role:", "born: 1815\nrole:")
    write(root, "people/bo.en", title="Bo", level="hard", born=1990, joined=2012, studies=["tea", "coffee", "secret"])
    write(root, "people/cem.en", title="Cem", level="easy", born=1815)
    write(root, "people/ghost.en", title="Ghost", level="hard", draft=True)
    guide(root, "cocoa", countries=["BE", "YE"], since=2020, free=False, authors_of=["ada", "bo"], created="2026-03-01")
    guide(root, "bread", countries=["AT"], since=1902, created="2026-02-01")
    guide(root, "anise", since=2021, created="2025-12-31")
    guide(root, "secret", countries=["FR"], since=2022, authors_of=["ada"], created="2026-04-01", draft=True)
    write(root, "best.en", title="The best", shows={"view": "highlights", "of": "guides"})
    write(root, "born.en", title="By birth", shows={"view": "timeline", "of": "people", "by": "born"})
    write(root, "joined.en", title="By year", shows={"view": "timeline", "of": "people", "by": "joined"})
    write(root, "plain.en", title="Nothing but words")
    change(root, "index.en.md", "summary:", "shows: {view: highlights, of: people}\nsummary:")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small toolkit, filled and built."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("built") / "small"))
    fill(root)
    build_small(root)
    return root


@pytest.fixture(scope="module")
def full(root: Path) -> Site:
    return prepared(root)


def prepared(root: Path) -> Site:
    found = prepare(read_settings(root))
    assert found.site is not None, found.problems
    return found.site


def view(site: Site, slug: str, language: str = "en") -> Any:
    """Return what a page shows; None where it shows nothing."""
    return next((part.collection for part in page_view(site, slug, language).collections), None)


def page(root: Path, slug: str, language: str = "en") -> Element:
    return read_page(root / "site" / f"{PREFIXES[language]}{slug}.html")


def titles(shown: Any) -> list[str]:
    return [one.text if isinstance(one, Shown) else one.title.text for one in shown]


def links(element: Element) -> list[str]:
    return [link.attributes["href"] for link in element.all("a")]


def say(language: str, text: str) -> str:
    return str(words(language).gettext(text))


# All views --------------------------------------------------------------------------------------------------------------


def test_every_page_shows_what_its_header_asks_for(full: Site) -> None:
    shown = {slug: type(view(full, slug)) for slug in (*PAGES, "take", "plain")}
    assert shown == {
        "who": Matrix, "where": Map, "years": Timeline, "born": Timeline, "joined": Timeline, "overview": Overview,
        "words": Glossary, "best": Highlights, "take": Editions, "index": Highlights, "plain": type(None),
    }  # fmt: skip
    assert view(full, "take").view == "editions"


def _headings(element: Element) -> Iterator[int]:
    for child in element.children:
        if isinstance(child, Element):
            if re.fullmatch("h[1-6]", child.tag):
                yield int(child.tag[1])
            yield from _headings(child)


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("slug", [*PAGES, "take"])
def test_no_level_of_headings_is_skipped(root: Path, slug: str, language: str) -> None:
    levels = list(_headings(page(root, slug, language)))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(one, other) for one, other in pairwise(levels) if other > one + 1] == []


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("slug", PAGES)
def test_no_draft_is_shown_anywhere(root: Path, slug: str, language: str) -> None:
    text = page(root, slug, language).one("main").text
    assert "Secret" not in text
    assert "Ghost" not in text


@pytest.mark.parametrize("slug", VIEWS)
def test_words_of_another_language_say_so(root: Path, slug: str) -> None:
    named = [link for link in page(root, slug, "ar").one("main").all("a") if re.search("[A-Za-z]", link.text)]
    foreign = [link for link in named if re.match("(guides|people)/", link.attributes["href"])]
    assert foreign
    for link in foreign:
        marked = link if "lang" in link.attributes else link.one("span")
        assert marked.attributes["lang"] in ("en", "de")
        assert marked.attributes["dir"] == "ltr"


# Matrix -----------------------------------------------------------------------------------------------------------------


def test_the_matrix_says_who_is_referred_to_by_which_record(full: Site) -> None:
    matrix = view(full, "who")
    assert (matrix.columns_of.name, matrix.rows_of.name) == ("guides", "people")
    assert [side.text.text for side in matrix.columns] == ["Anise", "Bread", "Cocoa", "How to make tea", "كيف تُعدّ القهوة"]
    rows = {row.side.text.text: row for row in matrix.rows}
    assert rows["Ada"].cells == [NO, NO, YES, YES, NO]
    assert [(one.column, one.text.text) for one in rows["Ada"].having] == [(2, "Cocoa"), (3, "How to make tea")]
    assert rows["Bo"].cells == [NO, NO, YES, NO, NO]
    assert rows["Cem"].cells == [NO] * 5
    assert rows["Cem"].having == []


def test_the_best_proven_row_comes_first_and_one_that_says_nothing_last(full: Site) -> None:
    rows = view(full, "who").rows
    assert [(row.side.text.text, row.strength.mark if row.strength else None) for row in rows] == [
        ("Bo", (2, 2)),
        ("Cem", (1, 2)),
        ("Ada", None),
    ]
    assert [value.text for value in rows[0].strength.values] == ["Hard to do"]


def test_rows_that_are_proven_alike_are_sorted_by_title(small: Path) -> None:
    fill(small)
    write(small, "people/alan.en", title="alan", level="easy")
    write(small, "people/aziz.en", title="Äziz", level="easy")
    assert titles(row.side.text for row in view(prepared(small), "who").rows) == ["Bo", "alan", "Äziz", "Cem", "Ada"]


def test_a_row_is_supported_by_the_records_that_it_refers_to_the_strongest_first(full: Site) -> None:
    bo, cem, ada = view(full, "who", "de").rows
    assert [(one.text.text, one.strength.mark) for one in bo.support] == [
        ("كيف تُعدّ القهوة", (2, 2)),
        ("Wie man Tee macht", (1, 2)),
    ]
    assert (cem.support, ada.support) == ([], [])


def test_the_table_says_in_words_what_its_cells_show(root: Path) -> None:
    table = page(root, "who").one("table")
    rows = {row.one("th").one("span", class_="title").text: row for row in table.one("tbody").all("tr")}
    assert list(rows) == ["Bo", "Cem", "Ada"]
    yes, no = "described", "not described"
    cells = rows["Ada"].all("td", class_="cell")
    assert [cell.text for cell in cells] == [no, no, yes, yes, no]
    assert [cell.one("span").attributes["class"] for cell in cells] == ["dot", "dot", "yes", "yes", "dot"]
    assert [row.one("td", class_="sum").text for row in rows.values()] == ["1", "0", "2"]
    assert rows["Bo"].one("td", class_="proof").text == "Hard to do 2 sources of evidence"
    assert rows["Ada"].one("td").text == ""
    widths = {len(row.all("th") + row.all("td")) for row in table.all("tr")}
    assert widths == {8}


def test_what_stands_behind_each_row_is_told_in_full(root: Path) -> None:
    bo, cem, ada = page(root, "who", "de").one("div", class_="behind").all("details")
    assert bo.one("summary").text == "Bo Schwer 1 Leitfäden"
    evidence, guides = bo.all("ul")
    assert links(evidence) == ["guides/coffee.html", "guides/tea.html"]
    assert links(guides) == ["guides/cocoa.html"]
    assert (cem.all("ul"), cem.all("h3")) == ([], [])
    assert [heading.text for heading in ada.all("h3")] == ["Leitfäden"]


def test_what_a_second_field_names_is_partly_so(small: Path) -> None:
    fill(small)
    change(
        small,
        "guides/_type.yml",
        "  authors_of:",
        f"  helpers: {{kind: reference, to: people, many: true, {LABELS}}}\n  authors_of:",
    )
    change(small, "who.en.md", "by: authors_of", "by: authors_of, partly: helpers")
    guide(small, "rice", authors_of=["ada"], helpers=["ada", "bo"])
    matrix = view(prepared(small), "who")
    rice = titles(side.text for side in matrix.columns).index("Rice")
    assert {row.side.text.text: row.cells[rice] for row in matrix.rows} == {"Ada": YES, "Bo": PARTLY, "Cem": NO}
    assert [one.is_partly for row in matrix.rows for one in row.having if one.column == rice] == [True, False]
    build_small(small)
    shown = page(small, "who")
    assert [legend.text for legend in shown.one("p", class_="legend").all("span") if legend.text][:3] == [
        "described", "partly", "not described",
    ]  # fmt: skip
    assert "Rice (partly)" in shown.one("div", class_="behind").text


def test_columns_know_what_they_are_narrowed_down_by(full: Site, root: Path) -> None:
    matrix = view(full, "who")
    assert matrix.columns[2].values == "level=easy&free=false"
    # All but two have a country of their own, and what only one says parts nothing.
    assert [facet.name for facet in matrix.facets] == ["level", "free"]
    tools = page(root, "who").one("form", class_="tools")
    assert tools.has("class", "needs-scripts")
    assert [(select.attributes["name"], len(select.all("option"))) for select in tools.all("select")] == [
        ("level", 3), ("free", 3), ("_group", 3),
    ]  # fmt: skip


# Map --------------------------------------------------------------------------------------------------------------------

COUNTRIES = {
    "en": ["Austria", "Belgium", "Germany", "Norway", "United Kingdom", "Yemen"],
    "de": ["Belgien", "Deutschland", "Jemen", "Norwegen", "Österreich", "Vereinigtes Königreich"],
    "ar": ["ألمانيا", "المملكة المتحدة", "النرويج", "النمسا", "اليمن", "بلجيكا"],
}


@pytest.mark.parametrize("language", COUNTRIES)
def test_countries_are_sorted_by_the_readers_words(full: Site, root: Path, language: str) -> None:
    assert titles(country.name for country in view(full, "where", language).countries) == COUNTRIES[language]
    headings = [heading.text for heading in page(root, "where", language).one("ul", class_="countries").all("h3")]
    assert [heading.rpartition(" ")[0] for heading in headings] == COUNTRIES[language]


def test_a_country_lists_its_records_by_title(full: Site, root: Path) -> None:
    found = {country.code: titles(country.records) for country in view(full, "where").countries}
    assert found == {
        "AT": ["Bread"], "BE": ["Cocoa"], "DE": ["Anise"], "GB": ["How to make tea"], "NO": ["How to make tea"],
        "YE": ["Cocoa", "كيف تُعدّ القهوة"],
    }  # fmt: skip
    listed = page(root, "where", "de").one("ul", class_="countries")
    yemen = next(item for item in listed.all("li") if item.all("h3") and item.one("h3").text == "Jemen 2")
    assert links(yemen) == ["guides/index.html#countries=YE", "guides/cocoa.html", "guides/coffee.html"]


def test_a_country_leads_to_no_list_where_lists_are_not_narrowed_down_by_it(small: Path) -> None:
    change(small, "guides/_type.yml", "required: true, facet: true, label: {en: Where", "required: true, label: {en: Where")
    assert {country.href for country in view(prepared(small), "where").countries} == {""}


def test_maps_hold_numbers_and_a_picture_that_is_there(root: Path) -> None:
    for language, prefix in PREFIXES.items():
        europe, world = page(root, "where", language).all("svg", class_="map")
        assert [mark.one("text").text for mark in europe.all("a")] == ["1"] * 5
        assert [mark.one("text").text for mark in world.all("a")] == ["2"]
        countries = {heading.attributes["id"] for heading in page(root, "where", language).all("h3")}
        assert {f"#{name}" for name in countries} == {*links(europe), *links(world)}
        for drawn in (europe, world):
            file = root / "site" / prefix / drawn.one("image").attributes["href"]
            assert f'viewBox="{drawn.attributes["viewbox"]}"' in file.read_text("utf-8")
    (yemen,) = page(root, "where", "ar").all("svg", class_="map")[1].all("title")
    assert yemen.text == "اليمن: 2"


def test_pictures_of_maps_mark_the_countries_of_published_records_in_the_colour_of_the_shelf(
    full: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit_builder.publishing.collections.map.map_svg", lambda name, codes, colour: (name, codes, colour))
    codes, colour = ["AT", "BE", "DE", "GB", "NO", "YE"], HUES["blue"].mid
    assert {place: svg() for place, svg in maps_of(full)} == {
        "assets/maps/where-europe.svg": ("europe", codes, colour),
        "assets/maps/where-world.svg": ("world", codes, colour),
    }


def test_a_page_that_is_a_draft_has_no_map(small: Path) -> None:
    change(small, "where.en.md", "shows:", "draft: true\nshows:")
    assert list(maps_of(prepared(small))) == []


# Timeline ---------------------------------------------------------------------------------------------------------------


def test_each_record_is_a_brick_above_its_year(full: Site, root: Path) -> None:
    axis = view(full, "years").axis
    assert [len(pile.tops) for pile in axis.piles] == [1, 1, 2]
    assert [tick.year for tick in axis.ticks if not tick.is_minor] == [1920, 1940, 1960, 1980, 2000, 2020]
    drawn = page(root, "years").one("svg", class_="years")
    assert len(drawn.all("rect", class_="brick")) == 4
    # 120 years: where one stands on the left, it stands on the right in Arabic.
    left, right = (float(view(full, "years", code).axis.piles[0].x.rstrip("%")) for code in ("en", "ar"))
    assert left + right + 0.8 * 100 / 120 == pytest.approx(100, abs=0.02)


def test_the_newest_year_comes_first_and_what_has_none_apart(full: Site) -> None:
    timeline = view(full, "years")
    assert [(year.year, titles(year.cards)) for year in timeline.years] == [
        (2021, ["Anise"]),
        (2020, ["Cocoa"]),
        (1902, ["Bread", "How to make tea"]),
    ]
    assert titles(timeline.undated) == ["كيف تُعدّ القهوة"]


def test_the_timeline_tells_all_facets_in_the_readers_words(full: Site, root: Path) -> None:
    assert {name: shown.text for name, shown in view(full, "years", "de").columns.items()} == {
        "level": "Stufe",
        "countries": "Wo",
        "free": "Kostenlos",
    }
    table = page(root, "years", "de").one("table")
    assert [cell.text for cell in table.one("thead").all("th")] == ["Jahr", "Leitfaden", "Stufe", "Wo", "Kostenlos"]
    cocoa = next(row for row in table.all("tr") if "Cocoa" in row.text)
    assert [cell.text for cell in cocoa.all("td")][1:] == ["Leicht", "Belgien, Jemen", "Nein"]


@pytest.mark.parametrize("option", ["facet", "key"])
def test_the_field_that_a_timeline_goes_by_is_no_column_of_it(small: Path, option: str) -> None:
    change(small, "guides/_type.yml", "since: {kind: year,", f"since: {{kind: year, {option}: true,")
    assert "since" not in view(prepared(small), "years").columns


@pytest.mark.parametrize("language", PREFIXES)
def test_each_year_heads_its_rows(root: Path, language: str) -> None:
    groups = page(root, "years", language).one("table").all("tbody")
    heads = [[cell for cell in group.all("th") if cell.attributes["scope"] == "rowgroup"] for group in groups]
    assert [len(found) for found in heads] == [1, 1, 1, 1]
    assert [found[0].text for found in heads] == ["2021", "2020", "1902", say(language, "not known")]
    assert [found[0].attributes["rowspan"] for found in heads] == [str(len(group.all("tr"))) for group in groups]
    assert [len(group.all("tr")) for group in groups] == [1, 1, 2, 1]
    assert {len(row.all("td")) for group in groups for row in group.all("tr")} == {4}


def test_records_without_a_year_share_one_head(root: Path) -> None:
    heads = [group.one("th") for group in page(root, "joined").one("table").all("tbody")]
    assert [(head.text, head.attributes["rowspan"]) for head in heads] == [("2012", "1"), ("not known", "2")]


def test_a_timeline_in_which_all_is_dated_has_no_rows_without_a_year(root: Path) -> None:
    groups = page(root, "born").one("table").all("tbody")
    assert [group.one("th").text for group in groups] == ["1990", "1815"]


# Overview ---------------------------------------------------------------------------------------------------------------


def test_the_overview_counts_the_records_that_refer_to_each(full: Site) -> None:
    rows = view(full, "overview", "de").rows
    assert titles(row.card for row in rows) == ["Ada", "Bo", "Cem"]
    ada, bo, cem = ([(use.shelf.name, use.label.text, use.count) for use in row.uses] for row in rows)
    assert ada == [("guides", "Leitfäden", 2)]
    assert bo == [("guides", "Leitfäden", 1)]
    assert cem == []


def test_who_refers_through_a_group_counts_once(small: Path) -> None:
    group = f"helpers: {{kind: group, many: true, {LABELS}, fields: {{who: {{kind: reference, to: people, {LABELS}}}}}}}"
    change(small, "guides/_type.yml", "fields:\n  countries", f"fields:\n  {group}\n  countries")
    guide(small, "cake", helpers=[{"who": "ada"}, {"who": "ada"}])
    (ada,) = view(prepared(small), "overview").rows
    assert [(use.count, use.href) for use in ada.uses] == [(2, "people/ada.html")]


@pytest.mark.parametrize(("facet", "address"), [("", "people/ada.html"), ("facet: true, ", "guides/index.html#authors_of=ada")])
def test_a_number_leads_to_the_filtered_list_or_else_to_the_record(small: Path, facet: str, address: str) -> None:
    change(small, "guides/_type.yml", "authors_of: {", f"authors_of: {{{facet}")
    (ada,) = view(prepared(small), "overview", "ar").rows
    assert [use.href for use in ada.uses] == [address]


def test_shelves_of_an_overview_stand_in_their_order(small: Path) -> None:
    (small / "content/clubs").mkdir()
    for name, order in (("clubs", 5), ("teams", 15)):
        (small / "content" / name).mkdir(exist_ok=True)
        (small / f"content/{name}/_type.yml").write_text(
            f"{LABELS}\nplural: {{en: E, de: D, ar: A}}\nmark: {name[:2].upper()}\norder: {order}\n"
            f"fields: {{members: {{kind: reference, to: people, many: true, {LABELS}}}}}\n",
            "utf-8",
        )
        write(small, f"{name}/first.en", title="First", members=["ada"])
    (ada,) = view(prepared(small), "overview").rows
    assert [use.shelf.name for use in ada.uses] == ["clubs", "guides", "teams"]


def test_the_overview_is_drawn_with_cover_title_and_numbers(root: Path) -> None:
    items = [item for item in page(root, "overview", "ar").one("ul", class_="overview").all("li") if item.all("h2")]
    assert [item.one("h2").text for item in items] == ["Ada", "Bo", "Cem"]
    assert items[0].one("ul", class_="uses").text == "أدلة 2"
    assert links(items[0]) == ["people/ada.html", "people/ada.html"]
    assert items[2].one("ul", class_="uses").all("li") == []
    assert items[0].one("img").attributes["src"] == "../assets/covers/people/ada.svg"


# Glossary ---------------------------------------------------------------------------------------------------------------

TERMS = {
    "eva": "Eva", "edith": "Édith", "egon": "egon", "zoe": "Zoë", "angstroem": "Ångström", "room": "101",
    "ahmad": "أحمد", "amina": "امينة", "iman": "إيمان", "badr": "بدر",
}  # fmt: skip
SIGNS, LATIN = [("#", ["101"])], [("A", ["Ada", "Ångström"]), ("E", ["Édith", "egon", "Eva"]), ("Z", ["Zoë"])]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", [*SIGNS, *LATIN, ("أ", ["أحمد"]), ("إ", ["إيمان"]), ("ا", ["امينة"]), ("ب", ["بدر"])]),
        ("de", [*SIGNS, *LATIN, ("أ", ["أحمد"]), ("إ", ["إيمان"]), ("ا", ["امينة"]), ("ب", ["بدر"])]),
        # In Arabic, a letter whatever sits on it; and its own letters stand before those of others.
        ("ar", [*SIGNS, ("ا", ["أحمد", "امينة", "إيمان"]), ("ب", ["بدر"]), *LATIN]),
    ],
)
def test_terms_stand_below_their_letter_whatever_its_case_or_marks(
    small: Path, language: str, wanted: list[tuple[str, list[str]]]
) -> None:
    for slug, title in TERMS.items():
        write(small, f"people/{slug}.en", title=title)
    letters = view(prepared(small), "words", language).letters
    assert [(letter.letter, titles(letter.terms)) for letter in letters] == wanted


def test_a_term_has_its_meaning_in_the_best_language(full: Site, small: Path) -> None:
    (_, terms, *_) = [letter.terms for letter in view(full, "words", "de").letters]
    assert [(one.slug, one.meaning) for one in terms] == [("bo", Shown("S.", language="en"))]
    write(
        small, "people/ada.de", title="Frau Ada", summary="Erzählt.", translation={"of": "en", "method": "human"}
    )  # fmt: skip
    (letter,) = view(prepared(small), "words", "de").letters
    assert (letter.letter, letter.terms[0].meaning) == ("F", Shown("Erzählt."))


@pytest.mark.parametrize("language", PREFIXES)
def test_letters_lead_to_their_terms(root: Path, language: str) -> None:
    shown = page(root, "words", language)
    letters = {link.attributes["href"]: link.text for link in shown.one("nav", class_="letters").all("a")}
    assert list(letters.values()) == ["A", "B", "C"]
    sections = shown.all("section", class_="letter")
    assert {f"#{section.one('h2').attributes['id']}": section.one("h2").text for section in sections} == letters
    assert [section.attributes["aria-labelledby"] for section in sections] == [href[1:] for href in letters]
    assert links(sections[0].one("dl")) == ["people/ada.html"]
    meaning = sections[0].one("dd")
    assert meaning.text == "Tells how things are done."
    assert meaning.attributes == ({} if language == "en" else {"lang": "en", "dir": "ltr"})


# Highlights -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "chosen"),
    [
        ("en", ["Cocoa", "Bread", "How to make tea"]),
        ("de", ["Wie man Tee macht", "Cocoa", "Bread"]),
        ("ar", ["كيف تُعدّ القهوة", "Cocoa", "Bread"]),
    ],
)
def test_highlights_are_the_newest_in_the_readers_language_and_then_the_newest(
    full: Site, root: Path, language: str, chosen: list[str]
) -> None:
    highlights = view(full, "best", language)
    assert titles(highlights.cards) == chosen
    assert [card.facts for card in highlights.cards] == [()] * 3
    section = page(root, "best", language).one("section", class_="highlights")
    assert [heading.text for heading in section.all("h3")] == chosen


def test_highlights_say_how_many_there_are_and_lead_to_all(full: Site, root: Path) -> None:
    highlights = view(full, "best", "de")
    assert (highlights.total, highlights.label.text, highlights.shelf.name) == (5, "Leitfäden", "guides")
    row = page(root, "best", "en").one("section", class_="highlights").one("div", class_="row")
    assert (row.one("h2").text, row.one("a").text) == ("Guides", "See all 5 records")
    assert links(row) == ["guides/index.html"]


def test_a_home_page_may_show_a_table_of_records_that_can_be_worked_with(small: Path) -> None:
    change(small, "index.en.md", "summary:", "shows: {view: matrix, of: guides, by: authors_of}\nsummary:")
    build_small(small)
    home = page(small, "index")
    assert home.all("script", src="assets/toolkit/matrix.js")


def test_a_home_page_may_show_highlights_too(root: Path) -> None:
    section = page(root, "index", "ar").one("section", class_="highlights")
    assert [heading.text for heading in section.all("h3")] == ["Ada", "Bo", "Cem"]
    assert links(section.one("div", class_="row")) == ["people/index.html"]
