"""Rendered texts by the hash of what they were made from; anything wrong with the cache only costs time.

Several builds of one toolkit may use it at once, and several configurations in turn: none takes away what another needs.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from toolkit_builder.own_folder import make_own_folder
from toolkit_builder.rendering.packed import is_packed
from toolkit_builder.sealed import sealed, unsealed

MOST_USERS = 8
"""Configurations whose texts are kept; of more, those that were built least lately are forgotten."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS rendered (key TEXT PRIMARY KEY, html BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS used (user TEXT PRIMARY KEY, build INTEGER NOT NULL, keys TEXT NOT NULL)",
)
_LOOKS = ("SELECT key, html FROM rendered LIMIT 1", "SELECT user, build, keys FROM used LIMIT 1")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
"""What SQLite calls a file that is no database, half of one, or one with other tables."""


class Cache:
    """Keys and packed HTML, each behind its seal, in one SQLite file.

    Every method works, and does nothing, where the file cannot be used.
    """

    def __init__(self, file: Path) -> None:
        self._connection = _open(file)

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is there for ``keys``, and whole."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        if self._connection is None:
            return found
        with contextlib.suppress(sqlite3.Error):
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ",".join("?" * len(part))
                there = self._connection.execute(f"SELECT key, html FROM rendered WHERE key IN ({marks})", part)  # noqa: S608
                found.update((key, html) for key, data in there if (html := _html(key, data)))
        return found

    def keys(self) -> frozenset[str]:
        """Return the keys of all that is there."""
        if self._connection is None:
            return frozenset()
        with contextlib.suppress(sqlite3.Error):
            return frozenset(key for (key,) in self._connection.execute("SELECT key FROM rendered"))
        return frozenset()

    def put(self, html: Mapping[str, bytes], user: str, keys: Collection[str], new: Collection[str] = ()) -> None:
        """Add what of the HTML is not there; what is ``new`` whatever is there.

        ``keys`` is all that the configuration ``user`` needs now. What none needs any more is dropped.
        """
        if self._connection is None:
            return
        with contextlib.suppress(sqlite3.Error), self._connection:
            # Nobody else writes between looking and dropping.
            self._connection.execute("BEGIN IMMEDIATE")
            there = {key for (key,) in self._connection.execute("SELECT key FROM rendered")}
            added = ((key, sealed(data, key)) for key, data in html.items() if key in new or key not in there)
            self._connection.executemany("INSERT OR REPLACE INTO rendered VALUES (?, ?)", added)
            self._connection.execute(
                "INSERT OR REPLACE INTO used SELECT ?, coalesce(max(build), 0) + 1, ? FROM used",
                (user, "\n".join(sorted(keys))),
            )
            self._connection.execute(
                "DELETE FROM used WHERE user NOT IN (SELECT user FROM used ORDER BY build DESC LIMIT ?)", (MOST_USERS,)
            )
            needed = {key for (text,) in self._connection.execute("SELECT keys FROM used") for key in text.split("\n")}
            self._connection.executemany("DELETE FROM rendered WHERE key = ?", ((key,) for key in there - needed))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()


def _html(key: str, data: object) -> bytes:
    """Return what is kept under a key; nothing where it is not what we put there."""
    html = unsealed(data, key) if isinstance(data, bytes) else None
    return html if html is not None and is_packed(html) else b""


def _open(file: Path) -> sqlite3.Connection | None:
    """Open the file, anew where it is damaged; None where it cannot be used, now or at all."""
    with contextlib.suppress(OSError):
        make_own_folder(file.parent)
        try:
            return _connect(file)
        except sqlite3.Error as error:
            # One that another build has locked for too long is not damaged.
            if not getattr(error, "sqlite_errorname", "").startswith(_DAMAGED):
                return None
        file.unlink(missing_ok=True)
        with contextlib.suppress(sqlite3.Error):
            return _connect(file)
    return None


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=5)
    try:
        for statement in _TABLES:
            connection.execute(statement)
        for statement in _LOOKS:
            connection.execute(statement).fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
