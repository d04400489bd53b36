"""What `_type.yml` and `_vocabularies/*.yml` may say, and in which form: the options of types, fields, sections and terms."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictInt, StrictStr, ValidationInfo
from pydantic import Field as PydanticField

from toolkit_builder.art import covers
from toolkit_builder.model.accepting import NUMBER, wrong
from toolkit_builder.model.built_in import OTHER_SPELLING
from toolkit_builder.model.fields import DISPLAYS, UNITS
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.vocabulary import closest

# What covers can be drawn with, a type may name.
MOTIFS, COLOURS = tuple(covers.MOTIFS), tuple(covers.HUES)


def _known_kind(kind: str) -> str:
    kind = kind if kind in KINDS else OTHER_SPELLING.get(kind, kind)
    if kind not in KINDS:
        raise wrong("not-an-option", "kind", expected=", ".join(KINDS), meant=closest(kind, {name: name for name in KINDS}))
    return kind


def _name(typed: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9_]*", typed):
        meant = re.sub("[^a-z0-9]+", "_", typed.lower()).strip("_")
        raise wrong("wrong-kind", "name", meant=meant if meant[:1].isalpha() else "")
    return typed


def _mark(typed: str) -> str:
    if not re.fullmatch("[A-Z]{2}", typed):
        raise wrong("wrong-kind", "mark", meant=typed.upper() if re.fullmatch("[A-Za-z]{2}", typed) else "")
    return typed


def _want_labels(value: Any) -> Any:
    if not isinstance(value, dict):
        raise wrong("wrong-kind", "labels")
    return value


def _single(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        raise wrong("wrong-kind", "text")
    return value


def _limit(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        raise wrong("wrong-kind", "number")
    return value


def _length(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= _LONGEST:
        raise wrong("out-of-range", "value", min=1, max=_LONGEST)
    return value


def _want_map(value: Any) -> Any:
    if not isinstance(value, dict):
        raise wrong("wrong-kind", "group")
    return value


def _number_or_limits(value: Any) -> Any:
    """Take `5` for `{min: 5, max: 5}`."""
    if isinstance(value, int) and not isinstance(value, bool):
        if value < 0:
            raise wrong("out-of-range", "value", min=0, max=None)
        return {"min": value, "max": value}
    if not isinstance(value, dict):
        raise wrong("wrong-kind", "count")
    return value


def _not_negative(value: int | None, others: ValidationInfo) -> int | None:
    low = others.data.get("min") or 0
    if value is not None and value < low:
        raise wrong("out-of-range", "value", min=low, max=None)
    return value


def _growing(value: Any) -> Any:
    """Take numbers that grow; those with a point are texts to YAML."""
    items = value if isinstance(value, list) else []
    if not items or not all(isinstance(one, (int, str)) and NUMBER.fullmatch(str(one)) for one in items):
        raise wrong("wrong-kind", "ranges")
    numbers = [float(one) for one in items]
    if any(one >= other for one, other in pairwise(numbers)):
        raise wrong("wrong-kind", "ranges", meant=f"[{', '.join(f'{one:.15g}' for one in sorted({*numbers}))}]")
    return numbers


_LONGEST = 1000
SECTION_OPTIONS = ("steps", "boxed", "lead", "sheet")
"""What stands beside the headings of a section, which go by their languages."""
_Many = Annotated[StrictInt | None, AfterValidator(_not_negative)]
_Length = Annotated[StrictInt | None, AfterValidator(_length)]
_Labels = Annotated[dict[str, StrictStr], BeforeValidator(_want_labels)]
_Kind = Annotated[StrictStr, AfterValidator(_known_kind)]
_Name = Annotated[StrictStr, AfterValidator(_name)]
_Single = Annotated[Any, BeforeValidator(_single)]
_Limit = Annotated[Any, BeforeValidator(_limit)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class _Count(_Strict):
    min: _Many = None
    max: _Many = None


_Entries = Annotated[_Count, BeforeValidator(_number_or_limits)]


class FieldDeclaration(_Strict):
    """What is said of a field."""

    kind: _Kind
    label: _Labels = {}
    help: _Labels = {}
    example: _Single = None
    inverse: _Labels = {}
    many: StrictBool = False
    required: StrictBool = False
    translate: StrictBool = False
    per_language: StrictBool = False
    facet: StrictBool = False
    ranges: Annotated[list[float], BeforeValidator(_growing)] = []
    sort: StrictBool = False
    key: StrictBool = False
    min: _Limit = None
    max: _Limit = None
    count: _Entries = PydanticField(default_factory=_Count)
    unique: StrictBool = False
    entry_of: StrictStr = ""
    sum_of: StrictStr = ""
    must_be: StrictBool | None = None
    same_figures: StrictBool = False
    unit: Literal[tuple(UNITS)] = ""  # type: ignore[valid-type]
    pattern: StrictStr = ""
    vocabulary: StrictStr = PydanticField("", alias="from")
    to: StrictStr = ""
    lead: StrictBool = False
    display: Literal[DISPLAYS] = PydanticField("", alias="as")  # type: ignore[valid-type]
    fields: dict[_Name, FieldDeclaration] = {}


class _SectionDeclaration(BaseModel):
    """Its headings stand by their languages, whichever a toolkit has."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, StrictStr]
    steps: _Entries = PydanticField(default_factory=_Count)
    boxed: StrictBool = False
    lead: StrictBool = False
    sheet: StrictBool = False


class _Limits(_Strict):
    title: _Length = None
    summary: _Length = None
    alt: _Length = None


class TypeDeclaration(_Strict):
    """What `_type.yml` says."""

    label: _Labels
    plural: _Labels
    about: _Labels = {}
    colour: Literal[COLOURS] = "grey"  # type: ignore[valid-type]
    motif: Literal[MOTIFS] = "discs"  # type: ignore[valid-type]
    mark: Annotated[StrictStr, AfterValidator(_mark)]
    order: StrictInt = 100
    retired: dict[str, _Single] = {}
    trace_figures: StrictBool = False
    own_sentences: StrictBool = False
    sections: list[Annotated[_SectionDeclaration, BeforeValidator(_want_labels)]] = []
    linked_words: list[StrictStr] = []
    avoided_words: list[StrictStr] = []
    redirect_from: list[StrictStr] = []
    limits: Annotated[_Limits, BeforeValidator(_want_map)] = PydanticField(default_factory=_Limits)
    fields: dict[_Name, FieldDeclaration] = {}


class _TermDeclaration(_Strict):
    label: _Labels
    about: _Labels = {}


class _GroupDeclaration(_Strict):
    words: Annotated[dict[str, list[StrictStr]], BeforeValidator(_want_map)]
    find: list[StrictStr] = []


class SearchDeclaration(_Strict):
    """What `_vocabularies/_search.yml` says."""

    groups: dict[StrictStr, _GroupDeclaration]


class VocabularyDeclaration(_Strict):
    """What a file in `_vocabularies` says."""

    label: _Labels = {}
    ordered: StrictBool = False
    terms: Annotated[dict[StrictStr, _TermDeclaration], PydanticField(min_length=1)]
