"""The library for other programs: `data/library.json`. Sorted and stable; the form is described in `library-json.md`.

`data/edition.json` stands beside it in a site that is published: it tells `toolkit pack` what that was made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from toolkit_builder import __version__
from toolkit_builder.addresses import address
from toolkit_builder.model.built_in import REDIRECT_FROM
from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import Library, references
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.program import hashed
from toolkit_builder.publishing.site import Site
from toolkit_builder.reading.own_templates import own_files

FORMAT = 1


def library_json(library: Library) -> str:
    """Return the whole library as JSON."""
    settings = library.settings
    data = {
        "version": FORMAT,
        "generator": f"toolkit_builder {__version__}",
        "name": settings.name,
        "address": settings.address,
        "licence": settings.licence,
        "contact": settings.contact,
        "languages": [
            {
                "code": language.code,
                "name": language.name,
                "direction": language.direction,
                "default": language.code == settings.default_language,
            }
            for language in settings.languages
        ],
        "types": {name: _type(record_type) for name, record_type in sorted(library.types.items())},
        "vocabularies": {
            name: {
                "label": dict(vocabulary.label),
                "ordered": vocabulary.ordered,
                "order": list(vocabulary.terms),
                "terms": {term.name: dict(term.label) for term in vocabulary.terms.values()},
            }
            for name, vocabulary in sorted(library.vocabularies.items())
        },
        "records": [_record(library, record) for record in sorted(library.published, key=lambda record: record.id)],
        "pages": [_page(library, page) for _, page in sorted(library.pages.items()) if not page.is_draft],
    }
    return "".join(_in_lines(data))


def _in_lines(data: Mapping[str, Any]) -> Iterator[str]:
    """Write JSON with a line for each record: to compare two editions by, and quick, for Python indents in Python."""
    dump = partial(json.dumps, ensure_ascii=False, sort_keys=True)
    between = "{"
    for name, value in sorted(data.items()):
        yield f"{between}\n {dump(name)}: "
        yield "[" + ",".join(f"\n  {dump(item)}" for item in value) + "\n ]" if isinstance(value, list) else dump(value)
        between = ","
    yield "\n}\n"


def edition_json(site: Site) -> str:
    """Return as JSON when a site was made, and a hash of what it was made from."""
    return json.dumps({"date": site.date, "made_from": made_from(site)}, indent=1) + "\n"


def made_from(site: Site) -> str:
    """Return a hash of the library, of all texts and pictures, and of a toolkit's own templates and styles."""
    library = site.library
    pictures = ((name, site.picture(name) or b"") for name in sorted(library.published_media))
    return hashed(chain([library_json(library), site.texts_key], *pictures, *own_files(library.settings)))


def _type(record_type: RecordType) -> dict[str, Any]:
    return {
        "label": dict(record_type.label),
        "plural": dict(record_type.plural),
        "mark": record_type.mark,
        "order": record_type.order,
        "fields": {part.name: _field(part) for part in record_type.fields},
        **({REDIRECT_FROM: [old for old, _ in record_type.redirect_from]} if record_type.redirect_from else {}),
    }


def _field(field: Field) -> dict[str, Any]:
    options = {
        "many": field.many,
        "required": field.required,
        "translate": field.translate,
        "per_language": field.per_language,
        "facet": field.facet,
        "sort": field.sort,
        "key": field.key,
    }
    described: dict[str, Any] = {
        "kind": field.kind,
        "label": dict(field.label),
        **{name: True for name, on in options.items() if on},
    }
    if field.ranges:
        described["ranges"] = list(field.ranges)
    if field.unit:
        described["unit"] = field.unit
    if field.vocabulary:
        described["from"] = field.vocabulary
    if field.to:
        described["to"] = field.to
    if field.fields:
        described["fields"] = {part.name: _field(part) for part in field.fields}
    return described


def _record(library: Library, record: Record) -> dict[str, Any]:
    return {
        **_page(library, record),
        "type": record.type.name,
        "slug": record.slug,
        "licence": record.facts.get("license", library.settings.licence),
        "references": sorted({reference.target for reference in record.once(references)} - library.drafts),
        "back_references": sorted({reference.source for reference in library.back_references.get(record.id, ())}),
    }


def _page(library: Library, record: Record) -> dict[str, Any]:
    """Return what records and plain pages have in common."""
    words = {field.name for field in record.type.all_fields if field.translatable}
    facts = library.values(record, record.original.language)
    return {
        "id": record.id,
        "original": record.original.language,
        "facts": {name: value for name, value in facts.items() if name not in words or _has_parts(record, name)},
        "texts": {
            version.language: _texts(version, facts if version is record.original else version.values, words)
            for version in sorted(record.versions, key=lambda version: version.language)
        },
        "languages": {code: _in_language(library, record, code) for code in sorted(library.settings.codes)},
    }


def _in_language(library: Library, record: Record, code: str) -> dict[str, Any]:
    default = library.settings.default_language
    old = [address(code, default, f"{name}.html") for name in library.old_names.get(record.id, ())]
    return {
        "status": str(record.status(code)),
        "shown": library.shown(record, code).language,
        "address": address(code, default, f"{record.id}.html"),
        **({"old_addresses": old} if old else {}),
    }


def _has_parts(record: Record, name: str) -> bool:
    return any(field.name == name and field.fields for field in record.type.all_fields)


def _texts(version: Version, values: Mapping[str, Any], words: set[str]) -> dict[str, Any]:
    texts: dict[str, Any] = {name: value for name, value in values.items() if name in words}
    texts["file"] = version.path
    if isinstance(version, Translation):
        texts["translation"] = {
            "of": version.of,
            "method": version.method,
            "reviewed": bool(version.reviewed),
            "reviews": list(version.reviewed),
        }
    return texts
