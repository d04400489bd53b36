"""Words of another direction in a text: an English quotation in an Arabic text, a DOI, a name with a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from toolkit_builder.model.directions import LEFT, RIGHT, has_left, has_right
from toolkit_builder.rendering.marked import Found, Marks

# What bidirectional texts scramble: it begins or ends with digits and signs, and means nothing in another order.
_SCRAMBLED = re.compile(
    r"(?<![\w./])(?:"
    r"10\.\d{4,9}/[\w./()<>;:-]{0,200}[\w)]"
    r"|\+\(?\d[\d() ./-]{4,24}\d"
    r"|\d[\w.:/+-]{0,80}(?=[A-Za-z])[\w.:/+-]{0,80}\w"
    r"|(?:[A-Z][\w’'-]{0,40},? ){0,3}(?:[A-Z]\. ?){1,4}(?<=\.)"
    r"|[A-Za-z][A-Za-z0-9]{0,20}(?:\+\+|\#)(?!\w)"
    r")"
)
_BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "summary", "figcaption"})
_HOLDERS = _BLOCKS | {"ul", "ol", "dl", "pre", "div", "table", "blockquote", "details"}
_WITHIN = frozenset({"a", "em", "strong", "b", "i", "del", "ins", "q", "cite", "mark", "span", "small", "abbr", "u", "s"})
_CODE = frozenset({"code", "pre", "kbd", "samp", "var", "math", "svg"})
_LINE = 80
"""Longer paragraphs in another language begin at their own side."""
# What stands in for HTML that is put in later.
_STASHED = re.compile("\x02[^\x03]*\x03")


class Directions(Marks):
    """Sets apart what runs the other way than its text."""

    language_direction = LEFT

    def run(self, root: Element) -> None:
        """Go through a text, if there are letters of both directions in it, or figures in one from right to left."""
        if self.language_direction == LEFT and not any(has_right(piece) for piece in root.itertext()):
            return
        self._letters(root)
        if self.language_direction == RIGHT:
            self.within(root)

    def found(self, text: str) -> Iterator[Found]:
        """Yield what would be scrambled."""
        for found in _SCRAMBLED.finditer(text):
            yield found.start(), found.start() + len(found[0].rstrip()), Element("bdi", {"dir": LEFT})

    def is_open(self, element: Element) -> bool:
        """Leave out code, which has its own direction, and what has been given one."""
        return element.tag not in _CODE and "dir" not in element.attrib

    def _letters(self, element: Element) -> tuple[bool, bool, int]:
        """Return whether there are letters from the left and from the right within, and how much text; turn what is foreign."""
        if element.tag in _CODE:
            return False, False, 0
        left, right, length = _letters_in(element.text)
        for child in [*element]:
            for told in (self._letters(child), _letters_in(child.tail)):
                left, right, length = left or told[0], right or told[1], length + told[2]
        own = LEFT if left and not right else RIGHT if right and not left else ""
        if own and own != self.language_direction and "dir" not in element.attrib:
            self._turn(element, own, length)
        return left, right, length

    def _turn(self, element: Element, own: str, length: int) -> None:
        if element.tag in _WITHIN or element.tag == "blockquote" or (element.tag == "p" and length > _LINE):
            element.set("dir", own)
        elif element.tag in _BLOCKS and not any(child.tag in _HOLDERS for child in element):
            # What stands in a list, a table, a heading stays on the side where the others stand.
            within = Element("bdi", {"dir": own})
            within.text, within[:] = element.text, [*element]
            element.text, element[:] = None, [within]


def _letters_in(text: str | None) -> tuple[bool, bool, int]:
    if not text:
        return False, False, 0
    text = _STASHED.sub("", text)
    return has_left(text), has_right(text), len(text)
