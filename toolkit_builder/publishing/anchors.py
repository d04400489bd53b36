"""Links to a part of a page arrive in whatever language its text is shown.

A link names a heading as it is called in one language. Where readers get the page in another one, the heading that stands in
its place there takes that name as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from html import escape
from urllib.parse import unquote

from toolkit_builder.checks.links import resolve
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.versions import Version

# Where a place may be named without changing how the page looks.
_FIRST_BLOCK = re.compile(r"<(?:p|h[1-6]|blockquote|div|li|figure)\b[^<>]*>")


def linked_parts(library: Library) -> Mapping[str, Collection[str]]:
    """Return records and pages, by id, to the names of their parts that links from other pages end with."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, version in library.texts:
        for link in version.outline.links if "#" in version.text else ():
            path, _, anchor = link.target.partition("#")
            if anchor and path.partition("?")[0].endswith(".md"):
                found[resolve(library, version, path.partition("?")[0]).removesuffix(".md")].add(unquote(anchor))
    return found


def with_names(html: str, record: Record, version: Version, names: Collection[str]) -> str:
    """Give the parts of a text the names that they have in other languages, as far as links use them."""
    known = frozenset(version.outline.anchors)
    for name in sorted({*names} - known):
        for other in (record.original, *record.translations.values()):
            if name in other.outline.anchors:
                html = _named(html, name, _same_heading(name, other, version))
                break
    return html


def _same_heading(name: str, other: Version, version: Version) -> str:
    """Return the name of the heading that stands where a name does in another version; '' for before all headings."""
    at = next((place for one, place in other.outline.named if one == name), (0, 0))
    before = [one for one in other.outline.headings if (one.line, one.column) <= at]
    if not before:
        return ""
    there, here = other.outline.headings, version.outline.headings
    if len(there) != len(here):
        # Of a text that was divided otherwise, the same main section.
        before = [one for one in before if one.level == 2]
        here = [one for one in here if one.level == 2]
    return here[len(before) - 1].anchor if 0 < len(before) <= len(here) else ""


def _named(html: str, name: str, heading: str) -> str:
    mark = f'<span id="{escape(name)}"></span>'
    # The name of a heading is not always its first attribute.
    place = re.search(rf'<h[1-6]\b[^<>]* id="{re.escape(escape(heading))}"[^<>]*>', html) if heading else None
    place = place or _FIRST_BLOCK.match(html)
    end = place.end() if place else 0
    return html[:end] + mark + html[end:]
