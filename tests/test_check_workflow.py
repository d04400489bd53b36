"""The check of a pull request, as its scripts run: what it lets be, and what of a pull request it never runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="GitHub runs it in bash")

STEPS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]["content"][
    "steps"
]
WHO = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
POLISH = "---\ntitle: Herbata\nsummary: Liście i woda.\ntranslation: {of: en, method: human}\n---\nWoda i liście.\n"


def run(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    script = next(step["run"] for step in STEPS if step.get("name") == name)
    environment = {**os.environ, "SECRET": "s3cr3t", "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "LANGUAGE": "en"}
    bash = shutil.which("bash") or "bash"
    return subprocess.run(
        [bash, "-e", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def runner(small: Path, tmp_path: Path) -> Path:
    """A folder as the workflow has it: `base`, `pr` merged into it, and the tool."""
    folder = tmp_path / "runner"
    shutil.copytree(small, folder / "base")
    base = folder / "base"
    (base / "overrides").mkdir(exist_ok=True)
    (base / "overrides/x.txt").write_text("x", "utf-8")
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "before"]):
        subprocess.run(["git", *WHO, "-C", str(base), *words], check=True)
    subprocess.run(["git", "clone", "--quiet", str(base), str(folder / "pr")], check=True)
    (folder / ".venv/bin").mkdir(parents=True)
    tool = folder / ".venv/bin/toolkit"
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m toolkit_builder "$@"\n', "utf-8")
    tool.chmod(0o755)
    return folder


def commit(folder: Path) -> None:
    subprocess.run(["git", "-C", str(folder / "pr"), "add", "--all"], check=True)
    subprocess.run(["git", *WHO, "-C", str(folder / "pr"), "commit", "--quiet", "-m", "change"], check=True)


def test_a_pull_request_that_adds_a_language_turns_green(runner: Path) -> None:
    settings = runner / "pr/mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("        - {locale: ar,", "        - {locale: pl, name: Polski}\n        - {locale: ar,"), "utf-8"
    )
    (runner / "pr/content/guides/tea.pl.md").write_text(POLISH, "utf-8")
    commit(runner)
    told = run("Tell what is not content", runner)
    assert "changes mkdocs.yml" in told.stdout
    checked = run("Check the content", runner)
    assert checked.returncode == 0, checked.stdout
    assert run("Write the summary", runner).returncode == 0
    assert "tea.pl.md" in (runner / "summary.md").read_text("utf-8").replace("&#46;", ".")


def test_templates_of_a_pull_request_are_not_run(runner: Path) -> None:
    settings = runner / "pr/mkdocs.yml"
    text = settings.read_text("utf-8").replace("font: false}", "font: false, custom_dir: content/templates}")
    settings.write_text(text, "utf-8")
    for folder in ("content/templates", "overrides"):
        (runner / "pr" / folder).mkdir(exist_ok=True)
        hostile = "{{ cycler.__init__.__globals__.os.system('touch " + str(runner / "hacked") + "') }}"
        (runner / "pr" / folder / "main.html").write_text(hostile, "utf-8")
        (runner / "pr" / folder / "record.html").write_text(hostile, "utf-8")
    tea = runner / "pr/content/guides/tea.en.md"
    tea.write_text(tea.read_text("utf-8") + "\nMore.\n", "utf-8")
    commit(runner)
    for name in ("Tell what is not content", "Check the content", "Write the summary", "Pack the pages that are changed"):
        run(name, runner)
    assert not (runner / "hacked").exists()


HOSTILE = (
    ("hooks: [hook.py]\n", "hooks"),
    ("markdown_extensions:\n  - x: !!python/object/apply:hook.run []\n", "markdown_extensions"),
    ("extra:\n  x: !!python/name:hook.run\n", "extra"),
    ("  - macros: {module_name: hook}\n", "macros"),
)


@pytest.mark.parametrize(("added", "named"), HOSTILE)
def test_settings_of_a_pull_request_run_nothing(runner: Path, added: str, named: str) -> None:
    settings = runner / "pr/mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + added, "utf-8")
    (runner / "pr/hook.py").write_text(f"open({str(runner / 'hacked')!r}, 'w')\ndef run(): pass\n", "utf-8")
    commit(runner)
    checked = run("Check the content", runner)
    assert f"`{named}`" in checked.stdout
    for name in ("Write the summary", "Pack the pages that are changed"):
        run(name, runner)
    assert not (runner / "hacked").exists()


def test_the_pages_that_are_changed_are_packed(runner: Path) -> None:
    tea = runner / "pr/content/guides/tea.en.md"
    tea.write_text(tea.read_text("utf-8") + "\nMore.\n", "utf-8")
    commit(runner)
    packed = run("Pack the pages that are changed", runner)
    assert [file.name for file in (runner / "changes").iterdir()] == ["small-toolkit-changes.zip"], packed.stderr
    assert "changed-pages" in (runner / "summary.md").read_text("utf-8")


def test_nothing_is_packed_of_a_change_of_the_program_alone(runner: Path) -> None:
    (runner / "pr/setup.txt").write_text("x", "utf-8")
    commit(runner)
    assert run("Pack the pages that are changed", runner).returncode == 0
    assert not (runner / "changes").exists()


def test_settings_of_a_pull_request_learn_nothing_of_the_runner(runner: Path) -> None:
    settings = runner / "pr/mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("site_url: https://example.org/small/", "site_url: !ENV SECRET\nedit_uri: !ENV SECRET"), "utf-8"
    )
    commit(runner)
    told = run("Check the content", runner)
    run("Write the summary", runner)
    assert "s3cr3t" not in told.stdout + told.stderr + (runner / "summary.md").read_text("utf-8")
