"""Everyday words for the search: what readers type, what means the same, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit_builder.problems import Position

SEARCH_WORDS = "_search"
"""The vocabulary that no field chooses from."""


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
