"""What a plain page may show of the collection, and so what its header may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit_builder.model.fields import Field
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.vocabulary import Term, Vocabulary

FACET = "facet"
"""In place of a kind: any field that lists are narrowed down by."""


@dataclass(frozen=True, slots=True)
class CollectionView:
    """A way to show many records on a plain page: what it is, and of which kind the field is that it goes by, if by any."""

    name: str
    label: str
    by: str = ""
    many: bool = True
    """Whether a record may stand in it more than once: its field may be a list."""
    of: str = "type"
    """What it shows: records of a ``type``, the terms of a ``vocabulary``, or ``""`` where it asks for neither."""
    of_all: bool = False
    """Whether it may show all records: then its type is left out."""
    partly: bool = False
    """Whether a second field may name what is partly so."""
    is_first: bool = False
    """Whether it stands above the text of its page."""


COLLECTION_VIEWS: Mapping[str, CollectionView] = {
    view.name: view
    for view in (
        CollectionView("matrix", "Records against the records that they refer to", "reference", partly=True),
        CollectionView("map", "Records on a map of the world", "country"),
        CollectionView("timeline", "Records by year", "year", many=False),
        CollectionView("chart", "How many records there are of each sort", FACET, of_all=True),
        CollectionView("scale", "The terms of a scale, and how many records stand on each", of="vocabulary", is_first=True),
        CollectionView("overview", "Records, and how many refer to each"),
        CollectionView("glossary", "Records by their first letter"),
        CollectionView("highlights", "A few records"),
        CollectionView("editions", "What can be taken away", of="", is_first=True),
        CollectionView("contact", "How the makers can be reached", of=""),
        CollectionView("contribute", "The ways to add, correct and translate records", of="", is_first=True),
    )
}

VIEWS = Vocabulary(
    "_views",
    {"en": "What a page shows"},
    {view.name: Term(view.name, {"en": view.label}, {}) for view in COLLECTION_VIEWS.values()},
)

PAGE = RecordType(
    "", {}, {}, {}, "grey", "discs", "", 0,
    (
        Field(
            "shows", "group", {"en": "Shows"}, many=True, alone=True,
            fields=(
                Field("view", "choice", required=True, vocabulary="_views"),
                Field("of", "text", example="models"),
                Field("by", "text", example="elements"),
                Field("partly", "text", example="elements_in_part"),
                Field("title", "text", {"en": "Title"}, translate=True, example="Where the models are"),
            ),
        ),
        Field("shelf", "text", {"en": "Shelf"}, example="models"),
        Field(
            "home", "group", {"en": "Home"},
            fields=(
                Field("doors", "text", many=True, example="about"),
                Field("books", "text", many=True, example="models/duo-for-a-job"),
                Field("first", "text", example="units/listening"),
                Field(
                    "findings", "group", many=True,
                    fields=(
                        Field("record", "text", required=True, example="evidence/raposa-2019"),
                        Field("page", "text", example="what-works"),
                    ),
                ),
            ),
        ),
        Field("searches", "text", {"en": "Searches"}, many=True, per_language=True, example="first meeting"),
    ),
)  # fmt: skip
"""What a plain page may say in its header beside what every record may: which records it shows below its text, which shelf its
picture is of, and on the home page what readers meet first."""
