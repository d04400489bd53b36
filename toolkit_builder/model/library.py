"""The library: all records of one toolkit, read and linked. It never changes after it is built."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit_builder.model.fields import Field
from toolkit_builder.model.glossary import Glossary, avoided_words, explained_words
from toolkit_builder.model.layers import overlaid, with_own, without
from toolkit_builder.model.once import Value
from toolkit_builder.model.published import Published
from toolkit_builder.model.record import Record
from toolkit_builder.model.redirects import Redirect, first_of, redirects_in, with_shelf
from toolkit_builder.model.search_words import SearchGroup
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.values import Path
from toolkit_builder.model.versions import Translation, Version
from toolkit_builder.model.vocabulary import Vocabulary
from toolkit_builder.problems import Fault
from toolkit_builder.settings import Settings


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference field's value: from which id, through which fields, to which id."""

    source: str
    fields: tuple[Field, ...]
    path: Path
    target: str


@dataclass(frozen=True)
class Library(Value):
    """All that was read: types, vocabularies, records, plain pages, pictures, and what could not be accepted.

    ``loose`` are the versions of records that cannot be put together: no original, two originals, an unknown language.
    """

    settings: Settings
    types: Mapping[str, RecordType]
    vocabularies: Mapping[str, Vocabulary]
    records: Mapping[str, Record]
    pages: Mapping[str, Record]
    """Plain pages (home, about): records without a type, by their slug."""
    media: frozenset[str]
    """Pictures, as paths relative to the content folder."""
    faults: tuple[Fault, ...] = ()
    loose: Mapping[str, tuple[Version, ...]] = dataclasses.field(default_factory=dict)
    addresses: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """Address of a page, case folded, to the files that want it."""
    before: Published | None = None
    """What was published of it before, where that was asked for."""
    noted: Published | None = None
    """What its own list says was published (see reading/address_list.py)."""
    aside: tuple[Version, ...] = ()
    """Files that are in no record, for their name or their folder; what they say is checked all the same."""
    understood: Mapping[str, Record] = dataclasses.field(default_factory=dict)
    """Records of ``loose`` without the files that are wrong in them, where it is plain which one is the original.

    The site does without them; who translates does not lose what is right for what is not.
    """
    declared: str = ""
    """A hash of the files that declare types and vocabularies."""
    search_words: Sequence[SearchGroup] = ()
    """Everyday words for the search."""

    @cached_property
    def records_and_pages(self) -> Sequence[Record]:
        """All records, plain pages last."""
        return [*self.records.values(), *self.pages.values()]

    @cached_property
    def faults_by_rule(self) -> Mapping[str, tuple[Fault, ...]]:
        """The faults, sorted by the rule that they break."""
        by_rule: dict[str, list[Fault]] = defaultdict(list)
        for fault in self.faults:
            by_rule[fault.rule].append(fault)
        return {rule: tuple(faults) for rule, faults in by_rule.items()}

    @cached_property
    def prefix(self) -> str:
        """What the paths of all content files begin with: `content/`."""
        return f"{self.settings.relative(self.settings.content)}/"

    def of_type(self, name: str) -> list[Record]:
        """Return the published records of a type, in the order of their slugs."""
        return [record for record in self.published if record.type.name == name]

    @cached_property
    def published(self) -> Sequence[Record]:
        """The records that readers see: no drafts."""
        return [record for record in self.records.values() if not record.is_draft]

    @cached_property
    def drafts(self) -> frozenset[str]:
        """The ids of the records that readers do not see."""
        return frozenset(record.id for record in self.records.values() if record.is_draft)

    def names_a_draft(self, record: Record) -> bool:
        """Whether the files of a record, as they were typed, name a record or page that readers do not see."""
        hidden = [name.rpartition("/")[2] for name in self.drafts]
        hidden += [slug for slug, page in self.pages.items() if page.is_draft]
        return any(slug in file.typed or slug in file.text for slug in hidden for file in record.files)

    @cached_property
    def published_media(self) -> frozenset[str]:
        """The pictures that readers see: none that lies in the folder of a draft, however deep."""
        # A plain page and a type may have the same name; the pictures in that folder belong to the type.
        pages = (slug for slug, page in self.pages.items() if page.is_draft and slug not in self.types)
        hidden = tuple(f"{name}/" for name in (*self.drafts, *pages))
        return frozenset(name for name in self.media if not name.startswith(hidden))

    @cached_property
    def written_redirects(self) -> Sequence[Redirect]:
        """Every `redirect_from`, sound or not."""
        return [*redirects_in(self.records_and_pages, self.types.values())]

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """Old names to the names of what readers see there now; a shelf is called `models/index`.

        Where a rule is broken, one may be a name of today; such a site is not built.
        """
        public = {record.id for record in self.records_and_pages if not record.is_draft}
        seen = (redirect for redirect in self.written_redirects if not redirect.record or redirect.record in public)
        return first_of(pair for redirect in seen for pair in with_shelf(redirect, self.published))

    def has_something_of(self, before: Published) -> bool:
        """Whether what was published can be an edition of this toolkit."""
        known = self.records.keys() | self.loose.keys() | self.redirects.keys()
        return not before.records or before.name == self.settings.name or any(record.id in known for record in before.records)

    @cached_property
    def old_names(self) -> Mapping[str, Sequence[str]]:
        """The other way round: names to the old names that lead there, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for old, new in sorted(self.redirects.items()):
            found[new].append(old)
        return found

    @cached_property
    def back_references(self) -> Mapping[str, tuple[Reference, ...]]:
        """Who refers to a record: its id to the references of published records, in their order."""
        found: dict[str, list[Reference]] = defaultdict(list)
        for record in self.published:
            for reference in record.once(references):
                found[reference.target].append(reference)
        return {target: tuple(sources) for target, sources in found.items()}

    @cached_property
    def glossaries(self) -> Mapping[str, Glossary]:
        """The explained words of each language."""
        return {
            code: Glossary.of((term.word, term.record.id) for term in explained_words(self.published, code))
            for code in self.settings.codes
        }

    @cached_property
    def avoided(self) -> Mapping[str, Glossary]:
        """The words that texts of a language do not use, and among them those that they may: these have no record."""
        avoided = {code: [*avoided_words(self.published, code)] for code in self.settings.codes}
        return {
            code: Glossary.of(
                [(term.word, term.record.id) for term in terms]
                + [(term.word, "") for term in explained_words(self.published, code)]
            )
            for code, terms in avoided.items()
            if terms
        }

    def versions(self) -> Iterator[tuple[Record | None, Version]]:
        """Yield every file with a text and its record; None for what could not be put together."""
        for record in self.records_and_pages:
            yield from ((record, version) for version in record.files)
        yield from ((None, version) for version in self.in_no_record)

    @cached_property
    def in_no_record(self) -> Sequence[Version]:
        """The files with a text that could not be put together."""
        return [*(version for versions in self.loose.values() for version in versions), *self.aside]

    @property
    def texts_in_no_record(self) -> Iterator[Version]:
        """Their texts, with those of fields."""
        return (text for version in self.in_no_record for text in (version, *version.fields))

    @cached_property
    def with_translations(self) -> Sequence[Record]:
        """The records that are translated, plain pages last."""
        return [record for record in self.records_and_pages if record.translations]

    def translations(self) -> Iterator[tuple[Record, Translation]]:
        """Yield every translation and its record, plain pages last."""
        yield from ((record, translation) for record in self.with_translations for translation in record.translations.values())

    @cached_property
    def known(self) -> Sequence[Record]:
        """All records and plain pages, also those of which a file is wrong."""
        return [*self.records_and_pages, *self.understood.values()]

    def known_translations(self) -> Iterator[tuple[Record, Translation]]:
        """Yield every translation and its record, also where another file of the record is wrong."""
        yield from ((record, translation) for record in self.known for translation in record.translations.values())

    @cached_property
    def outside(self) -> Sequence[Version]:
        """The files that are in no record, as far as is known."""
        inside = {version.path for record in self.understood.values() for version in record.files}
        loose = (version for versions in self.loose.values() for version in versions if version.path not in inside)
        return sorted((*loose, *self.aside), key=lambda version: version.path)

    @cached_property
    def texts(self) -> Sequence[tuple[Record | None, Version]]:
        """Every Markdown text and its record: what stands below a header, and each value of a field of Markdown.

        Such a value comes as the version that holds it, with the value in place of the text.
        """
        versions = [*self.versions()]
        return [*versions, *((record, part) for record, version in versions for part in version.fields)]

    def find(self, record_id: str) -> Record | None:
        """Return a record by its id, or a plain page by its slug."""
        return self.records.get(record_id) or self.pages.get(record_id)

    @cached_property
    def _wanted(self) -> Mapping[str, tuple[str, ...]]:
        """Which languages readers of each read, best first: their own, then its fallbacks, the default language."""
        default = self.settings.default_language
        return {
            language.code: tuple(dict.fromkeys((language.code, *language.fallback, default)))
            for language in self.settings.languages
        }

    def versions_for(self, record: Record, language: str) -> Iterator[Version]:
        """Yield what a reader may get, best first; the original last, in whatever language it is."""
        # While content is checked, there may be files in languages that are not configured.
        wanted = self._wanted.get(language) or (language, self.settings.default_language)
        yield from (version for code in wanted if (version := record.version(code)))
        if record.original.language not in wanted:
            yield record.original

    def shown(self, record: Record, language: str) -> Version:
        """Return the version that a reader gets."""
        return record.version(language) or next(self.versions_for(record, language))

    def fact(self, record: Record, field: Field, language: str) -> Any:
        """Return what a field without translations says to a reader: the original's fact, or that of the file shown."""
        return (self.shown(record, language).values if field.per_language else record.facts).get(field.name)

    def values(self, record: Record, language: str) -> Mapping[str, Any]:
        """Return facts and words of a record for a reader: the original's facts, and each word in the best language.

        References to drafts are left out.
        """
        values = record.facts
        # The original is a layer of its own: words of a language that comes after its own never stand over it.
        for version in reversed([*self.versions_for(record, language)]):
            values = overlaid(record.type.all_fields, values, version.values)
        if any(field.has_own for field in record.type.fields):
            values = with_own(record.type.fields, values, self.shown(record, language).values)
        return without(self.drafts, record.type.fields, values) if self.drafts else values


def references(record: Record) -> Iterator[Reference]:
    """Yield every reference that a record makes."""
    for way in record.type.ways("reference"):
        for path, value in _follow(record.facts, way, ()):
            yield Reference(record.id, way, path, f"{way[-1].to}/{value}")


def values_of_kind(kind: str, record_type: RecordType, values: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield every value of a kind that a version holds, also within groups, with the path to it."""
    for way in record_type.ways(kind):
        yield from values_at(way, values)


def values_at(way: Sequence[Field], values: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield every value of the field at the end of a way through groups, with the path to it."""
    yield from _follow(values, way, ())


def _follow(values: Mapping[str, Any], way: Sequence[Field], path: Path) -> Iterator[tuple[Path, Any]]:
    field, *rest = way
    value = values.get(field.name)
    if value is None:
        return
    items: list[tuple[Path, Any]] = [((*path, field.name), value)]
    if field.many:
        items = [((*path, field.name, number), item) for number, item in enumerate(value)]
    for at, item in items:
        if rest:
            yield from _follow(item, rest, at)
        else:
            yield at, item
