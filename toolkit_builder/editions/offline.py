"""The offline edition: a site as a ZIP for all languages and one for each, the same bytes every time.

Each is drawn for itself (see publishing/edition.py), and nothing in a page is cut out; files that would be the same ones are
taken over from the site that is published.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from toolkit_builder.addresses import MANIFEST, START_PAGE
from toolkit_builder.editions.manifest import manifest_json
from toolkit_builder.publishing.drawer import Drawer, draw
from toolkit_builder.publishing.drawing import Drawing, start_drawing
from toolkit_builder.publishing.edition import Edition
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Site
from toolkit_builder.whole import named, whole
from toolkit_builder.work import ALONE

Write = Callable[[Site, Path], object]
"""Write a site into an empty folder."""

# 1 January 1980 is the first day that a ZIP can name.
_DATE = (1980, 1, 1, 0, 0, 0)


def offline_editions(site: Site) -> Sequence[Edition]:
    """Return the editions to take away: the one in all languages, and one in each where there are several."""
    codes = site.library.settings.codes
    return [Edition(languages, online=False) for languages in (codes, *((code,) for code in codes if len(codes) > 1))]


def pack(site: Site, target: Path, write: Write) -> list[Path]:
    """Write ``<name>-offline.zip`` and ``<name>-offline-<language>.zip`` into ``target``; returns them in that order."""
    target.mkdir(parents=True, exist_ok=True)
    return [_pack(replace(site, edition=edition), target, write) for edition in offline_editions(site)]


def _pack(site: Site, target: Path, write: Write) -> Path:
    settings, languages = site.library.settings, site.edition.languages
    name = f"{settings.slug}-offline" if languages == settings.codes else f"{settings.slug}-offline-{languages[0]}"
    file = target / f"{name}.zip"
    with named(file), new_folder(target / f".{name}.new") as folder:
        write(site, folder)
        _tell_size(site, folder)
        about = {"name": settings.name, "languages": list(languages), "licence": settings.licence, "contact": settings.contact}
        return zip_folder(folder, file, about)


def _tell_size(site: Site, folder: Path) -> None:
    """Draw the first page once more, now that it is known how large all is."""
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    told = replace(site, edition=replace(site.edition, size=size))
    draw(Drawer(told, _starting), [frozenset({START_PAGE})], folder, ALONE)


def _starting(site: Site) -> Mapping[str, Drawing]:
    return {START_PAGE: start_drawing(Keys(site))}


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder, and take it away; what a killed run left there goes first."""
    if path.exists():
        shutil.rmtree(path)
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def zip_folder(folder: Path, file: Path, about: Mapping[str, object]) -> Path:
    """Pack a folder, with a manifest of what is in it."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    manifest = folder / MANIFEST
    manifest.write_bytes(manifest_json(((name, file.read_bytes()) for name, file in files.items()), about).encode())
    files[MANIFEST] = manifest
    with whole(file) as new, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        # The page to start with comes first, where people look.
        for name in (START_PAGE, *sorted(files.keys() - {START_PAGE})):
            entry = zipfile.ZipInfo(f"{file.stem}/{name}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name].read_bytes())
    return file
