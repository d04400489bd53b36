"""Which facets the list of everything has: fields that several types share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.types import RecordType


def shared(types: Iterable[RecordType]) -> Iterator[Field]:
    """Yield the facets that several types have: fields of the same name that hold the same. Each name comes once."""
    found: dict[tuple[object, ...], list[Field]] = defaultdict(list)
    for record_type in types:
        for part in record_type.fields:
            if part.facet and not KINDS[part.kind].is_text:
                found[part.name, *held(part)].append(part)
    several = sorted((parts for parts in found.values() if len(parts) > 1), key=len)
    # Of two facets with one name, the one that more types have.
    yield from {parts[0].name: parts[0] for parts in several}.values()


def held(field: Field) -> tuple[object, ...]:
    """Return what a field holds: two that hold the same are one facet."""
    return field.kind, field.vocabulary, field.to, field.ranges, field.unit
