"""Records that are like each other: what counts as common ground, and what never does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit_builder.build import read_and_check
from toolkit_builder.model.library import Library
from toolkit_builder.model.related import related_records
from toolkit_builder.problems import errors
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.site import make_site
from toolkit_builder.reading.settings import read_settings

LABEL = "label: {en: X, de: X, ar: X}"


def add(root: Path, record_id: str, header: str) -> None:
    """Write a record in English."""
    title = record_id.rpartition("/")[2].capitalize()
    file = root / f"content/{record_id}.en.md"
    file.write_text(f"---\ntitle: {title}\nsummary: In short.\n{header}\n---\nText.\n", "utf-8")


def guide(root: Path, slug: str, header: str, level: str = "easy") -> None:
    add(root, f"guides/{slug}", f"level: {level}\n{header}")


def declare(root: Path, type_name: str, *fields: str) -> None:
    """Give a type more fields."""
    file = root / f"content/{type_name}/_type.yml"
    more = "".join(f"  {field}\n" for field in fields)
    file.write_text(file.read_text("utf-8").replace("fields:\n", f"fields:\n{more}", 1), "utf-8")


def vocabulary(root: Path, name: str, *terms: str) -> None:
    lines = [LABEL, "terms:", *(f"  {term}: {{{LABEL}}}" for term in terms)]
    (root / f"content/_vocabularies/{name}.yml").write_text("\n".join(lines), "utf-8")


def read(root: Path) -> Library:
    library, problems = read_and_check(read_settings(root))
    assert not errors(problems), problems
    return library


def related(root: Path) -> dict[str, list[str]]:
    """Record to those like it; the sort of guides is left out of the names."""
    return {
        one.removeprefix("guides/"): [other.record_id.removeprefix("guides/") for other in others]
        for one, others in related_records(read(root)).items()
    }


def reasons(library: Library, one: str, other: str) -> list[tuple[str, str]]:
    """What two records have in common, as names of fields and values."""
    shared = next(found.shared for found in related_records(library)[one] if found.record_id == other)
    return [(field.name, value) for field, value in shared]


# Common ground ----------------------------------------------------------------------------------------------------------


def test_a_rare_value_in_common_wins_over_a_common_one(small: Path) -> None:
    guide(small, "one", "countries: [FR, IS]")
    guide(small, "z-rare", "countries: [IS]")
    for slug in ("a-common", "b-common", "c-common"):
        guide(small, slug, "countries: [FR]")
    assert related(small)["one"] == ["z-rare", "a-common", "b-common", "c-common"]


def test_more_in_common_wins_over_less(small: Path) -> None:
    guide(small, "one", "countries: [FR, IS]")
    guide(small, "a-less", "countries: [IS]")
    guide(small, "z-more", "countries: [FR, IS]")
    assert related(small)["one"] == ["z-more", "a-less"]


def test_records_that_share_nothing_are_not_alike(small: Path) -> None:
    assert set(related(small)) == {"tea", "coffee", "people/ada"}
    assert not any(related(small).values())


@pytest.mark.parametrize(("number", "followed"), [(8, True), (9, False)])
def test_a_value_that_too_many_records_have_says_nothing(small: Path, number: int, followed: bool) -> None:
    for slug in range(number):
        guide(small, f"n{slug}", "countries: [FR]")
    found = related(small)
    assert all(bool(found[f"n{slug}"]) == followed for slug in range(number))


@pytest.mark.parametrize(
    ("declared", "header"),
    [
        (f"rank: {{kind: choice, from: topics, facet: true, sort: true, {LABEL}}}", "rank: farm"),
        (f"topic: {{kind: choice, from: topics, {LABEL}}}", "topic: farm"),
        (f"born: {{kind: country, {LABEL}}}", "born: FR"),
        (f"open: {{kind: yes-no, facet: true, {LABEL}}}", "open: true"),
        (f"made: {{kind: year, facet: true, {LABEL}}}", "made: 1999"),
        (f"tongue: {{kind: language, facet: true, {LABEL}}}", "tongue: fr"),
    ],
    ids=["choice to sort by", "choice without facet", "country without facet", "yes-no", "year", "language"],
)
def test_is_no_common_ground(small: Path, declared: str, header: str) -> None:
    vocabulary(small, "topics", "farm")
    declare(small, "guides", declared)
    guide(small, "one", f"countries: [FR]\n{header}")
    guide(small, "two", f"countries: [IS]\n{header}")
    assert related(small)["one"] == []


@pytest.mark.parametrize(
    ("declared", "header"),
    [
        (f"topic: {{kind: choice, from: topics, facet: true, {LABEL}}}", "topic: farm"),
        (f"topics: {{kind: choice, from: topics, many: true, facet: true, {LABEL}}}", "topics: [sea, farm]"),
        (f"born: {{kind: country, facet: true, {LABEL}}}", "born: GR"),
        (f"teller: {{kind: reference, to: people, facet: true, {LABEL}}}", "teller: ada"),
    ],
    ids=["choice", "choices", "country", "reference"],
)
def test_is_common_ground(small: Path, declared: str, header: str) -> None:
    vocabulary(small, "topics", "farm", "sea")
    declare(small, "guides", declared)
    guide(small, "one", f"countries: [FR]\n{header}")
    guide(small, "two", f"countries: [IS]\n{header}")
    assert related(small)["one"] == ["two"]


def test_terms_of_different_lists_are_not_the_same(small: Path) -> None:
    vocabulary(small, "plants", "orange")
    vocabulary(small, "colours", "orange")
    declare(
        small,
        "guides",
        f"plant: {{kind: choice, from: plants, facet: true, {LABEL}}}",
        f"colour: {{kind: choice, from: colours, facet: true, {LABEL}}}",
    )
    guide(small, "one", "countries: [FR]\nplant: orange")
    guide(small, "two", "countries: [IS]\ncolour: orange")
    assert related(small)["one"] == []


def test_records_of_different_types_are_alike_by_country(small: Path) -> None:
    declare(small, "people", f"born: {{kind: country, facet: true, {LABEL}}}")
    add(small, "people/bo", "born: YE")
    assert related(small)["people/bo"] == ["coffee"]
    assert related(small)["coffee"] == ["people/bo"]


# Who is never there -----------------------------------------------------------------------------------------------------

LINKS = {
    "by a field": (f"see: {{kind: reference, to: guides, {LABEL}}}", "see: two"),
    "by a list": (f"see: {{kind: reference, to: guides, many: true, {LABEL}}}", "see: [coffee, two]"),
    "within a group": (
        f"parts: {{kind: group, many: true, {LABEL}, fields: {{see: {{kind: reference, to: guides, {LABEL}}}}}}}",
        "parts: [{see: coffee}, {see: two}]",
    ),
}


@pytest.mark.parametrize("way", LINKS)
def test_linked_records_are_not_repeated_in_either_direction(small: Path, way: str) -> None:
    declared, link = LINKS[way]
    declare(small, "guides", declared)
    guide(small, "one", f"countries: [IS]\n{link}")
    guide(small, "two", "countries: [IS]")
    guide(small, "three", "countries: [IS]")
    found = related(small)
    assert (found["one"], found["two"], found["three"]) == (["three"], ["three"], ["one", "two"])


def test_drafts_are_like_nobody(small: Path) -> None:
    guide(small, "one", "countries: [IS]")
    guide(small, "two", "countries: [IS]")
    guide(small, "draft", "countries: [IS]\ndraft: true")
    found = related(small)
    assert "draft" not in found
    assert (found["one"], found["two"]) == (["two"], ["one"])


def test_drafts_do_not_make_a_value_common(small: Path) -> None:
    guide(small, "one", "countries: [IS]")
    guide(small, "two", "countries: [IS]")
    for number in range(9):
        guide(small, f"draft{number}", "countries: [IS]\ndraft: true")
    assert related(small)["one"] == ["two"]


def test_nobody_is_like_itself(small: Path) -> None:
    guide(small, "one", "countries: [IS, FR]")
    guide(small, "two", "countries: [IS, FR]")
    assert all(one not in others for one, others in related(small).items())


def test_four_are_enough_and_the_alphabet_decides_among_equals(small: Path) -> None:
    for slug in "fedcba":
        guide(small, slug, "countries: [IS]")
    found = related(small)
    assert found["a"] == ["b", "c", "d", "e"]
    assert found["f"] == ["a", "b", "c", "d"]


def test_the_alphabet_decides_among_equals_that_share_different_values(small: Path) -> None:
    guide(small, "one", "countries: [GR, IS]")
    guide(small, "z", "countries: [GR]")
    guide(small, "a", "countries: [IS]")
    assert related(small)["one"] == ["a", "z"]


# Reasons ----------------------------------------------------------------------------------------------------------------


def test_the_rarest_reason_comes_first(small: Path) -> None:
    vocabulary(small, "topics", "farm")
    declare(small, "guides", f"topic: {{kind: choice, from: topics, facet: true, {LABEL}}}")
    guide(small, "one", "countries: [FR, IS]\ntopic: farm")
    guide(small, "two", "countries: [FR, IS]\ntopic: farm")
    guide(small, "three", "countries: [FR]\ntopic: farm")
    guide(small, "four", "countries: [FR]")
    found = reasons(read(small), "guides/one", "guides/two")
    assert found == [("countries", "IS"), ("topic", "farm"), ("countries", "FR")]


def test_three_reasons_are_enough(small: Path) -> None:
    guide(small, "one", "countries: [FR, IS, GR, PT]")
    guide(small, "two", "countries: [FR, IS, GR, PT]")
    guide(small, "three", "countries: [FR]")
    found = reasons(read(small), "guides/one", "guides/two")
    assert sorted(found) == [("countries", "GR"), ("countries", "IS"), ("countries", "PT")]


@pytest.mark.parametrize(
    ("language", "kind", "country", "person"),
    [("en", "Guide", "Iceland", "Ada"), ("de", "Leitfaden", "Island", "Ada"), ("ar", "دليل", "آيسلندا", "Ada")],
)
def test_reasons_are_told_in_the_readers_language(small: Path, language: str, kind: str, country: str, person: str) -> None:
    declare(small, "guides", f"teller: {{kind: reference, to: people, facet: true, {LABEL}}}")
    guide(small, "one", "countries: [IS]\nteller: ada")
    guide(small, "two", "countries: [IS]\nteller: ada")
    library = read(small)
    kin = record_view(make_site(library, {}, "2026-07-01"), library.records["guides/one"], language).related
    assert [(one.text.text, one.text.href, one.kind.text) for one in kin] == [("Two", "../guides/two.html", kind)]
    assert sorted(shown.text for shown in kin[0].shared) == sorted([country, person])


# Always the same --------------------------------------------------------------------------------------------------------

TELL = """
import sys
from pathlib import Path
from toolkit_builder.model.related import related_records
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings
for one, others in related_records(read_library(read_settings(Path(sys.argv[1])))).items():
    print(one, [(other.record_id, [(field.name, value) for field, value in other.shared]) for other in others])
"""


def test_the_same_records_are_alike_every_time(small: Path) -> None:
    vocabulary(small, "topics", *"abcdefgh")
    declare(small, "guides", f"topics: {{kind: choice, from: topics, many: true, facet: true, {LABEL}}}")
    for slug in ("one", "two", "three", "four", "five", "six"):
        guide(small, slug, "countries: [FR, IS, GR, PT]\ntopics: [a, b, c, d, e, f, g, h]")
    told = {
        subprocess.run(
            [sys.executable, "-c", TELL, str(small)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True, capture_output=True, encoding="utf-8",
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1
    assert "guides/two" in told.pop()


def test_in_a_large_library_only_rare_values_are_followed(small: Path) -> None:
    countries = ("IS", "GR", "PT", "MT", "LU", "CY", "EE", "LV", "LT", "SI")
    for number in range(400):
        guide(small, f"n{number:03}", f"countries: [FR, {countries[number % 10]}]")
    library = read(small)
    found = related_records(library)
    assert len(found) == 403
    for number in range(400):
        alike = found[f"guides/n{number:03}"]
        assert len(alike) == 4
        assert {value for one in alike for _, value in one.shared} == {countries[number % 10]}


def test_a_draft_is_no_common_ground(small: Path) -> None:
    declare(small, "guides", f"helped_by: {{kind: reference, to: people, many: true, facet: true, {LABEL}}}")
    add(small, "people/bob", "role: storyteller\ndraft: true")
    guide(small, "one", "countries: [FR]\nhelped_by: [bob]")
    guide(small, "two", "countries: [FR]\nhelped_by: [bob]")
    assert reasons(read(small), "guides/one", "guides/two") == [("countries", "FR")]


def test_two_fields_with_the_same_value_count_once(small: Path) -> None:
    declare(small, "guides", f"from_there: {{kind: country, facet: true, {LABEL}}}")
    guide(small, "one", "countries: [FR]\nfrom_there: FR")
    guide(small, "two", "countries: [FR]\nfrom_there: FR")
    assert [value for _, value in reasons(read(small), "guides/one", "guides/two")] == ["FR"]
