"""Ways to pages and pictures, as texts write them and as pages need them."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from toolkit_builder.rendering.slots import MEDIA, PAGES

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def page_address(target: str) -> str:
    """Turn the path of a Markdown file into that of its page; leave everything else as it is.

    Pages lie to each other as their files do, in every language, so the language never comes into it.
    """
    if _SCHEME.match(target):
        return target
    path, hash_sign, anchor = target.partition("#")
    return f"{path[:-3]}.html{hash_sign}{anchor}" if path.endswith(".md") else target


def as_slot(folder: str, href: str) -> str:
    """Return the address of a link to another page as a slot; every other address as it is."""
    path = re.split("[?#]", href, maxsplit=1)[0]
    whole = posixpath.normpath(folder + path)
    is_page = path and not (_SCHEME.match(path) or path.startswith(("/", "\\")) or whole.startswith(".."))
    return f"{PAGES}{whole}{href.removeprefix(path)}" if is_page else href


def picture_address(folder: str, target: str) -> str:
    """Return the address of a picture that lies in the content folder; '' for everything else."""
    path = unquote(target)
    if _SCHEME.match(path) or path.startswith("/") or "\\" in path or not path:
        return ""
    whole = posixpath.normpath(folder + path)
    return "" if whole.startswith("..") else MEDIA + whole
