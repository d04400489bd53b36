"""Attribute lists, `{#id .class key=value}`: which stand where they mean something, as in Python-Markdown's `attr_list`."""

from __future__ import annotations

import re

from toolkit_builder.model.nodes import Attributes, Node

_HOLDS_ATTRIBUTES = frozenset({"link", "image", "code_span", "emphasis", "strong", "strike"})
_HOLDS_WORDS = frozenset(
    {"paragraph", "heading", "item", "cell", "emphasis", "strong", "strike", "title", "term", "definition"}
)
# Every part says what it is: `{x}` behind a link are words.
_PART = r"(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=]+))"
_LIST = rf"\{{:?[ ]*({_PART}(?:[ ]+{_PART})*)[ ]*\}}"
_LIST_FIRST = re.compile(_LIST)
_LIST_LAST = re.compile(rf"(?:^|(?<=[ ])){_LIST}[ ]*\Z")
_PARTS = re.compile(r"([#.])([\w:.-]+)|([\w:-]+)=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'{}=]+))")


def take_attributes(node: Node, text: str) -> None:
    """Take the attribute lists out of the words among a node's children, and give them to what they stand behind."""
    if node.kind not in _HOLDS_WORDS or "}" not in text:
        return
    kept: list[Node] = []
    for child in node.children:
        follows = child.kind == "text" and kept and kept[-1].kind in _HOLDS_ATTRIBUTES
        if follows and text[child.start : child.start + 1] == "{" and (found := _LIST_FIRST.match(child.words)):
            _give(kept[-1], found, child, text)
            child.words = child.words[found.end() :]
            child.start = min(child.end, text.find("}", child.start, child.end) + 1)
        if child.words or child.kind != "text":
            kept.append(child)
    node.children = kept
    _take_last_list(node, text)


def _take_last_list(node: Node, text: str) -> None:
    """Take the attribute list of the whole block: at the end of a heading, or on the last line of another block."""
    if node.kind not in ("heading", "paragraph", "item"):
        return
    last = len(node.children) - 1
    while last >= 0 and node.children[last].kind in ("list", "code", "quote"):
        last -= 1
    if last < 0 or node.children[last].kind != "text" or not node.children[last].words.rstrip().endswith("}"):
        return
    child = node.children[last]
    found = _LIST_LAST.search(child.words)
    alone = found and not found.start() and last and node.children[last - 1].kind == "soft_break"
    if not found or not (alone or (node.kind == "heading" and (found.start() or last))):
        return
    if text[text.rfind("{", child.start, child.end) - 1] == "\\":
        return
    _give(node, found, child, text)
    child.words = child.words[: found.start()].rstrip()
    child.end = max(child.start, text.rfind("{", child.start, child.end))
    if alone:
        del node.children[last - 1 : last + 1]


def _give(node: Node, found: re.Match[str], child: Node, text: str) -> None:
    values: dict[str, str] = {}
    classes: list[str] = []
    for sign, name, key, *value in _PARTS.findall(found[1]):
        if sign == ".":
            classes.append(name)
        elif key == "class":
            classes = ["".join(value)]
        else:
            values["id" if sign else key] = name if sign else "".join(value)
    if classes:
        values["class"] = " ".join(classes)
    at = text.find("{", child.start, child.end) if not found.start() else text.rfind("{", child.start, child.end)
    node.attributes = Attributes(max(at, child.start), found[0].strip(), values)
