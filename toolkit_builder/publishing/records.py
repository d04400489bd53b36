"""A record's page."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit_builder.addresses import cover_path
from toolkit_builder.model.citations import Citation
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record, Status
from toolkit_builder.model.shown import Shown
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Version
from toolkit_builder.model.vocabulary import Labels
from toolkit_builder.model.ways import ways_through
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.contents import entries_around, entries_of
from toolkit_builder.publishing.fields import (
    Told,
    fact_of,
    filled,
    group_of,
    in_fact_sheet,
    is_sources,
    parts_of,
    pictures_of,
    told_first,
)
from toolkit_builder.publishing.frame import NO_FIELD, alternates_of, notice_of
from toolkit_builder.publishing.parts import Block, Fact, Freshness, InLanguage, Item, Kin, Stop
from toolkit_builder.publishing.sheets import cut_text, sheets_of
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import RecordView


def record_view(site: Site, record: Record, language: str) -> RecordView:
    """Return a record's page for the readers of a language."""
    reader, version = Reader(site, language, f"{record.id}.html"), site.library.shown(record, language)
    values = site.library.values(record, language)
    visible = [field for field in filled(record.type.fields, values) if field.display != "hidden"]
    told = Told(record, reader)
    status = [fact_of(field, values[field.name], told) for field in visible if field.display == "status"]
    there = [field for field in visible if field.display != "status"]
    keys, facts, details, others = _facts(record.type, there, values, told)
    canonical = reader.canonical(language if language in record.languages else version.language)
    licence = KINDS["licence"].show(record.facts.get("license", site.library.settings.licence), NO_FIELD, reader)
    before = parts_of([field for field in there if field.lead], values, told)
    after = parts_of([field for field in there if not field.lead], values, told)
    sources = [group_of(field, values[field.name], told) for field in there if is_sources(field)]
    body = reader.site.html.get(version.place, "")
    cut = cut_text(body, record, version, reader)
    return RecordView(
        reader=reader,
        title=version.title,
        summary=version.summary,
        language=version.language,
        canonical=canonical,
        alternates=alternates_of(reader, record.languages),
        body=body,
        first=cut.first,
        pieces=cut.rest,
        sheets=sheets_of(before, cut, after, reader),
        shelf=record.type,
        notice=notice_of(record, reader, version),
        contents=entries_around(
            entries_of(record, version, reader, least=0), before, [*after, *_standing(status, reader), *sources], cut
        ),
        record=record,
        book=book_of(record, reader),
        keys=keys,
        facts=facts,
        details=details,
        others=others,
        pictures=pictures_of(there, values, told),
        before=before,
        after=after,
        status=status,
        sources=sources,
        places=_places(there, values, reader),
        ways=_ways(record, reader),
        builds_on=_builds_on(record, values, reader),
        used_by=_used_by(record, reader),
        related=_related(record, reader),
        freshness=_freshness(record, reader),
        languages=_languages(record, reader),
        licence=licence,
        citation=_citation(record, version, licence, canonical, reader),
        source_path=version.path,
    )


def _standing(status: Sequence[Fact], reader: Reader) -> list[Block]:
    """Return the place of what is told of how sure a record is; no field has such a name."""
    return [Block("how-sure", Shown(reader.word("How sure this is")), [])] if status else []


def _facts(
    record_type: RecordType, there: Sequence[Field], values: Mapping[str, Any], told: Told
) -> tuple[list[Fact], list[Fact], list[Fact], list[Fact]]:
    """Return the facts under the title, those before the text, those that are long, and all others."""
    facts = {field.name: fact_of(field, values[field.name], told) for field in there if in_fact_sheet(field)}
    facets = [field for field in record_type.fields if field.facet]
    first = [field.name for field in told_first(record_type, facets, told.reader) if field.name in facts]
    keys = [facts[name] for name in first if not facts[name].is_long]
    rest = [(field, facts[field.name]) for field in there if field.name in facts and facts[field.name] not in keys]
    # What matters and is too long for the place under the title comes next.
    lead = [fact for field, fact in rest if field.lead or field.name in first]
    behind = [fact for field, fact in rest if fact not in lead]
    return keys, lead, [fact for fact in behind if fact.is_long], [fact for fact in behind if not fact.is_long]


def _places(there: Sequence[Field], values: Mapping[str, Any], reader: Reader) -> list[Shown]:
    """Return the ways to the thing itself, each as what its button says."""
    buttons = [field for field in there if field.display == "button"]
    return [replace(reader.label(field.label, field.name), href=values[field.name]) for field in buttons]


def _ways(record: Record, reader: Reader) -> list[Stop]:
    return [
        Stop(
            reader.record(way.source), way.stop, way.stops,
            reader.record(way.before) if way.before else None,
            reader.record(way.after) if way.after else None,
            way.is_main,
        )
        for way in ways_through(reader.site.library, record)
    ]  # fmt: skip


def _builds_on(record: Record, values: Mapping[str, Any], reader: Reader) -> list[Block]:
    """Return the records that this one refers to, field by field. Groups show their references in their entries."""
    blocks = []
    for field in filled(record.type.fields, values):
        if field.kind == "reference":
            slugs = values[field.name] if field.many else [values[field.name]]
            items = [_linked(f"{field.to}/{slug}", reader) for slug in slugs]
            blocks.append(Block(field.to, reader.label(field.label, field.name), items))
    return blocks


def _used_by(record: Record, reader: Reader) -> list[Block]:
    """Return the records that refer to this one, by type and heading, each once, by their titles."""
    found: dict[tuple[str, str], tuple[Labels, dict[str, Item]]] = {}
    for reference in reader.site.library.back_references.get(record.id, ()):
        source = reader.site.library.records[reference.source]
        last = reference.fields[-1]
        labels = last.inverse or source.type.plural
        _, items = found.setdefault((source.type.name, str(sorted(labels.items()))), (labels, {}))
        items.setdefault(source.id, _linked(source.id, reader))
    return [
        Block(name, reader.label(labels, name), sorted(items.values(), key=lambda item: reader.letters.key(item.text.text)))
        for (name, _), (labels, items) in found.items()
    ]


def _linked(record_id: str, reader: Reader) -> Item:
    record = reader.site.library.records.get(record_id)
    return Item(reader.record(record_id), cover=reader.root + cover_path(record.id) if record else "")


def _related(record: Record, reader: Reader) -> list[Kin]:
    library = reader.site.library
    nearest = sorted(
        reader.site.related[record.id],
        key=lambda kin: (-kin.weight, reader.letters.key(reader.record(kin.record_id).text)),
    )
    return [
        Kin(
            reader.record(kin.record_id),
            reader.root + cover_path(other.id),
            reader.label(other.type.label, other.type.name),
            [KINDS[part.kind].show(value, part, reader) for part, value in kin.shared],
        )
        for kin in nearest
        if (other := library.records[kin.record_id])
    ]


def _freshness(record: Record, reader: Reader) -> Freshness | None:
    if "checked" not in record.facts:
        return None
    months = reader.site.library.settings.months_between_checks(record.type.name)
    checked = date.fromisoformat(record.facts["checked"])
    until = _months_later(checked, months).isoformat() if months else ""
    is_over = bool(months) and until < reader.site.date
    return Freshness(reader.date(record.facts["checked"]), until, months, is_over)


def _months_later(day: date, months: int) -> date:
    """Return the same day some months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date.max if year > date.max.year else date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _languages(record: Record, reader: Reader) -> list[InLanguage]:
    said = {
        Status.ORIGINAL: reader.word("Original"),
        Status.CURRENT: reader.word("Translation"),
        Status.BEHIND: reader.word("Needs an update"),
        Status.MACHINE: reader.word("Machine translation"),
        Status.NOT_KNOWN: reader.word("Not compared with the original"),
        Status.UNTOUCHED: reader.word("Begun, not yet translated"),
        Status.MISSING: reader.word("Missing"),
        Status.LEFT_OUT: reader.word("Left out on purpose"),
    }
    return [
        InLanguage(language.name, language.code, reader.here(language.code), status, said[status])
        for language in reader.site.library.settings.languages
        if language.code in reader.site.edition.languages
        for status in [record.status(language.code)]
    ]


def _citation(record: Record, version: Version, licence: Shown, canonical: str, reader: Reader) -> Citation:
    site = reader.site
    return Citation(
        key=record.id.replace("/", "-"),
        title=version.title,
        authors=record.facts.get("authors", ()),
        year=str(record.facts.get("created", site.date))[:4],
        within=site.library.settings.name,
        mark=" ".join((reader.word("Shelf mark"), record.type.mark, "·", record.slug)),
        licence=licence.text,
        address=canonical,
        language=version.language,
    )
