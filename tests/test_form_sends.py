"""What the form keeps and hands on: drafts on the device, names, files and ZIPs, letters, pages of hosts, pictures."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

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
    photo = BytesIO()
    Image.new("RGB", (2, 2)).save(photo, "PNG")
    picture = {"name": "pot.png", "kind": "image/png", "data": base64.b64encode(photo.getvalue()).decode()}
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
    found = page.evaluate("([draft, data]) => toolkit.form.send.host([draft], data)", [draft, data])
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
    found = page.evaluate("([draft, data]) => toolkit.form.send.host([draft], data)", [{**DRAFT, "began": began}, DATA])
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


MARKED = """async kind => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const blob = await new Promise(done => canvas.toBlob(done, kind));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const secret = new TextEncoder().encode("SECRETPLACE.");
  // A length of four bytes, the number of those that follow.
  const [size, little] = [[0, 0, 0, secret.length], [secret.length, 0, 0, 0]];
  const name = new TextEncoder().encode({ "image/png": "eXIf", "image/webp": "EXIF" }[kind] || "");
  const { mark, at } = {
    "image/jpeg": { mark: [0xff, 0xe1, 0, secret.length + 2, ...secret], at: 2 },
    "image/png": { mark: [...size, ...name, ...secret, ...checksum([...name, ...secret])], at: 33 },
    "image/webp": { mark: [...name, ...little, ...secret], at: bytes.length },
  }[kind];
  if (kind === "image/webp") new DataView(bytes.buffer).setUint32(4, bytes.length - 8 + mark.length, true);
  const file = new File([bytes.slice(0, at), new Uint8Array(mark), bytes.slice(at)], "x", { type: kind });
  const made = await toolkit.form.photo(file, [], { letters: {} });
  const text = data => new TextDecoder("latin1").decode(data);
  return [text(await file.arrayBuffer()), made.kind, text(made.data)];

  function checksum(data) {
    let sum = ~0;
    for (const byte of data) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return new Uint8Array(new Uint32Array([~sum]).buffer).reverse();
  }
}"""


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/webp"])
def test_what_a_camera_writes_into_a_picture_is_gone(page: Page, kind: str) -> None:
    before, made, after = page.evaluate(MARKED, kind)
    assert "SECRETPLACE" in before
    assert (made, "SECRETPLACE" in after) == (kind, False)


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


def test_a_letter_of_many_files_is_no_longer_than_programs_take(page: Page) -> None:
    drafts = [{**DRAFT, "slug": f"mint-{number}"} for number in range(100)]
    letter = page.evaluate("([drafts, data]) => toolkit.form.send.letter(drafts, data)", [drafts, DATA])
    assert len(letter) <= 1800
    assert parse_qs(urlsplit(letter).query)["body"][0].endswith("\r\n…")


@pytest.mark.parametrize("title", ["شاي بالنعناع " * 40, "🍵" * 500, "\ud83c" + "🍵" * 90], ids=["arabic", "emoji", "half"])
def test_a_letter_is_cut_between_letters(page: Page, title: str) -> None:
    draft = {**DRAFT, "values": {**DRAFT["values"], "title": title}}
    letter = page.evaluate("([drafts, data]) => toolkit.form.send.letter(drafts, data)", [[draft] * 9, DATA])
    assert len(letter) <= 1800
    told = parse_qs(urlsplit(letter).query, errors="strict")
    assert title.strip("\ud83c")[:20] in told["subject"][0]
    assert "guides.mint.en.zip" in told["body"][0]
    assert "guides/mint.en.md" in told["body"][0]


def test_letters_that_are_cut_in_half_open_a_host_all_the_same(page: Page) -> None:
    found = page.evaluate(
        "([draft, data]) => toolkit.form.send.host([draft], data)", [{**DRAFT, "text": "Tea \ud83c.\n"}, DATA]
    )
    assert parse_qs(urlsplit(found["address"]).query)["value"][0].endswith("Tea \ufffd.\n")


def test_drafts_that_are_sent_together_have_names_of_their_own(page: Page, tmp_path: Path, small: Path) -> None:
    """Two people on one phone call their stories the same; neither takes the place of the other."""
    for name in ("form-controls", "form-fields", "form-work"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    titled = {**DRAFT, "values": {**DRAFT["values"], "title": "شاي Mint"}, "slug": ""}
    drafts = [
        {**DRAFT, "id": "a", "text": "One.\n"},
        {**DRAFT, "id": "b", "text": "Two.\n"},
        {**titled, "id": "c"},
        {**titled, "id": "d"},
    ]
    page.evaluate(
        """([drafts, data]) => {
          toolkit.form.editor = () => ({ ask: () => [] });
          const place = document.body.appendChild(document.createElement("main"));
          toolkit.form.work(place, { data, draft: drafts[0], drafts, back() {}, note() {} });
          place.querySelectorAll("[type=checkbox]").forEach(box => box.click());
        }""",
        [drafts, {**DATA, "languages": ["en"]}],
    )
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    parcel = tmp_path / saved.value.suggested_filename
    saved.value.save_as(parcel)
    names = sorted(zipfile.ZipFile(parcel).namelist())
    assert names == [
        "guides/guides-c.en.md",
        "guides/guides-d.en.md",
        "guides/mint-tea-100-2.en.md",
        "guides/mint-tea-100.en.md",
    ]
    result = CliRunner(env={"LANGUAGE": "en"}).invoke(main, ["receive", str(parcel), "--root", str(small), "--accept"])
    assert result.exit_code == 0, result.output
    assert "شاي Mint" in (small / "content/guides/guides-d.en.md").read_text("utf-8")


FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (draft) {
    const request = put.call(this, draft);
    request.addEventListener("success", () => this.transaction.abort());
    return request;
  };
}"""
TRIED = "draft => toolkit.form.kept.put(draft).then(() => 'kept', error => error ? error.name : 'refused')"


def test_a_full_device_is_told_and_loses_nothing(page: Page) -> None:
    """The browser finds out when all is written: it takes back what it had taken."""
    keep(page, id="a", text="One.")
    page.evaluate(FULL)
    assert page.evaluate(TRIED, {**DRAFT, "id": "b"}) == "refused"
    assert page.evaluate(TRIED, {**DRAFT, "text": "Two."}) == "refused"
    assert page.evaluate("() => toolkit.form.kept.all().then(all => all.map(draft => draft.text))") == ["One."]


def test_a_full_storage_is_told_and_loses_nothing(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script(WITHOUT_BASE)
    page.goto("http://forms.test/x.html")
    loaded(page)
    keep(page, id="a")
    assert page.evaluate(TRIED, {**DRAFT, "id": "b", "text": "x" * 6_000_000}) == "QuotaExceededError"
    assert sorted(kept(page)) == ["a", "b"]
    page.reload()
    assert kept(loaded(page)) == ["a"]


def test_drafts_are_kept_though_the_browser_closed_its_database(context: BrowserContext, page: Page) -> None:
    keep(page, id="a")
    cleared = "() => new Promise(done => { indexedDB.deleteDatabase('toolkit-forms').onsuccess = () => done(true); })"
    other = context.new_page()
    other.goto("http://forms.test/y.html")
    assert other.evaluate(cleared)
    keep(page, id="b")
    assert kept(page) == ["b"]


def test_drafts_are_kept_on_a_stick(context: BrowserContext, tmp_path: Path) -> None:
    def opened(place: str) -> Page:
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<!doctype html><p>A page", "utf-8")
        page = context.new_page()
        page.goto(file.as_uri())
        loaded(page)
        page.evaluate("root => toolkit.form.kept.at(root)", "../" * (place.count("/") - 1))
        return page

    page = opened("one/contribute.html")
    assert page.evaluate("() => toolkit.form.kept.lasts()") == {"words": True, "pictures": True}
    keep(page)
    page.close()
    assert kept(opened("one/ar/contribute.html")) == ["a"]
    assert kept(opened("other/contribute.html")) == []


TURNED = """async () => {
  // The left half is black; the mark says that the camera was held upright: it is the upper half then.
  const canvas = document.createElement("canvas");
  canvas.width = 80; canvas.height = 40;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; pen.fillRect(0, 0, 80, 40);
  pen.fillStyle = "black"; pen.fillRect(0, 0, 40, 40);
  const bytes = new Uint8Array(await (await new Promise(done => canvas.toBlob(done, "image/jpeg"))).arrayBuffer());
  const mark = new TextEncoder().encode("Exif\0\0MM");
  const exif = [0xff, 0xe1, 0, 34, ...mark, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const file = new File([bytes.slice(0, 2), new Uint8Array(exif), bytes.slice(2)], "x.jpg", { type: "image/jpeg" });
  const made = await toolkit.form.photo(file, [], { letters: {} });
  const image = new Image();
  image.src = await toolkit.form.addressOf(made);
  await image.decode();
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  pen.drawImage(image, 0, 0);
  const dot = (x, y) => pen.getImageData(x, y, 1, 1).data[0] > 128;
  return [canvas.width, canvas.height, dot(5, 5), dot(35, 5), dot(5, 75), dot(35, 75)];
}"""


def test_a_picture_stands_as_the_camera_was_held(page: Page) -> None:
    assert page.evaluate(TURNED) == [40, 80, False, False, True, True]


def test_a_picture_that_a_browser_cannot_write_becomes_a_jpeg(page: Page) -> None:
    """Safari writes PNG where WebP is asked for."""
    page.evaluate(
        """() => {
          const write = HTMLCanvasElement.prototype.toBlob;
          HTMLCanvasElement.prototype.toBlob = function (done, kind, quality) {
            write.call(this, done, kind === "image/webp" ? "image/png" : kind, quality);
          };
        }"""
    )
    made = page.evaluate(PICTURE.replace("toBlob(done, kind)", 'toBlob(done, "image/png")'), [40, 20, "image/webp", "Pot.webp"])
    assert made == ["pot-2.jpg", "image/jpeg", 40, 20]


def test_a_photo_that_is_a_png_is_no_heavier_than_check_allows(page: Page) -> None:
    """Noise, as photos have it, through which nothing can be seen but for a corner: that is white then, not black."""
    made = page.evaluate(
        """async () => {
          const canvas = document.createElement("canvas");
          canvas.width = canvas.height = 1000;
          const pen = canvas.getContext("2d");
          const dots = pen.createImageData(1000, 1000);
          let last = 1;
          for (let at = 0; at < dots.data.length; at += 1) {
            last = (last * 16807) % 2147483647;
            dots.data[at] = at % 4 === 3 ? 255 : (last >> 8) & 255;
          }
          pen.putImageData(dots, 0, 0);
          pen.clearRect(0, 0, 100, 100);
          const blob = await new Promise(done => canvas.toBlob(done));
          const made = await toolkit.form.photo(new File([blob], "x.png", { type: "image/png" }), [], { letters: {} });
          const image = new Image();
          image.src = await toolkit.form.addressOf(made);
          await image.decode();
          pen.drawImage(image, 0, 0);
          return [blob.size, made.name, made.data.byteLength, pen.getImageData(20, 20, 1, 1).data[0]];
        }"""
    )
    assert made[0] > 2 * 1024 * 1024
    assert made[1] == "x.jpg"
    assert made[2] <= 2 * 1024 * 1024
    assert made[3] > 250


def test_a_huge_picture_is_refused_before_it_is_drawn(page: Page) -> None:
    """A small file that says it is 20,000 pixels wide and high."""
    told = page.evaluate(
        """async () => {
          const row = new Uint8Array(2501);
          const rows = new Blob(Array(20000).fill(row)).stream().pipeThrough(new CompressionStream("deflate"));
          const data = new Uint8Array(await new Response(rows).arrayBuffer());
          const table = Array.from({ length: 256 }, (_, number) => {
            for (let bit = 0; bit < 8; bit += 1) number = number & 1 ? 0xedb88320 ^ (number >>> 1) : number >>> 1;
            return number >>> 0;
          });
          function chunk(name, bytes) {
            const all = new Uint8Array([...new TextEncoder().encode(name), ...bytes]);
            const sum = ~all.reduce((sum, byte) => table[(sum ^ byte) & 255] ^ (sum >>> 8), -1);
            const size = new DataView(new ArrayBuffer(4)), check = new DataView(new ArrayBuffer(4));
            size.setUint32(0, bytes.length); check.setUint32(0, sum >>> 0);
            return [size.buffer, all, check.buffer];
          }
          const head = [0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20, 1, 0, 0, 0, 0];
          const mark = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]);
          const chunks = [...chunk("IHDR", head), ...chunk("IDAT", data), ...chunk("IEND", [])];
          const file = new File([mark, ...chunks], "x.png", { type: "image/png" });
          try { await toolkit.form.photo(file, [], { letters: {} }); return "taken"; } catch (error) { return error.code; }
        }"""
    )
    assert told == "too-large"


def test_a_new_picture_takes_no_place_of_one_that_a_record_has(page: Page) -> None:
    for name in ("form-controls", "form-photo"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    field = {"name": "picture", "kind": "image", "label": "Picture", "fields": [{"name": "file"}]}
    draft = {**DRAFT, "text": "![A pot](mint/pot.png)\n", "values": {"picture": {"file": "pot-2.png"}}}
    page.evaluate(
        """([field, draft, data]) => {
          window.draft = draft;
          const control = { field, draft, data, way: "picture", id: "p", value: {}, changed() {}, isAsked: () => false };
          document.body.append(toolkit.form.controls.picture(control));
        }""",
        [field, draft, DATA],
    )
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    page.set_input_files("input[type=file]", {"name": "Pot.png", "mimeType": "image/png", "buffer": base64.b64decode(dot)})
    expect(page.get_by_role("status")).to_have_text("pot-3.png")


def test_drafts_that_go_together_are_loaded_up_together(page: Page) -> None:
    both = [DRAFT, {**DRAFT, "id": "b", "slug": "sage"}]
    found = page.evaluate("([drafts, data]) => toolkit.form.send.host(drafts, data)", [both, DATA])
    assert not found["filled"]
    assert "/upload/" in found["address"]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("![Mint](a.png)", "![Mint](mint/a.png)"),
        ('![Mint](a.png "A leaf")', '![Mint](mint/a.png "A leaf")'),
        ("![Mint](<a.png>)", "![Mint](<mint/a.png>)"),
        ("![Mint]( a.png )", "![Mint]( mint/a.png )"),
        ("![Mint][m]\n\n[m]: a.png", "![Mint][m]\n\n[m]: mint/a.png"),
        (
            "![Mint](b/a.png) a.png (a.png) ![x](aXpng) ![x](a.png.txt)",
            "![Mint](b/a.png) a.png (a.png) ![x](aXpng) ![x](a.png.txt)",
        ),
    ],
)
def test_a_picture_is_found_however_its_link_is_written(page: Page, typed: str, sent: str) -> None:
    picture = {"name": "a.png", "kind": "image/png", "data": None}
    draft = {**DRAFT, "text": f"{typed}\n", "pictures": [picture]}
    make = """([draft, data]) => {
      draft.pictures[0].data = new ArrayBuffer(1);
      return new TextDecoder().decode(toolkit.form.send.files([draft], data)[0].data);
    }"""
    assert page.evaluate(make, [draft, DATA]).endswith(f"---\n{sent}\n")


def test_a_name_with_a_number_is_no_longer_than_names_may_be(page: Page) -> None:
    made = page.evaluate("['a'.repeat(64), 'a'.repeat(61) + '-bc', 'tea'].map(name => toolkit.form.send.numbered(name, 12))")
    assert made == ["a" * 61 + "-12", "a" * 61 + "-12", "tea-12"]
