"""Links to a part of a page arrive in whatever language its text is shown.

A link names a heading as it is called in one language. Where readers get the page in another one, the heading that stands in
its place there takes that name as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from toolkit_builder.checks.targets import resolve
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.versions import Version

Named: TypeAlias = tuple[str, str]
"""A name that a part of a text gets, and the one that its heading has by itself; '' for what stands before all headings."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Where the beginning of a text may be named without changing how the page looks.
_FIRST_BLOCKS = _HEADINGS | {"p", "blockquote", "div", "figure"}


def linked_parts(library: Library) -> Mapping[str, Collection[str]]:
    """Return records and pages, by id, to the names of their parts that links from other pages end with."""
    found: dict[str, set[str]] = defaultdict(set)
    ways = [way for record in library.records_and_pages for way in record.once(ways_to_parts)]
    for version, path, anchor in (*ways, *(way for text in library.texts_in_no_record for way in _ways_to_parts(text))):
        found[resolve(library, version, path).removesuffix(".md")].add(anchor)
    return found


def ways_to_parts(record: Record) -> Iterator[tuple[Version, str, str]]:
    """Yield the links of a record's texts to parts of other pages: the text, the path and the name of the part."""
    return (way for text in record.texts for way in _ways_to_parts(text))


def _ways_to_parts(text: Version) -> Iterator[tuple[Version, str, str]]:
    for link in text.outline.links:
        path, _, anchor = link.target.partition("#")
        if anchor and (file := path.partition("?")[0]).endswith(".md"):
            yield text, file, unquote(anchor)


def names_for(record: Record, version: Version, linked: Collection[str]) -> Iterator[Named]:
    """Yield the names that links end with, where the parts of a text have them in other languages only."""
    for name in sorted({*linked}.difference(version.outline.anchors)):
        for other in record.files:
            if name in other.outline.anchors:
                yield name, _same_heading(name, other, version)
                break


def _same_heading(name: str, other: Version, version: Version) -> str:
    """Return the name of the heading that stands where a name does in another version; '' for before all headings."""
    at = next((place for given, place in other.outline.named if given == name), (0, 0))
    before = [heading for heading in other.outline.headings if (heading.line, heading.column) <= at]
    if not before:
        return ""
    there, here = other.outline.headings, version.outline.headings
    if len(there) != len(here):
        # Of a text that was divided otherwise, the same main section.
        before = [heading for heading in before if heading.level == 2]
        here = [heading for heading in here if heading.level == 2]
    return here[len(before) - 1].anchor if 0 < len(before) <= len(here) else ""


class Names(Treeprocessor):
    """Puts names into a text that is drawn, each at the beginning of its part."""

    names: Sequence[Named] = ()

    def run(self, root: Element) -> None:
        """Name the parts of a whole text."""
        headings = {element.get("id"): element for element in root.iter() if element.tag in _HEADINGS} if self.names else {}
        for name, heading in self.names:
            part = headings.get(heading)
            _begin(_beginning(root) if part is None else part, Element("span", {"id": name}))


def _beginning(root: Element) -> Element:
    """Return what a text begins with, if a name can stand in it; else the whole text."""
    if (root.text or "").strip():
        return root
    root.text = None
    return root[0] if len(root) and root[0].tag in _FIRST_BLOCKS else root


def _begin(element: Element, mark: Element) -> None:
    """Put a mark before all that an element holds."""
    mark.tail, element.text = element.text, None
    element.insert(0, mark)
