"""Where everything lies in the site, and the names that it keeps for itself: nothing else knows."""

from __future__ import annotations

from collections.abc import Collection

HOME = "index"
"""The home page, by its name within a language."""
EVERYTHING = "everything"
"""The list of all records, likewise."""
RESULTS = "search"
"""What readers asked for, and what was found, likewise."""
FORM = "contribute-form"
"""Where people without an account add, correct and translate records, likewise."""
DESK = "admin/index"
"""Where regular editors do the same, likewise; it is there only where the settings say so."""
NOT_FOUND = "404"
"""The page that servers show for addresses that do not exist."""
START_PAGE = "START-HERE.html"
"""What people open in an edition that they took away."""
MANIFEST = "manifest.json"
"""What an edition holds."""
SITEMAP_FILE = "sitemap.xml"
DATA_FILE = "data/library.json"
"""The library for other programs; every site of ours has it."""
EDITION_FILE = "data/edition.json"
"""When a published site was made, and of what."""
SEARCH = "data/search"
"""Data for search, in a folder for each language."""
PASSAGES = "data/passages"
"""The texts of which results show a passage, likewise."""
FORMS = "data/forms"
"""What that form knows, a file for each language, and a file for each record."""
DESK_FILE = "data/desk.js"
"""What the desk knows besides."""
SHELVES = "data/shelves"
"""Data of the lists of types, likewise."""
ALL = "data/everything"
"""Data of the list of everything, a file for each language."""
COVERS = "assets/covers"
MAPS = "assets/maps"
SAVED = "saved"
"""Records as single files, in the folder of each language."""
EDITIONS = "editions"
"""What can be downloaded."""

_PLACES = (DESK, DATA_FILE, SEARCH, SHELVES, COVERS, MAPS, SAVED, EDITIONS)
_FOLDERS = (*dict.fromkeys(path.partition("/")[0] for path in _PLACES),)
# In small letters: on Windows and macOS `start-here.html` is START-HERE.html.
_PAGES = (EVERYTHING, RESULTS, FORM, NOT_FOUND, START_PAGE.removesuffix(".html").lower())


def address(language: str, default: str, path: str) -> str:
    """Return where a page lies in the site: the default language at the root, others in a folder of their code."""
    return path if language == default else f"{language}/{path}"


def list_page(type_name: str, number: int) -> str:
    """Return where a page of a list lies within a language: of a type, or of everything (``type_name`` is '').

    `models/index.html`, `models/index.2.html`: names of records, pages and folders have no dot.
    """
    name = f"{type_name}/index" if type_name else EVERYTHING
    return f"{name}.html" if number == 1 else f"{name}.{number}.html"


def list_data(type_name: str, language: str) -> str:
    """Return where the data of a list lie that has more than one page holds."""
    return f"{SHELVES}/{language}/{type_name}.js" if type_name else f"{ALL}/{language}.js"


def cover_path(record_id: str) -> str:
    """Return where a record's cover lies."""
    return f"{COVERS}/{record_id}.svg"


def map_path(page: str, name: str) -> str:
    """Return where a map lies that stands on a plain page."""
    return f"{MAPS}/{page}-{name}.svg"


def is_reserved_folder(name: str, languages: Collection[str]) -> bool:
    """Whether the site needs a folder of this name; on Windows, `pt-br` stands where the pages of `pt-BR` are."""
    return name in _FOLDERS or name in map(str.casefold, languages)


def reserved_pages(default: str, languages: Collection[str]) -> list[str]:
    """Return where pages of the site's own lie, or would, in each language: a page of any language is shown in all."""
    return [address(code, default, f"{page}.html") for code in languages for page in _PAGES]
