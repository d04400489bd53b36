"""Words of the interface and of all messages: gettext catalogues, read from `words/<language>.po`.

The English text is the key. A language without a catalogue speaks English.
"""

from __future__ import annotations

import io
import os
import re
from copy import copy
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from toolkit_builder.languages import wider

BEGIN, END, GAP, GAP_END = "\ufde0", "\ufde1", "\ufde2", "\ufde3"
"""Signs around an English passage of a page, and around what fills its gaps: noncharacters, which no text may hold."""

# Ends of tags and signs of direction may stand between the two.
_TWO_STOPS = re.compile(f"(?<![.])[.]((?:</[a-z]+>|[\u2066-\u2069{BEGIN}-{GAP_END}])*)[.](?![.\\w])")

FOLDER = Path(__file__).parent


def one_stop(text: str) -> str:
    """Return sentences that end once, also where what fills a gap ends with a full stop itself: a date such as `2026 р.`."""
    return _TWO_STOPS.sub(r".\1", text)


def has_words(language: str) -> bool:
    """Whether the interface speaks a language: English, and those with a catalogue."""
    return language.partition("-")[0] == "en" or _file(language) is not None


def _file(language: str) -> Path | None:
    """Return the catalogue of a language, or of the wider one that it belongs to: `pt` for `pt-BR`."""
    files = (FOLDER / f"{code}.po" for code in wider(language))
    return next((file for file in files if file.is_file()), None)


@cache
def words(language: str) -> NullTranslations:
    """Return the catalogue of a language; an empty one where there is none."""
    file = _file(language)
    if file is None:
        return NullTranslations()
    with file.open("rb") as source:
        catalogue = read_po(source, locale=file.stem.replace("-", "_"))
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


class _Unknown(NullTranslations):
    """What is handed out for words that a catalogue lacks: the English ones, marked as such."""

    def gettext(self, message: str) -> str:
        return _marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _marked(msgid1 if n == 1 else msgid2)


def _marked(text: str) -> str:
    """Put the signs around an English text, and around its gaps but those for numbers."""
    gaps = r"%\((?!num\))\w+\)s|\{(?!num\})\w+\}"
    # A comma between two names is of no language.
    return BEGIN + re.sub(gaps, rf"{GAP}\g<0>{GAP_END}", text) + END if re.search("[A-Za-z]", text) else text


@cache
def page_words(language: str) -> NullTranslations:
    """Return the words for pages in a language: those that it lacks come between signs, see `publishing/spoken.py`."""
    known = words(language)
    if language.partition("-")[0] == "en":
        return known
    if _file(language) is None:
        return _Unknown()
    catalogue = copy(known)
    catalogue.add_fallback(_Unknown())
    return catalogue


def language_of_user() -> str:
    """Return the language that the environment asks for, as gettext does: LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wanted in os.environ.get(name, "").split(":"):
            # de_AT.UTF-8@euro is `de`.
            code = re.split("[_.@]", wanted.lower())[0]
            if code == "en" or (code.isalpha() and (FOLDER / f"{code}.po").is_file()):
                return code
            if code in ("c", "posix"):
                return "en"
    return "en"
