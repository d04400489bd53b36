"""Which records belong together without saying so: those that share values that few others have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.library import Library, references
from toolkit_builder.model.record import Record

Key: TypeAlias = tuple[str, str, Any]
"""A value that records may share: its kind, the list or type that it is from, and itself."""

_MOST = 4
_MOST_REASONS = 3
# A value that every eighth record has says nothing about two of them; in large libraries, not even one that sixty have.
_COMMON, _COMMON_PART, _COMMON_MOST = 8, 8, 60


@dataclass(frozen=True, slots=True)
class Related:
    """Another record, and what both have in common: how much that weighs, and fields with their values, the rarest first."""

    record_id: str
    weight: float
    shared: Sequence[tuple[Field, Any]]


def related_records(library: Library) -> Mapping[str, Sequence[Related]]:
    """Return for each published record those most like it that it is not linked to, in whatever direction.

    A shared value weighs 1/n where n records have it. Linear in the number of records: common values are not followed.
    """
    having: dict[Key, list[str]] = defaultdict(list)
    fields: dict[Key, Field] = {}
    for record in library.published:
        for key, field in record.once(common_values):
            if not field.to or f"{field.to}/{key[2]}" not in library.drafts:
                having[key].append(record.id)
                fields.setdefault(key, field)
    most = min(_COMMON_MOST, max(_COMMON, len(library.published) // _COMMON_PART))
    telling = {key: ids for key, ids in having.items() if 1 < len(ids) <= most}
    linked = _links(library)
    return {record.id: _nearest(record, telling, fields, linked[record.id]) for record in library.published}


def common_values(record: Record) -> Iterable[tuple[Key, Field]]:
    """Return what a record has that others may have too, with the first field that says so. Countries are one list."""
    found: dict[Key, Field] = {}
    for field in record.type.fields:
        # A term that says how much or how good is no common ground.
        if field.facet and KINDS[field.kind].relates and not field.sort and field.name in record.facts:
            for value in record.facts[field.name] if field.many else [record.facts[field.name]]:
                found.setdefault((field.kind, field.vocabulary or field.to, value), field)
    return found.items()


def _links(library: Library) -> Mapping[str, set[str]]:
    linked: dict[str, set[str]] = defaultdict(set)
    for record in library.published:
        for reference in record.once(references):
            linked[record.id].add(reference.target)
            linked[reference.target].add(record.id)
    return linked


def _nearest(
    record: Record,
    telling: Mapping[Key, Sequence[str]],
    fields: Mapping[Key, Field],
    linked: set[str],
) -> list[Related]:
    weight: dict[str, float] = defaultdict(float)
    shared: dict[str, list[Key]] = defaultdict(list)
    own = {key for key, _ in record.once(common_values)}
    for key in sorted(own & telling.keys(), key=lambda key: (len(telling[key]), str(key))):
        for other in telling[key]:
            if other != record.id and other not in linked:
                weight[other] += 1 / len(telling[key])
                shared[other].append(key)
    best = sorted(weight, key=lambda other: (-weight[other], other))[:_MOST]
    return [Related(other, weight[other], [(fields[key], key[2]) for key in shared[other][:_MOST_REASONS]]) for other in best]
