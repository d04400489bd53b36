"""Where words begin and end, in any script: much as UAX 29 has it. In browsers, `search-words.js` says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

# Where marks lie; to look at all 150,000 characters would take each command a tenth of a second.
_BLOCKS = (
    range(0x300, 0x3100), range(0xA66F, 0xAC00), range(0xFB1E, 0xFE30), range(0x101FD, 0x10380), range(0x10A00, 0x12000),
    range(0x16AF0, 0x17000), range(0x1BC9D, 0x1BC9F), range(0x1D165, 0x1D245), range(0x1DA00, 0x1DAB0), range(0x1E000, 0x1E950),
)  # fmt: skip


def _marks() -> str:
    """Return all marks as ranges for a regular expression."""
    codes = [code for block in _BLOCKS for code in block if unicodedata.category(chr(code))[0] == "M"]
    together = (list(found) for _, found in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]))
    return "".join(f"{chr(found[0][1])}-{chr(found[-1][1])}" for found in together)


MARKS = _marks()
"""All marks, vowel signs of Hindi and Thai among them: to ``\\w`` they are no part of a word."""
UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Signs within words that nobody sees: where a word may be broken, and how its letters join."""
SPACELESS = (
    "\u0e00-\u0e4f\u0e80-\u0ecf\u0edc-\u0eff\u1000-\u103f\u1050-\u108f\u1780-\u17df\u1950-\u19cf\u1a20-\u1a7f\u3005-\u3007"
    "\u3041-\u309f\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ef\uaa60-\uaadf\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts without spaces between words: Chinese, hiragana, Thai, Lao, Khmer, Burmese and kin. Katakana words have ends."""
JOINERS = "'’‘‛ʻʼ′`´׳״\"“”._:*·&,٫٬+#‐‑־・-"
"""Signs that may be part of a word; whether one is, its neighbours say."""
_NEVER_LAST = "".join(set(JOINERS) - set("+#"))

_LETTER = rf"[^\W{SPACELESS}ʼ]"
WORD = rf"(?:[{SPACELESS}][{MARKS}{UNSEEN}]*|{_LETTER}+(?:[{MARKS}{UNSEEN}]+{_LETTER}*)*)"
"""A word, or one letter of a script without spaces, with its marks. An apostrophe is between two, whichever it is."""
WORD_START = rf"(?<![{MARKS}{UNSEEN}])(?:(?=[{SPACELESS}])|(?<![^\W{SPACELESS}]))"
WORD_END = rf"(?![{MARKS}{UNSEEN}])(?:(?<=[{SPACELESS}])|(?![^\W{SPACELESS}]))"
"""Where a word begins and ends, as ``\b`` has it for scripts of the West: before and after any letter that needs no space."""
# Thousands are also written with a space, which is no end of a word.
_PART = rf"[\w{MARKS}{UNSEEN}{JOINERS}]*"
_RUN = re.compile(rf"[^\W_]{_PART}(?:(?<=\d)[ \u00a0\u2009\u202f](?=\d{{3}}(?!\d)){_PART})*")


# What of that goes on behind a space.
_GOES_ON = re.compile(r"\d[ \u00a0\u2009\u202f]\d{3}")


def runs(text: str) -> list[str]:
    """Take a text apart where every program would; signs within words stay, and are looked at by whoever asks for words."""
    return [found.rstrip(_NEVER_LAST) for found in _RUN.findall(text)]


def different_runs(text: str) -> Iterable[str]:
    """Return each of them once, in the order of the text."""
    # Most of what stands between spaces stands there several times.
    parts = [text] if _GOES_ON.search(text) else dict.fromkeys(text.split())
    return dict.fromkeys(runs("\n".join(parts)))
