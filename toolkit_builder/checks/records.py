"""Rules about a record as a whole: one original, translations that fit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit_builder.addresses import HOME
from toolkit_builder.model.built_in import TRAILING_FIELDS
from toolkit_builder.model.library import Library
from toolkit_builder.model.values import locate, locate_key
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.problems import Position, Problem, say


def at(version: Version, *path: str | int, key: bool = False) -> Position:
    """Return the place of a value in a header, or of its name."""
    find = locate_key if key else locate
    return Position(version.path, *find(version.header, path))


def loose_originals(library: Library) -> Iterator[tuple[str, list[Version]]]:
    """Yield the files that no record could be made of, and that are no translations."""
    for record_id, versions in library.loose.items():
        # A header that cannot be read says nothing about what the file is.
        if versions and all(version.is_read for version in versions):
            originals = [version for version in versions if not isinstance(version, Translation)]
            yield record_id, sorted(originals, key=lambda version: version.language != library.settings.default_language)


def no_original(library: Library) -> Iterator[Problem]:
    """A record has an original: one file without a `translation:` block.

    Bad:  duo.de.md with `translation: {of: en}`, and no duo.en.md
    Good: duo.en.md and duo.de.md
    """
    for record_id, originals in loose_originals(library):
        if not originals:
            version = library.loose[record_id][0]
            message = say("The record `{record}` has translations but no original.", record=record_id)
            hint = say("Add the file that it was translated from. If this file is the original, take `translation:` out of it.")
            where = at(version, "translation", key=True)
            yield Problem(where, "no-original", message, hint, record=record_id, field="translation")


def two_originals(library: Library) -> Iterator[Problem]:
    """A record has one original only; every other file says what it was translated from.

    Bad:  duo.en.md and duo.fr.md, both with facts and without `translation:`
    Good: duo.en.md with facts, duo.fr.md with `translation: {of: en, method: human}`
    """
    for record_id, originals in loose_originals(library):
        if len(originals) > 1 and not without_facts(library, record_id, originals):
            for version in originals[1:]:
                message = say("`{record}` has two originals: this file and {other}.", record=record_id, other=originals[0].path)
                hint = say(
                    "Keep the facts in one of them, and add `translation: {{of: {language}, method: human}}` to the other.",
                    language=originals[0].language,
                )
                yield Problem(Position(version.path), "two-originals", message, hint, record=record_id)


def without_facts(library: Library, record_id: str, originals: list[Version]) -> list[Version]:
    """Return those that hold no fact, where at least one other does."""
    facts = _facts(library, record_id)
    without = [version for version in originals if not facts & version.header.entries.keys()]
    return without if len(without) < len(originals) else []


def _facts(library: Library, record_id: str) -> set[str]:
    record_type = library.types.get(record_id.partition("/")[0])
    fields = record_type.all_fields if record_type else TRAILING_FIELDS
    return {field.name for field in fields if not field.translatable}


def facts_left_out(library: Library) -> Mapping[str, set[str]]:
    """Return the files that look like translations without saying so, with the facts that they need not have."""
    return {
        version.path: _facts(library, record_id)
        for record_id, originals in loose_originals(library)
        if len(originals) > 1
        for version in without_facts(library, record_id, originals)
    }


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
        where = at(home.original, "draft", key=True)
        yield Problem(where, "no-home-page", message, hint, record=HOME, field="draft")


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


RULES = (no_original, two_originals, no_home_page, page_without_default)
