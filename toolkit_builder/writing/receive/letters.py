"""The words of a letter: without the signs of a letter that was passed on, and of one in HTML what a reader sees."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_QUOTED = re.compile(r"^(?:>[ \t]?){1,9}", re.MULTILINE)
_LINES = frozenset(
    {"address", "blockquote", "br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre", "td", "tr"}
)
_UNSEEN = frozenset({"head", "script", "style", "template", "title"})


def unquoted(text: str) -> str:
    """Return a text without the `>` that programs put before each line of a letter that is passed on."""
    return _QUOTED.sub("", text)


def words_of_html(html: str) -> str:
    """Return the words of a letter in HTML, each block on a line of its own. Never raises."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    # Programs write spaces that do not break where somebody indented a line.
    return "".join(reader.pieces).replace("\u00a0", " ")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = 0
        self._as_typed = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line where a block begins."""
        self._unseen += tag in _UNSEEN
        self._as_typed += tag == "pre"
        if tag in _LINES and (tag == "br" or not self._is_at_start):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line where a block ends."""
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._as_typed = max(0, self._as_typed - (tag == "pre"))
        if tag in _LINES - {"br"} and not self._is_at_start:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Take words; line breaks are those of the program, and no more than spaces."""
        if self._unseen:
            return
        words = data if self._as_typed else re.sub(r"[ \t\r\n]+", " ", data)
        words = words.lstrip(" ") if self._is_at_start and not self._as_typed else words
        if words:
            self.pieces.append(words)

    @property
    def _is_at_start(self) -> bool:
        return not self.pieces or self.pieces[-1].endswith("\n")
