"""One Markdown text to safe HTML. The same HTML serves every reader's language and every edition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import Treeprocessor

from toolkit_builder.model.glossary import Glossary
from toolkit_builder.model.text import anchor_of

MEDIA = "media--root/"
"""Stands in picture addresses for the way to the content folder; the page that holds the HTML fills it in."""

NO_TERMS: Mapping[str, str] = {}

RECIPE = "3 " + " ".join(f"{name}={version(name)}" for name in ("markdown", "pymdown-extensions", "nh3", "pygments"))
"""Part of the cache's keys: whatever changes the HTML changes this."""

# No snippets, no b64, no macros: a text cannot take in other files.
_EXTENSIONS = (
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables", "toc",
    "pymdownx.details", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
)  # fmt: skip
_OPTIONS = {
    "toc": {"slugify": anchor_of, "marker": ""},
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TEXT": "↑"},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.highlight": {"use_pygments": True, "guess_lang": False, "anchor_linenums": False},
}

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
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
    "ol": {"start", "type"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}


_NOT_LINKED_WITHIN = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "summary"})


class _Addresses(Treeprocessor):
    """Points links at pages instead of files, and pictures at the content folder."""

    folder = ""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a" and (href := element.get("href")) is not None:
                element.set("href", page_address(href))
            elif element.tag == "img" and (src := element.get("src")) is not None:
                element.set("src", self.picture_address(src))
                element.set("loading", "lazy")

    def picture_address(self, src: str) -> str:
        return src if re.match(r"[a-z+.-]+:|/", src, re.IGNORECASE) else f"{MEDIA}{self.folder}{src}"


class _Terms(Treeprocessor):
    """Links the first use of each word that another page explains. ``glossary`` has the pages in place of records."""

    glossary = Glossary({})

    def run(self, root: Element) -> None:
        if self.glossary.entries:
            # What the text links to itself needs no second link.
            linked = {(element.get("href") or "").partition("#")[0] for element in root.iter("a")}
            self._within(root, self.glossary.records - linked)

    def _within(self, element: Element, wanted: set[str]) -> None:
        """Link the words in an element. ``wanted`` are the pages that no link leads to yet; it shrinks."""
        if not wanted or element.tag in _NOT_LINKED_WITHIN:
            return
        children = [*element]
        element.text, parts = self._taken_apart(element.text, wanted)
        for child in children:
            self._within(child, wanted)
            child.tail, links = self._taken_apart(child.tail, wanted)
            parts += [child, *links]
        if len(parts) > len(children):
            element[:] = parts

    def _taken_apart(self, text: str | None, wanted: set[str]) -> tuple[str | None, list[Element]]:
        """Return what stands before the first word to link, and the links, each with the words behind it as its tail."""
        links: list[Element] = []
        if not text or not wanted:
            return text, links
        before, done = text, 0
        for use in self.glossary.uses(text):
            if use.record_id not in wanted:
                continue
            wanted.remove(use.record_id)
            if links:
                links[-1].tail = text[done : use.start]
            else:
                before = text[: use.start]
            link = Element("a", {"class": "term", "href": use.record_id})
            link.text, link.tail, done = text[use.start : use.end], text[use.end :], use.end
            links.append(link)
        return before, links


def page_address(target: str) -> str:
    """Turn the path of a Markdown file into that of its page; leave everything else as it is.

    Pages lie to each other as their files do, in every language, so the language never comes into it.
    """
    if re.match(r"[a-z][a-z0-9+.-]*:|//|#", target, re.IGNORECASE):
        return target
    path, hash_sign, anchor = target.partition("#")
    return f"{path[:-3]}.html{hash_sign}{anchor}" if path.endswith(".md") else target


class _LinksExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        # After the inline patterns (20), which make the links.
        md.treeprocessors.register(_Addresses(md), "addresses", 5)
        md.treeprocessors.register(_Terms(md), "terms", 4)


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=[*_EXTENSIONS, _LinksExtension()], extension_configs=_OPTIONS)


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    """Let through the fields that tabs and task lists are made of, and no other."""
    if tag == "input" and name == "type" and value not in ("radio", "checkbox"):
        return None
    if tag == "img" and name == "src" and not value.startswith(MEDIA):
        return None
    return value


def _named_within(part: str, tag: str, name: str, value: str) -> str:
    """Put the part's name before what is named in it, and before links to that: several texts may stand on one page."""
    if name in ("id", "for") or (tag == "input" and name == "name"):
        return f"{part}.{value}"
    return f"#{part}.{value[1:]}" if name == "href" and value.startswith("#") else value


def sanitise(html: str, part: str = "") -> str:
    """Drop everything that is not on the list for our markup: the second of three walls (see DESIGN 9)."""

    def attribute(tag: str, name: str, value: str) -> str | None:
        safe = _safe_attribute(tag, name, value)
        return _named_within(part, tag, name, safe) if part and safe is not None else safe

    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


def render(text: str, folder: str = "", part: str = "", terms: Mapping[str, str] = NO_TERMS) -> str:
    """Render a text that lies in ``folder`` (relative to the content folder, with ``/`` at the end, or '').

    ``part`` is the name of the field whose value it is, or ''. Such a text stands below a heading of its own, so its
    headings are one level lower. ``terms`` are words that are linked where they first stand, with the
    pages that explain them. Returns HTML in which picture addresses begin with ``MEDIA``.
    """
    markdown = _markdown()
    markdown.reset()
    addresses = markdown.treeprocessors["addresses"]
    assert isinstance(addresses, _Addresses)
    addresses.folder = folder
    explained = markdown.treeprocessors["terms"]
    assert isinstance(explained, _Terms)
    explained.glossary = Glossary.of(terms.items())
    headings = markdown.treeprocessors["toc"]
    assert isinstance(headings, TocTreeprocessor)
    headings.base_level = 1 if part else 0
    return sanitise(markdown.convert(text), part)
