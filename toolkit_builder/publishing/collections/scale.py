"""The terms of a scale, as piles of books: what each means, and how many records stand on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from toolkit_builder.model.fields import Field
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.collections.overview import Use
from toolkit_builder.publishing.collections.records import Asked
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Step:
    """A term of a scale: its place, what it means, and how many records of each type stand on it."""

    place: int
    label: Shown
    about: Shown
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class Scale(Collection):
    """The terms of a scale, from the lowest to the highest."""

    steps: Sequence[Step]


def make_scale(asked: Asked, reader: Reader) -> Scale:
    """Count on each term of a vocabulary the records that say so."""
    vocabulary = reader.site.library.vocabularies[asked.options["of"]]
    counted = [(shelf, field, _counts(shelf, field, reader)) for shelf, field in _fields(vocabulary.name, reader)]
    steps = [
        Step(
            place,
            reader.term(vocabulary.name, term.name),
            reader.label(term.about),
            [_use(shelf, field, term.name, counts[term.name], reader) for shelf, field, counts in counted if counts[term.name]],
        )
        for place, term in enumerate(vocabulary.terms.values(), 1)
    ]
    return Scale("scale", steps)


def _fields(vocabulary: str, reader: Reader) -> Iterator[tuple[RecordType, Field]]:
    """Yield the types whose records stand on a scale, each with the field that says where: the first one."""
    for shelf in reader.site.types:
        fields = (field for field in shelf.fields if field.vocabulary == vocabulary and not field.many)
        if field := next(fields, None):
            yield shelf, field


def _counts(shelf: RecordType, field: Field, reader: Reader) -> Counter[str]:
    library = reader.site.library
    return Counter(str(library.fact(record, field, reader.language)) for record in reader.site.by_type[shelf.name])


def _use(shelf: RecordType, field: Field, term: str, count: int, reader: Reader) -> Use:
    narrowed = f"#{urlencode({field.name: term})}" if field.facet else ""
    label = reader.label(shelf.plural, shelf.name)
    return Use(shelf, label, count, f"{reader.home}{shelf.name}/index.html{narrowed}")
