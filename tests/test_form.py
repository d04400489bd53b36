"""The form, as people without an account use it: they write, offline on a phone, and a coordinator receives what they send."""

from __future__ import annotations

import base64
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import ROOT
from toolkit_builder.cli import main

pytestmark = pytest.mark.browser

# A picture as a phone takes it: larger than what is sent.
PHOTO = """() => {
  const canvas = document.createElement("canvas");
  canvas.width = 2400; canvas.height = 1200;
  canvas.getContext("2d").fillRect(0, 0, 700, 700);
  return canvas.toDataURL("image/jpeg").split(",")[1];
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True, accept_downloads=True, offline=True)
    yield context
    context.close()


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    """A copy of this toolkit, as a coordinator has it."""
    root = tmp_path / "toolkit"
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def run(root: Path, *arguments: str) -> str:
    runner = CliRunner()
    result = runner.invoke(main, [*arguments], env={"LANGUAGE": "en"})
    assert result.exit_code == 0, result.output
    return result.output


def choose(page: Page, label: str, typed: str) -> None:
    """Look for a value among very many, and take the first that is found."""
    field = page.get_by_label(re.compile(f"^{label}"))
    field.fill(typed)
    field.press("Enter")


def handed_in(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_a_story_in_polish_is_written_offline_on_a_phone_and_received(
    phone: BrowserContext, own_zip: Path, toolkit: Path, tmp_path: Path
) -> None:
    page = phone.new_page()
    page.goto((own_zip / "pl/contribute-form.html").as_uri())
    page.get_by_role("link", name="Historia sukcesu").click()
    page.get_by_label(re.compile("^Tytuł")).first.fill("Anna z Łodzi uczy się słuchać: dwa kroki")
    page.get_by_label(re.compile("^Streszczenie")).fill("Przez pół roku Anna spotykała się z grupą koleżeńskiego coachingu.")
    choose(page, "Z programu", "duo for")
    choose(page, "Gdzie", "Polska")
    page.get_by_label(re.compile("^Czyja historia")).select_option("person")
    page.get_by_label(re.compile("^Co z tego wynika")).fill("Najpierw słuchać, potem radzić.")
    page.get_by_label(re.compile("^Jak do nas trafiła")).select_option("consent-given")
    page.get_by_label(re.compile("^Nasz stopień pewności")).select_option("high")
    page.locator('[data-way="sources"] > div > .link').click()
    page.locator('[data-way="sources.1.title"] textarea').fill("Gazeta")
    page.locator('[data-way="sources.1.url"] input').fill("https://example.org/anna")
    page.locator("#form-text").fill(
        "## Co się wydarzyło\n\nAnna słuchała.\n\n## Co się zmieniło\n\nRadzi mniej.\n\n## Co z tego wynika\n\nSłuchaj.\n"
    )
    page.get_by_text("Dodaj obraz do tekstu").click()
    page.locator('input[type="file"]').set_input_files(
        {"name": "Photo.JPG", "mimeType": "image/jpeg", "buffer": base64.b64decode(page.evaluate(PHOTO))}
    )
    expect(page.locator("#form-picture-alt")).to_be_visible()
    page.locator("#form-picture-alt").fill("Grupa przy stole")
    expect(page.locator("[data-form] details .told").first).to_contain_text("photo.jpg")
    page.get_by_role("button", name="Wstaw do tekstu").click()
    expect(page.locator("#form-text")).to_have_value(re.compile(r"!\[Grupa przy stole\]\(photo\.jpg\)"))

    # A tab that is closed loses nothing.
    expect(page.get_by_text("Zachowano na tym urządzeniu")).to_be_visible()
    page.close()
    page = phone.new_page()
    page.goto((own_zip / "pl/contribute-form.html").as_uri())
    page.get_by_role("link", name="Anna z Łodzi").click()
    sent = handed_in(page, "Zapisz plik", tmp_path)
    expect(page.locator(".problems")).to_contain_text("wszystko jest w porządku")

    assert sent.name == "stories.anna-z-lodzi-uczy-sie-sluchac-dwa-kroki.pl.zip"
    assert {Path(name).suffix for name in zipfile.ZipFile(sent).namelist()} == {".md", ".jpg"}
    told = run(toolkit, "receive", str(sent), "--accept", "--root", str(toolkit))
    record = toolkit / "content/stories/anna-z-lodzi-uczy-sie-sluchac-dwa-kroki.pl.md"
    assert record.is_file(), told
    assert "](anna-z-lodzi-uczy-sie-sluchac-dwa-kroki/photo.jpg)" in record.read_text("utf-8")
    assert (record.parent / "anna-z-lodzi-uczy-sie-sluchac-dwa-kroki/photo.jpg").is_file()
    assert record.name in told

    # Published, it is found.
    run(toolkit, "build", "--root", str(toolkit))
    page.goto((toolkit / "site/pl/search.html").as_uri() + "#_q=Łodzi")
    expect(page.get_by_role("link", name=re.compile("Anna z Łodzi")).first).to_be_visible()
    page.goto((toolkit / f"site/pl/stories/{record.name.partition('.')[0]}.html").as_uri())
    expect(page.get_by_role("img", name="Grupa przy stole")).to_be_visible()


def test_a_translation_into_arabic_is_mended_from_the_zip_and_received(
    phone: BrowserContext, own_zip: Path, toolkit: Path, tmp_path: Path
) -> None:
    page = phone.new_page()
    page.goto((own_zip / "ar/contribute-form.html").as_uri() + "#translate=stories/failte-isteach-growth")
    before = (toolkit / "content/stories/failte-isteach-growth.ar.md").read_text("utf-8")
    title = page.locator("#form-title")
    expect(title).to_have_value(re.compile(r"[\u0600-\u06ff]"))
    assert page.locator('[data-passage="title"] .theirs').get_attribute("lang") == "en"
    title.fill("عنوان جديد للقصة")
    # The figure 26 of the original is told as long as it is not there.
    part = page.locator('.passage:has([id="form-text-1"])')
    text = page.locator("#form-text-1")
    whole = text.input_value()
    text.fill(whole.split("\n")[0] + "\n\nنص")
    expect(part.locator(".ours .told")).to_contain_text("26")
    text.fill(whole)
    expect(part.locator(".ours .told")).to_have_text("")
    sent = handed_in(page, "احفظ الملف", tmp_path)
    assert sent.name == "stories.failte-isteach-growth.ar.md"
    run(toolkit, "receive", str(sent), "--accept", "--root", str(toolkit))
    after = (toolkit / "content/stories/failte-isteach-growth.ar.md").read_text("utf-8")
    changed = [(old, new) for old, new in zip(before.split("\n"), after.split("\n"), strict=True) if old != new]
    assert [new for _, new in changed] == ['title: "عنوان جديد للقصة"']


def test_a_correction_changes_what_was_corrected(phone: BrowserContext, own_zip: Path, toolkit: Path, tmp_path: Path) -> None:
    page = phone.new_page()
    page.goto((own_zip / "contribute-form.html").as_uri() + "#correct=models/duo-for-a-job")
    page.locator("#form-since").fill("19")
    page.locator("#form-since").blur()
    expect(page.locator('[data-wrong="since"]')).not_to_be_empty()
    page.locator("#form-since").fill("2014")
    expect(page.locator('[data-wrong="since"]')).to_be_empty()
    sent = handed_in(page, "Save the file", tmp_path)
    before = (toolkit / "content/models/duo-for-a-job.en.md").read_text("utf-8")
    assert sent.read_text("utf-8") == before.replace("since: 2013", "since: 2014")
