"""What readers type finds what they mean: the table `queries.txt`, in a real browser, in six languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import searched

pytestmark = pytest.mark.browser

LINES = (Path(__file__).parent / "queries.txt").read_text("utf-8").splitlines()
QUERIES = [tuple(part.strip() for part in line.split("|")) for line in LINES if not line.startswith("#")]


@pytest.fixture(scope="module")
def pages(browser: Browser, own_site: Path) -> Iterator[dict[str, Page]]:
    context = browser.new_context()
    pages = {}
    for language in ("en", "de", "fr", "es", "pl", "ar"):
        pages[language] = context.new_page()
        pages[language].goto(f"{own_site.as_uri()}/{'' if language == 'en' else f'{language}/'}index.html")
    yield pages
    context.close()


def test_the_table_is_long_enough() -> None:
    counted = Counter(language for language, _, _ in QUERIES)
    assert sum(counted.values()) >= 60
    assert min(counted[language] for language in ("en", "de", "fr", "es", "pl", "ar")) >= 10


@pytest.mark.parametrize(("language", "query", "wanted"), QUERIES)
def test_a_query_finds_its_record(pages: dict[str, Page], language: str, query: str, wanted: str) -> None:
    assert wanted in [hit["id"] for hit in searched(pages[language], query)[:3]]


SEARCHES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "searches.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LEAST = 0.9


def test_nearly_all_searches_find_what_the_reader_wants(pages: dict[str, Page]) -> None:
    """Of each language and of all; what is missed is printed with its share."""
    missed = [
        (language, query)
        for language, query, wanted in SEARCHES
        if not {hit["id"] for hit in searched(pages[language], query)[:3]} & {*wanted.split()}
    ]
    asked, lost = Counter(language for language, _, _ in SEARCHES), Counter(language for language, _ in missed)
    shares = {language: 1 - lost[language] / asked[language] for language in asked}
    print(f"{len(SEARCHES) - len(missed)} of {len(SEARCHES)} searches find what is wanted; missed: {missed}")
    assert len(missed) <= (1 - LEAST) * len(SEARCHES), missed
    assert min(shares.values()) > 0.75, shares


def test_what_stands_nowhere_is_not_found(pages: dict[str, Page]) -> None:
    assert searched(pages["en"], "qqqqzzzz") == []
