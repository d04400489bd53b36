"""Pages that only a whole collection can have: what works, where, since when, for which skill.

A view is declared in `model/collection_views.py`, made by the file of its name here, and drawn by the template of its name in
`theme/templates/collections/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit_builder.model.collection_views import PAGE
from toolkit_builder.model.fields import Field
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.collections.editions import make_editions
from toolkit_builder.publishing.collections.glossary import make_glossary
from toolkit_builder.publishing.collections.highlights import make_highlights
from toolkit_builder.publishing.collections.map import make_map
from toolkit_builder.publishing.collections.matrix import make_matrix
from toolkit_builder.publishing.collections.overview import make_overview
from toolkit_builder.publishing.collections.timeline import make_timeline
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection

MAKERS: Mapping[str, Callable[[RecordType, Field | None, Reader], Collection | None]] = {
    "matrix": make_matrix,
    "map": make_map,
    "timeline": make_timeline,
    "overview": make_overview,
    "glossary": make_glossary,
    "highlights": make_highlights,
    "editions": make_editions,
}
"""View to what makes it: of the records of a type, by one of its fields."""


def collection_of(page: Record, reader: Reader) -> Collection | None:
    """Return what a plain page shows below its text."""
    shows = page.shows
    if not shows:
        return None
    shelf = reader.site.library.types.get(shows.get("of", ""), PAGE)
    field = next((field for field in shelf.fields if field.name == shows.get("by")), None)
    return MAKERS[shows["view"]](shelf, field, reader)
