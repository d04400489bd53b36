"""Rules about HTML and attributes in a text: what may stand there, and that each tag has its partner."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from toolkit_builder.checks.faults import Text, shortened
from toolkit_builder.model.nodes import Tag
from toolkit_builder.model.text import Outline
from toolkit_builder.problems import Message, Problem, Severity, say
from toolkit_builder.reading.constructs import CLASSES
from toolkit_builder.reading.tags import ELEMENTS, HARMLESS_TAGS, WITHOUT_VALUE

_VOID = frozenset({"br", "hr", "wbr"})
# HTML lets these end where the next one begins.
_PARTS = frozenset({"p", "dt", "dd", "rt", "rp"})
_MAY_STAY_OPEN = _VOID | _PARTS
MOST_OPEN = 20
"""Tags within each other: what is open is opened again in each paragraph that begins within it."""
_IN_TABLES = frozenset({"tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col"})
# Unfinished, these would swallow the rest of the page.
_SWALLOWING = frozenset({"script", "style", "textarea", "title", "xmp", "noscript", "iframe", "svg", "math"})
_CLASS_IN_LIST = re.compile(r"(?<![\w.=:-])\.([\w:-]+)")
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


def raw_html(text: Text) -> Iterator[Problem]:
    """HTML that can run, load or submit something is refused, and so is a tag without its partner.

    Bad:  <script>alert(1)</script>, <table>...</table>, <b>bold
    Good: `<script>` in backticks, a Markdown link, picture or table, <b>bold</b>
    """
    for tag, message, hint in _wrong_tags(text.outline):
        yield text.problem("raw-html", (tag.line, tag.column), message, hint)


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
    alone = [word for word in _VALUE.sub("", tag.attributes).split() if word.lower() not in WITHOUT_VALUE and word != "/"]
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
        names = [tag.name for tag in opened[-50:]]
        if tag.name in names:
            at = len(opened) - 1 - names[::-1].index(tag.name)
            left_open = [tag for tag in opened[at + 1 :] if tag.name not in _MAY_STAY_OPEN]
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
        if opened[at].name == tag.name:
            del opened[at:]


def _taken_for_a_tag(tag: Tag, typed: str) -> tuple[Tag, Message, Message]:
    message = say("`{typed}` is taken for a tag, and no reader sees it.", typed=typed)
    return tag, message, say("Write `&lt;` for a sign `<` that is meant as such: {typed}", typed=typed.replace("<", "&lt;"))


def _refused(tag: Tag, closed: set[str], outline: Outline) -> tuple[Tag, Message, Message]:
    if tag.name not in ELEMENTS:
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


def unsafe_attribute(text: Text) -> Iterator[Problem]:
    """HTML and attribute lists carry no scripts and no styles; they are dropped from the page.

    Bad:  <div style="position:fixed">, ![photo](a.jpg){ onerror="..." }
    Good: <div>, ![photo](a.jpg){ width="300" }
    """
    for tag in (*text.outline.tags, *text.outline.attribute_lists):
        if tag.name in HARMLESS_TAGS or tag.name == "{}":
            for message, hint, level in _wrong_attributes(tag):
                yield text.problem("unsafe-attribute", (tag.line, tag.column), message, hint, level)


def _wrong_attributes(tag: Tag) -> Iterator[tuple[Message, Message, Severity]]:
    out = say("Take it out.")
    for found in _UNSAFE_ATTRIBUTE.finditer(tag.attributes):
        if found[1].lower() == "style":
            yield say("The attribute `{name}` is left out of the page.", name=found[1]), out, Severity.WARNING
        else:
            yield say("The attribute `{name}` is not allowed.", name=found[1]), out, Severity.ERROR
    for name in _left_out(tag):
        yield say("The attribute `{name}` is left out of the page.", name=name), out, Severity.WARNING
    for name in _unknown_classes(tag):
        message = say("The class `{name}` means nothing in a text, and is left out of the page.", name=name)
        yield message, say("Take it out. These mean something: {known}.", known=", ".join(sorted(CLASSES))), Severity.WARNING


def _left_out(tag: Tag) -> Iterator[str]:
    """Yield the attributes that do no harm and mean nothing here."""
    names = [found[1] for found in _GIVEN.finditer(_VALUE.sub("=", tag.attributes)) if not _UNSAFE_ATTRIBUTE.match(found[0])]
    yield from (shortened(name, 40) for name in names if name.lower() not in _KEPT)


def _unknown_classes(tag: Tag) -> Iterator[str]:
    given = tag.given("class").split()
    if tag.name == "{}":
        given += _CLASS_IN_LIST.findall(tag.attributes)
    yield from (shortened(name, 40) for name in given if name not in CLASSES)


TEXT_RULES = (raw_html, unsafe_attribute)
