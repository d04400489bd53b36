"""Where links in texts lead: what the rules about them ask."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from toolkit_builder.model.library import Library
from toolkit_builder.model.nodes import Link
from toolkit_builder.model.record import Record
from toolkit_builder.model.versions import Version

_SAFE_SCHEMES = ("http", "https", "mailto", "tel")
_ONE_SLASH = re.compile(r"https?:(?!//)", re.IGNORECASE)
_DROPPED = "".join(map(chr, range(0x21)))


def is_unsafe(target: str) -> bool:
    """Whether a browser would take it for something else than a page or a file of the toolkit."""
    # Browsers drop controls and spaces before it, and tabs and line ends anywhere.
    seen = re.sub(r"[\t\r\n]", "", target).lstrip(_DROPPED)
    scheme = re.match(r"([a-z][a-z0-9+.\s-]*):", seen, re.IGNORECASE)
    odd = scheme and re.sub(r"\s", "", scheme[1].lower()) not in _SAFE_SCHEMES
    # Behind `https:`, one slash leads to another page of the same host.
    return bool(odd) or seen.startswith(("/", "\\")) or bool(_ONE_SLASH.match(seen))


def is_remote(link: Link) -> bool:
    """Whether it is a picture on another host."""
    return link.is_image and bool(re.match(r"(https?:)?//", link.target, re.IGNORECASE))


def picture_folder(version: Version) -> str:
    """Return the name of the folder in which the pictures of a text lie."""
    return PurePosixPath(version.path).name.partition(".")[0]


def internal_links(library: Library, with_anchor: bool = False) -> Iterator[tuple[Record | None, Version, Link, str]]:
    """Yield the links within the toolkit, each with its target, with or without what stands behind `#` and `?`."""
    for record in library.records_and_pages:
        for version, link, path in record.once(links_within):
            yield record, version, link, link.target if with_anchor else path
    for text in library.texts_in_no_record:
        for link, path in _within(text):
            yield None, text, link, link.target if with_anchor else path


def links_within(record: Record) -> Iterator[tuple[Version, Link, str]]:
    """Yield the links within the toolkit, each with its target without what stands behind `#` and `?`."""
    yield from ((text, link, path) for text in record.texts for link, path in _within(text))


def _within(text: Version) -> Iterator[tuple[Link, str]]:
    for link in text.outline.links:
        if is_internal(link.target):
            yield link, re.split("[?#]", link.target, maxsplit=1)[0]


def is_internal(target: str) -> bool:
    """Whether an address leads to a file of the toolkit, or would if there were one."""
    return not (is_unsafe(target) or re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE))


def way_to(library: Library, version: Version, path: str) -> str:
    """Return how a text writes the way to a path of the content folder."""
    return posixpath.relpath(path, posixpath.dirname(version.path.removeprefix(library.prefix)) or ".")


def resolve(library: Library, version: Version, target: str) -> str:
    """Return the path in the content folder that an address in a text leads to."""
    return _resolved(version.path.removeprefix(library.prefix), target)


@lru_cache(maxsize=100_000)
def _resolved(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))


def addresses(library: Library) -> dict[str, Version | None]:
    """Return what can be linked to: path without language, relative to the content folder; with the original if any."""
    known: dict[str, Version | None] = {f"{name}/index.md": None for name in library.types}
    known.update({f"{record.id}.md": record.original for record in library.records.values() if not record.is_draft})
    known.update({f"{record_id}.md": None for record_id in library.loose})
    known.update({f"{page.slug}.md": page.original for page in library.pages.values() if not page.is_draft})
    return known
