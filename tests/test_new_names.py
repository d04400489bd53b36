"""Names of new records: what `toolkit new` takes, `toolkit check` takes; for what it refuses, it names one that both take."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import SITES
from tests.test_cli import toolkit
from toolkit_builder.build import read_and_check
from toolkit_builder.problems import Severity
from toolkit_builder.reading.settings import read_settings

NOT_ABOUT_NAMES = {"missing-field", "placeholder-left"}
"""What wants filling in."""

REFUSED = {
    "Łódź": ("may only hold small letters", "lodz"),
    "Größe": ("may only hold small letters", "grosse"),
    "Soup Kitchen!": ("may only hold small letters", "soup-kitchen"),
    "soup--kitchen": ("may only hold small letters", "soup-kitchen"),
    "soup-": ("may only hold small letters", "soup"),
    "soup.de": ("may only hold small letters", "soup-de"),
    "../soup": ("may only hold small letters", "soup"),
    "": ("may only hold small letters", "guides"),
    "Суп": ("may only hold small letters", "guides"),
    "ŋoma": ("may only hold small letters", "guides"),
    "x" * 65: ("has 65 characters; 64 are allowed", "x" * 64),
    "x" * 63 + "-y": ("has 65 characters; 64 are allowed", "x" * 63),
    "con": ("Windows cannot store a file called `con`.", "con-1"),
    "NUL": ("may only hold small letters", "nul-1"),
    "com7": ("Windows cannot store a file called `com7`.", "com7-1"),
    "tea": ("content/guides/tea.de.md exists already.", "tea-2"),
    "Tea": ("may only hold small letters", "tea-2"),
    "milk": ("content/guides/Milk.ar.md exists already.", "milk-2"),
    "index": ("The address guides/index.html is taken: content/guides/_type.yml needs it.", "index-2"),
    "old-tea": ("`guides/old-tea` leads to `guides/tea` already, says content/guides/tea.en.md.", "old-tea-2"),
    "old-ada": ("`guides/old-ada` leads to `people/ada` already, says content/people/ada.en.md.", "old-ada-3"),
}
TAKEN = [
    "soup",
    "a",
    "7",
    "start-here",
    "everything",
    "404",
    "de",
    "en",
    "data",
    "saved",
    "con-2",
    "ada",
    "x" * 64,
    "page-index",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A toolkit with old names, and a file whose name another system takes for a better one."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("names") / "small"))
    for path, old in (("guides/tea.en.md", "[guides/old-tea]"), ("people/ada.en.md", "[guides/old-ada, guides/old-ada-2]")):
        file = root / "content" / path
        file.write_text(file.read_text("utf-8").replace("---\n", f"---\nredirect_from: {old}\n", 1), "utf-8")
    (root / "content/guides/Milk.ar.md").write_text("---\ntitle: M\nsummary: M\n---\nM\n", "utf-8")
    return root


@pytest.fixture
def root(library: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(library, tmp_path / "small"))


def wrong(root: Path) -> set[tuple[str, str]]:
    found = (one for one in read_and_check(read_settings(root))[1] if one.level is Severity.ERROR)
    return {(one.rule, str(one)) for one in found if one.rule not in NOT_ABOUT_NAMES}


@pytest.mark.parametrize("name", TAKEN)
def test_what_new_takes_check_takes(root: Path, name: str) -> None:
    before = wrong(root)
    result = toolkit("new", "guides", name, "--root", root)
    assert result.exit_code == 0, result.output
    assert wrong(root) == before


@pytest.mark.parametrize(("name", "said", "free"), [(name, *rest) for name, rest in REFUSED.items()], ids=ascii)
def test_for_what_new_refuses_it_names_one_that_it_takes(root: Path, name: str, said: str, free: str) -> None:
    before, files = wrong(root), sorted(root.rglob("*"))
    result = toolkit("new", "guides", "--root", root, "--", name)
    assert result.exit_code == 2
    assert said in result.output
    assert re.findall(r" `([^`]+)` can be had\.", result.output) == [free]
    assert sorted(path for path in root.rglob("*") if ".toolkit" not in path.parts) == files
    assert toolkit("new", "guides", free, "--root", root).exit_code == 0
    assert wrong(root) == before


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in ("", "../soup", "milk")])
def test_what_new_refuses_check_refuses(root: Path, name: str) -> None:
    before = wrong(root)
    text = "---\ntitle: A title\nsummary: A summary\n---\nWords.\n"
    (root / f"content/guides/{name}.en.md").write_text(text, "utf-8")
    assert wrong(root) - before


def test_what_the_site_needs_itself_is_named_as_that(root: Path) -> None:
    (root / "content/de").mkdir()
    (root / "content/de/_type.yml").write_text("label: {en: X}\nplural: {en: X}\nmark: XX\n", "utf-8")
    result = toolkit("new", "de", "everything", "--root", root)
    assert "The address de/everything.html is taken: the site itself needs it." in result.output


def test_a_type_whose_folder_has_a_fault_gets_no_second_folder(root: Path) -> None:
    (root / "content/guides").rename(root / "content/Guides")
    result = toolkit("new", "guides", "soup", "--root", root)
    assert (result.exit_code, "The folder of `guides` is called otherwise." in result.output) == (2, True)


def test_capitals_in_the_code_of_a_language_hide_nothing_that_is_taken(small: Path) -> None:
    """What is looked up is in small letters throughout: `pt-BR/guides/` is taken as `de/guides/` is."""
    file = small / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("locale: de,", "locale: pt-BR,").replace("[de]", "[pt-BR]"), "utf-8")
    (small / "content/guides/index.pt-BR.md").write_text("---\ntitle: Bolo\nsummary: Farinha.\n---\nFarinha.\n", "utf-8")
    (small / "content/start.pt-BR.md").write_text("---\ntitle: Bolo\nsummary: Farinha.\n---\nFarinha.\n", "utf-8")
    library, problems = read_and_check(read_settings(small))
    assert [one.position.path for one in problems if one.rule == "same-address"] == ["content/guides/index.pt-BR.md"]
    assert library.addresses["pt-br/start.html"] == ("content/start.pt-BR.md",)
