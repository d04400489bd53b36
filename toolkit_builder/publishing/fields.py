"""The fields of a record as they stand on a page: facts, lists, pictures, sections, groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit_builder.model.fields import GROUP_DISPLAYS, Field
from toolkit_builder.model.kinds import KINDS, Drawn, is_brief
from toolkit_builder.model.record import Record
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import Path
from toolkit_builder.model.versions import Version, part_name, place_of
from toolkit_builder.publishing.exercises import Span, answers_in, minutes_in, shuffled, starts_of
from toolkit_builder.publishing.frame import NO_FIELD
from toolkit_builder.publishing.parts import Block, Fact, Item, Picture, Prose, Section
from toolkit_builder.publishing.site import Reader

_MOST_FACTS = 4
"""How many facets are told at once, where a type does not say what matters."""


@dataclass(frozen=True, slots=True)
class Told:
    """A record as a reader is told it, in the best words that there are. ``path`` is the way to a value in its header."""

    record: Record
    reader: Reader

    def source(self, path: Path) -> Version:
        """Return the version whose words stand at ``path``: a translation may have none there."""
        versions = self.reader.site.library.versions_for(self.record, self.reader.language)
        return next((version for version in versions if _has(version, path)), self.record.original)

    def language(self, path: Path) -> str:
        """Return the language of the words at ``path`` where it is not the reader's, else ''."""
        language = self.source(path).language
        return "" if language == self.reader.language else language

    def prose(self, path: Path) -> Prose:
        """Return the rendered text of a field of Markdown."""
        source = self.source(path)
        return Prose(self.reader.site.html.get(place_of(source.path, part_name(path)), ""), self.language(path))

    def label(self, field: Field) -> Shown:
        """Return the name of a field."""
        return self.reader.label(field.label, field.name)


def _has(version: Version, path: Path) -> bool:
    value: Any = version.values
    try:
        for step in path:
            value = value[step]
    except (KeyError, IndexError):
        return False
    return True


def paths_of(field: Field, value: Any, above: Path = ()) -> list[tuple[Path, Any]]:
    """Return the values of a field, one or many, each with the way to it."""
    at = (*above, field.name)
    return [((*at, number), item) for number, item in enumerate(value)] if field.many else [(at, value)]


def filled(fields: Sequence[Field], values: Mapping[str, Any]) -> list[Field]:
    """Return the fields that hold something; an empty list is nothing to show."""
    return [field for field in fields if values.get(field.name) not in (None, [], {})]


def _has_entries(field: Field) -> bool:
    return KINDS[field.kind].drawn is Drawn.ENTRIES


def is_sources(field: Field) -> bool:
    """Whether a group lists sources: each of its entries has an address."""
    return _has_entries(field) and any(KINDS[part.kind].is_source and part.required for part in field.fields)


def is_list(field: Field) -> bool:
    """Whether a field is a list of sentences, drawn as one."""
    return field.many and KINDS[field.kind].is_line


def in_fact_sheet(field: Field) -> bool:
    """Whether a field stands in the fact sheet; all others have a place of their own."""
    return KINDS[field.kind].drawn is Drawn.FACT and not is_list(field) and field.display not in ("button", "status")


def _shown(field: Field, value: Any, path: Path, told: Told) -> Shown:
    shown = KINDS[field.kind].show(value, field, told.reader)
    return replace(shown, language=told.language(path)) if field.translate or field.per_language else shown


def fact_of(field: Field, value: Any, told: Told, above: Path = ()) -> Fact:
    """Return a field as a line of a fact sheet. ``above`` is the way to the group that it stands in."""
    values = [_shown(field, item, path, told) for path, item in paths_of(field, value, above)]
    return Fact(field.name, told.label(field), values, mark_of(field, value, told.reader), field.translate)


def is_marked(field: Field, reader: Reader) -> bool:
    """Whether a field's terms have an order that says something, and records are sorted by it."""
    is_choice = field.kind == "choice" and field.sort and not field.many
    return is_choice and reader.site.library.vocabularies[field.vocabulary].ordered


def strongest_first(fields: Sequence[Field], reader: Reader) -> list[Field]:
    """Return those of some fields that can be told in a few words, in the order in which readers are told them."""
    return sorted(filter(is_brief, fields), key=lambda field: not is_marked(field, reader))


def told_first(record_type: RecordType, facets: Sequence[Field], reader: Reader) -> list[Field]:
    """Return the fields that readers are told first: those that a type names, or else some of its facets."""
    named = record_type.key_fields
    return strongest_first(named, reader) if named else strongest_first(facets, reader)[:_MOST_FACTS]


def mark_of(field: Field, value: Any, reader: Reader) -> tuple[int, int] | None:
    """Return place and number of a term that records are sorted by: what the pile of books shows."""
    if not is_marked(field, reader):
        return None
    vocabulary = reader.site.library.vocabularies[field.vocabulary]
    return (vocabulary.rank(value) + 1, len(vocabulary.terms)) if value in vocabulary.terms else None


def strength_of(record: Record, reader: Reader) -> Fact | None:
    """Return how strong the evidence of a record is: its first term that records are sorted by."""
    for field in record.type.fields:
        value = reader.site.library.fact(record, field, reader.language)
        if value is not None and (mark := mark_of(field, value, reader)):
            return Fact(field.name, reader.label(field.label, field.name), [reader.term(field.vocabulary, value)], mark)
    return None


def _strength_behind(entry: Mapping[str, Any], fields: Sequence[Field], reader: Reader) -> Fact | None:
    """Return the strength of the record that an entry of a group refers to, if it refers to one that has any."""
    for part in fields:
        if part.kind == "reference" and not part.many:
            record = reader.site.library.records.get(f"{part.to}/{entry[part.name]}")
            if record and (strength := strength_of(record, reader)):
                return strength
    return None


def list_of(field: Field, values: Sequence[str], told: Told, above: Path = ()) -> Block:
    """Return a list of sentences."""
    items = [Item(_shown(field, value, path, told)) for path, value in paths_of(field, values, above)]
    return Block(field.name, told.label(field), items, field.display or "sentences")


def pictures_of(fields: Sequence[Field], values: Mapping[str, Any], told: Told, above: Path = ()) -> list[Picture]:
    """Return the pictures among some fields."""
    return [
        _picture(field, value, path, told)
        for field in fields
        if KINDS[field.kind].drawn is Drawn.PICTURE
        for path, value in paths_of(field, values[field.name], above)
    ]


def _picture(field: Field, value: Mapping[str, Any], path: Path, told: Told) -> Picture:
    licence = KINDS["licence"].show(value["licence"], NO_FIELD, told.reader) if "licence" in value else None
    alt = Shown(value["alt"], language=told.language((*path, "alt")))
    name = f"{told.record.id}/{value['file']}"
    return Picture(told.label(field), name, alt, value.get("credit", ""), licence)


def sections_of(fields: Sequence[Field], values: Mapping[str, Any], told: Told, above: Path = ()) -> list[Section]:
    """Return the fields of Markdown among some fields, rendered."""
    return [
        Section(field.name, told.label(field), [told.prose(path) for path, _ in paths_of(field, values[field.name], above)])
        for field in fields
        if KINDS[field.kind].drawn is Drawn.TEXT
    ]


def group_of(field: Field, values: Any, told: Told, above: Path = ()) -> Block:
    """Return a group, or a list of them, as a heading with entries."""
    entries = [(path, entry) for path, entry in paths_of(field, values, above) if entry]
    items = [_item(field, entry, told, path) for path, entry in entries]
    if field.display == "steps":
        spans = starts_of(field, [entry for _, entry in entries])
        items = [_timed(item, *span, field) for item, span in zip(items, spans, strict=True)]
    return Block(field.name, told.label(field), items, field.display or "entries")


def _timed(item: Item, start: str, end: str, field: Field) -> Item:
    """Give a step its time, which then is no fact beside others."""
    part = minutes_in(field)
    length = next((fact for fact in item.facts if part and fact.name == part.name), None)
    if length is None:
        return item
    facts = [fact for fact in item.facts if fact is not length]
    return replace(item, span=Span(start, end, length.values[0]), facts=facts)


def parts_of(fields: Sequence[Field], values: Mapping[str, Any], told: Told) -> list[Section | Block]:
    """Return what has a place of its own under a heading: texts, lists of sentences, and groups, in this order."""
    return [
        *sections_of(fields, values, told),
        *(list_of(field, values[field.name], told) for field in fields if is_list(field)),
        *(group_of(field, values[field.name], told) for field in fields if _has_entries(field) and not is_sources(field)),
    ]


def _item(field: Field, entry: Mapping[str, Any], told: Told, path: Path) -> Item:
    """Make one entry: the first text is its words; in a list of sources, the address goes with them."""
    there = [part for part in filled(field.fields, entry) if part.display != "hidden"]
    # Steps, questions and cards have whole sentences there, other entries a few words.
    lists = [part for part in there if is_list(part)] if field.display in (*GROUP_DISPLAYS, "way") else []
    main = next((part for part in there if KINDS[part.kind].is_line and not part.many), None)
    link = next((part for part in there if KINDS[part.kind].is_source and part.required and not part.many), None)
    text = _shown(main, entry[main.name], (*path, main.name), told) if main else Shown("")
    if link:
        web = KINDS[link.kind].show(entry[link.name], link, told.reader)
        text = replace(text, text=text.text or web.text, href=web.href)
    item = Item(
        text,
        strength=_strength_behind(entry, there, told.reader),
        facts=[
            fact_of(part, entry[part.name], told, path)
            for part in there
            if part not in (main, link, *lists) and not KINDS[part.kind].is_block
        ],
        pictures=pictures_of(there, entry, told, path),
        sections=sections_of(there, entry, told, path),
        lists=[list_of(part, entry[part.name], told, path) for part in lists],
        groups=[group_of(part, entry[part.name], told, path) for part in there if _has_entries(part)],
    )
    return _with_answers(item, field, entry, told, path) if field.display == "questions" else item


def _with_answers(item: Item, field: Field, entry: Mapping[str, Any], told: Told, path: Path) -> Item:
    """Give a question its answers in another order than they were typed in, and the right one in words, not by its number."""
    choice = answers_in(field)
    typed = next((block for block in item.lists if choice and block.name == choice[0].name), None)
    right = entry.get(choice[1].name) if choice else None
    if choice is None or typed is None or right is None:
        return item
    right = int(right)  # Somebody may have typed 3.0.
    texts = [answer.text for answer in typed.items]
    seed = " ".join(map(str, (told.record.id, *path)))
    facts = [replace(fact, values=texts[right - 1 : right]) if fact.name == choice[1].name else fact for fact in item.facts]
    lists = [block for block in item.lists if block is not typed]
    return replace(item, answers=shuffled(texts, right, seed), facts=facts, lists=lists)
