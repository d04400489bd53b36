"""Put a finished folder in the place of an old one: whoever looks sees the old one whole or the new one whole."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from toolkit_builder.publishing.data import DATA_FILE

_RENAME_EXCHANGE = 2  # linux/fs.h, since Linux 3.15
_RENAME_SWAP = 2  # sys/stdio.h, macOS 10.12
_AT_FDCWD = {"linux": -100, "darwin": -2}


class SwapError(Exception):
    """The folder cannot be replaced; the message says why and what to do."""


@contextlib.contextmanager
def new_folder(final: Path) -> Iterator[Path]:
    """Give an empty folder beside ``final``, and put it in ``final``'s place when the block ends without an error.

    Raises SwapError where ``final`` is not ours, or another build is at work on it.
    """
    # Every site of ours holds the data file; a folder without it is somebody else's and is never replaced.
    if final.exists() and (not final.is_dir() or (any(final.iterdir()) and not (final / DATA_FILE).is_file())):
        raise SwapError(f"{final} exists and was not made by toolkit build. Move it away, or choose another folder with --out.")
    final.parent.mkdir(parents=True, exist_ok=True)
    new, old = final.with_name(f"{final.name}.new"), final.with_name(f"{final.name}.old")
    lock = FileLock(final.with_name(f".{final.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise SwapError(f"Another build is at work on {final}. Wait until it is done, then try again.") from None
    try:
        _tidy(final, new, old)
        new.mkdir()
        try:
            yield new
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        _swap(new, final, old)
    finally:
        lock.release()


def _tidy(final: Path, new: Path, old: Path) -> None:
    """Clear away what a killed build left behind."""
    if old.exists() and not final.exists():
        old.rename(final)
    for leftover in (new, old):
        if leftover.exists():
            shutil.rmtree(leftover)


def _swap(new: Path, final: Path, old: Path) -> None:
    if not final.exists():
        new.rename(final)
    elif _exchange(new, final):
        shutil.rmtree(new)
    else:
        # Two renames: killed in between, the next build brings the old one back.
        final.rename(old)
        new.rename(final)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can; False where it cannot."""
    names = {"linux": "renameat2", "darwin": "renameatx_np"}
    if sys.platform not in names:
        return False
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), names[sys.platform])
    except (AttributeError, OSError):
        return False
    here = _AT_FDCWD[sys.platform]
    flag = _RENAME_EXCHANGE if sys.platform == "linux" else _RENAME_SWAP
    return bool(function(here, os.fsencode(one), here, os.fsencode(other), flag) == 0)
