"""What a reader loads: pages with all that they need, and search up to the first result. Bytes are gzipped, fonts as they are."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.browser import ARGUMENTS, chromium

QUERIES = (
    "mentor",
    "listen",
    "feedbak",
    "practice group",
    "mentor trust goal",
    "questions",
    "begin",
    "partnr story",
    "w",
    "we",
)


@dataclass(frozen=True, slots=True)
class Weight:
    """KB of a page: its HTML, and everything that a browser loads for it at the first visit."""

    html: float
    visit: float


def _listen(page: Page) -> set[str]:
    """Return the set that every address is put into that a page asks for."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    return asked


def kilobytes(file: Path) -> float:
    """Return the size of a file as it travels: compressed, unless it is so already."""
    data = file.read_bytes()
    return (len(data) if file.suffix == ".woff2" else len(gzip.compress(data))) / 1024


def visit(site: Path, pages: list[str]) -> dict[str, Weight]:
    """Open pages in Chromium and add up the files that each asks for, without pictures further down that wait for scrolling."""
    weights = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for name in pages:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            page = context.new_page()
            asked = _listen(page)
            page.goto((site / name).as_uri(), wait_until="load")
            page.evaluate("document.fonts.ready.then(() => true)")
            files = [site / url.removeprefix(f"{site.as_uri()}/").partition("#")[0] for url in asked]
            weights[name] = Weight(kilobytes(site / name), sum(kilobytes(file) for file in files))
            context.close()
        browser.close()
    return weights


def search_weight(site: Path, language: str) -> float:
    """Return the KB of what is loaded before the first result: engine, MiniSearch, first data."""
    assets = site / "assets" / "toolkit"
    engine = [
        assets / f"search-{name}.js"
        for name in ("turns", "words", "index", "scores", "meanings", "engine", "marks", "results", "spelling")
    ]
    files = (assets / "minisearch" / "minisearch.js", *engine, site / "data" / "search" / language / "records.js")
    return sum(kilobytes(file) for file in files)


def answer_times(site: Path) -> tuple[float, float]:
    """Return the median and the longest time of an answer in milliseconds, when all texts are there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        root = page.locator("form.search").first.get_attribute("data-root")
        page.evaluate("root => toolkit.search(root, 'mentor', () => {})", root)
        time = """async query => {
            const before = performance.now();
            await toolkit.turns.first(toolkit.finding(query));
            return performance.now() - before;
        }"""
        times = [page.evaluate(time, query) for query in QUERIES for _ in range(3)]
        browser.close()
    return median(times), max(times)


def shown(site: Path, pages: list[str], language: str = "en") -> list[str]:
    """Return the lines that `make bench` prints."""
    lines = [
        f"  {re.sub(r'[.]html$', '', name):28} HTML {one.html:6.1f} KB (budget: 15, of a list 30)   first visit {one.visit:6.1f} KB (budget: 95)"
        for name, one in visit(site, pages).items()
    ]
    middle, longest = answer_times(site)
    lines.append(f"  search: {search_weight(site, language):.1f} KB before the first result (budget: 120)")
    lines.append(f"  an answer in {middle:.1f} ms, the slowest of {len(QUERIES)} queries {longest:.1f} ms (budget: 30)")
    return lines
