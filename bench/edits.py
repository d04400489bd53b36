"""`toolkit serve` as a writer meets it: from saving a file to seeing it in Chromium, for each kind of edit."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from bench.processes import cpu_of, memory_of
from tests.browser import ARGUMENTS, chromium

_LONGEST = 120_000
"""Milliseconds after which it is given up."""


_PAUSE = 0.5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edit: what is written, the page that shows it, and the words that show that it came."""

    edit: Callable[[Path, int], None]
    page: Callable[[int], str]
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What edits of one kind cost, in seconds: the median by the clock until it is seen, and of the processor."""

    shown: float
    cpu: float


_LOOK = """
  window.firstSeen = [];
  const look = () => {
    const text = document.body ? document.body.textContent : "";
    if (!firstSeen.length || firstSeen.at(-1)[0] !== text) firstSeen.push([text, Date.now()]);
  };
  new MutationObserver(() => requestAnimationFrame(look)).observe(document, { childList: true, subtree: true });
"""
"""Notes in each page when it shows what: in the frame that is drawn after it came."""

_OWN_FOOTER = """\
{% extends "base.html" %}
{% block content %}{% include "partials/record.html" %}<p>Template NUMBER</p>{% endblock %}
"""


def _replace(file: Path, pattern: str, new: str) -> None:
    text, changes = re.subn(pattern, new, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    if changes != 1:
        raise ValueError(f"{file} has no {pattern}")
    file.write_text(text, "utf-8")


def _guide(root: Path, number: int) -> Path:
    return root / "content" / "guides" / f"guide-{number}.en.md"


def _text(root: Path, number: int) -> None:
    file = _guide(root, number)
    file.write_text(f"{file.read_text('utf-8')}\nSaved as number {number}.\n", "utf-8")


def _template(root: Path, number: int) -> None:
    (root / "overrides" / "record.html").write_text(_OWN_FOOTER.replace("NUMBER", str(number)), "utf-8")


def _page(number: int) -> str:
    return f"guides/guide-{number}.html"


KINDS = {
    "text": Kind(_text, _page, "Saved as number {number}."),
    # The guide before it names it.
    "title": Kind(
        lambda root, number: _replace(_guide(root, number), "^title: .*", f"title: Called {number}"),
        lambda number: _page(number - 1),
        "Called {number}",
    ),
    "label": Kind(
        lambda root, number: _replace(
            root / "content" / "_vocabularies" / "audiences.yml", "en: Adults[^,]*", f"en: Adults {number}"
        ),
        _page,
        "Adults {number}",
    ),
    "mistake": Kind(
        lambda root, number: _replace(_guide(root, number), "^since: .*", f"since: soon-{number}"), _page, "soon-{number}"
    ),
    "mended": Kind(
        lambda root, number: _replace(_guide(root, number), "^since: .*", f"since: {1500 + number}"), _page, "{year}"
    ),
    "template": Kind(_template, _page, "Template {number}"),
}


@contextmanager
def _served(root: Path) -> Iterator[tuple[int, int]]:
    """Run `toolkit serve`; yields its port and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "toolkit"), "serve", "--root", str(root), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + _LONGEST / 1000
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def measure(root: Path, times: int) -> tuple[dict[str, Seen], float, float]:
    """Edit a generated toolkit under `serve`, ``times`` for each kind; returns also its memory in MB before and after."""
    (root / "overrides").mkdir(exist_ok=True)
    _replace(root / "mkdocs.yml", "font: false}", "font: false, custom_dir: overrides}")
    with _served(root) as (port, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(_LONGEST)
        page.add_init_script(_LOOK)
        page.goto(f"http://127.0.0.1:{port}/{_page(1)}")
        page.locator("h1").wait_for()
        before = memory_of(pid)
        measured: dict[str, list[tuple[float, float]]] = {name: [] for name in KINDS}
        # In turn, for a mistake must be mended before anything else can be seen.
        for number, (name, kind) in product(range(2, times + 2), KINDS.items()):
            measured[name].append(_measure_edit(kind, number, root, page, pid, port))
        after = memory_of(pid)
        browser.close()
    seen = {name: Seen(*(median(values) for values in zip(*costs, strict=True))) for name, costs in measured.items()}
    return seen, before, after


def _measure_edit(kind: Kind, number: int, root: Path, page: Page, pid: int, port: int) -> tuple[float, float]:
    address = f"http://127.0.0.1:{port}/{kind.page(number)}"
    if page.url != address:
        page.goto(address)
    # Nobody saves faster than that; meanwhile the page asks for news.
    time.sleep(_PAUSE)
    cpu, started = cpu_of(pid), time.time()
    kind.edit(root, number)
    words = kind.words.format(number=number, year=1500 + number)
    # Playwright asks now and then; the page itself knows when.
    seen = page.wait_for_function("words => firstSeen.find(([text]) => text.includes(words))?.[1]", arg=words).json_value()
    return seen / 1000 - started, cpu_of(pid) - cpu


def shown(seen: dict[str, Seen], before: float, after: float) -> list[str]:
    """Return the lines that `make bench` prints."""
    lines = [
        f"  {name:9} {cost.shown:6.2f} s until it is seen, {cost.cpu:6.2f} s of the processor" for name, cost in seen.items()
    ]
    return [*lines, f"  memory {before:.0f} MB at first, {after:.0f} MB after all edits"]
