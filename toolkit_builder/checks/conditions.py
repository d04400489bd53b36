"""Rules that a type sets by options of its fields: how many entries, none twice, numbers that speak of entries, an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit_builder.checks.faults import shortened
from toolkit_builder.checks.field_hints import bounds
from toolkit_builder.model.accepting import NUMBER
from toolkit_builder.model.fields import Field, way_to
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import Mapping, Node, Path, Scalar, Sequence
from toolkit_builder.model.versions import Translation, Version, part_name
from toolkit_builder.problems import Message, Position, Problem, say, say_many


@dataclass(frozen=True, slots=True)
class _Typed:
    """A value as it stands in a header, with the field that it is of."""

    record: Record
    version: Version
    way: tuple[Field, ...]
    path: Path
    node: Node
    around: Mapping
    """The group, or the whole header, that it stands in."""

    @property
    def field(self) -> Field:
        """The field that it is of."""
        return self.way[-1]

    @property
    def beside(self) -> tuple[Field, ...]:
        """The fields of the same group, or of the record."""
        return self.way[-2].fields if len(self.way) > 1 else self.record.type.fields

    @property
    def name(self) -> str:
        """How it is called: `steps.2.minutes` is of the second step."""
        return part_name(self.path)

    @property
    def entries(self) -> list[Node]:
        """Its entries; of what is no list, itself."""
        return _entries(self.node)

    def problem(self, rule: str, message: Message, hint: Message, entry: int | None = None) -> Problem:
        """Tell what is wrong with it, or with one of its entries."""
        path = self.path if entry is None or not isinstance(self.node, Sequence) else (*self.path, entry)
        at = self.node if entry is None else self.entries[entry]
        where = Position(self.version.path, at.line, at.column)
        return Problem(where, rule, message, hint, record=self.record.id, field=part_name(path))


def wrong_count(record: Record) -> Iterator[Problem]:
    """A list has as many entries as the `count:` of its field says.

    Bad:  four questions, where the type says `count: 5`
    Good: five questions
    """
    for typed in _typed(record, lambda field: field.fewest is not None or field.most is not None):
        low, high = typed.field.fewest, typed.field.most
        if not isinstance(typed.node, Sequence) or _is_counted_elsewhere(typed):
            continue
        number = len(typed.node.items)
        if (low is not None and number < low) or (high is not None and number > high):
            message = say_many("`{field}` has {number} entry.", "`{field}` has {number} entries.", number, field=typed.name)
            yield typed.problem("wrong-count", message, bounds(low, high))


def _is_counted_elsewhere(typed: _Typed) -> bool:
    """Whether another rule tells: a required list is empty, or a translation has more or less than its original."""
    if isinstance(typed.version, Translation) and (len(typed.way) > 1 or typed.field.fields):
        return True
    return isinstance(typed.node, Sequence) and not typed.node.items and typed.field.required


def repeated_entry(record: Record) -> Iterator[Problem]:
    """A list whose field is `unique: true` has no entry twice.

    Bad:  answers: [Cold, Warm, Cold]
    Good: answers: [Cold, Warm, Hot]
    """
    for typed in _typed(record, lambda field: field.unique):
        lines: dict[str, int] = {}
        for number, entry in enumerate(typed.entries if isinstance(typed.node, Sequence) else ()):
            value = entry.text.strip() if isinstance(entry, Scalar) else repr(entry.plain)
            if value in lines:
                message = say("This entry stands in `{field}` twice.", field=typed.name)
                if isinstance(entry, Scalar):
                    message = say("`{typed}` stands in `{field}` twice.", typed=shortened(value), field=typed.name)
                hint = say("It stands in line {line} already. Take one out, or write what was meant.", line=lines[value])
                yield typed.problem("repeated-entry", message, hint, number)
            lines.setdefault(value, entry.line)


def no_such_entry(record: Record) -> Iterator[Problem]:
    """A number whose field is `entry_of:` a list is that of an entry: 1 for the first.

    Bad:  {answers: [Cold, Warm, Hot], right: 4}, where `right` has `entry_of: answers`
    Good: {answers: [Cold, Warm, Hot], right: 3}
    """
    for typed in _typed(record, lambda field: bool(field.entry_of)):
        entries = next((value for _, value, _ in _values(typed.around, way_to(typed.field.entry_of, typed.beside), ())), None)
        # Without a list there is nothing to count; whether there has to be one is said by its own field.
        if not isinstance(entries, Sequence) or not entries.items:
            continue
        many = len(entries.items)
        for place, node in enumerate(typed.entries):
            number = _number(node)
            if number is None or (number == int(number) and 1 <= number <= many):
                continue
            message = say_many(
                "`{field}` is {typed}, but `{list}` has {number} entry.",
                "`{field}` is {typed}, but `{list}` has {number} entries.",
                many, field=typed.name, typed=_written(number), list=typed.field.entry_of,
            )  # fmt: skip
            hint = say("Entries count from 1: write a whole number from 1 to {high}.", high=many)
            yield typed.problem("no-such-entry", message, hint if many > 1 else bounds(1, 1), place)


def wrong_sum(record: Record) -> Iterator[Problem]:
    """A number whose field is `sum_of:` others is what they add up to.

    Bad:  minutes: 90, where it has `sum_of: steps.minutes` and the steps take 20, 30 and 35
    Good: minutes: 85
    """
    for typed in _typed(record, lambda field: bool(field.sum_of)):
        told, way = _number(typed.node), way_to(typed.field.sum_of, typed.beside)
        parts = [_number(node) for node in _nodes(typed.around, way)]
        numbers = [number for number in parts if number is not None]
        # Where a part is missing or cannot be read, that was told, and the sum is not known.
        if told is None or not numbers or len(numbers) < len(parts) or _lacks_a_part(typed.around, way):
            continue
        total = sum(numbers, Decimal())
        if told != total:
            message = say(
                "`{field}` is {typed}, but `{parts}` add up to {total}.",
                field=typed.name, typed=_written(told), parts=typed.field.sum_of, total=_written(total),
            )  # fmt: skip
            added = " + ".join([_written(number) for number in numbers[:_SHOWN]] + ["…"] * (len(numbers) > _SHOWN))
            hint = say("Write {total}, or mend what is added up: {added}.", total=_written(total), added=added)
            yield typed.problem("wrong-sum", message, hint)


_SHOWN = 12
"""How many parts of a sum a hint shows."""


def wrong_answer(record: Record) -> Iterator[Problem]:
    """A yes-no whose field has `must_be:` says that: without it, there is no such record.

    Bad:  agreed: false, where the type says `must_be: true`
    Good: agreed: true
    """
    for typed in _typed(record, lambda field: field.must_be is not None):
        must = typed.field.must_be
        if isinstance(typed.node, Scalar) and typed.node.plain is (not must):
            wanted = str(must).lower()
            message = say("`{field}` must be `{value}` here.", field=typed.name, value=wanted)
            hint = say("Write `{value}` once it is so. Until then, the record cannot stand here.", value=wanted)
            yield typed.problem("wrong-answer", message, hint)


def _typed(record: Record, has_option: Callable[[Field], bool]) -> Iterator[_Typed]:
    """Yield every value, in the original and in translations, whose field has an option."""
    for way in record.type.ways_where(has_option):
        for version in record.files:
            for path, node, around in _values(version.header, way, ()):
                yield _Typed(record, version, way, path, node, around)


def _values(node: Node, way: tuple[Field, ...], at: Path) -> Iterator[tuple[Path, Node, Mapping]]:
    """Yield the values at the end of a way through groups, each with its path and what it stands in."""
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            if isinstance(item, Mapping):
                yield from _values(item, way, (*at, number))
    elif isinstance(node, Mapping) and way and way[0].name in node.entries:
        name, value = way[0].name, node.entries[way[0].name]
        if len(way) == 1:
            yield (*at, name), value, node
        else:
            yield from _values(value, way[1:], (*at, name))


def _nodes(around: Mapping, way: tuple[Field, ...]) -> Iterator[Node]:
    """Yield what stands at the end of a way; of a list, each entry."""
    for _, node, _ in _values(around, way, ()):
        yield from _entries(node)


def _lacks_a_part(around: Mapping, way: tuple[Field, ...]) -> bool:
    """Whether an entry of a list of groups is without the number that each must have."""
    if len(way) < 2 or not way[-1].required:
        return False
    groups = (group for _, node, _ in _values(around, way[:-1], ()) for group in _entries(node))
    return any(not isinstance(group, Mapping) or way[-1].name not in group.entries for group in groups)


def _entries(node: Node) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node]


def _number(node: Node) -> Decimal | None:
    """Return the number that was typed; what is none was told."""
    is_number = isinstance(node, Scalar) and NUMBER.fullmatch(node.text)
    return Decimal(node.text) if isinstance(node, Scalar) and is_number else None


def _written(number: Decimal) -> str:
    return f"{number.normalize():f}"


RECORD_RULES = (wrong_count, repeated_entry, no_such_entry, wrong_sum, wrong_answer)
