"""Views: what a template needs for one page, ready to be drawn, nothing left to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit_builder.model.citations import Citation
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.publishing.contact import Contact
from toolkit_builder.publishing.home_parts import Count, Door, Finding, Newcomer, Shelf, Spoken
from toolkit_builder.publishing.parts import (
    Alternate,
    Block,
    Book,
    Card,
    Entry,
    Facet,
    Fact,
    Freshness,
    InLanguage,
    Kin,
    Notice,
    Numbered,
    Order,
    Picture,
    Section,
    Stop,
)
from toolkit_builder.publishing.sheets import Piece, Sheet
from toolkit_builder.publishing.site import Reader


@dataclass(frozen=True, slots=True)
class View:
    """What every page has."""

    reader: Reader
    title: str
    summary: str
    language: str
    """The language of the text, which may not be the reader's."""
    canonical: str
    alternates: Sequence[Alternate]
    body: str = ""
    shelf: RecordType | None = None
    notice: Notice | None = None
    contents: Sequence[Entry] = ()
    """Of a long text; others have none."""
    is_results: bool = False
    """Whether it shows what readers asked for, and no record before they did."""
    connects: str = ""
    """The address that its scripts may speak to; those of most pages, to none."""

    @property
    def foreign(self) -> str:
        """The language of the text where it is not the reader's, else ''."""
        return "" if self.language == self.reader.language else self.language


@dataclass(frozen=True, slots=True)
class RecordView(View):
    """A record's page."""

    record: Record = field(kw_only=True)
    book: Book = field(kw_only=True)
    keys: Sequence[Fact] = ()
    """The facts that readers are told first."""
    places: Sequence[Shown] = ()
    """Where the thing itself is: its website."""
    ways: Sequence[Stop] = ()
    """The ways through the library that it is on."""
    facts: Sequence[Fact] = ()
    """Other facts that readers need before the text; those that are long, behind it; all others."""
    details: Sequence[Fact] = ()
    others: Sequence[Fact] = ()
    pictures: Sequence[Picture] = ()
    first: str = ""
    """Sections of the text that readers meet before everything else, and the others, cut where a sheet begins or ends."""
    pieces: Sequence[Piece] = ()
    sheets: Sequence[Sheet] = ()
    """What readers may print by itself."""
    before: Sequence[Section | Block] = ()
    """Fields with a place of their own that stand before the text, and behind it."""
    after: Sequence[Section | Block] = ()
    status: Sequence[Fact] = ()
    """How sure all this is: what was read, and what is not known."""
    sources: Sequence[Block] = ()
    builds_on: Sequence[Block] = ()
    used_by: Sequence[Block] = ()
    related: Sequence[Kin] = ()
    freshness: Freshness | None = None
    languages: Sequence[InLanguage] = ()
    licence: Shown = field(kw_only=True)
    citation: Citation = field(kw_only=True)
    source_path: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueView(View):
    """A page of the list of a type, or of everything: its records, and what the whole list is narrowed down and sorted by."""

    cards: Sequence[Card] = ()
    facets: Sequence[Facet] = ()
    orders: Sequence[Order] = ()
    total: int = 0
    """Records in the whole list."""
    number: int = 1
    """Which page it is, and of how many."""
    pages: int = 1
    size: int = 0
    """Records on a page that is full."""
    numbers: Sequence[Numbered] = ()
    """The pages that it leads to; of a short list, none."""
    before: str = ""
    """The ways to the pages before and after it."""
    after: str = ""
    data: str = ""
    """The way to what scripts must know of the list, where not all of that is in the page."""
    is_mixed: bool = False
    """Whether some records are not in the reader's language: who reads other languages as well gets them in another order."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Many records on a plain page, see `collections/`; ``view`` names the part of the theme that draws it."""

    view: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a plain page shows of the collection, with the title that its header gives it; ``at`` begins its anchors."""

    collection: Collection
    at: str = "page:"
    title: Shown | None = None
    is_first: bool = False
    """Whether it stands above the text."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A ZIP to download: which languages it holds, the way to it, and its size in the reader's words."""

    name: Shown
    href: str
    size: str
    is_own: bool
    """Whether it holds the reader's language and no other."""


@dataclass(frozen=True, slots=True)
class PageView(View):
    """A plain page; the home page has shelves, a row of books, counts, and something to take away."""

    collections: Sequence[Part] = ()
    shelves: Sequence[Shelf] = ()
    books: Sequence[tuple[RecordType, Book]] = ()
    counts: Sequence[Count] = ()
    across: Sequence[Shown] = ()
    """The list of everything, and the pages that show many records."""
    take_away: Shown | None = None
    """The page that tells how to take the toolkit away, where readers are online."""
    offer: Offer | None = None
    picture: str = ""
    """What stands beside the title of a plain page: SVG."""
    doors: Sequence[Door] = ()
    findings: Sequence[Finding] = ()
    first: Card | None = None
    """The record to begin with."""
    newcomers: Sequence[Newcomer] = ()
    searches: Sequence[str] = ()
    """Examples of what readers may look for."""
    spoken: Sequence[Spoken] = ()
    total: int = 0
    """Records."""


@dataclass(frozen=True, slots=True)
class RedirectView(View):
    """The page at an old address: what is there now, and where."""

    now: Shown = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class StartText:
    """What the first page of an edition says in one language; ``name`` is that of the language, in itself."""

    reader: Reader
    name: str
    advice: str
    summary: Shown
    made: str
    """When."""
    records: Count
    size: str
    """What it takes unpacked; '' where that is not known yet."""
    phone: str
    online: str
    """What stands before the ``address`` of the published site; both are '' where it has none."""
    address: str
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class StartView(View):
    """The first page of an edition that was taken away: one for all its languages."""

    texts: Sequence[StartText] = ()


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What the page for dead addresses says in one language."""

    reader: Reader
    title: str
    advice: str
    way_home: str


@dataclass(frozen=True, slots=True)
class ErrorView(View):
    """The page for dead addresses: one for all languages."""

    texts: Sequence[ErrorText] = ()
