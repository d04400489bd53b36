"""The seam for heavy work: the same pieces, wherever they are done, with a time limit for each.

An engine takes work and its pieces and gives back what became of each. `Processes` uses the processors of this machine, and
`cluster.py` others. A piece that hangs or crashes is named and given up.

What counts is the time of the processor that a piece uses: on a busy machine others use it as well, and no piece is to be
blamed for that. The system counts it, and ends the worker whose piece is over its limit. A piece may also do nothing, and not
every system counts (Windows does not): so that nothing hangs for ever, there is a limit by the clock as well, far behind.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Generic, Protocol, TypeVar

from toolkit_builder.worker import Outcome, Worker

Task = TypeVar("Task")
Result = TypeVar("Result")

_PORTION = 16
_BY_THE_CLOCK = 12
"""How many times longer than its limit a piece may take by the clock."""


class Engine(Protocol):
    """Where heavy work is done."""

    @property
    def workers(self) -> int:
        """How many pieces are worked on at once; 1: there is no gain in sending them anywhere."""

    @property
    def is_here(self) -> bool:
        """Whether what works writes into the folders of this machine."""

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task], limit: float) -> Iterator[tuple[int, Outcome[Result]]]:
        """Do ``work`` for every task; no piece may use more than ``limit`` seconds of the processor.

        Yields the number of the task and its outcome as they come. Both must be picklable.
        """


@dataclass(frozen=True, slots=True)
class Processes:
    """The processors of this machine."""

    workers: int = 1
    is_here: bool = True

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task], limit: float) -> Iterator[tuple[int, Outcome[Result]]]:
        """See `Engine`."""
        return run(work, tasks, self.workers, limit)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several parts of all work, for as many machines that know nothing of each other: the second of six."""

    number: int = 1
    of: int = 1

    def has(self, name: str) -> bool:
        """Whether what has this name is in it. Every name is in one part, the same one on every machine."""
        if self.of == 1:
            return True
        digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


ALL = Part()

ALONE = Processes()
"""This process alone, as far as nothing may hang."""


def this_machine() -> Processes:
    """Return all processors of this machine."""
    return Processes(os.cpu_count() or 1)


def can_fork() -> bool:
    """Whether processes can be forked safely: not while other threads run (under `serve`), nor on Windows.

    On macOS libraries of the system have threads of their own, which forked processes lack.
    """
    methods = multiprocessing.get_all_start_methods()
    return "fork" in methods and sys.platform != "darwin" and threading.active_count() == 1


class Crew(Generic[Task, Result]):
    """Processes that do one sort of work, and stay for more of it until they are sent away.

    Where they are forked, they ``have`` all tasks that there will ever be; else work and tasks must be picklable.
    """

    def __init__(self, work: Callable[[Task], Result], limit: float, jobs: int = 1, have: Sequence[Task] | None = None) -> None:
        self._work, self._limit, self._jobs, self._have = work, limit, max(jobs, 1), have
        self._context = multiprocessing.get_context("spawn" if have is None else "fork")
        self._workers: list[Worker] = []

    def run(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Outcome[Result]]]:
        """Do the work for every task; yields the number of the task and its outcome as they come."""
        waiting = deque(range(len(tasks)))
        try:
            while waiting or any(worker.pending for worker in self._workers):
                busy = [worker for worker in self._workers if worker.pending]
                while waiting and len(busy) < self._jobs:
                    try:
                        worker = next((worker for worker in self._workers if not worker.pending), None) or self._one_more()
                    except OSError:
                        if not busy:
                            raise
                        # Those that are there do all of it, until one more can be had.
                        break
                    share = share_of(len(waiting), self._jobs)
                    try:
                        worker.give([waiting.popleft() for _ in range(share)], tasks)
                    except OSError:
                        # It died while it had nothing to do.
                        self._give_up(worker, waiting)
                    else:
                        busy.append(worker)
                yield from self._collect(busy, waiting)
        finally:
            # Who is not waited for any more would give its outcomes to the next who asks.
            for worker in [worker for worker in self._workers if worker.pending]:
                self._give_up(worker, waiting)

    def _one_more(self) -> Worker:
        worker = Worker.start(self._context, self._work, self._workers, self._have, self._limit)
        self._workers.append(worker)
        return worker

    def _collect(self, busy: list[Worker], waiting: deque[int]) -> Iterator[tuple[int, Outcome[Result]]]:
        """Wait for the next outcomes; give up pieces over their limit by the clock, with their process."""
        limit = self._limit * _BY_THE_CLOCK
        patience = max(0.0, min(worker.since for worker in busy) + limit - time.monotonic())
        ready = wait([worker.pipe for worker in busy], timeout=patience)
        for worker in busy:
            if worker.pipe in ready:
                try:
                    outcome, ends = worker.pipe.recv()
                except (EOFError, OSError):
                    number = worker.pending.popleft()
                    self._give_up(worker, waiting)
                    late = worker.was_over_its_limit
                    yield number, Outcome(late=True) if late else Outcome(reason="the process that worked on it died")
                    continue
                worker.since = time.monotonic()
                number = worker.pending.popleft()
                if ends:
                    self._give_up(worker, waiting)
                yield number, outcome
            elif time.monotonic() - worker.since >= limit:
                number = worker.pending.popleft()
                self._give_up(worker, waiting)
                yield number, Outcome(late=True)

    def _give_up(self, worker: Worker, waiting: deque[int]) -> None:
        waiting.extendleft(reversed(worker.pending))
        worker.pending.clear()
        worker.end()
        self._workers.remove(worker)

    def close(self) -> None:
        """Send all of them away."""
        while self._workers:
            self._workers.pop().send_away()


def share_of(left: int, jobs: int) -> int:
    """Return how many of the pieces that are left are given away at once: few in the end, so that all end together."""
    return min(_PORTION, max(1, left // (2 * jobs)))


def run(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, limit: float
) -> Iterator[tuple[int, Outcome[Result]]]:
    """Do ``work`` for every task in ``jobs`` processes; no piece may use more than ``limit`` seconds of the processor.

    Yields the number of the task and its outcome as they come. Where processes cannot be forked, ``work`` and the tasks
    must be picklable.
    """
    with closing(Crew(work, limit, jobs, tasks if can_fork() else None)) as crew:
        yield from crew.run(tasks)
