"""Letters without case and marks: É is e and Ł is l, in the order of lists and in names of files."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a plain one and a mark; `search-engine.js` folds the same.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th", "ð": "d"})


def plain(text: str) -> str:
    """Return a text as lists are sorted by it."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(one for one in folded if not unicodedata.combining(one))
