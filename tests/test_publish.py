"""The steps of the workflow that publishes, as a machine there runs them: below a size at once, above it in parts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tests.conftest import ROOT, SITES
from tests.edits import files_in
from toolkit_builder.cli import main

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it runs on Linux")

WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))


def step(job: str, name: str) -> dict[str, Any]:
    (found,) = (step for step in WORKFLOW["jobs"][job]["steps"] if step["name"] == name)
    return found


def run(job: str, name: str, where: Path, **environment: str) -> dict[str, str]:
    """Run a step as the host does; returns its outputs."""
    outputs = where / "outputs"
    outputs.write_text("", "utf-8")
    environment = {**os.environ, **WORKFLOW["env"], "GITHUB_OUTPUT": str(outputs), "PYTHONPATH": str(ROOT), **environment}
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(job, name)["run"]]
    subprocess.run(script, cwd=where, env=environment, check=True, capture_output=True)
    said = outputs.read_text("utf-8")
    outputs.unlink()
    return dict(line.split("=", 1) for line in said.splitlines())


@pytest.mark.parametrize(
    ("texts", "number"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3), (1100, 256)]
)  # fmt: skip
def test_as_many_machines_as_the_texts_need(texts: int, number: int, tmp_path: Path) -> None:
    (tmp_path / "content/kites").mkdir(parents=True)
    (tmp_path / "content/kites/_type.yml").touch()
    for text in range(texts):
        (tmp_path / f"content/kites/{text}.en.md").touch()
    outputs = run("plan", "Count the texts", tmp_path, TEXTS_AT_ONCE="4")
    assert int(outputs["number"]) == number
    assert json.loads(outputs["parts"]) == list(range(1, number + 1))
    assert outputs["epoch"].isdigit()


def test_our_own_site_is_made_at_once() -> None:
    assert sum(1 for _ in (ROOT / "content").rglob("*.md")) < int(WORKFLOW["env"]["TEXTS_AT_ONCE"])


def test_the_parts_that_are_handed_over_become_the_site_and_its_zips(tmp_path: Path) -> None:
    at_once = Path(shutil.copytree(SITES / "kites", tmp_path / "at once"))
    root = Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))
    for command in ("build", "pack"):
        assert CliRunner().invoke(main, [command, "--root", str(at_once)]).exit_code == 0
    programs = root / ".venv/bin"
    programs.mkdir(parents=True)
    (programs / "toolkit").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolkit_builder "$@"\n', "utf-8")
    (programs / "toolkit").chmod(0o755)
    for number in (1, 2):
        run("part", "Make the part", root, PART=f"{number}/2")
        # One machine hands it over, and another takes it.
        (root / step("part", "Hand over the part")["with"]["path"]).rename(tmp_path / f"part-{number}")
        shutil.rmtree(root / ".toolkit")
    for part in tmp_path.glob(step("build", "Take over the parts")["with"]["pattern"]):
        shutil.copytree(part, root / step("build", "Take over the parts")["with"]["path"] / part.name)
    run("build", "Join the parts, and pack the ZIPs", root)
    assert files_in(root / "site") == files_in(at_once / "site")
    assert {file.name: file.read_bytes() for file in (root / "dist").glob("*.zip")} == files_in(at_once / "dist")


def test_all_machines_have_the_same_day_and_the_same_python() -> None:
    for job, environment in (("part", step("part", "Make the part")["env"]), ("build", WORKFLOW["jobs"]["build"]["env"])):
        assert environment["SOURCE_DATE_EPOCH"] == "${{ needs.plan.outputs.epoch }}"
        assert environment["SITE_URL"] == "${{ needs.plan.outputs.address }}"
        assert environment["CONTACT"] == "${{ vars.CONTACT }}"
        assert step(job, "Set up Python")["with"]["python-version"] == "${{ needs.plan.outputs.python }}"


def test_a_job_behind_one_that_is_skipped_says_when_it_runs() -> None:
    jobs = WORKFLOW["jobs"]
    behind = {"part"}
    for name, job in jobs.items():
        if behind & {*([needs] if isinstance(needs := job.get("needs", []), str) else needs)}:
            behind.add(name)
            assert job["if"].startswith("${{ !cancelled() && needs.")
    assert behind == {"part", "build", "deploy", "attach"}


def test_no_job_may_do_more_than_it_must() -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in WORKFLOW["jobs"].items()} == {
        "plan": {"contents": "read", "pages": "read"},
        "part": {"contents": "read"},
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "attach": {"contents": "write"},
    }
