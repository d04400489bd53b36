"""What each command of a formula reads, and what it becomes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from toolkit_builder.formulas import signs
from toolkit_builder.formulas.elements import Part, fence, make, name_part, operator, sign_part, space, with_line, with_scripts
from toolkit_builder.formulas.reader import ENDS, Command, Reader
from toolkit_builder.formulas.signs import Kind
from toolkit_builder.formulas.tables import environment, substack
from toolkit_builder.problems import say

_STAR = re.compile(r"\*")


def fraction(reader: Reader, command: str) -> Part:
    """Read what stands above and below, with a line between them, or as a binomial coefficient without."""
    element = make("mfrac", reader.argument(command), reader.argument(command))
    if command.endswith("binom"):
        element.set("linethickness", "0")
        element = make("mrow", *fence("(", "prefix"), element, *fence(")", "postfix"))
    if command in (r"\frac", r"\binom"):
        return Part(element)
    large = "false" if command in (r"\tfrac", r"\tbinom") else "true"
    return Part(make("mstyle", element, displaystyle=large, scriptlevel="0"))


def root(reader: Reader, command: str) -> Part:
    """Read a root, with its degree where there is one."""
    degree = reader.optional()
    radicand = reader.argument(command)
    return Part(make("msqrt", radicand) if degree is None else make("mroot", radicand, degree))


def accent(reader: Reader, command: str) -> Part:
    """Read what stands under an accent."""
    sign = operator(signs.ACCENTS[command], stretchy="false")
    return Part(make("mover", reader.argument(command), sign, accent="true"))


def over(reader: Reader, command: str) -> Part:
    """Read what stands below a line, an arrow or a brace of its width."""
    return with_line("mover", reader.argument(command), signs.OVER[command])


def under(reader: Reader, command: str) -> Part:
    """Read what stands above a line, an arrow or a brace of its width."""
    return with_line("munder", reader.argument(command), signs.UNDER[command])


def stacked(reader: Reader, command: str) -> Part:
    """Read one thing, and another that it stands above or below."""
    script, base = reader.argument(command), reader.argument(command)
    kind: Kind = "operator" if base.tag == "mo" or command == r"\stackrel" else "ordinary"
    return Part(make("munder" if command == r"\underset" else "mover", base, script), kind)


def long_arrow(reader: Reader, command: str) -> Part:
    """Read what stands above an arrow, and below it in square brackets."""
    below = reader.optional()
    above = make("mrow", space("0.3em"), reader.argument(command), space("0.3em"))
    arrow = operator(signs.LONG_ARROWS[command], stretchy="true")
    return with_scripts(Part(arrow, "operator"), below, above, limits=True)


def function(reader: Reader, command: str) -> Part:
    """Set the name of a function."""
    return name_part(command[1:])


def limit_function(reader: Reader, command: str) -> Part:
    """Set the name of a function that has something below it."""
    return name_part(signs.LIMIT_FUNCTIONS[command], limits=True)


def operator_name(reader: Reader, command: str) -> Part:
    """Read the name of a function that has no command."""
    limits = reader.source.taken(_STAR) is not None
    return name_part(_words(reader, command), limits=limits)


def remainder(reader: Reader, command: str) -> Part:
    """Read one of the three ways to write "modulo"."""
    if command == r"\bmod":
        return Part(operator("mod", lspace="0.2222em", rspace="0.2222em"), "operator")
    inner = [make("mi", text="mod"), space("0.3333em"), reader.argument(command)]
    if command == r"\pmod":
        inner = [operator("(", stretchy="false"), *inner, operator(")", stretchy="false")]
    return Part(make("mrow", space("1em"), *inner))


def negation(reader: Reader, command: str) -> Part:
    """Read a sign that gets a stroke through it."""
    piece = reader.source.take()
    sign = signs.sign_named(piece) or signs.sign_typed(piece)
    if len(sign) != 1 or piece in ENDS or piece in signs.INSTEAD or signs.kind_of(sign) != "operator":
        reader.source.stop(say("Behind `{command}` must stand a sign such as `{example}`.", command=command, example="="))
    return sign_part(signs.negated(sign))


def boxed(reader: Reader, command: str) -> Part:
    """Read what stands in a frame; the style sheet draws it."""
    return Part(make("mrow", reader.argument(command), **{"class": "boxed"}))


def phantom(reader: Reader, command: str) -> Part:
    """Read what leaves its room empty."""
    unseen = make("mphantom", reader.argument(command))
    if command == r"\hphantom":
        return Part(make("mpadded", unseen, height="0", depth="0"))
    return Part(unseen if command == r"\phantom" else make("mpadded", unseen, width="0"))


def in_style(reader: Reader, command: str) -> Part:
    """Read letters in another style."""
    before, reader.style = reader.style, command
    content = reader.argument(command)
    reader.style = before
    return Part(content)


def text(reader: Reader, command: str) -> Part:
    """Read words."""
    words = _words(reader, command)
    look = {"mathvariant": signs.TEXTS[command]} if signs.TEXTS[command] else {}
    # As a browser finds the direction of a text by itself, where it is allowed to: by its first letter.
    first = next((way for way in map(unicodedata.bidirectional, words) if way in ("L", "R", "AL")), "L")
    return Part(make("mtext", text=words, **look, **({} if first == "L" else {"dir": "rtl"})))


def _words(reader: Reader, command: str) -> str:
    """Read the plain words within braces. Spaces are kept, also at the ends, where a browser would drop them."""
    since = reader.source.at
    if reader.source.ahead() != "{":
        reader.source.no_argument(command)
    words = ""
    depth = 0
    while piece := reader.source.exactly_ahead():
        depth += {"{": 1, "}": -1}.get(piece, 0)
        words += _plain(reader, piece, command)
        reader.source.at += len(piece)
        if not depth:
            break
    if depth:
        reader.source.not_closed("{", "}", since)
    if not words:
        reader.source.no_argument(command)
    return re.sub(r"\s+", "\u00a0", words)


def _plain(reader: Reader, piece: str, command: str) -> str:
    """Return what a piece stands for among words."""
    if piece in "{}":
        return ""
    if piece in signs.SPACES or piece[1:].isspace():
        return " "
    if piece in ("%", "#", "$"):
        reader.source.instead(piece, signs.INSTEAD[piece])
    if not piece.startswith("\\"):
        return piece
    if piece[1:] not in tuple("{}%#$&_"):
        reader.source.stop(say("Within `{command}` stand only words, and not `{found}`.", command=command, found=piece))
    return piece[1:]


def left(reader: Reader, command: str) -> Part:
    """Read what stands between brackets that grow with it."""
    since = reader.source.at - len(command)
    content = fence(reader.delimiter(command), "prefix")
    content += reader.row()
    while reader.source.ahead() == r"\middle":
        if sign := reader.delimiter(reader.source.take()):
            content.append(operator(sign, fence="true", lspace="0.05em", rspace="0.05em", stretchy="true"))
        content += reader.row()
    reader.source.close(command, r"\right", since)
    content += fence(reader.delimiter(r"\right"), "postfix")
    return Part(make("mrow", *content))


def sized(reader: Reader, command: str) -> Part:
    """Read a bracket of a certain size."""
    size = signs.SIZES[command]
    sign = reader.delimiter(command)
    if not sign:
        reader.source.missing(command)
    kinds: Mapping[str, Kind] = {"l": "open", "m": "operator", "r": "close"}
    kind = kinds.get(command[-1]) or signs.kind_of(sign)
    form = {"open": "prefix", "close": "postfix"}.get(kind, "infix")
    return Part(operator(sign, form=form, maxsize=size, minsize=size, stretchy="true"), kind)


COMMANDS: Mapping[str, Command] = MappingProxyType(
    dict.fromkeys((r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\binom", r"\dbinom", r"\tbinom"), fraction)
    | {r"\sqrt": root, r"\not": negation, r"\left": left, r"\operatorname": operator_name}
    | {r"\begin": environment, r"\substack": substack, r"\boxed": boxed}
    | dict.fromkeys(signs.ACCENTS, accent)
    | dict.fromkeys(signs.OVER, over)
    | dict.fromkeys(signs.UNDER, under)
    | dict.fromkeys((r"\overset", r"\underset", r"\stackrel"), stacked)
    | dict.fromkeys(signs.LONG_ARROWS, long_arrow)
    | dict.fromkeys(signs.FUNCTIONS, function)
    | dict.fromkeys(signs.LIMIT_FUNCTIONS, limit_function)
    | dict.fromkeys((r"\bmod", r"\pmod", r"\mod"), remainder)
    | dict.fromkeys((r"\phantom", r"\hphantom", r"\vphantom"), phantom)
    | dict.fromkeys(signs.STYLES, in_style)
    | dict.fromkeys(signs.TEXTS, text)
    | dict.fromkeys(signs.SIZES, sized)
)
