"""What tests share: small toolkits on disk, and the switch that rewrites golden files."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import ARGUMENTS, chromium
from toolkit_builder.build import build_site, pack_site, prepare
from toolkit_builder.editions.offline import offline_editions
from toolkit_builder.editions.published import offer
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.settings import Settings
from toolkit_builder.work import Processes

ROOT = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"
STICK = "a stick #1 50% كتب"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what comes out into the golden files; then read the diff"
    )


def pytest_configure() -> None:
    """No test depends on what day it is: for all it is the day on which somebody last checked a record of our own content."""
    headers = (file.read_text("utf-8").partition("\n---\n")[0] for file in (ROOT / "content").glob("*/*.md"))
    newest = max(day for header in headers for day in re.findall(r"^checked: (\d{4}-\d\d-\d\d)$", header, re.MULTILINE))
    # On a busy machine a browser takes its time; five seconds, as Playwright has it, are little then.
    expect.set_options(timeout=60_000)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(f"{newest}T12:00+00:00").timestamp()))


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small toolkit `tests/sites/small`: two types, three languages."""
    return Path(shutil.copytree(SITES / "small", tmp_path / "small"))


@pytest.fixture
def small_settings(small: Path) -> Settings:
    return read_settings(small)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the standard library's
        pass


# A module at a time: while a browser or a server runs, there are other threads, and other tests fork processes.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def packed(root: Path, site: Path, target: Path) -> list[Path]:
    """Pack the toolkit in ``root``, whose finished site is in ``site``, into the folder ``target``."""
    prepared = prepare(read_settings(root), Processes(2))
    assert prepared.site is not None, [*map(str, prepared.problems)]
    return pack_site(prepared.site, site, target, Processes(2))


@pytest.fixture(scope="session")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toolkit of this repository itself, drawn once, however many processes run the tests."""
    within = tmp_path_factory.getbasetemp()
    # With pytest-xdist each process has a folder of its own in one that belongs to all of them.
    target = (within.parent if "PYTEST_XDIST_WORKER" in os.environ else within) / "own"
    with FileLock(f"{target}.lock"):
        if not target.exists():
            _make_own(target.with_name("own-making")).rename(target)
    return target


def _make_own(target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    site = prepare(read_settings(ROOT), Processes(2)).site
    assert site is not None
    build_site(site, target / "site", Processes(2))
    # To draw and to press all editions takes twice as long as all else. For the pages that offer them, any file will do,
    # and one is read as it lies in its ZIP; that ZIPs are what they should be, test_editions.py shows with a small toolkit.
    whole, *others = offline_editions(site)
    build_site(replace(site, edition=whole), target / STICK, Processes(2))
    names = [f"{site.library.settings.slug}-offline{end}.zip" for end in ("", *(f"-{one.languages[0]}" for one in others))]
    (target / "dist").mkdir()
    for name in names:
        (target / "dist" / name).write_bytes(bytes(2_300_000))
    offer(site, [target / "dist" / name for name in names], target / "site", Processes(2))
    return target


@pytest.fixture(scope="session")
def own_site(own_folder: Path) -> Path:
    """Its site; tests leave it as it is."""
    return own_folder / "site"


@pytest.fixture(scope="session")
def own_zip(own_folder: Path) -> Path:
    """What its ZIP for all languages holds."""
    return own_folder / STICK


def hear() -> None:
    """Let signals end a program that is started: in the background, and under nohup, tests and what they start ignore some."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


HEARING: dict[str, Any] = {} if sys.platform == "win32" else {"preexec_fn": hear}
"""For `subprocess.Popen`, where signals are sent."""


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/"
        httpd.shutdown()


@pytest.fixture(scope="module")
def own_server(own_site: Path) -> Iterator[str]:
    yield from serve(own_site)
