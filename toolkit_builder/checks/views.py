"""Rules about plain pages that show records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from toolkit_builder.checks.faults import did_you_mean, listing
from toolkit_builder.model.collection_views import COLLECTION_VIEWS, FACET, CollectionView
from toolkit_builder.model.facets import shared
from toolkit_builder.model.fields import Field
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import Sequence as ListNode
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
        for number, shows in enumerate(_views(page)):
            if shows.get("of") not in faulty and (view := COLLECTION_VIEWS.get(shows.get("view", ""))):
                yield from _wrong(_Asked(library, page, number, shows, view))


def _views(page: Record) -> Iterator[Mapping[str, Any]]:
    shows = page.facts.get("shows")
    yield from (one for one in (shows if isinstance(shows, list) else ()) if isinstance(one, dict))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A view that a page asks for, and the place where it does."""

    library: Library
    page: Record
    number: int
    shows: Mapping[str, Any]
    view: CollectionView

    def problem(self, name: str, message: Message, hint: Message) -> Problem:
        """Tell what is wrong with an option; with the view itself, where it lacks one."""
        header = self.page.original.header
        # A view that is alone may stand there without a list.
        is_listed = isinstance(header.entries.get("shows"), ListNode)
        path = ("shows", self.number, name) if is_listed else ("shows", name)
        place = locate(header, path) if name != "view" else locate_key(header, path)
        field = f"shows.{self.number + 1}.{name}" if is_listed else f"shows.{name}"
        position = Position(self.page.original.path, *place)
        return Problem(position, "wrong-view", message, hint, record=self.page.id, field=field)

    def too_much(self, name: str) -> Problem:
        message = say("`{option}:` means nothing for the view `{view}`.", option=name, view=self.view.name)
        return self.problem(name, message, say("Take it out."))


def _wrong(asked: _Asked) -> Iterator[Problem]:
    view, typed = asked.view, asked.shows.get("of")
    for name, wanted in (("of", view.of), ("by", view.by), ("partly", view.partly)):
        if name in asked.shows and not wanted:
            yield asked.too_much(name)
    if view.of == "type" and (typed or not view.of_all):
        yield from _wrong_type(asked, typed)
    elif view.of == "vocabulary":
        yield from _wrong_vocabulary(asked, typed)
    elif view.by and asked.shows.get("by"):
        yield from _wrong_field(asked, [*shared(asked.library.types.values())])


def _wrong_type(asked: _Asked, typed: Any) -> Iterator[Problem]:
    known = {name: name for name in asked.library.types}
    if typed in known:
        if asked.view.by:
            yield from _wrong_field(asked, asked.library.types[typed].fields)
    elif not typed:
        message = say("The view `{view}` needs `of:` with the name of a record type.", view=asked.view.name)
        yield asked.problem("view", message, say("Record types: {known}.", known=listing(list(known))))
    else:
        hint = did_you_mean(closest(str(typed), known), say("Record types: {known}.", known=listing(list(known))))
        yield asked.problem("of", say("There is no record type `{typed}`.", typed=typed), hint)


def _wrong_vocabulary(asked: _Asked, typed: Any) -> Iterator[Problem]:
    known = {name: name for name, vocabulary in asked.library.vocabularies.items() if vocabulary.ordered}
    if typed not in known:
        message = say("The view `{view}` needs `of:` with a vocabulary whose terms have an order.", view=asked.view.name)
        hint = say("Vocabularies that fit: {known}.", known=listing(list(known)) or "–")
        yield asked.problem("of" if typed else "view", message, did_you_mean(closest(str(typed or ""), known), hint))


def _wrong_field(asked: _Asked, fields: Sequence[Field]) -> Iterator[Problem]:
    view = asked.view
    fitting = [*dict.fromkeys(field.name for field in fields if _fits(field, view))]
    hint = say("Fields that fit: {known}.", known=listing(fitting) or "–")
    typed = asked.shows.get("by")
    if not typed:
        yield asked.problem("view", _needs_field(view), hint)
    elif typed not in fitting:
        near = closest(str(typed), {candidate: candidate for candidate in fitting})
        yield asked.problem("by", _no_such_field(asked, typed), did_you_mean(near, hint))
    elif (partly := asked.shows.get("partly")) and view.partly:
        to = next(field.to for field in fields if field.name == typed)
        fitting = [field.name for field in fields if field.kind == view.by and field.to == to and field.name != typed]
        if partly not in fitting:
            hint = say("Fields that fit: {known}.", known=listing(fitting) or "–")
            yield asked.problem("partly", say("`partly:` names another field that leads to the same records as `by:`."), hint)


def _fits(field: Field, view: CollectionView) -> bool:
    return field.facet if view.by == FACET else field.kind == view.by and (view.many or not field.many)


def _needs_field(view: CollectionView) -> Message:
    if view.by == FACET:
        return say("The view `{view}` needs `by:` with a field that has `facet: true`.", view=view.name)
    return say("The view `{view}` needs `by:` with a field of the kind `{kind}`.", view=view.name, kind=view.by)


def _all_fields(library: Library) -> Iterator[Field]:
    return chain.from_iterable(record_type.fields for record_type in library.types.values())


def _no_such_field(asked: _Asked, typed: Any) -> Message:
    if asked.view.by == FACET:
        if not asked.shows.get("of") and any(field.name == typed and field.facet for field in _all_fields(asked.library)):
            return say("The list of all records is not narrowed down by `{typed}`.", typed=typed)
        return say("`{typed}` is no field with `facet: true`.", typed=typed)
    return say("`{typed}` is no field of the kind `{kind}` of {type}.", typed=typed, kind=asked.view.by, type=asked.shows["of"])


RULES = (wrong_view,)
