"""A translation file: made with the original's words to write over, or brought up to date with the original."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Facts
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit_builder.model.built_in import SHORT
from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record, Status
from toolkit_builder.model.values import Mapping
from toolkit_builder.model.versions import Translation
from toolkit_builder.whole import write_whole


def new_translation(record: Record, language: str, method: str) -> str:
    """Return the text of a new translation: the original's words, to be written over, and the fingerprint.

    Headings that the type asks for are there in the language already, if the type has them in it.
    """
    lines = ["---", *_words(record.type.all_fields, record.facts, "")]
    if "short" in record.facts:
        # Nothing that could be forgotten: words of the original on a spine would be told by no rule.
        lines.insert(2, f"# short: ...  # a short title, where yours has more than {SHORT} characters")
    lines += [
        "translation:",
        f"  of: {record.original.language}",
        f"  fingerprint: {fingerprint_line(record)}",
        f"  method: {method}",
    ]
    return "\n".join([*lines, "---", record.text_to_translate(language).lstrip("\n")])


def fingerprint_line(record: Record) -> str:
    """Return the fingerprint as a YAML list."""
    return f"[{', '.join(str(digest) for digest in record.fingerprint)}]"


def stamp(file: Path, record: Record, translation: Translation) -> None:
    """Write into a translation's file that it follows the original as it is now; everything else stays as it is."""
    write_whole(file, stamped(file.read_bytes().decode("utf-8"), record, translation))


def stamped(text: str, record: Record, translation: Translation) -> str:
    """Return a translation's text with the fingerprint of the original as it is now.

    Only the fingerprint and, where it is another one, the language of the original are written anew, in a block on one line
    the whole block; the line ends are those of the file.
    """
    lines = text.split("\n")
    first = translation.header.keys["translation"].line - 1
    end = "\r" if lines[first].endswith("\r") else ""
    # The header's last line at the latest: the closing `---`, which is no name of a field either.
    last = next(number for number in range(first + 1, len(lines)) if lines[number][:1].strip(" \t\r#"))
    block = _block_of(translation)
    assert block is not None, "see is_stampable"
    in_braces = any(line.strip().startswith("{") for line in (lines[first].partition(":")[2], lines[block.line - 1]))
    if not in_braces:
        changed = {"fingerprint": fingerprint_line(record)}
        if translation.of != record.original.language:
            changed["of"] = record.original.language
        written = _replaced(lines[first:last], {name: key.line - 1 - first for name, key in block.keys.items()}, changed, end)
    else:
        written = [line + end for line in _block(record, block)]
    return "\n".join([*lines[:first], *written, *lines[last:]])


def is_stampable(translation: Translation) -> bool:
    """Whether there is a block to write a fingerprint into."""
    return _block_of(translation) is not None


def _block_of(translation: Translation) -> Mapping | None:
    block = translation.header.entries.get("translation")
    return block if isinstance(block, Mapping) else None


@dataclass(slots=True)
class Marked:
    """Which translations were marked as following their originals, and which were not: paths."""

    done: list[str] = dataclasses.field(default_factory=list)
    behind: list[str] = dataclasses.field(default_factory=list)
    untouched: list[str] = dataclasses.field(default_factory=list)
    broken: list[str] = dataclasses.field(default_factory=list)
    outside: list[str] = dataclasses.field(default_factory=list)
    unread: list[str] = dataclasses.field(default_factory=list)


def mark_as_current(library: Library, is_wanted: Callable[[str], bool]) -> Marked:
    """Mark those translations, chosen by their paths, that do not say what they follow, or say it the old way.

    Those that are behind stay so: what changed there has to be looked at.
    """
    marked = Marked()
    marked.outside += [version.path for version in library.outside if is_wanted(version.path)]
    for record, translation in library.known_translations():
        file = library.settings.root / translation.path
        if not is_wanted(translation.path):
            continue
        if not is_stampable(translation):
            marked.broken.append(translation.path)
            continue
        if not record.is_read:
            marked.unread.append(translation.path)
            continue
        match record.status(translation.language):
            case Status.UNTOUCHED:
                marked.untouched.append(translation.path)
            case Status.BEHIND:
                marked.behind.append(translation.path)
            case _ if translation.fingerprint != record.fingerprint:
                stamp(file, record, translation)
                marked.done.append(translation.path)
    return marked


def _replaced(lines: list[str], starts: dict[str, int], changed: dict[str, str], end: str) -> list[str]:
    """Put values in place of those that stand in the lines of a block, where each name begins on a line of its own."""
    first = lines[min(starts.values())]
    indent = first[: len(first) - len(first.lstrip())]
    # From the bottom up, so that the lines above keep their numbers; what is new stands behind the original's language.
    for name in sorted(changed, key=lambda name: starts.get(name, starts.get("of", 0) + 1), reverse=True):
        start = starts.get(name, starts.get("of", 0) + 1)
        stop = start + (name in starts)
        if name == "fingerprint" and name in starts:
            stop = min((other for other in starts.values() if other > start), default=len(lines))
            while stop > start + 1 and lines[stop - 1].strip()[:1] in ("", "#"):
                stop -= 1
        lines[start:stop] = [f"{indent}{name}: {changed[name]}{end}"]
    return lines


def _block(record: Record, typed: Mapping) -> Iterator[str]:
    yield "translation:"
    yield f"  of: {record.original.language}"
    yield f"  fingerprint: {fingerprint_line(record)}"
    for name, node in typed.entries.items():
        if name not in ("of", "fingerprint"):
            # JSON is YAML as well, whatever the value is.
            value = node.plain
            yield f"  {name}: {value if isinstance(value, str) and _is_plain(value) else json.dumps(value, ensure_ascii=False)}"


def _words(fields: Sequence[Field], values: Facts[str, Any], indent: str) -> Iterator[str]:
    for field in fields:
        value = values.get(field.name)
        if value is None or not field.has_words:
            continue
        if field.fields and field.many:
            entries = [list(_words(field.fields, entry, f"{indent}    ")) for entry in value]
            if any(entries):
                yield f"{indent}{field.name}:"
                yield from _entries(entries, indent)
        elif field.fields:
            yield f"{indent}{field.name}:"
            yield from _words(field.fields, value, f"{indent}  ")
        elif field.many:
            yield f"{indent}{field.name}:"
            yield from (f"{indent}  - {_scalar(item)}" for item in value)
        elif _is_block(value):
            yield f"{indent}{field.name}: |-"
            yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
        else:
            yield f"{indent}{field.name}: {_scalar(value)}"


def _entries(entries: Sequence[Sequence[str]], indent: str) -> Iterator[str]:
    """Yield the lines of a list of groups: an entry without words keeps its place."""
    for lines in entries:
        first, *rest = lines or ["{}"]
        yield f"{indent}  - {first.strip()}"
        yield from rest


def _scalar(text: str) -> str:
    """Write a text so that YAML reads it back unchanged: plain where that is safe, else in double quotes."""
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_block(text: str) -> bool:
    """Tell whether a text of several lines can stand below its name as it is; tabs are refused in headers."""
    return "\n" in text and text.strip() == text and "\t" not in text


def _is_plain(text: str) -> bool:
    safe = re.fullmatch(r"[A-Za-z][^:#\"'\[\]{}\n]*", text) and text.strip() == text
    return bool(safe) and text.lower() not in ("null", "true", "false")
