"""The events of the parser to the tree of a text, with places in characters of what was typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

import pyromark
from pyromark import Options

from toolkit_builder.model.link_places import folded
from toolkit_builder.model.nodes import Node
from toolkit_builder.reading.constructs import Laid, lay_over

GFM = (
    Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)  # fmt: skip
OURS = GFM | Options.ENABLE_MATH
_DEFINING = OURS | Options.ENABLE_DEFINITION_LIST

_KINDS = {
    "Paragraph": "paragraph", "Item": "item", "HtmlBlock": "html", "TableHead": "row", "TableRow": "row", "TableCell": "cell",
    "DefinitionList": "definitions", "DefinitionListTitle": "term", "DefinitionListDefinition": "definition",
    "Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "strike",
}  # fmt: skip
_LEAVES = {
    "Text": "text", "Code": "code_span", "InlineHtml": "tag", "FootnoteReference": "mark", "InlineMath": "formula",
    "DisplayMath": "formula",
}  # fmt: skip
_SIGNS = {"SoftBreak": "soft_break", "HardBreak": "break", "Rule": "rule"}
# Most titles: words without marks, each where it stands.
_PLAIN = re.compile(r"[^\W_](?:(?:[^\W_]|[ .,?()-])*(?:[^\W_]|[.?)]))?")
_WITHIN_LINES = frozenset({*_LEAVES.values(), "soft_break", "break", "emphasis", "strong", "strike", "link", "image", "task"})


def tree(laid: Laid, options: Options | None = None) -> Node:
    """Return the tree of a text that was laid over; with ``options`` of the parser, which are ours where none are given."""
    if options is None:
        options = _DEFINING if laid.defines else OURS
    events = [*pyromark.events_with_range(laid.text, options=options)]
    # Of plain English, places in bytes are those in characters.
    is_same = laid.text.isascii() and not laid.bars
    offsets = () if is_same else (offset for _, extent in events for offset in (extent["start"], extent["end"]))
    places = places_in(laid, offsets)
    root = Node("document", 0, len(laid.typed))
    path = [root]
    words = _Words()
    for event, extent in events:
        start, end = extent["start"], extent["end"]
        if not is_same:
            start, end = places[start], places[end]
        above = path[-1]
        if isinstance(event, str):
            above.children.append(Node(_SIGNS[event], start, end))
            continue
        ((name, value),) = event.items()
        if name == "Start":
            node = _opened(value, start, end, laid)
            above.children.append(node)
            path.append(node)
        elif name == "End":
            path.pop()
            if above.kind == "list" and laid.marks:
                path[-1].children[-1:] = _parted(above, laid)
            elif above.kind == "term":
                path[-1].children[-1:] = _terms(above)
            elif above.kind == "code" and above.fenced and above.name.split()[:1] == ["math"]:
                # GitHub's other way to write a formula on lines of its own.
                above.kind, above.level = "formula", 1
        else:
            _add_leaf(above, name, value, start, end, laid, words)
    words.finish()
    return root


class _Words:
    """The words of the node that is being read. They come in many pieces: put together one by one, each would be copied."""

    def __init__(self) -> None:
        self.node: Node | None = None
        self.pieces: list[str] = []

    def add(self, node: Node, words: str) -> None:
        """Put words behind those of a node; no others come to the node before."""
        if node is not self.node:
            self.finish()
            self.node, self.pieces = node, [node.words]
        self.pieces.append(words)

    def finish(self) -> None:
        if self.node is not None:
            self.node.words = "".join(self.pieces)


def places_in(laid: Laid, offsets: Iterable[int]) -> Mapping[int, int]:
    """Return places in the laid text, in bytes of UTF-8, with the same places in what was typed, in characters."""
    places = _in_characters(laid.text, offsets)
    return {offset: place - bisect_left(laid.bars, place) for offset, place in places.items()} if laid.bars else places


def _in_characters(text: str, offsets: Iterable[int]) -> Mapping[int, int]:
    if text.isascii():
        return {offset: offset for offset in offsets}
    data, places, last, count = text.encode(), {}, 0, 0
    for offset in sorted({*offsets}):
        count += len(data[last:offset].decode(errors="ignore"))
        places[offset], last = count, offset
    return places


def _opened(tag: Any, start: int, end: int, laid: Laid) -> Node:
    if isinstance(tag, str):
        return Node(_KINDS[tag], start, end)
    ((name, value),) = tag.items()
    node = Node(name.lower(), start, end)
    match name:
        case "Heading":
            node.level = int(value["level"][1])
        case "BlockQuote":
            node.kind, node.name = ("alert", value.lower()) if value else ("quote", "")
        case "CodeBlock":
            node.kind, node.fenced = "code", value != "Indented"
            node.name = laid.restored(value["Fenced"]) if node.fenced else ""
        case "List":
            node.level = -1 if value is None else value
        case "FootnoteDefinition":
            node.kind, node.name = "footnote", folded(laid.restored(value))
        case "Table":
            node.aligned = tuple("" if align == "None" else align.lower() for align in value)
        case "Link" | "Image":
            _address(node, value, laid)
    return node


def _address(node: Node, value: Any, laid: Laid) -> None:
    how = value["link_type"]
    written = {"Inline": "inline", "Autolink": "auto", "Email": "auto"}.get(how, "reference")
    target = f"mailto:{value['dest_url']}" if how == "Email" else value["dest_url"]
    texts = (laid.restored(text) for text in (target, value["title"], value["id"]))
    node.name = written
    node.target, node.title, node.label = texts


def _add_leaf(above: Node, name: str, value: Any, start: int, end: int, laid: Laid, words: _Words) -> None:
    if name == "TaskListMarker":
        above.children.append(Node("task", start, end, level=int(value)))
    elif above.kind in ("code", "html"):
        # What was laid over stands in a block of code as it was typed.
        words.add(above, laid.restored(laid.typed[start:end] if laid.is_laid(start, end) else value))
    elif name == "Text" and laid.is_laid(start, end):
        # It means nothing where it stands, so deep within a paragraph.
        line_end = laid.typed.find("\n", start)
        end = line_end if line_end >= 0 else len(laid.typed)
        above.children.append(Node("text", start, end, words=laid.restored(laid.typed[start:end]).rstrip()))
    elif name == "Text" and above.children and above.children[-1].kind == "text":
        words.add(above.children[-1], laid.restored(value))
        above.children[-1].end = end
    elif name == "FootnoteReference":
        above.children.append(Node("mark", start, end, name=folded(laid.restored(value))))
    else:
        node = Node(_LEAVES[name], start, end, words=laid.restored(value))
        if name == "InlineMath" and len(value) > 2 and value[0] == value[-1] == "`":
            # GitHub's other way: $`x`$.
            node.words = node.words[1:-1]
        node.level = int(name == "DisplayMath")
        above.children.append(node)


def _parted(made: Node, laid: Laid) -> list[Node]:
    """Take a list apart that was made of Material's blocks, and of neighbours that are items in truth."""
    parts: list[Node] = []
    for item in made.children:
        mark = laid.marks.get(item.start)
        if mark:
            title = Node("title", *mark.title_extent, level=int(mark.title is None))
            if mark.title:
                title.children = _inline(mark.title, mark.title_extent[0])
            # The first child is the empty heading that stands in its place.
            body = [title, *_in_paragraphs(item.children[1:])]
            parts.append(Node(mark.kind, item.start, item.end, body, name=mark.name, level=int(mark.is_open)))
        elif parts and parts[-1].kind == "list":
            parts[-1].children.append(item)
            parts[-1].end = item.end
        else:
            parts.append(Node("list", item.start, item.end, [item], level=made.level))
    return parts


def _terms(node: Node) -> list[Node]:
    """Take terms that share a meaning apart: each stands on a line of its own."""
    terms = [Node("term", node.start, node.end)]
    for child in node.children:
        if child.kind == "soft_break":
            terms.append(Node("term", child.end, node.end))
        else:
            terms[-1].children.append(child)
    return terms


def _in_paragraphs(children: Iterable[Node]) -> list[Node]:
    """Put words that stand in an item as they are, because its list is a short one, into paragraphs."""
    blocks: list[Node] = []
    for child in children:
        if child.kind not in _WITHIN_LINES:
            blocks.append(child)
        elif blocks and blocks[-1].kind == "paragraph" and blocks[-1].end <= child.start and blocks[-1].level:
            blocks[-1].children.append(child)
            blocks[-1].end = child.end
        else:
            blocks.append(Node("paragraph", child.start, child.end, [child], level=1))
    return blocks


def _inline(text: str, start: int) -> list[Node]:
    """Read a text of one line that stands somewhere in another one."""
    if _PLAIN.fullmatch(text):
        return [Node("text", start, start + len(text), words=text)]
    # Behind such a space nothing is a block.
    root = tree(lay_over(f"\N{NO-BREAK SPACE}{text}"))
    paragraph = root.children[0]
    for node in paragraph.walk():
        node.start, node.end = max(node.start - 1, 0) + start, node.end - 1 + start
    paragraph.children[0].words = paragraph.children[0].words[1:]
    return [child for child in paragraph.children if child.words or child.kind != "text"]
