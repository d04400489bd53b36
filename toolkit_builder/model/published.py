"""What a published edition said about itself: which names readers may have kept, and what was to be found there."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit_builder.model.record import Record
from toolkit_builder.problems import Position

_LONG = 12
"""Characters of a fact that says which record it is: addresses, titles of sources; codes and terms are those of many."""
_COMMON = 20
"""More records than that have a fact in common by chance."""
_NEAR = 0.8
_MOST_COMPARED = 2_000
_SURE = 3.0


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A record or a plain page as it was published."""

    id: str
    titles: Mapping[str, str]
    """By language, case folded."""
    facts: frozenset[str]
    """The long ones, see `long_facts`."""
    old_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a `data/library.json`, or the list that a toolkit keeps, tells of addresses."""

    name: str
    languages: tuple[str, ...]
    default_language: str
    shelves: Mapping[str, tuple[str, ...]]
    """Each with its old names."""
    records: Sequence[PublishedPage]
    pages: Sequence[PublishedPage]
    places: Mapping[str, Position] = field(default_factory=dict)
    """Where names stand in a list that the toolkit keeps itself."""


def long_facts(value: Any) -> Iterator[str]:
    """Yield the texts within a header's values that are long enough to tell one record from another."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and len(part) >= _LONG:
            yield part


def as_published(record: Record) -> PublishedPage:
    """Return a record as it would be published today."""
    versions = record.files
    titles = {version.language: version.title.casefold() for version in versions}
    return PublishedPage(record.id, titles, frozenset(long_facts(dict(record.facts))))


def renamed(lost: Sequence[PublishedPage], new: Sequence[PublishedPage]) -> Mapping[str, str]:
    """Return which of the new pages each lost one probably is: the one with its title, its name, or most of its facts.

    Each new page is one lost one, but for those that share a title with several.
    """
    pairs = sorted(_likeness(lost, new), key=lambda pair: (-pair[0], pair[1], pair[2]))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for score, old, now in pairs:
        if old not in found and (score >= _SURE or now not in taken):
            found[old] = now
            taken.add(now)
    return found


def _likeness(lost: Sequence[PublishedPage], new: Sequence[PublishedPage]) -> Iterator[tuple[float, str, str]]:
    by_sign: dict[str, list[PublishedPage]] = defaultdict(list)
    for page in new:
        for sign in _signs(page):
            by_sign[sign].append(page)
    compares_all = len(lost) * len(new) <= _MOST_COMPARED
    for old in lost:
        near = {
            page.id: page for sign in _signs(old) if len(by_sign.get(sign, ())) <= _COMMON for page in by_sign.get(sign, ())
        }
        for page in new if compares_all else near.values():
            if score := _score(old, page):
                yield score, old.id, page.id


def _signs(page: PublishedPage) -> Iterator[str]:
    yield from (f"title {title}" for title in page.titles.values())
    yield f"name {_name(page)}"
    yield from page.facts


def _name(page: PublishedPage) -> str:
    return page.id.rpartition("/")[2]


def _score(old: PublishedPage, now: PublishedPage) -> float:
    """Say how probably two are the same; 0 where nothing speaks for it."""
    together = old.facts | now.facts
    shared = len(old.facts & now.facts) / len(together) if together else 0.0
    score = (
        _SURE * bool({*old.titles.values()} & {*now.titles.values()})
        + 2 * (_name(old) == _name(now))
        + 2 * shared * (shared >= 0.5)
    )
    if not score:
        words = [(title, old.titles[code]) for code, title in now.titles.items() if code in old.titles]
        words.append((_name(old), _name(now)))
        score = max((_alike(word, other) for word, other in words), default=0.0)
    return score + (old.id.partition("/")[0] == now.id.partition("/")[0]) if score else 0.0


def _alike(text: str, other: str) -> float:
    compared = difflib.SequenceMatcher(None, text[:200], other[:200], autojunk=False)
    if compared.real_quick_ratio() < _NEAR or compared.quick_ratio() < _NEAR:
        return 0.0
    ratio = compared.ratio()
    return ratio if ratio >= _NEAR else 0.0
