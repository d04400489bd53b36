"""What coordinators ask: what is translated, what should be checked again, what stands alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit_builder.model.library import Library, references
from toolkit_builder.model.readability import lix
from toolkit_builder.model.record import Record, Status
from toolkit_builder.problems import say_many


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of a library on one day."""

    languages: dict[str, dict[str, dict[str, int]]]
    """Type to language to status to number of records."""
    behind: list[dict[str, Any]]
    recheck: list[dict[str, Any]]
    alone: list[str]
    drafts: list[str]
    readability: list[dict[str, Any]]
    """The LIX of each text, see ``readability.lix``."""


def overview(library: Library, today: date) -> Overview:
    """Look through all records."""
    return Overview(
        languages={name: {code: _count(library, name, code) for code in library.settings.codes} for name in library.types},
        behind=[
            {"record": record.id, "language": code, "passages": list(record.changed_since(translation))}
            for record in library.records.values()
            for code, translation in record.translations.items()
            if record.status(code) is Status.BEHIND
        ],
        recheck=[entry for record in library.records.values() if (entry := _recheck(library, record, today))],
        alone=[
            record.id
            for record in library.records.values()
            if not any(references(record)) and record.id not in library.back_references
        ],
        drafts=[record.id for record in library.records.values() if record.is_draft],
        readability=[
            {"record": record.id, "language": version.language, "lix": figure}
            for record in library.records.values()
            for version in (record.original, *record.translations.values())
            if (figure := lix(version.outline)) is not None
        ],
    )


def _count(library: Library, name: str, code: str) -> dict[str, int]:
    counted = Counter(str(record.status(code)) for record in library.records.values() if record.type.name == name)
    return {str(status): counted[str(status)] for status in Status if counted[str(status)]}


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
        "Behind their original", [f"{e['record']} ({e['language']}): {_shortened(e['passages'])}" for e in state.behind]
    )
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
        + ", ".join(f"{slug} {figure}" for slug, figure in sorted(found.items(), key=lambda one: (-one[1], one[0])))
        for name, found in by_type.items()
    ]


def _age(entry: dict[str, Any]) -> str:
    if not entry["checked"]:
        return "never checked"
    return f"last checked {entry['checked']}, {say_many('{number} month ago', '{number} months ago', entry['months'])}"


def _shortened(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _section(title: str, entries: list[str]) -> list[str]:
    return ["", f"{title}: {len(entries) or 'none'}", *(f"  {entry}" for entry in entries)]
