"""Everyday words for the search: what readers type, what means the same, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit_builder.problems import Position


def is_search_words(vocabulary: str) -> bool:
    """Whether a vocabulary of this name is one that no field chooses from: `_search`, or one of several, `_search-tools`."""
    return vocabulary.partition("-")[0] == "_search"


@dataclass(frozen=True, slots=True)
class Answer:
    """A record, or a plain page by its slug, that answers a search; and where that is said."""

    record_id: str
    place: Position


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """Words of one meaning, by their language, and what answers whoever types one of them."""

    words: Mapping[str, Sequence[str]]
    find: Sequence[Answer] = ()
