"""What pages are made of: facts, texts, pictures, entries, books, cards, facets; ready to be drawn, nothing left to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_builder.model.record import Record, Status
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.exercises import Answer, Span

_AT_A_GLANCE = 60
"""Letters."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field as it stands on a page: its name and its values.

    ``mark`` is place and number of a term that records are sorted by; ``wordy`` says that it is a text of the record's own.
    """

    name: str
    label: Shown
    values: Sequence[Shown]
    mark: tuple[int, int] | None = None
    wordy: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is too long for a fact sheet that is read at a glance."""
        return self.wordy and sum(len(value.text) for value in self.values) > _AT_A_GLANCE

    @property
    def is_list(self) -> bool:
        """Whether it is more than one sentence of the record's own."""
        return self.wordy and len(self.values) > 1

    @property
    def leads(self) -> bool:
        """Whether it leads to other pages."""
        return any(value.href for value in self.values)


@dataclass(frozen=True, slots=True)
class Prose:
    """A rendered text, its slots open; ``language`` is set where it is not the reader's."""

    html: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A field of Markdown: its name and its texts."""

    name: str
    label: Shown
    texts: Sequence[Prose]

    @property
    def anchor(self) -> str:
        """What its place on the page is called."""
        return _anchor(self.name)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows in words, and whose it is."""

    label: Shown
    name: str
    """Its place in the content folder."""
    alt: Shown
    credit: str
    licence: Shown | None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its main words, and for an entry of a group the rest of its fields.

    ``cover`` is the way to the cover of the record that it is; ``strength`` is how good the evidence behind it is.
    """

    text: Shown
    cover: str = ""
    strength: Fact | None = None
    facts: Sequence[Fact] = ()
    pictures: Sequence[Picture] = ()
    sections: Sequence[Section] = ()
    lists: Sequence[Block] = ()
    groups: Sequence[Block] = ()
    span: Span | None = None
    answers: Sequence[Answer] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with a list: of sentences, of entries of a group, or of records."""

    name: str
    label: Shown
    items: Sequence[Item]
    display: str = ""
    """How it is drawn: `sentences`, `entries`, or one of the displays that a field may ask for."""

    @property
    def anchor(self) -> str:
        """What its place on the page is called."""
        return _anchor(self.name)


def _anchor(name: str) -> str:
    # No heading of a text gets such a name.
    return f"part:{name}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list of contents: where it leads, and the headings below that one."""

    text: Shown
    below: list[Shown]


@dataclass(frozen=True, slots=True)
class Kin:
    """A record that is like this one, and what both have in common."""

    text: Shown
    cover: str
    kind: Shown
    shared: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on a way that a record is on: whose way it is, which stop of how many, and what comes before and after it."""

    way: Shown
    number: int
    stops: int
    before: Shown | None
    after: Shown | None
    is_main: bool
    """Whether the stop is about this record, and does not name it beside others."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """When the facts were checked, and until when that is enough."""

    checked: str
    """The date in the reader's words."""
    until: str
    """ISO."""
    months: int
    is_over: bool
    """Whether that was over on the day when the site was made."""


@dataclass(frozen=True, slots=True)
class InLanguage:
    """How a record stands in a language."""

    name: str
    code: str
    href: str
    status: Status
    words: str
    """The status in the reader's words."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader should know about the language of a text."""

    status: Status
    """How the record stands in the reader's language."""
    language: Shown
    """The language that the text is in, by its name; for a translation in the reader's language, that of the original."""
    state: Status = Status.ORIGINAL
    """How the record stands in the language of the text."""
    by_machine: bool = False
    """Whether a machine translated the text, and nobody looked at it."""
    reviewers: Sequence[str] = ()
    is_urgent: bool = False
    """Whether a figure or an address changed in the original since."""
    href: str = ""
    """The original's page, where the text is a translation."""
    changed: Sequence[Shown] = ()
    """The passages that the original says otherwise, or no more; each with its language where it is not the reader's."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A record as a thing to look at; its title always stands beside it as text."""

    cover: str
    """The way to the picture."""
    title: Shown
    """Its short title."""
    label: str
    """Where the label is pasted: `t`, `m` or `b`."""
    size: int
    """Of the title on the label, from 1, the largest, to 6."""
    spine: str
    """The classes of its spine: ground, height, width and bands."""
    spine_title: str
    direction: str = ""
    """Which way its title runs, where that is not the page's."""


@dataclass(frozen=True, slots=True)
class Card:
    """A record in a list."""

    record: Record
    book: Book
    title: Shown
    summary: Shown
    href: str
    facts: Sequence[Fact]
    status: Status
    ranks: str
    """What it is sorted by, as in an address: `since=2013&_checked=20261123`; larger comes first."""
    values: str = ""
    """Its values of all facets of a catalogue, likewise: `countries=BE&countries=FR`."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet, and how many records of the list have it."""

    value: str
    label: Shown
    mark: tuple[int, int] | None = None
    shelf: RecordType | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A field that a list can be narrowed down by."""

    name: str
    label: Shown
    options: Sequence[Option]
    count: int = 0
    """How many options it has, where not all of them are here."""


@dataclass(frozen=True, slots=True)
class Order:
    """Something that a list can be sorted by."""

    name: str
    label: Shown


@dataclass(frozen=True, slots=True)
class Numbered:
    """A page of a list, with the way to it; 0 for those that are left out between two others."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another language. ``own`` says that it has words of its own there."""

    code: str
    name: str
    href: str
    home: str
    """The way to the root of that language's pages."""
    canonical: str
    own: bool
