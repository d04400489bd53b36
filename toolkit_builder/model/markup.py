"""Raw HTML in a text: tags and remarks, and what is left without them."""

from __future__ import annotations

import re

# Remarks end as CommonMark 6.6 says.
_REMARK = re.compile(r"<!-->|<!--->|<!--.*?(?:-->|\Z)", re.DOTALL)


# A tag, or something else that begins as one.
TAG = re.compile(
    rf"(?P<remark>{_REMARK.pattern})|<(?P<other>!\[CDATA\[|![A-Za-z]+|\?)"
    r"|<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^<>\"']++)*)(?P<end>>?)",
    re.DOTALL,
)
_NOT_LINE_END = re.compile(r"[^\n]")


def blanked(text: str) -> str:
    """Return spaces in place of a text; its line ends stay."""
    return _NOT_LINE_END.sub(" ", text) if "\n" in text else " " * len(text)


def blanked_remarks(html: str) -> str:
    """Put spaces in place of `<!-- ... -->`."""
    return _REMARK.sub(lambda remark: blanked(remark[0]), html) if "<!" in html else html


def without_remarks(html: str) -> str:
    """Take `<!-- ... -->` out of HTML."""
    return _REMARK.sub("", html) if "<!" in html else html


def words_of_html(html: str) -> str:
    """Put a space in place of each tag and remark."""
    return TAG.sub(" ", html)
