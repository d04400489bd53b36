"""The preview of the form shows what the page will show, for every text of ours; and nothing that somebody types can run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from toolkit_builder.build import prepare
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.work import Processes

pytestmark = pytest.mark.browser

SCRIPTS = ROOT / "toolkit_builder/theme/templates/assets/toolkit"
# The blocks of a text with their words; of a list or a box, what is in it comes by itself.
BLOCKS = """
  const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,td,th,pre,blockquote,.admonition,img";
  const blocks = root => Array.from(root.querySelectorAll(BLOCKS)).map(block => {
    if (block.matches("blockquote,.admonition")) return [block.matches(".admonition") ? "box" : "quotation", ""];
    if (block.matches("img")) return ["img", block.alt];
    const copy = block.cloneNode(true);
    copy.querySelectorAll("ul,ol,p,blockquote,pre,.admonition").forEach(inner => inner.remove());
    const words = copy.textContent.replace(/\\s+/g, " ").trim();
    const links = Array.from(copy.querySelectorAll("a"), link => link.textContent.trim()).filter(Boolean);
    const strong = Array.from(copy.querySelectorAll("strong"), one => one.textContent);
    return [block.localName, words, links.join("|"), strong.join("|")];
  }).filter(block => block[0] !== "p" || block[1]);
"""
COMPARE = f"""texts => {{
  {BLOCKS}
  return texts.map(([text, html]) => {{
    const there = document.createElement("div");
    there.innerHTML = html;
    // Words that are explained are links on the page, and in no text.
    there.querySelectorAll("a.term, a.headerlink, .sr").forEach(one => one.replaceWith(...one.childNodes));
    const here = document.createElement("div");
    here.append(toolkit.form.preview(text, {{ type: "models", pictures: [] }}, {{}}));
    const both = [blocks(there), blocks(here)].map(found => found.map(block => JSON.stringify(block)));
    const at = both[0].findIndex((block, number) => block !== both[1][number]);
    const isSame = at < 0 && both[0].length === both[1].length;
    return isSame ? null : [both[0][at] || "-", both[1][at] || "-", both[0].length, both[1].length];
  }});
}}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    for name in ("toolkit", "markdown-it/markdown-it", "form-words", "form-shrink", "form-preview"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page
    page.close()


def texts_of(site: Site) -> Mapping[str, tuple[str, str]]:
    """Return the texts of all records, each with what the site makes of it."""
    return {
        version.path: (version.text, str(Reader(site, version.language, "models/x.html").filled(site.html[version.place])))
        for record in site.library.published
        for version in record.versions
        if version.place in site.html
    }


def test_every_text_of_ours_is_previewed_as_it_is_shown(page: Page) -> None:
    site = prepare(read_settings(ROOT), Processes(2)).site
    assert site is not None
    texts = texts_of(site)
    assert len(texts) > 1000
    found = page.evaluate(COMPARE, [*texts.values()])
    assert {path: differ for path, differ in zip(texts, found, strict=True) if differ} == {}


HOSTILE = (
    "<script>hacked = 1</script>",
    "<img src=x onerror='hacked = 1'>",
    "[x](javascript:hacked=1)",
    "[x](JaVaScRiPt:hacked=1)",
    "[x](data:text/html,<script>hacked=1</script>)",
    "[x](vbscript:hacked)",
    "![x](javascript:hacked=1)",
    "<svg onload='hacked = 1'>",
    "<a href='javascript:hacked=1'>x</a>",
    "[x]: javascript:hacked=1\n\n[x]",
    "<javascript:hacked=1>",
    "> [!NOTE|<img src=x onerror='hacked = 1'>]\n> x",
    '!!! note "<img src=x onerror=hacked=1>"\n    x',
    "<iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>",
    "`<img src=x onerror='hacked = 1'>`",
    "# <img src=x onerror='hacked = 1'>",
    "| <img src=x onerror='hacked = 1'> |\n|---|\n| <script>hacked = 1</script> |",
    "&lt;img src=x onerror='hacked = 1'&gt;",
    "[x](https://example.org/\"onmouseover='hacked=1')",
    "![\"onerror=\"hacked=1](x.png)",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_runs(page: Page, text: str) -> None:
    ways = page.evaluate(
        """text => {
          const SCHEMES = /^(javascript|data|vbscript):/i;
          window.hacked = 0;
          const place = document.createElement("div");
          document.body.append(place);
          place.append(toolkit.form.preview(text, { type: "models", pictures: [] }, {}));
          place.querySelectorAll("a").forEach(link => { link.removeAttribute("target"); });
          return Array.from(place.querySelectorAll("*")).flatMap(one => [
            ...Array.from(one.attributes, own => own.name).filter(name => name.startsWith("on") || name === "srcdoc"),
            ...["href", "src"].map(name => one.getAttribute(name) || "").filter(way => SCHEMES.test(way)),
            ...(/^(script|iframe|svg|object)$/.test(one.localName) ? [one.localName] : []),
          ]);
        }""",
        text,
    )
    assert ways == []
    page.wait_for_function("() => document.readyState === 'complete'")
    assert page.evaluate("window.hacked") == 0


def test_a_text_without_end_and_without_bottom_ends(page: Page) -> None:
    for text in ("> " * 5000 + "x", "- " * 5000 + "x", "[" * 5000, "*a_" * 5000, "`" * 5000, "!!! note\n" * 2000):
        assert (
            page.evaluate("text => toolkit.form.preview(text, { type: 'models', pictures: [] }, {}).textContent.length", text)
            >= 0
        )
