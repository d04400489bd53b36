"""Files that are put in the place of others: whoever looks finds the old one whole or the new one whole."""

from __future__ import annotations

from collections.abc import Iterator
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
    new = file.with_name(f"{file.name}.new")
    try:
        with named(file):
            yield new
            new.replace(file)
    finally:
        new.unlink(missing_ok=True)
