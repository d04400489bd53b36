"""Sections of a text that stand in a box, because the type of its record says so (`boxed: true`)."""

from __future__ import annotations

from collections.abc import Collection
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

_LEVELS = {f"h{level}": level for level in range(1, 7)}


class Boxes(Treeprocessor):
    """Puts each section with one of these headings into an element of its own, up to the next heading of its level."""

    boxed: Collection[str] = ()

    def run(self, root: Element) -> None:
        """Go through the blocks of a text."""
        if not self.boxed:
            return
        box: Element | None = None
        level = 0
        for block in [*root]:
            own = _LEVELS.get(block.tag, 0)
            if 0 < own <= level or block.get("class") == "footnote":
                box, level = None, 0
            if box is None and block.get("id") in self.boxed:
                box, level = Element("section", {"class": "boxed"}), own
                root.insert([*root].index(block), box)
            if box is not None:
                root.remove(block)
                box.append(block)
