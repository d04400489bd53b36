"""Rules about the text below the header: its headings, code and raw HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit_builder.checks.faults import text_problem
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record, Version
from toolkit_builder.problems import Message, Problem, Severity, say

# What may stand in a text as HTML: marks of meaning that Markdown has no sign for. All else is refused or cleaned.
HARMLESS_TAGS = frozenset(
    "abbr b bdi bdo br cite dd del details dfn div dl dt em figcaption figure hr i ins kbd mark p q rp rt ruby s samp "
    "section small span strong sub summary sup time u var wbr".split()
)
# Unfinished, these would swallow the rest of the page.
_SWALLOWING = frozenset({"script", "style", "textarea", "title", "xmp", "noscript", "iframe", "svg", "math"})


# Attributes that run, load or lead somewhere, and styles, which can hide a page.
_UNSAFE_ATTRIBUTE = re.compile(
    r"(?<![\w-])(on[a-z]+|style|src(?:doc|set)?|(?:xlink:)?href|(?:form)?action|background|poster)\s*=", re.IGNORECASE
)


def raw_html(library: Library) -> Iterator[Problem]:
    """HTML that can run, load or submit something is refused; show code in a code block.

    Bad:  <script>alert(1)</script>
    Good: `<script>` in backticks, or a Markdown link or picture
    """
    for record, version in library.texts:
        closed = {tag.name for tag in version.outline.tags if tag.closing}
        for tag in version.outline.tags:
            if tag.closing:
                continue
            if tag.name == "!--" and tag.unfinished:
                message = say("The remark that begins here is not closed and would hide the rest of the page.")
            elif tag.name in _SWALLOWING and tag.name not in closed:
                message = say("`<{tag}>` is not closed and would hide the rest of the page.", tag=tag.name)
            elif tag.name in HARMLESS_TAGS or tag.name == "!--":
                continue
            else:
                message = say("Raw HTML `<{tag}>` is not allowed.", tag=tag.name)
            yield text_problem("raw-html", version, tag.line, tag.column, message, _html_hint(tag.name), record)


def _html_hint(name: str) -> Message:
    if name == "!--":
        return say("Put `-->` behind it.")
    if name == "a":
        return say("Write a link as [words](address).")
    if name == "img":
        return say("Write a picture as ![what it shows](folder/picture.jpg).")
    return say("Take it out. To show it as code, put it between backticks.")


def unsafe_attribute(library: Library) -> Iterator[Problem]:
    """HTML and attribute lists carry no scripts and no styles; they are dropped from the page.

    Bad:  <div style="position:fixed">, ![photo](a.jpg){ onerror="..." }
    Good: <div>, ![photo](a.jpg){ width="300" }
    """
    for record, version in library.texts:
        for tag in (*version.outline.tags, *version.outline.attribute_lists):
            if tag.name in HARMLESS_TAGS or tag.name == "{}":
                for found in _UNSAFE_ATTRIBUTE.finditer(tag.attributes):
                    yield _attribute_problem(version, tag.line, tag.column, found[1], record)


def _attribute_problem(version: Version, line: int, column: int, name: str, record: Record | None) -> Problem:
    script = name.lower() != "style"
    message = say("The attribute `{name}` is not allowed.", name=name)
    if not script:
        message = say("The attribute `{name}` is left out of the page.", name=name)
    level = Severity.ERROR if script else Severity.WARNING
    return text_problem("unsafe-attribute", version, line, column, message, say("Take it out."), record, level)


def duplicate_anchor(library: Library) -> Iterator[Problem]:
    """A name given to a heading is given once on a page.

    Bad:  ## One {#steps} ... ## Two {#steps}
    Good: ## One {#first} ... ## Two {#second}
    """
    for record, version in library.texts:
        counted = Counter(heading.anchor for heading in version.outline.headings)
        for heading in reversed(version.outline.headings):
            if counted[heading.anchor] > 1:
                counted[heading.anchor] -= 1
                message = say("The name `#{anchor}` is given twice.", anchor=heading.anchor)
                yield text_problem("duplicate-anchor", version, heading.line, 1, message, say("Choose another one."), record)


def missing_section(library: Library) -> Iterator[Problem]:
    """An original has the sections that its type asks for, so that readers find the same things in the same place.

    Bad:  a model without `## Start small`, where the type has it among its `sections:`
    Good: all headings, in the language of the text
    """
    for record in library.records.values():
        if record.is_retired:
            continue
        version = record.original
        there = {_plain(heading.text) for heading in version.outline.headings}
        for labels in record.type.sections:
            title = labels.get(version.language, "")
            if title and _plain(title) not in there:
                message = say("The section `{title}` is missing.", title=title)
                hint = say("Add a heading `## {title}` with what is known, or say that it is not known.", title=title)
                yield text_problem("missing-section", version, version.text_line, 1, message, hint, record, Severity.WARNING)


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", title).casefold().split())


def unclosed_code(library: Library) -> Iterator[Problem]:
    """A code block that begins with ``` also ends with it.

    Bad:  ``` and then text up to the end of the file
    Good: ``` code ```, the last on a line of its own
    """
    for record, version in library.texts:
        if line := version.outline.unclosed_fence:
            message = say("The code block that begins here never ends.")
            yield text_problem(
                "unclosed-code",
                version,
                line,
                1,
                message,
                say("Close it with the same signs on a line of their own."),
                record,
            )


def cannot_render(library: Library) -> Iterator[Problem]:
    """A text must become a page within a few seconds.

    Bad:  thousands of brackets that never close
    Good: plain Markdown
    """
    for fault in library.faults_by_rule.get("cannot-render", ()):
        if fault.details["late"]:
            message = say(
                "Turning this text into a page took more than {limit} seconds and was stopped.",
                limit=fault.details["limit"],
            )
        else:
            message = say("This text cannot be turned into a page: {reason}", reason=fault.details["reason"])
        hint = say(
            "Look for long runs of the same sign, such as brackets or stars, or very deep lists. "
            "Take half of the text out and try again."
        )
        yield Problem(fault.position, "cannot-render", message, hint, record=fault.record)


RULES = (raw_html, unsafe_attribute, duplicate_anchor, missing_section, unclosed_code, cannot_render)
