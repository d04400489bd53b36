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


COFFEE = ("guides/coffee: كيف تُعدّ القهوة", "  gone from the shelf Guides, in all its languages: ar")


def test_a_record_that_is_gone_is_told_by_its_title_and_shelf_with_what_leads_there(branch: Path) -> None:
    (branch / "content/guides/coffee.ar.md").unlink()
    result = review(branch)
    told = result.output.splitlines()
    assert result.exit_code == 1
    assert told[:5] == ["1 record is gone.", "", *COFFEE, "  1 text still leads there: How to make tea"]
    assert "Other files" not in told
    assert "### كيف تُعدّ القهوة" in review(branch, "--format", "markdown").output
    found = json.loads(review(branch, "--format", "json").output)
    assert found["records"]["guides/coffee"]["title"] == "كيف تُعدّ القهوة"
    assert found["gone"] == {
        "guides/coffee": {
            "title": "كيف تُعدّ القهوة", "type": "guides", "languages": ["ar"], "now": "", "referred_to_by": ["guides/tea"],
        }
    }  # fmt: skip


def test_a_record_that_is_gone_has_the_title_of_who_reads_it_and_one_line_for_all_its_files(branch: Path) -> None:
    for code in ("en", "de"):
        (branch / f"content/guides/tea.{code}.md").unlink()
    told = review(branch, LANGUAGE="de").output.splitlines()
    at = told.index("guides/tea: Wie man Tee macht")
    assert told[0] == "1 Eintrag ist verschwunden."
    assert told[at + 1] == "  aus dem Regal Leitfäden verschwunden, in allen Sprachen: de, en"
    assert not any("tea.de.md" in line for line in told)


def test_references_count_as_links_do_and_nothing_leading_there_is_told_too(branch: Path) -> None:
    (branch / "content/people/ada.en.md").unlink()
    assert "  1 text still leads there: How to make tea" in review(branch).output
    git(branch, "checkout", "-q", "--", ".")
    (branch / "content/years.en.md").unlink()
    told = review(branch).output.splitlines()
    assert "  this page is gone, in all its languages: en" in told
    assert "  no other text leads there" in told


def test_a_record_with_another_name_is_not_gone(branch: Path) -> None:
    old = branch / "content/guides/coffee.ar.md"
    text = old.read_text("utf-8").replace("level: hard\n", "level: hard\nredirect_from: [guides/coffee]\n")
    (old.parent / "mocha.ar.md").write_text(text, "utf-8")
    old.unlink()
    replace(branch / "content/guides/tea.en.md", "Water, leaves, time.", "Water and time.")
    told = review(branch).output.splitlines()
    assert told[:2] == ["1 record has another name now.", "1 file says something else."]
    assert not any("gone" in line for line in told)
    assert "  it is called guides/mocha now: whoever has the old address is led there" in told


def test_of_a_shelf_that_is_gone_its_records_are_told(branch: Path) -> None:
    shutil.rmtree(branch / "content/people")
    told = review(branch).output.splitlines()
    assert "people/ada: Ada" in told
    assert "  gone from the shelf people, in all its languages: en" in told


def test_where_only_the_original_is_gone_the_record_is_told(branch: Path) -> None:
    (branch / "content/guides/tea.en.md").unlink()
    told = review(branch).output.splitlines()
    assert told[0] == "1 file is gone."
    assert told[told.index("guides/tea: Wie man Tee macht") + 1] == "  content/guides/tea.en.md: removed"


def test_headings_are_in_the_language_of_who_reads_them(branch: Path) -> None:
    replace(branch / "content/guides/tea.en.md", "Water, leaves, time.", "Water and time.")
    replace(branch / "content/guides/tea.en.md", "level: easy", "level: easyy")
    replace(branch / "content/guides/tea.de.md", "Warten", "Abwarten")
    told = review(branch, "--format", "markdown", LANGUAGE="de").output
    assert "### Wie man Tee macht" in told
    assert "| **Fehler**: " in told


def test_a_file_that_cannot_be_read_is_told_in_the_language_of_its_name(branch: Path) -> None:
    (branch / "content/guides/mint.de.md").write_text("---\ntranslation: {of: en}\n---\nText.\n", "utf-8")
    assert "Übersetzungen, aber kein" in review(branch).output


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
