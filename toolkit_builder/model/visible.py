"""The words that a page shows of a text, told from its tree: neither addresses nor signs, and nothing that the page adds."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from re import Match
from zlib import compress, decompress

from toolkit_builder.formulas import FormulaError, signs_in
from toolkit_builder.model.markup import TAG
from toolkit_builder.model.nodes import BLOCKS, Node
from toolkit_builder.model.text import Outline

# A word goes on within these and behind them; everything else stands between words.
_WITHIN_WORDS = frozenset({"emphasis", "strong", "strike", "link"})
_TAGS_WITHIN_WORDS = frozenset("a abbr b bdi del em i ins mark s span strong sub u wbr".split())


def visible_words(outline: Outline) -> str:
    """Return what readers see of a text: words in the order of the page, each block on lines of its own."""
    pieces: list[str] = []
    marked: list[str] = []
    _gather(outline.root, pieces, marked)
    # Notes stand at the end, if anything refers to them. One may refer to another, which comes last then.
    done: set[str] = set()
    for label in marked:
        note = outline.footnotes.get(label)
        if note is not None and label not in done:
            done.add(label)
            for child in note.children:
                _gather(child, pieces, marked)
    return "".join(pieces)


def words_once(outline: Outline) -> str:
    """Return the same; they are told once, and kept in little room."""
    return decompress(outline.once(_packed_words)[0]).decode("utf-8", "surrogatepass")


def _packed_words(outline: Outline) -> Iterator[bytes]:
    yield compress(visible_words(outline).encode("utf-8", "surrogatepass"), 1)


def figure_in(node: Node) -> Node | None:
    """Return the picture that stands alone in a paragraph, or in an item of a short list, and has a caption or a credit."""
    image = node.children[0] if len(node.children) == 1 and node.kind in ("paragraph", "item") else None
    return image if image is not None and image.kind == "image" and (image.title or credit_of(image)) else None


def credit_of(image: Node) -> str:
    """Return whose picture it is; '' where that is not said."""
    return image.attributes.values.get("credit", "") if image.attributes else ""


def _gather(root: Node, pieces: list[str], marked: list[str]) -> None:
    """Put the words within a node behind others, and the labels of the notes that it refers to."""
    waiting: list[Node | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.kind == "text":
            pieces.append(node.words)
        elif node.kind in _WITHIN_WORDS:
            waiting.extend(reversed(node.children))
        else:
            apart = "\n" if node.kind in BLOCKS else " "
            pieces.append("" if _is_within_words(node) else apart)
            if node.kind == "mark":
                marked.append(node.name)
            elif node.children and node.kind not in ("footnote", "image"):
                waiting.append(apart)
                waiting.extend(reversed(node.children))
            pieces.extend(f"{words} " for words in _own_words(node))


def _is_within_words(node: Node) -> bool:
    if node.kind != "tag":
        return False
    tag = TAG.match(node.words)
    return tag is not None and _between(tag) == ""


def _own_words(node: Node) -> Iterator[str]:
    """Yield what a node says itself, besides what is in it."""
    if node.kind in ("code", "code_span"):
        yield node.words
    elif node.kind == "formula":
        yield _formula(node.words)
    elif node.kind == "html":
        yield unescape(TAG.sub(_between, node.words))
    elif (image := figure_in(node)) is not None:
        yield from (image.title, credit_of(image))


def _formula(source: str) -> str:
    try:
        return " ".join(signs_in(source))
    except FormulaError:
        # Until it is mended it stands as it was typed.
        return source


def _between(tag: Match[str]) -> str:
    """Return what stands in place of a tag among words."""
    return "" if tag["remark"] or (tag["name"] or "").lower() in _TAGS_WITHIN_WORDS else " "
