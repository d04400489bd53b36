"""What may stand in a drawing: elements, attributes, and whose names browsers act upon. All the rest is refused or left out."""

from __future__ import annotations

from toolkit_builder.reading.styles import PROPERTIES

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
RDF = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
# Whose elements and attributes browsers act upon.
ACTIVE = ("http://www.w3.org/", "http://www.mozilla.org/")

ELEMENTS = frozenset(
    "svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath linearGradient "
    "radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComposite feDropShadow feFlood "
    "feGaussianBlur feMerge feMergeNode feMorphology feOffset".split()
)
WITH_WORDS = frozenset({"text", "tspan", "textPath", "title", "desc", "style"})
# They are drawn as a colour is.
GRADIENTS = frozenset({"linearGradient", "radialGradient"})
REFERRING = GRADIENTS | {"use", "textPath", "pattern"}
# `<font>` as LibreOffice writes it: no browser uses it.
NOTES = frozenset({"metadata", "font"})
RUNNING = frozenset("script handler listener foreignobject iframe object embed".split())
ATTRIBUTES = PROPERTIES | frozenset(
    "x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points pathLength viewBox preserveAspectRatio offset rotate "
    "textLength lengthAdjust startOffset method spacing side gradientUnits gradientTransform spreadMethod clipPathUnits "
    "maskUnits maskContentUnits patternUnits patternContentUnits patternTransform markerWidth markerHeight markerUnits refX "
    "refY orient filterUnits primitiveUnits in in2 result stdDeviation mode operator k1 k2 k3 k4 values type radius".split()
)
ADDRESSES = frozenset("src srcset srcdoc base action formaction poster background data ping http-equiv attributename".split())


def is_active(namespace: str) -> bool:
    """Whether browsers act upon what is in a namespace."""
    return not namespace or namespace.startswith(ACTIVE)
