"""Commands and what they cost: seconds of the processor, of the clock, and memory, of a process and all that it begins."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_LOOKS = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    cpu: float
    """Seconds of the processor, of all its processes."""
    wall: float
    """Seconds by the clock."""
    memory: float
    """The most that all its processes had at once, in MB; what they share is counted once. 0 where nobody can tell."""


def run(command: list[str], folder: Path) -> Cost:
    """Run a command to its end and account for it; raises CalledProcessError where it fails."""
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors, env=_environment())
        looker = _Looker(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        looker.end()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.read())
    return Cost(used.ru_utime + used.ru_stime, wall, looker.most)


def _environment() -> dict[str, str]:
    # What is installed has its sources compiled; ours lie in a folder, where Python may have been told not to keep that.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1"}


class _Looker(threading.Thread):
    """Looks again and again how much memory a process has, with all that came from it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self._pid = pid
        self._ended = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._ended.wait(_BETWEEN_LOOKS):
            self.most = max(self.most, memory_of(self._pid))

    def end(self) -> None:
        self._ended.set()
        self.join()


def memory_of(pid: int) -> float:
    """Return the MB that a process and all that came from it have now, each page once (proc_pid_smaps(5): Pss)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return own / 1024 + sum(memory_of(int(child)) for child in children)


def cpu_of(pid: int) -> float:
    """Return the seconds of the processor that a process and all that came from it have used so far (proc_pid_stat(5))."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0.0
    # utime, stime, and those of children that have ended.
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_of(int(child)) for child in children)
