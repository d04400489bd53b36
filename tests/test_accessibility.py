"""axe-core finds nothing: every kind of page, in six languages, on phones and wide screens, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import search_field

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "de", "fr", "es", "pl", "ar")

PAGES = {
    "home": "index.html",
    "catalogue": "models/index.html",
    "catalogue as table": "tools/index.html#_view=table",
    "catalogue with filters": "models/index.html#countries=AT&countries=FI",
    "catalogue with nothing in it": "models/index.html#countries=AZ&skills=wellbeing",
    "everything": "everything.html",
    "page of everything": "everything.4.html",
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
    "matrix turned": "what-works.html#_turned=1",
    "matrix by group": "what-works.html#_group=audiences",
    "charts": "collection.html",
    "scale": "evidence-scale.html",
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
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that read colours: the slowest by far, and the only ones for which light and dark are two things."""
ONLY_COLOURS = {**OPTIONS, "runOnly": {"type": "rule", "values": COLOURS}}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@dataclass(frozen=True)
class Look:
    """A width, a scheme, and what is looked for."""

    width: int
    scheme: Literal["light", "dark"]
    options: Mapping[str, object] = field(default_factory=lambda: OPTIONS)


# All rules at both widths, and in both schemes the colours at both.
ALL_LOOKS = (Look(360, "dark"), Look(1280, "light"), Look(360, "light", ONLY_COLOURS), Look(1280, "dark", ONLY_COLOURS))
PHONE, WIDE = ALL_LOOKS[:2]
# English and Arabic at both widths. Where lines begin and what a width shows does not depend on the language otherwise:
# each of the others is looked at on a phone or on a wide screen.
LOOKS = {"en": ALL_LOOKS, "ar": (PHONE, WIDE), "de": (PHONE,), "fr": (WIDE,), "es": (PHONE,), "pl": (WIDE,)}
# Lists of hundreds are looked at to their end in one language: in the others, the same cards, rows and bars hold other words.
LONG = [[f"{one}:nth-child(n+30)"] for one in ("li", "tr")]


def violations(page: Page, within: str = "html", options: Mapping[str, object] = OPTIONS, is_whole: bool = True) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    context = {"include": [[within]], "exclude": [] if is_whole else LONG}
    found: list[dict[str, Any]] = page.evaluate(
        "([context, options]) => axe.run(context, options).then(all => all.violations)", [context, options]
    )
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def everywhere(page: Page, within: str = "html", looks: Iterable[Look] = ALL_LOOKS, is_whole: bool = True) -> list[str]:
    found = []
    for look in looks:
        page.set_viewport_size({"width": look.width, "height": 900})
        page.emulate_media(color_scheme=look.scheme)
        # Colours may change little by little.
        page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => 0)")
        wrong = violations(page, within, look.options, is_whole)
        found += [f"{within} {look.width} {look.scheme} {one}" for one in wrong]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(page: Page, own_site: Path, language: str, path: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    page.goto("about:blank")
    page.goto(f"{own_site.as_uri()}/{folder}{path}")
    assert everywhere(page, looks=LOOKS[language], is_whole=language == "en") == []


FORMS = {
    "its beginning": "",
    "a new story": "#new=stories",
    "a unit with many groups": "#correct=units/listening",
    "a translation": "#translate=stories/failte-isteach-growth",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", FORMS.values(), ids=FORMS.keys())
def test_axe_finds_nothing_in_the_form(page: Page, own_site: Path, language: str, state: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    page.goto("about:blank")
    page.goto(f"{own_site.as_uri()}/{folder}contribute-form.html{state}")
    page.locator("[data-form] h2").first.wait_for()
    if send := page.locator(".send .button").all():
        # With all that is wrong.
        with page.expect_download():
            send[-1].click()
        page.locator(".problems p").first.wait_for()
    assert everywhere(page, looks=LOOKS[language], is_whole=language == "en") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_what_opens(page: Page, own_site: Path, language: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{own_site.as_uri()}/{folder}index.html")
    page.locator("details.menu summary").click()
    looks = LOOKS[language]
    found = everywhere(page, "details.menu", looks)
    page.keyboard.press("Escape")
    search_field(page).fill("mentor")
    page.locator("#page\\:search-found [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    found += everywhere(page, "form.search", looks, is_whole=language == "en")
    page.goto(f"{own_site.as_uri()}/{folder}models/index.html")
    page.set_viewport_size({"width": 360, "height": 900})
    page.locator("[data-filters]").click()
    found += everywhere(page, ".catalogue", looks, is_whole=language == "en")
    page.goto(f"{own_site.as_uri()}/{folder}models/duo-for-a-job.html")
    for one in page.locator(".cite summary").all():
        one.click()
    found += everywhere(page, ".cite", looks, is_whole=language == "en")
    assert found == []


def test_axe_finds_nothing_where_a_reader_got_lost(page: Page, own_server: str) -> None:
    page.goto(f"{own_server}404.html")
    assert everywhere(page) == []


def test_axe_finds_nothing_on_the_first_page_of_the_zip(page: Page, own_zip: Path) -> None:
    page.goto((own_zip / "START-HERE.html").as_uri())
    assert everywhere(page) == []


def test_axe_finds_something_where_there_is_something(page: Page) -> None:
    page.set_content('<html><body><img src="x.png"><p style="color:#ccc">pale</p></body></html>')

    def rules(options: Mapping[str, object]) -> set[str]:
        return {one.partition(":")[0] for one in violations(page, options=options)}

    assert rules(OPTIONS) >= {"image-alt", "color-contrast", "document-title"}
    assert rules(ONLY_COLOURS) == {"color-contrast"}


def test_axe_looks_at_the_beginning_of_every_list(page: Page) -> None:
    page.set_content(f"<ul>{'<li><img src=x.png></li>' * 40}</ul><table>{'<tr><td><img src=x.png>' * 40}</table>")
    found = [sum(one.startswith("image-alt") for one in violations(page, is_whole=whole)) for whole in (True, False)]
    assert found == [80, 58]
