"""Names for new records: what stands in the way of one, by the rules of `toolkit check`, and one that can be had."""

from __future__ import annotations

from itertools import chain, count

from toolkit_builder.addresses import address
from toolkit_builder.model.library import Library
from toolkit_builder.reading.names import MAX_NAME, WINDOWS_DEVICE, is_good, is_only_too_long, plain_name


def in_the_way(library: Library, folder: str, slug: str) -> str:
    """Say why no new record of a type can be called so; '' where one can."""
    if WINDOWS_DEVICE.match(slug):
        return f"Windows cannot store a file called `{slug}`."
    if is_only_too_long(slug):
        return f"`{slug}` has {len(slug)} characters; {MAX_NAME} are allowed."
    if not is_good(slug):
        return f"`{slug}` may only hold small letters a-z, digits and hyphens."
    return _there(library, folder, slug) or _taken(library, folder, slug)


def free_name(library: Library, folder: str, slug: str) -> str:
    """Return the name nearest to the one that was typed that a new record can have."""
    # Where letters of another script would be lost, nothing is left of it but what the record is.
    first = plain_name(slug) or folder
    shorter = first[: MAX_NAME - 6].rstrip("-")
    names = chain([first], (f"{shorter}-{number}" for number in count(2)))
    return next(name for name in names if not in_the_way(library, folder, name))


def _there(library: Library, folder: str, slug: str) -> str:
    """Say which file there is of this name; on Windows and macOS `Tea.en.md` is `tea.en.md`."""
    settings = library.settings
    files = sorted(file for file in (settings.content / folder).glob("*.md") if file.name.partition(".")[0].casefold() == slug)
    return f"{settings.relative(files[0])} exists already." if files else ""


def _taken(library: Library, folder: str, slug: str) -> str:
    """Say who has the address that its page would get."""
    settings = library.settings
    for code in settings.codes:
        place = address(code, settings.default_language, f"{folder}/{slug}.html")
        for file in library.addresses.get(place.casefold(), ()):
            return f"The address {place} is taken: {file or 'the site itself'} needs it."
    for redirect in library.written_redirects:
        if redirect.old == f"{folder}/{slug}":
            return f"`{redirect.old}` leads to `{redirect.new.removesuffix('/index')}` already, says {redirect.position.path}."
    return ""
