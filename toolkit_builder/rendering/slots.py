"""What a rendered text leaves open: the ways to pictures and to other pages, which are different wherever it is shown.

Each slot is an address in an attribute that begins with one of two names. The sanitiser puts them there; where somebody typed
these names, they are written otherwise (`markdown.py`).
"""

from __future__ import annotations

from collections.abc import Callable

MEDIA = "media--root/"
"""Stands in ``src`` of a picture before its place in the content folder."""
PAGES = "pages--root/"
"""Stands in ``href`` of a link before the place of a page within its language."""


def fill(html: str, picture: Callable[[str], str], page: Callable[[str], str]) -> str:
    """Fill the slots of a text: with the address of a picture, and of a page; a link to '' becomes words."""
    return _each(_each(html, f'src="{MEDIA}', lambda name: f'src="{picture(name)}"'), f' href="{PAGES}', _href(page))


def _href(page: Callable[[str], str]) -> Callable[[str], str]:
    def written(name: str) -> str:
        address = page(name)
        return f' href="{address}"' if address else ""

    return written


def _each(html: str, slot: str, written: Callable[[str], str]) -> str:
    before, *pieces = html.split(slot)
    parts = (piece.partition('"') for piece in pieces)
    return before + "".join(written(name) + behind for name, _, behind in parts)
