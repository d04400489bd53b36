"""Short titles: what a record is called on spines, covers and in tables, in each language by that language's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.test_records import edit
from tests.test_search_data import entries
from toolkit_builder.build import prepare
from toolkit_builder.cli import main
from toolkit_builder.exports.data import library_json
from toolkit_builder.exports.search import search_files
from toolkit_builder.model.record import Status
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.reading.settings import read_settings

TITLE = "title: How to make tea\n"


def site_of(root: Path) -> Site:
    prepared = prepare(read_settings(root))
    assert prepared.site is not None, [str(problem) for problem in prepared.problems]
    return prepared.site


@pytest.mark.parametrize(
    ("header", "short"),
    [
        ("title: Tea for two", "Tea for two"),
        ('title: "DUO for a JOB: people over fifty"', "DUO for a JOB"),
        ('title: "TOP: Tutoring Online Program"', "TOP: Tutoring Online Program"),
        ('title: "Tee für Schüler:innen: um 10:30"', "Tee für Schüler:innen"),
        ("title: Tea at 10:30", "Tea at 10:30"),
        ('title: "Tea: a guide"\nshort: Tea with Ada', "Tea with Ada"),
    ],
)
def test_a_book_is_called_by_its_short_title_or_by_what_stands_before_a_colon(small: Path, header: str, short: str) -> None:
    edit(small / "content/guides/tea.en.md", (TITLE, f"{header}\n"))
    site = site_of(small)
    record = site.library.records["guides/tea"]
    assert record.original.short == short
    assert book_of(record, Reader(site, "en", "index.html")).title.text == short


def test_each_language_has_its_own_and_none_is_behind_for_it(small: Path) -> None:
    edit(small / "content/guides/tea.en.md", (TITLE, f"{TITLE}short: Tea\n"))
    site = site_of(small)
    record = site.library.records["guides/tea"]
    shown = {code: Reader(site, code, "index.html").record(record.id, short=True).text for code in ("en", "de", "ar")}
    assert shown == {"en": "Tea", "de": "Wie man Tee macht", "ar": "Wie man Tee macht"}, "never one of another language"
    assert record.status("de") is Status.MACHINE, "the fingerprint is of the title; what is short for it is no passage"
    edit(small / "content/guides/tea.de.md", ("title: Wie man Tee macht\n", "title: Wie man Tee macht\nshort: Teestunde\n"))
    site = site_of(small)
    assert Reader(site, "ar", "index.html").record(record.id, short=True).text == "Teestunde"
    (told,) = (one for one in json.loads(library_json(site.library))["records"] if one["id"] == record.id)
    assert {code: text["short"] for code, text in told["texts"].items()} == {"en": "Tea", "de": "Teestunde"}
    assert "short" not in told["facts"]
    assert entries(dict(search_files(site, "de"))["records.js"])[record.id].keywords == "Tee / Wasser / Teestunde"


def test_it_is_as_short_as_every_spine_needs_it(small: Path) -> None:
    edit(small / "content/guides/tea.en.md", (TITLE, f"title: {'How to make tea ' * 5}\nshort: {'x' * 28}\n"))
    assert main_says(small, "check", "--rule", "wrong-length")[0] == 0
    edit(small / "content/guides/tea.en.md", ("short: ", "short: x"))
    code, said = main_says(small, "check", "--rule", "wrong-length")
    assert (code, "`short` has 29 characters." in said) == (1, True), said


def test_who_writes_a_record_or_a_translation_is_told_of_it(small: Path) -> None:
    main_says(small, "new", "guides", "soup")
    assert "# short: " in (small / "content/guides/soup.en.md").read_text("utf-8")
    edit(small / "content/guides/tea.en.md", ("\nsummary: ", "\nshort: Tea\nsummary: "))
    (small / "content/guides/tea.de.md").unlink()
    code, said = main_says(small, "translate", "guides/tea", "de")
    assert code == 0, said
    written = (small / "content/guides/tea.de.md").read_text("utf-8").split("\n")
    assert (written[2].partition(":")[0], "Tea" in written[2]) == ("# short", False), "words of the original stay away"


def main_says(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*words, "--root", str(root)])
    return result.exit_code, result.output
