"""A rule about figures: each has its source in the header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from toolkit_builder.checks.faults import shortened
from toolkit_builder.checks.gathering import with_places
from toolkit_builder.model.built_in import LEADING_FIELDS
from toolkit_builder.model.fields import Field
from toolkit_builder.model.figures import END, Figure, Said, has_figures
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.readings import Reading
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.values import Mapping as HeaderMap
from toolkit_builder.model.values import Node, Path, Scalar, locate_within
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Position, Problem, say

LISTED = 6
_NUMBER_OF_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.):]?(?=\s)")


def unsourced_figure(record: Record) -> Iterator[Problem]:
    """Where a type says `trace_figures: true`, each figure in title, summary, keywords and text also stands in a field.

    Bad:  a text that says 72 %, and no field that does
    Good: a text that says 72 %, and a finding with the same figure and its source
    """
    if not record.type.trace_figures or not record.original.is_read:
        return
    for (place, name, figure), *others in _grouped(_unproved(record)):
        typed = shortened(figure.typed, 40)
        message = say("The figure `{figure}` stands in no field of the header.", figure=typed)
        hint = say("Add the fact with its source to the header, write the figure as there, or take it out.")
        problem = Problem(place, "unsourced-figure", message, hint, record=record.id, field=name)
        yield with_places(problem, [other for other, _, _ in others])


_Place: TypeAlias = tuple[Position, str, Figure]


def _grouped(figures: Iterable[_Place]) -> Iterable[list[_Place]]:
    """Put together what says the same: a fact is missing once, however often its figure stands in all the languages."""
    groups: list[list[_Place]] = []
    by_reading: dict[Reading, list[_Place]] = {}
    for figure in figures:
        readings = figure[2].readings
        group = next((by_reading[reading] for reading in readings if reading in by_reading), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(figure)
        for reading in readings:
            by_reading.setdefault(reading, group)
    return groups


def _unproved(record: Record) -> Iterator[_Place]:
    """Yield the figures that no field holds, those of the original first."""
    original = record.original
    facts = Said.of(_all_stated(record, original), original.language)
    for version in (original, *(translation for translation in record.translations.values() if translation.is_read)):
        own = facts if version is original else Said.of(_all_stated(record, version), version.language)
        for place, name, figure in _told(version):
            if figure.counted and not (facts.proves(figure) or own.proves(figure)):
                yield place, name, figure


def _told(version: Version) -> Iterator[_Place]:
    """Yield the figures of title, summary, keywords and text, each with its place and the name of the field."""
    for field in LEADING_FIELDS:
        value = version.values.get(field.name)
        for number, text in enumerate(value) if isinstance(value, list) else ((None, value),):
            path: Path = (field.name,) if number is None else (field.name, number)
            for figure in Said.of(str(text or ""), version.language).figures:
                yield Position(version.path, *locate_within(version.header, path, figure.start)), field.name, figure
    for figure in said_in(version.outline, version.language).figures:
        yield Position(version.path, *version.outline.place(figure.start)), "", figure


def _all_stated(record: Record, version: Version) -> str:
    """Return what the fields of a version state; be it in a field that was refused, which is told elsewhere."""
    refused = (text for name in sorted(version.refused) for text in _typed_in(version.header.entries[name]))
    return f"\n{END}".join([_stated(record.type.fields, version.values), *refused])


def _typed_in(node: Node) -> Iterator[str]:
    """Yield all that was typed somewhere in a value."""
    if isinstance(node, Scalar):
        yield node.text
        return
    for entry in node.entries.values() if isinstance(node, HeaderMap) else node.items:
        yield from _typed_in(entry)


def _stated(fields: Sequence[Field], values: Mapping[str, Any]) -> str:
    """Return the words and numbers of fields, without addresses: their digits state nothing."""
    texts: list[str] = []
    for field in fields:
        if field.name not in values or KINDS[field.kind].is_address:
            continue
        for item in values[field.name] if field.many else (values[field.name],):
            texts.append(_stated(field.fields, item) if field.fields else str(item))
    return f"\n{END}".join(texts)


def said_in(outline: Outline, language: str) -> Said:
    """Read the figures of a text; those that number its headings count for nothing."""
    if not has_figures(outline.text):
        return Said(outline.prose, language, ())
    said = Said.of(outline.prose_in_blocks(END), language)
    numbers: frozenset[int] = _numbers_of_headings(outline) if said.figures else frozenset()
    if not numbers:
        return said
    return replace(
        said, figures=[replace(figure, counted=figure.counted and figure.start not in numbers) for figure in said.figures]
    )


def _numbers_of_headings(outline: Outline) -> frozenset[int]:
    """Return where numbers of headings stand: `2.1 Aims`, `3) Steps`; a bare `3` is one if it follows a `2`."""
    numbers = []
    for heading in outline.of_kind("heading"):
        if heading.children:
            start = heading.children[0].start
            if found := _NUMBER_OF_HEADING.match(outline.prose, start):
                numbers.append((start, found[0]))
    bare = {int(typed) for _, typed in numbers if typed.isdecimal()}
    return frozenset(start for start, typed in numbers if not typed.isdecimal() or {int(typed) - 1, int(typed) + 1} & bare)


RECORD_RULES = (unsourced_figure,)
