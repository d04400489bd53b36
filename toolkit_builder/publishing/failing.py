"""What is told of a template that goes wrong: where, and what was probably meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from traceback import walk_tb
from types import FrameType
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing

from toolkit_builder.model.vocabulary import closest
from toolkit_builder.reading.own_templates import TEMPLATES

_MOST_NAMES = 40
"""So many are listed where none is near."""


def what_is_wrong(error: Exception) -> str:
    """Say why a page cannot be drawn, and where in a template."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    frames = [(frame, line) for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename.endswith(".html")]
    if isinstance(error, RecursionError) and frames:
        return f"{_going_round(frames)}: what is included or called here leads back to itself, without end"
    place = f"{frames[-1][0].f_code.co_filename}:{frames[-1][1]}: " if frames else ""
    if isinstance(error, _NoVariableError) and frames:
        return f"{place}{_lacks('', error.name, frames[-1][0].f_locals)}"
    name = "" if isinstance(error, UndefinedError) else f"{type(error).__name__}: "
    return f"{place}{name}{error}"


def _going_round(frames: Sequence[tuple[FrameType, int]]) -> str:
    """Return where something leads back to itself: wherever it came to its end, that stands there most often.

    Our templates alone never do. Of one that is left and come back to in several lines, the last of them is meant.
    """
    places = [(frame.f_code.co_filename, line) for frame, line in frames]
    own = [(file, line) for file, line in places if not file.startswith(str(TEMPLATES))]
    times = Counter(own or places)
    # The last time round is not complete.
    most = max(times.values()) - 1
    file, line = max((place for place, number in times.items() if number >= most), key=lambda place: place[1])
    return f"{file}:{line}"


class _NoVariableError(UndefinedError):
    """A name that stands alone, and means nothing where it stands."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class Missing(StrictUndefined):
    """What a template asks for, and is not there: it is told, and never shown as nothing. `is defined` may be asked."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if obj is missing and name and not hint:
            # Which names there are is known to the template alone, see `what_is_wrong`.
            self._undefined_exception = partial(_NoVariableError, name)  # type: ignore[assignment]

    def __bool__(self) -> bool:  # type: ignore[override]
        # What Jinja itself says is not there, such as an argument that was not given or the item before the first, is misspelt
        # nowhere.
        return False if self._undefined_hint else super().__bool__()

    def __str__(self) -> str:  # type: ignore[override]
        return "" if self._undefined_hint else super().__str__()

    @property
    def _undefined_message(self) -> str:
        thing, name = self._undefined_obj, self._undefined_name
        if self._undefined_hint or thing is missing or not isinstance(name, str):
            return super()._undefined_message
        return _lacks("", name, thing) if isinstance(thing, Mapping) else _lacks(type(thing).__name__, name, dir(thing))


def _lacks(thing: str, name: str, known: Iterable[object]) -> str:
    """Say that a thing of a template, or the template itself, has nothing of a name, and what was probably meant."""
    names = sorted(str(one) for one in known if not str(one).startswith("_"))
    meant = closest(name, {one: one for one in names})
    said = f"`{thing}` has no `{name}`" if thing else f"there is no `{name}` here"
    if meant:
        return f"{said}; did you mean `{meant}`?"
    there = f"there are: {', '.join(names)}; " if 0 < len(names) <= _MOST_NAMES else ""
    return f"{said}; {there}where only some pages have it, ask whether it `is defined`"
