"""A record as one file that needs nothing beside it: phones open single files without their neighbours.

It is cut out of the record's page, between marks that the template sets: ``<!--saved-->`` ... ``<!--/saved-->``, without what
only works on the site: ``<!--not-saved-->`` ... ``<!--/not-saved-->``.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable, Sequence
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from markupsafe import escape

from toolkit_builder.addresses import address
from toolkit_builder.model.directions import set_apart
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import RecordView
from toolkit_builder.words import one_stop

_THEME = Path(__file__).parent.parent / "theme"
_FORMULAS = re.compile(r"/\* Formulas .*?\*/\n(.*?)/\* End of formulas \*/", re.DOTALL)
_SAVED = re.compile(r"<!--saved-->(.*)<!--/saved-->", re.DOTALL)
_NOT_SAVED = re.compile(r"<!--languages-->.*?<!--/languages-->|<!--not-saved-->.*?<!--/not-saved-->", re.DOTALL)
_COVER = re.compile(r'<span class="book.*?</span></span></span>|<img class="thumb"[^>]*>', re.DOTALL)
_LINK = re.compile(r'(<a\b[^>]*?) href="([^"]*)"')
_PICTURE = re.compile(r"<img(?=[\s/>])(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*>", re.IGNORECASE)
# What may be wider than a phone, and must be reached by the keyboard: here no script finds out whether it is. No quotation
# marks around the number, so that nothing happens where such signs stand in an attribute.
_SCROLLS = re.compile(r"<(?:table|math(?= [^<>]*display=\"block\"))(?=[ >])")
# What a picture keeps; above all, no other address.
_KEPT = ("src", "alt", "class", "id", "lang", "dir", "title", "width", "height")
_MEDIA_TYPES = {"svg": "svg+xml", "jpg": "jpeg"}


@cache
def _styles(with_formulas: bool) -> tuple[str, str]:
    """Return the stylesheet and the hash that lets it pass the page's own policy (https://www.w3.org/TR/CSP3/#strict)."""
    source = (_THEME / "saved.css").read_text("utf-8")
    if with_formulas:
        found = _FORMULAS.search((_THEME / "templates/assets/toolkit/toolkit.css").read_text("utf-8"))
        assert found is not None
        source += found[1]
    text = "".join(line.strip() for line in source.splitlines() if not line.startswith("/*"))
    return text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def saved_page(html: str, view: RecordView, cover: str) -> str:
    """Return a record's finished page as one file. ``cover`` is its picture as SVG."""
    reader = view.reader
    found = _SAVED.search(html)
    assert found is not None
    body = _COVER.sub("", _NOT_SAVED.sub("", found[1]))
    body = _LINK.sub(_full_address(reader), _PICTURE.sub(_put_in(reader), body))
    body = _SCROLLS.sub(r"\g<0> tabindex=0", body)
    styles, digest = _styles("<math" in body)
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    picture = f'<img class="cover" alt="" src="{_data("svg", cover.encode())}">'
    name = escape(set_apart(reader.site.library.settings.name, reader.direction))
    title = escape(set_apart(view.title, reader.direction))
    edition = escape(reader.word("Edition of {date}").format(date=reader.date(reader.site.date)))
    closing = one_stop(f"{name}. {edition}.")
    return (
        f'<!doctype html>\n<html lang="{reader.language}" dir="{reader.direction}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title} · {name}</title><style>{styles}</style></head>\n"
        f"<body><main>{picture}{body.strip()}</main>\n<footer><p>{closing}</p></footer></body></html>\n"
    )


def _full_address(reader: Reader) -> Callable[[re.Match[str]], str]:
    """Make links within the site complete; where the site has no address, they stay as words."""
    settings = reader.site.library.settings
    folder = posixpath.dirname(address(reader.language, settings.default_language, reader.path))

    def change(found: re.Match[str]) -> str:
        before, href = found[1], unescape(found[2])
        if re.match(r"[a-z]+:|#", href, re.IGNORECASE):
            return found[0]
        place, mark, rest = href.partition("#")
        whole = settings.address + posixpath.normpath(posixpath.join(folder, place)) if place else reader.canonical()
        return f'{before} href="{escape(whole + mark + rest)}"' if settings.address else before

    return change


def _put_in(reader: Reader) -> Callable[[re.Match[str]], str]:
    """Put pictures into the page. Whatever is no picture of the toolkit leaves nothing but the words that describe it.

    This is the last wall before the disk of who builds the site, and does not rely on what came before it.
    """

    def change(found: re.Match[str]) -> str:
        attributes = _attributes(found[0])
        src = attributes.get("src", "")
        name = src.removeprefix(reader.root) if src.startswith(reader.root) else ""
        data = reader.site.picture(name)
        if data is None:
            return str(escape(attributes.get("alt", "")))
        attributes["src"] = _data(name.rpartition(".")[2], data)
        kept = "".join(f' {one}="{escape(value)}"' for one, value in attributes.items() if one in _KEPT)
        return f"<img{kept}>"

    return change


class _Tag(HTMLParser):
    """The attributes of one tag; of two with the same name, browsers take the first."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.attributes.setdefault(name, value or "")


def _attributes(tag: str) -> dict[str, str]:
    parser = _Tag()
    parser.feed(tag)
    return parser.attributes


def _data(kind: str, data: bytes) -> str:
    return f"data:image/{_MEDIA_TYPES.get(kind, kind)};base64,{base64.b64encode(data).decode()}"
