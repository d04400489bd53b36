"""Rules about lists, tables and footnotes that are drawn with signs, as other programs leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_builder.checks.faults import Finding, Text, shortened
from toolkit_builder.model.text import Outline
from toolkit_builder.problems import Message, Problem, say

_BULLETS = "•‣▪▫◦●○■□◆❖➢➤►▶✓✔·∙\uf0a7\uf0b7\uf0d8\uf0fc"
_BULLET = re.compile(rf"^[ \t>]*([{_BULLETS}])[ \t\xa0]*(?=\S)(.*)", re.MULTILINE)


# A dash may be that of a speech, and `o` a word, where no second line begins likewise.
_DASHES = re.compile(r"^[ \t>]*([–—o])[ \t\xa0]+(?=\S)(.*)\n[ \t>]*\1[ \t\xa0]+\S", re.MULTILINE)
_ESCAPED = re.compile(r"^[ \t>]*\\([-*+])[ ]+(?=\S)(.*)(?:\n[ \t>]*)+\\\1[ ]+\S", re.MULTILINE)
_ESCAPED_NUMBER = re.compile(r"^[ \t>]*1\\([.)])[ ]+(?=\S)(.*)\n(?:.*\n){0,3}?[ \t>]*2\\\1[ ]+\S", re.MULTILINE)
_ESCAPED_HEADING = re.compile(r"^[ ]{0,3}\\(#{1,6})[ ]+(\S.*)", re.MULTILINE)
_LETTERED = re.compile(
    r"^[ \t>]*(?:\(?a[.)][ \t]+(?=\S)(.*)\n[ \t>]*\(?b[.)]|\(1\)[ \t]*(?=\S)(.*)\n[ \t>]*\(2\)|①[ \t]*(?=\S)(.*)\n[ \t>]*②"
    r"|\(?i[.)][ \t]+(?=\S)(.*)\n[ \t>]*\(?ii[.)])",
    re.MULTILINE,
)
# How the second line of lists with dashes or letters begins. A text without one is found to be so in a fifth of the time.
_SECOND_LINE = re.compile(r"\n[ \t>]*(?:[–—o][ \t\xa0]|\(?(?:b|ii)[.)]|\(2\)|②)")
_ODD_SPACE_BEHIND = re.compile(
    "^[ \t>]*([-*+]|[0-9]{1,9}[.)]|#{1,6})([\xa0\u2000-\u200a\u202f\u3000])[ ]*(?=\\S)(.*)", re.MULTILINE
)


def typed_list(text: Text) -> Iterator[Problem]:
    r"""Lists and headings are Markdown; those that were drawn with signs run together in one line.

    Bad:  • One, – One above – Two, a\) One above b\) Two, 1\\. One above 2\\. Two
    Good: - One, 1. One
    """
    yield from text.warnings("typed-list", _typed_lists(text.outline))


def _typed_lists(outline: Outline) -> Iterator[Finding]:
    prose, typed = outline.prose, outline.text
    drawn: list[tuple[re.Pattern[str], str]] = []
    if not prose.isascii():
        drawn.append((_BULLET, "- "))
    if _SECOND_LINE.search(prose):
        drawn += [(_DASHES, "- "), (_LETTERED, "1. ")]
    ends = _Once()
    all_found = [(found, sign) for pattern, sign in drawn for found in pattern.finditer(prose)]
    for found, sign in sorted(all_found, key=lambda pair: pair[0].start()):
        in_table = typed[slice(*found.span())].lstrip(" \t>").startswith("|")
        if not in_table and ends.is_new(typed, found.start()):
            words = next((group for group in reversed(found.groups()) if group), "")
            yield _start(found), _in_one_line(found[0]), say("Write `{meant}`.", meant=sign + shortened(words.strip(), 40))
    if "\\" in typed:
        yield from _escaped(outline)
    if not prose.isascii():
        yield from _behind_odd_spaces(outline)


class _Once:
    """Lets each block of lines be told once."""

    def __init__(self) -> None:
        self._end = -1

    def is_new(self, text: str, start: int) -> bool:
        is_new = start > self._end
        if is_new:
            end = text.find("\n\n", start)
            self._end = end if end >= 0 else len(text)
        return is_new


def _start(found: re.Match[str]) -> int:
    return found.start() + len(found[0]) - len(found[0].lstrip(" \t>"))


def _in_one_line(found: str) -> Message:
    signs = shortened(found.strip(" \t>").split("\n", 1)[0].strip(), 40)
    return say("`{signs}` looks like a list or a heading, and is shown as it is typed.", signs=signs)


def _escaped(outline: Outline) -> Iterator[Finding]:
    """Find what a program wrote with a backslash before it, so that it would not be a list or a heading."""
    for pattern in (_ESCAPED, _ESCAPED_NUMBER, _ESCAPED_HEADING):
        for found in pattern.finditer(outline.text):
            words = found.end(2) - 1
            if outline.prose[words : words + 1].strip() != outline.text[words].strip():
                continue
            sign = "1. " if pattern is _ESCAPED_NUMBER else f"{'#' * max(2, len(found[1]))} " if found[1][0] == "#" else "- "
            meant = sign + shortened(found[2].strip(), 40)
            yield _start(found), _in_one_line(found[0]), say("Take the backslashes out: `{meant}`.", meant=meant)
            if pattern is not _ESCAPED_HEADING:
                break


def _behind_odd_spaces(outline: Outline) -> Iterator[Finding]:
    for found in _ODD_SPACE_BEHIND.finditer(outline.prose):
        message = say(
            "The space behind `{sign}` is no plain one (U+{code}), so that this is no list and no heading.",
            sign=found[1],
            code=f"{ord(found[2]):04X}",
        )
        meant = f"{found[1]} {shortened(found[3].strip(), 40)}"
        yield found.start(2), message, say("Type it again: `{meant}`.", meant=meant)


# Looked for in every text. Most have nothing that could part columns but spaces, and three of these are found quickly.
_HAS_COLUMNS = re.compile(r"[ ](?<=\S[ ])(?:[ ]*\t|[ ]{2})|\t(?<=\S\t)|[+][-=]{3}")
_HAS_WIDE_SPACES = re.compile(r"   (?<=\S   )")
_BETWEEN_COLUMNS = re.compile(r"(?<=\S)(?:[ ]*\t\s*|[ ]{3,})(?=\S)")
_SIGN_OF_LIST = re.compile(rf"[{_BULLETS}–—o][ \t\xa0]")
_GRID = re.compile(r"\+[-=]{3,}(?:\+[-=]{3,})+\+")
_OUTER = " \t>"


def typed_table(text: Text) -> Iterator[Problem]:
    """Tables are Markdown; columns that were made with tabs or spaces run together in one line.

    Bad:  Name, a tab, Age
    Good: | Name | Age |, and below it | --- | --- |
    """
    yield from text.warnings("typed-table", _typed_tables(text.outline))


def _typed_tables(outline: Outline) -> Iterator[Finding]:
    typed = outline.text
    has_columns = _HAS_COLUMNS if "\t" in typed or "+" in typed else _HAS_WIDE_SPACES
    if not has_columns.search(typed):
        return
    start, before = 0, (0, 0)
    told = False
    for line in typed.split("\n"):
        bare = line.strip(_OUTER)
        first = start + len(line) - len(line.lstrip(_OUTER))
        start += len(line) + 1
        is_words = bool(bare) and outline.prose[first] == typed[first]
        columns = len(_BETWEEN_COLUMNS.findall(bare)) if is_words and "|" not in bare and not _SIGN_OF_LIST.match(bare) else 0
        is_grid = before[1] < 0 and bare.startswith("|") and bare.endswith("|")
        if not told and (is_grid or (columns and before[1] > 0)):
            told = True
            cells = (
                [*map(str.strip, bare[1:-1].split("|"))]
                if is_grid
                else _BETWEEN_COLUMNS.split(typed[slice(*_line_at(typed, before[0]))].strip(_OUTER))
            )
            row, rule = (f"| {' | '.join(cells_of_row)} |" for cells_of_row in (cells, ["---"] * len(cells)))
            hint = say("Write a table: `{row}`, and below it `{rule}`.", row=shortened(row, 60), rule=shortened(rule, 60))
            yield before[0], say("These columns are shown as words in one line."), hint
        told = told and bool(bare)
        before = first, -1 if is_words and _GRID.fullmatch(bare) else columns


def _line_at(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT_NOTE = re.compile(r"^[ ]{0,3}([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)[ \t\xa0]*(?=[^\W\d_])", re.MULTILINE)
_TAGGED_NOTE = re.compile(r"^[ ]{0,3}<sup>([0-9]{1,2})</sup>[ \t\xa0]*(?=\S)", re.MULTILINE)


def typed_footnote(text: Text) -> Iterator[Problem]:
    """Footnotes are Markdown, so that readers get to them and back.

    Bad:  Text¹, and a line ¹ What is said about it.
    Good: Text[^1], and [^1]: What is said about it.
    """
    yield from text.warnings("typed-footnote", _typed_footnotes(text.outline))


def _typed_footnotes(outline: Outline) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for pattern, is_there, written in (
        (_SUPERSCRIPT_NOTE, not outline.prose.isascii(), "{}"), (_TAGGED_NOTE, "<sup>" in outline.text, "<sup>{}</sup>"),
    ):  # fmt: skip
        for found in pattern.finditer(outline.text) if is_there else ():
            mark, number = written.format(found[1]), found[1].translate(_SUPERSCRIPTS)
            before = first.setdefault(mark, outline.text.find(mark)) if mark not in first else first[mark]
            if 0 < before < found.start(1) - len("<sup>") and not outline.text[before - 1].isspace():
                message = say("`{mark}` looks like a footnote, and leads nowhere.", mark=mark)
                hint = say("Write `[^{number}]` in the text, and `[^{number}]: ...` for the footnote.", number=number)
                yield found.start(), message, hint


TEXT_RULES = (typed_list, typed_table, typed_footnote)
