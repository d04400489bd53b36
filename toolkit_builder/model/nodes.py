"""The tree of a Markdown text, and what a text is said to hold: links, tags, headings, sections; each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TypeAlias

from toolkit_builder.model.once import sent_by_fields
from toolkit_builder.problems import NOTHING, Message

Place: TypeAlias = tuple[int, int]
"""Line and column, counted from 1."""
BLOCKS = frozenset(
    "document quote alert list item footnote definitions definition admonition details tab paragraph heading table row cell "
    "title term".split()
)
"""Kinds of blocks that hold something."""
DEEPEST = 50
"""Blocks within blocks: more can be neither read nor drawn."""
_ATTRIBUTE = re.compile(r"(?<![\w-])(id|class)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attributes:
    """An attribute list, `{#id .class key=value}`, as Python-Markdown's `attr_list` has it."""

    start: int
    typed: str
    values: Mapping[str, str]


@dataclass(slots=True)
class Node:
    """A block, or a piece of a line, and where it stands in the text: ``start`` to ``end``, in characters from 0.

    ========== ============================================================================================
    document   quote, alert (``name``: note ...), list (``level``: first number, -1 for bullets), item, rule
    paragraph  heading (``level`` 1 to 6, ``name``: its anchor), title (``level`` 1: none was given)
    code       ``words``; ``name``: the info string, ``fenced``
    table      (``aligned``: left, right, center or '' per column), row, cell
    html       ``words``: as typed, of a block; tag: likewise, within a line
    footnote   ``name``: its label; mark: where it is referred to
    definitions, term, definition
    admonition details (``level`` 1: open), tab: ``name``: their classes or sign; the first child is their title
    text       ``words``; code_span, formula (``level`` 1: a block) likewise
    emphasis   strong, strike
    link       image: ``target``, ``title``; ``name``: inline, reference (``label``), auto, bare
    break      soft_break, task (``level`` 1: done)
    ========== ============================================================================================
    """

    kind: str
    start: int
    end: int
    children: list[Node] = field(default_factory=list)
    words: str = ""
    name: str = ""
    target: str = ""
    title: str = ""
    label: str = ""
    level: int = 0
    fenced: bool = False
    aligned: Sequence[str] = ()
    attributes: Attributes | None = None

    def walk(self) -> Iterator[Node]:
        """Yield this node and all within it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting.extend(reversed(node.children))

    @property
    def plain(self) -> str:
        """The words in it, without marks, tags and notes."""
        return self._said(("text", "code_span", "formula"))

    @property
    def says_something(self) -> bool:
        """Whether there are words in it."""
        return any(node.words.strip() for node in self.walk() if node.kind in ("text", "code_span", "formula"))

    @property
    def shown(self) -> str:
        """What a picture shows: the words between its brackets as a browser reads them out, tags as they were typed."""
        return self._said(("text", "code_span", "formula", "tag"))

    def _said(self, kinds: tuple[str, ...]) -> str:
        pieces = []
        for node in self.walk():
            if node.kind in kinds:
                pieces.append(node.words)
            elif node.kind in ("soft_break", "break"):
                pieces.append(" ")
        return "".join(pieces)


@sent_by_fields
@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture; ``target`` may be empty, relative, or an address, with entities and escapes resolved."""

    target: str
    is_image: bool
    line: int
    column: int
    words: str
    """What it says: for a picture, what it shows."""
    place: Place
    """Line and column where it begins; ``line`` and ``column`` are those of the target, wherever that is defined.

    Of a picture by name they are those of the picture."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of raw HTML: an opening or closing tag, or the start of a remark (name ``!--``).

    An attribute list is one as well, with the name ``{}``.
    """

    name: str
    attributes: str
    line: int
    column: int
    start: int
    end: int
    scope: int = 0
    """Stands for what it opens and closes in: of a tag within a line, its block; of a block of HTML, the one around it."""
    closing: bool = False
    unfinished: bool = False

    def given(self, name: str) -> str:
        """Return its `id` or `class`; '' where it has none."""
        found = (attribute for attribute in _ATTRIBUTE.finditer(self.attributes) if attribute[1].lower() == name)
        return next((unescape("".join(attribute.groups("")[1:])) for attribute in found), "")


@sent_by_fields
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the anchor that it has on the page."""

    level: int
    text: str
    anchor: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text below it; the first section may have no heading: level 0. It begins at ``start``."""

    title: str
    text: str
    start: int
    level: int
    blocks: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a repository's preview of a text and the page differ, and how: what stands on the one and not on the other."""

    start: int
    there: Message
    here: Message
    hint: Message = NOTHING
