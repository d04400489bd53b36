"""Values that know what was found out about them: of what does not change, it is found out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from typing import Any, Self, TypeVar

Found = TypeVar("Found")
Class = TypeVar("Class", bound=type)


def sent_by_fields(declared: Class) -> Class:
    """Have values of a dataclass sent by what it takes to make them: with slots, they would be sent field by field, slowly."""
    values = attrgetter(*(field.name for field in fields(declared)))

    def reduce(self: Any) -> tuple[Class, Any]:
        return declared, values(self)

    declared.__reduce__ = reduce  # type: ignore[method-assign, assignment]
    return declared


class Value:
    """A dataclass of which its fields alone are sent to other processes: what was found out about it can be found out there."""

    def __getstate__(self) -> dict[str, Any]:
        """Return what is sent."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]


class Once(Value):
    """A value that never changes, and lives longer than one check of all."""

    def once(self, find: Callable[[Self], Iterable[Found]]) -> Sequence[Found]:
        """Return what a function finds in this value, which must depend on nothing else. It looks once."""
        if find not in self._found:
            self._found[find] = tuple(find(self))
        return self._found[find]

    @cached_property
    def _found(self) -> dict[Callable[[Any], Iterable[Any]], Sequence[Any]]:
        return {}
