"""Words that are marked in a text when it is drawn: those that other pages explain, and abbreviations."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from toolkit_builder.model.glossary import Glossary
from toolkit_builder.model.tokens import WORD_END, WORD_START

_EXPLAINED = 100
"""So many times the meaning of an abbreviation stands in a page, which grows with it."""
_NOT_LINKED_WITHIN = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary"})

Found: TypeAlias = tuple[int, int, Element]
"""From where to where in a piece of text, and the element that takes the words."""


class Marks(Treeprocessor):
    """Puts elements around words, wherever they stand in the tree."""

    @abstractmethod
    def found(self, text: str) -> Iterator[Found]:
        """Yield the words of a piece of text that are to be marked, from left to right."""

    def is_open(self, element: Element) -> bool:
        """Whether words within an element may be marked."""
        return True

    def within(self, element: Element) -> None:
        """Mark the words in an element, and in all within it."""
        if not self.is_open(element):
            return
        children = [*element]
        element.text, parts = self._taken_apart(element.text)
        for child in children:
            self.within(child)
            child.tail, marked = self._taken_apart(child.tail)
            parts += [child, *marked]
        if len(parts) > len(children):
            element[:] = parts

    def _taken_apart(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Return what stands before the first word to mark, and the marks, each with the words behind it as its tail."""
        marks: list[Element] = []
        if not text or isinstance(text, AtomicString):
            return text, marks
        before, done = text, 0
        for start, end, mark in self.found(text):
            if marks:
                marks[-1].tail = text[done:start]
            else:
                before = text[:start]
            mark.text, done = text[start:end], end
            marks.append(mark)
        if marks:
            marks[-1].tail = text[done:]
        return before, marks


class Terms(Marks):
    """Links the first use of each word that another page explains. ``glossary`` has the pages in place of records."""

    glossary = Glossary({})

    def run(self, root: Element) -> None:
        """Link the words of a whole text."""
        # What the text links to itself needs no second link.
        linked = {(element.get("href") or "").partition("#")[0] for element in root.iter("a")}
        self._wanted = self.glossary.records - linked
        self.within(root)

    def is_open(self, element: Element) -> bool:
        """Headings, code and links stay as they are; and there is an end when all words are linked."""
        return bool(self._wanted) and element.tag not in _NOT_LINKED_WITHIN

    def found(self, text: str) -> Iterator[Found]:
        """Yield the words that no link leads to yet."""
        for use in self.glossary.uses(text) if self._wanted else ():
            if use.record_id in self._wanted:
                self._wanted.remove(use.record_id)
                yield use.start, use.end, Element("a", {"class": "term", "href": use.record_id})


class Abbreviations(Marks):
    """Says what abbreviations mean, each in the places where readers come upon it first."""

    meanings: Mapping[str, str] = {}

    def run(self, root: Element) -> None:
        """Explain the abbreviations of a whole text."""
        if self.meanings:
            longest_first = sorted(self.meanings, key=len, reverse=True)
            self._pattern = re.compile(rf"{WORD_START}(?:{'|'.join(map(re.escape, longest_first))}){WORD_END}")
            self._left = dict.fromkeys(self.meanings, _EXPLAINED)
            self.within(root)

    def found(self, text: str) -> Iterator[Found]:
        """Yield the abbreviations that were not explained often enough."""
        for found in self._pattern.finditer(text):
            if self._left[found[0]]:
                self._left[found[0]] -= 1
                yield found.start(), found.end(), Element("abbr", {"title": self.meanings[found[0]]})
