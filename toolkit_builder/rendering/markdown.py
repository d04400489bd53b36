"""One Markdown text to safe HTML. The same HTML serves every edition, and every reader who gets this text.

Python-Markdown makes it. Its own way of telling blocks and words apart, which differs from that of repositories, is replaced:
`drawing.py` builds its tree from the one parse of the text (`reading/markdown.py`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, tostring

import nh3
from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension

from toolkit_builder.languages import direction
from toolkit_builder.model.glossary import Glossary
from toolkit_builder.model.text import Outline
from toolkit_builder.reading.constructs import CLASSES
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.rendering.addresses import as_slot
from toolkit_builder.rendering.boxes import Boxes
from toolkit_builder.rendering.directions import Directions
from toolkit_builder.rendering.drawing import Drawing
from toolkit_builder.rendering.formulas import Formulas
from toolkit_builder.rendering.marked import Abbreviations, Terms
from toolkit_builder.rendering.names import Named, Names
from toolkit_builder.rendering.slots import MEDIA, PAGES
from toolkit_builder.words import FOLDER

NO_TERMS: Mapping[str, str] = {}

_TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 "
    "h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "col": {"span"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"type", "checked", "disabled", "name", "aria-label"},
    "label": {"for"},
    "ol": {"start", "type"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
CLASSES_OF_TEXTS = CLASSES | frozenset(
    "admonition admonition-title highlight tabbed-set tabbed-alternate tabbed-labels tabbed-content "
    "tabbed-block boxed task-list task-list-item footnote footnote-ref footnote-backref term video credit".split()
)
"""Classes that elements of a text may have: those that the drawing gives, and those that a text may ask for."""
_PYGMENTS = re.compile(r"[a-z][a-z0-9]{0,2}\Z")
_PICTURE = re.compile(re.escape(MEDIA) + r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.(?:jpe?g|png|webp|svg)\Z")

# Names of what stands around a text: its own are given further in.
_OF_THE_PAGE = re.compile("(?:page|part):")

_NEVER_OPEN = frozenset("br col hr img input link meta wbr p dd dt rp rt li td th tr !-- ![cdata[ ?".split())
_MOST_OPEN = 100

# In sanitised HTML neither `<` nor `"` stands anywhere but in tags, around values.
_SLOT = rf"(?:{re.escape(MEDIA)}|{re.escape(PAGES)})"
_SLOTS = re.compile(rf'(?P<before><(?:img|a) (?:[a-z]+="[^"]*" )*?(?:src|href)=")(?P<slot>{_SLOT})|{_SLOT}')

_BLOCKS = frozenset("h1 h2 h3 h4 h5 h6 ul ol li table tr blockquote hr pre".split())


class LostBlocksError(Exception):
    """Some blocks of a text are not on its page: HTML in the text took them away."""

    def __str__(self) -> str:
        return "a heading, list, table, quote or block of code gets lost; look at the HTML in the text"


class _Parser(BlockParser):
    """Gives Python-Markdown the tree of a text that was read before."""

    outline: Outline
    drawing: Drawing

    def parseDocument(self, lines: object) -> ElementTree:  # noqa: N802 - the name is Python-Markdown's
        root = Element(self.md.doc_tag)
        self.drawing.draw(self.outline.root, root)
        return ElementTree(root)


class _Reading(Extension):
    """Takes out of Python-Markdown what reads, and puts the one reading in its place."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        for name in ("normalize_whitespace", "html_block"):
            md.preprocessors.deregister(name)
        md.treeprocessors.deregister("inline")
        md.treeprocessors.deregister("unescape")
        md.parser = _Parser(md)
        md.treeprocessors.register(Abbreviations(md), "abbreviations", 7)
        md.treeprocessors.register(Terms(md), "terms", 4)
        md.treeprocessors.register(Directions(md), "directions", 3)
        md.treeprocessors.register(Names(md), "names", 2)
        md.treeprocessors.register(Boxes(md), "boxes", 1)


@cache
def _markdown() -> Markdown:
    markdown = Markdown(extensions=[_Reading()])
    # They are looked for at each element, and Python-Markdown has them in a list.
    markdown.block_level_elements = frozenset(markdown.block_level_elements)  # type: ignore[assignment]
    # The standard library's, which takes words as words: Python-Markdown's own lets `&lt;` through as a sign.
    markdown.serializer = lambda element: tostring(element, encoding="unicode", method="html")
    return markdown


def is_class_of_code(name: str) -> bool:
    """Whether a word may say what kind of word stands in a piece of code, as Pygments names them."""
    return bool(_PYGMENTS.match(name))


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    """Let through the fields that tabs and task lists are made of, pictures of the toolkit, classes of texts; no other."""
    if name == "id" and _OF_THE_PAGE.match(value):
        return None
    if tag == "input" and name == "type" and value not in ("radio", "checkbox"):
        return None
    if tag == "img" and name == "src" and not _PICTURE.match(value):
        return None
    if name == "class":
        kept = [word for word in value.split() if word in CLASSES_OF_TEXTS or (tag == "span" and is_class_of_code(word))]
        return " ".join(kept) or None
    return value


def _named_within(part: str, tag: str, name: str, value: str) -> str:
    """Put the part's name before what is named in it, and before links to that: several texts may stand on one page."""
    if name in ("id", "for") or (tag == "input" and name == "name"):
        return f"{part}.{value}"
    return f"#{part}.{value[1:]}" if name == "href" and value.startswith("#") else value


def sanitise(html: str, folder: str = "", part: str = "") -> str:
    """Drop everything that is not on the list for our markup: the second of three walls (see DESIGN 9)."""
    return _cleaner(folder, part).clean(html)


@lru_cache(maxsize=256)
def _cleaner(folder: str, part: str) -> nh3.Cleaner:
    def attribute(tag: str, name: str, value: str) -> str | None:
        safe = _safe_attribute(tag, name, value)
        if tag == "a" and name == "href" and safe:
            safe = as_slot(folder, safe)
        return _named_within(part, tag, name, safe) if part and safe is not None else safe

    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


def render(text: str, folder: str = "", part: str = "", terms: Mapping[str, str] = NO_TERMS, language: str = "en") -> str:
    """Read a text and draw it; see `draw`."""
    return draw(read_markdown(text), folder, part, terms, language)


def draw(
    outline: Outline, folder: str = "", part: str = "", terms: Mapping[str, str] = NO_TERMS, language: str = "en",
    whole: bool = False, names: Sequence[Named] = (), boxed: Collection[str] = (),
) -> str:  # fmt: skip
    """Draw a text that lies in ``folder`` (relative to the content folder, with ``/`` at the end, or '').

    ``part`` is the name of the field whose value it is, or ''. Such a text stands below a heading of its own, so its
    headings are one level lower. ``terms`` are words that are linked where they first stand, with the pages that explain
    them. ``language`` is that of the text. ``names`` are given to parts of it besides their own; the
    sections with ``boxed`` headings stand in boxes. Returns HTML with `slots`. Where it must be ``whole``, as of a text that
    passed the check, it raises LostBlocksError if HTML in it took blocks away.
    """
    if not outline.root.children:
        return ""
    if outline.too_deep >= 0 or _is_endless(outline):
        # The check tells where. Python's stack would not last for such a tree, or the page be many times as long as the text.
        if whole:
            raise LostBlocksError
        return f"<pre>{escape(outline.text, quote=False)}</pre>"
    markdown = _markdown()
    markdown.reset()
    formulas = Formulas(outline.text)
    drawing = Drawing(folder, language, bool(part), markdown.htmlStash.store, formulas)
    _set_up(markdown, outline, drawing, terms, names)
    boxes = markdown.treeprocessors["boxes"]
    assert isinstance(boxes, Boxes)
    boxes.boxed = boxed
    html = sanitise(markdown.convert("text"), folder, part)
    # Nothing but HTML in a text takes blocks away.
    if whole and outline.tags and not _holds(html, drawing.blocks):
        raise LostBlocksError
    return _with_typed_slots(formulas.fill(html))


def _set_up(markdown: Markdown, outline: Outline, drawing: Drawing, terms: Mapping[str, str], names: Sequence[Named]) -> None:
    """Tell each step of the way from a text to HTML what it needs of this one."""
    parser = markdown.parser
    assert isinstance(parser, _Parser)
    parser.outline, parser.drawing = outline, drawing
    explained = markdown.treeprocessors["terms"]
    assert isinstance(explained, Terms)
    explained.glossary = Glossary.of(terms.items())
    abbreviations = markdown.treeprocessors["abbreviations"]
    assert isinstance(abbreviations, Abbreviations)
    abbreviations.meanings = outline.abbreviations
    directions = markdown.treeprocessors["directions"]
    assert isinstance(directions, Directions)
    directions.language_direction = direction(drawing.language)
    named = markdown.treeprocessors["names"]
    assert isinstance(named, Names)
    named.names = names


def _is_endless(outline: Outline) -> bool:
    """Whether so many tags stand open that a browser, and the sanitiser, would go through all of them at each tag behind."""
    still_open: Counter[str] = Counter()
    count = 0
    for tag in outline.tags:
        if not tag.closing and tag.name not in _NEVER_OPEN:
            still_open[tag.name] += 1
            count += 1
        elif still_open[tag.name]:
            still_open[tag.name] -= 1
            count -= 1
        if count > _MOST_OPEN:
            return True
    return False


def _with_typed_slots(html: str) -> str:
    """Write the names of slots otherwise where a text has them: they stand for something in these addresses only."""

    def typed(words: str) -> str:
        return words.replace(MEDIA, MEDIA.replace("/", "&#47;")).replace(PAGES, PAGES.replace("/", "&#47;"))

    # Mostly nobody typed one: each stands where an address begins.
    if html.count(MEDIA) == html.count(f'<img src="{MEDIA}') and html.count(PAGES) == html.count(f'<a href="{PAGES}'):
        return html
    return _SLOTS.sub(lambda found: typed(found["before"]) + found["slot"] if found["slot"] else typed(found[0]), html)


class _Blocks(HTMLParser):
    """Finds the blocks of a page, in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, _: object) -> None:
        """Keep a block."""
        if tag in _BLOCKS:
            self.found.append(tag)


def _holds(html: str, blocks: Sequence[str]) -> bool:
    """Whether a page holds these blocks in this order."""
    found = iter(_Blocks(html).found)
    return all(block in found for block in blocks)


@cache
def recipe(language: str) -> str:
    """Return what the HTML is made with, as part of the cache's keys: our own sources, libraries, words of the language."""
    house = Path(__file__).parent.parent
    folders = (house / "rendering", house / "reading", house / "formulas", house / "model")
    sources = b"".join(file.read_bytes() for folder in folders for file in sorted(folder.glob("*.py")))
    libraries = (f"{name}={version(name)}" for name in ("markdown", "pyromark", "nh3", "pygments", "latex2mathml"))
    catalogue = FOLDER / f"{language}.po"
    made_of = sources + (catalogue.read_bytes() if catalogue.is_file() else b"")
    return f"{hashlib.sha256(made_of).hexdigest()} {' '.join(libraries)}"
