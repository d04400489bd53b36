"""What tells one state of the program from another, and one thing from another: hashes."""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import distributions
from pathlib import Path


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
def program() -> Mapping[str, str]:
    """Return all that the program is made of, each by its name: our sources, templates, words and data; libraries; Python."""
    house = Path(__file__).parent
    files = [file for file in sorted(house.rglob("*")) if file.is_file() and file.suffix != ".pyc"]
    sources = (part for file in files for part in (file.relative_to(house).as_posix(), file.read_bytes()))
    return {"Python": sys.version, **_libraries(), "the files of toolkit_builder": hashed(sources)}


def _libraries() -> Mapping[str, str]:
    """Return versions by name; of what lies there twice, both. What a broken installation leaves behind has no name."""
    found: dict[str, set[str]] = defaultdict(set)
    for library in distributions():
        with suppress(FileNotFoundError, KeyError, ValueError):
            if library.name and library.version:
                found[library.name].add(library.version)
    return {name: " and ".join(sorted(versions)) for name, versions in sorted(found.items())}


@cache
def program_key() -> str:
    """Return the key of the program."""
    return hashed(part for named in program().items() for part in named)
