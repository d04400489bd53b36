"""Parts of a site, each made on a machine that knows nothing of the others, and how they become one site again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit_builder.addresses import MANIFEST
from toolkit_builder.clock import today
from toolkit_builder.editions.manifest import ManifestError, manifest_json, verify
from toolkit_builder.program import hashed, program_key
from toolkit_builder.work import Part


class PartsError(Exception):
    """Parts cannot be made, or do not make a site; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A part as it was found: which one it is, and a hash of all that the site is made of."""

    folder: Path
    part: Part
    made_from: str


@contextmanager
def new_part(folder: Path) -> Iterator[Path]:
    """Give an empty folder, and put it in place once the part is whole. Raises PartsError where anything else is there."""
    if folder.exists() and not (folder / MANIFEST).is_file():
        raise PartsError(f"{folder} exists and is no part of a site. Move it away, or choose another folder with --out.")
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def seal(folder: Path, part: Part, made_from: str) -> None:
    """Write down which part of which site a folder holds, and its files."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    about = {"part": part.number, "of": part.of, "made_from": hashed((program_key(), today(), made_from))}
    named = ((file.relative_to(folder).as_posix(), file.read_bytes()) for file in files)
    (folder / MANIFEST).write_text(manifest_json(named, about), "utf-8", newline="\n")


def join(folders: Sequence[Path], target: Path) -> None:
    """Put all parts of a site together in an empty folder.

    Raises PartsError, with all that is wrong, before anything is written.
    """
    parts = [_opened(folder) for folder in folders]
    if wrong := [*_wrong(parts)]:
        raise PartsError("\n".join(wrong))
    for sealed in parts:
        for file in sorted(sealed.folder.rglob("*")):
            if file.is_file() and file != sealed.folder / MANIFEST:
                new = target / file.relative_to(sealed.folder)
                new.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, new)


def _opened(folder: Path) -> _Sealed:
    try:
        about = json.loads((folder / MANIFEST).read_text("utf-8"))
        return _Sealed(folder, Part(int(about["part"]), int(about["of"])), str(about["made_from"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise PartsError(f"{folder} is no part of a site. Make one with: toolkit build --part 1/2") from None


def _wrong(parts: Sequence[_Sealed]) -> Iterator[str]:
    """Find out why parts do not make one site."""
    first = parts[0]
    for sealed in parts:
        if sealed.part.of != first.part.of:
            yield f"{sealed.folder} is one of {sealed.part.of} parts, and {first.folder} one of {first.part.of}."
        elif sealed.made_from != first.made_from:
            yield f"{sealed.folder} is made of other files, on another day or by another version than {first.folder}."
        yield from _differences(sealed.folder)
    numbers = [sealed.part.number for sealed in parts]
    for number in range(1, first.part.of + 1):
        if numbers.count(number) != 1:
            many = "is missing" if number not in numbers else "is there more than once"
            yield f"Part {number} of {first.part.of} {many}."


def _differences(folder: Path) -> Iterator[str]:
    try:
        yield from (f"{folder / found.name}: {found.what}" for found in verify(folder))
    except ManifestError as error:
        yield str(error)
