"""mkdocs.yml as MkDocs reads it, with the place of every value: anchors, `!ENV`, `INHERIT`; other tags mean nothing here."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from yaml import events as ev

from toolkit_builder.model.values import EMPTY, Mapping, Node, Scalar, Sequence
from toolkit_builder.problems import Fault, Position
from toolkit_builder.reading.header import read_yaml_file
from toolkit_builder.reading.yaml import CUT_SHORT, Builder

_CORE = "tag:yaml.org,2002:"
_MERGE = "<<"


@dataclass(slots=True)
class _SettingsBuilder(Builder):
    """Settings are written by whoever owns the toolkit: they may use all of YAML."""

    anchored: dict[str, Node] = field(default_factory=dict)
    opened: list[ev.CollectionStartEvent] = field(default_factory=list)
    merged: list[tuple[Mapping, Node]] = field(default_factory=list)

    def take(self, event: ev.Event) -> bool:
        if isinstance(event, ev.AliasEvent):
            self.add(self.anchored.get(event.anchor or "", Scalar("", *self.place(event))))
        elif isinstance(event, ev.ScalarEvent):
            if not event.style:
                self.cut_off(event)
            self.finish(event, Scalar(event.value, *self.place(event), quoted=bool(event.style)))
        elif isinstance(event, ev.CollectionStartEvent):
            self.opened.append(event)
            return self.open(event)
        elif isinstance(event, ev.CollectionEndEvent):
            self.finish(self.opened.pop(), self.stack.pop().node)
        else:
            # Named, because a class with slots is made anew, and `super()` alone would look for the old one.
            return super(_SettingsBuilder, self).take(event)
        return True

    def finish(self, event: ev.ScalarEvent | ev.CollectionStartEvent, node: Node) -> None:
        """Put in a finished value, as its tag changes it."""
        if isinstance(node, Mapping):
            self.merge(node)
        if event.tag == "!ENV":
            node = _from_environment(node)
        elif event.tag == f"{_CORE}str" and isinstance(node, Scalar):
            node = Scalar(node.text, node.line, node.column, quoted=True)
        elif event.tag and not event.tag.startswith(_CORE):
            node = Scalar("", node.line, node.column)
        if event.anchor:
            self.anchored[event.anchor] = node
        self.add(node)

    def add_entry(self, parent: Mapping, key: Scalar, node: Node) -> None:
        if key.text == _MERGE and not key.quoted:
            self.merged.append((parent, node))
        else:
            super(_SettingsBuilder, self).add_entry(parent, key, node)

    def merge(self, parent: Mapping) -> None:
        """Take over what `<<` names, where the map itself says nothing."""
        for owner, node in self.merged:
            if owner is parent:
                for item in node.items if isinstance(node, Sequence) else [node]:
                    _fill(parent, item)
        self.merged = [pair for pair in self.merged if pair[0] is not parent]


def _fill(parent: Mapping, other: Node) -> None:
    if isinstance(other, Mapping):
        for name in other.entries.keys() - parent.entries.keys():
            parent.entries[name], parent.keys[name] = other.entries[name], other.keys[name]


def _from_environment(node: Node) -> Scalar:
    """Read `!ENV NAME` and `!ENV [NAME, OTHER, default]` as MkDocs does (https://github.com/waylan/pyyaml-env-tag)."""
    listed = [item for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else [node]
    parts = [part for part in listed if isinstance(part, Scalar)]
    names, default = (parts[:-1], parts[-1]) if len(parts) > 1 else (parts, Scalar("", 1, 1))
    found = next((os.environ[part.text] for part in names if part.text in os.environ), None)
    quoted = default.quoted and found is None
    return Scalar(default.text if found is None else found, node.line, node.column, quoted=quoted)


@dataclass(slots=True)
class Source:
    """The settings as they stand in their files; ``paths`` says which file a value is from, where it is not the first."""

    path: str
    tree: Mapping
    faults: list[Fault]
    paths: dict[int, str] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    """The first file, then those that it inherits from, also one that is not there."""
    parents: list[Mapping] = field(default_factory=list)
    """The maps of the files that were inherited, as they stood: ``paths`` goes by identity, so they must stay."""

    def place(self, node: Node) -> Position:
        """Return where a value or a name stands."""
        return Position(self.paths.get(id(node), self.path), node.line, node.column)

    @property
    def is_cut_short(self) -> bool:
        """Whether nobody knows what else the files say, for one of them ends too early or leads nowhere."""
        return any(fault.rule in CUT_SHORT or fault.field == "INHERIT" for fault in self.faults)


def read_source(file: Path) -> Source:
    """Read settings and those that they inherit. Raises OSError where the file itself cannot be read."""
    return _read(file, file.parent, file.name, {file.resolve()})


def _read(file: Path, root: Path, path: str, seen: set[Path]) -> Source:
    tree, faults = read_yaml_file(file.read_bytes(), path, _SettingsBuilder)
    source = Source(path, tree if tree is not EMPTY else Mapping({}, {}, 1, 1), faults, files=[file])
    inherited = source.tree.entries.pop("INHERIT", None)
    if inherited is None:
        return source
    name = inherited.text if isinstance(inherited, Scalar) else ""
    parent = Path(os.path.normpath(file.parent / name))
    if not name or parent.resolve() in seen or not parent.is_file():
        wanted = "no-circle" if name and parent.resolve() in seen else "file"
        source.files += [parent] if wanted == "file" and name else []
        faults.append(
            Fault("wrong-setting", source.place(inherited), field="INHERIT", details={"wanted": wanted, "typed": name})
        )
        return source
    inner = _read(parent, root, Path(os.path.relpath(parent, root)).as_posix(), {*seen, parent.resolve()})
    source.faults += inner.faults
    source.files += inner.files
    source.paths.update(inner.paths)
    source.parents += [inner.tree, *inner.parents]
    for node in _all_nodes(inner.tree, set()):
        source.paths.setdefault(id(node), inner.path)
    source.tree = _over(inner.tree, source.tree)
    return source


def _all_nodes(node: Node, seen: set[int]) -> list[Node]:
    if id(node) in seen:
        return []
    seen.add(id(node))
    below: list[Node] = []
    if isinstance(node, Mapping):
        below = [*node.keys.values(), *node.entries.values()]
    elif isinstance(node, Sequence):
        below = node.items
    return [node, *(inner for child in below for inner in _all_nodes(child, seen))]


def _over(parent: Mapping, child: Mapping) -> Mapping:
    """Put a map over the one that it inherits from: maps within are merged, all else is replaced."""
    entries, keys = {**parent.entries}, {**parent.keys}
    for name, value in child.entries.items():
        under = entries.get(name)
        entries[name] = _over(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
        keys[name] = child.keys[name]
    return Mapping(entries, keys, child.line, child.column)
