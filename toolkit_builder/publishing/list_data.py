"""What scripts must know of a long list: all its cards, as its pages hold them, and what these are narrowed down and sorted by.

One script for each list and language (see `addresses.list_data`) calls ``toolkit.take("list", data)``, because pages opened
from the disk may load nothing else. Browsers ask for it when a reader first wants more than a page of the list.

Cards are much alike. What stands in several is in the file once: a card is a row of its own words and of numbers of pieces.
Of 5,000 cards 8.6 MB become 1.6 MB, which a slow phone reads in a tenth of a second; compressed, 880 KB become 330 KB. That is
why there is one file, and not one for each portion: what a filter finds lies scattered over all of them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from toolkit_builder.publishing.catalogues import Listed, Listing, ranks_of
from toolkit_builder.publishing.parts import Card, Facet, Option
from toolkit_builder.publishing.portions import on_page
from toolkit_builder.publishing.spoken import in_words_of


class Cards:
    """The cards of a list as HTML, and the options of its facets. Each card is drawn once, also where it is shown twice."""

    def __init__(self, env: Environment, listing: Listing) -> None:
        self._env = env
        self._listing = listing
        self._drawn: dict[str, Markup] = {}

    def drawn(self, card: Card) -> Markup:
        """Draw a card, as `partials/card.html` says."""
        if card.record.id not in self._drawn:
            macro = self._env.get_template("partials/card.html").module.card  # type: ignore[attr-defined]
            self._drawn[card.record.id] = macro(card, self._listing.shelf, self._listing.cut.is_whole, self._listing.reader)
        return self._drawn[card.record.id]

    def of(self, listed: Listed) -> Markup:
        """Draw the card of a record; that of one in a page was drawn for the page."""
        return self._drawn.get(listed.record.id) or self.drawn(self._listing.card(listed))

    def option(self, facet: Facet, option: Option) -> Markup:
        """Draw an option of a facet, as `partials/option.html` says."""
        macro = self._env.get_template("partials/option.html").module.option  # type: ignore[attr-defined]
        drawn: Markup = macro(facet, option, self._listing.reader)
        return drawn


def list_script(listing: Listing, cards: Cards) -> str:
    """Return the text of the script."""
    data = {**_options(listing, cards), **_records(listing), **_pieces(_html(listing, cards))}
    return f'toolkit.take("list",{json.dumps(data, ensure_ascii=False, separators=(",", ":"))});\n'


def _options(listing: Listing, cards: Cards) -> dict[str, Any]:
    """Return each facet's name and values, and the options that stand in no page, as HTML."""
    many = len(listing.facets)
    rest = {facet.name: facet.options[len(on_page(facet, many)) :] for facet in listing.facets}
    return {
        "facets": [
            [
                facet.name,
                [option.value for option in facet.options],
                [in_words_of(cards.option(facet, option), listing.language) for option in rest[facet.name]],
            ]
            for facet in listing.facets
        ]
    }


def _records(listing: Listing) -> dict[str, Any]:
    """Return columns with an entry for each card: its id, the numbers of its options, its languages, its ranks."""
    pairs = ((facet.name, option.value) for facet in listing.facets for option in facet.options)
    numbers = {pair: number for number, pair in enumerate(pairs)}
    known: dict[str, int] = {}
    languages = []
    for one in listing.listed:
        own = listing.reader.record(one.record.id).language or listing.language
        # The one that its card is in comes first.
        told = " ".join([own, *sorted(one.record.languages)])
        languages.append(known.setdefault(told, len(known)))
    ranks = [ranks_of(one.record, one.values, listing.reader) for one in listing.listed]
    sorted_by = dict.fromkeys(name for rank in ranks for name in rank)
    return {
        "size": listing.cut.size,
        "ids": [one.record.id for one in listing.listed],
        "values": [[numbers[token] for token in one.own_tokens] for one in listing.listed],
        "known": [*known],
        "languages": languages,
        "ranks": {name: [_number(rank.get(name)) for rank in ranks] for name in sorted_by},
    }


def _number(rank: str | None) -> float | None:
    with suppress(TypeError, ValueError):
        number = float(rank or "")
        return int(number) if number.is_integer() else number
    return None


def _html(listing: Listing, cards: Cards) -> Iterable[str]:
    return (in_words_of(cards.of(one), listing.language) for one in listing.listed)


def _pieces(texts: Iterable[str]) -> dict[str, Any]:
    """Return texts as rows of words and of the numbers of pieces that several of them have."""
    rows = [[part for part in re.split(r'(?<=[">])', text) if part] for text in texts]
    often = Counter(part for row in rows for part in {*row})
    joined = [_joined(row, often) for row in rows]
    known: dict[str, int] = {}
    counted = Counter(part for row in joined for part in {*row})
    cards = [[known.setdefault(part, len(known)) if counted[part] > 1 else part for part in row] for row in joined]
    return {"pieces": [*known], "cards": cards}


def _joined(row: Sequence[str], often: Mapping[str, int]) -> list[str]:
    """Join neighbours that are both in several cards, or both in this one alone."""
    found: list[str] = []
    before = None
    for part in row:
        is_shared = often[part] > 1
        if is_shared is before:
            found[-1] += part
        else:
            found.append(part)
        before = is_shared
    return found
