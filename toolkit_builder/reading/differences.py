"""Where a repository's preview of a text and the page differ: outside of what Material adds, both have the same blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from toolkit_builder.model.text import Difference, Node
from toolkit_builder.problems import Message, say

_Block: TypeAlias = tuple[str, int, int]
"""Kind; level, or what sort of list it is; and where it begins."""

_SHOWN = frozenset({"heading", "list", "item", "code", "table", "row", "quote", "alert", "rule"})
_OURS = frozenset({"admonition", "details", "tab", "definitions"})
_NAMES = {
    "heading": say("a heading"), "list": say("a list"), "item": say("an item of a list"), "code": say("code"),
    "table": say("a table"), "row": say("a row of a table"), "quote": say("a quote"), "alert": say("a box"),
    "rule": say("a line"), "": say("no new block"),
}  # fmt: skip


def differences(preview: Node, page: Node) -> tuple[Difference, ...]:
    """Return the first place where both differ. ``preview`` is the tree of the text as GFM alone has it."""
    covered = [(node.start, node.end) for node in page.walk() if node.kind in _OURS]
    there, here = [*_blocks(preview, covered)], [*_blocks(page, covered)]
    for one, other in zip_longest(there, here, fillvalue=("", 0, -1)):
        if one != other:
            return (Difference(max(one[2], other[2]) if min(one[2], other[2]) < 0 else min(one[2], other[2]),
                               _name(one, other), _name(other, one)),)  # fmt: skip
    return ()


def _name(one: _Block, other: _Block) -> Message:
    """Name a block; where the other one comes first, there is none yet."""
    return _NAMES[one[0]] if one[2] <= other[2] or other[2] < 0 else _NAMES[""]


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
