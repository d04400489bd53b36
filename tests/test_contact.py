"""Readers reach the makers as mkdocs.yml says, or by the issues of its repository, on every page of every edition."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.pages import read_page
from tests.test_records import edit
from toolkit_builder.cli import main
from toolkit_builder.reading.settings import read_settings

MAIL = "contact: office@example.org"
FORM = "contact: https://example.org/write?to=us"


def say(root: Path, *lines: str) -> None:
    """Write into mkdocs.yml: options of the plugin, and settings."""
    own = [line for line in lines if line.startswith(("contact", "issues"))]
    edit(root / "mkdocs.yml", ("  - toolkit:\n", "\n".join(["  - toolkit:", *(f"      {line}" for line in own), ""])))
    rest = "".join(f"{line}\n" for line in lines if line not in own)
    edit(root / "mkdocs.yml", ("docs_dir: content\n", f"docs_dir: content\n{rest}"))


def toolkit(root: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*words, "--root", str(root)])
    return result.exit_code, result.output


def query(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))


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
        assert [link.partition("?" if "?to=us" not in link else "#")[0] for link in found] == [
            way.removesuffix("/choose")
        ] * bool(way), place
    block = read_page(small / "site/de/years.html").one("section", class_="makers")
    found = [link.attributes["href"].partition("?subject")[0] for link in block.all("a")]
    assert found == [way] * bool(way)
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


PAGES = {
    "index.html": ("https://example.org/small/", "index.html", "en"),
    "de/guides/tea.html": ("https://example.org/small/de/guides/tea.html", "de/guides/tea.html", "de"),
    "de/guides/coffee.html": ("https://example.org/small/de/guides/coffee.html", "de/guides/coffee.html", "de"),
    "ar/people/index.html": ("https://example.org/small/ar/people/", "ar/people/index.html", "ar"),
    "saved/guides/tea.html": ("https://example.org/small/guides/tea.html", "guides/tea.html", "en"),
    "404.html": ("", "", "en"),
}
"""A page to what a report about it says: its address, its place, its language."""
WORDS = {
    "en": ("Page", "Language", "Edition of 2026-11-20"),
    "de": ("Seite", "Sprache", "Ausgabe vom 2026-11-20"),
    "ar": ("صفحة", "اللغة", "إصدار 2026-11-20"),
}


def reported(page: str, language: str) -> str:
    name, tongue, edition = WORDS[language]
    return f"{name}: {page}\n{tongue}: {language}\n{edition}\n\n"


def report_about(root: Path, place: str) -> str:
    """Return the link of a page's foot that leads to the makers."""
    (found,) = (link for link in links(root / place) if link.startswith("mailto:") or "/issues" in link or "report" in link)
    return found


@pytest.mark.parametrize("host", ["github.com", "gitlab.com", "codeberg.org", "letters", "a host of one's own"])
def test_a_report_says_which_page_it_is_about(small: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")
    own = 'issues: "https://example.org/report?about={path}&text={report}"'
    say(small, {"letters": MAIL, "a host of one's own": own}.get(host, f"repo_url: https://{host}/a/b"))
    assert toolkit(small, "build")[0] == 0
    for place, (page, path, language) in PAGES.items():
        link = report_about(small / "site", place)
        text = reported(page, language)
        fields = {"page": page, "language": language, "version": "2026-11-20"}
        wanted = {
            "github.com": {"template": "mistake.yml", **fields},
            "gitlab.com": {"issue[title]": path, "issue[description]": text},
            "codeberg.org": {
                "template": ".github/ISSUE_TEMPLATE/mistake.yml",
                **{f"field:{name}": value for name, value in fields.items()},
                "title": path,
                "body": text,
            },
            "letters": {
                "subject": f"Small toolkit: {path}" if path else "Small toolkit",
                "body": text.replace("\n", "\r\n"),
            },
            "a host of one's own": {"about": path, "text": text},
        }
        assert query(link) == wanted[host], place


def test_a_report_from_a_stick_names_the_public_page(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795132800")
    say(small, "repo_url: https://github.com/a/b")
    assert toolkit(small, "build")[0] == toolkit(small, "pack")[0] == 0
    folder = "small-toolkit-offline-de"
    with zipfile.ZipFile(small / f"dist/{folder}.zip") as archive:
        archive.extractall(small / "stick")
    link = report_about(small / "stick" / folder, "de/guides/coffee.html")
    assert query(link)["page"] == "https://example.org/small/de/guides/coffee.html"
    (start,) = (link for link in links(small / "stick" / folder / "START-HERE.html", "main") if "/issues" in link)
    assert query(start)["page"] == "https://example.org/small/de/"


def test_a_site_without_an_address_names_the_place_of_the_page(small: Path) -> None:
    edit(small / "mkdocs.yml", ("site_url: https://example.org/small/\n", ""))
    say(small, "repo_url: https://github.com/a/b")
    assert toolkit(small, "build")[0] == 0
    assert query(report_about(small / "site", "de/guides/tea.html"))["page"] == "de/guides/tea.html"


def test_the_forms_have_the_fields_that_links_fill_in(small: Path) -> None:
    say(small, "repo_url: https://github.com/a/b")
    asked = set(query(read_settings(small).issue_form)) - {"template"}
    for name in ("mistake", "barrier"):
        form = yaml.safe_load((ROOT / f".github/ISSUE_TEMPLATE/{name}.yml").read_text("utf-8"))
        assert asked <= {field.get("id") for field in form["body"]}, name


@pytest.mark.parametrize(
    "typed", ["http://example.org/{page}", "example.org", "https://example.org/{pages}", "https://example.org/{page"]
)
def test_a_form_for_issues_has_no_other_gaps(small: Path, typed: str) -> None:
    say(small, f'issues: "{typed}"')
    code, said = toolkit(small, "check", "--rule", "wrong-setting")
    assert code != 0
    assert "`plugins.toolkit.issues` must be an https address" in said


def test_who_edits_the_file_of_a_page_without_a_translation_is_told_which_language_it_is(small: Path) -> None:
    say(small, "repo_url: https://github.com/a/b")
    assert toolkit(small, "build")[0] == 0
    said = {}
    for place in ("guides/tea.html", "de/guides/tea.html", "ar/guides/tea.html", "de/guides/coffee.html"):
        (link,) = (
            link
            for link in read_page(small / "site" / place).one("section", class_="cite").all("a")
            if "/edit/" in link.attributes["href"]
        )
        said[place] = (link.attributes["href"].rpartition("/")[2], link.text)
    assert said == {
        "guides/tea.html": ("tea.en.md", "Edit the file itself"),
        "de/guides/tea.html": ("tea.de.md", "Die Datei selbst bearbeiten"),
        "ar/guides/tea.html": ("tea.de.md", "حرّر الملف نفسه (الألمانية)"),
        "de/guides/coffee.html": ("coffee.ar.md", "Die Datei selbst bearbeiten (Arabisch)"),
    }
