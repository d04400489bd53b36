"""What can be wrong with content: the problem, a frozen value with one printed form, and the fault behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from gettext import NullTranslations
from typing import Any

Translate = Callable[[str], str]


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with gaps, translated first and filled in afterwards.

    ``text`` is the English sentence and at the same time the key in the gettext catalogues.
    """

    text: str
    values: Mapping[str, object] = dataclass_field(default_factory=dict)
    plural: str = ""
    """The same sentence for any number but one, where a word depends on the value `number`."""

    def __str__(self) -> str:
        return self.in_words(str)

    def in_words(self, translate: Translate) -> str:
        """Return the sentence in the language of ``translate``, a gettext function."""
        if not self.text:
            return ""
        values = {
            name: value.in_words(translate) if isinstance(value, Message) else value for name, value in self.values.items()
        }
        return self._form(translate).format_map(values)

    def _form(self, translate: Translate) -> str:
        if not self.plural:
            return translate(self.text)
        number = int(str(self.values["number"]))
        # The method `gettext` of a catalogue knows its catalogue, which knows the forms of its language.
        catalogue = getattr(translate, "__self__", None)
        if isinstance(catalogue, NullTranslations):
            return str(catalogue.ngettext(self.text, self.plural, number))
        return translate(self.text if number == 1 else self.plural)


def say(text: str, **values: object) -> Message:
    """Make a message; the catalogues are extracted from the calls of this function."""
    return Message(text, values)


def say_many(one: str, other: str, number: int, **values: object) -> Message:
    """Make a message with a word that depends on ``number``, which is a gap of that name: "{number} record"."""
    return Message(one, {**values, "number": number}, other)


NOTHING = Message("")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: path relative to the root with ``/``; line and column count from 1, in characters."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that reading could not accept, before it has words: the rule that it breaks, where, and the details.

    Reading collects faults and goes on; the check of the same name turns each into a problem.
    """

    rule: str
    position: Position
    record: str = ""
    field: str = ""
    details: Mapping[str, Any] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it."""

    position: Position
    rule: str
    message: Message
    hint: Message = NOTHING
    level: Severity = Severity.ERROR
    record: str = ""
    field: str = ""
    also: tuple[Position, ...] = ()
    """Where else the same is wrong: it is told once."""

    def __str__(self) -> str:
        return self.in_words(str)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that have to do with it."""
        return (self.position.path, *dict.fromkeys(one.path for one in self.also if one.path != self.position.path))

    @property
    def places(self) -> tuple[Position, ...]:
        """All places where it is wrong."""
        return (self.position, *self.also)

    def in_words(self, translate: Translate) -> str:
        """Return the printed form: ``path:line:column: level rule: message``, then an indented hint."""
        at = self.position
        text = f"{at.path}:{at.line}:{at.column}: {self.level} {self.rule}: {self.message.in_words(translate)}"
        return f"{text}\n    {hint}" if (hint := self.hint.in_words(translate)) else text

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Problems are told file by file, from top to bottom."""
        at = self.position
        return at.path, at.line, at.column, self.rule, str(self.message)


def errors(problems: Iterable[Problem]) -> int:
    """Count the problems that stop a build."""
    return sum(problem.level is Severity.ERROR for problem in problems)
