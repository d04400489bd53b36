"""Pictures are data: what a file holds must be what its name says, and a drawing must not run or load anything."""

from __future__ import annotations

import re

# https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm
_BEGINNINGS = {
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".svg": re.compile(rb"(?:\xef\xbb\xbf)?(?:\s++|<\?xml[^>]*+>|<!DOCTYPE\s++svg[^>\[]*+>|(?><!--.*?-->))*+<svg\b", re.DOTALL),
}
# In a drawing: what runs, what is a page of its own, what defines entities, and every address but a place within it.
_UNSAFE = re.compile(
    r"<\s*+(?:[\w-]+:)?(?:script|foreignObject|iframe|embed|object|audio|video|handler)\b"
    r"|<!ENTITY"
    r"|\son[a-z]+\s*+="
    r"|(?:href|src)\s*+=\s*+[\"']?+\s*+(?!#|[\"'\s]|data:image/(?:png|jpeg|webp);)[^\"'\s>]+"
    r"|attributeName\s*+=\s*+[\"']?+\s*+(?:\w+:)?href"
    r"|url\(\s*+[\"']?+\s*+(?!#)[^)\"']+"
    r"|@import",
    re.IGNORECASE,
)


def is_of_its_kind(data: bytes, suffix: str) -> bool:
    """Whether a file begins as files with this ending do."""
    return bool(_BEGINNINGS[suffix].match(data))


def unsafe_part(drawing: str) -> tuple[str, int, int] | None:
    """Return the first part of an SVG file that could run or load something, with its line and column."""
    found = _UNSAFE.search(drawing)
    if found is None:
        return None
    before = drawing[: found.start()]
    return found[0].strip(), before.count("\n") + 1, len(before) - before.rfind("\n")
