"""The list of published addresses that the repository keeps, `addresses.txt`: what readers may have noted, and must find again.

A line is the name of a page, as in `data/library.json`: `models/duo-for-a-job`, `about`, and `models/index` for a shelf; or
`language: pl`, of which the first is the default one. `toolkit addresses --write` adds to it; nothing is ever taken out.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from toolkit_builder.model.library import Library
from toolkit_builder.model.published import Published, PublishedPage
from toolkit_builder.problems import Fault, Position
from toolkit_builder.settings import Settings

ADDRESS_LIST = "addresses.txt"
_NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?")
_LANGUAGE = re.compile(r"language: *([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")
_MOST_BYTES = 16 * 1024 * 1024
_SHELF = "/index"
_ABOUT = """\
# All pages that were published. Readers may have noted their addresses: as long as one leads nowhere, `toolkit check` says so.
# `toolkit addresses --write` adds new ones; take none out.
"""


def read_address_list(settings: Settings) -> tuple[Published | None, list[Fault]]:
    """Return what the list says was published, None where there is no list; and what is wrong with it."""
    file = settings.root / ADDRESS_LIST
    try:
        about = file.lstat()
    except OSError:
        return None, []
    if not stat.S_ISREG(about.st_mode):
        return None, [Fault("not-a-file", Position(ADDRESS_LIST))]
    if about.st_size > _MOST_BYTES:
        return None, [Fault("file-too-large", Position(ADDRESS_LIST), details={"limit": _MOST_BYTES, "size": about.st_size})]
    return _read(file.read_bytes().decode("utf-8-sig", "replace"))


def _read(text: str) -> tuple[Published | None, list[Fault]]:
    faults: list[Fault] = []
    languages: list[str] = []
    places: dict[str, Position] = {}
    for number, line in enumerate(text.splitlines(), 1):
        typed = line.strip()
        if not typed or typed.startswith("#"):
            continue
        where = Position(ADDRESS_LIST, number)
        if language := _LANGUAGE.fullmatch(typed):
            languages.append(language[1])
            places.setdefault(f"language: {language[1]}", where)
        elif _NAME.fullmatch(typed):
            places.setdefault(typed, where)
        else:
            faults.append(Fault("address-list", where, details={"typed": typed}))
    names = [name for name in places if _NAME.fullmatch(name)]
    shelves = {name.removesuffix(_SHELF): () for name in names if name.endswith(_SHELF)}
    pages = [PublishedPage(name, {}, frozenset()) for name in names if not name.endswith(_SHELF)]
    records, plain = [page for page in pages if "/" in page.id], [page for page in pages if "/" not in page.id]
    return Published("", tuple(languages), next(iter(languages), ""), shelves, records, plain, places), faults


def addresses_of(library: Library) -> list[str]:
    """Return the lines of all that is published today."""
    settings = library.settings
    shelves = {f"{name}{_SHELF}" for name in library.types}
    pages = {record.id for record in library.records_and_pages if not record.is_draft}
    return [*(f"language: {code}" for code in settings.codes), *sorted(shelves | pages | library.redirects.keys())]


def with_new_ones(root: Path, now: list[str]) -> tuple[str, list[str]]:
    """Return the text of the list with all that is published now, and the lines that are new in it.

    Raises OSError and UnicodeDecodeError.
    """
    file = root / ADDRESS_LIST
    if file.exists() and file.stat().st_size > _MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    there = file.read_text("utf-8-sig") if file.exists() else _ABOUT
    known = {line.strip() for line in there.splitlines()}
    new = [line for line in now if line not in known]
    return "".join(_lines(there, new)), new


def _lines(there: str, new: list[str]) -> Iterator[str]:
    """Yield the lines in their order: remarks, languages, names. One list has one order, whoever adds to it."""
    lines = list(dict.fromkeys([*(line.strip() for line in there.splitlines()), *new]))
    yield from (f"{line}\n" for line in lines if line.startswith("#"))
    yield from (f"{line}\n" for line in lines if _LANGUAGE.fullmatch(line))
    yield from (f"{line}\n" for line in sorted(lines) if line and not line.startswith("#") and not _LANGUAGE.fullmatch(line))
