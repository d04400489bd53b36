"""Mends of addresses: what leads nowhere as it is written, and to one file only when it is written as files are called."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

from toolkit_builder.checks.faults import faults_of
from toolkit_builder.checks.links import meant_by_page, page_there
from toolkit_builder.checks.pictures import pictures_for
from toolkit_builder.checks.targets import addresses, is_internal, resolve, way_to
from toolkit_builder.model.fields import Field
from toolkit_builder.model.link_places import address_extent
from toolkit_builder.model.nodes import Node
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import Mapping as HeaderMap
from toolkit_builder.model.values import Node as Value
from toolkit_builder.model.values import Scalar
from toolkit_builder.model.values import Sequence as HeaderList
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Position
from toolkit_builder.reading.names import plain_name
from toolkit_builder.writing.fix.mends import Bench, Edit, Mend


def plain_path(path: str) -> str:
    """Return a path as names of files may be written: small letters, digits and hyphens."""
    *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "")
    return "/".join([*map(plain_name, folders), f"{plain_name(stem)}.{ending.lower()}" if dot else plain_name(stem)])


class Known:
    """What can be linked to and shown, by how its name may be written."""

    def __init__(self, bench: Bench) -> None:
        self.library = bench.library

    @cached_property
    def pages(self) -> Mapping[str, object]:
        """The files of records and pages, without their languages."""
        return addresses(self.library)

    @cached_property
    def _plain_pages(self) -> Mapping[str, set[str]]:
        return _by(plain_path, self.pages)

    @cached_property
    def _plain_pictures(self) -> Mapping[str, set[str]]:
        return _by(plain_path, self.library.media)

    def page(self, path: str) -> str:
        """Return the one file that can be meant by a path that is none; or ''."""
        if meant := meant_by_page(self.library, path, self.pages):
            return meant
        if meant := _only(self._plain_pages.get(plain_path(path), ())):
            return meant
        # Capitals or spaces, and a language as well.
        folder, slash, name = path.rpartition("/")
        stem, dot, endings = name.partition(".")
        return meant_by_page(self.library, plain_path(f"{folder}{slash}{stem}") + dot + endings.lower(), self.pages)

    def picture(self, record: Record | None, path: str) -> str:
        """Return the one picture that can be meant: of that name but for its letters, or of that name beside the record."""
        there = pictures_for(self.library, record)
        if found := _only(there & self._plain_pictures.get(plain_path(path), set())):
            return found
        beside = f"{record.id}/{plain_path(posixpath.basename(path))}" if record else ""
        return beside if beside in there else ""


def _by(plain: Callable[[str], str], names: Iterable[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        found[plain(name)].add(name)
    return found


def _only(found: Collection[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""


def internal(bench: Bench) -> Sequence[InternalLink]:
    """Return the links and pictures that lead to files of the toolkit, or would if there were such files."""
    return bench.once("internal links", lambda: [*_internal(bench)])


def leading_to(bench: Bench) -> Mapping[str, Sequence[InternalLink]]:
    """Return the links and pictures by the path that they lead to."""
    found: dict[str, list[InternalLink]] = defaultdict(list)
    for link in internal(bench):
        found[link.path].append(link)
    return found


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link or picture: in which text, to which path of the content folder ('' for its own page), with what behind it."""

    record: Record | None
    version: Version
    node: Node
    path: str
    behind: str


def _internal(bench: Bench) -> Iterator[InternalLink]:
    for record, version in bench.library.texts:
        for node in version.outline.nodes:
            if node.kind in ("link", "image") and node.target and is_internal(node.target):
                path = re.split("[?#]", node.target, maxsplit=1)[0]
                where = resolve(bench.library, version, path) if path else ""
                yield InternalLink(record, version, node, where, node.target[len(path) :])


def readdressed(bench: Bench, version: Version, node: Node, path: str, behind: str) -> Edit | None:
    """Return the edit after which a link leads to another path."""
    extent = address_extent(version.outline, node)
    return bench.edit_text(version, *extent, quote(way_to(bench.library, version, path), safe="/") + behind) if extent else None


def dead_link(bench: Bench) -> Iterator[Mend]:
    """Without the language, as a file of Markdown, in small letters: where there is such a record."""
    known = Known(bench)
    for link in internal(bench):
        if link.node.kind == "link" and link.path and link.path not in known.pages and link.path not in bench.library.media:
            meant = known.page(link.path)
            if meant and (edit := readdressed(bench, link.version, link.node, meant, link.behind)):
                yield Mend("dead-link", (link.version.path,), (edit,), unveils="#" in link.behind)


def missing_picture(bench: Bench) -> Iterator[Mend]:
    """The name of the picture as it is written, or its folder: where there is one such picture."""
    known = Known(bench)
    for link in internal(bench):
        if link.node.kind == "image" and link.path and link.path not in pictures_for(bench.library, link.record):
            meant = known.picture(link.record, link.path)
            if meant and (edit := readdressed(bench, link.version, link.node, meant, link.behind)):
                yield Mend("missing-picture", (link.version.path,), (edit,))
    yield from _files("missing-picture", bench)


def wrong_pattern(bench: Bench) -> Iterator[Mend]:
    """The name of the picture in a field, where there is one such picture; other patterns nobody can follow for somebody."""
    yield from _files("wrong-pattern", bench)


def _files(rule: str, bench: Bench) -> Iterator[Mend]:
    """Mend names of files in fields of pictures: a capital in one is against the pattern of such a name."""
    known = Known(bench)
    odd = {fault.position for fault in faults_of(bench.library, "wrong-pattern")}
    for record in bench.library.records.values():
        for file in image_files(record):
            is_odd = Position(record.original.path, file.line, file.column) in odd
            path = f"{record.id}/{file.text}"
            meant = known.picture(record, path) if path not in bench.library.media else ""
            if meant.rpartition("/")[0] == record.id and is_odd == (rule == "wrong-pattern"):
                edit = in_header(bench, record.original, file, meant)
                yield from (Mend(rule, (record.original.path,), (sure,)) for sure in [edit] if sure)


def image_files(record: Record) -> Iterator[Scalar]:
    """Yield the names of files in the fields of pictures, as they were typed, be they right or wrong."""
    for way in record.type.ways("image"):
        for image in _follow(record.original.header, way):
            if isinstance(image, HeaderMap) and isinstance(file := image.entries.get("file"), Scalar):
                yield file


def _follow(node: Value, way: tuple[Field, ...]) -> Iterator[Value]:
    values = [node]
    for field in way:
        found = [value.entries[field.name] for value in values if isinstance(value, HeaderMap) and field.name in value.entries]
        values = [item for value in found for item in (value.items if isinstance(value, HeaderList) else [value])]
    yield from values


def in_header(bench: Bench, version: Version, node: Scalar, path: str) -> Edit | None:
    """Return the edit after which a value of a header names another file."""
    return bench.replace(version.path, (node.line, node.column + node.quoted), node.text, posixpath.basename(path))


def unsafe_address(bench: Bench) -> Iterator[Mend]:
    """A path from the top of the toolkit as one from the record."""
    known = Known(bench)
    for _, version in bench.library.texts:
        for node in version.outline.nodes:
            if node.kind in ("link", "image") and node.target.startswith("/") and not node.target.startswith("//"):
                path = re.split("[?#]", node.target, maxsplit=1)[0]
                inside = posixpath.normpath(unquote(path[1:]))
                if inside in (bench.library.media if node.kind == "image" else known.pages):
                    edit = readdressed(bench, version, node, inside, node.target[len(path) :])
                    yield from (Mend("unsafe-address", (version.path,), (sure,)) for sure in [edit] if sure)


def dead_anchor(bench: Bench) -> Iterator[Mend]:
    """The name of a heading as it is written: in small letters, with hyphens."""
    known = addresses(bench.library)
    plain: dict[int, Mapping[str, set[str]]] = {}
    for link in internal(bench):
        version, (path, _, anchor) = link.version, link.node.target.partition("#")
        page = page_there(bench.library, version, path, known) if anchor and link.node.kind == "link" else None
        if page is None:
            continue
        if id(page) not in plain:
            plain[id(page)] = _by(_plain_anchor, page.outline.anchors)
        names = plain[id(page)].get(_plain_anchor(unquote(anchor)), ())
        extent = address_extent(version.outline, link.node)
        if unquote(anchor) not in names and (meant := _only(names)) and extent:
            start = version.outline.text.index("#", *extent) + 1
            if edit := bench.edit_text(version, start, extent[1], meant):
                yield Mend("dead-anchor", (version.path,), (edit,))


def _plain_anchor(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.casefold().replace("_", "-")))


MENDS = {
    "dead-link": dead_link,
    "missing-picture": missing_picture,
    "wrong-pattern": wrong_pattern,
    "unsafe-address": unsafe_address,
    "dead-anchor": dead_anchor,
}
