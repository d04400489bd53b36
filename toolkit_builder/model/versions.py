"""A version of a record: one file in one language, the original or a translation of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any

from toolkit_builder.model.fields import Field
from toolkit_builder.model.nodes import Place
from toolkit_builder.model.packed import Packed
from toolkit_builder.model.passages import Digest, Passage
from toolkit_builder.model.text import Outline
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import EMPTY, Path, locate
from toolkit_builder.model.values import Mapping as HeaderMap

_ABBREVIATION = 3
"""Letters before a colon that may only be those of what follows: `TOP: Tutoring Online Program`."""


def part_name(path: Path) -> str:
    """Name a value in a header; people count from 1: `steps.2.advice` is the advice of the second step."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def place_of(path: str, part: str = "") -> str:
    """Return what names a text in the whole library: the path of its file; with the field where it is a field's value."""
    return f"{path}#{part}" if part else path


@dataclass(frozen=True)
class Version(Packed):
    """One file of a record: what it says in one language."""

    language: str
    path: str
    """Relative to the root, with ``/``."""
    header: HeaderMap
    """What was typed, with positions."""
    values: Mapping[str, Any]
    """What was typed, checked and converted; only what is right."""
    text_line: int
    outline: Outline
    part: str = ""
    """Where its text is the value of a field, and not what stands below the header: the field's name (`steps.2.advice`)."""
    indent: int = 0
    """How many characters stand before each line of its text in the file."""
    fields: tuple[Version, ...] = ()
    """The values of fields of Markdown, each as a version with that value in place of the text."""
    digest: str = ""
    """A hash of the whole file."""
    # With a plain default the class would have it, and what was put away would never be asked for.
    typed: str = dataclass_field(default_factory=str)
    """Its header as it was typed, without the `---`: who corrects it in the browser gets back what they did not touch."""

    puts_away = ("header", "typed")
    keeps = ("is_read", "refused")

    def put_away(self, name: str) -> bytes:
        """Return the header as bytes; none where it could not be read."""
        if name == "typed":
            return zlib.compress(self.typed.encode(), 1)
        return super().put_away(name) if self.is_read else b""

    def take_out(self, name: str, data: bytes) -> HeaderMap | str:
        """Return the header from its bytes."""
        if name == "typed":
            return zlib.decompress(data).decode()
        header: HeaderMap = super().take_out(name, data) if data else EMPTY
        return header

    def pack(self) -> None:
        """Pack header, text and fields; these have the same header."""
        super().pack()
        self.outline.pack()
        for part in self.fields:
            part.__dict__["_packed"] = self.__dict__["_packed"]
            part.pack()

    @property
    def text(self) -> str:
        """The Markdown text: what stands below the header, or the value of the field."""
        return self.outline.text

    @property
    def place(self) -> str:
        """What names this text in the whole library: the path of its file, and the field where it is a field's value."""
        return place_of(self.path, self.part)

    def passages(self, record_type: RecordType) -> tuple[Passage, ...]:
        """Return the passages in the order of the type's fields, then of the text."""
        sections = self.outline.sections
        in_text = (Passage(f"# {section.title}", section.text, (), self.outline, section) for section in sections)
        return (*self.passages_in_header(record_type), *in_text)

    def passages_in_header(self, record_type: RecordType) -> Iterator[Passage]:
        """Yield those of them that are fields."""
        parts = {field.part: field for field in self.fields}
        for path, text in _translated_texts(record_type.all_fields, self.values, ()):
            name = part_name(path)
            outline = parts[name].outline if name in parts else None
            yield Passage(name, text, path, outline)

    def place_of(self, passage: Passage) -> Place:
        """Return line and column in the file of one of its passages; of a field that it lacks, of the nearest one above."""
        return self.outline.place(passage.section.start) if passage.section else locate(self.header, passage.path)

    @cached_property
    def is_read(self) -> bool:
        """Whether its header could be read. Otherwise it may say anything, and be a draft."""
        return self.header is not EMPTY

    @cached_property
    def refused(self) -> tuple[str, ...]:
        """The fields of its header that hold something, but nothing right; and names that are none of a field."""
        return tuple(name for name, node in self.header.entries.items() if name not in self.values and node.plain is not None)

    @property
    def title(self) -> str:
        """The title; the file's name where none was given."""
        return str(self.values.get("title") or self.path.rpartition("/")[2].partition(".")[0])

    @property
    def short(self) -> str:
        """What it is called where there is little room; without a short title, by what stands before a colon."""
        if short := self.values.get("short"):
            return str(short)
        # A colon within a word parts nothing: 10:30, Schüler:innen.
        name = self.title.partition(": ")[0].strip()
        return name if len(name) > _ABBREVIATION else self.title

    @property
    def summary(self) -> str:
        """One sentence."""
        return str(self.values.get("summary", ""))


def _translated_texts(fields: Sequence[Field], values: Mapping[str, Any], above: Path) -> Iterator[tuple[Path, str]]:
    for field in fields:
        value = values.get(field.name)
        if value is None or field.per_language or not field.translatable:
            continue
        for at, item in items_at((*above, field.name), value, field.many):
            if field.fields:
                yield from _translated_texts(field.fields, item, at)
            else:
                yield at, str(item)


def items_at(path: Path, value: Any, many: bool) -> list[tuple[Path, Any]]:
    """Return each entry of a list with its path, or the only value with its own."""
    return [((*path, number), item) for number, item in enumerate(value)] if many else [(path, value)]


@dataclass(frozen=True)
class Translation(Version):
    """A version that was made from another one."""

    of: str = ""
    method: str = ""
    fingerprint: tuple[Digest, ...] = ()
    reviewed: Sequence[Mapping[str, Any]] = ()
    """Who looked at it: `on` (a date) and `by` (names) of each time."""
