"""Packed texts, versions and records are what they were; and what is read ahead, by many processes, is what one reads alone."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SITES
from tests.golden_case import read_case
from toolkit_builder.build import prepare, read_and_check
from toolkit_builder.checks import look
from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.collection_views import PAGE
from toolkit_builder.model.compiled import compile_type
from toolkit_builder.model.library import Library
from toolkit_builder.model.packed import put_back
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.values import EMPTY
from toolkit_builder.model.versions import Version
from toolkit_builder.reading import ahead, content
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.reading.memory import Memory
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.reading.shelf import File
from toolkit_builder.reading.versions import read_version
from toolkit_builder.work import Processes

_CASES = sorted((Path(__file__).parent / "markdown" / "cases").glob("*.txt"))
_TWO = Processes(2)


def _about_a_text(outline: Outline) -> Sequence[object]:
    return (
        outline, outline.prose, outline.digest, [*outline.links], [*outline.anchors], outline.headings, outline.tags,
        [*outline.words_at], outline.letters, outline.named, outline.attribute_lists, outline.sections, outline.place(7),
    )  # fmt: skip


@pytest.mark.parametrize("file", _CASES, ids=lambda file: file.stem)
def test_a_text_that_is_packed_says_the_same(file: Path) -> None:
    for text in file.read_text("utf-8").split("@@@ "):
        outline, packed = read_markdown(text), read_markdown(text)
        packed.pack()
        assert "root" not in packed.__dict__
        assert "text" not in packed.__dict__
        assert _about_a_text(packed) == _about_a_text(outline)
        put_back()
        assert "root" not in packed.__dict__
        assert _about_a_text(pickle.loads(pickle.dumps(packed))) == _about_a_text(outline)


@pytest.mark.parametrize(
    "text", ["<https://a.example> is where", "https://x.org words", "- https://a.b c", "one\ntwo `x` three", "a\tb\n\nc", ""]
)
def test_words_stand_where_they_stood(text: str) -> None:
    outline = read_markdown(text)
    words = {at for node in outline.nodes if node.kind == "text" for at in range(node.start, node.end)}
    links = {at for node in outline.nodes if node.kind == "link" for at in range(node.start, node.end)}
    wanted = "".join(sign if at in words - links or sign == "\n" else " " for at, sign in enumerate(text))
    assert outline.prose == wanted


def _about_a_version(version: Version) -> Sequence[object]:
    fields = [_about_a_version(part) for part in version.fields]
    return version, version.header, version.is_read, version.refused, version.text, fields, _about_a_text(version.outline)


def _about_a_record(record: Record) -> Sequence[object]:
    versions = [_about_a_version(version) for version in record.files]
    statuses = [record.status(code) for code in ("en", "de", "fr", "ar", "xx")]
    passages = [passage.digest for passage in record.passages]
    changes = [record.changed_since(translation) for translation in record.translations.values()]
    return record.id, record.is_read, record.untouched, record.fingerprint, versions, statuses, passages, changes


@pytest.mark.parametrize("site", ["small", "kites"])
def test_a_record_that_is_packed_says_the_same(site: str) -> None:
    settings = read_settings(SITES / site)
    for record, packed in zip(_records(read_library(settings)), _records(read_library(settings, look=look)), strict=True):
        assert not {"root", "text"} & packed.original.outline.__dict__.keys()
        assert "header" not in packed.original.__dict__
        assert _about_a_record(packed) == _about_a_record(record)
        sent = pickle.loads(pickle.dumps(packed))
        assert _about_a_record(sent) == _about_a_record(record)


@pytest.mark.parametrize("engine", [Processes(1), _TWO])
def test_a_translation_that_is_up_to_date_has_the_fingerprint_of_its_original(
    engine: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    alike = other = 0
    for record in _records(read_library(read_settings(SITES / "kites"), look=look, engine=engine)):
        for translation in record.translations.values():
            is_same = translation.fingerprint == record.fingerprint
            assert (translation.fingerprint is record.fingerprint) == is_same
            alike, other = alike + is_same, other + (not is_same)
    assert alike
    assert other


_FOR_CHECKS = {"links", "anchors", "words_at"}


def _known_for_checks(library: Library) -> set[str]:
    """Return what the texts of a library know for checks."""
    return _FOR_CHECKS & {name for record in _records(library) for text in record.texts for name in text.outline.__dict__}


@pytest.mark.parametrize("site", ["small", "kites"])
def test_what_only_checks_ask_for_is_forgotten_where_nobody_checks_again(site: str, tmp_path: Path) -> None:
    settings = read_settings(Path(shutil.copytree(SITES / site, tmp_path / site)))
    again, last = prepare(settings, memory=Memory()).library, prepare(settings).library
    assert _known_for_checks(again) == _FOR_CHECKS
    assert _known_for_checks(last) == set()
    for record in _records(last):
        assert all(text.text is not None for text in record.texts)
    put_back()
    assert _known_for_checks(last) == set()
    sent = pickle.loads(pickle.dumps(_records(last)))
    expected = [*map(_about_a_record, _records(again))]
    assert [*map(_about_a_record, sent)] == [*map(_about_a_record, _records(last))] == expected


def _records(library: Library) -> list[Record]:
    return [*library.records.values(), *library.pages.values()]


_SITES = [SITES / "small", SITES / "kites"]
_WRONG = sorted((Path(__file__).parent / "golden" / "check").glob("*.case"))[::12]


def _read_both_ways(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Library, Library]:
    """Read and check a toolkit alone and by two; all problems are the same."""
    monkeypatch.setattr(ahead, "_FEW", 1)
    settings = read_settings(root)
    (alone, problems), (by_two, same) = read_and_check(settings), read_and_check(settings, engine=_TWO)
    assert same == problems
    return alone, by_two


@pytest.mark.parametrize("root", _SITES, ids=lambda root: root.name)
def test_what_is_read_ahead_is_what_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, by_two = _read_both_ways(root, monkeypatch)
    assert [*map(_about_a_record, _records(by_two))] == [*map(_about_a_record, _records(alone))]


@pytest.mark.parametrize("file", _WRONG, ids=lambda file: file.stem)
def test_what_is_wrong_is_told_alike(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(SITES / "small", tmp_path / "site"))
    read_case(file).prepare(root)
    _read_both_ways(root, monkeypatch)


def test_records_are_read_by_others_and_looked_at_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    here: list[str] = []

    def seen(record: Record) -> None:
        here.append(record.id)
        look(record)

    library = read_library(read_settings(SITES / "small"), look=seen, engine=_TWO)
    assert not here
    assert all("_packed" in record.original.__dict__ for record in _records(library))


class _Broken(Processes):
    def run(self, *_: object) -> Iterator[Any]:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")


def test_where_no_process_can_be_had_all_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    library = read_library(read_settings(SITES / "small"), engine=_Broken(2))
    assert [*library.records] == [*read_library(read_settings(SITES / "small")).records]


def test_a_header_that_cannot_be_read_stays_none() -> None:
    file = File(Path("tea.en.md"), "content/guides/tea.en.md", "guides", "tea", "en")
    version, _ = read_version(file, b"no header", compile_type(PAGE, Surroundings({}, ["en"])), PAGE)
    version.pack()
    sent: Version = pickle.loads(pickle.dumps(version))
    assert sent.header is version.header is EMPTY
    assert not sent.is_read


def test_what_was_read_ahead_is_not_what_is_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(SITES / "small", tmp_path / "small"))
    monkeypatch.setattr(ahead, "_FEW", 1)
    memory, settings, tea = Memory(), read_settings(root), root / "content" / "guides" / "tea.en.md"

    def fail(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as failing:
        failing.setattr(content, "_put_all_together", fail)
        with pytest.raises(OSError):  # noqa: PT011 - the one above
            read_library(settings, memory=memory, engine=_TWO)
    tea.write_text(tea.read_text("utf-8") + "\nOne more line.\n", "utf-8")
    library = read_library(settings, memory=memory, engine=_TWO)
    assert library.records["guides/tea"].original.text.endswith("\nOne more line.\n")


@pytest.mark.parametrize("engine", [Processes(1), _TWO])
@pytest.mark.parametrize("site", ["small", "kites"])
def test_no_tree_stays_when_all_is_put_back(site: str, engine: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    library, _ = read_and_check(read_settings(SITES / site), engine=engine)
    for record in _records(library):
        assert _about_a_record(record)
    put_back()
    for record in _records(library):
        assert "passages" not in record.__dict__
        assert not any({"root", "text", "nodes"} & text.outline.__dict__.keys() for text in record.texts)


def test_whoever_dies_while_reading_ahead_takes_nothing_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    monkeypatch.setattr(ahead, "_PORTION", 1)
    here, read_here = os.getpid(), []

    def look_or_die(record: Record) -> None:
        if os.getpid() == here:
            read_here.append(record.id)
        elif record.id == "guides/tea":
            os.kill(os.getpid(), signal.SIGKILL)
        look(record)

    settings = read_settings(SITES / "small")
    library = read_library(settings, look=look_or_die, engine=_TWO)
    assert read_here == ["guides/tea"]
    assert [*map(_about_a_record, _records(library))] == [*map(_about_a_record, _records(read_library(settings)))]
