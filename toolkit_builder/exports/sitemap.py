"""The sitemap: every page that has words of its own, with its other languages (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from xml.etree import ElementTree

from toolkit_builder.addresses import EVERYTHING
from toolkit_builder.publishing.site import Reader, Site

_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap_xml(site: Site) -> str:
    """Return the sitemap of a site that has a public address."""
    ElementTree.register_namespace("", _NS)
    ElementTree.register_namespace("xhtml", _XHTML)
    root = ElementTree.Element(f"{{{_NS}}}urlset")
    settings = site.library.settings
    for path, languages in _pages(site):
        addresses = {code: Reader(site, code, path).canonical() for code in settings.codes if code in languages}
        for own in addresses.values():
            _entry(root, own, addresses, settings.default_language)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _pages(site: Site) -> list[tuple[str, frozenset[str]]]:
    library = site.library
    pages = [(f"{slug}.html", page.languages) for slug, page in library.pages.items() if not page.is_draft]
    pages += [(f"{record_type.name}/index.html", frozenset(library.settings.codes)) for record_type in site.types]
    pages.append((f"{EVERYTHING}.html", frozenset(library.settings.codes)))
    return pages + [(f"{record.id}.html", record.languages) for record in library.published]


def _entry(root: ElementTree.Element, own: str, addresses: dict[str, str], default: str) -> None:
    url = ElementTree.SubElement(root, f"{{{_NS}}}url")
    ElementTree.SubElement(url, f"{{{_NS}}}loc").text = own
    others = dict(addresses)
    if default in addresses:
        others["x-default"] = addresses[default]
    for code, href in others.items():
        ElementTree.SubElement(url, f"{{{_XHTML}}}link", rel="alternate", hreflang=code, href=href)
