"""What a branch changes for readers, as a coordinator and a workflow are told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.test_choosing import git
from toolkit_builder.cli import main


def review(root: Path, *words: str, **environment: str) -> Result:
    runner = CliRunner(env={"LANGUAGE": "en", **environment})
    return runner.invoke(main, ["review", "--root", str(root), "--base", "main", *words])


@pytest.fixture
def branch(small: Path) -> Path:
    """The small toolkit in a repository, on a branch of its own."""
    git(small, "init", "-q", "-b", "main")
    git(small, "add", ".")
    git(small, "commit", "-q", "-m", "All")
    git(small, "checkout", "-q", "-b", "mine")
    return small


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_nothing_changes(branch: Path) -> None:
    result = review(branch)
    assert result.exit_code == 0
    assert result.output.startswith("Nothing in the content changes.\n")


def test_all_that_can_happen_is_told_by_record(branch: Path) -> None:
    guides = branch / "content" / "guides"
    replace(guides / "tea.en.md", "Water, leaves, time.", "Water and time.")
    replace(guides / "tea.en.md", "2. Wait.", "2. Wait a little.")
    shutil.copy(guides / "coffee.ar.md", guides / "mint.ar.md")
    (branch / "content" / "people" / "ada.de.md").write_text(
        "---\ntitle: Ada\nsummary: Sie.\ntranslation: {of: en}\n---\nText.\n", "utf-8"
    )
    git(branch, "add", ".")
    git(branch, "commit", "-q", "-m", "Mine")
    (guides / "tea" / "cup.svg").write_text((guides / "tea" / "pot.svg").read_text("utf-8"), "utf-8")
    result = review(branch)
    told = result.output.splitlines()
    assert told[:4] == [
        "1 new record.",
        "1 new translation.",
        "1 file says something else.",
        "1 translation is behind now, because its original changed: readers are told so.",
    ]
    assert "guides/tea: How to make tea" in told
    assert "  content/guides/tea.en.md: changed: summary, What to do" in told
    assert "  behind now: de" in told
    assert "  content/guides/mint.ar.md: new record" in told
    assert "  content/people/ada.de.md: new translation" in told
    assert told[told.index("Other files") + 1] == "  content/guides/tea/cup.svg: new file"


def test_what_is_wrong_in_the_branch_is_told_and_decides(branch: Path) -> None:
    replace(branch / "content/guides/tea.en.md", "level: easy", "level: easyy")
    result = review(branch)
    assert result.exit_code == 1
    assert "content/guides/tea.en.md:7:8: error not-in-vocabulary" in result.output


def test_what_breaks_elsewhere_is_told(branch: Path) -> None:
    replace(branch / "content/guides/coffee.ar.md", " {#what-to-do}", "")
    result = review(branch)
    assert result.exit_code == 1
    assert "content/guides/tea.en.md:33:" in result.output


def test_a_translation_that_is_gone_is_told_with_its_record(branch: Path) -> None:
    (branch / "content/guides/tea.de.md").unlink()
    told = review(branch).output.splitlines()
    assert told[0] == "1 file is gone."
    assert told[told.index("guides/tea: How to make tea") + 1] == "  content/guides/tea.de.md: removed"


def test_who_wrote_in_one_language_is_told_in_it(branch: Path) -> None:
    replace(branch / "content/guides/tea.de.md", "title: ", "title: Guter ")
    assert review(branch).output.startswith("1 Datei sagt etwas anderes.\n")
    replace(branch / "content/guides/tea.en.md", "title: ", "title: Good ")
    assert review(branch, LANGUAGE="pl").output.startswith("2 pliki mówią co innego.\n")


def test_for_programs(branch: Path) -> None:
    replace(branch / "content/guides/tea.en.md", "Water, leaves, time.", "Water and time.")
    told = json.loads(review(branch, "--format", "json").output)
    assert told["base"] == git(branch, "rev-parse", "main")
    assert told["records"] == {
        "guides/tea": {
            "title": "How to make tea",
            "files": [{"path": "content/guides/tea.en.md", "what": "changed", "language": "en", "parts": ["summary"]}],
            "behind": ["de"],
        }
    }
    assert told["problems"] == []


def test_nothing_that_was_sent_becomes_markdown(branch: Path) -> None:
    replace(branch / "content/guides/tea.en.md", "title: How to make tea", 'title: "**Tea** <img src=x> @ada [a](https://b.c)"')
    text = review(branch, "--format", "markdown").output
    assert "## What this changes for readers" in text
    for sign in ("**Tea**", "<img", "[a]", "@ada"):
        assert sign not in text


@pytest.mark.parametrize(("words", "said"), [(("--base", "nowhere"), "git knows no revision `nowhere`."), ((), "")])
def test_a_revision_that_is_not_there(words: tuple[str, ...], said: str, branch: Path) -> None:
    result = CliRunner(env={"LANGUAGE": "en"}).invoke(main, ["review", "--root", str(branch), *words])
    assert result.exit_code == 2
    assert said in result.output
