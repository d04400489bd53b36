"""Rules about the text below the header: its headings, sections and code, and whether it can be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_builder.checks.asked import counted_sections
from toolkit_builder.checks.faults import shortened, text_problem
from toolkit_builder.model.library import Library
from toolkit_builder.model.markup import blanked_remarks
from toolkit_builder.model.nodes import DEEPEST, Node
from toolkit_builder.model.placeholder import find_placeholder
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import OWN_NAME, Outline
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import NOTHING, Problem, Severity, say


def duplicate_anchor(library: Library) -> Iterator[Problem]:
    """A name for a part of a page is given once, and is none that the page itself uses.

    Bad:  ## One {#steps} ... ## Two {#steps}, or <span id="steps"> beside ## Steps, or {#page:main}
    Good: ## One {#first} ... ## Two {#second}
    """
    for record, version in library.texts:
        seen: set[str] = set()
        for name, place in version.outline.named:
            message = NOTHING
            if name in seen:
                message = say("The name `#{anchor}` is given twice.", anchor=name)
            elif OWN_NAME.match(name) or _is_of_a_field(name, record, version):
                message = say("The name `#{anchor}` is one that the page itself uses.", anchor=shortened(name))
            if message.text:
                yield text_problem("duplicate-anchor", version, *place, message, say("Choose another one."), record)
            seen.add(name)


def _is_of_a_field(name: str, record: Record | None, version: Version) -> bool:
    """Whether it is what a name in a field's text is called on the page: `advice.steps`."""
    field, dot, _ = name.partition(".")
    if not dot or version.part or record is None:
        return False
    return any(way[0].name == field for way in record.type.ways("markdown"))


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
    """A text must become a page within a few seconds of the processor's time, however busy the machine is.

    Bad:  thousands of brackets that never close
    Good: plain Markdown
    """
    for record, version in library.texts:
        if version.outline.too_deep >= 0:
            message = say("More than {limit} blocks stand within each other here.", limit=DEEPEST)
            place = version.outline.place(version.outline.too_deep)
            yield text_problem("cannot-render", version, *place, message, say("Begin the line further to the left."), record)
    for fault in library.faults_by_rule.get("cannot-render", ()):
        if fault.details["late"]:
            message = say(
                "Turning this text into a page took the processor more than {limit} seconds and was stopped.",
                limit=fault.details["seconds"],
            )
        else:
            message = say("This text cannot be turned into a page: {reason}", reason=fault.details["reason"])
        hint = say(
            "Look for long runs of the same sign, such as brackets or stars, or very deep lists. "
            "Take half of the text out and try again."
        )
        yield Problem(fault.position, "cannot-render", message, hint, record=fault.record)


def heading_level(library: Library) -> Iterator[Problem]:
    """The title of a page is its only heading of the first level; those in the text begin with `##`, and leave none out.

    Bad:  # Another title, ## One then #### Two, ## with nothing behind it
    Good: ## One, ### Within one
    """
    for record, version in library.texts:
        level = 1
        for heading in version.outline.headings:
            if not heading.text:
                message, hint = say("The heading has no words."), say("Write some behind it, or take the signs out.")
            elif heading.level == 1 and not version.part:
                message = say("`# {title}` is a second title; the page has its own.", title=shortened(heading.text, 60))
                hint = say("Write `## {title}`.", title=shortened(heading.text, 60))
            elif heading.level > level + 1 and heading.level > 2:
                message = say("The heading leaves a level out.")
                meant = f"{'#' * max(level + 1, 2)} {shortened(heading.text, 60)}"
                hint = say("Write `{meant}`.", meant=meant)
            else:
                level = heading.level
                continue
            level = heading.level
            place = (heading.line, heading.column)
            yield text_problem("heading-level", version, *place, message, hint, record, Severity.WARNING)


def _to_be_written(library: Library) -> Iterator[tuple[Record, Version]]:
    """Yield the texts that readers see: in a draft, something may still be missing."""
    yield from ((record, version) for record, version in library.texts if record is not None and not record.may_be_draft)


def placeholder_left(library: Library) -> Iterator[Problem]:
    """The line that `toolkit new` writes in place of the text is written over before anybody reads it.

    Bad:  Write the text here: Model, `duo-for-a-job`.
    Good: the text; or `draft: true` as long as there is none
    """
    for record, version in _to_be_written(library):
        for at in version.outline.once(_placeholders):
            message = say("This line only holds the place of the text.")
            hint = say("Write the text over it. Until then, say `draft: true` in the header of the original.")
            yield text_problem("placeholder-left", version, *version.outline.place(at), message, hint, record)


def _placeholders(outline: Outline) -> Iterator[int]:
    for node in outline.root.children:
        at = find_placeholder(outline.text[node.start : node.end]) if node.kind == "paragraph" else -1
        if at >= 0:
            yield node.start + at


def empty_section(library: Library) -> Iterator[Problem]:
    """Something stands below a heading.

    Bad:  ## Aims, and right below it ## Steps
    Good: ## Aims with what they are; or no such heading
    """
    # Where steps are counted, it is told that there are none.
    counted = {
        (version.path, heading.start)
        for record in library.records.values()
        for version, heading, asked in record.once(counted_sections)
        if asked.fewest
    }
    for record, version in _to_be_written(library):
        # Below its text, a plain page may show records.
        is_last_filled = bool(record.shows) and not version.part
        for heading, is_last in version.outline.once(_empty_headings):
            if (is_last and is_last_filled) or (not version.part and (version.path, heading.start) in counted):
                continue
            message = say("Nothing stands below the heading “{title}”.", title=shortened(heading.plain.strip(), 60))
            hint = say("Write what belongs there, say that it is not known, or take the heading out.")
            place = version.outline.place(heading.start)
            yield text_problem("empty-section", version, *place, message, hint, record, Severity.WARNING)


def _empty_headings(outline: Outline) -> Iterator[tuple[Node, bool]]:
    """Yield the headings with nothing below them up to the next one that is no part of theirs; or to the end, which is told."""
    open_heading: Node | None = None
    for node in outline.root.children:
        if node.kind == "heading":
            if open_heading and node.level <= open_heading.level:
                yield open_heading, False
            # What has no words is told elsewhere.
            open_heading = node if node.plain.strip() else None
        elif not _says_nothing(node, outline):
            open_heading = None
    if open_heading:
        yield open_heading, True


def _says_nothing(node: Node, outline: Outline) -> bool:
    if node.kind == "html":
        return not blanked_remarks(outline.text[node.start : node.end]).strip()
    return node.kind in ("rule", "footnote")


RULES = (
    duplicate_anchor, placeholder_left, empty_section, unclosed_code, heading_level, cannot_render,
)  # fmt: skip
