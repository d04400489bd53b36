"""LaTeX to MathML elements: rows, their parts, scripts, and what commands ask for, in one way through a formula."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import NoReturn, TypeAlias
from xml.etree.ElementTree import Element

from toolkit_builder.formulas import signs
from toolkit_builder.formulas.elements import (
    TABLES,
    Part,
    make,
    sign_part,
    space,
    spaced,
    tell_neighbours,
    together,
    with_scripts,
)
from toolkit_builder.formulas.source import Source
from toolkit_builder.problems import say

LONGEST = 4_000
"""So many characters a formula may have."""

DEEPEST = 50
"""So deep may commands and braces lie in each other."""

# Controls, halves of characters, private ones, those that XML does not know, and those that turn the order of others round.
_UNFIT = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_SEVERAL_DIGITS = re.compile(r"\s*(-\d+|\d\d+)")
_LETTERS = re.compile(r"[A-Za-z]+")
_WORD = re.compile(r"\w+")

# What ends a row; whoever asked for the row sees whether it is the right end.
ENDS = frozenset(("", "}", "&", r"\\", r"\right", r"\middle", r"\end"))
_OPENINGS = MappingProxyType({"}": "{", r"\right": r"\left", r"\middle": r"\left", r"\end": r"\begin"})
_SCRIPTS = frozenset("^_'")
_PLACES = frozenset((r"\limits", r"\nolimits"))
_LEVELS = MappingProxyType(
    {
        r"\displaystyle": ("true", "0"), r"\textstyle": ("false", "0"),
        r"\scriptstyle": ("false", "1"), r"\scriptscriptstyle": ("false", "2"),
    }
)  # fmt: skip


class Reader:
    """Reads one formula. Each method takes what it is called for from where the source stands, and moves on."""

    def __init__(self, formula: str, commands: Mapping[str, Command]) -> None:
        self.source = Source(formula)
        self.commands = commands
        self.depth = 0
        self.style = ""  # the command whose letters are read, such as `\mathbf`

    def formula(self) -> list[Element]:
        """Read all there is. Raises ``FormulaError`` for everything that is not understood."""
        if not self.source.text.strip():
            self.source.stop(say("The formula is empty."))
        if len(self.source.text) > LONGEST:
            self.source.stop(say("The formula is longer than {limit} characters.", limit=LONGEST))
        if unfit := _UNFIT.search(self.source.text):
            self.source.unfit(unfit[0], unfit.start())
        elements = self.row()
        if (end := self.source.ahead()) in _OPENINGS:
            self.source.stop(
                say("`{closing}` has nothing to close: `{opening}` is missing.", closing=end, opening=_OPENINGS[end])
            )
        if end:
            self.source.not_in_table(end)
        return elements

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Go into a command or braces, but not without end."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.source.stop(say("Commands and braces lie more than {limit} deep in each other.", limit=DEEPEST))
        yield
        self.depth -= 1

    # Rows and their parts

    def row(self, *, until: str = "", begun: bool = False) -> list[Element]:
        """Read up to a sign that ends a row, or to ``until``. ``begun``: something stands to the left of it, in a table."""
        parts: list[Part] = []
        # Where a size begins, and its attributes. It holds up to the next one.
        levels: list[tuple[int, tuple[str, str]]] = []
        while (piece := self.source.ahead()) not in ENDS and piece != until:
            if piece in _LEVELS:
                levels.append((len(parts), _LEVELS[self.source.take()]))
            else:
                parts.append(self._scripts(self.part()))
        tell_neighbours(parts, begun)
        if not levels:
            return list(spaced(parts))
        row = list(spaced(parts[: levels[0][0]]))
        ends = [start for start, _ in levels[1:]] + [len(parts)]
        for (start, (displaystyle, scriptlevel)), end in zip(levels, ends, strict=True):
            if start < end:
                row.append(make("mstyle", *spaced(parts[start:end]), displaystyle=displaystyle, scriptlevel=scriptlevel))
        return row

    def part(self) -> Part:
        """Read one part, with all that belongs to its command, but not its scripts."""
        piece = self.source.ahead()
        if piece in signs.INSTEAD:
            self.source.instead(piece, signs.INSTEAD[piece])
        if piece in _SCRIPTS:
            # As in `{}^{14}C`, scripts may stand behind nothing.
            return Part(make("mrow"))
        if piece in signs.SPACES:
            return Part(space(signs.SPACES[self.source.take()]), "space")
        if piece.startswith("\\"):
            return self._command()
        return self._group() if piece == "{" else self._typed()

    def _group(self) -> Part:
        """Read what stands in braces; it behaves like a letter, whatever it is."""
        since = self.source.at
        self.source.take()
        with self.deeper():
            row = self.row()
        self.source.close("{", "}", since)
        if len(row) == 1 and row[0].tag == "mo":
            # As in `3{,}14`, where no space follows the comma.
            row[0].attrib |= {"lspace": "0em", "rspace": "0em"}
        return Part(together(row))

    def _typed(self) -> Part:
        """Read a number, or what a character stands for."""
        if number := self.source.taken(_NUMBER):
            return Part(self.number(number[0]))
        if self.style and (letters := self.source.taken(_LETTERS)):
            return Part(self.letters(letters[0]))
        character = self.source.ahead()
        category = unicodedata.category(character)
        if category[0] in "MCZ":
            self.source.unfit(character)
        if category[0] == "L" and unicodedata.bidirectional(character) != "L":
            # Letters one by one would not be joined, and stand in the wrong order.
            word = _WORD.match(self.source.text, self.source.at)
            self.source.stop(say("Write words within `{command}`: {word}", command=r"\text{...}", word=word[0] if word else ""))
        self.source.take()
        return Part(self.letters(character)) if self.style and category[0] == "L" else sign_part(signs.sign_typed(character))

    def number(self, digits: str) -> Element:
        """Set digits in the style that is asked for."""
        style = signs.STYLES.get(self.style, "")
        return make("mn", text="".join(signs.styled(digit, style) or digit for digit in digits))

    def letters(self, letters: str) -> Element:
        """Set letters in the style that is asked for. Several are one word, which browsers leave upright."""
        text = ""
        for letter in letters:
            styled = signs.styled(letter, signs.STYLES[self.style])
            if styled is None:
                self.source.stop(
                    say("There is no letter `{letter}` in the style of `{command}`.", letter=letter, command=self.style)
                )
            text += styled
        return make("mi", text=text, **({"mathvariant": "normal"} if text == letters and len(text) == 1 else {}))

    # Scripts

    def _scripts(self, part: Part) -> Part:
        """Read what stands below and above a part."""
        below: Element | None = None
        above: list[Element] = []
        limits = part.limits
        power = False
        while (piece := self.source.ahead()) in _SCRIPTS or piece in _PLACES:
            since = self.source.at
            self.source.take()
            if piece in _PLACES:
                limits = self._placed(part, piece, since)
            elif piece == "'" and not power:
                above.append(make("mi", text="′"))
            elif piece == "^" and not power:
                above.append(self._script(piece))
                power = True
            elif piece == "_" and below is None:
                below = self._script(piece)
            else:
                self.source.stop(say("`{sign}` stands twice: put braces around what belongs together.", sign=piece), since)
        return with_scripts(part, below, together(above) if above else None, limits=limits)

    def _script(self, sign: str) -> Element:
        # LaTeX would take the first sign only, and nobody wants that.
        if number := _SEVERAL_DIGITS.match(self.source.text, self.source.at):
            self.source.stop(say("Put braces around what belongs together: `{better}`.", better=f"{sign}{{{number[1]}}}"))
        return self.argument(sign)

    def _placed(self, part: Part, command: str, at: int) -> bool:
        """Tell whether scripts go below and above a sign, as the command behind it says."""
        if part.element.tag != "mo" or not (part.limits or part.element.text in signs.INTEGRALS):
            self.source.only_behind(command, r"\sum", at)
        if command == r"\limits":
            part.element.set("movablelimits", "false")
        return command == r"\limits"

    # What commands ask for

    def argument(self, command: str) -> Element:
        """Read what a command is about: something in braces, or one sign."""
        piece = self.source.ahead()
        if piece in ENDS or piece in _SCRIPTS or piece in _PLACES:
            self.source.no_argument(command)
        if piece.isdecimal():
            # In LaTeX, `\frac12` is a half.
            return self.number(self.source.take())
        # A sign may be a script, as in `A^*`; elsewhere, as in `\frac{1} + 2`, something was forgotten.
        if command not in _SCRIPTS and len(piece) == 1 and piece != "{" and not piece.isalpha():
            self.source.no_argument(command)
        return self.part().element

    def optional(self) -> Element | None:
        """Read what stands in square brackets, if they follow."""
        if self.source.ahead() != "[":
            return None
        since = self.source.at
        self.source.take()
        row = self.row(until="]")
        self.source.close("[", "]", since)
        return together(row)

    def delimiter(self, command: str) -> str:
        """Read the bracket behind a command; '' for the full stop, which stands for none."""
        piece = self.source.ahead()
        sign = {".": "", "<": "⟨", ">": "⟩"}.get(piece, signs.sign_named(piece) or piece)
        if not piece:
            self.source.missing(command)
        if piece in "{}":
            self.source.instead(piece, f"\\{piece}")
        if piece in ENDS or sign not in signs.FENCES:
            self.source.stop(say("Behind `{command}` must stand a bracket, or a full stop for none.", command=command))
        self.source.take()
        return sign

    # Commands

    def _command(self) -> Part:
        since = self.source.at
        command = self.source.take()
        if setting := self.commands.get(command):
            with self.deeper():
                return setting(self, command)
        sign = signs.sign_named(command)
        if sign is None or command in signs.REFUSED:
            self._not_set(command, since)
        style = signs.STYLES.get(self.style, "") if sign.isalpha() else ""
        return sign_part((signs.styled(sign, style) if style else None) or sign, command)

    def _not_set(self, command: str, at: int) -> NoReturn:
        """Say why a command is not set."""
        if command in signs.REFUSED:
            self.source.stop(say("The command `{command}` is not allowed in formulas.", command=command), at)
        if command in _PLACES:
            self.source.only_behind(command, r"\sum", at)
        if command == r"\hline":
            self.source.not_in_table(command, at)
        if (name := command[1:]) in TABLES:
            self.source.instead(command, rf"\begin{{{name}}} ... \end{{{name}}}", at)
        self.source.stop(say("The command `{command}` is not known.", command=command), at)


Command: TypeAlias = Callable[[Reader, str], Part]
"""Reads what belongs to a command that was just taken."""
