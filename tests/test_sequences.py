"""A build after an edit: it draws anew what the edit changes, and nothing else; and it is the clean build, byte for byte."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import edits
from tests.conftest import SITES
from tests.golden_case import read_sequence, update_sequence
from toolkit_builder.build import Prepared, build_site, prepare
from toolkit_builder.commands import building
from toolkit_builder.kept import NOTHING_KEPT, Kept
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.sealed import sealed, unsealed

GOLDEN = sorted((Path(__file__).parent / "golden" / "sequences").glob("*.case"))


def build(root: Path, target: Path, before: Kept) -> tuple[Kept, str]:
    """Build once more; returns what is kept for the next time, and the names of what was drawn anew and of what went."""
    prepared = prepare(read_settings(root))
    assert prepared.site is not None, [*map(str, prepared.problems)]
    target.mkdir()
    made = build_site(prepared.site, target, kept=before)
    drawn = sorted(name for name, one in made.items() if before.made.get(name) is not one)
    gone = sorted(before.made.keys() - made.keys())
    return Kept(target, made), "".join([*(f"{name}\n" for name in drawn), *(f"gone: {name}\n" for name in gone)])


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_what_is_drawn_again(file: Path, tmp_path: Path, update_goldens: bool) -> None:
    root = Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))
    kept, drawn = build(root, tmp_path / "0", NOTHING_KEPT)
    assert len(drawn.splitlines()) > 50
    came_out = []
    for number, case in enumerate(read_sequence(file), 1):
        case.prepare(root)
        kept, drawn = build(root, tmp_path / str(number), kept)
        came_out.append(drawn or "nothing\n")
    if update_goldens:
        update_sequence(file, came_out)
    assert came_out == [case.expected for case in read_sequence(file)]


@pytest.mark.parametrize("seed", range(5))
def test_after_random_edits_it_is_the_clean_build(seed: int, tmp_path: Path) -> None:
    """Five sequences of many more: `python -m tests.edits 300`."""
    assert [*edits.differences(seed, 6, tmp_path)] == []


def test_a_setting_from_the_environment_is_seen(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mkdocs = small / "mkdocs.yml"
    mkdocs.write_text(re.sub(r"^site_url: .*$", "site_url: !ENV WHERE", mkdocs.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    for address in ("https://one.example/", "https://two.example/"):
        monkeypatch.setenv("WHERE", address)
        assert edits.build(small)[0] == 0
        assert f'href="{address}' in (small / "site/index.html").read_text("utf-8")


def test_a_new_day_is_a_new_build(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts grow old, and editions have a date, though no file changes."""
    file = small / "site/data/edition.json"
    said = []
    for day in ("1796000000", "1796100000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        assert edits.build(small)[0] == 0
        said.append(file.read_text("utf-8"))
    assert said[0] != said[1]


def test_what_is_changed_during_a_build_and_put_back_is_not_taken_for_unchanged(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = small / "content/guides/tea.en.md"
    good = file.read_bytes()

    def prepare_something_else(*words: object, **more: object) -> Prepared:
        file.write_bytes(good.replace(b"How to make tea", b"How to make cocoa"))
        return prepare(*words, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(building, "prepare", prepare_something_else)
        edits.build(small)
    file.write_bytes(good)
    edits.build(small)
    assert "How to make tea" in (small / "site/guides/tea.html").read_text("utf-8")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("template", ["{{ view.nothing.at_all }}", "{{ view.title | nothing }}"])
def test_a_template_that_cannot_be_drawn_is_one_sentence(small: Path, template: str, jobs: int) -> None:
    (small / "overrides").mkdir()
    mkdocs = small / "mkdocs.yml"
    mkdocs.write_text(mkdocs.read_text("utf-8").replace("font: false", "font: false, custom_dir: overrides"), "utf-8")
    (small / "overrides/record.html").write_text(template, "utf-8")
    code, said = edits.build(small, jobs)
    assert code == 1
    assert "toolkit: the site was not built: " in said
    assert re.search(r"cannot be drawn: \S+overrides.record\.html:1: ", said)
    assert not (small / "site").exists()


def test_templates_that_links_lead_to_are_seen(small: Path) -> None:
    (small / "overrides").mkdir()
    (small / "shared").mkdir()
    mkdocs = small / "mkdocs.yml"
    mkdocs.write_text(mkdocs.read_text("utf-8").replace("font: false", "font: false, custom_dir: overrides"), "utf-8")
    own = '{% extends "main.html" %}{% block footer %}{% include "linked/mark.html" %}{% endblock %}'
    (small / "overrides/record.html").write_text(own, "utf-8")
    (small / "overrides/linked").symlink_to("../shared")
    # A circle is no harm.
    (small / "shared/round").symlink_to("../overrides")
    for words in ("one", "two"):
        (small / "shared/mark.html").write_text(words, "utf-8")
        assert edits.build(small)[0] == 0
        assert f"{words}\n<script" in (small / "site/guides/tea.html").read_text("utf-8")


def test_a_name_that_is_no_text_is_told(small: Path) -> None:
    assert edits.build(small)[0] == 0
    (small / os.fsdecode(b"content/guides/b\xff.en.md")).write_text("Text.", "utf-8")
    code, said = edits.build(small)
    assert code == 1
    assert "bad-name" in said


@pytest.mark.parametrize(
    "spoil",
    [
        lambda notes: '{"key": "x", "said": "", "records": Infinity, "made": {}}',
        lambda notes: '{"key": "x", "said": "", "records": 1e999, "made": {}}',
        lambda notes: "[]",
        lambda notes: "{",
        lambda notes: re.sub(r'\{"[^{}]*\}\]', "{}]", notes),
        lambda notes: notes.replace('{"index.html": ', '{"404.html": '),
        lambda notes: notes.replace('{"index.html": ', '{"../index.html": '),
    ],
)
def test_notes_that_are_wrong_cost_time_only(small: Path, spoil: Callable[[str], str]) -> None:
    edits.build(small)
    before = edits.files_in(small / "site")
    notes = next((small / ".toolkit").glob("made-*.json"))
    about = "what a site was made of"
    text = (unsealed(notes.read_bytes(), about) or b"").decode()
    assert spoil(text) != text
    for change in (False, True):
        notes.write_bytes(sealed(spoil(text).encode(), about))
        if change:
            (small / "overrides").mkdir()
        assert edits.build(small)[0] == 0
        assert edits.files_in(small / "site") == before


def test_what_somebody_put_into_the_site_goes(small: Path) -> None:
    edits.build(small)
    before = sorted((small / "site").rglob("*"))
    (small / "site/empty").mkdir()
    edits.build(small)
    assert sorted((small / "site").rglob("*")) == before
    (small / "site/link").symlink_to("index.html")
    edits.build(small)
    assert sorted((small / "site").rglob("*")) == before
