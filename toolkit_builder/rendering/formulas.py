"""Formulas into HTML that has been sanitised already.

Sanitisers that let MathML through have been broken again and again: the parser of HTML changes its rules within ``<math>``,
so what was harmless when it was checked may be a script when it is read once more. Here none has to let it through.
``Formulas`` leaves an empty element in place of each formula, and puts the formula there when everything else is clean.
"""

from __future__ import annotations

import hashlib

from toolkit_builder.formulas import mathml


class Formulas:
    """The formulas of one text, kept apart until the rest of the text is sanitised.

    What holds a formula's place is an empty ``<span>`` with a title. In sanitised HTML its signs stand together nowhere but
    where there is such an element: in texts ``<`` is escaped, in attributes ``"`` is, so a formula never gets into an
    attribute. And nobody can write such a span, because its title is a digest of the text that would have to hold it.
    """

    def __init__(self, text: str) -> None:
        self._mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._formulas: list[str] = []

    def put(self, source: str, block: bool) -> str:
        """Make a formula and keep it. Returns the HTML that holds its place. Raises ``FormulaError``."""
        self._formulas.append(mathml(source, block))
        return f'<span title="{self._mark}.{len(self._formulas) - 1}"></span>'

    def fill(self, sanitised: str) -> str:
        """Put all formulas into the HTML that was made with their places in it, and sanitised since."""
        if not self._formulas:
            return sanitised
        before, *pieces = sanitised.split(f'<span title="{self._mark}.')
        numbered = (piece.split('"></span>', maxsplit=1) for piece in pieces)
        return before + "".join(self._formulas[int(number)] + behind for number, behind in numbered)
