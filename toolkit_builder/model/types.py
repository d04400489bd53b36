"""A type of records, as `_type.yml` declares it: a shelf and what every record on it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toolkit_builder.model.built_in import LEADING_FIELDS, LIMITS, TRAILING_FIELDS, limited
from toolkit_builder.model.fields import Field
from toolkit_builder.model.vocabulary import Labels
from toolkit_builder.problems import Position


@dataclass(frozen=True, slots=True)
class AskedSection:
    """A section that texts of a type have."""

    title: Labels
    """Its heading in every language."""
    fewest: int | None = None
    """How many numbered steps it has at least (option ``steps``)."""
    most: int | None = None
    """How many numbered steps it has at most (option ``steps``)."""
    boxed: bool = False
    """Whether readers find it in a box: something to tear off and do."""
    lead: bool = False
    """Whether readers meet it first, before the fields that lead."""
    sheet: bool = False
    """Whether it is printed on a sheet of its own, to be handed out."""

    @property
    def asks_for_steps(self) -> bool:
        """Whether somebody counts its steps."""
        return self.fewest is not None or self.most is not None


@dataclass(frozen=True)
class RecordType:
    """A kind of record: a shelf."""

    name: str
    label: Labels
    plural: Labels
    about: Labels
    colour: str
    motif: str
    mark: str
    order: int
    fields: tuple[Field, ...]
    retired: Mapping[str, str] = field(default_factory=dict)
    """Field and value that mean: this record is about something that exists no more."""
    trace_figures: bool = False
    """Whether each figure in a text must stand in a field of its header, too."""
    own_sentences: bool = False
    """Whether no long sentence of its texts may stand in the text of another record."""
    sections: tuple[AskedSection, ...] = ()
    """The sections that a text of this type has; what is retired needs others."""
    linked_words: tuple[str, ...] = ()
    """Fields of text whose values are linked to this record where they first stand in the text of another one."""
    avoided_words: tuple[str, ...] = ()
    """Fields of text whose values are words that texts do not use: what this record explains has a better one."""
    redirect_from: tuple[tuple[str, Position], ...] = ()
    """Old names of the shelf, each with its place."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """How many characters some of ``LIMITS`` may have in this type."""

    @property
    def leading_fields(self) -> tuple[Field, ...]:
        """The fields that every record has and that are read first, as long as this type lets them be."""
        return limited(LEADING_FIELDS, self.limits)

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The type's own fields between those that every record has."""
        return (*self.leading_fields, *self.fields, *TRAILING_FIELDS)

    @property
    def key_fields(self) -> tuple[Field, ...]:
        """The few fields that matter most to readers."""
        return tuple(field for field in self.fields if field.key)

    @property
    def headings(self) -> tuple[Labels, ...]:
        """The headings that a text of this type has, in every language."""
        return tuple(section.title for section in self.sections)

    def limit(self, name: str) -> int:
        """Return how many characters a title, a summary or the description of a picture (`alt`) may have."""
        return self.limits.get(name, LIMITS[name])

    def ways(self, kind: str) -> Iterator[tuple[Field, ...]]:
        """Yield the way to each field of a kind: the groups around it first, itself last."""
        yield from self.ways_where(lambda field: field.kind == kind)

    def ways_where(self, fits: Callable[[Field], bool]) -> Iterator[tuple[Field, ...]]:
        """Yield the way to each field that fits: the groups around it first, itself last."""
        yield from (way for way in self._all_ways if fits(way[-1]))

    @cached_property
    def _all_ways(self) -> Sequence[tuple[Field, ...]]:
        return [*_ways(self.fields, ())]


def _ways(fields: tuple[Field, ...], above: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    for part in fields:
        yield (*above, part)
        yield from _ways(part.fields, (*above, part))
