"""What a list is narrowed down by: its facets, and the options of each, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from toolkit_builder.model.facets import held
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown, show_language
from toolkit_builder.model.values import Path
from toolkit_builder.publishing.fields import Told, mark_of, paths_of
from toolkit_builder.publishing.parts import Facet, Option
from toolkit_builder.publishing.ranges import Range, ranges_of, reached
from toolkit_builder.publishing.site import Reader

SHELF = Field("_type", "text")
"""By which shelf a record stands on: a facet of the catalogue of everything. No field that is declared begins with `_`."""
LANGUAGE = Field("_language", "language", many=True)
"""By the languages that a record's own text is in."""


class Options:
    """The options of all facets of a list, counted on the way."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._found: dict[str, dict[str, Option]] = defaultdict(dict)
        self._ranks: dict[str, dict[str, float]] = defaultdict(dict)
        """How large the values of each option are, where their kind says so."""

    def add(self, record: Record, field: Field, values: Mapping[str, Any]) -> list[str]:
        """Count a record's values of a field; return them as they stand in addresses."""
        found = self._found[field.name]
        told = Told(record, self._reader)
        tokens = []
        for path, value in _values(record, field, values):
            token = _token(value)
            option = found.get(token) or self._option(record, field, value, token)
            if field.translate or field.per_language:
                # One record may borrow from another language what the next one says in the reader's own.
                language = told.language(path) if not option.count or option.label.language else ""
                option = replace(option, label=replace(option.label, language=language))
            found[token] = replace(option, count=option.count + 1)
            tokens.append(token)
        return tokens

    def _option(self, record: Record, field: Field, value: Any, token: str) -> Option:
        if field is SHELF:
            return Option(token, self._reader.label(record.type.plural, record.type.name), shelf=record.type)
        if isinstance(value, Range):
            return Option(token, Shown(value.words(field, self._reader)))
        if field is LANGUAGE:
            return Option(token, show_language(value, field, self._reader))
        kind = KINDS[field.kind]
        if kind.rank:
            self._ranks[field.name][token] = kind.rank(value)
        label = kind.show(value, field, self._reader)
        return Option(token, replace(label, href=""), mark_of(field, value, self._reader))

    def facet(self, field: Field) -> Facet | None:
        """Return what was found as a facet; None where nothing was, or all texts are in the same languages."""
        options = list(self._found[field.name].values())
        if field is LANGUAGE and len(options) < 2:
            return None
        return Facet(field.name, self._label(field), self._sorted(field, options)) if options else None

    def _sorted(self, field: Field, options: list[Option]) -> list[Option]:
        if field is SHELF:
            return options
        if field.ranges:
            places = {one.token: place for place, one in enumerate(ranges_of(field))}
            return sorted(options, key=lambda option: places[option.value])
        if ranks := self._ranks.get(field.name):
            return sorted(options, key=lambda option: ranks[option.value], reverse=True)
        if any(option.mark for option in options):
            return sorted(options, key=lambda option: option.mark or (0, 0), reverse=True)
        return sorted(options, key=lambda option: (-option.count, self._reader.letters.key(option.label.text)))

    def _label(self, field: Field) -> Shown:
        if field is SHELF:
            return Shown(self._reader.word("Shelf"))
        if field is LANGUAGE:
            return Shown(self._reader.word("Language of the text"))
        return self._reader.label(field.label, field.name)


def _token(value: Any) -> str:
    if isinstance(value, Range):
        return value.token
    return str(value).lower() if isinstance(value, bool) else str(value)


def _values(record: Record, field: Field, values: Mapping[str, Any]) -> Iterable[tuple[Path, Any]]:
    """Return the different values of a record that a facet counts, each with the way to it in the header."""
    if field is SHELF:
        return [((), record.type.name)]
    if field is LANGUAGE:
        return [((), language) for language in sorted(record.languages)]
    # Another type may have a field of that name that holds something else, or several.
    own = next((part for part in record.type.fields if part.name == field.name and held(part) == held(field)), None)
    value = values.get(field.name) if own else None
    if own is None or value is None:
        return []
    different: dict[Any, Path] = {}
    for path, item in paths_of(own, value):
        for one in reached(field, item) if field.ranges else (item,):
            different.setdefault(one, path)
    return [(path, item) for item, path in different.items()]
