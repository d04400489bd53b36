"""`toolkit pack --changed-since`: a branch as a small ZIP that opens by double-click."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page, expect

from tests.pages import read_page
from toolkit_builder.cli import main

NEW = "---\ntitle: Mint tea\nsummary: A tea with mint.\ncountries: [GB]\nlevel: easy\n---\nPick some, as [tea](tea.md).\n"


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, "-C", str(root), *words], check=True, capture_output=True)


@pytest.fixture
def branch(small: Path) -> Path:
    """The small toolkit under git, with a branch on which nothing differs yet."""
    git(small, "init", "--quiet")
    git(small, "add", "--all")
    git(small, "commit", "--quiet", "-m", "before")
    git(small, "checkout", "--quiet", "-b", "more")
    return small


def pack(root: Path, revision: str = "main") -> Result:
    runner = CliRunner(env={"LANGUAGE": "en"})
    return runner.invoke(main, ["pack", "--changed-since", revision, "--root", str(root), "--out", str(root / "dist")])


def unpacked(root: Path, target: Path) -> Path:
    result = pack(root)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(root / "dist/small-toolkit-changes.zip") as file:
        file.extractall(target)
    return target / "small-toolkit-changes"


def pages(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}


def test_it_holds_what_changed_with_its_shelf(branch: Path, tmp_path: Path) -> None:
    (branch / "content/guides/mint.en.md").write_text(NEW, "utf-8")
    tea = branch / "content/guides/tea.de.md"
    tea.write_text(tea.read_text("utf-8").replace("title: ", "title: Neu: ", 1).replace("Neu: ", "Neuer ", 1), "utf-8")
    folder = unpacked(branch, tmp_path / "out")
    new = {f"{home}guides/{name}.html" for home in ("", "de/", "ar/") for name in ("mint", "index")}
    assert pages(folder) == {"START-HERE.html", *new, "de/guides/tea.html"}
    first = read_page(folder / "START-HERE.html")
    assert {link.attributes["href"] for link in first.all("a")} == {
        "guides/mint.html", "de/guides/mint.html", "ar/guides/mint.html", "de/guides/tea.html",
    }  # fmt: skip
    assert "Mint tea" in first.text
    assert "mint.en.md: new record" in first.text
    ways = [(way.attributes["lang"], way.attributes["dir"]) for way in first.all("div") if "lang" in way.attributes]
    assert {*ways} == {("en", "ltr"), ("de", "ltr"), ("ar", "rtl")}


def test_the_first_page_is_in_the_language_of_what_changed_and_names_what_is_gone(branch: Path, tmp_path: Path) -> None:
    tea = branch / "content/guides/tea.de.md"
    tea.write_text(tea.read_text("utf-8").replace("title: Wie", "title: Neu, wie"), "utf-8")
    (branch / "content/years.en.md").unlink()
    first = read_page(unpacked(branch, tmp_path / "out") / "START-HERE.html")
    assert first.one("html").attributes["lang"] == "de"
    assert "Was sich für Leserinnen und Leser ändert" in first.text
    assert "Neu, wie man Tee macht" in first.text
    assert "tea.de.md: geändert" in first.text
    assert "diese Seite ist verschwunden, in allen Sprachen: en" in first.text


def test_no_link_in_it_is_dead_and_there_is_no_search(branch: Path, tmp_path: Path) -> None:
    (branch / "content/guides/mint.en.md").write_text(NEW, "utf-8")
    folder = unpacked(branch, tmp_path / "out")
    for name in pages(folder):
        page = read_page(folder / name)
        for tag, attribute in (("a", "href"), ("img", "src"), ("script", "src"), ("link", "href")):
            for element in page.all(tag):
                href = element.attributes.get(attribute, "").partition("#")[0]
                if href and ":" not in href:
                    assert ((folder / name).parent / href).is_file(), (name, href)
        assert not page.all("form", role="search")
    # What leads to a page that is not in it is there as words.
    assert "tea" in read_page(folder / "guides/mint.html").text


def test_what_is_gone_and_what_is_no_record_is_told(branch: Path, tmp_path: Path) -> None:
    (branch / "content/years.en.md").unlink()
    levels = branch / "content/_vocabularies/levels.yml"
    levels.write_text(levels.read_text("utf-8").replace("Easy", "Very easy"), "utf-8")
    folder = unpacked(branch, tmp_path / "out")
    assert pages(folder) == {"START-HERE.html"}
    told = read_page(folder / "START-HERE.html").text
    assert "Guides by year this page is gone, in all its languages: en" in told
    assert "levels.yml: changed" in told


def test_nothing_is_packed_where_nothing_differs(branch: Path) -> None:
    result = pack(branch)
    assert result.exit_code == 0
    assert "Nothing in the content differs from main." in result.output
    assert not (branch / "dist").exists()


def test_a_revision_that_is_not_known_is_told(branch: Path) -> None:
    result = pack(branch, "nowhere")
    assert result.exit_code == 2
    assert "nowhere" in result.output
    assert "Traceback" not in result.output


def test_without_git_it_says_so(small: Path) -> None:
    result = pack(small)
    assert result.exit_code == 2
    assert "git" in result.output


def test_what_is_wrong_is_told_and_nothing_is_packed(branch: Path) -> None:
    (branch / "content/guides/mint.en.md").write_text(NEW.replace("level: easy", "level: none"), "utf-8")
    result = pack(branch)
    assert result.exit_code == 1
    assert "not-in-vocabulary" in result.output
    assert not (branch / "dist").exists()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_it_opens_by_double_click(branch: Path, tmp_path: Path, page: Page) -> None:
    (branch / "content/guides/mint.en.md").write_text(NEW, "utf-8")
    folder = unpacked(branch, tmp_path / "a stick #1")
    wrong: list[str] = []
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto((folder / "START-HERE.html").as_uri())
    page.locator("a.open").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mint tea")
    page.get_by_role("link", name="Guides").first.click()
    expect(page.locator(".card")).to_have_count(3)
    assert wrong == []
