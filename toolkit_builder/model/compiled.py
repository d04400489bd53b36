"""A type compiles to pydantic models, and these to JSON Schema.

Two models per type: field for originals (all fields), field for translations (translatable fields only).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, create_model
from pydantic import Field as PydanticField
from pydantic_core import PydanticCustomError

from toolkit_builder.model.accepting import Surroundings, refusal_of, wrong
from toolkit_builder.model.built_in import METHODS, OTHER_SPELLING, TRANSLATION_FIELD
from toolkit_builder.model.collection_views import VIEWS
from toolkit_builder.model.fields import TODAY, Field
from toolkit_builder.model.kinds import KINDS, Limits
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import Scalar


@dataclass(frozen=True, slots=True)
class Compiled:
    """A type as pydantic models."""

    original: type[BaseModel]
    translation: type[BaseModel]

    def json_schema(self) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of an original's header."""
        schema = self.original.model_json_schema(by_alias=True)
        for model in (schema, *schema.get("$defs", {}).values()):
            properties = model.get("properties", {})
            for name in properties.keys() & OTHER_SPELLING.keys():
                properties.setdefault(OTHER_SPELLING[name], {**properties[name], "deprecated": True})
        return schema


@dataclass(frozen=True, slots=True)
class _Asked:
    """A type and what is around it; who asks for the same writes the same, to the order of its terms."""

    written: str
    declared: RecordType = field(compare=False)
    around: Surroundings = field(compare=False)


def compile_type(declared: RecordType, around: Surroundings) -> Compiled:
    """Compile a type. ``around.vocabularies`` must hold every vocabulary that its fields name."""
    around = replace(around, vocabularies={**around.vocabularies, METHODS.name: METHODS, VIEWS.name: VIEWS})
    return _compiled(_Asked(repr((declared, around)), declared, around))


# Whoever reads a toolkit again, as `serve` and `fix` do, mostly finds the types as they were; nothing takes it as long.
@lru_cache(maxsize=64)
def _compiled(asked: _Asked) -> Compiled:
    declared, around = asked.declared, asked.around
    translatable = tuple(_translated_part(field) for field in declared.all_fields if field.translatable)
    return Compiled(
        original=_model(declared.name, declared.all_fields, around),
        translation=_model(f"{declared.name}-translation", (*translatable, TRANSLATION_FIELD), around),
    )


def _translated_part(field: Field) -> Field:
    """Reduce a field to what a translation holds of it; only title and summary must be there."""
    parts = tuple(_translated_part(part) for part in field.fields if part.translatable)
    # An item of a list of groups may have nothing to translate, so no words of it are required, whatever their name.
    parts = tuple(replace(part, required=part.required and part.per_language) for part in parts)
    return replace(field, required=field.name in ("title", "summary") or (field.per_language and field.required), fields=parts)


def _model(name: str, fields: tuple[Field, ...], around: Surroundings) -> type[BaseModel]:
    # Python names get a prefix and the typed names become aliases: a field may be called `copy` or `json`.
    definitions: dict[str, Any] = {f"field_{field.name}": _definition(field, around) for field in fields}
    config = ConfigDict(extra="forbid", title=name)
    return create_model(name, __config__=config, **definitions)


def _definition(field: Field, around: Surroundings) -> Any:
    kind = KINDS[field.kind]
    annotation: Any
    if kind.is_map:
        inner = _model(field.name, field.fields or kind.fields, around)
        annotation = Annotated[inner, BeforeValidator(partial(_accept_map, field=field, around=around))]
    else:
        annotation = _scalar(field, around)
    if field.many:
        accept = None if kind.is_map else _accepting(field, around)
        want = partial(_want_list, field=field, accept=accept)
        annotation = Annotated[list[annotation], BeforeValidator(want), PydanticField(min_length=int(field.required))]
    schema: dict[str, Any] = {"title": field.label.get("en", field.name)}
    limits = {"minItems": field.fewest, "maxItems": field.most, "uniqueItems": field.unique or None}
    schema.update({name: limit for name, limit in limits.items() if limit is not None})
    if field.must_be is not None:
        schema["const"] = field.must_be
    if field.help:
        schema["description"] = field.help.get("en")
    if field.example:
        schema["examples"] = [field.example]
    default: Any = ... if field.required else None
    return annotation, PydanticField(default, alias=field.name, json_schema_extra=schema)


def _scalar(field: Field, around: Surroundings) -> Any:
    kind = KINDS[field.kind]
    schema = dict(kind.schema)
    if field.kind == "choice":
        schema["enum"] = list(around.vocabularies[field.vocabulary].terms)
    if field.pattern:
        schema["pattern"] = f"^(?:{field.pattern})$"
    if kind.bounds:
        limits = zip(kind.bounds, (field.min, field.max), strict=True)
        schema.update({key: _bound(limit) for key, limit in limits if limit is not None and limit != TODAY})
    return Annotated[Any, BeforeValidator(_accepting(field, around)), WithJsonSchema(schema)]


def _accept_map(value: Any, field: Field, around: Surroundings) -> Any:
    return KINDS[field.kind].accept(value, field, around)


def _accepting(field: Field, around: Surroundings) -> Callable[[Any], Any]:
    """Return what accepts the values of a field, or says what was meant: a value that it accepts itself."""
    kind = KINDS[field.kind]

    def accept_as_typed(value: Any) -> Any:
        accepted = kind.accept(value, field, around)
        if kind.limits is Limits.LENGTH:
            _length(accepted, field)
        return accepted

    def accept(value: Any) -> Any:
        try:
            return accept_as_typed(value)
        except PydanticCustomError as error:
            details = dict(error.context or {})
            meant = Scalar(str(details["meant"]), 0, 0).plain if details.get("meant") else str(value)
            proposes = details.get("meant") or details.get("quote")
            if proposes and (refusal := refusal_of(accept_as_typed, meant)):
                details.update(meant="", sure=False, quote=False, refusal=refusal)
            raise PydanticCustomError("toolkit", "{rule}", details) from None

    return accept


def _bound(limit: int | str) -> int | float:
    return float(limit) if "." in str(limit) else int(limit)


def _length(text: str, field: Field) -> None:
    if (field.max is not None and len(text) > int(field.max)) or (field.min is not None and len(text) < int(field.min)):
        raise wrong("wrong-length", "text", length=len(text), min=field.min, max=field.max)


def _want_list(value: Any, field: Field, accept: Callable[[Any], Any] | None) -> Any:
    is_single = isinstance(value, (str, int)) and not isinstance(value, bool)
    # What stands in place of a group is told as that.
    if field.alone and (not isinstance(value, list) if accept is None else is_single):
        return [value]
    if not isinstance(value, list):
        raise wrong("wrong-kind", "list", alone=is_single and accept is not None, **_entries(value, field, accept))
    return value


def _entries(value: Any, field: Field, accept: Callable[[Any], Any] | None) -> dict[str, Any]:
    """Return what a value that stands in place of a list has for entries, each as it was probably meant.

    Of one that is wrong and cannot be guessed, ``inner`` is what is wrong with it; then there are no entries.
    """
    if accept is None or not isinstance(value, (str, int)):
        return {}
    entries = []
    kind = KINDS[field.kind]
    for typed in [str(value)] if kind.holds_commas else str(value).split(","):
        entry = Scalar(typed.strip(), 0, 0, quoted=kind.is_text)
        refusal = refusal_of(accept, entry.plain)
        if refusal and not refusal.get("meant"):
            return {"inner": refusal}
        entries.append(str(refusal["meant"]) if refusal else entry.text)
    return {"entries": entries, "of": field.kind, "to": field.to}
