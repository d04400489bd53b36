"""The small toolkit in a real Chromium: over http and from the disk, with the network cut."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.conftest import SITES, packed, serve
from tests.test_site import build_small

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "guides/index.html",
    "guides/tea.html",
    "de/guides/tea.html",
    "ar/guides/coffee.html",
    "ar/guides/tea.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("browser") / "small"))
    return build_small(root)


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    yield from serve(site)


@pytest.fixture(scope="module")
def unzipped(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The offline edition, unpacked under a name that is hard on addresses."""
    target = tmp_path_factory.mktemp("zip")
    file = packed(site.parent, site, target)[0]
    folder = target / "a stick #1 50% كتب"
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return folder / "small-toolkit-offline"


# How a page is laid out does not depend on where it comes from.
IN_A_PAGE = pytest.mark.parametrize("base", ["zip"], indirect=True)


@pytest.fixture(params=["http", "file", "zip"])
def base(request: pytest.FixtureRequest, site: Path, unzipped: Path, server: str) -> str:
    return {"http": server, "file": f"{site.as_uri()}/", "zip": f"{unzipped.as_uri()}/"}[request.param]


class Watched:
    """A page that notes what goes wrong: console errors, failed requests, and requests to any other place."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self._base = base
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url}"))
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._base, "data:")):
            self.wrong.append(f"elsewhere: {request.url}")


@pytest.fixture
def watched(browser: Browser, base: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    # With the network cut, only what lies on the disk or on this machine can be had.
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith((base, "file:")) else route.abort())
    yield Watched(context, base)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_everything_it_needs_and_nothing_else(watched: Watched, base: str, path: str) -> None:
    watched.page.goto(base + path, wait_until="load")
    watched.page.wait_for_function("document.fonts.status === 'loaded'")
    assert watched.wrong == []
    assert (
        watched.page.evaluate("getComputedStyle(document.querySelector('.head, .hero, .backdrop')).borderBlockEndWidth")
        == "12px"
    )


def test_links_switch_the_language_and_keep_the_page(watched: Watched, base: str) -> None:
    page = watched.page
    page.goto(base + "guides/tea.html")
    page.locator("details.menu summary").click()
    page.locator(".menu").get_by_role("link", name="Deutsch").click()
    expect(page).to_have_url(base + "de/guides/tea.html")
    expect(page.locator("h1")).to_have_text("Wie man Tee macht")
    page.locator(".connected, .text").get_by_role("link", name="Kaffee").first.click()
    expect(page).to_have_url(base + "de/guides/coffee.html")
    expect(page.locator("h1")).to_have_attribute("dir", "rtl")


def test_pictures_are_found_from_every_language(watched: Watched, base: str) -> None:
    for path in ("guides/tea.html", "de/guides/tea.html", "ar/guides/tea.html"):
        watched.page.goto(base + path)
        picture = watched.page.locator(".text img").first
        picture.scroll_into_view_if_needed()
        watched.page.wait_for_function("document.querySelector('.text img').naturalWidth > 0")


def test_dark_and_light_are_chosen_and_remembered(watched: Watched, base: str) -> None:
    page = watched.page
    page.goto(base + "guides/tea.html")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".top [data-display]").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert after != before
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after


@IN_A_PAGE
def test_menus_work_by_keyboard(watched: Watched, base: str) -> None:
    page = watched.page
    page.goto(base + "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.menu ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu ul")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@IN_A_PAGE
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_screen(watched: Watched, base: str, path: str) -> None:
    watched.page.goto(base + path)
    for width in (320, 360, 1280):
        watched.page.set_viewport_size({"width": width, "height": 800})
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width


@IN_A_PAGE
def test_arabic_reads_from_the_right(watched: Watched, base: str) -> None:
    page = watched.page
    page.goto(base + "ar/guides/coffee.html")
    wordmark, menu = page.locator(".wordmark").bounding_box(), page.locator("details.menu").bounding_box()
    assert wordmark is not None
    assert menu is not None
    assert wordmark["x"] > menu["x"]


def test_everything_is_there_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + "guides/index.html")
    page.get_by_role("link", name="How to make tea").click()
    expect(page.locator("h1")).to_have_text("How to make tea")
    assert not page.locator(".top [data-display]").is_visible()
    page.locator("details.menu summary").click()
    page.locator(".menu").get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    context.close()


def test_the_policy_stops_a_script_that_got_past_everything_else(browser: Browser, site: Path, tmp_path: Path) -> None:
    """The third wall alone: HTML as it would be if checks and sanitiser had both failed."""
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    page_file = copy / "guides/tea.html"
    hostile = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\"></main>"
    page_file.write_text(page_file.read_text("utf-8").replace("</main>", hostile), "utf-8")
    page = browser.new_page()
    page.goto(page_file.as_uri(), wait_until="load")
    assert page.title() != "ran"
    page.close()


def test_the_start_page_of_the_zip_leads_into_every_language(browser: Browser, unzipped: Path) -> None:
    page = browser.new_page()
    for name, language in (("English", "en"), ("Deutsch", "de"), ("العربية", "ar")):
        page.goto((unzipped / "START-HERE.html").as_uri())
        page.get_by_role("link", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
    page.close()


@pytest.mark.parametrize(
    "path", ["index.html", "models/index.html", "models/duo-for-a-job.html", "skills/empathy.html", "about.html"]
)
@pytest.mark.parametrize("language", ["", "de/", "fr/", "es/", "pl/", "ar/"])
def test_our_own_pages_fit_a_phone_in_every_language(browser: Browser, own_site: Path, language: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    watched = Watched(context, f"{own_site.as_uri()}/")
    watched.page.goto(f"{own_site.as_uri()}/{language}{path}")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watched.wrong == []
    context.close()


def test_paper_is_white_even_for_readers_in_the_dark(browser: Browser, server: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(server + "guides/tea.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 24, 21)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('header.top')).display") == "none"
    context.close()
