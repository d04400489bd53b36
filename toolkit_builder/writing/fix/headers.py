"""Mends of the form of a file: characters that nobody sees, and lines that YAML cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit_builder.checks.faults import faults_of
from toolkit_builder.checks.headers import mended_line
from toolkit_builder.problems import Fault
from toolkit_builder.reading.header import HIDDEN, plain_beginning, read_document
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend, Source

_MOST_LINES = 50
"""Lines of one header that YAML cannot read: the next one is known when the one before is mended."""
_RULE = re.compile(r"[ \t]*(?:-{2}|-{4,}|[–—]+|(?:-[ ]){2,}-?)[ \t]*\Z")
_BLANK = re.compile(r"\s*\Z")
# What stands where a value begins: behind a name, or behind the hyphen of a list.
_BEFORE_VALUE = re.compile(r"[ ]*(?:-[ ]+)*(?:[^\s:#\"'\[{-][^:#]*:[ ]+)?\Z")


def hidden_character(bench: Bench) -> Iterator[Mend]:
    """Taken out; a plain space or a sign of Windows where such a one is meant."""
    for fault in faults_of(bench.library, "hidden-character"):
        path, line, column = fault.position.path, fault.position.line, fault.position.column
        source = bench.source(path)
        if source is None or column > len(typed := source.line(line)):
            continue
        if not HIDDEN.fullmatch(typed[column - 1]):
            plain = plain_beginning(typed)
            new, end = plain, len(typed)
            while end > column and typed[end - 1] == plain[end - 1]:
                end -= 1
            new = plain[column - 1 : end]
        else:
            end = column
            if (meant := _meant(typed, column - 1)) is None:
                continue
            new = meant
        yield Mend(fault.rule, (path,), (Edit(path, (line, column), (line, end + 1), new),))


def _meant(line: str, at: int) -> str | None:
    """Return what is to stand in place of a character that nobody sees; None where something was lost that nobody knows."""
    sign = line[at]
    if "\x80" <= sign <= "\x9f":
        # A program took Windows-1252 for Latin-1: https://encoding.spec.whatwg.org/#windows-1252
        decoded = sign.encode("latin-1").decode("cp1252", "ignore")
        return decoded or None
    if sign >= "\ufdd0" and sign != "\ufeff":
        return None
    start, end = at, at + 1
    while start and HIDDEN.fullmatch(line[start - 1]):
        start -= 1
    while end < len(line) and HIDDEN.fullmatch(line[end]):
        end += 1
    parts_words = line[start - 1 : start].strip() and line[end : end + 1].strip()
    is_first = not any(one.isspace() for one in line[start:at])
    return " " if sign.isspace() and parts_words and is_first else ""


def tab(bench: Bench) -> Iterator[Mend]:
    """Two spaces, as they are read, in place of each tab before a line."""
    for fault in faults_of(bench.library, "tab"):
        path, number = fault.position.path, fault.position.line
        if source := bench.source(path):
            line = source.line(number)
            indent = line[: len(line) - len(line.lstrip())]
            if "\t" in indent:
                edit = Edit(path, (number, 1), (number, len(indent) + 1), indent.replace("\t", "  "))
                yield Mend(fault.rule, (path,), (edit,), unveils=True)


def cut_off(bench: Bench) -> Iterator[Mend]:
    """The whole value in quotation marks."""
    for fault in faults_of(bench.library, "cut-off"):
        path, number, typed = fault.position.path, fault.position.line, str(fault.details["typed"])
        if source := bench.source(path):
            line = source.line(number).rstrip()
            column = len(line) - len(typed) + 1
            if line.endswith(typed) and _BEFORE_VALUE.match(line[: column - 1]):
                edit = bench.replace(path, (number, column), typed, str(fault.details["mended"]))
                yield from (Mend(fault.rule, (path,), (one,)) for one in [edit] if one)


def no_header(bench: Bench) -> Iterator[Mend]:
    """Empty lines before a header taken out."""
    for fault in faults_of(bench.library, "no-header"):
        path = fault.position.path
        if source := bench.source(path):
            first = next((number for number, line in enumerate(source.lines, 1) if line.strip()), 1)
            if first > 1 and source.line(first).rstrip() == "---":
                yield Mend(fault.rule, (path,), (Edit(path, (1, 1), (first, 1), ""),), unveils=True)


def unclosed_header(bench: Bench) -> Iterator[Mend]:
    """Three hyphens in place of a line of fewer or more: the only one, with nothing but names and values before it."""
    for fault in faults_of(bench.library, "unclosed-header"):
        path = fault.position.path
        if source := bench.source(path):
            lines = [number for number, line in enumerate(source.lines, 1) if number > 1 and _RULE.match(line)]
            if len(lines) == 1:
                edit = Edit(path, (lines[0], 1), source.end_of(lines[0]), "---")
                yield Mend(fault.rule, (path,), (edit,), unveils=True)


def broken_yaml(bench: Bench) -> Iterator[Mend]:
    """A value in quotation marks, a space behind a colon, a line moved to where those like it begin."""
    for fault in faults_of(bench.library, "broken-yaml"):
        path = fault.position.path
        source = bench.source(path)
        if source and path.endswith(".md") and (edits := _readable(source, path)):
            yield Mend(fault.rule, (path,), edits, unveils=True)


def _readable(source: Source, path: str) -> tuple[Edit, ...]:
    """Return the edits after which a header can be read; none where one line is left that nobody can be sure of."""
    edits: dict[int, Edit] = {}
    for _ in range(_MOST_LINES):
        fault = _first_broken(source, path, edits)
        if fault is None:
            return tuple(edits.values())
        new = _mended(source, path, fault, edits)
        if not new:
            return ()
        edits[fault.position.line] = _line(source, path, fault.position.line, new)
    return ()


def _line(source: Source, path: str, number: int, new: str) -> Edit:
    return Edit(path, (number, 1), source.end_of(number), new)


def _first_broken(source: Source, path: str, edits: Mapping[int, Edit]) -> Fault | None:
    document = read_document(source.with_edits(edits.values()), path)
    return next((fault for fault in document.faults if fault.rule == "broken-yaml"), None)


def _mended(source: Source, path: str, fault: Fault, edits: Mapping[int, Edit]) -> str:
    """Return the line that YAML cannot read as it is meant; or ''."""
    number, cause = fault.position.line, fault.details["cause"]
    line = edits[number].new if number in edits else source.line(number)
    typed = line.strip()
    if typed != fault.details["typed"]:
        return ""
    new = mended_line(cause, typed)
    if new and new != typed and _is_better(source, path, number, edits, line.replace(typed, new, 1)):
        return line.replace(typed, new, 1)
    moved = [" " * indent + (new or typed) for indent in _indents(source.lines[1 : number - 1])]
    found = [one for one in moved if one != line and _is_better(source, path, number, edits, one)]
    return found[0] if len(found) == 1 else ""


def _is_better(source: Source, path: str, number: int, edits: Mapping[int, Edit], new: str) -> bool:
    """Whether YAML reads on behind a line if that is another one."""
    broken = _first_broken(source, path, {**edits, number: _line(source, path, number, new)})
    return broken is None or broken.position.line > number


def _indents(lines: Sequence[str]) -> set[int]:
    """Return how far lines are indented, also behind the hyphens of lists."""
    found: set[int] = set()
    for line in lines:
        if not _BLANK.match(line):
            found.add(len(line) - len(line.lstrip(" ")))
            found.add(len(line) - len(line.lstrip(" -")))
    return found


MENDS = {
    "hidden-character": hidden_character,
    "tab": tab,
    "cut-off": cut_off,
    "no-header": no_header,
    "unclosed-header": unclosed_header,
    "broken-yaml": broken_yaml,
}
