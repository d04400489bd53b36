"""What a record says to a reader, layer over layer: facts, words of other languages, and what each file has for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit_builder.model.fields import Field


def overlaid(fields: Sequence[Field], facts: Mapping[str, Any], translated: Mapping[str, Any]) -> dict[str, Any]:
    """Put translated words over those of the facts, field by field, also within groups."""
    merged = dict(facts)
    for field in fields:
        words = translated.get(field.name)
        if words is None or field.per_language or field.name not in facts:
            continue
        if field.fields and field.many:
            merged[field.name] = [
                overlaid(field.fields, fact, word) for fact, word in zip(facts[field.name], words, strict=False)
            ]
        elif field.fields:
            merged[field.name] = overlaid(field.fields, facts[field.name], words)
        else:
            merged[field.name] = words
    return merged


def with_own(fields: Sequence[Field], values: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Put the facts of the shown version's file in place of those of the original's."""
    kept = dict(values)
    for field in fields:
        if field.per_language:
            kept.pop(field.name, None)
            if field.name in own:
                kept[field.name] = own[field.name]
        elif field.has_own and field.name in kept:
            entries = kept[field.name] if field.many else [kept[field.name]]
            theirs = own.get(field.name, []) if field.many else [own.get(field.name, {})]
            missing: list[Mapping[str, Any]] = [{}] * (len(entries) - len(theirs))
            merged = [with_own(field.fields, *pair) for pair in zip(entries, [*theirs, *missing], strict=False)]
            kept[field.name] = merged if field.many else merged[0]
    return kept


def without(hidden: frozenset[str], fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out references to hidden records. Entries of a list of groups stay, empty or not: their number means something."""
    kept = dict(values)
    for field in fields:
        if field.name not in values or not (field.kind == "reference" or field.fields):
            continue
        items = values[field.name] if field.many else [values[field.name]]
        if field.fields:
            items = [without(hidden, field.fields, item) for item in items]
        else:
            items = [item for item in items if f"{field.to}/{item}" not in hidden]
        if items:
            kept[field.name] = items if field.many else items[0]
        else:
            del kept[field.name]
    return kept
