"""How a list is cut into pages: a page stays light however many records there are, and however long their words.

A short list is one page, with all that it is narrowed down by. A long one has numbered pages, and beside them a file of data
(see `list_data.py`). Languages are not told apart: a page of a list is there in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.publishing.parts import Facet, Option

_SHORT = 60
"""A list of so many records is not cut."""
_PORTION = 24
"""Records on a page of a longer list: 1,400 elements and texts where each has four facts."""
_BRIEF_PORTION = 48
"""The same of a list that shows titles only."""
_MOST_BYTES = 36_000
"""Of titles, summaries and facts on a page: half of it as they travel."""
_SHOWN = 3
"""Values of a fact that a card shows."""
_NAME_BYTES = 40
"""Of the name of another record."""
_MOST_OPTIONS = 160
"""Of all facets on a page of a list that has a file of data."""
_MOST_OPTION_BYTES = 12_000
_FEW_OPTIONS = 8
"""So many are seen of a facet at first, see `catalogue-facets.js`."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a list is cut: records on a page, pages, and whether its one page holds all that there is."""

    size: int
    pages: int
    is_whole: bool


def cut(records: Sequence[Record], facets: Sequence[Field], is_brief: bool) -> Cut:
    """Cut a list into pages. ``is_brief`` says that it shows titles only."""
    words = _title_bytes if is_brief else _word_bytes
    facts = frozenset() if is_brief else frozenset(field.name for field in facets)
    sizes = sorted(
        (record.once(words)[0] + sum(size for name, size in record.once(_fact_bytes) if name in facts) for record in records),
        reverse=True,
    )
    # Whatever stands beside what: not even the longest together are too much.
    size = sum(total <= _MOST_BYTES for total in accumulate(sizes)) or 1
    if len(sizes) <= min(_SHORT, size):
        return Cut(_SHORT, 1, _has_few_options(records, facets))
    size = min(size, _BRIEF_PORTION if is_brief else _PORTION)
    return Cut(size, -(-len(sizes) // size), is_whole=False)


def _title_bytes(record: Record) -> list[int]:
    return [max(len(version.title.encode()) for version in record.versions)]


def _word_bytes(record: Record) -> list[int]:
    return [max(len(version.title.encode()) + len(version.summary.encode()) for version in record.versions)]


def _fact_bytes(record: Record) -> Iterator[tuple[str, int]]:
    """Yield how large each fact that may stand on a card is at most, in whatever language."""
    for field in record.type.fields:
        if field.facet and (KINDS[field.kind].is_text or field.to):
            shown = (_values(version.values.get(field.name))[:_SHOWN] for version in record.versions)
            sizes = ([_NAME_BYTES if field.to else len(str(value).encode()) for value in values] for values in shown)
            yield field.name, max(map(sum, sizes))


def _values(value: Any) -> Sequence[Any]:
    """Return the values of a field, one or many."""
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple)) else (value,)


def _has_few_options(records: Sequence[Record], facets: Sequence[Field]) -> bool:
    names = {field.name for field in facets}
    versions = [version for record in records for version in record.versions]
    found = {(name, str(one)) for name in names for version in versions for one in _values(version.values.get(name))}
    return len(found) <= _MOST_OPTIONS and sum(len(str(value).encode()) for _, value in found) <= _MOST_OPTION_BYTES


def on_page(facet: Facet, facets: int) -> Sequence[Option]:
    """Return the options of a facet that stand in a page of a list with so many ``facets`` and a file of data."""
    most = max(_FEW_OPTIONS, _MOST_OPTIONS // facets)
    sizes = accumulate(len(option.value.encode()) + len(option.label.text.encode()) for option in facet.options[:most])
    return facet.options[: sum(size <= _MOST_OPTION_BYTES // facets for size in sizes) or 1]


def numbers_shown(number: int, pages: int) -> Sequence[int]:
    """Return which of the pages are named on one of them: the first, the last and its neighbours; 0 where some are left out."""
    first, last = max(1, min(number - 1, pages - 2)), min(pages, max(number + 1, 3))
    shown = sorted({1, *range(first, last + 1), pages})
    found: list[int] = []
    for one in shown:
        before = found[-1] if found else 0
        if one - before == 2:
            found.append(one - 1)
        elif one - before > 2:
            found.append(0)
        found.append(one)
    return found
