"""A site in parts: each machine makes one, and together they are the site, byte for byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import SITES
from tests.edits import files_in
from toolkit_builder.addresses import MANIFEST
from toolkit_builder.cli import main


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(root)])


def parts_of(root: Path, of: int) -> list[str]:
    folders = []
    for number in range(1, of + 1):
        folders.append(str(root / f"part-{number}"))
        # As on another machine: nothing is known there of what was rendered elsewhere.
        shutil.rmtree(root / ".toolkit", ignore_errors=True)
        done = run(root, "build", "--part", f"{number}/{of}", "--out", folders[-1])
        assert done.exit_code == 0, done.output
    return folders


@pytest.fixture
def kites(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))


@pytest.mark.parametrize("of", [1, 3, 7])
@pytest.mark.parametrize("name", ["kites", "small"])
def test_parts_are_the_site_together(name: str, of: int, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SITES / name, tmp_path / name))
    assert run(root, "build").exit_code == 0
    folders = parts_of(root, of)
    joined = run(root, "join", *reversed(folders), "--out", str(root / "joined"))
    assert joined.exit_code == 0, joined.output
    assert files_in(root / "joined") == files_in(root / "site")


def test_a_joined_site_is_packed_like_any_other(kites: Path) -> None:
    assert run(kites, "join", *parts_of(kites, 2)).exit_code == 0
    assert run(kites, "pack").exit_code == 0


def test_each_file_is_in_one_part_and_each_part_has_some(kites: Path) -> None:
    first, second = (files_in(Path(folder)) for folder in parts_of(kites, 2))
    assert first.keys() & second.keys() == {MANIFEST}
    assert all(any(name.endswith(".html") for name in files) for files in (first, second))


def test_what_belongs_to_a_record_is_in_one_part(kites: Path) -> None:
    for folder in parts_of(kites, 3):
        names = files_in(Path(folder)).keys()
        pages = {name.removesuffix(".html") for name in names if name.endswith(".html") and name.count("/") == 1}
        covers = {name.removeprefix("assets/covers/").removesuffix(".svg") for name in names if "/covers/" in name}
        assert covers
        assert covers <= pages


def change_manifest(folder: Path, **values: object) -> None:
    file = folder / MANIFEST
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **values}), "utf-8")


@pytest.mark.parametrize(
    ("chosen", "change", "said"),
    [
        ([0, 1], None, "Part 3 of 3 is missing."),
        ([0, 1, 1, 2], None, "Part 2 of 3 is there more than once."),
        ([0, 1, 2], lambda part: change_manifest(part, made_from="x"), "part-2 is made of other files, on another day"),
        ([0, 1, 2], lambda part: change_manifest(part, of=4), "part-2 is one of 4 parts, and"),
        ([0, 1, 2], lambda part: (part / "new.html").touch(), "part-2/new.html: stray"),
        ([0, 1, 2], lambda part: (part / MANIFEST).unlink(), "part-2 is no part of a site."),
        ([0, 1, 2], lambda part: (part / MANIFEST).write_text("[1]", "utf-8"), "part-2 is no part of a site."),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(
    kites: Path, chosen: Sequence[int], change: Callable[[Path], object] | None, said: str
) -> None:
    folders = parts_of(kites, 3)
    if change:
        change(kites / "part-2")
    joined = run(kites, "join", *(folders[number] for number in chosen))
    assert joined.exit_code == 1
    assert said in joined.output
    assert not (kites / "site").exists()


@pytest.mark.parametrize("typed", ["0/2", "3/2", "2", "a/b", "1/1001", "1/0"])
def test_what_is_no_part_is_refused(kites: Path, typed: str) -> None:
    done = run(kites, "build", "--part", typed)
    assert done.exit_code == 2
    assert "Write 2/6 for the second of six" in done.output


def test_a_part_takes_nobodys_folder(kites: Path) -> None:
    (kites / "mine").mkdir()
    (kites / "mine/letter.txt").touch()
    done = run(kites, "build", "--part", "1/2", "--out", str(kites / "mine"))
    assert done.exit_code == 2
    assert "is no part of a site" in done.output
    assert (kites / "mine/letter.txt").exists()


def test_a_mistake_is_told_by_each_part(kites: Path) -> None:
    text = next((kites / "content").glob("kites/*.en.md"))
    text.write_text(text.read_text("utf-8").replace("---\n", "---\nnonsense: 1\n", 1), "utf-8")
    for number in (1, 2):
        done = run(kites, "build", "--part", f"{number}/2")
        assert done.exit_code == 1
        assert "unknown-field" in done.output
    assert not (kites / "dist").exists()


def test_warnings_are_told_with_a_part(kites: Path) -> None:
    file = next((kites / "content/kites").glob("*.en.md"))
    file.write_text(file.read_text("utf-8") + "\n[words](https://example.org, and more.\n", "utf-8")
    done = run(kites, "build", "--part", "1/40")
    assert done.exit_code == 0
    assert "warning half-written" in done.output
