"""The loop of `toolkit serve`: build, show, wait until something changes. Nothing that is wrong with files ends it."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import TemplateSyntaxError

from toolkit_builder.build import Prepared, build_problems, build_site
from toolkit_builder.model.library import Library
from toolkit_builder.problems import NOTHING, Message, Problem, say
from toolkit_builder.reading.settings import SettingsError, read_settings
from toolkit_builder.serving.answers import Shown
from toolkit_builder.serving.front import HOST, Front
from toolkit_builder.serving.watching import Places, Snapshot, places_of, snapshot
from toolkit_builder.settings import Settings

_SETTLED = 0.05
"""Seconds in which nothing may change before a build begins: an editor that saves all its files means one change."""
_LONGEST_BURST = 3.0
"""Seconds after which it begins all the same."""
_BETWEEN_LOOKS = (1.0, 5.0)
"""Seconds between two looks at all files, where the system does not say that something changed; more where looking is work."""
_SHARE = 100
"""So many times longer than looking takes is the time between two looks."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build: the library and its problems, or the reason why there is nothing to be seen of them."""

    settings: Settings
    library: Library
    problems: Sequence[Problem]
    reason: Message = NOTHING
    """Why the site could not be made, where no file of the content is to blame."""
    seconds: float = 0.0
    is_first: bool = False
    is_site: bool = False

    def address(self, port: int) -> str:
        """Where it is shown."""
        return f"http://{HOST}:{port}{_prefix(self.settings)}"


def follow(
    settings: Settings, listening: socket.socket, make: Callable[[Settings], Prepared], told: Callable[[Built], None]
) -> None:
    """Build and show a site at the port that ``listening`` holds, and again with every change, until Ctrl+C.

    ``make`` reads, checks and renders; ``told`` is told what came of each build. Raises FrontError.
    """
    front = Front(listening)
    _end_at_signals(front)
    try:
        _follow(settings, front, make, told)
    finally:
        front.end()


def _end_at_signals(front: Front) -> None:
    """End at once at Ctrl+C, when the system asks for it, and when the terminal closes.

    An exception would not do: one that comes up while a process is being forked is lost.
    """
    own = os.getpid()

    def end(number: int, _: object) -> None:
        if os.getpid() != own:
            # A worker that has these handlers from us.
            os._exit(1)
        signal.signal(number, signal.SIG_IGN)
        for worker in front.others():
            worker.kill()
        front.end()
        os._exit(0)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        # Whoever starts it with nohup wants it to stay.
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), end)


def _follow(settings: Settings, front: Front, make: Callable[[Settings], Prepared], told: Callable[[Built], None]) -> None:
    watched = Places()
    # No browser takes a build of one run for that of another.
    run = f"{time.time_ns():x}"
    for number in count(1):
        if places_of(settings) != watched:
            watched = places_of(settings)
            front.tell(watched)
        # As it was before anything was read: what is saved meanwhile is seen afterwards.
        seen = snapshot(watched)
        folder = front.base / str(number)
        built = replace(build_once(settings, folder, make), is_first=number == 1)
        settings = built.settings
        if folder.is_dir():
            front.tell(Shown(folder, _prefix(settings), f"{run}-{number}"))
        told(built)
        del built
        # What was set aside before processes were forked is looked through as well.
        gc.unfreeze()
        gc.collect()
        if places_of(settings) == watched:
            _wait_for_change(watched, seen, front)


def _prefix(settings: Settings) -> str:
    """Return under which path the pages stand: as they will where they are published."""
    return urlsplit(settings.address).path or "/"


def _wait_for_change(places: Places, seen: Snapshot, front: Front) -> None:
    """Wait until something is not as it was ``seen``, and nothing changes any more."""
    while True:
        started = time.process_time()
        now = snapshot(places)
        if now != seen:
            break
        least, most = _BETWEEN_LOOKS
        if front.is_nudged(min(max(least, (time.process_time() - started) * _SHARE), most)):
            time.sleep(_SETTLED)
    end = time.monotonic() + _LONGEST_BURST
    while time.monotonic() < end:
        time.sleep(_SETTLED)
        before, now = now, snapshot(places)
        if now == before:
            return


def build_once(settings: Settings, folder: Path, make: Callable[[Settings], Prepared]) -> Built:
    """Make the site in a new folder, or pages that tell what is wrong; where even that fails, there is no folder."""
    started = time.monotonic()
    library = _without_content(settings)
    try:
        settings = _read_anew(settings)
        library = _without_content(settings)
        prepared = make(settings)
        library = prepared.library
        folder.mkdir()
        if prepared.site is None:
            build_problems(library, prepared.problems, folder)
        else:
            build_site(prepared.site, folder, os.cpu_count() or 1)
        taken = time.monotonic() - started
        return Built(settings, library, prepared.problems, seconds=taken, is_site=prepared.site is not None)
    except Exception as error:  # noqa: BLE001 - templates are anybody's, and disks may be full: the next change may mend it
        reason = _reason(error)
    _tell_failure(library, reason, folder)
    return Built(settings, library, (), reason)


def _read_anew(before: Settings) -> Settings:
    """Read the settings; while they cannot be read, the site keeps its languages and its address."""
    now = read_settings(before.root, before.sources[0].name)
    return now if now.readable else replace(before, sources=now.sources, faults=now.faults, readable=False)


def _without_content(settings: Settings) -> Library:
    return Library(settings, {}, {}, {}, {}, frozenset(), settings.faults)


def _tell_failure(library: Library, reason: Message, folder: Path) -> None:
    """Make pages that say why there are no others; with our own templates, for the toolkit's may be the reason."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir()
        build_problems(replace(library, settings=replace(library.settings, overrides=None)), (), folder, reason)
    except OSError:
        # No room is left; the build before stays in sight.
        shutil.rmtree(folder, ignore_errors=True)


def _reason(error: Exception) -> Message:
    """Say why the site could not be made."""
    if isinstance(error, TemplateSyntaxError):
        reason = f"{error.filename or error.name}:{error.lineno}: {error.message}"
    elif isinstance(error, OSError) and error.strerror:
        reason = ": ".join(str(told) for told in (error.filename, error.strerror) if told)
    elif isinstance(error, SettingsError | RuntimeError):
        reason = str(error)
    else:
        reason = f"{type(error).__name__}: {error}"
    return say("The site cannot be made: {reason}", reason=reason)
