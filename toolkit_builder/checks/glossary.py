"""Rules about explained words, which texts are linked to."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.checks.faults import shortened
from toolkit_builder.model.glossary import explained_words, words_of
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import locate
from toolkit_builder.model.versions import part_name
from toolkit_builder.problems import Position, Problem, Severity, say


def shared_word(library: Library) -> Iterator[Problem]:
    """A word is explained by one record only: texts cannot be linked to two.

    Bad:  mentor.en.md with `also: [Guide]`, and guide.en.md with `title: Guide`
    Good: the word in one of them
    """
    if not any(record_type.linked_words for record_type in library.types.values()):
        return
    for code in library.settings.codes:
        seen: dict[tuple[str, ...], Record] = {}
        for explained in explained_words(library.published, code):
            first = seen.setdefault(words_of(explained.word), explained.record)
            if first is not explained.record:
                where = Position(explained.version.path, *locate(explained.version.header, explained.path))
                message = say(
                    "The word `{word}` is explained by `{other}` already.", word=shortened(explained.word), other=first.id
                )
                hint = say("Texts are linked to the first one. Take the word out here or there.")
                yield Problem(
                    where, "shared-word", message, hint, Severity.WARNING, explained.record.id, part_name(explained.path)
                )


RULES = (shared_word,)
