"""Catalogues: what a list can be narrowed down and sorted by, and that its numbers are those of its cards."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.conftest import SITES
from tests.pages import Element, read_page
from tests.test_site import build_small
from toolkit_builder.build import prepare
from toolkit_builder.publishing.catalogues import catalogue_view, everything_view
from toolkit_builder.publishing.site import Site
from toolkit_builder.publishing.views import CatalogueView
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.words import words

PREFIXES = {"en": "", "de": "de/", "ar": "ar/"}
LISTS = ("guides/index", "people/index", "everything")
LABELS = "label: {en: E, de: D, ar: A}"
PUBLISHED = {"guides/tea", "guides/coffee", "guides/cake", "guides/pie", "people/ada", "people/bo"}


def write(root: Path, name: str, **header: Any) -> None:
    """Write a record (`guides/soup.en`) or a plain page; JSON is YAML."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in {"summary": "S.", **header}.items()]
    (root / "content" / f"{name}.md").write_text("\n".join(["---", *lines, "---", "Words.", ""]), "utf-8")


def guide(root: Path, slug: str, **header: Any) -> None:
    write(root, f"guides/{slug}.en", **{"title": slug.title(), "countries": ["GB"], "level": "easy", **header})


def change(root: Path, name: str, old: str, new: str) -> None:
    file = root / "content" / name
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def declare(root: Path, name: str, *fields: str) -> None:
    """Add fields to a type."""
    change(root, f"{name}/_type.yml", "\nfields:\n", "\nfields:\n" + "".join(f"  {field}\n" for field in fields))


def fill(root: Path) -> None:
    """Give the shelves more records, fields that they share, and a shelf without any record."""
    declare(
        root,
        "people",
        "countries: {kind: country, many: true, facet: true, label: {en: Where, de: Wo, ar: أين}}",
        f"free: {{kind: yes-no, {LABELS}}}",
    )
    change(root, "guides/_type.yml", "authors_of: {", "authors_of: {facet: true, ")
    change(root, "people/ada.en.md", "role:", "countries: [GB]\nrole:")
    write(root, "people/bo.en", title="Bo", countries=["SE", "NO"])
    write(root, "people/ghost.en", title="Ghost", countries=["FR"], draft=True)
    guide(root, "cake", countries=["NO", "SE"], level="hard", free=False, authors_of=["ada", "bo", "ghost"])
    guide(root, "pie", countries=["NO"], level="hard", since=2020, free=False, checked="2026-11-23")
    guide(root, "secret", countries=["FR"], draft=True)
    empty_shelf(root)


def empty_shelf(root: Path) -> None:
    (root / "content/tools").mkdir()
    (root / "content/tools/_type.yml").write_text(
        "label: {en: Tool, de: Werkzeug, ar: أداة}\nplural: {en: Tools, de: Werkzeuge, ar: أدوات}\n"
        "about: {en: a, de: b, ar: c}\nmark: TO\norder: 15\n"
        f"fields: {{countries: {{kind: country, many: true, facet: true, {LABELS}}}}}\n",
        "utf-8",
    )


def prepared(root: Path) -> Site:
    found = prepare(read_settings(root))
    assert found.site is not None, found.problems
    return found.site


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small toolkit, filled and built."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("built") / "small"))
    fill(root)
    write(root, "contribute.en", title="How to help")
    build_small(root)
    return root


@pytest.fixture(scope="module")
def full(root: Path) -> Site:
    return prepared(root)


def page(root: Path, name: str, language: str = "en") -> Element:
    return read_page(root / "site" / f"{PREFIXES[language]}{name}.html")


def catalogue(site: Site, name: str, language: str = "en") -> CatalogueView:
    return catalogue_view(site, site.library.types[name], language)


def options(view: CatalogueView) -> dict[str, list[tuple[str, int]]]:
    return {one.name: [(option.value, option.count) for option in one.options] for one in view.facets}


def labels(view: CatalogueView) -> dict[str, list[str]]:
    return {one.name: [option.label.text for option in one.options] for one in view.facets}


def ranks(view: CatalogueView) -> dict[str, dict[str, str]]:
    return {card.record.id: dict(parse_qsl(card.ranks, strict_parsing=True)) for card in view.cards if card.ranks}


def cards_of(shown: Element) -> list[Element]:
    return shown.one("ul", class_="cards").all("li", class_="card")


def values_of(card: Element) -> list[tuple[str, str]]:
    """Return the values of a card as scripts read them."""
    values = parse_qsl(card.attributes["data-values"], strict_parsing=bool(card.attributes["data-values"]))
    return [*values, *(("_language", code) for code in card.attributes["data-languages"].split())]


def say(language: str, text: str) -> str:
    return str(words(language).gettext(text))


# Options and cards ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("name", LISTS)
def test_each_option_counts_the_cards_that_have_its_value(root: Path, name: str, language: str) -> None:
    shown = page(root, name, language)
    found = Counter(pair for card in cards_of(shown) for pair in values_of(card))
    # Where all texts are in the same languages, nothing is narrowed down by them.
    if len({pair for pair in found if pair[0] == "_language"}) < 2:
        found = Counter({pair: count for pair, count in found.items() if pair[0] != "_language"})
    offered = {
        (label.one("input").attributes["name"], label.one("input").attributes["value"]): label.one("span", class_="many").text
        for label in shown.one("form", class_="facets").all("label")
    }
    assert len(offered) > 1
    assert offered == {pair: str(count) for pair, count in found.items()}


def test_a_card_says_all_its_values(root: Path) -> None:
    values = {
        card.attributes["data-id"]: parse_qsl(card.attributes["data-values"], strict_parsing=True)
        for card in cards_of(page(root, "guides/index", "de"))
    }
    assert values == {
        "guides/tea": [("countries", "GB"), ("countries", "NO"), ("level", "easy"), ("free", "true"), ("authors_of", "ada")],
        "guides/coffee": [("countries", "YE"), ("level", "hard")],
        "guides/cake": [
            *(("countries", "NO"), ("countries", "SE"), ("level", "hard"), ("free", "false")),
            *(("authors_of", "ada"), ("authors_of", "bo")),
        ],
        "guides/pie": [("countries", "NO"), ("level", "hard"), ("free", "false")],
    }


def test_a_value_may_hold_any_sign(small: Path) -> None:
    declare(small, "guides", f"place: {{kind: text, many: true, facet: true, {LABELS}}}")
    hostile = ["a&b=c", "50 % + 1", 'say "ü" <b>', "#_q=x"]
    guide(small, "cake", place=hostile)
    view = catalogue(prepared(small), "guides")
    (values,) = [card.values for card in view.cards if card.record.id == "guides/cake"]
    assert [value for name, value in parse_qsl(values, strict_parsing=True) if name == "place"] == hostile
    assert sorted(options(view)["place"]) == sorted((value, 1) for value in hostile)


@pytest.mark.parametrize(("language", "said"), [("en", ("Yes", "No")), ("de", ("Ja", "Nein")), ("ar", ("نعم", "لا"))])
def test_yes_and_no_are_options_in_the_readers_words(full: Site, language: str, said: tuple[str, str]) -> None:
    view = catalogue(full, "guides", language)
    assert options(view)["free"] == [("false", 2), ("true", 1)]
    assert labels(view)["free"] == [said[1], said[0]]


def test_a_record_that_does_not_say_is_neither_yes_nor_no(full: Site) -> None:
    (coffee,) = [card for card in catalogue(full, "guides").cards if card.record.id == "guides/coffee"]
    assert "free" not in dict(parse_qsl(coffee.values))


def test_options_are_labels_and_not_links(full: Site) -> None:
    for view in (catalogue(full, "guides"), everything_view(full, "de")):
        assert {option.label.href for one in view.facets for option in one.options} == {""}
    assert labels(catalogue(full, "guides"))["authors_of"] == ["Ada", "Bo"]


def test_a_facet_of_which_no_record_has_a_value_is_not_offered(small: Path) -> None:
    declare(small, "people", f"born: {{kind: year, facet: true, {LABELS}}}")
    assert options(catalogue(prepared(small), "people")) == {}
    write(small, "people/bo.en", title="Bo", born=1990)
    assert options(catalogue(prepared(small), "people")) == {"born": [("1990", 1)]}


# Order ------------------------------------------------------------------------------------------------------------------


def test_facets_stand_in_the_order_of_the_fields(full: Site) -> None:
    assert list(options(catalogue(full, "guides"))) == ["countries", "level", "free", "authors_of", "_language"]


@pytest.mark.parametrize(
    ("language", "countries"),
    [
        ("en", ["Norway", "Sweden", "United Kingdom", "Yemen"]),
        ("de", ["Norwegen", "Jemen", "Schweden", "Vereinigtes Königreich"]),
        ("ar", ["النرويج", "السويد", "المملكة المتحدة", "اليمن"]),
    ],
)
def test_what_most_records_have_comes_first_and_then_the_readers_alphabet(
    full: Site, language: str, countries: list[str]
) -> None:
    view = catalogue(full, "guides", language)
    assert labels(view)["countries"] == countries
    assert [count for _, count in options(view)["countries"]] == [3, 1, 1, 1]


def test_terms_that_have_an_order_keep_it_the_highest_first(full: Site, small: Path) -> None:
    (level,) = [one for one in catalogue(full, "guides").facets if one.name == "level"]
    assert [(option.value, option.mark) for option in level.options] == [("hard", (2, 2)), ("easy", (1, 2))]
    for slug in ("one", "two", "three"):
        guide(small, slug)
    assert options(catalogue(prepared(small), "guides"))["level"] == [("hard", 1), ("easy", 4)]


def test_terms_without_an_order_are_sorted_by_number(small: Path) -> None:
    change(small, "_vocabularies/levels.yml", "ordered: true", "ordered: false")
    change(small, "guides/_type.yml", "required: true, facet: true, sort: true", "required: true, facet: true")
    guide(small, "cake")
    (level,) = [one for one in catalogue(prepared(small), "guides").facets if one.name == "level"]
    assert [(option.value, option.count, option.mark) for option in level.options] == [("easy", 2, None), ("hard", 1, None)]


def test_years_and_dates_come_newest_first(small: Path) -> None:
    change(small, "guides/_type.yml", "since: {kind: year,", "since: {kind: year, facet: true,")
    change(small, "guides/_type.yml", "ended: {kind: date,", "ended: {kind: date, facet: true,")
    guide(small, "cake", since=2020, ended="2023-12-31")
    guide(small, "pie", since=1999, ended="2024-03-01")
    guide(small, "jam", since=1902)
    view = catalogue(prepared(small), "guides", "de")
    assert options(view)["since"] == [("2020", 1), ("1999", 1), ("1902", 2)]
    assert options(view)["ended"] == [("2024-03-01", 1), ("2024-02-29", 1), ("2023-12-31", 1)]
    assert labels(view)["ended"][0] == "1. März 2024"


def test_cards_in_the_readers_language_come_first_sorted_by_title(full: Site) -> None:
    shown = {language: [card.record.slug for card in catalogue(full, "guides", language).cards] for language in PREFIXES}
    assert shown == {
        "en": ["cake", "tea", "pie", "coffee"],
        "de": ["tea", "cake", "pie", "coffee"],
        "ar": ["coffee", "cake", "pie", "tea"],
    }


def test_a_card_shows_four_facts_at_most_and_how_strong_it_is_first(small: Path) -> None:
    declare(small, "guides", *(f"extra_{number}: {{kind: country, facet: true, {LABELS}}}" for number in range(3)))
    guide(small, "cake", extra_0="NO", extra_1="SE", extra_2="DK", free=True)
    (card,) = [one for one in catalogue(prepared(small), "guides").cards if one.record.slug == "cake"]
    assert [fact.name for fact in card.facts] == ["level", "extra_0", "extra_1", "extra_2"]
    assert len(dict(parse_qsl(card.values))) == 6


# What lists are sorted by -----------------------------------------------------------------------------------------------


def test_larger_ranks_are_stronger_and_newer(full: Site) -> None:
    assert ranks(catalogue(full, "guides")) == {
        "guides/tea": {"since": "1902", "level": "1", "_checked": "20260203"},
        "guides/coffee": {"level": "2", "_checked": "20260203"},
        "guides/cake": {"level": "2"},
        "guides/pie": {"since": "2020", "level": "2", "_checked": "20261123"},
    }


def test_dates_and_numbers_have_ranks_that_compare_as_numbers(small: Path) -> None:
    change(small, "guides/_type.yml", "ended: {kind: date,", "ended: {kind: date, sort: true,")
    change(small, "guides/_type.yml", "hours: {kind: number,", "hours: {kind: number, sort: true,")
    guide(small, "cake", ended="2024-03-01", hours=20)
    found = ranks(catalogue(prepared(small), "guides"))
    cake, tea = found["guides/cake"], found["guides/tea"]
    assert (cake["hours"], tea["hours"]) == ("20", "1.5")
    assert (cake["ended"], tea["ended"]) == ("20240301", "20240229")


def test_a_list_can_be_sorted_by_what_its_records_have(full: Site, root: Path) -> None:
    assert [(one.name, one.label.text) for one in catalogue(full, "guides").orders] == [
        ("since", "Since, newest first"),
        ("-since", "Since, oldest first"),
        ("level", "Level, highest first"),
        ("-level", "Level, lowest first"),
        ("_checked", "Facts checked, newest first"),
        ("-_checked", "Facts checked, oldest first"),
    ]
    assert [one.name for one in catalogue(full, "people").orders] == ["_checked", "-_checked"]
    for language in PREFIXES:
        shown = [one.attributes["value"] for one in page(root, "guides/index", language).one("select").all("option")]
        assert shown == ["", "since", "-since", "level", "-level", "_checked", "-_checked"]


@pytest.mark.parametrize("name", LISTS)
def test_pages_carry_the_ranks_and_languages_of_each_card(full: Site, root: Path, name: str) -> None:
    view = everything_view(full, "ar") if name == "everything" else catalogue(full, name.partition("/")[0], "ar")
    drawn = cards_of(page(root, name, "ar"))
    assert [(card.attributes["data-id"], card.attributes["data-ranks"]) for card in drawn] == [
        (card.record.id, card.ranks) for card in view.cards
    ]
    in_others = {"guides/tea": "de en", "guides/coffee": "ar"}
    assert [card.attributes["data-languages"] for card in drawn] == [in_others.get(card.record.id, "en") for card in view.cards]


# Everything -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", PREFIXES)
def test_everything_lists_every_published_record_once(root: Path, language: str) -> None:
    drawn = cards_of(page(root, "everything", language))
    assert sorted(card.attributes["data-id"] for card in drawn) == sorted(PUBLISHED)
    assert sorted(card.one("h2").one("a").attributes["href"] for card in drawn) == sorted(f"{one}.html" for one in PUBLISHED)


@pytest.mark.parametrize("name", LISTS)
def test_drafts_are_neither_cards_nor_options(root: Path, name: str) -> None:
    text = page(root, name).one("main").text
    assert not re.search("Secret|Ghost|France", text)


@pytest.mark.parametrize(
    ("language", "shelves"), [("en", ["Guides", "People"]), ("de", ["Leitfäden", "Personen"]), ("ar", ["أدلة", "أشخاص"])]
)
def test_shelves_are_the_first_facet_of_everything_in_their_order(
    full: Site, root: Path, language: str, shelves: list[str]
) -> None:
    view = everything_view(full, language)
    assert (view.facets[0].name, view.facets[0].label.text) == ("_type", say(language, "Shelf"))
    assert options(view)["_type"] == [("guides", 4), ("people", 2)]
    assert labels(view)["_type"] == shelves
    first = page(root, "everything", language).one("form", class_="facets").all("fieldset")[0]
    assert [label.one("span", class_="option").text for label in first.all("label")] == shelves


def test_shelves_keep_their_order_whatever_stands_on_them(small: Path) -> None:
    for slug in ("bo", "cem"):
        write(small, f"people/{slug}.en", title=slug)
    assert options(everything_view(prepared(small), "en"))["_type"] == [("guides", 2), ("people", 3)]
    change(small, "guides/_type.yml", "order: 10", "order: 30")
    assert options(everything_view(prepared(small), "en"))["_type"] == [("people", 3), ("guides", 2)]


def test_fields_that_several_shelves_have_are_facets_of_everything(full: Site) -> None:
    view = everything_view(full, "en")
    # `free` is a facet of one shelf only, and so are `level` and `authors_of`.
    assert list(options(view)) == ["_type", "countries", "_language"]
    assert options(view)["countries"] == [("NO", 4), ("SE", 2), ("GB", 2), ("YE", 1)]
    assert view.facets[1].label.text == "Where"


def test_the_small_toolkit_shares_nothing_but_shelves(small: Path) -> None:
    assert list(options(everything_view(prepared(small), "en"))) == ["_type", "_language"]


def test_fields_of_the_same_name_that_hold_something_else_are_no_facet_of_everything(small: Path) -> None:
    declare(small, "people", f"level: {{kind: country, facet: true, {LABELS}}}")
    write(small, "people/bo.en", title="Bo", level="NO")
    assert list(options(everything_view(prepared(small), "en"))) == ["_type", "_language"]


# Ranges and languages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def ranged(small: Path) -> Site:
    """Guides with minutes and groups."""
    declare(
        small,
        "guides",
        f"minutes: {{kind: number, facet: true, sort: true, ranges: [30, 60, 90.5], unit: minute, {LABELS}}}",
        f"group: {{kind: range, facet: true, sort: true, ranges: [5, 10], {LABELS}}}",
        f"opened: {{kind: year, facet: true, ranges: [1999], {LABELS}}}",
    )
    for slug, minutes, group, opened in (
        ("cake", 30, "6-20", 1999),
        ("pie", 31, "2-4", 2000),
        ("jam", 90.5, "5-6", 2026),
        ("soup", 91, "6+", None),
    ):
        guide(small, slug, minutes=minutes, group=group, **({"opened": opened} if opened else {}))
    return prepared(small)


def test_numbers_are_narrowed_down_by_ranges_the_lowest_first(ranged: Site) -> None:
    view = catalogue(ranged, "guides")
    assert options(view)["minutes"] == [("..30", 1), ("30..60", 1), ("60..90.5", 1), ("90.5..", 1)]
    assert labels(view)["minutes"] == ["up to 30 minutes", "31 to 60 minutes", "61 to 90.5 minutes", "more than 90.5 minutes"]
    assert options(view)["opened"] == [("..1999", 1), ("1999..", 2)]


def test_ranges_that_are_narrow_or_large_are_apart(small: Path) -> None:
    declare(small, "guides", f"parts: {{kind: number, facet: true, ranges: [1, 1.5, 2, 3, 1234567, 1234568], {LABELS}}}")
    for number, parts in enumerate((1.2, 1.8, 2.5, 1234567, 1234568, 1234569)):
        guide(small, f"g-{number}", parts=parts)
    view = catalogue(prepared(small), "guides")
    assert options(view)["parts"] == [
        ("1..1.5", 1), ("1.5..2", 1), ("2..3", 1), ("3..1234567", 1), ("1234567..1234568", 1), ("1234568..", 1)
    ]  # fmt: skip
    assert labels(view)["parts"] == [
        "1 to 1.5", "1.5 to 2", "3", "4 to 1,234,567", "1,234,568", "more than 1,234,568"
    ]  # fmt: skip


def test_what_reaches_into_several_ranges_is_found_by_each(ranged: Site) -> None:
    # 6 to 20 and 6 and more: from 6 to 10, and beyond; 5 to 6: up to 5, and from 6 on.
    view = catalogue(ranged, "guides")
    assert options(view)["group"] == [("..5", 2), ("5..10", 3), ("10..", 2)]
    assert labels(view)["group"] == ["up to 5", "6 to 10", "more than 10"]


@pytest.mark.parametrize(
    ("language", "minutes"),
    [
        ("de", ["bis 30 Minuten", "31 bis 60 Minuten", "61 bis 90,5 Minuten", "mehr als 90,5 Minuten"]),
        ("ar", ["حتى 30 دقيقة", "31 إلى 60 دقيقة", "61 إلى 90.5 دقيقة", "أكثر من 90.5 دقيقة"]),
    ],
)
def test_ranges_and_units_are_in_the_readers_words(ranged: Site, language: str, minutes: list[str]) -> None:
    assert labels(catalogue(ranged, "guides", language))["minutes"] == minutes


def test_ranges_of_years_have_no_sign_between_thousands(small: Path) -> None:
    declare(small, "guides", f"opened: {{kind: year, facet: true, ranges: [1990, 2000, 2001], {LABELS}}}")
    for year in (1980, 1995, 2001, 2002):
        guide(small, f"g-{year}", opened=year)
    assert labels(catalogue(prepared(small), "guides"))["opened"] == ["up to 1990", "1991 to 2000", "2001", "more than 2001"]


def test_values_with_a_unit_and_ranges_stand_on_pages(ranged: Site) -> None:
    facts = {
        card.record.slug: {fact.name: fact.values[0].text for fact in card.facts} for card in catalogue(ranged, "guides").cards
    }
    assert (facts["cake"]["minutes"], facts["cake"]["group"]) == ("30 minutes", "6 to 20")
    assert facts["soup"]["group"] == "6 and more"


def test_what_takes_long_is_sorted_by_how_long(ranged: Site) -> None:
    orders = {one.name: one.label.text for one in catalogue(ranged, "guides").orders}
    assert (orders["minutes"], orders["-minutes"]) == ("E, longest first", "E, shortest first")
    assert (orders["group"], orders["-group"]) == ("E, highest first", "E, lowest first")
    assert ranks(catalogue(ranged, "guides"))["guides/soup"]["group"] == "6"


def test_lists_are_narrowed_down_by_the_languages_of_texts(full: Site, small: Path) -> None:
    view = catalogue(full, "guides", "de")
    facet = view.facets[-1]
    assert (facet.name, facet.label.text) == ("_language", "Sprache des Textes")
    assert options(view)["_language"] == [("en", 3), ("ar", 1), ("de", 1)]
    assert labels(view)["_language"] == ["Englisch", "Arabisch", "Deutsch"]
    # All people are told of in English alone.
    assert "_language" not in options(catalogue(full, "people"))


# An empty shelf ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", PREFIXES)
def test_an_empty_shelf_says_so_and_how_to_contribute(root: Path, language: str) -> None:
    shown = page(root, "tools/index", language)
    listed = shown.one("div", class_="catalogue")
    assert say(language, "This shelf is still empty. You can fill it.") in listed.text
    (link,) = listed.all("a")
    assert (link.attributes["href"], link.text) == ("../contribute.html", say(language, "How to contribute"))
    assert shown.all("form", class_="facets") == shown.all("ul", class_="cards") == []


def test_an_empty_shelf_of_a_toolkit_that_takes_no_contributions_leads_nowhere(small: Path) -> None:
    empty_shelf(small)
    build_small(small)
    listed = page(small, "tools/index").one("div", class_="catalogue")
    assert "This shelf is still empty." in listed.text
    assert listed.all("a") == []
