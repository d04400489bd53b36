"""How heavy and how quick a very long list is: its pages, what scripts load for it, and what they do on a slow phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.records import generate
from bench.weight import kilobytes
from tests.browser import ARGUMENTS, chromium
from toolkit_builder.build import outputs, read_and_check
from toolkit_builder.publishing.drawer import Drawer, draw
from toolkit_builder.publishing.drawing import Drawing
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Site, make_site
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.work import ALONE

SLOWER = 4
"""Times: a phone of some years ago."""
_FILTER = "input[name=audience]"
_CLICK = """selector => new Promise(done => {
  const list = document.querySelector(".cards"), before = performance.now();
  document.querySelector(selector).click();
  const look = () => requestAnimationFrame(() => setTimeout(() => {
    if (list.getAttribute("aria-busy") === "true") look();
    else done(performance.now() - before);
  }));
  look();
})"""
_NODES = """() => {
  const walker = document.createTreeWalker(document.querySelector(".listed"));
  let nodes = 0;
  while (walker.nextNode()) nodes++;
  return nodes;
}"""


def _lists(site: Site) -> Mapping[str, Drawing]:
    found = (
        drawing
        for drawing in outputs(Keys(site))
        if drawing.template == "catalogue.html"
        or drawing.name.startswith(("assets/toolkit/", "assets/stylesheets/", "data/search/"))
    )
    return {name: drawing for drawing in found if drawing.language in ("", "en") for name in drawing.keys}


def draw_lists(root: Path, records: int) -> Path:
    """Draw the lists of a generated toolkit in one language, and what they load; nothing else of it."""
    generate(root, records)
    library, _ = read_and_check(read_settings(root / "ours"))
    drawer = Drawer(make_site(library, {}, "2026-11-23"), _lists)
    draw(drawer, [frozenset({name}) for name in drawer.by_name], root / "site", ALONE)
    return root / "site"


def _times(page: Page) -> Iterator[tuple[str, float, int]]:
    """Yield what is clicked, how many milliseconds pass until it is seen, and how many nodes the list has then."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield "the first filter, with all that it loads", page.evaluate(_CLICK, _FILTER), page.evaluate(_NODES)
    yield "a filter", median(page.evaluate(_CLICK, _FILTER) for _ in range(7)), page.evaluate(_NODES)
    yield "the table", page.evaluate(_CLICK, "[data-view=table]"), page.evaluate(_NODES)


def shown(root: Path, records: int) -> list[str]:
    """Return the lines that `make bench` prints."""
    site = draw_lists(root, records)
    lines = [f"\nLists of {records} records"]
    for name, data in (("guides/index", "shelves/en/guides"), ("everything", "everything/en")):
        pages = [site / f"{name}.html", *site.glob(f"{name}.*.html")]
        heaviest = max(kilobytes(page) for page in pages)
        lines.append(
            f"  {name:28} {len(pages)} pages, the heaviest {heaviest:.1f} KB (budget: 30)"
            f"   data {kilobytes(site / 'data' / f'{data}.js'):.0f} KB"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(bypass_csp=True)
        page.goto((site / "guides/index.html").as_uri())
        for what, time, nodes in _times(page):
            lines.append(
                f"  {what}: {time:.0f} ms with the CPU slowed {SLOWER} times (budget: 300), {nodes} nodes (budget: 1500)"
            )
        browser.close()
    return lines
