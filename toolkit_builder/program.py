"""What tells one state of the program from another, and one thing from another: hashes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
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
def program_key() -> str:
    """Return the key of the program: our sources, templates, words and data, the libraries that are there, and Python."""
    house = Path(__file__).parent
    files = [file for file in sorted(house.rglob("*")) if file.is_file() and file.suffix != ".pyc"]
    sources = (part for file in files for part in (file.relative_to(house).as_posix(), file.read_bytes()))
    libraries = sorted({f"{library.name}={library.version}" for library in distributions()})
    return hashed((sys.version, *libraries, *sources))
