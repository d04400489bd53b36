"""Tables in the middle of a paragraph: GFM has them, and the parser only where their first line begins with a bar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from toolkit_builder.model.nodes import BLOCKS, Node

# https://github.github.com/gfm/#delimiter-row
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")


def missed_tables(nodes: Sequence[Node], text: str) -> Iterator[int]:
    """Yield where the first row of such a table begins."""
    if "-" not in text or not ("|" in text or ":-" in text or "-:" in text):
        return
    for node in nodes:
        if node.kind in ("paragraph", "item", "definition"):
            words = [*takewhile(lambda child: child.kind not in BLOCKS and child.kind not in ("code", "html"), node.children)]
            if words:
                yield from _in_lines(text, words[0].start, words[-1].end)


def _in_lines(text: str, start: int, end: int) -> Iterator[int]:
    before = None
    for line in text[start:end].split("\n"):
        row = line.strip(" \t>")
        if before is not None and ("|" in row or ":" in row) and _DELIMITERS.fullmatch(row):
            first, at = before
            if first and _cells(first) == _cells(row):
                yield at
        before = row, start + len(line) - len(line.lstrip(" \t>"))
        start += len(line) + 1


def _cells(row: str) -> int:
    bars = [found.start() for found in _BAR.finditer(row)]
    return len(bars) + 1 - (bars[:1] == [0]) - (len(bars) > 1 and bars[-1] == len(row) - 1)
