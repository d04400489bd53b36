"""The content with some mends in it, as it would be: read and checked, though nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from toolkit_builder.checks import check
from toolkit_builder.model.library import Library
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Problem
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.draft import Draft
from toolkit_builder.settings import Settings
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend


@dataclass
class State:
    """The content with the mends so far."""

    settings: Settings
    draft: Draft = field(default_factory=Draft)
    mended: Sequence[tuple[str, str]] = ()

    @cached_property
    def library(self) -> Library:
        """What is read of it."""
        return read_library(self.settings, self.draft)

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """What is wrong in it."""
        return check(self.library)

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """All texts by the names of their files."""
        return {version.path: version for _, version in self.library.versions()}

    def on_disk(self, path: str) -> str:
        """Return the name on the disk of a file of the library."""
        return self.settings.relative(self.draft.on_disk(self.settings.root / path))

    def with_mends(self, mends: Sequence[Mend], bench: Bench) -> State:
        """Return the content with more mends."""
        root = self.settings.root
        edits: dict[str, list[Edit]] = defaultdict(list)
        names: dict[Path, Path] = {}
        for mend in mends:
            names.update({self.draft.on_disk(root / old): root / new for old, new in mend.names.items()})
            for edit in mend.edits:
                edits[edit.path].append(edit)
        changed = {
            self.draft.on_disk(root / path): source.with_edits(here)
            for path, here in edits.items()
            if (source := bench.source(path))
        }
        mended = [*self.mended, *((self.on_disk(path), mend.rule) for mend in mends for path in mend.paths)]
        return State(self.settings, Draft({**self.draft.names, **names}, {**self.draft.texts, **changed}), mended)
