"""Small things that drawing a text needs: words gathered into elements, attributes, names of marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from toolkit_builder.model.nodes import Node

_VIDEO = re.compile(
    r"https?://(?:www\.)?(?:youtube\.com/(?:watch|shorts|embed)|youtu\.be/|vimeo\.com/\d|dailymotion\.com/video/|ted\.com/talks/"
    r"|[\w.-]+/(?:w|videos/watch)/[\w-]{20,}|\S+\.(?:mp4|webm|ogv)(?:[?#]|\Z))", re.IGNORECASE,
)  # fmt: skip


# Of what somebody may give a block or a picture; the sanitiser lets through what fits the element.
_ATTRIBUTES = ("class", "id", "lang", "dir", "title", "width", "height", "alt", "start", "hreflang")


class Words:
    """Puts words behind all that an element holds. They come in many pieces: put together one by one, each would be copied."""

    def __init__(self) -> None:
        self._holder: tuple[Element, str] | None = None
        self._pieces: list[str] = []

    def add(self, element: Element, text: str) -> None:
        """Put words behind all that an element holds so far."""
        holder = (element[-1], "tail") if len(element) else (element, "text")
        if holder != self._holder:
            self.finish()
            self._holder, self._pieces = holder, [getattr(*holder) or ""]
        self._pieces.append(text)

    def finish(self) -> None:
        """Let the last element have its words."""
        if self._holder:
            setattr(*self._holder, "".join(self._pieces))
            self._holder = None


def give(element: Element, node: Node) -> None:
    """Give an element the attributes that a text asks for."""
    if node.attributes:
        for name in _ATTRIBUTES:
            if name in node.attributes.values:
                value = node.attributes.values[name]
                own = element.get("class", "") if name == "class" else ""
                element.set(name, f"{own} {value}".strip())


def mark_id(label: str, count: int) -> str:
    """Return the name of a mark that refers to a footnote."""
    return f"fnref:{label}" if count == 1 else f"fnref{count}:{label}"


def _first(nodes: Iterable[Node]) -> Node | None:
    return next(iter(nodes), None)


def task_of(item: Node) -> Node | None:
    """Return the box to tick that an item begins with."""
    first = _first(item.children)
    if first is not None and first.kind == "paragraph":
        first = _first(first.children)
    return first if first is not None and first.kind == "task" else None


def is_video(node: Node) -> bool:
    """Whether a paragraph is nothing but a link to a video."""
    return len(node.children) == 1 and node.children[0].kind == "link" and bool(_VIDEO.match(node.children[0].target))
