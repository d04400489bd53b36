"""Pictures are data: what a file holds must be what its name says. What a drawing may hold, drawings.py knows."""

from __future__ import annotations

import re

# https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm
_BEGINNINGS = {
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".svg": re.compile(
        rb"(?:\xef\xbb\xbf)?(?:\s++|<\?xml[^>]*+>|<!DOCTYPE\s++svg[^>\[]*+>|<!--(?:[^-]|-(?!->))*-->)*<svg\b", re.DOTALL
    ),
}


def is_of_its_kind(data: bytes, suffix: str) -> bool:
    """Whether a file begins as files with this ending do."""
    return bool(_BEGINNINGS[suffix].match(data))
