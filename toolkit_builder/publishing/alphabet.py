"""The order of words in lists: without case and marks, so that É stands with E and Ł with L."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a plain one and a mark; `search-engine.js` folds the same.
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def plain(text: str) -> str:
    """Return a text as lists are sorted by it."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(one for one in folded if not unicodedata.combining(one))
