"""Which records belong together without saying so: those that share values that few others have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit_builder.model.library import Library, references
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import Field

_MOST = 4
_MOST_REASONS = 3
_KINDS = ("reference", "choice", "country")
# A value that every eighth record has says nothing about two of them; in large libraries, not even one that sixty have.
_COMMON, _COMMON_PART, _COMMON_MOST = 8, 8, 60


@dataclass(frozen=True, slots=True)
class Related:
    """Another record, and what both have in common: fields with their values, the rarest first."""

    record_id: str
    shared: Sequence[tuple[Field, Any]]


def related_records(library: Library) -> Mapping[str, Sequence[Related]]:
    """Return for each published record those most like it that it is not linked to, in whatever direction.

    A shared value weighs 1/n where n records have it. Linear in the number of records: common values are not followed.
    """
    having: dict[tuple[str, str, Any], list[str]] = defaultdict(list)
    fields: dict[tuple[str, str, Any], Field] = {}
    for record in library.published:
        for key, one in _keys(record):
            having[key].append(record.id)
            fields.setdefault(key, one)
    most = min(_COMMON_MOST, max(_COMMON, len(library.published) // _COMMON_PART))
    telling = {key: ids for key, ids in having.items() if 1 < len(ids) <= most}
    linked = _links(library)
    return {record.id: _nearest(record, telling, fields, linked[record.id]) for record in library.published}


def _keys(record: Record) -> Iterator[tuple[tuple[str, str, Any], Field]]:
    """Yield what a record has that others may have too: kind, list and value; countries of all types are the same list."""
    for one in record.type.fields:
        # A term that says how much or how good is no common ground.
        if one.facet and one.kind in _KINDS and not one.sort and one.name in record.facts:
            values = record.facts[one.name] if one.many else [record.facts[one.name]]
            for value in dict.fromkeys(values):
                yield (one.kind, one.vocabulary or one.to, value), one


def _links(library: Library) -> Mapping[str, set[str]]:
    linked: dict[str, set[str]] = defaultdict(set)
    for record in library.published:
        for reference in references(record):
            linked[record.id].add(reference.target)
            linked[reference.target].add(record.id)
    return linked


def _nearest(
    record: Record,
    telling: Mapping[tuple[str, str, Any], Sequence[str]],
    fields: Mapping[tuple[str, str, Any], Field],
    linked: set[str],
) -> list[Related]:
    weight: dict[str, float] = defaultdict(float)
    shared: dict[str, list[tuple[str, str, Any]]] = defaultdict(list)
    for key in sorted({key for key, _ in _keys(record)} & telling.keys(), key=lambda key: (len(telling[key]), str(key))):
        for other in telling[key]:
            if other != record.id and other not in linked:
                weight[other] += 1 / len(telling[key])
                shared[other].append(key)
    best = sorted(weight, key=lambda other: (-weight[other], other))[:_MOST]
    return [Related(other, [(fields[key], key[2]) for key in shared[other][:_MOST_REASONS]]) for other in best]
