"""Passages: the pieces of an original that are translated as a whole, and the short digests by which they are known again."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit_builder.model.markup import words_of_html
from toolkit_builder.model.nodes import BLOCKS, Node, Section
from toolkit_builder.model.once import sent_by_fields
from toolkit_builder.model.text import Outline, words
from toolkit_builder.model.values import Path

_DIGITS = 4
_DIGEST = re.compile(
    r"(?P<kind>[fs])(?P<label>[0-9a-f]{4})(?P<words>[0-9a-f]{4})"
    r"(?:n(?P<figures>[0-9a-f]{4}))?(?:l(?P<links>[0-9a-f]{4}))?(?:x(?P<code>[0-9a-f]{4}))?\Z"
)
_OLD_DIGEST = re.compile(r"[0-9a-f]{4}\Z")
DIGEST_PATTERN = r"[fs][0-9a-f]{8}(n[0-9a-f]{4})?(l[0-9a-f]{4})?(x[0-9a-f]{4})?|[0-9a-f]{4}"
"""The same for people who write types, and for JSON Schema."""
# What these take for a figure and for an address is part of every fingerprint that was ever written: never change them.
_FIGURE = re.compile(r"[-\d](?:(?<=\d)|(?<![^\s(]-)(?=\d))\d*(?:[.,:/'’٫٬]\d+)*")
_MINUS = re.compile(r"\u2212(?=\d)")
_ADDRESS = re.compile(r"(?:https?|ftp|mailto):[^\s<>\"]+|www\.[^\s<>\"]+", re.IGNORECASE)
_HTML_ADDRESS = re.compile(r"(?:href|src)\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_HTML_WORDS = re.compile(r"\s(?:alt|title|aria-label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_MOST_OF_NOTES = 20_000
"""Characters of notes that are told with a passage: many passages may refer to the same ones."""
_KEPT_SIGNS = "%‰@&#"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""Where a word may be broken, and where not: nothing that is said."""


@sent_by_fields
@dataclass(frozen=True, slots=True)
class Digest:
    """What a passage says, as short hashes: of its label, its words, its figures, its addresses and its code.

    Written `s3f2a91c0n77aal0b1cx8d2e`: `s` and the hash of the heading of a section, or `f` and that of a field's name; then
    that of the words; then, where there are any, `n` and the figures, `l` and the addresses of links and pictures, `x` and the
    code. Marks, punctuation and white space change none of them. Until November 2026 each passage had four hexadecimal
    digits for all of its words; these are still read, as ``old``.
    """

    kind: str
    label: str
    words: str
    figures: str = ""
    links: str = ""
    code: str = ""
    old: str = ""

    @classmethod
    def parse(cls, typed: str) -> Digest | None:
        """Read one as it is written; None where it is none."""
        if found := _DIGEST.match(typed):
            return cls(**{name: value or "" for name, value in found.groupdict().items()})
        return cls("", "", "", old=typed) if _OLD_DIGEST.match(typed) else None

    def __str__(self) -> str:
        parts = ((sign, part) for sign, part in (("n", self.figures), ("l", self.links), ("x", self.code)) if part)
        return f"{self.kind}{self.label}{self.words}" + "".join(sign + part for sign, part in parts)

    @property
    def contents(self) -> tuple[str, str, str, str]:
        """All but the label."""
        return self.words, self.figures, self.links, self.code


@dataclass(frozen=True, slots=True)
class Passage:
    """A field that is translated, or a section of the text."""

    name: str
    """`title`, `findings.1.text` for the first finding, or `# How it works` for a section."""
    text: str
    path: Path = ()
    """Where a field stands in the header."""
    outline: Outline | None = field(default=None, repr=False, compare=False)
    """The text that it is, or is a part of, if it is Markdown."""
    section: Section | None = field(default=None, repr=False, compare=False)

    @property
    def is_section(self) -> bool:
        """Whether it is a part of the text below the header."""
        return self.section is not None

    @property
    def old_hash(self) -> str:
        """The hash as it was until November 2026: of all words, with their punctuation."""
        return hashlib.sha256(words(self.text).encode()).hexdigest()[:_DIGITS]

    @property
    def digest(self) -> Digest:
        """What it says, as it stands in a fingerprint."""
        if self.outline is None:
            links = _ADDRESS.findall(self.text)
            said = _Said([_ADDRESS.sub(" ", self.text) if links else self.text], links)
        else:
            said = _said(self.outline, self.section)
        told = " ".join(said.words)
        told = _MINUS.sub("-", told) if "\u2212" in told else told
        figures = _FIGURE.findall(told)
        # A field is called the same wherever it stands in a list; a heading counts with its level.
        label = ".".join(str(step) for step in self.path if not isinstance(step, int))
        if self.section:
            label = f"{self.section.level} {_bare(self.section.title)}"
        return Digest(
            "s" if self.is_section else "f",
            _hash(label),
            _hash(_bare(_FIGURE.sub("0", told) if figures else told)),
            _hash_of(figures),
            _hash_of(said.links),
            _hash_of(said.code),
        )


@dataclass(slots=True)
class _Said:
    words: list[str]
    links: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


def _said(outline: Outline, section: Section | None) -> _Said:
    """Sort what stands in a text, or a section of it, whose heading is its label: only where it leads counts here."""
    found = _Said([])
    blocks = section.blocks if section else outline.root.children
    # Notes stand anywhere, mostly at the end: each belongs to where it is referred to.
    marked: list[str] = []
    if section and section.level:
        heading, *blocks = blocks
        beside = _Said([])
        _take_in(heading, beside, marked)
        found.links += beside.links
    for block in (node for node in blocks if node.kind != "footnote"):
        _take_in(block, found, marked)
    told: set[str] = set()
    room = _MOST_OF_NOTES
    for name in marked:
        if name in told or name not in outline.footnotes:
            continue
        told.add(name)
        note = outline.footnotes[name]
        room -= note.end - note.start
        if room < 0:
            break
        # What it refers to itself comes behind.
        _take_in(note, found, marked)
    source = section.text if section else outline.text
    if "*[" in source:
        found.words += [f" {meaning}" for word, meaning in outline.abbreviations.items() if f"*[{word}]:" in source]
    return found


def _take_in(block: Node, found: _Said, marked: list[str]) -> None:
    """Sort what a block says; of links that are nothing but their address the words are left out."""
    waiting = [block]
    while waiting:
        node = waiting.pop()
        _sort(node, found)
        if node.kind == "mark":
            marked.append(node.name)
        if node.kind != "link" or node.name not in ("bare", "auto"):
            waiting.extend(reversed(node.children))
    found.words.append("\n")


def _sort(node: Node, found: _Said) -> None:
    match node.kind:
        case "text":
            found.words.append(node.words)
        case "code" | "formula":
            found.code.append(node.words)
        case "code_span":
            found.code.append(words(node.words))
        case "html" | "tag":
            shown = (" ".join(pair) for pair in _HTML_WORDS.findall(node.words))
            found.words += [words_of_html(node.words), *shown]
            found.links += _HTML_ADDRESS.findall(node.words)
        case "link" | "image":
            found.links.append(node.target)
            found.words.append(f" {node.title} " if node.title else "")
        case "strike":
            # What is crossed out is not meant: more than a mark.
            found.words.append("~")
        case kind if kind in BLOCKS or kind in ("break", "soft_break"):
            found.words.append(" ")


def _bare(text: str) -> str:
    """Return the words of a text without punctuation, so that only what is said counts."""
    return words(text.translate(_PUNCTUATION))


class _Punctuation(dict[int, int | str]):
    """What `str.translate` puts in place of a character: a space for punctuation, itself for others.

    Each character is looked up when it is met first: to look at all of them would take each command a tenth of a second.
    """

    def __missing__(self, code: int) -> int | str:
        sign = chr(code)
        self[code] = " " if unicodedata.category(sign)[0] == "P" and sign not in _KEPT_SIGNS else code
        return self[code]


_PUNCTUATION = _Punctuation({ord(sign): "" for sign in _UNSEEN})


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _hash_of(parts: Sequence[str]) -> str:
    """Return the hash of figures, addresses or pieces of code in their order; '' for none."""
    return _hash("\n".join(parts)) if parts else ""
