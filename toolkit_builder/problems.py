"""What can be wrong with content: the problem, a frozen value with one printed form, and the fault behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from gettext import NullTranslations
from typing import Any, Literal, TypeAlias, TypedDict, get_args

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


def say_many(singular: str, plural: str, number: int, **values: object) -> Message:
    """Make a message with a word that depends on ``number``, which is a gap of that name: "{number} record"."""
    return Message(singular, {**values, "number": number}, plural)


NOTHING = Message("")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: path relative to the root with ``/``; line and column count from 1, in characters."""

    path: str
    line: int = 1
    column: int = 1


FaultRule: TypeAlias = Literal[
    "address-list", "alias", "anchor", "bad-name", "broken-template", "broken-yaml", "built-in-field", "cannot-render",
    "cut-off", "duplicate-key", "encoding", "file-too-large", "header-not-a-map", "header-too-long", "hidden-character",
    "ignored-setting", "language-code", "merge-key", "missing-field", "missing-label", "missing-setting", "never-drawn",
    "no-content", "no-header", "no-language", "no-type", "not-a-file", "not-an-option", "not-in-vocabulary", "odd-key",
    "option-does-not-fit", "out-of-range", "reserved-name", "second-copy", "second-document", "settings-contradict",
    "symbolic-link", "tab", "tag", "too-deep", "translation-with-facts", "unclosed-header", "unexpected-file",
    "curly-quotes", "unclosed-direction",
    "unknown-field", "unknown-language", "unknown-setting", "unknown-type", "unknown-vocabulary", "unsafe-picture",
    "wrong-kind", "wrong-length", "wrong-pattern", "wrong-setting",
]  # fmt: skip
"""The rules that reading finds broken. A new one stands here and in `checks/`: a name that is misspelt is an error of types."""

_FAULT_RULES = frozenset(get_args(FaultRule))


class Details(TypedDict, total=False):
    """What a fault knows beside its place: a detail of a name is the same thing for all rules that have it."""

    typed: str
    """What stands there."""
    meant: str
    """What was probably meant; '' where nobody knows."""
    sure: bool
    """Whether nothing else can have been meant."""
    known: Sequence[str]
    """The names that there are."""
    wanted: str
    """What has to stand there: a kind of field, or a name that the check has words for."""
    name: str
    """What it is called that something is wrong with."""
    reason: str
    kind: str
    limit: int

    # Values of fields
    empty: bool
    quote: bool
    """Whether quotation marks make it right."""
    quoted: bool
    """Whether it stands in quotation marks."""
    date: bool
    last: str
    """The last day of the month that was typed."""
    several: bool
    """Whether there is a list or a map in place of one value."""
    alone: bool
    """Whether there is one value in place of a list."""
    entries: Sequence[str]
    """What stands in place of a list, as its entries."""
    of: str
    """The kind of the entries of a list."""
    to: str
    """The type that a reference leads to."""
    inner: Mapping[str, Any]
    """What is wrong with an entry of a list."""
    refusal: Mapping[str, Any]
    """What is wrong with the value that was meant."""
    pattern: str
    vocabulary: str
    terms: Sequence[str]
    min: int | str | None
    max: int | str | None
    today: str
    length: int

    # Headers and declarations
    there: Collection[str]
    """The names that stand there already."""
    first: int
    """The line of the first of two."""
    other: str
    cause: str
    mended: str
    lacks: str
    found: str
    utf16: bool
    code: str
    space: bool
    late: bool
    seconds: str
    language: str
    missing: Sequence[str]
    option: str
    is_missing: bool
    against: str
    beside: str
    """An option without which another one means nothing."""
    needs: Literal["list", "numbers", "short", "few", "address", "stops", "record"]
    """What the field has to be that an option names, or what the field that has it."""
    expected: str

    # Files
    folder: str
    good: str
    long: bool
    own: str
    size: int
    sort: str
    stem: str
    taken: bool
    twin: str

    # Settings
    certain: bool
    default: bool
    example: str
    holds: str
    host: str
    plugin: str
    set_by_itself: bool
    within: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that reading could not accept, before it has words: the rule that it breaks, where, and the details.

    Reading collects faults and goes on; the check of the same name turns each into a problem.
    """

    rule: FaultRule
    position: Position
    record: str = ""
    field: str = ""
    details: Details = dataclass_field(default_factory=Details)

    def __post_init__(self) -> None:
        """Refuse a rule that no check is called by: nobody would be told."""
        if self.rule not in _FAULT_RULES:
            raise ValueError(f"no rule that reading knows: {self.rule}")


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
        return (
            self.position.path,
            *dict.fromkeys(position.path for position in self.also if position.path != self.position.path),
        )

    @property
    def places(self) -> tuple[Position, ...]:
        """All places where it is wrong."""
        return (self.position, *self.also)

    def in_words(self, translate: Translate) -> str:
        """Return the printed form: ``path:line:column: level rule: message``, then an indented hint."""
        at, message, hint = self.position, printable(self.message.in_words(translate)), printable(self.hint.in_words(translate))
        text = f"{printable(at.path)}:{at.line}:{at.column}: {self.level} {self.rule}: {message}"
        return f"{text}\n    {hint}" if hint else text

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Problems are told file by file, from top to bottom."""
        at = self.position
        return at.path, at.line, at.column, self.rule, str(self.message)


_MOVES = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return words in which nothing moves those around them, begins another line, or tells a terminal what to do."""
    return _MOVES.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def errors(problems: Iterable[Problem]) -> int:
    """Count the problems that stop a build."""
    return sum(problem.level is Severity.ERROR for problem in problems)
