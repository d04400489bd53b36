"""Values of which most is put away until somebody asks for it: whoever holds a whole library looks at few of its texts."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakValueDictionary

from toolkit_builder.model.once import Once

_OUT: WeakValueDictionary[int, Packed] = WeakValueDictionary()


class Packed(Once):
    """A value that never changes, and can be packed: what takes much room becomes bytes, and comes back when it is asked for.

    Whoever asks does not notice, but that what comes back is equal to what was there, and not the same. It is sent to other
    processes packed.
    """

    puts_away: ClassVar[tuple[str, ...]] = ()
    """Its fields that are put away, each after those that it takes to get it back."""
    keeps: ClassVar[tuple[str, ...]] = ()
    """What was found out about it that stays, with all that was found `once`. The rest is found out again."""

    def put_away(self, name: str) -> bytes:
        """Return a field as bytes."""
        return pickle.dumps(getattr(self, name))

    def take_out(self, name: str, data: bytes) -> Any:
        """Return a field from its bytes."""
        return pickle.loads(data)  # noqa: S301 - from whoever sent the value

    def pack(self) -> None:
        """Put away what takes much room, and forget what was found out; but for what it keeps, which is found out now."""
        state = self.__getstate__()
        self.__dict__.clear()
        self.__dict__.update(state)
        _OUT.pop(id(self), None)

    def found_out(self) -> dict[str, Any]:
        """Return what was found out about it and stays."""
        found = {find: found for find, found in self._found.items() if _has_name(find)}
        # What it was told to forget since it was packed is not found out again.
        keeps = self.__dict__.keys() & self.keeps if "_packed" in self.__dict__ else self.keeps
        return {**{name: getattr(self, name) for name in keeps}, "_found": found}

    def forget(self, *names: str) -> None:
        """Forget some of what was found out about it, even what it keeps. Who asks for that all the same has it found again."""
        for name in names:
            self.__dict__.pop(name, None)

    def know(self, found: Mapping[str, Any]) -> None:
        """Take over what was found out elsewhere about the same value."""
        self.__dict__.update(found)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is sent: everything, packed."""
        known = self.__dict__
        packed = known.get("_packed") or tuple(map(self.put_away, self.puts_away))
        declared = self.__dataclass_fields__  # type: ignore[attr-defined]
        own = {name: value for name, value in known.items() if name in declared and name not in self.puts_away}
        return {**own, **self.found_out(), "_packed": packed}

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Take out what was put away."""
            if name not in self.puts_away or "_packed" not in self.__dict__:
                raise AttributeError(name, name=name, obj=self)
            data = self.__dict__["_packed"][self.puts_away.index(name)]
            self.__dict__[name] = value = self.take_out(name, data)
            self.is_out()
            return value

    def is_out(self) -> None:
        """Have it packed with what was taken out: it knows once more what takes much room."""
        _OUT[id(self)] = self


def put_back() -> None:
    """Pack all that was taken out, when nobody looks at it any more."""
    for value in [*_OUT.values()]:
        value.pack()


def _has_name(find: Callable[..., Any]) -> bool:
    """Whether a function is known by its name in other processes."""
    return "<" not in getattr(find, "__qualname__", "<")
