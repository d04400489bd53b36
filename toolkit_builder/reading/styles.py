r"""Styles in drawings: which properties are kept, and which values hold nothing that could be loaded.

CSS has many ways to name a file (`url()`, `image-set()`, `@import`, escapes such as `u\72l()`). None of them is looked for
here; what is let in is listed instead: words, numbers, colours, short strings, and places within the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PROPERTIES = frozenset(
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters "
    "color-rendering direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font "
    "font-family font-size font-size-adjust font-stretch font-style font-variant font-weight image-rendering isolation "
    "letter-spacing marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order "
    "shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering transform transform-origin "
    "unicode-bidi vector-effect visibility word-spacing writing-mode".split()
)
"""Properties that say how a shape looks; each may be an attribute as well."""

LONGEST_SHEET = 100_000
"""Characters that a `<style>` may have: a browser holds each rule against each element."""

_VALUE = re.compile(
    r"""(?:
      (?:rgba?|hsla?|color|translate[xy]?|scale[xy]?|rotate|skew[xy]|matrix)\s*+\([\w\s.,%+\-/]*+\)
    | url\(\s*+(?P<quote>["']?+)\#[\w.:\-]++(?P=quote)\s*+\)
    | [\w.%+#-]++
    | [\s,/]++
    | !\s*+important\b
    | '[\w\s.,()\-]*+'
    | "[\w\s.,()\-]*+"
    )*""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACE = re.compile(r"url\(\s*+[\"']?+#([\w.:\-]++)", re.IGNORECASE)
_NAME = re.compile(r"-{0,2}[a-z][\w-]*+", re.IGNORECASE)
_REMARK = re.compile(r"(?>/\*.*?\*/)", re.DOTALL)
_RULE = re.compile(r"\s*+([^{}]*+)\{([^{}]*+)\}")
_SELECTORS = re.compile(r"[\w.#*>,\s-]++")
_SIMPLE = re.compile(r"[.#]?[\w-]++|\*")


class UnsafeStyleError(Exception):
    """What stands in a style that is not known to be harmless; the message is the part itself."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors as they were typed, and what they say about the elements that they match."""

    selectors: str
    declarations: str

    @property
    def keys(self) -> Iterator[str]:
        """A class (`.a`), name (`#a`), tag or `*` for each selector: no element is matched that does not have it."""
        for selector in self.selectors.split(","):
            # The last part is about the element itself; the others are about those around it.
            *_, last = ["", *selector.replace(">", " ").split()]
            parts = sorted(_SIMPLE.findall(last), key=lambda part: ".#".find(part[0]) * -1)
            yield parts[0] if parts else "*"


def is_plain(value: str) -> bool:
    """Whether a value is made of words, numbers, colours and places within the drawing, so that it can load nothing."""
    return bool(_VALUE.fullmatch(value))


def places_in(value: str) -> list[str]:
    """Return the names of the places within the drawing that a plain value refers to."""
    return _PLACE.findall(value)


def read_declarations(text: str) -> str:
    """Return the declarations that are kept, in one spelling. Raises UnsafeStyleError."""
    kept = []
    for part in _without_remarks(text).split(";"):
        name, colon, value = part.partition(":")
        name, value = name.strip(), value.strip()
        if not part.strip():
            continue
        if not (colon and _NAME.fullmatch(name) and is_plain(value)):
            raise UnsafeStyleError(part.strip())
        # What programs note for themselves (`-inkscape-stroke`) and what has no effect in a drawing is left out.
        if name.lower() in PROPERTIES and value:
            kept.append(f"{name.lower()}:{value}")
    return ";".join(kept)


def read_sheet(text: str) -> list[Rule]:
    """Return the rules of a `<style>`. Raises UnsafeStyleError."""
    text = _without_remarks(text)
    rules, done = [], 0
    while found := _RULE.match(text, done):
        selectors = " ".join(found[1].split())
        if not _SELECTORS.fullmatch(selectors):
            raise UnsafeStyleError(found[1].strip() or "{")
        if declarations := read_declarations(found[2]):
            rules.append(Rule(selectors, declarations))
        done = found.end()
    if rest := text[done:].strip():
        raise UnsafeStyleError(rest)
    return rules


def _without_remarks(text: str) -> str:
    return _REMARK.sub(" ", text)
