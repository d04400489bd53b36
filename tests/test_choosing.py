"""A long list of problems: its counts, and how to see a part of it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from toolkit_builder.cli import main
from toolkit_builder.problems import Position, Problem, Severity, say
from toolkit_builder.reports.formats import as_text


def check(root: Path, *words: str | Path, **environment: str) -> Result:
    return CliRunner(env={"LANGUAGE": "en", **environment}).invoke(main, ["check", "--root", str(root), *map(str, words)])


def lines(result: Result) -> list[str]:
    return [line for line in result.output.splitlines() if line.startswith("content/")]


@pytest.fixture
def wrong(small: Path) -> Path:
    """The small toolkit with a warning and an error in one file, and an error in another."""
    with (small / "content/guides/tea.en.md").open("a", encoding="utf-8") as file:
        file.write("\n#### Too deep\n\n[nowhere](../people/eve.md)\n")
    with (small / "content/people/ada.en.md").open("a", encoding="utf-8") as file:
        file.write("\n<font>\n")
    return small


def many(number: int, files: int, rules: int = 3) -> list[Problem]:
    return [
        Problem(
            Position(f"content/guides/g{at % files}.en.md", at + 1), f"rule-{at % rules}", say("Wrong."),
            level=Severity.WARNING if at % rules else Severity.ERROR,
        )
        for at in range(number)
    ]  # fmt: skip


def test_few_problems_need_no_table() -> None:
    text = as_text(many(3, 2), 5, str)
    assert "By rule" not in text
    assert text.splitlines()[-1] == "5 records: 1 error, 2 warnings."


def test_many_problems_are_counted_by_rule_and_by_file() -> None:
    text = as_text(many(5000, 900, rules=9), 5000, str)
    end = text.splitlines()[5000:]
    assert end[0] == ""
    assert end[1:4] == ["By rule:", "  556 errors    rule-0", "  556 warnings  rule-1"]
    assert end[-1] == "5000 records: 556 errors, 4444 warnings."
    # The list of files has an end.
    assert end[end.index("By file:") + 21] == "  and 880 more"
    assert len(end) < 40


def test_files_with_most_errors_come_first() -> None:
    problems = [*many(20, 1, rules=2), *many(30, 3, rules=1)]
    end = as_text(problems, 9, str).splitlines()
    files = end[end.index("By file:") + 1 : -2]
    assert files == [
        "  20 errors, 10 warnings  content/guides/g0.en.md",
        "  10 errors               content/guides/g1.en.md",
        "  10 errors               content/guides/g2.en.md",
    ]


def test_a_limit_shortens_the_list_and_not_the_counts() -> None:
    text = as_text(many(12, 2), 5, str, 2)
    assert text.startswith("content/guides/g0.en.md:1:1: error rule-0: Wrong.\ncontent/guides/g1.en.md:2:1: ")
    assert "\n\n10 more problems are not shown.\n\nBy rule:\n  4 errors    rule-0\n  4 warnings  rule-1\n" in text
    assert text.endswith("5 records: 4 errors, 8 warnings.\n")
    assert "1 more problem is not shown." in as_text(many(3, 1), 5, str, 2)
    assert as_text(many(3, 1), 5, str, 0).splitlines() == ["3 more problems are not shown.", "5 records: 1 error, 2 warnings."]


@pytest.mark.parametrize(
    ("words", "told", "status"),
    [
        ((), {"heading-level", "dead-link", "raw-html"}, 1),
        (("--severity", "error"), {"dead-link", "raw-html"}, 1),
        (("--severity", "warning"), {"heading-level"}, 0),
        (("--rule", "heading-level"), {"heading-level"}, 0),
        (("--rule", "heading-level", "--rule", "dead-link"), {"heading-level", "dead-link"}, 1),
        (("--rule", "bad-name"), set(), 0),
        (("--rule", "raw-html", "content/guides"), set(), 0),
        (("--severity", "error", "content/people"), {"raw-html"}, 1),
    ],
)  # fmt: skip
def test_what_is_left_out_counts_for_nothing(wrong: Path, words: tuple[str, ...], told: set[str], status: int) -> None:
    result = check(wrong, *words)
    assert ({line.split()[2].rstrip(":") for line in lines(result)}, result.exit_code) == (told, status)
    data = json.loads(check(wrong, *words, "--format", "json").output)
    assert {problem["rule"] for problem in data["problems"]} == told
    assert data["errors"] + data["warnings"] == len(told)
    runs = json.loads(check(wrong, *words, "--format", "sarif").output)["runs"]
    assert {one["ruleId"] for one in runs[0]["results"]} == told
    suite = ElementTree.fromstring(check(wrong, *words, "--format", "junit").output.partition("\n")[2])
    assert {case.get("name", "").split()[-1] for case in suite if case.get("file")} == told
    commands = check(wrong, *words, "--format", "github").output.splitlines()
    assert {line.partition("title=")[2].partition("::")[0] for line in commands if "title=" in line} == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("guides/tea", {"heading-level", "dead-link"}),
        ("content/guides/tea", {"heading-level", "dead-link"}),
        ("guides/tea.en.md", {"heading-level", "dead-link"}),
        ("people", {"raw-html"}),
        ("people/ada", {"raw-html"}),
        ("index", set()),
    ],
)
def test_a_record_may_be_named_as_well(wrong: Path, typed: str, told: set[str]) -> None:
    result = check(wrong, typed)
    assert {line.split()[2].rstrip(":") for line in lines(result)} == told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("guides/cofee", "guides/coffee"), ("tea", "guides/tea"), ("people/bob", ""), ("guides/xyz", ""), ("../x", "")],
)
def test_what_is_not_there_is_refused(wrong: Path, typed: str, meant: str) -> None:
    result = check(wrong, typed)
    hint = f" Did you mean `{meant}`?" if meant else ""
    refusal = f"toolkit: {typed} is not a file, folder or record of this toolkit.{hint}\n"
    assert (result.exit_code, result.output) == (2, refusal)


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_a_limit_changes_neither_counts_nor_exit_status(wrong: Path, form: str) -> None:
    result = check(wrong, "--limit", "1", "--format", form)
    assert result.exit_code == 1
    named = [rule for rule in ("heading-level", "dead-link", "raw-html") if rule in result.output]
    # Errors come first, though the warning stands above them.
    assert named == ["dead-link"]
    if form == "json":
        assert (json.loads(result.output)["errors"], json.loads(result.output)["warnings"]) == (2, 1)
    if form == "github":
        assert result.output.splitlines()[1] == "::notice::2 more problems are not shown."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dead-links", "Did you mean `dead-link`?"),
        ("Raw_HTML", "Did you mean `raw-html`?"),
        ("qqq", "`toolkit rules` lists them."),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_exist(small: Path, name: str, said: str) -> None:
    result = check(small, "--rule", name)
    assert result.exit_code == 2
    assert said in result.output


# --changed-since ----------------------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> str:
    result = subprocess.run(
        ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-C", str(folder), *words],
        capture_output=True, encoding="utf-8", check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"},
    )  # fmt: skip
    return result.stdout.strip()


@pytest.fixture
def repository(wrong: Path) -> Path:
    git(wrong, "init", "-q", "-b", "main")
    git(wrong, "add", ".")
    git(wrong, "commit", "-q", "-m", "All")
    return wrong


def test_only_what_changed_since_a_revision(repository: Path) -> None:
    assert lines(check(repository, "--changed-since", "HEAD")) == []
    assert check(repository, "--changed-since", "HEAD").exit_code == 0
    ada = repository / "content/people/ada.en.md"
    ada.write_text(ada.read_text("utf-8") + "\nMore.\n", "utf-8")
    result = check(repository, "--changed-since", "HEAD")
    assert [line.split(":")[0] for line in lines(result)] == ["content/people/ada.en.md"]
    assert result.exit_code == 1
    # Committed or not is all the same.
    git(repository, "commit", "-q", "-a", "-m", "More")
    assert lines(check(repository, "--changed-since", "HEAD")) == []
    assert len(lines(check(repository, "--changed-since", "HEAD~1"))) == 1


def test_files_that_git_does_not_know_and_renamed_files_are_changed(repository: Path) -> None:
    git(repository, "mv", "content/people/ada.en.md", "content/people/ada-lovelace.en.md")
    (repository / ".gitignore").write_text("*.ar.md\n", "utf-8")
    (repository / "content/guides/كعك.ar.md").write_text("---\ntitle: x\n---\n", "utf-8")
    told = {line.split(":")[0] for line in lines(check(repository, "--changed-since", "HEAD"))}
    assert told == {"content/people/ada-lovelace.en.md", "content/guides/كعك.ar.md"}


def test_what_changed_on_the_other_branch_is_not_ours(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "mine")
    git(repository, "checkout", "-q", "main")
    ada = repository / "content/people/ada.en.md"
    ada.write_text(ada.read_text("utf-8") + "\nTheirs.\n", "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "Theirs")
    git(repository, "checkout", "-q", "mine")
    assert lines(check(repository, "--changed-since", "main")) == []


def test_a_toolkit_in_a_folder_of_a_repository(wrong: Path) -> None:
    above = wrong.parent
    git(above, "init", "-q", "-b", "main")
    git(above, "add", ".")
    git(above, "commit", "-q", "-m", "All")
    (above / "notes.txt").write_text("x", "utf-8")
    (wrong / "content/people/ada.en.md").write_text("---\ntitle: Ada\n---\n", "utf-8")
    told = {line.split(":")[0] for line in lines(check(wrong, "--changed-since", "HEAD"))}
    assert told == {"content/people/ada.en.md"}


def test_no_repository_no_revision_no_git(wrong: Path, tmp_path: Path) -> None:
    nothing = check(wrong, "--changed-since", "HEAD", GIT_CEILING_DIRECTORIES=str(wrong.parent))
    assert (nothing.exit_code, nothing.output.count("\n")) == (2, 1)
    assert "lies in no git repository" in nothing.output
    git(wrong, "init", "-q")
    assert "git knows no revision `HEAD`." in check(wrong, "--changed-since", "HEAD").output
    for revision in ("nowhere", "--output=x", "", "HEAD^{tree}"):
        result = check(wrong, f"--changed-since={revision}")
        assert (result.exit_code, result.output) == (2, f"toolkit: git knows no revision `{revision}`.\n")
    missing = check(wrong, "--changed-since", "HEAD", PATH=str(tmp_path))
    assert (missing.exit_code, "git, which is not installed here" in missing.output) == (2, True)


def test_a_shallow_clone_says_what_to_do(repository: Path, tmp_path: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    git(repository, "commit", "-q", "--allow-empty", "-m", "Second")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    result = check(tmp_path / "shallow", "--changed-since", first)
    assert result.exit_code == 2
    assert "`git fetch --unshallow`" in result.output
    assert result.output.count("\n") == 1


def test_what_was_not_asked_for_is_counted(wrong: Path) -> None:
    result = check(wrong, "--rule", "missing-field")
    assert result.stdout == "3 records: no problems found.\n"
    assert result.stderr == "3 more problems are not shown.\n"
    assert result.exit_code == 0
    assert check(wrong, "--rule", "missing-field", "--format", "json").stderr == ""


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (("--rule", "missing-field"), ()),
        (("--rule", "dead-link"), ("content/guides/tea.en.md",)),
        (("--severity", "warning"), ("content/guides/tea.en.md",)),
        (("content/people",), ("content/people/ada.en.md",)),
        ((), ("content/guides/tea.en.md", "content/guides/tea.en.md", "content/people/ada.en.md")),
    ],
    ids=str,
)
def test_wrong_settings_are_told_once_whatever_was_asked_for(
    wrong: Path, asked: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    """All else rests on guesses then."""
    file = wrong / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("time_limit:", "time_limits:"), "utf-8")
    result = check(wrong, *asked, "--format", "json")
    assert result.exit_code == 2
    assert sorted(problem["path"] for problem in json.loads(result.stdout)["problems"]) == sorted(("mkdocs.yml", *shown))
