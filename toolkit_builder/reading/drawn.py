"""How much a browser would draw of a drawing, when what is named many times is drawn many times.

Ten elements that each `<use>` the next one ten times are ten thousand million shapes, and the tab hangs. The same can be done
with patterns, masks and markers. So shapes are counted as they would be drawn, and rather too many than too few: a class may
match more than its rule does, and a pattern or marker is inherited by all that stands in an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from toolkit_builder.model.shapes import Shape
from toolkit_builder.reading.allowed_in_drawings import GRADIENTS
from toolkit_builder.reading.styles import Rule, places_in

MOST_DRAWN = 200_000

_INHERITED = frozenset({"pattern", "marker"})
_NUMBER = re.compile(r"\d++(?:\.\d*+)?|\.\d++")


@dataclass(slots=True)
class _Element:
    """An element by its number: those that are drawn with it, and the patterns and markers that all of these may use."""

    size: int
    around: int
    parts: list[int] = field(default_factory=list)
    paints: list[int] = field(default_factory=list)


def is_too_much(root: Shape, rules: Sequence[Rule]) -> bool:
    """Whether more than ``MOST_DRAWN`` shapes would be drawn, or a shape within itself."""
    elements = _elements(root, rules)
    if elements is None:
        return True
    graph = {number: {*element.parts, *element.paints} for number, element in enumerate(elements)}
    drawn: dict[int, int] = {}
    try:
        for number in TopologicalSorter(graph).static_order():
            element = elements[number]
            total = element.size + sum(drawn[part] for part in element.parts)
            for paint in element.paints:
                total = min(total * (1 + drawn[paint]), MOST_DRAWN + 1)
            drawn[number] = min(total, MOST_DRAWN + 1)
    except CycleError:
        return True
    return drawn[0] > MOST_DRAWN


def _elements(root: Shape, rules: Sequence[Rule]) -> list[_Element] | None:
    """Return all elements with what they refer to; None where that is too much already."""
    shapes = list(root.walk())
    numbers = {id(shape): number for number, shape in enumerate(shapes)}
    has_markers = any(shape.tag == "marker" for shape in shapes)
    elements = [_Element(_size(shape) if has_markers else 1, -1) for shape in shapes]
    places: dict[str, int] = {}
    for number, shape in enumerate(shapes):
        if "id" in shape.attributes and shape.tag not in GRADIENTS:
            places.setdefault(shape.attributes["id"], number)
        for child in shape.children:
            if isinstance(child, Shape):
                elements[number].parts.append(numbers[id(child)])
                elements[numbers[id(child)]].around = number
    named = _named_by_rules(rules)
    referred: set[int] = set()
    left = MOST_DRAWN
    for number, shape in enumerate(shapes):
        for name in _named_by(shape, named):
            left -= 1
            if name in places:
                target = places[name]
                referred.add(target)
                (elements[number].paints if shapes[target].tag in _INHERITED else elements[number].parts).append(target)
        if left < 0:
            return None
    for number in referred:
        elements[number].paints += _inherited(elements, number)
    return elements


def _size(shape: Shape) -> int:
    """Return how many elements a shape counts for where there are markers, which are drawn at each of its corners."""
    return 1 + sum(len(_NUMBER.findall(shape.attributes.get(name, ""))) // 2 for name in ("d", "points"))


def _inherited(elements: Sequence[_Element], number: int) -> list[int]:
    """Return the patterns and markers of the elements around one: wherever it is drawn, it has them from there."""
    found: set[int] = set()
    around = elements[number].around
    while around >= 0:
        found.update(elements[around].paints)
        around = elements[around].around
    return sorted(found)


def _named_by_rules(rules: Sequence[Rule]) -> Mapping[str, list[str]]:
    named: dict[str, list[str]] = {}
    for rule in rules:
        if places := places_in(rule.declarations):
            for key in rule.keys:
                named.setdefault(key, []).extend(places)
    return named


def _named_by(shape: Shape, rules: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the places within the drawing that an element refers to, by itself or by the rules that may be about it."""
    for name, value in shape.attributes.items():
        if name == "href":
            yield value[1:]
        elif name not in ("id", "class") and "url(" in value.lower():
            yield from places_in(value)
    if rules:
        own = (f".{word}" for word in shape.attributes.get("class", "").split())
        for key in (*own, f"#{shape.attributes.get('id', '')}", shape.tag, "*"):
            yield from rules.get(key, ())
