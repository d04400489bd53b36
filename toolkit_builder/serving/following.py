"""The loop of `toolkit serve`: build, show, wait until something changes. Nothing that is wrong with files ends it."""

from __future__ import annotations

import gc
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TypeAlias
from urllib.parse import urlsplit

from toolkit_builder.build import Prepared, files_on_demand, problems_on_demand
from toolkit_builder.model.library import Library
from toolkit_builder.problems import NOTHING, Message, Problem, say
from toolkit_builder.publishing.failing import what_is_wrong
from toolkit_builder.reading.settings import SettingsError, read_settings
from toolkit_builder.serving.answers import Answer, Shown, answer
from toolkit_builder.serving.front import HOST, Front
from toolkit_builder.serving.watching import Places, Snapshot, places_of, snapshot
from toolkit_builder.settings import Settings

_SETTLED = 0.03
"""Seconds in which nobody may be nudged before a build begins: an editor that saves all its files means one change."""
_LONGEST_BURST = 3.0
"""Seconds after which it begins all the same."""
_BETWEEN_LOOKS = (1.0, 5.0)
"""Seconds between two looks at all files, where the system does not say that something changed; more where looking is work."""
_SHARE = 100
"""So many times longer than looking takes is the time between two looks."""
_UNTIDY = 25
"""After so many builds what they left behind is let go, be there a pause or not."""


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
    fronts: list[Front] = []
    _end_at_signals(fronts)
    front = Front(listening)
    fronts.append(front)
    try:
        _follow(settings, front, make, told)
    finally:
        front.end()


def _end_at_signals(fronts: Sequence[Front]) -> None:
    """End at once at Ctrl+C, when the system asks for it, and when the terminal closes.

    An exception would not do: one that comes up while a process is being forked is lost.
    """
    own = os.getpid()

    def end(number: int, _: object) -> None:
        if os.getpid() != own:
            # A worker that has these handlers from us.
            os._exit(1)
        signal.signal(number, signal.SIG_IGN)
        for front in fronts:
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
    seen: Snapshot = {}
    # No browser takes a build of one run for that of another.
    run = f"{time.time_ns():x}"
    for number in count(1):
        if places_of(settings) != watched:
            watched = places_of(settings)
            front.tell(watched)
            # As it was before anything was read: what is saved meanwhile is seen afterwards.
            seen = snapshot(watched)
        built, file_of = build_once(settings, make)
        settings = built.settings
        shown = Shown(_as_far_as_it_goes(file_of, built, told), _prefix(settings), f"{run}-{number}")
        front.tell(shown.build)
        told(replace(built, is_first=number == 1))
        del built, file_of
        if number % _UNTIDY:
            # What stays is not looked through for cycles while the next build is made.
            gc.freeze()
        else:
            _tidy()
        if places_of(settings) == watched:
            seen = _wait_for_change(watched, seen, front, partial(answer, shown))
        del shown


def _prefix(settings: Settings) -> str:
    """Return under which path the pages stand: as they will where they are published."""
    return urlsplit(settings.address).path or "/"


def _wait_for_change(places: Places, seen: Snapshot, front: Front, give: Callable[[str], Answer]) -> Snapshot:
    """Wait until something is not as it was ``seen``, and nothing changes any more; give browsers what they ask for.

    Returns how it is now.
    """
    least, most = _BETWEEN_LOOKS
    is_tidy, took = False, 0.0
    while True:
        is_nudged = front.is_nudged(min(max(least, took * _SHARE), most), give)
        end = time.monotonic() + _LONGEST_BURST
        if is_nudged:
            # Whoever looks while files are being written looks in vain.
            while front.is_nudged(_SETTLED, give) and time.monotonic() < end:
                pass
        started = time.process_time()
        now = snapshot(places)
        took = time.process_time() - started
        if now != seen:
            if not is_nudged:
                # The system says nothing, or nothing any more: a folder may have been replaced by another one.
                front.tell(places)
            break
        if not is_nudged and not is_tidy:
            is_tidy = True
            _tidy()
    before = now if is_nudged else {}
    # Where the system says nothing, only looking twice tells that all is written.
    while now != before and time.monotonic() < end:
        time.sleep(_SETTLED)
        before, now = now, snapshot(places)
    return now


def _tidy() -> None:
    """Let go of what the builds before left behind; while nobody waits, for there is much to look through."""
    # What was set aside is looked through as well.
    gc.unfreeze()
    gc.collect()
    gc.freeze()


FileOf: TypeAlias = Callable[[str], bytes | None]
"""Gives the file that lies at a place of the site."""


def build_once(settings: Settings, make: Callable[[Settings], Prepared]) -> tuple[Built, FileOf]:
    """Prepare the site, or pages that tell what is wrong; returns what came of it, and what gives its files."""
    started = time.monotonic()
    library = _without_content(settings)
    try:
        settings = _read_anew(settings)
        library = _without_content(settings)
        prepared = make(settings)
        library = prepared.library
        built = Built(settings, library, prepared.problems, is_site=prepared.site is not None)
        if prepared.site is None:
            return built, problems_on_demand(library, prepared.problems)
        file_of = files_on_demand(prepared.site)
        return replace(built, seconds=time.monotonic() - started), file_of
    except Exception as error:  # noqa: BLE001 - templates are anybody's: the next change may mend it
        reason = _reason(error)
    return Built(settings, library, (), reason), _failure(library, reason)


def _as_far_as_it_goes(file_of: FileOf, built: Built, told: Callable[[Built], None]) -> FileOf:
    """Put a page that says why in the place of one that cannot be drawn, and tell each reason once."""
    reasons: set[str] = set()

    def given(place: str) -> bytes | None:
        try:
            return file_of(place)
        except Exception as error:  # noqa: BLE001 - templates are anybody's
            reason = _reason(error)
        if str(reason) not in reasons:
            reasons.add(str(reason))
            told(Built(built.settings, built.library, (), reason))
        return _failure(built.library, reason)(place)

    return given


def _failure(library: Library, reason: Message) -> FileOf:
    """Return pages that say why there are no others; with our own templates, for the toolkit's may be the reason."""
    return problems_on_demand(replace(library, settings=replace(library.settings, overrides=None)), (), reason)


def _read_anew(before: Settings) -> Settings:
    """Read the settings; while they cannot be read, the site keeps its languages and its address."""
    now = read_settings(before.root, before.sources[0].name)
    return now if now.readable else replace(before, sources=now.sources, faults=now.faults, readable=False)


def _without_content(settings: Settings) -> Library:
    return Library(settings, {}, {}, {}, {}, frozenset(), settings.faults)


def _reason(error: Exception) -> Message:
    """Say why the site could not be made."""
    if isinstance(error, OSError) and error.strerror:
        reason = ": ".join(str(told) for told in (error.filename, error.strerror) if told)
    elif isinstance(error, SettingsError | RuntimeError):
        reason = str(error)
    else:
        reason = what_is_wrong(error)
    return say("The site cannot be made: {reason}", reason=reason)
