"""What readers see when a file of the search does not come, or something else comes in its place; and when texts come late."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser import until
from tests.conftest import SITES, serve
from tests.test_site import build_small
from toolkit_builder.words import words

pytestmark = pytest.mark.browser

ENGINE = (
    "minisearch/minisearch.js", "search-turns.js", "search-words.js", "search-index.js", "search-scores.js",
    "search-meanings.js", "search-engine.js", "search-marks.js", "search-results.js", "search-spelling.js", "records.js",
)  # fmt: skip
LANGUAGES = ("en", "de", "ar")
FAILED = "The search could not be loaded."
TEXTS_FAILED = "Only titles and summaries were searched: the texts could not be loaded."


def told(language: str, text: str) -> str:
    return words(language).gettext(text)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small toolkit with twelve more guides: two have *kettle* in their titles, and all of them in their texts."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("failing") / "small"))
    for number in range(12):
        title = f"Kettle {number}" if number in (3, 7) else f"Guide {number}"
        header = {"title": title, "summary": "S.", "countries": ["GB"], "level": "easy"}
        lines = [f"{key}: {json.dumps(value)}" for key, value in header.items()]
        text = "\n".join(["---", *lines, "---", f"Fill the kettle {'and the pot ' * number}.", ""])
        (root / f"content/guides/more-{number}.en.md").write_text(text, "utf-8")
    return build_small(root, 1)


# That a file does not come is told in two ways, by the disk and by a server; what a page makes of it is the same.
AT_BOTH_PLACES = pytest.mark.parametrize("base", ["file", "http"], indirect=True, scope="module")


@pytest.fixture(scope="module", params=["file"])
def base(site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "file":
        yield f"{site.as_uri()}/"
    else:
        yield from serve(site)


class Reader:
    """A page on which some files do not come: they fail, or something comes that is no script."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.missing: tuple[str, ...] = ()
        self.instead: str | None = None
        page.route("**/*.js", self._answer)

    def _answer(self, route: Route) -> None:
        if not route.request.url.endswith(self.missing or "-"):
            route.continue_()
        elif self.instead is None:
            route.abort()
        else:
            route.fulfill(body=self.instead, content_type="text/javascript")

    def open(self, path: str) -> Page:
        # Not until all is loaded: some tests hold files back.
        self.page.goto(self.base + path, wait_until="domcontentloaded")
        return self.page

    def hold(self, name: str) -> Callable[[], Route]:
        """Hold a file back; returns what waits until it is asked for, and gives the request."""
        waiting: list[Route] = []

        def wait(route: Route) -> None:
            waiting.append(route)

        def asked() -> Route:
            until(self.page, lambda: waiting)
            return waiting[0]

        self.page.route(f"**/{name}", wait)
        return asked

    @property
    def field(self) -> Locator:
        return self.page.locator("#page\\:search")

    @property
    def failure(self) -> Locator:
        return self.page.locator("header form.search .failed")

    @property
    def found(self) -> Locator:
        return self.page.locator("#page\\:search-found [role=option]")


@pytest.fixture
def reader(browser: Browser, base: str) -> Iterator[Reader]:
    context = browser.new_context()
    yield Reader(context.new_page(), base)
    context.close()


def prefix(language: str) -> str:
    return "" if language == "en" else f"{language}/"


LOGIN = "<!doctype html><title>Log in</title>"


@AT_BOTH_PLACES
@pytest.mark.parametrize(
    ("name", "instead"),
    [
        *((name, None) for name in ENGINE),
        (ENGINE[0], LOGIN),
        ("records.js", LOGIN),
        ("records.js", ""),
        ("records.js", "toolkit.take("),
    ],
)
def test_the_field_says_that_search_failed_and_tries_again(reader: Reader, name: str, instead: str | None) -> None:
    reader.missing, reader.instead = (name,), instead
    reader.open("index.html")
    reader.field.fill("kettle")
    expect(reader.failure).to_be_visible()
    expect(reader.failure.locator("p:visible")).to_have_text([FAILED])
    assert reader.found.count() == 0
    # As long as the file does not come, trying again ends in the same words.
    reader.failure.get_by_role("button").click()
    expect(reader.failure).to_be_visible()
    reader.missing = ()
    reader.failure.get_by_role("button").click()
    expect(reader.found.first).to_contain_text("Kettle")
    expect(reader.failure).to_be_hidden()
    assert reader.page.evaluate("document.activeElement.id") == "page:search"
    # Each record once, though some files were asked for twice.
    expect(reader.found).to_have_count(9)
    assert len(set(reader.found.evaluate_all("all => all.map(one => one.href)"))) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_is_told_in_their_language(reader: Reader, language: str) -> None:
    reader.missing = ("records.js", "texts-1.js")
    reader.open(f"{prefix(language)}index.html")
    reader.field.fill("kettle")
    expect(reader.failure.locator("p:visible")).to_have_text([told(language, FAILED)])
    expect(reader.failure.get_by_role("button")).to_have_text(told(language, "Try again"))
    reader.missing = ("texts-1.js",)
    reader.failure.get_by_role("button").click()
    expect(reader.failure.locator("p:visible")).to_have_text([told(language, TEXTS_FAILED)])
    assert reader.failure.get_attribute("role") == "alert"


def test_typing_on_tries_again(reader: Reader) -> None:
    reader.missing = ("search-engine.js",)
    reader.open("index.html")
    reader.field.fill("kettl")
    expect(reader.failure).to_be_visible()
    reader.missing = ()
    reader.field.press("e")
    expect(reader.found.first).to_contain_text("Kettle")
    expect(reader.failure).to_be_hidden()


@AT_BOTH_PLACES
def test_without_texts_titles_are_found_and_the_reader_is_told(reader: Reader) -> None:
    reader.missing = ("texts-1.js",)
    reader.open("index.html")
    reader.field.fill("kettle")
    expect(reader.failure.locator("p:visible")).to_have_text([TEXTS_FAILED])
    expect(reader.found).to_have_count(2)
    reader.missing = ()
    reader.field.press("Tab")
    reader.page.keyboard.press("Enter")
    expect(reader.found).to_have_count(9)
    expect(reader.failure).to_be_hidden()


def test_who_leaves_the_field_is_not_called_back(reader: Reader) -> None:
    reader.missing = ("records.js",)
    page = reader.open("index.html")
    reader.field.fill("kettle")
    expect(reader.failure).to_be_visible()
    reader.field.press("Escape")
    expect(reader.failure).to_be_hidden()
    assert reader.field.get_attribute("aria-expanded") == "false"
    page.locator("h1").click()
    expect(reader.failure).to_be_hidden()


# Catalogue --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["search-index.js", "records.js"])
def test_a_failed_search_lists_nothing_as_found(reader: Reader, name: str) -> None:
    reader.missing = (name,)
    page = reader.open("everything.html#_q=kettle")
    failure = page.locator(".catalogue .failed")
    expect(failure.locator("p:visible")).to_have_text([FAILED])
    expect(page.locator(".card:visible")).to_have_count(0)
    assert page.locator(".total").inner_text() == ""
    assert not page.locator(".empty").is_visible()
    assert set(page.locator(".facets .many").all_inner_texts()) == {""}
    # Filters and table do not change that; without the query everything is listed.
    page.locator(".facets input").first.check()
    page.locator("[data-view=table]").click()
    expect(page.locator("tbody tr:visible")).to_have_count(0)
    page.locator("[data-view=cards]").click()
    expect(failure).to_be_visible()
    page.locator(".facets input").first.uncheck()
    page.locator(".chip").click()
    expect(page.locator(".card:visible")).to_have_count(15)
    expect(failure).to_be_hidden()
    assert page.locator(".total").inner_text() == "15 of 15 records"


@AT_BOTH_PLACES
def test_a_failed_search_of_a_list_is_tried_again(reader: Reader) -> None:
    reader.missing = ("records.js",)
    page = reader.open("everything.html#_q=kettle")
    button = page.locator(".catalogue .failed button")
    button.click()
    expect(button).to_be_visible()
    reader.missing = ()
    button.click()
    expect(page.locator(".total")).to_have_text("12 of 15 records")
    expect(page.locator(".card:visible")).to_have_count(12)
    expect(page.locator(".card:visible").first).to_contain_text("Kettle")
    expect(button).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "total"


def test_a_list_searched_without_texts_says_so(reader: Reader) -> None:
    reader.missing = ("texts-1.js",)
    page = reader.open("everything.html#_q=kettle")
    expect(page.locator(".catalogue .failed p:visible")).to_have_text([TEXTS_FAILED])
    expect(page.locator(".card:visible")).to_have_count(2)
    reader.missing = ()
    page.locator(".catalogue .failed button").click()
    expect(page.locator(".card:visible")).to_have_count(12)


def test_as_long_as_there_is_no_answer_nothing_is_listed_as_found(reader: Reader) -> None:
    asked = reader.hold("records.js")
    page = reader.open("everything.html#_q=kettle")
    expect(page.locator(".total")).to_have_text("Searching …")
    expect(page.locator(".card:visible")).to_have_count(0)
    assert not page.locator(".empty").is_visible()
    reader.field.fill("tea")
    expect(page.locator("header form.search [role=status]")).to_have_text("Searching …")
    asked().continue_()
    expect(page.locator(".card:visible")).to_have_count(12)
    expect(reader.found.first).to_contain_text("tea")


# The scripts of the page itself -----------------------------------------------------------------------------------------


@AT_BOTH_PLACES
@pytest.mark.parametrize(
    ("name", "instead"),
    [*((name, None) for name in ("directions.js", "en/words.js", "/search.js", "search-field.js")), ("toolkit.js", "var = 1")],
)
def test_a_field_without_its_scripts_says_so(reader: Reader, name: str, instead: str | None) -> None:
    reader.missing, reader.instead = (name,), instead
    page = reader.open("index.html")
    expect(reader.failure).to_be_hidden()
    reader.field.fill("kettle")
    expect(reader.failure.locator("p:visible")).to_have_text([FAILED])
    page.locator("h1").click()
    expect(reader.failure).to_be_hidden()
    reader.field.press("Enter")
    reader.missing = ()
    with page.expect_navigation():
        reader.failure.get_by_role("button").click()
    reader.field.fill("kettle")
    expect(reader.found.first).to_contain_text("Kettle")


@pytest.mark.parametrize("name", ["en/words.js", "catalogue.js"])
def test_a_list_without_its_scripts_says_so(reader: Reader, name: str) -> None:
    reader.missing = (name,)
    page = reader.open("everything.html#_q=kettle")
    failure = page.locator(".catalogue .failed")
    expect(failure.locator("p:visible")).to_have_text(["The filters could not be loaded: all records are listed."])
    reader.missing = ()
    with page.expect_navigation():
        failure.get_by_role("button").click()
    expect(page.locator(".card:visible")).to_have_count(12)
    expect(failure).to_be_hidden()


@AT_BOTH_PLACES
def test_where_all_is_well_nobody_is_told_of_failures(reader: Reader) -> None:
    for path in ("index.html", "guides/index.html", "everything.html#_q=kettle", "guides/tea.html"):
        page = reader.open(path)
        reader.field.fill("kettle")
        expect(reader.found).to_have_count(9)
        assert page.locator(".failed:visible").count() == 0
        reader.page.goto("about:blank")


# Texts that come late ---------------------------------------------------------------------------------------------------


def late(reader: Reader, query: str) -> Route:
    """Ask, with the texts held back."""
    asked = reader.hold("texts-1.js")
    reader.open("index.html")
    reader.field.fill(query)
    expect(reader.found.first).to_be_visible()
    return asked()


def chosen(reader: Reader) -> str:
    """Return the address of the selected option; that it is the only one, seen, and told to screen readers."""
    selected = reader.page.locator("#page\\:search-found [aria-selected=true]")
    expect(selected).to_have_count(1)
    expect(selected).to_be_in_viewport()
    assert reader.field.get_attribute("aria-activedescendant") == selected.get_attribute("id")
    return str(selected.get_attribute("href"))


@AT_BOTH_PLACES
def test_the_selected_record_stays_selected_when_texts_come(reader: Reader) -> None:
    texts = late(reader, "kettle")
    expect(reader.found).to_have_count(2)
    reader.field.press("ArrowDown")
    reader.field.press("ArrowDown")
    before = chosen(reader)
    assert before.endswith("more-7.html")
    texts.continue_()
    expect(reader.found).to_have_count(9)
    assert chosen(reader) == before
    reader.field.press("Enter")
    reader.page.wait_for_url("**/guides/more-7.html")


def test_a_selected_record_stays_though_better_ones_fill_the_list(reader: Reader) -> None:
    # Where the texts are not known, a title that is nearly the word is the best there is.
    texts = late(reader, "kettel 7")
    reader.field.press("ArrowUp")
    before = chosen(reader)
    texts.continue_()
    reader.page.wait_for_timeout(0)
    expect(reader.found.last).to_be_visible()
    assert chosen(reader) == before


def test_without_a_selection_none_is_made_when_texts_come(reader: Reader) -> None:
    texts = late(reader, "kettle")
    texts.continue_()
    expect(reader.found).to_have_count(9)
    assert reader.page.locator("#page\\:search-found [aria-selected=true]").count() == 0
    assert reader.field.get_attribute("aria-activedescendant") is None


def test_a_list_that_was_closed_stays_closed_when_texts_come(reader: Reader) -> None:
    texts = late(reader, "kettle")
    reader.field.press("Escape")
    texts.continue_()
    reader.page.evaluate("toolkit.load(document.querySelector('form.search').dataset.root + 'data/search/en/texts-1.js')")
    reader.page.evaluate("toolkit.indexed()")
    assert reader.field.get_attribute("aria-expanded") == "false"
    assert not reader.found.first.is_visible()


def test_another_query_has_no_selection(reader: Reader) -> None:
    reader.open("index.html")
    reader.field.fill("kettle")
    expect(reader.found).to_have_count(9)
    reader.field.press("ArrowDown")
    chosen(reader)
    # A space more is the same query: the selection stays.
    reader.field.press("Space")
    chosen(reader)
    reader.field.press_sequentially("3")
    expect(reader.page.locator("#page\\:search-found [aria-selected=true]")).to_have_count(0)
    assert reader.field.get_attribute("aria-activedescendant") is None
