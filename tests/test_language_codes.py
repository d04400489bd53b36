"""Languages with a country or a script in their code work all the way: names of files, addresses, pages, scripts, ZIPs."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import SITES, serve
from tests.pages import read_page
from toolkit_builder.build import build_site, pack_site, prepare, read_and_check
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.redirects import meant_name
from toolkit_builder.publishing.frame import NO_FIELD
from toolkit_builder.publishing.site import Reader, make_site
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.work import Processes

LANGUAGES = {"pt-BR": "Português (Brasil)", "zh-Hant": "繁體中文", "de-AT": "Deutsch (Österreich)"}
TITLES = {"pt-BR": "Chá", "zh-Hant": "茶", "de-AT": "Tee auf Wienerisch"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("codes") / "small"))
    settings = root / "mkdocs.yml"
    more = "".join(f"        - {{locale: {code}, name: {name}}}\n" for code, name in LANGUAGES.items())
    settings.write_text(settings.read_text("utf-8").rstrip() + "\n" + more, "utf-8")
    for code, title in TITLES.items():
        text = f"---\ntitle: {title}\nsummary: {title}.\ntranslation: {{of: en, method: human}}\n---\n{title}.\n"
        (root / f"content/guides/tea.{code}.md").write_text(text, "utf-8")
        home = f"---\ntitle: {title}\nsummary: {title}.\ntranslation: {{of: en, method: human}}\n---\n{title}.\n"
        (root / f"content/index.{code}.md").write_text(home, "utf-8")
    prepared = prepare(read_settings(root), Processes(2))
    assert prepared.site is not None, [*map(str, prepared.problems)]
    build_site(prepared.site, root / "site", Processes(2))
    pack_site(prepared.site, root / "site", root / "dist", Processes(2))
    return root / "site"


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_lie_at_the_code_and_say_it_as_browsers_know_it(site: Path, code: str) -> None:
    for name in ("index.html", "guides/tea.html", "everything.html"):
        page = read_page(site / code / name)
        assert page.one("html").attributes["lang"] == code
        assert page.one("html").attributes["dir"] == "ltr"
    page = read_page(site / code / "guides/tea.html")
    assert page.one("h1").text == TITLES[code]
    alternates = {one.attributes["hreflang"]: one.attributes["href"] for one in page.all("link", rel="alternate")}
    assert alternates[code] == f"https://example.org/small/{code}/guides/tea.html"
    assert read_page(site / code / "index.html").one("h1").text == TITLES[code]
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert f'hreflang="{code}"' in sitemap
    assert f"https://example.org/small/{code}/guides/tea.html" in sitemap


def test_names_and_words_are_those_of_the_language(site: Path) -> None:
    assert "Noruega" in read_page(site / "pt-BR/guides/tea.html").text
    assert "挪威" in read_page(site / "zh-Hant/guides/index.html").text
    # Austria has no catalogue of its own, and needs none.
    assert read_page(site / "de-AT/guides/tea.html").one("h2", id="page:cite").all("span", lang="en") == []
    text = (site / "data/search/pt-BR/words.js").read_text("utf-8")
    told = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    assert (told["language"], set(told["results"])) == ("pt-BR", {"one", "other"})


def test_data_and_zips_carry_the_code(site: Path) -> None:
    data = json.loads((site / "data/library.json").read_text("utf-8"))
    assert {*LANGUAGES} <= {one["code"] for one in data["languages"]}
    with zipfile.ZipFile(site.parent / "dist/small-toolkit-offline-pt-BR.zip") as archive:
        assert "small-toolkit-offline-pt-BR/pt-BR/guides/tea.html" in archive.namelist()


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_scripts_run_on_them(site: Path, browser: Browser, scheme: str, code: str) -> None:
    server = serve(site)
    base = next(server) if scheme == "http" else f"{site.as_uri()}/"
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{base}{code}/guides/index.html")
    page.locator(".total").filter(has_text="2").wait_for()
    page.locator("#page\\:search").fill(TITLES[code][:3])
    page.locator("[role=option]").filter(has_text=TITLES[code]).first.wait_for()
    page.goto(f"{base}{code}/guides/tea.html")
    page.locator(".top [data-display]").click()
    assert faults == []
    page.close()
    server.close()


def test_an_old_address_is_known_by_such_a_code() -> None:
    assert meant_name("/pt-BR/guides/biscuit.html", ("en", "pt-BR"), "") == "guides/biscuit"


def test_a_record_may_be_written_in_such_a_language_first(small: Path) -> None:
    settings = small / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").rstrip() + "\n        - {locale: pt-BR, name: Português (Brasil)}\n", "utf-8"
    )
    facts = "countries: [BR]\nlevel: easy\nspoken: [pt-BR, zh-Hant, ckb]\nuntranslated: [{language: de, reason: Só aqui.}]\n"
    folder = small / "content/guides"
    (folder / "mate.pt-BR.md").write_text(f"---\ntitle: Mate\nsummary: Água quente.\n{facts}---\nErva.\n", "utf-8")
    block = "translation: {of: pt-BR, method: human}"
    (folder / "mate.en.md").write_text(f"---\ntitle: Mate\nsummary: Hot water.\n{block}\n---\nHerbs.\n", "utf-8")
    library, problems = read_and_check(read_settings(small))
    assert [one for one in problems if "mate" in one.position.path and one.level == "error"] == []
    reader = Reader(make_site(library, {}, "2026-11-23"), "en", "guides/mate.html")
    shown = [KINDS["language"].show(code, NO_FIELD, reader).text for code in ("pt-BR", "zh-Hant", "ckb")]
    assert shown == ["Portuguese (Brazil)", "Chinese (Traditional)", "Central Kurdish"]
