"""Places within pages: what texts name, what the page names, and links that arrive in every language."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.pages import read_page
from tests.test_site import build_small
from toolkit_builder.build import read_and_check
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.rendering.markdown import sanitise

# Read as names, these are what pages call, or called, parts of their own.
HEADINGS = (
    "Main", "Search", "Search found", "Ask", "At a glance", "In languages", "Cite", "Cite text", "Cite bibtex", "Facets",
    "Band", "Highlights", "Downloads", "Letter 1", "Moved", "Page main", "Part sources", "fn:1", "fnref:1",
)  # fmt: skip
REFERRING = re.compile(r'\b(?:aria-labelledby|aria-controls|data-copy|for)="([^"]*)"|href="#([^"]*)"')


def write(root: Path, name: str, title: str, text: str, more: str = "") -> None:
    header = f"title: {title}\nsummary: S.\n{more}"
    (root / "content" / f"{name}.md").write_text(f"---\n{header}---\n{text}\n", "utf-8")


def names_in(page: Path) -> list[str]:
    return re.findall(r'\bid="([^"]*)"', page.read_text("utf-8"))


def test_headings_that_are_called_like_parts_of_the_page_change_nothing(small: Path) -> None:
    text = "\n\n".join(f"## {heading}\n\nText.[^1]" for heading in HEADINGS) + "\n\n[^1]: Note."
    for page in sorted(small.glob("content/**/*.en.md")):
        page.write_text(f"{page.read_text('utf-8')}\n\n{text}\n", "utf-8")
    site = build_small(small)
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        names = Counter(names_in(page))
        assert [name for name, count in names.items() if count > 1] == [], page
        assert {one for pair in REFERRING.findall(html) for one in pair if one} <= names.keys(), page
    ada = read_page(site / "people" / "ada.html")
    copied = {one.attributes["data-copy"] for one in ada.all("button") if "data-copy" in one.attributes}
    assert len(copied) == 3
    assert all("Ada" in one.text for tag in ("p", "pre") for one in ada.all(tag) if one.attributes.get("id") in copied)
    assert "cite-text" in names_in(site / "people" / "ada.html")


@pytest.mark.parametrize("name", ["page:main", "part:sources", "page&#58;main"])
def test_no_text_takes_a_name_of_the_page(name: str) -> None:
    assert "id" not in sanitise(f'<span id="{name}">x</span>')
    assert 'id="own"' in sanitise('<span id="own">x</span>')


def dead_ends(site: Path) -> list[str]:
    """Find the links of all pages whose `#name` is on no page."""
    dead = []
    for page in sorted(site.rglob("*.html")):
        for target in re.findall(r'href="([^"]*#[^"=]+)"', page.read_text("utf-8")):
            path, _, name = target.partition("#")
            other = Path(posixpath.normpath(page.parent / path)) if path else page
            if not re.match("[a-z]+:", target) and unquote(name) not in names_in(other):
                dead.append(f"{page.relative_to(site)} {target}")
    return dead


SECTIONS = {
    "en": "Before.\n\n## Tools\n\nT.\n\n### Small ones\n\nS.[^n]\n\n## Steps\n\nX <span id='mark'></span>.\n\n[^n]: N.",
    "de": "Davor.\n\n## Werkzeug\n\nT.\n\n### Kleines\n\nS.[^n]\n\n## Schritte\n\nX.\n\n[^n]: N.",
    "ar": "قبل.\n\n## أدوات\n\nت.\n\n### صغيرة\n\nص.\n\n## خطوات\n\nخ.",
}
LINKED = {
    "en": "[a](../guides/goal.md#tools) [b](../guides/goal.md#small-ones) [c](../guides/goal.md#mark) "
    "[d](../guides/goal.md#fn:n)",
    "de": "[a](../guides/goal.md#werkzeug) [b](../guides/goal.md#kleines) [c](../guides/goal.md#schritte)",
    "ar": "[a](../guides/goal.md#أدوات) [b](../guides/goal.md#%D8%AE%D8%B7%D9%88%D8%A7%D8%AA)",
}
TRANSLATION = "translation: {of: LANGUAGE, method: human}\n"


def goal_in(root: Path, languages: str) -> None:
    first, *others = languages.split()
    write(root, f"guides/goal.{first}", "Goal", SECTIONS[first], "countries: [BE]\nlevel: easy\n")
    for code in others:
        write(root, f"guides/goal.{code}", "Goal", SECTIONS[code], TRANSLATION.replace("LANGUAGE", first))


@pytest.mark.parametrize("chain", ["{ar: [de]}", "{ar: []}", "{ar: [en], de: [ar], en: [de]}"])
@pytest.mark.parametrize("languages", ["en", "de", "de en", "en de", "ar", "en ar de"])
def test_a_link_to_a_part_of_a_page_arrives_in_every_language(small: Path, languages: str, chain: str) -> None:
    settings = small / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("{ar: [de]}", chain), "utf-8")
    goal_in(small, languages)
    for code in languages.split():
        write(small, f"people/from-{code}.{code}", "Who", LINKED[code])
    write(small, "plain.en", "Plain", " ".join(LINKED[code] for code in languages.split()).replace("../", ""))
    site = build_small(small)
    assert dead_ends(site) == []


def test_a_name_leads_to_the_same_section(small: Path) -> None:
    goal_in(small, "en de")
    write(small, "people/who.en", "Who", LINKED["en"])
    write(small, "people/wer.de", "Wer", LINKED["de"])
    site = build_small(small)
    english, german = ((site / path / "guides" / "goal.html").read_text("utf-8") for path in (".", "de"))
    assert '<h2 id="werkzeug"><span id="tools"></span>Werkzeug</h2>' in german
    assert '<h3 id="kleines"><span id="small-ones"></span>Kleines</h3>' in german
    assert '<h2 id="schritte"><span id="mark"></span>Schritte</h2>' in german
    assert '<h2 id="steps"><span id="schritte"></span>Steps</h2>' in english
    # What nobody links to takes no room.
    assert 'id="steps"' not in german


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("Davor.\n\n## Schritte", '<p><span id="tools"></span>Davor.'),
        ("- eins", '<span id="tools"></span><ul>'),
        ("> eins", '<blockquote><span id="tools"></span>'),
        # An attribute may hold whatever ends or begins a tag.
        ("Davor.\n{title='1 > 0'}\n\n- eins", '<p title="1 &gt; 0"><span id="tools"></span>Davor.'),
        ("<div title='1 > 0'>\n\nEins.\n\n</div>", '<span id="tools"></span>\n<div title="1 &gt; 0">'),
    ],
)
def test_where_a_text_is_divided_otherwise_the_link_leads_to_its_beginning(small: Path, text: str, opened: str) -> None:
    write(small, "guides/goal.en", "Goal", "## One\n\n## Two\n\n## Tools", "countries: [BE]\nlevel: easy\n")
    write(small, "guides/goal.de", "Ziel", text, TRANSLATION.replace("LANGUAGE", "en"))
    write(small, "people/who.en", "Who", "[a](../guides/goal.md#tools)")
    assert opened in (build_small(small) / "de/guides/goal.html").read_text("utf-8")


def test_a_name_that_the_page_has_in_no_language_is_dead(small: Path) -> None:
    goal_in(small, "en de")
    write(small, "people/wer.de", "Wer", "[a](../guides/goal.md#werkzeuge) [b](../guides/goal.md#tools)")
    _, problems = read_and_check(read_settings(small))
    assert [str(one).split(": ", 1)[1] for one in problems if one.rule == "dead-anchor"] == [
        "error dead-anchor: There is no heading `#werkzeuge` there.\n    Did you mean `#werkzeug`?"
    ]
