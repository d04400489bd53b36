"""axe-core finds nothing: every kind of page, in six languages, on phones and wide screens, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "de", "fr", "es", "pl", "ar")

PAGES = {
    "home": "index.html",
    "catalogue": "models/index.html",
    "catalogue as table": "tools/index.html#_view=table",
    "catalogue with filters": "models/index.html#countries=AT&countries=FI",
    "catalogue with nothing in it": "models/index.html#countries=AZ&skills=wellbeing",
    "everything": "everything.html",
    "model": "models/duo-for-a-job.html",
    "retired tool": "tools/skype.html",
    "element with findings": "elements/plan-the-ending.html",
    "evidence": "evidence/raposa-2019.html",
    "term": "terms/mentor.html",
    "training unit": "units/listening.html",
    "pathway": "pathways/become-a-peer-coach.html",
    "shelf without records": "partners/index.html",
    "record in one language": "models/seniors-in-action-pl.html",
    "matrix": "what-works.html",
    "map": "where.html",
    "overview": "skills-overview.html",
    "timeline": "evidence-by-year.html",
    "glossary": "glossary.html",
    "start": "start-programme.html",
    "take away": "take-away.html",
    "accessibility": "accessibility.html",
    "saved as one file": "saved/models/duo-for-a-job.html",
}

# axe-core as the package brings it; its own Python reads files without saying in which encoding.
AXE_SCRIPT = next(file for file in files("axe-playwright-python") or () if file.name == "axe.min.js").read_text("utf-8")

# All rules for WCAG 2.0 to 2.2, A and AA, and axe's own advice on top; none is left out.
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


def violations(page: Page, within: str = "html") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "([within, options]) => axe.run(within, options).then(all => all.violations)", [within, OPTIONS]
    )
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


ALL_LOOKS = ((360, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))
BOTH_WIDTHS_AND_SCHEMES = ((360, "dark"), (1280, "light"))


def _everywhere(page: Page, within: str = "html", looks: Iterable[tuple[int, str]] = ALL_LOOKS) -> list[str]:
    found = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{within} {width} {scheme} {one}" for one in violations(page, within)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(page: Page, own_site: Path, language: str, path: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    page.goto("about:blank")
    page.goto(f"{own_site.as_uri()}/{folder}{path}")
    # What a width does to a colour does not depend on the language, only on where a line begins.
    assert _everywhere(page, looks=ALL_LOOKS if language in ("en", "ar") else BOTH_WIDTHS_AND_SCHEMES) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_what_opens(page: Page, own_site: Path, language: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{own_site.as_uri()}/{folder}index.html")
    page.locator("details.menu summary").click()
    found = _everywhere(page, "details.menu")
    page.keyboard.press("Escape")
    page.locator("#page\\:search").fill("mentor")
    page.locator("#page\\:search-found [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    found += _everywhere(page, "form.search")
    page.goto(f"{own_site.as_uri()}/{folder}models/index.html")
    page.set_viewport_size({"width": 360, "height": 900})
    page.locator("[data-filters]").click()
    found += _everywhere(page, ".catalogue")
    page.goto(f"{own_site.as_uri()}/{folder}models/duo-for-a-job.html")
    for one in page.locator(".cite summary").all():
        one.click()
    found += _everywhere(page, ".cite")
    assert found == []


def test_axe_finds_nothing_where_a_reader_got_lost(page: Page, own_server: str) -> None:
    page.goto(f"{own_server}404.html")
    assert _everywhere(page) == []


def test_axe_finds_nothing_on_the_first_page_of_the_zip(page: Page, own_zip: Path) -> None:
    page.goto((own_zip / "START-HERE.html").as_uri())
    assert _everywhere(page) == []


def test_axe_finds_something_where_there_is_something(page: Page) -> None:
    page.set_content('<html><body><img src="x.png"><p style="color:#ccc">pale</p></body></html>')
    assert {one.partition(":")[0] for one in violations(page)} >= {"image-alt", "color-contrast", "document-title"}
