"""What the form says in the words of a reader: every text that its scripts hand to `say` or `sayMany`.

A script names a sentence by its English text, as Python does. Where a rule says it, that is the very text of the rule in
checks/ and model/, so that the form and `toolkit check` have one translation (see tests/test_form_rules.py).
"""

from __future__ import annotations

from functools import cache

from babel.messages.extract import extract

from toolkit_builder.exports.script_words import plural_forms
from toolkit_builder.publishing.spoken import without_signs
from toolkit_builder.reading.own_templates import TEMPLATES
from toolkit_builder.words import page_words

KEYWORDS = {"say": None, "sayMany": (1, 2)}


def form_sentences(language: str) -> dict[str, str | dict[str, str]]:
    """Return each text with its translation: what is said of a number of things by CLDR's plural category."""
    catalogue = page_words(language)

    def told(text: str, more: str) -> str | dict[str, str]:
        if not more:
            return without_signs(catalogue.gettext(text))
        return plural_forms(language, lambda number: catalogue.ngettext(text, more, number))

    return {text: told(text, more) for text, more in _texts().items()}


@cache
def _texts() -> dict[str, str]:
    """Return the English texts, each with its plural or ''."""
    found: dict[str, str] = {}
    for file in sorted((TEMPLATES / "assets/toolkit").glob("form-*.js")):
        with file.open("rb") as script:
            for _, message, _, _ in extract("javascript", script, KEYWORDS, options={"template_string": "false"}):
                text, more = (message, "") if isinstance(message, str) else message
                found[text] = more
    return found
