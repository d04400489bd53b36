"""Rules about what the header of a page names for readers to meet first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from toolkit_builder.addresses import HOME
from toolkit_builder.checks.faults import did_you_mean, listing
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import locate, locate_key
from toolkit_builder.model.vocabulary import closest_path
from toolkit_builder.problems import NOTHING, Message, Position, Problem, Severity, say


def wrong_home(library: Library) -> Iterator[Problem]:
    """What the header of a page names for readers to meet first is there.

    Bad:  home: {doors: [start-here-please], books: [models/duo-for-a-job]}
    Good: home: {doors: [about], books: [models/duo-for-a-job]}
    """
    for page in library.pages.values():
        if "shelf" in page.facts and (typed := page.facts["shelf"]) not in library.types:
            yield _unknown(page, ("shelf",), say("There is no record type `{typed}`.", typed=typed), typed, library.types)
        if page.slug != HOME:
            yield from _elsewhere(page, library)
        for way, typed, known in _named(page.home, library):
            if typed not in known:
                message = say("There is no record `{target}`.", target=typed)
                if known is library.pages:
                    message = say("There is no page `{typed}`.", typed=typed)
                yield _unknown(page, ("home", *way), message, typed, known)
            elif known[typed].is_draft and not page.is_draft:
                message = say("The link `{target}` leads to a draft, which readers do not see.", target=typed)
                hint = say("Take the link out, or publish that record as well.")
                yield replace(_unknown(page, ("home", *way), message, typed, known), hint=hint, level=Severity.WARNING)


def _elsewhere(page: Record, library: Library) -> Iterator[Problem]:
    """Tell what only the home page shows, in the header of another page."""
    for name, versions, message in (
        ("home", [page.original], say("`home:` says what readers meet first: it stands in the header of the home page.")),
        ("searches", page.files, say("`searches:` has examples for the first page: it stands in the header of the home page.")),
    ):
        for version in versions:
            if version.values.get(name):
                path = f"{library.settings.relative(library.settings.content)}/{HOME}.{version.language}.md"
                hint = say("Write it into {path}.", path=path)
                place = Position(version.path, *locate_key(version.header, (name,)))
                yield Problem(place, "wrong-home", message, hint, record=page.id, field=name)


def _named(home: Mapping[str, Any], library: Library) -> Iterator[tuple[tuple[str | int, ...], str, Mapping[str, Any]]]:
    """Yield what is named, with the way to it and where it has to be."""
    for name, known in (("doors", library.pages), ("books", library.records)):
        yield from (((name, number), typed, known) for number, typed in enumerate(home.get(name, ())))
    if "first" in home:
        yield ("first",), home["first"], library.records
    for number, entry in enumerate(home.get("findings", ())):
        for name, known in (("record", library.records), ("page", library.pages)):
            if name in entry:
                yield ("findings", number, name), entry[name], known


def _unknown(page: Record, way: tuple[str | int, ...], message: Message, typed: str, known: Mapping[str, Any]) -> Problem:
    there_are = say("There are: {known}.", known=listing([*known])) if known else NOTHING
    hint = did_you_mean(closest_path(typed, known), there_are, typed)
    place = locate(page.original.header, way)
    field = ".".join(str(part + 1) if isinstance(part, int) else part for part in way)
    return Problem(Position(page.original.path, *place), "wrong-home", message, hint, record=page.id, field=field)


RULES = (wrong_home,)
