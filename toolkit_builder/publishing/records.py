"""A record's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel import dates

from toolkit_builder.model.kinds import KINDS, Shown
from toolkit_builder.model.record import Record
from toolkit_builder.model.vocabulary import Labels
from toolkit_builder.publishing.books import book_of
from toolkit_builder.publishing.fields import (
    Told,
    fact_of,
    filled,
    group_of,
    in_fact_sheet,
    is_list,
    is_sources,
    list_of,
    pictures_of,
    sections_of,
)
from toolkit_builder.publishing.frame import NO_FIELD, alternates_of, html_at, notice_of
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.views import Block, Item, RecordView


def record_view(site: Site, record: Record, language: str) -> RecordView:
    """Return a record's page for the readers of a language."""
    reader = Reader(site, language, f"{record.id}.html")
    version = site.library.shown(record, language)
    values = site.library.values(record, language)
    there = filled(record.type.fields, values)
    told = Told(record, reader)
    settings = site.library.settings
    return RecordView(
        reader=reader,
        title=version.title,
        summary=version.summary,
        language=version.language,
        canonical=reader.canonical(language if language in record.languages else version.language),
        alternates=alternates_of(reader, record.languages),
        body=html_at(version.place, reader),
        shelf=record.type,
        notice=notice_of(record, reader, version),
        record=record,
        book=book_of(record, reader),
        facts=[fact_of(one, values[one.name], told) for one in there if in_fact_sheet(one)],
        pictures=pictures_of(there, values, told),
        sections=sections_of(there, values, told),
        lists=[list_of(one, values[one.name], told) for one in there if is_list(one)],
        groups=[group_of(one, values[one.name], told) for one in there if one.kind == "group" and not is_sources(one)],
        sources=[group_of(one, values[one.name], told) for one in there if is_sources(one)],
        builds_on=_builds_on(record, values, reader),
        used_by=_used_by(record, reader),
        checked=_date(record.facts.get("checked"), reader),
        licence=KINDS["licence"].show(record.facts.get("license", settings.licence), NO_FIELD, reader),
        authors=", ".join(record.facts.get("authors", ())),
        year=str(record.facts.get("created", site.date))[:4],
        source_path=version.path,
    )


def _builds_on(record: Record, values: Mapping[str, Any], reader: Reader) -> list[Block]:
    """Return the records that this one refers to, field by field. Groups show their references in their entries."""
    blocks = []
    for one in filled(record.type.fields, values):
        if one.kind == "reference":
            slugs = values[one.name] if one.many else [values[one.name]]
            items = [Item(reader.record(f"{one.to}/{slug}")) for slug in slugs]
            blocks.append(Block(one.to, reader.label(one.label, one.name), items))
    return blocks


def _used_by(record: Record, reader: Reader) -> list[Block]:
    """Return the records that refer to this one, by type and heading, each once."""
    found: dict[tuple[str, str], tuple[Labels, dict[str, Shown]]] = {}
    for reference in reader.site.library.back_references.get(record.id, ()):
        source = reference.source
        last = reference.fields[-1]
        labels = last.inverse or source.type.plural
        _, items = found.setdefault((source.type.name, str(sorted(labels.items()))), (labels, {}))
        items.setdefault(source.id, reader.record(source.id))
    return [
        Block(name, reader.label(labels, name), [Item(shown) for shown in items.values()])
        for (name, _), (labels, items) in found.items()
    ]


def _date(iso: str | None, reader: Reader) -> str:
    return dates.format_date(date.fromisoformat(iso), "long", reader.locale) if iso else ""
