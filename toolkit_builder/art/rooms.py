"""What stands in the reading room beside books: doors that stand ajar, and walls of patterned paper."""

from __future__ import annotations

from functools import lru_cache

from toolkit_builder.art.covers import BRASS, CLOTH, paper_paths

_FRAME, _SHADE = "#5a6a63", "#0f1a16"


@lru_cache(maxsize=64)  # A page has the same picture in all languages.
def door_svg(name: str, motif: str, colour: str) -> str:
    """Return a door that stands ajar, covered with the paper of a shelf; behind it there is light."""
    leaf = f"matrix(.361 .1 0 .556 {6 - 0.361 * CLOTH:.2f} {2 - 0.1 * CLOTH:.2f})"
    return (
        '<svg class="door" viewBox="0 0 52 80" preserveAspectRatio="xMinYMax" aria-hidden="true">'
        f'<path fill="{BRASS}" d="M6 2h40v78H6z"/>'
        f'<path fill="none" stroke="{_FRAME}" stroke-width="2" d="M5 80V1h42v79"/>'
        f'<g transform="{leaf}">{paper_paths(name, motif, colour, 3, 6)}</g>'
        f'<path fill="{_SHADE}" d="M32 9.2l2 .8V80h-2z"/><circle cx="28" cy="46" r="2" fill="{BRASS}" stroke="{_SHADE}"/></svg>'
    )


@lru_cache(maxsize=64)
def wall_svg(name: str, motif: str, colour: str) -> str:
    """Return a piece of wall, covered with the paper of a shelf."""
    columns, rows = 7, 3
    return (
        f'<svg class="wall" viewBox="{CLOTH} 0 {columns * CLOTH} {rows * CLOTH}" aria-hidden="true">'
        f"{paper_paths(name, motif, colour, columns, rows)}</svg>"
    )
