"""What a build keeps for the next one is believed only where this user wrote it on this machine."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit_builder.kept import notes_of
from toolkit_builder.rendering.packed import packed
from toolkit_builder.sealed import sealed, unsealed

EVIL = "<script>alert(1)</script>"


def build(root: Path, cache: Path) -> str:
    """Build as somebody whose own folder of caches this is; return what the page of the tea says."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LOCALAPPDATA": str(cache), "HOME": str(cache)}
    subprocess.run(
        [sys.executable, "-m", "toolkit_builder", "build", "--root", str(root)],
        check=True,
        env=environment,
        capture_output=True,
    )
    return (root / "site/guides/tea.html").read_text("utf-8")


def test_data_come_back_only_behind_their_own_seal() -> None:
    data = sealed(b"words", "a")
    assert unsealed(data, "a") == b"words"
    assert unsealed(sealed(b"", "a"), "a") == b""
    wrong = [data[:-1], data + b" ", data[:20], b"", b"words", sealed(b"words", "b"), sealed(b"ords", "aw")]
    wrong += [data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :] for place in range(len(data))]
    assert [one for one in wrong if unsealed(one, "a") is not None] == []


def rows(root: Path, change: Callable[[bytes], bytes]) -> None:
    with sqlite3.connect(root / ".toolkit/rendered.sqlite") as connection:
        there = connection.execute("SELECT key, html FROM rendered").fetchall()
        connection.executemany("UPDATE rendered SET html = ? WHERE key = ?", [(change(html), key) for key, html in there])
    # The site as it was would be taken over as a whole.
    shutil.rmtree(root / "site")


@pytest.mark.parametrize(
    "change",
    [lambda _: packed(EVIL), lambda html: html[:32] + packed(EVIL), lambda html: html[:40] + bytes([html[40] ^ 4]) + html[41:]],
    ids=["as it was before there were seals", "behind the seal of something else", "a bit"],
)
def test_a_text_that_was_changed_in_the_cache_is_rendered_anew(
    small: Path, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    before = build(small, tmp_path / "own")
    rows(small, change)
    assert build(small, tmp_path / "own") == before


def test_nothing_that_came_with_a_checkout_is_used(small: Path, tmp_path: Path) -> None:
    """Somebody hands on a folder in which they built: their texts, and a page of theirs with the notes that go with it."""
    before = build(small, tmp_path / "theirs")
    page = small / "site/guides/tea.html"
    page.write_text(EVIL, "utf-8")
    notes = notes_of(small / ".toolkit", small / "site")
    # They have their own secret: it says what they like.
    script = (
        "import json,sys;from pathlib import Path;from toolkit_builder.kept import *;from dataclasses import replace;"
        "notes,site=map(Path,sys.argv[1:]);kept=read_kept(notes,site);"
        "made={n:replace(m,files={f:stamp_of(site/f) for f in m.files}) for n,m in kept.made.items()};"
        "assert made;write_kept(notes,replace(kept,made=made))"
    )
    theirs = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path / "theirs"),
        "LOCALAPPDATA": str(tmp_path / "theirs"),
        "HOME": str(tmp_path / "theirs"),
    }
    subprocess.run([sys.executable, "-c", script, str(notes), str(small / "site")], check=True, env=theirs)
    # It would come through where it is believed, so the test can fail.
    assert build(small, tmp_path / "theirs") == EVIL
    assert build(small, tmp_path / "mine") == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no rights of this kind")
def test_the_secret_is_for_its_user_alone_and_stays(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path)
    file = tmp_path / "toolkit-builder/secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secret = file.read_bytes()
    build(small, tmp_path)
    assert file.read_bytes() == secret
    assert [*file.parent.iterdir()] == [file]
    # One that others could have read or written is none.
    file.chmod(0o644)
    build(small, tmp_path)
    assert file.read_bytes() != secret


def test_without_a_folder_of_ones_own_nothing_is_kept_and_all_works(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    before = build(small, tmp_path / "file")
    assert build(small, tmp_path / "file") == before
    notes = json.dumps([*map(str, (small / ".toolkit").iterdir())])
    assert "rendered.sqlite" in notes
