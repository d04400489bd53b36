"""The site that is published, and the editions that it offers to download."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit_builder.addresses import DATA_FILE, EDITION_FILE, EDITIONS
from toolkit_builder.editions.offline import offline_editions
from toolkit_builder.exports.data import edition_json
from toolkit_builder.publishing.drawer import Drawer, draw
from toolkit_builder.publishing.drawing import Drawing, offering
from toolkit_builder.publishing.edition import Download, Edition
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Site
from toolkit_builder.whole import named, whole
from toolkit_builder.work import Engine


class EditionError(Exception):
    """There is no site that could be packed; the message says what to do."""


def must_be_finished(published: Path) -> None:
    """Raise EditionError where a folder holds no site of ours."""
    if not (published / DATA_FILE).is_file():
        raise EditionError(f"{published} holds no finished site. Run `toolkit build` first.")


def as_published(site: Site, published: Path) -> Site:
    """Return a prepared site as of the day when it was published. Raises EditionError where that was made of other files."""
    must_be_finished(published)
    with suppress(OSError, ValueError, KeyError, TypeError):
        text = (published / EDITION_FILE).read_text("utf-8")
        day = date.fromisoformat(json.loads(text)["date"]).isoformat()
        if text == edition_json(found := replace(site, date=day)):
            return found
    raise EditionError(f"{published} is not made of the files as they are now. Run `toolkit build` first.")


def _offering(site: Site) -> Mapping[str, Drawing]:
    return {name: drawing for drawing in offering(Keys(site)) for name in drawing.keys}


def offer(site: Site, zips: Sequence[Path], published: Path, engine: Engine) -> None:
    """Put the ZIPs beside the pages of a published site, then name them there: each file is whole at any moment."""
    folder = published / EDITIONS
    folder.mkdir(exist_ok=True)
    for file in zips:
        with whole(folder / file.name) as new:
            shutil.copyfile(file, new)
    for stray in {*folder.glob("*-offline*.zip")} - {folder / file.name for file in zips}:
        stray.unlink()
    downloads = [
        Download(file.name, "" if edition.has_several else edition.languages[0], file.stat().st_size)
        for file, edition in zip(zips, offline_editions(site), strict=True)
    ]
    offered = replace(site, edition=Edition(site.edition.languages, downloads=downloads))
    with named(published), tempfile.TemporaryDirectory() as drawn:
        drawer = Drawer(offered, _offering)
        draw(drawer, [frozenset({name}) for name in drawer.by_name], Path(drawn), engine)
        for page in sorted(Path(drawn).rglob("*.html")):
            old = published / page.relative_to(drawn)
            if old.is_file() and old.read_bytes() == page.read_bytes():
                continue
            with whole(old) as new:
                shutil.copyfile(page, new)
