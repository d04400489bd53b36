"""`toolkit serve` as somebody uses it: change a file, break it, mend it, stop it; and `mkdocs serve`, through the plugin."""

from __future__ import annotations

import base64
import hashlib
import http.client
import itertools
import multiprocessing
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from tests.browser import until
from tests.conftest import HEARING
from tests.pages import parse
from toolkit_builder.build import Prepared, prepare
from toolkit_builder.problems import Message, say
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.serving import following, front
from toolkit_builder.serving.answers import NOTHING, Answer, Shown, answer
from toolkit_builder.serving.following import Built
from toolkit_builder.serving.front import Asked, Front, _Handler, _Nudge, listen
from toolkit_builder.serving.watching import Places, snapshot
from toolkit_builder.settings import Settings

TEA = "content/guides/tea.en.md"
TOOLKIT = "from toolkit_builder.cli import main; main()"
# As where inotify is not to be had, or says nothing.
DEAF = f"import toolkit_builder.serving.front as front; front._observe = lambda *_: None; {TOOLKIT}"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
LIMIT = 120.0
"""Seconds after which what was waited for will not come any more: many times longer than it takes on a busy machine."""


# What no system gives to whoever asks for any port; each process that runs tests has numbers of its own.
PORTS = itertools.cycle(20_000 + (os.getpid() * 40 + number) % 12_000 for number in range(40))


def free_port() -> int:
    """Return a port that nobody has, nor is given before it is used."""
    for port in PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_until(holds: Callable[[], bool], why: Callable[[], object] = lambda: "") -> None:
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, why()
        time.sleep(0.05)


class Served:
    """A running `toolkit serve`."""

    def __init__(self, root: Path, program: str = TOOLKIT) -> None:
        self.root = root
        self.port = free_port()
        self.log = root.parent / "serve.log"
        self.temporary = root.parent / "temporary"
        self.temporary.mkdir()
        command = [sys.executable, "-c", program, "serve", "--root", str(root), "--port", str(self.port)]
        with self.log.open("wb") as log:
            environment = {**os.environ, "TMPDIR": str(self.temporary), "PYTHONUNBUFFERED": "1"}
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, **HEARING)

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def ask(self, path: str, headers: Mapping[str, str] = NO_HEADERS, method: str = "GET") -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        return connection.getresponse()

    def get(self, path: str) -> str:
        try:
            return self.ask(f"/small/{path}").read().decode()
        except (OSError, http.client.HTTPException):
            return ""

    def status(self, path: str, headers: Mapping[str, str]) -> int:
        try:
            return self.ask(path, headers).status
        except (OSError, http.client.HTTPException):
            return 0

    def wait(self, path: str, is_right: Callable[[str], bool]) -> str:
        """Ask for a page until it is as wanted; otherwise the test fails with the log."""
        page = ""

        def came() -> bool:
            nonlocal page
            page = self.get(path)
            return is_right(page)

        wait_until(came, lambda: self.said)
        return page

    def change(self, file: str, before: str, after: str) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture
def start(small: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def begin(program: str = TOOLKIT) -> Served:
        running.append(Served(small, program))
        return running[-1]

    yield begin
    for one in running:
        one.process.terminate()
        one.process.wait(LIMIT)
        assert "Traceback" not in one.said


@pytest.mark.parametrize("program", [TOOLKIT, DEAF], ids=["told", "deaf"])
@pytest.mark.parametrize("is_good", [True, False], ids=["good", "broken"])
def test_a_change_a_mistake_and_its_mending_are_seen(
    start: Callable[..., Served], small: Path, program: str, is_good: bool
) -> None:
    file = small / TEA
    good = file.read_text("utf-8")
    if not is_good:
        file.write_text(good.replace("level: easy", "level: Schwer"), "utf-8")
    served = start(program)
    # Started on a broken file as well: it is served, with what is wrong.
    served.wait("guides/tea.html", lambda page: ("How to make tea" if is_good else "has to be mended") in page)
    file.write_text(good.replace("How to make tea", "A better way to make tea"), "utf-8")
    served.wait("guides/tea.html", lambda page: "A better way to make tea" in page)
    file.write_text(good.replace("countries: [GB, NO]", "countries: [Norwegen]"), "utf-8")
    served.wait("guides/tea.html", lambda page: "has to be mended" in page and f"{TEA}:5:13" in page)
    assert f"{TEA}:5:13: error wrong-kind" in served.said
    file.write_text(good, "utf-8")
    served.wait("de/guides/tea.html", lambda page: "Wie man Tee macht" in page)


def test_problems_are_told_in_the_language_asked_for(start: Callable[..., Served], small: Path) -> None:
    served = start()
    served.change(TEA, "level: easy", "level: Schwer")
    told = {
        code: parse(served.wait(f"{folder}guides/tea.html", lambda page: f"{TEA}:7:8" in page))
        for code, folder in (("en", ""), ("de", "de/"), ("ar", "ar/"))
    }
    for code, page in told.items():
        html = page.one("html").attributes
        assert (html["lang"], html["dir"]) == (code, "rtl" if code == "ar" else "ltr")
    assert "Meinten Sie hard ?" in told["de"].text
    assert "Did you mean hard ?" in told["en"].text
    assert "Did you mean" not in told["ar"].text
    # Addresses that no page has yet, or not any more, tell it as well, with their styles.
    dead = served.ask("/small/de/guides/deep/nothing.html")
    page = dead.read().decode()
    assert dead.status == 404
    assert "Meinten Sie" in page
    assert 'href="/small/assets/toolkit/toolkit.css"' in page


def test_settings_are_followed_and_may_be_broken(start: Callable[..., Served], small: Path) -> None:
    """Also before the start; and those that they inherit from."""
    own = small / "mkdocs.yml"
    text = own.read_text("utf-8")
    (small.parent / "base.yml").write_text("site_name: First name\n", "utf-8")
    good = text.replace("site_name: Small toolkit", "INHERIT: ../base.yml")
    own.write_text(good.replace("locale: de", "locale: deutsch"), "utf-8")
    served = start()
    served.wait("index.html", lambda page: "has to be mended" in page and "mkdocs.yml:" in page)
    own.write_text(good, "utf-8")
    served.wait("de/guides/tea.html", lambda page: "First name" in page)
    (small.parent / "base.yml").write_text("site_name: Second name\n", "utf-8")
    served.wait("de/guides/tea.html", lambda page: "Second name" in page)
    # Cut off in the middle, nothing can be read; all addresses stay what they were.
    own.write_text(good.replace("plugins:", "plugins: ["), "utf-8")
    page = served.wait("de/guides/tea.html", lambda page: "has to be mended" in page or "mkdocs.yml" in page)
    assert parse(page).one("html").attributes["lang"] == "de"
    own.unlink()
    served.wait("de/guides/tea.html", lambda page: "There is no mkdocs.yml" in page)
    own.write_text(good.replace("example.org/small/", "example.org/small/inner/"), "utf-8")
    served.wait("inner/de/guides/tea.html", lambda page: "Second name" in page)


def test_templates_and_what_lies_beside_them_are_followed(start: Callable[..., Served], small: Path) -> None:
    (small / "own").mkdir()
    template = small / "own/main.html"
    good = '{% extends "base.html" %}{% block content %}first own template{% endblock %}'
    template.write_text(good, "utf-8")
    served_settings = (small / "mkdocs.yml").read_text("utf-8").replace("font: false", "font: false, custom_dir: own")
    (small / "mkdocs.yml").write_text(served_settings, "utf-8")
    served = start()
    served.wait("years.html", lambda page: "first own template" in page)
    template.write_text(good.replace("first", "second"), "utf-8")
    served.wait("years.html", lambda page: "second own template" in page)
    template.write_text("{% if %}", "utf-8")
    served.wait("years.html", lambda page: "This template cannot be read" in page)
    assert "own/main.html:1:1: error broken-template" in served.said
    template.write_text(good.replace("{% block content %}", "{% block content %}{{ nothing.there }}"), "utf-8")
    served.wait("years.html", lambda page: "main.html:1: " in page and "cannot be made" in page)
    template.write_text(good.replace("first", "third"), "utf-8")
    served.wait("years.html", lambda page: "third own template" in page)
    (small / "own/extra.css").write_text("p { color: red }", "utf-8")
    served.wait("extra.css", lambda text: "color: red" in text)


# What is answered -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One that nobody changes."""
    import shutil

    from tests.conftest import SITES

    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("served") / "small"))
    served = Served(root)
    served.wait("index.html", bool)
    yield served
    served.process.terminate()
    served.process.wait(LIMIT)
    assert "Traceback" not in served.said


@pytest.mark.parametrize(
    ("path", "status", "content_type"),
    [
        ("/small/", 200, "text/html; charset=utf-8"),
        ("/small/guides/", 200, "text/html; charset=utf-8"),
        ("/small/guides/tea.html?level=easy", 200, "text/html; charset=utf-8"),
        ("/small/guides/t%65a.html", 200, "text/html; charset=utf-8"),
        ("/small/assets/toolkit/toolkit.css", 200, "text/css; charset=utf-8"),
        ("/small/assets/toolkit/toolkit.js", 200, "text/javascript; charset=utf-8"),
        ("/small/assets/toolkit/icon.svg", 200, "image/svg+xml"),
        ("/small/assets/toolkit/fonts/almarai/400-arabic.woff2", 200, "font/woff2"),
        ("/small/data/library.json", 200, "application/json"),
        ("/small/sitemap.xml", 200, "application/xml"),
        ("/small/nothing.html", 404, "text/html; charset=utf-8"),
        ("/elsewhere/", 404, "text/html; charset=utf-8"),
        # Neither a list of files, nor anything outside.
        ("/small/assets/toolkit/", 404, "text/html; charset=utf-8"),
        ("/small/assets", 404, "text/html; charset=utf-8"),
        ("/small/../small/mkdocs.yml", 404, "text/html; charset=utf-8"),
        (f"/small/{'../' * 20}etc/passwd", 404, "text/html; charset=utf-8"),
        (f"/small/{'%2e%2e/' * 20}etc/passwd", 404, "text/html; charset=utf-8"),
        (f"/small/{'..%2f' * 20}etc/passwd", 404, "text/html; charset=utf-8"),
        ("/small//etc/passwd", 404, "text/html; charset=utf-8"),
        ("/small/%00", 404, "text/html; charset=utf-8"),
        ("/small/%ff", 404, "text/html; charset=utf-8"),
        ("/small/C:/x", 404, "text/html; charset=utf-8"),
    ],
)
def test_files_come_with_their_type_and_nothing_else_comes(running: Served, path: str, status: int, content_type: str) -> None:
    answer = running.ask(path)
    body = answer.read()
    assert (answer.status, answer.headers["Content-Type"]) == (status, content_type)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b"root:x:" not in body
    # A page for dead addresses must find its styles from anywhere.
    assert status == 200 or b'href="/small/assets/toolkit/toolkit.css"' in body
    head = running.ask(path, method="HEAD")
    assert (head.status, head.headers["Content-Length"], head.read()) == (status, str(len(body)), b"")


@pytest.mark.parametrize(("path", "place"), [("/", "/small/"), ("/small", "/small/"), ("/small/guides", "/small/guides/")])
def test_ways_to_pages(running: Served, path: str, place: str) -> None:
    answer = running.ask(path)
    assert (answer.status, answer.headers["Location"]) == (302, place)


HERE = "127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"Host": HERE}, True),
        ({"Host": "localhost:{port}"}, True),
        ({"Host": "LocalHost:{port}"}, True),
        ({"Host": "[::1]:{port}"}, True),
        ({"Host": HERE, "Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin"}, True),
        # A link in a mail or on another site.
        ({"Host": HERE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, True),
        ({"Host": "evil.example:{port}"}, False),
        ({"Host": "127.0.0.1.evil.example:{port}"}, False),
        ({"Host": "127.0.0.1:1"}, False),
        ({"Host": "127.0.0.1"}, False),
        ({"Host": ""}, False),
        ({"Host": HERE, "Origin": "http://evil.example"}, False),
        ({"Host": HERE, "Origin": "http://localhost:1"}, False),
        ({"Host": HERE, "Origin": "https://127.0.0.1:{port}"}, False),
        ({"Host": HERE, "Origin": "null"}, False),
        ({"Host": HERE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, False),
    ],
)
def test_pages_from_elsewhere_get_nothing(running: Served, headers: Mapping[str, str], is_ours: bool) -> None:
    for path in ("/small/", "/small/data/library.json", "/.toolkit/changes", "/.toolkit/live.js", "/"):
        answer = running.ask(path, {name: value.format(port=running.port) for name, value in headers.items()})
        body = answer.read()
        assert (answer.status < 400) is is_ours, path
        assert is_ours or (body, answer.headers["Access-Control-Allow-Origin"], answer.headers["Location"]) == (b"", None, None)


def test_only_this_machine_can_ask(running: Served) -> None:
    with socket.socket() as other:
        # Whoever holds a port for all addresses holds it for each.
        other.bind(("127.0.0.2", running.port))


def test_pages_may_do_what_they_may_when_published_and_ask_for_changes(running: Served) -> None:
    answer = running.ask("/small/guides/tea.html")
    shown = answer.read().decode()
    (first,) = re.findall("<script>(.*?)</script>", shown)
    digest = base64.b64encode(hashlib.sha256(first.encode()).digest()).decode()
    assert answer.headers["Content-Security-Policy"] == (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; base-uri 'none'; form-action 'none'; connect-src 'self'"
    )
    assert "Content-Security-Policy" not in shown
    # A copy to take away has a policy of its own, and no script.
    copy = running.ask("/small/saved/guides/tea.html")
    page = copy.read().decode()
    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert copy.headers["Content-Security-Policy"] is None


def test_a_page_hears_at_once_of_a_build_that_is_not_its_own(running: Served) -> None:
    found = re.search(r'data-build="([^"]+)"', running.get("guides/tea.html"))
    assert found
    assert running.ask("/.toolkit/changes?of-another-run-1").read().decode() == found[1]


# How it ends ------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda one: one.name)
@pytest.mark.parametrize("is_built", [True, False], ids=["shown", "building"])
def test_it_leaves_nothing_behind(start: Callable[..., Served], number: int, is_built: bool) -> None:
    served = start()
    if is_built:
        served.wait("index.html", bool)
    # It refuses others as soon as it can be asked.
    wait_until(lambda: served.status("/", {"Host": "example.org"}) == HTTPStatus.FORBIDDEN, lambda: served.said)
    # A browser that waits for changes is not waited for.
    waiting = None
    if is_built:
        waiting = socket.create_connection(("127.0.0.1", served.port))
        waiting.sendall(f"GET /.toolkit/changes HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode())
    served.process.send_signal(number)
    status = served.process.wait(LIMIT)
    assert status == (-signal.SIGKILL if number == signal.SIGKILL else 0), served.said
    wait_until(lambda: not any(served.temporary.iterdir()), lambda: list(served.temporary.rglob("*"))[:5])
    if waiting:
        waiting.close()

    wait_until(lambda: is_free(served.port))


def test_a_port_that_is_taken_is_one_sentence(start: Callable[..., Served], small: Path) -> None:
    served = start()
    served.wait("index.html", bool)
    command = [sys.executable, "-c", TOOLKIT, "serve", "--root", str(small), "--port", str(served.port)]
    second = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=LIMIT, check=False)
    assert second.returncode == 2
    said = f"toolkit: Port {served.port} cannot be used (Address already in use). Choose another with --port.\n"
    assert second.stderr == said
    assert served.get("index.html")


# When it builds ---------------------------------------------------------------------------------------------------------


class Nobody(Front):
    """Nobody asks, and the system says nothing."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.waits = 0

    def tell(self, what: object) -> None:
        self.told.append(what)

    def is_nudged(self, seconds: float, give: Callable[[str], Answer]) -> bool:
        self.waits += 1
        return False


def nothing(_: str) -> Answer:
    return NOTHING


def test_a_burst_of_saves_is_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    # What is found when looking: nothing new, then files that come one by one, then all of them.
    states = iter([0, 0, 1, 2, 3, 4, 4, 5])
    monkeypatch.setattr(following, "snapshot", lambda _: {"file": (next(states),)})
    monkeypatch.setattr(time, "sleep", lambda _: None)
    following._wait_for_change(Places(), {"file": (0,)}, Nobody(), nothing)
    assert next(states) == 5


def test_only_what_a_site_is_made_of_is_a_change() -> None:
    root = Path("/tool")
    places = Places((root / "content", root / "overrides"), (root / "mkdocs.yml", Path("/shared/base.yml")))
    told: list[object] = []
    builder = SimpleNamespace(tell=told.append)

    def nudges(event: FileSystemEvent) -> bool:
        told.clear()
        _Nudge(builder, places).on_any_event(event)  # type: ignore[arg-type]
        return bool(told)

    changes = [
        FileModifiedEvent("/tool/mkdocs.yml"), FileModifiedEvent("/shared/base.yml"), FileCreatedEvent("/tool/content/a.en.md"),
        FileDeletedEvent("/tool/content/guides/pic/a.png"), FileMovedEvent("/tool/content/x.tmp", "/tool/content/x.en.md"),
        FileMovedEvent("/tmp/4711", "/tool/mkdocs.yml"), DirMovedEvent("/tool/content/guides", "/tool/guides"),
        DirDeletedEvent("/tool/content"), DirCreatedEvent("/tool/overrides"),
    ]  # fmt: skip
    assert [event for event in changes if not nudges(event)] == []
    others = [
        FileModifiedEvent("/tool/server.log"), FileModifiedEvent("/shared/mkdocs.yml"), DirModifiedEvent("/tool"),
        FileModifiedEvent("/tool/contents/a.md"), FileModifiedEvent("/tool/content/.a.en.md.swp"),
        FileModifiedEvent("/tool/content/.git/index"), FileOpenedEvent("/tool/mkdocs.yml"),
        DirModifiedEvent("/tool/content"), FileModifiedEvent("/tool/content/guides/a.en.md~"),
    ]  # fmt: skip
    assert [event for event in others if nudges(event)] == []


def test_where_the_system_says_nothing_any_more_it_is_asked_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that was replaced by another one of its name is not watched."""
    monkeypatch.setattr(following, "snapshot", lambda _: {"file": (1,)})
    monkeypatch.setattr(time, "sleep", lambda _: None)
    nobody = Nobody()
    following._wait_for_change(Places(), {}, nobody, nothing)
    assert nobody.told == [Places()]
    monkeypatch.setattr(Nobody, "is_nudged", lambda self, *_: next(self.nudged))
    said = Nobody()
    said.nudged = iter([True, False])  # type: ignore[attr-defined]
    following._wait_for_change(Places(), {}, said, nothing)
    assert said.told == []


def test_an_answer_does_not_wait_until_the_browser_has_said_that_it_has_the_headers(small_settings: Settings) -> None:
    listening = listen(0)
    options: list[int] = []

    class Handler(_Handler):
        def do_GET(self) -> None:  # noqa: N802 - the name is the standard library's
            options.append(self.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            self.send_error(404)

    server = ThreadingHTTPServer(listening.getsockname(), Handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    with pytest.raises(HTTPError):
        urlopen(f"http://127.0.0.1:{listening.getsockname()[1]}/")
    thread.join()
    server.server_close()
    assert options
    assert options[0]


def test_nobody_looks_while_the_system_says_that_files_change(monkeypatch: pytest.MonkeyPatch) -> None:
    class Saving(Nobody):
        """The system says four times that something changes."""

        def is_nudged(self, seconds: float, give: Callable[[str], Answer]) -> bool:
            self.waits += 1
            return self.waits < 5

    saving = Saving()
    looks: list[int] = []

    def look(_: Places) -> Mapping[str, tuple[int, ...]]:
        looks.append(saving.waits)
        return {"file": (saving.waits,)}

    monkeypatch.setattr(following, "snapshot", look)
    assert following._wait_for_change(Places(), {"file": (0,)}, saving, nothing) == {"file": (5,)}
    assert looks == [5]


@pytest.mark.parametrize("is_nudged", [False, True])
def test_files_that_change_for_ever_do_not_keep_it_from_building(monkeypatch: pytest.MonkeyPatch, is_nudged: bool) -> None:
    monkeypatch.setattr(Nobody, "is_nudged", lambda *_: is_nudged)
    clock = iter(range(1000))
    monkeypatch.setattr(following, "snapshot", lambda _: {"file": (next(clock),)})
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    following._wait_for_change(Places(), {}, Nobody(), nothing)
    assert next(clock) < 50


def test_what_is_saved_during_a_build_is_built_next_and_old_builds_are_forgotten(
    small_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = small_settings.root / TEA
    libraries: list[weakref.ref[object]] = []
    told_of: list[bool] = []
    pages: list[bytes] = []

    def make(settings: Settings) -> Prepared:
        # Somebody saves while it is being read.
        prepared = prepare(settings, live=True)
        assert [one() for one in libraries] == [None] * len(libraries)
        libraries.append(weakref.ref(prepared.library))
        if len(libraries) < 3:
            file.write_text(file.read_text("utf-8").replace("How to make tea", "How to make tea!"), "utf-8")
        return prepared

    def told(built: Built) -> None:
        told_of.append(built.is_first)

    class Asking(Nobody):
        """The system tells of what was saved during two builds; asks for a page once nothing changes any more."""

        def is_nudged(self, seconds: float, give: Callable[[str], Answer]) -> bool:
            self.waits += 1
            if self.waits < 5:
                return self.waits % 2 == 1
            pages.append(give("/small/guides/tea.html").body)
            raise KeyboardInterrupt

    asking = Asking()
    with pytest.raises(KeyboardInterrupt):
        following._follow(small_settings, asking, make, told)
    assert told_of == [True, False, False]
    assert [b"<h1>How to make tea!!</h1>" in page for page in pages] == [True]
    builds = [one for one in asking.told if isinstance(one, str)]
    assert len(set(builds)) == 3


def test_it_builds_once_as_long_as_nothing_changes(small_settings: Settings) -> None:
    class Waiting(Nobody):
        def is_nudged(self, seconds: float, give: Callable[[str], Answer]) -> bool:
            raise KeyboardInterrupt

    def told(built: Built) -> None:
        assert built.is_first

    with pytest.raises(KeyboardInterrupt):
        following._follow(small_settings, Waiting(), lambda settings: prepare(settings, live=True), told)


def test_everybody_gets_the_answer_to_their_own_question() -> None:
    asked: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
    builder = front._Builder(multiprocessing.Pipe()[0])
    builder.tell = asked.put  # type: ignore[method-assign]
    server = front._Server(listen(0), builder)
    wrong: list[object] = []

    def give() -> None:
        """Answer several at a time, the last first."""
        while held := [one for _ in range(4) if (one := asked.get())]:
            for one in reversed(held):
                server.give(one.number, Answer(HTTPStatus.OK, one.address.encode()))

    def ask(name: str) -> None:
        wrong.extend(name for number in range(50) if server.answer(f"/{name}/{number}").body != f"/{name}/{number}".encode())

    answering = threading.Thread(target=give)
    answering.start()
    threads = [threading.Thread(target=ask, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(4):
        asked.put(None)
    answering.join()
    server.server_close()
    assert wrong == []


def test_a_page_that_cannot_be_drawn_says_why_and_the_others_are_there(start: Callable[..., Served], small: Path) -> None:
    (small / "overrides").mkdir()
    mkdocs = small / "mkdocs.yml"
    mkdocs.write_text(mkdocs.read_text("utf-8").replace("font: false", "font: false, custom_dir: overrides"), "utf-8")
    (small / "overrides/record.html").write_text("{{ view.nothing.at_all }}", "utf-8")
    served = start()
    served.wait("guides/tea.html", lambda page: "nothing" in page and "<h1>How to make tea</h1>" not in page)
    assert "cannot be made" not in served.get("guides/index.html")
    assert "cannot be made" in served.get("guides/tea.html")
    assert served.said.count("The site cannot be made") == 1
    (small / "overrides/record.html").write_text('{% extends "main.html" %}', "utf-8")
    served.wait("guides/tea.html", lambda page: "How to make tea" in page)


@pytest.mark.parametrize(
    ("change", "is_change"),
    [
        (lambda root: (root / "content/guides/new.en.md").write_bytes(b"x"), True),
        (lambda root: (root / TEA).unlink(), True),
        (lambda root: (root / TEA).rename(root / "content/guides/te.en.md"), True),
        (lambda root: (root / "content/empty").mkdir(), True),
        (lambda root: (root / "mkdocs.yml").write_bytes(b"x"), True),
        (lambda root: (root / "content/guides/tea/pot.svg").write_bytes(b"x"), True),
        # Another file of the same size and time.
        (lambda root: replace_unseen(root / TEA), True),
        (lambda root: (root / "content/guides/.tea.en.md.swp").write_bytes(b"x"), False),
        (lambda root: (root / "content/guides/tea.en.md~").write_bytes(b"x"), False),
        (lambda root: (root / "site").mkdir(), False),
        (lambda root: (root / ".toolkit").mkdir(), False),
        (lambda root: (root / TEA).read_text("utf-8"), False),
    ],
)
def test_what_is_a_change(small: Path, change: Callable[[Path], object], is_change: bool) -> None:
    places = following.places_of(read_settings(small))
    before = snapshot(places)
    change(small)
    assert (snapshot(places) != before) is is_change


def replace_unseen(file: Path) -> None:
    found = file.stat()
    file.write_bytes(file.read_bytes()[::-1])
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.parametrize("path", [".git/config", "a/.env", "a/../b", "a//b", "a%5Cb", "c%3A", "%00", "a%2F..%2Fb"])
def test_names_that_no_site_has_are_not_even_looked_for(path: str) -> None:
    looked_for: list[str] = []

    def file_of(place: str) -> bytes:
        looked_for.append(place)
        return b"<html></html>"

    assert answer(Shown(file_of, "/small/", "1"), f"/small/{path}").status == HTTPStatus.NOT_FOUND
    assert {place.rpartition("/")[2] for place in looked_for} == {"404.html"}


def test_what_is_wrong_is_told_also_where_an_own_template_for_that_is_broken(small: Path) -> None:
    settings = read_settings(small)
    (small / "own").mkdir()
    (small / "own/problems.html").write_text("{{ nothing }}", "utf-8")
    settings = replace(settings, overrides=small / "own")
    failure = following._failure(read_library(settings), say("The site cannot be made: {reason}", reason="so"))
    assert b"The site cannot be made: so" in (failure("index.html") or b"")
    assert failure("nowhere.html") is None


def test_reasons_may_hold_any_signs() -> None:
    assert str(following._reason(RuntimeError("{x} 50 % `y`"))).endswith(": {x} 50 % `y`")
    assert isinstance(following._reason(ValueError()), Message)


# In a browser -----------------------------------------------------------------------------------------------------------

LONG = "\n\n".join(f"## Part {number}\n\n" + "Words and more words. " * 40 for number in range(20))
HIDDEN = '\n\n??? note "More"\n    Folded away.\n'


def top_of(page: Page, heading: str) -> float:
    return float(page.locator(f"#{heading}").evaluate("one => one.getBoundingClientRect().top"))


@pytest.mark.browser
def test_an_open_page_follows_and_keeps_its_place(start: Callable[..., Served], small: Path, browser: Browser) -> None:
    file = small / TEA
    text = f"{file.read_text('utf-8')}{HIDDEN}\n\n{LONG}\n"
    file.write_text(text, "utf-8")
    served = start()
    served.wait("guides/tea.html", lambda page: "Part 19" in page)
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.set_default_timeout(LIMIT * 1000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"http://127.0.0.1:{served.port}/small/guides/tea.html")
    page.locator("details:has-text('Folded away')").evaluate("one => { one.open = true }")
    page.locator("#part-9").evaluate("one => scrollTo(0, scrollY + one.getBoundingClientRect().top + 40)")
    assert abs(top_of(page, "part-9") + 40) < 2

    # Far above, the text gets longer: what is being read stays where it is.
    file.write_text(text.replace("## Part 2\n", f"{'New words. ' * 300}\n\n## Part 2\n"), "utf-8")
    page.get_by_text("New words.").first.wait_for(state="attached")
    until(page, lambda: abs(top_of(page, "part-9") + 40) < 2)
    assert page.locator("details:has-text('Folded away')").evaluate("one => one.open")

    # A mistake is shown, and the page comes back to the same place.
    file.write_text(text.replace("level: easy", "level: Schwer"), "utf-8")
    page.locator("ol.problems").get_by_text("Did you mean").wait_for()
    file.write_text(text, "utf-8")
    until(page, lambda: abs(top_of(page, "part-9") + 40) < 2)
    assert wrong == []
    page.close()


# MkDocs -----------------------------------------------------------------------------------------------------------------


def test_mkdocs_serve_follows_as_well(small: Path) -> None:
    """Through the hooks of the plugin: a change, a mistake, its mending."""
    port, log = free_port(), small.parent / "mkdocs.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(small / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    served = Served.__new__(Served)
    served.root, served.port, served.log = small, port, log
    try:
        served.wait("guides/tea.html", lambda page: "How to make tea" in page)
        served.change(TEA, "How to make tea", "A better way to make tea")
        page = served.wait("guides/tea.html", lambda page: "A better way to make tea" in page)
        # What MkDocs puts into the page to follow changes must not be locked out.
        assert "livereload(" in page
        assert "Content-Security-Policy" not in page
        served.change(TEA, "level: easy", "level: Schwer")
        served.wait("de/guides/tea.html", lambda page: "Meinten Sie" in page)
        served.change(TEA, "level: Schwer", "level: easy")
        served.wait("de/guides/tea.html", lambda page: "Wie man Tee macht" in page)
    finally:
        process.terminate()
        process.wait(LIMIT)
    assert "Traceback" not in served.said
