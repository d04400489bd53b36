"""Of Material's style sheet what our pages use: rules for elements, and for the classes that a text may have.

The sheet has 137 KB, most of it for headers, menus and searches that are not ours. Its tabs, boxes, tables and code are.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import tinycss2
from tinycss2.ast import Declaration, Node

from toolkit_builder.reading.constructs import ADMONITIONS
from toolkit_builder.rendering.markdown import CLASSES_OF_TEXTS, is_class_of_code

# Boxes have Material's shape, and our colours and signs: `theme/styles/texts.css`.
_USED = (CLASSES_OF_TEXTS | {"md-typeset"}) - ADMONITIONS
# What stands in the elements of our pages besides classes, as far as Material asks for it.
_ATTRIBUTES = frozenset("align dir hidden href id open start type".split())
_AROUND_RULES = frozenset(("container", "layer", "media", "supports"))
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Selectors with what holds for them; or what stands around rules, such as `@media print`, with those."""

    head: str
    declarations: Sequence[tuple[str, str]] = ()
    rules: Sequence[_Rule] = ()

    def text(self, variables: frozenset[str]) -> str:
        """Return it without the variables that nobody asks for; '' where nothing is left."""
        body = "".join(rule.text(variables) for rule in self.rules)
        body += ";".join(text for name, text in self.declarations if not name.startswith("--") or name in variables)
        return f"{self.head}{{{body}}}" if body else ""

    def all_declarations(self) -> Iterator[tuple[str, str]]:
        """Return what holds here, and further in."""
        yield from self.declarations
        for rule in self.rules:
            yield from rule.all_declarations()


@cache
def material_stylesheet() -> Path:
    """Return Material's main style sheet; its name changes with every release."""
    # Found and not imported: the package says things about its future to whoever imports it.
    found = importlib.util.find_spec("material")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = Path(next(iter(found.submodule_search_locations))) / "templates"
    return next(folder.glob("assets/stylesheets/main.*.min.css"))


@cache
def material_rules(own: str, words: frozenset[str] = frozenset()) -> str:
    """Return the rules of Material's style sheet that pages use.

    ``own`` are the styles that come after them, and may ask for its variables; ``words`` may be classes as well: those of a
    toolkit's own templates.
    """
    nodes = tinycss2.parse_stylesheet(material_stylesheet().read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    rules = list(_rules(nodes, lambda selector: _is_used(selector, _USED | words)))
    asked = _asked([pair for rule in rules for pair in rule.all_declarations()], own)
    return "".join(rule.text(asked) for rule in rules)


def _rules(nodes: Iterable[Node], is_used: Callable[[Sequence[Node]], bool]) -> Iterator[_Rule]:
    """Return the rules that are used. What moves (`@keyframes`) is none of ours: nothing moves by itself."""
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [_written(selector) for selector in _selectors(node.prelude) if is_used(selector)]
            if selectors:
                yield _Rule(",".join(selectors), _declarations(node.content))
        elif node.type == "at-rule" and node.lower_at_keyword in _AROUND_RULES and node.content is not None:
            within = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield _Rule(f"@{node.lower_at_keyword}{_written(node.prelude, '')}", rules=tuple(_rules(within, is_used)))


def _declarations(content: Sequence[Node]) -> list[tuple[str, str]]:
    found = tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True)
    return [(node.name, node.serialize()) for node in found if isinstance(node, Declaration)]


def _selectors(prelude: Iterable[Node]) -> list[list[Node]]:
    """Return what stands between the commas."""
    found: list[list[Node]] = [[]]
    for node in prelude:
        if node == ",":
            found.append([])
        else:
            found[-1].append(node)
    return found


def _written(nodes: Sequence[Node], around: str = " ") -> str:
    text: str = tinycss2.serialize(nodes)
    return text.strip() if around else text


def _is_used(selector: Sequence[Node], classes: frozenset[str]) -> bool:
    """Whether there may be such an element; what stands in brackets of `:not()` and the like is not looked at."""
    named = [name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"]
    is_code = "highlight" in named
    return all(name in classes or (is_code and is_class_of_code(name)) for name in named) and all(
        _attribute(node) in _ATTRIBUTES for node in selector if node.type == "[] block"
    )


def _attribute(block: Node) -> str:
    return next((node.value for node in block.content if node.type == "ident"), "")


def _asked(declarations: Sequence[tuple[str, str]], own: str) -> frozenset[str]:
    """Return the variables that something asks for, be it through others."""
    asks = {name: set(_VARIABLE.findall(text)) for name, text in declarations if name.startswith("--")}
    for name, text in declarations:
        if name in asks:
            asks[name].update(_VARIABLE.findall(text))
    new = set(_VARIABLE.findall(own)).union(*(_VARIABLE.findall(text) for name, text in declarations if name not in asks))
    asked: set[str] = set()
    while new := new - asked:
        asked |= new
        new = set().union(*(asks.get(name, ()) for name in new))
    return frozenset(asked)
