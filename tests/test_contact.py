"""Readers reach the makers as mkdocs.yml says, or by the issues of its repository, on every page of every edition."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.pages import read_page
from tests.test_records import edit
from toolkit_builder.cli import main
from toolkit_builder.reading.settings import read_settings

MAIL = "contact: office@example.org"
FORM = "contact: https://example.org/write?to=us"


def say(root: Path, *lines: str) -> None:
    """Write into mkdocs.yml: options of the plugin, and settings."""
    own = [line for line in lines if line.startswith("contact")]
    edit(root / "mkdocs.yml", ("  - toolkit:\n", "\n".join(["  - toolkit:", *(f"      {line}" for line in own), ""])))
    rest = "".join(f"{line}\n" for line in lines if line not in own)
    edit(root / "mkdocs.yml", ("docs_dir: content\n", f"docs_dir: content\n{rest}"))


def toolkit(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*words, "--root", str(root)])
    return result.exit_code, result.output


def links(file: Path, within: str = "footer") -> list[str]:
    return [link.attributes["href"] for link in read_page(file).one(within).all("a")]


@pytest.mark.parametrize(
    ("lines", "way"),
    [
        ((MAIL, "repo_url: https://github.com/a/b"), "mailto:office@example.org"),
        ((FORM,), "https://example.org/write?to=us"),
        (("contact: ''", "repo_url: https://github.com/a/b"), "https://github.com/a/b/issues/new/choose"),
        (("repo_url: https://gitlab.com/a/b",), "https://gitlab.com/a/b/-/issues/new"),
        (("repo_url: https://code.example.org/a/b",), ""),
        ((), ""),
    ],
)
def test_what_stands_at_the_foot_of_every_page(small: Path, lines: tuple[str, ...], way: str) -> None:
    say(small, *lines)
    edit(small / "content/years.en.md", ("shows: {view: timeline, of: guides, by: since}", "shows: {view: contact}"))
    code, said = toolkit(small, "build")
    assert code == 0, said
    beginnings = ("mailto:", "https://example.org/write", "https://github.com/a/b/issues", "https://gitlab.com/a/b/-/issues")
    for place in (
        "index.html",
        "de/guides/tea.html",
        "ar/people/index.html",
        "404.html",
        "saved/guides/tea.html",
        "years.html",
    ):
        found = [link for link in links(small / "site" / place) if link.startswith(beginnings)]
        assert found == [way] * bool(way), place
    block = read_page(small / "site/de/years.html").one("section", class_="makers")
    assert [link.attributes["href"] for link in block.all("a")] == [way] * bool(way)
    assert ("erreicht" in block.text) == (way == "")
    assert json.loads((small / "site/data/library.json").read_text("utf-8"))["contact"] == read_settings(small).contact


def test_what_is_taken_away_says_it_too(small: Path) -> None:
    say(small, MAIL)
    assert toolkit(small, "build")[0] == 0
    assert toolkit(small, "pack")[0] == 0
    with zipfile.ZipFile(small / "dist/small-toolkit-offline-de.zip") as archive:
        for name in ("START-HERE.html", "de/index.html", "manifest.json"):
            assert "office@example.org" in archive.read(f"small-toolkit-offline-de/{name}").decode(), name


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("contact: office at example.org", ""),
        ("contact: mailto:office@example.org", "office@example.org"),
        ("contact: www.example.org/form", "https://www.example.org/form"),
        ("contact: http://example.org/form", "https://example.org/form"),
    ],
)
def test_what_cannot_be_used_is_told(small: Path, line: str, meant: str) -> None:
    say(small, line)
    code, said = toolkit(small, "check", "--rule", "wrong-setting")
    assert code != 0
    assert "`plugins.toolkit.contact` must be an e-mail address, or the address of a form" in said
    assert f"Did you mean `{meant}`?" in said if meant else "contact: office@example.org" in said


def test_a_build_says_what_is_missing_and_an_empty_sitemap_is_none(small: Path) -> None:
    code, said = toolkit(small, "build")
    lines = ("Nobody can write to you", "The site has no address", "There is no repository")
    assert (code, [line in said for line in lines]) == (0, [True, False, True])
    assert (small / "site/sitemap.xml").is_file()
    edit(small / "mkdocs.yml", ("site_url: https://example.org/small/\n", ""))
    say(small, MAIL, "repo_url: https://github.com/a/b")
    code, said = toolkit(small, "build")
    assert (code, [line in said for line in lines]) == (0, [False, True, False])
    assert not (small / "site/sitemap.xml").exists()
