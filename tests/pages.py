"""Read built pages the way tests ask about them: by element, attribute and text, not by string."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    """An element with what is in it. ``attributes`` of the same name keep the last value."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return all elements below with this tag; an attribute `class_` must be among the classes."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag and all(child.has(name.rstrip("_"), value) for name, value in attributes.items()):
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the first such element; a test fails where there is none."""
        found = self.all(tag, **attributes)
        assert found, f"no <{tag}> with {attributes}"
        return found[0]

    def has(self, name: str, value: str) -> bool:
        own = self.attributes.get(name)
        return own is not None and (value in own.split() if name == "class" else own == value)

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(parts).split())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(element)
        if tag not in _VOID:
            self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag == tag:
                del self.stack[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def read_page(file: Path) -> Element:
    """Read an HTML file."""
    return parse(file.read_text("utf-8"))


def parse(html: str) -> Element:
    """Read a page."""
    parser = _Parser()
    parser.feed(html)
    return parser.stack[0]


def fact(page: Element, label: str) -> Element:
    """Return the value beside a label of the fact sheet."""
    for row in page.all("div"):
        terms = [child for child in row.children if isinstance(child, Element) and child.tag == "dt"]
        if terms and terms[0].text == label:
            return row.one("dd")
    raise AssertionError(f"no fact {label!r}")
