"""Rules about plain pages that show records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit_builder.checks.faults import did_you_mean, listing
from toolkit_builder.model.collection_views import COLLECTION_VIEWS, CollectionView
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import locate, locate_key
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Message, Position, Problem, say


def wrong_view(library: Library) -> Iterator[Problem]:
    """A page shows records of a type that exists, by a field that fits.

    Bad:  shows: {view: map, of: model, by: title}
    Good: shows: {view: map, of: models, by: countries}
    """
    # Where a type has a fault of its own, that says enough.
    faulty = {fault.position.path.split("/")[-2] for fault in library.faults if fault.position.path.endswith("/_type.yml")}
    for page in library.pages.values():
        shows = page.facts.get("shows")
        if isinstance(shows, dict) and shows.get("of") not in faulty and (view := COLLECTION_VIEWS.get(shows.get("view", ""))):
            yield from _wrong_type(library, page, shows, view)


def _wrong_type(library: Library, page: Record, shows: Mapping[str, Any], view: CollectionView) -> Iterator[Problem]:
    typed = shows.get("of")
    if not view.of_type or typed in library.types:
        yield from _wrong_field(library, page, shows, view)
    elif not typed:
        message = say("The view `{view}` needs `of:` with the name of a record type.", view=view.name)
        yield _problem(page, "view", message, say("Record types: {known}.", known=listing(list(library.types))))
    else:
        known = {name: name for name in library.types}
        hint = did_you_mean(closest(str(typed), known), say("Record types: {known}.", known=listing(list(known))))
        yield _problem(page, "of", say("There is no record type `{typed}`.", typed=typed), hint)


def _wrong_field(library: Library, page: Record, shows: Mapping[str, Any], view: CollectionView) -> Iterator[Problem]:
    typed = shows.get("by")
    for name, wanted in (("of", view.of_type), ("by", view.by)):
        if name in shows and not wanted:
            message = say("`{option}:` means nothing for the view `{view}`.", option=name, view=view.name)
            yield _problem(page, name, message, say("Take it out."))
    if not view.by:
        return
    fields = library.types[shows["of"]].fields
    fitting = [field.name for field in fields if field.kind == view.by and (view.many or not field.many)]
    hint = say("Fields that fit: {known}.", known=listing(fitting) or "–")
    if not typed:
        message = say("The view `{view}` needs `by:` with a field of the kind `{kind}`.", view=view.name, kind=view.by)
        yield _problem(page, "view", message, hint)
    elif typed not in fitting:
        message = say("`{typed}` is no field of the kind `{kind}` of {type}.", typed=typed, kind=view.by, type=shows["of"])
        yield _problem(
            page, "by", message, did_you_mean(closest(str(typed), {candidate: candidate for candidate in fitting}), hint)
        )


def _problem(page: Record, name: str, message: Message, hint: Message) -> Problem:
    header = page.original.header
    place = locate(header, ("shows", name)) if name != "view" else locate_key(header, ("shows", name))
    return Problem(Position(page.original.path, *place), "wrong-view", message, hint, record=page.id, field=f"shows.{name}")


RULES = (wrong_view,)
