"""Rules about addresses that were published and are gone: by the list that the toolkit keeps, or a published `library.json`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit_builder.checks.faults import faults_of, listing, problem_of, shortened
from toolkit_builder.model.built_in import REDIRECT_FROM
from toolkit_builder.model.library import Library
from toolkit_builder.model.published import Published, PublishedPage, as_published, renamed
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import locate_key
from toolkit_builder.problems import Message, Position, Problem, Severity, say

_SETTINGS = Position("mkdocs.yml")


def lost_address(library: Library) -> Iterator[Problem]:
    """What was published stays where it was, or its old address leads on.

    What stands in `addresses.txt` must; what `toolkit check --against library.json` asks for should.

    Bad:  models/old-name.en.md renamed to models/new-name.en.md
    Good: the same, with `redirect_from: [models/old-name]` in its header
    """
    told = set()
    for before, level in ((library.noted, Severity.ERROR), (library.before, Severity.WARNING)):
        if before is None:
            continue
        for problem in _since(library, before):
            if (said := (problem.position, str(problem.hint))) not in told:
                told.add(said)
                yield replace(problem, level=level)


def _since(library: Library, before: Published) -> Iterator[Problem]:
    then = _Then(library, before)
    yield from _lost_languages(library, before)
    yield from then.lost_shelves()
    yield from then.lost_pages()


def address_list(library: Library) -> Iterator[Problem]:
    """A line of `addresses.txt` is the name of a page, or a language.

    Bad:  https://example.org/models/duo-for-a-job.html
    Good: models/duo-for-a-job
    """
    for fault in faults_of(library, "address-list"):
        message = say("`{typed}` is no address of a page.", typed=shortened(fault.details["typed"]))
        hint = say("Write it as `models/duo-for-a-job`. `toolkit addresses --write` writes the list.")
        yield problem_of(fault, message, hint)


def _lost_languages(library: Library, before: Published) -> Iterator[Problem]:
    settings = library.settings
    for code in before.languages:
        if code not in settings.codes:
            message = say("The language `{language}` was published and is gone, with all its pages.", language=code)
            hint = say("Keep the language, or let the web server lead from `{old}/` to another one.", old=code)
            yield _warning(before.places.get(f"language: {code}", _SETTINGS), message, hint)
    if before.default_language in settings.codes and before.default_language != settings.default_language:
        old, new = before.default_language, settings.default_language
        message = say("The default language was `{old}` and is `{new}` now: every page has another address.", old=old, new=new)
        hint = say("Keep the default language, or let the web server lead from `{new}/` to the pages of today.", new=new)
        yield _warning(_SETTINGS, message, hint)


@dataclass(frozen=True)
class _Then:
    """A library of today beside what was published of it."""

    library: Library
    before: Published

    @cached_property
    def _known(self) -> frozenset[str]:
        """All names under which readers find something, or will when what is broken is mended; a shelf is `models/index`."""
        library = self.library
        written = (redirect.old for redirect in library.written_redirects)
        there = (record.id for record in library.records_and_pages if not record.is_draft)
        shelves = (f"{name}/index" for name in self._declared)
        return frozenset((*there, *library.loose, *library.redirects, *written, *shelves))

    @cached_property
    def _declared(self) -> Sequence[str]:
        """The shelves of today, also those whose declaration cannot be used just now."""
        found = (address.removesuffix("/index.html") for address in self.library.addresses if address.endswith("/index.html"))
        return [name for name in found if "/" not in name]

    @cached_property
    def _shelves(self) -> Mapping[str, str]:
        """Names of shelves that are gone to the shelf that took their place, or ''."""
        slugs = _by_folder(page.id for page in self.before.records)
        names = [
            (name, self._successor(slugs.get(name, ()))) for name in self.before.shelves if f"{name}/index" not in self._known
        ]
        names += [(old, name) for name, olds in self.before.shelves.items() for old in olds]
        return {old: now if now in self._declared else "" for old, now in names if f"{old}/index" not in self._known}

    def _successor(self, slugs: Sequence[str]) -> str:
        """Return the new shelf on which most of a lost shelf's records stand; '' where none does."""
        new = [name for name in self._declared if name not in self.before.shelves]
        counted = {name: sum(self._is_there(f"{name}/{slug}") for slug in slugs) for name in new}
        best = max(new, key=lambda name: counted[name], default="")
        return best if counted.get(best) else ""

    def _follows(self, name: str) -> bool:
        """Whether it is found again once its shelf says its old name."""
        folder, _, slug = name.partition("/")
        return bool(self._shelves.get(folder)) and self._is_there(f"{self._shelves[folder]}/{slug}")

    def _is_there(self, record: str) -> bool:
        return record in self.library.records or record in self.library.loose

    @cached_property
    def _lost(self) -> Mapping[str, PublishedPage]:
        """Names that are gone, each with the page that was to be found there."""
        named = ((name, page) for page in (*self.before.records, *self.before.pages) for name in (page.id, *page.old_names))
        gone = {name: page for name, page in named if name not in self._known and not self._follows(name)}
        return {name: page for name, page in gone.items() if not self._may_be_told(name, page)}

    def _may_be_told(self, name: str, page: PublishedPage) -> bool:
        """Whether a header that cannot be read may say where an old name leads: that of its own page, or of a new one."""
        new = {
            unread
            for unread in self._unread
            if unread not in self._published and unread.rpartition("/")[0] == name.rpartition("/")[0]
        }
        return page.id in self._unread or bool(new)

    @cached_property
    def _unread(self) -> frozenset[str]:
        library = self.library
        there = {record.id: [record.original] for record in library.records_and_pages}
        return frozenset(
            name for name, parts in {**there, **library.loose}.items() if not all(version.is_read for version in parts)
        )

    @cached_property
    def _published(self) -> frozenset[str]:
        return frozenset(page.id for page in (*self.before.records, *self.before.pages))

    @cached_property
    def _takers(self) -> Mapping[str, str]:
        """Lost names to what took their place, if anything did: where the rest of it leads, or what looks like it."""
        library = self.library
        found = {}
        for name, page in self._lost.items():
            now = library.redirects.get(page.id) or self._guessed.get(page.id) or (page.id if name != page.id else "")
            record = library.find(now)
            if record is not None and not record.is_draft:
                found[name] = now
        return found

    @cached_property
    def _guessed(self) -> Mapping[str, str]:
        library = self.library
        gone = [page for name, page in self._lost.items() if name == page.id and not library.find(name)]
        ids = {page.id for page in (*self.before.records, *self.before.pages)}
        all_now = library.records_and_pages
        return (
            renamed(gone, [as_published(record) for record in all_now if record.id not in ids and not record.is_draft])
            if gone
            else {}
        )

    def lost_shelves(self) -> Iterator[Problem]:
        """Yield a problem for each shelf that is gone; those of records that follow from it are told there."""
        left = _by_folder(name for name in self._lost if name not in self._takers)
        for old, now in self._shelves.items():
            if now:
                where = Position(f"{self.library.prefix}{now}/_type.yml")
                message = say("What was published as the shelf `{old}` is gone. This is probably the same shelf.", old=old)
                shelf = self.library.types.get(now)
                names = [typed for typed, _ in shelf.redirect_from] if shelf else []
                hint = say("If so, write here: `{line}`. It holds for the records as well.", line=_line([*names, old]))
                yield _warning(where, message, hint)
                continue
            gone = sorted(f"{old}/{slug}" for slug in left.get(old, ()))
            where = self.before.places.get(f"{old}/index", _SETTINGS)
            message = say("What was published as the shelf `{old}` is gone, and nothing leads on from there.", old=old)
            if gone:
                message = say("The shelf `{old}` was published and is gone, with it: {names}.", old=old, names=listing(gone))
            hint = say("What takes its place says so in its header: `{line}`.", line=_line([f"{old}/index", *gone[:1]]))
            yield _warning(where, message, hint)

    def lost_pages(self) -> Iterator[Problem]:
        """Yield a problem for each record and plain page that took the place of what is gone, and for what is left."""
        by_taker: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._lost):
            if name in self._takers:
                by_taker[self._takers[name]].append(name)
            elif self._shelves.get(name.partition("/")[0]) != "":
                yield self._gone(name)
        for now, names in by_taker.items():
            record = self.library.records.get(now) or self.library.pages[now]
            guesses = any(self._guessed.get(name) == now for name in names)
            message = say("What was published as `{names}` leads here no more.", names=listing(names))
            hint = say("Write into the header: `{line}`.", line=_line([*record.facts.get(REDIRECT_FROM, ()), *names]))
            if guesses:
                message = say("What was published as `{names}` is gone. This is probably the same.", names=listing(names))
                hint = say(
                    "If so, write into the header: `{line}`.", line=_line([*record.facts.get(REDIRECT_FROM, ()), *names])
                )
            yield _warning(_header(record), message, hint, record.id)

    def _gone(self, name: str) -> Problem:
        record = self.library.find(name)
        hint = say("What takes its place says so in its header: `{line}`.", line=_line([name]))
        if record is not None:
            message = say("What was published as `{name}` is a draft now, and its address leads nowhere.", name=name)
            hint = say("Publish it again. Or what takes its place says so in its header: `{line}`.", line=_line([name]))
            return _warning(_header(record, "draft"), message, hint, record.id)
        folder, _, slug = name.partition("/")
        where = Position(f"{self.library.prefix}{folder}/_type.yml") if slug and folder in self._declared else _SETTINGS
        where = self.before.places.get(name, where)
        return _warning(where, say("What was published as `{name}` is gone, and nothing leads on from there.", name=name), hint)


def _by_folder(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folder, _, slug = name.rpartition("/")
        found[folder].append(slug)
    return dict(found)


def _line(names: Iterable[str]) -> str:
    return f"{REDIRECT_FROM}: [{', '.join(names)}]"


def _header(record: Record, field: str = REDIRECT_FROM) -> Position:
    return Position(record.original.path, *locate_key(record.original.header, (field,)))


def _warning(where: Position, message: Message, hint: Message, record: str = "") -> Problem:
    return Problem(where, "lost-address", message, hint, Severity.WARNING, record)


RULES = (address_list, lost_address)
