"""How old facts may be, and records about what exists no more: when pages say so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.pages import Element, fact, read_page
from toolkit_builder.build import build_site, prepare
from toolkit_builder.publishing.parts import Freshness
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.site import make_site
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.reports.status import as_text, overview

HALF_A_YEAR = "{default: 6}"


def draw_small(root: Path) -> Path:
    """Draw all pages into ``root/site``."""
    prepared = prepare(read_settings(root))
    assert prepared.site is not None, prepared.problems
    build_site(prepared.site, root / "site")
    return root / "site"


def replace_in(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def recheck(root: Path, months: str) -> None:
    """Say after how many months facts should be checked again."""
    replace_in(root / "mkdocs.yml", "time_limit: 5", f"time_limit: 5\n      recheck_months: {months}")


def check_tea(root: Path, day: str) -> None:
    """Say when the facts of the guide to tea were checked."""
    replace_in(root / "content/guides/tea.en.md", "checked: 2026-02-03", f"checked: {day}")


def epoch(day: str) -> str:
    return str(int(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC).timestamp()))


def freshness(root: Path, today: str, record: str = "guides/tea", language: str = "en") -> Freshness | None:
    library = read_library(read_settings(root))
    return record_view(make_site(library, {}, today), library.records[record], language).freshness


def stale(page: Element) -> list[Element]:
    return page.all("aside", class_="stale")


# The notice -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "hidden"), [("2026-07-15", True), ("2026-08-03", True), ("2026-08-04", False), ("2026-09-15", False)]
)
def test_old_facts_say_that_they_may_have_changed(
    small: Path, monkeypatch: pytest.MonkeyPatch, today: str, hidden: bool
) -> None:
    recheck(small, HALF_A_YEAR)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch(today))
    site = draw_small(small)
    for place in ("guides/tea.html", "saved/guides/tea.html", "guides/coffee.html"):
        notices = stale(read_page(site / place))
        assert len(notices) == 1
        assert notices[0].attributes["data-fresh-until"] == "2026-08-03"
        assert ("hidden" in notices[0].attributes) == hidden


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "They were last checked on February 3, 2026, more than 6 months ago."),
        ("de", "Sie wurden zuletzt am 3. Februar 2026 geprüft, vor mehr als 6 Monaten."),
        ("ar", "كان آخر تحقق منها بتاريخ 3 فبراير 2026، أي قبل أكثر من 6 أشهر."),
    ],
)
def test_the_notice_tells_when_facts_were_checked(small: Path, language: str, words: str) -> None:
    recheck(small, HALF_A_YEAR)
    folder = "" if language == "en" else f"{language}/"
    page = read_page(draw_small(small) / f"{folder}guides/tea.html")
    assert stale(page)[0].text.endswith(words)


@pytest.mark.parametrize(("months", "words"), [(1, "more than 1 month ago."), (12, "more than 12 months ago.")])
def test_months_are_counted_in_words_that_fit(small: Path, months: int, words: str) -> None:
    recheck(small, f"{{default: {months}}}")
    page = read_page(draw_small(small) / "guides/tea.html")
    assert stale(page)[0].text.endswith(words)


def test_without_a_setting_facts_do_not_grow_old(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch("2099-01-01"))
    page = read_page(draw_small(small) / "guides/tea.html")
    assert stale(page) == []
    assert fact(page, "Facts checked").text == "February 3, 2026"


def test_facts_that_were_never_checked_have_no_age(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recheck(small, HALF_A_YEAR)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch("2099-01-01"))
    page = read_page(draw_small(small) / "people/ada.html")
    assert stale(page) == []
    assert "Facts checked" not in [term.text for term in page.all("dt")]


# How long facts are fresh -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("checked", "months", "until"),
    [
        ("2026-02-03", 6, "2026-08-03"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2023-08-29", 6, "2024-02-29"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2025-11-30", 1, "2025-12-30"),
        ("2025-12-31", 1, "2026-01-31"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-06-15", 18, "2027-12-15"),
    ],
)
def test_facts_are_fresh_until_the_same_day_or_the_last_of_the_month(
    small: Path, checked: str, months: int, until: str
) -> None:
    recheck(small, f"{{default: {months}}}")
    check_tea(small, checked)
    found = freshness(small, "2026-01-01")
    assert found
    assert (found.until, found.months) == (until, months)


@pytest.mark.parametrize(
    ("today", "is_over"), [("2027-02-27", False), ("2027-02-28", False), ("2027-03-01", True), ("2030-01-01", True)]
)
def test_the_last_day_is_still_fresh(small: Path, today: str, is_over: bool) -> None:
    recheck(small, HALF_A_YEAR)
    check_tea(small, "2026-08-31")
    found = freshness(small, today)
    assert found
    assert found.is_over == is_over


@pytest.mark.parametrize(
    ("months", "guide", "person"),
    [
        ("{default: 6, guides: 3}", "2026-05-03", "2026-08-03"),
        ("{guides: 24, people: 1, default: 6}", "2028-02-03", "2026-03-03"),
        ("{people: 12}", "", "2027-02-03"),
    ],
)
def test_a_type_may_have_its_own_months(small: Path, months: str, guide: str, person: str) -> None:
    recheck(small, months)
    replace_in(small / "content/people/ada.en.md", "role: storyteller", "role: storyteller\nchecked: 2026-02-03")
    found = [freshness(small, "2026-01-01", record) for record in ("guides/tea", "guides/coffee", "people/ada")]
    assert [one.until for one in found if one] == [guide, guide, person]


def test_a_type_without_months_has_no_notice(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recheck(small, "{people: 12}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch("2099-01-01"))
    assert stale(read_page(draw_small(small) / "guides/tea.html")) == []


# Retired ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_retired(small: Path) -> Path:
    """The small toolkit, in which whatever is hard to do exists no more: coffee."""
    replace_in(small / "content/guides/_type.yml", "order: 10\n", "order: 10\nretired: {level: hard}\n")
    return small


@pytest.mark.parametrize(("language", "word"), [("en", "Retired"), ("de", "Eingestellt"), ("ar", "متوقفة")])
def test_a_retired_record_says_so_at_the_top(with_retired: Path, language: str, word: str) -> None:
    folder = "" if language == "en" else f"{language}/"
    site = draw_small(with_retired)
    for place in (f"{folder}guides/coffee.html", f"{folder}saved/guides/coffee.html"):
        page = read_page(site / place)
        assert page.one("header", class_="title").one("p", class_="retired").text == word
        first = next(part for part in page.one("div", class_="main-column").children if isinstance(part, Element))
        assert (first.tag, first.attributes["class"]) == ("aside", "notice retired")
        assert first.one("strong").text == f"{word}."
        assert "hidden" not in first.attributes


def test_a_retired_record_is_marked_in_lists(with_retired: Path) -> None:
    site = draw_small(with_retired)
    for place in ("guides/index.html", "everything.html"):
        page = read_page(site / place)
        marked = [card for tag in ("li", "tr", "article") for card in page.all(tag) if card.all("p", class_="retired")]
        titles = [card.text for card in marked]
        assert titles
        assert all("كيف تُعدّ القهوة" in title and "How to make tea" not in title for title in titles)


def test_other_records_are_not_retired(with_retired: Path) -> None:
    site = draw_small(with_retired)
    for record in ("guides/tea", "people/ada"):
        assert "etired" not in read_page(site / f"{record}.html").one("main").text


def test_nothing_is_retired_where_the_type_does_not_say_what_that_means(small: Path) -> None:
    assert "etired" not in read_page(draw_small(small) / "guides/coffee.html").one("main").text


# What coordinators are told ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("checked", "today", "months"),
    [
        ("2026-02-03", "2026-08-02", None),
        ("2026-02-03", "2026-08-03", 6),
        ("2026-02-03", "2026-09-02", 6),
        ("2026-02-03", "2026-09-03", 7),
        ("2026-02-03", "2027-02-02", 11),
        ("2025-11-30", "2026-05-29", None),
        ("2025-11-30", "2026-05-30", 6),
        ("2025-12-31", "2027-01-01", 12),
    ],
)
def test_status_counts_whole_months_since_facts_were_checked(small: Path, checked: str, today: str, months: int | None) -> None:
    recheck(small, HALF_A_YEAR)
    check_tea(small, checked)
    state = overview(read_library(read_settings(small)), date.fromisoformat(today))
    found = {entry["record"]: entry["months"] for entry in state.recheck}
    assert found.get("guides/tea") == months
    # Nobody ever checked these.
    assert "people/ada" in found
    assert found["people/ada"] is None
    told = f"  guides/tea: last checked {checked}, {months} months ago"
    assert (told in str(as_text(state)).splitlines()) == (months is not None)
