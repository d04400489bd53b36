"""What was sent, as changes of the content folder: where each file belongs, what it changes there, and what it breaks."""

from __future__ import annotations

import codecs
import difflib
import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath

from toolkit_builder.model.library import Library
from toolkit_builder.problems import Message, printable, say
from toolkit_builder.reading.draft import Draft
from toolkit_builder.reading.finding import PICTURES
from toolkit_builder.reading.header import MAX_BYTES
from toolkit_builder.reading.leftovers import sort_of
from toolkit_builder.reading.names import is_good, plain_name
from toolkit_builder.whole import named, write_new
from toolkit_builder.writing.receive.parcel import Sent, shown

_MOST_PATH = 240
_MOST_SHOWN, _MOST_COMPARED = 2000, 20_000
"""Lines of differences of one file, and lines that are compared."""
# `stories.garden.pl.md`, as the form calls a file that it saves.
_FLAT = re.compile(r"([a-z0-9-]+)\.([a-z0-9-]+\.[A-Za-z-]+\.md)")
_OF_OUTLOOK = ("winmail.dat", "win.dat")
_RECORD = re.compile(r"([^./]+)\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")


class What(StrEnum):
    """What becomes of the content folder with a file."""

    RECORD = "new-record"
    TRANSLATION = "new-translation"
    PICTURE = "new-picture"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Change:
    """A file that gets a place: in the content folder, at ``path``."""

    path: Path
    data: bytes
    before: bytes | None
    """What lies there now; None for nothing."""
    is_translation: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, and no record."""
        return self.path.suffix != ".md"

    @property
    def what(self) -> What:
        """What becomes of the folder."""
        if self.before is not None:
            return What.UNCHANGED if self.before == self.data else What.CHANGED
        return What.PICTURE if self.is_picture else What.TRANSLATION if self.is_translation else What.RECORD

    def difference(self, name: str) -> Iterator[str | Message]:
        """Yield what is new and what goes, line by line; nothing of a picture. A message says what is not shown."""
        if self.is_picture or self.before == self.data:
            return
        before, after = (_lines(data[:MAX_BYTES]) for data in (self.before or b"", self.data))
        if before and len(after) + len(before) > _MOST_COMPARED:
            yield say("too much is new to be shown line by line")
            return
        lines = difflib.unified_diff(before, after, name if self.before is not None else "/dev/null", name, lineterm="", n=2)
        for number, line in enumerate(lines):
            if number == _MOST_SHOWN:
                yield say("and more")
                return
            yield line


@dataclass(frozen=True)
class Delivery:
    """What was sent: the changes that it makes, and what was left aside, with the reason."""

    changes: Sequence[Change]
    aside: Sequence[tuple[str | Message, Message]]

    @cached_property
    def draft(self) -> Draft:
        """The content folder with it."""
        return Draft(texts={change.path: change.data for change in self.changes})

    def write(self) -> None:
        """Put everything in its place, or nothing. Raises OSError, which names the file that could not be written."""
        new: dict[Path, Path] = {}
        folders = [folder for change in self.changes if not (folder := change.path.parent).exists()]
        try:
            for change in self.changes:
                if change.before != change.data:
                    new[change.path] = change.path.with_name(f".{change.path.name}.tmp")
                    with named(change.path):
                        _write_beside(change, new[change.path])
            for path, written in new.items():
                with named(path):
                    written.replace(path)
        finally:
            for written in new.values():
                written.unlink(missing_ok=True)
            for folder in folders:
                with suppress(OSError):
                    folder.rmdir()  # Only where nothing was put into it.


def _write_beside(change: Change, new: Path) -> None:
    """Write a file beside its place: until all are written, what lies there stays."""
    if change.path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    change.path.parent.mkdir(parents=True, exist_ok=True)
    # Nothing is written through a link that lies there.
    new.unlink(missing_ok=True)
    write_new(new, change.data)
    if change.before is not None:
        shutil.copymode(change.path, new)


def delivery(sent: Sequence[Sent], library: Library, place: str = "") -> Delivery:
    """Find the place of everything that was sent; ``place`` is that of a record without one."""
    texts = [one for one in sent if one.name.endswith(".md") or not one.name]
    desk = _Desk(library)
    desk.take(texts, place)
    records = [(one, desk.place_of_record(one)) for one in texts]
    there = {path: one.data for one, path in records if isinstance(path, PurePosixPath)}
    pictures = [(one, desk.place_of_picture(one, there)) for one in sent if not one.name.endswith(".md") and one.name]
    changes: dict[PurePosixPath, Change] = {}
    aside = []
    for one, found in (*records, *pictures):
        reason = found if isinstance(found, Message) else desk.in_the_way(found, changes)
        if isinstance(found, PurePosixPath) and reason is None:
            changes[found] = desk.change(found, one.data)
        elif reason:
            aside.append((shown(one.name) if one.name else say("a record without a name"), reason))
    return Delivery([*changes.values()], aside)


class _Desk:
    """Where things are put that are sent to a toolkit."""

    def __init__(self, library: Library) -> None:
        self._settings, self._types = library.settings, library.types
        self._places: dict[Sent, str] = {}
        self._originals = {record.id for record in library.records.values()}

    def take(self, texts: Sequence[Sent], place: str) -> None:
        """Give a place to the one record that does not say where it belongs: of several, to that of the same name."""
        without = [one for one in texts if not self._below_type(_unfolded(one.name))]
        of_name = [one for one in without if PurePosixPath(one.name).name == PurePosixPath(place).name]
        for found in (without, of_name):
            if place and len(found) == 1:
                self._places = {found[0]: place}

    def place_of_record(self, sent: Sent) -> PurePosixPath | Message:
        """Return where a record belongs, below the content folder; or why that is not known."""
        parts = self._below_type(_unfolded(sent.name))
        if not parts:
            if sent not in self._places:
                return say("it does not say where it belongs. If you know, say it: --as TYPE/SLUG.LANGUAGE.md")
            parts = self._below_type(self._places[sent])
            if not parts:
                return say("--as names no shelf. There are: {shelves}.", shelves=", ".join(self._types))
        if len(parts) != 2 or not (named := _RECORD.fullmatch(parts[1])):
            example = f"{parts[0]}/my-record.{self._settings.default_language}.md"
            return say("a record is called TYPE/SLUG.LANGUAGE.md, as in {example}.", example=example)
        slug, language = named.groups()
        if language not in self._settings.codes:
            codes = ", ".join(self._settings.codes)
            return say("`{language}` is not one of this toolkit's languages: {languages}.", language=language, languages=codes)
        if not is_good(slug):
            return _wrong_name(f"{good}.{language}.md" if (good := plain_name(slug)) else "")
        return PurePosixPath(*parts)

    def place_of_picture(self, sent: Sent, records: Mapping[PurePosixPath, bytes]) -> PurePosixPath | Message:
        """Return where a picture belongs: where it says, or where a record that came with it shows it."""
        name = PurePosixPath(sent.name)
        if name.suffix.lower() not in PICTURES:
            return _neither(name.name)
        parts = self._below_type(sent.name)
        if not parts and len(name.parts) == 1:
            for record, data in records.items():
                if shows := _path_before(data, name.name.encode()):
                    parts = self._below_type(f"{record.parent}/{shows}")
        if len(parts) < 2:
            return say("no record that came with it shows it. It belongs into the folder of a shelf: TYPE/SLUG/NAME.")
        if not all(is_good(part) for part in (*parts[1:-1], name.stem)):
            return say("names of pictures and folders hold small letters a-z, digits and hyphens.")
        return PurePosixPath(*parts)

    def _below_type(self, name: str) -> Sequence[str]:
        """Return the parts of a path from the type on; of ZIPs, folders above may have any name."""
        parts = PurePosixPath(name).parts
        starts = [number for number, part in enumerate(parts[:-1]) if part in self._types]
        found = parts[starts[-1] :] if starts else ()
        return () if {"..", "."} & {*found} else found

    def in_the_way(self, place: PurePosixPath, taken: Mapping[PurePosixPath, Change]) -> Message | None:
        """Say why nothing can be put at a place; None where it can."""
        content = self._settings.content
        if place in taken:
            return say("something else in it is for {place} as well.", place=place)
        path = content / place
        if any(above.is_symlink() for above in (path, *path.parents) if above != content and above.is_relative_to(content)):
            return say("{place} is a link to another place.", place=place)
        is_free = path.is_file() or not path.exists()
        if not is_free or any(above.exists() and not above.is_dir() for above in path.parents):
            return say("there is something else at {place}.", place=place)
        # Windows and macOS take one for the other.
        if path.parent.is_dir() and not path.exists():
            for there in path.parent.iterdir():
                if there.name.casefold() == path.name.casefold():
                    return say("there is {name} already.", name=printable(there.name))
        return None

    def change(self, place: PurePosixPath, data: bytes) -> Change:
        """Return what putting a file at a place changes."""
        path = self._settings.content / place
        if path.suffix == ".md":
            data = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
        is_translation = f"{place.parent}/{place.name.partition('.')[0]}" in self._originals
        return Change(path, data, path.read_bytes() if path.exists() else None, is_translation)


def _wrong_name(good: str) -> Message:
    """Say what names may hold, and which one was meant; '' where nobody knows."""
    if good:
        return say("names hold small letters a-z, digits and hyphens: {good}.", good=good)
    return say("names hold small letters a-z, digits and hyphens.")


def _neither(name: str) -> Message:
    """Say what to do with a file that is neither a record nor a picture."""
    if name.lower() in _OF_OUTLOOK:
        return say("only Outlook opens it: ask for the file itself, or for a letter as plain text.")
    if sort_of(name) == "text":
        return say("a record is plain text: save it as such (.md).")
    return say("it is neither a record (.md) nor a picture.")


def _unfolded(name: str) -> str:
    """Return the path that a name without folders stands for."""
    found = _FLAT.fullmatch(PurePosixPath(name).name)
    return "/".join(found.groups()) if found else name


def _path_before(text: bytes, name: bytes) -> str:
    """Return the path with which a text names a file for the first time; '' where it does not."""
    for found in re.finditer(rb"(?<![\w.-])" + re.escape(name) + rb"(?![\w.-])", text):
        path = re.search(rb"[\w./-]*\Z", text[max(found.start() - _MOST_PATH, 0) : found.start()])
        return f"{path[0].decode() if path else ''}{name.decode()}"
    return ""


def _lines(data: bytes) -> Sequence[str]:
    """Return lines as they can be printed."""
    text = data.decode("utf-8", "backslashreplace").removesuffix("\n")
    return [printable(line) for line in text.split("\n")] if text else []
