"""What changed in an original since it was translated: its fingerprint of then against its passages of now."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit_builder.model.passages import Digest, Passage


class Kind(StrEnum):
    """What happened to a passage."""

    WORDING = "wording"
    FIGURE = "figure"
    LINK = "link"
    CODE = "code"
    RENAMED = "renamed"
    MOVED = "moved"
    NEW = "new"
    REMOVED = "removed"
    CHANGED = "changed"
    """A fingerprint of before December 2026 does not tell what changed."""


URGENT = frozenset({Kind.FIGURE, Kind.LINK})
"""What makes a translation say something that is wrong, and not only something that is old."""


@dataclass(frozen=True, slots=True)
class Change:
    """One passage and what happened to it. ``now`` is None where it was taken out, ``was`` where it is new."""

    kinds: tuple[Kind, ...]
    now: Passage | None
    was: int | None
    """Its place in the fingerprint, from 0."""
    at: int | None = None
    """Its place among the passages of now, from 0."""

    @property
    def is_urgent(self) -> bool:
        """Whether a figure or an address changed."""
        return not URGENT.isdisjoint(self.kinds)


def changes(before: Sequence[Digest], now: Sequence[Passage], digests: Sequence[Digest]) -> tuple[Change, ...]:
    """Compare a fingerprint with the passages of an original and their digests. Returns what changed, in their order.

    A passage is known again by all that it says, else by its contents, its heading or name, its words; what is left between
    the same two neighbours on both sides, as many here as there, is taken for the same. Linear, but for the order of
    sections, which takes n log n.
    """
    digests = comparable(before, now, digests)
    if [*before] == [*digests]:
        return ()
    pairs = known_again(before, digests)
    moved = _moved(pairs, before, digests)
    found = [*_told(pairs, moved, before, digests, now)]
    return tuple(change for _, change in sorted(found, key=lambda pair: pair[0]))


def comparable(before: Sequence[Digest], now: Sequence[Passage], digests: Sequence[Digest]) -> Sequence[Digest]:
    """Return the digests of the passages of now in the form that a fingerprint has."""
    return [Digest("", "", "", old=passage.old_hash) for passage in now] if any(digest.old for digest in before) else digests


def known_again(before: Sequence[Digest], digests: Sequence[Digest]) -> dict[int, int]:
    """Find to the places in a fingerprint those of the same passages now, changed or not; what is new or gone is left out."""
    pairs: dict[int, int] = {}
    for group_before, group_now in _groups(before, digests):
        pairs |= _pair([*group_before], [*group_now], before, digests)
    _forget_names(pairs, before, digests)
    return pairs


def _groups(before: Sequence[Digest], now: Sequence[Digest]) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield the places of what may belong together: all sections; the values of each field, wherever the type has it."""
    groups: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, digests in enumerate((before, now)):
        for place, digest in enumerate(digests):
            groups[digest.label if digest.kind == "f" else ""][side].append(place)
    yield from groups.values()


def _pair(mine: list[int], theirs: list[int], before: Sequence[Digest], now: Sequence[Digest]) -> dict[int, int]:
    """Find to each place in the fingerprint the place of the same passage now."""
    pairs: dict[int, int] = {}
    # Equal ones at both ends first: of passages that say the same, the first is not taken for the last.
    for place, other in zip(mine, theirs, strict=False):
        if before[place] != now[other]:
            break
        pairs[place] = other
    mine, theirs = mine[len(pairs) :], theirs[len(pairs) :]
    behind = []
    while mine and theirs and before[mine[-1]] == now[theirs[-1]]:
        behind.append((mine.pop(), theirs.pop()))
    for known_by in (_all, _contents, _label, _words):
        found = _equal(mine, theirs, before, now, known_by)
        pairs |= found
        mine = [place for place in mine if place not in found]
        taken = {*found.values()}
        theirs = [place for place in theirs if place not in taken]
    pairs |= dict(behind)
    return pairs | _between(mine, theirs, pairs)


def _all(digest: Digest) -> Hashable:
    return digest


def _contents(digest: Digest) -> Hashable | None:
    # A heading with nothing below it is no sign.
    return digest.contents if digest.kind == "s" and digest.contents != _EMPTY else None


def _label(digest: Digest) -> Hashable | None:
    return digest.label if digest.kind == "s" else None


def _words(digest: Digest) -> Hashable | None:
    return digest.words if digest.words and digest.words != _EMPTY[0] else None


def _equal(
    mine: Sequence[int], theirs: Sequence[int], before: Sequence[Digest], now: Sequence[Digest],
    known_by: Callable[[Digest], Hashable | None],
) -> dict[int, int]:  # fmt: skip
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for place in theirs:
        if (sign := known_by(now[place])) is not None:
            waiting[sign].append(place)
    found = {}
    for place in mine:
        sign = known_by(before[place])
        if sign is not None and waiting.get(sign):
            found[place] = waiting[sign].popleft()
    return found


def _between(mine: Sequence[int], theirs: Sequence[int], pairs: dict[int, int]) -> dict[int, int]:
    """Pair what is left between the same neighbours, where there are as many before as now."""
    left: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    known_before, known_now = sorted(pairs), sorted(pairs.values())
    for place in mine:
        at = bisect_left(known_before, place)
        left[pairs[known_before[at - 1]] if at else -1][0].append(place)
    for place in theirs:
        at = bisect_left(known_now, place)
        left[known_now[at - 1] if at else -1][1].append(place)
    return {
        place: other
        for group_before, group_now in left.values()
        if len(group_before) == len(group_now)
        for place, other in zip(group_before, group_now, strict=True)
    }


def _forget_names(pairs: dict[int, int], before: Sequence[Digest], now: Sequence[Digest]) -> None:
    """Pair fields that say the same under another name: a type called them otherwise, which is nothing to translate."""
    taken = {*pairs.values()}
    mine = [place for place, digest in enumerate(before) if digest.kind == "f" and place not in pairs]
    theirs = [place for place, digest in enumerate(now) if digest.kind == "f" and place not in taken]
    pairs |= _equal(mine, theirs, before, now, lambda digest: digest.contents)


def _moved(pairs: dict[int, int], before: Sequence[Digest], now: Sequence[Digest]) -> frozenset[int]:
    """Return the places, in the fingerprint, of what stands in another order now: as few as can be."""
    moved: set[int] = set()
    groups: dict[str, list[int]] = defaultdict(list)
    for place in sorted(pairs):
        groups[before[place].label if before[place].kind == "f" else ""].append(place)
    for places in groups.values():
        kept = _longest_rise([pairs[place] for place in places])
        moved |= {place for number, place in enumerate(places) if number not in kept}
    return frozenset(moved)


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """Return where the longest rising part of a sequence stands (patience sorting)."""
    piles: list[int] = []
    tops: list[int] = []
    below: list[int] = []
    for at, number in enumerate(numbers):
        pile = bisect_left(piles, number)
        if pile == len(piles):
            piles.append(number)
            tops.append(at)
        else:
            piles[pile] = number
            tops[pile] = at
        below.append(tops[pile - 1] if pile else -1)
    kept = []
    at = tops[-1] if tops else -1
    while at >= 0:
        kept.append(at)
        at = below[at]
    return frozenset(kept)


def _told(
    pairs: dict[int, int], moved: frozenset[int], before: Sequence[Digest], digests: Sequence[Digest], now: Sequence[Passage]
) -> Iterator[tuple[tuple[int, int, int], Change]]:
    """Yield each change with what sorts it: what was taken out stands behind what stood before it."""
    last = -1
    for was, digest in enumerate(before):
        if was not in pairs:
            yield (last, 1, was), Change((Kind.REMOVED,), None, was)
            continue
        place = pairs[was]
        last = place if was not in moved else last
        kinds = [*_kinds(digest, digests[place]), *([Kind.MOVED] if was in moved else [])]
        if kinds:
            yield (place, 0, 0), Change(tuple(kinds), now[place], was, place)
    taken = {*pairs.values()}
    for place, passage in enumerate(now):
        if place not in taken:
            yield (place, 0, 0), Change((Kind.NEW,), passage, None, place)


def _kinds(was: Digest, now: Digest) -> Iterator[Kind]:
    if was.old:
        if was != now:
            yield Kind.CHANGED
        return
    if was.kind == "s" and was.label != now.label:
        yield Kind.RENAMED
    for kind, before, after in (
        (Kind.FIGURE, was.figures, now.figures), (Kind.LINK, was.links, now.links),
        (Kind.WORDING, was.words, now.words), (Kind.CODE, was.code, now.code),
    ):  # fmt: skip
        if before != after:
            yield kind


_EMPTY = Passage("", "", path=("",)).digest.contents
