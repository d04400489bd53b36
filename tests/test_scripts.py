"""Each script by itself, in a blank page in Chromium.

`tests/scripts/NAME.html` says what is loaded, `NAME.test.js` has the cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Route

from tests.conftest import ROOT
from toolkit_builder.publishing.assets import OF_DESK, OF_FORM

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "scripts"
SCRIPTS = ROOT / "toolkit_builder/theme/templates/assets/toolkit"
SERVING = ROOT / "toolkit_builder/serving"
THEME = ROOT / "toolkit_builder/theme"
BASE = "http://scripts.test/"
KINDS = {".html": "text/html", ".js": "text/javascript"}

# A promise that nobody keeps fails the test, and does not stop all others.
PATIENCE = 30_000
RUN = """async ([name, patience]) => {
  if (!tests[name]) return "The page does not have this test: " + Object.keys(tests);
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("The test does not end.")), patience));
  try { await Promise.race([tests[name](), late]); } catch (error) { return error.stack; }
}"""


def cases() -> Iterator[tuple[str, str]]:
    for file in sorted(FOLDER.glob("*.test.js")):
        for name in re.findall(r'^test\("(.+)", ', file.read_text("utf-8"), re.MULTILINE):
            yield file.name.removesuffix(".test.js"), name


def answer(route: Route) -> None:
    """Hand out the tests' own files before the scripts of the site, and nothing else."""
    path = urlsplit(route.request.url).path.lstrip("/")
    if path.startswith("data/slow"):
        sleep(0.2)
    file = next((file for folder in (FOLDER, SCRIPTS, SERVING, THEME) if (file := folder / path).is_file()), None)
    if file is None:
        route.fulfill(status=404, body="")
    else:
        route.fulfill(body=file.read_text("utf-8"), content_type=f"{KINDS[file.suffix]}; charset=utf-8")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(color_scheme="light")
    context.route("**/*", answer)
    yield context
    context.close()


@pytest.mark.parametrize(("page_name", "name"), list(cases()))
def test_scripts(context: BrowserContext, page_name: str, name: str) -> None:
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.goto(f"{BASE}{page_name}.html")
    page.wait_for_function("window.tests")
    assert page.evaluate(RUN, [name, PATIENCE]) is None
    # Some tests load files that are broken on purpose.
    assert [error for error in thrown if "broken on purpose" not in error] == []


def test_every_script_is_tested() -> None:
    """A new script needs tests: its name stands in one of the pages. Two have their own: test_form*.py, test_desk.py."""
    form = {Path(name).name for name in (*OF_FORM, *OF_DESK)}
    pages = "".join(file.read_text("utf-8") for file in FOLDER.glob("*.*"))
    untested = [file.name for folder in (SCRIPTS, SERVING, THEME) for file in folder.glob("*.js") if file.name not in pages]
    assert {*untested} == form
