"""Files that are put in the place of others: whoever looks finds the old one whole or the new one whole, be the disk full."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


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
    """Write a file that is not there. Raises FileExistsError where it is."""
    with file.open("xb") as new:
        new.write(data)


def write_whole(file: Path, text: str) -> None:
    """Write a file, or put a new one in its place, with the same rights. Raises OSError, which names the file."""
    with whole(file) as new:
        new.write_text(text, encoding="utf-8", newline="\n")
        if file.exists():
            shutil.copymode(file, new)
