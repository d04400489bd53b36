"""The ZIPs that a site offers, as a page shows them."""

from __future__ import annotations

from babel.units import format_unit

from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.edition import Download
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Offer


def offers_of(reader: Reader) -> list[Offer]:
    """Return what can be downloaded: in the reader's language and in all languages first."""
    downloads = reader.site.edition.downloads
    return [
        _offer(download, reader)
        for download in sorted(downloads, key=lambda download: download.language not in (reader.language, ""))
    ]


def offer_for(reader: Reader) -> Offer | None:
    """Return what a reader would download first: the ZIP in their language; None where there is none."""
    return next(
        (_offer(download, reader) for download in reader.site.edition.downloads if download.language == reader.language), None
    )


def _offer(download: Download, reader: Reader) -> Offer:
    settings = reader.site.library.settings
    name = Shown(reader.word("All languages"))
    if download.language:
        own = download.language == reader.language
        name = Shown(settings.language(download.language).name, language="" if own else download.language)
    is_own = download.language == reader.language
    return Offer(name, f"{reader.root}{download.place}", megabytes(download.size, reader), is_own=is_own)


def megabytes(size: int, reader: Reader) -> str:
    """Return a number of bytes as readers see it: `2.3 MB`."""
    return format_unit(round(size / 1e6, 1), "digital-megabyte", "short", locale=reader.locale)
