"""What the form knows by which people without an account add, correct and translate records.

``data/forms/<language>.js``     the types with their fields and words, the vocabularies, what is on each shelf, and the
                                 sentences of the rules, in the words of a reader
``data/forms/records/<id>.js``   a record with its files as they were typed

They call ``toolkit.take(name, data)``, as all data of the site do: pages opened from the disk may load nothing else. The shapes
of both stand in `.ci/scripts/form.d.ts`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import pairwise
from typing import Any

from toolkit_builder.addresses import FORMS
from toolkit_builder.exports.form_sentences import form_sentences
from toolkit_builder.languages import direction
from toolkit_builder.model.accepting import Surroundings, is_code
from toolkit_builder.model.alphabet import LETTERS
from toolkit_builder.model.built_in import IMAGE_FIELDS, LEADING_FIELDS, METHODS, TRAILING_FIELDS, TRANSLATION_FIELD
from toolkit_builder.model.changes import Change
from toolkit_builder.model.compiled import compile_type
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import AskedSection, RecordType
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.model.vocabulary import Vocabulary
from toolkit_builder.publishing.drawing import Drawing, made_once
from toolkit_builder.publishing.frame import NO_FIELD
from toolkit_builder.publishing.hosts import host_of
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.spoken import without_signs
from toolkit_builder.reading.header import Document

_WORDS = ("label", "help", "fields", "inverse")
_NOT_ASKED = ("facet", "ranges", "sort", "key", "lead", "display", "same_figures")
"""What of a field nobody is asked for: it says how the field is drawn."""
_LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0")
"""What is offered; every other identifier of SPDX may be typed."""
_REMARK = re.compile(r"#|\s*\Z")


def form_drawings(keys: Keys) -> Iterator[Drawing]:
    """Yield the files of each language and of each record."""
    site = keys.site
    for language in site.edition.languages:
        yield made_once(f"{FORMS}/{language}.js", partial(keys.shelf, language), partial(_script, form_data, site, language))
    for record in site.library.published:
        place = f"{FORMS}/records/{record.id}.js"
        yield made_once(place, partial(keys.form_record, record), partial(_script, record_data, site, record), record.id)


def _script(data: Any, site: Site, of: Any) -> str:
    name = "form" if data is form_data else "form-record"
    return f"toolkit.take({json.dumps(name)},{json.dumps(data(site, of), ensure_ascii=False, separators=(',', ':'))});\n"


# What the toolkit is made of --------------------------------------------------------------------------------------------


def form_data(site: Site, language: str) -> dict[str, Any]:
    """Return what the form knows of the toolkit, in the words of a language."""
    reader = Reader(site, language, "index.html")
    library = site.library
    vocabularies = {**library.vocabularies, METHODS.name: METHODS}
    return {
        "language": language,
        "languages": library.settings.codes,
        "rtl": [code for code in library.settings.codes if direction(code) == "rtl"],
        "types": [_type(record_type, reader) for record_type in site.types],
        "translation": _field(TRANSLATION_FIELD, reader),
        "vocabularies": {name: _terms(vocabulary, reader) for name, vocabulary in vocabularies.items()},
        "countries": _named("country", reader),
        "all_languages": _named("language", reader),
        "licences": [[name, KINDS["licence"].show(name, NO_FIELD, reader).text] for name in _LICENCES],
        "letters": {chr(letter): plain for letter, plain in LETTERS.items()},
        "redirects": library.redirects,
        "sentences": form_sentences(language),
        "built": site.date,
        "mail": library.settings.contact if "@" in library.settings.contact else "",
        "host": host_of(site),
    }


def _type(record_type: RecordType, reader: Reader) -> dict[str, Any]:
    library = reader.site.library
    compiled = compile_type(record_type, Surroundings(library.vocabularies, library.settings.codes))
    return {
        "name": record_type.name,
        "label": reader.label(record_type.label, record_type.name).text,
        "plural": reader.label(record_type.plural, record_type.name).text,
        "about": reader.label(record_type.about).text,
        "hue": record_type.colour,
        "fields": [_field(field, reader) for field in record_type.all_fields],
        "sections": [_section(section) for section in record_type.sections],
        "retired": record_type.retired,
        "limits": {name: record_type.limit(name) for name in ("title", "summary", "alt")},
        "original": compiled.json_schema(),
        "translation": compiled.translation.model_json_schema(by_alias=True),
        "records": _on_shelf(record_type, reader),
    }


def _section(section: AskedSection) -> dict[str, Any]:
    return {"title": section.title, "fewest": section.fewest, "most": section.most}


def _on_shelf(record_type: RecordType, reader: Reader) -> list[tuple[str, ...]]:
    shown = [(record.slug, reader.record(record.id)) for record in reader.site.by_type[record_type.name]]
    shown.sort(key=lambda pair: reader.letters.key(pair[1].text))
    return [(slug, title.text, title.language) if title.language else (slug, title.text) for slug, title in shown]


def _field(field: Field, reader: Reader) -> dict[str, Any]:
    declared = asdict(field)
    for name in (*_WORDS, *_NOT_ASKED):
        del declared[name]
    kind = KINDS[field.kind]
    parts = field.fields or kind.fields
    # Those of our own are words of English.
    is_ours = kind.is_text and field in _built_in()
    return declared | {
        "example": "" if is_ours else field.example or kind.example,
        "label": _words(field.label, field, reader) or field.name,
        "help": _words(field.help, field, reader),
        "unit": field.unit,
        "fields": [_field(part, reader) for part in parts],
    }


def _words(labels: Mapping[str, str], field: Field, reader: Reader) -> str:
    """Return a label of a field: those of built-in fields are words of the interface."""
    return _ours(labels, reader) if field in _built_in() else reader.label(labels).text


def _ours(labels: Mapping[str, str], reader: Reader) -> str:
    ours = labels.get("en", "")
    return without_signs(reader.word(ours)) if ours else ""


def _built_in() -> Sequence[Field]:
    return [*_with_parts((*LEADING_FIELDS, *TRAILING_FIELDS, *IMAGE_FIELDS, TRANSLATION_FIELD))]


def _with_parts(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _with_parts(field.fields)


def _terms(vocabulary: Vocabulary, reader: Reader) -> list[dict[str, Any]]:
    def label(labels: Mapping[str, str], name: str) -> str:
        return _ours(labels, reader) if vocabulary is METHODS else reader.label(labels, name).text

    terms = vocabulary.terms.values()
    return [{"name": term.name, "label": label(term.label, term.name), "labels": [*term.label.values()]} for term in terms]


def _named(kind: str, reader: Reader) -> list[tuple[str, str]]:
    """Return the codes of all countries, or languages, with their names, in the order of these."""
    names = reader.locale.territories if kind == "country" else reader.locale.languages
    known = [(code.replace("_", "-"), name) for code, name in names.items() if is_code(kind, code)]
    own = [] if kind == "country" else [code for code in reader.site.library.settings.codes if code not in dict(known)]
    known += [(code, KINDS[kind].show(code, NO_FIELD, reader).text) for code in own]
    return sorted(known, key=lambda pair: reader.letters.key(pair[1]))


# Records ----------------------------------------------------------------------------------------------------------------


def record_data(site: Site, record: Record) -> dict[str, Any]:
    """Return a record with the original and the versions in the languages of the edition, as they were typed.

    One that names a draft has none: nothing of a draft is told anywhere, and without its name the file would be another one.
    """
    is_open = not site.library.names_a_draft(record)
    wanted = {record.original.language, *site.edition.languages}
    versions = [version for version in record.files if version.language in wanted and is_open]
    return {
        "id": record.id,
        "type": record.type.name,
        "slug": record.slug,
        "original": record.original.language,
        "versions": [_version(record, version) for version in versions],
    }


def _version(record: Record, version: Version) -> dict[str, Any]:
    told: dict[str, Any] = {
        "language": version.language,
        "path": version.path,
        "header": version.typed,
        "values": version.header.plain,
        "lines": header_lines(version),
        "text": version.text,
        "passages": [*_passages(record, version)],
    }
    if isinstance(version, Translation):
        changes = record.changed_since(version)
        told["known"] = bool(version.fingerprint)
        told["behind"] = [[change.now.name, _known(version, change)] for change in changes if change.now]
        told["gone"] = [_known(version, change) for change in changes if not change.now]
    return told


def header_lines(document: Version | Document) -> dict[str, tuple[int, int]]:
    """Return of each field its first line in the header and the line behind its last one, from 0."""
    lines = document.typed.split("\n")
    # The line of the first `---` is 1.
    starts = [*((name, key.line - 2) for name, key in document.header.keys.items()), ("", len(lines))]
    found = {}
    for (name, start), (_, end) in pairwise(sorted(starts, key=lambda pair: pair[1])):
        # What stands above a field belongs to it.
        found[name] = (start, start + 1 + _last(lines[start + 1 : end]))
    return found


def _last(lines: Sequence[str]) -> int:
    """Return how many lines there are up to the last one that is no remark."""
    return max((number for number, line in enumerate(lines, 1) if not _REMARK.match(line)), default=0)


def _passages(record: Record, version: Version) -> Iterator[dict[str, Any]]:
    for passage in version.passages(record.type):
        told: dict[str, Any] = {"name": passage.name, "digest": str(passage.digest)}
        if passage.section:
            # Scripts count as UTF-16 does.
            told["start"] = len(version.text[: passage.section.start].encode("utf-16-le")) // 2
        yield told


def _known(version: Translation, change: Change) -> str:
    """Return the digest by which a translation knows a passage that changed; '' for a new one."""
    return "" if change.was is None else str(version.fingerprint[change.was])
