"""The page of what readers asked for: the list of everything in another dress, with plain pages among the records.

It holds no record. Scripts ask the search for what its address says (`search.html#_q=feedback`), and draw what is found of the
data of the list of everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit_builder.addresses import HOME, RESULTS
from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.catalogues import Listing
from toolkit_builder.publishing.parts import Facet, Option
from toolkit_builder.publishing.portions import Cut
from toolkit_builder.publishing.site import Site
from toolkit_builder.publishing.views import CatalogueView

_SIZE = 20
"""Results on a page."""
PAGES = "_pages"
"""The plain pages, where others are narrowed down to a shelf. No type has a name that begins with `_`."""


@dataclass(frozen=True)
class Results(Listing):
    """What may be found, in one language."""

    @cached_property
    def cut(self) -> Cut:
        """Nothing of it stands in the page."""
        return Cut(_SIZE, 1, is_whole=False)

    def place(self, number: int) -> str:
        """Return where its page lies within its language."""
        return f"{RESULTS}.html"

    def _with_pages(self) -> Sequence[Facet]:
        shelves, *others = self._facets_on_page
        pages = [slug for slug, page in self.site.library.pages.items() if slug != HOME and not page.is_draft]
        option = Option(PAGES, Shown(self.reader.word("Pages")), count=len(pages))
        return [replace(shelves, options=[*shelves.options, option], count=shelves.count + 1), *others]


def results_view(site: Site, language: str) -> CatalogueView:
    """Return the page."""
    results = Results(site, language)
    # A library without records has no shelves to narrow down to.
    facets = results._with_pages() if results.listed else ()
    return replace(results.page(1), title=results.reader.word("Search"), summary="", cards=(), facets=facets, is_results=True)
