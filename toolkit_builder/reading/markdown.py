"""The one parse of every Markdown text: CommonMark and GFM as a repository's preview has them, and what Material adds.

pyromark (pulldown-cmark) reads; its events become the tree of `model/text.py`, with places in characters. What GFM does not
know is laid over the text first, sign for sign, so that all places stay: see `constructs.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyromark
from pymdownx.slugs import slugify
from pyromark import Options

from toolkit_builder.model.text import DEEPEST, Attributes, Node, Outline, folded
from toolkit_builder.reading.addresses import link_addresses
from toolkit_builder.reading.constructs import Laid, lay_over
from toolkit_builder.reading.differences import differences, oddities
from toolkit_builder.reading.tables import missed_tables

_GFM = (
    Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)  # fmt: skip
_OURS = _GFM | Options.ENABLE_MATH
_DEFINING = _OURS | Options.ENABLE_DEFINITION_LIST

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
_WITHIN_LINES = frozenset({*_LEAVES.values(), "soft_break", "break", "emphasis", "strong", "strike", "link", "image", "task"})
_HOLDS_ATTRIBUTES = frozenset({"link", "image", "code_span", "emphasis", "strong", "strike"})

# GFM has boxes outside of other blocks only; in blocks of ours they may stand.
_BESIDE_BOXES = frozenset({"document", "admonition", "details", "tab"})
_UNDERLINE = re.compile(r"[ ]{0,3}>?[ ]{0,3}(?:=+|-+)[ ]*\Z")
_TRIES = 5

LONGEST_TITLE = 1000
"""A heading's anchor is made of so many letters."""

_slug = slugify(case="lower", normalize="NFC")

# Every part says what it is: `{x}` behind a link are words.
_PART = r"(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}=]+))"
_LIST = rf"\{{:?[ ]*({_PART}(?:[ ]+{_PART})*)[ ]*\}}"
_LIST_FIRST = re.compile(_LIST)
_LIST_LAST = re.compile(rf"(?:^|(?<=[ ])){_LIST}[ ]*\Z")
_PARTS = re.compile(r"([#.])([\w:.-]+)|([\w:-]+)=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'{}=]+))")


def read_markdown(text: str, first_line: int = 1) -> Outline:
    """Read a text whose first line is line ``first_line`` of its file."""
    laid, root = _read(text)
    for node in [*root.walk()]:
        _finish(node, text)
    link_addresses(root, text)
    _name_headings(root)
    defined = pyromark.reference_definitions(laid.text, options=_OURS) if "]:" in text else {}
    places = _in_characters(laid.text, [one["span"]["start"] for one in defined.values()])
    definitions = {folded(laid.restored(label)): places[one["span"]["start"]] for label, one in defined.items()}
    differ = differences(_preview(text), root) if laid.covered or _holds(root, "definitions") else ()
    differ += tuple(oddities(root, text))
    return Outline(text, root, first_line, definitions, _abbreviations(root, laid), differ, _too_deep(root))


def _too_deep(root: Node) -> int:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.children]
    return level[0].start if level else -1


def _holds(root: Node, kind: str) -> bool:
    return any(node.kind == kind for node in root.walk())


def _preview(text: str) -> Node:
    """Return the tree of a text as GFM alone has it."""
    return _tree(Laid(text, text), _GFM)


def _read(text: str) -> tuple[Laid, Node]:
    """Lay over, and read; and once more without what turned out to be no block of ours, or no box of GFM."""
    as_typed: set[int] = set()
    bars: set[int] = set()
    tried: set[int] = set()
    for _ in range(_TRIES):
        laid = lay_over(text, as_typed, bars)
        root = _tree(laid)
        mistaken = {*_mistaken(root, text)} - as_typed
        missed = {*missed_tables(root, text)} - tried
        wrong = bars - {node.start for node in root.walk() if node.kind == "table"}
        if not mistaken and not missed and not wrong:
            return laid, root
        as_typed |= mistaken
        bars = (bars | missed) - wrong
        tried |= missed
    return (laid, root) if not bars else _read_without_bars(text, as_typed)


def _read_without_bars(text: str, as_typed: set[int]) -> tuple[Laid, Node]:
    laid = lay_over(text, as_typed)
    return laid, _tree(laid)


def _mistaken(root: Node, text: str) -> Iterator[int]:
    for node in root.walk():
        for child in node.children:
            if child.kind == "alert":
                at = text.find("[!", child.start)
                second = text[at : child.end].partition("\n")[2].partition("\n")[0]
                if node.kind not in _BESIDE_BOXES or not child.children or _UNDERLINE.match(second) or _underlined(child, text):
                    yield at
            elif child.kind in ("admonition", "details") and len(child.children) == 1:
                yield child.start


def _underlined(box: Node, text: str) -> bool:
    """Whether a line below the first words makes a heading of them, and in GFM of the box's own first line."""
    first = box.children[0]
    lines_before = text.count("\n", box.start, first.start)
    return first.kind == "heading" and lines_before == 1 and "\n" in text[first.start : first.end].rstrip("\n")


def _abbreviations(root: Node, laid: Laid) -> Mapping[str, str]:
    """Return the meanings of abbreviations, but for those that are shown as code."""
    code = [node for node in root.walk() if node.kind == "code"] if laid.abbreviations else []
    return {
        one.word: one.meaning
        for one in reversed(laid.abbreviations)
        if not any(node.start <= one.start < node.end for node in code)
    }


# Events to a tree -------------------------------------------------------------------------------------------------------


def _tree(laid: Laid, options: Options | None = None) -> Node:
    if options is None:
        options = _DEFINING if laid.defines else _OURS
    events = [*pyromark.events_with_range(laid.text, options=options)]
    offsets = [offset for _, extent in events for offset in (extent["start"], extent["end"])]
    places = _in_characters(laid.text, offsets)
    if laid.bars:
        places = {offset: place - bisect_left(laid.bars, place) for offset, place in places.items()}
    root = Node("document", 0, len(laid.typed))
    path = [root]
    for event, extent in events:
        start, end = places[extent["start"]], places[extent["end"]]
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
        else:
            _add_leaf(above, name, value, start, end, laid)
    return root


def _in_characters(text: str, offsets: Iterable[int]) -> Mapping[int, int]:
    """Return places counted in bytes of UTF-8 with the same places counted in characters."""
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
            node.aligned = ["" if one == "None" else one.lower() for one in value]
        case "Link" | "Image":
            _address(node, value, laid)
    return node


def _address(node: Node, value: Any, laid: Laid) -> None:
    how = value["link_type"]
    written = {"Inline": "inline", "Autolink": "auto", "Email": "auto"}.get(how, "reference")
    target = f"mailto:{value['dest_url']}" if how == "Email" else value["dest_url"]
    texts = (laid.restored(one) for one in (target, value["title"], value["id"]))
    node.name = written
    node.target, node.title, node.label = texts


def _add_leaf(above: Node, name: str, value: Any, start: int, end: int, laid: Laid) -> None:
    if name == "TaskListMarker":
        above.children.append(Node("task", start, end, level=int(value)))
    elif above.kind in ("code", "html"):
        # What was laid over stands in a block of code as it was typed.
        above.words += laid.typed[start:end] if laid.is_laid(start, end) else laid.restored(value)
    elif name == "Text" and laid.is_laid(start, end):
        # It means nothing where it stands, so deep within a paragraph.
        end = (laid.typed + "\n").index("\n", start)
        above.children.append(Node("text", start, end, words=laid.typed[start:end].rstrip()))
    elif name == "Text" and above.children and above.children[-1].kind == "text":
        last = above.children[-1]
        last.words, last.end = last.words + laid.restored(value), end
    elif name == "FootnoteReference":
        above.children.append(Node("mark", start, end, name=folded(laid.restored(value))))
    else:
        node = Node(_LEAVES[name], start, end, words=laid.restored(value))
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
            first = made.level if made.level < 0 else made.level + made.children.index(item)
            parts.append(Node("list", item.start, item.end, [item], level=first))
    return parts


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
    # Behind such a space nothing is a block.
    root = _tree(lay_over(f"\N{NO-BREAK SPACE}{text}"))
    paragraph = root.children[0]
    for node in paragraph.walk():
        node.start, node.end = max(node.start - 1, 0) + start, node.end - 1 + start
    paragraph.children[0].words = paragraph.children[0].words[1:]
    return [child for child in paragraph.children if child.words or child.kind != "text"]


# What the events do not say ---------------------------------------------------------------------------------------------


def _finish(node: Node, text: str) -> None:
    """Find the attribute lists among the children of a node. A box with nothing behind it is words."""
    if node.children and node.children[0].kind == "task" and len(node.children) == 1:
        box = node.children[0]
        box.kind, box.words = "text", text[box.start : box.end].rstrip()
    if not node.children or node.kind in ("list", "table", "row", "document", "link"):
        return
    if node.kind in ("paragraph", "heading", "item", "cell", "emphasis", "strong", "strike", "title", "term", "definition"):
        _take_attribute_lists(node, text)


def _take_attribute_lists(node: Node, text: str) -> None:
    kept: list[Node] = []
    for child in node.children:
        follows = child.kind == "text" and kept and kept[-1].kind in _HOLDS_ATTRIBUTES
        if follows and (found := _LIST_FIRST.match(child.words)):
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
    _give(node, found, child, text)
    child.words = child.words[: found.start()].rstrip()
    child.end = max(child.start, text.rfind("{", child.start, child.end))
    if alone:
        del node.children[last - 1 : last + 1]


def _give(node: Node, found: re.Match[str], child: Node, text: str) -> None:
    values: dict[str, str] = {}
    for sign, name, key, *value in _PARTS.findall(found[1]):
        if sign == ".":
            values["class"] = f"{values['class']} {name}" if "class" in values else name
        else:
            values["id" if sign else key] = name if sign else "".join(value)
    at = text.find("{", child.start, child.end) if not found.start() else text.rfind("{", child.start, child.end)
    node.attributes = Attributes(max(at, child.start), found[0].strip(), values)


def _name_headings(root: Node) -> None:
    """Give every heading its anchor. Chosen names come first; of the same one, the second is `_1`, as Material counts."""
    taken: dict[str, int] = {}
    headings = [node for node in root.walk() if node.kind == "heading"]
    for node in headings:
        if node.attributes and "id" in node.attributes.values:
            node.name = node.attributes.values["id"]
            taken.setdefault(node.name, 0)
    for node in headings:
        if not node.name:
            name = base = str(_slug(" ".join(node.plain.split())[:LONGEST_TITLE], "-"))
            while name in taken or not name:
                taken[base] = taken.get(base, 0) + 1
                name = f"{base}_{taken[base]}"
            taken[name] = 0
            node.name = name
