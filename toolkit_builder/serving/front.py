"""The process that browsers talk to. It passes on what they ask to the one that builds, and nudges that when files changed."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from toolkit_builder.serving.answers import CHANGES, NOTHING, Answer, is_ours, text
from toolkit_builder.serving.watching import Places
from toolkit_builder.work import can_fork

HOST = "127.0.0.1"
_PATIENCE = 25.0
"""Seconds after which a page that waits for changes is told that there are none: it asks again."""
_CHANGING = frozenset({"created", "modified", "deleted", "moved", "closed"})
_PAUSE = 0.01
"""Seconds between two nudges; whoever is nudged waits longer than that before it looks, unless files change for seconds."""


class FrontError(Exception):
    """Nobody answers browsers any more; the message says so."""


def listen(port: int) -> socket.socket:
    """Take a port on this machine alone. Raises OSError where it cannot be had."""
    listening = socket.socket()
    try:
        if sys.platform == "win32":
            # Otherwise two programs may share a port there.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(64)
    except OSError:
        listening.close()
        raise
    return listening


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that a browser asks for; the answer has the same number."""

    number: int
    address: str


class Front:
    """The other process, as the one that builds sees it."""

    def __init__(self, listening: socket.socket) -> None:
        context = multiprocessing.get_context("fork" if can_fork() else "spawn")
        self._pipe, theirs = context.Pipe()
        # A forked process has our end as well, and would not see it close.
        inherited = [self._pipe] if context.get_start_method() == "fork" else []
        arguments = (listening, theirs, inherited)
        self._process = context.Process(target=_answer_browsers, args=arguments, daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()
        listening.close()

    def tell(self, what: str | Places | tuple[int, Answer]) -> None:
        """Say the name of the build that is shown from now on, what it is made of, or an answer. Raises FrontError."""
        try:
            self._pipe.send(what)
        except OSError:
            raise FrontError("the server has ended.") from None

    def is_nudged(self, seconds: float, give: Callable[[str], Answer]) -> bool:
        """Wait so long for a nudge, and give browsers meanwhile what they ask for; whether one came. Raises FrontError."""
        nudged = False
        end = time.monotonic() + seconds
        try:
            while self._pipe.poll(0 if nudged else max(0.0, end - time.monotonic())):
                asked = self._pipe.recv()
                if isinstance(asked, Asked):
                    self.tell((asked.number, give(asked.address)))
                else:
                    nudged = True
        except (EOFError, OSError):
            raise FrontError("the server has ended.") from None
        return nudged

    def others(self) -> list[BaseProcess]:
        """Return all other processes that this one has begun."""
        return [child for child in multiprocessing.active_children() if child.pid != self._process.pid]

    def end(self) -> None:
        """Let it tidy up and end."""
        with contextlib.suppress(OSError):
            self._pipe.send(None)
        self._pipe.close()
        self._process.join(5)
        self._process.kill()


def _answer_browsers(listening: socket.socket, pipe: Connection, inherited: Sequence[Connection]) -> None:
    """Run in the other process until the pipe closes: whatever ends the one that builds, nothing stays behind."""
    # Ctrl+C and a closed terminal are for the other one, which then tells us.
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    for connection in inherited:
        connection.close()
    builder = _Builder(pipe)
    server = _Server(listening, builder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer: Any = None
    try:
        while told := pipe.recv():
            if isinstance(told, Places):
                observer = _observe(told, observer, builder)
            elif isinstance(told, str):
                server.show(told)
            else:
                server.give(*told)
    except (EOFError, OSError):
        # The other one was killed.
        pass
    finally:
        listening.close()


class _Builder:
    """The process that builds, as the one that answers sees it: many threads have something to say to it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._one_at_a_time = threading.Lock()

    def tell(self, what: Asked | None) -> None:
        """Pass on what is asked, or nudge it."""
        # It may have ended.
        with contextlib.suppress(OSError), self._one_at_a_time:
            self._pipe.send(what)


def _observe(places: Places, before: Any, builder: _Builder) -> Any:
    """Ask the system to say when something changes. Where it cannot, looking now and then has to do."""
    if before is not None:
        before.unschedule_all()
        before.stop()
    observer = Observer()
    nudge = _Nudge(builder, places)
    deep = set(places.folders)
    for folder in deep | {file.parent for file in places.files}:
        with contextlib.suppress(OSError):
            observer.schedule(nudge, str(folder), recursive=folder in deep)
    try:
        observer.start()
    except OSError:
        # No more of these are to be had on this machine.
        return None
    return observer


class _Nudge(FileSystemEventHandler):
    """Passes on that something may have changed; what it is, whoever is nudged finds by looking."""

    def __init__(self, builder: _Builder, places: Places) -> None:
        self._builder = builder
        self._places = places
        self._last = 0.0

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what the system says. Of what lies beside, such as a log that is often written, nobody wants to know."""
        # What changes in a folder is told by itself.
        is_change = event.event_type in _CHANGING and not (event.is_directory and event.event_type == "modified")
        if not is_change or time.monotonic() - self._last <= _PAUSE:
            return
        if any(self._places.hold(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path):
            self._last = time.monotonic()
            self._builder.tell(None)


class _Server(ThreadingHTTPServer):
    """Answers from the build that is shown, as the process that builds gives it."""

    daemon_threads = True

    def __init__(self, listening: socket.socket, builder: _Builder) -> None:
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.server_name, self.server_port = listening.getsockname()
        self._builder = builder
        self._build = ""
        self._numbers = count()
        self._given: dict[int, Answer] = {}
        self._changed = threading.Condition()

    def show(self, build: str) -> None:
        """Tell pages that wait for it that there is a new build."""
        with self._changed:
            self._build = build
            self._changed.notify_all()

    def give(self, number: int, answer: Answer) -> None:
        """Hand over an answer to who waits for it."""
        with self._changed:
            self._given[number] = answer
            self._changed.notify_all()

    def answer(self, address: str) -> Answer:
        """Answer from the build that is shown; while one is being made, wait for it."""
        path, _, asked = address.partition("?")
        with self._changed:
            if path == CHANGES:
                self._changed.wait_for(lambda: self._build and self._build != asked, _PATIENCE)
                return text(self._build)
            number = next(self._numbers)
        self._builder.tell(Asked(number, address))
        with self._changed:
            self._changed.wait_for(lambda: number in self._given)
            return self._given.pop(number)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that do not wait for their answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    # Otherwise what follows the headers waits until the browser has said that it has them: 0.04 s.
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        ours = is_ours({name: self.headers[name] for name in self.headers}, self.server.server_port)
        given = self.server.answer(self.path) if ours else NOTHING
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(given.body)

    do_HEAD = do_GET  # noqa: N815

    def version_string(self) -> str:
        return "toolkit"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the standard library's
        pass
