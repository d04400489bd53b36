"""The content folder to a library: find the files, read each, put records together."""

from __future__ import annotations

import glob
import re
import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, TypeAlias

from toolkit_builder.addresses import address, is_own_folder, own_pages
from toolkit_builder.clock import today
from toolkit_builder.model.kinds import Surroundings
from toolkit_builder.model.library import Library, values_of_kind
from toolkit_builder.model.passages import Digest
from toolkit_builder.model.record import Record, Translation, Version, part_name
from toolkit_builder.model.types import PAGE, Compiled, RecordType, compile_type
from toolkit_builder.model.values import EMPTY, Scalar, child, locate
from toolkit_builder.model.values import Mapping as HeaderMap
from toolkit_builder.model.values import Path as ValuePath
from toolkit_builder.model.vocabulary import Vocabulary, closest
from toolkit_builder.problems import Fault, Position
from toolkit_builder.reading.declarations import connect_faults, read_type, read_vocabulary
from toolkit_builder.reading.draft import AS_IT_IS, Draft
from toolkit_builder.reading.drawings import Refusal, read_drawing
from toolkit_builder.reading.header import MAX_BYTES, read_document
from toolkit_builder.reading.leftovers import copied_from, is_ending, is_left_over, sort_of
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.reading.names import MAX_NAME, WINDOWS_DEVICE, is_good, is_only_too_long, plain_name
from toolkit_builder.reading.pictures import is_of_its_kind
from toolkit_builder.reading.spelling import as_declared
from toolkit_builder.reading.validation import validate
from toolkit_builder.reading.yaml import CUT_SHORT
from toolkit_builder.settings import Settings

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".svg"})
VOCABULARIES = "_vocabularies"


@dataclass(frozen=True, slots=True)
class _File:
    """A content file, by its parts: `models/duo.en.md` is folder `models`, slug `duo`, language `en`."""

    path: Path
    name: str
    """Relative to the root, with ``/``."""
    folder: str
    slug: str
    language: str
    """The one that was typed; '' where none was."""
    misnamed: bool = False
    """Whether its name has a fault; ``folder`` and ``slug`` are what was meant."""


@dataclass(slots=True)
class _Shelf:
    """What was found on disk, sorted by what it is; faults are collected on the way."""

    settings: Settings
    draft: Draft
    faults: list[Fault] = field(default_factory=list)
    texts: list[_File] = field(default_factory=list)
    media: set[str] = field(default_factory=set)
    declarations: dict[str, Path] = field(default_factory=dict)
    vocabularies: list[Path] = field(default_factory=list)
    there: set[str] = field(default_factory=set)
    """Records that are there under a name that may have a fault, read or not: links to them are not dead."""
    unread_types: set[str] = field(default_factory=set)
    free_names: dict[Path, str] = field(default_factory=dict)
    """What is proposed for files and folders whose name cannot be used."""
    proposed: set[Path] = field(default_factory=set)
    told_folders: set[Path] = field(default_factory=set)

    def remember(self, path: Path) -> None:
        """Remember that a text is there, whatever is wrong with its name."""
        place = PurePosixPath(path.relative_to(self.settings.content).as_posix())
        self.there.add(place.with_name(place.name.partition(".")[0]).as_posix())

    def fault(self, rule: str, path: Path, **details: object) -> None:
        self.faults.append(Fault(rule, Position(self.settings.relative(path)), details=details))


def read_library(settings: Settings, draft: Draft = AS_IT_IS) -> Library:
    """Read everything in the content folder, as it is or as it would be. Faults are in the library; none is raised."""
    shelf = _Shelf(settings, draft, list(settings.faults))
    if settings.readable:
        _find_files(shelf)
    vocabularies = _read_vocabularies(shelf)
    types, compiled = _read_types(shelf, vocabularies)
    around = Surroundings(vocabularies, settings.codes, today())
    models = {"": (PAGE, compile_type(PAGE, around)), **{name: (one, compiled[name]) for name, one in types.items()}}
    versions, aside = _read_texts(shelf, models, (_UNTYPED, compile_type(_UNTYPED, around)))
    pages: dict[str, Record] = {}
    records: dict[str, Record] = {}
    loose: dict[str, tuple[Version, ...]] = {}
    understood: dict[str, Record] = {}
    for name in ("", *types):
        for slug, parts in sorted(versions[name].items()):
            record = _put_together(types.get(name, PAGE), slug, parts)
            if record is not None:
                (records if name else pages)[record.id] = record
            elif parts:
                loose[f"{name}/{slug}".lstrip("/")] = tuple(parts)
                if record := _understood(types.get(name, PAGE), slug, parts):
                    understood[record.id] = record
    for record_id in shelf.there - records.keys() - pages.keys():
        loose.setdefault(record_id, ())
    return Library(
        settings,
        types,
        vocabularies,
        records,
        pages,
        frozenset(shelf.media),
        tuple(shelf.faults),
        loose,
        _addresses(shelf),
        aside=tuple(aside),
        understood=understood,
    )


_Model: TypeAlias = tuple[RecordType, Compiled]
_UNTYPED = RecordType("", {}, {}, {}, "grey", "discs", "", 0, ())
"""What is known of a record whose type cannot be read or does not exist: it has a title, a summary and a text."""
_RULES_OF_TYPES = ("unknown-field", "wrong-length")


def _read_texts(
    shelf: _Shelf, models: Mapping[str, _Model], untyped: _Model
) -> tuple[dict[str, dict[str, list[Version]]], list[Version]]:
    """Read all texts. Returns them by type and slug, and those that no record can hold for their name or folder."""
    versions: dict[str, dict[str, list[Version]]] = defaultdict(lambda: defaultdict(list))
    misnamed: list[tuple[_File, Version]] = []
    aside: list[Version] = []
    for file in shelf.texts:
        record_type, compiled = models.get(file.folder, untyped)
        version, faults = _read_version(file, shelf.draft.read(file.path), compiled, record_type)
        if record_type is _UNTYPED:
            faults = [fault for fault in faults if fault.rule not in _RULES_OF_TYPES]
            shelf.remember(file.path)
            shelf.there.add(f"{file.folder}/{file.slug}")
            aside.append(version)
        elif file.misnamed:
            misnamed.append((file, version))
        else:
            versions[file.folder][file.slug].append(version)
        shelf.faults += faults
    for file, version in misnamed:
        parts = versions[file.folder][file.slug]
        (parts if _has_room(parts, version) else aside).append(version)
    return versions, aside


def _has_room(parts: Sequence[Version], version: Version) -> bool:
    """Whether a file whose name has a fault can be a part of the record that was meant, without making it another one."""
    is_first = isinstance(version, Translation) or all(isinstance(part, Translation) for part in parts)
    return is_first and all(part.language != version.language for part in parts)


def _put_together(record_type: RecordType, slug: str, parts: list[Version]) -> Record | None:
    originals = [part for part in parts if not isinstance(part, Translation)]
    translations = {part.language: part for part in parts if isinstance(part, Translation)}
    if len(originals) != 1:
        return None
    return Record(record_type, slug, originals[0], dict(sorted(translations.items())))


def _understood(record_type: RecordType, slug: str, parts: list[Version]) -> Record | None:
    """Put together what is plain of a record with several originals: the one that holds facts, or that all others name."""
    facts = {one.name for one in record_type.all_fields if not one.translatable}
    originals = [part for part in parts if not isinstance(part, Translation)]
    named = {part.of for part in parts if isinstance(part, Translation)}
    for likely in (
        [one for one in originals if facts & one.header.entries.keys()],
        [one for one in originals if {one.language} == named],
    ):
        if len(likely) == 1:
            return _put_together(record_type, slug, [one for one in parts if one in likely or isinstance(one, Translation)])
    return None


def read_original(library: Library, record: Record, data: bytes) -> Version:
    """Read another state of the file of a record's original. What is wrong in it is left out, and not told."""
    compiled = compile_type(record.type, Surroundings(library.vocabularies, library.settings.codes))
    path = record.original.path
    file = _File(library.settings.root / path, path, record.type.name, record.slug, record.original.language)
    return _read_version(file, data, compiled, record.type)[0]


def _read_version(file: _File, data: bytes, compiled: Compiled, record_type: RecordType) -> tuple[Version, list[Fault]]:
    record = f"{file.folder}/{file.slug}".lstrip("/")
    document = read_document(data, file.name)
    faults = list(document.faults)
    values: dict[str, Any] = {}
    header = document.header
    if header is not EMPTY:
        header, twice = as_declared(header, record_type.all_fields, file.name)
        faults += twice
        model = compiled.translation if document.is_translation else compiled.original
        values, found = validate(model, header, file.name, record, document.faults)
        faults += found
    if any(fault.rule in CUT_SHORT for fault in document.faults):
        values, header = {}, EMPTY
    common = (
        file.language, file.name, header, values, document.text, document.text_line,
        read_markdown(document.text, document.text_line),
    )  # fmt: skip
    version = Version(*common)
    if document.is_translation:
        block = values.get("translation", {})
        version = Translation(
            *common,
            of=block.get("of", ""),
            method=block.get("method", ""),
            fingerprint=_fingerprint(header, block),
            reviewed=block.get("reviewed", ()),
        )
    found_fields = values_of_kind("markdown", record_type, values)
    return replace(version, fields=tuple(_field_as_text(version, path, text) for path, text in found_fields)), faults


def _fingerprint(header: HeaderMap, block: Mapping[str, Any]) -> tuple[Digest, ...]:
    """Read a fingerprint, also in a block of which something else is wrong: what it follows is known all the same."""
    typed = block.get("fingerprint")
    if not block and (node := header.entries.get("translation")) is not None:
        raw = node.plain
        typed = raw.get("fingerprint") if isinstance(raw, dict) else None
    digests = [Digest.parse(str(one)) for one in typed] if isinstance(typed, list) else []
    return tuple(one for one in digests if one) if all(digests) else ()


def _field_as_text(version: Version, path: ValuePath, text: str) -> Version:
    node: Any = version.header
    for step in path:
        node = child(node, step)
    line, column = locate(version.header, path)
    indent = column - 1
    if isinstance(node, Scalar) and node.indent is not None:
        line, indent = line + 1, node.indent
    elif isinstance(node, Scalar) and node.quoted:
        indent += 1
    outline = read_markdown(text, line)
    is_folded = isinstance(node, Scalar) and node.indent is not None and not node.as_typed
    if is_folded or ("\n" in text and not (isinstance(node, Scalar) and node.as_typed)):
        outline = replace(outline, only_place=(line, 1))
    return replace(version, text=text, text_line=line, outline=outline, part=part_name(path), indent=indent)


# Finding files ----------------------------------------------------------------------------------------------------------


def _find_files(shelf: _Shelf) -> None:
    settings = shelf.settings
    if not settings.content.is_dir():
        shelf.fault("no-content", settings.content, folder=settings.content.name)
        return
    for path in _walk(settings.content, shelf):
        relative = path.relative_to(settings.content)
        folders = relative.parts[:-1]
        if relative.name == "_type.yml" and len(folders) == 1:
            _check_folders(relative, shelf)
            shelf.declarations[_type_name(folders[0], shelf)] = path
        elif folders == (VOCABULARIES,) and relative.suffix == ".yml":
            shelf.vocabularies.append(path)
            if WINDOWS_DEVICE.match(path.stem):
                shelf.fault("reserved-name", path, name=path.stem)
        elif relative.suffix == ".md" and len(folders) <= 1 and not relative.as_posix().startswith("_"):
            _take_text(path, _type_name(folders[0], shelf) if folders else "", shelf)
        elif relative.suffix.lower() in PICTURES:
            _take_picture(path, relative, shelf)
        else:
            sort = sort_of(path.name)
            meant = f"{path.stem}.yml" if sort == "yaml" else _name_of_text(path.name, settings)
            shelf.fault("unexpected-file", path, name=path.name, sort=sort, meant=meant, taken=path.with_name(meant).exists())
            if sort in ("renamed", "text"):
                shelf.remember(path)
            if relative.name in ("_type.yaml", "type.yml", "type.yaml"):
                shelf.unread_types.add(_type_name(folders[0], shelf) if folders else "")
    _miss_types(shelf)
    _find_months_without_type(shelf)


def _find_months_without_type(shelf: _Shelf) -> None:
    """Hold against the types what mkdocs.yml says about them."""
    known = sorted({*shelf.declarations, *shelf.unread_types, "default"})
    for name in shelf.settings.recheck_months:
        if name not in known:
            where = shelf.settings.places[f"recheck_months.{name}"]
            details = {"name": name, "meant": closest(name, {one: one for one in known}), "known": known, "certain": True}
            shelf.faults.append(Fault("unknown-setting", where, field="recheck_months", details=details))


def _miss_types(shelf: _Shelf) -> None:
    for file in shelf.texts:
        if file.folder and file.folder not in shelf.declarations and file.folder not in shelf.unread_types:
            folder = file.path.parent.name
            good = file.folder if is_good(file.folder) and not is_own_folder(file.folder, shelf.settings.codes) else ""
            shelf.fault("no-type", file.path, folder=folder, good=good, known=sorted(shelf.declarations))


def _walk(folder: Path, shelf: _Shelf) -> Iterator[Path]:
    """Yield the regular files of a folder, sorted; links, devices and the like are faults and are not opened."""
    paths = sorted(folder.iterdir())
    names = {path.name for path in paths}
    for path in paths:
        mode = path.lstat().st_mode
        if is_left_over(path.name, stat.S_ISDIR(mode)):
            continue
        if stat.S_ISLNK(mode):
            shelf.fault("symbolic-link", path)
            shelf.remember(path)
        elif stat.S_ISDIR(mode):
            yield from _walk(path, shelf)
        elif stat.S_ISREG(mode) and (own := copied_from(path.name, names)):
            shelf.fault("second-copy", path, name=path.name, own=own)
        elif stat.S_ISREG(mode):
            yield shelf.draft.name(path)
        else:
            shelf.fault("not-a-file", path)


def _check_name(name: str, path: Path, meant: str, shelf: _Shelf) -> None:
    """Tell what is wrong with a name, be it of the file or of a folder around it; ``meant`` is what it should be."""
    if WINDOWS_DEVICE.match(name):
        shelf.fault("reserved-name", path, name=name)
    elif not is_good(name):
        shelf.fault("bad-name", path, name=name, meant=meant, limit=MAX_NAME, long=is_only_too_long(name))


def _check_folders(relative: PurePath, shelf: _Shelf) -> None:
    """Tell what is wrong with the names of the folders around a file, once for each folder."""
    content = shelf.settings.content
    for above in reversed((content / relative).parents):
        if above.is_relative_to(content) and above != content and not is_good(above.name) and above not in shelf.told_folders:
            shelf.told_folders.add(above)
            _check_name(above.name, content / relative, _free_name(above, above.name, "", shelf), shelf)


def _free_name(path: Path, name: str, ending: str, shelf: _Shelf) -> str:
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


def _type_name(folder: str, shelf: _Shelf) -> str:
    """Return what a type is called, or what was meant: `guide-books` for the folder `Guide Books`."""
    return folder if is_good(folder) else _free_name(shelf.settings.content / folder, folder, "", shelf) or folder


def _name_of_text(name: str, settings: Settings) -> str:
    """Return what a text that is no Markdown would be called: `duo.de.md` for `Duo.de.docx`."""
    whole = name.rpartition(".")[0]
    # Some systems hide the last ending, and their programs add one: `duo.de.md.txt`.
    while is_ending(ending := whole.rpartition(".")[2]) and ending not in settings.codes and "." in whole:
        whole = whole.rpartition(".")[0]
    stem, _, language = whole.rpartition(".")
    if not stem or not re.fullmatch("[a-z]{2,3}(-[A-Za-z]{2,4})*", language):
        stem, language = whole, settings.default_language
    return f"{plain_name(stem) or '...'}.{language}.md"


def _take_text(path: Path, folder: str, shelf: _Shelf) -> None:
    """Take a text in, whatever its name: what else is wrong with it is told at the same time."""
    stem, _, language = path.name.removesuffix(".md").rpartition(".")
    if not stem:
        stem, language = language, ""
        meant = plain_name(stem)
        _tell_no_language(path, stem, meant, shelf)
    else:
        meant = stem if is_good(stem) else _free_name(path, stem, f".{language}.md", shelf)
        if language not in shelf.settings.codes:
            taken = [code for code in shelf.settings.codes if path.with_name(f"{stem}.{code}.md").exists()]
            shelf.fault("unknown-language", path, language=language, known=list(shelf.settings.codes), stem=stem, taken=taken)
        _check_name(stem, path, meant, shelf)
    misnamed = not is_good(stem) or language not in shelf.settings.codes
    if misnamed:
        shelf.remember(path)
    shelf.texts.append(_File(path, shelf.settings.relative(path), folder, meant or stem, language, misnamed))


def _tell_no_language(path: Path, stem: str, meant: str, shelf: _Shelf) -> None:
    twins = sorted({twin.name for name in (stem, meant or stem) for twin in path.parent.glob(f"{glob.escape(name)}.*.md")})
    name = f"{meant}.{shelf.settings.default_language}.md" if meant else ""
    shelf.fault("no-language", path, name=path.name, twin=twins[0] if twins else "", meant=name)


def _take_picture(path: Path, relative: Path, shelf: _Shelf) -> None:
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
    if (size := shelf.draft.size(path)) > 4 * MAX_BYTES:
        shelf.fault("file-too-large", path, size=size, limit=4 * MAX_BYTES)
        return
    data = shelf.draft.read(path)
    if not is_of_its_kind(data, ending):
        shelf.fault("unsafe-picture", path, kind=ending[1:])
    elif ending == ".svg" and isinstance(refusal := read_drawing(data), Refusal):
        where = Position(shelf.settings.relative(path), refusal.line, refusal.column)
        details = {"kind": "svg", "found": refusal.found, "reason": refusal.reason}
        shelf.faults.append(Fault("unsafe-picture", where, details=details))


def _addresses(shelf: _Shelf) -> Mapping[str, tuple[str, ...]]:
    """Return which files want which address, case folded: on Windows and macOS `A.html` is `a.html`.

    '' is the site itself, which was there first.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    settings = shelf.settings
    default = settings.default_language
    for page in own_pages(default, settings.codes):
        wanted[page.casefold()].append("")
    for folder, paths in _own_folders(shelf).items():
        wanted[f"{folder}/"] += ["", *paths]
    for folder, path in shelf.declarations.items():
        for language in settings.codes:
            wanted[address(language, default, f"{folder}/index.html")].append(settings.relative(path))
    for file in shelf.texts:
        if file.misnamed or (file.folder and file.folder not in shelf.declarations):
            continue
        page = PurePosixPath(file.folder, f"{file.slug}.html").as_posix()
        # Where a type takes the whole folder of a language, that was told.
        if f"{file.language}/" not in wanted:
            wanted[address(file.language, default, page).casefold()].append(file.name)
    return {place: tuple(files) for place, files in wanted.items()}


def _own_folders(shelf: _Shelf) -> Mapping[str, Sequence[str]]:
    """Return what would stand in folders that the site itself needs: the type, or the first picture in such a folder.

    A type called `de` would stand where the German pages are, pictures of a page called `editions` where the ZIPs are.
    """
    settings = shelf.settings
    found = {picture.partition("/")[0]: settings.content / picture for picture in sorted(shelf.media, reverse=True)}
    found |= shelf.declarations
    return {folder: [settings.relative(path)] for folder, path in found.items() if is_own_folder(folder, settings.codes)}


# Types and vocabularies -------------------------------------------------------------------------------------------------


def _read_vocabularies(shelf: _Shelf) -> dict[str, Vocabulary]:
    vocabularies = {}
    for path in shelf.vocabularies:
        vocabulary, faults = read_vocabulary(shelf.draft.read(path), shelf.settings.relative(path), shelf.settings.codes)
        shelf.faults += faults
        vocabularies[vocabulary.name] = vocabulary
    return vocabularies


def _read_types(shelf: _Shelf, vocabularies: Mapping[str, Vocabulary]) -> tuple[dict[str, RecordType], dict[str, Compiled]]:
    settings = shelf.settings
    read = {
        name: (settings.relative(path), *read_type(shelf.draft.read(path), settings.relative(path), name, settings.codes))
        for name, path in shelf.declarations.items()
    }
    declared = {name: one for name, (_, one, _, _) in sorted(read.items(), key=lambda item: (item[1][1].order, item[0]))}
    types, compiled = {}, {}
    around = Surroundings(vocabularies, settings.codes, today())
    for name, one in declared.items():
        path, _, node, faults = read[name]
        faults += connect_faults(one, node, path, declared, vocabularies)
        shelf.faults += faults
        # A type with an error is not compiled: its records would only repeat the type's own faults.
        if all(fault.rule == "missing-label" for fault in faults):
            types[name], compiled[name] = one, compile_type(one, around)
    return types, compiled
