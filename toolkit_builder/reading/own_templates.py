"""Templates of a toolkit's own, as they stand: what cannot be read in them, what no page would show, and what they look at."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Unpack

from jinja2 import Environment, TemplateSyntaxError, nodes

from toolkit_builder.model.vocabulary import closest, closest_path
from toolkit_builder.problems import Details, Fault, FaultRule, Position
from toolkit_builder.settings import Settings

TEMPLATES = Path(__file__).parent.parent / "theme" / "templates"
"""Ours: a toolkit's own come before them."""

_REMARK = re.compile("<!--.*?-->", re.DOTALL)
SYNTAX = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
"""Reads templates as pages are drawn with them; it draws none."""
_WAYS = re.compile(r"\b(?:site|library|record)\b")
"""Words in quotes by which a filter may find its way from a view to all records: `map(attribute="site.library.records")`."""


def own_files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield all that lies in `custom_dir`, by name and content: templates may include whatever is there."""
    for name, path in _own_paths(settings):
        yield name, path.read_bytes()


def _own_paths(settings: Settings) -> Iterator[tuple[str, Path]]:
    if own := settings.overrides:
        for path in sorted(_followed(own, frozenset())):
            yield path.relative_to(own).as_posix(), path


def _followed(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    """Yield the files below a folder, also those that links lead to, as templates find them; no circle is gone round."""
    real = folder.resolve()
    # One that holds a folder above it would be all of a disk.
    if any(one.is_relative_to(real) for one in above):
        return
    for path in folder.iterdir():
        if path.is_dir():
            yield from _followed(path, above | {real})
        elif path.is_file():
            yield path


def template_faults(settings: Settings) -> Iterator[Fault]:
    """Yield what is wrong with the templates in `custom_dir` that pages are drawn with."""
    if settings.overrides is None or not settings.overrides.is_dir():
        return
    files = dict(_own_paths(settings))
    # Of what is there and was not read, nobody knows what it holds: pictures, and what no page is drawn with.
    read: dict[str, _Template | None] = dict.fromkeys(files)
    waiting = deque(name for name in files if name in _our_names())
    seen = {*waiting}
    while waiting:
        name = waiting.popleft()
        told = Path(os.path.relpath(files[name], settings.root)).as_posix()
        try:
            template = read[name] = _read(name, files[name], told)
        except (TemplateSyntaxError, UnicodeDecodeError, OSError, RecursionError) as error:
            yield _unreadable(error, told)
            continue
        led_to = {other for _, other in template.names if other in files and other.endswith(".html")} - seen
        waiting += sorted(led_to)
        seen |= led_to
    for template in filter(None, read.values()):
        yield from _faults_of(template, _Theme(read))


def _read(name: str, file: Path, path: str) -> _Template:
    text = file.read_bytes().decode("utf-8")
    return _Template(name, path, text, SYNTAX.parse(text))


def _unreadable(error: TemplateSyntaxError | UnicodeDecodeError | OSError | RecursionError, path: str) -> Fault:
    if isinstance(error, TemplateSyntaxError):
        details: Details = {"reason": "syntax", "cause": error.message or ""}
        return Fault("broken-template", Position(path, error.lineno), details=details)
    if isinstance(error, RecursionError):
        return Fault("broken-template", Position(path), details={"reason": "syntax", "cause": "it is nested too deeply"})
    reason = "encoding" if isinstance(error, UnicodeDecodeError) else "disk"
    return Fault("broken-template", Position(path), details={"reason": reason, "cause": getattr(error, "strerror", "")})


@dataclass(frozen=True, eq=False)
class _Template:
    """A template, by its name and as it stands in its file."""

    name: str
    path: str
    text: str
    tree: nodes.Template

    def fault(self, rule: FaultRule, line: int, word: str, /, **details: Unpack[Details]) -> Fault:
        """Return what is wrong at a word of a line."""
        found = self.text.split("\n")[line - 1].find(word)
        return Fault(rule, Position(self.path, line, max(found, 0) + 1), details=details)

    @property
    def extends(self) -> nodes.Extends | None:
        """What says that it fills the blocks of another one, whatever page it is."""
        return next((node for node in self.tree.body if isinstance(node, nodes.Extends)), None)

    @property
    def parent(self) -> str:
        """The template that it extends; '' where there is none, or only the page tells which."""
        return _named(self.extends.template) if self.extends else ""

    @cached_property
    def blocks(self) -> frozenset[str]:
        """Its blocks, by their names."""
        return frozenset(block.name for block in self.tree.find_all(nodes.Block))

    @property
    def names(self) -> Iterator[tuple[nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport, str]]:
        """The templates that it names, as Jinja finds them, and where."""
        for node in self.tree.find_all(_NAMING):
            if isinstance(node, _NAMING) and (name := _named(node.template)):
                yield node, name

    @property
    def asked(self) -> frozenset[str]:
        """The blocks that it draws itself wherever it likes: `{{ self.name() }}`."""
        asked = (node for node in self.tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name))
        return frozenset(node.attr for node in asked if isinstance(node.node, nodes.Name) and node.node.name == "self")


def _named(node: nodes.Node) -> str:
    """Return the name of a template as Jinja finds it; '' where only the page tells which it is."""
    typed = node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""
    return "/".join(part for part in typed.split("/") if part not in ("", "."))


_NAMING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@dataclass(frozen=True)
class _Theme:
    """All templates that pages can be drawn with: a toolkit's own, and ours."""

    own: Mapping[str, _Template | None]

    @cached_property
    def names(self) -> frozenset[str]:
        """What they are called."""
        return frozenset((*_our_names(), *self.own))

    def find(self, name: str) -> _Template | None:
        """Return a template that can be read; of one name, the toolkit's own."""
        return self.own[name] if name in self.own else _our_template(name)


@cache
def _our_names() -> frozenset[str]:
    return frozenset(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*") if file.is_file())


@cache
def _our_template(name: str) -> _Template | None:
    return _read(name, TEMPLATES / name, "") if name.endswith(".html") and name in _our_names() else None


def _faults_of(template: _Template, theme: _Theme) -> Iterator[Fault]:
    for node, name in template.names:
        if name not in theme.names and not getattr(node, "ignore_missing", False):
            meant = closest_path(name, theme.names)
            yield template.fault("broken-template", node.lineno, name, reason="missing", name=name, meant=meant)
    above = [*_above(template, theme)]
    if template.extends and template in above:
        yield template.fault("broken-template", template.extends.lineno, template.parent, reason="circle", name=template.parent)
    elif above and not above[-1].extends:
        yield from _never_drawn(template, above)


def _above(template: _Template, theme: _Theme) -> Iterator[_Template]:
    """Yield the templates that one extends, from below; of a circle, each once."""
    seen: set[str] = set()
    while template.parent not in seen and (parent := theme.find(template.parent)):
        seen.add(parent.name)
        yield parent
        template = parent


def _never_drawn(template: _Template, above: list[_Template]) -> Iterator[Fault]:
    blocks = sorted({name for one in above for name in one.blocks})
    asked = {name for one in (template, *above) for name in one.asked}
    for block in _outermost(template.tree):
        if block.name not in blocks and block.name not in asked:
            meant = closest(block.name, {name: name for name in blocks})
            yield template.fault(
                "never-drawn", block.lineno, block.name, reason="block", name=block.name, known=blocks, meant=meant
            )
    if outside := next(_outside(template.tree), None):
        yield template.fault("never-drawn", *outside, reason="outside", name=template.parent)


def _outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    """Yield the blocks that stand in no other one."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)


def _outside(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield what stands behind `{% extends %}` and in no block: its line, and how a text begins there."""
    behind = False
    for node in tree.body:
        if behind:
            yield from _shown(node)
        behind = behind or isinstance(node, nodes.Extends)


def _shown(node: nodes.Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, nodes.TemplateData):
        # Nobody sees remarks, wherever they stand.
        data = _REMARK.sub(lambda found: re.sub("[^\n]", " ", found[0]), node.data)
        if text := data.lstrip():
            before = data[: -len(text)]
            yield node.lineno + before.count("\n"), text.partition("\n")[0]
    elif isinstance(node, nodes.Include | nodes.CallBlock | nodes.FilterBlock | nodes.Expr):
        yield node.lineno, "{"
    elif isinstance(node, nodes.Output | nodes.If | nodes.For | nodes.With | nodes.Scope):
        for child in node.iter_child_nodes(only=("nodes", "body", "elif_", "else_")):
            yield from _shown(child)


def looks_around(template: bytes) -> bool:
    """Whether a template of a toolkit's own may show more than its view: it asks the site, or for a record by its name."""
    try:
        tree = SYNTAX.parse(template.decode("utf-8", "replace"))
    except (TemplateSyntaxError, RecursionError):
        return True
    asked = sum(_is(node, "site") + _is(node, "library") for node in tree.find_all(nodes.Node))
    # What is told of the site as a whole, and not of one record, each page depends on all the same.
    harmless = 0
    for node in tree.find_all(nodes.Getattr):
        if node.attr in ("date", "live", "edition") and _is(node.node, "site"):
            harmless += 1
        elif node.attr == "settings" and isinstance(node.node, nodes.Getattr) and _is(node.node, "library"):
            harmless += 2 * _is(node.node.node, "site")
    return asked > harmless or any(_finds_records(node) for node in tree.find_all(nodes.Node))


def _finds_records(node: nodes.Node) -> bool:
    """Whether a node may ask a reader for any record: `view.record` is the page's own."""
    match node:
        case nodes.Getattr(attr="record", node=inner):
            return not _is(inner, "view")
        case nodes.Call(node=inner):
            return _is(inner, "record")
        case nodes.Const(value=str(found)):
            return bool(_WAYS.search(found))
        case _:
            return False


def _is(node: nodes.Node, name: str) -> bool:
    """Whether a node names something: as a variable, an attribute, or a word with which one may be found."""
    match node:
        case nodes.Name(name=found) | nodes.Getattr(attr=found) | nodes.Const(value=found):
            return bool(found == name)
        case _:
            return False
