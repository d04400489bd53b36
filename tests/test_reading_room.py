"""Finding, reading and taking away in a real Chromium: over http, from the disk, and from the unpacked ZIP."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser import searched, until

pytestmark = pytest.mark.browser


def has_failed(request: Request) -> bool:
    """Whether a request failed by itself; a page that is left while its pictures come ends them."""
    return request.failure != "net::ERR_ABORTED"


@dataclass
class Room:
    """A page in one language, at one of the three places; the network is cut, and whatever goes wrong is noted."""

    page: Page
    base: str
    language: str
    wrong: list[str]

    def open(self, path: str) -> Page:
        folder = "" if self.language == "en" else f"{self.language}/"
        self.page.goto("about:blank")
        self.page.goto(f"{self.base}{folder}{path}")
        return self.page

    def is_at(self, state: str) -> None:
        """Wait until the address says so: it is told by another process than the one that draws the page."""
        until(self.page, lambda: unquote(self.page.url.partition("#")[2]) == state)

    def shown(self) -> list[str]:
        return list(self.page.locator(".card:not([hidden])").evaluate_all("all => all.map(one => one.dataset.id)"))


# Finding, leaving, coming back, keeping and downloading may differ between places, and are tried at each. What happens within a
# page does not: it is tried in the unpacked ZIP, where addresses are hardest.
IN_A_PAGE = pytest.mark.parametrize("base", ["zip"], indirect=True)
AT_EACH_PLACE_AND_IN_EACH_LANGUAGE = (("http", "en"), ("file", "en"), ("zip", "en"), ("zip", "pl"), ("zip", "ar"))


@pytest.fixture(params=["http", "file", "zip"])
def base(request: pytest.FixtureRequest, own_site: Path, own_zip: Path, own_server: str) -> str:
    return {"http": own_server, "file": f"{own_site.as_uri()}/", "zip": f"{own_zip.as_uri()}/"}[request.param]


@pytest.fixture
def enter(browser: Browser, base: str) -> Iterator[Callable[..., Room]]:
    contexts: list[BrowserContext] = []

    def enter(language: str = "en", width: int = 1280) -> Room:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        wrong: list[str] = []
        context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(base) else route.abort())
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda request: wrong.append(request.url) if has_failed(request) else None)
        return Room(page, base, language, wrong)

    yield enter
    for context in contexts:
        context.close()


# Search -----------------------------------------------------------------------------------------------------------------


SOUGHT = {
    "en": ("comunication", "skills/communication"), "pl": ("wspolpraca", "skills/collaboration"),
    "ar": ("التعاطف", "skills/empathy"),
}  # fmt: skip


@pytest.mark.parametrize(("base", "language"), AT_EACH_PLACE_AND_IN_EACH_LANGUAGE, indirect=["base"])
def test_the_search_field_finds_from_every_page(enter: Callable[..., Room], language: str) -> None:
    query, wanted = SOUGHT[language]
    for path in ("index.html", "tools/index.html", "models/duo-for-a-job.html", "about.html"):
        room = enter(language)
        page = room.open(path)
        page.locator("#page\\:search").fill(query)
        expect(page.locator(f"#page\\:search-found [role=option][href$='{wanted}.html']")).to_be_visible()
        assert room.wrong == []


@IN_A_PAGE
def test_the_search_field_is_a_combobox_for_the_keyboard(enter: Callable[..., Room]) -> None:
    room = enter()
    page = room.open("models/duo-for-a-job.html")
    field = page.locator("#page\\:search")
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("mentor")
    # When the texts come, other lines may stand there.
    searched(page, "mentor")
    expect(page.locator("#page\\:search-found [role=option]").first).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator("form.search [role=status]").first.inner_text().split()[-1] == "results"
    field.press("ArrowDown")
    field.press("ArrowDown")
    second = page.locator("#page\\:search-found [role=option]").nth(1)
    assert second.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == second.get_attribute("id")
    field.press("ArrowUp")
    field.press("ArrowUp")
    assert page.locator("#page\\:search-found [role=option]").last.get_attribute("aria-selected") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "mentor"
    field.press("ArrowDown")
    searched(page, "mentor")
    expect(page.locator("#page\\:search-found [role=option]").first).to_be_visible()
    field.press("ArrowDown")
    title = page.locator("#page\\:search-found [role=option] .found").first.inner_text()
    field.press("Enter")
    page.wait_for_url("**/*.html")
    expect(page.locator("h1")).to_have_text(title)
    assert room.wrong == []


def test_enter_leads_to_all_results(enter: Callable[..., Room]) -> None:
    room = enter("pl")
    page = room.open("index.html")
    page.locator("#page\\:ask").fill("uczenie")
    page.locator("#page\\:ask").press("Enter")
    page.wait_for_url("**/search.html*")
    expect(page.locator(".card").first).to_be_visible()
    room.is_at("_q=uczenie")
    expect(page.locator(".card[data-id='skills/managing-learning']")).to_be_visible()
    expect(page.locator("#page\\:ask")).to_have_value("uczenie")
    until(page, lambda: re.fullmatch(r"\d+ \w+", page.locator(".total").inner_text()))
    many = int(page.locator(".total").inner_text().split()[0])
    assert f"{many} " in page.title()
    assert "uczenie" in page.title()
    assert 10 < many < 200


@IN_A_PAGE
def test_what_is_not_found_is_said_with_advice(enter: Callable[..., Room]) -> None:
    page = enter("ar").open("index.html")
    page.locator("#page\\:search").fill("qqqqxyz")
    status = page.locator("form.search [role=status]").first
    expect(status).to_contain_text("qqqqxyz")
    assert page.locator("#page\\:search-found [role=option]").count() == 0


def test_nothing_is_loaded_for_search_before_the_field_is_used(enter: Callable[..., Room]) -> None:
    room = enter()
    asked: list[str] = []
    room.page.on("request", lambda request: asked.append(request.url))
    room.open("index.html")
    assert not [url for url in asked if "minisearch" in url or "records.js" in url]
    room.page.locator("#page\\:search").focus()
    until(room.page, lambda: room.page.evaluate("!!(window.toolkit && toolkit.finding)"))
    until(room.page, lambda: any(url.endswith("records.js") for url in asked))


# Catalogue --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("base", "language"), AT_EACH_PLACE_AND_IN_EACH_LANGUAGE, indirect=["base"])
def test_facets_narrow_down_and_the_address_keeps_it(enter: Callable[..., Room], language: str) -> None:
    room = enter(language)
    page = room.open("models/index.html")
    everything = len(room.shown())
    britain = page.locator("input[name=countries][value=GB]")
    promised = int(page.locator("label", has=britain).locator(".many").inner_text().translate(_DIGITS))
    britain.check()
    assert len(room.shown()) == promised < everything
    page.locator("input[name=countries][value=DE]").check()
    both = room.shown()
    assert len(both) > promised
    page.locator("input[name=skills][value=empathy]").check()
    assert 0 < len(room.shown()) < len(both)
    room.is_at("countries=GB&countries=DE&skills=empathy")
    narrowed = room.shown()
    page.reload()
    assert room.shown() == narrowed
    page.go_back()
    room.is_at("countries=GB&countries=DE")
    until(page, lambda: room.shown() == both)
    page.locator(".chip").first.click()
    room.is_at("countries=DE")
    assert room.wrong == []


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@IN_A_PAGE
def test_counts_say_what_a_click_will_do(enter: Callable[..., Room]) -> None:
    room = enter()
    page = room.open("models/index.html#skills=empathy")
    for box in page.locator(".facets input:visible").all()[:30]:
        if box.is_checked():
            continue
        name, value = box.get_attribute("name"), box.get_attribute("value")
        promised = int(
            page.locator("label", has=page.locator(f"input[name={name}][value={value}]")).locator(".many").inner_text()
        )
        before = set(room.shown())
        box.check()
        after = set(room.shown())
        # Within a facet a second value adds, in another facet it takes away.
        assert promised == (len(after - before) if name == "skills" else len(after)) or name == "skills"
        box.uncheck()
        assert set(room.shown()) == before


@IN_A_PAGE
def test_an_empty_result_offers_the_way_back(enter: Callable[..., Room]) -> None:
    room = enter()
    page = room.open("models/index.html#countries=AZ&skills=wellbeing")
    assert room.shown() == []
    assert "No record matches" in page.locator(".empty").inner_text()
    page.locator(".empty button").click()
    assert len(room.shown()) > 0
    assert not page.locator(".empty").is_visible()


@IN_A_PAGE
def test_cards_become_a_table_and_are_sorted(enter: Callable[..., Room]) -> None:
    room = enter()
    page = room.open("models/index.html")
    page.get_by_role("button", name="Table").click()
    page.locator("[data-sort]").select_option("since")
    room.is_at("_view=table&_sort=since")
    assert page.get_by_role("table").is_visible()
    assert page.locator(".cards").is_hidden()
    assert page.get_by_role("row").count() == 1 + page.locator(".card").count()
    ranks = page.locator(".card:not(:has(h2 a[lang]))").evaluate_all(
        "all => all.map(one => Number(new URLSearchParams(one.dataset.ranks).get('since')))"
    )
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) > 3


def test_languages_that_i_read_are_remembered_and_come_first(enter: Callable[..., Room]) -> None:
    room = enter("pl")
    page = room.open("models/index.html")
    german, english = "models/munterwegs-ch", "models/balu-und-du"
    before = [one.get_attribute("data-id") for one in page.locator(".card").all()]
    assert before.index(english) < before.index(german)
    page.locator("details.menu summary").click()
    page.locator("[data-reads][value=de]").check()
    page.keyboard.press("Escape")
    order = [one.get_attribute("data-id") for one in page.locator(".card").all()]
    assert order.index(german) < order.index(english)
    assert page.locator(".card", has=page.locator(".read-in")).count() >= 1
    page.reload()
    assert [one.get_attribute("data-id") for one in page.locator(".card").all()] == order
    assert page.locator("[data-reads][value=pl]").is_checked()


@IN_A_PAGE
def test_filters_open_and_close_on_a_phone(enter: Callable[..., Room]) -> None:
    page = enter("ar", 360).open("tools/index.html")
    button = page.locator("[data-filters]")
    assert not page.locator(".facets").is_visible()
    button.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    promised = page.locator(".facets .many").first.inner_text()
    page.locator(".facets input").first.check()
    show = page.locator("[data-show]")
    expect(show).to_be_in_viewport()
    assert promised in show.inner_text()
    # The focus stays in the sheet, whichever way it is moved.
    for key in ("Shift+Tab", "Tab", "Tab"):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.hasAttribute('data-filters')")
    assert "(1)" in button.inner_text().translate(_DIGITS).replace("\u061c", "")
    button.click()
    show.click()
    assert page.evaluate("document.activeElement.className") == "total"
    expect(page.locator(".card:visible").first).to_be_in_viewport()


@IN_A_PAGE
def test_records_stand_side_by_side_on_a_phone_and_on_paper(enter: Callable[..., Room]) -> None:
    page = enter("", 360).open("tools/index.html")
    for box in page.locator(".cards [data-compare]").all()[:3]:
        box.check()
    page.locator("[data-side]").click()
    shown = page.locator(".side-by-side")
    assert page.evaluate("document.activeElement.id") == "page:side"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert shown.locator("thead a").count() == 3
    assert page.locator(".cards").is_hidden()
    # Labels stay where they are when the table is moved.
    label, before = shown.locator("tbody th").first, shown.locator("tbody th").first.bounding_box()
    shown.locator(".scrolled").evaluate("one => one.scrollLeft = 200")
    after = label.bounding_box()
    assert before
    assert after
    assert before["x"] == after["x"]
    page.emulate_media(media="print")
    assert shown.is_visible()
    assert page.locator("[data-back]").is_hidden()
    page.go_back()
    expect(page.locator(".cards")).to_be_visible()
    assert page.locator(".cards [data-compare]:checked").count() == 3


@IN_A_PAGE
def test_what_is_chosen_is_called_by_short_titles(enter: Callable[..., Room]) -> None:
    page = enter().open("models/index.html")
    for box in page.locator(".cards [data-compare]").all()[:4]:
        box.check()
    chips = page.locator(".chosen .chip span")
    expect(chips).to_have_count(4)
    assert not chips.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length")


@IN_A_PAGE
def test_the_skip_link_keeps_the_filters(enter: Callable[..., Room]) -> None:
    room = enter()
    page = room.open("models/index.html#countries=AT")
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page:main"
    room.is_at("countries=AT")


# Records ----------------------------------------------------------------------------------------------------------------


def test_a_citation_is_copied(browser: Browser, base: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"] if base.startswith("http") else [])
    page = context.new_page()
    page.goto(f"{base}pl/models/duo-for-a-job.html")
    page.locator("[data-copy='page:cite-text']").click()
    expect(page.locator(".cite [role=status]").first).not_to_be_empty()
    if base.startswith("http"):
        assert "DUO for a JOB" in page.evaluate("navigator.clipboard.readText()")
    else:
        # Where the browser forbids it, the text is marked, and the reader told so.
        said = page.locator(".cite [role=status]").first.inner_text()
        marked = page.evaluate("getSelection().toString()")
        assert "DUO for a JOB" in marked or "Skopiowano" in said
    context.close()


@IN_A_PAGE
def test_old_facts_say_so_when_the_day_has_come(enter: Callable[..., Room]) -> None:
    room = enter()
    last = str(room.open("tools/jitsi-meet.html").locator("[data-fresh-until]").get_attribute("data-fresh-until"))
    room.page.clock.set_fixed_time(f"{last}T12:00:00")
    assert not room.open("tools/jitsi-meet.html").locator(".notice.stale").is_visible()
    room.page.clock.set_fixed_time(f"{date.fromisoformat(last) + timedelta(days=1)}T12:00:00")
    assert room.open("tools/jitsi-meet.html").locator(".notice.stale").is_visible()


def test_a_record_saved_as_one_file_needs_nothing_else(browser: Browser, own_site: Path, tmp_path: Path) -> None:
    for language in ("", "ar/"):
        copy = Path(shutil.copy(own_site / f"{language}saved/models/duo-for-a-job.html", tmp_path / "one.html"))
        page = browser.new_page()
        wrong: list[str] = []
        page.on("requestfailed", lambda request, wrong=wrong: wrong.append(request.url))
        page.on("console", lambda message, wrong=wrong: wrong.append(message.text))
        page.goto(copy.as_uri())
        assert "DUO for a JOB" in page.locator("h1").inner_text()
        assert page.evaluate("document.querySelector('.cover').naturalWidth > 0")
        assert wrong == []
        page.close()


# Everywhere -------------------------------------------------------------------------------------------------------------

WIDE = (
    "index.html", "models/index.html", "everything.html", "models/duo-for-a-job.html", "what-works.html", "where.html",
    "skills-overview.html", "evidence-by-year.html", "glossary.html", "take-away.html", "start-programme.html",
)  # fmt: skip


@pytest.mark.parametrize("path", WIDE)
def test_pages_hold_at_400_percent(browser: Browser, own_site: Path, path: str) -> None:
    """1280 px at 400 % is a window of 320 px: https://www.w3.org/WAI/WCAG22/Understanding/reflow.html."""
    context = browser.new_context(viewport={"width": 320, "height": 256}, reduced_motion="reduce")
    page = context.new_page()
    for language in ("", "de/", "ar/"):
        page.goto(f"{own_site.as_uri()}/{language}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, language
    context.close()


def test_everything_that_can_be_clicked_can_be_reached_by_keyboard(browser: Browser, own_site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{own_site.as_uri()}/models/index.html")
    targets = "a[href], button, input:not([disabled]), select, summary"
    wanted = page.evaluate(f"[...document.querySelectorAll('{targets}')].filter(one => one.checkVisibility()).length")
    reached = 0
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        reached += 1
        # Where the focus is, can be seen.
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    # The skip link is drawn outside the window until it has the focus.
    assert reached >= wanted
    page.close()


def test_without_scripts_every_catalogue_lists_everything(browser: Browser, own_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("everything.html", "pl/everything.html", "ar/models/index.html"):
        page.goto(f"{own_site.as_uri()}/{path}")
        assert page.locator(".card").count() == page.locator(".card:visible").count() > 10
        assert page.locator(".needs-scripts:visible").count() == 0
    context.close()


def test_downloads_are_there_with_their_size(enter: Callable[..., Room], base: str) -> None:
    room = enter("pl")
    page = room.open("take-away.html")
    links = page.locator(".downloads a")
    if "stick" in base:
        assert links.count() == 0
        return
    assert links.count() == 7
    assert all("MB" in one.inner_text() for one in page.locator(".downloads li").all())
    first = str(links.first.get_attribute("href")) + str(links.nth(1).get_attribute("href"))
    assert "soft-skills-bookshelf-offline-pl.zip" in first
    with page.expect_download() as download:
        page.locator(".downloads a[href$='-pl.zip']").click()
    assert download.value.suggested_filename == "soft-skills-bookshelf-offline-pl.zip"
