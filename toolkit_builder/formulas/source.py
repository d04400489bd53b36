"""The text of a formula, read from left to right, and what is told of a place in it where something is wrong."""

from __future__ import annotations

import re
from typing import NoReturn

from toolkit_builder.problems import Message, say

_PIECE = re.compile(r"\\[A-Za-z]+|\\.|[^\\]", re.DOTALL)
_WHITE = re.compile(r"\s*")


class FormulaError(ValueError):
    """A formula cannot be set: why, in words for the person who wrote it, and at which character of it (from 0)."""

    def __init__(self, reason: Message, at: int = 0) -> None:
        super().__init__(reason, at)
        self.reason = reason
        self.at = at

    def __str__(self) -> str:
        return str(self.reason)


class Source:
    """A formula as it was typed, and the place up to which it has been read. Each method begins there, and may move on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    # Steps

    def ahead(self) -> str:
        """Return what comes next, a command or a character, without spaces before it; '' at the end."""
        white = _WHITE.match(self.text, self.at)
        assert white is not None
        self.at = white.end()
        piece = self.exactly_ahead()
        # A backslash and any white space is a space.
        return "\\ " if piece[:1] == "\\" and piece[1:].isspace() else piece

    def exactly_ahead(self) -> str:
        """Return what comes next, be it a space."""
        if self.at == len(self.text):
            return ""
        piece = _PIECE.match(self.text, self.at)
        if piece is None:
            self.missing("\\")
        return piece[0]

    def take(self) -> str:
        """Take what comes next."""
        piece = self.ahead()
        self.at += len(piece)
        return piece

    def taken(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what the pattern matches here, if it does."""
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
        return found

    def is_at(self, text: str) -> bool:
        """Whether a text stands here."""
        return self.text.startswith(text, self.at)

    def close(self, opening: str, closing: str, since: int) -> None:
        """Take the sign that ends what began at ``since``."""
        if (found := self.ahead()) in ("&", r"\\"):
            self.not_in_table(found)
        if found != closing:
            self.not_closed(opening, closing, since)
        self.take()

    # What is wrong

    def stop(self, reason: Message, at: int | None = None) -> NoReturn:
        """Say what is wrong at a place; where none is given, where reading has come to."""
        raise FormulaError(reason, self.at if at is None else at)

    def missing(self, command: str) -> NoReturn:
        """Say that nothing stands behind a command."""
        self.stop(say("Something is missing behind `{command}`.", command=command))

    def no_argument(self, command: str) -> NoReturn:
        """Say that what a command is about is missing."""
        self.stop(say("Behind `{command}` something in braces is missing.", command=command))

    def not_closed(self, opening: str, closing: str, since: int) -> NoReturn:
        """Say that something has no end."""
        self.stop(say("`{opening}` is not closed: `{closing}` is missing.", opening=opening, closing=closing), since)

    def not_in_table(self, sign: str, at: int | None = None) -> NoReturn:
        """Say that a sign of tables stands outside of one."""
        example = r"\begin{aligned} ... \end{aligned}"
        self.stop(say("`{sign}` stands only within a table such as `{example}`.", sign=sign, example=example), at)

    def instead(self, piece: str, instead: str, at: int | None = None) -> NoReturn:
        """Say that something is written otherwise."""
        self.stop(say("Write `{instead}` in place of `{command}`.", instead=instead, command=piece), at)

    def only_behind(self, command: str, example: str, at: int | None = None) -> NoReturn:
        """Say that a command stands behind the wrong sign."""
        self.stop(say("`{command}` stands only behind signs such as `{example}`.", command=command, example=example), at)

    def unfit(self, character: str, at: int | None = None) -> NoReturn:
        """Say that a character is none of formulas."""
        code = f"U+{ord(character):04X}"
        self.stop(say("The character {character} cannot stand in a formula.", character=code), at)
