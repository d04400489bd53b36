"""Tables in formulas: environments such as `aligned` and `cases`, their rows, cells and lines."""

from __future__ import annotations

import re
from itertools import accumulate
from xml.etree.ElementTree import Element

from toolkit_builder.formulas.elements import ALIGNED, STACKED, TABLES, Part, cell, drawn, line_below, make
from toolkit_builder.formulas.reader import Reader
from toolkit_builder.problems import say

_LINE_SPACE = re.compile(r"\s*\[\s*-?[\d.]+\s*(?:pt|mm|cm|em|ex)\s*\]")
_NAME = re.compile(r"\s*\{([A-Za-z]+\*?)\}")
_COLUMNS = re.compile(r"\s*\{([lcr|\s]*)\}")


def environment(reader: Reader, command: str) -> Part:
    """Read a table, from where it begins to where it ends."""
    since = reader.source.at - len(command)
    name = reader.source.taken(_NAME)
    if name is None:
        reader.source.no_argument(command)
    if (drawing := TABLES.get(name[1])) is None:
        known = ", ".join(sorted(TABLES, key=str.lower))
        reader.source.stop(say("The environment `{name}` is not known. Known are: {known}.", name=name[1], known=known), since)
    columns, lines = _columns(reader) if name[1] == "array" else (drawing.columns, None)
    table = _table(reader, columns, lines, begun=drawing is ALIGNED)
    opening, closing = (rf"\{word}{{{name[1]}}}" for word in ("begin", "end"))
    reader.source.ahead()
    if not reader.source.is_at(closing):
        reader.source.not_closed(opening, closing, since)
    if not len(table):
        reader.source.missing(opening)
    reader.source.at += len(closing)
    return Part(drawn(table, drawing))


def substack(reader: Reader, command: str) -> Part:
    """Read lines that stand below each other."""
    since = reader.source.at
    if reader.source.ahead() != "{":
        reader.source.no_argument(command)
    reader.source.take()
    table = _table(reader, "c")
    reader.source.close("{", "}", since)
    return Part(drawn(table, STACKED))


def _columns(reader: Reader) -> tuple[str, frozenset[int]]:
    """Read the columns of an array. Returns a letter for each, and the columns that have a line before them."""
    found = reader.source.taken(_COLUMNS)
    wanted = "".join(found[1].split()) if found else ""
    if not wanted.strip("|"):
        example = r"\begin{array}{lcr}"
        reader.source.stop(say("An array begins with a letter for each column: l, c or r, as in `{example}`.", example=example))
    *before, _ = accumulate(map(len, wanted.split("|")))
    return wanted.replace("|", ""), frozenset(before)


def _table(reader: Reader, columns: str, lines: frozenset[int] | None = None, begun: bool = False) -> Element:
    """Read rows of cells, up to whatever ends the table.

    ``lines`` are the columns that have a line before them; where they are given, there are no more columns than letters.
    """
    table = make("mtable")
    end = r"\\"
    while end == r"\\":
        ruled = _ruled(reader)
        row = _cells(reader, columns, lines, ruled, begun)
        end = reader.source.ahead()
        # Behind the last line break there is no row.
        if end == r"\\" or len(row) > 1 or len(row[0]):
            table.append(make("mtr", *row))
        elif ruled and len(table):
            line_below(table)
        if end == r"\\":
            reader.source.take()
            reader.source.taken(_LINE_SPACE)
    return table


def _cells(reader: Reader, columns: str, lines: frozenset[int] | None, ruled: bool, begun: bool) -> list[Element]:
    """Read the cells of a row. ``begun``: every other cell goes on with the one before."""
    row: list[Element] = []
    while True:
        at = len(row)
        if lines is not None and at == len(columns):
            reader.source.stop(say("The row has more cells than the array has columns: {columns}.", columns=len(columns)))
        drawn_lines = {"line-left": at == 0 and at in (lines or ()), "line-right": at + 1 in (lines or ())}
        content = reader.row(begun=begun and at % 2 == 1)
        row.append(cell(content, columns[at % len(columns)], {**drawn_lines, "line-above": ruled}))
        if reader.source.ahead() != "&":
            return row
        reader.source.take()


def _ruled(reader: Reader) -> bool:
    """Take the lines that are asked for above a row."""
    found = False
    while reader.source.ahead() == r"\hline":
        reader.source.take()
        found = True
    return found
