"""What the browser searches: scripts of data for each language, because pages opened from the disk may load nothing else.

``data/search/<language>/words.js``      the words that scripts need, with their plural forms
``data/search/<language>/records.js``    titles, with as much of keywords, labels, summaries and titles in other languages as
                                         fits: enough for a first answer
``data/search/<language>/records-N.js``  what of that did not fit, from N = 2
``data/search/<language>/texts-N.js``    the words of the texts, loaded after that

Each calls ``toolkit.take(name, data)`` and travels as at most 120 KB. The engine is `search-engine.js`. `search-words.js` alone
takes words apart, of these data and of what readers type; here texts are cut only where no word can go on, so that each word is
there once. A long text is cut between words into rows of one id, which may lie in different files: the browser adds them up.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from math import log2
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from jinja2 import Environment

from toolkit_builder.addresses import SEARCH
from toolkit_builder.exports.passages import facts_of, found
from toolkit_builder.exports.script_words import script_words
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS, Found
from toolkit_builder.model.record import Record
from toolkit_builder.model.tokens import different_runs
from toolkit_builder.model.versions import Version
from toolkit_builder.model.visible import words_once
from toolkit_builder.publishing.drawing import Drawing
from toolkit_builder.publishing.fields import filled
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.site import Reader, Site

_TRAVELS = 100_000
"""Bytes of a file as it travels, by our measure (see `_travels`): 70 to 80 KB; the first one needs the engine beside it."""
_CHARACTERS = 300_000
"""Characters of a file: what compresses well takes a browser as long to read as what does not."""
_ROW = 4_000
"""Characters of a text in one row, or one word more."""
_WORD = 1_000
"""Letters of the longest word. What is longer is none, or has neither spaces nor signs: its parts overlap, so that what is
looked for is whole in one of them."""
_OVERLAP = 100
_SAMPLED = 4
"""Of so many letters one is counted."""
_STOP_WORDS = Path(__file__).with_name("stop_words.yml")
_COLUMNS = ("keywords", "labels", "summary", "others", "facts")
"""What `records.js` has of a record behind its id, shelf, title and language; what does not fit for all records comes later.
The facts are shown with a result, and not searched: what stands in the reader's language of them is among the labels."""


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
    # Every page asks for these: under `serve`, nothing else is made for them.
    yield "words.js", f'toolkit.take("words",{_json(script_words(language))});\n'
    reader = Reader(site, language, "index.html")
    # What fits equally well stands in the order of the titles.
    records = sorted(found(site), key=lambda record: reader.letters.key(reader.record(record.id).text))
    texts = list(_packed(("text", row) for record in records for row in _rows(record.id, _words(site, record, language), "|")))
    yield from _record_files(reader, [_entry(site, reader, record) for record in records], len(texts))
    for number, text in enumerate(texts, 1):
        yield f"texts-{number}.js", _script("more", f"{{{text}}}")


def _record_files(reader: Reader, entries: Sequence[_Entry], texts: int) -> Iterator[tuple[str, str]]:
    # Island is no typing error of Irland.
    countries = " / ".join(name for code, name in sorted(reader.locale.territories.items()) if code.isalpha())
    head = f'"language":{_json(reader.language)},"countries":{_json(countries)},{_typed(reader)},"texts":{texts}'
    first, *more = _packed(_record_items(reader, entries, head), head)
    yield "records.js", _script("records", f'{{{head},"more":{len(more)},{first}}}')
    for number, text in enumerate(more, 2):
        yield f"records-{number}.js", _script("more", f"{{{text}}}")


def _typed(reader: Reader) -> str:
    """Return what is known of the words that readers type: those by which nothing is asked for, and those of one meaning."""
    library, language = reader.site.library, reader.language
    seen = {record.id for record in found(reader.site)}
    groups = [
        [list(words), [answer.record_id for answer in group.find if answer.record_id in seen]]
        for group in library.search_words
        if (words := group.words.get(language))
    ]
    return f'"stops":{_json(_stop_words().get(language, ""))},"groups":{_json(groups)}'


@cache
def _stop_words() -> Mapping[str, str]:
    stop_words: Mapping[str, str] = yaml.safe_load(_STOP_WORDS.read_bytes())
    return stop_words


def _record_items(reader: Reader, entries: Sequence[_Entry], head: str) -> Iterator[tuple[str, str]]:
    """Yield shelves, records, and then by its id what of each record did not fit into these."""
    shelves = [
        _json({"name": one.name, "label": reader.label(one.label, one.name).text, "hue": one.colour})
        for one in reader.site.types
    ]
    rows = [[_json(list(face))[1:-1], *(_json(_BETWEEN.join(texts)) for texts in more)] for face, more in entries]
    columns = _fitting(rows, ",".join((head, *shelves)))
    yield from (("shelves", shelf) for shelf in shelves)
    yield from (("records", f"[{','.join(row[: columns + 1])}]") for row in rows)
    for column, name in enumerate(_COLUMNS[columns:], columns):
        for face, more in entries:
            yield from ((name, row) for row in _rows(face[0], more[column], _BETWEEN))


# Files of one size ------------------------------------------------------------------------------------------------------


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _script(name: str, data: str) -> str:
    """Return a script that hands over data as JSON: browsers read that many times as fast as the same among their scripts."""
    text = data.replace("\\", "\\\\").replace("'", "\\'")
    return f"toolkit.take({_json(name)},JSON.parse('{text}'));\n"


def _travels(letters: Counter[int]) -> float:
    """Return how many bytes a text takes where each of its bytes has a code as long as it is rare.

    Compressing does that, and saves what is repeated on top: it never needs more. What it needs exactly differs from one
    program to the next, and so would the files.
    """
    total = letters.total()
    return sum(many * log2(total / many) for many in letters.values()) / 8 * _SAMPLED


def _letters(text: str) -> Counter[int]:
    """Count the bytes of a text: of a part in its middle, as all would take longer than to write the text."""
    data = text.encode()
    middle, half = len(data) // 2, len(data) // _SAMPLED // 2
    return Counter(data[middle - half : middle + half])


def _fitting(rows: Sequence[Sequence[str]], head: str) -> int:
    """Return how many columns of all rows fit into the first file."""
    text = head + "[],," * len(rows)
    letters, size = Counter[int](), 0
    for column in range(len(_COLUMNS) + 1):
        text += ",".join(row[column] for row in rows)
        letters.update(_letters(text))
        size += len(text)
        if column and _is_full(letters, size):
            return column - 1
        text = ""
    return len(_COLUMNS)


def _is_full(letters: Counter[int], size: int) -> bool:
    return size > _CHARACTERS or _travels(letters) > _TRAVELS


def _packed(items: Iterable[tuple[str, str]], head: str = "") -> Iterator[str]:
    """Yield the lists of each file: as many items as travel together, in their order. The first file holds a head as well."""
    held: list[list[tuple[str, str]]] = []
    letters, size = _letters(head), len(head)
    for some in _handfuls(items):
        text = ",".join(item for _, item in some)
        own = _letters(text)
        if held and _is_full(letters + own, size + len(text)):
            yield _lists(chain.from_iterable(held))
            held, letters, size = [], Counter(), 0
        held.append(some)
        letters.update(own)
        size += len(text)
    if held or head:
        yield _lists(chain.from_iterable(held))


def _handfuls(items: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield some items at a time: to measure after each one would take longer than to make them."""
    some: list[tuple[str, str]] = []
    size = 0
    for item in items:
        some.append(item)
        size += len(item[1])
        if size >= _ROW:
            yield some
            some, size = [], 0
    if some:
        yield some


def _lists(items: Iterable[tuple[str, str]]) -> str:
    lists: dict[str, list[str]] = {}
    for name, item in items:
        lists.setdefault(name, []).append(item)
    return ",".join(f"{_json(name)}:[{','.join(held)}]" for name, held in lists.items())


def _rows(record_id: str, texts: Sequence[str], between: str) -> Iterator[str]:
    """Yield a record's texts as rows with its id, cut between two of them."""
    row: list[str] = []
    size = 0
    for text in texts:
        row.append(text)
        size += len(text) + len(between)
        if size >= _ROW:
            yield _json([record_id, between.join(row)])
            row, size = [], 0
    if row:
        yield _json([record_id, between.join(row)])


# Records ----------------------------------------------------------------------------------------------------------------

_BETWEEN = " / "
_Entry: TypeAlias = tuple[tuple[str, int, str, str], list[Sequence[str]]]


def _entry(site: Site, reader: Reader, record: Record) -> _Entry:
    """Return id, shelf (-1: a plain page), title and language ('' for the reader's), and the texts of each of `_COLUMNS`."""
    shelf = next((number for number, record_type in enumerate(site.types) if record_type.name == record.type.name), -1)
    version = site.library.shown(record, reader.language)
    values = site.library.values(record, reader.language)
    return (
        (record.id, shelf, version.title, "" if version.language == reader.language else version.language),
        [
            [*values.get("keywords", ()), *_short_title(version)],
            list(dict.fromkeys(_labels(record.type.fields, values, reader))),
            [version.summary],
            list(dict.fromkeys(other.title for other in record.versions if other.title != version.title)),
            facts_of(record, reader, values),
        ],
    )


def _short_title(version: Version) -> Iterator[str]:
    """Yield a short title that is no part of the title."""
    if version.short.casefold() not in version.title.casefold():
        yield version.short


def _labels(fields: Sequence[Field], values: Mapping[str, Any], reader: Reader) -> Iterator[str]:
    """Yield the values that a reader sees as words of the site, and not of the record: those of facets."""
    for field in filled(fields, values):
        if field.facet and KINDS[field.kind].found is Found.NAMES:
            items = values[field.name] if field.many else [values[field.name]]
            yield from (KINDS[field.kind].show(item, field, reader).text for item in items)


def _words(site: Site, record: Record, language: str) -> list[str]:
    """Return each word of a record's text once, in the order of the text."""
    version = site.library.shown(record, language)
    values = site.library.values(record, language)
    told = [*_texts(record.type.fields, values), words_once(version.outline)]
    return [part for word in different_runs(" ".join(told).casefold()) for part in _short(word)]


def _short(word: str) -> Iterable[str]:
    if len(word) <= _WORD:
        return (word,)
    return (word[start : start + _WORD] for start in range(0, len(word) - _OVERLAP, _WORD - _OVERLAP))


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
