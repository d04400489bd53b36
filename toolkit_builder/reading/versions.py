"""One text file to a version of a record: its header held against the type, its text read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.compiled import Compiled, compile_type
from toolkit_builder.model.library import Library, values_of_kind
from toolkit_builder.model.passages import Digest
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import EMPTY, Scalar, child, locate
from toolkit_builder.model.values import Mapping as HeaderMap
from toolkit_builder.model.values import Path as ValuePath
from toolkit_builder.model.versions import Translation, Version, part_name
from toolkit_builder.problems import Fault
from toolkit_builder.reading.header import read_document
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.reading.shelf import File
from toolkit_builder.reading.spelling import as_declared
from toolkit_builder.reading.validation import validate
from toolkit_builder.reading.yaml import CUT_SHORT


def read_original(library: Library, record: Record, data: bytes) -> Version:
    """Read another state of the file of a record's original. What is wrong in it is left out, and not told."""
    compiled = compile_type(record.type, Surroundings(library.vocabularies, library.settings.codes))
    path = record.original.path
    file = File(library.settings.root / path, path, record.type.name, record.slug, record.original.language)
    return read_version(file, data, compiled, record.type)[0]


def digest_of(data: bytes) -> str:
    """Return what tells apart files that hold something else."""
    return hashlib.sha256(data).hexdigest()


def read_version(file: File, data: bytes, compiled: Compiled, record_type: RecordType) -> tuple[Version, list[Fault]]:
    """Read the bytes of a file that belongs to a type; return it with all that is wrong in it."""
    record = f"{file.folder}/{file.slug}".lstrip("/")
    document = read_document(data, file.name)
    faults = list(document.faults)
    values: dict[str, Any] = {}
    header = document.header
    if header is not EMPTY:
        header, twice = as_declared(header, record_type.all_fields, file.name)
        faults += twice
        model = compiled.translation if document.is_translation else compiled.original
        # A warning stands beside what is wrong with a value, not in its place.
        told = [fault for fault in document.faults if fault.rule != "curly-quotes"]
        values, found = validate(model, header, file.name, record, told)
        faults += found
    if any(fault.rule in CUT_SHORT for fault in document.faults):
        values, header = {}, EMPTY
    common = (
        file.language, file.name, header, values, document.text_line,
        read_markdown(document.text, document.text_line),
    )  # fmt: skip
    digest = digest_of(data)
    version = Version(*common, digest=digest, typed=document.typed)
    if document.is_translation:
        block = values.get("translation", {})
        version = Translation(
            *common,
            digest=digest,
            typed=document.typed,
            of=block.get("of", ""),
            method=block.get("method", ""),
            fingerprint=_fingerprint(header, block),
            reviewed=block.get("reviewed", ()),
        )
    found_fields = values_of_kind("markdown", record_type, values)
    return replace(version, fields=tuple(_field_as_text(version, path, text) for path, text in found_fields)), faults


def _fingerprint(header: HeaderMap, block: Mapping[str, Any]) -> tuple[Digest, ...]:
    """Read a fingerprint, also in a block of which something else is wrong: what it follows is known all the same."""
    typed = block.get("fingerprint")
    if not block and (node := header.entries.get("translation")) is not None:
        raw = node.plain
        typed = raw.get("fingerprint") if isinstance(raw, dict) else None
    digests = [Digest.parse(str(digest)) for digest in typed] if isinstance(typed, list) else []
    return tuple(digest for digest in digests if digest) if all(digests) else ()


def _field_as_text(version: Version, path: ValuePath, text: str) -> Version:
    node: Any = version.header
    for step in path:
        node = child(node, step)
    line, column = locate(version.header, path)
    indent = column - 1
    # Values are stripped: what stood before the first word moves it, and further in than the others a line is another one.
    before = node.text[: len(node.text) - len(node.text.lstrip())] if isinstance(node, Scalar) else ""
    if isinstance(node, Scalar) and node.indent is not None:
        line, indent = line + 1 + before.count("\n"), node.indent
        text = before.rpartition("\n")[2] + text
    elif isinstance(node, Scalar) and node.quoted:
        indent += 1 + len(before)
    outline = read_markdown(text, line)
    is_folded = isinstance(node, Scalar) and node.indent is not None and not node.as_typed
    if is_folded or ("\n" in text and not (isinstance(node, Scalar) and node.as_typed)):
        outline = replace(outline, only_place=(line, 1))
    return replace(version, text_line=line, outline=outline, part=part_name(path), indent=indent)
