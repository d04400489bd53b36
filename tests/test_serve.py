"""`toolkit serve` as somebody uses it: change a file, break it, mend it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running `toolkit serve`."""

    def __init__(self, root: Path) -> None:
        self.port = _free_port()
        self.log = root / "serve.log"
        command = [sys.executable, "-c", "from toolkit_builder.cli import main; main()", "serve", "--root", str(root)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([*command, "--port", str(self.port)], stdout=log, stderr=log)

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/small/{path}", timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def wait(self, path: str, is_right: Callable[[str], bool]) -> str:
        """Ask for a page until it is as wanted; after 30 seconds the test fails with the log."""
        for _ in range(150):
            page = self.get(path)
            if is_right(page):
                return page
            time.sleep(0.2)
        raise AssertionError(self.log.read_text("utf-8"))


@pytest.fixture(params=["good", "broken"])
def served(request: pytest.FixtureRequest, small: Path) -> Iterator[Served]:
    file = small / "content/guides/tea.en.md"
    if request.param == "broken":
        file.write_text(file.read_text("utf-8").replace("level: easy", "level: Schwer"), "utf-8")
    served = Served(small)
    yield served
    served.process.terminate()
    served.process.wait(10)


def test_a_change_a_mistake_and_its_mending_are_seen(served: Served, small: Path) -> None:
    file = small / "content/guides/tea.en.md"
    good = file.read_text("utf-8").replace("level: Schwer", "level: easy")
    # Started on a broken file as well: it is served, with what is wrong.
    served.wait("guides/tea.html", lambda page: "How to make tea" in page or "Did you mean `hard`?" in page)
    file.write_text(good.replace("How to make tea", "A better way to make tea"), "utf-8")
    served.wait("guides/tea.html", lambda page: "A better way to make tea" in page)
    file.write_text(good.replace("countries: [GB, NO]", "countries: [Norwegen]"), "utf-8")
    page = served.wait("de/guides/tea.html", lambda page: "has to be mended" in page)
    assert "content/guides/tea.en.md:5:13" in page
    assert "Did you mean `NO`?" in page
    assert "content/guides/tea.en.md:5:13: error wrong-kind" in served.log.read_text("utf-8")
    file.write_text(good, "utf-8")
    served.wait("de/guides/tea.html", lambda page: "Wie man Tee macht" in page)
    assert "Traceback" not in served.log.read_text("utf-8")
