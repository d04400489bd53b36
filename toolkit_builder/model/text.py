"""What a Markdown text holds besides words: its sections, links, pictures, headings and raw HTML, with positions.

Found by reading the source line by line, not by rendering it, so that checking costs little. Code is passed over: fenced
blocks, and backticks within a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pymdownx.slugs import slugify

_FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
_HEADING_ID = re.compile(r"\s*\{:?[^}]*?#([\w.:-]+)[^}]*\}\s*$")
_LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(<[^>]*>|[^\s)]+(?:\([^\s)]*\)[^\s)]*)*)")
_DEFINITION = re.compile(r"^\s{0,3}\[(?!\^)[^\]]+\]:\s*(<[^>]*>|\S+)")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)\b([^<>]*)(>?)|<(!--|!\[CDATA\[|!doctype|\?)", re.IGNORECASE)
_AUTOLINK = re.compile(r"<(https?://[^\s>]+)>")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`_]+(?=\S)|(?<=\S)[*`_]+|<[^>]+>")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as it was written; ``target`` may be empty, relative, or an address."""

    target: str
    is_image: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of raw HTML: an opening or closing tag, or the start of a comment (name ``!--``)."""

    name: str
    attributes: str
    line: int
    column: int
    closing: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the anchor that it gets on the page."""

    level: int
    text: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text below it; the first section may have no heading."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """All that is known of a text without rendering it."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    tags: tuple[Tag, ...]
    sections: tuple[Section, ...]
    unclosed_fence: int = 0
    """Line where a code block begins that never ends; 0 for none."""


anchor_of = slugify(case="lower", normalize="NFC")


def outline(text: str, first_line: int = 1) -> Outline:
    """Read a text whose first line is line ``first_line`` of its file."""
    headings: list[Heading] = []
    links: list[Link] = []
    tags: list[Tag] = []
    sections: list[tuple[str, list[str]]] = [("", [])]
    taken: set[str] = set()
    fence, fence_line = "", 0
    for number, line in enumerate(text.split("\n"), first_line):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence, fence_line = mark[1], number
        elif mark and mark[1].startswith(fence) and not line.strip(" >").strip(fence[0]):
            fence = ""
        elif not fence:
            if found := _HEADING.match(line):
                heading = _heading(found, number, taken)
                headings.append(heading)
                sections.append((heading.text, []))
            bare = _CODE.sub(lambda code: " " * len(code[0]), line) if "`" in line else line
            if "](" in bare or "]:" in bare:
                links += _links(bare, number)
            if "<" in bare:
                tags += _tags(bare, number)
        sections[-1][1].append(line)
    pieces = (Section(title, "\n".join(lines).strip()) for title, lines in sections)
    return Outline(
        tuple(headings),
        tuple(links),
        tuple(tags),
        tuple(piece for piece in pieces if piece.text),
        fence_line if fence else 0,
    )


def _heading(found: re.Match[str], number: int, taken: set[str]) -> Heading:
    text, anchor = found[2], ""
    if named := _HEADING_ID.search(text):
        text, anchor = text[: named.start()], named[1]
    words = _MARKUP.sub(lambda match: match[1] or "", text).strip()
    if not anchor:
        anchor = base = str(anchor_of(words, "-"))
        # The same counting as Python-Markdown's toc extension does.
        count = 0
        while anchor in taken or not anchor:
            count += 1
            anchor = f"{base}_{count}"
    taken.add(anchor)
    return Heading(len(found[1]), words, anchor, number)


def _links(line: str, number: int) -> Iterator[Link]:
    for match in _LINK.finditer(line):
        yield Link(match[2].strip("<>"), match[1] == "!", number, match.start(2) + 1)
        # A picture may stand inside the words of a link: [![alt](a.jpg)](b.md)
        inner = line[match.start() + 1 : match.start(2)]
        for nested in _LINK.finditer(inner):
            yield Link(nested[2].strip("<>"), nested[1] == "!", number, match.start() + 2 + nested.start(2))
    if definition := _DEFINITION.match(line):
        target = definition[1].strip("<>")
        yield Link(target, is_image=False, line=number, column=definition.start(1) + 1)


def _tags(line: str, number: int) -> Iterator[Tag]:
    without = _AUTOLINK.sub(lambda link: " " * len(link[0]), line)
    for match in _TAG.finditer(without):
        column = match.start() + 1
        if match[5]:
            rest = without[match.end() :]
            yield Tag(match[5].lower(), "", number, column, unfinished="-->" not in rest)
        elif not re.match(r"[\w.+-]+@", match[2] + match[3]):
            yield Tag(match[2].lower(), match[3].strip(" /"), number, column, match[1] == "/", not match[4])


def words(text: str) -> str:
    """Normalise a text for comparison: composed letters, single spaces; other than that every character counts."""
    return " ".join(unicodedata.normalize("NFC", text).split())
