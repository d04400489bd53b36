"""The small toolkit, built whole: what stands on its pages, in every language."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
import rcssmin

from tests.conftest import SITES
from tests.edits import files_in
from tests.pages import fact, read_page
from toolkit_builder import work
from toolkit_builder.build import build_site, prepare
from toolkit_builder.exports.data import library_json
from toolkit_builder.publishing import drawer
from toolkit_builder.publishing.assets import COLLECTION_STYLES, FORM_STYLES, STYLES, STYLESHEET, TEMPLATES, assets, styles
from toolkit_builder.publishing.catalogues import catalogue_view
from toolkit_builder.publishing.drawer import Drawer, draw
from toolkit_builder.publishing.drawing import Drawing
from toolkit_builder.publishing.pages import page_view
from toolkit_builder.publishing.site import make_site
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.settings import Settings
from toolkit_builder.work import Processes


def build_small(root: Path, jobs: int = 2) -> Path:
    """Build the toolkit in ``root`` into ``root/site``."""
    settings = read_settings(root)
    prepared = prepare(settings, Processes(jobs))
    assert prepared.site is not None, prepared.problems
    shutil.rmtree(root / "site", ignore_errors=True)
    build_site(prepared.site, root / "site", Processes(jobs))
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("built") / "small"))
    return build_small(root)


def test_there_is_a_page_for_every_record_in_every_language(site: Path) -> None:
    for prefix in ("", "de/", "ar/"):
        for page in ("index", "guides/index", "guides/tea", "guides/coffee", "people/index", "people/ada"):
            assert (site / f"{prefix}{page}.html").is_file()


def test_nothing_but_pages_and_their_parts_is_published(site: Path) -> None:
    suffixes = {file.suffix for file in site.rglob("*") if file.is_file()}
    assert suffixes == {".html", ".css", ".js", ".svg", ".woff2", ".json", ".xml", ".txt", ""}
    assert {file.name for file in site.rglob("*") if file.is_file() and not file.suffix} == {"LICENSE"}


def test_what_other_programs_left_is_not_published(small: Path) -> None:
    settings = small / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("font: false", "font: false, custom_dir: overrides"), "utf-8")
    left = ("guides/desktop.ini", "guides/tea/pot.svg.bak", "guides/tea/@eaDir/pot.svg", "#index.en.md#")
    for name in (*(f"content/{one}" for one in left), "overrides/Thumbs.db", "overrides/__MACOSX/x.css", "overrides/own.css"):
        (small / name).parent.mkdir(exist_ok=True)
        (small / name).write_text("left", "utf-8")
    built = {file.relative_to(small / "site").as_posix() for file in build_small(small).rglob("*")}
    assert "own.css" in built
    assert not [one for one in built if re.search(r"desktop|bak|eaDir|#|Thumbs|MACOSX", one)]


def test_the_fact_sheet_speaks_the_readers_language(site: Path) -> None:
    english, german, arabic = (read_page(site / f"{prefix}guides/tea.html") for prefix in ("", "de/", "ar/"))
    assert fact(english, "Where").text == "United Kingdom, Norway"
    assert fact(german, "Wo").text == "Vereinigtes Königreich, Norwegen"
    assert fact(arabic, "أين").text == "المملكة المتحدة، النرويج"
    assert fact(german, "Stufe").text == "Leicht"
    assert fact(german, "Dauer").text == "zehn Minuten"
    assert fact(english, "Ended on").text == "February 29, 2024"
    assert fact(german, "Beendet am").text == "29. Februar 2024"
    assert fact(german, "Stunden").text == "1,5"
    assert fact(german, "Kostenlos").text == "Ja"
    assert fact(german, "Sprachen").text == "Englisch, Arabisch"
    assert fact(english, "DOI").one("a").attributes["href"] == "https://doi.org/10.1000/182"
    assert fact(english, "E-mail").one("a").attributes["href"] == "mailto:tea@example.org"


def test_groups_carry_facts_once_and_words_in_each_language(site: Path) -> None:
    german = read_page(site / "de/guides/tea.html")
    steps = [item.text for item in german.one("ul", class_="findings").all("li")]
    assert steps == ["Wasser kochen. Minuten: 5", "Warten. Minuten: 3"]


def test_an_arabic_page_is_laid_out_right_to_left(site: Path) -> None:
    page = read_page(site / "ar/guides/coffee.html").one("html")
    assert (page.attributes["lang"], page.attributes["dir"]) == ("ar", "rtl")
    assert page.one("a", class_="skip").text == "انتقل إلى المحتوى"


def test_a_missing_translation_falls_back_with_notice_lang_dir_and_canonical(site: Path) -> None:
    page = read_page(site / "ar/guides/tea.html")
    assert page.one("html").attributes["lang"] == "ar"
    # `fallback: {ar: [de]}` comes before the default language.
    text = page.one("div", class_="text")
    assert (text.attributes["lang"], text.attributes["dir"]) == ("de", "ltr")
    assert page.one("h1").attributes["lang"] == "de"
    assert "الألمانية" in page.one("aside", class_="notice").text
    assert page.one("link", rel="canonical").attributes["href"] == "https://example.org/small/de/guides/tea.html"
    assert page.all("link", rel="alternate") == []


def test_an_original_may_be_in_any_language(site: Path) -> None:
    page = read_page(site / "guides/coffee.html")
    assert page.one("h1").attributes == {"lang": "ar", "dir": "rtl"}
    assert page.one("link", rel="canonical").attributes["href"] == "https://example.org/small/ar/guides/coffee.html"


def test_a_language_left_out_on_purpose_says_why(site: Path) -> None:
    assert "Kaffee trinken hier alle schon." in read_page(site / "de/guides/coffee.html").one("aside").text


def test_a_machine_translation_says_so_and_leads_to_the_original(site: Path) -> None:
    notice = read_page(site / "de/guides/tea.html").one("aside", class_="notice")
    assert "Maschinell" in notice.text
    assert notice.one("a").attributes["href"] == "../../guides/tea.html"


def test_pages_name_their_other_languages(site: Path) -> None:
    page = read_page(site / "de/guides/tea.html")
    alternates = {link.attributes["hreflang"]: link.attributes["href"] for link in page.all("link", rel="alternate")}
    assert alternates == {
        "en": "https://example.org/small/guides/tea.html",
        "x-default": "https://example.org/small/guides/tea.html",
        "de": "https://example.org/small/de/guides/tea.html",
    }


def test_references_are_shown_on_both_ends(site: Path) -> None:
    ada = read_page(site / "de/people/ada.html")
    connected = ada.one("div", class_="connected")
    assert connected.one("h4").text == "Leitfäden dieser Person"
    assert connected.one("a").attributes["href"] == "../guides/tea.html"
    assert connected.one("a").text == "Wie man Tee macht"


def test_code_is_shown_and_never_run(site: Path) -> None:
    page = read_page(site / "guides/tea.html")
    assert "shown, not run" in page.one("pre").text
    assert page.one("pre").all("script") == []
    assert [script for script in page.all("script") if "shown, not run" in script.text] == []


def test_all_pages_have_a_strict_policy_that_names_what_stands_in_them(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = read_page(file)
        metas = {meta.attributes.get("http-equiv"): meta.attributes.get("content", "") for meta in page.all("meta")}
        policy = metas["Content-Security-Policy"]
        assert "unsafe" not in policy, file
        assert policy.startswith("default-src 'none'"), file
        for style in page.all("style"):
            # Only a record saved as one file brings its own, and its policy names the very text.
            assert "saved" in file.parts
            digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
            assert f"style-src 'sha256-{digest}'" in policy
        # What is to happen before anything is drawn stands in the page, and the policy names the very text.
        for script in page.all("script"):
            if "src" not in script.attributes:
                digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
                assert f"script-src 'self' 'sha256-{digest}';" in policy, file


def _links(site: Path) -> Iterator[tuple[Path, str]]:
    for file in site.rglob("*.html"):
        page = read_page(file)
        for tag, name in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
            for element in page.all(tag):
                if name in element.attributes:
                    yield file, element.attributes[name]


def test_every_internal_link_leads_somewhere(site: Path) -> None:
    for file, link in _links(site):
        parts = urlsplit(link)
        if parts.scheme or file.name == "404.html":
            continue
        assert not link.startswith("/"), f"{file}: {link} is absolute"
        target = posixpath.normpath(posixpath.join(file.parent.as_posix(), unquote(parts.path))) if parts.path else str(file)
        assert Path(target).is_file(), f"{file}: {link}"
        # What has an equals sign is the state of a list.
        if parts.fragment and "=" not in parts.fragment and target.endswith(".html"):
            page = read_page(Path(target))
            ids = {
                e.attributes.get("id")
                for tag in ("main", "h1", "h2", "h3", "section", "li", "sup", "div")
                for e in page.all(tag)
            }
            assert unquote(parts.fragment) in ids, f"{file}: {link}"


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = read_page(file)
        loaded = [e.attributes.get("src", "") for tag in ("script", "img", "source", "iframe") for e in page.all(tag)]
        loaded += [e.attributes["href"] for e in page.all("link") if e.attributes["rel"] in ("stylesheet", "icon", "preload")]
        assert [one for one in loaded if urlsplit(one).scheme not in ("", "data") or one.startswith("//")] == [], file
    for sheet in site.rglob("assets/toolkit/*.css"):
        addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)|@import", sheet.read_text("utf-8"))
        assert all(one.startswith("data:image/") or (sheet.parent / one).is_file() for one in addresses), sheet


def test_the_page_for_dead_addresses_speaks_all_languages_with_absolute_links(site: Path) -> None:
    page = read_page(site / "404.html")
    sections = {section.attributes["lang"]: section for section in page.one("main").all("section")}
    assert list(sections) == ["en", "de", "ar"]
    assert sections["ar"].attributes["dir"] == "rtl"
    assert sections["de"].one("a").attributes["href"] == "/small/de/index.html"
    assert page.all("link", rel="stylesheet")[0].attributes["href"].startswith("/small/assets/")


def test_the_sitemap_lists_own_words_only(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    listed = {url.findtext("s:loc", namespaces=names) for url in root.findall("s:url", names)}
    base = "https://example.org/small/"
    assert f"{base}de/guides/tea.html" in listed
    assert f"{base}ar/guides/coffee.html" in listed
    assert f"{base}guides/coffee.html" not in listed
    tea = next(
        url for url in root.findall("s:url", names) if url.findtext("s:loc", namespaces=names) == f"{base}guides/tea.html"
    )
    assert {link.attrib["hreflang"] for link in tea.findall("x:link", names)} == {"en", "de", "x-default"}


def test_the_data_for_other_programs(site: Path) -> None:
    data = json.loads((site / "data/library.json").read_text("utf-8"))
    assert [record["id"] for record in data["records"]] == ["guides/coffee", "guides/tea", "people/ada"]
    tea = data["records"][1]
    assert tea["facts"]["countries"] == ["GB", "NO"]
    assert tea["texts"]["de"]["title"] == "Wie man Tee macht"
    assert tea["languages"]["de"] == {"status": "machine", "shown": "de", "address": "de/guides/tea.html"}
    assert tea["languages"]["ar"] == {"status": "missing", "shown": "de", "address": "ar/guides/tea.html"}
    assert data["records"][0]["languages"]["de"]["status"] == "left-out"
    assert tea["references"] == ["people/ada"]
    assert data["records"][2]["back_references"] == ["guides/tea"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    sites = []
    for name, jobs in (("one", 1), ("two", 2)):
        root = Path(shutil.copytree(SITES / "small", tmp_path / name))
        built = build_small(root, jobs)
        sites.append({file.relative_to(built).as_posix(): file.read_bytes() for file in built.rglob("*") if file.is_file()})
    assert sites[0] == sites[1]


def test_the_home_page_counts_what_stands_on_a_shelf_and_not_what_it_shows_of_it(small: Path) -> None:
    for number in range(13):
        header = f"title: Person {number}\nsummary: One of many.\ndraft: {str(number == 12).lower()}"
        (small / f"content/people/p{number}.en.md").write_text(f"---\n{header}\n---\nWords.\n", encoding="utf-8")
    home = page_view(make_site(read_library(read_settings(small)), {}, "2026-12-01"), "index", "en")
    people = next(shelf for shelf in home.shelves if shelf.type.name == "people")
    assert (people.count, len(people.books)) == (13, 10)
    assert [count.number for count in home.counts][:2] == [15, 3]


def test_what_can_be_read_in_ones_own_language_comes_first_in_a_list(small: Path) -> None:
    (small / "content/people/aal.de.md").write_text("---\ntitle: Aal\nsummary: Nur deutsch.\n---\nWörter.\n", encoding="utf-8")
    site = make_site(read_library(read_settings(small)), {}, "2026-12-01")
    people = next(one for one in site.types if one.name == "people")
    listed = {code: [card.title.text for card in catalogue_view(site, people, code).cards] for code in ("en", "de", "ar")}
    assert listed == {"en": ["Ada", "Aal"], "de": ["Aal", "Ada"], "ar": ["Aal", "Ada"]}


def test_data_for_programs_name_no_draft(small: Path) -> None:
    file = small / "content/people/ada.en.md"
    file.write_text(file.read_text("utf-8").replace("title: Ada", "title: Ada\ndraft: true"), "utf-8")
    data = json.loads(library_json(read_library(read_settings(small))))
    assert {one["id"]: one["references"] for one in data["records"]} == {"guides/coffee": [], "guides/tea": []}


def test_a_drawing_that_was_not_accepted_is_not_published_as_it_is(small: Path) -> None:
    site = make_site(read_library(read_settings(small)), {}, "2026-12-01")
    assert site.picture("guides/tea/pot.svg")
    assert replace(site, drawings={}).picture("guides/tea/pot.svg") is None


def test_several_processes_draw_what_one_does(
    small_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page, each in its own language; no number of pages is a multiple of what a process takes at a time."""
    monkeypatch.setattr(work, "can_fork", lambda: True)
    words = "{{ _('Skip to content') }}"
    languages = ("en", "de", "ar")

    def page(number: int) -> Drawing:
        place = f"{number}.html"
        return Drawing(place, languages[number % 3], {place: str}, lambda env: [(place, env.from_string(words).render)])

    pages = {f"{number}.html": page(number) for number in range(133)}
    site = make_site(read_library(small_settings), {}, "2026-12-01")
    for jobs in (1, 2):
        wanted = [frozenset({place}) for place in pages]
        draw(Drawer(site, lambda _: pages), wanted, tmp_path / str(jobs), Processes(jobs))
    one, two = ({file.name: file.read_text("utf-8") for file in (tmp_path / jobs).iterdir()} for jobs in ("1", "2"))
    assert len(one) == 133
    assert len(set(one.values())) == 3
    assert two == one


def test_processes_that_are_not_forked_draw_the_same(
    small_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows and macOS: they are sent what they need, also where an own template draws."""
    monkeypatch.setattr(drawer, "_FEW", 2)
    (small_settings.root / "own").mkdir()
    (small_settings.root / "own/record.html").write_text("{{ view.title }} {{ _('Skip to content') }}", "utf-8")
    built = []
    for number, can_fork in enumerate((True, False)):
        monkeypatch.setattr(work, "can_fork", lambda can_fork=can_fork: can_fork)
        shutil.rmtree(small_settings.cache, ignore_errors=True)
        prepared = prepare(replace(small_settings, overrides=small_settings.root / "own"), Processes(2))
        assert prepared.site
        build_site(prepared.site, tmp_path / str(number), Processes(2))
        built.append(files_in(tmp_path / str(number)))
    forked, sent = built
    assert sent["guides/tea.html"] == b"How to make tea Skip to content"
    assert sent == forked


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for number in range(10 ** 12) %}{% endfor %}", "guides/.*it takes too long"),
        ("{% extends view.record.id %}", "guides/.* cannot be drawn: .*guides/"),
    ],
)
def test_what_own_templates_do_wrong_is_told_with_the_page(
    template: str, said: str, small_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of a small site, and by one process alone: nothing takes for ever."""
    monkeypatch.setattr(drawer, "_PAGE_LIMIT", 1)
    (small_settings.root / "own").mkdir()
    (small_settings.root / "own/record.html").write_text(template, "utf-8")
    site = prepare(replace(small_settings, overrides=small_settings.root / "own")).site
    assert site
    with pytest.raises(RuntimeError, match=said):
        build_site(site, tmp_path / "site")


def test_what_is_hidden_or_a_template_is_not_published(small_settings: Settings) -> None:
    own = small_settings.root / "own"
    for name in ("own.css", ".own.css", ".git/own.css", "in/own.css", "in/record.html", "in/notes.md", "in/make.py"):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text("x", "utf-8")
    added = assets(replace(small_settings, overrides=own)).keys() - assets(small_settings).keys()
    assert added == {"own.css", "in/own.css"}


def test_the_style_sheet_is_made_of_all_its_parts(site: Path) -> None:
    sheet = (site / STYLESHEET).read_text("utf-8")
    named = sorted((*STYLES, *COLLECTION_STYLES, *FORM_STYLES))
    assert named == sorted(file.stem for file in (TEMPLATES.parent / "styles").iterdir())
    small = [str(rcssmin.cssmin(styles(name))) for name in STYLES]
    places = [sheet.index(one) for one in small]
    assert places == sorted(places)
    # What stands before is Material's.
    assert len(sheet) == places[0] + sum(map(len, small))


def test_mkdocs_alone_gives_the_same_pages(site: Path, tmp_path: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    root = Path(shutil.copytree(SITES / "small", tmp_path / "small"))
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site")))
    ours = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    theirs = {f.relative_to(root / "site").as_posix(): f.read_bytes() for f in (root / "site").rglob("*") if f.is_file()}
    assert theirs == ours


def test_hostile_metadata_is_text_everywhere(small: Path) -> None:
    file = small / "content/guides/tea.en.md"
    hostile = "<img src=x onerror=alert(1)>\\\"'{{ 7*7 }}"
    file.write_text(file.read_text("utf-8").replace("title: How to make tea", f'title: "{hostile}"'), "utf-8")
    built = build_small(small)
    shown = "<img src=x onerror=alert(1)>\"'{{ 7*7 }}"
    page = read_page(built / "guides/tea.html")
    assert page.one("h1").text == shown
    assert page.one("title").text.startswith(shown)
    for page_file in built.rglob("*.html"):
        page = read_page(page_file)
        names = {name for tag in ("img", "a", "h1", "span", "div", "li") for e in page.all(tag) for name in e.attributes}
        assert not {name for name in names if name.startswith("on")}, page_file
        assert "x" not in [image.attributes["src"] for image in page.all("img")], page_file
