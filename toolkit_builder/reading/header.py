"""A content file's bytes to its two halves: the header between ``---`` lines, and the text below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit_builder.model.values import EMPTY, Mapping
from toolkit_builder.problems import Details, Fault, Position
from toolkit_builder.reading.unseen import described, open_directions, unseen, without_unseen
from toolkit_builder.reading.yaml import CUT_SHORT, MAX_LENGTH, ODD_SPACE, Builder, read_yaml

MAX_BYTES = 512 * 1024

_OF_HEADER = re.compile(r"\w[\w-]*:(?:\s|\Z)|[ ]|-[ ]|#|\Z")
_FENCE = re.compile(r"---[ \t]*\Z")
# Spaces that YAML takes for letters, where it needs plain ones: before a line, and behind a name's colon.
# A line that is not indented begins with a name.
_WIDE_COLON = re.compile(r"[A-Za-z_][\w-]*[ ]*：")
_BEGINNING = re.compile("[ \u00a0\u2000-\u200a\u202f\u3000-]*(?:\\w+:[\u00a0\u2000-\u200a\u202f\u3000]+)?")


@dataclass(frozen=True, slots=True)
class Document:
    """A content file taken apart. ``text_line`` is the number of the text's first line in the file."""

    header: Mapping
    text: str
    text_line: int
    faults: tuple[Fault, ...]
    is_translation: bool = False
    """Whether it has a `translation` block, be it behind something that cannot be read."""
    typed: str = ""
    """The header as it was typed, without the `---`."""


def read_document(data: bytes, path: str) -> Document:
    """Take a content file apart; every fault in its form is in ``faults``, none is raised."""
    if len(data) > MAX_BYTES:
        return _nothing(Fault("file-too-large", Position(path), details={"size": len(data), "limit": MAX_BYTES}))
    try:
        whole = _decode(data)
    except UnicodeDecodeError as error:
        return _nothing(_encoding_fault(data, path, error))
    lines = whole.split("\n")
    faults = list(_hidden_characters(lines, path))
    if not _FENCE.match(lines[0]):
        fault = Fault("no-header", Position(path), details={"lacks": _lacking(lines)})
        return Document(EMPTY, whole, 1, (*faults, fault), any(line.startswith("translation:") for line in lines))
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        return _nothing(*faults, Fault("unclosed-header", Position(path)))
    header, odd = _without_hidden(lines[1:end], path, 2)
    node, found = read_yaml(header, path, first_line=2)
    faults += [*odd, *found]
    stopped = any(fault.rule in CUT_SHORT for fault in found)
    if not isinstance(node, Mapping):
        faults.append(Fault("header-not-a-map", Position(path, node.line, node.column)))
        node = EMPTY
    elif stopped:
        _drop_last(node)
    elif not node.entries and not found:
        faults.append(Fault("no-header", Position(path), details={"lacks": ""}))
    is_translation = any(line.startswith("translation:") for line in lines[1:end]) if stopped else "translation" in node.entries
    typed = "\n".join(lines[1:end])
    return Document(node, "\n".join(lines[end + 1 :]), end + 2, tuple(faults), is_translation, typed)


def read_yaml_file(data: bytes, path: str, builder_type: type[Builder] = Builder) -> tuple[Mapping, list[Fault]]:
    """Read a file that is YAML and nothing else: a type, a vocabulary, the settings."""
    if len(data) > 4 * MAX_LENGTH:
        return EMPTY, [Fault("file-too-large", Position(path), details={"size": len(data), "limit": MAX_LENGTH})]
    try:
        text = _decode(data)
    except UnicodeDecodeError as error:
        return EMPTY, [_encoding_fault(data, path, error)]
    lines = text.split("\n")
    plain, odd = _without_hidden(lines, path, 1)
    node, found = read_yaml(plain, path, builder_type=builder_type)
    faults = [*_hidden_characters(lines, path), *odd, *found]
    if not isinstance(node, Mapping):
        return EMPTY, [*faults, Fault("header-not-a-map", Position(path, node.line, node.column))]
    return node, faults


def _lacking(lines: list[str]) -> str:
    """Return what keeps the first lines of a file from being a header: empty lines `before` it, or `---` as the `first`."""
    begins = next((number for number, line in enumerate(lines) if line.strip()), 0)
    ends = next((number for number, line in enumerate(lines) if _FENCE.match(line)), begins + 1)
    if ends == begins:
        return "before"
    is_field = re.match(r"\w[\w-]*:(?:\s|\Z)", lines[begins])
    return "first" if is_field and ends < len(lines) and all(map(_OF_HEADER.match, lines[begins:ends])) else ""


def _drop_last(node: Mapping) -> None:
    """Take out the last value before a syntax error: it may have swallowed a part of what follows."""
    if node is not EMPTY and node.entries:
        last = next(reversed(node.entries))
        del node.entries[last], node.keys[last]


def _nothing(*faults: Fault) -> Document:
    return Document(EMPTY, "", 1, faults)


def _decode(data: bytes) -> str:
    # A byte order mark at the start is what Windows Notepad writes; it means nothing and is dropped.
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding_fault(data: bytes, path: str, error: UnicodeDecodeError) -> Fault:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    where = Position(path) if utf16 else Position(path, line, column)
    found = "UTF-16" if utf16 else f"0x{data[error.start]:02x}"
    return Fault("encoding", where, details={"found": found, "utf16": utf16})


def _hidden_characters(lines: list[str], path: str) -> Iterator[Fault]:
    for number, line in enumerate(lines, 1):
        for at, sign in unseen(line):
            yield Fault("hidden-character", Position(path, number, at + 1), details=described(sign))
    for number, at, sign in open_directions(lines):
        yield Fault("unclosed-direction", Position(path, number + 1, at + 1), details=described(sign))


def plain_beginning(line: str) -> str:
    """Return a line with plain spaces where YAML needs those."""
    beginning = _BEGINNING.match(line)
    return ODD_SPACE.sub(" ", beginning[0]) + line[beginning.end() :] if beginning else line


def _without_hidden(lines: list[str], path: str, first_line: int) -> tuple[str, list[Fault]]:
    """Return YAML as it would read without what nobody sees: that was told, and what follows from it need not be."""
    faults = []
    plain = []
    for number, line in enumerate(lines, first_line):
        beginning = _BEGINNING.match(line)
        if beginning and (odd := ODD_SPACE.search(beginning[0])):
            faults.append(Fault("hidden-character", Position(path, number, odd.start() + 1), details=described(odd[0])))
            line = plain_beginning(line)  # noqa: PLW2901 - the line, mended
        elif _WIDE_COLON.match(line):
            details: Details = {"typed": line.strip(), "reason": "", "cause": "wide-colon"}
            faults.append(Fault("broken-yaml", Position(path, number, 1), details=details))
            line = line.replace("：", ": ", 1)  # noqa: PLW2901 - the line, mended
        plain.append(line)
    return "\n".join(map(without_unseen, plain)), faults
