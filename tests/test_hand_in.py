"""A record that is handed in with an issue: what is answered, and the workflow that makes a pull request of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from toolkit_builder.cli import main

WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/hand-in.yml").read_text("utf-8"))
RECORD = "---\ntitle: Mint tea\nsummary: A tea with mint.\ncountries: [GB]\nlevel: easy\n---\nPick some and wait.\n"
# As GitHub writes the answers of a form: of a text that is `render: markdown`, between fences.
ISSUE = (
    "### Name of the file\n\n{name}\n\n### The file\n\n```markdown\n{file}\n```\n\n### Licence\n\n- [X] I wrote this myself.\n"
)


def handed_in(root: Path, name: str, file: str, language: str = "en") -> tuple[Result, str]:
    answer = root / "answer.md"
    text = ISSUE.format(name=name, file=file.rstrip("\n"))
    options = ["receive", "-", "--accept", "--root", str(root), "--answer", str(answer)]
    result = CliRunner(env={"LANGUAGE": language}).invoke(main, options, input=text)
    return result, answer.read_text("utf-8")


def test_a_file_with_its_name_in_another_answer_is_put_in_place(small: Path) -> None:
    result, answer = handed_in(small, "guides.mint.en.md", RECORD)
    assert result.exit_code == 0, result.output
    assert (small / "content/guides/mint.en.md").read_text("utf-8") == RECORD
    assert answer == (
        "Thank you. This is what came of it:\n\n- `content/guides/mint.en.md`: a new record\n\n"
        "Nothing is wrong with it. Somebody reads it before it is published.\n"
    )


def test_who_hands_in_is_answered_in_the_language_of_the_file(small: Path) -> None:
    result, answer = handed_in(small, "guides.mint.de.md", RECORD.replace("level: easy", "level: ganz leicht"))
    assert result.exit_code == 1
    assert not (small / "content/guides/mint.de.md").exists()
    assert "Vokabular" in answer
    assert "ein neuer Eintrag" in answer


def test_where_no_file_tells_the_language_the_answer_is_in_that_of_who_runs_it(small: Path) -> None:
    _, answer = handed_in(small, "guides.mint.en.md", "nothing of a record", "de")
    assert answer.startswith("Danke. Das ist daraus geworden:")
    _, answer = handed_in(small, "guides.mint.en.md", "x" * 3_000_000, "de")
    assert "Nichts wurde angenommen. Ein Text darin hat mehr als 2 MB." in re.sub(
        r"&#(\d+);", lambda sign: chr(int(sign[1])), answer
    )


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("_No response_", RECORD),
        ("../../mkdocs.md", RECORD),
        (".github/workflows/x.md", RECORD),
        ("guides.mint.en.md", "nothing of a record"),
        ("guides.mint.xx.md", RECORD),
        ("guides.mint.en.md guides.tea.en.md", RECORD),
        ("@everyone <img src=x onerror=alert(1)>.md", RECORD),
        ("guides.mint.en.md", RECORD.replace("Mint tea", "@octocat <b>bold</b> [x](https://evil.example) #1")),
        ("guides.mint.en.md", RECORD.replace("easy", "`@octocat` **easy** <!--")),
    ],
    ids=str,
)
def test_nothing_that_was_handed_in_becomes_markup_in_the_answer(small: Path, name: str, file: str) -> None:
    before = {path for path in small.rglob("*") if path.is_file()}
    _, answer = handed_in(small, name, file)
    new = {path.relative_to(small).as_posix() for path in small.rglob("*") if path.is_file()} - {
        path.relative_to(small).as_posix() for path in before
    }
    assert new <= {"answer.md", "content/guides/mint.en.md"}
    # Signs are written as entities, and our own names between backticks.
    bare = re.sub(r"&#\d+;|<!-- -->|`content/[a-z./-]+`", "", answer)
    assert not re.search(r"[<@`*_#\[\]]", bare), answer


def test_nobody_who_types_an_issue_has_a_hand_in_what_is_run() -> None:
    """The text goes through a variable and a file; what reads it may only read, what writes runs nothing of the repository."""
    receive, answer = WORKFLOW["jobs"]["receive"], WORKFLOW["jobs"]["answer"]
    assert WORKFLOW["permissions"] == {}
    assert receive["permissions"] == {"contents": "read"}
    assert answer["permissions"] == {"contents": "write", "pull-requests": "write", "issues": "write"}
    steps = [*receive["steps"], *answer["steps"]]
    assert all("${{" not in step.get("run", "") for step in steps)
    assert [name for step in steps for name, value in step.get("env", {}).items() if "issue.body" in value] == ["TEXT"]
    assert all(step.get("with", {}).get("persist-credentials", False) is False for step in steps)
    assert "toolkit" not in "".join(step.get("run", "") for step in answer["steps"])


def step(job: str, name: str) -> str:
    return next(one["run"] for one in WORKFLOW["jobs"][job]["steps"] if one.get("name") == name)


@pytest.mark.skipif(sys.platform == "win32", reason="GitHub runs it in bash")
def test_the_workflow_makes_a_patch_that_applies(small: Path, tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(small)]
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*git, *command], check=True)
    temporary = tmp_path / "runner temp"
    (temporary / "venv/bin").mkdir(parents=True)
    (temporary / "venv/bin/toolkit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolkit_builder "$@"\n', "utf-8")
    (temporary / "venv/bin/toolkit").chmod(0o755)
    text = ISSUE.format(name="guides.mint.en.md", file=RECORD.rstrip("\n"))
    hostile = f"$(touch hacked) `touch hacked`\n{text}"
    environment = {**os.environ, "RUNNER_TEMP": str(temporary), "TEXT": hostile, "PYTHONPATH": str(ROOT)}
    script = step("receive", "Receive what was handed in")
    bash = shutil.which("bash") or "bash"
    subprocess.run([bash, "-e", "-c", script], cwd=small, env=environment, check=True, capture_output=True)
    assert not (small / "hacked").exists()
    subprocess.run([*git, "reset", "--quiet", "--hard"], check=True)
    assert not (small / "content/guides/mint.en.md").exists()
    patch = temporary / "found/content.patch"
    apply = next(line.strip() for line in step("answer", "Open a pull request, and answer").splitlines() if "git apply" in line)
    subprocess.run([bash, "-e", "-c", apply], cwd=small, env=environment, check=True)
    assert patch.stat().st_size
    assert (small / "content/guides/mint.en.md").read_text("utf-8") == RECORD
    assert "a new record" in (temporary / "found/answer.md").read_text("utf-8")
