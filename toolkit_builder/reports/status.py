"""What coordinators ask: what is translated, what should be checked again, what stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit_builder.model.changes import Kind
from toolkit_builder.model.counterparts import counterparts
from toolkit_builder.model.library import Library, references
from toolkit_builder.model.readability import lix
from toolkit_builder.model.record import Record, Status
from toolkit_builder.model.versions import Translation
from toolkit_builder.problems import Message, say_many


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a library on one day."""

    languages: dict[str, dict[str, dict[str, int]]]
    """Type to language to status to number of records."""
    behind: list[dict[str, Any]]
    """Translations whose original changed: the urgent ones first, where a figure or an address did."""
    not_known: list[dict[str, Any]]
    """Translations that do not say which state of their original they follow."""
    untouched: list[dict[str, Any]]
    """Files with nothing but the original's words."""
    outside: list[dict[str, Any]]
    """Files that are in no record, or whose header cannot be read, as the paths of today."""
    recheck: list[dict[str, Any]]
    alone: list[str]
    drafts: list[str]
    readability: list[dict[str, Any]]
    """The LIX of each text, see ``readability.lix``."""


def overview(library: Library, today: date) -> Overview:
    """Look through all records."""
    records = [record for record in library.known if record.type.name]
    translations = [*library.known_translations()]
    return Overview(
        languages={
            name: {code: _count(library, records, name, code) for code in library.settings.codes} for name in library.types
        },
        behind=sorted(
            (
                _behind(record, translation)
                for record, translation in translations
                if record.status(translation.language) is Status.BEHIND
            ),
            key=lambda entry: not entry["urgent"],
        ),
        not_known=_with_status(translations, Status.NOT_KNOWN),
        untouched=_with_status(translations, Status.UNTOUCHED),
        outside=[
            {"path": path}
            for path in sorted(
                {version.path for version in library.outside}
                | {record.original.path for record in library.known if not record.is_read}
            )
        ],
        recheck=[entry for record in records if (entry := _recheck(library, record, today))],
        alone=[record.id for record in records if not record.once(references) and record.id not in library.back_references],
        drafts=[record.id for record in records if record.is_draft],
        readability=[
            {"record": record.id, "language": version.language, "lix": figure}
            for record in records
            for version in record.versions
            if (figure := lix(version.outline)) is not None
        ],
    )


def behind(library: Library, is_wanted: Callable[[str], bool]) -> Message | None:
    """Say how many translations are behind, and how many of them urgently; None where none is."""
    urgent = [
        any(change.is_urgent for change in record.changed_since(translation))
        for record, translation in library.known_translations()
        if record.status(translation.language) is Status.BEHIND and is_wanted(translation.path)
    ]
    if not urgent:
        return None
    if not any(urgent):
        return say_many(
            "{number} translation is behind its original: toolkit status",
            "{number} translations are behind their originals: toolkit status",
            len(urgent),
        )
    return say_many(
        "{number} translation is behind its original, {urgent} urgently (a figure or an address changed): toolkit status",
        "{number} translations are behind their originals, {urgent} urgently (a figure or an address changed): toolkit status",
        len(urgent),
        urgent=sum(urgent),
    )


def _behind(record: Record, translation: Translation) -> dict[str, Any]:
    changes = record.changed_since(translation)
    theirs = counterparts(record, translation)
    told = []
    for change in changes:
        own = theirs.of(change)
        passage = change.now or own
        told.append(
            {
                "passage": passage.name if passage else "",
                "kinds": list(change.kinds),
                "line": translation.place_of(own)[0] if own else None,
            }
        )
    return {
        "record": record.id,
        "language": translation.language,
        "urgent": any(change.is_urgent for change in changes),
        "passages": [change["passage"] for change in told],
        "changes": told,
    }


def _with_status(translations: Sequence[tuple[Record, Translation]], status: Status) -> list[dict[str, Any]]:
    return [
        {"record": record.id, "language": translation.language}
        for record, translation in translations
        if record.status(translation.language) is status
    ]


def _count(library: Library, records: Sequence[Record], name: str, code: str) -> dict[str, int]:
    """Count the records of a type by how they stand in a language; a file that is in none is there, but not to be used."""
    broken = {version.path for version in library.outside}
    counted = Counter(
        _BROKEN if f"{library.prefix}{record.id}.{code}.md" in broken else str(record.status(code))
        for record in records
        if record.type.name == name
    )
    return {status: counted[status] for status in (*map(str, Status), _BROKEN) if counted[status]}


_BROKEN = "broken"


def _recheck(library: Library, record: Record, today: date) -> dict[str, Any] | None:
    """Tell whether a record's facts are older than its type allows; facts that were never checked always are."""
    allowed = library.settings.months_between_checks(record.type.name)
    checked = record.facts.get("checked")
    if not checked:
        return {"record": record.id, "checked": None, "months": None}
    then = date.fromisoformat(checked)
    age = (today.year - then.year) * 12 + today.month - then.month - (today.day < then.day)
    return {"record": record.id, "checked": checked, "months": age} if allowed and age >= allowed else None


def as_text(state: Overview) -> str:
    """Write an overview for people."""
    lines = ["Translations"]
    for name, languages in state.languages.items():
        lines.append(f"  {name}")
        for code, counted in languages.items():
            lines.append(
                f"    {code}: " + (", ".join(f"{number} {status}" for status, number in counted.items()) or "no records")
            )
    lines += _section(
        "Behind their original (urgent: a figure or an address changed)",
        [f"{e['record']} ({e['language']}){', urgent' * e['urgent']}: {_shortened(_told(e))}" for e in state.behind],
    )
    lines += _section("Not known whether up to date", [f"{e['record']} ({e['language']})" for e in state.not_known])
    lines += _section("Begun, but not translated", [f"{e['record']} ({e['language']})" for e in state.untouched])
    if state.outside:
        lines += _section("Files that cannot be used as they are (why: toolkit check)", [e["path"] for e in state.outside])
    lines += _section("Facts to check again", [f"{e['record']}: {_age(e)}" for e in state.recheck])
    lines += _section("Records without links in either direction", state.alone)
    lines += _section("Drafts", state.drafts)
    lines += ["", "Readability of the originals (LIX: to 40 easy, above 50 hard)", *_readability(state)]
    return "\n".join(lines) + "\n"


def _readability(state: Overview) -> list[str]:
    """Write the originals of each type on a line, hardest first; a record's first text is its original."""
    by_type: dict[str, dict[str, int]] = {}
    for entry in state.readability:
        name, _, slug = entry["record"].partition("/")
        by_type.setdefault(name, {}).setdefault(slug, entry["lix"])
    return [
        f"  {name}: "
        + ", ".join(f"{slug} {figure}" for slug, figure in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
        for name, found in by_type.items()
    ]


def _age(entry: dict[str, Any]) -> str:
    if not entry["checked"]:
        return "never checked"
    since = say_many("{number} month ago", "{number} months ago", entry["months"])
    return f"last checked {entry['checked']}, {since}"


def _told(entry: dict[str, Any]) -> list[str]:
    """Write each change as `# How it works (figure)`; wording goes without saying."""
    told = []
    for change in entry["changes"]:
        kinds = [str(kind) for kind in change["kinds"] if kind not in (Kind.WORDING, Kind.CHANGED)]
        told.append((change["passage"] or "a part of it") + (f" ({', '.join(kinds)})" if kinds else ""))
    return told


def _shortened(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _section(title: str, entries: list[str]) -> list[str]:
    return ["", f"{title}: {len(entries) or 'none'}", *(f"  {entry}" for entry in entries)]
