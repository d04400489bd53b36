"""What Material and Python-Markdown add to Markdown, laid over a text so that a parser of GFM can read it.

`!!! note "Title"`, `??? question` and `=== "Tab"` have a body that is indented by four spaces. So has an item of a list whose
words begin four places behind its mark: each such line becomes ``+   #`` and spaces, an item that begins with an empty
heading. Everything keeps its place, whatever it is nested in. Lines `*[ABC]: meaning` become empty. Signs that the parser
would read otherwise than GFM become letters that nobody writes, and signs again afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from toolkit_builder.reading.tags import LIKE_A_TAG, is_none

ADMONITIONS = frozenset(
    "note abstract summary tldr info todo tip hint important success check done question help faq warning caution attention "
    "failure fail missing danger error bug example quote cite".split()
)
"""Kinds of admonitions, as Material has them (https://squidfunk.github.io/mkdocs-material/reference/admonitions/)."""

CLASSES = ADMONITIONS | {"inline", "end"}
"""What a text may ask for. A class of the page around it could hide or cover that."""

# Marks of quotes and lists may stand before it. Each part of the pattern begins with a sign of its own: linear.
_BLOCK = re.compile(
    r"^([ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*)"
    r"(?:(!!!|\?\?\?\+?)(?:[ ]+([a-z-]+(?:[ ]+(?:inline|end))*))?(?:[ ]+\"(.*)\")?|(===[!+]?)[ ]+\"(.*)\")[ \t]*$",
    re.MULTILINE,
)
LONGEST_ABBREVIATION = 200
MOST_ABBREVIATIONS = 300
"""All of them are looked for at each word of a text. What goes beyond stands there as it was typed, and the check tells."""
_ABBREVIATION = re.compile(rf"^ {{0,3}}\*\[([^\[\]\n]+)\]:[ \t]*(\S.{{0,{LONGEST_ABBREVIATION}}})$", re.MULTILINE)
# A sign of a currency is no end of a formula: a digit follows (https://pandoc.org/MANUAL.html#math).
_PRICE = re.compile(r"(?<=[^\s(\[{\"'«„“‚‘$\\])\$(?=\d)")
# Boxes of other systems begin with `:::`, and smileys with `:-`; a definition begins with one such sign and a space. A line
# of such signs, hyphens and bars may belong to a table.
_COLON = re.compile(r"^([ \t>]*):(?=[^ \t\n])(?![-:| \t]*$)", re.MULTILINE)
_DEFINITION = re.compile(r"^[ \t>]*:[ \t]+\S", re.MULTILINE)
# In a bare address all signs are letters (GFM 6.9). It is none within brackets, behind `](`, or in code; what opens and closes
# those is looked at as well, paragraph by paragraph.
_ADDRESS = re.compile(
    r"(?P<address>(?<![A-Za-z/<])(?<!\]\()(?<!\]\(<)(?:https?://|(?<![^\s*_~(])www\.)[^\s<]+)|(?P<ticks>`+)|(?P<open>(?<!\\)\[)|(?P<close>\])"
    r"|(?P<end>\n[ \t>]*\n)",
    re.IGNORECASE,
)
# The name of a footnote is one word.
_NO_NOTE = re.compile(r"\[\^(?=[^\[\]\s]*[ \t][^\[\]\n]*\])")
# What could be the second line of a table begins a list in GFM where a space follows its first hyphen.
_LIST_OF_BARS = re.compile(r"^[ \t>]*-[ \t][-:| \t]*$", re.MULTILINE)
# Beside stars, `€` and emoji count as letters in GFM, which follows an older CommonMark than the parser (0.29, 6.4).
_SYMBOL = re.compile(r"(?<=[*_~])[^\x00-\x7f]|[^\x00-\x7f](?=[*_~])")

# Noncharacters of Unicode, letters to the parser: no text holds them.
_LETTERS = tuple(map(chr, range(0xFDD0, 0xFDF0)))
_PROTECTION = dict(zip("_*$~[]`\\:!^|&<", _LETTERS, strict=False))
_OTHERS = _LETTERS[len(_PROTECTION) :]
_TO_LETTERS = str.maketrans({sign: _PROTECTION[sign] for sign in "_*$~[]`\\"})
_TO_SIGNS = {ord(letter): sign for sign, letter in _PROTECTION.items()}


def letter_for(sign: str) -> str:
    """Return what stands for a sign while the text is read."""
    return _PROTECTION[sign]


@dataclass(frozen=True, slots=True)
class Mark:
    """The first line of one of Material's blocks."""

    kind: str
    """`admonition`, `details` or `tab`."""
    name: str
    """The words behind `!!!` or `???`; of a tab the sign itself."""
    title: str | None
    title_extent: tuple[int, int]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A line `*[ABC]: meaning`."""

    word: str
    meaning: str
    start: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A text with everything laid over it, and what stood there: ``marks`` by the place of their first sign."""

    typed: str
    text: str
    marks: Mapping[int, Mark] = field(default_factory=dict)
    abbreviations: tuple[Abbreviation, ...] = ()
    covered: tuple[int, ...] = ()
    """Where lines begin that were laid over, in order."""
    defines: bool = False
    """Whether there may be definitions."""
    signs: Mapping[int, str] = field(default_factory=lambda: _TO_SIGNS)
    """What stands for which sign."""
    bars: tuple[int, ...] = ()
    """Where a bar was put in, in places of the laid text."""

    def is_laid(self, start: int, end: int) -> bool:
        """Whether something was laid over between two places."""
        at = bisect_left(self.covered, start)
        return at < len(self.covered) and self.covered[at] < end

    def restored(self, text: str) -> str:
        """Return what was typed in place of a piece of the laid text."""
        return text if text.isascii() else text.translate(self.signs)


def lay_over(text: str, as_typed: Collection[int] = (), bars: Collection[int] = (), ours: bool = True) -> Laid:
    """Lay over a text what a parser of GFM can read; its length stays, but for ``bars``.

    ``as_typed`` are places of blocks that turned out to be none, and of boxes that GFM shows as quotes. ``bars`` are places
    where the first row of a table begins in the middle of a paragraph: the parser sees it only if a bar stands there. If it is
    not to be read in ``ours`` way, the blocks, abbreviations and definitions that GFM does not know stay words.
    """
    laid, signs = _protected(text, as_typed)
    marks: dict[int, Mark] = {}
    covered: list[int] = []
    if ours and ("!!!" in text or "???" in text or "===" in text):
        laid = _BLOCK.sub(lambda found: _laid_block(found, text, marks, covered, as_typed), laid)
    abbreviations: list[Abbreviation] = []
    if ours and "*[" in text:
        laid = _ABBREVIATION.sub(lambda found: _laid_abbreviation(found, text, abbreviations, covered), laid)
    defines = ours and ":" in text and bool(_DEFINITION.search(text))
    put_in = tuple(at + number for number, at in enumerate(sorted(bars)))
    return Laid(text, _put(laid, bars, "|"), marks, tuple(abbreviations), tuple(sorted(covered)), defines, signs, put_in)


def _put(text: str, places: Iterable[int], sign: str, over: int = 0) -> str:
    """Put a sign into a text at some places, over so many that stand there."""
    pieces, done = [], 0
    for at in sorted(places):
        pieces += [text[done:at], sign]
        done = at + over
    return "".join([*pieces, text[done:]])


def _protected(text: str, as_typed: Collection[int]) -> tuple[str, Mapping[int, str]]:
    """Put letters in place of signs that the parser would read otherwise than GFM; with what they stand for."""
    laid = text
    if "://" in text or "www." in text.lower():
        laid = _ADDRESS.sub(_AddressGuard(), laid)
    for sign, pattern, letters in (("$", _PRICE, ""), (":", _COLON, r"\1"), ("[^", _NO_NOTE, "[")):
        if sign in text:
            laid = pattern.sub(letters + _PROTECTION[sign[-1]], laid)
    if "<" in text and ">" in text:
        laid = LIKE_A_TAG.sub(lambda found: _PROTECTION["<"] + found[0][1:] if is_none(found) else found[0], laid)
    if "|" in text:
        laid = _LIST_OF_BARS.sub(lambda found: found[0].replace("|", _PROTECTION["|"]), laid)
    if as_typed:
        laid = _put(laid, [at + 1 for at in as_typed if text.startswith("[!", at)], _PROTECTION["!"], over=1)
    return (laid, _TO_SIGNS) if text.isascii() else _without_symbols(laid)


def _without_symbols(text: str) -> tuple[str, Mapping[int, str]]:
    """Put letters in place of symbols beside stars, as far as there are letters for different ones."""
    symbols = {found[0] for found in _SYMBOL.finditer(text) if unicodedata.category(found[0])[0] == "S"}
    if not symbols:
        return text, _TO_SIGNS
    letters = dict(zip(sorted(symbols), _OTHERS, strict=False))
    laid = _SYMBOL.sub(lambda found: letters.get(found[0], found[0]), text)
    return laid, {**_TO_SIGNS, **{ord(letter): symbol for symbol, letter in letters.items()}}


class _AddressGuard:
    """Replaces the signs in bare addresses; it remembers whether brackets or code are open in the paragraph."""

    def __init__(self) -> None:
        self.brackets, self.ticks = 0, ""

    def __call__(self, found: re.Match[str]) -> str:
        """Take what was found into account, and return it, or letters in place of its signs."""
        typed = found[0]
        match found.lastgroup:
            case "end":
                self.brackets, self.ticks = 0, ""
            case "ticks":
                self.ticks = "" if typed == self.ticks else self.ticks or typed
            case "open" if not self.ticks:
                self.brackets += 1
            case "close" if not self.ticks:
                self.brackets = max(0, self.brackets - 1)
            case "address":
                return self._address(typed)
        return typed

    def _address(self, typed: str) -> str:
        if self.ticks:
            # The code may end in it.
            self.ticks = "" if self.ticks in typed else self.ticks
            return typed
        if self.brackets:
            self.brackets = max(0, self.brackets - typed.count("]"))
            return typed
        core = typed.rstrip("*_~?!.,:;\"')")
        return core.translate(_TO_LETTERS) + typed[len(core) :]


def _laid_block(found: re.Match[str], text: str, marks: dict[int, Mark], covered: list[int], as_typed: Collection[int]) -> str:
    before, sign, name, title, tab, _ = found.groups()
    start = found.end(1)
    known = tab or (name.split()[0] in ADMONITIONS if name else title is not None)
    if start in as_typed or not known:
        return found[0]
    group = 6 if tab else 4
    extent = found.span(group) if found[group] is not None else (found.end(), found.end())
    typed = text[slice(*extent)] if found[group] is not None else None
    kind = "tab" if tab else "admonition" if sign == "!!!" else "details"
    marks[start] = Mark(kind, tab or name or "note", typed, extent, sign == "???+")
    covered.append(start)
    return f"{before}+   #{' ' * (found.end() - start - 5)}"


def _laid_abbreviation(found: re.Match[str], text: str, abbreviations: list[Abbreviation], covered: list[int]) -> str:
    if len(abbreviations) >= MOST_ABBREVIATIONS:
        return found[0]
    word, meaning = (text[slice(*found.span(group))].translate(_TO_SIGNS).strip() for group in (1, 2))
    abbreviations.append(Abbreviation(word, meaning, found.start()))
    covered.append(found.start())
    return " " * len(found[0])
