"""Typing into the search of a library of long texts, on a slow machine: how long the page is busy at a time, and keys wait."""

from __future__ import annotations

import json
import random
import time
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.weight import answer_times, kilobytes, search_weight
from tests.browser import ARGUMENTS, chromium

SLOWER = 4
_LONG = 500_000

_CONFIG = """\
site_name: Words
site_url: https://example.org/
docs_dir: content
use_directory_urls: false
theme: {name: material, font: false}
plugins:
  - toolkit
  - i18n: {docs_structure: suffix, languages: [{locale: en, name: English, default: true}]}
"""
_TYPE = "label: {en: Note}\nplural: {en: Notes}\nabout: {en: Notes.}\ncolour: blue\nmotif: discs\nmark: NO\n"

_KEYS = """() => {
    window.waited = [];
    const late = event => waited.push(performance.now() - event.timeStamp);
    addEventListener("keydown", late, true);
}"""


@dataclass(frozen=True, slots=True)
class Typing:
    """Milliseconds: the longest task of the page, of the processor's time, and the longest that a key waited."""

    task: float
    key: float


def generate_long(root: Path, records: int) -> None:
    """Write a toolkit whose texts have 60,000 different words, and one record with 33,000 words of its own."""
    source = random.Random(20261130)
    syllables = [first + vowel + last for first in "bcdfghklmnprstvw" for vowel in "aeiou" for last in ("", "n", "r", "s")]

    def word(least: int, most: int) -> str:
        return "".join(source.choices(syllables, k=source.randint(least, most)))

    words = [word(1, 4) for _ in range(60_000)]
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))

    def sentences(many: int) -> str:
        return " ".join(" ".join(source.choices(words, cum_weights=weights, k=12)).capitalize() + "." for _ in range(many))

    folder = root / "content" / "notes"
    folder.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    (folder / "_type.yml").write_text(_TYPE, "utf-8")
    (root / "content" / "index.en.md").write_text("---\ntitle: Words\nsummary: Words.\n---\nWelcome.\n", "utf-8")
    for number in range(records):
        text = "\n\n".join(sentences(5) for _ in range(15))
        header = (
            f"title: {sentences(1)[:60]} {number}\nsummary: {sentences(2)[:200]}\nkeywords: [{', '.join(words[number::9999])}]"
        )
        (folder / f"note-{number}.en.md").write_text(f"---\n{header}\n---\n{text}\n", "utf-8")
    own = " ".join(word(4, 5) for _ in range(_LONG // 15))
    (folder / "long.en.md").write_text(f"---\ntitle: A long one\nsummary: Long.\n---\n{own}\n", "utf-8")


def _type(page: Page, text: str) -> None:
    for letter in text:
        page.keyboard.press(letter)
        page.wait_for_timeout(120)


def _longest_task(trace: bytes) -> float:
    """Return the milliseconds of the page's longest task, without those of whoever measures."""
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    own = [event for event in events if event["ph"] == "X" and (event["pid"], event["tid"]) in mains]
    measuring = [event["ts"] for event in own if "DevToolsSession" in json.dumps(event["args"])]
    lasted: list[float] = [
        event.get("tdur", 0) / 1000
        for event in own
        if "RunTask" in event["name"] and not any(event["ts"] <= at <= event["ts"] + event["dur"] for at in measuring)
    ]
    return max(lasted)


def typing(site: Path) -> Typing:
    """Type, and erase again, while all texts are loaded and after that."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        # Nobody types in the first half second.
        page.wait_for_timeout(500)
        page.evaluate(_KEYS)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        browser.start_tracing(page=page, categories=["toplevel"])
        page.locator("form.search input").first.focus()
        end = time.monotonic() + 60
        complete = "() => document.querySelectorAll('script[data-taken=more]').length === toolkit.moreFiles.length"
        _type(page, "mento")
        while not page.evaluate(complete) and time.monotonic() < end:
            _type(page, "ring")
            for _ in "ring":
                page.keyboard.press("Backspace")
                page.wait_for_timeout(120)
        _type(page, " sokan latren")
        waited = max(page.evaluate("waited"))
        found = Typing(_longest_task(browser.stop_tracing()), waited)
        browser.close()
    return found


def shown_long(site: Path) -> list[str]:
    """Return the lines that `make bench` prints."""
    files = sorted((site / "data/search/en").glob("*-*.js"))
    middle, longest = answer_times(site)
    found = typing(site)
    slowed = f"typing with the processor slowed {SLOWER} times"
    return [
        f"  search: {search_weight(site, 'en'):.1f} KB before the first result (budget: 120)",
        f"  {len(files)} further files, the largest {max(map(kilobytes, files)):.1f} KB (budget: 120)",
        f"  an answer in {middle:.1f} ms, the slowest {longest:.1f} ms (budget: 30)",
        f"  {slowed}: longest task {found.task:.0f} ms (budget: 50), a key waits {found.key:.0f} ms (budget: 100)",
    ]
