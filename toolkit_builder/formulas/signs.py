"""The signs of formulas: what each name stands for, how a sign behaves between others, and letters in other styles."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

Kind = Literal["ordinary", "function", "operator", "open", "close", "space"]
"""How a part of a formula behaves towards its neighbours; it decides about the spaces between them."""

INTEGRALS = frozenset("∫∬∭⨌∮∯∰∱∲∳⨍⨏⨑⨒⨖⨗")
WITH_LIMITS = frozenset("∏∐∑⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆")
"""Signs that take what is written below and above them there, and not behind them."""

PLUS_AND_MINUS = frozenset("+−±∓")
FENCES = "()[]{}|‖⟨⟩⌊⌋⌈⌉/\\↑↓↕⇑⇓⇕"
"""What can stand behind `\\left`, `\\middle`, `\\right` and `\\big`."""

BARS = frozenset("|‖")
BRACES = frozenset("⏞⎴⏟⎵")
LINES = frozenset("‾_")

# Mathematical signs of Unicode that are used like letters; as operators they would get wide spaces.
_LIKE_LETTERS = frozenset("∞∅∁∠∡∢⊤⋮⋯⋰⋱♯")
_OTHER_OPERATORS = frozenset(",;:/\\&·•†‡")
_POSTFIX = frozenset("!‼%‰")
# The library's names are good for nearly all; these are what LaTeX itself draws.
_NAMED = {
    r"\{": "{", r"\}": "}", r"\|": "‖", r"\%": "%", r"\#": "#", r"\$": "$", r"\&": "&", r"\_": "_",
    r"\ast": "∗", r"\setminus": "∖", r"\square": "□", r"\Box": "□", r"\dots": "…", r"\perp": "⊥",
    r"\lvert": "|", r"\rvert": "|", r"\lVert": "‖", r"\rVert": "‖",
}  # fmt: skip
_TYPED = {"-": "−", "*": "∗", "<": "<", ">": ">"}
_OPENING = frozenset({r"\lvert", r"\lVert"})
_CLOSING = frozenset({r"\rvert", r"\rVert"})


@cache
def _names() -> Mapping[str, str]:
    """Read the table of names when the first formula comes; most libraries have none, and it takes a while."""
    from latex2mathml.symbols_parser import SYMBOLS

    signs = {name: chr(int(code, 16)) for name, code in SYMBOLS.items() if name[1:].isalpha() and name[0] == "\\"}
    # Accents and spaces are commands of their own; as signs they would be invisible or hang in the air.
    usable = {name: sign for name, sign in signs.items() if unicodedata.category(sign)[0] in "LNPS"}
    return MappingProxyType(usable | _NAMED)


def sign_named(command: str) -> str | None:
    """Return the sign that a command stands for, or None if it stands for none."""
    return _names().get(command)


def sign_typed(character: str) -> str:
    """Return the sign that a character stands for when it is typed in a formula: a hyphen is a minus."""
    return _TYPED.get(character, character)


def negated(sign: str) -> str:
    """Return the sign with a stroke through it."""
    return unicodedata.normalize("NFC", f"{sign}\u0338")


def kind_of(sign: str, command: str = "") -> Kind:
    """Tell how a sign behaves. ``command`` is its name, where it has one: a bar named `lvert` opens."""
    category, name = unicodedata.category(sign[0]), unicodedata.name(sign[0], "")
    if category == "Ps" or command in _OPENING:
        return "open"
    if category == "Pe" or command in _CLOSING or sign in _POSTFIX:
        return "close"
    if sign in BARS or sign in _LIKE_LETTERS:
        return "ordinary"
    is_operator = category == "Sm" or sign in _OTHER_OPERATORS or "ARROW" in name or "HARPOON" in name
    return "operator" if is_operator else "ordinary"


# Letters in other styles ------------------------------------------------------------------------------------------------

STYLES = MappingProxyType(
    {
        r"\mathrm": "", r"\mathbf": "BOLD", r"\mathit": "ITALIC", r"\mathsf": "SANS-SERIF",
        r"\mathtt": "MONOSPACE", r"\mathbb": "DOUBLE-STRUCK", r"\mathcal": "SCRIPT", r"\mathscr": "SCRIPT",
        r"\mathfrak": "FRAKTUR", r"\boldsymbol": "BOLD ITALIC", r"\bm": "BOLD ITALIC",
    }
)  # fmt: skip
"""Commands for styles of letters, with the word in Unicode's names for such letters."""

# In Unicode these were there before the rest of their alphabets, under names of their own.
_OLDER_NAMES = {"MATHEMATICAL ITALIC SMALL H": "PLANCK CONSTANT"}


def styled(letter: str, style: str) -> str | None:
    """Return a letter or digit in a style, or None if Unicode has no such letter.

    Browsers draw no other styles than those that are in the letters themselves; `mathvariant` is no longer heeded.
    """
    if not style:
        return letter
    kind, _, name = unicodedata.name(letter, "").replace(" LETTER", "").replace(" LUNATE", "").partition(" ")
    if kind == "DIGIT":
        name = f"DIGIT {name}"
        style = style.removesuffix(" ITALIC")
    elif kind not in ("LATIN", "GREEK"):
        return None
    wanted = f"MATHEMATICAL {style} {name}"
    older = f"{style} {name}".replace("FRAKTUR", "BLACK-LETTER")
    for candidate in (wanted, _OLDER_NAMES.get(wanted, older)):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return None


# Commands ---------------------------------------------------------------------------------------------------------------

FUNCTIONS = frozenset(
    r"\arccos \arcctg \arcsin \arctan \arctg \arg \ch \cos \cosec \cosh \cot \cotg \coth \csc \ctg \cth \deg \dim \exp \hom "
    r"\ker \lg \ln \log \sec \sh \sin \sinh \tan \tanh \tg \th".split()
)
LIMIT_FUNCTIONS = MappingProxyType(
    {rf"\{name}": name for name in "lim max min sup inf det gcd Pr".split()}
    | {r"\limsup": "lim sup", r"\liminf": "lim inf", r"\argmax": "arg max", r"\argmin": "arg min"}
)
SPACES = MappingProxyType(
    {
        r"\,": "0.1667em", r"\thinspace": "0.1667em", r"\:": "0.2222em", r"\>": "0.2222em", r"\medspace": "0.2222em",
        r"\;": "0.2778em", r"\thickspace": "0.2778em", r"\enspace": "0.5em", r"\quad": "1em", r"\qquad": "2em",
        r"\!": "-0.1667em", r"\negthinspace": "-0.1667em", r"\ ": "0.25em", "~": "0.25em", r"\space": "0.25em",
    }
)  # fmt: skip
ACCENTS = MappingProxyType(
    {
        r"\hat": "^", r"\check": "ˇ", r"\tilde": "~", r"\acute": "´", r"\grave": "`", r"\dot": "˙", r"\ddot": "¨",
        r"\breve": "˘", r"\bar": "¯", r"\vec": "→", r"\mathring": "˚",
    }
)  # fmt: skip
OVER = MappingProxyType(
    {
        r"\widehat": "\u0302", r"\widetilde": "\u0303", r"\overline": "‾", r"\overrightarrow": "→", r"\overleftarrow": "←",
        r"\overleftrightarrow": "↔", r"\overbrace": "⏞", r"\overbracket": "⎴",
    }
)  # fmt: skip
UNDER = MappingProxyType(
    {
        r"\underline": "_", r"\underrightarrow": "→", r"\underleftarrow": "←", r"\underbrace": "⏟", r"\underbracket": "⎵",
    }
)  # fmt: skip
LONG_ARROWS = MappingProxyType(
    {
        r"\xrightarrow": "→", r"\xleftarrow": "←", r"\xleftrightarrow": "↔", r"\xRightarrow": "⇒", r"\xLeftarrow": "⇐",
        r"\xLeftrightarrow": "⇔", r"\xmapsto": "↦", r"\xrightleftharpoons": "⇌", r"\xlongequal": "=",
    }
)  # fmt: skip
SIZES = MappingProxyType(
    {
        rf"\{size}{side}": height
        for size, height in (("big", "1.2em"), ("Big", "1.623em"), ("bigg", "2.047em"), ("Bigg", "2.470em"))
        for side in ("", "l", "m", "r")
    }
)
TEXTS = MappingProxyType(
    {
        r"\text": "", r"\textrm": "", r"\textup": "", r"\textnormal": "", r"\mbox": "", r"\textbf": "bold",
        r"\textit": "italic", r"\emph": "italic", r"\textsf": "sans-serif", r"\texttt": "monospace",
    }
)  # fmt: skip
"""Commands for words, with the style of the words."""

REFUSED = frozenset(
    r"""\bbox \catcode \class \color \colorbox \csname \cssId \data \DeclareMathOperator \def \edef \endcsname \enclose \eval
    \expandafter \fcolorbox \gdef \global \href \htmlClass \htmlData \htmlId \htmlStyle \include \includegraphics \input \label
    \let \loop \newcommand \newenvironment \openin \openout \pagecolor \providecommand \read \ref \renewcommand \require \rule
    \special \style \tag \textcolor \toggle \tooltip \unicode \url \usepackage \verb \write \xdef""".split()
)
"""Commands that do something else than set a formula: define, load, link, colour or number."""

INSTEAD = MappingProxyType(
    {
        r"\over": r"\frac{...}{...}", r"\atop": r"\substack{... \\ ...}", r"\choose": r"\binom{...}{...}",
        r"\rm": r"\mathrm{...}", r"\bf": r"\mathbf{...}", r"\it": r"\mathit{...}", r"\sf": r"\mathsf{...}",
        r"\tt": r"\mathtt{...}", r"\cal": r"\mathcal{...}", r"\frak": r"\mathfrak{...}", r"\Bbb": r"\mathbb{...}",
        r"\bold": r"\mathbf{...}", r"\cr": r"\begin{aligned} ... \\ ... \end{aligned}",
        r"\newline": r"\begin{aligned} ... \\ ... \end{aligned}",
        "%": r"\%", "#": r"\#", "$": r"\$", "`": "'", '"': r"\text{...}",
    }
)  # fmt: skip
"""What to write in place of a command or sign that LaTeX has given up, or uses for something else."""
