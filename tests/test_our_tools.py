"""What our own reviews of tools tell: each answers six questions, or says that it asked and found nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.conftest import ROOT
from toolkit_builder.model.record import Record
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings

# Any of these fields answers it.
ANSWERS = {
    "price": ["price"],
    "account": ["account"],
    "data-place": ["data_place", "data_protection"],
    "age": ["age"],
    "accessibility": ["accessibility"],
    "leaving": ["leaving"],
}


@pytest.fixture(scope="module")
def reviews() -> Sequence[Record]:
    library = read_library(read_settings(ROOT))
    assert [*ANSWERS] == [*library.vocabularies["tool_questions"].terms]
    return [record for record in library.published if record.type.name == "tools"]


def test_there_are_reviews(reviews: Sequence[Record]) -> None:
    assert len(reviews) >= 36


@pytest.mark.parametrize("question", ANSWERS)
def test_every_review_answers_or_says_that_nothing_was_found(reviews: Sequence[Record], question: str) -> None:
    for review in reviews:
        answered = any(review.facts.get(field) not in (None, "", "not-known") for field in ANSWERS[question])
        not_found = question in review.facts.get("not_found", [])
        assert answered != not_found, f"{review.id}: {'both' if answered else 'neither'}"
