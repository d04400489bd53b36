"""Rendered texts by the hash of what they were made from; anything wrong with the cache only costs time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path


class Cache:
    """A table of keys and HTML in one SQLite file. Every method works, and does nothing, where the file cannot be used."""

    def __init__(self, file: Path) -> None:
        self._connection = _open(file) or _open_again(file)

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """Return what is there for ``keys``."""
        wanted = list(keys)
        found: dict[str, str] = {}
        if self._connection is None:
            return found
        with contextlib.suppress(sqlite3.Error):
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                found.update(self._connection.execute(f"SELECT key, html FROM rendered WHERE key IN ({marks})", part))  # noqa: S608
        return found

    def put(self, new: Mapping[str, str], keep: Iterable[str]) -> None:
        """Add what is new; drop what is neither new nor in ``keep``."""
        if self._connection is None:
            return
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO rendered VALUES (?, ?)", new.items())
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY)")
            self._connection.execute("DELETE FROM kept")
            self._connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keep))
            self._connection.execute("DELETE FROM rendered WHERE key NOT IN (SELECT key FROM kept)")

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()


def _open(file: Path) -> sqlite3.Connection | None:
    connection = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=5)
        connection.execute("CREATE TABLE IF NOT EXISTS rendered (key TEXT PRIMARY KEY, html TEXT NOT NULL)")
        connection.execute("SELECT html FROM rendered LIMIT 1").fetchone()
    except (sqlite3.Error, OSError):
        if connection is not None:
            connection.close()
        return None
    return connection


def _open_again(file: Path) -> sqlite3.Connection | None:
    """Start anew where the file is damaged; do without where it cannot be written."""
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
    return _open(file)
