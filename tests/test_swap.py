"""Swapping folders: the old site whole or the new site whole, whatever happens on the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit_builder import swap
from toolkit_builder.swap import SwapError, new_folder


def fill(folder: Path, text: str) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data/library.json").write_text(text, encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")


def held(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def names(folder: Path) -> set[str]:
    """What stands in a folder, but for the lock."""
    return {file.name for file in folder.iterdir()} - {".site.lock"}


def build(final: Path, text: str) -> None:
    with new_folder(final) as folder:
        assert names(folder) == set()
        fill(folder, text)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    fill(tmp_path / "site", "old")
    return tmp_path / "site"


@pytest.fixture(params=["in one step", "in two"])
def _exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in two":
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)


@pytest.mark.usefixtures("_exchange")
def test_a_new_folder_takes_the_place_of_the_old_one(site: Path) -> None:
    (site / "gone.html").touch()
    build(site, "new")
    assert held(site) == {"index.html": b"new", "data/library.json": b"new"}
    assert names(site.parent) == {"site"}


@pytest.mark.parametrize("before", ["nothing", "an empty folder"])
def test_a_new_folder_needs_no_old_one(tmp_path: Path, before: str) -> None:
    final = tmp_path / "deep" / "site"
    if before != "nothing":
        final.mkdir(parents=True)
    build(final, "new")
    assert held(final)["index.html"] == b"new"
    assert names(final.parent) == {"site"}


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_build_that_fails_leaves_the_old_folder_as_it_is(site: Path, error: type[BaseException]) -> None:
    before, number = held(site), site.stat().st_ino

    def fail() -> None:
        with new_folder(site) as folder:
            fill(folder, "half")
            raise error

    with pytest.raises(error):
        fail()
    assert (held(site), site.stat().st_ino) == (before, number)
    assert names(site.parent) == {"site"}


def test_the_old_folder_is_there_while_the_new_one_grows(site: Path) -> None:
    with new_folder(site) as folder:
        fill(folder, "new")
        assert held(site)["index.html"] == b"old"
        assert folder.parent == site.parent


@pytest.mark.parametrize("other", ["notes.txt", "data/other.json", ".git/HEAD"])
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, other: str) -> None:
    file = tmp_path / "site" / other
    file.parent.mkdir(parents=True)
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(SwapError, match=r"site exists and was not made by toolkit build\. Move it away, or choose another"):
        build(tmp_path / "site", "new")
    assert held(tmp_path / "site") == {other: b"mine"}


def test_a_file_in_the_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(SwapError, match="was not made by toolkit build"):
        build(tmp_path / "site", "new")
    assert (tmp_path / "site").read_text("utf-8") == "mine"


@pytest.mark.usefixtures("_exchange")
def test_what_a_killed_build_left_is_cleared_away(site: Path) -> None:
    fill(site.with_name("site.new"), "half")
    fill(site.with_name("site.old"), "older")
    build(site, "new")
    assert held(site)["index.html"] == b"new"
    assert names(site.parent) == {"site"}


def test_a_build_killed_between_two_renames_gets_its_old_folder_back(site: Path) -> None:
    site.rename(site.with_name("site.old"))
    fill(site.with_name("site.new"), "half")
    with pytest.raises(ZeroDivisionError), new_folder(site):
        _ = 1 / 0
    assert held(site)["index.html"] == b"old"
    assert names(site.parent) == {"site"}


def test_of_two_builds_at_once_the_second_is_refused(site: Path) -> None:
    with new_folder(site) as folder:
        fill(folder, "first")
        with pytest.raises(SwapError, match=r"Another build is at work on .*site\. Wait until it is done, then try again\."):
            build(site, "second")
    assert held(site)["index.html"] == b"first"
    build(site, "third")
    assert held(site)["index.html"] == b"third"


CHILD = """
import pathlib, sys, time
from toolkit_builder.swap import new_folder
with new_folder(pathlib.Path(sys.argv[1])) as folder:
    (folder / "index.html").write_text("half", encoding="utf-8")
    print("busy", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_locks_nobody_out(site: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(site)], stdout=subprocess.PIPE, cwd=ROOT)
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline() == b"busy\n"
        with pytest.raises(SwapError, match="Another build"):
            build(site, "mine")
        child.kill()
        child.wait()
    assert held(site)["index.html"] == b"old"
    build(site, "new")
    assert held(site)["index.html"] == b"new"
    assert names(site.parent) == {"site"}


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no system call for it")
def test_whoever_looks_sees_one_of_the_two_at_every_moment(tmp_path: Path) -> None:
    """Two folders are exchanged hundreds of times while a second process looks."""
    one, other = tmp_path / "one", tmp_path / "other"
    fill(one, "1")
    fill(other, "2")
    if not swap._exchange(one, other):
        pytest.skip("this file system cannot exchange")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        end = time.monotonic() + 0.3
        missing = 0
        while time.monotonic() < end:
            missing += not (one / "index.html").exists()
        os.write(writer, b"seen" if missing == 0 else b"gone")
        os._exit(0)
    count = 1
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        assert swap._exchange(one, other)
        count += 1
    assert os.read(reader, 4) == b"seen"
    os.close(reader)
    os.close(writer)
    assert count > 1
    assert held(one)["index.html"] == (b"2" if count % 2 else b"1")
