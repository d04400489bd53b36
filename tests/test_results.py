"""What readers see of a search: results as links with passages, and the page of all of them, in a browser and from the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import search_field, searched, until

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def opened(context: BrowserContext, own_site: Path, path: str) -> Page:
    page = context.new_page()
    page.goto(f"{own_site.as_uri()}/{path}")
    return page


def all_known(page: Page) -> None:
    """Wait until nothing more is to come."""
    searched(page, "mentor")


def test_a_result_shows_the_passage_that_holds_what_was_asked_for(context: BrowserContext, own_site: Path) -> None:
    page = opened(context, own_site, "models/index.html")
    all_known(page)
    # Neither title nor summary of the unit has the bell.
    search_field(page).fill("listening bell")
    line = page.locator("#page\\:search-found a[href$='units/listening.html']")
    expect(line.locator(".passage mark").filter(has_text="bell")).to_be_visible()
    expect(line.locator(".found mark").first).to_have_text("Listening")
    assert "Training unit" in line.locator(".told").inner_text()
    assert any(sign.isdigit() for sign in line.locator(".told").inner_text())


def test_the_cover_of_a_result_stands_beside_its_words(context: BrowserContext, own_site: Path) -> None:
    page = opened(context, own_site, "index.html")
    search_field(page).fill("listening")
    first = page.locator(".found-list a").first
    expect(first.locator(".thumb img")).to_be_visible()
    cover, words = first.locator(".thumb").bounding_box(), first.locator(".words").bounding_box()
    assert cover
    assert words
    assert cover["x"] + cover["width"] < words["x"]


def test_results_open_in_a_new_tab_as_any_link(context: BrowserContext, own_site: Path) -> None:
    page = opened(context, own_site, "index.html")
    search_field(page).fill("listening")
    first = page.locator("#page\\:search-found a").first
    with context.expect_page() as new:
        first.click(modifiers=["ControlOrMeta"])
    assert new.value.url.endswith(str(first.get_attribute("href")))
    expect(first).to_be_visible()
    with context.expect_page() as new:
        first.click(button="middle")
    assert new.value.url.endswith(".html")
    page.locator("#page\\:search").press("ArrowDown")
    with context.expect_page() as new:
        page.locator("#page\\:search").press("Control+Enter")
    assert new.value.url.endswith(".html")
    assert page.url.endswith("/index.html")


def test_a_better_query_is_offered_in_the_field_and_on_the_page(context: BrowserContext, own_site: Path) -> None:
    page = opened(context, own_site, "index.html")
    field = search_field(page)
    field.fill("mentorng agreement")
    better = page.locator("#page\\:search-found a").first
    expect(better).to_have_text("Did you mean “mentoring agreement”?")
    better.click()
    expect(field).to_have_value("mentoring agreement")
    expect(page.locator("#page\\:search-found .found").first).to_have_text("Mentoring agreement")
    page.goto(f"{own_site.as_uri()}/search.html#_q=mentorng")
    page.locator(".better a").click()
    until(page, lambda: page.url.endswith("#_q=mentoring"))
    expect(page.locator(".better")).to_be_hidden()


def test_the_page_of_results_has_pages_filters_and_a_way_back(context: BrowserContext, own_site: Path) -> None:
    page = opened(context, own_site, "index.html")
    search_field(page).fill("privacy")
    page.locator("#page\\:search").press("Enter")
    page.wait_for_url("**/search.html#_q=privacy")
    expect(page.locator("#page\\:ask")).to_have_value("privacy")
    # The page has its own field: nothing in the header leads to another.
    expect(page.locator("[data-find]")).to_be_hidden()
    expect(page.locator(".card[data-id=privacy]")).to_be_visible()
    until(page, lambda: page.title().startswith("Search: “privacy” · "))
    page.locator(".facets input[value=tools]").evaluate("box => box.click()")
    expect(page.locator(".card[data-id=privacy]")).to_have_count(0)
    expect(page.locator(".card").first).to_have_attribute("data-id", "tools/" + str(_slug(page)))
    page.locator("#page\\:ask").fill("burnout")
    page.locator("#page\\:ask").press("Enter")
    until(page, lambda: "burnout" in page.title())
    page.go_back()
    until(page, lambda: "privacy" in page.title())
    expect(page.locator("#page\\:ask")).to_have_value("privacy")
    assert "_type=tools" in page.url


def _slug(page: Page) -> str | None:
    card = page.locator(".card").first
    until(page, lambda: str(card.get_attribute("data-id")).startswith("tools/"))
    return str(card.get_attribute("data-id")).removeprefix("tools/")


def test_without_scripts_the_page_leads_to_the_shelves(browser: Browser, own_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context, own_site, "de/search.html")
    expect(page.locator("main p.unless-scripts")).to_be_visible()
    expect(page.locator("[data-unasked] a", has_text="Schulungseinheiten")).to_be_visible()
    assert not page.locator("main form:visible").count()
    context.close()


@pytest.mark.parametrize("path", ["ar/index.html", "ar/models/index.html", "ar/search.html"])
def test_an_arabic_placeholder_has_room(context: BrowserContext, own_site: Path, path: str) -> None:
    page = opened(context, own_site, path)
    for field in page.locator("form.search:visible input").all():
        size, line = field.evaluate(
            "e => { const s = getComputedStyle(e); return [s.fontSize, s.lineHeight].map(parseFloat); }"
        )
        assert line >= 1.5 * size


def test_the_page_of_results_scrolls_down_alone(context: BrowserContext, own_site: Path) -> None:
    page = opened(context, own_site, "ar/search.html#_q=mentoring")
    expect(page.locator(".card").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
