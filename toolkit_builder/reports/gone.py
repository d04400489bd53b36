"""Records that a branch takes away: what they were called, where they stood, and what still leads to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit_builder.checks.targets import internal_links, resolve
from toolkit_builder.git import git
from toolkit_builder.model.library import Library, references
from toolkit_builder.model.values import Scalar
from toolkit_builder.model.vocabulary import in_language
from toolkit_builder.problems import Message, Translate, say, say_many
from toolkit_builder.reading.header import read_document

_NAME = re.compile(r"((?:[^/.]+/)?[^/.]+)\.([A-Za-z-]+)\.md")
_MOST_NAMED = 5


@dataclass(frozen=True)
class Gone:
    """A record or plain page of which no file is left."""

    title: str
    type_name: str
    """'' for a plain page."""
    shelf: str
    """What its shelf is called by who reads it."""
    languages: Sequence[str]
    now: str
    """What has its name as an old one; '' where nothing has."""
    from_ids: Sequence[str]
    """What refers or links to it: records and plain pages by their ids, other files by their paths."""


def name_in(path: str) -> str:
    """Return the id of the record that a file belongs to by its path below the content folder; '' where it is no text."""
    found = _NAME.fullmatch(path)
    return found[1] if found else ""


def language_in(path: str) -> str:
    """Return the language that the path of a text names; '' where it is no text."""
    found = _NAME.fullmatch(path.rpartition("/")[2])
    return found[2] if found else ""


def gone_records(library: Library, files: Mapping[str, Sequence[str]], base: str, language: str) -> Mapping[str, Gone]:
    """Look at records of which no file is left, as they were at a revision: by their ids, with the paths of their files."""
    leading = _what_leads_to(library, files.keys()) if files else {}
    found = {}
    for name, paths in files.items():
        type_name = name.rpartition("/")[0]
        known = library.types.get(type_name)
        found[name] = Gone(
            title_before(library, paths, base, language),
            type_name,
            in_language(known.plural, _wanted(library, language), type_name)[0] if known else type_name,
            [language_in(path) for path in paths],
            library.redirects.get(name, ""),
            leading.get(name, ()),
        )
    return found


def title_before(library: Library, paths: Sequence[str], base: str, language: str) -> str:
    """Return what a record was called by who reads it, as one of its files said at a revision."""
    wanted = _wanted(library, language)
    for path in sorted(paths, key=lambda path: [*wanted, code].index(code) if (code := language_in(path)) else len(wanted)):
        data = git(library.settings.root, "cat-file", "blob", f"{base}:./{path}")
        title = read_document(data or b"", path).header.entries.get("title")
        if isinstance(title, Scalar) and title.text:
            return title.text
    return next(iter(paths), "")


def _wanted(library: Library, language: str) -> Sequence[str]:
    return [language, library.settings.default_language]


def _what_leads_to(library: Library, names: Collection[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for record in library.records.values():
        for reference in references(record):
            if reference.target in names:
                found[reference.target][record.id] = None
    for where, version, _, target in internal_links(library):
        if (name := resolve(library, version, target).removesuffix(".md")) in names:
            found[name][where.id if where else version.path] = None
    return {name: sorted(ids) for name, ids in found.items()}


def told_of(one: Gone, titles: Mapping[str, str], translate: Translate) -> Iterator[Message]:
    """Say what became of it, and what has to follow."""
    if one.now:
        yield say("it is called {name} now: whoever has the old address is led there", name=one.now)
        return
    languages = ", ".join(one.languages)
    if one.type_name:
        yield say("gone from the shelf {shelf}, in all its languages: {languages}", shelf=one.shelf, languages=languages)
    else:
        yield say("this page is gone, in all its languages: {languages}", languages=languages)
    if not one.from_ids:
        yield say("no other text leads there")
        return
    names = [titles.get(name, name) for name in one.from_ids[:_MOST_NAMED]]
    if more := len(one.from_ids) - len(names):
        rest = say("and {number} more", number=more)
        names.append(rest.in_words(translate))
    yield say_many(
        "{number} text still leads there: {names}", "{number} texts still lead there: {names}",
        len(one.from_ids), names=" · ".join(names),
    )  # fmt: skip
