"""Many problems of one kind in one file, told as one."""

from __future__ import annotations

import json

from toolkit_builder.checks.gathering import MOST_OF_A_KIND, gathered, with_places
from toolkit_builder.problems import Position, Problem, Severity, say
from toolkit_builder.reports import FORMATS


def problem(line: int, thing: str = "a", path: str = "content/x.en.md", field: str = "", rule: str = "odd") -> Problem:
    return Problem(Position(path, line, 3), rule, say("`{thing}` is odd.", thing=field or thing), say("Mend it."), field=field)


def words(problems: list[Problem]) -> list[str]:
    return [f"{one.position.line}: {one.message}" for one in problems]


def test_three_are_told_one_by_one_and_four_as_one() -> None:
    assert gathered([problem(line) for line in (1, 2, 3)]) == [problem(line) for line in (1, 2, 3)]
    assert words(gathered([problem(line) for line in (1, 2, 2, 9)])) == ["1: `a` is odd. And 3 more on lines 2, 9."]
    assert words(gathered([problem(4) for _ in range(5)])) == ["4: `a` is odd. And 4 more on line 4."]


def test_the_first_three_lines_of_hundreds_and_all_places_for_programs() -> None:
    many = gathered([problem(line) for line in range(1, 627)])
    assert words(many) == ["1: `a` is odd. And 625 more, first on lines 2, 3, 4."]
    told = json.loads(FORMATS["json"](many, 1, str))["problems"][0]
    assert (told["line"], told["column"], told["count"], len(told["also"])) == (1, 3, 626, 625)
    assert told["also"][-1] == {"path": "content/x.en.md", "line": 626, "column": 3}
    result = json.loads(FORMATS["sarif"](many, 1, str))["runs"][0]["results"][0]
    assert len(result["relatedLocations"]) == 100


def test_what_differs_stays_apart() -> None:
    different = [
        *(problem(line) for line in (1, 2, 3)),
        problem(4, "b"),
        *(problem(line, path="content/y.en.md") for line in (1, 2, 3)),
    ]
    assert gathered(different) == different
    warnings = [Problem(Position("content/x.en.md", line), "odd", say("Odd."), level=Severity.WARNING) for line in (1, 2)]
    errors = [Problem(Position("content/x.en.md", line), "odd", say("Odd.")) for line in (3, 4)]
    assert gathered([*warnings, *errors]) == [*warnings, *errors]


def test_entries_of_a_list_are_alike() -> None:
    entries = [problem(line, field=f"steps.{line}.minutes") for line in range(1, 12)]
    assert words(gathered(entries)) == ["1: `steps.1.minutes` is odd. And 10 more, first on lines 2, 3, 4."]


def test_very_many_of_a_kind_about_different_things() -> None:
    many = gathered([problem(line, f"thing {line}") for line in range(1, 2001)])
    assert len(many) == MOST_OF_A_KIND
    assert words(many)[-1] == "20: `thing 20` is odd. And 1980 more, first on lines 21, 22, 23."
    assert sum(len(one.places) for one in many) == 2000
    exact = [problem(line, f"thing {line}") for line in range(1, MOST_OF_A_KIND + 1)]
    assert gathered(exact) == exact


def test_what_was_put_together_is_put_together_once_more() -> None:
    alike = [problem(line, f"thing {line % 40}") for line in range(1, 401)]
    many = gathered(alike)
    assert len(many) == MOST_OF_A_KIND
    assert sum(len(one.places) for one in many) == 400
    assert words(many)[-1] == "20: `thing 20` is odd. And 209 more, first on lines 60, 100, 140."


def test_other_files_are_named_behind_the_own_one() -> None:
    also = [Position("content/x.ar.md", 7), Position("content/x.en.md", 9)]
    assert str(with_places(problem(1), also).message) == "`a` is odd. And 2 more in content/x.en.md:9, content/x.ar.md:7."
    assert with_places(problem(1), also).paths == ("content/x.en.md", "content/x.ar.md")
