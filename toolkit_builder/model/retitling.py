"""Headings that a type asks for: it has them in each language, so that they are nothing to translate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from toolkit_builder.model.nodes import Section
from toolkit_builder.model.vocabulary import Labels


def plain_title(title: str) -> str:
    """Return what of a heading counts when it is looked for: no case, no punctuation."""
    return " ".join(re.sub(r"[^\w\s]", "", title).casefold().split())


def titles(sections: Sequence[Labels], language: str, other: str) -> Mapping[str, str]:
    """Return headings of a type in one language, in their plain form, with the same in another; those that are in both."""
    return {
        plain_title(section[language]): section[other] for section in sections if section.get(language) and section.get(other)
    }


def retitled(text: str, sections: Sequence[Section], known: Mapping[str, str], start: int = 0) -> str:
    """Write other headings in place of those that are known, with all their marks. ``start`` is where the text begins."""
    pieces, end = [], 0
    for section in sections if known else ():
        title = known.get(plain_title(section.title)) if section.level else None
        within = section.blocks[0].children if title else ()
        if title and within:
            first, last = within[0].start - start, within[-1].end - start
            pieces += [text[end:first], title]
            # A space before `{#name}` stays.
            end = first + len(text[first:last].rstrip())
    return "".join([*pieces, text[end:]])
