"""Find a Chromium for the browser tests, and wait for what happens in it; run as a program, say where it is, or exit with 1."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# No sandbox: CI often runs as root. The rest keeps the browser from calling its maker at every start.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    """Return the path of a Chromium: $CHROMIUM, one on the PATH, or the one that Playwright installed."""
    if named := os.environ.get("CHROMIUM"):
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


_SEARCHED = """async query => {
  let found = [];
  const told = ({id, title, language, ...hit}) => ({id, title, language, places: toolkit.places(title, hit)});
  await toolkit.search(document.querySelector("form.search").dataset.root, query, hits => { found = hits; });
  return found.map(told);
}"""


def searched(page: Page, query: str) -> list[dict[str, Any]]:
    """Return what is found when all texts are known."""
    return list(page.evaluate(_SEARCHED, query))


def search_field(page: Page) -> Locator:
    """Return the field of the search in the header; on phones a button shows it."""
    field = page.locator("#page\\:search")
    if not field.is_visible():
        page.locator("[data-find]").click()
    return field


def until(page: Page, holds: Callable[[], object]) -> None:
    """Wait until something holds. Playwright's own way evaluates strings, which the pages' policy forbids."""
    for _ in range(1200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("What was waited for did not come.")


if __name__ == "__main__":
    where = chromium()
    print(where or "no Chromium")
    sys.exit(where is None)
