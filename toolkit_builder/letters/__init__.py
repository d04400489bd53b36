"""The order of letters: each language's own, as CLDR tells it (UTS 10 and 35), and the headings of lists by letter.

`letters/` holds what letters weigh: `root.json` in the order that all languages start from, the others what a language
does differently. Python alone sorts; pages carry the places that it found, so browsers cannot come to another order.
`.ci/letters.py` makes the files.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

FOLDER = Path(__file__).parent
ROOT, LANGUAGES = "root", "languages"
MARKER = "\ufdd0"
"""Stands in a list of ideographs before the letter, or the number of strokes, that the next ones are found under."""
SIGNS, IDEOGRAPHS = "#", "漢"
"""The headings of what comes before the first letter, and of ideographs where a language knows no better."""

Key: TypeAlias = tuple[bytes, bytes, bytes]
"""What a text is sorted by: its letters, then their marks, then small or capital."""
Weights: TypeAlias = tuple[bytes, int, int]
"""What a letter weighs on each of these levels; marks have no first, and some signs have none."""

COMMON = 0x0500
_CASE, _CAPITAL = 0xC000, 0x8000
_NO_STROKES = 0x2800
_NUMBER, _NUMBERS = re.compile(r"\d"), re.compile(r"\d+|.", re.DOTALL)
_LISTED, _CORE, _REST = b"\xf9", b"\xfb", b"\xfc"
"""First bytes: of ideographs in a language's list, of those in Unicode's first block, and of all that nothing is said about."""


class Letters:
    """The order of a language. ``own`` is what it does differently from the root."""

    def __init__(self, root: Mapping[str, Any], own: Mapping[str, Any], headings: Sequence[str] = ()) -> None:
        self._ideographs: Sequence[str] = re.findall(f"{MARKER}.|.", own.get("ideographs", ""))
        listed = {piece: f"{_LISTED.hex()}{number:06x}" for number, piece in enumerate(self._ideographs)}
        self.told: Mapping[str, str] = {**root["elements"], **listed, **own.get("elements", {})}
        groups = [piece for piece in self.told if len(piece) > 1]
        self._pieces = _pieces(groups)
        self._seconds = frozenset(piece[1] for piece in groups)
        blocks = [bytes.fromhex(start) for start in own.get("blocks", [""])]
        self._starts = sorted(blocks)
        self._ranks = [bytes([blocks.index(start)]) for start in self._starts]
        self._capitals_first: bool = own.get("capitals_first", False)
        self._marks_backwards: bool = own.get("marks_backwards", False)
        self._ignored = bytes.fromhex(own.get("ignored_until", ""))
        self._headings = headings
        self._keys = _Keys(self)
        self.key = lru_cache(maxsize=1 << 16)(self._key)

    def heading(self, text: str) -> str:
        """Return the letter that a text stands under in a list: the last one that does not come after it."""
        at = bisect_right(self._places, self.key(text)[0])
        return self._by_place[self._places[at - 1]] if at else SIGNS

    def pieces(self, text: str) -> list[str]:
        """Return a text as numbers, letters, and groups of letters that are one: Ch in Czech, Dzs in Hungarian."""
        text = unicodedata.normalize("NFC", text)
        if self._seconds.isdisjoint(text):
            # Most titles: no groups, and often no numbers.
            return _NUMBERS.findall(text) if _NUMBER.search(text) else list(text)
        return self._pieces.findall(text)

    def weights(self, text: str) -> list[Weights]:
        """Return what all pieces of a text weigh."""
        return [weights for piece in self.pieces(text) for weights in self.read(piece)]

    def read(self, piece: str) -> Sequence[Weights]:
        """Return what a letter, a group or a number weighs, wherever the language puts its script."""
        if piece.isdecimal():
            return [self._number(piece)]
        if piece in self.told:
            return [_weights(typed) for typed in self.told[piece].split()]
        parts = unicodedata.normalize("NFKD", piece)
        if parts != piece:
            return [weights for part in parts for weights in self.read(part)]
        lead = _CORE if "一" <= piece <= "\u9fff" else _REST
        return [(lead + ord(piece).to_bytes(3, "big"), COMMON, COMMON)]

    def _number(self, digits: str) -> Weights:
        """10 comes after 2: how long a number is counts before its digits. Numbers stand before all that is like a digit."""
        zero, _, _ = _weights(self.told["0"])
        plain = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")
        return bytes([zero[0] - 1]) + len(plain).to_bytes(3, "big") + plain.encode(), COMMON, COMMON

    def _key(self, text: str) -> Key:
        keys = self._keys
        letters, marks, cases = _joined([keys[piece] for piece in self.pieces(text)])
        if self._marks_backwards:
            marks = b"".join(marks[at : at + 2] for at in range(len(marks) - 2, -1, -2))
        return letters, marks, cases

    def key_of(self, piece: str) -> Key:
        """Return what a piece of a text adds to the text's key."""
        return _joined([self._placed(*weights) for weights in self.read(piece) if not b"" < weights[0] <= self._ignored])

    def _placed(self, letter: bytes, mark: int, case: int) -> Key:
        if letter:
            letter = self._ranks[bisect_right(self._starts, letter) - 1] + letter
        if self._capitals_first:
            case = (_CAPITAL - (case & _CASE) if mark else _CASE) | case & ~_CASE
        else:
            case &= ~_CASE
        return letter, _bytes(mark), _bytes(case)

    @cached_property
    def _by_place(self) -> Mapping[bytes, str]:
        """Where the part of each heading begins. A heading that is no letter of this language has none."""
        places = {}
        for piece in self._ideographs:
            if piece[0] == MARKER:
                places[self.key(piece)[0]] = piece[1] if piece[1].isascii() else f"{ord(piece[1]) - _NO_STROKES}劃"
        if not places:
            places[self.key(self._ideographs[0] if self._ideographs else "一")[0]] = IDEOGRAPHS
        for heading in self._headings:
            if sum(letter != b"" for letter, _, _ in self.weights(heading)) == 1:
                places.setdefault(self.key(heading)[0], heading)
        return places

    @cached_property
    def _places(self) -> Sequence[bytes]:
        return sorted(self._by_place)


class _Keys(dict[str, Key]):
    """The keys of pieces that were seen, but for numbers, of which there are too many."""

    def __init__(self, letters: Letters) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, piece: str) -> Key:
        key = self._letters.key_of(piece)
        if not piece.isdecimal():
            self[piece] = key
        return key


def _pieces(groups: Iterable[str]) -> re.Pattern[str]:
    """Match a number, the longest of some groups of letters, or one letter."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for group in sorted(groups, key=len, reverse=True):
        by_first[group[0]].append(re.escape(group[1:]))
    if not by_first:
        return _NUMBERS
    found = "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile(rf"\d+|(?=[{re.escape(''.join(by_first))}])(?:{found})|.", re.DOTALL)


def _joined(keys: Sequence[Key]) -> Key:
    return b"".join([key[0] for key in keys]), b"".join([key[1] for key in keys]), b"".join([key[2] for key in keys])


def _bytes(weight: int) -> bytes:
    return weight.to_bytes(2, "big") if weight else b""


def _weights(told: str) -> Weights:
    """Read `letter.mark.case`, in which common ones are left out: `2b` is a small a, `2b..9c` a capital one."""
    letter, mark, case, *_ = (*told.split("."), "", "")
    return bytes.fromhex(letter), _weight(mark), _weight(case)


def _weight(told: str) -> int:
    return int(told.ljust(4, "0"), 16) if told else COMMON


@cache
def letters_of(language: str) -> Letters:
    """Return the order of a language: its own, or that of the nearest that has one."""
    languages = _read(LANGUAGES)
    parts = language.split("-")
    named = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    own = languages[next((code for code in named if code in languages), ROOT)]
    data = {} if own["order"] == ROOT else _read(own["order"])
    return Letters(_read(ROOT), data, [*own["headings"], *languages[ROOT]["headings"]])


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
