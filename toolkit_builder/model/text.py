"""What is known of a Markdown text without drawing it: its tree, and the place of everything in the file.

The tree is made by `reading/markdown.py`, the one parse of every text. What a check, a fingerprint, an anchor or a page
wants to know of a text, it takes from here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any
from zlib import compress, decompress

from toolkit_builder.model.link_places import links_as_typed, target_start
from toolkit_builder.model.markup import TAG, blanked
from toolkit_builder.model.nodes import BLOCKS, Difference, Heading, Link, Node, Place, Section, Tag
from toolkit_builder.model.packed import Packed

_NO_WORDS = BLOCKS | {"code", "html", "rule"}

# What a page calls its own parts, fields, footnotes and tabs. Headings get no such names by themselves, but for the last.
OWN_NAME = re.compile(r"(?:page|part|fn|fnref\d*):|__tabbed_\d")


@dataclass(frozen=True)
class Outline(Packed):
    """All that is known of a text without drawing it. ``first_line`` is the number of its first line in its file."""

    text: str
    root: Node
    again: Callable[[str], Node] = field(repr=False, compare=False)
    """What makes the tree of the text once more."""
    first_line: int = 1
    definitions: Mapping[str, int] = field(default_factory=dict)
    """Names that addresses are given to, `[name]: address`, folded, and where."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    only_place: Place | None = None
    """Where everything is said to be of a text whose lines are not those of the file: a value in quotes, or below `>`."""
    too_deep: int = -1
    """Where blocks stand within more than `DEEPEST` others; -1 for nowhere."""

    puts_away = ("text", "root")
    keeps = ("digest", "links", "anchors", "dividing", "words_at")

    def forget_checks(self) -> None:
        """Forget what only checks and rendering ask for."""
        self.forget("links", "anchors", "words_at")

    def put_away(self, name: str) -> bytes:
        """Return the text as bytes; its tree, which is ten times as large, is made once more."""
        return b"" if name == "root" else compress(self.text.encode("utf-8", "surrogatepass"), 1)

    def take_out(self, name: str, data: bytes) -> Any:
        """Return the text, or its tree."""
        return self.again(self.text) if name == "root" else decompress(data).decode("utf-8", "surrogatepass")

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    @cached_property
    def digest(self) -> str:
        """A hash of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def place(self, offset: int) -> Place:
        """Return line and column in the file of a place in the text."""
        if self.only_place:
            return self.only_place
        line = bisect_right(self._line_starts, offset) - 1
        return line + self.first_line, offset - self._line_starts[line] + 1

    @cached_property
    def nodes(self) -> Sequence[Node]:
        """All nodes in the order of the text."""
        return [*self.root.walk()]

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.kind, []).append(node)
        return found

    def of_kind(self, kind: str) -> Sequence[Node]:
        """Return all nodes of one kind in the order of the text: who looks for footnotes need not look at all words."""
        return self._by_kind.get(kind, ())

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """All headings, also those in lists and quotes."""
        return [self._heading(node) for node in self.of_kind("heading")]

    def _heading(self, node: Node) -> Heading:
        return Heading(node.level, node.plain.strip(), node.name, *self.place(node.start))

    @cached_property
    def dividing(self) -> Sequence[Heading]:
        """The headings of levels 2 and 3 that divide the text: those in quotes and tabs do not, and a tab may be closed."""
        return tuple(self._heading(node) for node in self.root.children if node.kind == "heading" and node.level in (2, 3))

    @cached_property
    def sections(self) -> Sequence[Section]:
        """The text cut at its headings, but for those within other blocks."""
        blocks = self.root.children
        places = [place for place, block in enumerate(blocks) if block.kind == "heading"]
        starts = [self._line_starts[bisect_right(self._line_starts, blocks[place].start) - 1] for place in places]
        until, ends = [*places, len(blocks)], [*starts, len(self.text)]
        pieces = [Section("", self.text[: ends[0]].strip(), 0, 0, blocks[: until[0]])]
        for place, next_place, start, end in zip(places, until[1:], starts, ends[1:], strict=True):
            heading = blocks[place]
            text = self.text[start:end].strip()
            pieces.append(Section(heading.plain.strip(), text, start, heading.level, blocks[place:next_place]))
        return [piece for piece in pieces if piece.text]

    @cached_property
    def links(self) -> Sequence[Link]:
        """Links and pictures, also bare addresses; but for those within what a picture shows, of which words are left."""
        found: list[Link] = []
        shown = 0
        for node in self.nodes:
            if node.kind in ("link", "image") and node.start >= shown:
                shown = node.end if node.kind == "image" else shown
                words = _alt(node) if node.kind == "image" else node.plain
                at = self.place(target_start(self, node))
                found.append(Link(node.target, node.kind == "image", *at, words, self.place(node.start)))
            elif node.kind == "html":
                found += links_as_typed(self, node)
        return found

    @cached_property
    def tags(self) -> Sequence[Tag]:
        """Raw HTML: every tag and remark."""
        found: list[Tag] = []
        waiting = [(self.root, self.root)] if "<" in self.text else []
        while waiting:
            node, block = waiting.pop()
            if node.kind in ("html", "tag"):
                found += self._tags_in(node, block.start if node.kind == "tag" else -1 - block.start)
            within = node if node.kind in BLOCKS else block
            waiting.extend((child, within) for child in reversed(node.children))
        return found

    def _tags_in(self, node: Node, scope: int) -> Iterator[Tag]:
        for found in TAG.finditer(self.text, node.start, node.end):
            where = (*self.place(found.start()), found.start(), found.end())
            if remark := found["remark"]:
                yield Tag("!--", "", *where, scope, unfinished=not remark.endswith("-->"))
            elif other := found["other"]:
                yield Tag(other.lower(), "", *where, scope)
            else:
                attributes = found["attributes"].strip(" /\n")
                closing, unfinished = bool(found["closing"]), not found["end"]
                yield Tag(found["name"].lower(), attributes, *where, scope, closing, unfinished)

    @cached_property
    def attribute_lists(self) -> Sequence[Tag]:
        """The attribute lists that mean something where they stand."""
        lists = [node.attributes for node in self.nodes if node.attributes] if "}" in self.text else []
        return [
            Tag("{}", given.typed, *self.place(given.start), given.start, given.start + len(given.typed)) for given in lists
        ]

    @cached_property
    def named(self) -> Sequence[tuple[str, Place]]:
        """The names that parts of the page have, and where each stands: of headings, and of what was given one."""
        return [(name, self.place(start)) for name, start in self.named_at]

    @cached_property
    def named_at(self) -> Sequence[tuple[str, int]]:
        """The same, with their places in the text."""
        names = [(node.name, node.start) for node in self.of_kind("heading")]
        for node in self.nodes if "{" in self.text else ():
            if node.attributes and "id" in node.attributes.values and node.kind != "heading":
                names.append((node.attributes.values["id"], node.attributes.start))
        for tag in self.tags:
            if not tag.closing and (name := tag.given("id")):
                names.append((name, tag.start))
        return sorted(names, key=lambda pair: pair[1])

    @cached_property
    def anchors(self) -> Sequence[str]:
        """Every name that an address of the page can end with: those that were given, and those of footnotes."""
        names = [name for name, _ in self.named]
        marked = {node.name for node in self.of_kind("mark")}
        for node in self.of_kind("footnote"):
            if node.name in marked:
                names += [f"fn:{node.name}", f"fnref:{node.name}"]
        return [*dict.fromkeys(names)]

    @cached_property
    def footnotes(self) -> Mapping[str, Node]:
        """The notes by their labels."""
        return {node.name: node for node in self.of_kind("footnote")}

    @cached_property
    def prose(self) -> str:
        """The text with nothing left but its words: code, addresses, marks, tags and formulas are blanked.

        Every character stands where it stood.
        """
        text, pieces, done = self.text, [], 0
        for start, end in zip(self.words_at[::2], self.words_at[1::2], strict=True):
            pieces += [blanked(text[done:start]), text[start:end]]
            done = end
        return "".join([*pieces, blanked(text[done:])])

    @cached_property
    def words_at(self) -> Sequence[int]:
        """Where its words begin and end, in turn: they need no tree then."""
        places, done = array("I"), 0
        for node in self.nodes:
            if node.kind == "text" and node.start >= done:
                if places and places[-1] == done == node.start - 1 and self.text[done] == "\n":
                    places.pop()
                else:
                    places.append(node.start)
                places.append(node.end)
                done = node.end
            elif node.kind == "link" and node.name in ("auto", "bare"):
                done = max(done, node.end)
        return places

    @cached_property
    def letters(self) -> int:
        """How many letters its words have."""
        return len(self.prose.translate(_LETTERS))

    def prose_in_blocks(self, end: str) -> str:
        """Return the prose with a sign behind the words of each block: a cell, an item, a heading."""
        prose, done, pieces = self.prose, 0, []
        for at in sorted({end for node in self.nodes if node.kind in BLOCKS for end in _ends_of_words(node)}):
            if at < len(prose) and prose[at].isspace():
                pieces += [prose[done:at], end]
                done = at + 1
        return "".join([*pieces, prose[done:]])

    @cached_property
    def unclosed_fence(self) -> int:
        """The line where a block of code begins that never ends; 0 for none."""
        for node in self.nodes:
            if node.kind == "code" and node.fenced and not _is_closed(self.text[node.start : node.end]):
                return self.place(node.start)[0]
        return 0


class _Letters(dict[int, int | None]):
    """What `str.translate` puts in place of a character: a letter for itself, nothing for others."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if chr(code).isalpha() else None
        return self[code]


_LETTERS = _Letters()


def _alt(image: Node) -> str:
    """Return what a picture shows: the words between its brackets, or those in its attribute list."""
    return image.shown or (image.attributes.values.get("alt", "") if image.attributes else "")


def _ends_of_words(block: Node) -> Iterator[int]:
    """Yield where words within a block end: at its end, and before other blocks in it."""
    for child, after in pairwise([*block.children, block]):
        if child.kind not in _NO_WORDS and after.kind in _NO_WORDS:
            yield child.end


def _is_closed(source: str) -> bool:
    first, *_, last = source.rstrip("\n").split("\n") if "\n" in source.rstrip("\n") else (source, "")
    sign = first.lstrip()[:1]
    fence = len(first.lstrip()) - len(first.lstrip().lstrip(sign))
    closing = last.strip(" \t>")
    return len(closing) >= fence and not closing.strip(sign)


def words(text: str) -> str:
    """Normalise a text for comparison: composed letters, single spaces; other than that every character counts."""
    return " ".join(unicodedata.normalize("NFC", text).split())
