"""Words of both directions on one page, measured where each letter stands; and words longer than a phone is wide."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import search_field, until
from tests.conftest import SITES
from tests.test_site import build_small
from toolkit_builder.model.directions import direction_of, set_apart
from toolkit_builder.rendering.markdown import render

TYPE = """label: {en: Course, de: Kurs, ar: دورة}
plural: {en: Courses, de: Kurse, ar: دورات}
about: {en: What is taught., de: Was gelehrt wird., ar: ما يُدرَّس.}
mark: CO
colour: teal
motif: steps
fields:
  tel: {kind: text, label: {en: Telephone, de: Telefon, ar: الهاتف}}
  when: {kind: text, facet: true, label: {en: When, de: Wann, ar: متى}}
  paper: {kind: doi, label: {en: DOI, de: DOI, ar: DOI}}
  teachers: {kind: text, many: true, label: {en: Teachers, de: Lehrende, ar: المعلمون}}
  since: {kind: year, label: {en: Since, de: Seit, ar: منذ}, sort: true}
  countries: {kind: country, many: true, facet: true, label: {en: Countries, de: Länder, ar: البلدان}}
  next: {kind: reference, to: courses, many: true, label: {en: Next, de: Danach, ar: التالي}}
  books:
    kind: group
    many: true
    label: {en: Books, de: Bücher, ar: كتب}
    fields:
      name: {kind: text, required: true, label: {en: Name, de: Name, ar: الاسم}}
      place: {kind: url, required: true, label: {en: Place, de: Ort, ar: المكان}}
"""
FACTS = """tel: "+20 (2) 2735-1234"
when: "8:15–9:45 (Tue.)"
paper: 10.5555/987-ab.c
since: 2019
countries: [EG, DE]
books: [{name: "Coding, vol. 2 (new ed.).", place: "https://example.org/b"}]
teachers: ["Byron, A.", "Li, B. C."]
"""
ENGLISH = f"""---
title: "Coding in C++ (level 2)!"
summary: "With F#, 3rd edition: is it hard?"
authors: ["Doe, J."]
{FACTS}---
Read more. In Arabic that is «برمجة (2)!».
"""
ARABIC = f"""---
title: "برمجة Python 3.12 (متقدم)!"
summary: "دورة Moodle 4.1 (مجانية)!"
authors: ["Doe, J."]
next: [coding]
{FACTS}---
الهاتف +20 (2) 2735-1234 والمعرّف 10.5555/987-ab.c وكتب Doe, J. عن C++ و`.a.b.`.

انظر [Coding (level 2)!](coding.md) ثم *(really?)*.

- Moodle (4.1)!

> Only English here, is it?
"""
LONG = "Donaudampfschifffahrtsgesellschaftsrecht"[:39]
LONG_ARABIC = "استخداماتهمالتكنولوجيةالمتعددةالتخصصات"
assert len(LONG) == 39
LONG_ONE = f"""---
title: {LONG}
summary: {LONG} {LONG_ARABIC}
authors: [{LONG}]
keywords: [{LONG}]
tel: {LONG}
when: {LONG}
paper: 10.5555/{LONG}.{LONG}
since: 2020
countries: [DE]
next: [coding]
books: [{{name: {LONG}, place: "https://{LONG.lower()}.example.org/{LONG}/{LONG}"}}]
teachers: [{LONG}]
---
## {LONG}

{LONG} [{LONG}](coding.md) `{LONG}` **{LONG}** https://example.org/{LONG}/{LONG}

### {LONG_ARABIC}

> {LONG}

- {LONG}

| {LONG} | {LONG} |
|---|---|
| {LONG} | {LONG} |

!!! note "{LONG}"
    {LONG}

=== "{LONG}{LONG}"

    {LONG}
"""
PAGES = {
    "grid.en.md": "shows: {view: matrix, of: courses, by: next}\n",
    "places.en.md": "shows: {view: map, of: courses, by: countries}\n",
    "years.en.md": "shows: {view: timeline, of: courses, by: since}\n",
    "words.en.md": "shows: {view: glossary, of: courses}\n",
    "glance.en.md": "shows: {view: overview, of: courses}\n",
    "plain.en.md": "",
}


# First of all: a build forks, and a browser has threads.
@pytest.fixture(scope="module", autouse=True)
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("directions") / "small"))
    courses = root / "content/courses"
    courses.mkdir()
    (courses / "_type.yml").write_text(TYPE.replace("Telephone", LONG).replace("الهاتف", LONG_ARABIC), "utf-8")
    (courses / "coding.en.md").write_text(ENGLISH, "utf-8")
    (courses / "barmaja.ar.md").write_text(ARABIC, "utf-8")
    (courses / "long.en.md").write_text(LONG_ONE, "utf-8")
    for name, shows in PAGES.items():
        (root / "content" / name).write_text(f"---\ntitle: {LONG}\nsummary: {LONG}\n{shows}---\n{LONG}\n", "utf-8")
    return build_small(root)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


SEEN = """element => {
    const letters = [];
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (!node.parentElement.checkVisibility() || node.parentElement.closest('.unseen')) continue;
        for (let at = 0; at < node.length; at++) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const box = range.getClientRects()[0];
            if (box && box.width) letters.push([(box.top + box.bottom) / 2, box.left, node.data[at]]);
        }
    }
    letters.sort((one, other) => one[0] - other[0]);
    const lines = [];
    for (const one of letters) {
        if (!lines.length || one[0] - lines.at(-1)[0][0] > 9) lines.push([]);
        lines.at(-1).push(one);
    }
    const said = lines.map(line => line.sort((one, other) => one[1] - other[1]).map(one => one[2]).join(''));
    return said.join(' ').replace(/\\s+/g, ' ').trim();
}"""


def seen(where: Locator) -> str:
    """Return the letters of an element from the left to the right, line by line, as they stand on the screen."""
    where.first.wait_for()
    return str(where.first.evaluate(SEEN))


def reversed_words(arabic: str) -> str:
    """Return Arabic letters as they stand from the left."""
    return arabic[::-1]


@pytest.mark.browser
def test_the_measure_sees_what_is_scrambled(page: Page) -> None:
    page.set_content('<p dir="rtl">هاتف +20 (2) 27</p><p>+20 (2) 27</p><p dir="rtl"><bdi>+20 (2) 27</bdi></p>')
    assert "+20 (2) 27" not in seen(page.locator("p").nth(0))
    assert seen(page.locator("p").nth(1)) == seen(page.locator("p").nth(2)) == "+20 (2) 27"


@pytest.mark.browser
def test_facts_on_an_arabic_page(site: Path, page: Page) -> None:
    page.goto((site / "ar/courses/barmaja.html").as_uri())
    facts = page.locator("main dl dd")
    shown = [seen(facts.nth(number)) for number in range(facts.count())]
    assert "+20 (2) 2735-1234" in shown
    assert "8:15–9:45 (Tue.)" in shown
    assert "10.5555/987-ab.c" in shown
    assert "CO · barmaja" in shown
    people = seen(page.locator("li", has_text="Byron"))
    assert "Byron, A." in people
    assert "Coding, vol. 2 (new ed.)." in seen(page.locator("li", has_text="Coding, vol."))
    assert seen(page.locator(".connected a")) == "Coding in C++ (level 2)!"


@pytest.mark.browser
def test_titles_of_the_other_direction(site: Path, page: Page) -> None:
    page.goto((site / "ar/courses/coding.html").as_uri())
    assert seen(page.locator("h1")) == "Coding in C++ (level 2)!"
    assert seen(page.locator(".lead")) == "With F#, 3rd edition: is it hard?"
    page.goto((site / "courses/barmaja.html").as_uri())
    assert seen(page.locator("h1")) == f"{reversed_words('(متقدم)!')} Python 3.12 {reversed_words('برمجة')}"


@pytest.mark.browser
def test_titles_of_the_other_direction_stand_where_titles_stand(site: Path, page: Page) -> None:
    ends = """one => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return Math.abs(one.getBoundingClientRect()[document.documentElement.dir === 'rtl' ? 'right' : 'left']
            - range.getBoundingClientRect()[document.documentElement.dir === 'rtl' ? 'right' : 'left']);
    }"""
    for place, some in (("ar/courses/coding.html", ("h1", ".lead")), ("courses/barmaja.html", ("h1", ".lead"))):
        page.goto((site / place).as_uri())
        for one in (*some, "main .book .name"):
            assert page.locator(one).first.evaluate(ends) < 2, (place, one)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_covers_carry_the_title_in_its_own_direction_beside_the_cloth(site: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for place in ("ar/courses/coding.html", "courses/barmaja.html", "ar/courses/index.html", "courses/index.html"):
        page.goto((site / place).as_uri())
        for label in page.locator(".book:visible .label:has(.name)").all():
            # The label leaves the cloth free, which is on the side where lines begin.
            free = label.evaluate(
                """one => { const box = one.getBoundingClientRect(), book = one.closest('.book').getBoundingClientRect();
                return document.documentElement.dir === 'rtl' ? book.right - box.right > box.left - book.left
                    : box.left - book.left > book.right - box.right; }"""
            )
            assert free, place
        name = page.locator(".book .name", has_text="level").first
        if name.count():
            assert seen(name) == "Coding in C++ (level 2)!"


@pytest.mark.browser
def test_citations(site: Path, page: Page) -> None:
    page.goto((site / "ar/courses/coding.html").as_uri())
    cited = seen(page.locator("[id='page:cite-text']"))
    assert cited.startswith("Doe, J.: ")
    assert "“Coding in C++ (level 2)!”" in cited
    page.goto((site / "courses/barmaja.html").as_uri())
    assert f"“{reversed_words('(متقدم)!')} Python 3.12 {reversed_words('برمجة')}”" in seen(
        page.locator("[id='page:cite-text']")
    )


@pytest.mark.browser
def test_what_authors_write(site: Path, page: Page) -> None:
    for place in ("ar/courses/barmaja.html", "courses/barmaja.html", "ar/saved/courses/barmaja.html"):
        page.goto((site / place).as_uri())
        paragraphs = page.locator("p", has_text="والمعرّف")
        text = seen(paragraphs)
        for kept in ("+20 (2) 2735-1234", "10.5555/987-ab.c", "Doe, J.", "C++", ".a.b."):
            assert kept in text, (place, text)
        if "saved" not in place:
            assert seen(page.locator(".text a", has_text="level")) == "Coding (level 2)!"
        assert seen(page.locator("em", has_text="really")) == "(really?)"
        assert seen(page.locator("li", has_text="Moodle (4.1)")) == "Moodle (4.1)!"
        assert seen(page.locator("blockquote", has_text="Only")) == "Only English here, is it?"
        # What is in a list stands where the list stands.
        item = page.locator("li bdi", has_text="Moodle").first
        assert item.evaluate("one => one.parentElement.getBoundingClientRect().right - one.getBoundingClientRect().right < 2")


@pytest.mark.browser
def test_lists_facets_tables_and_search(site: Path, page: Page) -> None:
    page.goto((site / "ar/courses/index.html").as_uri())
    assert seen(page.locator(".option", has_text="Tue.")) == "8:15–9:45 (Tue.)"
    assert seen(page.locator(".card h2", has_text="level")) == "Coding in C++ (level 2)!"
    page.locator(".option", has_text="Tue.").click()
    assert "8:15–9:45 (Tue.)" in seen(page.locator(".chips"))
    page.locator("[data-view=table]").click()
    page.locator(".list th a", has_text="level").first.wait_for()
    assert seen(page.locator(".list th a", has_text="level")) == "Coding in C++ (level 2)!"
    search_field(page).fill("coding")
    # Results are drawn anew as more of what can be found comes.
    until(page, lambda: seen(page.locator(".results .found", has_text="level")) == "Coding in C++ (level 2)!")


def test_titles_of_pages_are_set_apart(site: Path) -> None:
    assert "<title>\u2068Coding in C++ (level 2)!\u2069 · " in (site / "ar/courses/coding.html").read_text("utf-8")
    assert "<title>Coding in C++ (level 2)! · " in (site / "courses/coding.html").read_text("utf-8")
    for place in ("data/library.json", "courses/coding.html"):
        assert "\u2068" not in (site / place).read_text("utf-8")


def test_data_for_programs_hold_no_isolates(site: Path) -> None:
    html = (site / "ar/courses/barmaja.html").read_text("utf-8")
    assert "\u2068" not in html.partition('id="page:cite-bibtex"')[2].partition("</pre>")[0]
    assert "\u2068" not in html.partition('id="page:cite-ris"')[2].partition("</pre>")[0]


@pytest.mark.parametrize(
    ("text", "around", "direction"),
    [
        ("Moodle: منصة", "rtl", "rtl"),
        ("Moodle 4.1!", "rtl", "ltr"),
        ("+20 (2) 27", "rtl", "ltr"),
        ("2019", "rtl", "rtl"),
        ("منصة Moodle جديدة", "ltr", "rtl"),
        ("Doe, J.", "ltr", "ltr"),
        ("שלום (2)!", "ltr", "rtl"),
        ("؟!", "ltr", "ltr"),
    ],
)
def test_which_way_a_text_runs(text: str, around: str, direction: str) -> None:
    assert direction_of(text, around) == direction


def test_only_what_would_be_scrambled_is_set_apart() -> None:
    assert set_apart("Doe, J.", "ltr") == "Doe, J."
    assert set_apart("2019", "rtl") == "2019"
    assert set_apart("Doe, J.", "rtl") == "\u2068Doe, J.\u2069"


def test_texts_of_one_direction_are_drawn_as_before() -> None:
    assert "bdi" not in render("Call +20 (2) 2735-1234, [read](https://example.org).", language="en")
    assert '<bdi dir="ltr">10.5555/1-a</bdi>' in render("المعرّف 10.5555/1-a هنا", language="ar")
    assert "bdi" not in render("`10.5555/1-a` هنا", language="ar")


# Words longer than a phone is wide ---------------------------------------------------------------------------------------

KINDS = (
    "index.html", "courses/index.html", "courses/long.html", "everything.html", "grid.html", "places.html", "years.html",
    "words.html", "glance.html", "plain.html", "404.html", "saved/courses/long.html",
)  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_a_word_of_39_letters_makes_no_page_scroll(site: Path, page: Page, kind: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    for folder in ("", "de/", "ar/"):
        if kind == "404.html" and folder:
            continue
        page.goto((site / f"{folder}{kind}").as_uri())
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) <= 320, folder
        beyond = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(one => {
                const box = one.getBoundingClientRect();
                const inner = one.parentElement.closest(
                    'table, pre, .years, .spines, .long-row, .standing, .book, svg, .tabs, .maps');
                return !inner && one.checkVisibility() && box.width > 1 && (box.right > 321 || box.left < -1);
            }).map(one => one.outerHTML.slice(0, 120))"""
        )
        assert beyond == []
        if kind == "courses/index.html":
            page.locator("[data-filters]").click()
            page.locator(".option", has_text=LONG).first.click()
            assert page.evaluate(wide) <= 320
            page.locator("[data-show]").click()
            page.locator("[data-view=table]").click()
            assert page.evaluate(wide) <= 320
        # The page for wrong addresses finds its scripts on a server only.
        if kind not in ("404.html", "saved/courses/long.html"):
            search_field(page).fill(LONG[:12])
            page.locator(".results .found").first.wait_for()
            assert page.evaluate(wide) <= 320
            search_field(page).fill("qx" * 40)
            expect(page.locator(".results .found")).to_have_count(0)
            assert page.evaluate(wide) <= 320
