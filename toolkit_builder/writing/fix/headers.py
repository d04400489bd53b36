"""Mends of the form of a file: characters that nobody sees, and lines that YAML cannot read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from toolkit_builder.checks.faults import faults_of
from toolkit_builder.checks.headers import mended_line
from toolkit_builder.problems import Fault
from toolkit_builder.reading.header import plain_beginning, read_document
from toolkit_builder.reading.unseen import HIDDEN
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend, Source

_MOST_READ = 4_000_000
"""Characters: after each try a header is read again, since the next line is known when the one before is mended."""
_RULE = re.compile(r"[ \t]*(?:-{2}|-{4,}|[–—]+|(?:-[ ]){2,}-?)[ \t]*\Z")
_BLANK = re.compile(r"\s*\Z")
_RUN = re.compile(f"(?:{HIDDEN.pattern})+")
# What stands where a value begins: behind a name, or behind the hyphen of a list.
_BEFORE_VALUE = re.compile(r"[ ]*(?:-[ ]+)*(?:[^\s:#\"'\[{-][^:#]*:[ ]+)?\Z")


def hidden_character(bench: Bench) -> Iterator[Mend]:
    """Taken out; a plain space or a sign of Windows where such a one is meant."""
    lines: dict[tuple[str, int], list[int]] = defaultdict(list)
    for fault in faults_of(bench.library, "hidden-character"):
        lines[fault.position.path, fault.position.line].append(fault.position.column)
    for (path, number), columns in lines.items():
        source = bench.source(path)
        line = source.line(number) if source else ""
        told = {*columns}
        for found in _RUN.finditer(line):
            new = _meant(line, *found.span())
            known = sum(column in told for column in range(found.start() + 1, found.end() + 1))
            if known and new is not None:
                edit = Edit(path, (number, found.start() + 1), (number, found.end() + 1), new)
                yield Mend("hidden-character", (path,) * known, (edit,))
        beginning = plain_beginning(line)
        # That is told of the first one only.
        for column in columns[:1] if beginning != line and not _RUN.match(line) else ():
            end = max(at for at, sign in enumerate(line) if sign != beginning[at]) + 1
            edit = Edit(path, (number, column), (number, end + 1), beginning[column - 1 : end])
            yield Mend("hidden-character", (path,), (edit,))


def _meant(line: str, start: int, end: int) -> str | None:
    """Return what is to stand in place of characters that nobody sees; None where something was lost that nobody knows."""
    signs = line[start:end]
    if any("\ufdd0" <= sign != "\ufeff" for sign in signs):
        return None
    # A program took Windows-1252 for Latin-1: https://encoding.spec.whatwg.org/#windows-1252
    decoded = [sign.encode("latin-1").decode("cp1252", "ignore") if "\x80" <= sign <= "\x9f" else "" for sign in signs]
    if any("\x80" <= sign <= "\x9f" and not letter for sign, letter in zip(signs, decoded, strict=True)):
        return None
    if "".join(decoded):
        return "".join(decoded)
    parts_words = line[max(start - 1, 0) : start].strip() and line[end : end + 1].strip()
    return " " if parts_words and any(map(str.isspace, signs)) else ""


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
                yield from (Mend(fault.rule, (path,), (sure,)) for sure in [edit] if sure)


def no_header(bench: Bench) -> Iterator[Mend]:
    """Empty lines before a header taken out; the line before its fields written."""
    for fault in faults_of(bench.library, "no-header"):
        path = fault.position.path
        if source := bench.source(path):
            first = next((number for number, line in enumerate(source.lines, 1) if line.strip()), 1)
            if fault.details["lacks"] == "before":
                yield Mend(fault.rule, (path,), (Edit(path, (1, 1), (first, 1), ""),), unveils=True)
            elif fault.details["lacks"] == "first":
                yield Mend(fault.rule, (path,), (Edit(path, (1, 1), (first, 1), "---\n"),), unveils=True)


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
    header = _Header(source, path)
    while header.may_be_read:
        fault = header.first_broken(edits)
        if fault is None:
            return tuple(edits.values())
        new = _mended(header, fault, edits)
        if not new:
            return ()
        edits[fault.position.line] = header.edit(fault.position.line, new)
    return ()


class _Header:
    """A header that is read again and again, as often as that is bearable."""

    def __init__(self, source: Source, path: str) -> None:
        self.source, self._path = source, path
        self._left = _MOST_READ

    @property
    def may_be_read(self) -> bool:
        return self._left > 0

    def edit(self, number: int, new: str) -> Edit:
        """Return the edit that puts another line in place of one."""
        return Edit(self._path, (number, 1), self.source.end_of(number), new)

    def first_broken(self, edits: Mapping[int, Edit]) -> Fault | None:
        """Return what YAML cannot read first."""
        data = self.source.with_edits(edits.values())
        self._left -= len(data) + 1000
        faults = read_document(data, self._path).faults
        return next((fault for fault in faults if fault.rule == "broken-yaml"), None)

    def is_better(self, number: int, new: str, edits: Mapping[int, Edit]) -> bool:
        """Whether YAML reads on behind a line if that is another one."""
        broken = self.first_broken({**edits, number: self.edit(number, new)}) if self.may_be_read else None
        return self.may_be_read and (broken is None or broken.position.line > number)


def _mended(header: _Header, fault: Fault, edits: Mapping[int, Edit]) -> str:
    """Return the line that YAML cannot read as it is meant; or ''."""
    number, cause = fault.position.line, fault.details["cause"]
    line = edits[number].new if number in edits else header.source.line(number)
    typed = line.strip()
    if typed != fault.details["typed"]:
        return ""
    new = mended_line(cause, typed)
    if new and new != typed and header.is_better(number, line.replace(typed, new, 1), edits):
        return line.replace(typed, new, 1)
    moved = [" " * indent + (new or typed) for indent in sorted(_indents(header.source.lines[1 : number - 1]))]
    found = [other for other in moved if other != line and header.is_better(number, other, edits)]
    return found[0] if len(found) == 1 else ""


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
