"""Library to problems: every rule is one generator that only yields; its name is the rule's name, its docstring the help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from toolkit_builder.checks import (
    asked,
    characters,
    conditions,
    declarations,
    fields,
    figures,
    files,
    glossary,
    half_written,
    headers,
    home,
    html,
    linked_figures,
    links,
    lost,
    markup,
    pasted,
    pictures,
    records,
    redirects,
    settings,
    signs,
    templates,
    texts,
    translated_figures,
    translations,
    typed,
    typography,
    views,
)  # fmt: skip
from toolkit_builder.checks.faults import Text
from toolkit_builder.checks.gathering import gathered
from toolkit_builder.model.library import Library
from toolkit_builder.model.packed import put_back
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Problem

LibraryRule: TypeAlias = Callable[[Library], Iterator[Problem]]
RecordRule: TypeAlias = Callable[[Record], Iterator[Problem]]
TextRule: TypeAlias = Callable[[Text], Iterator[Problem]]
Rule: TypeAlias = LibraryRule | RecordRule | TextRule

LIBRARY_RULES: tuple[LibraryRule, ...] = (
    *settings.RULES,
    *templates.RULES,
    *files.RULES,
    *headers.RULES,
    *characters.RULES,
    *fields.RULES,
    *declarations.RULES,
    *records.RULES,
    *translations.RULES,
    *redirects.RULES,
    *lost.RULES,
    *views.RULES,
    *home.RULES,
    *asked.RULES,
    *half_written.RULES,
    *glossary.RULES,
    *linked_figures.RULES,
    *links.RULES,
    *pictures.RULES,
)
"""Rules that ask for more than one record."""

RECORD_RULES: tuple[RecordRule, ...] = (
    *characters.RECORD_RULES,
    *conditions.RECORD_RULES,
    *translations.RECORD_RULES,
    *asked.RECORD_RULES,
    *figures.RECORD_RULES,
    *translated_figures.RECORD_RULES,
    *typography.RECORD_RULES,
)
"""Rules about a record with all its texts, alone."""

TEXT_RULES: tuple[TextRule, ...] = (
    *html.TEXT_RULES,
    *texts.TEXT_RULES,
    *signs.TEXT_RULES,
    *markup.TEXT_RULES,
    *typed.TEXT_RULES,
    *pasted.TEXT_RULES,
    *pictures.TEXT_RULES,
)
"""Rules about a text, alone."""

RULES: tuple[Rule, ...] = (*LIBRARY_RULES, *RECORD_RULES, *TEXT_RULES)


def rule_name(rule: Rule) -> str:
    """Return how a rule is called in reports: `duplicate_key` is `duplicate-key`."""
    return rule.__name__.replace("_", "-")


def check(library: Library) -> list[Problem]:
    """Hold a library against all rules. Returns every problem once, file by file, from top to bottom; what is alike as one."""
    found = [problem for rule in LIBRARY_RULES for problem in rule(library)]
    for record in library.records_and_pages:
        found += record.once(wrong_alone)
    for version in library.in_no_record:
        folder = version.path.removeprefix(library.prefix).partition("/")[0]
        found += wrong_in_texts(version, None, library.types.get(folder))
    put_back()
    found.sort(key=lambda problem: problem.sort_key)
    return gathered(problem for problem, before in zip(found, [None, *found], strict=False) if problem != before)


def look(record: Record) -> None:
    """Find out about a record what does not depend on others, as soon as it was read; then it is packed."""
    for find in (
        wrong_alone,
        *links.FOUND,
        *half_written.FOUND,
        *(asked.FOUND if record.type.own_sentences else ()),
        *linked_figures.found_in(record),
    ):
        record.once(find)
    record.pack()


def wrong_alone(record: Record) -> Iterator[Problem]:
    """Hold a record against all rules that ask for nothing else. What they find is found once, until it changes."""
    for rule in RECORD_RULES:
        yield from rule(record)
    for version in record.files:
        yield from wrong_in_texts(version, record, record.type)


def wrong_in_texts(version: Version, record: Record | None, record_type: RecordType | None) -> Iterator[Problem]:
    """Hold the texts of a file against the rules of texts: what stands below its header, and its fields of Markdown."""
    for part in (version, *version.fields):
        text = Text(part, record, record_type)
        for rule in TEXT_RULES:
            yield from rule(text)
