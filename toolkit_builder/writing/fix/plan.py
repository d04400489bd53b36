"""What would be mended: mends are found, tried on the content as it would be, and kept where nothing else becomes wrong."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from toolkit_builder.problems import Severity
from toolkit_builder.reading.draft import Draft
from toolkit_builder.settings import Settings
from toolkit_builder.writing.fix import fields, headers, links, names, texts
from toolkit_builder.writing.fix.follow import followed
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend, overlapping
from toolkit_builder.writing.fix.planned import Plan
from toolkit_builder.writing.fix.state import State
from toolkit_builder.writing.fix.trial import Key, wrong

Find: TypeAlias = Callable[[Bench], Iterator[Mend]]

MENDS: Mapping[str, Find] = {
    **names.MENDS,
    **headers.MENDS,
    **fields.MENDS,
    **texts.MENDS,
    **links.MENDS,
}
"""The rules whose problems can be mended, in the order in which that is tried."""

_MOST_TRIALS = 60
"""Each reads and checks everything. What is left then is found when the command is called once more."""


def plan(settings: Settings, rules: Collection[str] = (), is_wanted: Callable[[str], bool] = lambda _: True) -> Plan:
    """Find out what can be mended: by some rules only, where any are given, and in files that are wanted."""
    first = State(settings)
    chosen = {rule: find for rule, find in MENDS.items() if not rules or rule in rules}
    refused: set[Key] = set()
    hiding: dict[str, Sequence[str]] = {}
    while True:
        state, unveiled = _mended(first, chosen, is_wanted, refused)
        # Where more came to light than was mended, a file is left to somebody who looks at all of it.
        unbearable = [key for key, path in unveiled.items() if _is_worse(first, state, path)]
        if not unbearable:
            break
        refused.update(unbearable)
        for path in {unveiled[key] for key in unbearable}:
            was = Counter(problem.rule for problem in first.problems if problem.position.path == path)
            now = Counter(problem.rule for problem in state.problems if state.on_disk(problem.position.path) == path)
            hiding[path] = [*(now - was).elements()]
    state = _followed(first, state)
    before = {path: path.read_bytes() for path in state.draft.texts}
    draft = Draft(state.draft.names, {path: data for path, data in state.draft.texts.items() if data != before[path]})
    return Plan(settings, draft, before, state.mended, state.problems, hiding, chosen.keys())


def _followed(first: State, state: State) -> State:
    """Return the content with translations that follow what was mended in their originals."""
    bench = Bench(state.library, state.draft)
    root = state.settings.root
    originals = {record.original.path: record for record in first.library.records_and_pages}
    edits = [
        edit
        for record in state.library.records_and_pages
        if root / (name := state.on_disk(record.original.path)) in state.draft.texts and name in originals
        for edit in followed(bench, originals[name], record)
    ]
    return state.with_mends([Mend("", (), tuple(edits))], bench) if edits else state


def _mended(
    state: State, find_all: Mapping[str, Find], is_wanted: Callable[[str], bool], refused: set[Key]
) -> tuple[State, Mapping[Key, str]]:
    """Mend what can be mended; with the mends after which more could be read, and the names on the disk of their files."""
    unveiled: dict[Key, str] = {}
    waiting: set[Key] = set()
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
        blamed = wrong(state, new, mends)
        if not blamed:
            unveiled |= {key: state.on_disk(mend.paths[0]) for key, mend in mends.items() if mend.unveils}
            state, waiting = new, set()
        for group in blamed:
            refused |= {*group} if len(group) == 1 else set()
            # Half of them is tried alone, so that the others need not suffer for one.
            waiting |= {*group[(len(group) + 1) // 2 :]}
    return state, unveiled


def _is_worse(before: State, after: State, path: str) -> bool:
    """Whether more is wrong in a file than before, by its name on the disk; or more of it stops a build."""
    was = [problem.level for problem in before.problems for place in problem.places if place.path == path]
    now = [problem.level for problem in after.problems for place in problem.places if after.on_disk(place.path) == path]
    return len(now) > len(was) or now.count(Severity.ERROR) > was.count(Severity.ERROR)


def _keys(mends: Iterable[Mend], bench: Bench) -> dict[Key, Mend]:
    """Name each mend by what it does, wherever that is after other mends; of the same ones, by their number."""
    number: Counter[Key] = Counter()
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


def _compatible(mends: Mapping[Key, Mend]) -> dict[Key, Mend]:
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
            insort(edited[edit.path], edit, key=lambda other: other.start)
        kept[key] = mend
    return kept
