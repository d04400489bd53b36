"""Reading again and again, as `serve` does: what is remembered changes nothing of what comes out, and is the same value."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import SITES
from tests.edits import CONTENT_EDITS
from tests.test_records import edit
from toolkit_builder.build import prepare
from toolkit_builder.exports.data import library_json
from toolkit_builder.model.glossary import Glossary
from toolkit_builder.model.library import Library
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.memory import Memory
from toolkit_builder.reading.settings import read_settings


@pytest.mark.parametrize("seed", range(12))
def test_what_is_remembered_changes_nothing(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    root = Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))
    memory = Memory()
    for _ in range(8):
        draw.choice(CONTENT_EDITS)(root, draw)
        settings = read_settings(root)
        known, fresh = prepare(settings, memory=memory), prepare(settings)
        assert known.problems == fresh.problems
        assert (known.site is None) == (fresh.site is None)
        if known.site and fresh.site:
            assert known.site.html == fresh.site.html
            assert known.site.related == fresh.site.related
            assert library_json(known.library) == library_json(fresh.library)


@pytest.fixture
def kites(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))


def twice(root: Path, file: str, before: str, after: str) -> tuple[Library, Library]:
    """Read a toolkit before and after a change of one of its files."""
    memory = Memory()
    first = read_library(read_settings(root), memory=memory)
    text = (root / file).read_text("utf-8")
    assert before in text
    (root / file).write_text(text.replace(before, after), "utf-8")
    return first, read_library(read_settings(root), memory=memory)


def test_what_did_not_change_is_the_same_value(kites: Path) -> None:
    first, second = twice(kites, "content/makers/lin.en.md", "Ask for a box kite.", "Ask for two.")
    same = {name for name, record in second.records.items() if record is first.records[name]}
    assert first.records.keys() - same == {"makers/lin"}
    assert all(second.types[name] is first.types[name] for name in first.types)


def test_a_label_of_a_term_changes_no_record(kites: Path) -> None:
    first, second = twice(kites, "content/_vocabularies/winds.yml", "en: Strong", "en: Very strong")
    assert all(record is first.records[name] for name, record in second.records.items())
    assert second.vocabularies["winds"].terms["strong"].label["en"] == "Very strong"


def test_a_term_that_goes_is_missed(kites: Path) -> None:
    _, second = twice(kites, "content/_vocabularies/winds.yml", "  strong:", "  stormy:")
    assert {fault.position.path for fault in second.faults} == {
        "content/kites/arrow.en.md", "content/kites/box.en.md", "content/kites/delta.en.md",
    }  # fmt: skip


def test_what_was_meant_follows_the_labels(kites: Path) -> None:
    file = kites / "content/kites/arrow.en.md"
    file.write_text(file.read_text("utf-8").replace("winds: [strong]", "winds: [Gale]"), "utf-8")
    first, second = twice(kites, "content/_vocabularies/winds.yml", "en: Strong", "en: Gale")
    meant = [[fault.details.get("meant") for fault in library.faults] for library in (first, second)]
    assert meant == [[""], ["strong"]]


def test_a_new_day_changes_what_may_be_said(kites: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not yet done yesterday may be done by now."""
    text = kites / "content/kites/_type.yml"
    text.write_text(text.read_text("utf-8").replace("flown: {kind: date", "flown: {kind: date, max: today"), "utf-8")
    text = kites / "content/kites/box.en.md"
    text.write_text(text.read_text("utf-8").replace("flown: 1893-11-12", "flown: 2026-12-24"), "utf-8")
    memory = Memory()
    rules = []
    for day in (datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 24, tzinfo=UTC)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        rules.append([fault.rule for fault in read_library(read_settings(kites), memory=memory).faults])
    assert rules == [["out-of-range"], []]


def test_a_type_that_changes_is_held_against_its_records(kites: Path) -> None:
    _, second = twice(kites, "content/makers/_type.yml", "fields:\n", "fields:\n  seat: {kind: text, required: true}\n")
    assert {fault.position.path for fault in second.faults} >= {"content/makers/gone.en.md", "content/makers/lin.en.md"}


def test_what_only_seems_to_be_the_same_is_read_anew(kites: Path) -> None:
    """Another file with the size and the time of the one before; and a picture that is none any more."""
    memory = Memory()
    settings = read_settings(kites)
    read_library(settings, memory=memory)
    text = kites / "content/makers/lin.en.md"
    put_in_place(text, text.read_bytes().replace(b"Ask for a box kite.", b"Ask for a big kite."))
    changed = read_library(settings, memory=memory)
    assert "big kite" in changed.records["makers/lin"].original.text
    assert not changed.faults
    picture = next((kites / "content").rglob("*.svg"))
    put_in_place(picture, b"no drawing".ljust(picture.stat().st_size))
    assert [fault.rule for fault in read_library(settings, memory=memory).faults] == ["unsafe-picture"]


NAMES: Mapping[str, Callable[[Path], object]] = {
    "a copy appears": lambda content: shutil.copy(content / "makers/lin.en.md", content / "makers/lin.en (copy).md"),
    "it goes": lambda content: (content / "makers/lin.en (copy).md").unlink(),
    "a bad name": lambda content: (content / "makers/lin.en.md").rename(content / "makers/Lin.en.md"),
    "another one beside it": lambda content: shutil.copy(content / "makers/Lin.en.md", content / "makers/lin.en.md"),
    "the bad one goes": lambda content: (content / "makers/Lin.en.md").unlink(),
    "a name with a line": lambda content: (content / "makers/lin.en.md").rename(content / "makers/lin_one.en.md"),
    "it goes as well": lambda content: (content / "makers/lin_one.en.md").rename(content / "makers/lin.en.md"),
    "a language goes": lambda content: edit(content.parent / "mkdocs.yml", ("        - {locale: ar, name: العربية}\n", "")),
    "it comes back": lambda content: edit(
        content.parent / "mkdocs.yml", ("default: true}\n", "default: true}\n        - {locale: ar, name: العربية}\n")
    ),
    "a bad folder": lambda content: (content / "makers").rename(content / "Makers"),
    "a good one beside it": lambda content: shutil.copytree(content / "Makers", content / "makers"),
    "again alone": lambda content: shutil.rmtree(content / "makers"),
    "a good one again": lambda content: (content / "Makers").rename(content / "makers"),
    "another content folder": lambda content: (
        content.rename(content.with_name("other")),
        edit(content.parent / "mkdocs.yml", ("docs_dir: content", "docs_dir: other")),
    ),
}


def test_names_are_held_against_what_lies_beside_them(kites: Path) -> None:
    memory = Memory()
    for step, change in {"nothing": lambda _: None, **NAMES}.items():
        change(kites / "content")
        settings = read_settings(kites)
        fresh = prepare(settings)
        # The second time, all of them are known.
        assert (step, prepare(settings, memory=memory).problems) == (step, fresh.problems)
        known = prepare(settings, memory=memory)
        assert (step, known.problems) == (step, fresh.problems)
        assert known.library.records.keys() == fresh.library.records.keys()


def test_words_are_looked_for_once_as_long_as_nothing_changes(kites: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    uses = Glossary.uses
    monkeypatch.setattr(Glossary, "uses", lambda glossary, text: looked_at.append(text) or uses(glossary, text))
    memory = Memory()

    def prepared() -> tuple[Mapping[str, str], int]:
        looked_at.clear()
        site = prepare(read_settings(kites), memory=memory).site
        assert site is not None
        return site.html, len(looked_at)

    first, all_texts = prepared()
    assert prepared() == (first, 0)
    edit(kites / "content/makers/lin.en.md", ("Ask for a box kite.", "Ask for an arrow."))
    changed, looked = prepared()
    assert (looked, changed != first) == (1, True)
    # A word of English, and with it every text in English.
    edit(kites / "content/kites/arrow.en.md", ("Zigzag, or the arrow", "Arrow"))
    linked, looked = prepared()
    assert 1 < looked < all_texts
    assert 'kites/arrow.html">arrow</a>' in linked["content/makers/lin.en.md"]
    assert 'kites/arrow.html">arrow</a>' not in changed["content/makers/lin.en.md"]


def put_in_place(file: Path, data: bytes) -> None:
    found = file.stat()
    assert len(data) == found.st_size
    other = file.with_suffix(".other")
    other.write_bytes(data)
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(file)
