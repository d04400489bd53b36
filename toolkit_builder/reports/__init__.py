"""Problems to text, JSON, GitHub annotations, GitLab Code Quality, SARIF, JUnit and Markdown: each format is one function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from toolkit_builder.problems import Problem, Severity, Translate
from toolkit_builder.reports.formats import as_github, as_gitlab, as_json, as_junit, as_sarif, as_text
from toolkit_builder.reports.summary import as_markdown


class Report(Protocol):
    """A format: it takes the problems, the number of records, a gettext function, and how many problems to tell at most."""

    def __call__(self, problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
        """Return what is printed. What is counted in it are all problems."""


def errors_first(problems: Sequence[Problem], limit: int | None) -> Sequence[Problem]:
    """Return problems in the order in which they are told: where not all are, those that stop a build come first."""
    if limit is None or limit >= len(problems):
        return problems
    return sorted(problems, key=lambda problem: problem.level is not Severity.ERROR)


FORMATS: Mapping[str, Report] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
    "markdown": as_markdown,
}
