"""A page shows what GitHub's preview of its text shows, or `toolkit check` says on which line it does not: never in silence.

``python -m tests.markdown`` gives the same as numbers, and the silent texts made as small as possible.
"""

from __future__ import annotations

import functools

import pytest

from tests.markdown.corpus import OWN, groups
from tests.markdown.generate import generate
from tests.markdown.judge import Judged, Verdict, judge, smallest

CORPUS = {name: texts for name, texts in groups().items() if name != OWN}
SHOWN = 3


@functools.cache
def judged() -> dict[str, list[Judged]]:
    """Judge the whole corpus as one toolkit, once."""
    found: dict[str, list[Judged]] = {name: [] for name in CORPUS}
    for one in judge({f"{group}: {name}": text for group, texts in CORPUS.items() for name, text in texts.items()}):
        found[one.name.partition(": ")[0]].append(one)
    return found


@pytest.mark.parametrize("group", CORPUS)
def test_nothing_differs_in_silence(group):
    silent = [one for one in judged()[group] if one.verdict is Verdict.SILENT]
    shown = [*map(str, silent[:SHOWN])]
    if silent:
        shown += ["The first of them, as small as it can be:", str(smallest(silent[0]))]
    assert not silent, f"{len(silent)} of {len(CORPUS[group])} texts differ in silence\n" + "\n\n".join(shown)


@pytest.mark.parametrize("group", CORPUS)
def test_no_alarm_without_a_difference(group):
    alarms = [one for one in judged()[group] if one.false_alarm]
    assert not alarms, f"{len(alarms)} texts are the same, and it is said that they are not\n" + "\n\n".join(
        map(str, alarms[:SHOWN])
    )


OURS = (
    '!!! tip "Hello"\n    Text\n\n',
    "??? note\n    Text\n\n",
    '=== "One"\n    Text\n\n=== "Two"\n    Text\n\n',
    "Term\n: meaning\n\n",
    "*[ABBR]: meaning\n\n",
)


def test_what_is_ours_makes_no_alarm_elsewhere():
    """Where a text holds one of our own blocks, it is read a second time without it; both readings must follow GFM alike."""
    texts = {f"seed {seed}": generate(seed) for seed in range(300)}
    told = {name: [p for p in one.problems if p.rule == "reads-differently"] for name, one in _judged(texts).items()}
    mixed = {f"{name} behind {number}": OURS[number] + text for number, (name, text) in _with_numbers(texts)}
    for name, one in _judged(mixed).items():
        alone, alarms = told[name.partition(" behind")[0]], [p for p in one.problems if p.rule == "reads-differently"]
        assert len(alarms) <= len(alone), f"{one.text}\n{[*map(str, alarms)]}"


def _judged(texts):
    return {one.name: one for one in judge(texts)}


def _with_numbers(texts):
    return [(number % len(OURS), item) for number, item in enumerate(texts.items())]
