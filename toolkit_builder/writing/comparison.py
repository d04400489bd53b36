"""What a translator has to do: the changes of an original in words, each with its line in the translation."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from toolkit_builder.model.changes import Change, Kind, changes
from toolkit_builder.model.counterparts import Counterparts, counterparts
from toolkit_builder.model.library import Library
from toolkit_builder.model.passages import Digest, Passage
from toolkit_builder.model.record import Record, Status
from toolkit_builder.model.versions import Translation
from toolkit_builder.reading.versions import read_original
from toolkit_builder.writing.history import passages_of_then

_SAID: Mapping[Kind, str] = {
    Kind.WORDING: "other words",
    Kind.FIGURE: "other figures",
    Kind.LINK: "other addresses",
    Kind.CODE: "other code",
    Kind.RENAMED: "another heading",
    Kind.MOVED: "stands elsewhere",
    Kind.NEW: "new",
    Kind.REMOVED: "taken out of the original; take it out here, too",
    Kind.CHANGED: "changed",
}
_WORDS_AROUND = 6
_MOST_LINES = 2_000
"""Longer passages are not compared line by line, which takes the square of their length."""


def what_to_do(library: Library, record: Record, translation: Translation) -> Iterator[str]:
    """Yield lines for a translator: what changed in the original since, or that nothing is to be done."""
    mark = f"toolkit translate {record.id} {translation.language} --done"
    match record.status(translation.language):
        case Status.NOT_KNOWN:
            yield f"{translation.path} does not say which state of {record.original.path} it follows."
            yield f"Compare the two; when they say the same: {mark}"
        case Status.BEHIND:
            yield from comparison(library, record, translation)
            yield f"When the translation says the same again: {mark}"
        case _:
            yield f"{translation.path} is up to date."


def comparison(library: Library, record: Record, translation: Translation) -> Iterator[str]:
    """Yield what changed in the original since, as lines: passage by passage, with what stood there where git knows it."""
    then = _then(library, record, translation)
    before = _fingerprint(record, translation, then)
    theirs = counterparts(record, translation, before)
    for change in changes(before, record.passages, record.fingerprint):
        was = then.get(translation.fingerprint[change.was]) if change.was is not None else None
        own = theirs.of(change)
        place = f"{translation.path}:{translation.place_of(own)[0]}" if own else translation.path
        yield f"{place}: {name_of(change.now or was, own)}: {_kinds(change, theirs)}"
        yield from _words(was, change.now)
        yield ""


def _then(library: Library, record: Record, translation: Translation) -> Mapping[Digest, Passage]:
    gone = {*translation.fingerprint} - {*record.fingerprint}
    if not gone:
        return {}
    file = library.settings.root / record.original.path
    found = passages_of_then(file, [*gone], lambda data: read_original(library, record, data).passages(record.type))
    return found | {passage.digest: passage for passage in record.passages}


def _fingerprint(record: Record, translation: Translation, then: Mapping[Digest, Passage]) -> Sequence[Digest]:
    """Return the fingerprint; an old one in today's form, where all that it stands for was found: that tells more."""
    if any(digest.old for digest in translation.fingerprint):
        old = {Digest("", "", "", old=passage.old_hash): passage for passage in record.passages}
        known = [then.get(digest) or old.get(digest) for digest in translation.fingerprint]
        if all(known):
            return [passage.digest for passage in known if passage]
    return translation.fingerprint


def name_of(there: Passage | None, here: Passage | None) -> str:
    """Name a passage as the original calls it, and as the translation does: a translator looks for the one in the other."""
    if there is None or here is None:
        return _name(there or here)
    return _name(there) if there.name == here.name or not there.is_section else f"{_name(there)} (here: {_name(here)})"


def _name(passage: Passage | None) -> str:
    if passage is None:
        return "a part of it"
    return passage.name if passage.name.strip("# ") else "the text before the first heading"


def _kinds(change: Change, theirs: Counterparts) -> str:
    said = " and ".join(_SAID[kind] for kind in change.kinds)
    if change.now is None and theirs.lacks(change):
        said = "taken out of the original, and here as well"
    elif change.was is None and theirs.of(change):
        said = "new, and here already"
    return f"URGENT, {said}" if change.is_urgent else said


def _words(was: Passage | None, now: Passage | None) -> Iterator[str]:
    """Yield the words that changed; where it is not known what stood there, all that stands there now."""
    if was is None and now is not None:
        yield from _marked("now", now.text)
    elif was is not None and now is None:
        yield from _marked("was", was.text)
    elif was is not None and now is not None:
        yield from _differences(was.text.split("\n"), now.text.split("\n"))


def _differences(was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    if len(was) > _MOST_LINES or len(now) > _MOST_LINES:
        yield from _marked("was", "\n".join(was))
        yield from _marked("now", "\n".join(now))
        return
    for tag, start, end, other_start, other_end in difflib.SequenceMatcher(None, was, now).get_opcodes():
        if tag == "equal":
            continue
        before, after = was[start:end], now[other_start:other_end]
        if len(before) == len(after) == 1:
            before, after = ([text] for text in _around(before[0], after[0]))
        yield from _marked("was", "\n".join(before))
        yield from _marked("now", "\n".join(after))


def _around(was: str, now: str) -> tuple[str, str]:
    """Cut two lines to where they differ, with a few words on both sides."""
    before, after = was.split(" "), now.split(" ")
    shorter = min(len(before), len(after))
    same = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    behind = next((at for at in range(shorter - same) if before[-1 - at] != after[-1 - at]), shorter - same)
    start, end = max(same - _WORDS_AROUND, 0), max(behind - _WORDS_AROUND, 0)

    def cut(line: list[str]) -> str:
        kept = line[start : len(line) - end]
        return " ".join(["…"] * bool(start) + kept + ["…"] * bool(end))

    return cut(before), cut(after)


def _marked(mark: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.strip("\n").split("\n") if text.strip() else []):
        yield f"    {mark if number == 0 else '   '}  {line}".rstrip()
