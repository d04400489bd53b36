"""Groups that somebody works with: steps on a clock, questions with answers to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, pairwise, takewhile
from typing import Any

from toolkit_builder.model.fields import Field
from toolkit_builder.model.shown import Shown


@dataclass(frozen=True, slots=True)
class Span:
    """When a step begins and ends, counted from the beginning of the first: `0:10` and `0:25`; '' where nobody knows."""

    start: str
    end: str
    length: Shown


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to choose."""

    text: Shown
    is_right: bool


def minutes_in(field: Field) -> Field | None:
    """Return the field of a group that says how many minutes an entry takes."""
    return next((part for part in field.fields if part.display == "minutes" and not part.many), None)


def starts_of(field: Field, entries: Sequence[Mapping[str, Any]]) -> Sequence[tuple[str, str]]:
    """Return when each entry of a group begins and ends; '' from the first one of which nobody knows how long it takes."""
    part = minutes_in(field)
    lengths: list[Any] = [entry.get(part.name) if part else None for entry in entries]
    known = [float(length) for length in takewhile(_is_known, lengths)]
    clock = [_clock(minutes) for minutes in accumulate(known, initial=0.0)]
    return [*pairwise(clock), *[("", "")] * (len(lengths) - len(known))]


def _is_known(length: Any) -> bool:
    """Whether a step says how long it takes; no clock goes back."""
    return length is not None and length >= 0


def _clock(minutes: float) -> str:
    hours, left = divmod(round(minutes), 60)
    return f"{hours}:{left:02}"


def answers_in(field: Field) -> tuple[Field, Field] | None:
    """Return the list of a group that readers choose an answer from, and the number that says which one is right."""
    for number in field.fields:
        for answers in field.fields:
            if number.entry_of == answers.name and not number.many:
                return answers, number
    return None


def shuffled(answers: Sequence[Shown], right: int, seed: str) -> Sequence[Answer]:
    """Return answers in an order that depends on the ``seed`` alone: the same in all languages, and in every build.

    Whoever writes questions puts the right answer first more often than chance would. ``right`` counts from 1.
    """
    order = sorted(range(len(answers)), key=lambda at: sha256(f"{seed} {at}".encode()).digest())
    return [Answer(answers[at], at + 1 == right) for at in order]
