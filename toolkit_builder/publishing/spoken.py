"""Words of the interface that have no translation: they are English, and pages say so.

A catalogue hands out such a word between two signs that stand for nothing (`words.page_words`), and whatever is put into its
gaps between two others. Once a page is drawn, the signs become `lang` and `dir`, or go where there is no room for them.
"""

from __future__ import annotations

import re

from toolkit_builder.languages import direction
from toolkit_builder.words import BEGIN, END, GAP, GAP_END

_SIGNS = str.maketrans("", "", f"{BEGIN}{END}{GAP}{GAP_END}")
_TAG = re.compile(r"<[a-z][^<>]*>")
# An option can hold text only: what is in it is told by its own attribute.
_OPTION = re.compile(rf"<option((?:(?! lang=)[^<>])*)>(?=[^<]*{BEGIN})")
# Elements that can hold text only.
_BARE = re.compile(r"<(title|option|script|style|textarea)\b[^<>]*>[^<]*")


def is_english(text: str) -> bool:
    """Whether a text for a page in another language is English, in whole or in part."""
    return BEGIN in text


def without_signs(text: str) -> str:
    """Return a text that is no page as it is meant."""
    return text.translate(_SIGNS) if BEGIN in text else text


def in_words_of(html: str, language: str) -> str:
    """Return a page whose English passages say that they are English; ``language`` is the page's own."""
    if BEGIN not in html:
        return html
    html = _TAG.sub(lambda found: _tag(found[0]), html)
    html = _OPTION.sub(r'<option\1 lang="en">', html)
    html = _BARE.sub(lambda found: found[0].translate(_SIGNS), html)
    own = f'<span lang="{language}" dir="{direction(language)}">'
    for sign, tag in ((BEGIN, '<span lang="en" dir="ltr">'), (END, "</span>"), (GAP, own), (GAP_END, "</span>")):
        html = html.replace(sign, tag)
    return html


def _tag(tag: str) -> str:
    """Take the signs out of attributes; say that the element is English where scripts put one of them on the page."""
    if BEGIN not in tag:
        return tag
    bare = tag.translate(_SIGNS)
    is_shown = tag.startswith("<input ") or re.search(rf' data-[a-z]+="{BEGIN}', tag)
    return f'{bare[:-1]} lang="en">' if is_shown and " lang=" not in tag else bare
