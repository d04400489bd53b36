"""What the build before made and is still right: it is taken over, and not made again.

A file is known by the key of what it was made of (see publishing/keys.py), its size and its time. What somebody changed in the
folder of a site since then is not taken.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from toolkit_builder.own_folder import make_own_folder
from toolkit_builder.sealed import sealed, unsealed
from toolkit_builder.whole import put_new, whole

_NOTES = "what a site was made of"

Stamp: TypeAlias = tuple[int, int]
"""A file's size in bytes, and when it was changed, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made together: the key, and the files with their stamps."""

    key: str
    files: Mapping[str, Stamp]


@dataclass(frozen=True)
class Kept:
    """A site that was made before, and what each of its files was made of."""

    folder: Path = Path()
    made: Mapping[str, Made] = field(default_factory=dict)
    """By the name of what was made: a file, or a folder that ends with ``/``."""
    key: str = ""
    """Of all that the build looked at."""
    said: str = ""
    """What it had to say of that."""
    records: int = 0

    @cached_property
    def there(self) -> Mapping[str, Stamp | None]:
        """What lies in its folder now; None for whatever is no file."""
        return {path.relative_to(self.folder).as_posix(): stamp_of(path) for path in self.folder.rglob("*")}

    def is_current(self, key: str) -> bool:
        """Whether the same would be made once more: nothing that a build looks at changed, and nothing in the site."""
        files = {place: stamp for made in self.made.values() for place, stamp in made.files.items()}
        folders = {str(above) for place in files for above in PurePosixPath(place).parents if above.name}
        # What a link to a folder holds is not there, for nobody goes through it.
        return bool(files) and self.key == key and self.there == {**dict.fromkeys(folders), **files}

    def take(self, name: str, key: str, target: Path) -> Made | None:
        """Take a file, or all files of a folder, over into another site; None where they are not as they would be made now."""
        before = self.made.get(name)
        if before is None or before.key != key or not before.files:
            return None
        if any(self.there.get(place) != stamp for place, stamp in before.files.items()):
            return None
        for place in before.files:
            _link(self.folder / place, target / place)
        return before


def stamp_of(file: Path) -> Stamp | None:
    """Return size and time of a file; None for whatever is no file."""
    with suppress(OSError):
        found = file.lstat()
        if stat.S_ISREG(found.st_mode):
            return found.st_size, found.st_mtime_ns
    return None


NOTHING_KEPT = Kept()


def made_of(key: str, site: Path, name: str) -> Made:
    """Return what was just made in a site under a name: a file, or all files of a folder."""
    found = sorted((site / name).iterdir()) if name.endswith("/") else [site / name]
    return Made(key, {file.relative_to(site).as_posix(): stamp for file in found if (stamp := stamp_of(file))})


def _link(file: Path, new: Path) -> None:
    """Let a file be in two folders: as one file where the system can, else as a copy of the same time."""
    try:
        put_new(new, partial(new.hardlink_to, file))
    except OSError:
        put_new(new, partial(_copy, file, new))


def _copy(file: Path, new: Path) -> None:
    if new.exists():
        raise FileExistsError
    shutil.copy2(file, new)


# On the disk ------------------------------------------------------------------------------------------------------------


def notes_of(cache: Path, site: Path) -> Path:
    """Return where it is written down what a site was made of: beside nothing that is published."""
    return cache / f"made-{hashlib.sha256(os.fsencode(site)).hexdigest()[:16]}.json"


def read_kept(file: Path, site: Path) -> Kept:
    """Read what is known of a site; whatever is wrong with that only costs time."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError, ArithmeticError, RecursionError):
        data = json.loads(unsealed(file.read_bytes(), _NOTES) or b"")
        made = {
            str(name): Made(str(key), {place: (int(size), int(time)) for place, (size, time) in files.items()})
            for name, (key, files) in data["made"].items()
        }
        if all(_lies_under(place, name) for name, files in made.items() for place in files.files):
            return Kept(site, made, str(data["key"]), str(data["said"]), int(data["records"]))
    return Kept()


def write_kept(file: Path, kept: Kept) -> None:
    """Write down what a site was made of, for the next build; where that cannot be, the next one makes all anew."""
    made = {name: (files.key, files.files) for name, files in kept.made.items()}
    data = {"key": kept.key, "said": kept.said, "records": kept.records, "made": made}
    with suppress(OSError):
        make_own_folder(file.parent)
        with whole(file) as new:
            new.write_bytes(sealed(json.dumps(data).encode(), _NOTES))


def _lies_under(place: str, name: str) -> bool:
    """Whether a file is what is made under a name, and lies nowhere else than in the site."""
    if place != name and not (name.endswith("/") and place.startswith(name)):
        return False
    return not place.startswith("/") and ".." not in Path(place).parts and "\\" not in place and ":" not in place
