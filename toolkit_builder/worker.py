"""A process that works on one piece after the other, as `work.py` gives them to it, each within its limit."""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

if sys.platform != "win32":
    import resource

Result = TypeVar("Result")

_SPENT: int | None = getattr(signal, "SIGPROF", None)
"""The signal that ends a process which has used its time, where the system counts it."""
_OWN = 128_000_000
"""Bytes that a forked process may have written to before another takes its place.

It shares what it inherited until it writes there, and Python counts references: who only reads writes as well. After a time it
would have a copy of everything. To begin anew costs a tenth of a second: with half as many bytes, a build costs a tenth more.
"""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What became of a piece of work: a value, or the reason why there is none; ``late``: it was over its limit."""

    value: Result | None = None
    late: bool = False
    reason: str = ""


def _let_spend(seconds: float) -> None:
    """Have the system end this process when it has used so much time of the processor from now on; 0 takes that back."""
    if _SPENT is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _has_written(much: int) -> bool:
    """Whether this process has written to so many bytes, or a few more; no where nobody forks."""
    if sys.platform == "win32":
        return False
    # A fault is a page that it got for itself.
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize() > much


def _serve(
    work: Callable[[Any], Any], pipe: Connection, inherited: Sequence[Connection], tasks: Sequence[Any] | None, limit: float
) -> None:
    """Run in a worker: take portions, give back one outcome per piece, end when the pipe closes.

    A forked process has all ``tasks`` and is told their numbers; another one is sent the tasks themselves. With an outcome a
    forked one says whether it ends with that: it has too much memory of its own, and the rest of its portion is for another.

    A forked process holds copies of the other ends of all pipes; as long as it does, it would never see its own close, and
    would outlive a parent that was killed.
    """
    for connection in inherited:
        connection.close()
    # The parent may have handlers for these: whoever measures it, and what tidies up behind it.
    for number in (_SPENT, signal.SIGTERM):
        if number is not None:
            signal.signal(number, signal.SIG_DFL)
    try:
        while True:
            for task in pipe.recv():
                _let_spend(limit)
                try:
                    outcome = Outcome(work(task if tasks is None else tasks[task]))
                except RecursionError:
                    outcome = Outcome(reason="it is nested too deeply")
                except Exception as error:  # noqa: BLE001 - whatever a text makes the libraries do is told with its name
                    outcome = Outcome(reason=f"{type(error).__name__}: {error}")
                _let_spend(0)
                ends = tasks is not None and _has_written(_OWN)
                pipe.send((outcome, ends))
                if ends:
                    return
    except (EOFError, OSError, KeyboardInterrupt):
        pass


_SENT_AWAY: list[BaseProcess] = []
"""Processes that are about to end."""


@dataclass(slots=True)
class Worker:
    """A process as the one that gives it work sees it, with the pieces that it has and when it was heard of."""

    process: BaseProcess
    pipe: Connection
    forked: bool
    pending: deque[int] = field(default_factory=deque)
    since: float = 0.0

    @classmethod
    def start(
        cls,
        context: BaseContext,
        work: Callable[[Any], Any],
        others: Sequence[Worker],
        have: Sequence[Any] | None,
        limit: float,
    ) -> Worker:
        """Begin one. A forked one has all tasks, and copies of the pipes to the ``others``. Raises OSError."""
        ours, theirs = context.Pipe()
        forked = have is not None
        inherited = [ours, *(other.pipe for other in others)] if forked else []
        arguments = (work, theirs, inherited, have, limit)
        process = context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        try:
            process.start()
        except OSError:
            # There may be room once those that were sent away are gone.
            while _SENT_AWAY:
                _SENT_AWAY.pop().join()
            process.start()
        theirs.close()
        return cls(process, ours, forked)

    def give(self, numbers: list[int], tasks: Sequence[Any]) -> None:
        """Have it do more pieces. Raises OSError where it has died."""
        self.pending.extend(numbers)
        self.since = time.monotonic()
        self.pipe.send(numbers if self.forked else [tasks[number] for number in numbers])

    def send_away(self) -> None:
        """Have it end. A forked one takes its time to let go of its memory, for which nobody waits."""
        if self.forked:
            self.pipe.close()
            self.process.kill()
            _SENT_AWAY[:] = [process for process in (*_SENT_AWAY, self.process) if process.is_alive()]
        else:
            # On Windows, nobody can remove what it has open.
            self.end()

    def end(self) -> None:
        """Wait until it has ended."""
        self.pipe.close()
        self.process.kill()
        self.process.join()

    @property
    def was_over_its_limit(self) -> bool:
        """Whether the system ended it for that; known once it has ended."""
        return _SPENT is not None and self.process.exitcode == -_SPENT
