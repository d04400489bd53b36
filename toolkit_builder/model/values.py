"""Values as somebody typed them: each with its line and column, and nothing guessed that YAML 1.2 does not say.

Plain scalars follow the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), read narrowly: ``null``,
``true``/``false`` and whole numbers have a type of their own, all else is text. So ``NO``, ``1.10``, ``0123``, ``1:30`` and
``2024-01-05`` stay what was typed, and the field's kind decides what to make of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from toolkit_builder.model.once import sent_by_fields

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]


@sent_by_fields
@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value and the text that was typed for it."""

    text: str
    line: int
    column: int
    quoted: bool = False
    indent: int | None = None
    """For a block, a text below `|` or `>`: how many spaces stand before its lines."""
    as_typed: bool = False
    """Whether its lines are those of the file: a text below `|`."""
    inset: int | None = None
    """How many signs stand before its words, where they stand in one line of the file letter by letter."""

    @property
    def plain(self) -> Plain:
        """The value: text, whole number, yes-no or nothing."""
        if self.quoted:
            return self.text
        if self.text in _NULL:
            return None
        if self.text in _BOOLEAN:
            return _BOOLEAN[self.text]
        return int(self.text) if _WHOLE_NUMBER.match(self.text) else self.text


@sent_by_fields
@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: list[Node]
    line: int
    column: int

    @property
    def plain(self) -> Plain:
        """The values without their places."""
        return [item.plain for item in self.items]


@sent_by_fields
@dataclass(frozen=True, slots=True)
class Mapping:
    """Names and values; the place of each name is kept beside its value."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int

    @property
    def plain(self) -> Plain:
        """Names and values without their places."""
        return {name: node.plain for name, node in self.entries.items()}


Node: TypeAlias = Scalar | Sequence | Mapping

EMPTY = Mapping({}, {}, 1, 1)


def locate(node: Node, path: Iterable[str | int]) -> tuple[int, int]:
    """Return line and column of the value at ``path``, or of the nearest value around it that exists."""
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node.line, node.column


def locate_within(node: Node, path: Path, offset: int) -> tuple[int, int]:
    """Return line and column of a letter of the value at ``path``; of the value where letters are not those of the file."""
    line, column = locate(node, path)
    value: Node | None = node
    for step in path:
        value = child(value, step)
    if not isinstance(value, Scalar):
        return line, column
    # Values are stripped.
    offset += len(value.text) - len(value.text.lstrip())
    if value.as_typed and value.indent is not None:
        before = value.text[:offset]
        return line + 1 + before.count("\n"), offset - (before.rfind("\n") + 1) + value.indent + 1
    return line, column + (0 if value.inset is None else value.inset + offset)


def stands_as_typed(node: Node, path: Path) -> bool:
    """Whether each letter of the value at ``path`` has a place of its own in the file: nothing in it is written otherwise."""
    return locate_within(node, path, 0) != locate_within(node, path, 1)


def locate_key(node: Node, path: Path) -> tuple[int, int]:
    """Return line and column of the name at the end of ``path``; of the value where it has no name of its own."""
    parent: Node | None = node
    for step in path[:-1]:
        parent = child(parent, step)
    if path and isinstance(parent, Mapping) and path[-1] in parent.keys:
        key = parent.keys[str(path[-1])]
        return key.line, key.column
    return locate(node, path)


def child(node: Node | None, step: str | int) -> Node | None:
    """Return the value one step down, or None."""
    if isinstance(node, Mapping):
        return node.entries.get(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every single value, keys included."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        yield from node.keys.values()
        for value in node.entries.values():
            yield from scalars(value)
