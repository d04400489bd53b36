"""A published `data/library.json` (see exports/library-json.md) to what it tells of addresses. Others may have made it."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as PydanticField

from toolkit_builder.model.published import Published, PublishedPage, long_facts

_VERSION = 1
_MOST_BYTES = 256 * 1024 * 1024
_PLACE = Path("data/library.json")


class PublishedError(Exception):
    """The file cannot be used; the message says why and what to do."""


_NAME = "[a-z0-9]+(-[a-z0-9]+)*"
_Name = Annotated[str, PydanticField(pattern=f"^{_NAME}$", max_length=64)]
_Id = Annotated[str, PydanticField(pattern=f"^{_NAME}(/{_NAME})?$", max_length=129)]
_Code = Annotated[str, PydanticField(pattern="^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$", max_length=35)]
_Address = Annotated[str, PydanticField(max_length=200)]


class _Part(BaseModel):
    """What we do not know is passed over: later programs may add names."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Language(_Part):
    code: _Code
    default: bool = False


class _Shelf(_Part):
    redirect_from: list[_Name] = []


class _Words(_Part):
    title: str = ""


class _InLanguage(_Part):
    old_addresses: list[_Address] = []


class _Page(_Part):
    id: _Id
    facts: dict[str, Any] = {}
    texts: dict[_Code, _Words] = {}
    languages: dict[_Code, _InLanguage] = {}


class _Whole(_Part):
    version: int
    name: str
    languages: Annotated[list[_Language], PydanticField(min_length=1)]
    types: dict[_Name, _Shelf]
    records: list[_Page]
    pages: list[_Page] = []


def read_published(where: str) -> Published:
    """Read a `library.json`: its path, the folder of a site that holds it, or its file:// address. Raises PublishedError."""
    path = _path(where)
    try:
        if path.is_dir():
            path = next((file for file in (path / _PLACE, path / _PLACE.name) if file.is_file()), path / _PLACE)
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise PublishedError(f"{where} is no file.")
        if about.st_size > _MOST_BYTES:
            raise PublishedError(f"{where} has {about.st_size >> 20} MB; a library.json has at most {_MOST_BYTES >> 20} MB.")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the name cannot be used"
        raise PublishedError(f"{path} cannot be read: {reason}. It is the data/library.json of a published site.") from None
    return _read(data, where)


def _path(where: str) -> Path:
    if re.match(r"[a-z][a-z0-9+.-]+:/", where, re.IGNORECASE) is None:
        return Path(where)
    try:
        parts = urlsplit(where)
    except ValueError:
        raise PublishedError(f"{where} is no address.") from None
    if parts.scheme != "file":
        raise PublishedError(
            f"{where} is not on this machine, and this command uses no network. Download it, then name the file."
        )
    if parts.netloc not in ("", "localhost"):
        raise PublishedError(f"{where} is not on this machine. Copy it, then name the file.")
    path = unquote(parts.path)
    return Path(path[1:] if re.match(r"/[A-Za-z]:/", path) else path)


def _read(data: bytes, where: str) -> Published:
    try:
        read = _Whole.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        what = f"`{_plain(place)}` is missing or of a wrong kind" if place else "it cannot be read as JSON"
        raise PublishedError(f"{where} is not the data/library.json of a toolkit: {what}.") from None
    if read.version != _VERSION:
        raise PublishedError(
            f"{where} has the form {read.version}; this program knows {_VERSION}. Take the version that made it."
        )
    default = next((language.code for language in read.languages if language.default), read.languages[0].code)
    return Published(
        name=_plain(read.name),
        languages=tuple(language.code for language in read.languages),
        default_language=default,
        shelves={name: tuple(record_type.redirect_from) for name, record_type in read.types.items()},
        records=[_page(record, default) for record in read.records],
        pages=[_page(page, default) for page in read.pages],
    )


def _page(page: _Page, default: str) -> PublishedPage:
    in_default = page.languages.get(default)
    old = (address.removesuffix(".html") for address in (in_default.old_addresses if in_default else ()))
    titles = {code: words.title.casefold() for code, words in page.texts.items() if words.title}
    names = tuple(name for name in old if re.fullmatch(f"{_NAME}(/{_NAME})?", name))
    return PublishedPage(page.id, titles, frozenset(long_facts(page.facts)), names)


def _plain(text: str) -> str:
    """Cut what others wrote, and leave out what a terminal would act on."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:80])
