"""What Material and Python-Markdown add to Markdown, laid over a text so that a parser of GFM can read it.

`!!! note "Title"`, `??? question` and `=== "Tab"` have a body that is indented by four spaces. So has an item of a list whose
words begin four places behind its mark: each such line becomes ``+   #`` and spaces, an item that begins with an empty
heading. Everything keeps its place, whatever it is nested in. Lines `*[ABC]: meaning` become empty. Signs that the parser
would read otherwise than GFM become letters that nobody writes, and signs again afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

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
    r"(?:(!!!|\?\?\?\+?)[ ]+([a-z-]+(?:[ ]+(?:inline|end))*)(?:[ ]+\"(.*)\")?|(===[!+]?)[ ]+\"(.*)\")[ \t]*$",
    re.MULTILINE,
)
LONGEST_ABBREVIATION = 200
_ABBREVIATION = re.compile(rf"^ {{0,3}}\*\[([^\[\]\n]+)\]:[ \t]*(\S.{{0,{LONGEST_ABBREVIATION}}})$", re.MULTILINE)
# A sign of a currency is no end of a formula: a digit follows. (GitHub and pandoc read it so as well.)
_PRICE = re.compile(r"(?<=[^\s(\[{\"'«„“‚‘$\\])\$(?=\d)")
# Boxes of other systems begin with `:::`; a definition begins with one such sign and a space.
_COLONS = re.compile(r"^([ \t>]*):(?=[^ \t\n])", re.MULTILINE)
# In a bare address, `_` and `*` are letters (GFM 6.9).
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<]+", re.IGNORECASE)

# Noncharacters of Unicode: no text holds them.
_PROTECTION = {"_": "\ufdd0", "*": "\ufdd1", "$": "\ufdd2", "~": "\ufdd3", ":": "\ufdd4"}
_TO_LETTERS = str.maketrans({sign: _PROTECTION[sign] for sign in "_*$~"})
_TO_SIGNS = str.maketrans({letter: sign for sign, letter in _PROTECTION.items()})


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

    def is_laid(self, start: int, end: int) -> bool:
        """Whether something was laid over between two places."""
        at = bisect_left(self.covered, start)
        return at < len(self.covered) and self.covered[at] < end


def lay_over(text: str) -> Laid:
    """Lay over a text what a parser of GFM can read; its length stays."""
    laid = text
    if "://" in text or "www." in text.lower():
        laid = _ADDRESS.sub(_protected, laid)
    if "$" in text:
        laid = _PRICE.sub(_PROTECTION["$"], laid)
    if ":" in text:
        laid = _COLONS.sub(rf"\1{_PROTECTION[':']}", laid)
    marks: dict[int, Mark] = {}
    covered: list[int] = []
    if "!!!" in text or "???" in text or "===" in text:
        laid = _BLOCK.sub(lambda found: _laid_block(found, text, marks, covered), laid)
    abbreviations: list[Abbreviation] = []
    if "*[" in text:
        laid = _ABBREVIATION.sub(lambda found: _laid_abbreviation(found, text, abbreviations, covered), laid)
    return Laid(text, laid, marks, tuple(abbreviations), tuple(sorted(covered)))


def without_protection(text: str) -> str:
    """Return what was typed."""
    return text.translate(_TO_SIGNS) if not text.isascii() else text


def _protected(found: re.Match[str]) -> str:
    core = found[0].rstrip("*_~?!.,:;\"')")
    return core.translate(_TO_LETTERS) + found[0][len(core) :]


def _laid_block(found: re.Match[str], text: str, marks: dict[int, Mark], covered: list[int]) -> str:
    before, sign, name, _, tab, _ = found.groups()
    if sign and name.split()[0] not in ADMONITIONS:
        return found[0]
    start = found.end(1)
    group = 6 if tab else 4
    extent = found.span(group) if found[group] is not None else (found.end(), found.end())
    typed = text[slice(*extent)] if found[group] is not None else None
    kind = "tab" if tab else "admonition" if sign == "!!!" else "details"
    marks[start] = Mark(kind, tab or name, typed, extent, sign == "???+")
    covered.append(start)
    return f"{before}+   #{' ' * (found.end() - start - 5)}"


def _laid_abbreviation(found: re.Match[str], text: str, abbreviations: list[Abbreviation], covered: list[int]) -> str:
    word, meaning = (text[slice(*found.span(group))].strip() for group in (1, 2))
    abbreviations.append(Abbreviation(word, meaning, found.start()))
    covered.append(found.start())
    return " " * len(found[0])
