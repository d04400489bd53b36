"""What was found in the content folder: files by their parts, and all of them by what they are."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeAlias, Unpack

from toolkit_builder.problems import Details, Fault, FaultRule, Position
from toolkit_builder.reading.draft import Draft
from toolkit_builder.settings import Settings

State: TypeAlias = tuple[int, ...]
"""What the system says of a file; other contents show in it. () for what is not written yet: nothing is known of that."""


def state_of(found: os.stat_result) -> State:
    """Return what changes with a file."""
    # The last also when somebody copies an older file over it, with its time.
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file somewhere in the content folder: under which folders there, and its state."""

    path: Path
    folders: tuple[str, ...]
    state: State

    @property
    def relative(self) -> PurePosixPath:
        """Where it lies in the content folder."""
        return PurePosixPath(*self.folders, self.path.name)


@dataclass(frozen=True, slots=True)
class File:
    """A content file, by its parts: `models/duo.en.md` is folder `models`, slug `duo`, language `en`."""

    path: Path
    name: str
    """Relative to the root, with ``/``."""
    folder: str
    slug: str
    language: str
    """The one that was typed; '' where none was."""
    misnamed: bool = False
    """Whether its name has a fault; ``folder`` and ``slug`` are what was meant."""
    state: State = ()

    def with_state(self, state: State) -> File:
        """Return the same file, as the system says that it is now."""
        return self if state == self.state else replace(self, state=state)


@dataclass
class Shelf:
    """What was found on disk, sorted by what it is; faults are collected on the way."""

    settings: Settings
    draft: Draft
    faults: list[Fault] = field(default_factory=list)
    texts: list[File] = field(default_factory=list)
    pictures: dict[Found, Sequence[Fault]] = field(default_factory=dict)
    """What is wrong with what each picture holds, and what was known of that before they were looked at."""
    pictures_before: Mapping[Found, Sequence[Fault]] = field(default_factory=dict)
    texts_before: Mapping[str, File] = field(default_factory=dict)
    """Texts whose names have no fault, whatever lies beside them, by their paths; from before."""
    media: set[str] = field(default_factory=set)
    declarations: dict[str, Path] = field(default_factory=dict)
    vocabularies: list[Path] = field(default_factory=list)
    there: set[str] = field(default_factory=set)
    """Records that are there under a name that may have a fault, read or not: links to them are not dead."""
    unread_types: set[str] = field(default_factory=set)
    free_names: dict[Path, str] = field(default_factory=dict)
    """What is proposed for files and folders whose name cannot be used."""
    proposed: set[Path] = field(default_factory=set)
    told_folders: set[Path] = field(default_factory=set)

    @cached_property
    def prefix(self) -> str:
        """The content folder, relative to the root."""
        return self.settings.relative(self.settings.content)

    def remember(self, path: Path) -> None:
        """Remember that a text is there, whatever is wrong with its name."""
        place = PurePosixPath(path.relative_to(self.settings.content).as_posix())
        self.there.add(place.with_name(place.name.partition(".")[0]).as_posix())

    def fault(self, rule: FaultRule, path: Path, /, **details: Unpack[Details]) -> None:
        """Remember what is wrong with a file."""
        self.faults.append(Fault(rule, Position(self.settings.relative(path)), details=details))
