"""MathML elements, as the reader of formulas asks for them: signs, fences, scripts and tables, with the right spaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from xml.etree.ElementTree import Element

from toolkit_builder.formulas import signs
from toolkit_builder.formulas.signs import Kind


@dataclass(slots=True)
class Part:
    """One piece of a row: an element, how it behaves towards its neighbours, and whether its scripts go above and below."""

    element: Element
    kind: Kind = "ordinary"
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """How an environment is drawn: what stands around it, how its columns are aligned (in turns), and its attributes."""

    left: str = ""
    right: str = ""
    columns: str = "c"
    look: tuple[tuple[str, str], ...] = ()


_LOOSE = (("displaystyle", "true"),)
ALIGNED = Table(columns="rl", look=(("class", "aligned"), *_LOOSE))
STACKED = Table(look=(("class", "stacked"),))
TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "aligned": ALIGNED, "align": ALIGNED, "align*": ALIGNED, "split": ALIGNED,
        "gathered": Table(look=_LOOSE), "gather": Table(look=_LOOSE), "gather*": Table(look=_LOOSE),
        "array": Table(), "matrix": Table(), "smallmatrix": Table(look=(("scriptlevel", "1"),)),
        "pmatrix": Table("(", ")"), "bmatrix": Table("[", "]"), "Bmatrix": Table("{", "}"),
        "vmatrix": Table("|", "|"), "Vmatrix": Table("‖", "‖"),
        "cases": Table("{", "", "l"), "dcases": Table("{", "", "l", _LOOSE), "rcases": Table("", "}", "l"),
    }
)  # fmt: skip
_ALIGNMENTS = MappingProxyType({"l": "left", "c": "", "r": "right"})


def make(tag: str, *children: Element, text: str = "", **attributes: str) -> Element:
    """Make an element with children or a text."""
    element = Element(tag, attributes)
    element.text = text
    element.extend(children)
    return element


def together(elements: Iterable[Element]) -> Element:
    """Return a single element as it is, and several in a row."""
    several = list(elements)
    return several[0] if len(several) == 1 else make("mrow", *several)


def operator(sign: str, **attributes: str) -> Element:
    """Make an operator; the browser knows its spaces."""
    return make("mo", text=sign, **attributes)


def fence(sign: str, form: str) -> list[Element]:
    """Make a bracket that grows with what it encloses; none where there is only one of a pair."""
    return [operator(sign, fence="true", form=form, stretchy="true")] if sign else []


def space(width: str) -> Element:
    """Make a space."""
    return make("mspace", width=width)


def sign_part(sign: str, command: str = "") -> Part:
    """Set one sign, as a letter or as an operator."""
    kind = signs.kind_of(sign, command)
    if sign in signs.BARS:
        # The browser cannot know whether a bar opens or closes, and would set it like a relation.
        return Part(operator(sign, lspace="0em", rspace="0em", stretchy="false"), kind)
    if sign in signs.FENCES:
        return Part(operator(sign, stretchy="false"), kind)
    if kind != "ordinary":
        return Part(operator(sign), kind, limits=sign in signs.WITH_LIMITS)
    # LaTeX sets capital Greek letters upright.
    upright = {"mathvariant": "normal"} if "Α" <= sign <= "Ω" else {}
    return Part(make("mi", text=sign, **upright), kind)


def name_part(name: str, *, limits: bool = False) -> Part:
    """Set the name of a function; with ``limits`` what is below it stands there where there is room."""
    name = name.replace(" ", "\u2009")
    if limits:
        return Part(operator(name, lspace="0em", movablelimits="true", rspace="0em"), "function", limits=True)
    # One letter would be set as a variable.
    upright = {"mathvariant": "normal"} if len(name) == 1 else {}
    return Part(make("mi", text=name, **upright), "function")


def with_scripts(part: Part, below: Element | None, above: Element | None, *, limits: bool) -> Part:
    """Put scripts behind a part, or with ``limits`` below and above it."""
    scripts = [script for script in (below, above) if script is not None]
    if not scripts:
        return part
    tags = ("munderover", "munder", "mover") if limits else ("msubsup", "msub", "msup")
    tag = tags[0] if len(scripts) == 2 else tags[1 if below is not None else 2]
    return Part(make(tag, part.element, *scripts), part.kind)


def with_line(tag: str, base: Element, sign: str) -> Part:
    """Put a line, an arrow or a brace over a part (`mover`) or under it (`munder`), as wide as the part.

    No font of ours has straight lines of every width, so the style sheet draws those.
    """
    attributes = {"accent" if tag == "mover" else "accentunder": "true"}
    if sign in signs.LINES:
        attributes["class"] = "lined"
    return Part(make(tag, base, operator(sign, stretchy="true"), **attributes), limits=sign in signs.BRACES)


# Rows -------------------------------------------------------------------------------------------------------------------


def spaced(parts: Iterable[Part]) -> Iterator[Element]:
    """Yield the elements of a row, with thin spaces around names of functions, where browsers set none."""
    before: Kind = "open"
    for part in parts:
        if (part.kind == "function" and before in ("ordinary", "close", "function")) or (
            before == "function" and part.kind == "ordinary"
        ):
            yield space("0.1667em")
        yield part.element
        before = part.kind


def tell_neighbours(parts: list[Part], begun: bool) -> None:
    """Tell the browser whether a plus or minus is a sign before a number, or stands between two.

    It would look only whether something stands before it, and set `= -x` like a difference. Where something stands to the
    left of the row, in a table, the row has ``begun``.
    """
    before: Kind = "ordinary" if begun else "operator"
    bars = 0
    for part in parts:
        text = part.element.text or ""
        if part.element.tag == "mo" and text in signs.BARS and part.kind == "ordinary":
            bars += 1
            part.kind = "open" if bars % 2 else "close"
        if part.element.tag == "mo" and text in signs.PLUS_AND_MINUS:
            if before in ("operator", "open"):
                part.element.set("form", "prefix")
            elif part is parts[0]:
                part.element.set("form", "infix")
        if part.kind != "space":
            before = part.kind


# Tables -----------------------------------------------------------------------------------------------------------------


def cell(content: Iterable[Element], alignment: str, lines: Mapping[str, bool]) -> Element:
    """Make a cell. ``alignment`` is l, c or r; ``lines`` are the names of lines, and whether it has them.

    Only some browsers know `columnalign`; for the others, and for the lines, there is the style sheet.
    """
    attributes = {"columnalign": _ALIGNMENTS[alignment]} if _ALIGNMENTS[alignment] else {}
    if classes := " ".join(name for name, wanted in lines.items() if wanted):
        attributes["class"] = classes
    return make("mtd", *content, **attributes)


def line_below(table: Element) -> None:
    """Draw a line below the last row."""
    for below in table[-1]:
        below.set("class", f"{below.get('class', '')} line-below".strip())


def drawn(table: Element, drawing: Table) -> Element:
    """Give a table its look, and put brackets around it."""
    table.attrib |= dict(drawing.look)
    left, right = fence(drawing.left, "prefix"), fence(drawing.right, "postfix")
    return make("mrow", *left, table, *right) if left or right else table
