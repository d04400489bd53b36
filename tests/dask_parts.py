"""Parts of a Dask cluster on this machine, each a process of its own, which says its address once others can reach it.

`python -m tests.dask_parts Scheduler`; `... Worker ADDRESS`; `... Nanny ADDRESS` starts a worker, and another when that dies.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Started:
    """A part of a cluster that runs."""

    address: str
    process: subprocess.Popen[str]

    def end(self) -> None:
        """End it and all that it started; what has ended already has."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(folder: Path, *words: str, environment: Mapping[str, str] | None = None) -> Started:
    """Start a part of a cluster, and wait until others can reach it."""
    ours = {"DASK_TEMPORARY_DIRECTORY": str(folder), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.dask_parts", *words],
        cwd=Path(__file__).parent.parent, env={**os.environ, **ours, **(environment or {})},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    return Started(process.stdout.readline().strip(), process)


def at_odds(task: str) -> str:
    """Say which process works, if it comes to that."""
    while task == "hang":
        pass
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return str(os.getpid())


async def _run(kind: str, *address: str) -> None:
    import distributed

    more: dict[str, Any] = {"nthreads": 1} if address else {"dashboard_address": "127.0.0.1:0"}
    async with getattr(distributed, kind)(*address, host="127.0.0.1", port=0, **more) as part:
        print(part.address, flush=True)
        await part.finished()


if __name__ == "__main__":
    asyncio.run(_run(*sys.argv[1:]))
