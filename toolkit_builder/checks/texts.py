"""Rules about the text below the header: its headings, code and raw HTML."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from toolkit_builder.checks.faults import shortened, text_problem
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record, Version
from toolkit_builder.model.text import DEEPEST, Outline, Tag
from toolkit_builder.problems import Message, Problem, Severity, say
from toolkit_builder.reading.constructs import CLASSES

# What may stand in a text as HTML: marks of meaning that Markdown has no sign for. All else is refused or cleaned.
HARMLESS_TAGS = frozenset(
    "abbr b bdi bdo br cite dd del details dfn div dl dt em figcaption figure hr i ins kbd mark p q rp rt ruby s samp "
    "section small span strong sub summary sup time u var wbr".split()
)
_VOID = frozenset({"br", "hr", "wbr"})
# HTML lets these end where the next one begins.
_KIND_OF_PART = {"p": "p", "dt": "dt", "dd": "dt", "rt": "rt", "rp": "rt"}
_MAY_STAY_OPEN = _VOID | _KIND_OF_PART.keys()
MOST_OPEN = 20
"""Tags within each other: what is open is opened again in each paragraph that begins within it."""
_IN_TABLES = frozenset({"tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col"})
# Unfinished, these would swallow the rest of the page.
_SWALLOWING = frozenset({"script", "style", "textarea", "title", "xmp", "noscript", "iframe", "svg", "math"})
_CLASS = re.compile(r"(?<![\w-])class\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))", re.IGNORECASE)
_CLASS_IN_LIST = re.compile(r"(?<![\w.=:-])\.([\w:-]+)")
_WITHOUT_VALUE = frozenset(
    "open markdown hidden reversed contenteditable draggable inert translate nowrap compact itemscope autofocus".split()
)
# https://html.spec.whatwg.org/multipage/indices.html#elements-3, and those that were elements once.
_ELEMENTS = HARMLESS_TAGS | frozenset(
    "a address area article aside audio base blink blockquote body button canvas caption center code col colgroup data "
    "datalist dialog dir embed fieldset font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup html iframe img "
    "input label legend li link main map marquee math menu meta meter nav nobr noscript object ol optgroup option output "
    "picture plaintext pre progress script search select slot source strike style svg table tbody td template textarea tfoot "
    "th thead title tr track tt ul video xmp !-- !doctype ? ![cdata[".split()
)
# What is let through of what may stand on any element that is let in.
_KEPT = frozenset("class id title lang dir open datetime start type markdown alt width height hreflang credit".split())
_GIVEN = re.compile(r"(?<![\w:-])([A-Za-z][\w:-]*)[ ]*=")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+)")
_ROW_END = re.compile("</t(?:r|able)", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b[^<>]*>([^<>]*)<", re.IGNORECASE)

# Attributes that run, load or lead somewhere, and styles, which can hide a page.
_UNSAFE_ATTRIBUTE = re.compile(
    r"(?<![\w-])(on[a-z]+|style|src(?:doc|set)?|(?:xlink:)?href|(?:form)?action|background|poster)\s*=", re.IGNORECASE
)


def raw_html(library: Library) -> Iterator[Problem]:
    """HTML that can run, load or submit something is refused, and so is a tag without its partner.

    Bad:  <script>alert(1)</script>, <table>...</table>, <b>bold
    Good: `<script>` in backticks, a Markdown link, picture or table, <b>bold</b>
    """
    for record, version in library.texts:
        for tag, message, hint in _wrong_tags(version.outline):
            yield text_problem("raw-html", version, tag.line, tag.column, message, hint, record)


def _wrong_tags(outline: Outline) -> Iterator[tuple[Tag, Message, Message]]:
    closed = {tag.name for tag in outline.tags if tag.closing}
    opened: dict[int, list[Tag]] = defaultdict(list)
    refused: Counter[str] = Counter()
    table = False
    for tag in outline.tags:
        if table and (tag.name in _IN_TABLES or (tag.closing and tag.name == "table")):
            table = not (tag.closing and tag.name == "table")
        elif tag.name in HARMLESS_TAGS and not tag.unfinished:
            yield from _harmless(tag, opened[tag.scope], outline)
        elif tag.closing:
            # Where it was opened says enough.
            refused[tag.name] -= 1
            if refused[tag.name] < 0 and tag.name not in HARMLESS_TAGS:
                yield tag, say("Raw HTML `</{tag}>` is not allowed.", tag=tag.name), _html_hint(tag.name)
        elif tag.name != "!--" or tag.unfinished:
            refused[tag.name] += 1
            table = table or tag.name == "table"
            yield _refused(tag, closed, outline)
    for tags in opened.values():
        for tag in tags:
            if tag.name not in _MAY_STAY_OPEN and not tag.unfinished:
                hint = say("Put `</{tag}>` behind what belongs to it, in the same paragraph or list.", tag=tag.name)
                yield tag, say("`<{tag}>` is never closed.", tag=tag.name), hint


def _harmless(tag: Tag, opened: list[Tag], outline: Outline) -> Iterator[tuple[Tag, Message, Message]]:
    """Follow what is open. A tag that is closed closes all that was opened behind it, as browsers have it."""
    alone = [word for word in _VALUE.sub("", tag.attributes).split() if word.lower() not in _WITHOUT_VALUE and word != "/"]
    if not tag.closing and len(alone) > _VALUE.subn("", tag.attributes)[1]:
        typed = shortened(outline.text[tag.start : tag.end], 40)
        yield _taken_for_a_tag(tag, typed)
        # It may be a tag all the same, and be closed.
        opened.append(replace(tag, unfinished=True))
    elif not tag.closing and tag.name not in _VOID:
        _end_before(tag, opened)
        opened.append(tag)
        if len(opened) == MOST_OPEN + 1:
            message = say("More than {limit} tags are open here.", limit=MOST_OPEN)
            yield tag, message, say("Close some of them before.")
    elif tag.closing:
        names = [one.name for one in opened[-50:]]
        if tag.name in names:
            at = len(opened) - 1 - names[::-1].index(tag.name)
            left_open = [one for one in opened[at + 1 :] if one.name not in _MAY_STAY_OPEN]
            del opened[at:]
            opened[at:at] = left_open
        elif tag.name not in _VOID:
            message = say("`</{tag}>` closes nothing.", tag=tag.name)
            yield tag, message, say("Take it out, or put `<{tag}>` before what belongs to it.", tag=tag.name)


def _end_before(tag: Tag, opened: list[Tag]) -> None:
    """Take out what ends where another of its kind begins."""
    at = len(opened)
    while at and opened[at - 1].name in _MAY_STAY_OPEN:
        at -= 1
        if _KIND_OF_PART.get(opened[at].name) == _KIND_OF_PART.get(tag.name):
            del opened[at:]


def _taken_for_a_tag(tag: Tag, typed: str) -> tuple[Tag, Message, Message]:
    message = say("`{typed}` is taken for a tag, and no reader sees it.", typed=typed)
    return tag, message, say("Write `&lt;` for a sign `<` that is meant as such: {typed}", typed=typed.replace("<", "&lt;"))


def _refused(tag: Tag, closed: set[str], outline: Outline) -> tuple[Tag, Message, Message]:
    if tag.name not in _ELEMENTS:
        return _taken_for_a_tag(tag, shortened(outline.text[tag.start : tag.end], 40))
    return tag, _refusal(tag, closed), _table_hint(tag, outline) if tag.name == "table" else _html_hint(tag.name)


def _refusal(tag: Tag, closed: set[str]) -> Message:
    if tag.name == "!--":
        return say("The remark that begins here is not closed and would hide the rest of the page.")
    if tag.name in _SWALLOWING and tag.name not in closed:
        return say("`<{tag}>` is not closed and would hide the rest of the page.", tag=tag.name)
    if tag.unfinished and tag.name in HARMLESS_TAGS:
        return say("`<{tag}` is not finished: its `>` is missing.", tag=tag.name)
    return say("Raw HTML `<{tag}>` is not allowed.", tag=tag.name)


def _table_hint(tag: Tag, outline: Outline) -> Message:
    """Show the first row as Markdown has it."""
    source = outline.text[tag.end : tag.end + 2000]
    end = _ROW_END.search(source)
    cells = [" ".join(cell.split()) for cell in _CELL.findall(source[: end.start() if end else 500])]
    row = shortened(f"| {' | '.join(cells or ['…'])} |", 100)
    line = "| --- " * len(cells or [""]) + "|"
    return say("Write it as a Markdown table: `{row}`, and below that `{line}`.", row=row, line=line)


def _html_hint(name: str) -> Message:
    if name == "!--":
        return say("Put `-->` behind it.")
    if name == "a":
        return say("Write a link as [words](address).")
    if name == "img":
        return say("Write a picture as ![what it shows](folder/picture.jpg).")
    if name in _IN_TABLES:
        return say("Write a table as Markdown: `| a | b |`, and below its first row `| --- | --- |`.")
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
                for name in _left_out(tag):
                    message = say("The attribute `{name}` is left out of the page.", name=name)
                    yield text_problem(
                        "unsafe-attribute", version, tag.line, tag.column, message, say("Take it out."), record,
                        Severity.WARNING,
                    )  # fmt: skip
                for name in _unknown_classes(tag):
                    message = say("The class `{name}` means nothing in a text, and is left out of the page.", name=name)
                    hint = say("Take it out. These mean something: {known}.", known=", ".join(sorted(CLASSES)))
                    yield text_problem(
                        "unsafe-attribute", version, tag.line, tag.column, message, hint, record, Severity.WARNING
                    )


def _left_out(tag: Tag) -> Iterator[str]:
    """Yield the attributes that do no harm and mean nothing here."""
    names = [found[1] for found in _GIVEN.finditer(_VALUE.sub("=", tag.attributes)) if not _UNSAFE_ATTRIBUTE.match(found[0])]
    yield from (shortened(name, 40) for name in names if name.lower() not in _KEPT)


def _unknown_classes(tag: Tag) -> Iterator[str]:
    given = _CLASS_IN_LIST.findall(tag.attributes) if tag.name == "{}" else []
    if found := _CLASS.search(tag.attributes):
        given += next(filter(None, found.groups()), "").split()
    yield from (shortened(name, 40) for name in given if name not in CLASSES)


def _attribute_problem(version: Version, line: int, column: int, name: str, record: Record | None) -> Problem:
    script = name.lower() != "style"
    message = say("The attribute `{name}` is not allowed.", name=name)
    if not script:
        message = say("The attribute `{name}` is left out of the page.", name=name)
    level = Severity.ERROR if script else Severity.WARNING
    return text_problem("unsafe-attribute", version, line, column, message, say("Take it out."), record, level)


def duplicate_anchor(library: Library) -> Iterator[Problem]:
    """A name for a part of a page is given once.

    Bad:  ## One {#steps} ... ## Two {#steps}, or <span id="steps"> beside ## Steps
    Good: ## One {#first} ... ## Two {#second}
    """
    for record, version in library.texts:
        seen: set[str] = set()
        for name, place in version.outline.named:
            if name in seen:
                message = say("The name `#{anchor}` is given twice.", anchor=name)
                yield text_problem("duplicate-anchor", version, *place, message, say("Choose another one."), record)
            seen.add(name)


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
    for record, version in library.texts:
        if version.outline.too_deep >= 0:
            message = say("More than {limit} blocks stand within each other here.", limit=DEEPEST)
            place = version.outline.place(version.outline.too_deep)
            yield text_problem("cannot-render", version, *place, message, say("Begin the line further to the left."), record)
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


def heading_level(library: Library) -> Iterator[Problem]:
    """The title of a page is its only heading of the first level; those in the text begin with `##`, and leave none out.

    Bad:  # Another title, ## One then #### Two, ## with nothing behind it
    Good: ## One, ### Within one
    """
    for record, version in library.texts:
        # The text of a field stands below a heading of its own.
        level = 0 if version.part else 1
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


RULES = (raw_html, unsafe_attribute, duplicate_anchor, missing_section, unclosed_code, heading_level, cannot_render)
