"""The fields that every record, picture and translation has, and what they may hold where a type says nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit_builder.model.fields import TODAY, Field
from toolkit_builder.model.passages import DIGEST_PATTERN
from toolkit_builder.model.vocabulary import Term, Vocabulary

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

SHORT = 28
"""How many characters a short title may have: as many as stand on any spine."""

LEADING_FIELDS = (
    Field(
        "title", "text", {"en": "Title"}, {"en": "What it is called."}, "A good title",
        required=True, translate=True, max=LIMITS["title"],
    ),
    # No words to translate: it is short for the title of its own file, and only some titles need one.
    Field(
        "short", "text", {"en": "Short title"}, {"en": "For spines, covers and tables, where the title is too long."},
        "Good title", per_language=True, max=SHORT,
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
