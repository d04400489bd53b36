"""The files for other hosts than GitHub (docs/hosts): their schemas, and the commands of their checks, run as a host does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, SITES
from tests.test_records import edit

HOSTS = ROOT / "docs/hosts"
PYTHON = f"""#!/bin/sh
# python -m venv FOLDER: a tool and a pip that ask nobody.
mkdir -p "$3/bin"
printf '#!/bin/sh\\nexec "{sys.executable}" -m toolkit_builder "$@"\\n' > "$3/bin/toolkit"
printf '#!/bin/sh\\n' > "$3/bin/pip"
chmod +x "$3/bin/toolkit" "$3/bin/pip"
"""


def load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HOSTS / name).read_text("utf-8"))
    return found


GITLAB = load("gitlab/.gitlab-ci.yml")
FORGEJO = load("forgejo/.forgejo/workflows/check.yml")
WOODPECKER = load("codeberg/.woodpecker/check.yml")


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("gitlab-ci", "gitlab/.gitlab-ci.yml"),
        ("github-workflows", "forgejo/.forgejo/workflows/*.yml"),
        ("woodpecker-ci", "codeberg/.woodpecker/*.yml"),
    ],
)
def test_files_keep_to_the_schema_of_their_host(schema: str, files: str) -> None:
    found = sorted(map(str, HOSTS.glob(files)))
    assert found
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *found]
    subprocess.run(check, check=True, capture_output=True)


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    def run(*words: str, where: Path = tmp_path / "origin") -> str:
        told = ["git", "-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", *words]
        return subprocess.run(told, cwd=where, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()

    return run


@pytest.fixture
def proposed(tmp_path: Path, git: Callable[..., str]) -> Path:
    """A repository with a proposal, refs/pull/1/head: it breaks a record, and would have its own settings and tool used."""
    origin = Path(shutil.copytree(SITES / "small", tmp_path / "origin"))
    (origin / "requirements.lock").touch()
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=Begin")
    git("switch", "--quiet", "--create=proposal")
    edit(origin / "content/guides/tea.en.md", ("title:", "titel:"))
    (origin / "mkdocs.yml").write_text("docs_dir: nowhere\n", "utf-8")
    (origin / ".toolkit").mkdir()
    git("add", "--force", ".")
    git("commit", "--quiet", "--message=Propose")
    git("update-ref", "refs/pull/1/head", "HEAD")
    git("switch", "--quiet", "main")
    (origin / "later.txt").touch()
    git("add", ".")
    git("commit", "--quiet", "--message=Go on")
    return origin


def run(commands: list[str], where: Path, **environment: str) -> tuple[int, str]:
    """Run commands as a machine there does, with a Python that only pretends to install."""
    programs = where.parent / "programs"
    programs.mkdir()
    (programs / "python").write_text(PYTHON, "utf-8")
    (programs / "python").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    told = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(where.parent), **environment, "PATH": path}
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", "\n".join(commands)]
    result = subprocess.run(script, check=False, cwd=where, env=told, capture_output=True, text=True, encoding="utf-8")
    return result.returncode, result.stdout + result.stderr


def forgejo_commands() -> list[str]:
    return [step["run"] for step in FORGEJO["jobs"]["content"]["steps"]]


def forgejo_environment(origin: Path) -> dict[str, str]:
    asked = FORGEJO["jobs"]["content"]["steps"][0]["env"]
    known = {"github.base_ref": "main", "github.ref": "refs/pull/1/head", "github.server_url": str(origin.parent)}
    known["github.repository"] = "origin"
    told = {name: re.sub(r"\$\{\{ (.+?) \}\}", lambda gap: known[gap[1]], text) for name, text in asked.items()}
    return {name: text.removesuffix(".git") if name == "REPOSITORY" else text for name, text in told.items()}


def woodpecker_environment(origin: Path) -> dict[str, str]:
    return {"CI_COMMIT_TARGET_BRANCH": "main", "CI_REPO_CLONE_URL": str(origin), "CI_COMMIT_REF": "refs/pull/1/head"}


@pytest.mark.skipif(sys.platform == "win32", reason="it runs on Linux")
@pytest.mark.parametrize("host", ["forgejo", "woodpecker"])
def test_a_proposal_is_checked_as_it_will_be_under_the_settings_of_its_target(
    host: str, proposed: Path, tmp_path: Path
) -> None:
    where = tmp_path / "work"
    where.mkdir()
    commands = forgejo_commands() if host == "forgejo" else WOODPECKER["steps"][0]["commands"]
    environment = forgejo_environment(proposed) if host == "forgejo" else woodpecker_environment(proposed)
    code, said = run(commands, where, **environment)
    assert code == 1, said
    assert "content/guides/tea.en.md:2:1: error unknown-field" in said
    assert (where / "pr/later.txt").is_file()
    assert not (where / "pr/.toolkit/kept").exists()
    assert (where / "pr/mkdocs.yml").read_bytes() == (proposed / "mkdocs.yml").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="it runs on Linux")
def test_a_merge_request_gets_a_report_on_lines_and_a_summary(proposed: Path, tmp_path: Path, git: Callable[..., str]) -> None:
    where = tmp_path / "work"
    git("clone", "--quiet", "--branch=proposal", str(proposed), str(where), where=tmp_path)
    begun = git("merge-base", "main", "proposal")
    job = GITLAB["check"]
    code, said = run([*job["before_script"], *job["script"]], where, CI_MERGE_REQUEST_DIFF_BASE_SHA=begun)
    assert code == 1, said
    found = json.loads((where / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
    assert {"path": "content/guides/tea.en.md", "lines": {"begin": 2}} in [problem["location"] for problem in found]
    # What is wrong is not packed.
    assert job["artifacts"]["paths"] == ["review.md", "changed-pages/"]
    assert "titel" in (where / "review.md").read_text("utf-8")
    assert not (where / "changed-pages").exists()


def test_what_is_installed_comes_from_the_target() -> None:
    """No command of a check installs or runs what lies in the proposal."""
    for commands in (forgejo_commands(), WOODPECKER["steps"][0]["commands"], [*GITLAB["check"]["before_script"]]):
        installs = [line for text in commands for line in text.splitlines() if "pip" in line]
        assert len(installs) == 2
        assert all(re.search(r"base(/requirements\.lock)?\"?$", line) for line in installs), installs


def test_the_readme_names_what_there_is() -> None:
    text = (HOSTS / "README.md").read_text("utf-8")
    for name in re.findall(r"cp -R docs/hosts/(\w+)/", text):
        assert (HOSTS / name).is_dir()
    assert {folder.name for folder in HOSTS.iterdir() if folder.is_dir()} <= set(re.findall(r"docs/hosts/(\w+)/", text))
