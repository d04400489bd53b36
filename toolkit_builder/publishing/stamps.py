"""Hashes of what sites are made of: the program, and all files of a toolkit as they lie on the disk."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from toolkit_builder.clock import today
from toolkit_builder.program import hashed, program_key
from toolkit_builder.reading.own_templates import own_files
from toolkit_builder.settings import Settings


def sources_key(settings: Settings, language: str) -> str:
    """Return the key of a whole build: the program, the day, and every file that it may look at, whatever its time says.

    What it has to say of them is in the ``language`` of who builds. The settings stand for themselves: they may come from
    the environment.
    """
    return hashed((program_key(), today(), language, settings, *_within(settings.content), *chain(*own_files(settings))))


def _within(folder: Path) -> Iterator[object]:
    """Yield all that lies in a folder."""
    for path in sorted(folder.rglob("*")):
        yield from _as_it_is(path)


def _as_it_is(path: Path) -> Iterator[object]:
    """Yield the name of a path, what sort of thing it is, and what a file holds."""
    yield path
    try:
        mode = path.lstat().st_mode
        yield stat.S_IFMT(mode)
        if stat.S_ISREG(mode):
            yield path.read_bytes()
        elif stat.S_ISLNK(mode):
            yield path.readlink()
    except OSError as error:
        yield error.errno
