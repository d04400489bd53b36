"""What `toolkit check` says: the exact words for every mistake, and nothing for what is right."""

from __future__ import annotations

from importlib import import_module
from inspect import isfunction
from pathlib import Path

import pytest

from tests.golden_case import read_case
from toolkit_builder import checks
from toolkit_builder.build import read_and_check
from toolkit_builder.checks import RULES, rule_name
from toolkit_builder.model.library import Library
from toolkit_builder.model.values import Node, Scalar, Sequence, child, locate, locate_key
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Problem
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.reports.formats import as_text

TODAY = "1796000000"
"""30 November 2026, which some cases name."""
CASES = sorted((Path(__file__).parent / "golden" / "check").glob("*.case"))

OF_FILES = frozenset(
    "bad-name encoding file-too-large long-path no-header no-language reserved-name same-address unclosed-header "
    "unknown-language".split()
)
"""These tell of a file, whatever record it is of."""
OF_LINES = frozenset(
    "alias anchor broken-yaml cut-off duplicate-key header-not-a-map header-too-long hidden-character merge-key odd-key tab "
    "tag too-deep curly-quotes second-document unclosed-direction".split()
)
"""These tell of a line of a header, whatever record and field it is of."""


def misplaced(library: Library, problems: list[Problem]) -> list[Problem]:
    """Return the problems that name another record than the one of their file, no field, or one that stands elsewhere."""
    records = (*library.records.values(), *library.pages.values())
    versions = [(record.id, version) for record in records for version in (record.original, *record.translations.values())]
    versions += [(name, version) for name, several in library.loose.items() for version in several]
    of_path = {version.path: (name, version) for name, version in versions}
    return [
        problem
        for problem in problems
        if problem.position.path in of_path
        and problem.rule not in OF_FILES | OF_LINES
        and not _names_its_place(problem, *of_path[problem.position.path])
    ]


def _names_its_place(problem: Problem, record: str, version: Version) -> bool:
    line, column = problem.position.line, problem.position.column
    if problem.record != record:
        return False
    if not problem.field:
        # What was published is told at what took its place, and stands in no field yet.
        return problem.rule == "lost-address" or not 1 < line < version.text_line
    node: Node | None = version.header
    path: list[str | int] = []
    for step in problem.field.split("."):
        place = int(step) - 1 if isinstance(node, Sequence) else step
        if node is None or (node := child(node, place)) is None:
            break
        path.append(place)
    # What is missing is told at what it should be in; something within a text, further on.
    places = locate(version.header, path), locate_key(version.header, tuple(path))
    return (line, column) in places or (isinstance(node, Scalar) and (line, column) > places[0])


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_words_for_a_mistake(file: Path, small: Path, update_goldens: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    case = read_case(file)
    case.prepare(small)
    library, problems = read_and_check(read_settings(small), case.against(small))
    assert misplaced(library, problems) == []
    came_out = as_text(problems, len(library.records), str)
    if update_goldens:
        case.update(came_out)
    assert came_out == read_case(file).expected


def test_every_rule_has_a_case() -> None:
    """A rule that no case breaks may be one that nothing can break. `cannot-render` is shown in test_rendering.py."""
    told = "\n".join(read_case(file).expected for file in CASES)
    silent = {rule_name(rule) for rule in RULES if f" {rule_name(rule)}: " not in told}
    assert silent == {"cannot-render", "not-a-file"}


def test_every_rule_that_explains_itself_is_asked() -> None:
    """One that its module's `RULES` does not name would never be: its case would say that there are no problems."""
    modules = [import_module(f"toolkit_builder.checks.{file.stem}") for file in Path(checks.__file__).parent.glob("[!_]*.py")]
    written = {one for module in modules for one in vars(module).values() if isfunction(one) and "Bad:" in (one.__doc__ or "")}
    assert written == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_every_rule_explains_itself(rule: object) -> None:
    text = rule.__doc__ or ""
    assert text.splitlines()[0].endswith(".")
    assert "Bad:" in text
    assert "Good:" in text
