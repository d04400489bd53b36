"""What this user wrote on this machine, told from what came from elsewhere: in a checkout, in a ZIP, from a program gone wrong.

What a build keeps for the next one lies beside the content, in a folder that anybody may hand on. It is believed only where it
has the seal of a secret that lies in the user's own folder. Without that folder, nothing is believed, which only costs time.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

_LENGTH = 32
"""Bytes of the secret, and of a seal."""


def sealed(data: bytes, about: str) -> bytes:
    """Return data behind their seal; ``about`` says what they are, so that none stands for another."""
    return _seal(data, about) + data


def unsealed(data: bytes, about: str) -> bytes | None:
    """Return the data behind a seal; None where it is not ours, or of something else."""
    seal, inner = data[:_LENGTH], data[_LENGTH:]
    return inner if hmac.compare_digest(seal, _seal(inner, about)) else None


def _seal(data: bytes, about: str) -> bytes:
    # A keyed hash of its own: https://docs.python.org/3/library/hashlib.html#keyed-hashing
    said = about.encode("utf-8", "surrogatepass")
    return blake2b(len(said).to_bytes(8, "big") + said + data, key=_secret(), digest_size=_LENGTH).digest()


@cache
def _secret() -> bytes:
    """Return the secret of this user; one for this process alone where none can be kept."""
    file = user_cache_path("toolkit-builder", appauthor=False) / "secret"
    with suppress(OSError):
        if kept := _kept(file):
            return kept
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, secrets.token_bytes(_LENGTH))
        # Of two that begin at once, one wins.
        if kept := _kept(file):
            return kept
    return secrets.token_bytes(_LENGTH)


def _kept(file: Path) -> bytes:
    """Return what lies there; nothing where it is no secret, or others may write it."""
    with suppress(FileNotFoundError):
        about = file.lstat()
        is_ours = stat.S_ISREG(about.st_mode)
        is_ours &= os.name == "nt" or (about.st_uid == os.getuid() and not about.st_mode & 0o077)
        if is_ours and about.st_size == _LENGTH:
            return file.read_bytes()
    return b""


def _write(file: Path, data: bytes) -> None:
    new = file.with_name(f"{file.name}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(data)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
