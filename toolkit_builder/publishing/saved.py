"""A record as one file that needs nothing beside it: how its links, pictures and styles are written there (`saved.html`)."""

from __future__ import annotations

import base64
import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from toolkit_builder.addresses import address
from toolkit_builder.model.record import Record
from toolkit_builder.publishing.assets import styles
from toolkit_builder.publishing.inline import Inline
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.rendering.slots import fill

_THEME = Path(__file__).parent.parent / "theme"
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA_TYPES = {"svg": "svg+xml", "jpg": "jpeg"}
_BEGIN, _END = "\ufdd4", "\ufdd5"
"""Around the name of a picture, where a site is away: they stand for nothing, and are in no text."""
_ELSEWHERE = re.compile("[a-z]+:|#", re.IGNORECASE)


@dataclass(frozen=True)
class SavedReader(Reader):
    """Somebody who has one page as a file, and nothing beside it. ``path`` is that of the page which it is a copy of."""

    @property
    def is_alone(self) -> bool:
        """Nothing stands beside this page."""
        return True

    def link(self, href: str) -> Markup:
        """Make links within the site complete; where the site has no address, they stay as words."""
        settings = self.site.library.settings
        if _ELSEWHERE.match(href):
            return super().link(href)
        if not settings.address:
            return Markup()
        place, mark, part = href.partition("#")
        folder = posixpath.dirname(address(self.language, settings.default_language, self.path))
        return super().link(settings.address + posixpath.normpath(posixpath.join(folder, place)) + mark + part)

    def picture(self, name: str) -> str:
        """Return a picture itself; nothing for what is none of the toolkit's.

        This is the last wall before the disk of who builds the site, and does not rely on what came before it.
        """
        if self.site.is_away:
            return f"{_BEGIN}{name}{_END}" if name in self.site.pictures else ""
        return _picture(self.site, name)

    def cover(self, record: Record) -> str:
        """Return the cover of a record itself."""
        return _data("svg", self.site.cover(record).encode())

    def filled(self, html: str) -> Markup:
        """Return a rendered text; what may be wider than a phone is within reach of the keyboard: no script finds that out."""
        settings = self.site.library.settings
        home = settings.address and settings.address + address(self.language, settings.default_language, "")
        whole = fill(html, self.picture, lambda page: home and home + page)
        for wide in ("<table", '<math dir="ltr" display="block"'):
            whole = whole.replace(wide, f'{wide} tabindex="0"')
        return Markup(whole)  # noqa: S704 - rendering made it safe


@cache
def saved_styles(*more: str) -> Inline:
    """Return the styles of a saved record, with ``more`` of those that the site has: what is in it may need them."""
    return _within((_THEME / "saved.css").read_text("utf-8") + "".join(map(styles, more)))


@cache
def start_styles() -> Inline:
    """Return the styles of the first page of an edition: it may be all that somebody opened of a ZIP."""
    return _within((_THEME / "start.css").read_text("utf-8"))


def _within(source: str) -> Inline:
    """Return styles as they stand within a page."""
    return Inline("".join(line.strip() for line in _REMARK.sub("", source).splitlines()))


def with_pictures(drawn: bytes, site: Site) -> bytes:
    """Put the pictures of a site into a file that was drawn away from them."""
    begin, end = _BEGIN.encode(), _END.encode()
    before, *pieces = drawn.split(begin)
    parts = (piece.partition(end) for piece in pieces)
    return before + b"".join(_picture(site, name.decode()).encode() + behind for name, _, behind in parts)


def _picture(site: Site, name: str) -> str:
    data = site.picture(name)
    return "" if data is None else _data(name.rpartition(".")[2], data)


def _data(kind: str, data: bytes) -> str:
    return f"data:image/{_MEDIA_TYPES.get(kind, kind)};base64,{base64.b64encode(data).decode()}"
