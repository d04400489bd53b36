"""Pages at old addresses, which lead on to where a record, a plain page or a shelf is now."""

from __future__ import annotations

from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import RedirectView


def redirect_view(site: Site, old: str, new: str, language: str) -> RedirectView:
    """Return the page at an old address for the readers of a language; it leads to the new one in the same language."""
    library = site.library
    reader = Reader(site, language, f"{old}.html")
    record = library.find(new)
    if record is None:
        shelf = library.types[new.removesuffix("/index")]
        now, own = reader.label(shelf.plural, shelf.name), language
    else:
        now, own = reader.record(new), library.shown(record, language).language
    href = f"{reader.home}{new}.html"
    return RedirectView(
        reader=reader,
        title=reader.word("This page has moved"),
        summary="",
        language=language,
        canonical=reader.canonical(own, f"{new}.html") or href,
        alternates=(),
        now=Shown(now.text, href, now.language),
    )
