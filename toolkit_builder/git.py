"""What git knows of the folder that a toolkit lies in, where there is git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_SECONDS = 60
"""How long git may take to answer one question."""
_AS_WRITTEN_HERE = ("-c", "diff.relative=false", "-c", "log.showSignature=false")
"""What people may have set for themselves that changes what is written into an answer."""


def git(folder: Path, *words: str) -> bytes | None:
    """Ask git; None where it is not installed, refuses, or takes too long."""
    program = shutil.which("git")
    if program is None:
        return None
    command = [program, *_AS_WRITTEN_HERE, "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - a list, no shell
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
