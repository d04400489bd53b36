"""All texts of a library to HTML: each once, whoever reads it in whatever language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

from toolkit_builder.model.glossary import Explanations
from toolkit_builder.model.library import Library
from toolkit_builder.model.packed import put_back
from toolkit_builder.model.record import Record
from toolkit_builder.model.sections import boxed_in
from toolkit_builder.model.text import Outline
from toolkit_builder.model.versions import Version
from toolkit_builder.model.visible import words_once
from toolkit_builder.problems import Details, Fault, Position
from toolkit_builder.program import hashed
from toolkit_builder.rendering.cache import Cache
from toolkit_builder.rendering.markdown import draw, recipe, render
from toolkit_builder.rendering.names import Named, linked_parts, names_for
from toolkit_builder.rendering.packed import Unpacked, packed
from toolkit_builder.settings import Settings
from toolkit_builder.words import words
from toolkit_builder.work import ALL, ALONE, Engine, Part

EMPTY: Mapping[str, bytes] = MappingProxyType({})
_FEW = 16
"""So many texts are rendered in no time."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One text to render, and where it stands."""

    place: str
    position: Position
    record: str
    folder: str
    part: str
    language: str
    outline: Outline
    terms: tuple[tuple[str, str], ...]
    """The words in it that are explained elsewhere, and the pages that do: only these, so that others change nothing."""
    names: tuple[Named, ...]
    """The names that links use for its parts, and that they do not have by themselves."""
    boxed: tuple[str, ...]
    """The headings whose sections stand in boxes."""

    @property
    def key(self) -> str:
        terms, names = (tuple(sign for pair in pairs for sign in pair) for pairs in (self.terms, self.names))
        lengths = f"{len(terms)} {len(names)} {len(self.boxed)}"
        text = self.outline.digest
        made_of = (recipe(self.language), self.folder, self.part, self.language, lengths, *terms, *names, *self.boxed, text)
        return hashlib.sha256("\0".join(made_of).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Around:
    """What other records have to do with the HTML of a text."""

    explanations: Explanations
    linked: Mapping[str, Collection[str]]

    def task(self, record: Record | None, version: Version) -> _Task:
        """Return what is to be rendered of a text, with all that others have to do with it."""
        terms = self._terms(record.id if record else "", version)
        # What is named in a field has the field's name before its own, and no link from elsewhere leads there.
        names = tuple(names_for(record, version, self.linked.get(record.id, ()))) if record and not version.part else ()
        return _task_of(record, version, terms, names)

    def _terms(self, name: str, version: Version) -> tuple[tuple[str, str], ...]:
        """Return the words of a text that other records explain, each with the way to its page."""
        root = "../" * name.count("/")
        used = self.explanations.used(version.language, version.outline)
        return tuple((word, f"{root}{record_id}.html") for word, record_id in used.items() if record_id != name)

    def keys(self, library: Library) -> dict[str, str]:
        """Return the places of all texts with what their HTML is made of."""
        keys: dict[str, str] = {}
        for record in library.records_and_pages:
            if record.id not in self.linked and self.explanations.are_none:
                keys |= record.once(keys_alone)
            else:
                keys |= {version.place: self.task(record, version).key for version in record.texts}
        return keys | {version.place: self.task(None, version).key for version in library.texts_in_no_record}


def _task_of(
    record: Record | None, version: Version, terms: tuple[tuple[str, str], ...] = (), names: tuple[Named, ...] = ()
) -> _Task:  # fmt: skip
    position = Position(version.path, version.text_line)
    name, folder = (record.id, record.folder) if record else ("", "")
    boxed = boxed_in(record, version) if record and not version.part else ()
    outline = version.outline
    return _Task(version.place, position, name, folder, version.part, version.language, outline, terms, names, boxed)


def keys_alone(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the places of a record's texts with what their HTML is made of where no other record has to do with them."""
    for text in record.texts:
        task = _task_of(record, text)
        yield task.place, task.key


def _user(library: Library) -> str:
    """Return what tells apart the configurations of one toolkit that need other texts."""
    settings = library.settings
    return " ".join((settings.relative(settings.content), *sorted(settings.codes)))


def _render(task: _Task) -> bytes:
    html = _html(task)
    put_back()
    return html


def _html(task: _Task) -> bytes:
    terms = dict(task.terms)
    html = draw(task.outline, task.folder, task.part, terms, task.language, whole=True, names=task.names, boxed=task.boxed)
    return packed(html)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The places of texts (``Version.place``) with their HTML, and the faults of those that could not be rendered."""

    html: Mapping[str, str]
    faults: Sequence[Fault]
    by_key: Mapping[str, bytes]
    """All HTML by what it was made of, packed, for the next time."""
    explanations: Explanations
    keys: Mapping[str, str]
    """The places of all texts, whether they were rendered or not, with what their HTML is made of."""

    @property
    def key(self) -> str:
        """One key for all texts."""
        return hashed(sorted(self.keys.items()))


@dataclass(frozen=True, slots=True)
class _Ahead:
    """Renders the texts of a record that was just read, as they are where no other record has to do with them."""

    known: Set[str]

    def __call__(self, record: Record) -> Mapping[str, bytes]:
        """Return their HTML, packed, by what it was made of. What cannot be rendered is tried, and told, by `render_texts`."""
        made: dict[str, bytes] = {}
        for version in record.files:
            # Search will ask for them, and for no tree then.
            words_once(version.outline)
        for text, (_, key) in zip(record.texts, record.once(keys_alone), strict=True):
            if key not in self.known:
                with suppress(Exception):
                    made[key] = _html(_task_of(record, text))
        return made


def rendering_ahead(settings: Settings) -> Callable[[Record], Mapping[str, bytes]]:
    """Return what renders the texts of a record, but for those that lie in the cache."""
    cache = _cache(settings)
    known = cache.keys()
    cache.close()
    # What all of them need is made once, before processes part.
    render("text")
    for code in settings.codes:
        recipe(code)
        words(code)
    return _Ahead(known)


def _cache(settings: Settings) -> Cache:
    return Cache(settings.cache / "rendered.sqlite")


def render_texts(
    library: Library,
    engine: Engine = ALONE,
    progress: Callable[[int, int], None] | None = None,
    before: Mapping[str, bytes] = EMPTY,
    part: Part = ALL,
    explanations: Explanations | None = None,
) -> Rendered:
    """Render every text wherever the engine works, but for those that were rendered ``before`` or lie in the cache.

    Of a ``part``, only the texts of its records and plain pages. ``explanations`` are those of the time before.
    """
    around = _Around(Explanations(library.glossaries, explanations), linked_parts(library))
    all_keys = around.keys(library)
    keys = all_keys
    if part is not ALL:
        mine = [version.place for record, version in library.texts if part.has(record.id if record else "")]
        keys = {place: all_keys[place] for place in mine}
    cache = _cache(library.settings)
    wanted = set(keys.values())
    known = {key: before[key] for key in wanted & before.keys()}
    known |= cache.get(wanted - known.keys())
    missing = {place for place, key in keys.items() if key not in known}
    texts = library.texts if missing else ()
    to_do = [around.task(record, version) for record, version in texts if version.place in missing]
    put_back()
    made, faults = _made(to_do, engine, library.settings.time_limit, progress)
    new = {keys[place]: html for place, html in made.items()}
    html = known | new
    # While somebody writes, the next build may draw again what was written since.
    if explanations is None or len(new) > _FEW:
        cache.put(html, _user(library), {*all_keys.values()}, new)
    cache.close()
    by_place = {place: html[key] for place, key in keys.items() if key in html}
    return Rendered(Unpacked(by_place), faults, html, around.explanations, all_keys)


def _made(
    to_do: Sequence[_Task], engine: Engine, limit: float, progress: Callable[[int, int], None] | None
) -> tuple[Mapping[str, bytes], Sequence[Fault]]:
    """Render texts wherever the engine works: HTML by place, and which texts cannot be rendered."""
    made: dict[str, bytes] = {}
    faults: list[Fault] = []
    for done, (number, outcome) in enumerate(engine.run(_render, to_do, limit), 1):
        task = to_do[number]
        if outcome.value is not None:
            made[task.place] = outcome.value
        else:
            details: Details = {"late": outcome.late, "reason": outcome.reason, "seconds": f"{limit:g}"}
            faults.append(Fault("cannot-render", task.position, task.record, task.part, details))
        if progress:
            progress(done, len(to_do))
    return made, faults
