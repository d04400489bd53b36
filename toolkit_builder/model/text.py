"""What a Markdown text holds besides words: its sections, links, pictures, headings and raw HTML, with positions.

Found by reading the source, not by rendering it, so that checking costs little. Code is passed over: fenced blocks, and
backticks within a line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from pymdownx.slugs import slugify

_FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})(.*)")
_UNDERLINE = re.compile(r"(=+|-+)[ ]*\Z")
_ID = re.compile(r"(?<!\S)#([\w.:-]+)")
# Groups of branches are not possessive (`*+`): up to Python 3.11.4 such groups match what they should not
# (https://github.com/python/cpython/issues/106052). Their branches begin differently, so there is little to try again.
# Words, at most to the end of the paragraph; brackets among them come in pairs.
_WORDS = r"(?:[^\[\]\n]++|\n(?!\s*\n)|\[[^\[\]]*+\])*"
_LINK = re.compile(
    rf"\[({_WORDS})\]\(\s*+"
    r"(<[^<>\n]*+>|(?:[^\s()<]|\([^\s()]*+\))(?:[^\s()]++|\([^\s()]*+\)|[ ]++(?![\"' )]))*|(?=\)))"
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)([^\[\]\n]+)\]:[ ]*(<[^>\n]*>|\S+)[ ]*(?:[\"'(].*)?$", re.MULTILINE)
_PICTURE_BY_NAME = re.compile(r"!\[([^\[\]\n]*)\](?!\()(?:\[([^\[\]\n]*)\])?")
_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)\b((?:\"[^\"]*\"|'[^']*'|[^<>\"'\n]++|\n(?!\s*\n))*)(>?)|<(!--|!\[CDATA\[|!doctype|\?)",
    re.IGNORECASE,
)
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^\s<>]*)>", re.IGNORECASE)
# An address between angle brackets is no tag.
_BRACKETED = re.compile(r"<[a-z][a-z0-9+.-]*:[^\s<>]*>|(?<=\]\()\s*+<[^<>\n]*+>", re.IGNORECASE)
_ATTRIBUTE_LIST = re.compile(r"\{:?([^{}\n]*)\}")
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|[*`_]++(?=\S)|(?<=\S)[*`_]++|<[^<>]+>")

Place: TypeAlias = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture as it was written; ``target`` may be empty, relative, or an address."""

    target: str
    is_image: bool
    line: int
    column: int
    words: str
    """What stands between its square brackets: for a picture, what it shows."""
    place: Place
    """Line and column where it begins; ``line`` and ``column`` are those of the target."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of raw HTML: an opening or closing tag, or the start of a comment (name ``!--``).

    An attribute list is one as well, with the name ``{}``.
    """

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
    attribute_lists: tuple[Tag, ...] = ()
    unclosed_fence: int = 0
    """Line where a code block begins that never ends; 0 for none."""


LONGEST_TITLE = 1000
"""A heading is no longer than this; taking tags out of one costs the square of its length."""

anchor_of = slugify(case="lower", normalize="NFC")


def outline(text: str, first_line: int = 1) -> Outline:
    """Read a text whose first line is line ``first_line`` of its file."""
    headings: list[Heading] = []
    sections: list[tuple[str, list[str]]] = [("", [])]
    bare: list[str] = []
    taken: dict[str, int] = {}
    fence, fence_line = "", 0
    for number, line in enumerate(text.split("\n"), first_line):
        mark = _FENCE.match(line)
        bare.append("")
        if mark and not fence:
            fence, fence_line = mark[1], number
        elif mark and mark[1].startswith(fence) and not line.strip(" >").strip(fence[0]):
            fence = ""
        elif not fence:
            if (found := _HEADING.match(line)) and (title := found[2].strip().rstrip("#").rstrip()):
                headings.append(_heading(title, len(found[1]), number, taken))
                sections.append((headings[-1].text, []))
            elif _UNDERLINE.match(line) and _is_title(bare[-3:-1]):
                headings.append(_heading(bare[-2].strip(), 1 if line[0] == "=" else 2, number - 1, taken))
                sections.append((headings[-1].text, [sections[-1][1].pop()]))
            bare[-1] = _without_code(line) if "`" in line else line
        sections[-1][1].append(line)
    pieces = (Section(title, "\n".join(lines).strip()) for title, lines in sections)
    links, tags, lists = _marks(bare, first_line)
    return Outline(
        tuple(headings),
        links,
        tags,
        tuple(piece for piece in pieces if piece.text),
        lists,
        fence_line if fence else 0,
    )


def _without_code(line: str) -> str:
    """Blank what stands between runs of backticks of equal length. One pass, however many runs there are."""
    runs = [found.span() for found in re.finditer("`+", line)]
    partner: dict[int, int] = {}
    seen: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        length = runs[number][1] - runs[number][0]
        if length in seen:
            partner[number] = seen[length]
        seen[length] = number
    pieces, kept, number = [], 0, 0
    while number < len(runs):
        if number in partner:
            start, end = runs[number][0], runs[partner[number]][1]
            pieces += [line[kept:start], " " * (end - start)]
            kept, number = end, partner[number]
        number += 1
    return "".join([*pieces, line[kept:]])


def _is_title(before: list[str]) -> bool:
    """Whether a line of `===` or `---` makes a heading of the line before it, as it does at the start of a paragraph."""
    return bool(before) and bool(before[-1].strip(" #")) and before[-1][0] != "#" and not "".join(before[:-1]).strip()


def _marks(bare: list[str], first_line: int) -> tuple[tuple[Link, ...], tuple[Tag, ...], tuple[Tag, ...]]:
    """Return the links, tags and attribute lists of a text without its code."""
    text = "\n".join(bare)
    starts = [0, *accumulate(len(line) + 1 for line in bare)]

    def place(offset: int) -> Place:
        line = bisect_right(starts, offset) - 1
        return line + first_line, offset - starts[line] + 1

    links = sorted(_links(text, place), key=lambda link: link.place) if "[" in text or "<" in text else []
    tags = _tags(_BRACKETED.sub(_blank, text), place) if "<" in text else ()
    lists = [Tag("{}", found[1], *place(found.start())) for found in _ATTRIBUTE_LIST.finditer(text)] if "{" in text else ()
    return tuple(links), tuple(tags), tuple(lists)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _heading(text: str, level: int, number: int, taken: dict[str, int]) -> Heading:
    """Make a heading. ``taken`` counts how often each anchor was wanted before."""
    anchor = ""
    if text.endswith("}"):
        before, _, braces = text.rpartition("{")
        if named := _ID.search(braces[:-1].lstrip(":")):
            text, anchor = before, named[1]
    words = _MARKUP.sub(lambda match: match[1] or "", text).strip()
    if not anchor:
        anchor = base = str(anchor_of(words[:LONGEST_TITLE], "-"))
        # The same counting as Python-Markdown's toc extension does.
        while anchor in taken or not anchor:
            taken[base] = taken.get(base, 0) + 1
            anchor = f"{base}_{taken[base]}"
    taken.setdefault(anchor, 0)
    return Heading(level, words, anchor, number)


def _links(text: str, place: Callable[[int], Place]) -> Iterator[Link]:
    for found in _LINK.finditer(text) if "](" in text else ():
        yield _link(found, 0, place)
        # A picture may stand inside the words of a link: [![alt](a.jpg)](b.md)
        for inner in _LINK.finditer(found[1]) if "](" in found[1] else ():
            yield _link(inner, found.start(1), place)
    for found in _AUTOLINK.finditer(text) if "<" in text else ():
        if text[max(0, found.start() - 2) : found.start()] != "](":
            line, column = place(found.start(1))
            yield Link(found[1], is_image=False, line=line, column=column, words=found[1], place=place(found.start()))
    if "]:" in text:
        yield from _links_by_name(text, place)


def _link(found: re.Match[str], shift: int, place: Callable[[int], Place]) -> Link:
    is_image = found.string[max(0, found.start() - 1) : found.start()] == "!"
    begins = place(shift + found.start() - is_image)
    return Link(found[2].strip("<>"), is_image, *place(shift + found.start(2)), found[1], begins)


def _links_by_name(text: str, place: Callable[[int], Place]) -> Iterator[Link]:
    """Yield what is defined apart from where it is used: `[name]: address`. Pictures count where they are used."""
    definitions = {words(found[1]).casefold(): found for found in _DEFINITION.finditer(text)}
    pictured: set[str] = set()
    for found in _PICTURE_BY_NAME.finditer(text) if definitions else ():
        name = words(found[2] or found[1]).casefold()
        if name in definitions:
            pictured.add(name)
            at = place(found.start())
            yield Link(definitions[name][2].strip("<>"), is_image=True, line=at[0], column=at[1], words=found[1], place=at)
    for name, found in definitions.items():
        if name not in pictured:
            line, column = place(found.start(2))
            at = place(found.start())
            yield Link(found[2].strip("<>"), is_image=False, line=line, column=column, words=found[1], place=at)


def _tags(text: str, place: Callable[[int], Place]) -> Iterator[Tag]:
    last_end = text.rfind("-->")
    for found in _TAG.finditer(text):
        line, column = place(found.start())
        if found[5]:
            yield Tag(found[5].lower(), "", line, column, unfinished=last_end < found.end())
        elif not re.match(r"[\w.+-]+@", found[2] + found[3]):
            yield Tag(found[2].lower(), found[3].strip(" /\n"), line, column, found[1] == "/", not found[4])


def words(text: str) -> str:
    """Normalise a text for comparison: composed letters, single spaces; other than that every character counts."""
    return " ".join(unicodedata.normalize("NFC", text).split())
