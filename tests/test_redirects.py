"""Pages at old addresses: what stands there, where it leads, and that it leads there everywhere."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import SITES, packed, serve
from tests.pages import read_page
from tests.test_site import build_small
from toolkit_builder.build import read_and_check
from toolkit_builder.reading.settings import read_settings

OLD = ("guides/mocha", "people/barista", "kaffee", "about-us", "persons/index", "persons/ada")


def renamed(root: Path) -> Path:
    """Give the small toolkit old names: of a record (three, one on another shelf), of a plain page, and of a shelf."""
    for name, before, line in (
        ("guides/coffee.ar.md", "checked:", "redirect_from: [guides/mocha, people/barista, kaffee]\n"),
        ("who.en.md", "summary:", "redirect_from: [about-us]\n"),
        ("people/_type.yml", "fields:", "redirect_from: [persons]\n"),
    ):
        file = root / "content" / name
        file.write_text(file.read_text("utf-8").replace(f"\n{before}", f"\n{line}{before}", 1), "utf-8")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = renamed(Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("redirects") / "small")))
    return build_small(root)


@pytest.mark.parametrize("old", OLD)
@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_each_old_address_leads_to_a_page_in_the_same_language(site: Path, old: str, code: str) -> None:
    folder = site if code == "en" else site / code
    file = folder / f"{old}.html"
    page = read_page(file)
    assert page.one("html").attributes == {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    seconds, _, way = page.one("meta", **{"http-equiv": "refresh"}).attributes["content"].partition("; url=")
    assert seconds == "0"
    link = page.one("main").one("a")
    assert link.attributes["href"] == way
    target = (file.parent / way).resolve()
    assert target.is_relative_to(folder)
    assert target != file
    there = read_page(target)
    assert link.text in there.one("h1").text
    assert page.one("link", rel="canonical").attributes["href"] == there.one("link", rel="canonical").attributes["href"]
    policies = [one.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes for one in (page, there)]
    assert policies[0] == policies[1]


def test_a_title_in_another_language_says_so(site: Path) -> None:
    link = read_page(site / "people/barista.html").one("main").one("a")
    assert (link.attributes["lang"], link.attributes["dir"]) == ("ar", "rtl")
    assert "lang" not in read_page(site / "ar/people/barista.html").one("main").one("a").attributes


def test_only_pages_have_old_addresses(site: Path) -> None:
    """No lists, no search, no sitemap, no copies to save, no covers: readers find what is there under its name of today."""
    assert not [*site.rglob("saved/*/mocha*"), *site.rglob("covers/*/mocha*")]
    mentions = {file.relative_to(site) for file in site.rglob("*") if file.is_file() and b"mocha" in file.read_bytes()}
    # The form hands back files as they were typed, and says what a record is called now.
    form = {file.relative_to(site) for file in (site / "data/forms").glob("*.js")}
    assert mentions - form == {Path("data/library.json"), Path("data/forms/records/guides/coffee.js")}


def test_the_data_name_old_addresses_and_plain_pages(site: Path) -> None:
    data = json.loads((site / "data/library.json").read_text("utf-8"))
    records, pages = ({one["id"]: one for one in data[name]} for name in ("records", "pages"))
    coffee = records["guides/coffee"]
    assert coffee["facts"]["redirect_from"] == ["guides/mocha", "people/barista", "kaffee"]
    assert coffee["languages"]["de"]["old_addresses"] == ["de/guides/mocha.html", "de/kaffee.html", "de/people/barista.html"]
    assert records["people/ada"]["languages"]["en"]["old_addresses"] == ["persons/ada.html"]
    assert "old_addresses" not in records["guides/tea"]["languages"]["en"]
    assert data["types"]["people"]["redirect_from"] == ["persons"]
    assert "redirect_from" not in data["types"]["guides"]
    assert pages["who"]["languages"]["ar"]["old_addresses"] == ["ar/about-us.html"]
    assert pages["index"]["texts"]["de"]["title"] == "Kleiner Werkzeugkasten"
    assert pages["index"]["languages"]["ar"] == {"status": "missing", "shown": "de", "address": "ar/index.html"}


def test_without_a_public_address_the_canonical_one_is_relative(small: Path) -> None:
    settings = small / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("site_url: https://example.org/small/\n", ""), "utf-8")
    page = read_page(build_small(renamed(small)) / "de/guides/mocha.html")
    assert page.one("link", rel="canonical").attributes["href"] == "../guides/coffee.html"


def test_mkdocs_alone_gives_the_same_pages(site: Path, small: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    renamed(small)
    build(load_config(str(small / "mkdocs.yml"), site_dir=str(small / "site")))
    for old in OLD:
        for prefix in ("", "de/", "ar/"):
            assert (small / f"site/{prefix}{old}.html").read_bytes() == (site / f"{prefix}{old}.html").read_bytes()


def test_old_names_of_a_shelf_go_before_nothing_that_is_there(small: Path) -> None:
    """What somebody says counts more than what follows from the name of a shelf."""
    renamed(small)
    (small / "content/persons.en.md").write_text("---\ntitle: A\nsummary: B.\nredirect_from: [persons/ada]\n---\nC.\n", "utf-8")
    library, problems = read_and_check(read_settings(small))
    assert problems == []
    assert library.redirects["persons/ada"] == "persons"
    assert library.redirects["persons/index"] == "people/index"


def test_an_edition_in_one_language_has_its_old_addresses(site: Path, tmp_path: Path) -> None:
    files = packed(site.parent, site, tmp_path)
    arabic = next(file for file in files if file.name == "small-toolkit-offline-ar.zip")
    with zipfile.ZipFile(arabic) as archive:
        names = set(archive.namelist())
    assert "small-toolkit-offline-ar/ar/guides/mocha.html" in names
    assert "small-toolkit-offline-ar/assets/toolkit/moved.js" in names
    assert "small-toolkit-offline-ar/guides/mocha.html" not in names


# In a browser -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    yield from serve(site)


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path, server: str) -> str:
    return server if request.param == "http" else f"{site.as_uri()}/"


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ar/guides/mocha.html", "ar/guides/coffee.html"),
        ("kaffee.html", "guides/coffee.html"),
        ("de/about-us.html", "de/who.html"),
        ("persons/index.html", "people/index.html"),
    ],
)
def test_readers_come_to_the_new_address(browser: Browser, base: str, scripts: bool, old: str, new: str) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(base + old)
    page.wait_for_url(base + new)
    assert page.locator("h1").count() == 1
    context.close()


@pytest.mark.browser
def test_the_place_on_the_page_is_kept_and_back_leads_back(browser: Browser, base: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(base + "index.html")
    page.evaluate("location.href = 'guides/mocha.html?from=letter#what-to-do'")
    page.wait_for_url(base + "guides/coffee.html?from=letter#what-to-do")
    page.go_back()
    page.wait_for_url(base + "index.html")
    assert wrong == []
    context.close()
