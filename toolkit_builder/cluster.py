"""A Dask cluster as an engine: `toolkit build --cluster ADDRESS`. Its machines need the same program, and nothing else.

Work and pieces are sent as they are to processes that are not forked, and so are outcomes; nobody there reads or writes a
folder of ours. Beside a worker of Dask stands a process that does the work: a piece that hangs or crashes ends that, and the
worker lives. The work itself (for pages, a whole site) is the result of a task of its own: each worker fetches it once, Dask
makes it anew where it was lost, and with the last who waits for it, it goes.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import multiprocessing
import pickle
import warnings
import weakref
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from toolkit_builder.model.once import Value
from toolkit_builder.program import program
from toolkit_builder.work import Crew, Result, Task, share_of
from toolkit_builder.worker import Outcome

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT = 10.0
"""Seconds in which a scheduler must answer; fewer where Dask's own setting says so."""
_LOOK = 2.0
"""Seconds after which it is looked whether anybody is still at work."""
_AT_HAND = 2
"""For each that works, so many shares are with the cluster: the next one lies ready, and few outcomes wait to be taken."""
_MOST_TOLD = 4


class NoClusterError(Exception):
    """There is no cluster that could be used; the message says why, and what to do."""


class ClusterLostError(Exception):
    """A cluster was lost while it worked; the message says how."""


def _packed(work: Callable[[Any], Any]) -> bytes:
    return zlib.compress(pickle.dumps(work), 1)


def _opened(packed: bytes) -> Callable[[Any], Any]:
    work: Callable[[Any], Any] = pickle.loads(zlib.decompress(packed))  # noqa: S301 - from whoever builds
    return work


@dataclass(frozen=True, slots=True)
class _Parcel:
    """Packed work that opens itself where it is sent."""

    packed: bytes

    def __reduce__(self) -> tuple[Callable[[bytes], Callable[[Any], Any]], tuple[bytes]]:
        return _opened, (self.packed,)

    def __call__(self, task: Any) -> Any:
        return _opened(self.packed)(task)


@dataclass(frozen=True, eq=False)
class _Bench(Value):
    """Work where a worker of Dask has it, and the processes beside that worker: one for each of its threads that asks."""

    packed: bytes
    limit: float
    program: Mapping[str, str]
    """Of who builds."""

    @cached_property
    def _idle(self) -> list[Crew[Any, Any]]:
        idle: list[Crew[Any, Any]] = []
        weakref.finalize(self, _send_away, idle)
        return idle

    def do(self, tasks: bytes) -> list[Outcome[Any]]:
        """Return one outcome per piece."""
        try:
            crew = self._idle.pop()
        except IndexError:
            crew = Crew(_Parcel(self.packed), self.limit)
        outcomes = dict(crew.run(pickle.loads(tasks)))  # noqa: S301 - from whoever builds
        self._idle.append(crew)
        return [outcomes[number] for number in sorted(outcomes)]


def _send_away(crews: Sequence[Crew[Any, Any]]) -> None:
    for crew in crews:
        crew.close()


def _do(bench: _Bench, tasks: bytes) -> list[Outcome[Any]]:
    """Work on a share, as a task of Dask."""
    from distributed import get_worker

    # Whoever came since the work began was not asked before.
    if program() != bench.program:
        raise NoClusterError(_unlike(get_worker().address, bench.program, program()))
    # A worker that a nanny watches could have no processes of its own otherwise.
    multiprocessing.current_process().daemon = False
    return bench.do(tasks)


def _came_of(share: Future[list[Outcome[Any]]]) -> list[Outcome[Any]] | None:
    """Return the outcomes of a share; None where it was lost again and again, with each worker that it was sent to."""
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    try:
        return share.result()
    except KilledWorker:
        return None
    except (CancelledError, CommClosedError, NoClusterError):
        raise
    except Exception as error:  # noqa: BLE001 - of any sort, on a machine that nobody here knows
        raise ClusterLostError(f"a worker of the cluster cannot work ({type(error).__name__}: {error})") from None


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a Dask cluster: an `Engine`."""

    client: Client
    patience: float
    """Seconds in which somebody must come where nobody is at work."""
    is_here: bool = False

    @property
    def workers(self) -> int:
        """How many pieces are worked on at once: as many as all workers have threads."""
        return sum(self.client.nthreads().values())

    def run(self, work: Callable[[Task], Result], tasks: Sequence[Task], limit: float) -> Iterator[tuple[int, Outcome[Result]]]:
        """See `Engine`. Raises ClusterLostError."""
        if not tasks:
            return
        with _told_when_lost(), warnings.catch_warnings():
            # That what is sent is large.
            warnings.simplefilter("ignore", UserWarning)
            yield from self._run(_packed(work), tasks, limit)

    def _run(self, packed: bytes, tasks: Sequence[Any], limit: float) -> Iterator[tuple[int, Outcome[Any]]]:
        name = f"toolkit-{limit:g}-{hashlib.sha256(packed).hexdigest()}"
        bench = self.client.submit(_Bench, packed, limit, program(), key=name)
        done: SimpleQueue[Future[Any]] = SimpleQueue()
        at_work: dict[object, list[int]] = {}
        waiting, suspects = deque(range(len(tasks))), deque[int]()

        def give(numbers: list[int]) -> None:
            share = self.client.submit(_do, bench, pickle.dumps([tasks[number] for number in numbers]), pure=False)
            at_work[share.key] = numbers
            share.add_done_callback(done.put)

        while waiting or at_work or suspects:
            workers = max(self.workers, 1)
            while waiting and len(at_work) < _AT_HAND * workers:
                give([waiting.popleft() for _ in range(share_of(len(waiting), workers))])
            # Machines that are lost take others' shares with them. Who is tried alone is to blame.
            is_alone = not at_work
            if is_alone:
                give([suspects.popleft()])
            share = self._next(done)
            numbers = at_work.pop(share.key)
            outcomes = _came_of(share)
            if outcomes is not None:
                yield from zip(numbers, outcomes, strict=True)
            elif is_alone:
                yield numbers[0], Outcome(reason="each worker of the cluster that it was sent to died")
            else:
                suspects.extend(numbers)

    def _next(self, done: SimpleQueue[Future[Any]]) -> Future[Any]:
        """Wait for the next share that is done, as long as there is somebody to wait for."""
        missing = 0.0
        while missing <= self.patience:
            try:
                return done.get(timeout=_LOOK)
            except Empty:
                missing = 0.0 if self.workers else missing + _LOOK
        raise ClusterLostError("all workers of the cluster were lost")


@contextmanager
def _told_when_lost() -> Iterator[None]:
    """Say of whatever cannot be sent or got any more that the scheduler was lost."""
    try:
        yield
    except (CancelledError, OSError) as error:
        raise ClusterLostError(f"the scheduler of the cluster was lost ({error})") from None


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Give the cluster whose scheduler listens at an address. Raises NoClusterError."""
    try:
        import dask
        from dask.utils import parse_timedelta
        from distributed import Client
    except ImportError:
        raise NoClusterError("A cluster needs Dask: pip install 'toolkit-builder[cluster]'") from None
    patience = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
    # What Dask logs we say ourselves.
    logging.disable()
    try:
        asyncio.run(_must_answer(address, min(patience, _CONNECT)))
        with _told_when_lost():
            client = Client(address, timeout=patience, set_as_default=False)
        with client:
            cluster = Cluster(client, patience)
            _must_be_like_us(cluster, address)
            yield cluster
    finally:
        logging.disable(logging.NOTSET)


async def _must_answer(address: str, within: float) -> None:
    """Raise NoClusterError where no scheduler listens. A client would wait for ever for what answers otherwise."""
    from distributed import Security, rpc

    try:
        # Of two clocks, ours is the one that counts.
        known = rpc(address, timeout=10 * within, connection_args=Security().get_connection_args("client"))
        async with asyncio.timeout(within), known:
            kind = (await known.identity())["type"]
    except TimeoutError:
        raise NoClusterError(f"No Dask scheduler answers at {address} within {within:g} s. {_START}") from None
    except Exception as error:  # noqa: BLE001 - of any sort, after what was typed
        raise NoClusterError(f"No Dask scheduler can be reached at {address!r}: {error}. {_START}") from None
    if kind != "Scheduler":
        raise NoClusterError(f"At {address} is a {kind.lower()} of a Dask cluster. Give the address of its scheduler.")


def _must_be_like_us(cluster: Cluster, address: str) -> None:
    """Raise NoClusterError where nobody works in a cluster, or somebody with another program than ours."""
    try:
        cluster.client.wait_for_workers(1, timeout=cluster.patience)
    except OSError:
        raise NoClusterError(f"The cluster at {address} has no workers. Start some with `dask worker {address}`.") from None
    with _told_when_lost():
        programs = cluster.client.run(program, on_error="return")
    if unlike := [_unlike(worker, program(), theirs) for worker, theirs in sorted(programs.items()) if theirs != program()]:
        raise NoClusterError("\n".join(unlike))


def _unlike(worker: str, ours: Mapping[str, str], theirs: object) -> str:
    """Say what a worker has otherwise than who builds."""
    if not isinstance(theirs, Mapping):
        return f"The worker at {worker} has no toolkit-builder that is like this one ({theirs}). {_SAME}"
    names = [name for name in sorted({*ours, *theirs}, key=str.casefold) if ours.get(name) != theirs.get(name)]
    told = ", ".join(f"{name} {theirs.get(name, 'missing')} (here {ours.get(name, 'missing')})" for name in names[:_MOST_TOLD])
    return f"The worker at {worker} has another program: {told}{', and more' if names[_MOST_TOLD:] else ''}. {_SAME}"


_START = "Start one with `dask scheduler`: it says its address, such as tcp://10.0.0.5:8786."
_SAME = "Install the same versions there as here: pages must be the same wherever they are made."
