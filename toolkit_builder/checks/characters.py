"""Rules about single characters: what nobody sees, what is shown though nobody meant it, and what looks alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolkit_builder.checks.faults import faults_of, problem_of, shortened
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.model.values import Scalar, locate_within
from toolkit_builder.problems import Position, Problem, Severity, say

# Letters of other scripts that are drawn like Latin ones (https://www.unicode.org/reports/tr39/#Confusable_Detection).
_ALIKE = frozenset("АВЕЅІЈКМНОРСТХҮԌԚԜаеѕіјорсхуһԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυϲϳՕՍՏԼհոսօցզյᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᎾᏢᏒᏚᎢᏙᎳᏃ")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 3
"""Letters: a Greek one before a unit, as in `Ωm`, is meant."""


def hidden_character(library: Library) -> Iterator[Problem]:
    """No characters that change a text without being seen: controls, direction overrides, spaces of no width.

    Bad:  a title copied from a PDF with U+200B in it
    Good: the same title, typed
    """
    for fault in faults_of(library, "hidden-character"):
        code, name = fault.details["code"], fault.details["name"]
        if fault.details["space"]:
            message = say("This looks like a space and is none: {code} ({name}).", code=code, name=name)
            hint = say("Delete it and type a plain space.")
        else:
            message = say("An invisible character stands here: {code} ({name}).", code=code, name=name)
            hint = say("Delete it: put the cursor behind it and press Backspace, or type the word again.")
        yield problem_of(fault, message, hint)


def unclosed_direction(library: Library) -> Iterator[Problem]:
    """A direction that begins in a passage also ends in it; else all that stands behind may be read in another order.

    Bad:  U+2067 (right-to-left isolate) and no U+2069 in the same paragraph
    Good: both, around the words of the other direction; or neither, and <bdi> in a text
    """
    for fault in faults_of(library, "unclosed-direction"):
        if fault.details["code"] == "U+2069":
            message = say("A direction ends here that did not begin in this passage: {code} ({name}).", **fault.details)
            hint = say("Delete it: put the cursor behind it and press Backspace, or type the word again.")
        else:
            message = say("The direction that begins here does not end in this passage: {code} ({name}).", **fault.details)
            hint = say("Delete it; or put U+2069 behind the words that it is for.")
        yield problem_of(fault, message, hint)


def curly_quotes(library: Library) -> Iterator[Problem]:
    """Quotation marks around a value are straight ones: others are a part of it, and shown.

    Bad:  title: “Water”
    Good: title: "Water", or title: "“Water”" where they are to be shown
    """
    for fault in faults_of(library, "curly-quotes"):
        typed, mended = (shortened(fault.details[name]) for name in ("typed", "mended"))
        hint = say('Write {mended}; or, to have them shown, put straight ones around: "{typed}".', mended=mended, typed=typed)
        yield problem_of(fault, say("The quotation marks around `{typed}` are shown.", typed=typed), hint, Severity.WARNING)


def look_alike(record: Record) -> Iterator[Problem]:
    """A word of a title is written in one script: a letter of another one looks the same, and is not found in a search.

    Bad:  Pаypal with a Cyrillic letter after the first
    Good: Paypal; Россия; Ελλάδα; α-helix
    """
    for version in record.files:
        for name in ("title", "short"):
            typed = version.header.entries.get(name)
            if not isinstance(typed, Scalar):
                continue
            for at, letter, word in _foreign_in(typed.text):
                where = Position(version.path, *locate_within(version.header, (name,), at))
                letter_name = unicodedata.name(letter, "").lower()
                message = say("A letter in `{word}` looks like a Latin one and is none: `{letter}` ({name}).",
                              word=shortened(word, 40), letter=letter, name=letter_name)  # fmt: skip
                yield Problem(where, "look-alike", message, say("Type the word again."), Severity.WARNING, record.id, name)


def _foreign_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the first letter of each Latin word that is of another script and looks like a Latin one, and its place."""
    if text.isascii():
        return
    for word in _WORD.finditer(text):
        if len(word[0]) < _FEWEST or not any("LATIN" in unicodedata.name(letter, "") for letter in word[0]):
            continue
        if found := next(((at, letter) for at, letter in enumerate(word[0]) if letter in _ALIKE), None):
            yield word.start() + found[0], found[1], word[0]


RULES = (hidden_character, unclosed_direction, curly_quotes)
RECORD_RULES = (look_alike,)
