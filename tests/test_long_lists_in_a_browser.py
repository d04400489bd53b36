"""A list of many pages in Chromium: the same cards with and without scripts, one state, one place, little to draw at a time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import until
from tests.conftest import SITES, serve
from tests.test_facets import prepared
from tests.test_long_lists import fill
from tests.test_site import build_small
from toolkit_builder.publishing.catalogues import Listing
from toolkit_builder.publishing.portions import numbers_shown
from toolkit_builder.publishing.site import Site

pytestmark = pytest.mark.browser

LANGUAGES = {"en": "", "de": "de/", "ar": "ar/"}
NO_MORE_THAN = 1500
FAILED = "The filters could not be loaded: all records are listed."
AT_BOTH_PLACES = pytest.mark.parametrize("base", ["file", "http"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("long") / "small"))
    fill(root)
    build_small(root, 1)
    return root


@pytest.fixture(scope="module")
def full(root: Path) -> Site:
    return prepared(root)


@pytest.fixture(scope="module", params=["file"])
def base(root: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "file":
        yield f"{(root / 'site').as_uri()}/"
    else:
        yield from serve(root / "site")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None)
    yield page
    context.close()
    assert wrong == []


def shown(page: Page) -> list[str]:
    """Return the records that are seen, when the list has come to rest."""
    expect(page.locator(".cards")).to_have_attribute("aria-busy", "false")
    return page.locator(".card:visible").evaluate_all("all => all.map(one => one.dataset.id)")


def turn_to(page: Page, name: str) -> None:
    """Follow a link below a list, by its key.

    Cards get their height when they come into view: below them, a link may move while a mouse is on its way to it.
    """
    page.locator(".numbers").get_by_role("link", name=name).press("Enter")


def listed(site: Site, language: str, *wanted: tuple[str, str]) -> list[str]:
    """Return the records of the guides that have these values, in the order of the list."""
    listing = Listing(site, language, site.library.types["guides"])
    return [one.record.id for one in listing.listed if {*wanted} <= {*one.tokens}]


# With and without scripts -----------------------------------------------------------------------------------------------

_OF_DATA = """async () => {
  const place = document.querySelector("[data-catalogue]");
  const {cards} = await toolkit.wholeList(place.dataset.list, []);
  return cards.map(card => card.item().outerHTML);
}"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["guides/index", "everything"])
def test_what_scripts_draw_is_what_pages_hold(browser: Browser, page: Page, base: str, place: str, language: str) -> None:
    """Card for card: the pages are read with scripts switched off, as their numbers lead from one to the next."""
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.goto(f"{base}{LANGUAGES[language]}{place}.html")
    held: list[str] = []
    while True:
        held += [str(one.evaluate("one => one.outerHTML")) for one in still.locator(".card").all()]
        following = still.locator(".numbers [data-way=on]")
        if not following.is_visible():
            break
        still.goto(str(following.evaluate("one => one.href")))
    context.close()
    page.goto(f"{base}{LANGUAGES[language]}{place}.html")
    drawn = page.evaluate(_OF_DATA)
    assert len(drawn) > 130
    assert drawn == held


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_the_same_with_and_without_scripts(browser: Browser, page: Page, base: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    for name in ("index.html", "index.4.html", "index.6.html"):
        found = []
        for one in (still, page):
            one.goto(f"{base}{LANGUAGES[language]}guides/{name}")
            links = one.locator(".numbers a:visible, .numbers [aria-hidden]")
            found.append(
                links.evaluate_all(
                    "all => all.map(one => [one.textContent, one.href, one.ariaLabel, one.ariaCurrent, one.rel])"
                )
            )
        assert found[0] == found[1]
    context.close()


def test_scripts_show_the_numbers_that_pages_show(page: Page, base: str) -> None:
    page.goto(f"{base}guides/index.html")
    for pages in range(1, 13):
        for number in range(1, pages + 1):
            told = page.evaluate(f"() => toolkit.numbers.shown({number}, {pages})")
            assert told == [*numbers_shown(number, pages)]


# State ------------------------------------------------------------------------------------------------------------------


@AT_BOTH_PLACES
def test_a_filter_reaches_all_pages_and_the_address_keeps_it(page: Page, base: str, full: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base}guides/index.2.html")
    assert shown(page) == listed(full, "en")[24:48]
    assert not [url for url in asked if "/data/shelves/" in url]
    promised = int(page.locator("label:has([value=GB]) .many").inner_text())
    page.locator("[value=GB]").check()
    british = listed(full, "en", ("countries", "GB"))
    until(page, lambda: shown(page) == british[:24])
    assert len(british) == promised > 48
    assert page.locator(".total").inner_text() == f"{promised} of {len(listed(full, 'en'))} records"
    assert len([url for url in asked if "/data/shelves/en/guides.js" in url]) == 1
    turn_to(page, "Page 2")
    until(page, lambda: shown(page) == british[24:48])
    assert page.url.endswith("guides/index.2.html#countries=GB&_page=2")
    page.reload()
    until(page, lambda: shown(page) == british[24:48])
    page.locator(".card a").first.click()
    page.wait_for_url("**/way-*.html")
    page.go_back()
    until(page, lambda: shown(page) == british[24:48])
    page.go_back()
    until(page, lambda: shown(page) == british[:24])
    page.locator("[value=hard]").check()
    hard = listed(full, "en", ("countries", "GB"), ("level", "hard"))
    until(page, lambda: shown(page) == hard[:24])
    page.get_by_role("button", name="Clear all").click()
    until(page, lambda: shown(page) == listed(full, "en")[24:48])


def test_the_place_is_kept_where_readers_come_back_to(page: Page, base: str) -> None:
    page.goto(f"{base}guides/index.html#countries=GB&_page=2")
    shown(page)
    link = page.locator(".card h2 a").nth(20)
    expect(link).not_to_be_in_viewport()
    link.press("Enter")
    page.wait_for_url("**/way-*.html")
    page.go_back()
    shown(page)
    expect(link).to_be_in_viewport()
    assert page.evaluate("scrollY") > 500


def test_keyboards_go_on_from_the_first_of_the_new_page(page: Page, base: str) -> None:
    page.goto(f"{base}guides/index.html#countries=GB")
    shown(page)
    page.get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "total"
    expect(page.locator(".total")).to_be_in_viewport()
    while not page.evaluate("document.activeElement.closest('.card')"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.card').previousElementSibling") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_within_a_long_list(page: Page, base: str, language: str) -> None:
    page.goto(f"{base}{LANGUAGES[language]}everything.html#_q=Way 12")
    # Texts come file by file: what was found in the first of them is shown at once, and the best may come after.
    until(page, lambda: "guides/way-12" in shown(page)[:3])
    assert len(shown(page)) <= 48
    assert page.locator(".failed:visible").count() == 0


def test_another_language_has_the_same_page(page: Page, base: str, full: Site) -> None:
    page.goto(f"{base}guides/index.3.html")
    page.locator("details.menu summary").click()
    page.locator(".menu a[lang=ar]").click()
    page.wait_for_url("**/ar/guides/index.3.html")
    assert shown(page) == listed(full, "ar")[48:72]


def test_languages_that_readers_know_come_first_on_all_pages(page: Page, base: str, full: Site) -> None:
    page.goto(f"{base}ar/guides/index.html")
    page.evaluate("localStorage.setItem('toolkit-languages', 'de')")
    found = []
    for number in range(1, 7):
        page.goto(f"{base}ar/guides/index{'' if number == 1 else f'.{number}'}.html")
        found += shown(page)
    # Every record is there once, and what is in Arabic or German comes before what is neither.
    assert sorted(found) == sorted(listed(full, "ar"))
    known = [bool({"ar", "de"} & full.library.records[one].languages) for one in found]
    assert known == sorted(known, reverse=True)
    assert 20 < sum(known) < 60
    page.evaluate("localStorage.clear()")


# Little to draw ---------------------------------------------------------------------------------------------------------

_NODES = """() => {
  const walker = document.createTreeWalker(document.querySelector(".listed"));
  let nodes = 0;
  while (walker.nextNode()) nodes++;
  return nodes;
}"""


@pytest.mark.parametrize("state", ["", "#countries=GB", "#countries=GB&_view=table", "#_sort=since&_page=3", "#_view=table"])
def test_only_a_portion_is_drawn(page: Page, base: str, state: str) -> None:
    page.goto(f"{base}guides/index.html{state}")
    shown(page)
    rows = page.locator("tbody tr" if "table" in state else ".card")
    assert rows.count() == 24
    assert page.evaluate(_NODES) < NO_MORE_THAN


# What does not come -----------------------------------------------------------------------------------------------------


@AT_BOTH_PLACES
def test_without_its_data_a_list_is_read_page_by_page(page: Page, base: str, full: Site) -> None:
    missing = True
    page.route("**/data/shelves/**", lambda route: route.abort() if missing else route.continue_())
    page.goto(f"{base}guides/index.2.html#countries=GB")
    failure = page.locator(".catalogue .failed")
    expect(failure.locator("p:visible")).to_have_text([FAILED])
    everything = listed(full, "en")
    assert shown(page) == everything[24:48]
    turn_to(page, "Next")
    page.wait_for_url("**/index.3.html")
    assert shown(page) == everything[48:72]
    page.go_back()
    missing = False
    failure.get_by_role("button").click()
    until(page, lambda: shown(page) == listed(full, "en", ("countries", "GB"))[:24])
    expect(failure).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "total"


@pytest.mark.parametrize("name", ["catalogue-list.js", "catalogue-numbers.js", "catalogue.js"])
def test_without_a_script_the_page_stays_and_says_so(page: Page, base: str, full: Site, name: str) -> None:
    page.route(f"**/{name}", lambda route: route.abort())
    page.goto(f"{base}guides/index.html#countries=GB")
    expect(page.locator(".catalogue .failed p:visible")).to_have_text([FAILED])
    assert page.locator(".card:visible").count() == 24
    turn_to(page, "Page 2")
    page.wait_for_url("**/index.2.html", wait_until="commit")


# Look -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_numbers_can_be_touched_and_fit(page: Page, base: str, width: int, language: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{base}{LANGUAGES[language]}guides/index.4.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [one.bounding_box() for one in page.locator(".numbers a:visible").all()]
    assert len(boxes) == 8
    assert all(box and box["width"] >= 44 and box["height"] >= 44 and box["x"] >= 0 for box in boxes)
    assert page.locator(".numbers [aria-current]").evaluate("one => getComputedStyle(one).outlineStyle") != "solid"
    page.emulate_media(media="print")
    assert not page.locator(".numbers").is_visible()
    assert page.locator(".card:visible").count() == 24


def test_the_number_of_the_page_is_seen_in_forced_colours(page: Page, base: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{base}guides/index.2.html")
    looks = "one => getComputedStyle(one).backgroundColor"
    current, *others = (page.locator(f".numbers {which}").first.evaluate(looks) for which in ("[aria-current]", "li a"))
    assert re.match("rgb", current)
    assert [current] != others
