"""Records: the states of a translation, and what a reader is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_builder.build import read_and_check
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Status
from toolkit_builder.reading.settings import read_settings

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


# Status -----------------------------------------------------------------------------------------------------------------

FINGERPRINT = ("  fingerprint:", "  # fingerprint:")
REVIEWED = ("method: machine", "method: machine\n  reviewed: {on: 2026-03-04, by: Eva}")


@pytest.mark.parametrize(
    ("record", "language", "changes", "status"),
    [
        ("guides/tea", "en", [], Status.ORIGINAL),
        ("guides/tea", "de", [], Status.MACHINE),
        ("guides/tea", "de", [("method: machine", "method: human")], Status.CURRENT),
        ("guides/tea", "de", [("method: machine", "method: machine-edited")], Status.CURRENT),
        ("guides/tea", "de", [REVIEWED], Status.CURRENT),
        ("guides/tea", "de", [REVIEWED, ("[faaf21bcc", "[faaf20000")], Status.BEHIND),
        ("guides/tea", "de", [FINGERPRINT], Status.NOT_KNOWN),
        ("guides/tea", "de", [FINGERPRINT, REVIEWED], Status.NOT_KNOWN),
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
    library, _ = read_and_check(read_settings(small))
    assert library.records[record].status(language) is status


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
    assert (found.source, found.path) == ("guides/tea", ("authors_of", 0))


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


@pytest.mark.parametrize(
    ("rule", "is_retired"),
    [
        ("free: true", True),
        ("free: false", False),
        ("since: 1902", True),
        ("countries: NO", True),
        ("countries: BE", False),
        ("level: easy", True),
    ],
)
def test_any_field_tells_what_is_retired(small: Path, rule: str, is_retired: bool) -> None:
    edit(small / "content/guides/_type.yml", ("order: 10\n", f"order: 10\nretired: {{{rule}}}\n"))
    assert library_of(small).records["guides/tea"].is_retired is is_retired
