"""An SVG file to a drawing: shapes, words and colours are let in, so that it runs nothing and loads nothing.

What is published is written anew from this drawing (`publishing/media.py`): of what is not on the lists below, no byte is
left. Three kinds of things are told apart. Kept: shapes and how they look. Left out without a word: what programs note for
themselves (`inkscape:`, `sodipodi:`, metadata, `data-name`), which no browser acts upon. Refused: all the rest, because the
drawing would not be what somebody drew, or because somebody tries what must not be. Browsers are not asked to agree with us
about names, prefixes or encodings, as they never see the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.expatreader import DefusedExpatParser  # type: ignore[import-untyped]

from toolkit_builder.model.shapes import Shape
from toolkit_builder.reading.allowed_in_drawings import ELEMENTS, NOTES, RDF, RUNNING, SVG, WITH_WORDS, XML, is_active
from toolkit_builder.reading.drawing_attributes import take_attribute
from toolkit_builder.reading.drawing_faults import LINE_END, Reason, Refusal, RefusedError, place_in
from toolkit_builder.reading.drawn import is_too_much
from toolkit_builder.reading.styles import LONGEST_SHEET, Rule, UnsafeStyleError, read_sheet

DEEPEST = 64
MOST_ELEMENTS = 50_000

_UTF8 = re.compile(r"utf-8", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]*?\bencoding\s*+=\s*+[\"']([^\"'>]*+)")
# What programs write before a drawing; a DOCTYPE that only says where the DTD lies says nothing that we need.
_DOCTYPE = re.compile(r"((?:\s++|<\?xml[^>]*+>|<!--(?:[^-]|-(?!->))*-->)*)(<!DOCTYPE\s++svg[^>\[]*+>)", re.DOTALL)


def read_drawing(data: bytes) -> Shape | Refusal:
    """Return the drawing in an SVG file, or why there is none. Takes time in proportion to the size of the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = LINE_END.split(data[: error.start].decode("utf-8", "replace"))
        return Refusal(Reason.ENCODING, "", len(before), len(before[-1]) + 1)
    if (declared := _DECLARATION.match(text)) and not _UTF8.fullmatch(declared[1]):
        return Refusal(Reason.ENCODING, declared[1], 1, declared.start(1) + 1)
    if found := _DOCTYPE.match(text):
        text = found[1] + re.sub(r"[^\r\n]", " ", found[2]) + text[found.end() :]
    return _Reading().read(text)


class _Reading(ContentHandler):
    """One file as it is read, from one tag to the next."""

    def __init__(self) -> None:
        super().__init__()
        self._root: Shape | None = None
        self._open: list[Shape | None] = []
        """The elements around the place that is read; None for those that are left out."""
        self._names: list[Mapping[str, str]] = []
        """The prefixes that each of them declares. The parser resolves none: it would copy long names over and over."""
        self._count = 0
        self._rules: list[Rule] = []
        self._parser = DefusedExpatParser(namespaceHandling=0, forbid_dtd=True)
        self._parser.setContentHandler(self)

    def read(self, text: str) -> Shape | Refusal:
        try:
            self._parser.feed(text)
            self._parser.close()
            if self._root is None:
                raise RefusedError(Reason.BROKEN)
            if is_too_much(self._root, self._rules):
                raise RefusedError(Reason.TOO_MUCH)
        except RefusedError as refused:
            return Refusal(refused.reason, refused.found, *place_in(text, refused))
        except SAXParseException as error:
            return Refusal(Reason.BROKEN, "", error.getLineNumber() or 1, (error.getColumnNumber() or 0) + 1)
        except DefusedXmlException:
            return Refusal(Reason.UNSAFE, "<!DOCTYPE")
        return self._root

    # Where it is --------------------------------------------------------------------------------------------------------

    @contextmanager
    def _here(self) -> Iterator[None]:
        """Tell a refusal where the tag begins that is read now; afterwards the parser knows no more."""
        try:
            yield
        except RefusedError as refused:
            refused.line = self._parser.getLineNumber() or 1
            refused.column = (self._parser.getColumnNumber() or 0) + 1
            raise

    # What stands in the file --------------------------------------------------------------------------------------------

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - the name is the standard library's
        typed: dict[str, str] = dict(attrs.items())  # type: ignore[attr-defined]
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise RefusedError(Reason.TOO_MUCH)
        declared = {name[6:]: value for name, value in typed.items() if name == "xmlns" or name.startswith("xmlns:")}
        self._names.append(declared)
        with self._here():
            shape = self._shape(name, typed)
        if shape is not None:
            self._put(shape)
        self._open.append(shape)

    def _put(self, shape: Shape) -> None:
        if not self._open:
            self._root = shape
            return
        around = self._open[-1]
        assert around is not None
        around.children.append(shape)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name is the standard library's
        shape = self._open[-1]
        if shape is not None and shape.tag == "style":
            with self._here():
                self._end_of_style(shape)
        self._open.pop()
        self._names.pop()

    def characters(self, content: str) -> None:
        shape = self._open[-1] if self._open else None
        # Words outside of texts are not drawn.
        if shape is not None and shape.tag in WITH_WORDS:
            shape.children.append(content)

    def _end_of_style(self, shape: Shape) -> None:
        text = "".join(child for child in shape.children if isinstance(child, str))
        if len(text) > LONGEST_SHEET:
            raise RefusedError(Reason.TOO_MUCH)
        try:
            rules = read_sheet(text)
        except UnsafeStyleError as error:
            raise RefusedError(Reason.UNSAFE, str(error), in_words=True) from None
        self._rules += rules
        shape.children[:] = ["".join(f"{rule.selectors}{{{rule.declarations}}}" for rule in rules)]

    # Elements -----------------------------------------------------------------------------------------------------------

    def _namespace(self, prefix: str) -> str:
        if prefix == "xml":
            return XML
        for names in reversed(self._names):
            if prefix in names:
                return names[prefix]
        if prefix:
            raise RefusedError(Reason.BROKEN)
        return ""

    def _shape(self, name: str, typed: Mapping[str, str]) -> Shape | None:
        """Return an element that is kept, or None for one that is left out with all that is in it."""
        prefix, _, local = name.rpartition(":")
        # What a program wrote for itself is published nowhere; still, nobody needs a script there.
        if local.lower() in RUNNING:
            raise RefusedError(Reason.UNSAFE, f"<{name}")
        if self._open and self._open[-1] is None:
            return None
        namespace = self._namespace(prefix)
        if not self._open and (namespace, local) != (SVG, "svg"):
            raise RefusedError(Reason.BROKEN)
        in_style = self._open and self._open[-1] and self._open[-1].tag == "style"
        if namespace == SVG and local in ELEMENTS and not in_style:
            shape = Shape(local)
            for typed_name, value in typed.items():
                own_prefix = typed_name.rpartition(":")[0]
                if "xmlns" not in (typed_name, own_prefix):
                    take_attribute(shape, typed_name, value, self._namespace(own_prefix) if own_prefix else "")
            return shape
        is_note = local in NOTES if namespace == SVG else namespace in RDF or not is_active(namespace)
        if not is_note:
            raise RefusedError(Reason.UNSAFE, f"<{name}")
        return None
