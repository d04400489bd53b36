"""Where a repository's preview of a text and the page differ: outside of what Material adds, both have the same blocks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from toolkit_builder.model.nodes import Difference, Node
from toolkit_builder.problems import Message, say

_Block: TypeAlias = tuple[str, int, int]
"""Kind; level, or what sort of list it is; and where it begins."""

_SHOWN = frozenset({"heading", "list", "item", "code", "table", "row", "quote", "alert", "rule"})
_OURS = frozenset({"admonition", "details", "tab", "definitions"})
# GFM ends a footnote at a line that holds nothing but spaces.
_LINE_OF_SPACES = re.compile(r"\n[ \t]+\n(?=[ \t]*\S)")
_MANY = 2000
"""Blocks: comparing more than that costs too much; then the first place is told."""
_NAMES = {
    "heading": say("a heading"), "list": say("a list"), "item": say("an item of a list"), "code": say("code"),
    "table": say("a table"), "row": say("a row of a table"), "quote": say("a quote"), "alert": say("a box"),
    "rule": say("a line"), "": say("no new block"),
}  # fmt: skip


def differences(preview: Node, page: Node) -> tuple[Difference, ...]:
    """Return the places where both differ. ``preview`` is the tree of the text as GFM alone has it."""
    covered = [(node.start, node.end) for node in page.walk() if node.kind in _OURS]
    there, here = [*_blocks(preview, covered)], [*_blocks(page, covered)]
    if there == here:
        return ()
    changes = SequenceMatcher(None, there, here, autojunk=False).get_opcodes() if len(there) + len(here) < _MANY else []
    found = [
        Difference(min(piece[2] for piece in (*there[i:j], *here[k:m])), _name(there[i:j]), _name(here[k:m]))
        for how, i, j, k, m in changes or [("replace", 0, len(there), 0, len(here))]
        if how != "equal"
    ]
    return tuple(found)


def oddities(nodes: Sequence[Node], text: str) -> Iterator[Difference]:
    """Yield what the parser reads otherwise than GFM, and nothing can be laid over."""
    for node in nodes:
        for table in (child for child in node.children if child.kind == "table"):
            left = _content_column(node, table, text)
            # In the middle of a paragraph a first row may stand anywhere, and the others below it.
            if _column(text, table.start) - left > 3:
                continue
            for row in table.children[1:]:
                if _column(text, row.start) - left > 3:
                    yield Difference(row.start, _NAMES["code"], _NAMES["row"])
        if node.kind == "footnote" and (found := _LINE_OF_SPACES.search(text, node.start, node.end)):
            yield Difference(found.start() + 1, say("no more of the footnote"), say("more of the footnote"))
        elif node.kind == "strike" and not _crosses_out(text[node.start - 1 : node.start], node, text):
            yield Difference(node.start, say("signs as they are typed"), say("words that are crossed out"))


def _content_column(node: Node, table: Node, text: str) -> int:
    """Return the column from which four more make code of a line."""
    if node.kind == "item":
        first = node.children[0].start
        if "\n" not in text[node.start : first]:
            return len(text[text.rfind("\n", 0, first) + 1 : first].expandtabs(4))
        marker = text[node.start : node.start + 12].split(maxsplit=1)[0]
        return _column(text, node.start) + len(marker) + 1
    return 0 if node.kind == "document" else _column(text, table.start)


def _column(text: str, start: int) -> int:
    """Return how far from the left the words of a line stand that something begins in."""
    line = text[text.rfind("\n", 0, start) + 1 : start + 80].split("\n", 1)[0]
    before = line[: len(line) - len(line.lstrip(" \t>"))]
    return len(before.expandtabs(4))


def _crosses_out(before: str, node: Node, text: str) -> bool:
    """Tell whether `~` stand beside words as CommonMark 6.2 wants it of stars."""
    signs = 2 if text.startswith("~~", node.start) else 1
    after, last, behind = text[node.start + signs], text[node.end - signs - 1], text[node.end : node.end + 1]
    opens = not _is_sign(after) or not before or before.isspace() or _is_sign(before)
    return opens and (not _is_sign(last) or not behind or behind.isspace() or _is_sign(behind))


def _is_sign(character: str) -> bool:
    category = unicodedata.category(character)[0]
    return category == "P" or (category == "S" and character.isascii())


def _name(blocks: Sequence[_Block]) -> Message:
    return _NAMES[blocks[0][0]] if blocks else _NAMES[""]


def _blocks(root: Node, covered: Sequence[tuple[int, int]]) -> Iterator[_Block]:
    number = 0
    for node in root.walk():
        if node.kind not in _SHOWN:
            continue
        while number < len(covered) and covered[number][1] <= node.start:
            number += 1
        if number < len(covered) and covered[number][0] <= node.start:
            continue
        yield node.kind, min(node.level, 0) if node.kind == "list" else node.level, node.start
