"""What a build takes over from the one before, and the keys by which it knows."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit_builder.kept import Kept, made_of, read_kept, stamp_of, write_kept
from toolkit_builder.program import hashed
from toolkit_builder.reading.own_templates import own_files
from toolkit_builder.sealed import sealed, unsealed
from toolkit_builder.settings import Settings


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """A site of two files, as it was written down."""
    site = tmp_path / "site"
    (site / "a/b").mkdir(parents=True)
    (site / "index.html").write_text("home", "utf-8")
    (site / "a/b/one.html").write_text("one", "utf-8")
    made = {name: made_of("key", site, name) for name in ("index.html", "a/b/")}
    return Kept(site, made, "all", "said", 2)


def test_a_site_as_it_was_left_is_current_for_its_key_alone(kept: Kept) -> None:
    assert kept.is_current("all")
    assert not kept.is_current("other")
    assert not Kept(kept.folder, {}, "all").is_current("all")


def test_whatever_else_lies_there_is_noticed(kept: Kept, tmp_path: Path) -> None:
    (kept.folder / "a/new.html").write_text("new", "utf-8")
    assert not replace(kept).is_current("all")
    (kept.folder / "a/new.html").unlink()
    (kept.folder / "empty").mkdir()
    assert not replace(kept).is_current("all")
    (kept.folder / "empty").rmdir()
    assert replace(kept).is_current("all")
    # The same files in a folder elsewhere are not this site's own.
    (kept.folder / "a/b").rename(tmp_path / "elsewhere")
    (kept.folder / "a/b").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert not replace(kept).is_current("all")


def test_what_was_written_down_is_read_again(kept: Kept, tmp_path: Path) -> None:
    notes = tmp_path / ".toolkit/notes.json"
    write_kept(notes, kept)
    assert read_kept(notes, kept.folder) == kept


@pytest.mark.parametrize("place", ["../one.html", "a/b/../../../one.html", "/one.html", "a/b\\one.html", "c:one.html"])
def test_notes_of_what_lies_elsewhere_are_not_believed(kept: Kept, tmp_path: Path, place: str) -> None:
    notes = tmp_path / ".toolkit/notes.json"
    write_kept(notes, kept)
    about = "what a site was made of"
    data = json.loads(unsealed(notes.read_bytes(), about) or b"")
    for name in ("a/b/", place):
        data["made"] = {name: ["key", {place: [3, 5]}]}
        notes.write_bytes(sealed(json.dumps(data).encode(), about))
        assert read_kept(notes, kept.folder) == Kept()


def test_no_two_things_have_one_key_because_they_run_into_each_other() -> None:
    several = (("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), (b"a", "b\0c"), ("2\0ab", "c"), ())
    assert len({hashed(parts) for parts in several}) == len(several)
    assert hashed(("1", 2)) == hashed((1, b"2"))


def test_files_of_ones_own_are_found_once_also_behind_links_that_go_round(small_settings: Settings) -> None:
    root = small_settings.root
    for name in ("own/a.css", "own/in/b.css", "shared/c.css"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    (root / "own/linked").symlink_to("../shared")
    (root / "shared/round").symlink_to("../own")
    found = dict(own_files(replace(small_settings, overrides=root / "own")))
    assert found == {
        "a.css": b"own/a.css", "in/b.css": b"own/in/b.css", "linked/c.css": b"shared/c.css",
    }  # fmt: skip


@pytest.mark.parametrize("there", [False, True])
def test_where_files_cannot_lie_in_two_folders_they_are_copied_with_their_times(
    kept: Kept, tmp_path: Path, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(new: Path, file: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(new))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    new, other = tmp_path / "new/a/b/one.html", tmp_path / "other"
    if there:
        other.write_text("other", "utf-8")
        new.parent.mkdir(parents=True)
        os.link(other, new)
    assert kept.take("a/b/", "key", tmp_path / "new") == kept.made["a/b/"]
    assert new.read_text("utf-8") == "one"
    assert stamp_of(new) == stamp_of(kept.folder / "a/b/one.html")
    assert not there or other.read_text("utf-8") == "other"
