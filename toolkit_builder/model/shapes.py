"""A drawing as data: the elements of an SVG file that were let in, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Shape:
    """An element of a drawing: its name without a prefix, its attributes in the order of the file, and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Shape | str] = field(default_factory=list)

    def walk(self) -> Iterator[Shape]:
        """Yield this element and all elements in it, in the order of the file."""
        waiting = [self]
        while waiting:
            shape = waiting.pop()
            yield shape
            waiting += reversed([child for child in shape.children if isinstance(child, Shape)])
