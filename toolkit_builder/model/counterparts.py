"""Where a translation says what a passage of its original says, while the two are no longer, or not yet again, alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

from toolkit_builder.model.changes import Change, comparable, known_again
from toolkit_builder.model.passages import Digest, Passage
from toolkit_builder.model.record import Record
from toolkit_builder.model.versions import Translation

_MOST_WAYS = 64
"""In how many ways a translation may lack what came or went, before it is looked at only whether all is there, or nothing."""


@dataclass(frozen=True, slots=True)
class _Element:
    """A passage of the original: its place in the fingerprint, and among the passages of now. One of the two may be None."""

    was: int | None
    now: int | None

    @property
    def is_optional(self) -> bool:
        """Whether it came or went since: then it depends on the translator whether the translation has it."""
        return self.was is None or self.now is None


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The passages of a translation, found by those of its original."""

    found: Mapping[_Element, Passage] = field(default_factory=dict)
    absent: frozenset[_Element] = frozenset()

    def of(self, change: Change) -> Passage | None:
        """Return the passage that a change is about; None where it is not there, or cannot be told."""
        return self.found.get(_Element(change.was, change.at))

    def lacks(self, change: Change) -> bool:
        """Whether it can be told that the translation has nothing of it: what is new is missing, what went is gone."""
        return _Element(change.was, change.at) in self.absent


def counterparts(
    record: Record, translation: Translation, then: Sequence[Digest] = (), *, is_done: bool = False
) -> Counterparts:
    """Find what belongs together, be it that a translator has not begun to follow the original, is at it, or has done it.

    Passages follow each other in both languages; what came or went may be there or not. Where that leaves several ways, what
    is the same in all languages decides: figures, addresses, code, levels, names. ``then`` is the fingerprint, if another is
    known than the translation's own; ``is_done`` says that its translator takes it for done, where nothing speaks against it.
    """
    then = then or translation.fingerprint
    now = comparable(then, record.passages, record.fingerprint)
    own = translation.passages(record.type)
    is_old = any(digest.old for digest in then)
    mine: dict[str, list[Passage]] = defaultdict(list)
    for passage in own:
        mine["" if is_old else _group(passage.digest)].append(passage)
    groups: dict[str, list[_Element]] = defaultdict(list)
    for element in _elements(known_again(then, now), len(then), len(now)):
        groups[_group(then[element.was or 0] if element.now is None else now[element.now])].append(element)
    found: dict[_Element, Passage] = {}
    absent: set[_Element] = set()
    for name, elements in groups.items():
        if name and _is_settled(elements):
            # Values of a list that is as it was go by where they stand: a translation may leave some out.
            by_path = {passage.path: passage for passage in mine[name]}
            found |= {
                element: by_path[path] for element in elements if (path := record.passages[element.now or 0].path) in by_path
            }
        elif pairs := _aligned(elements, mine[name], _Likeness(record, then).score, is_done):
            found |= pairs.found
            absent |= pairs.absent
    return Counterparts(found, frozenset(absent))


def _group(digest: Digest) -> str:
    """Return what is looked at together: all sections, the values of each field."""
    return digest.label if digest.kind == "f" else ""


def _elements(pairs: Mapping[int, int], then: int, now: int) -> list[_Element]:
    """Return all passages in the order of now; each that went stands behind what stood before it."""
    was = {place: old for old, place in pairs.items()}
    gone: dict[int, list[_Element]] = defaultdict(list)
    last = -1
    for old in range(then):
        if old in pairs:
            last = pairs[old]
        else:
            gone[last].append(_Element(old, None))
    elements = [*gone[-1]]
    for place in range(now):
        elements += [_Element(was.get(place), place), *gone[place]]
    return elements


def _is_settled(elements: Sequence[_Element]) -> bool:
    """Whether nothing came, went or moved."""
    return not any(element.is_optional for element in elements) and [*_as_then(elements)] == [*elements]


def _aligned(
    elements: Sequence[_Element], own: Sequence[Passage], score: Callable[[_Element, Passage], int], is_done: bool
) -> Counterparts | None:
    """Lay the passages of a translation beside the elements in the likeliest way; None where there is none."""
    scores: dict[tuple[int, int], int] = {}
    ids = {element: number for number, element in enumerate(elements)}

    def total(way: Sequence[_Element]) -> int:
        for number, element in enumerate(way):
            if (ids[element], number) not in scores:
                scores[ids[element], number] = score(element, own[number])
        return sum(scores[ids[element], number] for number, element in enumerate(way))

    ways = [*dict.fromkeys(_ways(elements, len(own)))]
    if not ways:
        return None
    totals = [total(way) for way in ways] if len(ways) > 1 else [0]
    best = [way for way, points in zip(ways, totals, strict=True) if points == max(totals)]
    untouched = _as_then(elements)
    done = tuple(element for element in elements if element.now is not None)
    likelier = (done, untouched) if is_done else (untouched, done)
    chosen = next((way for way in likelier if way in best), None)
    best = [chosen] if chosen is not None else best
    # Where several are as likely, what they say in common is true.
    places = [{element: number for number, element in enumerate(way)} for way in best]
    found = {element: own[at] for element, at in places[0].items() if all(other.get(element) == at for other in places)}
    return Counterparts(found, frozenset(element for element in elements if all(element not in other for other in places)))


def _ways(elements: Sequence[_Element], count: int) -> Iterator[tuple[_Element, ...]]:
    """Yield the orders in which so many passages may stand for the elements: as it was, as it is now, and between the two."""
    then = _as_then(elements)
    for way in (then, tuple(element for element in then if not element.is_optional)):
        if len(way) == count:
            yield way
    optional = [element for element in elements if element.is_optional]
    lacking = len(elements) - count
    if not 0 <= lacking <= len(optional):
        return
    few = comb(len(optional), lacking) <= _MOST_WAYS
    came, went = (
        [element for element in optional if element.was is None],
        [element for element in optional if element.now is None],
    )
    for left_out in combinations(optional, lacking) if few else (group for group in (went, came) if len(group) == lacking):
        gone = {*left_out}
        yield tuple(element for element in elements if element not in gone)


def _as_then(elements: Sequence[_Element]) -> tuple[_Element, ...]:
    return tuple(sorted((element for element in elements if element.was is not None), key=lambda element: element.was or 0))


@dataclass(frozen=True, slots=True)
class _Likeness:
    record: Record
    then: Sequence[Digest]

    def score(self, element: _Element, own: Passage) -> int:
        """Count what a passage of the translation has in common with one of the original, whatever the language."""
        digest = own.digest
        points = []
        if element.was is not None and not self.then[element.was].old:
            points.append(_in_common(digest, self.then[element.was]))
        if element.now is not None:
            points.append(_in_common(digest, self.record.fingerprint[element.now]))
            passage = self.record.passages[element.now]
            if passage.section and own.section:
                points[-1] += 1 if passage.section.level == own.section.level else -2
                points[-1] += _kinds(passage) == _kinds(own)
        return max(points, default=0)


def _in_common(digest: Digest, other: Digest) -> int:
    alike = 3 * (digest.label == other.label and digest.kind == other.kind == "s") + 3 * (digest.words == other.words)
    parts = ((digest.figures, other.figures), (digest.links, other.links), (digest.code, other.code))
    return alike + sum((1 if mine == theirs else -1) for mine, theirs in parts if mine or theirs)


def _kinds(passage: Passage) -> list[str]:
    return [block.kind for block in passage.section.blocks] if passage.section else []
