"""Units that can be run and handed out: steps on a clock, questions, cards, sections first, and a sheet for each on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import SITES
from tests.pages import Element, read_page
from tests.test_site import build_small
from toolkit_builder.model.fields import Field
from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.exercises import shuffled, starts_of
from toolkit_builder.publishing.sheets import _pieces

TYPE = """label: {en: Unit, de: Einheit, ar: وحدة}
plural: {en: Units, de: Einheiten, ar: وحدات}
mark: UN
sections:
  - {en: Before, de: Vorher, ar: قبل, lead: true}
  - {en: Hand-out, de: Blatt, ar: ورقة, sheet: true}
fields:
  steps:
    kind: group
    many: true
    lead: true
    as: steps
    label: {en: Steps, de: Schritte, ar: خطوات}
    fields:
      title: {kind: text, translate: true, required: true, label: {en: Step, de: Schritt, ar: خطوة}}
      minutes: {kind: number, as: minutes, label: {en: Minutes, de: Minuten, ar: دقائق}}
      do: {kind: text, many: true, translate: true, label: {en: Do, de: Tun, ar: افعل}}
      say: {kind: text, many: true, as: speech, translate: true, label: {en: Say, de: Sagen, ar: قل}}
  decks:
    kind: group
    many: true
    as: cards
    label: {en: Cards, de: Karten, ar: بطاقات}
    fields:
      title: {kind: text, required: true, label: {en: Set, de: Satz, ar: مجموعة}}
      cards: {kind: text, many: true, required: true, label: {en: Cards, de: Karten, ar: بطاقات}}
  quiz:
    kind: group
    many: true
    as: questions
    label: {en: Quiz, de: Quiz, ar: اختبار}
    fields:
      question: {kind: text, translate: true, required: true, label: {en: Question, de: Frage, ar: سؤال}}
      answers: {kind: text, many: true, translate: true, required: true, label: {en: Answers, de: Antworten, ar: إجابات}}
      right: {kind: number, required: true, entry_of: answers, label: {en: Right answer, de: Richtig, ar: الصحيح}}
      why: {kind: text, translate: true, label: {en: Why, de: Warum, ar: لماذا}}
"""
UNIT = """---
title: Boil water
summary: A lesson.
steps:
  - {title: Fill, minutes: 5, do: [Fill the pot.], say: [Now we fill it.]}
  - {title: Heat, minutes: 70}
decks:
  - {title: Signs, cards: [it sings, it steams, it boils]}
quiz:
  - {question: How hot?, answers: [Cold, Warm, Hot, Icy], right: 3.0, why: It steams.}
---
Water is wet.

## Alone

One can do it alone.

## Before

Buy a pot.

## Hand-out

### My page

Water boils.

## From

From the well.
"""
UNIT_DE = """---
title: Wasser kochen
summary: Eine Stunde.
steps:
  - {title: Füllen, do: [Topf füllen.], say: [Jetzt füllen wir.]}
  - {title: Heizen}
quiz:
  - {question: Wie heiß?, answers: [Kalt, Warm, Heiß, Eisig], why: Es dampft.}
translation: {of: en, method: human}
---
Wasser ist nass.

## Allein

Es geht allein.

## Zuerst

Kaufen Sie einen Topf.

## Blatt

### Meine Seite

Wasser kocht.

## Woher

Aus dem Brunnen.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(copytree(SITES / "small", tmp_path_factory.mktemp("exercises") / "small"))
    folder = root / "content" / "units"
    folder.mkdir()
    (folder / "_type.yml").write_text(TYPE, "utf-8")
    (folder / "water.en.md").write_text(UNIT, "utf-8")
    (folder / "water.de.md").write_text(UNIT_DE, "utf-8")
    return build_small(root)


def main_column(site: Path, prefix: str = "") -> Element:
    return read_page(site / f"{prefix}units/water.html").one("div", class_="main-column")


def test_a_box_ends_the_sheet_before_it_and_may_be_one() -> None:
    box = '<section class="boxed">\n<h2 id="try">Try</h2><p>One.</p></section>'
    html = f'<p>Begin.</p><h2 id="sheet">Sheet</h2><p>A</p>{box}<h2>Raw</h2><p>B</p>'
    assert [*_pieces(html)] == [
        ("", "<p>Begin.</p>"),
        ("sheet", '<h2 id="sheet">Sheet</h2><p>A</p>'),
        ("try", box),
        ("", "<h2>Raw</h2><p>B</p>"),
    ]


# Steps ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "spans"),
    [
        ([5, 10, 50], [("0:00", "0:05"), ("0:05", "0:15"), ("0:15", "1:05")]),
        ([2.5, 2.5], [("0:00", "0:02"), ("0:02", "0:05")]),
        ([5, None, 10], [("0:00", "0:05"), ("", ""), ("", "")]),
        ([5, -10, 10], [("0:00", "0:05"), ("", ""), ("", "")]),
        ([], []),
    ],
)
def test_steps_count_from_the_beginning_as_long_as_all_say_how_long(
    minutes: list[float | None], spans: list[tuple[str, str]]
) -> None:
    field = Field("steps", "group", many=True, fields=(Field("length", "number", display="minutes"),))
    assert starts_of(field, [{} if length is None else {"length": length} for length in minutes]) == spans


@pytest.mark.parametrize(("prefix", "lengths"), [("", ["5 min", "70 min"]), ("de/", ["5 Min.", "70 Min."])])
def test_each_step_says_when_it_is_what_to_do_and_what_to_say(site: Path, prefix: str, lengths: list[str]) -> None:
    steps = main_column(site, prefix).one("ol", class_="steps")
    times = [" ".join(time.text.split()) for time in steps.all("p", class_="time")]
    assert times == [f"0:00–0:05 {lengths[0]}", f"0:05–1:15 {lengths[1]}"]
    said = [item.text for item in steps.one("ul", class_="speech").all("li")]
    assert said == ["Jetzt füllen wir." if prefix else "Now we fill it."]


# Questions --------------------------------------------------------------------------------------------------------------


def test_answers_are_shuffled_alike_in_all_languages_and_one_is_right(site: Path) -> None:
    there = [main_column(site, prefix).one("fieldset").all("label") for prefix in ("", "de/")]
    right = [["data-right" in label.one("input").attributes for label in labels] for labels in there]
    assert right[0] == right[1]
    assert right[0].count(True) == 1
    words = [[label.text.strip() for label in labels] for labels in there]
    assert [dict(zip(words[0], words[1], strict=True))[word] for word in ("Cold", "Warm", "Hot", "Icy")] == [
        "Kalt", "Warm", "Heiß", "Eisig",
    ]  # fmt: skip
    assert words[0][right[0].index(True)] == "Hot"


def test_no_place_is_right_more_often_than_another() -> None:
    answers = [Shown(word) for word in "abcd"]
    places = [[a.is_right for a in shuffled(answers, 1, f"units/{seed}")].index(True) for seed in range(400)]
    assert all(60 < places.count(place) < 140 for place in range(4))
    assert shuffled(answers, 1, "units/7") == shuffled(answers, 1, "units/7")


def test_without_scripts_the_right_answer_is_folded_away_in_words(site: Path) -> None:
    question = main_column(site, "de/").one("ol", class_="questions")
    assert [paragraph.text for paragraph in question.one("details").all("p")] == ["Richtig: Heiß", "Warum: Es dampft."]


# Sheets -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "headings"),
    [
        ("", ["Before", "Steps", "Alone", "Hand-out", "From", "Cards", "Quiz"]),
        # A translation with a heading of its own: its place in the original tells which one it is.
        ("de/", ["Zuerst", "Schritte", "Allein", "Blatt", "Woher", "Karten", "Quiz"]),
    ],
)
def test_a_section_that_leads_comes_first_and_all_others_stay(site: Path, prefix: str, headings: list[str]) -> None:
    column = main_column(site, prefix)
    assert [heading.text for heading in column.all("h2")][:7] == headings
    assert "Quiz" in column.all("h2")[-1].text


@pytest.mark.parametrize(
    ("page", "titles"),
    [("units/water.html", ["Run sheet", "Hand-out", "Cards", "Quiz"]), ("guides/tea.html", [])],
)
def test_readers_choose_what_they_print(site: Path, page: str, titles: list[str]) -> None:
    buttons = [button for button in read_page(site / page).all("button") if "data-print-sheet" in button.attributes]
    assert [button.text for button in buttons] == titles


def test_the_foot_of_each_page_says_whose_it_is(site: Path) -> None:
    for page in ("units/water.html", "saved/units/water.html"):
        foot = read_page(site / page).one("html").attributes["data-foot"]
        assert "Boil water" in foot
        assert "CC BY 4.0" in foot


@pytest.fixture
def page(site: Path, browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(color_scheme="light")
    opened.goto((site / "units/water.html").as_uri())
    # A dialog of the system is nothing for a test; what it would have printed is.
    opened.evaluate("window.print = () => {}")
    yield opened
    opened.close()


def pages(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


SEEN = """() => [...document.querySelectorAll('h2')]
  .filter((title) => title.checkVisibility()).map((title) => title.innerText.trim())"""


def printed(page: Page) -> list[str]:
    page.emulate_media(media="print")
    return [str(title) for title in page.evaluate(SEEN)]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sheet", "titles", "number"),
    [
        ("Run sheet", ["Steps"], 1),
        ("Hand-out", ["Hand-out"], 1),
        ("Cards", ["Cards"], 1),
        ("Quiz", ["Quiz", "Quiz – Answers"], 2),
    ],
)
def test_a_sheet_is_printed_alone(page: Page, sheet: str, titles: list[str], number: int) -> None:
    page.get_by_role("group", name="Print one sheet").get_by_role("button", name=sheet).click()
    assert printed(page) == titles
    assert pages(page) == number


@pytest.mark.browser
def test_printed_as_a_whole_each_sheet_has_its_own_page_and_the_answers_are_last(page: Page) -> None:
    # What one prepares, the steps, what is good to know, hand-out, cards, questions, answers.
    assert pages(page) == 7
    assert printed(page)[-1] == "Quiz – Answers"


@pytest.mark.browser
def test_on_paper_what_to_do_begins_where_what_to_say_does(page: Page) -> None:
    page.emulate_media(media="print")
    step = page.locator(".steps > li").first
    labels = step.locator(".to-sentences > p.small, .to-speech > p.small")
    tops = labels.evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
    assert len(tops) == 2
    assert tops[0] == tops[1]


@pytest.mark.browser
def test_the_steps_alone_fill_the_screen(page: Page) -> None:
    page.get_by_role("button", name="Steps alone").click()
    assert page.evaluate(SEEN) == ["Steps"]
    assert not page.get_by_role("navigation").first.is_visible()
    page.get_by_role("button", name="Back to the whole page").click()
    assert "Alone" in page.evaluate(SEEN)


@pytest.mark.browser
def test_questions_are_answered_with_the_keyboard(page: Page) -> None:
    question = page.locator(".questions > li").first
    question.locator("input[data-right]").focus()
    page.keyboard.press("Space")
    assert question.locator("b").count() == 0
    question.get_by_role("button", name="Check my answer").press("Enter")
    assert question.get_by_role("status").inner_text().splitlines()[0] == "Right"
    assert page.locator(".score").inner_text().startswith("Right answers: 1 of 1")


@pytest.mark.browser
def test_without_scripts_everything_is_there(site: Path, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "units/water.html").as_uri())
        assert page.locator("[data-check], [data-large], [data-print-sheet]").first.is_hidden()
        page.get_by_text("Show the answer").click()
        assert page.get_by_text("Right answer: Hot").first.is_visible()
