"""A new kind of field is one entry of ``KINDS``: a made-up one goes the whole way, from header to search."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from tests.pages import Element, fact, read_page
from tests.test_search_data import taken
from toolkit_builder.addresses import DATA_FILE, SEARCH
from toolkit_builder.build import build_site, prepare
from toolkit_builder.cli import main
from toolkit_builder.model.accepting import Surroundings, accept_map, wrong
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS, Drawn, Found, Kind, Limits
from toolkit_builder.model.related import related_records
from toolkit_builder.model.shown import Reader, Shown, show_text
from toolkit_builder.problems import say
from toolkit_builder.reading.settings import read_settings

GUIDES = "content/guides"
TAKES = "kind: span, facet: true, sort: true, label: {en: Takes, de: Dauert, ar: المدة}"


def _accept_span(value: Any, _: Field, __: Surroundings) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\d+ min", value):
        digits = re.search(r"\d+", str(value))
        raise wrong("wrong-kind", "span", meant=f"{digits[0]} min" if digits else "", sure=True)
    return value


def _minutes(value: str) -> float:
    return int(value.removesuffix(" min"))


def _show_span(value: Any, _: Field, __: Reader) -> Shown:
    return Shown(f"{_minutes(value)} whole minutes", href="https://example.org/clock")


SPAN = Kind(
    "span", _accept_span, {"type": "string", "pattern": r"^\d+ min$"}, _show_span,
    say("so many minutes, such as 20 min"), "20 min",
    found=Found.NAMES, is_facet=True, relates=True, limits=Limits.VALUE, is_time=True, rank=_minutes,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "span", SPAN)  # type: ignore[arg-type]


@pytest.fixture
def spans(small: Path) -> Path:
    """The small toolkit with a field of the new kind, and guides that have one."""
    declare(small, f"takes: {{{TAKES}}}")
    for slug, takes in (("juice", "20 min"), ("soup", "100 min"), ("bread", "100 min"), ("salad", "5 min")):
        write(small, slug, f"takes: {takes}")
    return small


def declare(root: Path, field: str) -> None:
    """Give guides one more field."""
    file = root / GUIDES / "_type.yml"
    file.write_text(file.read_text("utf-8").replace("\nfields:\n", f"\nfields:\n  {field}\n", 1), "utf-8")


def write(root: Path, slug: str, line: str) -> None:
    """Write a guide with one line of its own."""
    country = {"juice": "PT", "soup": "IS", "bread": "MT"}.get(slug, "LU")
    header = f"title: {slug.title()}\nsummary: In short.\ncountries: [{country}]\nlevel: easy\n{line}"
    (root / GUIDES / f"{slug}.en.md").write_text(f"---\n{header}\n---\nText.\n", "utf-8")


def run(root: Path, *arguments: str) -> str:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)]).output


def build(root: Path) -> Path:
    prepared = prepare(read_settings(root))
    assert prepared.site is not None, prepared.problems
    build_site(prepared.site, root / "site")
    return root / "site"


def texts(element: Element, tag: str, **attributes: str) -> list[str]:
    return [found.text for found in element.all(tag, **attributes)]


def test_its_values_are_checked(spans: Path) -> None:
    write(spans, "cake", "takes: an hour")
    write(spans, "roast", "takes: 45 minutes")
    told = run(spans, "check", "--rule", "wrong-kind")
    assert told.count(" wrong-kind: ") == 2
    assert "`takes` needs so many minutes, such as 20 min; `an hour` is none.\n" in told
    assert "`45 minutes` is none.\n    Did you mean `45 min`?" in told


def test_several_in_place_of_a_list_are_taken_apart(small: Path) -> None:
    declare(small, f"takes: {{many: true, {TAKES}}}".replace("sort: true, ", ""))
    write(small, "cake", "takes: 5 min, 45 minutes")
    assert "Put it in square brackets: [5 min, 45 min]." in run(small, "check")
    run(small, "fix", "--write")
    assert "takes: [5 min, 45 min]" in (small / GUIDES / "cake.en.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("translate: true", "`translate:` means nothing for a field of the kind `span`"),
        ("lead: true", "`lead:` means nothing for a field of the kind `span`"),
        ("as: steps", "`as:` means nothing for a field of the kind `span`"),
        ("pattern: a", "`pattern:` means nothing for a field of the kind `span`"),
        ("from: levels", "`from:` means nothing for a field of the kind `span`"),
        ("min: soon", "`fields.takes.min` needs so many minutes, such as 20 min; `soon` is none."),
        ("max: 90 min", ""),
        ("max: today", ""),
        ("per_language: true", ""),
    ],
)
def test_its_options_are_checked(small: Path, option: str, told: str) -> None:
    declare(small, f"takes: {{{TAKES}, {option}}}")
    output = run(small, "check", "--severity", "error")
    assert (told in output) if told else ("takes" not in output), output


def test_it_has_a_schema_and_a_line_in_new_records(spans: Path) -> None:
    schema = json.loads(run(spans, "schema", "guides"))
    header = {"title": "A", "summary": "B", "countries": ["BE"], "level": "easy"}
    told = Draft202012Validator(schema)
    assert told.is_valid({**header, "takes": "20 min"})
    assert not told.is_valid({**header, "takes": "twenty"})
    run(spans, "new", "guides", "stew")
    assert "# Takes (optional).\n# takes: 20 min\n" in (spans / GUIDES / "stew.en.md").read_text("utf-8")


def test_readers_see_it_and_narrow_down_and_sort_by_it(spans: Path) -> None:
    site = build(spans)
    value = fact(read_page(site / "guides/soup.html"), "Takes")
    assert (value.text, value.one("a").attributes["href"]) == ("100 whole minutes", "https://example.org/clock")
    shelf = read_page(site / "guides/index.html")
    facet = next(found for found in shelf.all("fieldset") if "Takes" in found.one("legend").text)
    assert [label.split(" (")[0] for label in texts(facet, "label")] == [
        "100 whole minutes 2", "20 whole minutes 1", "5 whole minutes 1",
    ]  # fmt: skip
    assert "Takes, newest first" in texts(shelf, "option")
    ranks = [card.attributes["data-ranks"] for card in shelf.all("li") if "data-ranks" in card.attributes]
    assert sorted(rank.partition("takes=")[2].partition("&")[0] for rank in ranks) == ["", "", "100", "100", "20", "5"]


def test_search_and_other_programs_know_it(spans: Path) -> None:
    site = build(spans)
    script = (site / SEARCH / "en/records.js").read_text("utf-8")
    entries = taken(script, "records")["records"]
    assert {entry[0]: entry[5] for entry in entries}["guides/juice"].split(" / ")[0] == "20 whole minutes"
    library = json.loads((site / DATA_FILE).read_text("utf-8"))
    assert library["types"]["guides"]["fields"]["takes"]["kind"] == "span"
    assert {one["slug"]: one["facts"].get("takes") for one in library["records"] if one["type"] == "guides"} == {
        "tea": None, "coffee": None, "juice": "20 min", "soup": "100 min", "bread": "100 min", "salad": "5 min",
    }  # fmt: skip


def test_records_that_share_a_value_are_related(spans: Path) -> None:
    # What records are sorted by is no common ground.
    file = spans / GUIDES / "_type.yml"
    file.write_text(file.read_text("utf-8").replace(TAKES, TAKES.replace("sort: true, ", "")), "utf-8")
    library = prepare(read_settings(spans)).library
    declared = {field.name: field for field in library.types["guides"].fields}
    found = related_records(library)["guides/soup"]
    assert [(one.record_id, one.shared) for one in found] == [("guides/bread", [(declared["takes"], "100 min")])]


def test_what_an_entry_says_nothing_about_is_not_so(small: Path) -> None:
    declare(small, f"takes: {{{TAKES}}}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "span", Kind("span", _accept_span, {"type": "string"}, _show_span))  # type: ignore[arg-type]
        told = run(small, "check", "--severity", "error")
    assert told.count(" option-does-not-fit: ") == 2
    assert "`facet:` means nothing" in told
    assert "`sort:` means nothing" in told


HOURS = Kind(
    "hours", accept_map, {"type": "object"}, show_text, say("the hours of a day"), drawn=Drawn.ENTRIES, is_map=True,
    fields=(
        Field("day", "text", {"en": "Day"}, required=True, translate=True),
        Field("opens", "number", {"en": "Opens at"}),
    ),
)  # fmt: skip


def test_a_kind_may_have_fields_of_its_own(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "hours", HOURS)  # type: ignore[arg-type]
    declare(small, "open: {kind: hours, many: true, label: {en: Open, de: Offen, ar: مفتوح}}")
    write(small, "soup", "open: [{day: Fridays, opens: 9}]")
    write(small, "cake", "open: [{day: Mondays, opens: nine}]")
    told = run(small, "check", "--severity", "error")
    assert "`open.1.opens` needs a number, such as 12 or 2.5; `nine` is none." in told
    assert told.count("error ") == 1, told
    (small / GUIDES / "cake.en.md").unlink()
    site = build(small)
    entry = next(part for part in read_page(site / "guides/soup.html").all("section") if part.one("h2").text == "Open")
    assert texts(entry, "li") == ["Fridays Opens at: 9"]
    assert "fridays" in (site / SEARCH / "en/texts-1.js").read_text("utf-8")
