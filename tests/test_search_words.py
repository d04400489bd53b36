"""What readers type finds the words of a text, in many scripts, in a real browser: the tables in `tests/search`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import searched
from tests.conftest import SITES
from tests.test_site import build_small

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "search"


def table(name: str) -> list[tuple[str, ...]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [tuple(part.strip() for part in line.split("|")) for line in lines if not line.startswith("#")]


RECORDS = table("texts.txt")
LANGUAGES = list(dict.fromkeys(name.partition("-")[0] for name, _, _ in RECORDS))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("scripts") / "small"))
    shutil.rmtree(root / "content")
    folder = root / "content/notes"
    folder.mkdir(parents=True)
    names = "".join(
        f"\n        - {{locale: {one}, name: {one}{', default: true' if one == 'en' else ''}}}" for one in LANGUAGES
    )
    (root / "mkdocs.yml").write_text(
        "site_name: Scripts\ndocs_dir: content\nuse_directory_urls: false\ntheme: {name: material, font: false}\nplugins:\n"
        f"  - toolkit\n  - i18n:\n      docs_structure: suffix\n      languages:{names}\n",
        "utf-8",
    )
    (folder / "_type.yml").write_text("label: {en: Note}\nplural: {en: Notes}\nabout: {en: Notes.}\nmark: NO\n", "utf-8")
    (root / "content/index.en.md").write_text("---\ntitle: Scripts\nsummary: S.\n---\nWords.\n", "utf-8")
    for name, title, text in RECORDS:
        file = folder / f"{name}.{name.partition('-')[0]}.md"
        file.write_text(f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\nsummary: '-'\n---\n{text}\n", "utf-8")
    return build_small(root)


@pytest.fixture(scope="module")
def pages(browser: Browser, site: Path) -> Iterator[dict[str, Page]]:
    context = browser.new_context()
    pages = {}
    for language in LANGUAGES:
        pages[language] = context.new_page()
        pages[language].goto(f"{site.as_uri()}/{'' if language == 'en' else f'{language}/'}index.html")
    yield pages
    context.close()


def found(pages: dict[str, Page], language: str, typed: str) -> dict[str, list[str]]:
    """Return the ids that are found, each with what is marked in its title."""
    return {hit["id"]: [hit["title"][start:end] for start, end in hit["places"]] for hit in searched(pages[language], typed)}


@pytest.mark.parametrize(("name", "typed"), table("words.txt"))
def test_what_is_typed_finds_the_text(pages: dict[str, Page], name: str, typed: str) -> None:
    query = typed.removeprefix("!").strip()
    hits = found(pages, name.partition("-")[0], query)
    assert (f"notes/{name}" in hits) is not typed.startswith("!"), hits


@pytest.mark.parametrize(
    ("name", "typed", "marked"),
    [
        ("en-signs", "sign", ["sign"]),
        ("en-signs", "lerning", ["Learning"]),
        ("de-kurs", "bildung", []),
        ("de-kurs", "gebote", ["gebote"]),
        ("fr-emploi", "EMPLOI", ["emploi"]),
        ("fr-emploi", "emploi abord", ["emploi", "abord"]),
        ("pl-zolw", "zolw", ["Żółw"]),
        ("pl-zolw", "zdz", ["źdź"]),
        ("tr-isik", "ilk ADIM", ["İlk", "adım"]),
        ("hi-kadam", "कदम", ["कदम"]),
        ("th-phi", "แรก", ["แรก"]),
        ("zh-banlv", "辅导", ["辅导"]),
        ("zh-banlv", "同伴图书馆", ["同伴"]),
        ("ja-peer", "コーチング", ["コーチング"]),
        ("ja-peer", "ピアコーチ", ["ピア・コーチ"]),
        ("ko-hakseup", "걸음", ["걸음"]),
        ("ko-hakseup", "첫거", ["첫걸"]),
        ("ar-murshid", "اولى", ["أولى"]),
        ("he-tsaad", "צעד", ["צעד"]),
        ("el-vima", "βηματα", ["βήματα"]),
        ("vi-buoc", "buoc", ["Bước"]),
    ],
)
def test_what_was_found_is_marked_in_a_title(pages: dict[str, Page], name: str, typed: str, marked: list[str]) -> None:
    assert found(pages, name.partition("-")[0], typed)[f"notes/{name}"] == marked


def test_marks_are_elements_of_a_line_of_the_list(pages: dict[str, Page]) -> None:
    page = pages["ja"]
    page.locator("#page\\:search").fill("コーチング")
    line = page.locator("#page\\:search-found [role=option] .found").first
    line.wait_for()
    assert line.inner_text() == "ピア・コーチング入門"
    assert line.locator("mark").all_inner_texts() == ["コーチング"]
    assert page.locator("#page\\:search-found [role=option]").first.inner_text().startswith("ピア・コーチング入門")


def test_a_label_that_is_no_typing_error_of_another_is_not_taken_for_it(pages: dict[str, Page]) -> None:
    """Österreich and Frankreich, Irland and Island: what stands in no text is not found in place of another country."""
    page = pages["de"]
    assert "notes/de-other" in found(pages, "de", "Gerten")
    assert searched(page, "Island") == []
