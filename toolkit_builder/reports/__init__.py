"""Problems to text, JSON, GitHub annotations, SARIF and JUnit: each format is one function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit_builder.problems import Problem, Translate
from toolkit_builder.reports.formats import as_github, as_json, as_junit, as_sarif, as_text

Report = Callable[[Sequence[Problem], int, Translate], str]

FORMATS: Mapping[str, Report] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}
"""Each takes the problems, the number of records, and a gettext function; and returns what is printed."""
