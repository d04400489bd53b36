"""What the browser searches: scripts of data for each language, because pages opened from the disk may load nothing else.

``data/search/<language>/words.js``    the words that scripts need, with their plural forms
``data/search/<language>/records.js``  titles, summaries, keywords and labels: enough for a first answer
``data/search/<language>/texts-N.js``  the words of the texts, in portions, loaded after that

Each calls ``toolkit.take(name, data)``. The engine is `search-engine.js`, on MiniSearch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from toolkit_builder.languages import locale_of
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.record import Record
from toolkit_builder.model.types import Field
from toolkit_builder.publishing.fields import filled
from toolkit_builder.publishing.site import Reader, Site
from toolkit_builder.words import words

FOLDER = "data/search"

_PORTION = 150
"""Records whose texts lie in one file: about 200 KB."""
# A formula is followed by its source, which no reader sees.
_TAG = re.compile(r"<annotation[^>]*>[^<]*</annotation>|<[^>]*>")
_WORD = re.compile(r"\w{3,}")
# Short vowels of Arabic, its stretching sign, and combining accents: marks that would cut a word in two.
_NO_MARKS = dict.fromkeys((*range(0x300, 0x370), 0x640, *range(0x64B, 0x660), 0x670))


def _script(name: str, data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"toolkit.take({json.dumps(name)},{text});\n"


def _found(site: Site) -> list[Record]:
    """Return what can be found: records, and plain pages but for the home page."""
    pages = [page for slug, page in site.library.pages.items() if slug != "index" and not page.is_draft]
    return [*site.library.published, *pages]


def search_files(site: Site) -> list[str]:
    """Return the names of the files that a language has."""
    return ["words.js", "records.js", *(f"texts-{number}.js" for number in range(1, _portions(site) + 1))]


def search_file(site: Site, language: str, name: str) -> str:
    """Return what one of these files holds."""
    if name == "words.js":
        return _script("words", script_words(language))
    reader = Reader(site, language, "index.html")
    found = _found(site)
    if name == "records.js":
        return _script("records", _records(site, reader, found))
    start = (int(name.removeprefix("texts-").removesuffix(".js")) - 1) * _PORTION
    portion = found[start : start + _PORTION]
    return _script("texts", {record.id: _text(site, record, language) for record in portion})


def _portions(site: Site) -> int:
    return -(-len(_found(site)) // _PORTION)


def _records(site: Site, reader: Reader, found: Sequence[Record]) -> dict[str, Any]:
    shelves = [{"name": one.name, "label": reader.label(one.label, one.name).text, "hue": one.colour} for one in site.types]
    numbers = {one.name: number for number, one in enumerate(site.types)}
    return {
        "language": reader.language,
        "shelves": shelves,
        "texts": _portions(site),
        "records": [_entry(site, reader, record, numbers.get(record.type.name, -1)) for record in found],
    }


def _entry(site: Site, reader: Reader, record: Record, shelf: int) -> list[Any]:
    """Return id, shelf (-1: a plain page), title, summary, language ('' for the reader's), other titles, keywords, labels."""
    version = site.library.shown(record, reader.language)
    values = site.library.values(record, reader.language)
    others = (record.original, *record.translations.values())
    return [
        record.id,
        shelf,
        version.title,
        version.summary,
        "" if version.language == reader.language else version.language,
        " / ".join(dict.fromkeys(one.title for one in others if one.title != version.title)),
        " / ".join(values.get("keywords", ())),
        " / ".join(dict.fromkeys(_labels(record.type.fields, values, reader))),
    ]


def _labels(fields: Sequence[Field], values: Mapping[str, Any], reader: Reader) -> Iterator[str]:
    """Yield the values that a reader sees as words of the site, and not of the record: those of facets."""
    for one in filled(fields, values):
        if one.facet and one.kind not in ("yes-no", "number", "text"):
            items = values[one.name] if one.many else [values[one.name]]
            yield from (KINDS[one.kind].show(item, one, reader).text for item in items)


def _text(site: Site, record: Record, language: str) -> str:
    """Return each word of a record's text once, in the order of the text."""
    version = site.library.shown(record, language)
    values = site.library.values(record, language)
    told = [*_texts(record.type.fields, values), unescape(_TAG.sub(" ", site.html.get(version.place, "")))]
    return " ".join(dict.fromkeys(_WORD.findall(" ".join(told).translate(_NO_MARKS).casefold())))


def _texts(fields: Sequence[Field], values: Mapping[str, Any]) -> Iterator[str]:
    for one in fields:
        value = values.get(one.name)
        if value is None or not (one.fields or one.kind in ("text", "markdown")):
            continue
        for item in value if one.many else [value]:
            if one.fields:
                yield from _texts(one.fields, item)
            elif isinstance(item, str):
                yield item


# Words of the scripts ---------------------------------------------------------------------------------------------------


def script_words(language: str) -> dict[str, Any]:
    """Return the words that scripts need; counted ones by CLDR's plural category, as `Intl.PluralRules` names it."""
    catalogue = words(language)
    say = catalogue.gettext
    samples = _plural_samples(language)

    def plural(form: Callable[[int], str]) -> dict[str, str]:
        return {category: form(sample) for category, sample in samples.items()}

    return {
        "language": language,
        "results": plural(lambda n: catalogue.ngettext("{num} result", "{num} results", n)),
        "shown": plural(lambda n: catalogue.ngettext("{num} of {total} record", "{num} of {total} records", n)),
        "hides": plural(
            lambda n: catalogue.ngettext(
                "The filter “{filter}” hides {num} record.", "The filter “{filter}” hides {num} records.", n
            )
        ),
        "all_results": say("Show all results"),
        "nothing": say("Nothing found for “{query}”."),
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


def _plural_samples(language: str) -> dict[str, int]:
    """Return a number of each plural category of whole numbers."""
    rule = locale_of(language).plural_form
    samples: dict[str, int] = {}
    for number in range(200):
        samples.setdefault(rule(number), number)
    return samples
