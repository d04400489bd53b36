"""Rules about the form of a file: its encoding, its header, its YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_builder.checks.faults import faults_of, problem_of, shortened
from toolkit_builder.model.library import Library
from toolkit_builder.problems import FaultRule, Message, Problem, say


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


def no_header(library: Library) -> Iterator[Problem]:
    """A file begins with its header: a line `---`, the fields, and another line `---`.

    Bad:  # DUO for a JOB
    Good: ---
          title: DUO for a JOB
          ---
    """
    for fault in faults_of(library, "no-header"):
        message = say("The file has no header.")
        hint = say("Begin with a line `---`, then `title: ...` and the other fields, then a line `---`.")
        if fault.details["lacks"] == "before":
            message = say("The header does not begin in the first line, so it is none.")
            hint = say("Take out the empty lines before it.")
        elif fault.details["lacks"] == "first":
            hint = say("Put a line `---` before the first line.")
        yield problem_of(fault, message, hint)


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
        hint = say("Move long texts below the header.")
        if not fault.position.path.endswith(".md"):
            message = say("The file has {length} characters; {limit} are allowed.", **fault.details)
            hint = say("Split it into several files.")
        yield problem_of(fault, message, hint)


def header_not_a_map(library: Library) -> Iterator[Problem]:
    """A header is made of names and values.

    Bad:  - DUO for a JOB
    Good: title: DUO for a JOB
    """
    for fault in faults_of(library, "header-not-a-map"):
        message = say("Names and values are wanted here, such as `title: DUO for a JOB`.")
        yield problem_of(fault, message, say("Write each field as `name: value`, each on a line of its own."))


_CAUSES = {
    "colon": say("A value with a colon must stand in quotes: `{mended}`.", mended=""),
    "quote": say("A quotation mark was opened and not closed, or text follows behind it. Write `{mended}`.", mended=""),
    "quote-above": say("A quotation mark was opened in a line above and not closed."),
    "sign": say("A value that begins with one of & * ! % @ ` | > - must stand in quotes: `{mended}`.", mended=""),
    "text": say("A text that begins with a bracket must stand in quotes: `{mended}`.", mended=""),
    "escape": say("In double quotes, a backslash begins a special sign. Use single quotes: `name: 'C:\\photos'`."),
    "space": say("Put a space behind the colon: `name: value`."),
    "wide-colon": say("The colon is a wide one (U+FF1A). Type a plain colon and a space: `name: value`."),
    "bracket": say("A bracket was opened and not closed. Close it, or, if it belongs to a text, put the text in quotes."),
    "indent": say("Write `name: value`. Lines that belong to the same list or field begin at the same column."),
    "other": say("Put the value in double quotes, and look at the line before it as well."),
}


def broken_yaml(library: Library) -> Iterator[Problem]:
    """The header must be readable as YAML.

    Bad:  title: Water: a guide
    Good: title: "Water: a guide"
    """
    for fault in faults_of(library, "broken-yaml"):
        message = say("This line cannot be read: `{typed}`", typed=shortened(fault.details["typed"]))
        yield problem_of(fault, message, _syntax_hint(fault.details["cause"], fault.details["typed"]))


def _syntax_hint(cause: str, typed: str) -> Message:
    cause, mended = syntax_cause(cause, typed), _in_quotes(typed)
    return Message(_CAUSES[cause].text, {"mended": shortened(mended)})


def syntax_cause(cause: str, typed: str) -> str:
    """Return what is wrong with a line, after another look at it."""
    if cause == "quote" and _in_quotes(typed) == typed:
        return "quote-above"
    if cause == "bracket" and sum(map(typed.count, "[{")) == sum(map(typed.count, "]}")):
        return "text"
    return cause


def mended_line(cause: str, typed: str) -> str:
    """Return a line as the hint has it; '' where nobody knows what was meant, or a remark behind it would become text."""
    cause = syntax_cause(cause, typed)
    if cause == "space":
        return typed.replace(":", ": ", 1)
    if cause == "wide-colon":
        return re.sub("：[ ]*", ": ", typed, count=1)
    if cause not in ("colon", "quote", "sign", "text") or " #" in typed:
        return ""
    return _in_quotes(typed)


def _in_quotes(typed: str) -> str:
    """Write `name: value` with the value in the quotes that suit it."""
    name, colon, value = typed.partition(": ")
    value = value.strip()
    for quote in "\"'":
        if value.startswith(quote):
            value = value[1:-1] if value.endswith(quote) and len(value) > 1 else value
            value = value[1:] if value.count(quote) == 1 and value.startswith(quote) else value
    value = f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'"
    return f"{name}{colon}{value}"


def duplicate_key(library: Library) -> Iterator[Problem]:
    """A field is given once.

    Bad:  since: 2013
          since: 2014
    Good: since: 2013
    """
    for fault in faults_of(library, "duplicate-key"):
        message = say("`{name}` is given twice; the first stands in line {first}.", **fault.details)
        if "other" in fault.details:
            message = say("`{name}` is the same as `{other}` in line {first}.", **fault.details)
        yield problem_of(fault, message, say("Keep one of them."))


def tab(library: Library) -> Iterator[Problem]:
    """Lines are indented with spaces.

    Bad:  a tab before `url:`
    Good: two spaces before `url:`
    """
    for fault in faults_of(library, "tab"):
        yield problem_of(fault, say("This line begins with a tab."), say("Use spaces instead."))


def cut_off(library: Library) -> Iterator[Problem]:
    """A value that holds ` #` stands in quotes: YAML reads no further than the space before it.

    Bad:  title: Cake #1
    Good: title: "Cake #1"
    """
    for fault in faults_of(library, "cut-off"):
        message = say("What stands behind `#` is not read.")
        yield problem_of(fault, message, say("Put the whole value in quotes: {mended}", mended=fault.details["mended"]))


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


def _not_allowed(library: Library, rule: FaultRule, message: Message, hint: Message) -> Iterator[Problem]:
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
    for fault in faults_of(library, "second-document"):
        message = say("A second document begins here.")
        hint = say("Take out the line `---`.") if fault.details["typed"] == "---" else say("Take out the line `...`.")
        yield problem_of(fault, message, hint)


RULES = (
    encoding, no_header, unclosed_header, header_too_long, header_not_a_map, broken_yaml, duplicate_key,
    tab, cut_off, too_deep, odd_key, anchor, alias, tag, merge_key, second_document,
)  # fmt: skip
