"""Many problems of one kind in one file are one problem: it says how many more there are, and where the first of them lie."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from toolkit_builder.problems import Message, Position, Problem, say, say_many

MOST_ALIKE = 3
"""Problems with the same words in one file that are told one by one."""
MOST_OF_A_KIND = 20
"""Problems with the same sentence about different things; of more, no suggestions are made either (`Suggestions`)."""
_SHOWN = 3
_NUMBER = re.compile(r"\.\d+(?=\.|\Z)")


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Put together what is alike in each file. Takes and returns problems in their order."""
    told: list[Problem] = []
    for _, in_file in groupby(problems, key=lambda problem: problem.position.path):
        here = list(in_file)
        if len(here) > MOST_ALIKE:
            here = _gathered_in_file(here)
        told += here
    return told


def _gathered_in_file(problems: Sequence[Problem]) -> list[Problem]:
    alike: dict[Hashable, list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.rule, problem.level, _words(problem.message, problem), _words(problem.hint, problem)].append(problem)
    kinds: dict[Hashable, list[Problem]] = defaultdict(list)
    for same in alike.values():
        first = same if len(same) <= MOST_ALIKE else [with_places(same[0], _places(same[1:]))]
        kinds[same[0].rule, same[0].level, same[0].message.text].extend(first)
    told = []
    for kind in kinds.values():
        kind.sort(key=lambda problem: problem.sort_key)
        told += kind[: MOST_OF_A_KIND - 1]
        rest = kind[MOST_OF_A_KIND - 1 :]
        told += rest if len(rest) < 2 else [with_places(_alone(rest[0]), _places([rest[0]])[1:] + _places(rest[1:]))]
    return sorted(told, key=lambda problem: problem.sort_key)


def _words(message: Message, problem: Problem) -> str:
    """Return what is said, without the number of the entry in a list: `findings.3.year` is a field like `findings.1.year`."""
    any_entry = _NUMBER.sub(".*", problem.field)
    return str(message) if any_entry == problem.field else str(message).replace(problem.field, any_entry)


def _places(problems: Iterable[Problem]) -> list[Position]:
    return [place for problem in problems for place in problem.places]


_MORE = say("{message} And {number} more {places}.", message="", number=0, places="")
_MANY_MORE = say("{message} And {number} more, first {places}.", message="", number=0, places="")


def _alone(problem: Problem) -> Problem:
    """Return a problem with the words that it had before others were put to it."""
    message = problem.message.values["message"] if problem.message.text in (_MORE.text, _MANY_MORE.text) else problem.message
    assert isinstance(message, Message)
    return replace(problem, message=message, also=())


def with_places(problem: Problem, also: Sequence[Position]) -> Problem:
    """Return a problem that stands for others as well; it says where the first of them are."""
    if not also:
        return problem
    here = problem.position.path
    if all(place.path == here for place in also):
        names = list(dict.fromkeys(str(place.line) for place in also))
        lines = ", ".join(names[:_SHOWN])
        places = say_many("on line {lines}", "on lines {lines}", len(names), lines=lines)
    else:
        names = list(
            dict.fromkeys(f"{place.path}:{place.line}" for place in sorted(also, key=lambda place: place.path != here))
        )
        places = say("in {files}", files=", ".join(names[:_SHOWN]))
    words = _MANY_MORE if len(names) > _SHOWN else _MORE
    message = Message(words.text, {"message": problem.message, "number": len(also), "places": places})
    return replace(problem, message=message, also=tuple(also))
