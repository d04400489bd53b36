"""What to write instead of a value that a field cannot take."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from toolkit_builder.checks.faults import did_you_mean, listing, shortened
from toolkit_builder.model.built_in import REDIRECT_FROM
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.library import Library
from toolkit_builder.model.redirects import meant_name
from toolkit_builder.model.values import Scalar
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import NOTHING, Fault, Message, say

# What is wanted, in words, where it is no kind of field.
_WANTED = {
    "name": say("a name of small letters a-z, digits and `_`"),
    "mark": say("two capital letters, such as MO"),
    "labels": say("a text for each language, such as `{{en: Model, de: Modell}}`"),
    "list": say("a list"),
    "ranges": say("numbers that grow, such as `[30, 60, 90]`"),
    "count": say("how many entries, such as `5` or `{{min: 3, max: 7}}`"),
}


def wanted_words(name: str) -> Message:
    """Return what is wanted, in words: a kind of field, or something else that only some files hold."""
    return _WANTED[name] if name in _WANTED else KINDS.get(name, KINDS["text"]).wanted


def bounds(low: object, high: object) -> Message:
    """Return between which values something must lie."""
    if low is None:
        return say("At most {high}.", high=high)
    if low == high:
        return say("Exactly {number}.", number=high)
    return say("At least {low}.", low=low) if high is None else say("From {low} to {high}.", low=low, high=high)


def field_of(library: Library, fault: Fault) -> Field | None:
    """Return the field of a record's type in which something is wrong."""
    record_type = library.types.get(fault.record.partition("/")[0])
    fields = record_type.all_fields if record_type else ()
    found = None
    for step in fault.field.split("."):
        found = found if step.isdigit() else next((part for part in fields if part.name == step), None)
        fields = found.fields if found else ()
    return found


def record_hint(library: Library, folder: str, typed: str) -> Message:
    """Say which record was meant by what is no name of one; or which there are."""
    return did_you_mean(_meant_record(library, folder, typed), known_records(library, folder))


def known_records(library: Library, folder: str) -> Message:
    """Return which records of a type there are."""
    known = [record.slug for record in library.records.values() if record.type.name == folder]
    if not known:
        return say("There are no records in `{folder}` yet.", folder=folder)
    return say("Records there: {known}.", known=listing(known))


def _meant_record(library: Library, folder: str, typed: str) -> str:
    """Return the record that was meant by its path, its title, an old name, or a name that was spelt otherwise; or ''."""
    records = [record for record in library.records.values() if record.type.name == folder]
    names = {version.title: record.slug for record in records for version in record.files}
    bare = re.sub(r"(\.[a-z]{2,3})?(\.md)?$", "", typed).rpartition("/")[2]
    now_in, _, now = library.redirects.get(f"{folder}/{bare}", "").rpartition("/")
    return now if now and now_in == folder else closest(bare, {**names, **{record.slug: record.slug for record in records}})


def list_hint(library: Library, fault: Fault) -> Message:
    """Say how a single value becomes a list: with entries that are right themselves, as far as they can be known."""
    details = fault.details
    if inner := details.get("inner"):
        each = say("Each entry is {wanted}.", wanted=wanted_words(inner["wanted"]))
        hint = _form_of(inner)
        return say("Put it in square brackets. {hint}", hint=hint if hint.text else each)
    entries = details["entries"]
    if (field := field_of(library, fault)) and field.fewest is not None and field.fewest > len(entries):
        return say("Put it in square brackets, with others: {bounds}", bounds=bounds(field.fewest, field.most))
    if details["of"] == "reference":
        folder = details["to"]
        entries = [_meant_record(library, folder, entry) for entry in entries]
        if not all(entries):
            return say("Put it in square brackets. {hint}", hint=known_records(library, folder))
    elif KINDS[details["of"]].is_text:
        typed = str(details["typed"])
        entries = [_old_name(library, fault, typed) if fault.field == REDIRECT_FROM else _as_entry(typed, details["quoted"])]
    return say("Put it in square brackets: [{typed}].", typed=shortened(", ".join(entries)))


def _form_of(refusal: Mapping[str, Any]) -> Message:
    """Say what a value has to be that nobody can guess, or that was guessed and is wrong as well."""
    match refusal["rule"]:
        case "not-in-vocabulary":
            return say("The terms are: {terms}.", terms=listing(refusal["terms"], 40))
        case "wrong-pattern":
            return say("The form is, as a regular expression: {pattern}", pattern=refusal["pattern"])
        case "out-of-range" if "today" in refusal:
            return say("Write when it was done.")
        case "out-of-range" | "wrong-length":
            return bounds(refusal["min"], refusal["max"])
    return NOTHING


def _old_name(library: Library, fault: Fault, typed: str) -> str:
    """Return an old name as it is to be written: with its type, where a record of one has the name alone."""
    folder = fault.record.rpartition("/")[0]
    name = meant_name(typed, library.settings.codes, library.settings.address) or typed
    return f"{folder}/{name}" if folder and "/" not in name else name


# What YAML reads as itself within the brackets of a list.
_BARE_ENTRY = re.compile(r"[^\W_](?:[^\[\]{}#:]|:(?=\S))*")


def _as_entry(typed: str, quoted: bool) -> str:
    is_bare = not quoted and _BARE_ENTRY.fullmatch(typed) and isinstance(Scalar(typed, 0, 0).plain, str)
    return typed if is_bare else json.dumps(typed, ensure_ascii=False)


def kind_hint(fault: Fault, typed: str) -> Message:
    """Return what to write in place of a value that is not of its kind."""
    details = fault.details
    hint = NOTHING
    if details.get("meant"):
        hint = say("Did you mean `{meant}`?", meant=details["meant"])
    elif details.get("empty"):
        hint = say("Write a value behind it.")
    elif details.get("last"):
        hint = say("That month ends on {last}.", last=details["last"])
    elif details.get("date"):
        hint = say("A date alone is no title: say what it is about.")
    elif details.get("quote") and typed:
        hint = say('Put it in quotes: "{typed}".', typed=typed)
    elif details.get("refusal"):
        hint = _form_of(details["refusal"])
    elif details["wanted"] == "list":
        hint = say("Put each entry on a line of its own that begins with `- `.")
    elif details.get("known"):
        hint = say("Its fields are: {known}.", known=listing(details["known"], 40))
    elif details.get("several") and details["wanted"] != "ranges":
        hint = say("Write one value only, without brackets.")
    return hint
