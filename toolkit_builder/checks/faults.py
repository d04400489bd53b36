"""How a check turns the faults that reading found into problems."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.model.library import Library
from toolkit_builder.problems import NOTHING, Fault, Message, Problem, Severity, say


def faults_of(library: Library, rule: str) -> Iterator[Fault]:
    """Yield the faults that break a rule."""
    yield from library.faults_by_rule.get(rule, ())


def problem_of(fault: Fault, message: Message, hint: Message = NOTHING, level: Severity = Severity.ERROR) -> Problem:
    """Give a fault its words."""
    return Problem(fault.position, fault.rule, message, hint, level, fault.record, fault.field)


def listing(names: list[str], limit: int = 12) -> str:
    """Write names one after the other; a long list is cut."""
    return ", ".join(names) if len(names) <= limit else f"{', '.join(names[:limit])}, …"


def did_you_mean(meant: str, otherwise: Message) -> Message:
    """Return the hint that names the corrected value, or another one where none is known."""
    return say("Did you mean `{meant}`?", meant=meant) if meant else otherwise
