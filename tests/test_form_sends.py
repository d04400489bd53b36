"""What the form keeps and hands on: drafts on the device, names, files and ZIPs, letters, pages of hosts, pictures."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import ROOT
from toolkit_builder.cli import main
from toolkit_builder.model.alphabet import LETTERS
from toolkit_builder.reading.header import read_document
from toolkit_builder.reading.names import plain_name

pytestmark = pytest.mark.browser

SCRIPTS = ROOT / "toolkit_builder/theme/templates/assets/toolkit"
LOADED = (
    "toolkit", "directions", "fflate/fflate", "form-words", "form-yaml", "form-drafts", "form-kept", "form-send", "form-shrink",
    "form-beginning",
)  # fmt: skip
DATA: dict[str, Any] = {
    "letters": {chr(letter): plain for letter, plain in LETTERS.items()},
    "types": [
        {"name": "guides", "label": "Guide", "fields": [{"name": "title"}, {"name": "summary"}], "records": []},
    ],
    "mail": "ada@example.org",
    "host": {
        "kind": "github",
        "repository": "https://github.example/ada/tea",
        "branch": "main",
        "content": "content",
    },
}
DRAFT: dict[str, Any] = {
    "id": "a", "task": "new", "type": "guides", "slug": "mint", "language": "en", "of": "", "pictures": [],
    "values": {"countries": ["GB"], "level": "easy", "title": "Mint & tea: 100%?", "summary": "What it is."},
    "text": "Pick some.\n", "changed": "2026-12-01",
}  # fmt: skip
HARD = (
    "Łódź", "Straße", "CON", "com1", "  ", "---", "Ünïcödé", "ﬁne", "½ cup", "Žluťoučký kůň", "a" * 80, "عربي", "Привет",
    "tea/../x",
    "Zażółć gęślą jaźń", "Ærø", "Œuvre", "İstanbul", "ıssız", "naïve café", "R&D 2.0", "x" * 63 + " y", "þing", "Đà Nẵng",
)  # fmt: skip


def loaded(page: Page) -> Page:
    for name in LOADED:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    return page


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.route(
        "http://forms.test/**", lambda route: route.fulfill(body="<!doctype html><p>A page", content_type="text/html")
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("http://forms.test/a/pl/x.html")
    return loaded(page)


def test_files_are_called_as_toolkit_new_calls_them(page: Page) -> None:
    titles = [*HARD]
    for file in sorted((ROOT / "content").rglob("*.??.md")):
        values: Any = read_document(file.read_bytes(), file.name).header.plain
        titles.append(str(values["title"]))
    made = page.evaluate("([titles, data]) => titles.map(title => toolkit.form.send.slug(title, data))", [titles, DATA])
    assert [one for one in zip(titles, made, map(plain_name, titles), strict=True) if one[1] != one[2]] == []


def bundle(page: Page, drafts: list[dict[str, Any]]) -> tuple[str, bytes]:
    made = page.evaluate(
        """async ([drafts, data]) => {
          for (const draft of drafts) {
            for (const picture of draft.pictures) {
              picture.data = Uint8Array.from(atob(picture.data), one => one.charCodeAt(0)).buffer;
            }
          }
          const made = toolkit.form.send.bundle(drafts, data);
          const bytes = new Uint8Array(await made.data.arrayBuffer());
          return [made.name, btoa(Array.from(bytes, one => String.fromCharCode(one)).join(""))];
        }""",
        [drafts, DATA],
    )
    return made[0], base64.b64decode(made[1])


def test_what_is_handed_on_is_received(page: Page, small: Path, tmp_path: Path) -> None:
    picture = {"name": "pot.png", "kind": "image/png", "data": base64.b64encode(b"\x89PNG\r\n\x1a\nx").decode()}
    with_picture = {**DRAFT, "slug": "sage", "text": "![A pot](pot.png)\n", "pictures": [picture]}
    one, several = bundle(page, [DRAFT]), bundle(page, [DRAFT, with_picture])
    assert one[0] == "guides.mint.en.md"
    assert several[0] == "guides.mint.en.zip"
    assert sorted(zipfile.ZipFile(BytesIO(several[1])).namelist()) == [
        "guides/mint.en.md",
        "guides/sage.en.md",
        "guides/sage/pot.png",
    ]
    for name, data in (one, several):
        (tmp_path / name).write_bytes(data)
        result = CliRunner(env={"LANGUAGE": "en"}).invoke(
            main, ["receive", str(tmp_path / name), "--root", str(small), "--accept"]
        )
        assert result.exit_code == 0, result.output
    assert "](sage/pot.png)" in (small / "content/guides/sage.en.md").read_text("utf-8")
    assert (small / "content/guides/sage/pot.png").is_file()


def test_what_was_shared_as_a_text_is_received(small: Path, tmp_path: Path) -> None:
    """Browsers share no Markdown: the file has another ending behind its name then."""
    (tmp_path / "guides.mint.en.md.txt").write_text(
        "---\ntitle: Mint\nsummary: A tea.\ncountries: [GB]\nlevel: easy\n---\nPick.\n", "utf-8"
    )
    result = CliRunner(env={"LANGUAGE": "en"}).invoke(
        main, ["receive", str(tmp_path / "guides.mint.en.md.txt"), "--root", str(small), "--accept"]
    )
    assert result.exit_code == 0, result.output
    assert (small / "content/guides/mint.en.md").is_file()


def test_a_letter_says_what_it_is_about(page: Page) -> None:
    letter = page.evaluate("([drafts, data]) => toolkit.form.send.letter(drafts, data)", [[DRAFT], DATA])
    parts = urlsplit(letter)
    assert (parts.scheme, parts.path) == ("mailto", "ada@example.org")
    told = parse_qs(parts.query)
    assert "Mint & tea: 100%?" in told["subject"][0]
    assert "guides.mint.en.md" in told["body"][0]
    assert "\r\n" in told["body"][0]


@pytest.mark.parametrize(
    ("kind", "draft", "address", "filled"),
    [
        ("github", DRAFT, "/new/main/content/guides?filename=mint.en.md&value=", True),
        ("github", {**DRAFT, "text": "x" * 9000}, "/upload/main/content/guides", False),
        ("github", {**DRAFT, "pictures": [{"name": "x.png"}]}, "/upload/main/content/guides", False),
        ("gitlab", DRAFT, "/-/new/main/content/guides?file_name=mint.en.md", False),
        ("forgejo", DRAFT, "/_new/main/content/guides/?filename=mint.en.md&value=", True),
    ],
)
def test_a_host_is_opened_at_the_page_for_a_new_file(page: Page, kind: str, draft: Any, address: str, filled: bool) -> None:
    data = {**DATA, "host": {**DATA["host"], "kind": kind}}
    found = page.evaluate("([draft, data]) => toolkit.form.send.host(draft, data)", [draft, data])
    assert found["address"].startswith(f"https://github.example/ada/tea{address}")
    assert found["filled"] is filled
    if filled:
        value = parse_qs(urlsplit(found["address"]).query)["value"][0]
        assert value.endswith("---\nPick some.\n")


def test_a_host_is_opened_at_the_file_that_is_corrected(page: Page) -> None:
    began = {
        "path": "content/guides/mint.en.md",
        "header": "title: Mint",
        "lines": {"title": [0, 1]},
        "values": {"title": "Mint"},
        "text": "",
    }
    found = page.evaluate("([draft, data]) => toolkit.form.send.host(draft, data)", [{**DRAFT, "began": began}, DATA])
    assert found == {"address": "https://github.example/ada/tea/edit/main/content/guides/mint.en.md", "filled": False}


def keep(page: Page, **changed: Any) -> None:
    page.evaluate("draft => toolkit.form.kept.put(draft)", {**DRAFT, **changed})


def kept(page: Page) -> list[str]:
    drafts: list[dict[str, Any]] = page.evaluate("() => toolkit.form.kept.all()")
    return [draft["id"] for draft in drafts]


WITHOUT_BASE = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('none'); } });"
WITHOUT_STORAGE = f"{WITHOUT_BASE} Object.defineProperty(window, 'localStorage', {{ get() {{ throw new Error('none'); }} }});"


@pytest.mark.parametrize(
    ("missing", "lasts"),
    [
        ("", {"words": True, "pictures": True}),
        (WITHOUT_BASE, {"words": True, "pictures": False}),
        (WITHOUT_STORAGE, {"words": False, "pictures": False}),
    ],
    ids=["nothing", "database", "storage"],
)
def test_drafts_are_kept_as_well_as_the_browser_can(context: BrowserContext, missing: str, lasts: dict[str, bool]) -> None:
    def opened() -> Page:
        page = context.new_page()
        page.add_init_script(missing or "0")
        page.goto("http://forms.test/a/pl/x.html")
        loaded(page)
        page.evaluate("() => toolkit.form.kept.at('../')")
        return page

    page, other = opened(), opened()
    assert page.evaluate("() => toolkit.form.kept.lasts()") == lasts
    keep(page, id="a", changed="2026-12-01")
    keep(other, id="b", changed="2026-12-02")
    keep(page, id="a", changed="2026-12-03")
    page.close()
    expected = ["a", "b"] if lasts["words"] else []
    assert kept(opened()) == expected
    other.evaluate("() => toolkit.form.kept.drop('b')")
    assert kept(opened()) == expected[:1]


def test_toolkits_at_one_address_have_drafts_of_their_own(context: BrowserContext) -> None:
    for path, root in (("a/pl/x.html", "../"), ("a/x.html", ""), ("b/x.html", "")):
        page = context.new_page()
        page.goto(f"http://forms.test/{path}")
        loaded(page)
        page.evaluate("root => toolkit.form.kept.at(root)", root)
        assert kept(page) == ([] if path == "a/pl/x.html" or path.startswith("b") else ["a"])
        keep(page, id=path[0])


PICTURE = """async ([width, height, kind, name]) => {
  const canvas = document.createElement("canvas");
  canvas.width = width; canvas.height = height;
  canvas.getContext("2d").fillRect(0, 0, width / 2, height);
  const blob = await new Promise(done => canvas.toBlob(done, kind));
  const made = await toolkit.form.photo(new File([blob], name, { type: kind }), ["pot.jpg"], { letters: {} });
  const image = new Image();
  image.src = await toolkit.form.addressOf(made);
  await image.decode();
  return [made.name, made.kind, image.naturalWidth, image.naturalHeight];
}"""
REFUSED = """async ([text, kind, name]) => {
  try { await toolkit.form.photo(new File([text], name, { type: kind }), [], { letters: {} }); return "taken"; }
  catch (error) { return error.code || error.message; }
}"""


@pytest.mark.parametrize(
    ("width", "height", "kind", "name", "made"),
    [
        (3000, 1500, "image/jpeg", "Pot.JPEG", ["pot-2.jpg", "image/jpeg", 1600, 800]),
        (100, 50, "image/png", "Ein Bild.png", ["ein-bild.png", "image/png", 100, 50]),
        (10, 4000, "image/webp", "عربي.webp", ["photo.webp", "image/webp", 4, 1600]),
    ],
)
def test_a_picture_is_made_small(page: Page, width: int, height: int, kind: str, name: str, made: list[Any]) -> None:
    assert page.evaluate(PICTURE, [width, height, kind, name]) == made


def test_what_a_camera_writes_into_a_picture_is_gone(page: Page) -> None:
    told = page.evaluate(
        """async () => {
          const canvas = document.createElement("canvas");
          canvas.width = canvas.height = 8;
          const blob = await new Promise(done => canvas.toBlob(done, "image/jpeg"));
          const bytes = new Uint8Array(await blob.arrayBuffer());
          const exif = new TextEncoder().encode("Exif\\0\\0SECRETPLACE");
          const mark = new Uint8Array([0xff, 0xe1, 0, exif.length + 2]);
          const file = new File([bytes.slice(0, 2), mark, exif, bytes.slice(2)], "x.jpg", { type: "image/jpeg" });
          const made = await toolkit.form.photo(file, [], { letters: {} });
          return new TextDecoder("latin1").decode(made.data);
        }"""
    )
    assert "SECRETPLACE" not in told


@pytest.mark.parametrize(
    ("text", "kind", "name", "why"),
    [
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script/></svg>",
            "image/svg+xml",
            "x.svg",
            "no-picture",
        ),
        ("no picture", "image/jpeg", "x.jpg", "no-picture"),
        ("heic", "image/heic", "IMG_1.HEIC", "heic"),
        ("<p>page", "text/html", "x.html", "no-picture"),
    ],
)
def test_what_is_no_picture_is_refused(page: Page, text: str, kind: str, name: str, why: str) -> None:
    assert page.evaluate(REFUSED, [text, kind, name]) == why


def test_a_share_sheet_is_offered_a_text(page: Page) -> None:
    asked = page.evaluate(
        """([draft, data]) => {
          let asked = null;
          navigator.canShare = what => { asked = what.files.map(file => [file.name, file.type]); return true; };
          return [toolkit.form.send.canShare(toolkit.form.send.bundle([draft], data)), asked];
        }""",
        [DRAFT, DATA],
    )
    assert json.dumps(asked) == json.dumps([True, [["guides.mint.en.md.txt", "text/plain"]]])


def test_the_words_of_a_letter_are_no_longer_than_programs_take(page: Page) -> None:
    drafts = [{**DRAFT, "slug": f"mint-{number}"} for number in range(100)]
    letter = page.evaluate("([drafts, data]) => toolkit.form.send.letter(drafts, data)", [drafts, DATA])
    body = re.search(r"body=(.*)", letter)
    assert body
    assert len(parse_qs(f"body={body[1]}")["body"][0]) <= 1800
