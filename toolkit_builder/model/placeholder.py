"""What `toolkit new` writes where a text is to stand, in every language, so that nobody publishes it unawares."""

from __future__ import annotations

import re

_BEGINNING = "Write the text here:"
_PLACEHOLDER = re.compile(rf"^[ ]{{0,3}}{_BEGINNING}[^\n]{{0,200}}`[a-z0-9-]{{1,64}}`\.?[ \t]*$", re.MULTILINE)


def placeholder(label: str, slug: str) -> str:
    """Return the line for a record of some type."""
    return f"{_BEGINNING} {label}, `{slug}`."


def find_placeholder(text: str) -> int:
    """Return where such a line begins; -1 where none is left."""
    found = _PLACEHOLDER.search(text) if _BEGINNING in text else None
    return found.start() if found else -1
