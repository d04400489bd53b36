"""Swapping folders: the old site whole or the new site whole, whatever happens on the way."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from select import select

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
    """What stands in a folder."""
    return {file.name for file in folder.iterdir()}


def build(final: Path, text: str, within: str = "") -> None:
    with new_folder(final) as folder:
        assert names(folder) == set()
        fill(folder, text)
        if within:
            fill(folder / within, text)


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


def refuse(monkeypatch: pytest.MonkeyPatch, number: int, held: Path) -> None:
    """Let the system refuse to move one folder, as it does with mounted volumes and lower layers."""
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    move = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if held in (self, target):
            raise OSError(number, os.strerror(number), str(self))
        return move(self, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("held_by", ["site", "site.new"])
@pytest.mark.parametrize("number", [errno.EBUSY, errno.EXDEV, errno.EACCES])
def test_where_the_folder_cannot_be_moved_its_files_are_exchanged(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int, held_by: str
) -> None:
    # That nobody can move the new one is told after the old one was moved away.
    refuse(monkeypatch, number, site.with_name(held_by))
    node = site.stat().st_ino
    (site / "gone" / "deep").mkdir(parents=True)
    (site / "gone" / "deep" / "page.html").touch()
    (site / "was-a-file").touch()
    (site / "was-a-folder").mkdir()
    (site / "was-a-folder" / "x").touch()
    (site / "lost+found").mkdir()
    with new_folder(site) as folder:
        fill(folder, "new")
        (folder / "was-a-file").mkdir()
        (folder / "was-a-file" / "y.html").write_text("y", "utf-8")
        (folder / "was-a-folder").write_text("z", "utf-8")
    assert held(site) == {
        "index.html": b"new", "data/library.json": b"new", "was-a-file/y.html": b"y", "was-a-folder": b"z",
    }  # fmt: skip
    assert site.stat().st_ino == node
    assert names(site) == {"index.html", "data", "was-a-file", "was-a-folder", "lost+found"}
    assert names(site.parent) == {"site"}


def test_where_there_is_no_room_for_its_files_the_old_site_stays(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, errno.EBUSY, site)

    def copy(one: Path, other: Path) -> None:
        if one.name == "index.html":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(one), None, str(other))
        other.write_bytes(one.read_bytes())

    monkeypatch.setattr("shutil.copy2", copy)
    with pytest.raises(OSError, match="No space left") as caught:
        build(site, "new", "more/deep")
    assert caught.value.filename == str(site)
    assert held(site) == {"index.html": b"old", "data/library.json": b"old"}
    assert names(site) == {"index.html", "data"}
    assert names(site.parent) == {"site"}


def test_what_a_killed_build_left_within_a_volume_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first build was killed, so nothing is there but what that one left, and what the file system needs."""
    final = tmp_path / "site"
    fill(final / ".toolkit-new", "half")
    (final / "lost+found").mkdir()
    refuse(monkeypatch, errno.EBUSY, final)
    build(final, "new")
    assert held(final) == {"index.html": b"new", "data/library.json": b"new"}
    assert names(final) == {"index.html", "data", "lost+found"}


def test_where_only_the_site_can_be_written_to_the_new_one_grows_within(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != site.parent)
    before = names(site.parent)
    with new_folder(site) as folder:
        assert folder.parent == site
        assert held(site)["index.html"] == b"old"
        with pytest.raises(SwapError, match="Another build"):
            build(site, "second")
        fill(folder, "new")
    assert held(site) == {"index.html": b"new", "data/library.json": b"new"}
    assert names(site.parent) == before
    assert not list(site.glob(".*"))


MOUNT = """
mount -t tmpfs none "$1/site" && "$2" -c '
import pathlib, sys
from toolkit_builder.swap import new_folder
for text in ("one", "two"):
    with new_folder(pathlib.Path(sys.argv[1]) / "site") as folder:
        (folder / "data").mkdir()
        (folder / "data/library.json").write_text(text, encoding="utf-8")
        (folder / f"{text}.html").touch()
' "$1" && ls -A "$1" "$1/site"
"""


@pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode != 0,
    reason="this system lets nobody mount anything",
)
def test_a_site_that_is_a_mounted_volume(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "mount.sh").write_text(MOUNT, "utf-8")
    command = ["unshare", "-rm", "sh", str(tmp_path / "mount.sh"), str(tmp_path), sys.executable]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    beside, within = (["mount.sh", "site"], ["data", "two.html"])
    assert done.stdout.split() == [f"{tmp_path}:", *beside, f"{tmp_path}/site:", *within]


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


def test_file_by_file_pages_come_after_what_they_need(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a new page meanwhile finds its new script."""
    moved: list[str] = []
    replace = Path.replace

    def noted(file: Path, target: Path) -> Path:
        moved.append(target.relative_to(site).as_posix())
        return replace(file, target)

    for name in ("_exchange", "_rename_both"):
        monkeypatch.setattr(swap, name, lambda *_: False)
    monkeypatch.setattr(Path, "replace", noted)
    with new_folder(site) as folder:
        fill(folder, "new")
        (folder / "zoom.js").write_text("new", encoding="utf-8")
    assert moved == ["data/library.json", "zoom.js", "index.html"]


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
    """Two folders are exchanged hundreds of times while a second process looks thousands of times, until both have done so."""
    one, other = tmp_path / "one", tmp_path / "other"
    fill(one, "1")
    fill(other, "2")
    if not swap._exchange(one, other):
        pytest.skip("this file system cannot exchange")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        # Says after each hundred looks what it saw, until it is ended.
        while True:
            missing = sum(not (one / "index.html").exists() for _ in range(100))
            os.write(writer, b"?" if missing else b".")
    os.set_blocking(reader, False)
    count, seen = 1, b""
    try:
        while count < 500 or len(seen) < 50:
            assert swap._exchange(one, other)
            count += 1
            if select([reader], [], [], 0)[0]:
                seen += os.read(reader, 100)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reader)
        os.close(writer)
    assert set(seen) == {ord(".")}
    assert held(one)["index.html"] == (b"2" if count % 2 else b"1")
