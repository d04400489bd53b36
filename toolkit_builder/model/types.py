"""Record types and their fields; a type compiles to pydantic models, and these to JSON Schema.

Two models per type: one for originals (all fields), one for translations (translatable fields only).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, create_model
from pydantic import Field as PydanticField
from pydantic_core import PydanticCustomError

from toolkit_builder.model.kinds import KINDS, TODAY, Surroundings, wrong
from toolkit_builder.model.passages import DIGEST_PATTERN
from toolkit_builder.model.values import Scalar
from toolkit_builder.model.vocabulary import Labels, Term, Vocabulary
from toolkit_builder.problems import Position

DISPLAYS = ("steps", "questions", "hidden")
"""How a field may be drawn other than by its kind: a list of groups as steps or as questions with the answer folded away,
and any field not at all."""


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
    sort: bool = False
    min: int | str | None = None
    max: int | str | None = None
    """`today` for a date or year: it says what was done."""
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


@dataclass(frozen=True, slots=True)
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
    sections: tuple[Labels, ...] = ()
    """The headings that a text of this type has, in every language; what is retired needs others."""
    linked_words: tuple[str, ...] = ()
    """Fields of text whose values are linked to this record where they first stand in the text of another one."""
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

    def limit(self, name: str) -> int:
        """Return how many characters a title, a summary or the description of a picture (`alt`) may have."""
        return self.limits.get(name, LIMITS[name])

    def ways(self, kind: str) -> Iterator[tuple[Field, ...]]:
        """Yield the way to each field of a kind: the groups around it first, itself last."""
        yield from _ways(kind, self.fields, ())


def _ways(kind: str, fields: tuple[Field, ...], above: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    for one in fields:
        if one.kind == kind:
            yield (*above, one)
        yield from _ways(kind, one.fields, (*above, one))


OTHER_SPELLING: Mapping[str, str] = {"licence": "license", "license": "licence"}
"""Names that people write in two ways; each is read as the one that is declared."""

LIMITS: Mapping[str, int] = {"title": 120, "summary": 240, "alt": 150}
"""How many characters these may have where a type says nothing else (`limits:` in `_type.yml`)."""


def limited(fields: tuple[Field, ...], limits: Mapping[str, int]) -> tuple[Field, ...]:
    """Return fields with the limits that a type sets for them."""
    return tuple(replace(one, max=limits[one.name]) if one.name in limits else one for one in fields) if limits else fields


IMAGE_FIELDS = (
    Field("file", "text", required=True, pattern=r"[a-z0-9-]+\.(jpg|jpeg|png|webp|svg)", example="photo.jpg"),
    Field(
        "alt",
        "text",
        required=True,
        translate=True,
        max=LIMITS["alt"],
        help={"en": "What the picture shows, for who cannot see it."},
    ),
    Field("credit", "text"),
    Field("licence", "licence"),
)

LEADING_FIELDS = (
    Field(
        "title", "text", {"en": "Title"}, {"en": "Short: it stands on the cover."}, "A good title",
        required=True, translate=True, max=LIMITS["title"],
    ),
    Field(
        "summary", "text", {"en": "Summary"}, {"en": "One sentence that tells what it is."}, "What it is, in one sentence.",
        required=True, translate=True, max=LIMITS["summary"],
    ),
    Field(
        "keywords", "text", {"en": "Keywords"}, {"en": "Words that readers may search for."}, "mentoring",
        many=True, translate=True,
    ),
)  # fmt: skip

REDIRECT_FROM = "redirect_from"
# Nobody looked at a file of a toolkit before: what is older is a typing error, or of another calendar.
_OLDEST = "1990-01-01"

TRAILING_FIELDS = (
    Field("authors", "text", {"en": "Written by"}, many=True),
    Field("license", "licence", {"en": "Licence of the text"}, {"en": "Leave it out: the site's licence holds."}, "CC-BY-4.0"),
    Field("created", "date", {"en": "Created"}, example="2026-11-23", max=TODAY),
    Field(
        "checked", "date", {"en": "Checked"}, {"en": "When its facts were last checked."}, "2026-11-23",
        min=_OLDEST, max=TODAY,
    ),
    Field("draft", "yes-no", {"en": "Draft"}, {"en": "true: checked, but not published."}, "true"),
    Field(
        "untranslated", "group", {"en": "Left out on purpose"}, {"en": "Languages that will not come, with the reason."},
        many=True,
        fields=(Field("language", "language", required=True), Field("reason", "text", required=True)),
    ),
    Field(
        REDIRECT_FROM, "text", {"en": "Old addresses"}, {"en": "Names that it had before: pages there lead here."},
        "models/old-name", many=True,
    ),
)  # fmt: skip

TRANSLATION_FIELD = Field(
    "translation", "group", {"en": "Translation"}, required=True,
    fields=(
        Field("of", "language", required=True, help={"en": "The language it was translated from."}),
        Field(
            "fingerprint", "text", many=True, help={"en": "Set by `toolkit translate`."}, example="s3f2a91c0",
            pattern=DIGEST_PATTERN,
        ),
        Field("method", "choice", required=True, vocabulary="_methods"),
        Field("by", "text", many=True),
        Field(
            "reviewed", "group", many=True, alone=True,
            fields=(
                Field("on", "date", required=True, min=_OLDEST, max=TODAY),
                Field("by", "text", required=True, many=True, alone=True),
            ),
        ),
    ),
)  # fmt: skip

METHODS = Vocabulary(
    "_methods",
    {"en": "How it was translated"},
    {
        name: Term(name, {"en": label}, {})
        for name, label in (
            ("human", "By a person"),
            ("machine", "By machine"),
            ("machine-edited", "By machine, edited"),
        )
    },
)


@dataclass(frozen=True, slots=True)
class CollectionView:
    """A way to show many records on a plain page: what it is, and of which kind the field is that it goes by, if by any."""

    name: str
    label: str
    by: str = ""
    of_type: bool = True
    """Whether it shows records of one type."""


COLLECTION_VIEWS: Mapping[str, CollectionView] = {
    view.name: view
    for view in (
        CollectionView("matrix", "Records against the records that they refer to", "reference"),
        CollectionView("map", "Records on a map of the world", "country"),
        CollectionView("timeline", "Records by year", "year"),
        CollectionView("overview", "Records, and how many refer to each"),
        CollectionView("glossary", "Records by their first letter"),
        CollectionView("highlights", "A few records"),
        CollectionView("editions", "What can be taken away", of_type=False),
    )
}

_VIEWS = Vocabulary(
    "_views",
    {"en": "What a page shows"},
    {view.name: Term(view.name, {"en": view.label}, {}) for view in COLLECTION_VIEWS.values()},
)

PAGE = RecordType(
    "", {}, {}, {}, "grey", "discs", "", 0,
    (
        Field(
            "shows", "group", {"en": "Shows"},
            fields=(
                Field("view", "choice", required=True, vocabulary="_views"),
                Field("of", "text", example="models"),
                Field("by", "text", example="elements"),
            ),
        ),
    ),
)  # fmt: skip
"""What a plain page may say in its header: what every record may, and which records it shows below its text."""


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


def compile_type(declared: RecordType, around: Surroundings) -> Compiled:
    """Compile a type. ``around.vocabularies`` must hold every vocabulary that its fields name."""
    around = replace(around, vocabularies={**around.vocabularies, METHODS.name: METHODS, _VIEWS.name: _VIEWS})
    translatable = tuple(_translated_part(one) for one in declared.all_fields if one.translatable)
    return Compiled(
        original=_model(declared.name, declared.all_fields, around),
        translation=_model(f"{declared.name}-translation", (*translatable, TRANSLATION_FIELD), around),
    )


def _translated_part(one: Field) -> Field:
    """Reduce a field to what a translation holds of it; only title and summary must be there."""
    parts = tuple(_translated_part(part) for part in one.fields if part.translatable)
    # An item of a list of groups may have nothing to translate, so no part of it is required.
    return replace(one, required=one.name in ("title", "summary") or (one.per_language and one.required), fields=parts)


def _model(name: str, fields: tuple[Field, ...], around: Surroundings) -> type[BaseModel]:
    # Python names get a prefix and the typed names become aliases: a field may be called `copy` or `json`.
    definitions: dict[str, Any] = {f"field_{one.name}": _definition(one, around) for one in fields}
    config = ConfigDict(extra="forbid", title=name)
    return create_model(name, __config__=config, **definitions)


def _definition(one: Field, around: Surroundings) -> Any:
    fields = IMAGE_FIELDS if one.kind == "image" and not one.fields else one.fields
    annotation: Any
    if one.kind in ("group", "image"):
        annotation = Annotated[_model(one.name, fields, around), BeforeValidator(_want_map)]
    else:
        annotation = _scalar(one, around)
    if one.many:
        accept = None if one.kind in ("group", "image") else _accepting(one, around)
        want = partial(_want_list, one=one, accept=accept)
        annotation = Annotated[list[annotation], BeforeValidator(want), PydanticField(min_length=int(one.required))]
    schema: dict[str, Any] = {"title": one.label.get("en", one.name)}
    if one.help:
        schema["description"] = one.help.get("en")
    if one.example:
        schema["examples"] = [one.example]
    default: Any = ... if one.required else None
    return annotation, PydanticField(default, alias=one.name, json_schema_extra=schema)


def _scalar(one: Field, around: Surroundings) -> Any:
    kind = KINDS[one.kind]
    schema = dict(kind.schema)
    if one.kind == "choice":
        schema["enum"] = list(around.vocabularies[one.vocabulary].terms)
    if one.pattern:
        schema["pattern"] = f"^(?:{one.pattern})$"
    low, high = ("minLength", "maxLength") if kind.limits == "length" else ("minimum", "maximum")
    if kind.limits and one.kind != "date":
        limits = ((low, one.min), (high, one.max))
        schema.update({key: _bound(limit) for key, limit in limits if limit is not None and limit != TODAY})

    return Annotated[Any, BeforeValidator(_accepting(one, around)), WithJsonSchema(schema)]


def _accepting(one: Field, around: Surroundings) -> Callable[[Any], Any]:
    """Return what accepts the values of a field, or says what was meant: a value that it accepts itself."""
    kind = KINDS[one.kind]

    def accept_as_typed(value: Any) -> Any:
        accepted = kind.accept(value, one, around)
        if kind.limits == "length":
            _length(accepted, one)
        return accepted

    def accept(value: Any) -> Any:
        try:
            return accept_as_typed(value)
        except PydanticCustomError as error:
            details = dict(error.context or {})
            meant = Scalar(str(details["meant"]), 0, 0).plain if details.get("meant") else str(value)
            proposes = details.get("meant") or details.get("quote")
            if proposes and (refusal := _refusal(accept_as_typed, meant)):
                details.update(meant="", sure=False, quote=False, refusal=refusal)
            raise PydanticCustomError("toolkit", "{rule}", details) from None

    return accept


def _refusal(accept: Callable[[Any], Any], value: Any) -> dict[str, Any]:
    """Return what is wrong with a value; nothing where it is accepted."""
    try:
        accept(value)
    except PydanticCustomError as error:
        return dict(error.context or {})
    return {}


def _bound(limit: int | str) -> int | float:
    return float(limit) if "." in str(limit) else int(limit)


def _length(text: str, one: Field) -> None:
    if (one.max is not None and len(text) > int(one.max)) or (one.min is not None and len(text) < int(one.min)):
        raise wrong("wrong-length", "text", length=len(text), min=one.min, max=one.max)


def _want_list(value: Any, one: Field, accept: Callable[[Any], Any] | None) -> Any:
    is_single = isinstance(value, (str, int)) and not isinstance(value, bool)
    if one.alone and (isinstance(value, dict) if accept is None else is_single):
        return [value]
    if not isinstance(value, list):
        raise wrong("wrong-kind", "list", alone=is_single and accept is not None, **_entries(value, one, accept))
    return value


WITHOUT_COMMA = frozenset({"choice", "reference", "country", "language", "date", "year", "yes-no", "email", "licence"})
"""Kinds whose values hold no commas: `BE, FR` are two."""


def _entries(value: Any, one: Field, accept: Callable[[Any], Any] | None) -> dict[str, Any]:
    """Return what a value that stands in place of a list has for entries, each as it was probably meant.

    Of one that is wrong and cannot be guessed, ``inner`` is what is wrong with it; then there are no entries.
    """
    if accept is None or not isinstance(value, (str, int)):
        return {}
    entries = []
    for typed in str(value).split(",") if one.kind in WITHOUT_COMMA else [str(value)]:
        entry = Scalar(typed.strip(), 0, 0, quoted=one.kind in ("text", "markdown"))
        refusal = _refusal(accept, entry.plain)
        if refusal and not refusal.get("meant"):
            return {"inner": refusal}
        entries.append(str(refusal["meant"]) if refusal else entry.text)
    return {"entries": entries, "of": one.kind, "to": one.to}


def _want_map(value: Any) -> Any:
    if not isinstance(value, dict):
        raise wrong("wrong-kind", "group")
    return value
