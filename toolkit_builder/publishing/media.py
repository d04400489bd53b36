"""The pictures of the site: the only way by which a file of the content folder gets into it as it is.

Drawings are written anew from what was read of them, so that nothing is published that was not let in.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from toolkit_builder.model.shapes import Shape
from toolkit_builder.publishing.site import Site
from toolkit_builder.reading.drawings import Refusal, read_drawing

_SVG = "http://www.w3.org/2000/svg"
_CONTROLS = {"\r": "&#13;"}
_QUOTES = {'"': "&quot;"}


def picture(site: Site, name: str) -> bytes | None:
    """Return what is published of a picture; None for everything that is no picture which readers may see.

    ``name`` may come from a text. It is looked up, and no path is made of it before it was found.
    """
    if name not in site.library.published_media:
        return None
    if name not in site.pictures:
        data = (site.library.settings.content / name).read_bytes()
        if not name.endswith(".svg"):
            return data
        drawing = read_drawing(data)
        # Drawings with a fault stop a build. One that was changed since then is not there.
        site.pictures[name] = None if isinstance(drawing, Refusal) else as_svg(drawing)
    return site.pictures[name]


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
