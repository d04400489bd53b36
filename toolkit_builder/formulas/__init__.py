"""One formula, as LaTeX, to MathML. It knows nothing of the house but how messages are made."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from toolkit_builder.formulas.commands import COMMANDS
from toolkit_builder.formulas.elements import make
from toolkit_builder.formulas.reader import Reader
from toolkit_builder.formulas.source import FormulaError

__all__ = ["FormulaError", "mathml", "signs_in"]


def mathml(source: str, block: bool) -> str:
    """Turn LaTeX, as it stands between dollar signs, into a ``<math>`` element. The same source gives the same bytes.

    A ``block`` stands on a line of its own. Raises ``FormulaError`` for everything that cannot be set right.
    """
    row = make("mrow", *_elements(source))
    # For programs, and for people who copy the formula; no browser shows it.
    annotation = make("annotation", text=source.strip(), encoding="application/x-tex")
    # A formula stands left to right in every language of ours, and may not turn with the page.
    attributes = {"dir": "ltr", "display": "block"} if block else {"dir": "ltr"}
    return tostring(make("math", make("semantics", row, annotation), **attributes), "unicode", short_empty_elements=False)


def signs_in(source: str) -> Iterator[str]:
    """Yield the signs, numbers and words that a formula shows. Raises ``FormulaError`` as ``mathml`` does."""
    for element in _elements(source):
        yield from element.itertext()


def _elements(source: str) -> list[Element]:
    return Reader(source, COMMANDS).formula()
