"""What a site is drawn for: to be published in all languages, or to be taken away in some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_builder.addresses import EDITIONS


@dataclass(frozen=True, slots=True)
class Download:
    """A ZIP that a site offers; it holds one ``language``, or all where that is ''."""

    name: str
    language: str
    size: int
    """In bytes."""

    @property
    def place(self) -> str:
        """Where it lies in the site."""
        return f"{EDITIONS}/{self.name}"


@dataclass(frozen=True, slots=True)
class Edition:
    """Which pages a site has: those of its ``languages``, and, ``online``, those that only make sense there."""

    languages: tuple[str, ...]
    online: bool = True
    downloads: Sequence[Download] = ()
    is_preview: bool = False
    """Whether it holds what a change makes or changes, and nothing else: then there is nothing to search in."""
    size: int = 0
    """What all its files have unpacked, in bytes; 0 until they are there."""

    @property
    def has_several(self) -> bool:
        """Whether readers can choose a language."""
        return len(self.languages) > 1
