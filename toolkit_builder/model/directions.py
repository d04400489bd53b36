"""Which way words run, and whether they must be set apart from what stands around them.

The bidirectional algorithm of Unicode (https://www.unicode.org/reports/tr9/) gives signs and digits the direction of their
neighbours: a DOI, a telephone number, a title with brackets in a text of the other direction comes out scrambled.
"""

from __future__ import annotations

import re
from functools import lru_cache

LEFT, RIGHT = "ltr", "rtl"
OPEN, CLOSE = "\u2068", "\u2069"
"""First strong isolate, and its end: for places where there is no markup."""

_RIGHT = (
    r"\u05d0-\u05f4\u0620-\u064a\u066e-\u06d5\u06ee\u06ef\u06fa-\u08c7\ufb1d-\ufdfb\ufe70-\ufefc"
    r"\U00010800-\U00010fff\U0001e800-\U0001eeff"
)
_RIGHT_LETTER = re.compile(f"[{_RIGHT}]")
_LEFT_LETTER = re.compile(rf"(?![{_RIGHT}])[^\W\d_]")
_FIGURES = re.compile(r"\d\W|\W\d")


def has_right(text: str) -> bool:
    """Whether there are letters that run from right to left."""
    return not text.isascii() and bool(_RIGHT_LETTER.search(text))


def has_left(text: str) -> bool:
    """Whether there are letters that run from left to right."""
    return bool(_LEFT_LETTER.search(text))


def direction_of(text: str, around: str) -> str:
    """Return which way a text runs that stands among words of the direction ``around``.

    Latin names stand in Arabic texts, and seldom the other way: some Arabic makes a text on an Arabic page an Arabic one. What
    has no letters, but figures with signs, runs as figures do.
    """
    if around == LEFT and not has_right(text):
        return LEFT
    right, left = len(_RIGHT_LETTER.findall(text)), len(_LEFT_LETTER.findall(text))
    if around == LEFT:
        return RIGHT if right > left else LEFT
    if right or left:
        return RIGHT if right * 3 >= left else LEFT
    return LEFT if _FIGURES.search(text) else RIGHT


@lru_cache(maxsize=4096)  # Labels and names stand on every page.
def is_apart(text: str, around: str) -> bool:
    """Whether a text must be set apart from words of the direction ``around``."""
    if around == LEFT:
        return has_right(text)
    return has_left(text) or direction_of(text, around) == LEFT


def set_apart(text: str, around: str) -> str:
    """Set a text apart where there is no markup: in the title of a page, in a choice, in something that is copied."""
    return f"{OPEN}{text}{CLOSE}" if is_apart(text, around) else text
