"""What day somebody meant, and which day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from toolkit_builder.clock import today
from toolkit_builder.model.days import last_of_month, meant_day

LANGUAGES = ("en", "de", "pl", "ar", "zh")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3.4.2025", "2025-04-03"),
        ("3/4/2025", ""),
        ("4/4/2025", "2025-04-04"),
        ("13/4/2025", "2025-04-13"),
        ("4-13-2025", "2025-04-13"),
        ("2025-13-04", "2025-04-13"),
        ("2025/4/3", "2025-04-03"),
        ("20250403", "2025-04-03"),
        ("2025-04-03 18:05", "2025-04-03"),
        ("2025–04–03", "2025-04-03"),
        ("۲۰۲۵-۰۴-۰۳", "2025-04-03"),
        ("3 April 2025", "2025-04-03"),
        ("Apr. 3rd, 2025", "2025-04-03"),
        ("3. März 2025", "2025-03-03"),
        ("3 kwietnia 2025", "2025-04-03"),
        ("٣ أبريل ٢٠٢٥", "2025-04-03"),
        ("2025年4月3日", "2025-04-03"),
        ("April 2025", ""),
        ("3.4.25", ""),
        ("31.4.2025", ""),
        ("3.4.2025 and 4.4.2025", ""),
        ("in no. 20250403", ""),
        ("1 " * 40, ""),
    ],
)
def test_the_day_that_was_meant(typed: str, meant: str) -> None:
    assert meant_day(typed, LANGUAGES) == meant


def test_a_month_that_is_two_in_two_languages_is_none() -> None:
    assert meant_day("3 listopada 2025", ("pl",)) == "2025-11-03"
    assert meant_day("3 listopada 2025", ("pl", "hr")) == ""


@pytest.mark.parametrize(
    ("typed", "last"), [("2024-02-30", "2024-02-29"), ("2025-04-31", "2025-04-30"), ("2025-13-31", ""), ("0000-02-30", "")]
)
def test_the_last_day_of_a_month_that_is_shorter(typed: str, last: str) -> None:
    assert last_of_month(typed) == last


@pytest.mark.parametrize("odd", ["", "soon", "²", "9" * 30, "-9" * 3])
def test_what_names_no_moment_is_now(monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert today() == date(2023, 11, 14)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
    before = datetime.now(UTC).date()
    assert before <= today() <= datetime.now(UTC).date()
