"""The fields that every record, picture and translation has, and what they may hold where a type says nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit_builder.model.fields import TODAY, Field
from toolkit_builder.model.passages import DIGEST_PATTERN
from toolkit_builder.model.vocabulary import Labels, Term, Vocabulary


def english(text: str) -> Labels:
    """Make a label of our own, of a field that every toolkit has: forms say it in the words of the interface."""
    return {"en": text}


OTHER_SPELLING: Mapping[str, str] = {"licence": "license", "license": "licence"}
"""Names that people write in two ways; each is read as the one that is declared."""

LIMITS: Mapping[str, int] = {"title": 120, "summary": 240, "alt": 150}
"""How many characters these may have where a type says nothing else (`limits:` in `_type.yml`)."""


def limited(fields: tuple[Field, ...], limits: Mapping[str, int]) -> tuple[Field, ...]:
    """Return fields with the limits that a type sets for them."""
    if not limits:
        return fields
    return tuple(replace(field, max=limits[field.name]) if field.name in limits else field for field in fields)


IMAGE_FIELDS = (
    Field(
        "file", "text", english("Picture"), required=True, pattern=r"[a-z0-9-]+\.(jpg|jpeg|png|webp|svg)", example="photo.jpg"
    ),
    Field(
        "alt",
        "text",
        english("Description"),
        required=True,
        translate=True,
        max=LIMITS["alt"],
        help=english("What the picture shows, for who cannot see it."),
    ),
    Field("credit", "text", english("Picture by")),
    Field("licence", "licence", english("Licence of the picture")),
)

SHORT = 28
"""How many characters a short title may have: as many as stand on any spine."""

LEADING_FIELDS = (
    Field(
        "title", "text", english("Title"), english("What it is called."), "A good title",
        required=True, translate=True, max=LIMITS["title"],
    ),
    # No words to translate: it is short for the title of its own file, and only some titles need one.
    Field(
        "short", "text", english("Short title"), english("For spines, covers and tables, where the title is too long."),
        "Good title", per_language=True, max=SHORT,
    ),
    Field(
        "summary", "text", english("Summary"), english("One sentence that tells what it is."), "What it is, in one sentence.",
        required=True, translate=True, max=LIMITS["summary"],
    ),
    Field(
        "keywords", "text", english("Keywords"), english("Words that readers may search for."), "mentoring",
        many=True, translate=True,
    ),
)  # fmt: skip

REDIRECT_FROM = "redirect_from"
# Nobody looked at a file of a toolkit before: what is older is a typing error, or of another calendar.
_OLDEST = "1990-01-01"

TRAILING_FIELDS = (
    Field("authors", "text", english("Written by"), many=True),
    Field(
        "license", "licence", english("Licence of the text"), english("Leave it out: the site's licence holds."), "CC-BY-4.0",
    ),
    Field("created", "date", english("Created"), example="2026-11-23", max=TODAY),
    Field(
        "checked", "date", english("Checked"), english("When its facts were last checked."), "2026-11-23",
        min=_OLDEST, max=TODAY,
    ),
    Field("draft", "yes-no", english("Draft"), english("true: checked, but not published."), "true"),
    Field(
        "untranslated", "group", english("Left out on purpose"), english("Languages that will not come, with the reason."),
        many=True,
        fields=(
            Field("language", "language", english("Language"), required=True),
            Field("reason", "text", english("Reason"), required=True),
        ),
    ),
    Field(
        REDIRECT_FROM, "text", english("Old addresses"), english("Names that it had before: pages there lead here."),
        "models/old-name", many=True,
    ),
)  # fmt: skip

TRANSLATION_FIELD = Field(
    "translation", "group", english("Translation"), required=True,
    fields=(
        Field(
            "of", "language", english("Translated from"), english("The language it was translated from."), required=True,
        ),
        Field(
            "fingerprint", "text", many=True, help=english("Set by `toolkit translate`."), example="s3f2a91c0",
            pattern=DIGEST_PATTERN,
        ),
        Field("method", "choice", english("How it was translated"), required=True, vocabulary="_methods"),
        Field("by", "text", english("Translated by"), many=True),
        Field(
            "reviewed", "group", english("Read and approved"), many=True, alone=True,
            fields=(
                Field("on", "date", english("On"), required=True, min=_OLDEST, max=TODAY),
                Field("by", "text", english("By"), required=True, many=True, alone=True),
            ),
        ),
    ),
)  # fmt: skip

METHODS = Vocabulary(
    "_methods",
    english("How it was translated"),
    {
        name: Term(name, label, {})
        for name, label in (
            ("human", english("By a person")),
            ("machine", english("By machine")),
            ("machine-edited", english("By machine, edited")),
        )
    },
)
