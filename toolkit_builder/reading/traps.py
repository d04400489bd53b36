"""What would lead the reading astray: signs that it uses itself, and tables with many times more cells than letters.

A sign is replaced by another one, so that everything keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_builder.model.nodes import Difference
from toolkit_builder.problems import say, say_many
from toolkit_builder.reading.constructs import letter_for

# Noncharacters stand for signs while a text is read, and Python-Markdown marks its places with U+0002 and U+0003. Nobody means
# any of them: as they are, they are told as hidden characters; by their number, as characters that do not exist.
OWN_SIGNS = "\x02\x03\ufdd0-\ufdef"
OWN_NUMBERS = r"&#(?:0*(?:[23]|649(?:7[6-9]|[89]\d)|6500[0-7])|[xX]0*(?:[23]|[fF][dD][dDeE][0-9a-fA-F]));"
_OWN_SIGN = re.compile(f"[{OWN_SIGNS}]")
_OWN_NUMBER = re.compile(OWN_NUMBERS)

# What may be the second line of a table with seven columns or more.
_WIDE = re.compile(r"^[ \t>]*[-:|](?:[-: \t]*\|){6}[-:| \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t>]*(?=\n)")
_SPARE_CELLS = 200
"""So many cells the rows of a table may lack, besides one for each of their letters: a page has them all, empty."""


def without_traps(text: str) -> tuple[str, tuple[Difference, ...]]:
    """Return a text of the same length that can be read, and the tables of GFM that are none for us."""
    plain = text.isascii() and "\x02" not in text and "\x03" not in text
    safe = text if plain else _OWN_SIGN.sub("\N{REPLACEMENT CHARACTER}", text)
    if "&#" in safe:
        safe = _OWN_NUMBER.sub(lambda found: letter_for("&") + found[0][1:], safe)
    tables = [*_endless_tables(safe)] if "|" in safe and _WIDE.search(safe) else []
    pieces, done = [], 0
    for start, end, _ in tables:
        pieces += [safe[done:start], safe[start:end].replace("|", letter_for("|"))]
        done = end
    return "".join([*pieces, safe[done:]]), tuple(_difference(start, missing) for start, _, missing in tables)


def _difference(start: int, missing: int) -> Difference:
    hint = say_many(
        "The rows below lack {number} cell: each has as many as the first. Put an empty line behind it.",
        "The rows below lack {number} cells: each has as many as the first. Put an empty line behind it.",
        missing,
    )
    return Difference(start, say("a table"), say("signs as they are typed"), hint)


def _endless_tables(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the second lines of tables whose rows lack more cells than they have letters: from where to where, how many."""
    start = 0
    for end in [*(found.start() for found in _BLANK.finditer(text)), len(text)]:
        yield from _in_paragraph(text, start, end)
        start = end + 1


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    wide = [found.span() for found in _WIDE.finditer(text, start, end) if "-" in found[0]]
    # The rows of a table are at most all lines below its second one, so they are counted from the last to the first.
    found, rows, bars, last = [], 0, 0, end
    for first, behind in reversed(wide):
        rows, bars = rows + text.count("\n", behind, last), bars + text.count("|", behind, last)
        missing = rows * text.count("|", first, behind) - bars
        if missing > end - behind + _SPARE_CELLS:
            found.append((first, behind, missing))
        last = behind
    yield from reversed(found)
