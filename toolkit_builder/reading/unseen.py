"""Characters that change what is read without being seen, and directions that begin and do not end.

Many of them are needed: marks and isolates in Arabic, joiners in Persian words, selectors and tags in emoji. Each may stand
where it does something there, and nowhere else: what does nothing where it stands carries words past who reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolkit_builder.problems import Details

# Nobody means these anywhere: C0 and C1 controls, line separators, bidirectional embeddings and overrides, and spaces of no
# width; and noncharacters, which are nothing at all, and which stand for signs while a text is read.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u200b\u2060\ufeff\ufdd0-\ufdef\ufffe\uffff]")

# https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point, but for soft hyphens, and annotations between lines.
_OUT_OF_PLACE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2061-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# What gives words another order, or is read by programs alone: also by its number, nobody means it.
MISLEADING = re.compile("[\u202a-\u202e\u2066-\u2069\ufe00-\ufe0d\U000e0000-\U000e0fff]")
_ANY = re.compile(f"{HIDDEN.pattern}|{_OUT_OF_PLACE.pattern}")
_JOINERS = frozenset("\u200c\u200d")
# A black flag, the country and the part of it in tag letters (ISO 3166-2), and the end of tags.
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{2}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,3}\U000e007f")
_OF_KEYCAPS = frozenset("0123456789#*")

_OPEN, _CLOSE = "\u2066\u2067\u2068", "\u2069"
_DIRECTION = re.compile(f"[{_OPEN}{_CLOSE}]")
# Where another passage begins: an empty line, an item, a heading, a row of a table, a field, the text itself.
_BEGINS = re.compile(r"[ \t>]*(?:\Z|[-*+|#]|\d{1,9}[.)][ ]|---|[\w-]+:(?:\s|\Z))")


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters that do nothing where they stand, or what nobody sees, with their places."""
    if text.isascii() and text.isprintable():
        return
    in_flags = {at for found in _FLAG.finditer(text) for at in range(found.start(), found.end())}
    for found in _ANY.finditer(text):
        at, sign = found.start(), found[0]
        if HIDDEN.match(sign) or not (_does_something(text, at) or at in in_flags):
            yield at, sign


def without_unseen(text: str) -> str:
    """Return a text as it reads."""
    taken = {at for at, _ in unseen(text)}
    return "".join(sign for at, sign in enumerate(text) if at not in taken) if taken else text


def _does_something(text: str, at: int) -> bool:
    """Whether a character that nobody sees changes how those beside it are drawn."""
    sign, before, behind = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _JOINERS:
        return before not in _JOINERS and (_is_joined(before) or _is_joined(behind))
    if sign == "\u034f":
        return unicodedata.category(before or " ")[0] == "M" or unicodedata.category(behind or " ")[0] == "M"
    if "\ufe0e" <= sign <= "\ufe0f":
        return _may_be_emoji(before, behind)
    if "\ufe00" <= sign <= "\ufe0d":
        return before == "0" or (before > "\u1000" and unicodedata.category(before) in ("Lo", "Sm", "Po"))
    if "\U000e0100" <= sign <= "\U000e01ef":
        return bool(before) and unicodedata.name(before, "").startswith("CJK ")
    return "\u180b" <= sign <= "\u180f" and "MONGOLIAN" in unicodedata.name(before or " ", "")


def _is_joined(sign: str) -> bool:
    """Whether letters of its script take other forms beside each other, or it is part of an emoji."""
    if not sign or sign.isascii():
        return False
    return unicodedata.category(sign) in ("Lo", "Lm", "Mn", "Mc", "So", "Sk") and sign not in _JOINERS


def _may_be_emoji(before: str, behind: str) -> bool:
    """Whether a sign can be drawn as a picture or as text."""
    if before in _OF_KEYCAPS:
        return bool(before) and behind == "\u20e3"
    if before in ("\u00a9", "\u00ae", "\u2122", "\u2139"):
        return True
    return before > "\u2000" and unicodedata.category(before) in ("So", "Sm", "Po", "Pd", "Sk")


def open_directions(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield isolates that do not end in their passage, and ends of none: line and character from 0, and the character."""
    opened: list[tuple[int, int, str]] = []
    for number, line in enumerate(lines):
        if _BEGINS.match(line):
            yield from opened
            opened = []
        for found in _DIRECTION.finditer(line):
            place = number, found.start(), found[0]
            if found[0] != _CLOSE:
                opened.append(place)
            elif opened:
                opened.pop()
            else:
                yield place
    yield from opened


def described(sign: str) -> Details:
    """Return what a fault says of a character: its code point and its name."""
    other = {
        "Cc": "control character",
        "Cn": "noncharacter" if ord(sign) & 0xFFFE == 0xFFFE or "\ufdd0" <= sign <= "\ufdef" else "unassigned",
    }
    name = unicodedata.name(sign, other.get(unicodedata.category(sign), "unassigned")).lower()
    return {"code": f"U+{ord(sign):04X}", "name": name, "space": "space" in name and sign.isspace()}
