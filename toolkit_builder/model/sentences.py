"""The sentences of a text: where each begins, in any script, and what it says beside its marks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from toolkit_builder.model.markup import TAG, blanked
from toolkit_builder.model.nodes import BLOCKS, Node
from toolkit_builder.model.text import Outline
from toolkit_builder.model.tokens import SPACELESS, UNSEEN, WORD

_WORDS_END_WITH = BLOCKS | {"code", "html", "rule"}
_NEEDS_SPACE = ".!?…"
"""What ends a sentence only where space follows; what scripts of their own end with needs none."""
_STOP = re.compile(r"[.!?…。！？｡．؟۔।॥։።፧။។៕།][\"'”’»“)\]]*")
# Short for something, as in `e.g.`
_ONE_LETTER = re.compile(r"\b[^\W\d_]\Z")
# Nothing but a space stands between sentences of Thai and Lao.
_THAI_SPACE = re.compile(r"[\u0e00-\u0eff](\s+)(?=[\u0e00-\u0eff])")
# Up to three words before what is said: `Note:`
_LABEL = re.compile(r"\W*\w+(?:[^\w:：]+\w+){0,2}[^\w:：]*(?::\s+|：)")
_WORD = re.compile(WORD)
_WITHOUT_SPACES = re.compile(f"[{SPACELESS}]")
_NOT_SEEN = re.compile(f"[{UNSEEN}]")
_LETTERS_OF_A_WORD = 1.5
"""In scripts without spaces. That is Chinese; words of the others are longer."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks; ``start`` is its place in the text, in characters from 0."""

    start: int
    typed: str

    @property
    def said(self) -> str:
        """What it says, without case and punctuation: its words, and each letter of a script without spaces."""
        return " ".join(_WORD.findall(unicodedata.normalize("NFC", _NOT_SEEN.sub("", self.typed)).casefold()))


def sentences(outline: Outline, least: int = 1) -> Iterator[Sentence]:
    """Yield the sentences of a text that have so many words, at least.

    A heading, an item and a cell are some of their own; marks, addresses, pictures and a label (`Note:`) are no part of one.
    """
    for block in _blocks(outline.root):
        words = "".join(block.pieces)
        if _length(words) < least:
            continue
        ends = [*accumulate(map(len, block.pieces))]
        for start, end in (_without_label(words, *extent, least) for extent in extents(words)):
            if _length(words[start:end]) >= least:
                piece = bisect_right(ends, start)
                # Where entities or escapes stand before it in its piece, it stands a little further on.
                within = start - (ends[piece] - len(block.pieces[piece]))
                yield Sentence(block.starts[piece] + within, words[start:end])


def _without_label(words: str, start: int, end: int, least: int) -> tuple[int, int]:
    label = _LABEL.match(words, start, end)
    return (label.end(), end) if label and _length(words[label.end() : end]) >= least else (start, end)


def _length(words: str) -> float:
    """Count words, in any script."""
    return len(words.split()) + len(_WITHOUT_SPACES.findall(words)) / _LETTERS_OF_A_WORD


def extents(words: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where sentences stand, without the space around them."""
    start = 0
    for end in (*_ends(words), len(words)):
        typed = words[start:end]
        if told := typed.strip():
            at = start + typed.index(told[0])
            yield at, at + len(told)
        start = end


def _ends(words: str) -> Iterator[int]:
    stops = [stop.end() for stop in _STOP.finditer(words) if _is_end(words, stop.start(), stop.end())]
    spaces = [space.end() for space in _THAI_SPACE.finditer(words)]
    yield from sorted((*stops, *spaces)) if spaces else stops


def _is_end(words: str, start: int, end: int) -> bool:
    if words[start] not in _NEEDS_SPACE:
        return True
    after = words[end : end + 2]
    if after and not after[0].isspace():
        return False
    # Behind `approx.` a sentence goes on with a small letter.
    return not after.strip().islower() and not _ONE_LETTER.search(words, max(0, start - 2), start)


@dataclass(slots=True)
class _Block:
    """The words of a block, in pieces that stand together in the text."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def _blocks(root: Node) -> Iterator[_Block]:
    block, waiting = _Block(), [root]
    while waiting:
        node = waiting.pop()
        if node.kind in _WORDS_END_WITH:
            yield block
            block = _Block()
        if words := _words_of(node):
            block.pieces.append(words)
            block.starts.append(node.start)
        # What a picture shows and an address are no part of a sentence.
        if node.kind != "image" and (node.kind != "link" or node.name not in ("bare", "auto")):
            waiting.extend(reversed(node.children))
    yield block


def _words_of(node: Node) -> str:
    match node.kind:
        case "text" | "code_span" | "formula":
            return node.words
        case "html":
            return TAG.sub(lambda tag: blanked(tag[0]), node.words)
        case "soft_break" | "break":
            return " "
    return ""
