"""Mends on trial: what is wrong after them that was not before, and which of them may be to blame."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from toolkit_builder.model.nodes import Place
from toolkit_builder.model.values import EMPTY
from toolkit_builder.problems import Problem
from toolkit_builder.writing.fix.mends import Edit, Mend, places_after
from toolkit_builder.writing.fix.same import says_the_same
from toolkit_builder.writing.fix.state import State

Key: TypeAlias = tuple[object, ...]
"""What a mend does, wherever that is after other mends."""


def wrong(before: State, after: State, mends: Mapping[Key, Mend]) -> list[list[Key]]:
    """Return the mends that left something wrong, made something wrong, or changed more than they should: in groups.

    One mend of each group is to blame, or more.
    """
    trial = _Trial(before, after, mends)
    new = [*trial.new_problems()]
    groups = [trial.blamed(problem) for problem in new]
    groups += [trial.of_rule(path, rule) for path, rule in trial.not_mended(new)]
    groups += [trial.within(path) for path in trial.changed_elsewhere()]
    return [list(group) for group in dict.fromkeys(map(tuple, groups))]


@dataclass
class _Trial:
    """Mends, and the content before and after them. All paths are those after them."""

    before: State
    after: State
    mends: Mapping[Key, Mend]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {old: new for mend in self.mends.values() for old, new in mend.names.items()}

    def _name(self, path: str) -> str:
        return self._names.get(path, path)

    @cached_property
    def _targets(self) -> Counter[tuple[str, str]]:
        return Counter((self._name(path), mend.rule) for mend in self.mends.values() for path in mend.paths)

    @cached_property
    def _unveiled(self) -> frozenset[str]:
        """The files of which more is read."""
        return frozenset(self._name(path) for mend in self.mends.values() if mend.unveils for path in mend.touched)

    def new_problems(self) -> Iterator[Problem]:
        """Yield problems of which there are more in a file than there should be, and which were not there before."""
        known = Counter(
            (self._name(problem.position.path), problem.rule, str(problem.message)) for problem in self.before.problems
        )
        for problem in self.after.problems:
            path = problem.position.path
            known[path, problem.rule, str(problem.message)] -= 1
            if known[path, problem.rule, str(problem.message)] < 0 and self._too_many(path, problem.rule) > 0:
                yield problem

    @cached_property
    def _expected(self) -> Counter[tuple[str, str]]:
        expected = Counter(
            (self._name(place.path), problem.rule) for problem in self.before.problems for place in problem.places
        )
        expected.subtract(self._targets)
        return expected

    @cached_property
    def _found(self) -> Counter[tuple[str, str]]:
        return Counter((place.path, problem.rule) for problem in self.after.problems for place in problem.places)

    def _too_many(self, path: str, rule: str) -> int:
        return 0 if path in self._unveiled else self._found[path, rule] - max(self._expected[path, rule], 0)

    def not_mended(self, new: Iterable[Problem]) -> Iterator[tuple[str, str]]:
        """Yield the files and rules with more problems than there should be, and new ones are not the reason."""
        others = Counter((problem.position.path, problem.rule) for problem in new)
        yield from (target for target in self._targets if self._too_many(*target) > others[target])

    def changed_elsewhere(self) -> Iterator[str]:
        """Yield the files that do not say the same any more where nothing was edited."""
        edits: dict[str, list[Edit]] = defaultdict(list)
        for mend in self.mends.values():
            for edit in mend.edits:
                edits[edit.path].append(edit)
        for path, here in edits.items():
            was, now = self.before.versions.get(path), self.after.versions.get(self._name(path))
            # Without a header that can be read, nobody knows what the text is.
            if was and was.header is not EMPTY and (now is None or not says_the_same(was, now, here)):
                yield self._name(path)

    def blamed(self, problem: Problem) -> list[Key]:
        """Return the mends that may have made a problem: of its place, of its line, of its file, or all."""
        at = problem.position
        written = self._written.get(at.path, ())
        there = [key for key, start, end in written if start <= (at.line, at.column) <= end]
        there = there or [key for key, start, end in written if start[0] <= at.line <= end[0]]
        return list(dict.fromkeys(there)) or self.within(at.path)

    @cached_property
    def _written(self) -> Mapping[str, Sequence[tuple[Key, Place, Place]]]:
        """What the mends wrote in each file, and from where to where that stands."""
        edits: dict[str, list[tuple[Edit, Key]]] = defaultdict(list)
        for key, mend in self.mends.items():
            for edit in mend.edits:
                edits[edit.path].append((edit, key))
        written = {}
        for path, here in edits.items():
            here.sort(key=lambda pair: pair[0].start)
            places = places_after([edit for edit, _ in here])
            written[self._name(path)] = [(key, start, end) for (_, key), (start, end) in zip(here, places, strict=True)]
        return written

    def of_rule(self, path: str, rule: str) -> list[Key]:
        """Return the mends that were to resolve the problems with a rule in a file."""
        return [key for key in self.within(path) if self.mends[key].rule == rule]

    def within(self, path: str) -> list[Key]:
        """Return the mends that changed a file; those of names where none did; or all."""
        there = [key for key, mend in self.mends.items() if path in map(self._name, mend.touched)]
        return there or [key for key, mend in self.mends.items() if mend.names] or [*self.mends]
