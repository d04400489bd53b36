"""What a plain page may show of the collection, and so what its header may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit_builder.model.fields import Field
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.vocabulary import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class CollectionView:
    """A way to show many records on a plain page: what it is, and of which kind the field is that it goes by, if by any."""

    name: str
    label: str
    by: str = ""
    many: bool = True
    """Whether a record may stand in it more than once: its field may be a list."""
    of_type: bool = True
    """Whether it shows records of one type."""


COLLECTION_VIEWS: Mapping[str, CollectionView] = {
    view.name: view
    for view in (
        CollectionView("matrix", "Records against the records that they refer to", "reference"),
        CollectionView("map", "Records on a map of the world", "country"),
        CollectionView("timeline", "Records by year", "year", many=False),
        CollectionView("overview", "Records, and how many refer to each"),
        CollectionView("glossary", "Records by their first letter"),
        CollectionView("highlights", "A few records"),
        CollectionView("editions", "What can be taken away", of_type=False),
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
