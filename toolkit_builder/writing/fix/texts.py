"""Mends of texts: code that never ends, boxes that are not indented, links and stars that lack a part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from html import unescape
from typing import TypeAlias
from urllib.parse import quote

from toolkit_builder.checks.half_written import LOOSE_STARS, in_wrong_order, open_links
from toolkit_builder.checks.markup import NOTE_OF_WORDS, unescaped
from toolkit_builder.checks.targets import is_internal, resolve, way_to
from toolkit_builder.model.nodes import Node
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.typography import changes
from toolkit_builder.model.values import locate_within, stands_as_typed
from toolkit_builder.model.versions import Version
from toolkit_builder.reading.constructs import ADMONITIONS
from toolkit_builder.reading.unseen import HIDDEN
from toolkit_builder.writing.fix.links import Known
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend

Change: TypeAlias = tuple[int, int, str]
"""A piece of a text, in characters from 0, and what is to stand there."""

_FENCE = re.compile(r"[ \t>]*(?P<signs>`{3,}|~{3,})[^`]*\Z")
_ONLY_SIGNS = re.compile(r"(?P<before>[ \t>]*)(?P<signs>`{2,}|~{2,})[ \t]*\Z")
_BOX = re.compile(
    rf"^(?P<sign>!!!|\?\?\?\+?)[ ]+(?:{'|'.join(sorted(ADMONITIONS))})(?:[ ]+\"[^\"\n]*\")?[ \t]*\n"
    r"(?P<body>(?:[ ]{1,3}\S.*(?:\n|\Z))+)",
    re.MULTILINE,
)
_WORDS_FOLLOW = re.compile(r"[ \t]*\n[ \t]*[^ \t\n]")
_OURS = frozenset({"admonition", "details", "tab"})
_TABLE_OF_CONTENTS = re.compile(r"^[ ]*(?:\[toc\]|\[\[[ _]toc[ _]\]\])[ \t]*\n(?:[ \t]*\n)?", re.IGNORECASE | re.MULTILINE)
_SMALL_SIGNS = (
    ("==", "mark", re.compile(r"(?<![\w=])==(?! )([\w .,-]+)(?<! )==(?![\w=])")),
    ("^", "sup", re.compile(r"(?<=\w)\^(\w{1,20})\^")),
    ("~", "sub", re.compile(r"(?<=\w)~(\w{1,20})~")),
)
_APART_ATTRIBUTES = re.compile(r"(?<=\))[ ]+(?=\{[ ]*[\w-]+[ ]*=[^{}\n]*\})")
_NAMED = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z]{1,40});")


def _of_texts(rule: str, find: Callable[[Outline], Iterator[tuple[Change, ...]]]) -> Callable[[Bench], Iterator[Mend]]:
    """Make mends of what ``find`` yields for each text: changes that belong together."""

    def mends(bench: Bench) -> Iterator[Mend]:
        for _, version in bench.library.texts:
            for together in find(version.outline):
                yield from _mend(bench, rule, version, *together)

    return mends


def _mend(bench: Bench, rule: str, version: Version, *changes: Change) -> Iterator[Mend]:
    edits = [bench.edit_text(version, *change) for change in changes]
    if edits and None not in edits:
        yield Mend(rule, (version.path,), tuple(edit for edit in edits if edit))


# Code -------------------------------------------------------------------------------------------------------------------


def _unclosed_code(outline: Outline) -> Iterator[tuple[Change, ...]]:
    """End a block of code where somebody wrote an end of other signs; or with the text, if nothing can be meant to follow."""
    for node in outline.nodes:
        if node.kind == "code" and node.fenced and outline.place(node.start)[0] == outline.unclosed_fence:
            # A block ends with the lines of the quote or list that it stands in: what follows there may belong to it.
            start = outline.text.rfind("\n", 0, node.start) + 1
            first, *lines = outline.text[start:].split("\n")
            if opened := _FENCE.match(first):
                yield from _end_of_code(outline, node, start, first, lines, opened["signs"])


def _end_of_code(
    outline: Outline, node: Node, start: int, first: str, lines: list[str], signs: str
) -> Iterator[tuple[Change, ...]]:
    indent = " " * (node.start - start) if not first[: node.start - start].strip() else ""
    ends = [number for number, line in enumerate(lines) if _ONLY_SIGNS.match(line)]
    at = start + len(first) + 1
    if len(ends) == 1:
        before = at + sum(len(line) + 1 for line in lines[: ends[0]])
        # That the block is said to begin there tells that what holds it changes as well.
        yield (node.start, node.start, ""), (before, before + len(lines[ends[0]]), indent + signs)
        return
    while lines and not lines[-1].strip():
        lines.pop()
    named = first[node.start - start :].strip("`~ ")
    # With a name it is no end of another block, and without an empty line nothing in it is a text.
    if not ends and named and lines and all(line.strip() for line in lines) and node.end >= len(outline.text.rstrip()):
        behind = at + len("\n".join(lines))
        yield ((behind, behind, f"\n{indent}{signs}"),)


# Boxes ------------------------------------------------------------------------------------------------------------------


def _empty_lines(outline: Outline) -> Iterator[tuple[Change, ...]]:
    """Put an empty line before and behind each box that parts a list or a paragraph here, and not in a preview."""
    starts = [node.start for node in outline.nodes if node.kind in _OURS]
    boxes = {node.start: node for node in outline.nodes if node.kind in _OURS}
    told = set()
    for difference in outline.differences:
        if not starts or difference.hint.text:
            continue
        start = starts[max(bisect_right(starts, difference.start) - 1, 0)]
        if start not in told:
            told.add(start)
            yield tuple(_around(outline.text, boxes[start]))


def _around(text: str, box: Node) -> Iterator[Change]:
    line = text.rfind("\n", 0, box.start) + 1
    if text[line : box.start].strip():
        return
    if line and text[text.rfind("\n", 0, line - 1) + 1 : line].strip():
        yield line, line, "\n"
    behind = box.start + len(text[box.start : box.end].rstrip())
    if _WORDS_FOLLOW.match(text, behind):
        yield behind, behind, "\n"


def _box_bodies(outline: Outline) -> Iterator[tuple[Change, ...]]:
    """Indent the text of a box by four spaces."""
    for found in _BOX.finditer(outline.text) if "!!!" in outline.text or "???" in outline.text else ():
        # Where it is code, a remark or a box already, it is none of the words.
        if outline.prose[found.start()] == found["sign"][0]:
            body = re.sub(r"^[ ]+", "    ", found["body"], flags=re.MULTILINE)
            yield ((*found.span("body"), body),)


# Links and marks --------------------------------------------------------------------------------------------------------


def half_written(bench: Bench) -> Iterator[Mend]:
    """Links with spaces, apart from their address or with brackets the wrong way round; and stars beside spaces."""
    known = Known(bench)
    for record, version in bench.library.texts:
        changes = [
            *_spaces_in_addresses(known, record, version),
            *_wrong_order(version.outline),
            *_stars(version.outline),
            *_signs_of_sentences(version.outline),
        ]
        for change in changes:
            yield from _mend(bench, "half-written", version, change)


def _spaces_in_addresses(known: Known, record: Record | None, version: Version) -> Iterator[Change]:
    text = version.outline.text
    for found, address, has_end in open_links(version.outline) if "[" in version.outline.prose else ():
        typed = address.strip()
        if not has_end or " " not in typed or any(sign in typed for sign in "\"'([<>"):
            continue
        start = text.index(typed, found.end())
        path = re.split("[?#]", typed, maxsplit=1)[0]
        meant = ""
        if is_internal(typed):
            where = resolve(known.library, version, path)
            is_picture = text[found.start()] == "!"
            meant = known.picture(record, where) if is_picture else known.page(where)
        new = quote(way_to(known.library, version, meant), safe="/") if meant else path.replace(" ", "%20")
        yield start, start + len(typed), new + typed[len(path) :].replace(" ", "%20")


def _wrong_order(outline: Outline) -> Iterator[Change]:
    for found, address, meant in in_wrong_order(outline) if "[" in outline.prose else ():
        end = found.end() + len(address)
        closed = outline.text[end : end + 1] in ("]", ")") and " " not in address.strip() and address.strip()
        if closed:
            yield found.start(), end + 1, meant


def _stars(outline: Outline) -> Iterator[Change]:
    for found in unescaped(LOOSE_STARS, outline) if "**" in outline.prose else ():
        typed = outline.text[slice(*found.span())]
        words = typed[2:-2].strip()
        if words != typed[2:-2] and words:
            before, behind = outline.text[found.start() - 1 : found.start()], outline.text[found.end() : found.end() + 1]
            # A space within belongs to the other side of the stars, where a word follows.
            left = " " if typed[2] == " " and before and before.isalnum() else ""
            right = " " if typed[-3] == " " and behind and (behind.isalnum() or behind in "([*_`") else ""
            yield found.start(), found.end(), f"{left}**{words}**{right}"


def _signs_of_sentences(outline: Outline) -> Iterator[Change]:
    for node in outline.nodes:
        if node.kind == "link" and node.name == "bare" and not node.target[-1].isascii() and not node.target[-1].isalnum():
            typed = outline.text[node.start : node.end]
            address = typed.rstrip(node.target[-1])
            if typed == node.target:
                yield node.start, node.start + len(address), f"<{address}>"


def _notes_of_words(outline: Outline) -> Iterator[tuple[Change, ...]]:
    """Put hyphens into the name of a footnote, where it is marked and where it stands."""
    for found in unescaped(NOTE_OF_WORDS, outline) if "[^" in outline.prose else ():
        yield ((found.start(1), found.end(1), "-".join(found[1].split())),)


def _other_signs(outline: Outline) -> Iterator[tuple[Change, ...]]:
    prose = outline.prose
    for always, tag, pattern in _SMALL_SIGNS:
        for found in pattern.finditer(prose) if always in prose else ():
            if "\\" not in outline.text[max(found.start() - 1, 0) : found.end()]:
                yield ((*found.span(), f"<{tag}>{outline.text[slice(*found.span(1))]}</{tag}>"),)
    for found in _TABLE_OF_CONTENTS.finditer(prose) if "[" in prose else ():
        yield ((*found.span(), ""),)
    for found in _APART_ATTRIBUTES.finditer(outline.text) if "{" in prose else ():
        if prose[found.end()] == "{":
            yield ((*found.span(), ""),)
    for found in _NAMED.finditer(prose) if "&" in prose else ():
        if HIDDEN.fullmatch(unescape(found[0])) and outline.text[found.start() - 1 : found.start()] != "\\":
            yield ((*found.span(), ""),)
    yield from _box_bodies(outline)


def typography(bench: Bench) -> Iterator[Mend]:
    """Signs as the language of a text sets them; those of a file together, for there may be very many."""
    for record in bench.library.records_and_pages:
        for version in record.versions:
            edits = [edit for edit in _signs(bench, record, version) if edit]
            if edits:
                yield Mend("typography", (version.path,), tuple(edits))


def _signs(bench: Bench, record: Record, version: Version) -> Iterator[Edit | None]:
    for passage in version.passages_in_header(record.type):
        for change in changes(passage.text, version.language) if passage.outline is None else ():
            # What YAML writes otherwise than it says is left to somebody who sees it.
            if stands_as_typed(version.header, passage.path):
                line, column = locate_within(version.header, passage.path, change.start)
                yield Edit(version.path, (line, column), (line, column + change.end - change.start), change.new)
    for text in (*version.fields, version):
        for change in changes(text.outline.text, version.language, text.outline.prose):
            yield bench.edit_text(text, change.start, change.end, change.new)


MENDS = {
    "typography": typography,
    "unclosed-code": _of_texts("unclosed-code", _unclosed_code),
    "reads-differently": _of_texts("reads-differently", _empty_lines),
    "half-written": half_written,
    "dead-footnote": _of_texts("dead-footnote", _notes_of_words),
    "other-markup": _of_texts("other-markup", _other_signs),
}
