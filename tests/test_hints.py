"""A hint that gives a value gives one that passes: each is applied where it was told, and checked again."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.golden_case import read_case
from toolkit_builder.build import read_and_check
from toolkit_builder.problems import Problem, say
from toolkit_builder.reading.settings import read_settings

TODAY = "1796000000"
CASES = sorted((Path(__file__).parent / "golden" / "check").glob("*.case"))

# What a hint says, and the part of it that is to be typed. Where it stands for a whole line, what it replaces is the line.
VALUES = {
    "Did you mean `{meant}`?": "{meant}",
    "Write `{meant}`.": "{meant}",
    "Write `## {title}`.": "## {title}",
    "Write `of: {original}`.": "{original}",
    "Write it like `{example}`.": "{example}",
    "Type it again: `{meant}`.": "{meant}",
    "Take the backslashes out: `{meant}`.": "{meant}",
    "No spaces between signs and words: `{meant}`.": "{meant}",
    "No spaces between stars and words: `**{words}**`.": "**{words}**",
    "A value with a colon must stand in quotes: `{mended}`.": "{mended}",
    "A value that begins with one of & * ! % @ ` | > - must stand in quotes: `{mended}`.": "{mended}",
    "A quotation mark was opened and not closed, or text follows behind it. Write `{mended}`.": "{mended}",
    "A text that begins with a bracket must stand in quotes: `{mended}`.": "{mended}",
    "Put the whole value in quotes: {mended}": "{mended}",
    'Put it in quotes: "{typed}".': '"{typed}"',
    "Put it in square brackets: [{typed}].": "[{typed}]",
    "Addresses hold no spaces: [{words}]({meant})": "[{words}]({meant})",
}
WHOLE_LINES = frozenset({"broken-yaml", "heading-level", "half-written", "typed-list"})
LATER = {("broken-yaml", "wrong-kind"), ("half-written", "dead-link"), ("wrong-pattern", "missing-picture")}
LATER |= {("unexpected-file", "unknown-language")}
"""What can be told only once a line or a file can be read, and what a value is only like."""
MISSING = frozenset({"missing-label", "missing-field", "no-header", "missing-words"})
"""What is told of what is not there says nothing about a value."""
MOST = 12
NAMES = {
    "Call it `{meant}`.",
    "Call it `{meant}`, with the language that it is written in.",
    "Texts are Markdown here: call it `{meant}`.",
}


def told(root: Path, case: Path) -> list[Problem]:
    return read_and_check(read_settings(root), read_case(case).against(root))[1]


def marked(problem: Problem) -> list[str]:
    """Return what stands between code marks in a message: one of it is what was typed."""
    return re.findall(r"`+([^`]+)`+", str(problem.message))


def applied(root: Path, problem: Problem) -> tuple[str, str]:
    """Do what the hint says. Returns the file as it is called then, and what was written; '' where nothing was."""
    hint = problem.hint
    if hint.text in NAMES:
        return rename(root, problem, str(hint.values["meant"]))
    value = VALUES[hint.text].format_map(hint.values)
    file = root / problem.position.path
    # What was cut short says only how it begins. What is wrong with the name of a file stands in no line.
    if "…" in value + str(problem.message) or (problem.rule == "unknown-language" and file.suffix == ".md"):
        return problem.position.path, ""
    lines = file.read_bytes().decode("utf-8").split("\n")
    at = problem.position.line - 1
    lines[at] = mended(lines[at], problem, value, in_text=lines.index("---", 1) < at if "---" in lines[1:] else False)
    file.write_bytes("\n".join(lines).encode())
    return problem.position.path, value


def mended(line: str, problem: Problem, value: str, *, in_text: bool) -> str:
    """Put a value where what was typed stands: the words of the message, else the value of the field, else the whole line."""
    if problem.rule == "cut-off":
        return line[: line.index(": ") + 2] + value
    start = problem.position.column - 1
    quoted = int(line[start : start + 1] in ("'", '"'))
    for typed in sorted(marked(problem), key=len, reverse=True):
        if problem.rule == "half-written" and ")" in typed:
            typed = typed[: typed.index(")") + 1]  # noqa: PLW2901 - what follows is shown as well
        for shift in (0, quoted):
            if line.startswith(typed, start + shift):
                around = quoted if shift and not value.isidentifier() else shift
                return line[: start + shift - around] + value + line[start + shift + len(typed) + around :]
        if (found := line.find(typed, start)) >= 0 and in_text:
            return line[:found] + value + line[found + len(typed) :]
    if problem.rule in WHOLE_LINES:
        before = re.match(r"[\s>]*", line)
        assert before is not None
        return before[0] + value
    end = re.compile(r"'[^']*'|\"[^\"]*\"|\[[^\]]*\]|[^,\]}]*").match(line, start)
    assert end is not None
    return line[:start] + value + line[end.end() :]


def rename(root: Path, problem: Problem, meant: str) -> tuple[str, str]:
    typed, file = marked(problem)[0], root / problem.position.path
    place = file
    while place != root and typed not in (place.name, place.name.partition(".")[0], place.stem, place.stem.rpartition(".")[0]):
        place = place.parent
    assert place != root, problem
    # A file is proposed with its ending, a folder and a part of a name without.
    new = place.with_name(meant if place.is_file() and "." in meant else place.name.replace(typed, meant, 1))
    assert not new.exists(), f"{problem}\nleads to a name that is taken"
    place.rename(new)
    return (new / file.relative_to(place) if place != file else new).relative_to(root).as_posix(), meant


def refused(problem: Problem, path: str, after: list[Problem], before: list[Problem]) -> list[Problem]:
    """Return what is told of the value that the hint gave: the same once more, or something else."""
    known = {(one.rule, str(one.message)) for one in before if one != problem}
    here = [one for one in after if one.position.path == path and abs(one.position.line - problem.position.line) < 1]
    return [
        one
        for one in here
        if (one.rule, str(one.message)) not in known and one.rule not in MISSING and (problem.rule, one.rule) not in LATER
    ]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_a_hint_proposes_is_accepted(file: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    read_case(file).prepare(small)
    before = told(small, file)
    for problem in [one for one in before if one.hint.text in VALUES or one.hint.text in NAMES][:MOST]:
        copy = Path(shutil.copytree(small, tmp_path / "copy", symlinks=True))
        path, value = applied(copy, problem)
        wrong = refused(problem, path, told(copy, file), before) if value else []
        assert not wrong, f"{problem}\nleads to\n{wrong[0]}"
        shutil.rmtree(copy)


def test_what_is_refused_is_seen(small: Path) -> None:
    """A hint that proposes nonsense would be found."""
    (small / "content/people/bob.en.md").write_text("---\ntitle: Bob\nrolle: x\n---\n", "utf-8")
    before = read_and_check(read_settings(small))[1]
    problem = next(one for one in before if one.rule == "unknown-field")
    nonsense = replace(problem, hint=say("Did you mean `{meant}`?", meant="rollo"))
    path, _ = applied(small, nonsense)
    assert [str(one.message) for one in refused(nonsense, path, read_and_check(read_settings(small))[1], before)] == [
        "There is no field `rollo` here."
    ]
