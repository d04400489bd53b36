"""`_type.yml` and `_vocabularies/*.yml` to record types and vocabularies; they are checked like any other content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from toolkit_builder.model.built_in import REDIRECT_FROM, limited
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.search_words import Answer, SearchGroup
from toolkit_builder.model.types import AskedSection, RecordType
from toolkit_builder.model.values import Mapping as MapNode
from toolkit_builder.model.values import Path, child, locate, locate_key
from toolkit_builder.model.values import Sequence as ListNode
from toolkit_builder.model.vocabulary import Term, Vocabulary, closest
from toolkit_builder.problems import Details, Fault, Position
from toolkit_builder.reading.declaration_forms import (
    SECTION_OPTIONS,
    FieldDeclaration,
    SearchDeclaration,
    TypeDeclaration,
    VocabularyDeclaration,
)
from toolkit_builder.reading.header import read_yaml_file
from toolkit_builder.reading.validation import validate

_KEPT = 256
"""Declarations that are read once: `serve` asks for all of them with every change of a text."""


@lru_cache(maxsize=_KEPT)
def read_vocabulary(data: bytes, path: str, languages: tuple[str, ...]) -> tuple[Vocabulary, Sequence[Fault]]:
    """Read `_vocabularies/<name>.yml`; what could be read comes back even where something is wrong."""
    name = path.rpartition("/")[2].removesuffix(".yml")
    node, faults = read_yaml_file(data, path)
    values, found = validate(VocabularyDeclaration, node, path, told=faults)
    faults += found
    terms = {
        term: Term(term, declared.get("label", {}), declared.get("about", {}))
        for term, declared in values.get("terms", {}).items()
        if isinstance(declared, dict)
    }
    faults += _label_faults(node, path, languages)
    return Vocabulary(name, values.get("label", {}), terms, bool(values.get("ordered"))), tuple(faults)


@lru_cache(maxsize=_KEPT)
def read_search_words(data: bytes, path: str, languages: tuple[str, ...]) -> tuple[Sequence[SearchGroup], Sequence[Fault]]:
    """Read `_vocabularies/_search.yml` or one of several; nothing of it comes back where something is wrong."""
    node, faults = read_yaml_file(data, path)
    values, found = validate(SearchDeclaration, node, path, told=faults)
    faults += found
    groups = []
    for name, group in values.get("groups", {}).items() if not faults else ():
        for code in group["words"]:
            if code not in languages:
                where = Position(path, *locate_key(node, ("groups", name, "words", code)))
                details: Details = {"language": code, "known": list(languages)}
                faults.append(Fault("unknown-language", where, "", f"groups.{name}.words", details))
        ids = enumerate(group.get("find", ()))
        find = [Answer(one, Position(path, *locate(node, ("groups", name, "find", number)))) for number, one in ids]
        groups.append(SearchGroup(group["words"], find))
    return tuple(groups), tuple(faults)


@lru_cache(maxsize=_KEPT)
def read_type(data: bytes, path: str, name: str, languages: tuple[str, ...]) -> tuple[RecordType, MapNode, Sequence[Fault]]:
    """Read `<name>/_type.yml`. The node is returned for `connect_faults`, which needs all other types."""
    node, faults = read_yaml_file(data, path)
    values, found = validate(TypeDeclaration, node, path, told=faults)
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
        avoided_words=tuple(values.get("avoided_words", ())),
        redirect_from=tuple(
            (typed, Position(path, *locate(node, (REDIRECT_FROM, number))))
            for number, typed in enumerate(values.get(REDIRECT_FROM, ()))
        ),
        limits=limits,
    )
    return declaration, node, (*faults, *labels)


def _section(declared: Mapping[str, Any]) -> AskedSection:
    titles = {language: title for language, title in declared.items() if language not in SECTION_OPTIONS}
    boxed, lead, sheet = (declared.get(option) is True for option in ("boxed", "lead", "sheet"))
    return AskedSection(titles, *_fewest_and_most(declared.get("steps")), boxed, lead, sheet)


def _fewest_and_most(count: Any) -> tuple[int | None, int | None]:
    """Read `5`, or `{min: 3, max: 7}`: as it was typed where something else in the file is wrong."""
    return (count.get("min"), count.get("max")) if isinstance(count, dict) else (count, count)


def _sound_fields(node: MapNode) -> Mapping[str, Any]:
    """Return the declarations of fields in which nothing is wrong, so that they are looked at as well."""
    fields = child(node, "fields")
    if not isinstance(fields, MapNode):
        return {}
    read = {
        name: validate(FieldDeclaration, declaration, "")
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
        ranges=tuple(options.get("ranges", ())),
        sort=options.get("sort", False),
        key=options.get("key", False),
        min=options.get("min"),
        max=options.get("max"),
        fewest=fewest,
        most=most,
        unique=options.get("unique", False),
        entry_of=options.get("entry_of", ""),
        sum_of=options.get("sum_of", ""),
        must_be=options.get("must_be"),
        same_figures=options.get("same_figures", False),
        unit=options.get("unit", ""),
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
            if code in languages:
                continue
            if _is_misspelt_option(place, code):
                yield Fault("unknown-field", where, "", f"{name}.{code}", {"known": [*SECTION_OPTIONS]})
            else:
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
    """Whether something beside the headings of a section was meant for one of its options."""
    return place[:1] == ("sections",) and bool(closest(code, {option: option for option in SECTION_OPTIONS}))


def _titles_in(section: MapNode) -> MapNode:
    titles = {code: title for code, title in section.entries.items() if code not in SECTION_OPTIONS}
    return MapNode(titles, section.keys, section.line, section.column)
