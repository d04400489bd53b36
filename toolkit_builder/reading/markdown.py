"""The one parse of every Markdown text: CommonMark and GFM as a repository's preview has them, and what Material adds.

pyromark (pulldown-cmark) reads; its events become the tree of `model/text.py`, with places in characters (`tree.py`). What
GFM does not know is laid over the text first, sign for sign, so that all places stay (`constructs.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import pyromark
from pymdownx.slugs import slugify

from toolkit_builder.model.link_places import folded
from toolkit_builder.model.nodes import DEEPEST, Node
from toolkit_builder.model.text import Outline
from toolkit_builder.reading.addresses import link_addresses
from toolkit_builder.reading.attributes import take_attributes
from toolkit_builder.reading.constructs import Laid, lay_over
from toolkit_builder.reading.differences import differences, oddities
from toolkit_builder.reading.tables import missed_tables
from toolkit_builder.reading.traps import without_traps
from toolkit_builder.reading.tree import GFM, OURS, places_in, tree

# GFM has boxes outside of other blocks only; in blocks of ours they may stand.
_BESIDE_BOXES = frozenset({"document", "admonition", "details", "tab"})
_UNDERLINE = re.compile(r"[ ]{0,3}>?[ ]{0,3}(?:=+|-+)[ ]*\Z")
_TRIES = 5

LONGEST_TITLE = 1000
"""A heading's anchor is made of so many letters."""

_slug = slugify(case="lower", normalize="NFC")


def read_markdown(text: str, first_line: int = 1) -> Outline:
    """Read a text whose first line is line ``first_line`` of its file."""
    safe, differ = without_traps(text)
    laid, nodes = _read(safe)
    root = nodes[0]
    for node in nodes:
        if len(node.children) == 1 and node.children[0].kind == "task":
            _show_as_typed(node.children[0], text)
        take_attributes(node, text)
    link_addresses(root, text)
    _name_headings([node for node in nodes if node.kind == "heading"])
    if laid.defines or not _stand_apart(laid, root):
        differ += differences(_preview(safe), root)
    if "|" in text or "[^" in text or "~" in text:
        differ += tuple(oddities(nodes, text))
    abbreviations, too_deep = _abbreviations(root, laid), _too_deep(root)
    return Outline(text, root, _again, first_line, _definitions(laid), abbreviations, differ, too_deep=too_deep)


def _again(text: str) -> Node:
    """Return the tree of a text that was read before."""
    return read_markdown(text).root


def _show_as_typed(box: Node, text: str) -> None:
    """Make words of a box to tick that has nothing behind it."""
    box.kind, box.words = "text", text[box.start : box.end].rstrip()


def _definitions(laid: Laid) -> Mapping[str, int]:
    """Return the names of addresses, folded, and where each is defined."""
    if "]:" not in laid.typed:
        return {}
    defined = pyromark.reference_definitions(laid.text, options=OURS)
    places = places_in(laid, [definition["span"]["start"] for definition in defined.values()])
    return {folded(laid.restored(label)): places[definition["span"]["start"]] for label, definition in defined.items()}


def _too_deep(root: Node) -> int:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.children]
    return level[0].start if level else -1


def _stand_apart(laid: Laid, root: Node) -> bool:
    """Whether empty lines part all that GFM does not know from the rest, outside of other blocks: then nothing else differs."""
    text = laid.typed
    ends = {node.start: node.end for node in root.children}
    for start in laid.covered:
        # A line laid over that is no block at the left edge is an abbreviation, or something that has to be looked at.
        end = ends.get(start, -1) if start in laid.marks else _line_end(text, start)
        is_first = not start or text.startswith("\n\n", start - 2) or (start == 1 and text[0] == "\n")
        if end < 0 or not is_first or not (end >= len(text) - 1 or "\n\n" in text[end - 2 : end + 2]):
            return False
    return True


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _preview(text: str) -> Node:
    """Return the tree of a text as GFM alone has it."""
    return _read(text, ours=False)[1][0]


def _read(text: str, ours: bool = True) -> tuple[Laid, Sequence[Node]]:
    """Lay over, and read; and once more without what turned out to be no block of ours, or no box of GFM.

    What is learned in one round can change the next one, but hardly a third: texts that go on changing were made for that.
    Their tables in the middle of paragraphs stay words then, as everything else that only looks like a table. Returns all
    nodes, the whole text first.
    """
    as_typed: set[int] = set()
    bars: set[int] = set()
    tried: set[int] = set()
    for _ in range(_TRIES):
        laid = lay_over(text, as_typed, bars, ours)
        nodes = [*tree(laid, None if ours else GFM).walk()]
        mistaken = {*_mistaken(nodes, text)} - as_typed if laid.marks or "[!" in text else set()
        missed = {*missed_tables(nodes, text)} - tried
        wrong = bars - {node.start for node in nodes if node.kind == "table"} if bars else bars
        if not mistaken and not missed and not wrong:
            return laid, nodes
        as_typed |= mistaken
        bars = (bars | missed) - wrong
        tried |= missed
    if bars:
        laid = lay_over(text, as_typed, ours=ours)
        nodes = [*tree(laid, None if ours else GFM).walk()]
    return laid, nodes


def _mistaken(nodes: Sequence[Node], text: str) -> Iterator[int]:
    for node in nodes:
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
    starts = [node.start for node in code]

    def is_code(place: int) -> bool:
        number = bisect_right(starts, place) - 1
        return number >= 0 and place < code[number].end

    return {
        abbreviation.word: abbreviation.meaning
        for abbreviation in reversed(laid.abbreviations)
        if not is_code(abbreviation.start)
    }


def _name_headings(headings: Sequence[Node]) -> None:
    """Give every heading its anchor. Chosen names come first; of the same one, the second is `_1`, as Material counts."""
    taken: dict[str, int] = {}
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
