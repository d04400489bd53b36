"""The offline edition: the finished site as a ZIP for all languages and one for each, the same bytes every time.

Pages are taken as they are, but for what the theme marks: ``<!--languages-->`` ... ``<!--/languages-->`` leads to other
languages and is cut out of editions that hold one; ``<!--online-->`` ... ``<!--/online-->`` is about downloads and is cut out
of all. When the ZIPs are made, they are put beside the site's pages, and the pages name them with their size.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from babel.units import format_unit
from markupsafe import escape

from toolkit_builder.addresses import DATA_FILE, EDITIONS, MANIFEST, NOT_FOUND, SEARCH, SITEMAP_FILE, START_PAGE
from toolkit_builder.editions.manifest import manifest_json
from toolkit_builder.languages import locale_of
from toolkit_builder.publishing.spoken import in_words_of
from toolkit_builder.reading.leftovers import is_left_over_path
from toolkit_builder.words import page_words

_LEFT_OUT = (f"{NOT_FOUND}.html", SITEMAP_FILE)
_LANGUAGES = re.compile(rb"<!--languages-->.*?<!--/languages-->", re.DOTALL)
_ONLINE = re.compile(rb"<!--online-->.*?<!--/online-->", re.DOTALL)
# The list of all editions, or a link to the one in the page's language: which language, and the way to the root of the site.
_OFFERED = re.compile(r"<!--(editions?) ([\w-]+) (\S*?)-->.*?<!--/\1-->", re.DOTALL)
_SEARCH_DATA = re.compile(rf"{SEARCH}/([\w-]+)/")
# 1 January 1980 is the first day that a ZIP can name.
_DATE = (1980, 1, 1, 0, 0, 0)


class EditionError(Exception):
    """There is no site to pack; the message says what to do."""


def pack(site: Path, target: Path, name: str) -> list[Path]:
    """Write ``<name>-offline.zip`` and ``<name>-offline-<language>.zip`` into ``target``, and offer them in the site.

    Raises EditionError.
    """
    if not (site / DATA_FILE).is_file():
        raise EditionError(f"{site} holds no finished site. Run `toolkit build` first.")
    library = json.loads((site / DATA_FILE).read_text("utf-8"))
    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}
    pages = [path for path, data in files.items() if path.endswith(".html") and b"<!--/online-->" in data]
    files = {path: _ONLINE.sub(b"", data) if path in pages else data for path, data in files.items() if _is_taken(path)}
    target.mkdir(parents=True, exist_ok=True)
    codes = [one["code"] for one in library["languages"]]
    written = [_write(target / f"{name}-offline.zip", f"{name}-offline", files, library, codes)]
    for code in codes if len(codes) > 1 else ():
        own = dict(_of_language(files, library, code))
        written.append(_write(target / f"{name}-offline-{code}.zip", f"{name}-offline-{code}", own, library, [code]))
    _offer(site, pages, dict(zip(("", *codes), written, strict=False)), library)
    return written


def _is_taken(path: str) -> bool:
    is_of_the_site = path not in _LEFT_OUT and not path.endswith(".map") and not path.startswith(f"{EDITIONS}/")
    # Whoever looks at a site with a file manager leaves something behind.
    return is_of_the_site and not is_left_over_path(path)


def _offer(site: Path, pages: Sequence[str], editions: Mapping[str, Path], library: Mapping[str, Any]) -> None:
    """Put the ZIPs (by language; '' is for all) into the site, then name them on its pages: each is whole at any moment."""
    (site / EDITIONS).mkdir(exist_ok=True)
    for file in editions.values():
        with _whole(site / EDITIONS / file.name) as new:
            shutil.copyfile(file, new)
    for stray in {one.name for one in (site / EDITIONS).iterdir()} - {file.name for file in editions.values()}:
        (site / EDITIONS / stray).unlink()
    names = {one["code"]: one["name"] for one in library["languages"]}
    for path in pages:
        page = site / path
        with _whole(page) as new:
            new.write_text(_OFFERED.sub(partial(_offered, editions, names), page.read_text("utf-8")), "utf-8", newline="\n")


def _offered(editions: Mapping[str, Path], names: Mapping[str, str], found: re.Match[str]) -> str:
    """Return what stands in place of a mark: links with sizes. The marks stay, so that the next edition is named likewise."""
    what, language, root = found.groups()
    locale, say = locale_of(language), page_words(language).gettext
    own = editions.get(language, editions[""])

    def link(file: Path, text: str, kind: str) -> str:
        return f'<a class="button {kind}" href="{root}{EDITIONS}/{file.name}" download>{text}</a>'

    def size(file: Path) -> str:
        return format_unit(round(file.stat().st_size / 1e6, 1), "digital-megabyte", "short", locale=locale)

    if what == "edition":
        download = say("Download the ZIP")
        inner = link(own, escape(f"{download}, {names[language]}, {size(own)}"), "brass")
    else:
        lines = [(code, names.get(code) or say("All languages"), file) for code, file in editions.items()]
        lines.sort(key=lambda line: line[0] not in (language, ""))
        inner = "".join(
            f"<li>{link(file, f'<span{_lang(code)}>{escape(name)}</span>', 'strong' if code == language else '')} "
            f"<span>{escape(size(file))}</span></li>"
            for code, name, file in lines
        )
        inner = f"<ul>{inner}</ul>"
    return f"<!--{what} {language} {root}-->{in_words_of(inner, language)}<!--/{what}-->"


def _lang(code: str) -> str:
    return f' lang="{code}"' if code else ""


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
        elif language in (code, default) and _is_for(path, code):
            yield path, data


def _is_for(path: str, code: str) -> bool:
    found = _SEARCH_DATA.match(path)
    return found is None or found[1] == code


def _write(file: Path, folder: str, files: Mapping[str, bytes], library: Mapping[str, Any], codes: Sequence[str]) -> Path:
    whole = {START_PAGE: _start_page(library, codes).encode(), **files}
    about = {"name": library["name"], "languages": list(codes), "licence": library["licence"]}
    whole[MANIFEST] = manifest_json(whole, about).encode()
    with _whole(file) as new, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # The page to start with comes first, where people look.
        for path in (START_PAGE, *sorted(whole.keys() - {START_PAGE})):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, whole[path])
    return file


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """Give a place for a new file, and put it in the place of the old one when it is whole; nothing is left over."""
    new = file.with_name(f"{file.name}.new")
    try:
        yield new
        new.replace(file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None
    finally:
        new.unlink(missing_ok=True)


def _start_page(library: Mapping[str, Any], codes: Sequence[str]) -> str:
    """Return a page that can be read alone, even from inside a ZIP that nobody unpacked yet."""
    default = next(one["code"] for one in library["languages"] if one["default"])
    entries = []
    for one in library["languages"]:
        if one["code"] in codes:
            say = page_words(one["code"]).gettext
            home = "index.html" if one["code"] == default else f"{one['code']}/index.html"
            advice = say("If the link does not work, unpack the whole ZIP first, then open this file again.")
            entries.append(
                f'<li lang="{one["code"]}" dir="{one["direction"]}"><a href="{home}">{escape(one["name"])}</a>'
                f"<br>{in_words_of(str(escape(advice)), one['code'])}</li>"
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
