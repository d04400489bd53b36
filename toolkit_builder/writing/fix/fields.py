"""Mends of names and values in headers: where the hint names the only value that can be meant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit_builder.checks.faults import faults_of, foreign_letter
from toolkit_builder.checks.field_hints import field_of
from toolkit_builder.checks.fields import carries_facts
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.library import references
from toolkit_builder.model.values import locate
from toolkit_builder.problems import Fault
from toolkit_builder.writing.fix.mends import Bench, Mend

_LONGEST_NAME, _SHORT_NAME = 60, 6
_MOST_NAMES = 100
"""Unknown names of one file: each is held against all known ones. The next ones are looked at in the next call."""


def unknown_field(bench: Bench) -> Iterator[Mend]:
    """A name with one near match among those that may stand there."""
    looked_at: Counter[str] = Counter()
    for fault in faults_of(bench.library, "unknown-field"):
        looked_at[fault.position.path] += 1
        if looked_at[fault.position.path] > _MOST_NAMES:
            continue
        name = fault.field.rpartition(".")[2]
        meant = "" if carries_facts(bench.library, fault) or foreign_letter(name) else _only_near(name, fault.details["known"])
        if meant:
            yield from _at_fault(bench, fault, name, meant)


def _only_near(name: str, known: Sequence[str]) -> str:
    """Return the one name that is nearest, by letters to be changed; '' where two are, or that one is far."""
    wanted = name.casefold().strip().replace("-", "_").replace(" ", "_")
    if len(wanted) > _LONGEST_NAME:
        return ""
    near = (name for name in known if abs(len(name) - len(wanted)) <= 2)
    distances = {name: _distance(wanted, name.casefold().replace("-", "_")) for name in near}
    nearest = min(distances.values(), default=_LONGEST_NAME)
    found = [name for name, distance in distances.items() if distance == nearest]
    return found[0] if len(found) == 1 and nearest <= (1 if len(wanted) < _SHORT_NAME else 2) else ""


def _distance(wanted: str, other: str) -> int:
    """Count the letters that were added, left out, mistaken, or exchanged with the next."""
    before: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for i, letter in enumerate(wanted):
        last = before
        before = row
        row = [i + 1]
        for j, there in enumerate(other):
            least = min(before[j + 1] + 1, row[j] + 1, before[j] + (letter != there))
            if last and j and letter == other[j - 1] and wanted[i - 1] == there:
                least = min(least, last[j - 1] + 1)
            row.append(least)
    return row[-1]


def not_in_vocabulary(bench: Bench) -> Iterator[Mend]:
    """A term in capitals, or its label in any language."""
    for fault in faults_of(bench.library, "not-in-vocabulary"):
        if fault.details.get("sure"):
            yield from _at_fault(bench, fault, str(fault.details["typed"]), fault.details["meant"])


def wrong_kind(bench: Bench) -> Iterator[Mend]:
    """A value that is written in another way, and means one thing only."""
    for fault in faults_of(bench.library, "wrong-kind"):
        details, typed = fault.details, str(fault.details.get("typed", ""))
        if details.get("meant") and details.get("sure") and details["meant"] != typed:
            if (kind := KINDS.get(details["wanted"])) and kind.is_bare:
                yield from _whole(bench, fault, typed, details["meant"])
            else:
                yield from _at_fault(bench, fault, typed, details["meant"])
        elif details.get("quote") and typed:
            yield from _whole(bench, fault, typed, json.dumps(typed, ensure_ascii=False))
        elif details.get("alone") and _is_one(bench, fault, typed):
            yield from _whole(bench, fault, typed, "[{}]", unveils=True)


def _is_one(bench: Bench, fault: Fault, typed: str) -> bool:
    """Whether a value can become a list by two brackets: words with a comma may be one entry or two."""
    field = field_of(bench.library, fault)
    is_clear = "," not in typed or (field is not None and not KINDS[field.kind].holds_commas)
    return is_clear and not any(sign in typed for sign in "[]{}#:")


def _at_fault(bench: Bench, fault: Fault, typed: str, meant: str) -> Iterator[Mend]:
    """Put what is meant in place of what was typed, within its quotation marks if it has some."""
    place = fault.position.line, fault.position.column
    source = bench.source(fault.position.path)
    quoted = source is not None and source.line(place[0])[place[1] - 1 : place[1]] in ('"', "'")
    if edit := bench.replace(fault.position.path, (place[0], place[1] + quoted), typed, meant):
        yield Mend(fault.rule, (fault.position.path,), (edit,))


def _whole(bench: Bench, fault: Fault, typed: str, meant: str, unveils: bool = False) -> Iterator[Mend]:
    """Put what is meant in place of what was typed and its quotation marks; `{}` stands for what was typed."""
    place = fault.position.line, fault.position.column
    bare = typed[1:-1] if len(typed) > 1 and typed[0] == typed[-1] == '"' else typed
    for form in (f'"{bare}"', f"'{bare}'", bare):
        if edit := bench.replace(fault.position.path, place, form, meant.replace("{}", form) if "{}" in meant else meant):
            yield Mend(fault.rule, (fault.position.path,), (edit,), unveils=unveils)
            return


def translation_of_wrong_language(bench: Bench) -> Iterator[Mend]:
    """The language of the original, which a translation names wrongly: a record has one original."""
    library = bench.library
    for record in library.records_and_pages:
        for translation in record.translations.values():
            if translation.of and translation.of != record.original.language:
                place = locate(translation.header, ("translation", "of"))
                source = bench.source(translation.path)
                quoted = source is not None and source.line(place[0])[place[1] - 1 : place[1]] in ('"', "'")
                place = (place[0], place[1] + quoted)
                if edit := bench.replace(translation.path, place, translation.of, record.original.language):
                    yield Mend("translation-of-wrong-language", (translation.path,), (edit,), unveils=True)


def dead_reference(bench: Bench) -> Iterator[Mend]:
    """The name that a record has now in place of an old one, which it says itself (`redirect_from`)."""
    library = bench.library
    for record in library.records.values():
        for reference in record.once(references):
            folder, _, old = reference.target.partition("/")
            now_in, _, now = library.redirects.get(reference.target, "").rpartition("/")
            if now and now_in == folder and reference.target not in library.records:
                line, column = locate(record.original.header, reference.path)
                source = bench.source(record.original.path)
                quoted = source is not None and source.line(line)[column - 1 : column] in ('"', "'")
                if edit := bench.replace(record.original.path, (line, column + quoted), old, now):
                    yield Mend("dead-reference", (record.original.path,), (edit,))


MENDS = {
    "unknown-field": unknown_field,
    "not-in-vocabulary": not_in_vocabulary,
    "wrong-kind": wrong_kind,
    "dead-reference": dead_reference,
    "translation-of-wrong-language": translation_of_wrong_language,
}
