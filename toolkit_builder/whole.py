"""Files that are put in the place of others: whoever looks finds the old one whole or the new one whole, be the disk full."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def named(file: Path) -> Iterator[None]:
    """Let an error of the system name this file: a disk that is full names none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Give a place for a new file, and put it in the place of the old one when it is whole; nothing is left over."""
    new = file.with_name(f".{file.name}.tmp")
    try:
        with named(file):
            # Nothing is written through a link that lies there.
            new.unlink(missing_ok=True)
            yield new
            new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def put_new(file: Path, make: Callable[[], object]) -> None:
    """Make a new file in the place of any other, and the folders above it. ``make`` raises FileExistsError where one is there.

    Mostly there is none, and the folder was made for the file before: to look first costs more than the file.
    """
    try:
        make()
    except (FileNotFoundError, FileExistsError):
        file.parent.mkdir(parents=True, exist_ok=True)
        # Never is a file written into that lies somewhere else as well.
        file.unlink(missing_ok=True)
        make()


def write_new(file: Path, data: bytes) -> None:
    """Write a file that is not there. Raises FileExistsError where it is.

    A site has tens of thousands of files: without Python's own buffers each takes a third less.
    """
    new = os.open(file, _NEW, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(new, left) :]
    finally:
        os.close(new)


def write_whole(file: Path, text: str) -> None:
    """Write a file, or put a new one in its place, with the same rights. Raises OSError, which names the file."""
    with whole(file) as new:
        new.write_text(text, encoding="utf-8", newline="\n")
        if file.exists():
            shutil.copymode(file, new)
