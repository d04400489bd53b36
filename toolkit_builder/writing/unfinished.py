"""What stands against marking a translation as done: what is new and not there, not translated, or has other figures."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from toolkit_builder.checks.translated_figures import figure_differs
from toolkit_builder.checks.translations import translation_does_not_fit
from toolkit_builder.model.changes import Change, Kind
from toolkit_builder.model.counterparts import counterparts
from toolkit_builder.model.passages import Digest, Passage
from toolkit_builder.model.record import Record, known_as
from toolkit_builder.model.versions import Translation
from toolkit_builder.writing.comparison import name_of

_MOST_OF_A_NAME = 2
"""So many words of a field may be the same in two languages; three are a sentence that was left."""


def unfinished(record: Record, translation: Translation) -> Iterator[str]:
    """Yield a line for each thing that a translator may have overlooked, with its place; none where all seems done."""
    if translation.fingerprint == record.fingerprint:
        return
    theirs = counterparts(record, translation, is_done=True)
    of_then = known_as(*translation.fingerprint)
    for change in record.changed_since(translation):
        own = theirs.of(change)
        if said := _said_of_then(translation, change, own) or _said(record, translation.language, of_then, change, own):
            place = f"{translation.path}:{translation.place_of(own)[0]}" if own else translation.path
            there = f" ({record.original.path}:{record.original.place_of(change.now)[0]})" if change.now else ""
            yield f"{place}: {name_of(change.now, own)}: {said}{there}."
    # What `toolkit check` would say as soon as it is marked.
    marked = replace(translation, fingerprint=record.fingerprint)
    alone = replace(record, translations={translation.language: marked})
    for rule in (translation_does_not_fit, figure_differs):
        for problem in rule(alone):
            yield f"{translation.path}:{problem.position.line}: {problem.message} {problem.hint}"


def _said_of_then(translation: Translation, change: Change, own: Passage | None) -> str:
    """Say which addresses or code of a passage are as the original had them before: they are the same in all languages."""
    if own is None or change.was is None or change.now is None:
        return ""
    then, here = translation.fingerprint[change.was], own.digest
    if Kind.LINK in change.kinds and then.links == here.links != "":
        return "still has the addresses that the original had before"
    if Kind.CODE in change.kinds and then.code == here.code != "":
        return "still has the code that the original had before"
    return ""


def _said(record: Record, language: str, of_then: Set[Digest], change: Change, own: Passage | None) -> str:
    """Say what seems not to be done about a change; '' where nothing can be said against it."""
    if change.now is None:
        return "taken out of the original, and still here" if own else ""
    if own is None:
        return "new in the original, and missing here" if change.was is None else ""
    is_name = not own.is_section and len(own.text.split()) <= _MOST_OF_A_NAME
    if not is_name and (record.repeats(own, language) or record.is_of(own, of_then, language)):
        return "still says, word for word, what the original says"
    return ""
