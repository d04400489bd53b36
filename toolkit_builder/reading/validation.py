"""Values against a pydantic model: every disagreement becomes a fault at the line and column where it was typed."""

from __future__ import annotations

import types
from collections.abc import Iterable
from typing import Annotated, Any, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from toolkit_builder.model.accepting import MEANT_YES_NO
from toolkit_builder.model.values import Mapping, Path, Plain, Scalar, Sequence, child, locate, locate_key
from toolkit_builder.problems import Details, Fault, FaultRule, Position
from toolkit_builder.reading.yaml import CUT_SHORT

_WANTED = {
    "list_type": "list", "dict_type": "group", "model_type": "group", "string_type": "text", "bool_type": "yes-no",
    "int_type": "number", "int_parsing": "number",
}  # fmt: skip


def validate(
    model: type[BaseModel], node: Mapping, path: str, record: str = "", told: Iterable[Fault] = ()
) -> tuple[dict[str, Any], list[Fault]]:
    """Hold a header against a model. Returns the accepted values, without what is wrong, and the faults.

    What follows from a fault that reading ``told`` of is not told again: anything in the same line, and, where reading
    stopped, that something is missing.
    """
    values = _given(node.plain)
    assert isinstance(values, dict)
    try:
        accepted = model.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        bad = {detail["loc"][0] for detail in details}
        faults = [_fault(detail, model, node, path, record) for detail in details]
        return {name: value for name, value in values.items() if name not in bad}, _news(faults, told)
    given = _given(accepted.model_dump(by_alias=True))
    assert isinstance(given, dict)
    return given, []


def _news(faults: list[Fault], told: Iterable[Fault]) -> list[Fault]:
    lines = {fault.position.line for fault in told}
    stopped = any(fault.rule in CUT_SHORT for fault in told)

    def is_news(fault: Fault) -> bool:
        absent = fault.rule == "missing-field" and not fault.details["empty"]
        # What is missing at the top is located at the first line, and has nothing to do with it.
        return not stopped if absent and "." not in fault.field else fault.position.line not in lines

    return [fault for fault in faults if is_news(fault)]


def _given(value: Plain) -> Plain:
    """Drop what was left empty: `since:` with nothing behind it is the same as no line at all."""
    if isinstance(value, dict):
        return {name: _given(item) for name, item in value.items() if item is not None}
    return [_given(item) for item in value] if isinstance(value, list) else value


def _fault(detail: ErrorDetails, model: type[BaseModel], node: Mapping, path: str, record: str) -> Fault:
    at = _as_typed(detail["loc"], node)
    loc: Path = tuple(step for step in at if step != "[key]")
    # What kinds know of it comes through pydantic, which does not know its types: see `wrong` in model/accepting.py.
    details: dict[str, Any] = dict(detail.get("ctx") or {})
    found = _node_at(node, loc)
    rule: FaultRule
    match detail["type"]:
        case "missing":
            rule, place = "missing-field", locate_key(node, loc)
            details = {"empty": found is not None}
        case "extra_forbidden":
            rule, place = "unknown-field", locate_key(node, loc)
            around = _node_at(node, loc[:-1])
            there = [*around.entries] if isinstance(around, Mapping) else []
            details = {"known": _names_at(model, loc[:-1]), "there": there}
        case "toolkit":
            rule = details.pop("rule")
            place = locate(node, loc) if at == loc else locate_key(node, loc)
        case "too_short":
            rule, place = "missing-field", locate_key(node, loc)
            details = {"empty": True}
        case "literal_error" if isinstance(found, Scalar):
            rule, place = "not-an-option", locate(node, loc)
            details = {"expected": details["expected"]}
        case "literal_error":
            rule, place, details = "wrong-kind", locate(node, loc), {"wanted": "text"}
        case other:
            rule, place = "wrong-kind", locate(node, loc)
            details = {"wanted": _WANTED.get(other, other)}
    if rule == "wrong-kind":
        if detail["type"] == "bool_type" and isinstance(found, Scalar):
            details["meant"] = MEANT_YES_NO.get(found.text.lower(), "")
        details["several"] = isinstance(found, (Sequence, Mapping))
        details["quoted"] = isinstance(found, Scalar) and found.quoted
        details["known"] = _names_at(model, loc) if details["wanted"] == "group" else []
    typed = _typed(found) if at == loc else str(loc[-1])
    # People count from 1: findings.2.text is the second finding.
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in loc)
    return Fault(rule, Position(path, *place), record, name, cast("Details", {**details, "typed": typed}))


def _as_typed(loc: Path, node: Mapping) -> Path:
    """Return the way to a value as it stands in the file: what may stand alone in place of a list has no number there."""
    way: list[str | int] = []
    at: Any = node
    for step in loc:
        if isinstance(step, int) and isinstance(at, (Mapping, Scalar)):
            continue
        way.append(step)
        at = child(at, step)
    return tuple(way)


def _typed(found: Any) -> str:
    """Return what stands in the file; with its quotation marks where they are what is wrong."""
    if not isinstance(found, Scalar):
        return ""
    quoted = found.quoted and Scalar(found.text, 0, 0).plain != found.text
    return f'"{found.text}"' if quoted else found.text


def _node_at(node: Any, path: Path) -> Any:
    for step in path:
        node = child(node, step)
    return node


def _names_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the names that may stand in the map at ``path``."""
    steps = iter(path)
    for step in steps:
        if isinstance(step, str):
            field = next((declared for name, declared in model.model_fields.items() if step in (declared.alias, name)), None)
            inner = _model_in(field.annotation) if field else None
            if field is None or inner is None:
                return []
            model = inner
            if get_origin(field.annotation) is dict and next(steps, None) is None:
                return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias) and issubclass(annotation, BaseModel):
        return annotation
    arguments = get_args(annotation)[:1] if get_origin(annotation) is Annotated else get_args(annotation)
    return next((found for argument in arguments if (found := _model_in(argument))), None)
