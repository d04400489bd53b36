"""From 320 to 1920 px nothing is wider than the window, cut, or written over something else; the header is one row."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import SITES
from tests.test_site import build_small
from toolkit_builder.addresses import address

pytestmark = pytest.mark.browser

WIDTHS = range(320, 1921, 40)
PAGES = ("index.html", "guides/index.html", "guides/tea.html", "who.html", "about.html")
SHELF = """label: {{en: Thing, de: Sache, ar: شيء}}
plural: {{en: {en}, de: {de}, ar: {ar}}}
about: {{en: "Things that are kept here.", de: "Sachen, die hier stehen.", ar: أشياء محفوظة هنا.}}
colour: {colour}
motif: steps
mark: {mark}
order: {order}
fields: {{}}
"""
SHELVES = (
    ("Evidence and its limits", "Belege und ihre Grenzen", "الأدلة وحدودها", "violet"),
    ("Training units", "Schulungseinheiten", "الوحدات التدريبية", "ochre"),
    ("Pathways", "Lernwege", "المسارات", "indigo"),
    ("Stories", "Geschichten", "القصص", "rose"),
    ("Materials", "Materialien", "المواد", "brown"),
    ("Skills", "Kompetenzen", "المهارات", "green"),
    ("Partners", "Partnerorganisationen", "الشركاء", "plum"),
    ("Glossary", "Glossar", "مسرد المصطلحات", "grey"),
)
RECORD = "---\ntitle: {title}\nshort: {short}\nsummary: What it is, in a sentence as long as most of them are.\n---\nWords.\n"
ABOUT = "---\ntitle: About this toolkit and whoever made it\nsummary: What it is.\n---\n## Why\n\nWords, and {word}.\n"

# What a reader sees of a page: each line of words, by the element that it stands in. What is told to screen readers alone, is
# in a closed menu, or wraps out of a row of books is not seen.
SEEN = """() => {
  const told = [];
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const clipped = element => element && getComputedStyle(element).clipPath !== "none";
  const shown = element => element.checkVisibility({ visibilityProperty: true }) && !clipped(element);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !shown(element) || element.closest(".unseen, [class^=skip], script, style, select, svg")) continue;
    if (clipped(element.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let holder = element;
    while (holder && !/hidden|clip|auto|scroll/.test(getComputedStyle(holder).overflow)) holder = holder.parentElement;
    const box = holder && !holder.matches("html, body") ? holder.getBoundingClientRect() : null;
    const scrolls = holder && /auto|scroll/.test(getComputedStyle(holder).overflow);
    for (const line of range.getClientRects()) {
      if (line.width < 1 || scrolls) continue;
      const row = element.closest(".spines, .long-row, .standing");
      const around = row && row.getBoundingClientRect();
      if (around && (line.top >= around.bottom - 1 || line.bottom <= around.top)) continue;
      const isBeside = box && (line.left < box.left - 2 || line.right > box.right + 2);
      if (isBeside || (box && (line.top < box.top - 4 || line.bottom > box.bottom + 4)))
        told.push("cut: " + node.data.trim().slice(0, 40));
      if (line.left < -1 || line.right > innerWidth + 1) told.push("outside: " + node.data.trim().slice(0, 40));
      if (!element.closest(".book, .spine")) seen.push([line, node.data.trim(), element]);
    }
  }
  for (let a = 0; a < seen.length; a++)
    for (let b = a + 1; b < seen.length; b++) {
      const [one, first, in1] = seen[a];
      const [other, second, in2] = seen[b];
      const over = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const beside = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (over > 6 && beside > 2 && in1 !== in2) told.push(`over each other: ${first.slice(0, 30)} / ${second.slice(0, 30)}`);
    }
  const rows = [...document.querySelectorAll(".top > *, .few > li")].filter(one => one.offsetWidth && !one.matches(".search"));
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) told.push(`wider than the window: ${wide}`);
  for (const group of [rows.filter(one => one.closest(".top")), rows.filter(one => one.closest(".few"))]) {
    const middles = group.map(one => one.getBoundingClientRect()).map(one => Math.round((one.top + one.bottom) / 2));
    if (Math.max(...middles) - Math.min(...middles) > 2) told.push("not in one row: " + middles);
  }
  return told;
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small toolkit with ten shelves, long titles, and a page about it."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("wide") / "small"))
    for number, (en, de, ar, colour) in enumerate(SHELVES):
        folder = root / f"content/shelf-{number}"
        folder.mkdir()
        text = SHELF.format(en=en, de=de, ar=ar, colour=colour, mark="ABCDEFGHIJ"[number] * 2, order=30 + number)
        (folder / "_type.yml").write_text(text, "utf-8")
        for record, short in enumerate(("Action learning sets", "Freiwilligenmanagementsystem", "Hungry for learning, calmly")):
            record_text = RECORD.format(title=f"A title of {record} that is longer than what stands on a spine", short=short)
            (folder / f"record-{record}.en.md").write_text(record_text, "utf-8")
    (root / "content/about.en.md").write_text(ABOUT.format(word="Donaudampfschifffahrtsgesellschaftskapitän"), "utf-8")
    return build_small(root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def at(built: Path, language: str, path: str) -> str:
    return (built / address(language, "en", path)).as_uri()


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_nothing_breaks_at_any_width(page: Page, built: Path, language: str) -> None:
    told = []
    for path in PAGES:
        page.goto(at(built, language, path))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            told += [f"{path} at {width}: {one}" for one in page.evaluate(SEEN)]
    assert told == []


@pytest.mark.parametrize(("width", "many"), [(700, 0), (760, 3), (1280, 7), (1920, 7)])
def test_the_bar_has_as_many_shelves_as_fit_and_the_menu_all(page: Page, built: Path, width: int, many: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(at(built, "en", "guides/tea.html"))
    assert page.locator(".few a:visible").count() >= many - 1
    assert page.locator(".few a:visible").count() <= 7
    menu = page.locator(".all summary")
    expect(menu).to_have_text("Menu" if many == 0 else "All shelves", use_inner_text=True)
    menu.click()
    expect(page.locator(".all a:visible")).to_have_count(
        10 + len({"everything", "overview", "where", "who", "words", "years", "take", "about"})
    )
    expect(page.locator('.all a[aria-current="true"]')).to_have_attribute("href", "../guides/index.html")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()


def test_where_one_is_can_be_seen_where_the_bar_has_not_the_shelf(page: Page, built: Path) -> None:
    def edge(selector: str) -> str:
        return str(page.locator(selector).evaluate("one => getComputedStyle(one).borderBlockStartColor"))

    page.set_viewport_size({"width": 1280, "height": 900})
    nothing = "rgba(0, 0, 0, 0)"
    page.goto(at(built, "en", "shelf-7/index.html"))
    assert edge(".all summary") != nothing, "no bar has the last of ten shelves"
    page.goto(at(built, "en", "guides/index.html"))
    assert (edge(".few a[aria-current=page]") != nothing, edge(".all summary")) == (True, nothing)


@pytest.mark.parametrize(
    ("path", "current"), [("guides/index.html", "Guides"), ("shelf-7/index.html", "All shelves"), ("index.html", None)]
)
def test_in_forced_colours_where_one_is_can_be_seen_and_nothing_else(
    page: Page, built: Path, path: str, current: str | None
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(forced_colors="active")
    page.goto(at(built, "en", path))
    marked = page.evaluate("""() => [...document.querySelectorAll('.few a, .all summary')].filter((one) => {
      const ground = getComputedStyle(document.body).backgroundColor;
      return one.checkVisibility() && getComputedStyle(one).borderBlockStartColor !== ground;
    }).map((one) => one.innerText.trim())""")
    assert marked == [current] * bool(current)


def test_the_menu_works_without_scripts(browser: Browser, built: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(at(built, "de", "index.html"))
    page.locator(".all summary").click()
    page.locator(".all").get_by_role("link", name="Partnerorganisationen").click()
    expect(page.locator("h1")).to_have_text("Partnerorganisationen")
    # The style sheet may come after the words.
    expect(page.locator("[data-find]")).to_be_hidden()
    context.close()


def test_on_phones_a_button_shows_the_search_field(page: Page, built: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(at(built, "en", "guides/tea.html"))
    field, find = page.locator(".top .search input"), page.locator("[data-find]")
    assert not field.is_visible()
    find.click()
    expect(field).to_be_focused()
    expect(find).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(find).to_be_focused()
    assert not field.is_visible()


def test_focus_goes_where_the_eye_goes(page: Page, built: Path) -> None:
    """In the header and the footer, each next place that takes the focus lies further on, or in a row below."""
    for width in (360, 900, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(at(built, "en", "guides/index.html"))
        places = page.locator(".top, .few, .all > summary, .bottom").evaluate_all(
            """all => all.flatMap(one => [...one.querySelectorAll("a, button, input, summary"), one].filter(
                place => place.matches("a, button, input, summary") && place.checkVisibility()
            )).map(one => one.getBoundingClientRect()).map(box => [box.left, box.top, box.bottom])"""
        )
        for (left, top, _), (next_left, _, bottom) in pairwise(places):
            is_further = next_left >= left or bottom > top
            assert is_further, (width, left, top, next_left, bottom)
