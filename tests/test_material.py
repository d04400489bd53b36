"""Of Material's style sheet pages get what they use: with the whole of it, no element would look otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import SITES
from tests.test_freshness import replace_in
from tests.test_site import build_small
from tests.test_texts import FACTS, HEADER, HEADER_AR, TRANSLATION, text, write
from toolkit_builder.publishing.assets import STYLESHEET
from toolkit_builder.publishing.material import material_rules, material_stylesheet

UNUSED = ("--md-admonition-icon--bug:", "@keyframes", "md-header", ".js ")
PAGES = ("index", "everything", "guides/index", "guides/kitchen", "ar/guides/kitchen", "guides/tea", "years", "words")

# What every element, and what stands before and after it, looks like otherwise once the whole sheet stands before ours.
COMPARED = """material => {
  for (const box of document.querySelectorAll("details")) box.open = true;
  const parts = element => ["", "::before", "::after"].map(part => [element, part]);
  const elements = [...document.querySelectorAll("*")].flatMap(parts);
  const looks = () => elements.map(([element, part]) => {
    const style = getComputedStyle(element, part);
    // What has no content is not there, whatever else would hold for it.
    if (part && style.content === "none") return [];
    return [...style].filter(name => !name.startsWith("--")).map(name => `${name}: ${style.getPropertyValue(name)}`);
  });
  const before = looks();
  const whole = document.createElement("style");
  whole.textContent = material;
  document.querySelector("link[rel=stylesheet]").before(whole);
  const after = looks();
  return elements.flatMap(([element, part], number) => {
    const now = new Set(before[number]);
    const others = after[number].filter(one => !now.has(one));
    return others.length ? [`${element.tagName}.${element.className}${part} { ${others.join("; ")} }`] : [];
  });
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("material") / "small"))
    write(root / "content/guides/kitchen.en.md", HEADER + FACTS, text("en"))
    write(root / "content/guides/kitchen.ar.md", HEADER_AR + TRANSLATION, text("ar"))
    return build_small(root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # The page's own policy would refuse what the test does.
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("path", PAGES)
def test_with_all_of_materials_styles_no_element_would_look_otherwise(
    site: Path, page: Page, path: str, media: Literal["screen", "print"]
) -> None:
    page.emulate_media(media=media)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site / f"{path}.html").as_uri())
        assert page.evaluate(COMPARED, material_stylesheet().read_text("utf-8")) == []


def test_a_toolkits_own_templates_may_use_more(small: Path) -> None:
    sheet = small / "site" / STYLESHEET
    build_small(small)
    assert ".md-button" not in sheet.read_text("utf-8")
    (small / "own").mkdir()
    replace_in(small / "mkdocs.yml", "theme: {", "theme: {custom_dir: own, ")
    (small / "own/home.html").write_text(
        '{% extends "base.html" %}{% block content %}<a class="md-button" href="#">Tea</a>{% endblock %}', "utf-8"
    )
    build_small(small)
    assert ".md-typeset .md-button{" in sheet.read_text("utf-8")


def test_what_nothing_asks_for_is_left_out() -> None:
    rules = material_rules("a { color: var(--md-tooltip-width) }")
    assert "--md-tooltip-width:20rem" in rules
    assert [word for word in UNUSED if word in rules] == []
