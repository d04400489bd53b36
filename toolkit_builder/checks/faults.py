"""How a check turns the faults that reading found, and what it finds in texts, into problems."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from toolkit_builder.model.library import Library
from toolkit_builder.model.nodes import Place
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Version
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import NOTHING, Fault, FaultRule, Message, Position, Problem, Severity, say


def faults_of(library: Library, rule: FaultRule) -> Iterator[Fault]:
    """Yield the faults that break a rule."""
    yield from library.faults_by_rule.get(rule, ())


def problem_of(fault: Fault, message: Message, hint: Message = NOTHING, level: Severity = Severity.ERROR) -> Problem:
    """Give a fault its words."""
    return Problem(fault.position, fault.rule, message, hint, level, fault.record, fault.field)


class Suggestions:
    """What was probably meant, for the first few values of a text only: each costs a look at all that is known."""

    def __init__(self, known: Mapping[str, str], limit: int = 20) -> None:
        self._known, self._left = known, limit

    def closest(self, typed: str) -> str:
        """Return what was meant, or ''."""
        if not self._known or not self._left or len(typed) > 200:
            return ""
        self._left -= 1
        return closest(typed, self._known)


def listing(names: Sequence[str], limit: int = 12) -> str:
    """Write names one after the other; a long list is cut."""
    return ", ".join(names) if len(names) <= limit else f"{', '.join(names[:limit])}, …"


def did_you_mean(meant: str, otherwise: Message, typed: str = "") -> Message:
    """Return the hint that names the corrected value, or another one where none is known."""
    if foreign := foreign_letter(typed):
        letter, name = foreign
        return say("The letter `{letter}` in it is not a Latin one ({name}): type it again.", letter=letter, name=name)
    return say("Did you mean `{meant}`?", meant=meant) if meant else otherwise


def foreign_letter(text: str) -> tuple[str, str] | None:
    """Return a Greek or Cyrillic letter among Latin ones, which nobody sees, and its Unicode name."""
    if any("a" <= letter <= "z" for letter in text.lower()):
        for letter in text:
            name = unicodedata.name(letter, "")
            if name.startswith(("CYRILLIC", "GREEK")):
                return letter, name.lower()
    return None


def shortened(text: object, limit: int = 80) -> str:
    """Cut a long value that somebody typed."""
    return f"{str(text)[:limit]}…" if len(str(text)) > limit else str(text)


Finding: TypeAlias = tuple[int, Message, Message]
"""Something in a text: where it stands, in characters from 0, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text as rules look at it, alone: what stands below a header, or the value of a field of Markdown."""

    version: Version
    record: Record | None = None
    """The record that it is of; None for a file that is in no record."""
    type: RecordType | None = None
    """The type that it is held against; None where there is none."""

    @property
    def outline(self) -> Outline:
        """What is known of it."""
        return self.version.outline

    def problem(
        self, rule: str, place: Place, message: Message, hint: Message = NOTHING, level: Severity = Severity.ERROR
    ) -> Problem:
        """Tell what is wrong at a line and column of it."""
        return text_problem(rule, self.version, *place, message, hint, self.record, level)

    def warnings(self, rule: str, found: Iterable[Finding]) -> Iterator[Problem]:
        """Warn of all that was found in it."""
        for start, message, hint in found:
            yield self.problem(rule, self.outline.place(start), message, hint, Severity.WARNING)


def text_problem(
    rule: str, version: Version, line: int, column: int, message: Message, hint: Message, record: Record | None,
    level: Severity = Severity.ERROR,
) -> Problem:  # fmt: skip
    """Give words to what is wrong at a line and column of a text."""
    where = Position(version.path, line, column + version.indent)
    return Problem(where, rule, message, hint, level, record.id if record else "", version.part)
