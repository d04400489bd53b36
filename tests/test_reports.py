"""The report formats: the exact words, and the forms that other programs rely on."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from toolkit_builder.problems import NOTHING, Position, Problem, Severity, say
from toolkit_builder.reports import FORMATS
from toolkit_builder.words import words

GOLDEN = Path(__file__).parent / "golden" / "reports"
KEYS = ["path", "line", "column", "level", "rule", "message", "hint", "record", "field", "count", "also"]

PROBLEMS = [
    Problem(
        Position("content/guides/tea.en.md", 4, 9),
        "wrong-kind",
        say(
            "`{field}` needs {wanted}; `{typed}` is none.",
            field="since", wanted=say("a year, such as 2013"), typed="1902: <b> & 5%",
        ),
        say("Did you mean `{meant}`?", meant="1902"),
        record="guides/tea",
        field="since",
    ),
    Problem(
        Position("content/guides/a,b:c%.de.md"),
        "bad-name",
        say("Two lines,\r\none problem: 100%."),
        NOTHING,
    ),
    Problem(
        Position("content/people/ada.ar.md", 12, 3),
        "missing-label",
        say("`{field}` has no text in: {missing}.", field="الاسم", missing="ar"),
        say("Until it has, readers see another language."),
        Severity.WARNING,
        record="people/ada",
    ),
]  # fmt: skip


def report(form: str, problems: list[Problem] = PROBLEMS) -> str:
    return FORMATS[form](problems, 7, str)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("text", "text.txt"),
        ("json", "json.json"),
        ("github", "github.txt"),
        ("gitlab", "gitlab.json"),
        ("sarif", "sarif.json"),
        ("junit", "junit.xml"),
        ("markdown", "markdown.md"),
    ],
)
@pytest.mark.parametrize(("problems", "prefix"), [(PROBLEMS, "three"), ([], "none")])
def test_the_report_is_as_it_was(
    form: str, name: str, problems: list[Problem], prefix: str, update_goldens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit_builder.reports.formats.__version__", "1.2.3")
    file = GOLDEN / f"{prefix}-{name}"
    came_out = report(form, problems)
    if update_goldens:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(came_out.encode())
    assert came_out == file.read_bytes().decode()


def test_every_format_has_a_golden_file() -> None:
    assert {file.stem.partition("-")[2] for file in GOLDEN.iterdir()} == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_ends_with_one_line_break(form: str) -> None:
    for text in (report(form), report(form, [])):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_a_report_speaks_the_language_of_the_user() -> None:
    german = FORMATS["text"](PROBLEMS, 7, words("de").gettext)
    assert "Meinten Sie `1902`?" in german
    assert "content/guides/tea.en.md:4:9: error wrong-kind: " in german
    assert say("a year, such as 2013").text not in german


def test_json_has_the_keys_of_the_contract() -> None:
    data = json.loads(report("json"))
    assert list(data) == ["problems", "errors", "warnings", "records"]
    assert [list(problem) for problem in data["problems"]] == [KEYS] * 3
    assert (data["errors"], data["warnings"], data["records"]) == (2, 1, 7)
    kinds = [str, int, int, str, str, str, str, str, str, int, list]
    assert [[type(value) for value in problem.values()] for problem in data["problems"]] == [kinds] * 3


def test_github_gets_one_line_for_each_problem_with_everything_escaped() -> None:
    _, name, words, end = report("github").split("\n")
    assert name == (
        "::error file=content/guides/a%2Cb%3Ac%25.de.md,line=1,col=1,title=bad-name::Two lines,%0D%0Aone problem: 100%25."
    )
    assert words.endswith("::`الاسم` has no text in: ar.%0AUntil it has, readers see another language.")
    assert end == ""


def structure(node: Any, rules: dict[str, Any], at: str = "") -> list[str]:
    """Hold JSON against what the SARIF 2.1.0 standard says of the parts that we use."""
    wrong = [f"{at}/{name} is missing" for name in rules.get("needs", ()) if name not in node]
    for name, value in node.items():
        rule = rules["has"].get(name)
        if rule is None:
            wrong.append(f"{at}/{name} is unknown")
        elif isinstance(rule, list):
            wrong += [text for number, part in enumerate(value) for text in structure(part, rule[0], f"{at}/{name}/{number}")]
        elif isinstance(rule, dict):
            wrong += structure(value, rule, f"{at}/{name}")
        elif not rule(value):
            wrong.append(f"{at}/{name} is {value!r}")
    return wrong


def positive(value: object) -> bool:
    return isinstance(value, int) and value >= 1


def text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


SARIF: dict[str, Any] = {
    "needs": ["version", "runs"],
    "has": {
        "$schema": text,
        "version": lambda value: value == "2.1.0",
        "runs": [
            {
                "needs": ["tool"],
                "has": {
                    "columnKind": lambda value: value in ("utf16CodeUnits", "unicodeCodePoints"),
                    "tool": {
                        "needs": ["driver"],
                        "has": {
                            "driver": {
                                "needs": ["name"],
                                "has": {"name": text, "version": text, "rules": [{"needs": ["id"], "has": {"id": text}}]},
                            }
                        },
                    },
                    "results": [
                        {
                            "needs": ["message"],
                            "has": {
                                "ruleId": text,
                                "level": lambda value: value in ("none", "note", "warning", "error"),
                                "message": {"needs": ["text"], "has": {"text": text}},
                                "locations": [
                                    {
                                        "has": {
                                            "physicalLocation": {
                                                "needs": ["artifactLocation"],
                                                "has": {
                                                    "artifactLocation": {"has": {"uri": text}},
                                                    "region": {"has": {"startLine": positive, "startColumn": positive}},
                                                },
                                            }
                                        }
                                    }
                                ],
                            },
                        }
                    ],
                },
            }
        ],
    },
}


def test_gitlab_tells_problems_apart_and_knows_them_again() -> None:
    def fingerprints(told: list[Problem]) -> list[str]:
        return [found["fingerprint"] for found in json.loads(report("gitlab", told))]

    first, *_ = PROBLEMS
    below = replace(first, position=Position(first.position.path, 40, 2))
    elsewhere = replace(first, position=Position("content/guides/coffee.en.md", 4, 9))
    assert len({*fingerprints([first, below, elsewhere])}) == 3
    assert fingerprints([below]) == fingerprints([first])
    german = json.loads(FORMATS["gitlab"]([first], 7, words("de").gettext))
    assert [found["fingerprint"] for found in german] == fingerprints([first])


@pytest.mark.parametrize("problems", [PROBLEMS, []])
def test_sarif_keeps_to_the_standard(problems: list[Problem]) -> None:
    data = json.loads(report("sarif", problems))
    assert structure(data, SARIF) == []
    (run,) = data["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({problem.rule for problem in problems})
    assert [result["ruleId"] for result in run["results"]] == [problem.rule for problem in problems]


def test_sarif_names_a_file_by_an_address() -> None:
    (run,) = json.loads(report("sarif"))["runs"]
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]]
    assert uris == ["content/guides/tea.en.md", "content/guides/a%2Cb%3Ac%25.de.md", "content/people/ada.ar.md"]


def test_junit_counts_what_it_holds() -> None:
    suite = ElementTree.fromstring(report("junit"))
    cases = suite.findall("testcase")
    assert (
        (int(suite.get("tests", "")), int(suite.get("failures", "")))
        == (3, 2)
        == (len(cases), len(suite.findall(".//failure")))
    )
    assert [(case.get("file"), case.get("line")) for case in cases] == [
        (problem.position.path, str(problem.position.line)) for problem in PROBLEMS
    ]
    assert "1902: <b> & 5%" in suite.find(".//failure").text


def test_junit_can_be_read_whatever_was_typed() -> None:
    odd = Problem(Position("content/\x01.md"), "hidden-character", say("Here: {typed}.", typed="\x00\x0b\x1b[31m\ufffe\ud800"))
    suite = ElementTree.fromstring(report("junit", [odd]).encode())
    assert "Here:" in suite.find(".//failure").text


# The summary of a workflow ------------------------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script> <!-- x", "![x](https://example.org/x.png) [y](javascript:alert(1))", "| a | b |", "`code` ``",
    "**bold** __x__ ~~y~~", "https://example.org/a www.example.org ada@example.org @ada #12 ada/repo#3",
    "&amp; &lt;img&gt; &#33;", "\n\n# Heading\n::error::x\r\nend", "::set-output name=x::y", "##[error]x", "\x00\x1b[31m\u202e",
    "- [ ] x", "$x$ $$y$$", ":tada:",
)  # fmt: skip


def hostile(text: str) -> Problem:
    return Problem(Position(f"content/{text}.en.md", 3), "odd", say("It says {it}.", it=text), say("Write {it}.", it=text))


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| ") and "What is wrong" not in line]


def test_errors_come_first_file_by_file() -> None:
    warning = Problem(Position("content/a.en.md", 2), "odd", say("Odd."), level=Severity.WARNING)
    wrong = [Problem(Position("content/b.en.md", line), "bad", say("Bad."), say("Mend it.")) for line in (4, 8)]
    late = Problem(Position("content/b.en.md", 1), "odd", say("Odd."), level=Severity.WARNING)
    text = report("markdown", [warning, late, *wrong])
    assert [html.unescape(line) for line in text.splitlines() if line.startswith("#")] == [
        "## 2 errors, 2 warnings",
        "### content/b.en.md: 2 errors, 1 warning",
        "### content/a.en.md: 1 warning",
    ]
    assert [row.split(" | ")[0] for row in rows(text)] == ["| 4", "| 8", "| 1", "| 2"]
    assert rows(text)[0].startswith("| 4 | **error**: Bad&#46; | Mend it&#46; |")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_file_becomes_markdown(text: str) -> None:
    """Whatever names and texts hold, the page has the tags of one table, and says what they say."""
    drawn = cmarkgfm.github_flavored_markdown_to_html(report("markdown", [hostile(text)]), options=Options.CMARK_OPT_UNSAFE)
    tags = set(re.findall(r"</?([a-z0-9]+)", drawn))
    assert tags <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "strong"}
    assert "href" not in drawn
    assert "@ada" not in drawn
    seen = html.unescape(re.sub(r"<[^<>]+>", "", drawn))
    shown = " ".join(text.split())
    assert f"It says {''.join(letter if letter.isprintable() else chr(0xFFFD) for letter in shown)}." in seen


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_file_becomes_a_command(text: str) -> None:
    lines = report("github", [hostile(text)]).split("\n")
    assert lines[1:] == [""]
    assert lines[0].startswith("::error file=content/")
    assert "\r" not in lines[0]


def test_a_summary_has_an_end() -> None:
    many = [
        Problem(Position(f"content/g{at % 70}.en.md", at + 1), "odd", say("{x}", x="<" * 390), say("&" * 390))
        for at in range(5000)
    ]
    text = report("markdown", many)
    assert len(text.encode()) < 1_000_000
    assert 100 < len(rows(text)) < 5000
    assert text.endswith(f"\n{5000 - len(rows(text))} more problems are not shown.\n")
    assert text.startswith("## 5000 errors&#44; 0 warnings\n")


def test_a_limit_holds_for_the_summary() -> None:
    text = FORMATS["markdown"](PROBLEMS, 7, str, 1)
    assert len(rows(text)) == 1
    assert text.endswith("\n2 more problems are not shown.\n")
