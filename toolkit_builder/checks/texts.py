"""Rules about the text below the header: its headings, sections and code, and whether it can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit_builder.checks.asked import counted_sections
from toolkit_builder.checks.faults import Text, problem_of, shortened
from toolkit_builder.model.markup import blanked_remarks
from toolkit_builder.model.nodes import DEEPEST, Node
from toolkit_builder.model.placeholder import find_placeholder
from toolkit_builder.model.text import OWN_NAME, Outline
from toolkit_builder.problems import NOTHING, Fault, Problem, Severity, say


def duplicate_anchor(text: Text) -> Iterator[Problem]:
    """A name for a part of a page is given once, and is none that the page itself uses.

    Bad:  ## One {#steps} ... ## Two {#steps}, or <span id="steps"> beside ## Steps, or {#page:main}
    Good: ## One {#first} ... ## Two {#second}
    """
    seen: set[str] = set()
    for name, place in text.outline.named:
        message = NOTHING
        if name in seen:
            message = say("The name `#{anchor}` is given twice.", anchor=name)
        elif OWN_NAME.match(name) or _is_of_a_field(name, text):
            message = say("The name `#{anchor}` is one that the page itself uses.", anchor=shortened(name))
        if message.text:
            yield text.problem("duplicate-anchor", place, message, say("Choose another one."))
        seen.add(name)


def _is_of_a_field(name: str, text: Text) -> bool:
    """Whether it is what a name in a field's text is called on the page: `advice.steps`."""
    field, dot, _ = name.partition(".")
    if not dot or text.version.part or text.record is None:
        return False
    return any(way[0].name == field for way in text.record.type.ways("markdown"))


def unclosed_code(text: Text) -> Iterator[Problem]:
    """A code block that begins with ``` also ends with it.

    Bad:  ``` and then text up to the end of the file
    Good: ``` code ```, the last on a line of its own
    """
    if line := text.outline.unclosed_fence:
        message = say("The code block that begins here never ends.")
        hint = say("Close it with the same signs on a line of their own.")
        yield text.problem("unclosed-code", (line, 1), message, hint)


def cannot_render(text: Text) -> Iterator[Problem]:
    """A text must become a page within a few seconds of the processor's time, however busy the machine is.

    Bad:  thousands of brackets that never close
    Good: plain Markdown
    """
    if text.outline.too_deep >= 0:
        message = say("More than {limit} blocks stand within each other here.", limit=DEEPEST)
        place = text.outline.place(text.outline.too_deep)
        yield text.problem("cannot-render", place, message, say("Begin the line further to the left."))


def not_rendered(faults: Iterable[Fault]) -> Iterator[Problem]:
    """Tell which texts could not be rendered."""
    for fault in faults:
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
        yield problem_of(fault, message, hint)


def heading_level(text: Text) -> Iterator[Problem]:
    """The title of a page is its only heading of the first level; those in the text begin with `##`, and leave none out.

    Bad:  # Another title, ## One then #### Two, ## with nothing behind it
    Good: ## One, ### Within one
    """
    level = 1
    for heading in text.outline.headings:
        if not heading.text:
            message, hint = say("The heading has no words."), say("Write some behind it, or take the signs out.")
        elif heading.level == 1 and not text.version.part:
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
        yield text.problem("heading-level", (heading.line, heading.column), message, hint, Severity.WARNING)


def _is_to_be_written(text: Text) -> bool:
    """Whether readers see it: in a draft, something may still be missing."""
    return text.record is not None and not text.record.may_be_draft


def placeholder_left(text: Text) -> Iterator[Problem]:
    """The line that `toolkit new` writes in place of the text is written over before anybody reads it.

    Bad:  Write the text here: Model, `duo-for-a-job`.
    Good: the text; or `draft: true` as long as there is none
    """
    for at in _placeholders(text.outline) if _is_to_be_written(text) else ():
        message = say("This line only holds the place of the text.")
        hint = say("Write the text over it. Until then, say `draft: true` in the header of the original.")
        yield text.problem("placeholder-left", text.outline.place(at), message, hint)


def _placeholders(outline: Outline) -> Iterator[int]:
    for node in outline.root.children:
        at = find_placeholder(outline.text[node.start : node.end]) if node.kind == "paragraph" else -1
        if at >= 0:
            yield node.start + at


def empty_section(text: Text) -> Iterator[Problem]:
    """Something stands below a heading.

    Bad:  ## Aims, and right below it ## Steps
    Good: ## Aims with what they are; or no such heading
    """
    record, version = text.record, text.version
    found = [*_empty_headings(text.outline)] if _is_to_be_written(text) else []
    if not found or record is None:
        return
    # Where steps are counted, it is told that there are none.
    sections = () if version.part else counted_sections(record)
    counted = {heading.start for of, heading, asked in sections if of is version and asked.fewest}
    # Below its text, a plain page may show records.
    is_last_filled = bool(record.shows) and not version.part
    for heading, is_last in found:
        if not (is_last and is_last_filled) and heading.start not in counted:
            message = say("Nothing stands below the heading “{title}”.", title=shortened(heading.plain.strip(), 60))
            hint = say("Write what belongs there, say that it is not known, or take the heading out.")
            yield text.problem("empty-section", text.outline.place(heading.start), message, hint, Severity.WARNING)


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


TEXT_RULES = (duplicate_anchor, placeholder_left, empty_section, unclosed_code, heading_level, cannot_render)
