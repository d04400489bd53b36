"""The report formats."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from toolkit_builder import __version__
from toolkit_builder.problems import Message, Position, Problem, Severity, Translate, errors, say, say_many

FEW = 10
"""So many problems are seen at a glance; of more, their numbers are told by rule and by file."""
_LONGEST_TABLE = 20
_TABLES: tuple[tuple[Message, Callable[[Problem], str]], ...] = (
    (say("By rule:"), lambda problem: problem.rule),
    (say("By file:"), lambda problem: problem.position.path),
)
_MOST_PLACES = 100


def as_text(problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
    """For people: each problem; of many, how many there are of which rule and in which file; then a line that counts."""
    lines = [problem.in_words(translate) for problem in problems[:limit]]
    if hidden := len(problems) - len(lines):
        lines += [*("" for _ in lines[:1]), not_shown(hidden).in_words(translate)]
    if len(problems) > FEW:
        for title, name_of in _TABLES:
            numbers = Counter((name_of(problem), problem.level) for problem in problems)
            if len({name for name, _ in numbers}) > 1:
                lines += ["", title.in_words(translate), *_table(numbers, translate)]
        lines.append("")
    return "\n".join([*lines, _total(problems, records).in_words(translate)]) + "\n"


def not_shown(number: int) -> Message:
    """Say how many problems are left out."""
    return say_many("{number} more problem is not shown.", "{number} more problems are not shown.", number)


def _table(numbers: Mapping[tuple[str, Severity], int], translate: Translate) -> list[str]:
    """Write how many errors and warnings each name has, most first."""
    counts = {name: (numbers[name, Severity.ERROR], numbers[name, Severity.WARNING]) for name, _ in numbers}
    names = sorted(counts, key=lambda name: (-counts[name][0], -counts[name][1], name))
    words = {name: counted(*counts[name], short=True).in_words(translate) for name in names[:_LONGEST_TABLE]}
    width = max(map(len, words.values()))
    rows = [f"  {text:{width}}  {name}" for name, text in words.items()]
    if more := len(names) - len(words):
        rest = say("and {number} more", number=more)
        rows.append(f"  {rest.in_words(translate)}")
    return rows


def _total(problems: Sequence[Problem], records: int) -> Message:
    if not problems:
        return no_problems(records)
    wrong = errors(problems)
    return say("{records}: {problems}.", records=_records(records), problems=counted(wrong, len(problems) - wrong))


def no_problems(records: int) -> Message:
    """Say that all is well with so many records."""
    return say("{records}: no problems found.", records=_records(records))


def _records(number: int) -> Message:
    return say_many("{number} record", "{number} records", number)


def counted(wrong: int, warnings: int, *, short: bool = False) -> Message:
    """Write a number of errors and of warnings; ``short`` without those that there are none of."""
    of_errors = say_many("{number} error", "{number} errors", wrong)
    of_warnings = say_many("{number} warning", "{number} warnings", warnings)
    if short and not (wrong and warnings):
        return of_errors if wrong else of_warnings
    return say("{errors}, {warnings}", errors=of_errors, warnings=of_warnings)


def as_json(problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
    """For programs: the form is part of the command-line contract."""
    wrong = errors(problems)
    data = {
        "problems": [
            {
                "path": problem.position.path,
                "line": problem.position.line,
                "column": problem.position.column,
                "level": str(problem.level),
                "rule": problem.rule,
                "message": problem.message.in_words(translate),
                "hint": problem.hint.in_words(translate),
                "record": problem.record,
                "field": problem.field,
                "count": 1 + len(problem.also),
                "also": [
                    {"path": position.path, "line": position.line, "column": position.column} for position in problem.also
                ],
            }
            for problem in problems[:limit]
        ],
        "errors": wrong,
        "warnings": len(problems) - wrong,
        "records": records,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_github(problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
    """Workflow commands that put each problem on its line of a pull request.

    Escapes: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    """
    lines = []
    for problem in problems[:limit]:
        at = problem.position
        places = {"file": at.path, "line": at.line, "col": at.column, "title": problem.rule}
        properties = ",".join(f"{name}={_escape_property(str(value))}" for name, value in places.items())
        text = problem.message.in_words(translate)
        if hint := problem.hint.in_words(translate):
            text += f"\n{hint}"
        lines.append(f"::{problem.level} {properties}::{_escape_data(text)}")
    if hidden := len(problems) - len(lines):
        lines.append(f"::notice::{_escape_data(not_shown(hidden).in_words(translate))}")
    return "\n".join(lines or [as_text((), records, translate).strip()]) + "\n"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
    """GitLab's Code Quality, https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.

    Of several problems with one fingerprint GitLab shows one, and one with another fingerprint is new to it: so the line
    does not count, and the second of the same kind in a file has a number.
    """
    seen: Counter[str] = Counter()
    found = []
    for problem in problems[:limit]:
        at = problem.position
        same = f"{problem.rule}\n{at.path}\n{problem.message.in_words(str)}"
        seen[same] += 1
        found.append(
            {
                "description": " ".join(filter(None, (problem.message.in_words(translate), problem.hint.in_words(translate)))),
                "check_name": problem.rule,
                "fingerprint": sha256(f"{same}\n{seen[same]}".encode(errors="replace")).hexdigest(),
                "severity": "major" if problem.level is Severity.ERROR else "minor",
                "location": {"path": at.path, "lines": {"begin": at.line}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_sarif(problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code-scanning tools."""
    rules = sorted({problem.rule for problem in problems[:limit]})
    results = []
    for problem in problems[:limit]:
        text = " ".join(filter(None, (problem.message.in_words(translate), problem.hint.in_words(translate))))
        result: dict[str, Any] = {"ruleId": problem.rule, "level": str(problem.level), "message": {"text": text}}
        result["locations"] = [_sarif_place(problem.position)]
        if problem.also:
            result["relatedLocations"] = [_sarif_place(position) for position in problem.also[:_MOST_PLACES]]
        results.append(result)
    driver = {"name": "toolkit check", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _sarif_place(at: Position) -> dict[str, Any]:
    region = {"startLine": at.line, "startColumn": at.column}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(at.path, errors="replace")}, "region": region}}


# Characters that XML has no way to write (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(problems: Sequence[Problem], records: int, translate: Translate, limit: int | None = None) -> str:
    """JUnit XML, as CI systems read it: a failure per error; a record without one is not listed."""
    problems = problems[:limit]
    wrong = errors(problems)
    suite = ElementTree.Element("testsuite", name="toolkit check", tests=str(max(len(problems), 1)), failures=str(wrong))
    for problem in problems:
        at = problem.position
        name = f"{at.path}:{at.line}:{at.column} {problem.rule}"
        case = ElementTree.SubElement(suite, "testcase", classname=at.path, name=name, file=at.path, line=str(at.line))
        text = problem.message.in_words(translate)
        if problem.level is Severity.ERROR:
            failure = ElementTree.SubElement(case, "failure", type=problem.rule, message=text)
            failure.text = problem.in_words(translate)
        else:
            ElementTree.SubElement(case, "system-out").text = problem.in_words(translate)
    if not problems:
        ElementTree.SubElement(suite, "testcase", classname="content", name=str(_records(records)))
    ElementTree.indent(suite, " ")
    text = _NOT_XML.sub("\ufffd", ElementTree.tostring(suite, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
