"""Whether what a type declares fits together: names that are taken, options of a kind, other types and vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, Unpack, cast

from toolkit_builder.model.accepting import Surroundings, refusal_of
from toolkit_builder.model.built_in import LEADING_FIELDS, TRAILING_FIELDS
from toolkit_builder.model.fields import GROUP_DISPLAYS, MOST_KEYS, TODAY, Field
from toolkit_builder.model.kinds import KINDS, Drawn, Kind, Limits, is_brief
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import Mapping as MapNode
from toolkit_builder.model.values import Path, Scalar, locate, locate_key
from toolkit_builder.model.vocabulary import Vocabulary, closest
from toolkit_builder.model.ways import way_fields
from toolkit_builder.problems import Details, Fault, FaultRule, Position


def connect_faults(
    declared: RecordType,
    node: MapNode,
    path: str,
    types: Mapping[str, RecordType],
    vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Fault]:
    """Find what a type declares that does not fit together: names taken, vocabularies and types that do not exist."""
    built_in = {field.name for field in (*LEADING_FIELDS, *TRAILING_FIELDS)} | {"translation"}
    for field in declared.fields:
        if field.name in built_in:
            where = Position(path, *locate_key(node, ("fields", field.name)))
            yield Fault("built-in-field", where, "", field.name, {"known": sorted(built_in)})
    yield from _retired_faults(declared, node, path, vocabularies)
    texts = [field.name for field in (*LEADING_FIELDS, *declared.fields) if KINDS[field.kind].is_line]
    given = node.entries.get("fields")
    # Of a field with a fault of its own, that says enough.
    faulty = ({*given.entries} if isinstance(given, MapNode) else set()) - {field.name for field in declared.fields}
    for option, names in (("linked_words", declared.linked_words), ("avoided_words", declared.avoided_words)):
        for number, name in enumerate(names):
            if name not in texts and name not in faulty:
                where = Position(path, *locate(node, (option, number)))
                yield Fault("unknown-field", where, "", f"{option}.{name}", {"known": texts})
    yield from _field_faults(declared.fields, ("fields",), node, path, types, vocabularies)
    yield from _place_faults(declared.fields, ("fields",), node, path)


def _retired_faults(declared: RecordType, node: MapNode, path: str, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Fault]:
    """Find values that no record can have, in `retired`: then none would ever be."""
    fields = {field.name: field for field in declared.all_fields}
    for name, typed in declared.retired.items():
        at = f"retired.{name}"
        field = fields.get(name)
        if field is None:
            yield Fault(
                "unknown-field", Position(path, *locate_key(node, ("retired", name))), "", at, {"known": sorted(fields)}
            )
            continue
        where = Position(path, *locate(node, ("retired", name)))
        terms = list(vocabularies[field.vocabulary].terms) if field.vocabulary in vocabularies else []
        if KINDS[field.kind].is_block:
            yield Fault("option-does-not-fit", where, "", at, {"option": "retired", "kind": field.kind, "is_missing": False})
        elif field.kind != "choice" and (refusal := _refusal(field, typed)):
            yield Fault(refusal.pop("rule"), where, "", at, cast("Details", {**refusal, "typed": typed}))
        elif terms and typed not in terms:
            meant = closest(typed, {term: term for term in terms})
            details: Details = {"vocabulary": field.vocabulary, "terms": terms, "typed": typed, "meant": meant}
            yield Fault("not-in-vocabulary", where, "", at, details)


def _refusal(field: Field, typed: str) -> dict[str, Any]:
    """Return what is wrong with a value that stands in a declaration; nothing where the kind of its field accepts it."""
    kind = KINDS[field.kind]
    # The field's own limits may be what is wrong.
    bare = Field(field.name, field.kind, to=field.to)
    return refusal_of(lambda value: kind.accept(value, bare, Surroundings({}, ())), Scalar(typed, 0, 0, kind.is_text).plain)


def _field_faults(
    fields: tuple[Field, ...], place: Path, node: MapNode, path: str,
    types: Mapping[str, RecordType], vocabularies: Mapping[str, Vocabulary],
) -> Iterator[Fault]:  # fmt: skip
    for field in fields:
        at = (*place, field.name)
        name = ".".join(map(str, at))

        def fault(rule: FaultRule, place: str, at: Path = at, name: str = name, /, **details: Unpack[Details]) -> Fault:
            return Fault(rule, Position(path, *locate(node, (*at, place))), "", name, details)

        if field.kind == "choice" and field.vocabulary not in vocabularies:
            yield fault("unknown-vocabulary", "from", typed=field.vocabulary, known=sorted(vocabularies))
        if field.kind == "reference" and field.to not in types:
            yield fault("unknown-type", "to", typed=field.to, known=sorted(types))
        if KINDS[field.kind].is_map and not field.fields:
            yield fault("option-does-not-fit", "kind", option="fields", kind=field.kind, is_missing=True)
        for option, against in _misplaced(field):
            yield fault("option-does-not-fit", option, option=option, kind=field.kind, is_missing=False, against=against)
        yield from _list_faults(field, fields, at, node, path)
        yield from _limit_faults(field, at, node, path)
        if reason := _wrong_pattern(field.pattern):
            yield fault("option-does-not-fit", "pattern", option="pattern", kind=field.kind, is_missing=False, reason=reason)
        if KINDS[field.kind].is_map and not KINDS[field.kind].fields:
            yield from _field_faults(field.fields, (*at, "fields"), node, path, types, vocabularies)


def _misplaced(field: Field) -> Iterator[tuple[str, str]]:
    """Yield the options that mean nothing for a field of its kind, or beside another one, which comes with it."""
    kind = KINDS[field.kind]
    for option, given, fits in (
        ("from", field.vocabulary, field.kind == "choice"),
        ("to", field.to, field.kind == "reference"),
        ("inverse", field.inverse, field.kind == "reference"),
        ("same_figures", field.same_figures, field.kind == "reference"),
        ("fields", field.fields, kind.is_map),
        ("pattern", field.pattern, kind.is_text),
        ("entry_of", field.entry_of, kind.name == "number"),
        ("sum_of", field.sum_of, kind.name == "number"),
        ("must_be", field.must_be is not None, kind.name == "yes-no"),
        ("translate", field.translate, kind.is_text),
        ("per_language", field.per_language, kind.drawn is Drawn.FACT),
        ("facet", field.facet, kind.is_facet),
        ("ranges", field.ranges, kind.extent),
        ("unit", field.unit, kind.has_unit),
        # Terms have the order of their vocabulary.
        ("sort", field.sort, kind.rank or field.kind == "choice"),
        ("lead", field.lead, kind.is_text or kind.drawn is Drawn.ENTRIES),
        ("as", field.display in GROUP_DISPLAYS, kind.drawn is Drawn.ENTRIES),
        ("as", field.display == "minutes", kind.name == "number"),
        ("as", field.display == "speech", kind.is_line),
        ("as", field.display == "status", kind.drawn is Drawn.FACT),
    ):
        if given and not fits:
            yield option, ""
        elif given and field.translate and option == "per_language":
            yield option, "translate"


def _place_faults(fields: tuple[Field, ...], place: Path, node: MapNode, path: str) -> Iterator[Fault]:
    """Find fields that shall stand under the title of their record, and cannot, or are too many for that."""
    is_within = len(place) > 1
    keys = [field.name for field in fields if field.key]
    for field in fields:
        at = (*place, field.name)
        no_button = is_within or field.many or field.kind != "url"
        needs: Literal["short", "few", "address", "stops", "record"]
        no_way = is_within or not field.many or not (field.kind == "reference" or way_fields(field))
        for option, needs, is_wrong in (
            ("key", "short", field.key and (is_within or not is_brief(field))),
            ("key", "few", not is_within and field.name in keys[MOST_KEYS:]),
            ("as", "address", field.display == "button" and no_button),
            ("as", "stops", field.display == "way" and no_way),
            ("as", "record", is_within and field.display == "status"),
            ("facet", "record", is_within and field.facet),
        ):
            if is_wrong:
                where = Position(path, *locate(node, (*at, option)))
                details: Details = {"option": option, "is_missing": False, "needs": needs, "limit": MOST_KEYS}
                yield Fault("option-does-not-fit", where, "", ".".join(map(str, at)), details)
        yield from _place_faults(field.fields, (*at, "fields"), node, path)


def _list_faults(field: Field, beside: tuple[Field, ...], at: Path, node: MapNode, path: str) -> Iterator[Fault]:
    """Find options that speak of what is not there: a facet; a list, here or where `entry_of` and `sum_of` point to."""
    for option, given in (
        ("count", field.fewest is not None or field.most is not None),
        ("unique", field.unique),
        ("as", field.display == "speech"),
    ):
        if given and not field.many:
            where = Position(path, *locate(node, (*at, option)))
            lacking: Details = {"option": option, "kind": field.kind, "is_missing": False, "beside": "many: true"}
            yield Fault("option-does-not-fit", where, "", ".".join(map(str, at)), lacking)
    if field.ranges and not field.facet:
        where = Position(path, *locate(node, (*at, "ranges")))
        alone: Details = {"option": "ranges", "kind": field.kind, "is_missing": False, "beside": "facet: true"}
        yield Fault("option-does-not-fit", where, "", ".".join(map(str, at)), alone)
    needs: Literal["list", "numbers"]
    for option, name, needs in (("entry_of", field.entry_of, "list"), ("sum_of", field.sum_of, "numbers")):
        known = [*_lists(beside)] if needs == "list" else [*_listed_numbers(beside)]
        if name and name not in known:
            where = Position(path, *locate(node, (*at, option)))
            meant = closest(name, {candidate: candidate for candidate in known})
            details: Details = {
                "option": option, "typed": name, "needs": needs, "known": known, "meant": meant,
                "kind": field.kind, "is_missing": False,
            }  # fmt: skip
            yield Fault("option-does-not-fit", where, "", ".".join(map(str, (*at, option))), details)


def _lists(fields: tuple[Field, ...]) -> Iterator[str]:
    """Yield the names that `entry_of` can have."""
    yield from (part.name for part in fields if part.many)


def _listed_numbers(fields: tuple[Field, ...], before: str = "", *, in_list: bool = False) -> Iterator[str]:
    """Yield the names that `sum_of` can have: numbers of which there may be more than one."""
    for part in fields:
        if part.kind == "number" and (in_list or part.many):
            yield f"{before}{part.name}"
        yield from _listed_numbers(part.fields, f"{before}{part.name}.", in_list=in_list or part.many)


def _limit_faults(field: Field, at: Path, node: MapNode, path: str) -> Iterator[Fault]:
    kind = KINDS[field.kind]
    for option, limit in (("min", field.min), ("max", field.max)):
        if limit is None or _is_limit(kind, option, limit):
            continue
        where = Position(path, *locate(node, (*at, option)))
        name = ".".join(map(str, at))
        if kind.limits:
            wanted = kind.name if kind.limits is Limits.VALUE else "number"
            yield Fault("wrong-kind", where, "", f"{name}.{option}", {"wanted": wanted, "typed": str(limit)})
        else:
            yield Fault("option-does-not-fit", where, "", name, {"option": option, "kind": kind.name, "is_missing": False})


def _is_limit(kind: Kind, option: str, limit: Any) -> bool:
    """Whether values can be held against a limit: a value of their own kind, or a number of characters."""
    if kind.limits is not Limits.VALUE:
        return kind.limits is Limits.LENGTH and re.fullmatch(r"\d+", str(limit)) is not None
    if kind.is_time and option == "max" and limit == TODAY:
        return True
    return not _refusal(Field(option, kind.name), str(limit))


def _wrong_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
