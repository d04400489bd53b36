"""A language without a catalogue: its pages are in it all the same, and every English word of the interface says so."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import SITES, serve
from tests.pages import Element, read_page
from toolkit_builder.build import build_site, pack_site, prepare
from toolkit_builder.publishing.spoken import in_words_of
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.words import BEGIN, END, GAP, GAP_END, page_words
from toolkit_builder.work import Processes

# What is written in Latin letters whatever the language of the page: codes, addresses, licences, facts that are typed once.
_OF_NO_LANGUAGE = re.compile(
    r"(?:https?:)?//\S+|\S+@\S+|[\w.-]+\.(?:org|html|zip|svg)\b|10\.\d+/\S+|\bCC(?: BY|0)[ \w.-]*|\bMIT\b|BibTeX|RIS"
    r"|\b[A-Z]{2} · \S+|\bMB\b|\bGPL[\w.-]*|\bDOI\b|\bAB-12\b|Tea: a history",
)
_LATIN = re.compile(r"[A-Za-zÀ-ž]{2,}")
LANGUAGES = {"uk": "Українська", "he": "עברית"}
LABEL = {"uk": "Назва", "he": "שם"}


def _root(target: Path) -> Path:
    """Return a toolkit in Ukrainian and Hebrew: nobody wrote words of the interface in these; labels are there."""
    root = Path(shutil.copytree(SITES / "small", target / "small"))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace(
        "site_name: Small toolkit", "site_name: '1 2 3'\nrepo_url: https://github.com/a/b"
    )
    more = "".join(f"        - {{locale: {code}, name: {name}}}\n" for code, name in LANGUAGES.items())
    settings.write_text(text.rstrip() + "\n" + more, "utf-8")
    labels = ", ".join(f"{code}: {name}" for code, name in LABEL.items())
    for file in [*root.rglob("_type.yml"), *root.rglob("_vocabularies/*.yml")]:
        file.write_text(re.sub(r"\{(en: [^{}]*)\}", rf"{{\1, {labels}}}", file.read_text("utf-8")), "utf-8")
    for code, name in LABEL.items():
        own = f"---\ntitle: {name}\nsummary: {name}.\ntranslation: {{of: en, method: machine}}\n---\n{name}.\n"
        (root / f"content/guides/tea.{code}.md").write_text(own, "utf-8")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = _root(tmp_path_factory.mktemp("spoken"))
    prepared = prepare(read_settings(root), Processes(2))
    assert prepared.site is not None, [*map(str, prepared.problems)]
    build_site(prepared.site, root / "site", Processes(2))
    pack_site(prepared.site, root / "site", root / "dist", Processes(2))
    return root / "site"


def _texts(element: Element, language: str = "", way: str = "ltr") -> Iterator[tuple[str, str, str]]:
    """Yield every text of a page with the language and the direction that it is said to be in.

    An option holds text only: a label of the page's language within English words is part of them.
    """
    language, way = element.attributes.get("lang", language), element.attributes.get("dir", way)
    for child in element.children:
        if isinstance(child, str):
            yield language, way, child
        elif child.tag == "option":
            yield child.attributes.get("lang", language), "", child.text.rpartition(",")[2]
        elif child.tag not in ("script", "style", "pre", "title"):
            yield from _texts(child, language, way)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_on_every_page_says_its_language(site: Path, language: str) -> None:
    pages = [*sorted((site / language).rglob("*.html")), site / "404.html"]
    assert len(pages) > 10
    english = 0
    for file in pages:
        for told, way, text in _texts(read_page(file)):
            latin = _LATIN.search(_OF_NO_LANGUAGE.sub("", text))
            assert not (latin and told in LANGUAGES), (file, told, text)
            if told == "en" and latin:
                english += 1
                assert way != "rtl" or text == "English", (file, text)
            # And the other way round: what is in the letters of a language is not called English.
            assert not (told == "en" and re.search(r"[א-ת]|[а-я]", text)), (file, text)
    assert english > 100


def test_nothing_of_the_signs_is_left(site: Path) -> None:
    for file in site.rglob("*"):
        if file.suffix in (".html", ".js", ".json", ".xml"):
            assert not set(f"{BEGIN}{END}{GAP}{GAP_END}") & set(file.read_text("utf-8")), file


def test_languages_with_a_catalogue_are_as_before(site: Path) -> None:
    for file in (site / "de").rglob("*.html"):
        assert [one.text for nav in read_page(file).all("nav", class_="tabs") for one in nav.all("span", lang="en")] == [], file


def test_it_is_said_once_for_each_language(site: Path) -> None:
    prepared = prepare(read_settings(site.parent))
    told = [one for one in prepared.problems if one.rule == "missing-words"]
    assert [(one.position.line, one.level) for one in told] == [(17, "warning"), (18, "warning")]
    assert "Українська" in str(told[0])


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (f"<h2>{BEGIN}Shelves{END}</h2>", '<h2><span lang="en" dir="ltr">Shelves</span></h2>'),
        (f'<h2 class="a" lang="fr">{BEGIN}A{END}</h2>', '<h2 class="a" lang="fr"><span lang="en" dir="ltr">A</span></h2>'),
        (f'<nav aria-label="{BEGIN}A{END}">ב</nav>', '<nav aria-label="A">ב</nav>'),
        (f'<input placeholder="{BEGIN}A{END}">', '<input placeholder="A" lang="en">'),
        (f'<b data-dark="{BEGIN}A{END}"></b>', '<b data-dark="A" lang="en"></b>'),
        (f"<title>{BEGIN}A{END} · ב</title>", "<title>A · ב</title>"),
        # Attributes may hold whatever ends or begins a tag.
        (f'<nav title="a > b" aria-label="{BEGIN}A{END}">ב</nav>', '<nav title="a > b" aria-label="A">ב</nav>'),
        (f'<b title="<title>">{BEGIN}A{END}</b>', '<b title="<title>"><span lang="en" dir="ltr">A</span></b>'),
        (f"<input placeholder='{BEGIN}A > B{END}'/>", "<input placeholder='A > B' lang=\"en\"/>"),
        (f'<option data-more="{BEGIN}A{END}" value="a > b">{BEGIN}A{END}', '<option data-more="A" value="a > b" lang="en">A'),
        (
            f"<script>if (a < b) say('{BEGIN}<b>{END}')</script>&amp;<i>{BEGIN}A{END}",
            '<script>if (a < b) say(\'<b>\')</script>&amp;<i><span lang="en" dir="ltr">A</span>',
        ),
        (f"<!-- {BEGIN}A{END} --><br/>{BEGIN}A{END}", '<!-- A --><br/><span lang="en" dir="ltr">A</span>'),
        (f"<option>{BEGIN}{GAP}ב{GAP_END}, newest{END}</option>", '<option lang="en">ב, newest</option>'),
        (
            f"<p>ב {BEGIN}in {GAP}<b>ב</b>{GAP_END}.{END}</p>",
            '<p>ב <span lang="en" dir="ltr">in <span lang="he" dir="rtl"><b>ב</b></span>.</span></p>',
        ),
    ],
)
def test_an_english_passage_says_so_where_there_is_room(html: str, told: str) -> None:
    assert in_words_of(html, "he") == told


def test_only_what_a_catalogue_lacks_is_english() -> None:
    assert page_words("en").gettext("Shelves") == "Shelves"
    assert page_words("de").gettext("Shelves") == "Regale"
    assert page_words("de").gettext("No such word") == f"{BEGIN}No such word{END}"
    assert page_words("uk").ngettext("%(num)s x", "%(num)s y", 2) == f"{BEGIN}%(num)s y{END}"
    assert page_words("uk").gettext("in {place}") == f"{BEGIN}in {GAP}{{place}}{GAP_END}{END}"
    assert page_words("uk").gettext(", ") == ", "


_WALK = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("pre, script")) found.push([parent.closest("[lang]").lang, walker.currentNode.data]);
  }
  return found;
}"""


def _wrong(page: Page) -> list[tuple[str, str]]:
    return [
        (told, text) for told, text in page.evaluate(_WALK) if told == "he" and _LATIN.search(_OF_NO_LANGUAGE.sub("", text))
    ]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_scripts_put_on_the_page_says_its_language(site: Path, browser: Browser, scheme: str) -> None:
    server = serve(site)
    base = next(server) if scheme == "http" else f"{site.as_uri()}/"
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{base}he/guides/index.html?level=easy&level=hard&since=1")
    page.locator("[data-view=table]").click()
    assert not _wrong(page)
    page.goto(f"{base}he/guides/index.html?level=hard&countries=BE")
    assert not _wrong(page)
    page.locator("#page\\:search").fill("tea")
    page.wait_for_selector("[role=option]")
    assert not _wrong(page)
    page.locator("#page\\:search").fill("קקקזזז")
    page.locator("header .results p").filter(has_text="Nothing").wait_for()
    assert not _wrong(page)
    assert faults == []
    page.close()
    server.close()


def test_scripts_know_which_of_their_words_are_english(site: Path) -> None:
    text = (site / "data/search/he/words.js").read_text("utf-8")
    told = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    assert {*told["english"]} == told.keys() - {"language", "english"}
    german = (site / "data/search/de/words.js").read_text("utf-8")
    assert json.loads(german[german.index(",") + 1 : german.rindex(")")])["english"] == []


def test_english_words_are_counted_as_in_english(site: Path, browser: Browser) -> None:
    """Thai has one form for all numbers: one result is no `1 results` there."""
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    english = {"one": "{num} result", "other": "{num} results"}
    page.evaluate("told => toolkit.take('words', told)", {"language": "th", "english": ["results"], "results": english})
    assert [page.evaluate(f"toolkit.word('results', {{}}, {count})") for count in (1, 2)] == ["1 result", "2 results"]
    page.close()
