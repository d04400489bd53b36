"""The offline edition: the finished site as a ZIP for all languages and one for each, the same bytes every time.

Pages are taken as they are; only what leads to other languages is cut out of editions that hold one. The theme marks it
with ``<!--languages-->`` and ``<!--/languages-->``.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape

from toolkit_builder.editions.manifest import NAME, manifest_json
from toolkit_builder.publishing.data import DATA_FILE
from toolkit_builder.words import words

START = "START-HERE.html"
_LEFT_OUT = ("404.html", "sitemap.xml")
_LANGUAGES = re.compile(rb"<!--languages-->.*?<!--/languages-->", re.DOTALL)
# 1 January 1980 is the first day that a ZIP can name.
_DATE = (1980, 1, 1, 0, 0, 0)


class EditionError(Exception):
    """There is no site to pack; the message says what to do."""


def pack(site: Path, target: Path, name: str) -> list[Path]:
    """Write ``<name>-offline.zip`` and ``<name>-offline-<language>.zip`` into ``target``. Raises EditionError."""
    if not (site / DATA_FILE).is_file():
        raise EditionError(f"{site} holds no finished site. Run `toolkit build` first.")
    library = json.loads((site / DATA_FILE).read_text("utf-8"))
    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}
    files = {path: data for path, data in files.items() if path not in _LEFT_OUT and not path.endswith(".map")}
    target.mkdir(parents=True, exist_ok=True)
    codes = [one["code"] for one in library["languages"]]
    written = [_write(target / f"{name}-offline.zip", f"{name}-offline", files, library, codes)]
    for code in codes if len(codes) > 1 else ():
        own = dict(_of_language(files, library, code))
        written.append(_write(target / f"{name}-offline-{code}.zip", f"{name}-offline-{code}", own, library, [code]))
    return written


def _of_language(files: Mapping[str, bytes], library: Mapping[str, Any], code: str) -> Iterator[tuple[str, bytes]]:
    """Yield what an edition in one language needs: its pages, and what all languages share."""
    default = next(one["code"] for one in library["languages"] if one["default"])
    others = {one["code"] for one in library["languages"] if not one["default"]}
    for path, data in files.items():
        folder = path.partition("/")[0]
        language = folder if folder in others and "/" in path else default
        if path.endswith(".html"):
            if language == code:
                yield path, _LANGUAGES.sub(b"", data)
        elif language in (code, default):
            yield path, data


def _write(file: Path, folder: str, files: Mapping[str, bytes], library: Mapping[str, Any], codes: Sequence[str]) -> Path:
    whole = {START: _start_page(library, codes).encode(), **files}
    about = {"name": library["name"], "languages": list(codes), "licence": library["licence"]}
    whole[NAME] = manifest_json(whole, about).encode()
    new = file.with_name(f"{file.name}.new")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # The page to start with comes first, where people look.
        for path in (START, *sorted(whole.keys() - {START})):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, whole[path])
    new.replace(file)
    return file


def _start_page(library: Mapping[str, Any], codes: Sequence[str]) -> str:
    """Return a page that can be read alone, even from inside a ZIP that nobody unpacked yet."""
    default = next(one["code"] for one in library["languages"] if one["default"])
    entries = []
    for one in library["languages"]:
        if one["code"] in codes:
            say = words(one["code"]).gettext
            home = "index.html" if one["code"] == default else f"{one['code']}/index.html"
            advice = say("If the link does not work, unpack the whole ZIP first, then open this file again.")
            entries.append(
                f'<li lang="{one["code"]}" dir="{one["direction"]}"><a href="{home}">{escape(one["name"])}</a>'
                f"<br>{escape(advice)}</li>"
            )
    name = escape(library["name"])
    policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<title>{name}</title><link rel="stylesheet" href="assets/toolkit/toolkit.css"></head>\n'
        f'<body><main><div class="head plain"><div class="wide"><h1>{name}</h1></div></div>'
        f'<div class="wide column"><ul class="problems">{"".join(entries)}</ul></div></main></body></html>\n'
    )
