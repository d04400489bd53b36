"""A rule about figures in two records that one field links: who counts the same thing tells the same figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from toolkit_builder.checks.faults import shortened
from toolkit_builder.model.counts import Count, counts
from toolkit_builder.model.library import Library, Reference, references
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import Path
from toolkit_builder.model.versions import part_name
from toolkit_builder.problems import Position, Problem, Severity, say

_Part: TypeAlias = tuple[Record, Path]
"""A record, and the entry of a group in it that tells of another one; () for all that it says."""
_MOST_COMPARED = 10
"""Records that tell of the same one, and are compared with each other as well."""

_MOST_COUNTS = 100
"""Counts of a record that are compared, the first ones: each is compared with each."""


def other_figure(library: Library) -> Iterator[Problem]:
    """Records that a field with `same_figures: true` links tell the same figures, or of which year each is.

    Bad:  "2,500 volunteers" in a story, and "2,700 volunteers" in the programme that it is about
    Good: the same figure in both; or "2,500 volunteers in 2019" and "2,700 volunteers in 2024"
    """
    told: set[Position] = set()
    for target, telling in _linked(library).items():
        whole: _Part = (library.records[target], ())
        pairs = (*((whole, part) for part in telling), *combinations(telling[:_MOST_COMPARED], 2))
        for (other, within), (record, entry) in pairs:
            if record is not other and record.original.language == other.original.language:
                for problem in _compared(record, _told(record, entry), other, _told(other, within)):
                    if problem.position not in told:
                        told.add(problem.position)
                        yield problem


def _linked(library: Library) -> Mapping[str, Sequence[_Part]]:
    """Return who tells of a record."""
    found: dict[str, list[_Part]] = defaultdict(list)
    for record in library.records.values():
        for reference in record.once(references) if _is_compared(record.type) else ():
            if reference.fields[-1].same_figures and reference.target in library.records:
                found[reference.target].append((record, _entry(reference)))
    return found


def _is_compared(record_type: RecordType) -> bool:
    return any(record_type.ways_where(lambda field: field.same_figures))


def _entry(reference: Reference) -> Path:
    """Return the entry of a group in which a reference stands; () where it is about the whole record."""
    return reference.path[:-2] if reference.fields[-1].many else reference.path[:-1]


def _told(record: Record, entry: Path) -> Sequence[Count]:
    return [count for count in record.once(counts) if count.path[: len(entry)] == entry][:_MOST_COUNTS]


def _compared(record: Record, own: Sequence[Count], other: Record, theirs: Sequence[Count]) -> Iterator[Problem]:
    """Yield what one record counts otherwise than another; what both count in one way as well is no slip."""
    for count in own:
        if any(count.agrees(their) for their in theirs):
            continue
        near = (their for their in theirs if their.is_of_same(count) and their.is_near(count))
        if found := next((their for their in near if not any(their.agrees(mine) for mine in own)), None):
            typed, otherwise = shortened(count.typed, 60), shortened(found.typed, 60)
            message = say("`{typed}` here, and `{otherwise}` in `{other}`.", typed=typed, otherwise=otherwise, other=other.id)
            place = f"{found.place.path}:{found.place.line}"
            hint = say("Compare {place}. Write the same figure in both, or say beside each of which year it is.", place=place)
            yield Problem(count.place, "other-figure", message, hint, Severity.WARNING, record.id, part_name(count.path))


def found_in(record: Record) -> Sequence[Callable[[Record], Iterator[Count]]]:
    """Return what the rule asks a record."""
    return (counts,) if _is_compared(record.type) else ()


RULES = (other_figure,)
