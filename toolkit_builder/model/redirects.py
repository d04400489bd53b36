"""Old addresses: what `redirect_from` says, and where each of them leads.

A redirect is written where it leads to, in the header of what took the old one's place. So every old address leads straight
to a page that is there: there are no chains and no circles, whatever was renamed how often.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from toolkit_builder.model.built_in import REDIRECT_FROM
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import locate
from toolkit_builder.model.versions import part_name
from toolkit_builder.problems import Position

_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?\Z")
_ENDING = re.compile(r"(\.([a-z]{2,3}(-[a-z0-9]+)*))?(\.md|\.html?)?\Z")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old name and what stands in its place. Both are as records are called (`models/duo`); a shelf is `models/index`."""

    typed: str
    old: str
    new: str
    position: Position
    field: str
    """The entry of the list in which it stands: `redirect_from.1`."""
    record: str = ""
    """The record that says so; '' where a type does."""


def redirects_in(records: Iterable[Record], types: Iterable[RecordType]) -> Iterator[Redirect]:
    """Yield every redirect that is written down, records first."""
    for record in records:
        for number, typed in enumerate(record.facts.get(REDIRECT_FROM, ())):
            path = (REDIRECT_FROM, number)
            where = Position(record.original.path, *locate(record.original.header, path))
            yield Redirect(typed, typed, record.id, where, part_name(path), record.id)
    for record_type in types:
        for number, (typed, where) in enumerate(record_type.redirect_from):
            new = f"{record_type.name}/index"
            yield Redirect(typed, f"{typed}/index", new, where, part_name((REDIRECT_FROM, number)))


def with_shelf(written: Redirect, records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Yield old and new names that follow from a redirect: that of a shelf holds for its records, too."""
    yield written.old, written.new
    if not written.record:
        shelf = written.new.removesuffix("/index")
        yield from ((f"{written.typed}/{record.slug}", record.id) for record in records if record.type.name == shelf)


def is_name(typed: str, languages: Collection[str]) -> bool:
    """Whether it has the form of a record's name: `models/duo`, or `about` for a plain page."""
    folder, _, __ = typed.rpartition("/")
    return bool(_FORM.match(typed)) and all(len(part) <= 64 for part in typed.split("/")) and folder not in languages


def meant_name(typed: str, languages: Collection[str], site: str) -> str:
    """Return the name that somebody meant who typed an address or the name of a file; '' where none can be seen."""
    if len(typed) > _LONGEST:
        return ""
    try:
        parts = urlsplit(typed.strip())
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.scheme in ("http", "https"):
        path = path.removeprefix(urlsplit(site).path) if site else path
    path = re.sub(r"^[./]+|^/?content/|/+$", "", path.lower().replace("\\", "/"))
    path = _ENDING.sub("", path.removeprefix("content/"))
    folder, _, rest = path.partition("/")
    if folder in {code.lower() for code in languages}:
        path = rest
    name = re.sub(r"[\s_]+", "-", path)
    return name if name != typed and is_name(name, languages) else ""


def first_of(found: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return which old name leads to which new one; the first that claims a name has it."""
    leads: dict[str, str] = {}
    for old, new in found:
        leads.setdefault(old, new)
    return leads
