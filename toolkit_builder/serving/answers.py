"""What a browser gets for what it asks: a file of the site as it is now, or nothing where somebody else's page asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from toolkit_builder.publishing.environment import POLICY

OWN = "/.toolkit/"
"""Addresses of our own, which no site can have: names in a site do not begin with a full stop."""
CHANGES, SCRIPT = f"{OWN}changes", f"{OWN}live.js"

_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif",
    ".avif": "image/avif", ".ico": "image/x-icon", ".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf",
    ".otf": "font/otf", ".pdf": "application/pdf", ".zip": "application/zip", ".webmanifest": "application/manifest+json",
    ".map": "application/json", ".mp3": "audio/mpeg", ".mp4": "video/mp4",
}  # fmt: skip
"""The content types of what sites hold; what the operating system thinks of endings differs from one to the next."""

_OURS = Path(__file__).with_name("live.js")
_ALWAYS = {
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A build: what gives its files, the path under which its pages stand, and a name that no other build has."""

    file_of: Callable[[str], bytes | None]
    prefix: str
    build: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent to a browser."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


NOTHING = Answer(HTTPStatus.FORBIDDEN)


def is_ours(headers: Mapping[str, str], port: int) -> bool:
    """Whether somebody here asks: under a name of this machine, and not a page from elsewhere.

    A name of somebody else's may lead to this machine too, and pages under it could read everything (DNS rebinding).
    """
    hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    if port == 80:
        hosts |= {"127.0.0.1", "localhost", "[::1]"}
    origin = headers.get("Origin")
    if headers.get("Host", "").lower() not in hosts or (origin is not None and origin.removeprefix("http://") not in hosts):
        return False
    # A script or picture in a page from elsewhere is asked for without an origin; a link that leads here is no harm.
    is_within = headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
    return is_within or headers.get("Sec-Fetch-Mode") == "navigate"


def text(body: str) -> Answer:
    """Return a line for a script."""
    return Answer(HTTPStatus.OK, body.encode(), {**_ALWAYS, "Content-Type": "text/plain; charset=utf-8"})


def answer(shown: Shown, address: str) -> Answer:
    """Return what stands at an address: a file of the site, the way to it, or its page for dead addresses."""
    path, prefix = unquote(address.partition("?")[0]), unquote(shown.prefix)
    if path == SCRIPT:
        return Answer(HTTPStatus.OK, _OURS.read_bytes(), {**_ALWAYS, "Content-Type": _TYPES[".js"]})
    if path == "/" != prefix or f"{path}/" == prefix:
        return _lead(prefix)
    *folders, name = path.removeprefix(prefix).split("/")
    name = name or "index.html"
    if not path.startswith(prefix) or not all(_is_name(folder) for folder in (*folders, name)):
        return _missing(shown, folders)
    place = "/".join((*folders, name))
    data = shown.file_of(place)
    if data is not None:
        return _file(place, data, shown, HTTPStatus.OK)
    if shown.file_of(f"{place}/index.html") is not None:
        return _lead(f"{path}/")
    return _missing(shown, folders)


def _is_name(part: str) -> bool:
    """Whether a part of an address can be the name of a file or folder, and leads nowhere else."""
    return bool(part) and not part.startswith(".") and not any(sign in "/\\:" or sign < " " for sign in part)


def _lead(path: str) -> Answer:
    return Answer(HTTPStatus.FOUND, headers={**_ALWAYS, "Location": quote(path)})


def _missing(shown: Shown, folders: list[str]) -> Answer:
    """Return the page for dead addresses, in the language asked for where there is one."""
    for folder in ([f"{folders[0]}/"] if folders and _is_name(folders[0]) else []) + [""]:
        place = f"{folder}404.html"
        if (data := shown.file_of(place)) is not None:
            return _file(place, data, shown, HTTPStatus.NOT_FOUND)
    return Answer(HTTPStatus.NOT_FOUND, headers=_ALWAYS)


def _file(place: str, body: bytes, shown: Shown, status: HTTPStatus) -> Answer:
    ending = PurePosixPath(place).suffix.lower()
    headers = {**_ALWAYS, "Content-Type": _TYPES.get(ending, "application/octet-stream")}
    # A page that brings a policy of its own is a copy to take away, and stays as it is.
    if ending == ".html" and b"Content-Security-Policy" not in body:
        headers["Content-Security-Policy"] = f"{POLICY}; connect-src 'self'"
        # Behind the end of the page, where browsers take it as the last thing in it.
        body += f'\n<script src="{SCRIPT}" data-build="{shown.build}" defer></script>\n'.encode()
    return Answer(status, body, headers)
