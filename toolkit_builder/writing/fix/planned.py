"""What a plan to mend things holds, and how it is told: the lines that would change, what is mended, what is left."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit_builder.problems import Problem
from toolkit_builder.reading.draft import Draft
from toolkit_builder.reading.unseen import HIDDEN
from toolkit_builder.settings import Settings
from toolkit_builder.writing.fix import headers
from toolkit_builder.writing.fix.mends import Source

_OF_HEADERS = frozenset({*headers.MENDS, "header-not-a-map"}) - {"hidden-character", "cut-off"}
"""Rules about headers that cannot be read."""
_LONGEST_SHOWN = 100
_FINGERPRINT = re.compile(r"[-+ ] *fingerprint: *\[")


@dataclass(frozen=True)
class Plan:
    """What would be written: names and texts by the name on the disk; what is mended by that; and the problems left."""

    settings: Settings
    draft: Draft
    before: Mapping[Path, bytes]
    """What those texts hold now."""
    mended: Sequence[tuple[str, str]]
    """The file, by its name on the disk, and the rule of each problem."""
    left: Sequence[Problem]
    hiding: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Files that are left as they are, by their names on the disk: the rules of what would come to light in them."""
    rules: Collection[str] = ()
    """The rules by which mends were looked for."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.draft.names and not self.draft.texts

    def difference(self) -> Iterator[str]:
        """Yield the new names of files, and the lines of a unified diff."""
        relative = self.settings.relative
        for old, new in sorted(self.draft.names.items()):
            yield f"rename from {relative(old)}"
            yield f"rename to {relative(new)}"
        for path, data in sorted(self.draft.texts.items()):
            before, after = (_shown(Source(held)) for held in (self.before[path], data))
            names = f"a/{relative(path)}", f"b/{relative(self.draft.name(path))}"
            yield from map(_short, difflib.unified_diff(before, after, *names, lineterm=""))

    def summary(self, is_wanted: Callable[[str], bool], is_written: bool) -> Iterator[str]:
        """Yield lines that tell by file what is mended, and how much is left."""
        by_file: dict[str, Counter[str]] = defaultdict(Counter)
        for path, rule in self.mended:
            by_file[path][rule] += 1
        for path, rules in sorted(by_file.items()):
            yield f"{path}: {', '.join(f'{rule} ({number})' if number > 1 else rule for rule, number in rules.items())}"
        unread = {path for path, rule in self.mended if rule in _OF_HEADERS}
        for path in dict.fromkeys(path for problem in self.left if (path := self._on_disk(problem)) in unread):
            yield f"{path}: its header can be read again, so that other mistakes come to light: toolkit check {path}"
        yield from self._left_alone(is_wanted)
        number = len(self.mended)
        if is_written:
            yield f"{number} mended." if number else "There is nothing to mend."
        else:
            yield f"{number} can be mended: toolkit fix --write" if number else "There is nothing that can be mended."
        left = sum(is_wanted(self._on_disk(problem)) for problem in self.left)
        yield f"{left} left for you: toolkit check" if left else "Nothing else is wrong."

    def _left_alone(self, is_wanted: Callable[[str], bool]) -> Iterator[str]:
        """Yield why files with headers that cannot be read stay as they are, and what to do."""
        broken = (self._on_disk(problem) for problem in self.left if problem.rule in _OF_HEADERS and problem.rule in self.rules)
        for path in dict.fromkeys(filter(is_wanted, broken)):
            why = "nobody can be sure how its header is meant"
            if hidden := self.hiding.get(path):
                rules = Counter(hidden).items()
                told = ", ".join(f"{rule} ({number})" if number > 1 else rule for rule, number in rules)
                why = f"once its header can be read, more comes to light than is mended: {told}"
            yield f"{path} stays as it is: {why}. Mend the header by hand (toolkit check {path}), then run this again."

    def _on_disk(self, problem: Problem) -> str:
        return self.settings.relative(self.draft.on_disk(self.settings.root / problem.position.path))


def _short(line: str) -> str:
    """Cut a line of a difference that is a long fingerprint: nobody reads it."""
    if len(line) <= _LONGEST_SHOWN or not _FINGERPRINT.match(line):
        return line
    return f"{line[: _LONGEST_SHOWN - 20].rpartition(',')[0]}, …{line[line.rindex(']') :] if ']' in line else ''}"


def _shown(source: Source) -> list[str]:
    """Return lines with the numbers of characters that nobody sees, and that could confuse a terminal."""
    # Behind the last line end is no line.
    lines = source.lines if source.line(len(source.lines)) else source.lines[:-1]
    return [HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", line) for line in lines]
