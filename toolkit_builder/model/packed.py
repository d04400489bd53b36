"""Values with a tree that is sent packed: whoever is sent all texts of a library draws a few of them."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from toolkit_builder.model.once import Once


class Packed(Once):
    """A value that never changes; its ``root`` is unpacked where it came, when it is first asked for."""

    def __getstate__(self) -> dict[str, Any]:
        """Return what is sent, with the tree packed."""
        return {**super().__getstate__(), "root": pickle.dumps(self.root)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _packed=state["root"])
        del self.__dict__["root"]

    if TYPE_CHECKING:
        root: Any

    else:

        def __getattr__(self, name: str) -> Any:
            """Unpack the tree."""
            if name != "root" or "_packed" not in self.__dict__:
                raise AttributeError(name)
            self.__dict__["root"] = pickle.loads(self.__dict__.pop("_packed"))  # noqa: S301 - from whoever sent the text
            return self.root
