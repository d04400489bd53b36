"""Rules about links, footnotes, stars and formulas that lack a part, so that they are shown as typed; and about previews."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_builder.checks.faults import Finding, Suggestions, Text, did_you_mean, shortened
from toolkit_builder.formulas import FormulaError, mathml
from toolkit_builder.model.nodes import Node
from toolkit_builder.model.text import Outline
from toolkit_builder.problems import Problem, say

_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
NOTE_OF_WORDS = re.compile(r"\[\^([^\[\]\s]+[ \t][^\[\]\n]*)\]")
_OPEN_NOTE = re.compile(r"\[\^([\w-]{1,20})(?=[\s.,;:]|\Z)(?![^\[\]\n]*\])")
_NOTE_WITHIN = re.compile(r"(?<=\S)\^\[(?!\^)([^\[\]\n]{0,200}?[^\W\d_]{2}[^\[\]\n]*)\]")
# Three letters or more in a formula are a word, if no command makes them one.
_WORDS_OF_FORMULA = re.compile(r"\\(?:text|mathrm|mathit|textbf|operatorname\*?)\s*\{[^{}]*\}|\\[A-Za-z]+")
_WORD = re.compile(r"[^\W\d_]{3,}")


def unescaped(pattern: re.Pattern[str], outline: Outline) -> Iterator[re.Match[str]]:
    r"""Yield where a pattern fits the words of a text, but not where somebody wrote `\[` to have it shown so."""
    for found in pattern.finditer(outline.prose):
        if "\\" not in outline.text[max(found.start() - 1, 0) : found.end()]:
            yield found


def dead_footnote(text: Text) -> Iterator[Problem]:
    """A footnote has a mark in the text, and a mark has its footnote.

    Bad:  Text[^1], and no line that begins with `[^1]:`
    Good: Text[^1], and [^1]: What is said about it.
    """
    yield from text.warnings("dead-footnote", _dead_footnotes(text.outline))


def _dead_footnotes(outline: Outline) -> Iterator[Finding]:
    if "[^" not in outline.text and "^[" not in outline.text:
        return
    notes = {node.name: node for node in reversed(outline.of_kind("footnote"))}
    marked = {node.name for node in outline.of_kind("mark")}
    known = Suggestions({label: f"[^{label}]" for label in notes})
    for found in unescaped(_NOTE, outline):
        name = found[1]
        hint = say("Add a line `[^{name}]: ...` at the end of the text.", name=name)
        if re.match(r"[ ]+:", outline.text[found.end() : found.end() + 5]):
            hint = say("No space before the colon: `[^{name}]: ...`.", name=name)
        meant = known.closest(name)
        yield found.start(), say("The footnote `[^{name}]` does not exist.", name=name), did_you_mean(meant, hint)
    for found in unescaped(NOTE_OF_WORDS, outline):
        meant = f"[^{'-'.join(found[1].split())}]"
        hint = say("Write `{mark}` here, and begin the line of the footnote with `{mark}:`.", mark=meant)
        hint = say("Did you mean `{meant}`?", meant=meant) if meant[2:-1] in notes else hint
        yield found.start(), say("Names of footnotes hold no spaces."), hint
    for found in unescaped(_OPEN_NOTE, outline):
        yield found.start(), say("`{signs}` is shown as it is typed.", signs=found[0]), say("Write `[^{name}]`.", name=found[1])
    for found in unescaped(_NOTE_WITHIN, outline):
        message = say("`{signs}` is shown as it is typed.", signs=shortened(found[0], 40))
        yield found.start(), message, say("Write `[^1]` here, and below the paragraph a line `[^1]: {words}`.", words=found[1])
    for node in outline.of_kind("footnote"):
        if notes[node.name] is not node:
            message = say("The footnote `[^{name}]` is there twice; readers see the first.", name=node.name)
            yield node.start, message, say("Choose another name, or take it out.")
        elif node.name not in marked:
            message = say("Nothing refers to the footnote `[^{name}]`, and no reader sees it.", name=node.name)
            yield node.start, message, say("Write `[^{name}]` where it belongs, or take it out.", name=node.name)


def reads_differently(text: Text) -> Iterator[Problem]:
    """What a repository's preview shows of a text is what the page shows.

    Bad:  `!!! note` in the middle of a list, where a preview goes on with the item before it
    Good: an empty line before it and behind its text
    """
    for difference in text.outline.differences:
        message = say(
            "A repository's preview shows {there} here, and the page {here}.", there=difference.there, here=difference.here
        )
        hint = difference.hint if difference.hint.text else say("Put an empty line before and behind the block.")
        yield text.problem("reads-differently", text.outline.place(difference.start), message, hint)


def _formula_start(node: Node, text: str) -> int:
    """Return where the LaTeX of a formula begins: behind `$`, `$$`, `` $` ``, or the first line of a block."""
    if text[node.start] != "$":
        return text.index("\n", node.start) + 1
    return node.start + 1 + (node.level or int(text.startswith("$`", node.start)))


def bad_formula(text: Text) -> Iterator[Problem]:
    r"""A formula between dollar signs is LaTeX that can be set.

    Bad:  $\frac{1}$, $x^10$, $\foo$
    Good: $\frac{1}{2}$, $x^{10}$, \$ for a sign of money
    """
    for start, message, hint in _bad_formulas(text.outline):
        yield text.problem("bad-formula", text.outline.place(start), message, hint)


def _bad_formulas(outline: Outline) -> Iterator[Finding]:
    for node in outline.of_kind("formula"):
        try:
            mathml(node.words, block=bool(node.level))
        except FormulaError as error:
            message = say("This formula cannot be shown: {reason}", reason=error.reason)
            hint = say("Mend it, or write `\\$` where a sign of money is meant.")
            yield _formula_start(node, outline.text) + error.at, message, hint
            continue
        if not node.level and (word := _WORD.search(_WORDS_OF_FORMULA.sub(" ", node.words))) and " " in node.words:
            message = say("What stands between two `$` is a formula, and `{word}` loses the spaces around it.", word=word[0])
            yield node.start, message, say("Write `\\$` for a sign of money; in a formula, words stand in `\\text{{...}}`.")


TEXT_RULES = (dead_footnote, reads_differently, bad_formula)
