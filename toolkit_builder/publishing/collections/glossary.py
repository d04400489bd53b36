"""Records as a list of words, by their first letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.collections.records import Asked, in_order, records_of
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    slug: str
    title: Shown
    meaning: Shown


@dataclass(frozen=True, slots=True)
class Letter:
    """The words that begin with a letter."""

    letter: str
    terms: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Glossary(Collection):
    """The records of a type as a list of words."""

    shelf: RecordType
    letters: Sequence[Letter]


def make_glossary(asked: Asked, reader: Reader) -> Glossary:
    """Put the records below the letters that they begin with, in the order of the reader's language."""
    letters: dict[str, list[Term]] = defaultdict(list)
    library = reader.site.library
    for record in in_order(records_of(asked.shelf, reader), reader):
        shown = reader.record(record.id)
        summary = Shown(library.shown(record, reader.language).summary, language=shown.language)
        letters[reader.letters.heading(shown.text)].append(Term(record.slug, shown, summary))
    return Glossary("glossary", asked.shelf, [Letter(letter, terms) for letter, terms in letters.items()])
