"""The page of a record: what readers need first, what they can do, a box to tear off, and the way on to the next record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import until
from tests.conftest import SITES
from tests.pages import Element, read_page
from tests.test_site import build_small
from toolkit_builder.build import prepare
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.reading.settings import read_settings

NAMES = "label: {en: Label, de: Wort, ar: كلمة}"
TRAIL = f"""label: {{en: Trail, de: Pfad, ar: درب}}
plural: {{en: Trails, de: Pfade, ar: دروب}}
about: {{en: Ways., de: Wege., ar: طرق.}}
mark: TR
sections:
  - {{en: Before, de: Davor, ar: قبل}}
  - {{en: Start small, de: Klein anfangen, ar: ابدأ صغيرا, steps: 2, boxed: true}}
fields:
  home: {{kind: url, as: button, label: {{en: Get it, de: Holen, ar: احصل عليه}}}}
  hours: {{kind: number, key: true, label: {{en: Hours, de: Stunden, ar: ساعات}}}}
  group: {{kind: text, translate: true, key: true, label: {{en: Group, de: Gruppe, ar: مجموعة}}}}
  room: {{kind: text, translate: true, key: true, label: {{en: Room, de: Raum, ar: قاعة}}}}
  plain: {{kind: number, facet: true, label: {{en: Plain, de: Schlicht, ar: عادي}}}}
  read: {{kind: choice, from: levels, as: status, label: {{en: Read, de: Gelesen, ar: قُرئ}}}}
  open: {{kind: text, many: true, translate: true, as: status, label: {{en: Not known, de: Offen, ar: مجهول}}}}
  stops:
    kind: group
    many: true
    as: way
    label: {{en: Way, de: Weg, ar: طريق}}
    fields:
      text: {{kind: text, translate: true, required: true, {NAMES}}}
      guide: {{kind: reference, to: guides, {NAMES}}}
      beside: {{kind: reference, to: guides, {NAMES}}}
  others: {{kind: reference, to: guides, many: true, as: way, {NAMES}}}
"""
WALK = """---
title: A walk
summary: From tea to coffee.
home: https://example.org/walk
hours: 2
group: Six people
room: {room}
plain: 4
read: easy
open: [How far it is., Who walks.]
stops:
  - {{text: First, guide: tea}}
  - {{text: A break}}
  - {{text: Second, guide: milk, beside: coffee}}
  - {{text: Third, guide: coffee, beside: tea}}
others: [coffee, tea, water]
checked: 2026-01-05
---
Before all.

## Before

Think [of it](https://example.org/).[^1]

## Start small

Only two.

1. Boil water.
2. Wait.

### Then

Rest.

## After

The end.

[^1]: Really.
"""
WALK_DE = """---
title: Ein Spaziergang
summary: Vom Tee zum Kaffee.
group: Sechs Leute
stops:
  - {text: Zuerst}
  - {text: Pause}
  - {text: Dann}
  - {text: Zuletzt}
translation: {of: en, method: human}
---
## Davor

Nachdenken.

## Ganz klein

1. Wasser kochen.
2. Warten.

### Danach

Ruhen.

## Nachher

Schluss.
"""
MILK = "---\ntitle: Milk\nsummary: White.\ncountries: [GB]\nlevel: easy\ndraft: true\n---\nMilk.\n"
WATER = "---\ntitle: Water\nsummary: Clear.\ncountries: [JP]\nlevel: hard\n---\nWater.\n"
LONG = "A room with chairs, tables, much light, and somebody who opens the windows."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small toolkit with a trail; one of the guides that it names is a draft."""
    root = Path(copytree(SITES / "small", tmp_path_factory.mktemp("pages") / "small"))
    folder = root / "content/trails"
    folder.mkdir()
    (folder / "_type.yml").write_text(TRAIL, "utf-8")
    (folder / "walk.en.md").write_text(WALK.format(room=LONG), "utf-8")
    (folder / "walk.de.md").write_text(WALK_DE, "utf-8")
    (root / "content/guides/milk.en.md").write_text(MILK, "utf-8")
    (root / "content/guides/water.en.md").write_text(WATER, "utf-8")
    return build_small(root)


def page_of(site: Path, name: str) -> Element:
    return read_page(site / f"{name}.html")


def terms(element: Element) -> list[str]:
    return [term.text for term in element.all("dt")]


def test_what_matters_stands_under_the_title_and_nowhere_else(site: Path) -> None:
    page = page_of(site, "trails/walk")
    strip = page.one("section", class_="strip")
    assert terms(strip) == ["Hours", "Group"]
    assert [value.text for value in strip.all("dd")] == ["2", "Six people"]
    # What is too long to be read at a glance comes next, and what is no key behind the text.
    before, _, others = page.all("dl", class_="details")
    assert (terms(before), terms(others)) == (["Room"], ["Plain", "Shelf mark"])


def test_how_sure_a_record_is_stands_in_one_box(site: Path) -> None:
    box = page_of(site, "trails/walk").one("section", class_="how-sure")
    assert terms(box) == ["Read", "Not known", "Facts checked"]
    assert [sentence.text for sentence in box.all("li")] == ["How far it is.", "Who walks."]
    # A translation that has none of it shows the original's, and says in which language.
    german = page_of(site, "de/trails/walk").one("section", class_="how-sure")
    assert [sentence.one("span").attributes["lang"] for sentence in german.all("li")] == ["en", "en"]


def test_a_type_that_says_nothing_tells_its_facets(site: Path) -> None:
    assert terms(page_of(site, "guides/tea").one("section", class_="strip"))


@pytest.mark.parametrize(
    ("name", "said"), [("trails/walk", "Get it"), ("de/trails/walk", "Holen"), ("saved/trails/walk", "Get it")]
)
def test_the_thing_itself_is_one_click_away(site: Path, name: str, said: str) -> None:
    page = page_of(site, name)
    first = page.one("div", class_="buttons").all("a")[0]
    assert (first.text, first.attributes["href"]) == (said, "https://example.org/walk")
    # It is no fact, and no source.
    assert "example.org/walk" not in "".join(part.text for part in page.all("dl"))
    assert not page.all("ol", class_="sources")


@pytest.mark.parametrize(
    ("name", "heading", "words"),
    [
        ("trails/walk", "Start small", ["Only two.", "Boil water.", "Wait.", "Then", "Rest."]),
        # A heading of its own stands where the original has the one of the type.
        ("de/trails/walk", "Ganz klein", ["Wasser kochen.", "Warten.", "Danach", "Ruhen."]),
        ("saved/trails/walk", "Start small", ["Only two.", "Boil water.", "Wait.", "Then", "Rest."]),
    ],
)
def test_a_section_to_tear_off_stands_in_a_box(site: Path, name: str, heading: str, words: list[str]) -> None:
    box = page_of(site, name).one("section", class_="boxed")
    assert [title.text for title in box.all("h2")] == [heading]
    assert box.text.split() == " ".join([heading, *words]).split()


def test_a_record_on_a_way_leads_on(site: Path) -> None:
    page = page_of(site, "guides/tea")
    assert [line.text for line in page.all("p", class_="on-way")] == ["Step 1 of 4: A walk", "Step 2 of 3: A walk"]
    ways = page.one("nav", class_="ways")
    links = [(link.text, link.attributes["href"], link.attributes.get("rel")) for link in ways.all("a")]
    coffee = page_of(site, "guides/coffee").one("h1").text
    assert links == [
        ("A walk", "../trails/walk.html", None),
        # The break is about nothing, and milk is a draft: coffee is beside it, and so comes next.
        (coffee, "../guides/coffee.html", "next"),
        ("A walk", "../trails/walk.html", None),
        (coffee, "../guides/coffee.html", "prev"),
        ("Water", "../guides/water.html", "next"),
    ]


def test_a_page_is_drawn_again_when_what_comes_next_changes(site: Path) -> None:
    found = prepare(read_settings(site.parent)).site
    assert found is not None
    tea = found.library.records["guides/tea"]
    assert "guides/water" not in {kin.record_id for kin in found.related[tea.id]}
    assert "guides/water" in Keys(found).named(tea)


def test_a_page_is_drawn_again_when_its_stop_is_about_another_record(tmp_path: Path, site: Path) -> None:
    root = Path(copytree(site.parent, tmp_path / "small"))
    before = prepare(read_settings(root)).site
    milk = root / "content/guides/milk.en.md"
    milk.write_text(milk.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    after = prepare(read_settings(root)).site
    assert before is not None
    assert after is not None
    # Coffee is named beside milk, which nobody saw.
    keys = [Keys(one).record_page(one.library.records["guides/coffee"], "en") for one in (before, after)]
    assert keys[0] != keys[1]


def test_who_is_named_in_a_list_within_a_stop_is_no_stop(tmp_path: Path) -> None:
    root = Path(copytree(SITES / "small", tmp_path / "small"))
    folder = root / "content/trails"
    folder.mkdir()
    more = f"      more: {{kind: reference, to: guides, many: true, {NAMES}}}\n  others:"
    (folder / "_type.yml").write_text(TRAIL.replace("  others:", more), "utf-8")
    stops = "stops:\n  - {text: First, guide: tea, more: [coffee]}\n"
    walk = f"---\ntitle: A walk\nsummary: Short.\n{stops}---\n## Before\n\nB.\n\n## Start small\n\n1. One.\n2. Two.\n"
    (folder / "walk.en.md").write_text(walk, "utf-8")
    built = build_small(root)
    assert page_of(built, "guides/tea").all("nav", class_="ways")
    assert not page_of(built, "guides/coffee").all("nav", class_="ways")


def test_a_record_that_is_on_no_way_says_nothing_of_it(site: Path) -> None:
    assert not page_of(site, "people/ada").all("nav", class_="ways")


def test_a_way_looks_like_steps(site: Path) -> None:
    steps = page_of(site, "de/trails/walk").one("ol", class_="steps")
    assert [title.text for title in steps.all("h3")] == ["Zuerst", "Pause", "Dann", "Zuletzt"]


# In a browser -----------------------------------------------------------------------------------------------------------

_PLACES = """() => [...document.querySelectorAll("main :is(a, button, summary)")]
  .filter(one => one.checkVisibility()).map(one => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    return { top, bottom, left, right, said: one.textContent.trim() };
  })"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 500, 740, 900, 1020, 1280, 1600])
@pytest.mark.parametrize("name", ["trails/walk", "ar/trails/walk", "guides/tea"])
def test_the_keyboard_never_jumps_against_the_eye(site: Path, page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / f"{name}.html").as_uri())
    found = page.evaluate(_PLACES)
    assert len(found) > 5
    start, end = ("right", "left") if name.startswith("ar/") else ("left", "right")
    sign = -1 if start == "right" else 1
    for one, after in pairwise(found):
        # What comes next lies below, or beside it in the direction of reading.
        is_beside = sign * (after[start] - one[end]) >= -1
        assert is_beside or after["top"] > one["top"] + 1, (one, after)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


_COPIES = """Object.defineProperty(navigator, "clipboard", {value: {writeText: text => {
  window.written = text; return window.refuses ? Promise.reject() : Promise.resolve();
}}});"""


@pytest.mark.browser
def test_a_page_from_the_disk_shares_its_address_online(site: Path, page: Page) -> None:
    page.add_init_script(_COPIES)
    page.goto((site / "de/trails/walk.html").as_uri() + "#davor")
    page.get_by_role("button", name="Teilen").click()
    expect(page.locator(".buttons [role=status]")).to_have_text("Kopiert")
    assert page.evaluate("window.written") == "https://example.org/small/de/trails/walk.html"


@pytest.mark.browser
def test_an_address_that_cannot_be_copied_is_there_to_be_read(site: Path, page: Page) -> None:
    page.add_init_script(_COPIES + "window.refuses = true")
    page.goto((site / "trails/walk.html").as_uri())
    page.get_by_role("button", name="Share").click()
    expect(page.locator(".buttons [role=status]")).to_contain_text("https://example.org/small/trails/walk.html")
    assert page.evaluate("getSelection().toString()") == "https://example.org/small/trails/walk.html"


@pytest.mark.browser
def test_the_system_shares_where_it_can(site: Path, page: Page) -> None:
    page.add_init_script("""navigator.share = told => {
      window.told = told; return Promise.reject(new DOMException("no", "AbortError"));
    };""")
    page.goto((site / "trails/walk.html").as_uri())
    page.get_by_role("button", name="Share").click()
    until(page, lambda: page.evaluate("window.told"))
    assert page.evaluate("window.told.url") == "https://example.org/small/trails/walk.html"
    expect(page.locator(".buttons [role=status]")).to_be_empty()


@pytest.mark.browser
def test_where_the_system_refuses_to_share_the_address_is_copied(site: Path, page: Page) -> None:
    refused = 'navigator.share = () => Promise.reject(new DOMException("no", "NotAllowedError"));'
    page.add_init_script(_COPIES + refused)
    page.goto((site / "trails/walk.html").as_uri())
    page.get_by_role("button", name="Share").click()
    expect(page.locator(".buttons [role=status]")).to_have_text("Copied")
    assert page.evaluate("window.written") == "https://example.org/small/trails/walk.html"
