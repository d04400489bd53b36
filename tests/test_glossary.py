"""Explained words: what counts as a use, and the links that texts get at the first one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages import read_page
from toolkit_builder.build import build_site, prepare
from toolkit_builder.model.glossary import Glossary
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.rendering.markdown import render
from toolkit_builder.rendering.slots import PAGES

TERMS = {
    "mentor": "t/mentor.html", "mentoring": "t/mentoring.html", "peer coaching": "t/peer.html",
    "peer": "t/one.html", "مرشد": "t/ar.html",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("A Mentor helps.", ["Mentor"]),
        ("Peer coaching and a peer.", ["Peer coaching", "peer"]),
        ("Peer-coaching helps.", ["Peer-coaching"]),
        ("The mentor's day, l'mentor", ["mentor", "mentor"]),
        ("e-mentoring, mentoring-based, mentors", []),
        ("peer, coaching", ["peer"]),
        ("a « peer… coaching »", ["peer… coaching"]),
        ("peer\ncoaching", ["peer\ncoaching"]),
        ("هذا مرشد جيد", ["مرشد"]),
        ("كن مُرشِدًا", []),
        ("مرشدٌ، مُرَشِّد", ["مرشدٌ", "مُرَشِّد"]),
        ("", []),
    ],
)
def test_uses_of_words(text: str, uses: list[str]) -> None:
    assert [text[use.start : use.end] for use in Glossary.of(TERMS.items()).uses(text)] == uses


@pytest.mark.parametrize(
    ("words", "text", "uses"),
    [
        (["मित्र"], "मित्र मिलते हैं, मित्रता नहीं", ["मित्र"]),
        (["मि"], "मित्र", []),
        (["导师", "朋辈导师"], "我们的朋辈导师制度与导师", ["朋辈导师", "导师"]),
        (["コーチ"], "コーチングとコーチの人", ["コーチ"]),
        (["ห้องสมุด"], "พบกันที่ห้องสมุดทุกวัน", ["ห้องสมุด"]),
        (["п'ятниця"], "п’ятниця, пʼятниця", ["п’ятниця", "пʼятниця"]),
        (["iletişim", "ısı"], "İletişim ve ISI", ["İletişim", "ISI"]),
        (["été"], "un e\u0301te\u0301", ["e\u0301te\u0301"]),
        (["חונך"], "החונך, חוֹנֵךְ", ["חוֹנֵךְ"]),
        (["workshop"], "work\u00adshop", ["work\u00adshop"]),
        (["می‌روند"], "آنها می‌روند", ["می‌روند"]),
        (["می"], "آنها می‌روند", []),
    ],
)
def test_words_are_whole_in_every_script(words: list[str], text: str, uses: list[str]) -> None:
    glossary = Glossary.of((word, word) for word in words)
    assert [text[use.start : use.end] for use in glossary.uses(text)] == uses


@pytest.mark.parametrize(
    ("meant", "text", "explained"),
    [
        ("EU", "EU, EUs, the EU.", ["EU", "EU"]),
        ("यूएन", "यूएन और यूएनी", ["यूएन"]),
        ("C++", "C++ or C", ["C++"]),
        (".NET", "the .NET", [".NET"]),
        ("欧盟", "我们在欧盟工作", ["欧盟"]),
    ],
)
def test_abbreviations_are_whole_words_in_every_script(meant: str, text: str, explained: list[str]) -> None:
    html = render(f"{text}\n\n*[{meant}]: A meaning\n")
    assert re.findall(r"<abbr[^>]*>([^<]*)</abbr>", html) == explained


def test_of_two_meanings_of_an_abbreviation_the_first_holds() -> None:
    html = render("A CV.\n\n*[CV]: Curriculum vitae\n*[CV]: Something else\n")
    assert re.findall(r'<abbr title="([^"]*)"', html) == ["Curriculum vitae"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A mentor and a mentor.", '<p>A <a class="term" href="t/mentor.html">mentor</a> and a mentor.</p>'),
        (
            "## Mentor\n\n`mentor` and **one mentor**.",
            (
                '<h2 id="mentor">Mentor</h2>\n<p><code>mentor</code> and '
                '<strong>one <a class="term" href="t/mentor.html">mentor</a></strong>.</p>'
            ),
        ),
        (
            "See [a mentor](x.md), mentoring and *peer* mentor.",
            (
                '<p>See <a href="x.html">a mentor</a>, <a class="term" href="t/mentoring.html">mentoring</a> and '
                '<em><a class="term" href="t/one.html">peer</a></em> <a class="term" href="t/mentor.html">mentor</a>.</p>'
            ),
        ),
        ("The mentor is [explained](t/mentor.md#x).", '<p>The mentor is <a href="t/mentor.html#x">explained</a>.</p>'),
        ("    mentor", '<div class="highlight"><pre><span></span><code>mentor\n</code></pre></div>'),
    ],
)
def test_the_first_use_in_a_text_is_linked(text: str, html: str) -> None:
    assert render(text, terms=TERMS).replace(PAGES, "") == html
    assert "term" not in render(text)  # what one text was given does not stay for the next


TYPE = """label: {en: Term, de: Begriff, ar: مصطلح}
plural: {en: Terms, de: Begriffe, ar: مصطلحات}
about: {en: Words., de: Wörter., ar: كلمات.}
mark: TE
linked_words: [title, forms]
fields:
  forms: {kind: text, many: true, translate: true, as: hidden, label: {en: Forms, de: Formen, ar: صيغ}}
"""
WATER = """---
title: Water
summary: It is wet.
forms: [waters]
---
Water is water.
"""
WATER_DE = """---
title: Wasser
summary: Es ist nass.
translation: {of: en, method: human}
---
Wasser.
"""


def build(root: Path) -> Path:
    prepared = prepare(read_settings(root))
    assert prepared.site is not None
    target = root / "site"
    target.mkdir(exist_ok=True)
    build_site(prepared.site, target)
    return target


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def term_links(page: Path) -> list[str]:
    return [link.attributes["href"] for link in read_page(page).all("a", class_="term")]


def test_texts_of_a_site_are_linked_in_their_own_language(small: Path) -> None:
    folder = small / "content" / "terms"
    folder.mkdir()
    (folder / "_type.yml").write_text(TYPE, "utf-8")
    (folder / "water.en.md").write_text(WATER, "utf-8")
    (folder / "water.de.md").write_text(WATER_DE, "utf-8")
    (folder / "pot.en.md").write_text(WATER.replace("Water", "Pot").replace("[waters]\n", "[pots]\ndraft: true\n"), "utf-8")
    add(small / "content" / "guides" / "tea.en.md", "\nWater, water, a pot.\n")
    add(small / "content" / "guides" / "tea.de.md", "\nWasser, water.\n")
    add(small / "content" / "index.en.md", "\nAll about water.\n")
    site = build(small)
    assert term_links(site / "guides" / "tea.html") == ["../terms/water.html"]
    assert term_links(site / "de" / "guides" / "tea.html") == ["../terms/water.html"]
    assert term_links(site / "index.html") == ["terms/water.html"]
    assert term_links(site / "terms" / "water.html") == []
    assert "waters" not in (site / "terms" / "water.html").read_text("utf-8")
    (folder / "water.en.md").write_text(WATER.replace("title: Water", "title: Liquid"), "utf-8")
    assert term_links(build(small) / "guides" / "tea.html") == [], "what the cache knew of the old word is not used"
