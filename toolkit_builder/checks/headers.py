"""Rules about the form of a file: its encoding, its header, its YAML."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.checks.faults import faults_of, problem_of
from toolkit_builder.model.library import Library
from toolkit_builder.problems import Message, Problem, say


def encoding(library: Library) -> Iterator[Problem]:
    """Files are saved as UTF-8.

    Bad:  a file saved as "Unicode" or "Windows-1252"
    Good: the same file, saved as UTF-8
    """
    for fault in faults_of(library, "encoding"):
        message = say("The file is not UTF-8: it holds the byte {found}.", found=fault.details["found"])
        if fault.details["utf16"]:
            message = say("The file is saved as UTF-16.")
        yield problem_of(fault, message, say("Open it in your editor and save it again with the encoding UTF-8."))


def hidden_character(library: Library) -> Iterator[Problem]:
    """No characters that change a text without being seen: controls, direction overrides, spaces of no width.

    Bad:  a title copied from a PDF with U+200B in it
    Good: the same title, typed
    """
    for fault in faults_of(library, "hidden-character"):
        message = say("An invisible character stands here: {code} ({name}).", **fault.details)
        yield problem_of(
            fault, message, say("Delete it: put the cursor behind it and press Backspace, or type the word again.")
        )


def no_header(library: Library) -> Iterator[Problem]:
    """A file begins with its header: a line `---`, the fields, and another line `---`.

    Bad:  # DUO for a JOB
    Good: ---
          title: DUO for a JOB
          ---
    """
    for fault in faults_of(library, "no-header"):
        message = say("The file has no header.")
        yield problem_of(
            fault, message, say("Begin with a line `---`, then `title: ...` and the other fields, then a line `---`.")
        )


def unclosed_header(library: Library) -> Iterator[Problem]:
    """The header ends with a line `---`.

    Bad:  ---
          title: DUO for a JOB
          Text begins here.
    Good: ---
          title: DUO for a JOB
          ---
          Text begins here.
    """
    for fault in faults_of(library, "unclosed-header"):
        yield problem_of(fault, say("The header begins here and never ends."), say("Put a line `---` after the last field."))


def header_too_long(library: Library) -> Iterator[Problem]:
    """A header has at most 64 KB.

    Bad:  a whole article in one field
    Good: the article below the header
    """
    for fault in faults_of(library, "header-too-long"):
        message = say("The header has {length} characters; {limit} are allowed.", **fault.details)
        yield problem_of(fault, message, say("Move long texts below the header."))


def header_not_a_map(library: Library) -> Iterator[Problem]:
    """A header is made of names and values.

    Bad:  - DUO for a JOB
    Good: title: DUO for a JOB
    """
    for fault in faults_of(library, "header-not-a-map"):
        message = say("Names and values are wanted here, such as `title: DUO for a JOB`.")
        yield problem_of(fault, message, say("Write each field as `name: value`, each on a line of its own."))


_CAUSES = {
    "colon": say('A value with a colon must stand in quotes: `name: "part one: part two"`.'),
    "quote": say(
        "A quotation mark was opened and not closed, or text follows behind it. Put the whole value in double quotes."
    ),
    "sign": say('A value that begins with one of & * ! % @ ` must stand in quotes: `name: "*value*"`.'),
    "bracket": say("A bracket was opened and not closed, or a text begins with one. Close it, or put the text in quotes."),
    "indent": say("Write `name: value`. Lines that belong to the same list or field begin at the same column."),
    "other": say("Put the value in double quotes, and look at the line before it as well."),
}


def broken_yaml(library: Library) -> Iterator[Problem]:
    """The header must be readable as YAML.

    Bad:  title: Water: a guide
    Good: title: "Water: a guide"
    """
    for fault in faults_of(library, "broken-yaml"):
        message = say("This line cannot be read: `{typed}`", typed=fault.details["typed"])
        yield problem_of(fault, message, _CAUSES[fault.details["cause"]])


def duplicate_key(library: Library) -> Iterator[Problem]:
    """A field is given once.

    Bad:  since: 2013
          since: 2014
    Good: since: 2013
    """
    for fault in faults_of(library, "duplicate-key"):
        message = say("`{name}` is given twice; the first stands in line {first}.", **fault.details)
        yield problem_of(fault, message, say("Keep one of them."))


def tab(library: Library) -> Iterator[Problem]:
    """Lines are indented with spaces.

    Bad:  a tab before `url:`
    Good: two spaces before `url:`
    """
    for fault in faults_of(library, "tab"):
        yield problem_of(fault, say("This line begins with a tab."), say("Use spaces instead."))


def too_deep(library: Library) -> Iterator[Problem]:
    """Lists and groups are not nested deeper than 12 levels.

    Bad:  [[[[[[[[[[[[[deep]]]]]]]]]]]]]
    Good: [one, two]
    """
    for fault in faults_of(library, "too-deep"):
        yield problem_of(fault, say("More than {limit} brackets or levels inside each other.", **fault.details), _PLAIN)


def odd_key(library: Library) -> Iterator[Problem]:
    """The name of a field is a word.

    Bad:  ? [a, b] : value
    Good: a: value
    """
    for fault in faults_of(library, "odd-key"):
        yield problem_of(fault, say("The name of a field must be a word."), _PLAIN)


_PLAIN = say("Write plain fields only: `name: value`, or `name: [one, two]`.")


def _not_allowed(library: Library, rule: str, message: Message, hint: Message) -> Iterator[Problem]:
    for fault in faults_of(library, rule):
        yield problem_of(fault, Message(message.text, fault.details), hint)


def anchor(library: Library) -> Iterator[Problem]:
    """Anchors are not allowed: every value is written out.

    Bad:  title: &name DUO for a JOB
    Good: title: DUO for a JOB
    """
    message, hint = (
        say("`&{name}` is an anchor, which records may not use.", name=""),
        say("Write the value itself. If `&` belongs to the text, put the text in quotes."),
    )
    yield from _not_allowed(library, "anchor", message, hint)


def alias(library: Library) -> Iterator[Problem]:
    """Aliases are not allowed: every value is written out.

    Bad:  summary: *name
    Good: summary: Six months of mentoring.
    """
    message, hint = (
        say("`*{name}` is an alias, which records may not use.", name=""),
        say("Write the value itself. If `*` belongs to the text, put the text in quotes."),
    )
    yield from _not_allowed(library, "alias", message, hint)


def tag(library: Library) -> Iterator[Problem]:
    """Tags are not allowed: the kind of a value is declared in the type.

    Bad:  title: !important DUO
    Good: title: "!important DUO"
    """
    message, hint = (
        say("`{name}` is a tag, which records may not use.", name=""),
        say("Leave it out. If `!` belongs to the text, put the text in quotes."),
    )
    yield from _not_allowed(library, "tag", message, hint)


def merge_key(library: Library) -> Iterator[Problem]:
    """Merge keys are not allowed: every field is written out.

    Bad:  <<: *defaults
    Good: license: CC-BY-4.0
    """
    message, hint = say("`<<` takes fields from elsewhere, which records may not do."), say("Write the fields here.")
    yield from _not_allowed(library, "merge-key", message, hint)


def second_document(library: Library) -> Iterator[Problem]:
    """A YAML file holds one document.

    Bad:  a second `---` in `_type.yml`
    Good: one document per file
    """
    message, hint = say("A second document begins here."), say("Take out the line `---`.")
    yield from _not_allowed(library, "second-document", message, hint)


RULES = (
    encoding, hidden_character, no_header, unclosed_header, header_too_long, header_not_a_map, broken_yaml, duplicate_key,
    tab, too_deep, odd_key, anchor, alias, tag, merge_key, second_document,
)  # fmt: skip
