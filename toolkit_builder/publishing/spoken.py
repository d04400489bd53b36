"""Words of the interface that have no translation: they are English, and pages say so.

A catalogue hands out such a word between two signs that stand for nothing (`words.page_words`), and whatever is put into its
gaps between two others. Once a page is drawn, the signs become `lang` and `dir`, or go where there is no room for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import accumulate

from toolkit_builder.languages import direction
from toolkit_builder.words import BEGIN, END, GAP, GAP_END

_SIGNS = str.maketrans("", "", f"{BEGIN}{END}{GAP}{GAP_END}")
# Elements that can hold text only.
_BARE = frozenset({"title", "option", "script", "style", "textarea"})


def is_english(text: str) -> bool:
    """Whether a text for a page in another language is English, in whole or in part."""
    return BEGIN in text


def without_signs(text: str) -> str:
    """Return a text that is no page as it is meant."""
    return text.translate(_SIGNS) if BEGIN in text else text


def in_words_of(html: str, language: str) -> str:
    """Return a page whose English passages say that they are English; ``language`` is the page's own."""
    return _Spoken(html, language).page() if BEGIN in html else html


class _Spoken(HTMLParser):
    """Goes through a page once. Whatever holds no sign is copied as it was drawn."""

    def __init__(self, html: str, language: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        own = f'<span lang="{language}" dir="{direction(language)}">'
        self._spans = str.maketrans({BEGIN: '<span lang="en" dir="ltr">', END: "</span>", GAP: own, GAP_END: "</span>"})
        self._line_starts = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self._done = 0
        self._pieces: list[str] = []
        self._bare = ""
        """The name of the open element, if that can hold text only."""
        self._option: int | None = None
        """Which piece is the tag of the open option, as long as that does not say its language."""

    def page(self) -> str:
        """Return the whole page."""
        self.feed(self._html)
        self.close()
        self._copy_text(len(self._html))
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Go on within an element."""
        self._copy_text(self._at())
        typed = self.get_starttag_text() or ""
        self._done += len(typed)
        self._bare = tag if tag in _BARE else ""
        says_language = any(name == "lang" for name, _ in attrs)
        if BEGIN in typed:
            typed = without_signs(typed)
            if not says_language and _is_shown(tag, attrs):
                typed, says_language = _in_english(typed), True
        self._option = len(self._pieces) if tag == "option" and not says_language else None
        self._pieces.append(typed)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Go on behind an element that holds nothing."""
        self.handle_starttag(tag, attrs)
        self._bare = ""

    def handle_endtag(self, tag: str) -> None:
        """Go on outside of an element."""
        self._copy_text(self._at())
        self._bare, self._option = "", None

    def handle_comment(self, data: str) -> None:
        """Leave no sign in a remark."""
        self._copy_text(self._at())
        end = self._done + len(f"<!--{data}-->")
        self._pieces.append(without_signs(self._html[self._done : end]))
        self._done = end

    def _at(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _copy_text(self, end: int) -> None:
        """Copy what stands before a place, and say what in it is English."""
        text = self._html[self._done : end]
        self._done = end
        if BEGIN in text and self._option is not None:
            # What is in an option is told by its own attribute.
            self._pieces[self._option] = _in_english(self._pieces[self._option])
            self._option = None
        self._pieces.append(without_signs(text) if self._bare else text.translate(self._spans))


def _is_shown(tag: str, attributes: Sequence[tuple[str, str | None]]) -> bool:
    """Whether scripts put an English word of these attributes on the page, so that the element is to say that it is one."""
    return tag == "input" or any(name.startswith("data-") and (value or "").startswith(BEGIN) for name, value in attributes)


def _in_english(tag: str) -> str:
    end = "/>" if tag.endswith("/>") else ">"
    return f'{tag.removesuffix(end)} lang="en"{end}'
