"""The home page: what its header chooses, and what the library says of itself; pictures of plain pages."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import SITES
from tests.pages import Element, read_page
from tests.test_site import build_small

HEADER = """---
title: Small toolkit
summary: Enough to see everything.
home:
  doors: [where, take]
  books: [people/ada, guides/coffee]
  first: guides/tea
  findings:
    - {record: guides/tea, page: who}
    - {record: people/ada}
searches: [black tea, "100 %"]
---
"""


def write(root: Path) -> None:
    content = root / "content"
    (content / "index.en.md").write_text(HEADER, "utf-8")
    kinds = content / "guides/_type.yml"
    kinds.write_text(kinds.read_text("utf-8").replace("home: {kind: url,", "home: {kind: url, as: button,"), "utf-8")
    where = content / "where.en.md"
    where.write_text(where.read_text("utf-8").replace("title:", "shelf: people\ntitle:", 1), "utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("home") / "small"))
    write(root)
    return build_small(root)


def links(part: Element) -> list[str]:
    return [link.attributes["href"] for link in part.all("a")]


def section(page: Element, title: str) -> Element:
    return next(one for one in page.all("section") if one.attributes.get("aria-labelledby") == f"page:{title}")


def drawn(part: Element) -> Sequence[str]:
    return [path.attributes.get("d", "") for path in part.all("path")]


@pytest.mark.parametrize(("language", "up"), [("", ""), ("de/", "../"), ("ar/", "../")])
def test_the_first_page_has_what_its_header_chooses(site: Path, language: str, up: str) -> None:
    page = read_page(site / f"{language}index.html")
    doors = page.one("ul", class_="doors")
    assert links(doors) == ["where.html", "take.html"]
    pictures = [drawn(door) for door in doors.all("li")]
    assert pictures[0]
    assert pictures[0] != pictures[1]
    assert [links(section(page, f"finding-{number}")) for number in (1, 2)] == [
        ["who.html", "guides/tea.html"],
        ["people/ada.html", "people/ada.html"],
    ]
    assert links(section(page, "first")) == ["guides/tea.html"]
    covers = [image.attributes["src"] for image in page.one("div", class_="long-row").all("img")]
    assert all(cover.startswith(f"{up}covers/") for cover in covers)


def test_examples_lead_to_what_is_found(site: Path) -> None:
    assert links(read_page(site / "index.html").one("p", class_="examples")) == [
        "search.html#_q=black%20tea",
        "search.html#_q=100%20%25",
    ]


def test_examples_are_those_of_a_language(site: Path) -> None:
    assert not read_page(site / "de/index.html").all("p", class_="examples")


def test_examples_of_another_language_say_so(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SITES / "small", tmp_path / "small"))
    (root / "content/index.de.md").unlink()
    (root / "content/index.en.md").write_text(HEADER, "utf-8")
    examples = read_page(build_small(root) / "de/index.html").one("p", class_="examples")
    assert [link.attributes.get("lang") for link in examples.all("a")] == ["en", "en"]


def test_a_toolkit_of_several_languages_may_begin_without_records(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SITES / "small", tmp_path / "small"))
    for file in root.glob("content/*/**/*.md"):
        file.unlink()
    (root / "content/index.en.md").write_text("---\ntitle: Begun\nsummary: Soon.\n---\n", "utf-8")
    (root / "content/index.de.md").unlink()
    page = read_page(build_small(root) / "index.html")
    assert [one for one in page.all("section") if one.attributes.get("aria-labelledby") == "page:spoken"] == []


def test_what_is_new_is_told_with_its_day(site: Path) -> None:
    new = section(read_page(site / "index.html"), "new")
    assert links(new) == ["guides/tea.html"]
    assert "January 2, 2026" in new.text


def test_an_address_behind_a_button_is_no_source(site: Path) -> None:
    page = read_page(site / "index.html")
    counted = {one.one("dt").text.strip(): one.one("dd").text.strip() for one in page.all("div") if one.all("dt")}
    assert counted["source"] == "1"


def test_languages_are_counted(site: Path) -> None:
    told = [item.text for item in section(read_page(site / "index.html"), "spoken").all("li")]
    assert [text.split(" of 3")[0] for text in told] == ["English 2", "Deutsch 1", "العربية 1"]


def test_names_stand_before_numbers_in_the_inventory(site: Path) -> None:
    for group in read_page(site / "index.html").one("dl", class_="inventory").all("div"):
        assert [child.tag for child in group.children if isinstance(child, Element)] == ["dt", "dd"]


def test_a_plain_page_has_a_picture_in_the_paper_of_its_shelf(site: Path) -> None:
    where, take = (drawn(read_page(site / f"{name}.html").one("div", class_="head")) for name in ("where", "take"))
    assert where
    assert where != take
    assert where == drawn(read_page(site / "ar/where.html").one("div", class_="head"))
