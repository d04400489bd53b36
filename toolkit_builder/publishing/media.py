"""The drawings of the site, written anew from what was read of them: nothing is published that was not let in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from toolkit_builder.model.library import Library
from toolkit_builder.model.shapes import Shape
from toolkit_builder.reading.drawing_faults import Refusal
from toolkit_builder.reading.drawings import read_drawing

_SVG = "http://www.w3.org/2000/svg"
_CONTROLS = {"\r": "&#13;"}
_QUOTES = {'"': "&quot;"}


def drawings_of(library: Library) -> Mapping[str, bytes]:
    """Return the drawings that readers may see, by their names, written anew.

    Drawings with a fault stop a build; one that was changed since then is not there.
    """
    names = sorted(name for name in library.published_media if name.endswith(".svg"))
    read = {name: read_drawing((library.settings.content / name).read_bytes()) for name in names}
    return {name: as_svg(drawing) for name, drawing in read.items() if not isinstance(drawing, Refusal)}


def as_svg(drawing: Shape) -> bytes:
    """Write a drawing: the same bytes for the same drawing."""
    attributes = {"xmlns": _SVG, **drawing.attributes}
    return ("".join(_written(Shape(drawing.tag, attributes, drawing.children))) + "\n").encode()


def _written(shape: Shape) -> Iterator[str]:
    yield f"<{shape.tag}"
    for name, value in shape.attributes.items():
        yield f" {name}={quoteattr(value, _QUOTES)}"
    if not shape.children:
        yield "/>"
        return
    yield ">"
    for child in shape.children:
        if isinstance(child, Shape):
            yield from _written(child)
        else:
            yield escape(child, _CONTROLS)
    yield f"</{shape.tag}>"
