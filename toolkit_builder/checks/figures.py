"""Rules about figures: each has its source in the header, and a translation has those of its original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit_builder.checks.faults import listing, shortened
from toolkit_builder.model.figures import figure_values, figures_in
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record, Translation, Version
from toolkit_builder.model.types import LEADING_FIELDS, Field
from toolkit_builder.model.values import locate
from toolkit_builder.problems import Position, Problem, Severity, say

_ADDRESSES = ("url", "email", "doi", "image")


def unsourced_figure(library: Library) -> Iterator[Problem]:
    """Where a type says `trace_figures: true`, each figure in title, summary, keywords and text also stands in a field.

    Bad:  a text that says 72 %, and no field that does
    Good: a text that says 72 %, and a finding with the same figure and its source
    """
    for record in library.records.values():
        if not record.type.trace_figures:
            continue
        stated = figure_values(_stated(record.type.fields, record.facts))
        for version in (record.original, *record.translations.values()):
            known = stated | figure_values(_stated(record.type.fields, version.values))
            for position, name, figure in _told(version):
                if figure.value not in known:
                    typed = shortened(figure.typed, 40)
                    message = say("The figure `{figure}` stands in no field of the header.", figure=typed)
                    hint = say("Add the fact with its source to the header, write the figure as there, or take it out.")
                    yield Problem(position, "unsourced-figure", message, hint, record=record.id, field=name)


def _told(version: Version) -> Iterator[tuple[Position, str, Any]]:
    """Yield the figures of title, summary, keywords and text, each with its place and the name of the field."""
    for one in LEADING_FIELDS:
        value = version.values.get(one.name)
        for number, text in enumerate(value) if isinstance(value, list) else ((None, value),):
            path = (one.name,) if number is None else (one.name, number)
            for figure in figures_in(str(text or "")):
                yield Position(version.path, *locate(version.header, path)), one.name, figure
    for figure in figures_in(version.outline.prose):
        yield Position(version.path, *version.outline.place(figure.start)), "", figure


def _stated(fields: Sequence[Field], values: Mapping[str, Any]) -> str:
    """Return the words and numbers of fields, without addresses: their digits state nothing."""
    texts: list[str] = []
    for one in fields:
        if one.name not in values or one.kind in _ADDRESSES:
            continue
        for item in values[one.name] if one.many else (values[one.name],):
            texts.append(_stated(one.fields, item) if one.fields else str(item))
    return "\n".join(texts)


def figure_differs(library: Library) -> Iterator[Problem]:
    """A translation has the figures of its original, passage by passage.

    Bad:  72 % in the original, 27 % in its translation
    Good: 72 % in both, or 72 in digits and in digits
    """
    for record in (*library.records.values(), *library.pages.values()):
        # Of a translation that is behind it is known that it differs.
        translations = [one for one in record.translations.values() if not (one.fingerprint and record.changed_since(one))]
        theirs = _passages_with_figures(record, record.original) if translations else {}
        for translation in translations:
            own = _passages_with_figures(record, translation)
            for name in own.keys() | theirs.keys():
                wanted, found = theirs.get(name, frozenset()), own.get(name, frozenset())
                if wanted != found:
                    yield _differing(record, translation, name, wanted, found)


def _passages_with_figures(record: Record, version: Version) -> Mapping[str, frozenset[str]]:
    """Return the fields that hold figures, by name, and the whole text under the name ''."""
    passages = (passage for passage in version.passages(record.type) if passage.name[0] != "#")
    found = {passage.name: figure_values(passage.text) for passage in passages} | {"": figure_values(version.outline.prose)}
    return {name: figures for name, figures in found.items() if figures}


def _differing(record: Record, translation: Translation, name: str, wanted: frozenset[str], found: frozenset[str]) -> Problem:
    path = tuple(int(step) if step.isdigit() else step for step in name.split("."))
    line, column = locate(translation.header, path) if name else (translation.text_line, 1)
    where = Position(translation.path, line, column)
    message = say("The figures are not those of the original ({path}).", path=record.original.path)
    missing, added = listing(sorted(wanted - found)), listing(sorted(found - wanted))
    if missing and added:
        hint = say("Only the original has: {figures}. Only the translation has: {others}.", figures=missing, others=added)
    elif missing:
        hint = say("Only the original has: {figures}.", figures=missing)
    else:
        hint = say("Only the translation has: {figures}.", figures=added)
    return Problem(where, "figure-differs", message, hint, Severity.WARNING, record.id, name)


RULES = (unsourced_figure, figure_differs)
