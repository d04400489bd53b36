"""A content file's bytes to its two halves: the header between ``---`` lines, and the text below it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from toolkit_builder.model.values import EMPTY, Mapping
from toolkit_builder.problems import Fault, Position
from toolkit_builder.reading.yaml import read_yaml

MAX_BYTES = 512 * 1024

CUT_SHORT = frozenset({"broken-yaml", "too-deep", "header-too-long", "header-not-a-map", "file-too-large", "encoding"})
"""Faults after which nobody knows what else stands in a header."""

_FENCE = re.compile(r"---[ \t]*\Z")
# Characters that change what is read without being seen: C0 and C1 controls, bidirectional overrides, and lone joiners of
# zero width. Isolates, marks (needed in Arabic) and joiners inside emoji and Arabic words are fine.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A content file taken apart. ``text_line`` is the number of the text's first line in the file."""

    header: Mapping
    text: str
    text_line: int
    faults: tuple[Fault, ...]


def read_document(data: bytes, path: str) -> Document:
    """Take a content file apart; every fault in its form is in ``faults``, none is raised."""
    if len(data) > MAX_BYTES:
        return _nothing(Fault("file-too-large", Position(path), details={"size": len(data), "limit": MAX_BYTES}))
    try:
        whole = _decode(data)
    except UnicodeDecodeError as error:
        return _nothing(_encoding_fault(data, path, error))
    faults = list(_hidden_characters(whole, path))
    lines = whole.split("\n")
    if not _FENCE.match(lines[0]):
        return Document(EMPTY, whole, 1, (*faults, Fault("no-header", Position(path))))
    end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        return _nothing(*faults, Fault("unclosed-header", Position(path)))
    node, found = read_yaml("\n".join(lines[1:end]), path, first_line=2)
    faults += found
    if not isinstance(node, Mapping):
        faults.append(Fault("header-not-a-map", Position(path, node.line, node.column)))
        node = EMPTY
    elif not node.entries and not found:
        faults.append(Fault("no-header", Position(path)))
    return Document(node, "\n".join(lines[end + 1 :]), end + 2, tuple(faults))


def read_yaml_file(data: bytes, path: str) -> tuple[Mapping, list[Fault]]:
    """Read a file that is YAML and nothing else: a type, a vocabulary."""
    try:
        text = _decode(data)
    except UnicodeDecodeError as error:
        return EMPTY, [_encoding_fault(data, path, error)]
    node, faults = read_yaml(text, path)
    if not isinstance(node, Mapping):
        return EMPTY, [*faults, Fault("header-not-a-map", Position(path, node.line, node.column))]
    return node, [*_hidden_characters(text, path), *faults]


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


def _hidden_characters(text: str, path: str) -> list[Fault]:
    faults = []
    for match in _HIDDEN.finditer(text):
        before = text[: match.start()]
        place = Position(path, before.count("\n") + 1, match.start() - before.rfind("\n"))
        code = ord(match[0])
        name = unicodedata.name(match[0], "control character")
        faults.append(Fault("hidden-character", place, details={"code": f"U+{code:04X}", "name": name.lower()}))
    return faults
