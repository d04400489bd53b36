"""Rules about fields and their values."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.checks.faults import did_you_mean, faults_of, listing, problem_of, shortened
from toolkit_builder.checks.field_hints import bounds, field_of, kind_hint, known_records, list_hint, record_hint, wanted_words
from toolkit_builder.checks.records import facts_left_out
from toolkit_builder.model.collection_views import PAGE
from toolkit_builder.model.library import Library, references
from toolkit_builder.model.values import locate
from toolkit_builder.model.versions import part_name
from toolkit_builder.model.vocabulary import closest, closest_path
from toolkit_builder.problems import Fault, Message, Position, Problem, say, say_many


def unknown_field(library: Library) -> Iterator[Problem]:
    """Only fields that the type declares may be used.

    Bad:  sumary: Six months of mentoring.
    Good: summary: Six months of mentoring.
    """
    for fault in faults_of(library, "unknown-field"):
        if carries_facts(library, fault):
            continue
        known = fault.details["known"]
        name = fault.field.rpartition(".")[2]
        message = say("There is no field `{name}` here.", name=shortened(name))
        hint = say("The fields are: {known}.", known=listing(known, 40))
        if twin := closest(name, {candidate: candidate for candidate in known if candidate in fault.details.get("there", ())}):
            hint = say("`{name}` is there already. Keep one of the two.", name=twin)
        yield problem_of(fault, message, did_you_mean(_meant_field(fault), hint, name))


def _meant_field(fault: Fault) -> str:
    """Return the field that was probably meant: none that stands there as well."""
    left = [name for name in fault.details["known"] if name not in fault.details.get("there", ())]
    return closest(fault.field.rpartition(".")[2], {candidate: candidate for candidate in left})


def translation_with_facts(library: Library) -> Iterator[Problem]:
    """A translation holds words only: facts stand once, in the original.

    Bad:  duo.de.md with `since: 2013`
    Good: duo.de.md with `title`, `summary`, `duration` and `translation`
    """
    for fault in faults_of(library, "unknown-field"):
        if carries_facts(library, fault):
            message = say("`{name}` is a fact; facts stand in the original only.", name=fault.field.rpartition(".")[2])
            hint = say("Take it out here. If the fact is wrong, mend it in the original.")
            where = Fault("translation-with-facts", fault.position, fault.record, fault.field)
            yield problem_of(where, message, hint)


def carries_facts(library: Library, fault: Fault) -> bool:
    """Whether the unknown field stands in a translation, and the original may have it."""
    # The name of a plain page has no folder; a type's own file belongs to no record.
    folder, _, slug = fault.record.partition("/")
    record_type = library.types.get(folder) if slug else PAGE if fault.record else None
    if record_type is None or ("translation" not in fault.details["known"] and "." not in fault.field):
        return False
    fields = record_type.all_fields
    *way, last = [step for step in fault.field.split(".") if not step.isdigit()]
    for step in way:
        fields = next((field.fields for field in fields if field.name == step), ())
    return any(field.name == last and not field.translatable for field in fields)


def missing_field(library: Library) -> Iterator[Problem]:
    """Required fields must be there and hold something.

    Bad:  no `summary:`, or `summary:` with nothing behind it
    Good: summary: Six months of one-to-one mentoring.
    """
    lacking = facts_left_out(library)
    misspelt = {
        (fault.position.path, f"{fault.field.rpartition('.')[0]}.{_meant_field(fault)}".lstrip("."))
        for fault in faults_of(library, "unknown-field")
    }
    for fault in faults_of(library, "missing-field"):
        name = fault.field
        # A translation that does not say so lacks all facts; a misspelt field is not missing.
        if (fault.position.path, name) in misspelt or name in lacking.get(fault.position.path, ()):
            continue
        if fault.details["empty"]:
            yield problem_of(fault, say("`{name}` is empty.", name=name), say("Write a value behind it."))
        elif "." in name or not fault.position.path.endswith(".md"):
            hint = say("Add `{name}: ...` there.", name=name.rpartition(".")[2])
            yield problem_of(fault, say("`{name}` is missing.", name=name), hint)
        else:
            hint = say("Add a line `{name}: ...` to the header.", name=name)
            yield problem_of(fault, say("`{name}` is missing.", name=name), hint)


def wrong_kind(library: Library) -> Iterator[Problem]:
    """A value must be of the kind that its field declares.

    Bad:  countries: [Belgium]
    Good: countries: [BE]
    """
    for fault in faults_of(library, "wrong-kind"):
        wanted = wanted_words(fault.details["wanted"])
        typed = shortened(fault.details["typed"])
        message = say("`{field}` needs {wanted}.", field=fault.field, wanted=wanted)
        if fault.details.get("empty"):
            message = say("`{name}` is empty.", name=fault.field)
        elif typed:
            message = say("`{field}` needs {wanted}; `{typed}` is none.", field=fault.field, wanted=wanted, typed=typed)
        if fault.details["wanted"] == "reference" and typed:
            yield problem_of(fault, message, record_hint(library, fault.details["to"], str(fault.details["typed"])))
        elif fault.details.get("alone"):
            yield problem_of(fault, message, list_hint(library, fault))
        else:
            yield problem_of(fault, message, kind_hint(fault, typed))


def not_in_vocabulary(library: Library) -> Iterator[Problem]:
    """A choice is one of the terms of its vocabulary: the term, not its label.

    Bad:  audiences: [Newcomers and migrants]
    Good: audiences: [newcomers]
    """
    for fault in faults_of(library, "not-in-vocabulary"):
        vocabulary, terms = fault.details["vocabulary"], fault.details["terms"]
        message = say(
            "`{typed}` is not a term of the vocabulary `{vocabulary}`.",
            typed=shortened(fault.details["typed"]),
            vocabulary=vocabulary,
        )
        hint = say("The terms are: {terms}.", terms=listing(terms, 40))
        yield problem_of(fault, message, did_you_mean(fault.details["meant"], hint, fault.details["typed"]))


def out_of_range(library: Library) -> Iterator[Problem]:
    """Numbers, years and dates lie between the `min` and `max` of their field; what was done did not happen in the future.

    Bad:  since: 2913, checked: 2062-11-23
    Good: since: 2013, checked: 2026-11-23
    """
    for fault in faults_of(library, "out-of-range"):
        low, high = fault.details["min"], fault.details["max"]
        typed = shortened(fault.details["typed"])
        if today := fault.details.get("today"):
            message = say(
                "`{field}` is {typed}, which has not come yet: today is {today}.", field=fault.field, typed=typed, today=today
            )
            yield problem_of(fault, message, did_you_mean(fault.details["meant"], say("Write when it was done.")))
            continue
        message = say("`{field}` is {typed}, which is out of range.", field=fault.field, typed=typed)
        yield problem_of(fault, message, bounds(low, high))


def wrong_length(library: Library) -> Iterator[Problem]:
    """Texts are as long as their field allows, so that they fit on a card.

    Bad:  a summary of 600 characters
    Good: one sentence of at most 240
    """
    for fault in faults_of(library, "wrong-length"):
        message = say_many(
            "`{field}` has {number} character.", "`{field}` has {number} characters.",
            fault.details["length"], field=fault.field,
        )  # fmt: skip
        yield problem_of(fault, message, bounds(fault.details["min"], fault.details["max"]))


def wrong_pattern(library: Library) -> Iterator[Problem]:
    """A text follows the `pattern` of its field.

    Bad:  code: Personal 1
    Good: code: P1
    """
    for fault in faults_of(library, "wrong-pattern"):
        typed = shortened(fault.details["typed"])
        message = say("`{typed}` does not have the form of `{field}`.", typed=typed, field=fault.field)
        hint = say("The form is, as a regular expression: {pattern}", pattern=fault.details["pattern"])
        field = field_of(library, fault)
        example = field.example if field else ""
        if fault.field.startswith("translation.fingerprint"):
            path = fault.position.path
            hint = say("Take the fingerprint out, compare the two, and run: toolkit translate --as-current {path}", path=path)
        yield problem_of(fault, message, say("Write it like `{example}`.", example=example) if example else hint)


def dead_reference(library: Library) -> Iterator[Problem]:
    """A reference names a record that exists; what answers a search (`_search.yml`) may be a plain page as well.

    Bad:  skills: [self-regulaton]
    Good: skills: [self-regulation]
    """
    for record in library.records.values():
        for reference in record.once(references):
            if reference.target in library.records or reference.target in library.loose:
                continue
            where = Position(record.original.path, *locate(record.original.header, reference.path))
            message, hint = _dead_reference(library, reference.target)
            yield Problem(
                where, "dead-reference", message, hint,
                record=record.id, field=part_name(reference.path),
            )  # fmt: skip
    for answer in (answer for group in library.search_words for answer in group.find):
        if not library.find(answer.record_id) and answer.record_id not in library.loose:
            message, hint = _dead_answer(library, answer.record_id)
            yield Problem(answer.place, "dead-reference", message, hint)


def _dead_reference(library: Library, target: str) -> tuple[Message, Message]:
    folder, _, slug = target.partition("/")
    if renamed := library.redirects.get(target):
        now_in, _, now = renamed.rpartition("/")
        message = say("The record `{target}` is called `{name}` now.", target=target, name=renamed)
        hint = say("Write `{meant}`.", meant=now)
        return message, hint if now_in == folder else say("Take it out: here, only records of `{folder}` fit.", folder=folder)
    known = [other.slug for other in library.records.values() if other.type.name == folder]
    message = say("There is no record `{target}`.", target=target)
    return message, did_you_mean(closest(slug, {candidate: candidate for candidate in known}), known_records(library, folder))


def _dead_answer(library: Library, target: str) -> tuple[Message, Message]:
    """Tell what does not answer a search: there, a record is named with its type, a plain page by its name alone."""
    known = [*library.pages, *library.records]
    hint = say("There are: {known}.", known=listing(known))
    message = say("There is no record `{target}`.", target=target)
    if renamed := library.redirects.get(target):
        message = say("The record `{target}` is called `{name}` now.", target=target, name=renamed)
        hint = say("Write `{meant}`.", meant=renamed)
        return message, hint
    if (folder := target.partition("/")[0]) in library.types:
        hint = known_records(library, folder)
    return message, did_you_mean(closest_path(target, known), hint, target)


RULES = (
    unknown_field, translation_with_facts, missing_field, wrong_kind, not_in_vocabulary, out_of_range, wrong_length,
    wrong_pattern, dead_reference,
)  # fmt: skip
