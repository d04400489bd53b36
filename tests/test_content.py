"""What this toolkit promises of its own content, beyond what the rules of `toolkit check` can know.

Nothing here may stand in the way of somebody who adds a record in one language.
"""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.conftest import ROOT
from toolkit_builder.build import read_and_check
from toolkit_builder.model.library import Library
from toolkit_builder.model.record import Record
from toolkit_builder.reading.settings import read_settings


@pytest.fixture(scope="module")
def library() -> Library:
    return read_and_check(read_settings(ROOT))[0]


@pytest.mark.parametrize(
    ("shelf", "least"),
    [
        ("models", 45), ("tools", 30), ("elements", 15), ("evidence", 40), ("stories", 16), ("skills", 9),
        ("materials", 25), ("terms", 40), ("pilots", 10), ("units", 14), ("pathways", 5),
    ],
)  # fmt: skip
def test_shelves_are_filled(library: Library, shelf: str, least: int) -> None:
    assert len(library.of_type(shelf)) >= least


def test_models_come_from_many_countries(library: Library) -> None:
    assert len({country for record in library.of_type("models") for country in record.facts["countries"]}) >= 30


def test_records_are_written_in_many_languages(library: Library) -> None:
    assert sum(record.original.language != "en" for record in library.published) >= 6
    assert sum(record.is_retired for record in library.of_type("tools")) >= 3


def test_models_end_with_three_steps(library: Library) -> None:
    for record in library.of_type("models"):
        last = record.original.outline.sections[-1].text
        assert len(re.findall(r"^\d\. ", last, re.MULTILINE)) == 3, record.id


def test_no_sentence_of_substance_stands_in_two_texts(library: Library) -> None:
    sentences = [(record, _sentences(record)) for record in library.published if record.type.name != "skills"]
    for (one, own), (other, others) in combinations(sentences, 2):
        if one.original.language == other.original.language:
            assert own & others == set(), (one.id, other.id)


def _sentences(record: Record) -> set[tuple[str, ...]]:
    """Return the sentences of a record's text that have twenty words or more."""
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", record.original.text)
    found = (tuple(re.findall(r"\w+", one.casefold())) for one in re.split(r"(?<=[.!?:])\s+|\n\n+|^[-\d.]+ ", text))
    return {words for words in found if len(words) >= 20}
