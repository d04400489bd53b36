"""What a site is made of, and whether any of it changed: by looking, which works on network drives and in containers too."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit_builder.publishing.assets import folders
from toolkit_builder.reading.leftovers import is_left_over, is_left_over_path
from toolkit_builder.reading.shelf import State, state_of
from toolkit_builder.settings import Settings

Snapshot = Mapping[str, State]
"""Each file, and what its system says about it; other contents show in it."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where to look: in folders for everything, and at single files."""

    folders: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()

    def hold(self, path: str) -> bool:
        """Whether a file or folder is one of those that are looked at, or above or in them, and not left over."""
        place = Path(path)
        if place in self.files:
            return True
        for folder in self.folders:
            if folder.is_relative_to(place):
                return True
            if place.is_relative_to(folder) and not is_left_over_path(place.relative_to(folder).as_posix()):
                return True
        return False


def places_of(settings: Settings) -> Places:
    """Return what the site is made of: content, settings, templates and what lies beside them."""
    return Places((settings.content, *folders(settings)), settings.sources)


def snapshot(places: Places) -> Snapshot:
    """Return how all files are now."""
    files = ((str(file), _state(file)) for file in places.files)
    return {
        **{path: state for path, state in files if state},
        **{path: state for folder in places.folders for path, state in _within(str(folder))},
    }


def _within(folder: str) -> Iterator[tuple[str, State]]:
    """Yield the files below a folder, but those that reading passes over: editors write them with every save."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        # Taken away a moment ago, or closed to us, which the build says.
        return
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_left_over(entry.name, is_folder):
            continue
        if is_folder:
            # An empty folder is told as well.
            yield entry.path, ()
            yield from _within(entry.path)
        else:
            yield entry.path, _state(entry)


def _state(file: Path | os.DirEntry[str]) -> State:
    """Return what changes with a file; () for one that is not there: a link into nothing."""
    try:
        return state_of(file.stat())
    except OSError:
        return ()
