"""The content folder to a library: find the files, read each, put records together."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit_builder.clock import today
from toolkit_builder.model.alphabet import LETTERS
from toolkit_builder.model.kinds import Surroundings
from toolkit_builder.model.library import SITE_FOLDERS, Library, values_of_kind
from toolkit_builder.model.passages import Digest
from toolkit_builder.model.record import Record, Translation, Version, part_name
from toolkit_builder.model.types import PAGE, Compiled, RecordType, compile_type
from toolkit_builder.model.values import EMPTY, Scalar, child, locate
from toolkit_builder.model.values import Path as ValuePath
from toolkit_builder.model.vocabulary import Vocabulary, closest
from toolkit_builder.problems import Fault, Position
from toolkit_builder.reading.declarations import connect_faults, read_type, read_vocabulary
from toolkit_builder.reading.draft import AS_IT_IS, Draft
from toolkit_builder.reading.drawings import Refusal, read_drawing
from toolkit_builder.reading.header import MAX_BYTES, read_document
from toolkit_builder.reading.leftovers import copied_from, is_left_over, sort_of
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.reading.pictures import is_of_its_kind
from toolkit_builder.reading.validation import validate
from toolkit_builder.reading.yaml import CUT_SHORT
from toolkit_builder.settings import Settings

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".svg"})
VOCABULARIES = "_vocabularies"
MAX_NAME = 64

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


@dataclass(frozen=True, slots=True)
class _File:
    """A content file, by its parts: `models/duo.en.md` is folder `models`, slug `duo`, language `en`."""

    path: Path
    name: str
    """Relative to the root, with ``/``."""
    folder: str
    slug: str
    language: str


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
    unread: set[str] = field(default_factory=set)
    """Records that are there but cannot be read, be it for their name: links to them are not dead."""
    unread_types: set[str] = field(default_factory=set)

    def leave_out(self, path: Path) -> None:
        """Remember that a text is there, although nobody can read it."""
        place = PurePosixPath(path.relative_to(self.settings.content).as_posix())
        self.unread.add(place.with_name(place.name.partition(".")[0]).as_posix())

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
    page_model = compile_type(PAGE, around)
    versions: dict[str, dict[str, list[Version]]] = defaultdict(lambda: defaultdict(list))
    for file in shelf.texts:
        # The folder of a type that cannot be read: the type's own fault says enough.
        if file.folder and file.folder not in types:
            shelf.leave_out(file.path)
            continue
        version, faults = _read_version(
            file, draft.read(file.path), compiled.get(file.folder, page_model), types.get(file.folder, PAGE)
        )
        shelf.faults += faults
        versions[file.folder][file.slug].append(version)
    pages: dict[str, Record] = {}
    records: dict[str, Record] = {}
    loose: dict[str, tuple[Version, ...]] = {}
    for name in ("", *types):
        for slug, parts in sorted(versions[name].items()):
            record = _put_together(types.get(name, PAGE), slug, parts)
            if record is None:
                loose[f"{name}/{slug}".lstrip("/")] = tuple(parts)
            else:
                (records if name else pages)[record.id] = record
    for record_id in shelf.unread - records.keys() - pages.keys():
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
    )


def _put_together(record_type: RecordType, slug: str, parts: list[Version]) -> Record | None:
    originals = [part for part in parts if not isinstance(part, Translation)]
    translations = {part.language: part for part in parts if isinstance(part, Translation)}
    if len(originals) != 1:
        return None
    return Record(record_type, slug, originals[0], dict(sorted(translations.items())))


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
            fingerprint=tuple(digest for typed in block.get("fingerprint", ()) if (digest := Digest.parse(typed))),
            reviewed=block.get("reviewed", ()),
        )
    found_fields = values_of_kind("markdown", record_type, values)
    return replace(version, fields=tuple(_field_as_text(version, path, text) for path, text in found_fields)), faults


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
            if _good_name(folders[0], path, shelf):
                shelf.declarations[folders[0]] = path
            else:
                shelf.unread_types.add(folders[0])
        elif folders == (VOCABULARIES,) and relative.suffix == ".yml":
            shelf.vocabularies.append(path)
        elif relative.suffix == ".md" and len(folders) <= 1 and not relative.as_posix().startswith("_"):
            _take_text(path, folders[0] if folders else "", shelf)
        elif relative.suffix.lower() in PICTURES:
            _take_picture(path, relative, shelf)
        else:
            sort = sort_of(path.name)
            shelf.fault("unexpected-file", path, name=path.name, sort=sort, meant=_name_of_text(path.name, settings))
            if sort in ("renamed", "text"):
                shelf.leave_out(path)
            if relative.name in ("_type.yaml", "type.yml", "type.yaml"):
                shelf.unread_types.add(folders[0] if folders else "")
    _take_out_without_type(shelf)
    _find_months_without_type(shelf)


def _find_months_without_type(shelf: _Shelf) -> None:
    """Hold against the types what mkdocs.yml says about them."""
    known = sorted({*shelf.declarations, *shelf.unread_types, "default"})
    for name in shelf.settings.recheck_months:
        if name not in known:
            where = shelf.settings.places[f"recheck_months.{name}"]
            details = {"name": name, "meant": closest(name, {one: one for one in known}), "known": known, "certain": True}
            shelf.faults.append(Fault("unknown-setting", where, field="recheck_months", details=details))


def _take_out_without_type(shelf: _Shelf) -> None:
    kept = []
    for file in shelf.texts:
        if not file.folder or file.folder in shelf.declarations:
            kept.append(file)
            continue
        shelf.leave_out(file.path)
        if file.folder not in shelf.unread_types:
            shelf.fault("no-type", file.path, folder=file.folder, known=sorted(shelf.declarations))
    shelf.texts = kept


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
            shelf.leave_out(path)
        elif stat.S_ISDIR(mode):
            yield from _walk(path, shelf)
        elif stat.S_ISREG(mode) and (own := copied_from(path.name, names)):
            shelf.fault("second-copy", path, name=path.name, own=own)
        elif stat.S_ISREG(mode):
            yield shelf.draft.name(path)
        else:
            shelf.fault("not-a-file", path)


def _good_name(name: str, path: Path, shelf: _Shelf) -> bool:
    if WINDOWS_DEVICE.match(name):
        shelf.fault("reserved-name", path, name=name)
    elif not _NAME.match(name) or len(name) > MAX_NAME:
        shelf.fault("bad-name", path, name=name, meant=plain_name(name), limit=MAX_NAME, long=bool(_NAME.match(name)))
    else:
        return True
    return False


def plain_name(name: str) -> str:
    """Return the name that was probably meant; '' where letters of another script would be lost."""
    without = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    if any(one.isalpha() and not unicodedata.name(one, "").startswith("LATIN") for one in without):
        return ""
    plain = "".join(one for one in without if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_NAME].rstrip("-")


def _name_of_text(name: str, settings: Settings) -> str:
    """Return what a text that is no Markdown would be called: `duo.de.md` for `Duo.de.docx`."""
    stem, _, language = name.rpartition(".")[0].rpartition(".")
    if not stem or not re.fullmatch("[a-z]{2,3}(-[A-Za-z]{2,4})*", language):
        stem, language = name.rpartition(".")[0], settings.default_language
    return f"{plain_name(stem) or '...'}.{language}.md"


def _take_text(path: Path, folder: str, shelf: _Shelf) -> None:
    stem, _, language = path.name.removesuffix(".md").rpartition(".")
    known = shelf.settings.codes
    if not stem:
        twins = sorted(path.parent.glob(f"{path.stem}.*.md"))
        twin = twins[0].name if twins else ""
        meant = f"{plain_name(path.stem) or path.stem}.{shelf.settings.default_language}.md"
        shelf.fault("no-language", path, name=path.name, twin=twin, meant=meant)
        shelf.leave_out(path)
    elif language not in known:
        shelf.fault("unknown-language", path, language=language, known=list(known))
        shelf.leave_out(path)
    elif _good_name(stem, path, shelf):
        shelf.texts.append(_File(path, shelf.settings.relative(path), folder, stem, language))


def _take_picture(path: Path, relative: Path, shelf: _Shelf) -> None:
    if (size := shelf.draft.size(path)) > 4 * MAX_BYTES:
        shelf.fault("file-too-large", path, size=size, limit=4 * MAX_BYTES)
    elif all(_good_name(name, path, shelf) for name in (*relative.parts[:-1], path.stem)):
        if path.suffix != path.suffix.lower():
            shelf.fault("bad-name", path, name=path.name, meant=path.stem + path.suffix.lower(), limit=MAX_NAME, long=False)
            return
        # A picture with a fault is there all the same: texts that show it are right.
        shelf.media.add(relative.as_posix())
        data = shelf.draft.read(path)
        if not is_of_its_kind(data, path.suffix):
            shelf.fault("unsafe-picture", path, kind=path.suffix[1:])
        elif path.suffix == ".svg" and isinstance(refusal := read_drawing(data), Refusal):
            where = Position(shelf.settings.relative(path), refusal.line, refusal.column)
            details = {"kind": "svg", "found": refusal.found, "reason": refusal.reason}
            shelf.faults.append(Fault("unsafe-picture", where, details=details))


def _addresses(shelf: _Shelf) -> Mapping[str, tuple[str, ...]]:
    """Return which files want which address, case folded: on Windows and macOS `A.html` is `a.html`.

    '' is the site itself, which was there first.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    settings = shelf.settings
    wanted["404.html"].append("")
    for language in settings.codes:
        prefix = "" if language == settings.default_language else f"{language}/"
        wanted[f"{prefix}everything.html"].append("")
    for folder, path in shelf.declarations.items():
        # A type called `de` would stand where the German pages are; on Windows, `pt-br` where those of `pt-BR` are.
        if folder in map(str.casefold, settings.codes) or folder in SITE_FOLDERS:
            wanted[f"{folder}/"] += ["", settings.relative(path)]
        for language in settings.codes:
            prefix = "" if language == settings.default_language else f"{language}/"
            wanted[f"{prefix}{folder}/index.html"].append(settings.relative(path))
    for file in shelf.texts:
        page = PurePosixPath(file.folder, f"{file.slug}.html").as_posix()
        prefix = "" if file.language == settings.default_language else f"{file.language}/"
        # Where a type takes the whole folder of a language, that was told.
        if f"{file.language}/" not in wanted:
            wanted[(prefix + page).casefold()].append(file.name)
    return {address: tuple(files) for address, files in wanted.items()}


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
