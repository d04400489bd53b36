"""Builds of one folder beside each other and in turn: each gives its own bytes, and none takes anything from another."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import HEARING
from tests.test_freshness import replace_in
from toolkit_builder.build import read_and_check
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.rendering.cache import MOST_USERS, Cache
from toolkit_builder.rendering.texts import render_texts
from toolkit_builder.swap import SwapError, alone_at, new_folder

BUILD = ("-m", "toolkit_builder", "build")
MKDOCS = ("-m", "mkdocs", "build", "--quiet")
PACK = ("-m", "toolkit_builder", "pack")


def start(root: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, *words]
    environment = {**os.environ, "LANGUAGE": "en"}
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        **HEARING,
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> str:
    said = process.communicate()[0]
    assert process.returncode == 0, said
    return said


def files_in(folder: Path) -> Mapping[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.fixture
def other(small: Path) -> str:
    """The name of a second configuration: other words, another name, another place."""
    shutil.copytree(small / "content", small / "drafts")
    file = small / "drafts/people/ada.en.md"
    file.write_text(file.read_text("utf-8").replace("Ada knows", "Ada *surely* knows"), "utf-8")
    text = (small / "mkdocs.yml").read_text("utf-8")
    text = text.replace("docs_dir: content", "docs_dir: drafts\nsite_dir: second").replace("Small toolkit", "Second toolkit")
    (small / "other.yml").write_text(text, "utf-8")
    return "other.yml"


def keys_in(root: Path) -> set[str]:
    connection = sqlite3.connect(root / ".toolkit/rendered.sqlite")
    found = {key for (key,) in connection.execute("SELECT key FROM rendered")}
    connection.close()
    return found


def test_two_configurations_built_at_once_and_in_turn_give_what_each_gives_alone(
    small: Path, other: str, tmp_path: Path
) -> None:
    alone = Path(shutil.copytree(small, tmp_path / "alone"))
    finish(start(alone, *BUILD))
    first = files_in(alone / "site")
    shutil.rmtree(alone / ".toolkit")
    finish(start(alone, *MKDOCS, "-f", other))
    second = files_in(alone / "second")
    assert b"surely" in second["people/ada.html"]
    assert b"surely" not in first["people/ada.html"]
    at_once = [start(small, *words) for words in (BUILD, (*MKDOCS, "-f", other), (*BUILD, "--out", "third"))]
    for process in at_once:
        finish(process)
    before = keys_in(small)
    for words in (BUILD, (*MKDOCS, "-f", other)):
        finish(start(small, *words))
        # Nothing that the other one needs was dropped.
        assert keys_in(small) == before
    assert files_in(small / "site") == files_in(small / "third") == first
    assert files_in(small / "second") == second


def test_what_one_configuration_needs_stays_while_another_is_built(
    small: Path, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [read_settings(small), read_settings(small, other)]
    expected = [render_texts(read_and_check(settings)[0]).html for settings in both]

    def refuse(*_: object) -> object:
        raise AssertionError("something was rendered again")

    monkeypatch.setattr(sys.modules["toolkit_builder.rendering.texts"], "_render", refuse)
    for _ in range(3):
        assert [render_texts(read_and_check(settings)[0]).html for settings in both] == expected


def test_configurations_that_nobody_builds_any_more_are_forgotten(tmp_path: Path) -> None:
    cache = Cache(tmp_path / ".toolkit/rendered.sqlite")
    for number in range(MOST_USERS + 2):
        cache.put({f"key {number}": b"text"}, f"user {number}", [f"key {number}", "shared"])
        # The first one is built again and again.
        cache.put({"shared": b"text"}, "user 0", ["key 0", "shared"])
    cache.close()
    assert keys_in(tmp_path) == {"key 0", "shared", *(f"key {number}" for number in range(3, MOST_USERS + 2))}


def test_a_cache_that_another_build_holds_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".toolkit/rendered.sqlite"
    cache = Cache(file)
    cache.put({"key": b"text"}, "user", ["key"])
    cache.close()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda file, timeout=0: connect(file, timeout=0))
    holding = connect(file)
    holding.execute("BEGIN EXCLUSIVE")
    second = Cache(file)
    assert second.get(["key"]) == {}
    second.put({"other": b"text"}, "second", ["other"])
    second.close()
    holding.rollback()
    holding.close()
    assert keys_in(tmp_path) == {"key"}


# Locks ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [BUILD, MKDOCS, PACK], ids=["build", "mkdocs", "pack"])
def test_whoever_would_change_a_site_that_is_being_changed_is_refused(small: Path, words: tuple[str, ...]) -> None:
    finish(start(small, *BUILD))
    before = files_in(small / "site")
    if words == BUILD:
        # Where nothing changed, nothing is to be done.
        replace_in(small / "content/people/ada.en.md", "Ada knows", "Ada surely knows")
    with alone_at(small / "site"):
        process = start(small, *words)
        said = process.communicate()[0]
    assert process.returncode != 0
    assert f"Another build is at work on {small / 'site'}. Wait until it is done, then try again." in said
    assert "Traceback" not in said
    assert files_in(small / "site") == before
    finish(start(small, *words))


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_build_that_is_ended_leaves_nothing_half_made(small: Path, name: str) -> None:
    finish(start(small, *BUILD))
    before = files_in(small / "site")
    # A page that takes for ever.
    (small / "own").mkdir()
    (small / "own/main.html").write_text("{% for one in range(10 ** 12) %}{% endfor %}", "utf-8")
    replace_in(small / "mkdocs.yml", "font: false", "font: false, custom_dir: own")
    process = start(small, *BUILD)
    while not (small / "site.new").exists():
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.01)
    number = getattr(signal, name)
    process.send_signal(number)
    said = process.communicate()[0]
    assert "Traceback" not in said
    assert said.count(f"toolkit: ended by {name}.\n") == 1
    assert process.returncode == 128 + number
    assert not (small / "site.new").exists()
    assert files_in(small / "site") == before


def test_a_lock_holds_by_whatever_way_somebody_comes(small: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(small)
    elsewhere = tmp_path / "elsewhere" / "site"
    for one, same in ((small / "site", tmp_path / "way" / "site"), (elsewhere, elsewhere.parent / ".." / "elsewhere" / "site")):
        with new_folder(one) as folder:
            (folder / "data").mkdir()
            (folder / "data/library.json").touch()
            with pytest.raises(SwapError, match="Another build"), new_folder(same):
                pass


def git(root: Path, *words: str) -> str:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "core.excludesFile=")
    return subprocess.run(
        ["git", *identity, *words], cwd=root, check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


def emptied(root: Path) -> None:
    """What somebody has who built with an older version."""
    (root / ".toolkit").mkdir()
    (root / ".toolkit/rendered.sqlite").touch()


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
@pytest.mark.parametrize("before", [lambda root: None, emptied], ids=["nothing", "an older version"])
def test_git_sees_nothing_of_a_build_but_what_was_built(small: Path, before: Callable[[Path], None]) -> None:
    git(small, "init", "--quiet")
    git(small, "add", "--all")
    git(small, "commit", "--quiet", "--message", "Content")
    before(small)
    for words in (BUILD, PACK, (*MKDOCS, "--site-dir", "other")):
        finish(start(small, *words))
    seen = git(small, "status", "--porcelain", "--untracked-files=all").splitlines()
    assert seen
    assert {line.split("/")[0] for line in seen} == {"?? site", "?? dist", "?? other"}
    assert (small / ".toolkit/.gitignore").read_text("utf-8") == "*\n"


def test_nothing_stands_beside_a_site_outside_of_any_toolkit(small: Path, tmp_path: Path) -> None:
    finish(start(small, *BUILD, "--out", str(tmp_path / "published" / "site")))
    assert [one.name for one in (tmp_path / "published").iterdir()] == ["site"]
    assert not list((tmp_path / "published" / "site").glob(".*"))
