"""Letters that Unicode does not take apart into a plain one and a mark: ł is l in names of files."""

from __future__ import annotations

# `search-words.js` folds the same.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th", "ð": "d"})
