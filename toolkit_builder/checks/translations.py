"""Rules about translations: what they follow, whether they fit their original, whether they say anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolkit_builder.checks.records import at, loose_originals, without_facts
from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import Library
from toolkit_builder.model.passages import Passage
from toolkit_builder.model.record import Record, known_as
from toolkit_builder.model.values import Path
from toolkit_builder.model.versions import part_name
from toolkit_builder.problems import Position, Problem, Severity, say


def translation_without_block(library: Library) -> Iterator[Problem]:
    """A translation says what it was made from, and how.

    Bad:  duo.fr.md with a title and a text only
    Good: duo.fr.md with `translation: {of: en, method: human}`
    """
    for record_id, originals in loose_originals(library):
        if len(originals) < 2:
            continue
        without = without_facts(library, record_id, originals)
        for version in without:
            original = next(original for original in originals if original not in without)
            message = say("This looks like a translation, but it does not say of what.")
            hint = say(
                "Add to the header: `translation: {{of: {language}, method: human}}` (or `machine`).",
                language=original.language,
            )
            yield Problem(Position(version.path), "translation-without-block", message, hint, record=record_id)


def translation_of_wrong_language(library: Library) -> Iterator[Problem]:
    """A translation names the language of its original.

    Bad:  translation: {of: fr}, while the original is duo.en.md
    Good: translation: {of: en}
    """
    for record, translation in library.translations():
        original = record.original.language
        # What is wrong with the name of the original was told.
        if not translation.of or translation.of == original or original not in library.settings.codes:
            continue
        message = say("The original is written in `{original}`, not in `{typed}`.", original=original, typed=translation.of)
        if translation.of not in library.settings.codes:
            message = say("The language `{language}` is not one of this toolkit's languages.", language=translation.of)
        hint = say("Write `of: {original}`.", original=original)
        where = at(translation, "translation", "of")
        yield Problem(where, "translation-of-wrong-language", message, hint, record=record.id, field="translation.of")


def translation_does_not_fit(record: Record) -> Iterator[Problem]:
    """Lists in a translation have as many entries as in the original, and nothing that the original lacks.

    Bad:  two findings in duo.de.md, three in duo.en.md
    Good: three findings in both, in the same order
    """
    for translation in record.translations.values():
        original = record.original
        for field, here, there in _pairs(record.type.all_fields, translation.values, record.facts):
            path = field.name
            where = at(translation, path, key=True)
            if there is None and (not original.is_read or path in original.refused):
                # It is there and wrong, which was told.
                continue
            if there is None:
                message = say("The original has no `{field}`.", field=path)
                hint = say("Take it out here, or add it to the original.")
            elif field.many and field.fields and len(here) != len(there):
                message = say(
                    "Entries in `{field}`: {here} here, {there} in the original.", field=path, here=len(here), there=len(there)
                )
                hint = say("Give every entry of the original its translation, in the same order.")
            else:
                continue
            yield Problem(where, "translation-does-not-fit", message, hint, record=record.id, field=path)
        for way, here_many, there_many in _lists_within(record.type.all_fields, translation.values, record.facts):
            name = part_name(way)
            message = say(
                "Entries in `{field}`: {here} here, {there} in the original.", field=name, here=here_many, there=there_many
            )
            hint = say("Give every entry of the original its translation, in the same order.")
            where = at(translation, *way, key=True)
            yield Problem(where, "translation-does-not-fit", message, hint, record=record.id, field=name)


def _lists_within(fields: tuple[Field, ...], here: Any, there: Any) -> Iterator[tuple[Path, int, int]]:
    """Yield the lists within groups that differ in length: there, the place of an entry says something."""
    for group in fields:
        if group.fields and group.has_words and group.name in here and group.name in there:
            own, original = here[group.name], there[group.name]
            pairs = [*zip(own, original, strict=False)] if group.many else [(own, original)]
            for number, (entry, its_original) in enumerate(pairs):
                above = (group.name, number) if group.many else (group.name,)
                for part in (field for field in group.fields if field.many and field.translate and field.name in entry):
                    counted, wanted = len(entry[part.name]), len(its_original.get(part.name, ()))
                    if counted != wanted:
                        yield (*above, part.name), counted, wanted


def _pairs(fields: tuple[Field, ...], here: Any, there: Any) -> Iterator[tuple[Field, Any, Any]]:
    for field in fields:
        if field.has_words and field.name in here and field.name not in ("title", "summary"):
            yield field, here[field.name], there.get(field.name)


def translation_without_fingerprint(record: Record) -> Iterator[Problem]:
    """A translation says which state of its original it follows; otherwise nobody can tell whether it is up to date.

    Bad:  translation: {of: en, method: human}
    Good: translation: {of: en, fingerprint: [s3f2a91c0, ...], method: human}, which `toolkit translate --as-current` writes
    """
    for translation in record.translations.values():
        # Where something in the block is wrong, that was told.
        is_silent = not translation.fingerprint and translation.language not in record.untouched
        if is_silent and "translation" in translation.values:
            message = say("It is not known which state of {original} this translation follows.", original=record.original.path)
            hint = say(
                "Compare the two. If they say the same, run: toolkit translate --as-current {path}", path=translation.path
            )
            where = at(translation, "translation", key=True)
            yield Problem(
                where, "translation-without-fingerprint", message, hint, Severity.WARNING, record.id, "translation.fingerprint"
            )


def not_yet_translated(record: Record) -> Iterator[Problem]:
    """A translation says in its language what the original says; a file with the original's words only is shown to nobody.

    Bad:  duo.de.md with English sentences
    Good: German ones; or no passage at all, and readers are shown the original's
    """
    for translation in record.translations.values():
        # A block that cannot be read may say that somebody found it right as it is.
        if not translation.is_read or "translation" in translation.refused:
            continue
        if translation.language in record.untouched:
            message = say("This file says nothing yet but what the original says, word for word. Readers do not see it.")
            hint = say(
                "Write the translation over the words. Is it right as it is? Then add to `translation:` who says so: `{line}`",
                line=_REVIEWED,
            )
            if record.is_overtaken(translation):
                message = say("This file says nothing but what the original said when it was begun. Readers do not see it.")
                hint = say(
                    "Delete it and run: toolkit translate {record} {language}",
                    record=record.id, language=translation.language,
                )  # fmt: skip
            where = at(translation, "translation", key=True)
            yield Problem(where, "not-yet-translated", message, hint, Severity.WARNING, record.id, "translation")
            continue
        if translation.reviewed:
            continue
        of_then = known_as(*({*translation.fingerprint}.difference(record.fingerprint if translation.fingerprint else ())))
        for passage in translation.passages(record.type):
            code = translation.language
            is_theirs = record.repeats(passage, code) or bool(of_then and record.is_of(passage, of_then, code))
            if is_theirs and _is_sentence(passage):
                message = say("This passage is the original's, word for word ({path}).", path=record.original.path)
                hint = say("Translate it, or take it out: readers are shown the original's, marked as such.")
                if passage.is_section or passage.name in ("title", "summary"):
                    hint = say("Translate it.")
                where = Position(translation.path, *translation.place_of(passage))
                yield Problem(where, "not-yet-translated", message, hint, Severity.WARNING, record.id, part_name(passage.path))


_REVIEWED = "reviewed: {on: 2026-11-20, by: Ada Lovelace}"
_SENTENCE = 8
"""How many words a passage has at least that nobody would leave as it is: titles and names are shorter."""


def _is_sentence(passage: Passage) -> bool:
    return passage.text.count(" ") >= _SENTENCE - 1 and len(_WORD.findall(passage.text)) >= _SENTENCE


_WORD = re.compile(r"[^\W\d_]{2,}")


def untranslated_but_there(record: Record) -> Iterator[Problem]:
    """A language that is left out on purpose has no translation.

    Bad:  untranslated: [{language: fr, reason: "..."}], and duo.fr.md exists
    Good: one of the two
    """
    for language in record.left_out.keys() & record.translations.keys():
        message = say("`{language}` is left out on purpose, but there is a translation.", language=language)
        where = at(record.original, "untranslated")
        hint = say("Take the language out of `untranslated:`, or delete the translation.")
        yield Problem(where, "untranslated-but-there", message, hint, Severity.WARNING, record.id, "untranslated")


RULES = (translation_without_block, translation_of_wrong_language)
RECORD_RULES = (translation_does_not_fit, translation_without_fingerprint, not_yet_translated, untranslated_but_there)
