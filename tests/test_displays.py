"""Ways of drawing that a field may ask for: steps, questions, hidden, and before the text."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import SITES
from tests.pages import Element, read_page
from tests.test_site import build_small

TYPE = """label: {en: Unit, de: Einheit, ar: وحدة}
plural: {en: Units, de: Einheiten, ar: وحدات}
about: {en: Lessons., de: Stunden., ar: دروس.}
mark: UN
fields:
  room: {kind: text, translate: true, lead: true, label: {en: Room, de: Raum, ar: قاعة}}
  notes: {kind: text, translate: true, label: {en: Notes, de: Notizen, ar: ملاحظات}}
  forms: {kind: text, many: true, as: hidden, label: {en: Forms, de: Formen, ar: صيغ}}
  aims: {kind: text, many: true, translate: true, lead: true, label: {en: Aims, de: Ziele, ar: أهداف}}
  care: {kind: text, many: true, translate: true, label: {en: Care, de: Vorsicht, ar: حذر}}
  steps:
    kind: group
    many: true
    lead: true
    as: steps
    label: {en: Steps, de: Schritte, ar: خطوات}
    fields:
      title: {kind: text, translate: true, required: true, label: {en: Step, de: Schritt, ar: خطوة}}
      minutes: {kind: number, label: {en: Minutes, de: Minuten, ar: دقائق}}
      note: {kind: text, as: hidden, label: {en: Note, de: Notiz, ar: ملاحظة}}
      do: {kind: text, many: true, translate: true, label: {en: Do, de: Tun, ar: افعل}}
      guide: {kind: reference, to: guides, label: {en: Guide, de: Leitfaden, ar: دليل}}
  quiz:
    kind: group
    many: true
    as: questions
    label: {en: Quiz, de: Quiz, ar: اختبار}
    fields:
      question: {kind: text, translate: true, required: true, label: {en: Question, de: Frage, ar: سؤال}}
      answers: {kind: text, many: true, translate: true, label: {en: Answers, de: Antworten, ar: إجابات}}
      right: {kind: number, label: {en: Right, de: Richtig, ar: الصحيح}}
      why: {kind: text, translate: true, label: {en: Why, de: Warum, ar: لماذا}}
"""
LONG = "A long sentence about a room with chairs and tables and much light. " * 3
UNIT = f"""---
title: Boil water
summary: A lesson.
room: {LONG}
notes: {LONG}
forms: [waterish]
aims: [You can boil water.]
care: [Hot!]
steps:
  - title: Fill
    minutes: 5
    note: waterish within
    guide: tea
    do: [Fill the pot., Close it.]
  - {{title: Heat}}
quiz:
  - {{question: How hot?, answers: [Cold, Hot], right: 2, why: It steams.}}
---
## The text

Water.
"""
UNIT_DE = """---
title: Wasser kochen
summary: Eine Stunde.
steps:
  - {title: Füllen, do: [Topf füllen., Deckel drauf.]}
  - {title: Heizen}
quiz:
  - {question: Wie heiß?, answers: [Kalt, Heiß], why: Es dampft.}
translation: {of: en, method: human}
---
## Der Text
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(copytree(SITES / "small", tmp_path_factory.mktemp("displays") / "small"))
    folder = root / "content" / "units"
    folder.mkdir()
    (folder / "_type.yml").write_text(TYPE, "utf-8")
    (folder / "water.en.md").write_text(UNIT, "utf-8")
    (folder / "water.de.md").write_text(UNIT_DE, "utf-8")
    return build_small(root)


def main_column(site: Path, prefix: str = "") -> Element:
    return read_page(site / f"{prefix}units/water.html").one("div", class_="main-column")


def test_fields_that_lead_stand_before_the_text(site: Path) -> None:
    headings = [heading.text for heading in main_column(site).all("h2")]
    assert headings[:6] == ["Aims", "Steps", "The text", "In practice", "Care", "Quiz"]


def test_a_long_fact_that_leads_stands_before_the_text(site: Path) -> None:
    before, behind, others = main_column(site).all("dl", class_="details")
    assert [term.text for term in before.all("dt")] == ["Room"]
    assert [term.text for term in behind.all("dt")] == ["Notes"]
    assert [term.text for term in others.all("dt")] == ["Shelf mark"]


def test_hidden_fields_stand_nowhere(site: Path) -> None:
    assert "waterish" not in (site / "units" / "water.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("prefix", "titles", "instructions"),
    [
        ("", ["Fill", "Heat"], ["Fill the pot.", "Close it."]),
        ("de/", ["Füllen", "Heizen"], ["Topf füllen.", "Deckel drauf."]),
    ],
)
def test_steps_are_numbered_and_lead_on_at_their_end(
    site: Path, prefix: str, titles: list[str], instructions: list[str]
) -> None:
    steps = main_column(site, prefix).one("ol", class_="steps")
    assert [heading.text for heading in steps.all("h3")] == titles
    first = next(child for child in steps.children if isinstance(child, Element))
    assert [item.text for item in first.one("ul").all("li")] == instructions
    paragraphs = [paragraph.text for paragraph in first.all("p")]
    assert paragraphs[0] in ("Minutes: 5", "Minuten: 5")
    assert first.all("p")[-1].one("a").attributes["href"].endswith("guides/tea.html")


def test_the_answer_to_a_question_is_folded_away(site: Path) -> None:
    question = main_column(site, "de/").one("ol", class_="questions")
    assert [item.text for item in question.one("ol").all("li")] == ["Kalt", "Heiß"]
    details = question.one("details")
    assert "open" not in details.attributes
    assert [paragraph.text for paragraph in details.all("p")] == ["Richtig: 2", "Warum: Es dampft."]
