"""What the form writes in Chromium, our reader reads as it was typed: random headers, real ones, and changes to them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from toolkit_builder.exports.forms import header_lines
from toolkit_builder.model.values import Plain
from toolkit_builder.reading.header import read_document
from toolkit_builder.reading.unseen import HIDDEN
from toolkit_builder.reading.yaml import read_yaml

pytestmark = pytest.mark.browser

SCRIPTS = ROOT / "toolkit_builder/theme/templates/assets/toolkit"
MANY = 10_000
AT_ONCE = 1_000
PIECES = (
    "NO", "1.10", "0123", "1:30", "2024-01-05", "true", "False", "null", "~", "yes", "12", "-3", "1e5",
    "0x1F", "+7", ".5", "...", "---", "a: b", "a:b", ":", "# no remark", "a #b", "- item", "? key", "! tag",
    "&anchor", "*alias", "@at", "`tick`", "%dir", "|", ">", "{a: b}", "[a, b]", "'", '"', "''", '""', "\\",
    "\\n", "\\u0041", "\t", " ", "  ", "\n", "\n\n", "\r\n", "\u00a0", "\u2028", "\u0085", "\ufeff", "łódź",
    "Straße", "عربي ١٢٣", "\u200f", "\u2067x\u2069", "😀", "👩\u200d👩\u200d👧", "中文", "<<", "=", ",",
    "https://a.example/?b=c#d", "…", "x" * 300,
)  # fmt: skip


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    for name in ("toolkit", "form-yaml"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page
    page.close()


def words(chance: random.Random) -> str:
    between = chance.choice(("", " ", "\n"))
    return between.join(chance.choice(PIECES) for _ in range(chance.randint(1, 6)))


def value(chance: random.Random, depth: int = 0) -> Plain:
    made: Plain = words(chance)
    match chance.randint(0, 9 if depth < 3 else 5):
        case 0:
            made = chance.choice((0, 1, -5, 2013, 10**15))
        case 1:
            made = chance.choice((True, False))
        case 6:
            made = [value(chance, 3) for _ in range(chance.randint(1, 4))]
        case 7:
            made = [values(chance, depth + 1) for _ in range(chance.randint(1, 3))]
        case 8:
            made = values(chance, depth + 1)
        case 9:
            made = [chance.choice(("BE", "FR", "no-code", "true", "12", 12)) for _ in range(chance.randint(1, 60))]
    return made


def values(chance: random.Random, depth: int = 0) -> dict[str, Plain]:
    names = ("title", "a", "x_1", "null", "NO", "12", "a b", "ключ", "-", "#", "<", "translation", "y")
    return {name: value(chance, depth) for name in chance.sample(names, chance.randint(1, 5))}


def read(header: str) -> str:
    """Read a header, as JSON: there, `true` is not 1. Nothing in it may be at fault."""
    node, faults = read_yaml(header, "header.md", 2)
    assert faults == [], header
    # Whatever nobody sees is refused where it stands in a file as it is.
    assert not HIDDEN.search(header), header
    return as_json(node.plain)


def as_json(values: Plain) -> str:
    return json.dumps(values, sort_keys=True)


def test_random_headers_are_read_back_without_one_difference(page: Page) -> None:
    chance = random.Random(15)
    for _ in range(MANY // AT_ONCE):
        typed = [{"first": "x", **values(chance)} for _ in range(AT_ONCE)]
        written = page.evaluate("all => all.map(toolkit.form.header)", typed)
        for wanted, header in zip(typed, written, strict=True):
            assert read(header) == as_json(wanted), header


def test_a_header_has_no_field_that_holds_nothing_and_keeps_the_places_of_entries(page: Page) -> None:
    written = page.evaluate(
        "values => toolkit.form.header(values)",
        {"a": "", "b": None, "c": [], "d": {"e": ""}, "f": [{}, {"g": "x", "h": ""}, ""]},
    )
    assert written == 'f:\n  - {}\n  - g: x\n  - ""'


def real() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((ROOT / "content").rglob("*.??.md")):
        document = read_document(file.read_bytes(), file.name)
        yield document.typed, {"header": document.typed, "values": document.header.plain, "lines": header_lines(document)}


def test_real_headers_are_read_back(page: Page) -> None:
    all_of_them = [began for _, began in real()]
    written = page.evaluate("all => all.map(began => toolkit.form.header(began.values))", all_of_them)
    for began, header in zip(all_of_them, written, strict=True):
        assert read(header) == as_json(began["values"])


def test_nothing_changes_in_a_header_that_nobody_touched(page: Page) -> None:
    all_of_them = [began for _, began in real()]
    again = "all => all.map(began => toolkit.form.changedHeader(began, JSON.parse(JSON.stringify(began.values)), []))"
    assert page.evaluate(again, all_of_them) == [began["header"] for began in all_of_them]


def test_what_is_corrected_is_all_that_differs(page: Page) -> None:
    chance = random.Random(4)
    work = []
    for _, began in real():
        wanted = json.loads(json.dumps(began["values"]))
        name = chance.choice([name for name in wanted if name != "translation"])
        match chance.randint(0, 2):
            case 0:
                del wanted[name]
            case 1:
                wanted[name] = value(chance)
            case 2:
                wanted["new_field"] = value(chance)
                name = "new_field"
        work.append((began, wanted, name))
    changed = page.evaluate(
        "all => all.map(([began, values]) => toolkit.form.changedHeader(began, values, Object.keys(values)))", work
    )
    for (began, wanted, name), header in zip(work, changed, strict=True):
        assert read(header) == as_json(wanted), header
        start, end = began["lines"].get(name, (0, 0))
        lines = began["header"].split("\n")
        others = [*lines[:start], *lines[end:]] if name in began["lines"] else lines
        left = iter(header.split("\n"))
        assert all(line in left for line in others), header


REMARKS = """\
# Who looks after it: the office
title: Cake   # short
# The sources were read in May.
since: "2013"

translation:
  of: en
  fingerprint: [f1, f2]
  method: human # by hand"""


def test_remarks_and_layout_stay(page: Page) -> None:
    document = read_document(f"---\n{REMARKS}\n---\n".encode(), "cake.md")
    plain: Any = document.header.plain
    began = {"header": REMARKS, "values": plain, "lines": header_lines(document)}
    wanted = {**plain, "since": 2014, "translation": {**plain["translation"], "fingerprint": ["f1", "f3"]}}
    written = page.evaluate(
        "([began, values]) => toolkit.form.changedHeader(began, values, ['title', 'since'])", [began, wanted]
    )
    assert written == REMARKS.replace('"2013"', "2014").replace("f2", "f3")


def test_a_file_ends_with_one_line_end_and_what_was_not_touched_stays(page: Page) -> None:
    draft = {"values": {"summary": "B.", "title": "A", "other": 1}, "text": "## One\r\n\r\nTwo  \n\n\n"}
    written = page.evaluate("draft => toolkit.form.file(draft, ['title', 'summary'])", draft)
    assert written == "---\ntitle: A\nsummary: B.\nother: 1\n---\n## One\n\nTwo\n"


BLOCK = """\
title: Tee
translation:
  of: en
  fingerprint:
    - f1
    - f2
  # The office read it.

  method: human"""


@pytest.mark.parametrize(
    "header",
    [BLOCK, BLOCK.replace("\n    - f1\n    - f2", " [f1,\n    f2]"), BLOCK.replace("\n    - f1\n    - f2", " [f1, f2]")],
    ids=["below", "broken", "line"],
)
def test_a_remark_in_a_translation_block_outlives_the_fingerprint(page: Page, header: str) -> None:
    document = read_document(f"---\n{header}\n---\n".encode(), "tee.de.md")
    plain: Any = document.header.plain
    began = {"header": header, "values": plain, "lines": header_lines(document)}
    wanted = {**plain, "translation": {**plain["translation"], "fingerprint": ["f3"]}}
    written = page.evaluate("([began, values]) => toolkit.form.changedHeader(began, values, [])", [began, wanted])
    assert written == ("title: Tee\ntranslation:\n  of: en\n  fingerprint: [f3]\n  # The office read it.\n\n  method: human")


def test_new_fields_of_any_name_have_their_place(page: Page) -> None:
    began = {
        "header": "title: A\nsince: 2013",
        "values": {"title": "A", "since": 2013},
        "lines": {"title": [0, 1], "since": [1, 2]},
    }
    values = {"title": "A", "since": 2013, "constructor": "x", "unknown": "y", "summary": "z"}
    order = ["title", "summary", "constructor", "since"]
    written = page.evaluate(
        "([began, values, order]) => toolkit.form.changedHeader(began, values, order)", [began, values, order]
    )
    assert written == "title: A\nsummary: z\nconstructor: x\nsince: 2013\nunknown: y"


def test_an_empty_header_gets_its_first_field(page: Page) -> None:
    began = {"header": "", "values": {}, "lines": {}}
    assert page.evaluate("began => toolkit.form.changedHeader(began, {title: 'A'}, ['title'])", began) == "title: A"


def test_half_signs_and_numbers_that_are_none_of_ours_can_be_read(page: Page) -> None:
    written = page.evaluate(
        "() => toolkit.form.header({a: 'x\\udc00\\udc00', b: '\\ud800', c: '\\ud83d\\ude00', d: 1.5, e: 1e20})"
    )
    half = "\N{REPLACEMENT CHARACTER}"
    assert read(written) == as_json({"a": f"x{half}{half}", "b": half, "c": "😀", "d": "1.5", "e": "100000000000000000000"})
