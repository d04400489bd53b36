"""An SVG file to a drawing: shapes, words and colours are let in, so that it runs nothing and loads nothing.

What is published is written anew from this drawing (`publishing/media.py`): of what is not on the lists below, no byte is
left. Three kinds of things are told apart. Kept: shapes and how they look. Left out without a word: what programs note for
themselves (`inkscape:`, `sodipodi:`, metadata, `data-name`), which no browser acts upon. Refused: all the rest, because the
drawing would not be what somebody drew, or because somebody tries what must not be. Browsers are not asked to agree with us
about names, prefixes or encodings, as they never see the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.expatreader import DefusedExpatParser  # type: ignore[import-untyped]

from toolkit_builder.model.shapes import Shape
from toolkit_builder.reading.drawn import is_too_much
from toolkit_builder.reading.styles import (
    LONGEST_SHEET,
    PROPERTIES,
    Rule,
    UnsafeStyleError,
    is_plain,
    read_declarations,
    read_sheet,
)

DEEPEST = 64
MOST_ELEMENTS = 50_000

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_RDF = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
# Whose elements and attributes browsers act upon.
_ACTIVE = ("http://www.w3.org/", "http://www.mozilla.org/")

_ELEMENTS = frozenset(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath linearGradient "
    "radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComposite feDropShadow feFlood "
    "feGaussianBlur feMerge feMergeNode feMorphology feOffset".split()
)
_WITH_WORDS = frozenset({"text", "tspan", "textPath", "title", "desc", "style"})
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_REFERRING = _GRADIENTS | {"use", "textPath", "pattern"}
# `<font>` as LibreOffice writes it: no browser uses it.
_NOTES = frozenset({"metadata", "font"})
_RUNNING = frozenset("script handler listener foreignobject iframe object embed".split())
_ATTRIBUTES = PROPERTIES | frozenset(
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points pathLength viewBox preserveAspectRatio offset rotate "
    "textLength lengthAdjust startOffset method spacing side gradientUnits gradientTransform spreadMethod clipPathUnits "
    "maskUnits maskContentUnits patternUnits patternContentUnits patternTransform markerWidth markerHeight markerUnits refX "
    "refY orient filterUnits primitiveUnits in in2 result stdDeviation mode operator k1 k2 k3 k4 values type radius".split()
)
_ADDRESSES = frozenset("src srcset srcdoc base action formaction poster background data ping http-equiv attributename".split())

_UTF8 = re.compile(r"utf-8", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]*?\bencoding\s*+=\s*+[\"']([^\"'>]*+)")
# What programs write before a drawing; a DOCTYPE that only says where the DTD lies says nothing that we need.
_DOCTYPE = re.compile(r"((?:\s++|<\?xml[^>]*+>|<!--(?:[^-]|-(?!->))*-->)*)(<!DOCTYPE\s++svg[^>\[]*+>)", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")
_ATTRIBUTE = re.compile(r"\s++([^\s=/>]++)\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_TAG_NAME = re.compile(r"<[^\s/>]++")


class Reason(StrEnum):
    """Why a file is refused as a drawing."""

    UNSAFE = "unsafe"
    BROKEN = "broken"
    ENCODING = "encoding"
    TOO_MUCH = "too-much"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is no drawing for us, and where in it."""

    reason: Reason
    found: str = ""
    line: int = 1
    column: int = 1


class _RefusedError(Exception):
    """``attribute`` names the one that is refused; ``in_words`` says that it stands in the words of the open element."""

    def __init__(self, reason: Reason, found: str = "", attribute: str = "", *, in_words: bool = False) -> None:
        super().__init__(found)
        self.reason, self.found, self.attribute, self.in_words = reason, found, attribute, in_words
        self.line, self.column = 1, 1


def read_drawing(data: bytes) -> Shape | Refusal:
    """Return the drawing in an SVG file, or why there is none. Takes time in proportion to the size of the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _LINE_END.split(data[: error.start].decode("utf-8", "replace"))
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
                raise _RefusedError(Reason.BROKEN)
            if is_too_much(self._root, self._rules):
                raise _RefusedError(Reason.TOO_MUCH)
        except _RefusedError as refused:
            return Refusal(refused.reason, refused.found, *self._place(text, refused))
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
        except _RefusedError as refused:
            refused.line = self._parser.getLineNumber() or 1
            refused.column = (self._parser.getColumnNumber() or 0) + 1
            raise

    def _place(self, text: str, refused: _RefusedError) -> tuple[int, int]:
        """Return line and column of what is refused: an element, one of its attributes, or words in it."""
        if refused.reason is Reason.TOO_MUCH:
            return 1, 1
        ends = [0, *(found.end() for found in _LINE_END.finditer(text))]
        start = at = ends[refused.line - 1] + refused.column - 1
        if refused.attribute:
            at = _attribute_at(text, start, refused.attribute)
        elif refused.in_words:
            # Reading has come to the end of the element. What was typed in another way than it is read begins with it.
            before = text.rfind("<style", 0, start)
            at = max(text.find(refused.found, before, start), before, 0)
        line = bisect_right(ends, at)
        return line, at - ends[line - 1] + 1

    # What stands in the file --------------------------------------------------------------------------------------------

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - the name is the standard library's
        typed: dict[str, str] = dict(attrs.items())  # type: ignore[attr-defined]
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise _RefusedError(Reason.TOO_MUCH)
        declared = {one[6:]: value for one, value in typed.items() if one == "xmlns" or one.startswith("xmlns:")}
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
        if shape is not None and shape.tag in _WITH_WORDS:
            shape.children.append(content)

    def _end_of_style(self, shape: Shape) -> None:
        text = "".join(child for child in shape.children if isinstance(child, str))
        if len(text) > LONGEST_SHEET:
            raise _RefusedError(Reason.TOO_MUCH)
        try:
            rules = read_sheet(text)
        except UnsafeStyleError as error:
            raise _RefusedError(Reason.UNSAFE, str(error), in_words=True) from None
        self._rules += rules
        shape.children[:] = ["".join(f"{rule.selectors}{{{rule.declarations}}}" for rule in rules)]

    # Elements -----------------------------------------------------------------------------------------------------------

    def _namespace(self, prefix: str) -> str:
        if prefix == "xml":
            return _XML
        for names in reversed(self._names):
            if prefix in names:
                return names[prefix]
        if prefix:
            raise _RefusedError(Reason.BROKEN)
        return ""

    def _shape(self, name: str, typed: Mapping[str, str]) -> Shape | None:
        """Return an element that is kept, or None for one that is left out with all that is in it."""
        prefix, _, local = name.rpartition(":")
        # What a program wrote for itself is published nowhere; still, nobody needs a script there.
        if local.lower() in _RUNNING:
            raise _RefusedError(Reason.UNSAFE, f"<{name}")
        if self._open and self._open[-1] is None:
            return None
        namespace = self._namespace(prefix)
        if not self._open and (namespace, local) != (_SVG, "svg"):
            raise _RefusedError(Reason.BROKEN)
        in_style = self._open and self._open[-1] and self._open[-1].tag == "style"
        if namespace == _SVG and local in _ELEMENTS and not in_style:
            shape = Shape(local)
            for typed_name, value in typed.items():
                self._take_attribute(shape, typed_name, value)
            return shape
        is_note = local in _NOTES if namespace == _SVG else namespace in _RDF or not _is_active(namespace)
        if not is_note:
            raise _RefusedError(Reason.UNSAFE, f"<{name}")
        return None

    # Attributes ---------------------------------------------------------------------------------------------------------

    def _take_attribute(self, shape: Shape, typed: str, value: str) -> None:
        prefix, _, name = typed.rpartition(":")
        if typed == "xmlns" or prefix == "xmlns":
            return
        namespace = self._namespace(prefix) if prefix else ""
        if namespace == _XML:
            self._take_xml_attribute(shape, typed, value)
        elif namespace == _XLINK:
            if name == "href":
                self._take_reference(shape, typed, value)
        elif prefix and _is_active(namespace):
            raise _RefusedError(Reason.UNSAFE, typed, typed)
        elif not prefix:
            self._take_own_attribute(shape, name, value)

    def _take_xml_attribute(self, shape: Shape, typed: str, value: str) -> None:
        if typed == "xml:base" and value.strip():
            self._refuse_value(typed, value)
        if typed == "xml:lang" or (typed == "xml:space" and value in ("default", "preserve")):
            shape.attributes[typed] = value

    def _take_own_attribute(self, shape: Shape, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            raise _RefusedError(Reason.UNSAFE, f"{name}=", name)
        if name.lower() == "href":
            self._take_reference(shape, name, value)
        elif name.lower() in _ADDRESSES and value.strip():
            self._refuse_value(name, value)
        elif name == "style":
            self._take_style(shape, value)
        elif name in ("id", "class", "lang"):
            shape.attributes[name] = value
        elif name in _ATTRIBUTES or "url(" in value.lower():
            if not is_plain(value):
                self._refuse_value(name, value)
            if name in _ATTRIBUTES and shape.tag != "style":
                shape.attributes[name] = value

    def _take_reference(self, shape: Shape, typed: str, value: str) -> None:
        """Keep a reference to a place within the drawing; without a prefix, which browsers prefer where there are both."""
        value = value.strip()
        if value and not re.fullmatch(r"#[^\s\"'<>\\]*+", value):
            self._refuse_value(typed, value)
        if len(value) > 1 and shape.tag in _REFERRING and (typed == "href" or "href" not in shape.attributes):
            shape.attributes["href"] = value

    def _take_style(self, shape: Shape, value: str) -> None:
        try:
            kept = read_declarations(value)
        except UnsafeStyleError as error:
            raise _RefusedError(Reason.UNSAFE, f'style="{error}', "style") from None
        if kept:
            shape.attributes["style"] = kept

    def _refuse_value(self, typed: str, value: str) -> NoReturn:
        raise _RefusedError(Reason.UNSAFE, f'{typed}="{value}', typed)


def _is_active(namespace: str) -> bool:
    return not namespace or namespace.startswith(_ACTIVE)


def _attribute_at(text: str, start: int, name: str) -> int:
    """Return where an attribute of the tag at ``start`` begins. What is read was well-formed so far."""
    tag = _TAG_NAME.match(text, start)
    at = tag.end() if tag else start
    while found := _ATTRIBUTE.match(text, at):
        if found[1] == name:
            return found.start(1)
        at = found.end()
    return start
