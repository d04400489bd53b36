"""The library for other programs: `data/library.json`. Sorted and stable; the form is described in `library-json.md`.

`data/edition.json` stands beside it in a site that is published: it tells `toolkit pack` what that was made of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from toolkit_builder import __version__
from toolkit_builder.addresses import address
from toolkit_builder.model.built_in import REDIRECT_FROM
from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import Library, references
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.publishing.site import Site

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
        "languages": [
            {
                "code": one.code,
                "name": one.name,
                "direction": one.direction,
                "default": one.code == settings.default_language,
            }
            for one in settings.languages
        ],
        "types": {name: _type(one) for name, one in sorted(library.types.items())},
        "vocabularies": {
            name: {
                "label": dict(one.label),
                "ordered": one.ordered,
                "order": list(one.terms),
                "terms": {term.name: dict(term.label) for term in one.terms.values()},
            }
            for name, one in sorted(library.vocabularies.items())
        },
        "records": [_record(library, record) for record in sorted(library.published, key=lambda one: one.id)],
        "pages": [_page(library, page) for _, page in sorted(library.pages.items()) if not page.is_draft],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def edition_json(site: Site) -> str:
    """Return as JSON when a site was made, and a hash of what it was made from."""
    return json.dumps({"date": site.date, "made_from": _made_from(site)}, indent=1) + "\n"


def _made_from(site: Site) -> str:
    """Return a hash of the library, of all texts and pictures, and of a toolkit's own templates and styles."""
    made, library = hashlib.sha256(library_json(site.library).encode()), site.library
    parts = [(place, html.encode()) for place, html in sorted(site.html.items())]
    parts += ((name, site.picture(name) or b"") for name in sorted(library.published_media))
    if own := library.settings.overrides:
        files = (file for file in sorted(own.rglob("*")) if file.is_file())
        parts += ((file.relative_to(own).as_posix(), file.read_bytes()) for file in files)
    for name, data in parts:
        made.update(f"{name}\0{len(data)}\0".encode() + data)
    return made.hexdigest()


def _type(one: RecordType) -> dict[str, Any]:
    return {
        "label": dict(one.label),
        "plural": dict(one.plural),
        "mark": one.mark,
        "order": one.order,
        "fields": {part.name: _field(part) for part in one.fields},
        **({REDIRECT_FROM: [old for old, _ in one.redirect_from]} if one.redirect_from else {}),
    }


def _field(one: Field) -> dict[str, Any]:
    options = {
        "many": one.many,
        "required": one.required,
        "translate": one.translate,
        "per_language": one.per_language,
        "facet": one.facet,
        "sort": one.sort,
    }
    described: dict[str, Any] = {
        "kind": one.kind,
        "label": dict(one.label),
        **{name: True for name, on in options.items() if on},
    }
    if one.vocabulary:
        described["from"] = one.vocabulary
    if one.to:
        described["to"] = one.to
    if one.fields:
        described["fields"] = {part.name: _field(part) for part in one.fields}
    return described


def _record(library: Library, record: Record) -> dict[str, Any]:
    return {
        **_page(library, record),
        "type": record.type.name,
        "slug": record.slug,
        "licence": record.facts.get("license", library.settings.licence),
        "references": sorted({reference.target for reference in references(record)} - library.drafts),
        "back_references": sorted({reference.source.id for reference in library.back_references.get(record.id, ())}),
    }


def _page(library: Library, record: Record) -> dict[str, Any]:
    """Return what records and plain pages have in common."""
    words = {one.name for one in record.type.all_fields if one.translatable}
    facts = library.values(record, record.original.language)
    return {
        "id": record.id,
        "original": record.original.language,
        "facts": {name: value for name, value in facts.items() if name not in words or _has_parts(record, name)},
        "texts": {
            version.language: _texts(version, facts if version is record.original else version.values, words)
            for version in sorted(record.versions, key=lambda one: one.language)
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
    return any(one.name == name and one.fields for one in record.type.all_fields)


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
