"""Rules about types and vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from toolkit_builder.checks.faults import did_you_mean, faults_of, listing, problem_of
from toolkit_builder.model.library import Library
from toolkit_builder.model.vocabulary import closest
from toolkit_builder.problems import Fault, Message, Problem, Severity, say


def not_an_option(library: Library) -> Iterator[Problem]:
    """Kinds, colours and motifs are chosen from a list.

    Bad:  kind: string
    Good: kind: text
    """
    for fault in faults_of(library, "not-an-option"):
        message = say(
            "`{typed}` cannot be used for `{field}`.",
            typed=fault.details["typed"],
            field=fault.field.rpartition(".")[2],
        )
        hint = say("One of these: {known}.", known=str(fault.details["expected"]).replace("'", "").replace(" or ", ", "))
        yield problem_of(fault, message, did_you_mean(str(fault.details.get("meant", "")), hint))


def missing_label(library: Library) -> Iterator[Problem]:
    """Labels exist in every language of the toolkit.

    Bad:  label: {en: Model}, where the toolkit also speaks German
    Good: label: {en: Model, de: Modell}
    """
    for fault in faults_of(library, "missing-label"):
        missing = listing(fault.details["missing"])
        message = say("`{field}` has no text in: {missing}.", field=fault.field, missing=missing)
        hint = say("Until it has, readers see another language.")
        if len(fault.details["missing"]) == len(library.settings.codes):
            hint = say("Until it has, readers see the name of the field.")
        yield problem_of(fault, message, hint, Severity.WARNING)


def built_in_field(library: Library) -> Iterator[Problem]:
    """Fields that every record has are not declared again.

    Bad:  fields: {title: {kind: text}}
    Good: fields: {organisation: {kind: text}}
    """
    for fault in faults_of(library, "built-in-field"):
        message = say("Every record has a field `{field}` already.", field=fault.field)
        yield problem_of(fault, message, say("Take it out, or choose another name."))


def unknown_vocabulary(library: Library) -> Iterator[Problem]:
    """A choice names a vocabulary that exists.

    Bad:  {kind: choice, from: audience}
    Good: {kind: choice, from: audiences}, with _vocabularies/audiences.yml
    """
    for fault in faults_of(library, "unknown-vocabulary"):
        typed, known = fault.details["typed"], fault.details["known"]
        message = say("There is no vocabulary `{typed}`.", typed=typed)
        if not typed:
            message = say("A choice needs `from:` with the name of a vocabulary.")
        hint = say("Vocabularies: {known}. A new one is a file `_vocabularies/<name>.yml`.", known=listing(known))
        if not known:
            hint = say("A new vocabulary is a file `_vocabularies/<name>.yml`.")
        yield problem_of(fault, message, did_you_mean(closest(typed, {candidate: candidate for candidate in known}), hint))


def unknown_type(library: Library) -> Iterator[Problem]:
    """A reference names a type that exists.

    Bad:  {kind: reference, to: skill}
    Good: {kind: reference, to: skills}
    """
    for fault in faults_of(library, "unknown-type"):
        typed, known = fault.details["typed"], fault.details["known"]
        message = say("There is no record type `{typed}`.", typed=typed)
        if not typed:
            message = say("A reference needs `to:` with the name of a record type.")
        hint = say("Record types: {known}.", known=listing(known))
        yield problem_of(fault, message, did_you_mean(closest(typed, {candidate: candidate for candidate in known}), hint))


def option_does_not_fit(library: Library) -> Iterator[Problem]:
    """Options go with the kinds that they mean something for.

    Bad:  {kind: year, pattern: "20.."}
    Good: {kind: year, min: 2000}
    """
    for fault in faults_of(library, "option-does-not-fit"):
        option, kind = fault.details["option"], fault.details.get("kind", "")
        if against := fault.details.get("against"):
            message = say("`{option}:` and `{other}:` exclude each other.", option=option, other=against)
            hint = say("Words that every language has: `translate:`. A fact of one language's file: `per_language:`.")
            yield problem_of(fault, message, hint)
        elif reason := fault.details.get("reason"):
            message = say("`{field}` is not a regular expression: {reason}.", field=f"{fault.field}.{option}", reason=reason)
            yield problem_of(fault, message, say("A code such as AB-12 has the pattern `[A-Z]{{2}}-[0-9]+`."))
        elif beside := fault.details.get("beside"):
            message = say("`{option}:` means nothing without `{other}`.", option=option, other=beside)
            yield problem_of(fault, message, say("Add `{other}`, or take `{option}:` out.", option=option, other=beside))
        elif fault.details.get("needs"):
            yield problem_of(fault, *(_PLACES.get(fault.details["needs"], _what_is_no_list)(fault)))
        elif fault.details["is_missing"]:
            yield problem_of(
                fault, say("A field of the kind `{kind}` needs `{option}:`.", kind=kind, option=option), say("Add it.")
            )
        else:
            message = say("`{option}:` means nothing for a field of the kind `{kind}`.", kind=kind, option=option)
            yield problem_of(fault, message, say("Take it out, or choose another kind."))


def _what_is_no_list(fault: Fault) -> tuple[Message, Message]:
    """Say what an option names that is no list of what it speaks of."""
    option, name, known = fault.details["option"], fault.details["typed"], fault.details["known"]
    if fault.details["needs"] == "list":
        message = say("`{option}:` needs a list beside this field; `{name}` is none.", option=option, name=name)
        hint = say("For example `answers`, where that is `many: true`.")
    else:
        message = say("`{option}:` needs numbers of a list beside this field; `{name}` are none.", option=option, name=name)
        hint = say("For example `steps.minutes`, where `steps` is `many: true` and `minutes` a number.")
    if known:
        hint = say("One of these: {known}.", known=listing(known))
    return message, did_you_mean(fault.details["meant"], hint)


def _not_short(fault: Fault) -> tuple[Message, Message]:
    message = say("`{field}` cannot be told in a few words under a title, as `key:` says.", field=fault.field)
    return message, say("Texts in lists, pictures, groups and what is in them, and records cannot. Take `key:` out.")


def _too_many_keys(fault: Fault) -> tuple[Message, Message]:
    message = say("More than {number} fields of this type have `key:`.", number=fault.details["limit"])
    return message, say("Readers see these at once: leave it to those that matter most.")


def _no_button(fault: Fault) -> tuple[Message, Message]:
    message = say("`as: button` is for one web address of a record; `{field}` is none.", field=fault.field)
    return message, say("It needs `kind: url`, without `many: true`, and stands in no group.")


def _no_way(fault: Fault) -> tuple[Message, Message]:
    message = say("`as: way` is for a list of records, or of groups that name one; `{field}` is none.", field=fault.field)
    return message, say("It needs `many: true`, and `kind: reference` itself or in one of its fields, and stands in no group.")


def _within_a_group(fault: Fault) -> tuple[Message, Message]:
    message = say(
        "`{option}:` means nothing within a group, where `{field}` stands.", option=fault.details["option"], field=fault.field
    )
    return message, say("Take it out, or make it a field of the record itself.")


_PLACES: Mapping[str, Callable[[Fault], tuple[Message, Message]]] = {
    "short": _not_short, "few": _too_many_keys, "address": _no_button, "stops": _no_way, "record": _within_a_group,
}  # fmt: skip

RULES = (not_an_option, missing_label, built_in_field, unknown_vocabulary, unknown_type, option_does_not_fit)
