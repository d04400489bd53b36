"""Hashes of what sites are made of: the program, and all files of a toolkit as they lie on the disk."""

from __future__ import annotations

import hashlib
import stat
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import distributions
from itertools import chain
from pathlib import Path

from toolkit_builder.clock import today
from toolkit_builder.settings import Settings


def hashed(parts: Iterable[object]) -> str:
    """Return one hash of several things; none of them runs into the next."""
    found = hashlib.sha256()
    for part in parts:
        # Names of files may hold bytes that are no letters.
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogateescape")
        found.update(b"%d\0" % len(data))
        found.update(data)
    return found.hexdigest()


@cache
def program_key() -> str:
    """Return the key of the program: our sources, templates, words and data, the libraries that are there, and Python."""
    house = Path(__file__).parent.parent
    files = [file for file in sorted(house.rglob("*")) if file.is_file() and file.suffix != ".pyc"]
    sources = (part for file in files for part in (file.relative_to(house).as_posix(), file.read_bytes()))
    libraries = sorted({f"{library.name}={library.version}" for library in distributions()})
    return hashed((sys.version, *libraries, *sources))


def sources_key(settings: Settings, language: str) -> str:
    """Return the key of a whole build: the program, the day, and every file that it may look at, whatever its time says.

    What it has to say of them is in the ``language`` of who builds. The settings stand for themselves: they may come from
    the environment.
    """
    return hashed((program_key(), today(), language, settings, *_within(settings.content), *chain(*own_files(settings))))


def own_files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield all that lies in `custom_dir`, by name and content: templates may include whatever is there."""
    if own := settings.overrides:
        for path in sorted(_followed(own, frozenset())):
            yield path.relative_to(own).as_posix(), path.read_bytes()


def _followed(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    """Yield the files below a folder, also those that links lead to, as templates find them; no circle is gone round."""
    real = folder.resolve()
    if real in above:
        return
    for path in folder.iterdir():
        if path.is_dir():
            yield from _followed(path, above | {real})
        elif path.is_file():
            yield path


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
