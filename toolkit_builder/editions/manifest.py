"""What an edition holds: every file with its SHA-256, so that a copy can be checked years later (`toolkit verify`)."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit_builder.addresses import MANIFEST

# What reading a damaged medium or ZIP may raise.
_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as the manifest says: ``changed``, ``missing``, ``stray`` or ``unsafe``."""

    what: str
    name: str


class ManifestError(Exception):
    """There is no manifest to check against; the message says where it was looked for."""


def manifest_json(files: Iterable[tuple[str, bytes]], about: Mapping[str, Any]) -> str:
    """Return the manifest of files, given by name; ``about`` tells what the edition is."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files}
    return json.dumps({**about, "files": dict(sorted(hashes.items()))}, ensure_ascii=False, indent=1) + "\n"


def verify(path: Path) -> list[Difference]:
    """Hold a ZIP or an unpacked folder against its own manifest. Nothing is unpacked or written. Raises ManifestError."""
    if path.is_dir():
        return _verify_folder(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _verify_zip(archive, path)
    except (zipfile.BadZipFile, OSError) as error:
        raise ManifestError(f"{path} is neither a folder nor a ZIP that can be read: {error}") from None


def _verify_folder(path: Path) -> list[Difference]:
    root = path if (path / MANIFEST).is_file() else next((file.parent for file in sorted(path.glob(f"*/{MANIFEST}"))), path)
    if not (root / MANIFEST).is_file():
        raise ManifestError(f"{path} holds no {MANIFEST}.")
    found = sorted(root.rglob("*"))
    unsafe = [Difference("unsafe", file.relative_to(root).as_posix()) for file in found if file.is_symlink()]
    if unsafe:
        return unsafe
    listed = _listed((root / MANIFEST).read_bytes(), root / MANIFEST)
    names = [file.relative_to(root).as_posix() for file in found if file.is_file()]
    return list(_compare(listed, names, lambda name: (root / name).read_bytes()))


def _verify_zip(archive: zipfile.ZipFile, path: Path) -> list[Difference]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    unsafe = [Difference("unsafe", entry.filename) for entry in entries if not _is_safe(entry)]
    if unsafe:
        return unsafe
    manifests = [entry.filename for entry in entries if PurePosixPath(entry.filename).name == MANIFEST]
    if not manifests:
        raise ManifestError(f"{path} holds no {MANIFEST}.")
    # The outermost: the site may hold another file of that name.
    manifest = min(manifests, key=lambda name: (name.count("/"), name))
    top = manifest.removesuffix(MANIFEST)
    counted = Counter(entry.filename for entry in entries)
    names = [name.removeprefix(top) if name.startswith(top) else f"../{name}" for name in counted]
    twice = [Difference("stray", name) for name, count in sorted(counted.items()) if count > 1]
    try:
        listed = _listed(archive.read(manifest), path)
    except _UNREADABLE as error:
        raise ManifestError(f"The manifest in {path} cannot be read: {error}") from None
    return twice + list(_compare(listed, names, lambda name: archive.read(f"{top}{name}")))


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry stays inside the folder it is unpacked to, and is a file."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return bool(parts) and ".." not in parts and not parts[0].startswith("/") and ":" not in parts[0] and not is_link


def _listed(data: bytes, path: Path) -> Mapping[str, str]:
    try:
        files = json.loads(data)["files"]
        if not all(isinstance(name, str) and isinstance(value, str) for name, value in files.items()):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ManifestError(f"The manifest in {path} cannot be read.") from None
    return dict(files)


def _compare(listed: Mapping[str, str], names: list[str], read: Callable[[str], bytes]) -> Iterator[Difference]:
    there = set(names) - {MANIFEST}
    for name, wanted in sorted(listed.items()):
        if name not in there:
            yield Difference("missing", name)
        elif _hash(name, read) != wanted:
            yield Difference("changed", name)
    for name in sorted(there - listed.keys()):
        yield Difference("stray", name)


def _hash(name: str, read: Callable[[str], bytes]) -> str:
    """Return the SHA-256 of a file; '' where it cannot be read, so surely not as it was made."""
    try:
        return hashlib.sha256(read(name)).hexdigest()
    except _UNREADABLE:
        return ""
