"""What the content folder would hold after changes that are not written yet, so that they can be checked before."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Draft:
    """Files with other bytes and files with other names; all else is as it lies on the disk."""

    names: Mapping[Path, Path] = field(default_factory=dict)
    """The name on the disk, and what it would be."""
    texts: Mapping[Path, bytes] = field(default_factory=dict)
    """What files would hold, by the name on the disk; files that are not there yet among them."""

    @cached_property
    def _added(self) -> Mapping[Path, Set[str]]:
        """The names that are not on the disk yet, of files and folders, by the folder that they would be in."""
        added: dict[Path, set[str]] = defaultdict(set)
        for text in self.texts:
            for path in (text, *text.parents):
                if os.path.lexists(path):
                    break
                added[path.parent].add(path.name)
        return added

    def added_in(self, folder: Path) -> Set[str]:
        """Return the names in a folder that are not on the disk yet."""
        return self._added.get(folder, frozenset())

    @cached_property
    def _names_on_disk(self) -> Mapping[Path, Path]:
        return {new: old for old, new in self.names.items()}

    def is_other(self, path: Path) -> bool:
        """Whether a file on the disk would be another one."""
        return path in self.names or path in self.texts

    def name(self, path: Path) -> Path:
        """Return how a file on the disk would be called."""
        return self.names.get(path, path)

    def on_disk(self, path: Path) -> Path:
        """Return how a file is called on the disk."""
        return self._names_on_disk.get(path, path)

    def read(self, path: Path) -> bytes:
        """Return what a file would hold."""
        on_disk = self.on_disk(path)
        return self.texts[on_disk] if on_disk in self.texts else on_disk.read_bytes()

    def size(self, path: Path) -> int:
        """Return how many bytes a file would hold, without reading it where it lies on the disk."""
        on_disk = self.on_disk(path)
        return len(self.texts[on_disk]) if on_disk in self.texts else on_disk.stat().st_size


AS_IT_IS = Draft()
