"""A tree of nodes as a few bytes, and back: so a library keeps it until somebody looks at the text once more.

Nodes stand one after the other in the order of the text, each with the number of its children. Words that stand in the text
as they are, and all that a node has not, are left out. marshal is the quickest of what Python has for plain values; its
format 4 is the same in all versions since 3.4 (https://docs.python.org/3/library/marshal.html).
"""

from __future__ import annotations

import marshal
import zlib
from typing import Any

from toolkit_builder.model.nodes import Attributes, Node

_FORMAT = 4
_QUICK = 1
"""How hard zlib tries: more would take longer than reading the text again."""


def flat(root: Node, text: str) -> bytes:
    """Return the tree of a text as bytes."""
    return zlib.compress(marshal.dumps([_row(node, text) for node in root.walk()], _FORMAT), _QUICK)


def tree(data: bytes, text: str) -> Node:
    """Return the tree of a text from its bytes."""
    rows = marshal.loads(zlib.decompress(data))  # noqa: S302 - from whoever sent the text
    root = _node(rows[0], text)
    open_nodes = [(root.children, rows[0][3])] if rows[0][3] else []
    for row in rows[1:]:
        node = _node(row, text)
        children, number = open_nodes[-1]
        children.append(node)
        if len(children) == number:
            open_nodes.pop()
        if row[3]:
            open_nodes.append((node.children, row[3]))
    return root


def _row(node: Node, text: str) -> tuple[Any, ...]:
    row = (node.kind, node.start, node.end, len(node.children))
    rest = (node.name, node.target, node.title, node.label, node.level, node.fenced)
    given = node.attributes
    if node.words == _words(row, text) and not any(rest) and not node.aligned and given is None:
        return row
    attributes = None if given is None else (given.start, given.typed, dict(given.values))
    return (*row, node.words, *rest, tuple(node.aligned), attributes)


def _node(row: tuple[Any, ...], text: str) -> Node:
    kind, start, end, _, *rest = row
    if not rest:
        return Node(kind, start, end, words=_words(row, text))
    words, name, target, title, label, level, fenced, aligned, given = rest
    attributes = None if given is None else Attributes(*given)
    return Node(kind, start, end, [], words, name, target, title, label, level, fenced, aligned, attributes)


def _words(row: tuple[Any, ...], text: str) -> str:
    return text[row[1] : row[2]] if row[0] == "text" else ""
