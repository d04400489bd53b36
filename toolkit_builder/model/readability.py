"""How hard a text is to read."""

from __future__ import annotations

import re
from statistics import fmean

from toolkit_builder.model.text import Outline
from toolkit_builder.model.tokens import MARKS, SPACELESS, UNSEEN

# What ends a sentence, whatever stands in it.
_BLOCKS = frozenset({"paragraph", "heading", "item", "row", "title", "term", "definition"})
_SENTENCE_END = re.compile(r"(?<![.!?:؟…।॥۔])[.!?:؟…।॥۔]+(?!\S)")
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{MARKS}{UNSEEN}])*"
_WORD = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
_NO_LETTERS = re.compile(f"[{MARKS}{UNSEEN}]")
_WITHOUT_SPACES = re.compile(f"[{SPACELESS}]")
_LONG = 6


def lix(outline: Outline) -> int | None:
    """Return the LIX of a Markdown text: words per sentence, and of 100 words how many are longer than six letters.

    After C. H. Björnsson, Läsbarhet (1968): below 30 very easy, to 40 easy, to 50 middling, to 60 hard, above that very hard.
    Made for Swedish; languages with long words, such as German or Polish, come out higher. A heading, an item of a list and a
    row of a table end a sentence, too. None for a text without words, and for one whose words cannot be counted because its
    script has no spaces between them.
    """
    sentences = [
        words for block in _blocks(outline) for sentence in _SENTENCE_END.split(block) if (words := _WORD.findall(sentence))
    ]
    if not sentences:
        return None
    words = [word for sentence in sentences for word in sentence]
    letters = "".join(words)
    if len(_WITHOUT_SPACES.findall(letters)) > len(letters) / 2:
        return None
    return round(fmean(map(len, sentences)) + 100 * sum(len(_NO_LETTERS.sub("", word)) > _LONG for word in words) / len(words))


def _blocks(outline: Outline) -> list[str]:
    blocks: list[list[str]] = [[]]
    for node in outline.nodes:
        if node.kind in _BLOCKS:
            blocks.append([])
        elif node.kind == "text":
            # As prose: an address is no word.
            blocks[-1].append(outline.prose[node.start : node.end])
        elif node.kind in ("soft_break", "break", "cell"):
            blocks[-1].append(" ")
    return ["".join(block) for block in blocks]
