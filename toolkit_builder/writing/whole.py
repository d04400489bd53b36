"""A file of somebody's work is the old one whole or the new one whole, be the disk full."""

from __future__ import annotations

import shutil
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a file, or put a new one in its place, with the same rights. Raises OSError, which names the file."""
    new = path.with_name(f".{path.name}.tmp")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        if path.exists():
            shutil.copymode(path, new)
        new.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        new.unlink(missing_ok=True)
