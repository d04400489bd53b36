"""Rules about signs in a text that are shown as typed although something else was meant, as far as that can be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from toolkit_builder.checks.faults import Suggestions, did_you_mean, shortened, text_problem
from toolkit_builder.formulas import FormulaError, mathml
from toolkit_builder.model.library import Library
from toolkit_builder.model.text import Outline, without_remarks
from toolkit_builder.problems import Message, Problem, Severity, say
from toolkit_builder.reading.constructs import LONGEST_ABBREVIATION, MOST_ABBREVIATIONS
from toolkit_builder.reading.traps import OWN_NUMBERS

Found: TypeAlias = tuple[int, Message, Message]
"""Where it stands in the text, what is wrong, what to do."""

# In words only: links that were read are blanked but for what they say. No pattern tries a sign twice.
_TWO_BRACKETS = re.compile(r"(?<![!\]])\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_OPEN_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?!\))")
_APART = re.compile(r"\[([^\[\]\n]+)\][ ]\(")
_REVERSED = re.compile(r"\(([^()\n]+)\)\[")
_BRACKETED = re.compile(r"(?<![!\]])\[([^\[\]\n^]+)\](?![\[(:])")
_LOOSE_BRACKET = re.compile(r"\](?=\((?!\))|\[)")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
_LOOSE_STARS = re.compile(r"\*\*[ ]+[^*\s][^*\n]*\*\*|\*\*[^*\s][^*\n]*[ ]\*\*(?!\w)")
_LOOKS_LIKE_ADDRESS = re.compile(r"https?:|www\.|\.{0,2}/|#|\S+\.(?:md|html)\b|mailto:")
_NOTHING_WITHIN = say("Links hold neither other links nor footnotes: take those out of its words.")
_HEADER_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:\s|\Z)")

_MARKDOWN_IN_HTML = re.compile(
    r"(?<!\*)\*\*[^\s*][^*\n]*\*\*|\[[^\[\]\n]+\]\([^()\s]+\)|^[ ]{0,3}(?:[-*+]|\d+[.)])[ ]\S|^[ ]{0,3}#{1,6}[ ]\S"
    r"|^[ ]{0,3}\|.*\|[ ]*$", re.MULTILINE,
)  # fmt: skip


def _other_signs() -> tuple[tuple[str, re.Pattern[str], Message], ...]:
    """Return what other systems write: signs that are always in it, the whole, and what is written here."""
    box = say("Write a box as `> [!NOTE]` with its text in lines below it that begin with `>`.")
    templates = say("Nothing is filled in here. Write what it stands for.")
    lists = say(
        "Attributes go behind a link, picture or heading, or below a paragraph: {example}.", example="`## Steps {#steps}`"
    )
    return (
        (":::", re.compile(r"^[ >]{0,12}(:{3,})[ ]*[\w{]", re.MULTILINE), box),
        ("///", re.compile(r"^[ >]{0,12}(/{3,})[ ]+\w", re.MULTILINE), box),
        ("!!!", re.compile(r"^[ >]{0,12}(!!![ ]?[A-Za-z].{0,80})", re.MULTILINE), box),
        ("???", re.compile(r"^[ >]{0,12}(\?\?\?\+?[ ]?[A-Za-z].{0,80})", re.MULTILINE), box),
        ("[!", re.compile(r"^[ ]*(\[![A-Za-z]{3,12}\])", re.MULTILINE),
         say("Boxes are called NOTE, TIP, IMPORTANT, WARNING or CAUTION, and stand outside lists and other quotes.")),
        ("===", re.compile(r"^[ >]{0,12}(===[!+]?[ ][^\s=].{0,80})", re.MULTILINE), say('Write a tab as `=== "Title"`.')),
        ("{", re.compile(r"(\{\{[<%]?|\{%)"), templates),
        ("{", re.compile(r"(\{:[^{}\n]*\}|\{[#.][\w-][^{}\n]*\})"), lists),
        ("[[", re.compile(r"(\[\[[^\[\]\n]+\]\])"), say("Write a link as [words](../models/duo.md).")),
        ("[", re.compile(r"^[ ]{0,3}(\[toc\]|\[\[_toc_\]\])", re.MULTILINE | re.IGNORECASE),
         say("Take it out: long texts get a list of contents by themselves.")),
        (":", re.compile(r"(?<![\w:])(:[a-z][a-z_]{2,30}:)(?![\w:])"), say("Write the sign itself, such as 🎉, or words.")),
        ("==", re.compile(r"(?<![\w=])(==[^\s=][^=\n]*==)(?![\w=])"), say("Write <mark>words</mark>.")),
        ("^", re.compile(r"(?<=\w)(\^[^\s^]{1,20}\^)"), say("Write <sup>2</sup>.")),
        ("~", re.compile(r"(?<=\w)(~[^\s~]{1,20}~)"), say("Write <sub>2</sub>.")),
        ("&#", re.compile(rf"(&#\d{{8,}};|&#[xX][0-9a-fA-F]{{7,}};|{OWN_NUMBERS})"), say("There is no such character.")),
        ("*[", re.compile(r"^[ ]{0,3}(\*\[[^\[\]\n]+\]:)", re.MULTILINE),
         say("A text has at most {most} abbreviations, each with a meaning of at most {longest} characters.",
             most=MOST_ABBREVIATIONS, longest=LONGEST_ABBREVIATION)),
        ("<<<<<<<", re.compile(r"^(<{7})[ ]", re.MULTILINE), say("A program put two versions together. Keep one.")),
        ("8<", re.compile(r"^[ ]{0,3}(-{2,}8<-{2,}.*|;-{2,}8<-{2,}.*)$", re.MULTILINE), templates),
    )  # fmt: skip


_OTHER_SIGNS = _other_signs()


def _warnings(library: Library, rule: str, find: Callable[[Outline], Iterator[Found]]) -> Iterator[Problem]:
    for record, version in library.texts:
        for start, message, hint in find(version.outline):
            place = version.outline.place(start)
            yield text_problem(rule, version, *place, message, hint, record, Severity.WARNING)


def other_markup(library: Library) -> Iterator[Problem]:
    """What other systems write for boxes, templates and the like is shown as typed here.

    Bad:  ::: note, {{< alert >}}, {% include x %}, [[Page]], :tada:, H~2~O
    Good: > [!NOTE], the words themselves, [Page](page.md), 🎉, H<sub>2</sub>O
    """
    yield from _warnings(library, "other-markup", _other_markup)


def _other_markup(outline: Outline) -> Iterator[Found]:
    prose = outline.prose
    for signs, pattern, hint in _OTHER_SIGNS:
        for found in pattern.finditer(prose) if signs in prose else ():
            if outline.text[found.start(1) - 1 : found.start(1)] != "\\":
                yield found.start(1), say("`{signs}` is shown as it is typed.", signs=shortened(found[1].strip(), 40)), hint
    previous, told = "", 0
    for node in outline.nodes:
        if node.kind == "strike" and node.start >= told and outline.text[node.start : node.start + 2] != "~~":
            words, told = shortened(node.plain, 40), node.end
            message = say("`~{words}~` crosses the words out.", words=words)
            hint = say("Write ~~{words}~~ for that, and <sub>{words}</sub> for small signs below.", words=words)
            yield node.start, message, hint
        elif node.kind == "html" and (marks := _MARKDOWN_IN_HTML.search(without_remarks(node.words))):
            signs = shortened(marks[0].strip(), 40)
            message = say("`{signs}` is shown as it is typed: it stands in a block of HTML.", signs=signs)
            yield node.start, message, say("Put an empty line before and behind the lines with the tags.")
        elif node.kind == "heading" and previous == "rule" and _is_header(outline, node.start, node.end):
            message = say("These lines look like a header, and are shown as a heading.")
            yield node.start, message, say("A file has one header, at its beginning. Move the lines there, or take them out.")
        previous = node.kind


def _is_header(outline: Outline, start: int, end: int) -> bool:
    *lines, _ = outline.text[start:end].rstrip("\n").split("\n")
    return bool(lines) and all(_HEADER_LINE.match(line) or line.startswith((" ", "- ")) for line in lines)


def half_written(library: Library) -> Iterator[Problem]:
    """Links and marks that lack a part are shown as typed.

    Bad:  [words](https://example.org, (words)[https://example.org], [words][name] without `[name]: ...`, **bold **
    Good: [words](https://example.org), **bold**
    """
    yield from _warnings(library, "half-written", _half_written)


def _half_written(outline: Outline) -> Iterator[Found]:
    prose, typed = outline.prose, outline.text
    if "[" in prose:
        yield from _half_links(outline)
    if "**" in prose:
        for found in _LOOSE_STARS.finditer(prose):
            words = typed[slice(*found.span())].strip("* ")
            message = say("The stars of `{signs}` are shown as typed.", signs=shortened(found[0], 40))
            yield found.start(), message, say("No spaces between stars and words: `**{words}**`.", words=shortened(words, 40))
    noted = -1
    for node in outline.nodes:
        if node.kind == "mark":
            noted = node.end
        elif node.kind == "link" and node.name == "reference" and typed[node.start - 1] == "]" and noted > 0:
            signs = shortened(typed[noted : min(node.end, noted + 50)], 40)
            yield node.start - 1, say("`{signs}` is shown as it is typed.", signs=signs), _NOTHING_WITHIN
        if node.kind == "link" and not node.says_something and not any(one.kind in ("image", "tag") for one in node.children):
            hint = say("Write what it leads to: [words]({target}).", target=node.target)
            yield node.start, say("The link has no words."), hint


def _unescaped(pattern: re.Pattern[str], outline: Outline) -> Iterator[re.Match[str]]:
    r"""Yield where a pattern fits the words of a text, but not where somebody wrote `\[` to have it shown so."""
    for found in pattern.finditer(outline.prose):
        if "\\" not in outline.text[max(found.start() - 1, 0) : found.end()]:
            yield found


def _rest(text: str, start: int) -> str:
    """Return what follows on the line, as far as an address may be long."""
    return text[start : start + 300].split("\n", 1)[0]


def _half_links(outline: Outline) -> Iterator[Found]:
    told: set[int] = set()
    for find in (_without_definition, _without_end):
        for end, start, message, hint in find(outline):
            told.add(end)
            yield start, message, hint
    yield from _in_wrong_order(outline)
    for loose in _unescaped(_LOOSE_BRACKET, outline):
        if loose.start() not in told:
            signs = shortened(outline.text[loose.start() : loose.start() + 40].split("\n", 1)[0])
            yield loose.start(), say("`{signs}` is shown as it is typed.", signs=signs), _NOTHING_WITHIN


def _without_definition(outline: Outline) -> Iterator[tuple[int, int, Message, Message]]:
    """Yield links by a name that is none; with the place of the bracket behind their words."""
    known = Suggestions({label: label for label in outline.definitions})
    for found in _unescaped(_TWO_BRACKETS, outline):
        name = (found[2] or found[1]).strip()
        message = say("`{signs}` is shown as it is typed: `[{name}]: ...` is missing.", signs=shortened(found[0]), name=name)
        hint = say("Add a line `[{name}]: address` at the end, or write [{words}](address).", name=name, words=found[1])
        yield found.end(1), found.start(), message, did_you_mean(known.closest(name.casefold()), hint)
    for found in _unescaped(_BRACKETED, outline) if outline.definitions else ():
        if name := known.closest(found[1].casefold()):
            message = say("`{signs}` is shown as it is typed: `[{name}]: ...` is missing.", signs=found[0], name=found[1])
            yield found.end(1), found.start(), message, did_you_mean(f"[{name}]", say("Take it out."))


def _without_end(outline: Outline) -> Iterator[tuple[int, int, Message, Message]]:
    """Yield links whose address does not end, or holds spaces; likewise."""
    for found in _unescaped(_OPEN_LINK, outline):
        rest = _rest(outline.text, found.end())
        message = say("`{signs}` is shown as it is typed.", signs=shortened(found[0] + rest, 60))
        hint = say("Put `)` behind the address.")
        if ")" in rest:
            address = rest[: rest.index(")")].strip()
            hint = say("Addresses hold no spaces: [{words}]({meant})", words=found[1], meant=address.replace(" ", "%20"))
            if '"' in address:
                hint = say(
                    "Words behind the address stand in quotation marks, and hold none: [{words}]({meant}).",
                    words=found[1],
                    meant=f'{address.split()[0]} "…"',
                )
        yield found.end(1), found.start(), message, hint


def _in_wrong_order(outline: Outline) -> Iterator[Found]:
    """Yield `(words)[address]` and `[words] (address)`."""
    typed = outline.text
    for pattern in (_APART, _REVERSED):
        for found in _unescaped(pattern, outline):
            rest = _rest(typed, found.end())
            inside = rest.partition("]" if pattern is _REVERSED else ")")[0].strip()
            if _LOOKS_LIKE_ADDRESS.match(inside):
                meant = f"[{typed[found.start(1) : found.end(1)]}]({inside})"
                signs = shortened(typed[found.start() : found.end()] + rest[:20], 60)
                message = say("`{signs}` is shown as it is typed.", signs=signs)
                yield found.start(), message, did_you_mean(meant, say("Take it out."))


def dead_footnote(library: Library) -> Iterator[Problem]:
    """A footnote has a mark in the text, and a mark has its footnote.

    Bad:  Text[^1], and no line that begins with `[^1]:`
    Good: Text[^1], and [^1]: What is said about it.
    """
    yield from _warnings(library, "dead-footnote", _dead_footnotes)


def _dead_footnotes(outline: Outline) -> Iterator[Found]:
    notes = {node.name: node for node in reversed(outline.nodes) if node.kind == "footnote"}
    marked = {node.name for node in outline.nodes if node.kind == "mark"}
    known = Suggestions({one: f"[^{one}]" for one in notes})
    for found in _unescaped(_NOTE, outline):
        name = found[1]
        hint = say("Add a line `[^{name}]: ...` at the end of the text.", name=name)
        meant = known.closest(name)
        yield found.start(), say("The footnote `[^{name}]` does not exist.", name=name), did_you_mean(meant, hint)
    for node in outline.nodes:
        if node.kind == "footnote" and notes[node.name] is not node:
            message = say("The footnote `[^{name}]` is there twice; readers see the first.", name=node.name)
            yield node.start, message, say("Choose another name, or take it out.")
        elif node.kind == "footnote" and node.name not in marked:
            message = say("Nothing refers to the footnote `[^{name}]`, and no reader sees it.", name=node.name)
            yield node.start, message, say("Write `[^{name}]` where it belongs, or take it out.", name=node.name)


def reads_differently(library: Library) -> Iterator[Problem]:
    """What a repository's preview shows of a text is what the page shows.

    Bad:  `!!! note` in the middle of a list, where a preview goes on with the item before it
    Good: an empty line before it and behind its text
    """
    for record, version in library.texts:
        for one in version.outline.differences:
            message = say("A repository's preview shows {there} here, and the page {here}.", there=one.there, here=one.here)
            hint = one.hint if one.hint.text else say("Put an empty line before and behind the block.")
            yield text_problem("reads-differently", version, *version.outline.place(one.start), message, hint, record)


def bad_formula(library: Library) -> Iterator[Problem]:
    r"""A formula between dollar signs is LaTeX that can be set.

    Bad:  $\frac{1}$, $x^10$, $\foo$
    Good: $\frac{1}{2}$, $x^{10}$, \$ for a sign of money
    """
    for record, version in library.texts:
        for node in version.outline.nodes:
            if node.kind != "formula":
                continue
            try:
                mathml(node.words, block=bool(node.level))
            except FormulaError as error:
                message = say("This formula cannot be shown: {reason}", reason=error.reason)
                hint = say("Mend it, or write `\\$` where a sign of money is meant.")
                place = version.outline.place(node.start + 1 + node.level + error.at)
                yield text_problem("bad-formula", version, *place, message, hint, record)


RULES = (other_markup, half_written, dead_footnote, reads_differently, bad_formula)
