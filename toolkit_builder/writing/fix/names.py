"""Mends of names of files, and of all that leads to those files: links in every language, and fields of pictures."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from toolkit_builder.checks.faults import faults_of
from toolkit_builder.reading.finding import PICTURES
from toolkit_builder.reading.names import is_good
from toolkit_builder.writing.fix.links import image_files, in_header, leading_to, plain_path, readdressed
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend


def bad_name(bench: Bench) -> Iterator[Mend]:
    """Small letters, digits and hyphens: of pictures, and of records with all their languages."""
    names: dict[str, str] = {}
    records: dict[str, list[str]] = defaultdict(list)
    for fault in faults_of(bench.library, "bad-name"):
        path = PurePosixPath(fault.position.path)
        inside = path.as_posix().removeprefix(bench.library.prefix)
        if not fault.details["meant"] or fault.details["long"]:
            continue
        if path.suffix.lower() in PICTURES:
            # Where the folder of a whole type has to be renamed, a picture alone would be parted from it.
            if "/" in inside and not is_good(inside.partition("/")[0]):
                continue
            names[path.as_posix()] = bench.library.prefix + plain_path(inside)
        elif path.suffix == ".md":
            stem = path.name.removesuffix(".md").rpartition(".")[0]
            records[path.with_name(stem).as_posix()].append(path.as_posix())
    names = _free(bench, {old: new for old, new in names.items() if _is_whole(new)})
    for old, new in names.items():
        yield from _picture(bench, old, new)
    wanted = Counter(plain_path(whole) for whole in records)
    for whole, paths in records.items():
        if wanted[plain_path(whole)] == 1:
            yield from _record(bench, whole, paths)


def _is_whole(path: str) -> bool:
    """Whether a name is left of all parts of a path: none was of letters of another script."""
    return all(part and not part.startswith(".") for part in path.split("/"))


def _free(bench: Bench, names: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would take the place of another file."""
    wanted = Counter(names.values())
    return {old: new for old, new in names.items() if wanted[new] == 1 and not bench.is_taken(new, by=[old])}


def _picture(bench: Bench, old: str, new: str) -> Iterator[Mend]:
    before, after = (name.removeprefix(bench.library.prefix) for name in (old, new))
    edits = [*_links_to(bench, before, after)]
    for record in bench.library.records.values():
        if posixpath.dirname(after) == record.id:
            for file in image_files(record):
                if file.text == posixpath.basename(before):
                    edits.append(in_header(bench, record.original, file, after))
    if None not in edits:
        yield Mend("bad-name", (old,), tuple(edit for edit in edits if edit), {old: new}, unveils=True)


def _links_to(bench: Bench, before: str, after: str) -> Iterator[Edit | None]:
    links = bench.once("links by path", lambda: leading_to(bench)).get(before, ())
    # Two links by the same name share the address.
    yield from dict.fromkeys(readdressed(bench, link.version, link.node, after, link.behind) for link in links)


def _record(bench: Bench, whole: str, paths: list[str]) -> Iterator[Mend]:
    """Rename all languages of a record at once; with the links to it."""
    folder, _, stem = whole.rpartition("/")
    before, after = (name.removeprefix(bench.library.prefix) for name in (whole, f"{folder}/{plain_path(stem)}"))
    names = {path: f"{folder}/{plain_path(stem)}{path.removeprefix(whole)}" for path in paths}
    others = PurePosixPath(f"{folder}/{plain_path(stem)}")
    is_there = any(bench.on_disk(folder).glob(f"{others.name}.*.md"))
    if _is_whole(others.as_posix()) and not is_there and len(_free(bench, names)) == len(paths):
        edits = [*_links_to(bench, f"{before}.md", f"{after}.md")]
        if None not in edits:
            yield Mend("bad-name", tuple(paths), tuple(edit for edit in edits if edit), names, unveils=True)


def unknown_language(bench: Bench) -> Iterator[Mend]:
    """The code of a language as the toolkit writes it: `pt-BR`, not `pt_BR` or `pt-br`."""
    names = {}
    for fault in faults_of(bench.library, "unknown-language"):
        path, typed = fault.position.path, str(fault.details["language"])
        known = {code.casefold(): code for code in bench.library.settings.codes}
        meant = known.get(typed.replace("_", "-").casefold())
        if meant and path.endswith(f".{typed}.md"):
            names[path] = f"{path.removesuffix(f'{typed}.md')}{meant}.md"
    for old, new in _free(bench, names).items():
        yield Mend("unknown-language", (old,), (), {old: new}, unveils=True)


def unexpected_file(bench: Bench) -> Iterator[Mend]:
    """`.yml` in place of `.yaml`, `.md` in place of `.MD`."""
    names = {}
    for fault in faults_of(bench.library, "unexpected-file"):
        path = fault.position.path
        stem, _, ending = path.rpartition(".")
        if ending == "yaml":
            names[path] = f"{stem}.yml"
        elif ending.lower() == "md" != ending:
            names[path] = f"{stem}.md"
    for old, new in _free(bench, names).items():
        yield Mend("unexpected-file", (old,), (), {old: new}, unveils=True)


MENDS = {"bad-name": bad_name, "unknown-language": unknown_language, "unexpected-file": unexpected_file}
