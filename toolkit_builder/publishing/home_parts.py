"""What the home page is made of besides what others are: shelves, doors, findings, what is new, how many there are of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.parts import Book, Card


@dataclass(frozen=True, slots=True)
class Shelf:
    """A type on the home page."""

    type: RecordType
    label: Shown
    about: Shown
    href: str
    count: int
    books: Sequence[Book]


@dataclass(frozen=True, slots=True)
class Count:
    """Something that a toolkit has so many of."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Door:
    """A way into the site: a plain page, what it is for, and its picture."""

    text: Shown
    summary: Shown
    picture: str
    """SVG."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a record says, in one sentence; the page that tells more of the same."""

    words: Shown
    card: Card
    page: Shown | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A record that is new, and since when in the reader's words."""

    text: Shown
    cover: str
    type: RecordType
    since: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many records can be read in a language, and how many of those a machine translated and nobody looked at."""

    name: str
    code: str
    href: str
    number: int
    by_machine: int
