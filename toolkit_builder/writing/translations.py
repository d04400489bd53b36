"""A translation file: made with the original's words to write over, or brought up to date with the original."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit_builder.model.record import Record, Translation
from toolkit_builder.model.types import Field


def new_translation(record: Record, method: str) -> str:
    """Return the text of a new translation: the original's words, to be written over, and the fingerprint."""
    lines = ["---", *_words(record.type.all_fields, record.facts, "")]
    lines += [
        "translation:",
        f"  of: {record.original.language}",
        f"  fingerprint: {fingerprint_line(record)}",
        f"  method: {method}",
    ]
    return "\n".join([*lines, "---", record.original.text.lstrip("\n")])


def fingerprint_line(record: Record) -> str:
    """Return the fingerprint as a YAML list; hashes that would read as numbers stand in quotes."""
    return f"[{', '.join(_quoted(part) for part in record.fingerprint)}]"


def _quoted(part: str) -> str:
    return f'"{part}"' if re.fullmatch(r"[0-9]+|[0-9]+e[0-9]+", part) else part


def stamped(text: str, record: Record, translation: Translation) -> str:
    """Return a translation's text with the fingerprint of the original as it is now.

    Only the block `translation:` is written anew, in whatever style it stood; all other lines stay as they are.
    """
    lines = text.split("\n")
    first = translation.header.keys["translation"].line - 1
    # The header's last line at the latest: the closing `---`, which is no name of a field either.
    last = next(number for number in range(first + 1, len(lines)) if lines[number][:1].strip())
    return "\n".join([*lines[:first], *_block(record, translation), *lines[last:]])


def _block(record: Record, translation: Translation) -> Iterator[str]:
    node = translation.header.entries["translation"].plain
    typed = node if isinstance(node, dict) else {}
    yield "translation:"
    yield f"  of: {record.original.language}"
    yield f"  fingerprint: {fingerprint_line(record)}"
    for name, value in typed.items():
        if name not in ("of", "fingerprint"):
            # JSON is YAML as well, whatever the value is.
            yield f"  {name}: {value if isinstance(value, str) and _is_plain(value) else json.dumps(value, ensure_ascii=False)}"


def _words(fields: Sequence[Field], values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for one in fields:
        value = values.get(one.name)
        if value is None or not one.translatable:
            continue
        if one.fields and one.many:
            yield f"{indent}{one.name}:"
            for entry in value:
                lines = list(_words(one.fields, entry, f"{indent}    "))
                if lines:
                    lines[0] = f"{indent}  - {lines[0].strip()}"
                yield from lines or [f"{indent}  - {{}}"]
        elif one.fields:
            yield f"{indent}{one.name}:"
            yield from _words(one.fields, value, f"{indent}  ")
        elif one.many:
            yield f"{indent}{one.name}:"
            yield from (f"{indent}  - {_scalar(item)}" for item in value)
        elif _is_block(value):
            yield f"{indent}{one.name}: |-"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        else:
            yield f"{indent}{one.name}: {_scalar(value)}"


def _scalar(text: str) -> str:
    """Write a text so that YAML reads it back unchanged: plain where that is safe, else in double quotes."""
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_block(text: str) -> bool:
    """Tell whether a text of several lines can stand below its name as it is; tabs are refused in headers."""
    return "\n" in text and text.strip() == text and "\t" not in text


def _is_plain(text: str) -> bool:
    safe = re.fullmatch(r"[A-Za-z][^:#\"'\[\]{}\n]*", text) and text.strip() == text
    return bool(safe) and text.lower() not in ("null", "true", "false")


def changes(record: Record, translation: Translation) -> list[tuple[str, str]]:
    """Return the passages of the original that changed since the translation: name, and the words that stand there now."""
    names = record.changed_since(translation)
    now = {passage.name: passage.text for passage in record.original.passages(record.type)}
    return [(name, now.get(name, "")) for name in names]
