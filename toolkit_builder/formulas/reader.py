"""LaTeX to MathML elements: one reader that goes through a formula from left to right, once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from types import MappingProxyType
from typing import NoReturn
from xml.etree.ElementTree import Element

from toolkit_builder.formulas import signs
from toolkit_builder.formulas.elements import (
    ALIGNED,
    STACKED,
    TABLES,
    Part,
    cell,
    drawn,
    fence,
    line_below,
    make,
    name_part,
    one,
    operator,
    sign_part,
    space,
    spaced,
    tell_neighbours,
    with_line,
    with_scripts,
)
from toolkit_builder.formulas.signs import Kind
from toolkit_builder.problems import Message, say

LONGEST = 4_000
"""So many characters a formula may have."""

DEEPEST = 50
"""So deep may commands and braces lie in each other."""

# Controls, halves of characters, private ones, those that XML does not know, and those that turn the order of others round.
_UNFIT = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_PIECE = re.compile(r"\\[A-Za-z]+|\\.|[^\\]", re.DOTALL)
_WHITE = re.compile(r"\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_SEVERAL_DIGITS = re.compile(r"\s*(-\d+|\d\d+)")
_LETTERS = re.compile(r"[A-Za-z]+")
_WORD = re.compile(r"\w+")
_STAR = re.compile(r"\*")
_LINE_SPACE = re.compile(r"\s*\[\s*-?[\d.]+\s*(?:pt|mm|cm|em|ex)\s*\]")
_NAME = re.compile(r"\s*\{([A-Za-z]+\*?)\}")
_COLUMNS = re.compile(r"\s*\{([lcr|\s]*)\}")

# What ends a row; whoever asked for the row sees whether it is the right end.
_ENDS = frozenset(("", "}", "&", r"\\", r"\right", r"\middle", r"\end"))
_OPENINGS = MappingProxyType({"}": "{", r"\right": r"\left", r"\middle": r"\left", r"\end": r"\begin"})
_SCRIPTS = frozenset("^_'")
_PLACES = frozenset((r"\limits", r"\nolimits"))
_LEVELS = MappingProxyType(
    {
        r"\displaystyle": ("true", "0"), r"\textstyle": ("false", "0"),
        r"\scriptstyle": ("false", "1"), r"\scriptscriptstyle": ("false", "2"),
    }
)  # fmt: skip


class FormulaError(ValueError):
    """A formula cannot be set: why, in words for the person who wrote it, and at which character of it (from 0)."""

    def __init__(self, reason: Message, at: int = 0) -> None:
        super().__init__(reason, at)
        self.reason = reason
        self.at = at

    def __str__(self) -> str:
        return str(self.reason)


class Reader:
    """Reads one formula. Each method takes what it is called for from where the reader stands, and moves on."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.depth = 0
        self.style = ""  # the command whose letters are read, such as `\mathbf`

    def formula(self) -> list[Element]:
        """Read all there is. Raises ``FormulaError`` for everything that is not understood."""
        if not self.source.strip():
            self._stop(say("The formula is empty."))
        if len(self.source) > LONGEST:
            self._stop(say("The formula is longer than {limit} characters.", limit=LONGEST))
        if unfit := _UNFIT.search(self.source):
            self._unfit(unfit[0], unfit.start())
        elements = self._row()
        if (end := self._ahead()) in _OPENINGS:
            self._stop(say("`{closing}` has nothing to close: `{opening}` is missing.", closing=end, opening=_OPENINGS[end]))
        if end:
            self._not_in_table(end)
        return elements

    # Steps

    def _ahead(self) -> str:
        """Return what comes next, a command or a character, without spaces before it; '' at the end."""
        white = _WHITE.match(self.source, self.at)
        assert white is not None
        self.at = white.end()
        piece = self._exactly_ahead()
        # A backslash and any white space is a space.
        return "\\ " if piece[:1] == "\\" and piece[1:].isspace() else piece

    def _exactly_ahead(self) -> str:
        """Return what comes next, be it a space."""
        if self.at == len(self.source):
            return ""
        piece = _PIECE.match(self.source, self.at)
        if piece is None:
            self._missing("\\")
        return piece[0]

    def _take(self) -> str:
        piece = self._ahead()
        self.at += len(piece)
        return piece

    def _taken(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what the pattern matches here, if it does."""
        if found := pattern.match(self.source, self.at):
            self.at = found.end()
        return found

    def _close(self, opening: str, closing: str, since: int) -> None:
        """Take the sign that ends what began at ``since``."""
        if (found := self._ahead()) in ("&", r"\\"):
            self._not_in_table(found)
        if found != closing:
            self._not_closed(opening, closing, since)
        self._take()

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            self._stop(say("Commands and braces lie more than {limit} deep in each other.", limit=DEEPEST))
        yield
        self.depth -= 1

    # What is wrong

    def _stop(self, reason: Message, at: int | None = None) -> NoReturn:
        raise FormulaError(reason, self.at if at is None else at)

    def _missing(self, command: str) -> NoReturn:
        self._stop(say("Something is missing behind `{command}`.", command=command))

    def _no_argument(self, command: str) -> NoReturn:
        self._stop(say("Behind `{command}` something in braces is missing.", command=command))

    def _not_closed(self, opening: str, closing: str, since: int) -> NoReturn:
        self._stop(say("`{opening}` is not closed: `{closing}` is missing.", opening=opening, closing=closing), since)

    def _not_in_table(self, sign: str, at: int | None = None) -> NoReturn:
        example = r"\begin{aligned} ... \end{aligned}"
        self._stop(say("`{sign}` stands only within a table such as `{example}`.", sign=sign, example=example), at)

    def _instead(self, piece: str, instead: str, at: int | None = None) -> NoReturn:
        self._stop(say("Write `{instead}` in place of `{command}`.", instead=instead, command=piece), at)

    def _only_behind(self, command: str, example: str, at: int | None = None) -> NoReturn:
        self._stop(say("`{command}` stands only behind signs such as `{example}`.", command=command, example=example), at)

    def _unfit(self, character: str, at: int | None = None) -> NoReturn:
        code = f"U+{ord(character):04X}"
        self._stop(say("The character {character} cannot stand in a formula.", character=code), at)

    # Rows and their parts

    def _row(self, *, until: str = "", begun: bool = False) -> list[Element]:
        """Read up to a sign that ends a row, or to ``until``. ``begun``: something stands to the left of it, in a table."""
        parts: list[Part] = []
        # Where a size begins, and its attributes. It holds up to the next one.
        levels: list[tuple[int, tuple[str, str]]] = []
        while (piece := self._ahead()) not in _ENDS and piece != until:
            if piece in _LEVELS:
                levels.append((len(parts), _LEVELS[self._take()]))
            else:
                parts.append(self._scripts(self._part()))
        tell_neighbours(parts, begun)
        if not levels:
            return list(spaced(parts))
        row = list(spaced(parts[: levels[0][0]]))
        ends = [start for start, _ in levels[1:]] + [len(parts)]
        for (start, (displaystyle, scriptlevel)), end in zip(levels, ends, strict=True):
            if start < end:
                row.append(make("mstyle", *spaced(parts[start:end]), displaystyle=displaystyle, scriptlevel=scriptlevel))
        return row

    def _part(self) -> Part:
        """Read one part, with all that belongs to its command, but not its scripts."""
        piece = self._ahead()
        if piece in signs.INSTEAD:
            self._instead(piece, signs.INSTEAD[piece])
        if piece in _SCRIPTS:
            # As in `{}^{14}C`, scripts may stand behind nothing.
            return Part(make("mrow"))
        if piece in signs.SPACES:
            return Part(space(signs.SPACES[self._take()]), "space")
        if piece.startswith("\\"):
            return self._command()
        return self._group() if piece == "{" else self._typed()

    def _group(self) -> Part:
        """Read what stands in braces; it behaves like a letter, whatever it is."""
        since = self.at
        self._take()
        with self._deeper():
            row = self._row()
        self._close("{", "}", since)
        if len(row) == 1 and row[0].tag == "mo":
            # As in `3{,}14`, where no space follows the comma.
            row[0].attrib |= {"lspace": "0em", "rspace": "0em"}
        return Part(one(row))

    def _typed(self) -> Part:
        """Read a number, or what a character stands for."""
        if number := self._taken(_NUMBER):
            return Part(self._number(number[0]))
        if self.style and (letters := self._taken(_LETTERS)):
            return Part(self._letters(letters[0]))
        character = self._ahead()
        category = unicodedata.category(character)
        if category[0] in "MCZ":
            self._unfit(character)
        if category[0] == "L" and unicodedata.bidirectional(character) != "L":
            # Letters one by one would not be joined, and stand in the wrong order.
            word = _WORD.match(self.source, self.at)
            self._stop(say("Write words within `{command}`: {word}", command=r"\text{...}", word=word[0] if word else ""))
        self._take()
        return Part(self._letters(character)) if self.style and category[0] == "L" else sign_part(signs.sign_typed(character))

    def _number(self, digits: str) -> Element:
        style = signs.STYLES.get(self.style, "")
        return make("mn", text="".join(signs.styled(digit, style) or digit for digit in digits))

    def _letters(self, letters: str) -> Element:
        """Set letters in the style that is asked for. Several are one word, which browsers leave upright."""
        text = ""
        for letter in letters:
            styled = signs.styled(letter, signs.STYLES[self.style])
            if styled is None:
                self._stop(say("There is no letter `{letter}` in the style of `{command}`.", letter=letter, command=self.style))
            text += styled
        return make("mi", text=text, **({"mathvariant": "normal"} if text == letters and len(text) == 1 else {}))

    # Scripts

    def _scripts(self, part: Part) -> Part:
        """Read what stands below and above a part."""
        below: Element | None = None
        above: list[Element] = []
        limits = part.limits
        power = False
        while (piece := self._ahead()) in _SCRIPTS or piece in _PLACES:
            since = self.at
            self._take()
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
                self._stop(say("`{sign}` stands twice: put braces around what belongs together.", sign=piece), since)
        return with_scripts(part, below, one(above) if above else None, limits=limits)

    def _script(self, sign: str) -> Element:
        # LaTeX would take the first sign only, and nobody wants that.
        if number := _SEVERAL_DIGITS.match(self.source, self.at):
            self._stop(say("Put braces around what belongs together: `{better}`.", better=f"{sign}{{{number[1]}}}"))
        return self._argument(sign)

    def _placed(self, part: Part, command: str, at: int) -> bool:
        """Tell whether scripts go below and above a sign, as the command behind it says."""
        if part.element.tag != "mo" or not (part.limits or part.element.text in signs.INTEGRALS):
            self._only_behind(command, r"\sum", at)
        if command == r"\limits":
            part.element.set("movablelimits", "false")
        return command == r"\limits"

    # What commands ask for

    def _argument(self, command: str) -> Element:
        """Read what a command is about: something in braces, or one sign."""
        piece = self._ahead()
        if piece in _ENDS or piece in _SCRIPTS or piece in _PLACES:
            self._no_argument(command)
        if piece.isdecimal():
            # In LaTeX, `\frac12` is a half.
            return self._number(self._take())
        # A sign may be a script, as in `A^*`; elsewhere, as in `\frac{1} + 2`, something was forgotten.
        if command not in _SCRIPTS and len(piece) == 1 and piece != "{" and not piece.isalpha():
            self._no_argument(command)
        return self._part().element

    def _optional(self) -> Element | None:
        """Read what stands in square brackets, if they follow."""
        if self._ahead() != "[":
            return None
        since = self.at
        self._take()
        row = self._row(until="]")
        self._close("[", "]", since)
        return one(row)

    def _delimiter(self, command: str) -> str:
        """Read the bracket behind a command; '' for the full stop, which stands for none."""
        piece = self._ahead()
        sign = {".": "", "<": "⟨", ">": "⟩"}.get(piece, signs.sign_named(piece) or piece)
        if not piece:
            self._missing(command)
        if piece in "{}":
            self._instead(piece, f"\\{piece}")
        if piece in _ENDS or sign not in signs.FENCES:
            self._stop(say("Behind `{command}` must stand a bracket, or a full stop for none.", command=command))
        self._take()
        return sign

    # Commands

    def _command(self) -> Part:
        since = self.at
        command = self._take()
        if setting := _COMMANDS.get(command):
            with self._deeper():
                return setting(self, command)
        sign = signs.sign_named(command)
        if sign is None or command in signs.REFUSED:
            self._not_set(command, since)
        style = signs.STYLES.get(self.style, "") if sign.isalpha() else ""
        return sign_part((signs.styled(sign, style) if style else None) or sign, command)

    def _not_set(self, command: str, at: int) -> NoReturn:
        """Say why a command is not set."""
        if command in signs.REFUSED:
            self._stop(say("The command `{command}` is not allowed in formulas.", command=command), at)
        if command in _PLACES:
            self._only_behind(command, r"\sum", at)
        if command == r"\hline":
            self._not_in_table(command, at)
        if (name := command[1:]) in TABLES:
            self._instead(command, rf"\begin{{{name}}} ... \end{{{name}}}", at)
        self._stop(say("The command `{command}` is not known.", command=command), at)

    def fraction(self, command: str) -> Part:
        """Read what stands above and below, with a line between them, or as a binomial coefficient without."""
        element = make("mfrac", self._argument(command), self._argument(command))
        if command.endswith("binom"):
            element.set("linethickness", "0")
            element = make("mrow", *fence("(", "prefix"), element, *fence(")", "postfix"))
        if command in (r"\frac", r"\binom"):
            return Part(element)
        large = "false" if command in (r"\tfrac", r"\tbinom") else "true"
        return Part(make("mstyle", element, displaystyle=large, scriptlevel="0"))

    def root(self, command: str) -> Part:
        """Read a root, with its degree where there is one."""
        degree = self._optional()
        radicand = self._argument(command)
        return Part(make("msqrt", radicand) if degree is None else make("mroot", radicand, degree))

    def accent(self, command: str) -> Part:
        """Read what stands under an accent."""
        accent = operator(signs.ACCENTS[command], stretchy="false")
        return Part(make("mover", self._argument(command), accent, accent="true"))

    def over(self, command: str) -> Part:
        """Read what stands below a line, an arrow or a brace of its width."""
        return with_line("mover", self._argument(command), signs.OVER[command])

    def under(self, command: str) -> Part:
        """Read what stands above a line, an arrow or a brace of its width."""
        return with_line("munder", self._argument(command), signs.UNDER[command])

    def stacked(self, command: str) -> Part:
        """Read one thing, and another that it stands above or below."""
        script, base = self._argument(command), self._argument(command)
        kind: Kind = "operator" if base.tag == "mo" or command == r"\stackrel" else "ordinary"
        return Part(make("munder" if command == r"\underset" else "mover", base, script), kind)

    def long_arrow(self, command: str) -> Part:
        """Read what stands above an arrow, and below it in square brackets."""
        below = self._optional()
        above = make("mrow", space("0.3em"), self._argument(command), space("0.3em"))
        arrow = operator(signs.LONG_ARROWS[command], stretchy="true")
        return with_scripts(Part(arrow, "operator"), below, above, limits=True)

    def function(self, command: str) -> Part:
        """Set the name of a function."""
        return name_part(command[1:])

    def limit_function(self, command: str) -> Part:
        """Set the name of a function that has something below it."""
        return name_part(signs.LIMIT_FUNCTIONS[command], limits=True)

    def operator_name(self, command: str) -> Part:
        """Read the name of a function that has no command."""
        limits = self._taken(_STAR) is not None
        return name_part(self._words(command), limits=limits)

    def remainder(self, command: str) -> Part:
        """Read one of the three ways to write "modulo"."""
        if command == r"\bmod":
            return Part(operator("mod", lspace="0.2222em", rspace="0.2222em"), "operator")
        inner = [make("mi", text="mod"), space("0.3333em"), self._argument(command)]
        if command == r"\pmod":
            inner = [operator("(", stretchy="false"), *inner, operator(")", stretchy="false")]
        return Part(make("mrow", space("1em"), *inner))

    def negation(self, command: str) -> Part:
        """Read a sign that gets a stroke through it."""
        piece = self._take()
        sign = signs.sign_named(piece) or signs.sign_typed(piece)
        if len(sign) != 1 or piece in _ENDS or piece in signs.INSTEAD or signs.kind_of(sign) != "operator":
            self._stop(say("Behind `{command}` must stand a sign such as `{example}`.", command=command, example="="))
        return sign_part(signs.negated(sign))

    def boxed(self, command: str) -> Part:
        """Read what stands in a frame; the style sheet draws it."""
        return Part(make("mrow", self._argument(command), **{"class": "boxed"}))

    def phantom(self, command: str) -> Part:
        """Read what leaves its room empty."""
        unseen = make("mphantom", self._argument(command))
        if command == r"\hphantom":
            return Part(make("mpadded", unseen, height="0", depth="0"))
        return Part(unseen if command == r"\phantom" else make("mpadded", unseen, width="0"))

    def in_style(self, command: str) -> Part:
        """Read letters in another style."""
        before, self.style = self.style, command
        content = self._argument(command)
        self.style = before
        return Part(content)

    def text(self, command: str) -> Part:
        """Read words."""
        text = self._words(command)
        look = {"mathvariant": signs.TEXTS[command]} if signs.TEXTS[command] else {}
        # As a browser finds the direction of a text by itself, where it is allowed to: by its first letter.
        first = next((way for way in map(unicodedata.bidirectional, text) if way in ("L", "R", "AL")), "L")
        return Part(make("mtext", text=text, **look, **({} if first == "L" else {"dir": "rtl"})))

    def _words(self, command: str) -> str:
        """Read the plain words within braces. Spaces are kept, also at the ends, where a browser would drop them."""
        since = self.at
        if self._ahead() != "{":
            self._no_argument(command)
        words = ""
        depth = 0
        while piece := self._exactly_ahead():
            depth += {"{": 1, "}": -1}.get(piece, 0)
            words += self._plain(piece, command)
            self.at += len(piece)
            if not depth:
                break
        if depth:
            self._not_closed("{", "}", since)
        if not words:
            self._no_argument(command)
        return re.sub(r"\s+", "\u00a0", words)

    def _plain(self, piece: str, command: str) -> str:
        """Return what a piece stands for among words."""
        if piece in "{}":
            return ""
        if piece in signs.SPACES or piece[1:].isspace():
            return " "
        if piece in ("%", "#", "$"):
            self._instead(piece, signs.INSTEAD[piece])
        if not piece.startswith("\\"):
            return piece
        if piece[1:] not in tuple("{}%#$&_"):
            self._stop(say("Within `{command}` stand only words, and not `{found}`.", command=command, found=piece))
        return piece[1:]

    # Brackets and tables

    def left(self, command: str) -> Part:
        """Read what stands between brackets that grow with it."""
        since = self.at - len(command)
        content = fence(self._delimiter(command), "prefix")
        content += self._row()
        while self._ahead() == r"\middle":
            if sign := self._delimiter(self._take()):
                content.append(operator(sign, fence="true", lspace="0.05em", rspace="0.05em", stretchy="true"))
            content += self._row()
        self._close(command, r"\right", since)
        content += fence(self._delimiter(r"\right"), "postfix")
        return Part(make("mrow", *content))

    def sized(self, command: str) -> Part:
        """Read a bracket of a certain size."""
        size = signs.SIZES[command]
        sign = self._delimiter(command)
        if not sign:
            self._missing(command)
        kinds: Mapping[str, Kind] = {"l": "open", "m": "operator", "r": "close"}
        kind = kinds.get(command[-1]) or signs.kind_of(sign)
        form = {"open": "prefix", "close": "postfix"}.get(kind, "infix")
        return Part(operator(sign, form=form, maxsize=size, minsize=size, stretchy="true"), kind)

    def environment(self, command: str) -> Part:
        """Read a table, from where it begins to where it ends."""
        since = self.at - len(command)
        name = self._taken(_NAME)
        if name is None:
            self._no_argument(command)
        if (drawing := TABLES.get(name[1])) is None:
            known = ", ".join(sorted(TABLES, key=str.lower))
            self._stop(say("The environment `{name}` is not known. Known are: {known}.", name=name[1], known=known), since)
        columns, lines = self._columns() if name[1] == "array" else (drawing.columns, None)
        table = self._table(columns, lines, begun=drawing is ALIGNED)
        opening, closing = (rf"\{word}{{{name[1]}}}" for word in ("begin", "end"))
        self._ahead()
        if not self.source.startswith(closing, self.at):
            self._not_closed(opening, closing, since)
        if not len(table):
            self._missing(opening)
        self.at += len(closing)
        return Part(drawn(table, drawing))

    def substack(self, command: str) -> Part:
        """Read lines that stand below each other."""
        since = self.at
        if self._ahead() != "{":
            self._no_argument(command)
        self._take()
        table = self._table("c")
        self._close("{", "}", since)
        return Part(drawn(table, STACKED))

    def _columns(self) -> tuple[str, frozenset[int]]:
        """Read the columns of an array. Returns a letter for each, and the columns that have a line before them."""
        found = self._taken(_COLUMNS)
        wanted = "".join(found[1].split()) if found else ""
        if not wanted.strip("|"):
            example = r"\begin{array}{lcr}"
            self._stop(say("An array begins with a letter for each column: l, c or r, as in `{example}`.", example=example))
        *before, _ = accumulate(map(len, wanted.split("|")))
        return wanted.replace("|", ""), frozenset(before)

    def _table(self, columns: str, lines: frozenset[int] | None = None, begun: bool = False) -> Element:
        """Read rows of cells, up to whatever ends the table.

        ``lines`` are the columns that have a line before them; where they are given, there are no more columns than letters.
        """
        table = make("mtable")
        end = r"\\"
        while end == r"\\":
            ruled = self._ruled()
            row = self._cells(columns, lines, ruled, begun)
            end = self._ahead()
            # Behind the last line break there is no row.
            if end == r"\\" or len(row) > 1 or len(row[0]):
                table.append(make("mtr", *row))
            elif ruled and len(table):
                line_below(table)
            if end == r"\\":
                self._take()
                self._taken(_LINE_SPACE)
        return table

    def _cells(self, columns: str, lines: frozenset[int] | None, ruled: bool, begun: bool) -> list[Element]:
        """Read the cells of a row. ``begun``: every other cell goes on with the one before."""
        row: list[Element] = []
        while True:
            at = len(row)
            if lines is not None and at == len(columns):
                self._stop(say("The row has more cells than the array has columns: {columns}.", columns=len(columns)))
            drawn_lines = {"line-left": at == 0 and at in (lines or ()), "line-right": at + 1 in (lines or ())}
            content = self._row(begun=begun and at % 2 == 1)
            row.append(cell(content, columns[at % len(columns)], {**drawn_lines, "line-above": ruled}))
            if self._ahead() != "&":
                return row
            self._take()

    def _ruled(self) -> bool:
        """Take the lines that are asked for above a row."""
        found = False
        while self._ahead() == r"\hline":
            self._take()
            found = True
        return found


_COMMANDS: Mapping[str, Callable[[Reader, str], Part]] = MappingProxyType(
    dict.fromkeys((r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\binom", r"\dbinom", r"\tbinom"), Reader.fraction)
    | {r"\sqrt": Reader.root, r"\not": Reader.negation, r"\left": Reader.left, r"\operatorname": Reader.operator_name}
    | {r"\begin": Reader.environment, r"\substack": Reader.substack, r"\boxed": Reader.boxed}
    | dict.fromkeys(signs.ACCENTS, Reader.accent)
    | dict.fromkeys(signs.OVER, Reader.over)
    | dict.fromkeys(signs.UNDER, Reader.under)
    | dict.fromkeys((r"\overset", r"\underset", r"\stackrel"), Reader.stacked)
    | dict.fromkeys(signs.LONG_ARROWS, Reader.long_arrow)
    | dict.fromkeys(signs.FUNCTIONS, Reader.function)
    | dict.fromkeys(signs.LIMIT_FUNCTIONS, Reader.limit_function)
    | dict.fromkeys((r"\bmod", r"\pmod", r"\mod"), Reader.remainder)
    | dict.fromkeys((r"\phantom", r"\hphantom", r"\vphantom"), Reader.phantom)
    | dict.fromkeys(signs.STYLES, Reader.in_style)
    | dict.fromkeys(signs.TEXTS, Reader.text)
    | dict.fromkeys(signs.SIZES, Reader.sized)
)
