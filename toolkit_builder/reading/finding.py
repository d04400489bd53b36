"""What lies in the content folder, sorted by what it is, and what is wrong with its name or place."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from toolkit_builder.addresses import address, is_reserved_folder, reserved_pages
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Details, Fault, Position
from toolkit_builder.reading.drawing_faults import Refusal
from toolkit_builder.reading.drawings import read_drawing
from toolkit_builder.reading.header import MAX_BYTES
from toolkit_builder.reading.leftovers import copied_from, is_ending, is_left_over, sort_of
from toolkit_builder.reading.names import MAX_NAME, WINDOWS_DEVICE, is_good, is_only_too_long, plain_name
from toolkit_builder.reading.photos import MOST_BYTES, MOST_PIXELS, PhotoError, read_photo
from toolkit_builder.reading.pictures import is_of_its_kind
from toolkit_builder.reading.shelf import File, Found, Shelf, state_of
from toolkit_builder.settings import Settings

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".svg"})
VOCABULARIES = "_vocabularies"


def find_files(shelf: Shelf) -> None:
    """Go through the content folder, and put all that lies there into the shelf."""
    settings = shelf.settings
    if not settings.content.is_dir():
        shelf.fault("no-content", settings.content, folder=settings.content.name, meant=_folder_meant(settings))
        return
    for found in _walk(settings.content, (), shelf):
        if isinstance(found, File):
            shelf.texts.append(found)
        else:
            _take(found, shelf)
    _miss_types(shelf)
    _find_months_without_type(shelf)


def _take(found: Found, shelf: Shelf) -> None:
    """Put a file into the shelf, as what it is."""
    path, folders, suffix = found.path, found.folders, found.path.suffix
    if path.name == "_type.yml" and len(folders) == 1:
        _check_folders(found.relative, shelf)
        shelf.declarations[_type_name(folders[0], shelf)] = path
    elif folders == (VOCABULARIES,) and suffix == ".yml":
        shelf.vocabularies.append(path)
        if WINDOWS_DEVICE.match(path.stem):
            shelf.fault("reserved-name", path, name=path.stem)
    elif suffix == ".md" and len(folders) <= 1 and not (*folders, path.name)[0].startswith("_"):
        _take_text(found, _type_name(folders[0], shelf) if folders else "", shelf)
    elif suffix.lower() in PICTURES:
        _take_picture(found, shelf)
    else:
        sort = sort_of(path.name)
        meant = f"{path.stem}.yml" if sort == "yaml" else _name_of_text(path.name, shelf.settings)
        shelf.fault("unexpected-file", path, name=path.name, sort=sort, meant=meant, taken=path.with_name(meant).exists())
        if sort in ("renamed", "text"):
            shelf.remember(path)
        if path.name in ("_type.yaml", "type.yml", "type.yaml"):
            shelf.unread_types.add(_type_name(folders[0], shelf) if folders else "")


def _find_months_without_type(shelf: Shelf) -> None:
    """Hold against the types what mkdocs.yml says about them."""
    known = sorted({*shelf.declarations, *shelf.unread_types, "default"})
    for name in shelf.settings.recheck_months:
        if name not in known:
            where = shelf.settings.places[f"recheck_months.{name}"]
            details: Details = {
                "name": name,
                "meant": closest(name, {candidate: candidate for candidate in known}),
                "known": known,
                "certain": True,
            }
            shelf.faults.append(Fault("unknown-setting", where, field="recheck_months", details=details))


def _miss_types(shelf: Shelf) -> None:
    for file in shelf.texts:
        if file.folder and file.folder not in shelf.declarations and file.folder not in shelf.unread_types:
            folder = file.path.parent.name
            good = file.folder if is_good(file.folder) and not is_reserved_folder(file.folder, shelf.settings.codes) else ""
            shelf.fault("no-type", file.path, folder=folder, good=good, known=sorted(shelf.declarations))


def _folder_meant(settings: Settings) -> str:
    """Return the folder of a name like that of the content, as `docs_dir` is to name it, if there is one."""
    above = settings.content.parent
    if not above.is_dir():
        return ""
    there = {path.name: settings.relative(path) for path in above.iterdir() if path.is_dir() and path != settings.site}
    return closest(settings.content.name, there)


def _walk(folder: Path, above: tuple[str, ...], shelf: Shelf) -> Iterator[Found | File]:
    """Yield the regular files of a folder, sorted; links, devices and the like are faults and are not opened.

    Texts of which all but their state is known from before come as what they are.
    """
    added = shelf.draft.added_in(folder)
    # Names alone: folders may hold many files. One that is not there yet holds what is added.
    names = sorted({*added, *(os.listdir(folder) if folder.is_dir() else ())})  # noqa: PTH208
    known = set(names)
    for name in names:
        if name in added:
            path = folder / name
            if path in shelf.draft.texts:
                yield Found(path, above, ())
            else:
                yield from _walk(path, (*above, name), shelf)
            continue
        there = os.lstat(place := os.path.join(folder, name))  # noqa: PTH118 - see above
        mode = there.st_mode
        if stat.S_ISREG(mode) and (text := shelf.texts_before.get(place)):
            yield text.with_state(state_of(there))
            continue
        path = Path(place)
        if is_left_over(name, stat.S_ISDIR(mode)):
            continue
        if stat.S_ISLNK(mode):
            shelf.fault("symbolic-link", path)
            shelf.remember(path)
        elif stat.S_ISDIR(mode):
            yield from _walk(path, (*above, name), shelf)
        elif stat.S_ISREG(mode) and (own := copied_from(name, known)):
            shelf.fault("second-copy", path, name=name, own=own)
        elif stat.S_ISREG(mode):
            yield _found(path, above, there, shelf)
        else:
            shelf.fault("not-a-file", path)


def _found(path: Path, folders: tuple[str, ...], there: os.stat_result, shelf: Shelf) -> Found:
    """Return a file as it is, or as it would be."""
    if shelf.draft.is_other(path):
        path = shelf.draft.name(path)
        return Found(path, path.relative_to(shelf.settings.content).parts[:-1], ())
    return Found(path, folders, state_of(there))


def _check_name(name: str, path: Path, meant: str, shelf: Shelf) -> None:
    """Tell what is wrong with a name, be it of the file or of a folder around it; ``meant`` is what it should be."""
    if WINDOWS_DEVICE.match(name):
        shelf.fault("reserved-name", path, name=name)
    elif not is_good(name):
        shelf.fault("bad-name", path, name=name, meant=meant, limit=MAX_NAME, long=is_only_too_long(name))


def _check_folders(relative: PurePath, shelf: Shelf) -> None:
    """Tell what is wrong with the names of the folders around a file, once for each folder."""
    content = shelf.settings.content
    for above in reversed((content / relative).parents):
        if above.is_relative_to(content) and above != content and not is_good(above.name) and above not in shelf.told_folders:
            shelf.told_folders.add(above)
            _check_name(above.name, content / relative, _free_name(above, above.name, "", shelf), shelf)


def _free_name(path: Path, name: str, ending: str, shelf: Shelf) -> str:
    """Return a good name for a file or folder that no other one beside it has or should have; '' where none is likely."""
    if path not in shelf.free_names:
        meant = free = plain_name(name)
        number = 1
        while meant and ((taken := path.with_name(free + ending)) in shelf.proposed or _is_another(taken, path)):
            number += 1
            free = f"{meant[: MAX_NAME - 6].rstrip('-')}-{number}"
        shelf.free_names[path] = free
        shelf.proposed.add(path.with_name(free + ending))
    return shelf.free_names[path]


def _is_another(taken: Path, path: Path) -> bool:
    return taken.exists() and not (path.exists() and taken.samefile(path))


def _type_name(folder: str, shelf: Shelf) -> str:
    """Return what a type is called, or what was meant: `guide-books` for the folder `Guide Books`."""
    return folder if is_good(folder) else _free_name(shelf.settings.content / folder, folder, "", shelf) or folder


def _name_of_text(name: str, settings: Settings) -> str:
    """Return what a text that is no Markdown would be called: `duo.de.md` for `Duo.de.docx`."""
    whole = name.rpartition(".")[0]
    # Some systems hide the last ending, and their programs add one: `duo.de.md.txt`.
    while is_ending(whole.rpartition(".")[2]) and "." in whole:
        whole = whole.rpartition(".")[0]
    stem, _, language = whole.rpartition(".")
    if not stem or not re.fullmatch("[a-z]{2,3}(-[A-Za-z]{2,4})*", language):
        stem, language = whole, settings.default_language
    return f"{plain_name(stem) or '...'}.{language}.md"


def _take_text(found: Found, folder: str, shelf: Shelf) -> None:
    """Take a text in, whatever its name: what else is wrong with it is told at the same time."""
    path = found.path
    stem, _, language = path.name.removesuffix(".md").rpartition(".")
    if not stem:
        stem, language = language, ""
        meant = plain_name(stem)
        _tell_no_language(path, stem, meant, shelf)
    else:
        meant = stem if is_good(stem) else _free_name(path, stem, f".{language}.md", shelf)
        if language not in shelf.settings.codes:
            there = [code for code in shelf.settings.codes if path.with_name(f"{stem}.{code}.md").exists()]
            shelf.fault("unknown-language", path, language=language, known=list(shelf.settings.codes), stem=stem, there=there)
        _check_name(stem, path, meant, shelf)
    misnamed = not is_good(stem) or language not in shelf.settings.codes
    if misnamed:
        shelf.remember(path)
    name = "/".join((shelf.prefix, *found.folders, path.name))
    shelf.texts.append(File(path, name, folder, meant or stem, language, misnamed, found.state))


def _tell_no_language(path: Path, stem: str, meant: str, shelf: Shelf) -> None:
    twins = sorted({twin.name for name in (stem, meant or stem) for twin in path.parent.glob(f"{glob.escape(name)}.*.md")})
    name = f"{meant}.{shelf.settings.default_language}.md" if meant else ""
    shelf.fault("no-language", path, name=path.name, twin=twins[0] if twins else "", meant=name)


def _take_picture(found: Found, shelf: Shelf) -> None:
    path, relative = found.path, found.relative
    _check_folders(relative, shelf)
    ending = path.suffix.lower()
    if not is_good(path.stem):
        _check_name(path.stem, path, _free_name(path, path.stem, ending, shelf), shelf)
    elif path.suffix != ending:
        meant = f"{_free_name(path, path.stem, ending, shelf)}{ending}"
        shelf.fault("bad-name", path, name=path.name, meant=meant, limit=MAX_NAME, long=False)
    # A picture with a fault is there all the same, under either name: texts that show it are right.
    *typed, _ = relative.parts
    mended = [name if is_good(name) else plain_name(name) or name for name in (*typed, path.stem)]
    last = mended[-1] + ending
    shelf.media |= {relative.as_posix(), "/".join([*mended[:-1], last]), "/".join([*typed[:1], *mended[1:-1], last])}
    before = shelf.pictures_before.get(found) if found.state else None
    shelf.pictures[found] = [*_faults_of_picture(path, ending, shelf)] if before is None else before
    shelf.faults += shelf.pictures[found]


def _faults_of_picture(path: Path, ending: str, shelf: Shelf) -> Iterator[Fault]:
    """Find what is wrong with what a picture holds."""
    name = shelf.settings.relative(path)
    limit = 4 * MAX_BYTES if ending == ".svg" else MOST_BYTES
    if (size := shelf.draft.size(path)) > limit:
        yield Fault("file-too-large", Position(name), details={"size": size, "limit": limit})
        return
    data = shelf.draft.read(path)
    if not is_of_its_kind(data, ending):
        yield Fault("unsafe-picture", Position(name), details={"kind": ending[1:]})
    elif ending == ".svg" and isinstance(refusal := read_drawing(data), Refusal):
        details: Details = {"kind": "svg", "found": refusal.found, "reason": refusal.reason}
        yield Fault("unsafe-picture", Position(name, refusal.line, refusal.column), details=details)
    elif ending != ".svg" and (wrong := _wrong_with_photo(data, ending)):
        yield Fault("unsafe-picture", Position(name), details={**wrong, "kind": ending[1:]})


def _wrong_with_photo(data: bytes, ending: str) -> Details:
    try:
        photo = read_photo(data, ending)
    except PhotoError:
        return {"reason": "cut-off"}
    if photo.is_animated:
        return {"reason": "moves"}
    if not photo.width * photo.height:
        return {"reason": "cut-off"}
    if photo.width * photo.height > MOST_PIXELS:
        return {"reason": "pixels", "found": f"{photo.width} × {photo.height}", "limit": MOST_PIXELS // 1_000_000}
    return {}


def wanted_addresses(shelf: Shelf) -> Mapping[str, tuple[str, ...]]:
    """Return which files want which address, case folded: on Windows and macOS `A.html` is `a.html`.

    '' is the site itself, which was there first.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    settings = shelf.settings
    default = settings.default_language
    for page in reserved_pages(default, settings.codes):
        wanted[page.casefold()].append("")
    for folder, paths in _reserved_folders(shelf).items():
        wanted[f"{folder}/"] += ["", *paths]
    for folder, path in shelf.declarations.items():
        for language in settings.codes:
            wanted[address(language, default, f"{folder}/index.html").casefold()].append(settings.relative(path))
    for file in shelf.texts:
        if file.misnamed or (file.folder and file.folder not in shelf.declarations):
            continue
        page = f"{file.folder}/{file.slug}.html".lstrip("/")
        # Where a type takes the whole folder of a language, that was told.
        if f"{file.language}/" not in wanted:
            wanted[address(file.language, default, page).casefold()].append(file.name)
    return {place: tuple(files) for place, files in wanted.items()}


def _reserved_folders(shelf: Shelf) -> Mapping[str, Sequence[str]]:
    """Return what would stand in folders that the site itself needs: the type, or the first picture in such a folder.

    A type called `de` would stand where the German pages are, pictures of a page called `editions` where the ZIPs are.
    """
    settings = shelf.settings
    found = {picture.partition("/")[0]: settings.content / picture for picture in sorted(shelf.media, reverse=True)}
    found |= shelf.declarations
    return {folder: [settings.relative(path)] for folder, path in found.items() if is_reserved_folder(folder, settings.codes)}
