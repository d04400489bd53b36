"""Why a file is refused as a drawing, and where in it: an element, one of its attributes, or words in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

LINE_END = re.compile(r"\r\n|\r|\n")
_ATTRIBUTE = re.compile(r"\s++([^\s=/>]++)\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_TAG_NAME = re.compile(r"<[^\s/>]++")


class Reason(StrEnum):
    """Why a file is refused as a drawing."""

    UNSAFE = "unsafe"
    BROKEN = "broken"
    ENCODING = "encoding"
    TOO_MUCH = "too-much"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is no drawing for us, and where in it."""

    reason: Reason
    found: str = ""
    line: int = 1
    column: int = 1


class RefusedError(Exception):
    """A drawing cannot be let in.

    ``attribute`` names the one that is refused; ``in_words`` says that it stands in the words of the open element.
    """

    def __init__(self, reason: Reason, found: str = "", attribute: str = "", *, in_words: bool = False) -> None:
        super().__init__(found)
        self.reason, self.found, self.attribute, self.in_words = reason, found, attribute, in_words
        self.line, self.column = 1, 1


def place_in(text: str, refused: RefusedError) -> tuple[int, int]:
    """Return line and column of what is refused: an element, one of its attributes, or words in it."""
    if refused.reason is Reason.TOO_MUCH:
        return 1, 1
    ends = [0, *(found.end() for found in LINE_END.finditer(text))]
    start = at = ends[refused.line - 1] + refused.column - 1
    if refused.attribute:
        at = _attribute_at(text, start, refused.attribute)
    elif refused.in_words:
        # Reading has come to the end of the element. What was typed in another way than it is read begins with it.
        before = text.rfind("<style", 0, start)
        at = max(text.find(refused.found, before, start), before, 0)
    line = bisect_right(ends, at)
    return line, at - ends[line - 1] + 1


def _attribute_at(text: str, start: int, name: str) -> int:
    """Return where an attribute of the tag at ``start`` begins. What is read was well-formed so far."""
    tag = _TAG_NAME.match(text, start)
    at = tag.end() if tag else start
    while found := _ATTRIBUTE.match(text, at):
        if found[1] == name:
            return found.start(1)
        at = found.end()
    return start
