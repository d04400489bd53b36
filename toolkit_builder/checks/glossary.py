"""Rules about explained words, which texts are linked to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from toolkit_builder.checks.faults import shortened
from toolkit_builder.checks.gathering import with_places
from toolkit_builder.model.glossary import Explanations, Glossary, explained_words, words_of
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import locate, locate_within
from toolkit_builder.model.versions import Version, part_name
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


def avoided_word(library: Library) -> Iterator[Problem]:
    """Texts use the word that a record explains, and none of those that it says are not used.

    Bad:  "our protégé" in a text, and mentee.en.md with `avoid: [protégé]`
    Good: "our mentee"
    """
    if not library.avoided:
        return
    looked_at = Explanations(library.avoided, _LOOKED_AT[0])
    for record, version in library.versions():
        if glossary := library.avoided.get(version.language):
            found = [*_avoided_in(record, version, glossary, looked_at)]
            for word in dict.fromkeys(words_of(word) for _, _, word, _ in found):
                (where, name, typed, explaining), *others = (one for one in found if words_of(one[2]) == word)
                title = shortened((library.records[explaining].version(version.language) or version).title)
                message = say("`{word}` is a word that texts do not use here.", word=shortened(typed))
                hint = say("Write `{term}` for it, which `{record}` explains.", term=title, record=explaining)
                problem = Problem(where, "avoided-word", message, hint, Severity.WARNING, record.id if record else "", name)
                yield with_places(problem, [place for place, *_ in others])
    _LOOKED_AT[0] = looked_at


_LOOKED_AT = [Explanations({})]
"""Which texts were looked at the last time: while somebody writes, hardly any of them is another one."""

_Found: TypeAlias = tuple[Position, str, str, str]
"""Where a word stands, in which field, as it is written there, and the id of the record that has a better one."""


def _avoided_in(record: Record | None, version: Version, glossary: Glossary, looked_at: Explanations) -> Iterator[_Found]:
    def is_wrong(record_id: str) -> bool:
        # Who explains a word may say which others it has.
        return record_id not in ("", record.id if record else "")

    for passage in version.passages_in_header(record.type) if record else ():
        if passage.outline is None:
            for use in filter(lambda use: is_wrong(use.record_id), glossary.uses(passage.text)):
                where = Position(version.path, *locate_within(version.header, passage.path, use.start))
                yield where, part_name(passage.path), passage.text[use.start : use.end], use.record_id
    for text in (*version.fields, version):
        if any(map(is_wrong, looked_at.used(version.language, text.outline).values())):
            prose = text.outline.prose
            for use in filter(lambda use: is_wrong(use.record_id), glossary.uses(prose)):
                line, column = text.outline.place(use.start)
                where = Position(version.path, line, column + text.indent)
                yield where, text.part, prose[use.start : use.end], use.record_id


RULES = (shared_word, avoided_word)
