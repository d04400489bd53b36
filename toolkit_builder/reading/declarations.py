"""`_type.yml` and `_vocabularies/*.yml` to record types and vocabularies; they are checked like any other content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool, StrictInt, StrictStr
from pydantic import Field as PydanticField

from toolkit_builder.model.kinds import KINDS, MEANT_YES_NO, TODAY, wrong
from toolkit_builder.model.types import (
    DISPLAYS,
    IMAGE_FIELDS,
    LEADING_FIELDS,
    OTHER_SPELLING,
    REDIRECT_FROM,
    TRAILING_FIELDS,
    Field,
    RecordType,
    limited,
)
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


_LONGEST = 1000
_Length = Annotated[StrictInt | None, AfterValidator(_length)]
_Labels = Annotated[dict[str, StrictStr], BeforeValidator(_want_labels)]
_Kind = Annotated[StrictStr, AfterValidator(_known_kind)]
_Name = Annotated[StrictStr, AfterValidator(_name)]
_Single = Annotated[Any, BeforeValidator(_single)]
_Limit = Annotated[Any, BeforeValidator(_limit)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


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
    pattern: StrictStr = ""
    vocabulary: StrictStr = PydanticField("", alias="from")
    to: StrictStr = ""
    lead: StrictBool = False
    display: Literal[DISPLAYS] = PydanticField("", alias="as")  # type: ignore[valid-type]
    fields: dict[_Name, _FieldDeclaration] = {}


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
    sections: list[_Labels] = []
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
    faults += found
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
        sections=tuple(values.get("sections", ())),
        linked_words=tuple(values.get("linked_words", ())),
        redirect_from=tuple(
            (typed, Position(path, *locate(node, (REDIRECT_FROM, number))))
            for number, typed in enumerate(values.get(REDIRECT_FROM, ()))
        ),
        limits=limits,
    )
    return declaration, node, [*faults, *_label_faults(node, path, languages)]


def _sound_fields(node: MapNode) -> Mapping[str, Any]:
    """Return the declarations of fields in which nothing is wrong, so that they are looked at as well."""
    fields = child(node, "fields")
    if not isinstance(fields, MapNode):
        return {}
    read = {name: validate(_FieldDeclaration, one, "") for name, one in fields.entries.items() if isinstance(one, MapNode)}
    return {name: declaration for name, (declaration, faults) in read.items() if not faults}


def _field(name: str, options: Mapping[str, Any], limits: Mapping[str, int]) -> Field:
    kind = options["kind"]
    inner = tuple(_field(part, declared, limits) for part, declared in options.get("fields", {}).items())
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
        pattern=options.get("pattern", ""),
        vocabulary=options.get("from", ""),
        to=options.get("to", ""),
        lead=options.get("lead", False),
        display=options.get("as", ""),
        fields=limited(IMAGE_FIELDS, limits) if kind == "image" else inner,
    )


def _typed(example: Any) -> str:
    return str(example).lower() if isinstance(example, bool) else "" if example is None else str(example)


def _label_faults(node: MapNode, path: str, languages: tuple[str, ...]) -> Iterator[Fault]:
    """Find labels of a language that is not configured, and labels that are missing in one that is."""
    for place, labels in _labels_in(node, ()):
        name = ".".join(map(str, place))
        for code in labels.entries:
            if code not in languages:
                where = Position(path, *locate_key(labels, (code,)))
                yield Fault("unknown-language", where, "", name, {"language": code, "known": list(languages)})
        missing = [code for code in languages if code not in labels.entries]
        if missing:
            where = Position(path, *locate_key(node, place))
            yield Fault("missing-label", where, "", name, {"missing": missing})


def _labels_in(node: Any, place: Path) -> Iterator[tuple[Path, MapNode]]:
    if place == ("sections",) and isinstance(node, ListNode):
        yield from (((*place, number), item) for number, item in enumerate(node.items) if isinstance(item, MapNode))
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


def connect_faults(
    declared: RecordType,
    node: MapNode,
    path: str,
    types: Mapping[str, RecordType],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Fault]:
    """Find what a type declares that does not fit together: names taken, vocabularies and types that do not exist."""
    built_in = {one.name for one in (*LEADING_FIELDS, *TRAILING_FIELDS)} | {"translation"}
    for one in declared.fields:
        if one.name in built_in:
            where = Position(path, *locate_key(node, ("fields", one.name)))
            yield Fault("built-in-field", where, "", one.name, {"known": sorted(built_in)})
    yield from _retired_faults(declared, node, path, vocabularies)
    texts = [one.name for one in (*LEADING_FIELDS, *declared.fields) if one.kind == "text"]
    for number, name in enumerate(declared.linked_words):
        if name not in texts:
            where = Position(path, *locate(node, ("linked_words", number)))
            yield Fault("unknown-field", where, "", f"linked_words.{name}", {"known": texts})
    yield from _field_faults(declared.fields, ("fields",), node, path, types, vocabularies)


def _retired_faults(declared: RecordType, node: MapNode, path: str, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Fault]:
    """Find values that no record can have, in `retired`: then none would ever be."""
    fields = {one.name: one for one in declared.all_fields}
    for name, typed in declared.retired.items():
        at = f"retired.{name}"
        one = fields.get(name)
        if one is None:
            yield Fault(
                "unknown-field", Position(path, *locate_key(node, ("retired", name))), "", at, {"known": sorted(fields)}
            )
            continue
        where = Position(path, *locate(node, ("retired", name)))
        terms = list(vocabularies[one.vocabulary].terms) if one.vocabulary in vocabularies else []
        if one.kind == "yes-no" and typed not in ("true", "false"):
            yield Fault(
                "wrong-kind", where, "", at, {"wanted": "yes-no", "typed": typed, "meant": MEANT_YES_NO.get(typed.lower(), "")}
            )
        elif terms and typed not in terms:
            meant = closest(typed, {term: term for term in terms})
            details = {"vocabulary": one.vocabulary, "terms": terms, "typed": typed, "meant": meant}
            yield Fault("not-in-vocabulary", where, "", at, details)
        elif one.kind in ("group", "image", "markdown"):
            yield Fault("option-does-not-fit", where, "", at, {"option": "retired", "kind": one.kind, "missing": False})


_FACETS = ("text", "choice", "reference", "country", "language", "date", "year", "number", "yes-no", "licence")
_PER_LANGUAGE = ("text", "choice", "country", "language", "date", "year", "number", "yes-no", "url", "email", "doi", "licence")
_SORTED = ("choice", "date", "year", "number")


def _field_faults(
    fields: tuple[Field, ...], place: Path, node: MapNode, path: str,
    types: Mapping[str, RecordType], vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Fault]:  # fmt: skip
    for one in fields:
        at = (*place, one.name)
        name = ".".join(map(str, at))

        def fault(rule: str, place: str, at: Path = at, name: str = name, **details: Any) -> Fault:
            return Fault(rule, Position(path, *locate(node, (*at, place))), "", name, details)

        if one.kind == "choice" and one.vocabulary not in vocabularies:
            yield fault("unknown-vocabulary", "from", typed=one.vocabulary, known=sorted(vocabularies))
        if one.kind == "reference" and one.to not in types:
            yield fault("unknown-type", "to", typed=one.to, known=sorted(types))
        if one.kind == "group" and not one.fields:
            yield fault("option-does-not-fit", "kind", option="fields", kind="group", missing=True)
        for option, details in _misplaced(one):
            yield fault("option-does-not-fit", option, option=option, kind=one.kind, missing=False, **details)
        yield from _limit_faults(one, at, node, path)
        if reason := _wrong_pattern(one.pattern):
            yield fault("option-does-not-fit", "pattern", option="pattern", kind=one.kind, missing=False, reason=reason)
        if one.kind == "group":
            yield from _field_faults(one.fields, (*at, "fields"), node, path, types, vocabularies)


def _misplaced(one: Field) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the options that mean nothing for a field of its kind, or beside another one."""
    for option, given, kinds in (
        ("from", one.vocabulary, ("choice",)),
        ("to", one.to, ("reference",)),
        ("inverse", one.inverse, ("reference",)),
        ("fields", one.fields, ("group", "image")),
        ("pattern", one.pattern, ("text", "markdown")),
        ("translate", one.translate, ("text", "markdown")),
        ("per_language", one.per_language, _PER_LANGUAGE),
        ("facet", one.facet, _FACETS),
        ("sort", one.sort, _SORTED),
        ("lead", one.lead, ("text", "markdown", "group")),
        ("as", one.display in ("steps", "questions"), ("group",)),
    ):
        if given and one.kind not in kinds:
            yield option, {}
        elif given and one.translate and option == "per_language":
            yield option, {"against": "translate"}


def _limit_faults(one: Field, at: Path, node: MapNode, path: str) -> Iterator[Fault]:
    wanted = one.kind if KINDS[one.kind].limits == "value" else "number"
    form = {"number": r"[-+]?\d+(\.\d+)?", "date": r"\d{4}-\d\d-\d\d"}.get(one.kind, r"\d+")
    for option, limit in (("min", one.min), ("max", one.max)):
        if option == "max" and limit == TODAY and one.kind in ("date", "year"):
            continue
        name = ".".join(map(str, (*at, option)))
        where = Position(path, *locate(node, (*at, option)))
        if limit is None or (KINDS[one.kind].limits and re.fullmatch(form, str(limit))):
            continue
        if KINDS[one.kind].limits:
            yield Fault("wrong-kind", where, "", name, {"wanted": wanted, "typed": str(limit)})
        else:
            details = {"option": option, "kind": one.kind, "missing": False}
            yield Fault("option-does-not-fit", where, "", name.rpartition(".")[0], details)


def _wrong_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
