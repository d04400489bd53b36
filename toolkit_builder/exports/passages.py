"""What a result of the search shows of a text: its passages, loaded for the few records that are shown.

``data/passages/<language>/<id>.js`` calls ``toolkit.take("passages", [key, text])`` with the text of a record in that
language, a block a line. What the search looks through has each word once (see search.py), of which no sentence can be made.
There is a file for each text that some reader of the edition gets, and it changes with its record alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from toolkit_builder.addresses import HOME, PASSAGES
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS, Drawn
from toolkit_builder.model.record import Record
from toolkit_builder.model.versions import Version
from toolkit_builder.model.visible import words_once
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.drawing import Drawing, made_once
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.parts import Fact
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.spoken import is_english

_MOST_LETTERS = 60_000
"""Of a text: whoever looks for a passage has found it by then, and the file stays small."""
_MOST_VALUES = 3
"""Of a fact."""


def found(site: Site) -> list[Record]:
    """Return what can be found: records, and plain pages but for the home page."""
    pages = [page for slug, page in site.library.pages.items() if slug != HOME and not page.is_draft]
    return [*site.library.published, *pages]


def passage_drawings(keys: Keys) -> Iterator[Drawing]:
    """Yield the file of each text."""
    site = keys.site
    for record in found(site):
        shown = {site.library.shown(record, language).language for language in site.edition.languages}
        for language in sorted(shown):
            yield made_once(
                f"{PASSAGES}/{language}/{record.id}.js",
                partial(Keys.passages, keys, record),
                partial(passages_script, site, record, language),
                record.id,
            )


def passages_script(site: Site, record: Record, language: str) -> str:
    """Return the text of a file."""
    version = record.version(language) or record.original
    lines = (" ".join(line.split()) for line in _lines(record, version))
    text = "\n".join(filter(None, lines))[:_MOST_LETTERS]
    return f'toolkit.take("passages",{json.dumps([f"{language}/{record.id}", text], ensure_ascii=False)});\n'


def _lines(record: Record, version: Version) -> Iterator[str]:
    yield from _sentences(record.type.fields, version.values)
    hidden = {field.name for field in record.type.fields if field.display == "hidden"}
    for text in (*version.fields, version):
        if text.part.partition(".")[0] in hidden:
            continue
        yield from words_once(text.outline).split("\n")


def _sentences(fields: Sequence[Field], values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of fields but for Markdown, which has a tree of its own."""
    for field in fields:
        value = values.get(field.name)
        if value is None or not _is_told(field):
            continue
        items: Iterable[Any] = value if field.many else [value]
        for item in items:
            if field.fields:
                yield from _sentences(field.fields, item)
            else:
                yield str(item)


def _is_told(field: Field) -> bool:
    kind = KINDS[field.kind]
    return field.display != "hidden" and kind.drawn is not Drawn.PICTURE and (bool(field.fields) or kind.is_line)


def facts_of(record: Record, reader: Reader, values: Mapping[str, Any]) -> list[str]:
    """Return what a result tells of a record beside its title: what its card tells, in the reader's language."""
    facts = card_of(record, [field for field in record.type.fields if field.facet], reader, values).facts
    return [text for fact in facts if (text := _told(fact))]


def _told(fact: Fact) -> str:
    """Return the values of a fact; a number, or a term such as *high*, says nothing without its name."""
    # Scripts write these, and could not say that a word is of another language.
    values = [value.text for value in fact.values if not value.language and not is_english(value.text)]
    more = f" +{len(values) - _MOST_VALUES}" if len(values) > _MOST_VALUES else ""
    told = ", ".join(values[:_MOST_VALUES]) + more
    return f"{fact.label.text}: {told}" if told and (fact.mark or told[0].isdigit() or told.isalpha()) else told
