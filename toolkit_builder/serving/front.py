"""The process that answers browsers, and nudges the one that builds when the system says that files changed."""

from __future__ import annotations

import contextlib
import multiprocessing
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from toolkit_builder.rendering.pool import can_fork
from toolkit_builder.serving.answers import CHANGES, NOTHING, Answer, Shown, answer, is_ours, text
from toolkit_builder.serving.watching import Places

HOST = "127.0.0.1"
_PATIENCE = 25.0
"""Seconds after which a page that waits for changes is told that there are none: it asks again."""
_CHANGING = frozenset({"created", "modified", "deleted", "moved", "closed"})
_PAUSE = 0.02
"""Seconds between two nudges; whoever is nudged waits longer than that before it looks."""


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


class Front:
    """The other process, as the one that builds sees it. ``base`` is the folder of all builds; it goes when either ends."""

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
        try:
            self.base = Path(self._pipe.recv())
        except (EOFError, OSError):
            raise FrontError("the server could not begin.") from None

    def tell(self, what: Shown | Places) -> None:
        """Say which build is shown from now on, or what it is made of. Raises FrontError."""
        try:
            self._pipe.send(what)
        except OSError:
            raise FrontError("the server has ended.") from None

    def is_nudged(self, seconds: float) -> bool:
        """Wait so long for a nudge; whether one came. Raises FrontError."""
        nudged = False
        try:
            while self._pipe.poll(0 if nudged else seconds):
                self._pipe.recv()
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
    server = _Server(listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer: Any = None
    base = tempfile.mkdtemp(prefix="toolkit-serve-")
    try:
        pipe.send(base)
        while told := pipe.recv():
            if isinstance(told, Shown):
                server.show(told)
            else:
                observer = _observe(told, observer, pipe)
    except (EOFError, OSError):
        # The other one was killed.
        pass
    finally:
        listening.close()
        shutil.rmtree(base, ignore_errors=True)


def _observe(places: Places, before: Any, pipe: Connection) -> Any:
    """Ask the system to say when something changes. Where it cannot, looking now and then has to do."""
    if before is not None:
        before.unschedule_all()
        before.stop()
    observer = Observer()
    nudge = _Nudge(pipe)
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

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._last = 0.0

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what the system says."""
        if event.event_type in _CHANGING and time.monotonic() - self._last > _PAUSE:
            self._last = time.monotonic()
            # The other process may have ended.
            with contextlib.suppress(OSError):
                self._pipe.send(None)


class _Server(ThreadingHTTPServer):
    """Shows one whole build at any moment."""

    daemon_threads = True

    def __init__(self, listening: socket.socket) -> None:
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.server_name, self.server_port = listening.getsockname()
        self._shown: Shown | None = None
        self._changed = threading.Condition()

    def show(self, shown: Shown) -> None:
        """Put a new build in the place of the old one, which goes; nobody gets anything of both."""
        with self._changed:
            before, self._shown = self._shown, shown
            self._changed.notify_all()
        if before:
            shutil.rmtree(before.folder, ignore_errors=True)

    def answer(self, address: str) -> Answer:
        """Answer from the build that is shown; until there is one, wait for it."""
        path, _, asked = address.partition("?")
        with self._changed:
            self._changed.wait_for(lambda: self._shown)
            if path == CHANGES:
                self._changed.wait_for(lambda: self._shown and self._shown.build != asked, _PATIENCE)
            assert self._shown
            return text(self._shown.build) if path == CHANGES else answer(self._shown, address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that do not wait for their answer."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
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
