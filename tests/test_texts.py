"""Everything that a text can hold, on one long page, as readers meet it: its contents, and a real Chromium at every width."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import until
from tests.conftest import SITES, serve
from tests.pages import Element, read_page
from tests.test_accessibility import everywhere
from tests.test_site import build_small

TEXTS = Path(__file__).parent / "texts"
HEADER = "title: Everything that a text can hold\nsummary: Boxes, tabs, pictures, a video, formulas, notes and tables.\n"
HEADER_AR = "title: كل ما يسع النص\nsummary: صناديق وألسنة وصور وفيلم وصيغ وملاحظات وجداول.\n"
FACTS = """countries: [GB]
level: easy
checked: 2026-02-03
steps:
  - {text: Boil the water., minutes: 5}
sources:
  - {title: A history, url: "https://example.org/history"}
"""
TRANSLATION = "translation: {of: en, method: human}\n"
MORE = "\n## More\n\n" + "Words that only make a text long. " * 60
MORE_AR = "\n## المزيد\n\n" + "كلمات لا تفعل إلا أن تطيل النص. " * 100

# A record and a plain page in English and Arabic; readers of German get English, and those of the last one Arabic.
PAGES = ("guides/kitchen", "kitchen", "ar/guides/kitchen", "ar/kitchen", "de/guides/kitchen", "guides/matbakh")
SAVED = ("saved/guides/kitchen", "ar/saved/guides/kitchen")
WIDTHS = (320, 360, 1280)


def text(language: str) -> str:
    return (TEXTS / f"every-construct.{language}.md").read_text("utf-8") + (MORE_AR if language == "ar" else MORE)


def write(file: Path, header: str, body: str) -> None:
    file.write_text(f"---\n{header}---\n{body}", "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("texts") / "small"))
    content = root / "content"
    write(content / "guides/kitchen.en.md", HEADER + FACTS, text("en"))
    write(content / "guides/kitchen.ar.md", HEADER_AR + TRANSLATION, text("ar"))
    write(content / "guides/matbakh.ar.md", HEADER_AR + FACTS, text("ar"))
    write(content / "kitchen.en.md", HEADER, text("en").replace("(tea/", "(guides/tea/"))
    write(content / "kitchen.ar.md", HEADER_AR + TRANSLATION, text("ar").replace("(tea/", "(guides/tea/"))
    return build_small(root)


def contents(page: Element) -> list[Element]:
    return page.all("nav", class_="contents")


# What is on the page ----------------------------------------------------------------------------------------------------


def test_a_long_text_has_its_contents_and_the_fields_around_it(site: Path) -> None:
    page = read_page(site / "guides/kitchen.html")
    beside, folded = contents(page)
    assert beside.has("class", "beside")
    assert folded.one("summary").text == "On this page"
    assert {one.attributes["aria-label"] for one in (beside, folded)} == {"On this page"}
    texts = [link.text for link in beside.all("a")]
    assert texts == [link.text for link in folded.all("a")]
    assert texts[:5] == ["Boxes", "Tabs", "Pictures and videos", "The formula a^2 + b^2 = c^2 and code", "Lists"]
    assert texts[-3:] == ["More", "Steps", "Sources"]
    first = beside.one("li")
    assert [link.text for link in first.one("ul").all("a")] == ["Tabs"]


@pytest.mark.parametrize("path", [*PAGES, *SAVED])
def test_every_entry_leads_to_a_place_on_the_page(site: Path, path: str) -> None:
    page = read_page(site / f"{path}.html")
    names = {element.attributes.get("id") for tag in ("h2", "h3", "section") for element in page.all(tag)}
    links = [link.attributes["href"] for one in contents(page) for link in one.all("a")]
    assert len(links) > 5
    assert {link[1:] for link in links} <= names


def test_entries_say_in_which_language_they_are(site: Path) -> None:
    def languages(path: str) -> dict[str, str | None]:
        return {link.text: link.attributes.get("lang") for link in contents(read_page(site / f"{path}.html"))[0].all("a")}

    german = languages("de/guides/kitchen")
    assert german["Boxes"] == "en"
    assert german["Schritte"] is None
    english = contents(read_page(site / "guides/matbakh.html"))[0]
    assert english.all("a", lang="ar", dir="rtl")[0].text == "الصناديق"
    assert set(languages("ar/guides/kitchen").values()) == {None}


def test_a_short_text_has_none(site: Path) -> None:
    for path in ("guides/tea", "guides/coffee", "index", "take"):
        assert contents(read_page(site / f"{path}.html")) == []


def test_headings_within_boxes_and_tabs_are_no_part_of_the_contents(small: Path) -> None:
    hidden = '\n> ## In a quotation\n\n=== "One"\n\n    ## In a tab\n'
    write(small / "content/kitchen.en.md", HEADER, text("en").replace("(tea/", "(guides/tea/") + hidden)
    texts = [link.text for link in contents(read_page(build_small(small) / "kitchen.html"))[0].all("a")]
    assert "More" in texts
    assert not {"In a quotation", "In a tab"} & {*texts}


def test_few_headings_or_few_words_make_no_contents(small: Path) -> None:
    headings = "## One\n\nWord.\n\n## Two\n\nWord.\n\n## Three\n\nWord.\n"
    write(small / "content/few.en.md", HEADER, headings + MORE.replace("## More", "### More"))
    write(small / "content/brief.en.md", HEADER, f"{headings}\n## Four\n\nWord.\n")
    built = build_small(small)
    assert contents(read_page(built / "few.html")) == []
    assert contents(read_page(built / "brief.html")) == []


def test_the_saved_copy_keeps_the_folded_contents_alone(site: Path) -> None:
    (only,) = contents(read_page(site / "saved/guides/kitchen.html"))
    assert only.has("class", "folded")


def test_boxes_to_tick_have_names_in_the_language_of_the_text(site: Path) -> None:
    def named(path: str) -> list[str]:
        text = read_page(site / f"{path}.html").one("div", class_="text")
        return [box.attributes["aria-label"] for box in text.all("input", type="checkbox")]

    assert named("de/guides/kitchen") == ["Done", "To do", "To do", "Done", "To do"]
    assert named("ar/saved/guides/kitchen")[0] not in ("", "Done")


def test_formulas_cost_saved_copies_nothing_where_there_are_none(site: Path) -> None:
    assert "math [" in (site / "saved/guides/kitchen.html").read_text("utf-8")
    assert "math [" not in (site / "saved/guides/tea.html").read_text("utf-8")


def test_what_stands_in_an_attribute_stays_there_in_the_saved_copy(small: Path) -> None:
    body = '<span title="<table> and <math>">words</span>\n'
    write(small / "content/guides/kitchen.en.md", HEADER + FACTS, body)
    page = read_page(build_small(small) / "saved/guides/kitchen.html").one("div", class_="text")
    assert "<math>" in page.one("span").attributes["title"]
    assert page.text == "words"


def test_the_page_weighs_little(site: Path) -> None:
    for path in PAGES:
        assert len(gzip.compress((site / f"{path}.html").read_bytes())) < 15_000


# In a browser -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    yield from serve(site)


# How a page is laid out does not depend on where it comes from.
IN_A_PAGE = pytest.mark.parametrize("base", ["file"], indirect=True)


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path, server: str) -> str:
    return {"http": server, "file": f"{site.as_uri()}/"}[request.param]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", [*PAGES, *SAVED])
def test_nothing_is_wider_than_the_window_and_nothing_comes_from_elsewhere(page: Page, base: str, path: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{base}{path}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # Nor is anything cut off at its edge without a box to scroll in.
        beyond = page.evaluate(
            """width => [...document.querySelectorAll('main *')].filter(one => {
                const box = one.getBoundingClientRect();
                const scrolls = one.parentElement.closest('table, pre, math, .beside');
                return !scrolls && box.width > 1 && (box.right > width + 1 || box.left < -1);
            }).map(one => one.outerHTML.slice(0, 90))""",
            width,
        )
        assert beyond == []
    assert [url for url in asked if not url.startswith((base, "data:"))] == []
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_formulas_pictures_and_videos_are_there(page: Page, base: str, path: str) -> None:
    page.goto(f"{base}{path}.html")
    heights = page.locator("math").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) >= 4
    assert min(heights) > 8
    assert page.locator("math annotation:visible").count() == 0
    card = page.locator(".video a").first
    assert str(card.get_attribute("href")).startswith("https://youtu.be/")
    box = card.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert page.locator("iframe, video, embed, object").count() == 0
    picture = page.locator("figure img")
    picture.scroll_into_view_if_needed()
    picture.evaluate("one => one.decode()")
    assert "CC BY 4.0" in page.locator("figcaption .credit").inner_text()


@IN_A_PAGE
@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_contents_lead_to_the_headings(page: Page, base: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{base}{path}.html")
    shown = page.locator("nav.contents:visible")
    assert shown.count() == 1
    folded = "folded" in str(shown.get_attribute("class"))
    assert folded == (width == 360)
    if folded:
        assert not shown.locator("a").first.is_visible()
        shown.locator("summary").click()
    # Pictures take their room when they have come; what is looked at here is where a link leads.
    page.locator(".text img").evaluate_all(
        "all => Promise.all(all.map(one => { one.loading = 'eager'; return one.decode(); }))"
    )
    link = shown.locator("a").nth(4)
    wanted = str(link.get_attribute("href"))[1:]
    link.click()
    top = "id => document.getElementById(id).getBoundingClientRect().top"
    until(page, lambda: 0 <= page.evaluate(top, wanted) < 60)
    if not folded:
        # It stays beside the text, however far one has read.
        assert page.evaluate("document.querySelector('nav.beside').getBoundingClientRect().top") in range(100)


@IN_A_PAGE
@pytest.mark.browser
def test_the_contents_stand_beside_the_text_on_the_side_where_a_page_has_room(page: Page, base: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    before = "document.querySelector('nav.beside').getBoundingClientRect().left < document.querySelector('.text').offsetLeft"
    for path, is_left in (("guides/kitchen", True), ("ar/guides/kitchen", False), ("kitchen", False), ("ar/kitchen", True)):
        page.goto(f"{base}{path}.html")
        assert page.evaluate(before) == is_left, path


@IN_A_PAGE
@pytest.mark.browser
def test_all_of_it_works_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{base}guides/kitchen.html")
    page.locator("nav.contents summary").click()
    page.locator("nav.contents:visible a").last.click()
    expect(page).to_have_url(re.compile("#part:sources$"))
    labels = page.locator(".tabbed-labels label")
    blocks = page.locator(".tabbed-block")
    labels.last.click()
    assert blocks.last.is_visible()
    assert not blocks.first.is_visible()
    context.close()


@IN_A_PAGE
@pytest.mark.browser
def test_what_scrolls_is_reached_by_the_keyboard_and_nothing_else(page: Page, base: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{base}guides/kitchen.html")
    state = """() => [...document.querySelectorAll('.text table, .text pre > code, .text math')]
        .filter(one => one.checkVisibility()).map(one => [one.scrollWidth > one.clientWidth, one.tabIndex === 0])"""
    until(page, lambda: all(scrolls == reached for scrolls, reached in page.evaluate(state)))
    assert {scrolls for scrolls, _ in page.evaluate(state)} == {True, False}


@IN_A_PAGE
@pytest.mark.browser
@pytest.mark.parametrize("path", ["guides/kitchen", "ar/kitchen"])
def test_print_has_no_contents_and_all_that_is_folded_away(page: Page, base: str, path: str) -> None:
    # A4 between the margins of the page.
    page.set_viewport_size({"width": 672, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"{base}{path}.html")
    assert page.locator("nav.contents:visible").count() == 0
    assert page.locator(".tabbed-block:visible").count() == 3
    heights = page.locator(".text details > :last-child").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert heights
    assert min(heights) > 10


@pytest.mark.browser
@pytest.mark.parametrize("path", [*PAGES, *SAVED])
def test_axe_finds_nothing(browser: Browser, site: Path, path: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{path}.html")
    # What is folded away is opened, also where it is another part at another width.
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => one.open = true)")
    found = everywhere(page)
    context.close()
    assert found == []
