"""Records: fingerprints and what they tell, the six states of a translation, and what a reader is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_builder.build import read_and_check
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Passage, Record, Status, Translation
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.writing.translations import fingerprint_line, stamped

TEA, TEA_DE = "content/guides/tea.en.md", "content/guides/tea.de.md"


def library_of(root: Path) -> Library:
    library, problems = read_and_check(read_settings(root))
    assert [str(problem) for problem in problems] == []
    return library


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8", newline="\n")


def tea(root: Path) -> tuple[Record, Translation]:
    record = library_of(root).records["guides/tea"]
    return record, record.translations["de"]


# Fingerprints -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Boil the water.", "  Boil\n the\twater. ", True),
        ("caf\u00e9", "cafe\u0301", True),
        ("Boil the water.", "Boil the water", False),
        ("Boil the water.", "boil the water.", False),
        ("one two", "onetwo", False),
        ("a", "", False),
    ],
)
def test_in_a_fingerprint_words_count_and_spacing_does_not(one: str, other: str, same: bool) -> None:
    assert (Passage("", one).hash == Passage("", other).hash) is same


def test_a_fingerprint_has_a_hash_of_four_digits_for_every_passage(small: Path) -> None:
    record, translation = tea(small)
    names = [passage.name for passage in record.original.passages(record.type)]
    assert names == [
        "title", "summary", "keywords.0", "keywords.1", "duration", "steps.0.text", "steps.1.text",
        "# What you need", "# What to do",
    ]  # fmt: skip
    assert record.fingerprint == translation.fingerprint
    assert all(len(part) == 4 and int(part, 16) >= 0 for part in record.fingerprint)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("title: How to make tea", "title: How tea is made", ["title"]),
        ("title: How to make tea", "title:   'How to make tea'", []),
        ("since: 1902", "since: 1903", []),
        ("minutes: 5", "minutes: 6", []),
        ("keywords: [tea, water]", "keywords: [tea, hot, water]", ["keywords.1"]),
        ("keywords: [tea, water]", "keywords: [water]", ["keywords.0"]),
        ("text: Wait.", "text: Be patient.", ["steps.1.text"]),
        ("  - {text: Wait., minutes: 3}\n", "  - {text: Wait., minutes: 3}\n  - {text: Pour.}\n", ["steps.2.text"]),
        ("A pot, and ", "A pot,\n   and ", []),
        ("A pot, and ", "A kettle, and ", ["# What you need"]),
        ("## What you need", "## What is needed", ["# What is needed"]),
        ("## What to do", "## Safety\n\nHot!\n\n## What to do", ["# Safety"]),
        ("```html\n", "## Code\n\n```html\n", ["# What to do", "# Code"]),
        ("duration: ten minutes\n", "", ["steps.0.text"]),
    ],
)
def test_what_changed_is_named(small: Path, old: str, new: str, changed: list[str]) -> None:
    edit(small / TEA, (old, new))
    library, _ = read_and_check(read_settings(small))
    record = library.records["guides/tea"]
    assert list(record.changed_since(record.translations["de"])) == changed
    assert record.status("de") is (Status.BEHIND if changed else Status.MACHINE)


def test_a_section_that_was_taken_out_is_named_by_the_one_that_stands_there_now(small: Path) -> None:
    edit(small / TEA, ("## What you need\n\nA pot, and ![a brown pot on a table](tea/pot.svg).\n\n", ""))
    record, translation = tea(small)
    assert record.changed_since(translation) == ("# What to do",)


def test_a_last_section_that_was_taken_out_does_not_go_unnoticed(small: Path) -> None:
    text = (small / TEA).read_text("utf-8")
    (small / TEA).write_text(text[: text.index("## What to do")], encoding="utf-8", newline="\n")
    record = read_and_check(read_settings(small))[0].records["guides/tea"]
    assert record.changed_since(record.translations["de"]) != ()
    assert record.status("de") is Status.BEHIND


def test_a_new_stamp_makes_a_translation_follow_its_original(small: Path) -> None:
    edit(small / TEA, ("A pot, and ", "A kettle, and "), ("title: How to make tea", "title: Tea"))
    record, translation = tea(small)
    before = (small / TEA_DE).read_text("utf-8")
    after = stamped(before, record, translation)
    (small / TEA_DE).write_text(after, encoding="utf-8", newline="\n")
    assert tea(small)[0].status("de") is Status.MACHINE
    old, new = before.splitlines(), after.splitlines()
    assert [line for line in new if line not in old] == [f"  fingerprint: {fingerprint_line(record)}"]


# Status -----------------------------------------------------------------------------------------------------------------

REVIEWED = ("method: machine", "method: machine\n  reviewed: {on: 2026-03-04, by: Eva}")


@pytest.mark.parametrize(
    ("record", "language", "changes", "status"),
    [
        ("guides/tea", "en", [], Status.ORIGINAL),
        ("guides/tea", "de", [], Status.MACHINE),
        ("guides/tea", "de", [("method: machine", "method: human")], Status.CURRENT),
        ("guides/tea", "de", [("method: machine", "method: machine-edited")], Status.CURRENT),
        ("guides/tea", "de", [REVIEWED], Status.CURRENT),
        ("guides/tea", "de", [REVIEWED, ("1bcc", "1bcd")], Status.BEHIND),
        ("guides/tea", "de", [("fingerprint: [1bcc, c01d, a9f7, 0f41, bba0, f812, b0c8, dcd7, de16]\n  ", "")], Status.BEHIND),
        ("guides/tea", "ar", [], Status.MISSING),
        ("guides/coffee", "ar", [], Status.ORIGINAL),
        ("guides/coffee", "de", [], Status.LEFT_OUT),
        ("guides/coffee", "en", [], Status.MISSING),
    ],
)
def test_a_record_stands_in_a_language(
    small: Path, record: str, language: str, changes: list[tuple[str, str]], status: Status
) -> None:
    edit(small / TEA_DE, *changes)
    assert library_of(small).records[record].status(language) is status


# What a reader is shown -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fallback", "record", "shown"),
    [
        ("{ar: [de]}", "guides/tea", {"en": "en", "de": "de", "ar": "de"}),
        ("{}", "guides/tea", {"en": "en", "de": "de", "ar": "en"}),
        ("{de: [ar]}", "guides/coffee", {"en": "ar", "de": "ar", "ar": "ar"}),
        ("{ar: [de]}", "people/ada", {"en": "en", "de": "en", "ar": "en"}),
    ],
)
def test_a_missing_text_falls_back(small: Path, fallback: str, record: str, shown: dict[str, str]) -> None:
    edit(small / "mkdocs.yml", ("{ar: [de]}", fallback))
    library = library_of(small)
    assert {code: library.shown(library.records[record], code).language for code in shown} == shown


def test_a_reader_gets_the_words_of_a_translation_in_the_facts_of_the_original(small: Path) -> None:
    library = library_of(small)
    record = library.records["guides/tea"]
    german = library.values(record, "de")
    assert german["title"] == "Wie man Tee macht"
    assert german["steps"] == [{"text": "Wasser kochen.", "minutes": 5}, {"text": "Warten.", "minutes": 3}]
    assert german["since"] == 1902
    assert library.values(record, "ar") == german
    assert library.values(record, "en") == record.facts
    assert record.facts["steps"][0]["text"] == "Boil the water."


def test_a_word_that_is_not_translated_stays_as_it_is(small: Path) -> None:
    edit(small / TEA_DE, ("duration: zehn Minuten\n", ""), ("  - {text: Warten.}", "  - {}"))
    library = library_of(small)
    german = library.values(library.records["guides/tea"], "de")
    assert german["duration"] == "ten minutes"
    assert [step["text"] for step in german["steps"]] == ["Wasser kochen.", "Wait."]


def test_a_record_knows_who_refers_to_it(small: Path) -> None:
    (found,) = library_of(small).back_references["people/ada"]
    assert (found.source.id, found.path) == ("guides/tea", ("authors_of", 0))


def test_a_reference_within_a_group_is_followed(small: Path) -> None:
    by = "      by: {kind: reference, to: people, label: {en: By, de: Von, ar: من}}\n"
    edit(small / "content/guides/_type.yml", ("      minutes:", f"{by}      minutes:"))
    edit(small / TEA, ("minutes: 3", "by: ada"))
    paths = [reference.path for reference in library_of(small).back_references["people/ada"]]
    assert paths == [("authors_of", 0), ("steps", 1, "by")]


def test_a_draft_is_read_but_hidden(small: Path) -> None:
    edit(small / TEA, ("since: 1902", "since: 1902\ndraft: true"))
    library = read_and_check(read_settings(small))[0]
    assert "guides/tea" in library.records
    assert [record.id for record in library.published] == ["guides/coffee", "people/ada"]
    assert [record.id for record in library.of_type("guides")] == ["guides/coffee"]
    assert library.back_references == {}
