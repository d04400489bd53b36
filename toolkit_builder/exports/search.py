"""What the browser searches: scripts of data for each language, because pages opened from the disk may load nothing else.

``data/search/<language>/words.js``    the words that scripts need, with their plural forms
``data/search/<language>/records.js``  titles, summaries, keywords and labels: enough for a first answer
``data/search/<language>/texts-N.js``  the words of the texts, in portions, loaded after that; with the summaries of a library
                                       that is too large to have them in its first file

Each calls ``toolkit.take(name, data)``. The engine is `search-engine.js`, on MiniSearch. `search-words.js` alone takes words
apart, of these data and of what readers type; here texts are cut only where no word can go on, so that each word is there once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from jinja2 import Environment

from toolkit_builder.addresses import HOME, SEARCH
from toolkit_builder.languages import locale_of
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS, Found
from toolkit_builder.model.record import Record
from toolkit_builder.model.tokens import runs
from toolkit_builder.model.visible import visible_words
from toolkit_builder.publishing.drawing import Drawing
from toolkit_builder.publishing.fields import filled
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.publishing.spoken import is_english, without_signs
from toolkit_builder.words import page_words

_PORTION = 240_000
"""Bytes in one file: 70 to 100 KB as they travel."""


def _script(name: str, data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"toolkit.take({json.dumps(name)},{text});\n"


def _found(site: Site) -> list[Record]:
    """Return what can be found: records, and plain pages but for the home page."""
    pages = [page for slug, page in site.library.pages.items() if slug != HOME and not page.is_draft]
    return [*site.library.published, *pages]


def search_drawings(keys: Keys) -> Iterator[Drawing]:
    """Yield the data of each language, to be made beside its pages."""
    for language in keys.site.edition.languages:
        folder = f"{SEARCH}/{language}/"
        yield Drawing(
            folder, language, {folder: partial(keys.search, language)}, partial(_in_place, keys.site, folder, language)
        )


def _in_place(site: Site, folder: str, language: str, _: Environment) -> Iterator[tuple[str, Callable[[], str]]]:
    for name, text in search_files(site, language):
        yield f"{folder}{name}", partial(str, text)


def search_files(site: Site, language: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of the files of a language."""
    reader = Reader(site, language, "index.html")
    # What fits equally well stands in the order of the titles.
    found = sorted(_found(site), key=lambda record: reader.letters.key(reader.record(record.id).text))
    entries = [_entry(site, reader, record) for record in found]
    summaries = {entry[0]: "" for entry in entries}
    if _size(entries) > _PORTION:
        summaries = {entry[0]: entry[_SUMMARY] for entry in entries}
        for entry in entries:
            entry[_SUMMARY] = ""
    texts = ((record.id, [_text(site, record, language), summaries[record.id]]) for record in found)
    portions = list(_portions(texts))
    yield "words.js", _script("words", script_words(language))
    yield "records.js", _script("records", _records(site, reader, entries, len(portions)))
    for number, portion in enumerate(portions, 1):
        yield f"texts-{number}.js", _script("texts", portion)


def _size(data: Any) -> int:
    return len(json.dumps(data, ensure_ascii=False).encode())


def _portions(texts: Iterable[tuple[str, list[str]]]) -> Iterator[dict[str, list[str]]]:
    """Yield so many texts at a time as lie in one file."""
    portion: dict[str, list[str]] = {}
    size = 0
    for record_id, text in texts:
        own = _size(text)
        if portion and size + own > _PORTION:
            yield portion
            portion, size = {}, 0
        portion[record_id] = text
        size += own
    if portion:
        yield portion


def _records(site: Site, reader: Reader, entries: Sequence[Sequence[Any]], portions: int) -> dict[str, Any]:
    shelves = [
        {"name": record_type.name, "label": reader.label(record_type.label, record_type.name).text, "hue": record_type.colour}
        for record_type in site.types
    ]
    return {
        "language": reader.language,
        "shelves": shelves,
        "texts": portions,
        # Island is no typing error of Irland.
        "countries": " / ".join(name for code, name in sorted(reader.locale.territories.items()) if code.isalpha()),
        "records": entries,
    }


_SUMMARY = 3


def _entry(site: Site, reader: Reader, record: Record) -> list[Any]:
    """Return id, shelf (-1: a plain page), title, summary, language ('' for the reader's), other titles, keywords, labels."""
    shelf = next((number for number, record_type in enumerate(site.types) if record_type.name == record.type.name), -1)
    version = site.library.shown(record, reader.language)
    values = site.library.values(record, reader.language)
    return [
        record.id,
        shelf,
        version.title,
        version.summary,
        "" if version.language == reader.language else version.language,
        " / ".join(dict.fromkeys(other.title for other in record.versions if other.title != version.title)),
        " / ".join(values.get("keywords", ())),
        " / ".join(dict.fromkeys(_labels(record.type.fields, values, reader))),
    ]


def _labels(fields: Sequence[Field], values: Mapping[str, Any], reader: Reader) -> Iterator[str]:
    """Yield the values that a reader sees as words of the site, and not of the record: those of facets."""
    for field in filled(fields, values):
        if field.facet and KINDS[field.kind].found is Found.NAMES:
            items = values[field.name] if field.many else [values[field.name]]
            yield from (KINDS[field.kind].show(item, field, reader).text for item in items)


def _text(site: Site, record: Record, language: str) -> str:
    """Return each word of a record's text once, in the order of the text."""
    version = site.library.shown(record, language)
    values = site.library.values(record, language)
    told = [*_texts(record.type.fields, values), visible_words(version.outline)]
    return " ".join(dict.fromkeys(runs(" ".join(told).casefold())))


def _texts(fields: Sequence[Field], values: Mapping[str, Any]) -> Iterator[str]:
    for field in fields:
        value = values.get(field.name)
        if value is None or not (field.fields or KINDS[field.kind].found is Found.WORDS):
            continue
        for item in value if field.many else [value]:
            if field.fields:
                yield from _texts(field.fields, item)
            elif isinstance(item, str):
                yield item


# Words of the scripts ---------------------------------------------------------------------------------------------------


def script_words(language: str) -> dict[str, Any]:
    """Return the words that scripts need; counted ones by CLDR's plural category, as `Intl.PluralRules` names it."""
    catalogue = page_words(language)
    say = catalogue.gettext
    samples = _plural_samples(language)

    def plural(form: Callable[[int], str]) -> dict[str, str]:
        told = {category: form(sample) for category, sample in samples.items()}
        # Words that are English follow the rule of English (see `pieces` in toolkit.js).
        return {"one": form(1), "other": form(2)} if is_english("".join(told.values())) else told

    told: dict[str, Any] = {
        "results": plural(lambda n: catalogue.ngettext("{num} result", "{num} results", n)),
        "shown": plural(lambda n: catalogue.ngettext("{num} of {total} record", "{num} of {total} records", n)),
        "hides": plural(
            lambda n: catalogue.ngettext(
                "The filter “{filter}” hides {num} record.", "The filter “{filter}” hides {num} records.", n
            )
        ),
        "all_results": say("Show all results"),
        "nothing": say("Nothing found for “{query}”."),
        "searching": say("Searching …"),
        "advice": say("Try fewer or shorter words, or look through all shelves."),
        "page": say("Page"),
        "search": say("Search: “{query}”"),
        "best": say("Best match first"),
        "remove": say("Remove “{filter}”"),
        "clear": say("Clear all"),
        "no_match": say("No record matches all of these filters"),
        "filters": say("Filters ({num})"),
        "more": say("Show all {num}"),
        "fewer": say("Show fewer"),
        "record": say("Record"),
        "status": say("Status"),
        "read_in": say("Read it in: {language}"),
        "copied": say("Copied"),
        "not_copied": say("Copying does not work here. The text is marked: copy it with your keyboard."),
    }
    english = [name for name, text in told.items() if is_english("".join(text.values()) if isinstance(text, dict) else text)]
    return {"language": language, "english": english, **{name: _bare(text) for name, text in told.items()}}


def _bare(told: str | dict[str, str]) -> str | dict[str, str]:
    return {form: without_signs(text) for form, text in told.items()} if isinstance(told, dict) else without_signs(told)


def _plural_samples(language: str) -> dict[str, int]:
    """Return a number of each plural category of whole numbers."""
    rule = locale_of(language).plural_form
    samples: dict[str, int] = {}
    for number in range(200):
        samples.setdefault(rule(number), number)
    return samples
