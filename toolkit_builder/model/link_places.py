"""Where in a text the addresses of its links stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from toolkit_builder.model.markup import blanked_remarks
from toolkit_builder.model.nodes import Link, Node

if TYPE_CHECKING:
    from toolkit_builder.model.text import Outline

_LINK_AS_TYPED = re.compile(r"\]\(([^()\s]+)\)")
_ADDRESS_AS_TYPED = re.compile(r"[\s>]*(?:<([^<>\n]*)>|((?:[^\s()<\\]|\\.|\([^\s()]*\))+))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def links_as_typed(outline: Outline, node: Node) -> Iterator[Link]:
    """Yield what would be links if the tags around them were taken out."""
    source = blanked_remarks(outline.text[node.start : node.end])
    for found in _LINK_AS_TYPED.finditer(source):
        at = outline.place(node.start + found.start(1))
        yield Link(found[1], is_image=False, line=at[0], column=at[1], words="", place=at)


def target_start(outline: Outline, node: Node) -> int:
    """Return where the address of a link or picture begins, or the link itself where that is not certain."""
    if node.name == "auto":
        return node.start + 1
    at = node.start
    if node.kind == "image" and node.name == "reference":
        return at
    if node.name == "reference":
        defined = outline.definitions.get(folded(node.label), -1)
        at = outline.text.find("]:", defined) if defined >= 0 else -1
    elif node.name == "inline":
        at = outline.text.find("](", node.children[-1].end if node.children else node.start, node.end)
    if node.name == "bare" or at < 0:
        return node.start
    found = re.compile(r"[\s>]*<?").match(outline.text, at + 2)
    return found.end() if found else at + 2


def address_extent(outline: Outline, node: Node) -> tuple[int, int] | None:
    """Return from where to where the address of a link or picture stands, be it where its name is defined.

    None where that is not certain: of bare addresses, and where nothing that means the address is found.
    """
    if node.name == "reference":
        defined = outline.definitions.get(folded(node.label), -1)
        at = outline.text.find("]:", defined) + 2 if defined >= 0 else -1
    elif node.name == "inline":
        at = outline.text.find("](", node.children[-1].end if node.children else node.start, node.end) + 2
    else:
        return None
    found = _ADDRESS_AS_TYPED.match(outline.text, at) if at > 1 else None
    if found is None:
        return None
    start, end = found.span(1) if found[1] is not None else found.span(2)
    return (start, end) if unescape(_ESCAPE.sub(r"\1", outline.text[start:end])) == node.target else None


def folded(label: str) -> str:
    """Return the name of a reference as CommonMark 4.7 compares it."""
    return " ".join(label.casefold().split())
