"""Writing what was planned: each file is the old one or the new one, whatever happens."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit_builder.writing.fix.planned import Plan


class FixError(Exception):
    """A file could not be written or renamed; the message is for people."""


def write(plan: Plan) -> None:
    """Write texts and give files their new names. Nothing is written where a file is not what it was when it was read."""
    relative = plan.settings.relative
    for path, before in plan.before.items():
        if not path.is_file() or path.read_bytes() != before:
            raise FixError(f"{relative(path)} was changed meanwhile. Nothing was written; run the command once more.")
    for old, new in plan.draft.names.items():
        if new.exists() and not new.samefile(old):
            raise FixError(f"{relative(new)} exists by now. Nothing was written; run the command once more.")
    for path, data in plan.draft.texts.items():
        with _told(f"{relative(path)} cannot be written"):
            _replace(path, data)
    for old, new in plan.draft.names.items():
        with _told(f"{relative(old)} cannot be renamed"):
            _rename(old, new)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn what the system says into a sentence."""
    try:
        yield
    except OSError as error:
        raise FixError(f"{what} ({error.strerror}). Files before it are mended; run the command once more.") from None


def _rename(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    if old.parent != new.parent and new.parent.samefile(old.parent):
        # Where capitals make no difference, it is the folder that has another name.
        old.parent.rename(new.parent)
    old.rename(new)
    if old.parent != new.parent and old.parent.is_dir() and not any(old.parent.iterdir()):
        old.parent.rmdir()


def _replace(path: Path, data: bytes) -> None:
    """Put a new file in the place of an old one, with the same rights."""
    if not os.access(path, os.W_OK):
        raise PermissionError(13, os.strerror(13))
    handle, name = tempfile.mkstemp(prefix=".", suffix=".fix", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
