"""A field: one piece of metadata, as a type declares it."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit_builder.model.vocabulary import Labels

GROUP_DISPLAYS = ("steps", "questions", "cards")
DISPLAYS = (*GROUP_DISPLAYS, "minutes", "speech", "hidden", "button", "way", "status")
"""How a field may be drawn other than by its kind: a list of groups as steps, as questions to answer, or as cards to cut out; a
number as minutes, which steps count from their beginning; a list of sentences as what somebody says; any field not at all; a
web address as a button under the title of its record; and a list of records, or of groups that name them, as a way that leads
from one to the next."""

MOST_KEYS = 5
"""How many fields of a type may be told at once (option ``key``)."""

UNITS = {
    **{name: f"duration-{name}" for name in ("second", "minute", "hour", "day", "week", "month", "year")},
    **{name: f"length-{name}" for name in ("millimeter", "centimeter", "meter", "kilometer")},
    **{name: f"mass-{name}" for name in ("gram", "kilogram")},
    **{name: f"volume-{name}" for name in ("milliliter", "liter")},
}
"""What numbers may count, with CLDR's name of it: nobody types its words, and their plural is right in all languages."""

TODAY = "today"
"""What `max` of a date or a year may be instead of a value: it says what was done, so it cannot lie in the future."""


@dataclass(frozen=True, slots=True)
class Field:
    """One piece of metadata, as `_type.yml` declares it."""

    name: str
    kind: str
    label: Labels = field(default_factory=dict)
    help: Labels = field(default_factory=dict)
    example: str = ""
    inverse: Labels = field(default_factory=dict)
    """The heading of the back references on the record that a reference points to."""
    many: bool = False
    required: bool = False
    translate: bool = False
    per_language: bool = False
    """Whether it is a fact of one language's file, such as the DOI of a translation: it stands in each, and is no words."""
    alone: bool = False
    """Whether the only entry of a list may stand there without one."""
    facet: bool = False
    ranges: tuple[float, ...] = ()
    """Of a facet of numbers: up to where each range goes, the last one beyond (``ranges: [30, 60]``)."""
    sort: bool = False
    key: bool = False
    """Whether readers are told it at once: under the title, and wherever its record is one of several."""
    min: int | str | None = None
    max: int | str | None = None
    """`today` for a date or year: it says what was done."""
    fewest: int | None = None
    """How many entries a list has at least (option ``count``)."""
    most: int | None = None
    """How many entries a list has at most (option ``count``)."""
    unique: bool = False
    """Whether no entry of a list stands there twice."""
    entry_of: str = ""
    """For a number: the list beside it of whose entries it names one, counted from 1."""
    sum_of: str = ""
    """For a number: the way to the numbers beside it that add up to it, such as ``steps.minutes``."""
    must_be: bool | None = None
    """For a yes-no: the answer without which there is no such record."""
    same_figures: bool = False
    """For a reference: whether what stands here about the record that it names counts as that record does."""
    unit: str = ""
    """What numbers count, one of ``UNITS``."""
    pattern: str = ""
    vocabulary: str = ""
    """The vocabulary of a choice (option ``from``)."""
    to: str = ""
    """The record type of a reference."""
    fields: tuple[Field, ...] = ()
    lead: bool = False
    """Whether readers meet it before the text: a list or group under a heading of its own, a fact in the fact sheet, however
    long. Otherwise these stand behind the text."""
    display: str = ""
    """How it is drawn (option ``as``), one of ``DISPLAYS``; '' is the way of its kind."""

    @property
    def translatable(self) -> bool:
        """Whether a translation holds this field, or a part of it."""
        return self.translate or self.per_language or any(part.translatable for part in self.fields)

    @property
    def has_words(self) -> bool:
        """Whether it, or a part of it, is words to translate."""
        return self.translate or any(part.has_words for part in self.fields)

    @property
    def has_own(self) -> bool:
        """Whether it, or a part of it, is a fact of one language's file."""
        return self.per_language or any(part.has_own for part in self.fields)


def way_to(name: str, beside: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return the fields on the way that a name such as ``steps.minutes`` goes, as far as there are any."""
    way: list[Field] = []
    for step in name.split("."):
        found = next((field for field in beside if field.name == step), None)
        if found is None:
            break
        way.append(found)
        beside = found.fields
    return tuple(way)
