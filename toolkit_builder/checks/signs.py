"""A rule about what other systems write: it is shown as typed here, and there is another way to have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from toolkit_builder.checks.faults import Finding, Text, shortened
from toolkit_builder.model.markup import blanked_remarks
from toolkit_builder.model.nodes import Node
from toolkit_builder.model.text import Outline
from toolkit_builder.problems import Message, Problem, Severity, say
from toolkit_builder.reading.constructs import LONGEST_ABBREVIATION, MOST_ABBREVIATIONS
from toolkit_builder.reading.tags import LIKE_A_TAG, is_none
from toolkit_builder.reading.traps import OWN_NUMBERS
from toolkit_builder.reading.unseen import MISLEADING, unseen


@dataclass(frozen=True, slots=True)
class Sign:
    """What another system writes. ``always`` is in each of them, and looked for first, since that costs little."""

    always: str
    pattern: re.Pattern[str]
    """Its first group is what to show; it is held against the words of a text (`Outline.prose`)."""
    advice: Callable[[str], Message]
    """What to write instead, by what was found."""


def _sign(always: str, pattern: str, advice: Callable[[str], Message], flags: int = 0) -> Sign:
    return Sign(always, re.compile(pattern, re.MULTILINE | flags), advice)


def _box(_: str) -> Message:
    return say("Write a box as `> [!NOTE]` with its text in lines below it that begin with `>`.")


def _github_box(_: str) -> Message:
    return say(
        "A box begins with `> [!NOTE]` (or TIP, IMPORTANT, WARNING, CAUTION) alone on its first line, has its text in the "
        "lines below, and stands outside lists and other quotes."
    )


def _template(_: str) -> Message:
    return say("Nothing is filled in here. Write what it stands for.")


_OF_A_WORD_PROCESSOR = re.compile(
    r"underline|\banchor\b|_Toc|_Ref|_Hlk|comment-|insertion|deletion|custom-style|\.mark\b|smallcaps|heading=|bookmark="
)


def _attributes(found: str) -> Message:
    if _OF_A_WORD_PROCESSOR.search(found):
        return say("A word processor left it. Take it out, with the square brackets before it if there are any.")
    return say(
        "Attributes stand right behind a link or picture, at the end of a heading, or on the last line of a paragraph: "
        "{example}.",
        example="`## Steps {#steps}`",
    )


def _other_header(_: str) -> Message:
    return say("A file has one header, at its beginning. Move the lines there, or take them out.")


_SIGNS = (
    _sign(":::", r"^[ >]{0,12}(:{3,})[ ]*[\w{]", _box),
    _sign("///", r"^[ >]{0,12}(/{3,})[ ]+\w", _box),
    _sign("!!!", r"^[ >]{0,12}(!!![ ]?[^\W\d_].{0,80})", _box),
    _sign("???", r"^[ >]{0,12}(\?\?\?\+?[ ]?[^\W\d_].{0,80})", _box),
    _sign("[!", r"^[ ]*(\[![^\W\d_]{3,12}\])", _github_box),
    _sign("===", r"^[ >]{0,12}(===[!+]?[ ][^\s=].{0,80})", lambda _: say('Write a tab as `=== "Title"`.')),
    _sign("{", r"(\{\{[<%]?|\{%)", _template),
    _sign("{", r"(\{:[^{}\n]*\}|\{[#.][\w-][^{}\n]*\}|\{[ ]*[\w-]+[ ]*=[^{}\n]*\})", _attributes),
    _sign("[", r"(\[toc\]|\[\[[ _]toc[ _]\]\])", lambda _: say("Take it out: long texts get a list of contents by themselves."),
          re.IGNORECASE),
    _sign("[[", r"(\[\[(?![ _]toc[ _])[^\[\]\n]+\]\])", lambda _: say("Write a link as [words](../models/duo.md)."),
          re.IGNORECASE),
    _sign(":", r"(:(?<![\w:]:)[a-z][a-z_]{2,30}:)(?![\w:])", lambda _: say("Write the sign itself, such as 🎉, or words.")),
    _sign("==", r"(?<![\w=])(==[^\s=][^=\n]*==)(?![\w=])",
          lambda found: say("Write <mark>{words}</mark>.", words=found.strip("="))),
    _sign("^", r"(?<=\w)(\^[^\s^]{1,20}\^)", lambda found: say("Write <sup>{words}</sup>.", words=found.strip("^"))),
    _sign("~", r"(?<=\w)(~[^\s~]{1,20}~)", lambda found: say("Write <sub>{words}</sub>.", words=found.strip("~"))),
    _sign("$$", r"(\$\$)", lambda _: say("Close a formula with `$$` as well, and leave no empty line within.")),
    _sign("&#", rf"(&#\d{{8,}};|&#[xX][0-9a-fA-F]{{7,}};|{OWN_NUMBERS})", lambda _: say("There is no such character.")),
    _sign("*[", r"^[ ]*(\*\[[^\[\]\n]+\]:)", lambda _: say(
        "An abbreviation stands on a line of its own outside of quotes, with its meaning behind it: at most {longest} "
        "characters, and {most} abbreviations.", longest=LONGEST_ABBREVIATION, most=MOST_ABBREVIATIONS)),
    _sign("<<<<<<<", r"^(<{7})[ ]", lambda _: say("A program put two versions together. Keep one.")),
    _sign("8<", r"^[ ]{0,3}(-{2,}8<-{2,}.*|;-{2,}8<-{2,}.*)$", _template),
    _sign("+++", r"^(\+{3})[ ]*$", _other_header),
)  # fmt: skip

_NAMED = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z]{1,40});")
# Joiners and selectors, which do something between the letters beside them.
_NAMED_FOR_A_REASON = frozenset("\u200c\u200d\ufe0e\ufe0f")
# A name of a header, in any script.
_HEADER_LINE = re.compile(r"[^\W\d][\w-]*:(?:\s|\Z)")
_MARKDOWN_IN_HTML = re.compile(
    r"(?<!\*)\*\*[^\s*][^*\n]*\*\*|\[[^\[\]\n]+\]\([^()\s]+\)|^[ ]{0,3}(?:[-*+]|\d+[.)])[ ]\S|^[ ]{0,3}#{1,6}[ ]\S"
    r"|^[ ]{0,3}\|.*\|[ ]*$", re.MULTILINE,
)  # fmt: skip
# What a repository draws from a block of code, and we show as code.
_DRAWN_ELSEWHERE = frozenset({"mermaid", "geojson", "topojson", "stl"})
_LONGEST_TERM = 8
"""Words."""
_LIKE_A_HEADER = say("These lines look like a header, and are shown as a heading.")


def other_markup(text: Text) -> Iterator[Problem]:
    """What other systems write for boxes, templates and the like is shown as typed here.

    Bad:  ::: note, {{< alert >}}, {% include x %}, [[Page]], :tada:, H~2~O
    Good: > [!NOTE], the words themselves, [Page](page.md), 🎉, H<sub>2</sub>O
    """
    # A file that has no header yet may well have the lines of one.
    for start, message, hint, level in _unseen(text.outline):
        yield text.problem("other-markup", text.outline.place(start), message, hint, level)
    for problem in text.warnings("other-markup", _other_markup(text.outline)):
        if problem.message is not _LIKE_A_HEADER or text.version.is_read:
            yield problem


def _other_markup(outline: Outline) -> Iterator[Finding]:
    prose = outline.prose
    # One character is found many times as quickly as several.
    yield from _no_tags(outline)
    for sign in (sign for sign in _SIGNS if sign.always[0] in prose and sign.always in prose):
        for found in sign.pattern.finditer(prose):
            start, end = found.span(1)
            if outline.text[start - 1 : start] != "\\":
                typed = outline.text[start:end].strip()
                message = say("`{signs}` is shown as it is typed.", signs=shortened(typed, 40))
                yield start, message, sign.advice(shortened(typed, 40))
    yield from _in_blocks(outline)


def _no_tags(outline: Outline) -> Iterator[Finding]:
    for found in LIKE_A_TAG.finditer(outline.prose) if "<" in outline.prose else ():
        if is_none(found) and outline.text[found.start() - 1 : found.start()] != "\\":
            typed = shortened(found[0], 40)
            hint = say("Write `&lt;` for a sign `<` that is meant as such: {typed}", typed=typed.replace("<", "&lt;"))
            yield found.start(), say("`{signs}` is shown as it is typed.", signs=typed), hint


def _unseen(outline: Outline) -> Iterator[tuple[int, Message, Message, Severity]]:
    """Find characters that nobody sees, where they were not typed but named; those that turn words around are refused."""
    for found in _NAMED.finditer(outline.prose) if "&" in outline.prose else ():
        if outline.text[found.start() - 1 : found.start()] != "\\" and (sign := unescape(found[0])) not in _NAMED_FOR_A_REASON:
            turns = bool(MISLEADING.fullmatch(sign))
            if turns or any(unseen(sign)):
                level = Severity.ERROR if turns else Severity.WARNING
                yield (
                    found.start(),
                    say("`{signs}` is a character that nobody sees.", signs=found[0]),
                    say("Take it out."),
                    level,
                )


def _in_blocks(outline: Outline) -> Iterator[Finding]:
    yield from _single_tildes(outline)
    for node in outline.of_kind("html"):
        yield from _markdown_in_html(node, outline)
    rules = outline.of_kind("rule")
    below_rules = frozenset(id(node) for before, node in pairwise(outline.nodes if rules else ()) if before.kind == "rule")
    for node in outline.of_kind("heading"):
        if _is_header(outline, node, id(node) in below_rules):
            yield node.start, _LIKE_A_HEADER, _other_header("")
    for node in outline.of_kind("code"):
        if node.name.split()[:1] and node.name.split()[0] in _DRAWN_ELSEWHERE:
            message = say("A repository draws something from `{name}`; readers see the code.", name=node.name.split()[0])
            yield node.start, message, say("Save the drawing as a picture, and show that.")
    for node in outline.of_kind("term"):
        yield from _prose_as_term(node, outline)


def _single_tildes(outline: Outline) -> Iterator[Finding]:
    told = 0
    for node in outline.of_kind("strike"):
        if node.start >= told and outline.text[node.start : node.start + 2] != "~~":
            told = node.end
            words = shortened(node.plain, 40)
            hint = say("Write ~~{words}~~ for that, and <sub>{words}</sub> for small signs below.", words=words)
            yield node.start, say("`~{words}~` crosses the words out.", words=words), hint


def _markdown_in_html(node: Node, outline: Outline) -> Iterator[Finding]:
    if found := _MARKDOWN_IN_HTML.search(blanked_remarks(outline.text[node.start : node.end])):
        signs = shortened(found[0].strip(), 40)
        message = say("`{signs}` is shown as it is typed: it stands in a block of HTML.", signs=signs)
        yield node.start + found.start(), message, say("Put an empty line before and behind the lines with the tags.")


def _is_header(outline: Outline, node: Node, below_rule: bool) -> bool:
    """Whether lines above a rule made a heading of what reads like a header. One line alone has a rule above it as well."""
    *lines, _ = outline.text[node.start : node.end].rstrip("\n").split("\n")
    if len(lines) < (1 if below_rule else 2):
        return False
    return all(_HEADER_LINE.match(line) or line.startswith((" ", "- ")) for line in lines)


def _prose_as_term(node: Node, outline: Outline) -> Iterator[Finding]:
    """Find a line of prose that the next one, which begins with a colon, makes a word with a meaning."""
    words = node.plain.strip()
    if words.endswith((".", "?", "!", ":", ";", ",", "؟", "،")) or len(words.split()) > _LONGEST_TERM:
        start = outline.text.find("\n", node.end - 1 if outline.text[node.end - 1 : node.end] == "\n" else node.end) + 1
        message = say(
            "A line that begins with a colon gives the meaning of the words before it, and a repository shows it as typed."
        )
        yield min(start, len(outline.text)), message, say("Put the colon at the end of the line before, or write `\\:`.")


TEXT_RULES = (other_markup,)
