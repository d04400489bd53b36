"""YAML text to values with positions; whatever is not allowed becomes a fault and reading goes on.

Built on PyYAML's events rather than on ``compose()``: anchors and tags are still visible there, nothing is expanded, and
depth is counted here, so that neither a billion laughs nor 200,000 brackets (which crash the C composer) cost anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Unpack

import yaml
from yaml import events as ev

from toolkit_builder.model.values import EMPTY, Mapping, Node, Scalar, Sequence
from toolkit_builder.problems import Details, Fault, FaultRule, Position
from toolkit_builder.reading.unseen import MISLEADING, described, open_directions, unseen

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_DEPTH = 12
MAX_LENGTH = 64 * 1024

CUT_SHORT = frozenset({"broken-yaml", "too-deep", "header-too-long", "header-not-a-map", "file-too-large", "encoding"})
"""Faults after which nobody knows what else the text says."""


# Quotation marks of texts, opening and closing, as languages have them.
_PAIRS = frozenset({"“”", "„“", "„”", "””", "«»", "»«", "‘’", "‚‘", "’’", "‹›", "「」", "『』"})
_MARKS = re.compile("[“”„«»‘‚‹›「」『』]")
# Spaces that are none to YAML, and no part of a name.
ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not come yet."""

    node: Sequence | Mapping
    key: Scalar | None = None


@dataclass(slots=True)
class Builder:
    """Puts values together event by event, as records may be written."""

    path: str
    first_line: int
    lines: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None

    def fault(self, rule: FaultRule, line: int, column: int, /, **details: Unpack[Details]) -> None:
        """Keep what is wrong at a place."""
        self.faults.append(Fault(rule, Position(self.path, line, column), details=details))

    def place(self, event: ev.Event) -> tuple[int, int]:
        """Return line and column of an event, from 1."""
        mark = event.start_mark
        assert mark is not None
        return mark.line + self.first_line, mark.column + 1

    def take(self, event: ev.Event) -> bool:
        """Take in one event; False when reading must stop."""
        if isinstance(event, ev.AliasEvent):
            self.fault("alias", *self.place(event), name=event.anchor or "")
            self.add(Scalar("", *self.place(event)))
        elif isinstance(event, ev.ScalarEvent):
            self.decorations(event)
            quoted = event.style is not None and event.style != ""
            if not quoted:
                self.cut_off(event)
                self.curly_quotes(event)
            elif event.style == '"':
                self.escaped(event)
            self.add(
                Scalar(
                    event.value,
                    *self.place(event),
                    quoted=quoted,
                    indent=self.indent(event) if event.style in ("|", ">") else None,
                    as_typed=event.style == "|",
                    inset=_inset(event),
                )
            )
        elif isinstance(event, ev.CollectionStartEvent):
            self.decorations(event)
            return self.open(event)
        elif isinstance(event, ev.CollectionEndEvent):
            self.add(self.stack.pop().node)
        elif isinstance(event, ev.DocumentStartEvent) and self.root is not None:
            self.fault("second-document", *self.place(event), typed="---")
            return False
        return True

    def cut_off(self, event: ev.ScalarEvent) -> None:
        """Tell of words behind a ` #` that YAML takes for a remark; `# ` with a space is one, `#1` was meant as text."""
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if end.index > start.index and (found := re.match(r"[ \t]+#(?=[^\s#])", line[end.column :])):
            typed = line[start.column if start.line == end.line else 0 :].strip()
            column = end.column + len(found[0])
            self.fault("cut-off", end.line + self.first_line, column, typed=typed, mended=json.dumps(typed, ensure_ascii=False))

    def curly_quotes(self, event: ev.ScalarEvent) -> None:
        """Tell of a value in quotation marks that are those of a text: YAML takes them for a part of it."""
        value, is_name = (
            event.value,
            bool(self.stack) and isinstance(self.stack[-1].node, Mapping) and self.stack[-1].key is None,
        )
        marks = value[:1] + value[-1:]
        if not is_name and len(value) > 2 and marks in _PAIRS and not _MARKS.search(value[1:-1]):
            self.fault("curly-quotes", *self.place(event), typed=value, mended=json.dumps(value[1:-1], ensure_ascii=False))

    def escaped(self, event: ev.ScalarEvent) -> None:
        """Tell of what gives words another order, or is read by programs alone, where it stands by its number."""
        if "\\" in self.lines[self.place(event)[0] - self.first_line]:
            for _, sign in unseen(event.value):
                if MISLEADING.match(sign):
                    self.fault("hidden-character", *self.place(event), **described(sign))
            for *_, sign in open_directions(event.value.split("\n")):
                self.fault("unclosed-direction", *self.place(event), **described(sign))

    def indent(self, block: ev.ScalarEvent) -> int:
        """Return how far the first line below `|` or `>` is indented, without the spaces that are part of it (`|2`)."""
        line = self.place(block)[0] - self.first_line + 1
        first = next((below for below in self.lines[line:] if below.strip()), "")
        own = next((below for below in block.value.split("\n") if below.strip()), "")
        return len(first) - len(first.lstrip(" ")) - (len(own) - len(own.lstrip(" ")))

    def decorations(self, event: ev.ScalarEvent | ev.CollectionStartEvent) -> None:
        """Anchors and tags are told of and then ignored."""
        if event.anchor:
            self.fault("anchor", *self.place(event), name=event.anchor)
        if event.tag:
            self.fault("tag", *self.place(event), name=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def open(self, event: ev.Event) -> bool:
        """Begin a list or a map; False where there are too many around it."""
        place = self.place(event)
        if len(self.stack) >= MAX_DEPTH:
            self.fault("too-deep", *place, limit=MAX_DEPTH)
            return False
        is_map = isinstance(event, ev.MappingStartEvent)
        self.stack.append(_Open(Mapping({}, {}, *place) if is_map else Sequence([], *place)))
        return True

    def add(self, node: Node) -> None:
        """Put a finished value where it belongs: in a list, as a name, or under the name before it."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.key is None:
            parent.key = self.plain_key(node) if isinstance(node, Scalar) else self.odd_key(node)
        else:
            self.add_entry(parent.node, parent.key, node)
            parent.key = None

    def plain_key(self, key: Scalar) -> Scalar:
        """Return a name without the spaces in it that YAML takes for letters."""
        if not (odd := ODD_SPACE.search(key.text)):
            return key
        self.fault("hidden-character", key.line, key.column + odd.start(), **described(odd[0]))
        return replace(key, text=ODD_SPACE.sub("", key.text))

    def odd_key(self, node: Node) -> Scalar:
        """Return what stands for a name that is a list or a map."""
        return Scalar("", node.line, node.column)

    def add_entry(self, parent: Mapping, key: Scalar, node: Node) -> None:
        """Put a value under its name."""
        if key.text == "<<" and not key.quoted:
            self.fault("merge-key", key.line, key.column)
        elif key.text in parent.entries:
            first = parent.keys[key.text]
            self.fault("duplicate-key", key.line, key.column, name=key.text, first=first.line)
        elif not key.text:
            self.fault("odd-key", key.line, key.column)
        else:
            parent.entries[key.text] = node
            parent.keys[key.text] = key


def _inset(event: ev.ScalarEvent) -> int | None:
    """Return how many signs stand before the words of a value in one line; None where they were typed in another way."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None or start.line != end.line or event.style in ("|", ">"):
        return None
    around = end.index - start.index - len(event.value)
    return around // 2 if around == (2 if event.style else 0) else None


def read_yaml(text: str, path: str, first_line: int = 1, builder_type: type[Builder] = Builder) -> tuple[Node, list[Fault]]:
    """Read one YAML document whose first line is line ``first_line`` of the file ``path``.

    Returns what could be read and the faults; an empty map where nothing could be read. Never raises for bad input.
    """
    builder = builder_type(path, first_line)
    if len(text) > MAX_LENGTH:
        builder.fault("header-too-long", first_line, 1, length=len(text), limit=MAX_LENGTH)
        return EMPTY, builder.faults
    if tabs := list(_tabs(text, first_line)):
        for line in tabs:
            builder.fault("tab", line, 1)
        text = text.replace("\t", "  ")
    builder.lines = text.split("\n")
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        _tell_syntax(builder, error, text)
    return builder.root if builder.root is not None else _rescue(builder), builder.faults


def _tabs(text: str, first_line: int) -> Iterator[int]:
    if "\t" not in text:
        return
    for number, line in enumerate(text.splitlines(), first_line):
        if re.match(r"\s*\t", line):
            yield number


def _rescue(builder: Builder) -> Node:
    """Return what stood complete before a syntax error, so that it is checked as well."""
    return builder.stack[0].node if builder.stack else EMPTY


def _tell_syntax(builder: Builder, error: yaml.YAMLError, text: str) -> None:
    context, reason = str(getattr(error, "context", "") or ""), str(getattr(error, "problem", "") or "")
    # What was opened and never closed is shown in the line where it was opened, not where YAML gave up.
    never_ends = "escape" not in reason and any(what in context for what in ("flow", "quoted", "simple key"))
    names = ("context_mark", "problem_mark") if never_ends else ("problem_mark", "context_mark")
    mark = next(filter(None, (getattr(error, name, None) for name in names)), None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    # An error at the end of the text, or on the line after the culprit, is shown where somebody typed something.
    while line and (line >= len(lines) or not lines[line].strip()):
        line, column = line - 1, 0
    typed = lines[line] if line < len(lines) else ""
    if "document start" in reason and (
        ends := [number for number, above in enumerate(lines[:line]) if above.rstrip() == "..."]
    ):
        builder.fault("second-document", ends[-1] + builder.first_line, 1, typed="...")
        return
    if never_ends:
        column = len(typed) - len(typed.lstrip())
    builder.fault(
        "broken-yaml",
        line + builder.first_line,
        column + 1,
        typed=typed.strip(),
        reason=reason,
        cause=_cause(typed, context, reason),
    )


def _cause(typed: str, context: str, reason: str) -> str:
    """Guess what the person meant, by the mistakes that people make: an unquoted colon, a quote left open, a bracket."""
    name, colon, value = typed.strip().removeprefix("- ").partition(":")
    tight = bool(value) and not value[0].isspace()
    value = value.strip()
    for cause, applies in (
        ("escape", "escape" in reason),
        ("bracket", "flow" in context and sum(map(typed.count, "[{")) > sum(map(typed.count, "]}"))),
        ("quote", "quoted" in context or value.startswith(("'", '"'))),
        ("wide-colon", "：" in name),
        ("space", colon and tight and " " not in name),
        ("sign", value.startswith((*"&*!%@`|>", "- ", "? "))),
        ("colon", ": " in value or value.endswith(":")),
        ("bracket", value.startswith(("[", "{"))),
        ("indent", not colon or not value or "block" in context or "mapping values" in reason),
    ):
        if applies:
            return cause
    return "other"
