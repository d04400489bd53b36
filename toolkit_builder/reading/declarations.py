"""`_type.yml` and `_vocabularies/*.yml` to record types and vocabularies; they are checked like any other content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictInt, StrictStr, ValidationInfo
from pydantic import Field as PydanticField

from toolkit_builder.model.accepting import wrong
from toolkit_builder.model.built_in import OTHER_SPELLING, REDIRECT_FROM, limited
from toolkit_builder.model.fields import DISPLAYS, Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.types import AskedSection, RecordType
from toolkit_builder.model.values import Mapping as MapNode
from toolkit_builder.model.values import Path, child, locate, locate_key
from toolkit_builder.model.values import Sequence as ListNode
from toolkit_builder.model.vocabulary import Term, Vocabulary, closest
from toolkit_builder.problems import Fault, Position
from toolkit_builder.reading.header import read_yaml_file
from toolkit_builder.reading.validation import validate

MOTIFS = ("discs", "key", "triangles", "bars", "steps", "voices", "leaf", "quotes", "waves", "path", "pages", "rings")
COLOURS = (
    "blue", "teal", "red", "violet", "ochre", "rose", "green", "grey", "indigo", "brown", "olive", "plum",
)  # fmt: skip


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


_LONGEST = 1000
_STEPS = "steps"
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


class _FieldDeclaration(_Strict):
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
    sort: StrictBool = False
    min: _Limit = None
    max: _Limit = None
    count: _Entries = PydanticField(default_factory=_Count)
    unique: StrictBool = False
    entry_of: StrictStr = ""
    sum_of: StrictStr = ""
    must_be: StrictBool | None = None
    pattern: StrictStr = ""
    vocabulary: StrictStr = PydanticField("", alias="from")
    to: StrictStr = ""
    lead: StrictBool = False
    display: Literal[DISPLAYS] = PydanticField("", alias="as")  # type: ignore[valid-type]
    fields: dict[_Name, _FieldDeclaration] = {}


class _SectionDeclaration(BaseModel):
    """Its headings stand by their languages, whichever a toolkit has."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, StrictStr]
    steps: _Entries = PydanticField(default_factory=_Count)


class _Limits(_Strict):
    title: _Length = None
    summary: _Length = None
    alt: _Length = None


class _TypeDeclaration(_Strict):
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
    redirect_from: list[StrictStr] = []
    limits: Annotated[_Limits, BeforeValidator(_want_map)] = PydanticField(default_factory=_Limits)
    fields: dict[_Name, _FieldDeclaration] = {}


class _TermDeclaration(_Strict):
    label: _Labels
    about: _Labels = {}


class _VocabularyDeclaration(_Strict):
    label: _Labels = {}
    ordered: StrictBool = False
    terms: Annotated[dict[StrictStr, _TermDeclaration], PydanticField(min_length=1)]


def read_vocabulary(data: bytes, path: str, languages: tuple[str, ...]) -> tuple[Vocabulary, list[Fault]]:
    """Read `_vocabularies/<name>.yml`; what could be read comes back even where something is wrong."""
    name = path.rpartition("/")[2].removesuffix(".yml")
    node, faults = read_yaml_file(data, path)
    values, found = validate(_VocabularyDeclaration, node, path, told=faults)
    faults += found
    terms = {
        term: Term(term, declared.get("label", {}), declared.get("about", {}))
        for term, declared in values.get("terms", {}).items()
        if isinstance(declared, dict)
    }
    faults += _label_faults(node, path, languages)
    return Vocabulary(name, values.get("label", {}), terms, bool(values.get("ordered"))), faults


def read_type(data: bytes, path: str, name: str, languages: tuple[str, ...]) -> tuple[RecordType, MapNode, list[Fault]]:
    """Read `<name>/_type.yml`. The node is returned for `connect_faults`, which needs all other types."""
    node, faults = read_yaml_file(data, path)
    values, found = validate(_TypeDeclaration, node, path, told=faults)
    labels = [*_label_faults(node, path, languages)]
    told = {fault.field for fault in labels if fault.rule == "unknown-field"}
    faults += (fault for fault in found if fault.field not in told)
    declared = values.get("fields") or _sound_fields(node)
    limits = values.get("limits", {})
    declaration = RecordType(
        name=name,
        label=values.get("label", {"en": name}),
        plural=values.get("plural", {"en": name}),
        about=values.get("about", {}),
        colour=values.get("colour", "grey"),
        motif=values.get("motif", "discs"),
        mark=values.get("mark", name[:2].upper()),
        order=values.get("order", 100),
        fields=tuple(_field(field_name, options, limits) for field_name, options in declared.items()),
        retired={name: _typed(value) for name, value in values.get("retired", {}).items()},
        trace_figures=values.get("trace_figures", False),
        own_sentences=values.get("own_sentences", False),
        sections=tuple(map(_section, values.get("sections", ()))),
        linked_words=tuple(values.get("linked_words", ())),
        redirect_from=tuple(
            (typed, Position(path, *locate(node, (REDIRECT_FROM, number))))
            for number, typed in enumerate(values.get(REDIRECT_FROM, ()))
        ),
        limits=limits,
    )
    return declaration, node, [*faults, *labels]


def _section(declared: Mapping[str, Any]) -> AskedSection:
    titles = {language: title for language, title in declared.items() if language != _STEPS}
    return AskedSection(titles, *_fewest_and_most(declared.get(_STEPS)))


def _fewest_and_most(count: Any) -> tuple[int | None, int | None]:
    """Read `5`, or `{min: 3, max: 7}`: as it was typed where something else in the file is wrong."""
    return (count.get("min"), count.get("max")) if isinstance(count, dict) else (count, count)


def _sound_fields(node: MapNode) -> Mapping[str, Any]:
    """Return the declarations of fields in which nothing is wrong, so that they are looked at as well."""
    fields = child(node, "fields")
    if not isinstance(fields, MapNode):
        return {}
    read = {
        name: validate(_FieldDeclaration, declaration, "")
        for name, declaration in fields.entries.items()
        if isinstance(declaration, MapNode)
    }
    return {name: declaration for name, (declaration, faults) in read.items() if not faults}


def _field(name: str, options: Mapping[str, Any], limits: Mapping[str, int]) -> Field:
    kind = options["kind"]
    inner = tuple(_field(part, declared, limits) for part, declared in options.get("fields", {}).items())
    fewest, most = _fewest_and_most(options.get("count"))
    return Field(
        name=name,
        kind=kind,
        label=options.get("label", {}),
        help=options.get("help", {}),
        example=_typed(options.get("example")),
        inverse=options.get("inverse", {}),
        many=options.get("many", False),
        required=options.get("required", False),
        translate=options.get("translate", False),
        per_language=options.get("per_language", False),
        facet=options.get("facet", False),
        sort=options.get("sort", False),
        min=options.get("min"),
        max=options.get("max"),
        fewest=fewest,
        most=most,
        unique=options.get("unique", False),
        entry_of=options.get("entry_of", ""),
        sum_of=options.get("sum_of", ""),
        must_be=options.get("must_be"),
        pattern=options.get("pattern", ""),
        vocabulary=options.get("from", ""),
        to=options.get("to", ""),
        lead=options.get("lead", False),
        display=options.get("as", ""),
        fields=limited(KINDS[kind].fields, limits) or inner,
    )


def _typed(example: Any) -> str:
    return str(example).lower() if isinstance(example, bool) else "" if example is None else str(example)


def _label_faults(node: MapNode, path: str, languages: tuple[str, ...]) -> Iterator[Fault]:
    """Find labels of a language that is not configured, and labels that are missing in one that is."""
    for place, labels in _labels_in(node, ()):
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
        for code in labels.entries:
            where = Position(path, *locate_key(labels, (code,)))
            if _is_misspelt_option(place, code):
                yield Fault("unknown-field", where, "", f"{name}.{code}", {"known": [_STEPS]})
            elif code not in languages:
                yield Fault("unknown-language", where, "", name, {"language": code, "known": list(languages)})
        missing = [code for code in languages if code not in labels.entries]
        if missing:
            where = Position(path, *locate_key(node, place))
            yield Fault("missing-label", where, "", name, {"missing": missing})


def _labels_in(node: Any, place: Path) -> Iterator[tuple[Path, MapNode]]:
    if place == ("sections",) and isinstance(node, ListNode):
        yield from (((*place, number), _titles_in(item)) for number, item in enumerate(node.items) if isinstance(item, MapNode))
    if not isinstance(node, MapNode):
        return
    if place and place[-2:-1] == ("fields",) and "label" not in node.entries:
        yield (*place, "label"), MapNode({}, {}, node.line, node.column)
    for name, value in node.entries.items():
        at = (*place, name)
        is_field_name = bool(place) and place[-1] in ("fields", "terms")
        if name in ("label", "plural", "about", "help", "inverse") and isinstance(value, MapNode) and not is_field_name:
            yield at, value
        else:
            yield from _labels_in(value, at)


def _is_misspelt_option(place: Path, code: str) -> bool:
    """Whether something beside the headings of a section was meant for its option."""
    return place[:1] == ("sections",) and bool(closest(code, {_STEPS: _STEPS}))


def _titles_in(section: MapNode) -> MapNode:
    titles = {code: title for code, title in section.entries.items() if code != _STEPS}
    return MapNode(titles, section.keys, section.line, section.column)
