"""Library to problems: every rule is one generator that only yields; its name is the rule's name, its docstring the help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from toolkit_builder.checks import (
    asked,
    conditions,
    declarations,
    fields,
    figures,
    files,
    glossary,
    half_written,
    headers,
    html,
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
    views,
)  # fmt: skip
from toolkit_builder.checks.gathering import gathered
from toolkit_builder.model.library import Library
from toolkit_builder.problems import Problem

Rule: TypeAlias = Callable[[Library], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    *settings.RULES,
    *templates.RULES,
    *files.RULES,
    *headers.RULES,
    *fields.RULES,
    *conditions.RULES,
    *declarations.RULES,
    *records.RULES,
    *translations.RULES,
    *redirects.RULES,
    *lost.RULES,
    *views.RULES,
    *html.RULES,
    *texts.RULES,
    *asked.RULES,
    *signs.RULES,
    *half_written.RULES,
    *markup.RULES,
    *typed.RULES,
    *pasted.RULES,
    *figures.RULES,
    *translated_figures.RULES,
    *glossary.RULES,
    *links.RULES,
    *pictures.RULES,
)


def rule_name(rule: Rule) -> str:
    """Return how a rule is called in reports: `duplicate_key` is `duplicate-key`."""
    return rule.__name__.replace("_", "-")


def check(library: Library, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """Hold a library against all rules. Returns every problem once, file by file, from top to bottom; what is alike as one."""
    found = sorted((problem for rule in rules for problem in rule(library)), key=lambda problem: problem.sort_key)
    return gathered(problem for problem, before in zip(found, [None, *found], strict=False) if problem != before)
