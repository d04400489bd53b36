"""`license` and `licence` are the same word: headers may use either, whichever a field is called."""

from __future__ import annotations

from collections.abc import Sequence as Listed

from toolkit_builder.model.built_in import OTHER_SPELLING
from toolkit_builder.model.fields import Field
from toolkit_builder.model.values import Mapping, Node, Sequence
from toolkit_builder.problems import Details, Fault, Position


def as_declared(header: Mapping, fields: Listed[Field], path: str) -> tuple[Mapping, list[Fault]]:
    """Return a header with its names spelled as the type declares them, and a fault where both spellings are used."""
    faults: list[Fault] = []
    return _renamed(header, fields, path, faults), faults


def _renamed(node: Mapping, fields: Listed[Field], path: str, faults: list[Fault]) -> Mapping:
    declared = {field.name: field for field in fields}
    entries, keys = {}, {}
    for name, value in node.entries.items():
        key = node.keys[name]
        other = OTHER_SPELLING.get(name, name)
        meant = other if name not in declared and other in declared else name
        if meant != name and meant in node.entries:
            first, second = sorted((key, node.keys[meant]), key=lambda key: (key.line, key.column))
            details: Details = {"name": second.text, "first": first.line, "other": first.text}
            faults.append(Fault("duplicate-key", Position(path, second.line, second.column), details=details))
            continue
        within = declared[meant].fields if meant in declared else ()
        entries[meant], keys[meant] = _renamed_within(value, within, path, faults) if within else value, key
    return Mapping(entries, keys, node.line, node.column)


def _renamed_within(node: Node, fields: Listed[Field], path: str, faults: list[Fault]) -> Node:
    if isinstance(node, Mapping):
        return _renamed(node, fields, path, faults)
    if isinstance(node, Sequence):
        return Sequence([_renamed_within(item, fields, path, faults) for item in node.items], node.line, node.column)
    return node
