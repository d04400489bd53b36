"""What would be mended: mends are found, tried on the content as it would be, and kept where nothing else becomes wrong."""

from __future__ import annotations

import difflib
import re
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from toolkit_builder.checks import check
from toolkit_builder.model.library import Library
from toolkit_builder.model.nodes import Place
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import EMPTY
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Problem, Severity
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.draft import Draft
from toolkit_builder.reading.header import HIDDEN
from toolkit_builder.settings import Settings
from toolkit_builder.writing.fix import fields, headers, links, names, texts
from toolkit_builder.writing.fix.follow import followed
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend, Source, overlapping, places_after
from toolkit_builder.writing.fix.same import says_the_same

_Key: TypeAlias = tuple[object, ...]
Find: TypeAlias = Callable[[Bench], Iterator[Mend]]

MENDS: Mapping[str, Find] = {
    **names.MENDS,
    **headers.MENDS,
    **fields.MENDS,
    **texts.MENDS,
    **links.MENDS,
}
"""The rules whose problems can be mended, in the order in which that is tried."""

_OF_HEADERS = frozenset({*headers.MENDS, "header-not-a-map"}) - {"hidden-character", "cut-off"}
"""Rules about headers that cannot be read."""
_LONGEST_SHOWN = 100
_FINGERPRINT = re.compile(r"[-+ ] *fingerprint: *\[")

_MOST_TRIALS = 60
"""Each reads and checks everything. What is left then is found when the command is called once more."""


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
            before, after = (_shown(Source(one)) for one in (self.before[path], data))
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
        for path in dict.fromkeys(path for one in self.left if (path := self._on_disk(one)) in unread):
            yield f"{path}: its header can be read again, so that other mistakes come to light: toolkit check {path}"
        yield from self._left_alone(is_wanted)
        number = len(self.mended)
        if is_written:
            yield f"{number} mended." if number else "There is nothing to mend."
        else:
            yield f"{number} can be mended: toolkit fix --write" if number else "There is nothing that can be mended."
        left = sum(is_wanted(self._on_disk(one)) for one in self.left)
        yield f"{left} left for you: toolkit check" if left else "Nothing else is wrong."

    def _left_alone(self, is_wanted: Callable[[str], bool]) -> Iterator[str]:
        """Yield why files with headers that cannot be read stay as they are, and what to do."""
        broken = (self._on_disk(one) for one in self.left if one.rule in _OF_HEADERS and one.rule in self.rules)
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


@dataclass
class _State:
    """The content with the mends so far."""

    settings: Settings
    draft: Draft = field(default_factory=Draft)
    mended: Sequence[tuple[str, str]] = ()

    @cached_property
    def library(self) -> Library:
        return read_library(self.settings, self.draft)

    @cached_property
    def problems(self) -> Sequence[Problem]:
        return check(self.library)

    @cached_property
    def versions(self) -> Mapping[str, Version]:
        """All texts by the names of their files."""
        return {version.path: version for _, version in self.library.versions()}

    def on_disk(self, path: str) -> str:
        """Return the name on the disk of a file of the library."""
        return self.settings.relative(self.draft.on_disk(self.settings.root / path))

    def with_mends(self, mends: Sequence[Mend], bench: Bench) -> _State:
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
        return _State(self.settings, Draft({**self.draft.names, **names}, {**self.draft.texts, **changed}), mended)


def plan(settings: Settings, rules: Collection[str] = (), is_wanted: Callable[[str], bool] = lambda _: True) -> Plan:
    """Find out what can be mended: by some rules only, where any are given, and in files that are wanted."""
    first = _State(settings)
    chosen = {rule: find for rule, find in MENDS.items() if not rules or rule in rules}
    refused: set[_Key] = set()
    hiding: dict[str, Sequence[str]] = {}
    while True:
        state, unveiled = _mended(first, chosen, is_wanted, refused)
        # Where more came to light than was mended, a file is left to somebody who looks at all of it.
        unbearable = [key for key, path in unveiled.items() if _is_worse(first, state, path)]
        if not unbearable:
            break
        refused.update(unbearable)
        for path in {unveiled[key] for key in unbearable}:
            was = Counter(one.rule for one in first.problems if one.position.path == path)
            now = Counter(one.rule for one in state.problems if state.on_disk(one.position.path) == path)
            hiding[path] = [*(now - was).elements()]
    state = _followed(first, state)
    before = {path: path.read_bytes() for path in state.draft.texts}
    draft = Draft(state.draft.names, {path: data for path, data in state.draft.texts.items() if data != before[path]})
    return Plan(settings, draft, before, state.mended, state.problems, hiding, chosen.keys())


def _followed(first: _State, state: _State) -> _State:
    """Return the content with translations that follow what was mended in their originals."""
    bench = Bench(state.library, state.draft)
    root = state.settings.root
    originals = {record.original.path: record for record in _records(first.library)}
    edits = [
        edit
        for record in _records(state.library)
        if root / (name := state.on_disk(record.original.path)) in state.draft.texts and name in originals
        for edit in followed(bench, originals[name], record)
    ]
    return state.with_mends([Mend("", (), tuple(edits))], bench) if edits else state


def _records(library: Library) -> Iterator[Record]:
    yield from (*library.records.values(), *library.pages.values())


def _mended(
    state: _State, find_all: Mapping[str, Find], is_wanted: Callable[[str], bool], refused: set[_Key]
) -> tuple[_State, Mapping[_Key, str]]:
    """Mend what can be mended; with the mends after which more could be read, and the names on the disk of their files."""
    unveiled: dict[_Key, str] = {}
    waiting: set[_Key] = set()
    for _ in range(_MOST_TRIALS):
        bench = Bench(state.library, state.draft)
        broken = {problem.rule for problem in state.problems}
        found = (
            mend
            for rule, find in find_all.items()
            if rule in broken
            for mend in find(bench)
            if any(is_wanted(state.on_disk(path)) for path in mend.paths)
        )
        keys = _keys(found, bench)
        mends = _compatible({key: mend for key, mend in keys.items() if key not in refused and key not in waiting})
        if not mends and not waiting:
            break
        if not mends:
            waiting = set()
            continue
        new = state.with_mends([*mends.values()], bench)
        wrong = _wrong(state, new, mends)
        if not wrong:
            unveiled |= {key: state.on_disk(mend.paths[0]) for key, mend in mends.items() if mend.unveils}
            state, waiting = new, set()
        for group in wrong:
            refused |= {*group} if len(group) == 1 else set()
            # Half of them is tried alone, so that the others need not suffer for one.
            waiting |= {*group[(len(group) + 1) // 2 :]}
    return state, unveiled


def _is_worse(before: _State, after: _State, path: str) -> bool:
    """Whether more is wrong in a file than before, by its name on the disk; or more of it stops a build."""
    was = [one.level for one in before.problems for place in one.places if place.path == path]
    now = [one.level for one in after.problems for place in one.places if after.on_disk(place.path) == path]
    return len(now) > len(was) or now.count(Severity.ERROR) > was.count(Severity.ERROR)


def _keys(mends: Iterable[Mend], bench: Bench) -> dict[_Key, Mend]:
    """Name each mend by what it does, wherever that is after other mends; of the same ones, by their number."""
    number: Counter[_Key] = Counter()
    keys = {}
    for mend in mends:
        changes = [
            (edit.path, source.between(edit.start, edit.end), edit.new)
            for edit in mend.edits
            if (source := bench.source(edit.path))
        ]
        key = (mend.rule, *mend.paths, *changes, *mend.names.items())
        number[key] += 1
        keys[(*key, number[key])] = mend
    return keys


def _compatible(mends: Mapping[_Key, Mend]) -> dict[_Key, Mend]:
    """Leave out what changes a place or a name that another mend changes; its turn comes when that is done."""
    edited: dict[str, list[Edit]] = defaultdict(list)
    renamed: set[str] = set()
    unveiling: set[str] = set()
    ordinary: set[str] = set()
    kept = {}
    for key, mend in mends.items():
        # Names that differ in nothing but capitals are one name on Windows and macOS.
        names = {name.casefold() for pair in mend.names.items() for name in pair}
        if names & renamed or any(overlapping(edited[edit.path], edit) for edit in mend.edits):
            continue
        # What comes to light is to be told from what is made.
        if mend.touched & (ordinary if mend.unveils else unveiling):
            continue
        if mend.unveils:
            unveiling |= mend.touched
        else:
            ordinary |= mend.touched
        renamed |= names
        for edit in mend.edits:
            insort(edited[edit.path], edit, key=lambda one: one.start)
        kept[key] = mend
    return kept


# Trying -----------------------------------------------------------------------------------------------------------------


def _wrong(before: _State, after: _State, mends: Mapping[_Key, Mend]) -> list[list[_Key]]:
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

    before: _State
    after: _State
    mends: Mapping[_Key, Mend]

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
        known = Counter((self._name(one.position.path), one.rule, str(one.message)) for one in self.before.problems)
        for problem in self.after.problems:
            path = problem.position.path
            known[path, problem.rule, str(problem.message)] -= 1
            if known[path, problem.rule, str(problem.message)] < 0 and self._too_many(path, problem.rule) > 0:
                yield problem

    @cached_property
    def _expected(self) -> Counter[tuple[str, str]]:
        expected = Counter((self._name(place.path), one.rule) for one in self.before.problems for place in one.places)
        expected.subtract(self._targets)
        return expected

    @cached_property
    def _found(self) -> Counter[tuple[str, str]]:
        return Counter((place.path, one.rule) for one in self.after.problems for place in one.places)

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

    def blamed(self, problem: Problem) -> list[_Key]:
        """Return the mends that may have made a problem: of its place, of its line, of its file, or all."""
        at = problem.position
        written = self._written.get(at.path, ())
        there = [key for key, start, end in written if start <= (at.line, at.column) <= end]
        there = there or [key for key, start, end in written if start[0] <= at.line <= end[0]]
        return list(dict.fromkeys(there)) or self.within(at.path)

    @cached_property
    def _written(self) -> Mapping[str, Sequence[tuple[_Key, Place, Place]]]:
        """What the mends wrote in each file, and from where to where that stands."""
        edits: dict[str, list[tuple[Edit, _Key]]] = defaultdict(list)
        for key, mend in self.mends.items():
            for edit in mend.edits:
                edits[edit.path].append((edit, key))
        written = {}
        for path, here in edits.items():
            here.sort(key=lambda one: one[0].start)
            places = places_after([edit for edit, _ in here])
            written[self._name(path)] = [(key, start, end) for (_, key), (start, end) in zip(here, places, strict=True)]
        return written

    def of_rule(self, path: str, rule: str) -> list[_Key]:
        """Return the mends that were to resolve the problems with a rule in a file."""
        return [key for key in self.within(path) if self.mends[key].rule == rule]

    def within(self, path: str) -> list[_Key]:
        """Return the mends that changed a file; those of names where none did; or all."""
        there = [key for key, mend in self.mends.items() if path in map(self._name, mend.touched)]
        return there or [key for key, mend in self.mends.items() if mend.names] or [*self.mends]
