"""Rules about a record as a whole: one original, translations that fit it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit_builder.addresses import HOME
from toolkit_builder.model.built_in import TRAILING_FIELDS
from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import Library
from toolkit_builder.model.passages import Passage
from toolkit_builder.model.record import known_as
from toolkit_builder.model.values import Path, locate, locate_key
from toolkit_builder.model.versions import Translation, Version, part_name
from toolkit_builder.problems import Position, Problem, Severity, say


def _at(version: Version, *path: str | int, key: bool = False) -> Position:
    find = locate_key if key else locate
    return Position(version.path, *find(version.header, path))


def _loose_originals(library: Library) -> Iterator[tuple[str, list[Version]]]:
    for record_id, versions in library.loose.items():
        # A header that cannot be read says nothing about what the file is.
        if versions and all(version.is_read for version in versions):
            originals = [version for version in versions if not isinstance(version, Translation)]
            yield record_id, sorted(originals, key=lambda one: one.language != library.settings.default_language)


def no_original(library: Library) -> Iterator[Problem]:
    """A record has an original: one file without a `translation:` block.

    Bad:  duo.de.md with `translation: {of: en}`, and no duo.en.md
    Good: duo.en.md and duo.de.md
    """
    for record_id, originals in _loose_originals(library):
        if not originals:
            version = library.loose[record_id][0]
            message = say("The record `{record}` has translations but no original.", record=record_id)
            hint = say("Add the file that it was translated from. If this file is the original, take `translation:` out of it.")
            yield Problem(_at(version, "translation", key=True), "no-original", message, hint, record=record_id)


def two_originals(library: Library) -> Iterator[Problem]:
    """A record has one original only; every other file says what it was translated from.

    Bad:  duo.en.md and duo.fr.md, both with facts and without `translation:`
    Good: duo.en.md with facts, duo.fr.md with `translation: {of: en, method: human}`
    """
    for record_id, originals in _loose_originals(library):
        if len(originals) > 1 and not _without_facts(library, record_id, originals):
            for version in originals[1:]:
                message = say("`{record}` has two originals: this file and {other}.", record=record_id, other=originals[0].path)
                hint = say(
                    "Keep the facts in one of them, and add `translation: {{of: {language}, method: human}}` to the other.",
                    language=originals[0].language,
                )
                yield Problem(Position(version.path), "two-originals", message, hint, record=record_id)


def translation_without_block(library: Library) -> Iterator[Problem]:
    """A translation says what it was made from, and how.

    Bad:  duo.fr.md with a title and a text only
    Good: duo.fr.md with `translation: {of: en, method: human}`
    """
    for record_id, originals in _loose_originals(library):
        if len(originals) < 2:
            continue
        without = _without_facts(library, record_id, originals)
        for version in without:
            original = next(one for one in originals if one not in without)
            message = say("This looks like a translation, but it does not say of what.")
            hint = say(
                "Add to the header: `translation: {{of: {language}, method: human}}` (or `machine`).",
                language=original.language,
            )
            yield Problem(Position(version.path), "translation-without-block", message, hint, record=record_id)


def _without_facts(library: Library, record_id: str, originals: list[Version]) -> list[Version]:
    """Return those that hold no fact, where at least one other does."""
    facts = _facts(library, record_id)
    without = [version for version in originals if not facts & version.header.entries.keys()]
    return without if len(without) < len(originals) else []


def _facts(library: Library, record_id: str) -> set[str]:
    record_type = library.types.get(record_id.partition("/")[0])
    fields = record_type.all_fields if record_type else TRAILING_FIELDS
    return {one.name for one in fields if not one.translatable}


def facts_left_out(library: Library) -> Mapping[str, set[str]]:
    """Return the files that look like translations without saying so, with the facts that they need not have."""
    return {
        version.path: _facts(library, record_id)
        for record_id, originals in _loose_originals(library)
        if len(originals) > 1
        for version in _without_facts(library, record_id, originals)
    }


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
        where = _at(translation, "translation", "of")
        yield Problem(where, "translation-of-wrong-language", message, hint, record=record.id, field="translation.of")


def translation_does_not_fit(library: Library) -> Iterator[Problem]:
    """Lists in a translation have as many entries as in the original, and nothing that the original lacks.

    Bad:  two findings in duo.de.md, three in duo.en.md
    Good: three findings in both, in the same order
    """
    for record, translation in library.translations():
        original = record.original
        for one, here, there in _pairs(record.type.all_fields, translation.values, record.facts):
            path = one.name
            where = _at(translation, path, key=True)
            if there is None and (not original.is_read or path in original.refused):
                # It is there and wrong, which was told.
                continue
            if there is None:
                message = say("The original has no `{field}`.", field=path)
                hint = say("Take it out here, or add it to the original.")
            elif one.many and one.fields and len(here) != len(there):
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
            where = _at(translation, *way, key=True)
            yield Problem(where, "translation-does-not-fit", message, hint, record=record.id, field=name)


def _lists_within(fields: tuple[Field, ...], here: Any, there: Any) -> Iterator[tuple[Path, int, int]]:
    """Yield the lists within groups that differ in length: there, the place of an entry says something."""
    for group in fields:
        if group.fields and group.has_words and group.name in here and group.name in there:
            own, original = here[group.name], there[group.name]
            pairs = [*zip(own, original, strict=False)] if group.many else [(own, original)]
            for number, (entry, its_original) in enumerate(pairs):
                above = (group.name, number) if group.many else (group.name,)
                for part in (one for one in group.fields if one.many and one.translate and one.name in entry):
                    counted, wanted = len(entry[part.name]), len(its_original.get(part.name, ()))
                    if counted != wanted:
                        yield (*above, part.name), counted, wanted


def _pairs(fields: tuple[Field, ...], here: Any, there: Any) -> Iterator[tuple[Field, Any, Any]]:
    for one in fields:
        if one.has_words and one.name in here and one.name not in ("title", "summary"):
            yield one, here[one.name], there.get(one.name)


def translation_without_fingerprint(library: Library) -> Iterator[Problem]:
    """A translation says which state of its original it follows; otherwise nobody can tell whether it is up to date.

    Bad:  translation: {of: en, method: human}
    Good: translation: {of: en, fingerprint: [s3f2a91c0, ...], method: human}, which `toolkit translate --as-current` writes
    """
    for record, translation in library.translations():
        # Where something in the block is wrong, that was told.
        is_silent = not translation.fingerprint and translation.language not in record.untouched
        if is_silent and "translation" in translation.values:
            message = say("It is not known which state of {original} this translation follows.", original=record.original.path)
            hint = say(
                "Compare the two. If they say the same, run: toolkit translate --as-current {path}", path=translation.path
            )
            where = _at(translation, "translation", key=True)
            yield Problem(
                where, "translation-without-fingerprint", message, hint, Severity.WARNING, record.id, "translation.fingerprint"
            )


def not_yet_translated(library: Library) -> Iterator[Problem]:
    """A translation says in its language what the original says; a file with the original's words only is shown to nobody.

    Bad:  duo.de.md with English sentences
    Good: German ones; or no passage at all, and readers are shown the original's
    """
    for record, translation in library.translations():
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
            yield Problem(
                _at(translation, "translation", key=True), "not-yet-translated", message, hint, Severity.WARNING, record.id
            )
            continue
        if translation.reviewed:
            continue
        of_then = known_as(*({*translation.fingerprint} - {*record.fingerprint}))
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


def untranslated_but_there(library: Library) -> Iterator[Problem]:
    """A language that is left out on purpose has no translation.

    Bad:  untranslated: [{language: fr, reason: "..."}], and duo.fr.md exists
    Good: one of the two
    """
    for record in library.records.values():
        for language in record.left_out.keys() & record.translations.keys():
            message = say("`{language}` is left out on purpose, but there is a translation.", language=language)
            where = _at(record.original, "untranslated")
            hint = say("Take the language out of `untranslated:`, or delete the translation.")
            yield Problem(where, "untranslated-but-there", message, hint, Severity.WARNING, record.id, "untranslated")


def no_home_page(library: Library) -> Iterator[Problem]:
    """A toolkit has a home page that is no draft: every other page leads there, and so does the first file of the ZIP.

    Bad:  content/ with records and no index.en.md
    Good: content/index.en.md
    """
    if library.records and HOME not in library.pages and HOME not in library.loose:
        name = f"index.{library.settings.default_language}.md"
        message = say("There is no home page, where every page of the site leads to.")
        yield Problem(Position(f"{library.prefix}{name}"), "no-home-page", message, say("Add `{name}`.", name=name))
    home = library.pages.get(HOME)
    if home is not None and home.is_draft:
        message = say("The home page, where every page of the site leads to, is a draft: readers do not see it.")
        hint = say("Take `draft: true` out.")
        yield Problem(_at(home.original, "draft", key=True), "no-home-page", message, hint, record=HOME)


def page_without_default(library: Library) -> Iterator[Problem]:
    """Plain pages exist in the default language, where all others fall back to.

    Bad:  about.de.md alone, where English is the default
    Good: about.en.md and about.de.md
    """
    default = library.settings.default_language
    for page in library.pages.values():
        # A name that the site needs itself cannot be used in any language.
        is_taken = "" in library.addresses.get(f"{page.slug}.html", ())
        if page.version(default) is None and page.original.language in library.settings.codes and not is_taken:
            message = say(
                "The page `{page}` does not exist in the default language, `{language}`.",
                page=page.slug,
                language=default,
            )
            hint = say("Add `{name}`.", name=f"{page.slug}.{default}.md")
            yield Problem(Position(page.original.path), "page-without-default", message, hint, record=page.id)


RULES = (
    no_original, two_originals, translation_without_block, translation_of_wrong_language, translation_does_not_fit,
    translation_without_fingerprint, not_yet_translated, untranslated_but_there, no_home_page, page_without_default,
)  # fmt: skip
