"""Values of mkdocs.yml as MkDocs takes them (YAML 1.1: `no` is false), and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Unpack

import yaml

from toolkit_builder.model.values import Mapping, Node, Scalar, Sequence
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Details, Fault, FaultRule, Position
from toolkit_builder.reading.mkdocs_yml import Source


@dataclass(slots=True)
class Group:
    """A map of settings: its values, and what they are called in messages: `plugins.i18n`."""

    node: Mapping
    name: str = ""

    def named(self, key: str) -> str:
        """Return what a value of the group is called in messages."""
        return f"{self.name}.{key}" if self.name else key


@dataclass(slots=True)
class Told:
    """A file of settings whose values are asked for, and what was found wrong with them on the way."""

    source: Source
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, Position] = field(default_factory=dict)
    readable: bool = True
    trusted: bool = False
    """Whether mkdocs.yml may let MkDocs run code, read files and fetch: `trusted_config` of the plugin `toolkit`."""
    _yaml: Any = field(default_factory=lambda: yaml.SafeLoader(""))

    def fault(self, rule: FaultRule, node: Node, setting: str, /, **details: Unpack[Details]) -> None:
        """Remember what is wrong with a value."""
        self.faults.append(Fault(rule, self.source.place(node), field=setting, details=details))

    def plain(self, node: Node | None) -> Any:
        """Return a value as MkDocs sees it; lists and maps as nodes."""
        if not isinstance(node, Scalar) or node.quoted:
            return node.text if isinstance(node, Scalar) else node
        tag = self._yaml.resolve(yaml.ScalarNode, node.text, (True, False))
        try:
            return self._yaml.construct_object(yaml.ScalarNode(tag, node.text))
        except (ValueError, yaml.YAMLError):
            return node.text

    def wrong(self, group: Group, key: str, wanted: str, /, **details: Unpack[Details]) -> None:
        """Remember that a value cannot be used."""
        node = group.node.entries[key]
        typed = node.text if isinstance(node, Scalar) else ""
        all_details: Details = {**details, "wanted": wanted, "typed": typed}
        self.fault("wrong-setting", node, group.named(key), **all_details)

    def text(self, group: Group, key: str) -> str:
        """Return a text; '' where there is none."""
        value = self.plain(group.node.entries.get(key))
        if value is not None and not isinstance(value, str):
            self.wrong(group, key, "text", quote=not isinstance(value, (Mapping, Sequence)))
        return value.strip() if isinstance(value, str) else ""

    def needed_text(self, group: Group, key: str, example: str) -> str:
        """Return a text that must be there."""
        value = self.text(group, key)
        if not value and self.plain(group.node.entries.get(key)) in (None, ""):
            self.missing(group, key, f"{key}: {example}")
        return value

    def yes_no(self, group: Group, key: str, otherwise: bool) -> bool:
        """Return a yes or no."""
        value = self.plain(group.node.entries.get(key))
        if value is not None and not isinstance(value, bool):
            self.wrong(group, key, "yes-no")
        return value if isinstance(value, bool) else otherwise

    def map(self, group: Group, key: str) -> Group:
        """Return the names and values below a name; none where there are none."""
        node = group.node.entries.get(key)
        if node is not None and not isinstance(node, Mapping) and self.plain(node) is not None:
            self.wrong(group, key, "map")
        return Group(node if isinstance(node, Mapping) else Mapping({}, {}, 1, 1), group.named(key))

    def missing(self, group: Group, key: str, example: str, /, **details: Unpack[Details]) -> None:
        """Remember that a value is missing."""
        node = group.node.keys.get(key, group.node)
        all_details: Details = {**details, "example": example}
        self.fault("missing-setting", node, group.named(key), **all_details)

    def unknown(self, group: Group, known: tuple[str, ...], certain: bool = True) -> None:
        """Tell of names that nobody reads. MkDocs lets others be, so that one is an error only where a known one is near."""
        for name, key in group.node.keys.items():
            if name not in known and name in group.node.entries:
                meant = closest(name, {candidate: candidate for candidate in known})
                details: Details = {"name": name, "meant": meant, "known": list(known), "certain": certain or bool(meant)}
                self.fault("unknown-setting", key, group.name, **details)

    def without_effect(self, group: Group, names: tuple[str, ...]) -> None:
        """Tell of names that MkDocs knows, and that do nothing here."""
        for name in names:
            value = group.node.entries.get(name)
            if value is not None and self.plain(value) is not None:
                self.fault("ignored-setting", group.node.keys[name], group.named(name), name=name)
