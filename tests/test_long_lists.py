"""Lists of any length: every page is light, every record is on one of them, and scripts are told what all of them hold."""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests import edits
from tests.conftest import SITES
from tests.pages import read_page
from tests.test_facets import change, declare, guide, prepared, write
from tests.test_site import build_small
from toolkit_builder.build import files_on_demand
from toolkit_builder.languages import locale_of
from toolkit_builder.model.fields import Field
from toolkit_builder.model.record import Record
from toolkit_builder.publishing import catalogues
from toolkit_builder.publishing.catalogues import Listing, everything_view
from toolkit_builder.publishing.drawer import ToDraw
from toolkit_builder.publishing.drawing import Drawing, drawings
from toolkit_builder.publishing.edition import Edition
from toolkit_builder.publishing.environment import environment, in_digits
from toolkit_builder.publishing.keys import Keys
from toolkit_builder.publishing.portions import _fact_bytes, numbers_shown
from toolkit_builder.publishing.problem_pages import problem_places
from toolkit_builder.publishing.site import Site

MANY = 130
"""Guides beside those of the small toolkit: six pages of guides, three of everything."""
PREFIXES = {"en": "", "de": "de/", "ar": "ar/"}
SHELVES = ("guides", "")
LIMIT = 30 * 1024
SIGNS = "\"Sweet\" & 'sour' <b>1 < 2</b> {{ 3 }} \\ </script><!-- "


def fill(root: Path, many: int = MANY) -> None:
    """Add guides: some titles have signs that mean something elsewhere, some are in other languages, some in several."""
    change(root, "guides/_type.yml", "spoken: {", "spoken: {facet: true, ")
    chance = random.Random(7)
    for number in range(many):
        language, title = ("ar", f"دليل {number}") if number % 10 == 3 else ("en", f"Way {number}")
        header: dict[str, Any] = {
            "title": f"{title} {SIGNS}" if number % 25 == 0 else title,
            "countries": chance.sample(["GB", "NO", "SE", "FR", "DE"], 1 + number % 3),
            "level": "hard" if number % 4 == 0 else "easy",
            "spoken": [["de", "en", "fr"][number % 3]],
        }
        if number % 2:
            header["since"] = 1950 + number % 40
        write(root, f"guides/way-{number}.{language}", **header)
        if number % 6 == 1:
            write(root, f"guides/way-{number}.de", title=f"Weg {number}", translation={"of": language, "method": "machine"})


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("long") / "small"))
    fill(root)
    # Czech has no catalogue: its pages have English words, which say so.
    mkdocs = root / "mkdocs.yml"
    mkdocs.write_text(mkdocs.read_text("utf-8") + "        - {locale: cs, name: Čeština}\n", "utf-8")
    build_small(root, 1)
    return root


@pytest.fixture(scope="module")
def full(root: Path) -> Site:
    return prepared(root)


def pages_of(root: Path, language: str, shelf: str) -> list[Path]:
    """Return the pages of a list, as their numbers lead from one to the next."""
    prefix = "" if language == "en" else f"{language}/"
    file = root / "site" / (f"{prefix}{shelf}/index.html" if shelf else f"{prefix}everything.html")
    found = [file]
    while after := [one for one in read_page(file).all("a", **{"data-way": "on"}) if "href" in one.attributes]:
        file = file.with_name(after[0].attributes["href"])
        found.append(file)
    return found


def cards_in(file: Path) -> list[str]:
    """Return the cards of a page, sign by sign."""
    html = file.read_text("utf-8")
    found = re.findall(r'<li class="card .*?\n</div>\n</li>', html, re.DOTALL)
    assert len(found) == html.count('<li class="card ')
    return found


def data_of(root: Path, language: str, shelf: str) -> dict[str, Any]:
    file = root / "site/data" / (f"shelves/{language}/{shelf}.js" if shelf else f"everything/{language}.js")
    told = re.fullmatch(r'toolkit\.take\("list",(.*)\);\n', file.read_text("utf-8"), re.DOTALL)
    assert told
    return dict(json.loads(told[1]))


def ids(cards: Iterable[str]) -> list[str]:
    return [found[1] for card in cards if (found := re.search('data-id="([^"]+)"', card))]


# Pages ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "ar", "cs"])
@pytest.mark.parametrize("shelf", SHELVES)
def test_every_record_is_on_one_page_in_the_order_of_the_list(root: Path, full: Site, shelf: str, language: str) -> None:
    pages = pages_of(root, language, shelf)
    assert len(pages) == {"guides": 6, "": 3}[shelf]
    found = [one for page in pages for one in ids(cards_in(page))]
    records = full.by_type[shelf] if shelf else full.library.published
    assert sorted(found) == sorted(record.id for record in records)
    listing = Listing(full, language, full.library.types.get(shelf))
    assert found == [one.record.id for one in listing.listed]


@pytest.mark.parametrize("shelf", SHELVES)
def test_pages_lead_to_each_other(root: Path, shelf: str) -> None:
    for language in ("en", "ar"):
        pages = pages_of(root, language, shelf)
        for number, file in enumerate(pages, 1):
            page = read_page(file)
            nav = page.one("nav", class_="numbers")
            links = nav.one("ol").all("a")
            assert [int(link.text) for link in links] == [one for one in numbers_shown(number, len(pages)) if one]
            assert [file.with_name(link.attributes["href"]) for link in links] == [pages[int(link.text) - 1] for link in links]
            assert [link.text for link in links if link.attributes.get("aria-current") == "page"] == [str(number)]
            heads = {link.attributes["rel"]: link.attributes["href"] for link in page.all("link") if "rel" in link.attributes}
            assert heads.get("next") == (pages[number].name if number < len(pages) else None)
            assert heads.get("prev") == (pages[number - 2].name if number > 1 else None)
            before = nav.one("a", **{"data-way": "back"})
            assert ("hidden" in before.attributes, "href" in before.attributes) == ((number == 1), (number > 1))


def test_a_numbered_page_says_what_it_is(root: Path) -> None:
    first, second, *_ = pages_of(root, "en", "guides")
    page = read_page(second)
    assert page.one("title").text == "Guides, Page 2 of 6 · Small toolkit"
    assert read_page(first).one("title").text == "Guides · Small toolkit"
    assert page.one("link", rel="canonical").attributes["href"] == "https://example.org/small/guides/index.2.html"
    assert page.all("link", rel="alternate") == []
    assert len(read_page(first).all("link", rel="alternate")) == 5
    # Whoever changes the language comes to the page of the same number.
    menu = page.one("details", class_="menu").one("ul").all("a")
    there = [(second.parent / link.attributes["href"]).resolve() for link in menu]
    assert [file.relative_to((root / "site").resolve()).as_posix() for file in there] == [
        f"{prefix}guides/index.2.html" for prefix in ("", "de/", "ar/", "cs/")
    ]
    assert all(file.is_file() for file in there)
    assert "index.2" not in (root / "site/sitemap.xml").read_text("utf-8")


def test_a_list_that_fits_has_no_numbers(root: Path) -> None:
    page = (root / "site/people/index.html").read_text("utf-8")
    assert "numbers" not in page
    assert "data-list" not in page
    assert "catalogue-list.js" not in page
    assert not (root / "site/data/shelves/en/people.js").exists()


@pytest.mark.parametrize("pages", range(1, 15))
def test_numbers_that_are_shown(pages: int) -> None:
    for number in range(1, pages + 1):
        shown = [*numbers_shown(number, pages)]
        named = [one for one in shown if one]
        assert named == sorted({*named})
        assert {1, number, pages, max(1, number - 1), min(pages, number + 1)} <= {*named}
        assert len(shown) <= 7
        # A gap stands for two pages or more, and for each there is one sign.
        steps = [after - before for before, after in pairwise(named)]
        assert 2 not in steps
        assert shown.count(0) == sum(step > 1 for step in steps)


def test_numbers_of_a_long_list() -> None:
    assert [*numbers_shown(1, 42)] == [1, 2, 3, 0, 42]
    assert [*numbers_shown(4, 42)] == [1, 2, 3, 4, 5, 0, 42]
    assert [*numbers_shown(20, 42)] == [1, 0, 19, 20, 21, 0, 42]
    assert [*numbers_shown(42, 42)] == [1, 0, 40, 41, 42]


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "1,234"), ("de", "1.234"), ("ar", "1,234"), ("fa", "۱٬۲۳۴"), ("bn", "১,২৩৪"), ("dz", "༡,༢༣༤")],
)
def test_numbers_are_written_in_the_digits_of_the_reader(language: str, written: str) -> None:
    assert in_digits(1234, SimpleNamespace(locale=locale_of(language))) == written  # type: ignore[arg-type]


# Data -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "ar", "cs"])
@pytest.mark.parametrize("shelf", SHELVES)
def test_scripts_are_given_the_cards_of_the_pages(root: Path, shelf: str, language: str) -> None:
    data = data_of(root, language, shelf)
    cards = ["".join(data["pieces"][part] if isinstance(part, int) else part for part in row) for row in data["cards"]]
    assert cards == [card for page in pages_of(root, language, shelf) for card in cards_in(page)]
    assert data["ids"] == ids(cards)
    if language == "cs":
        assert 'lang="en"' in "".join(cards)


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("shelf", SHELVES)
def test_scripts_are_given_what_cards_of_short_lists_say(root: Path, full: Site, shelf: str, language: str) -> None:
    data = data_of(root, language, shelf)
    listing = Listing(full, language, full.library.types.get(shelf))
    pairs = [(name, value) for name, values, _ in data["facets"] for value in values]
    assert [(facet.name, option.value) for facet in listing.facets for option in facet.options] == pairs
    for place, one in enumerate(listing.listed):
        card = listing.card(one)
        assert [pairs[number] for number in data["values"][place]] == [*one.own_tokens]
        own, *languages = data["known"][data["languages"][place]].split(" ")
        assert (own, languages) == (card.title.language or language, sorted(one.record.languages))
        ranks = {name: column[place] for name, column in data["ranks"].items()}
        assert {name: rank for name, rank in ranks.items() if rank} == {
            name: float(rank) for name, rank in parse_qsl(card.ranks) if float(rank)
        }
    assert data["size"] == {"guides": 24, "": 48}[shelf]


# Weight -----------------------------------------------------------------------------------------------------------------


def words(chance: random.Random, letters: int) -> str:
    text = ""
    while len(text) < letters:
        text += "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) + " "
    return text[:letters].strip()


def list_drawing(site: Site, place: str) -> Drawing:
    return next(one for one in drawings(Keys(site)) if one.name == place)


@pytest.mark.parametrize("many", [50, 90])
def test_no_page_is_heavy_whatever_stands_in_records(small: Path, many: int) -> None:
    """Long summaries that nothing can compress, twelve facets, and one of them with thousands of values."""
    chance = random.Random(many)
    change(small, "guides/_type.yml", "order: 10\n", "order: 10\nlimits: {title: 200, summary: 1000}\n")
    label = "label: {en: E, de: D, ar: A}"
    declare(small, "guides", *(f"word{one}: {{kind: text, many: true, facet: true, {label}}}" for one in range(12)))
    for number in range(many):
        facets = {f"word{one}": [words(chance, 30) for _ in range(40 if one == 3 else 2)] for one in range(12)}
        summary = words(chance, 200) if number % 2 else "".join(chr(0x4E00 + chance.randrange(5000)) for _ in range(1000))
        guide(small, f"big-{number}", title=f"{number} {words(chance, 100)}", summary=summary, **facets)
    site = prepared(small)
    drawing = list_drawing(site, "guides/index.html")
    files = dict(ToDraw(drawing, frozenset(drawing.keys)).files(environment(site.library.settings)))
    pages = {name: len(gzip.compress(data)) for name, data in files.items() if name.endswith(".html")}
    assert len(pages) > 3
    assert max(pages.values()) < LIMIT
    # All values can be found all the same, and those beyond the page are drawn as those in it.
    data = json.loads(files["data/shelves/en/guides.js"].decode().partition(",")[2].removesuffix(");\n"))
    (values, rest) = next((values, rest) for name, values, rest in data["facets"] if name == "word3")
    assert len(values) == len({*values}) == 40 * many
    first = files["guides/index.html"].decode()
    assert first.count('name="word3"') + len(rest) == len(values)
    assert f'data-count="{len(values)}"' in first
    shapes = {re.sub(r'value="[^"]+"|option">[^<]+|many">\d+', "", one) for one in (*options_in(first, "word3"), *rest)}
    assert len(shapes) == 1


def options_in(page: str, name: str) -> list[str]:
    return re.findall(rf'<label><input type="checkbox" name="{name}".*?</label>', page)


def test_few_records_with_many_values_are_one_page_with_data(small: Path) -> None:
    label = "label: {en: E, de: D, ar: A}"
    declare(small, "guides", f"words: {{kind: text, many: true, facet: true, {label}}}")
    for number in range(5):
        guide(small, f"more-{number}", words=[f"word {number * 50 + one}" for one in range(50)])
    site = prepared(small)
    drawing = list_drawing(site, "guides/index.html")
    assert [*drawing.keys] == ["guides/index.html", "data/shelves/en/guides.js"]
    files = dict(ToDraw(drawing, frozenset(drawing.keys)).files(environment(site.library.settings)))
    page = files["guides/index.html"].decode()
    assert page.count('name="words"') < 160
    assert 'data-count="250"' in page
    assert '<nav class="numbers" aria-label="Pages" hidden>' in page


def test_a_page_costs_what_stands_in_it(full: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    card_of = catalogues.card_of

    def counted(record: Record, *more: Any) -> Any:
        made.append(record.id)
        return card_of(record, *more)

    monkeypatch.setattr(catalogues, "card_of", counted)
    assert len(everything_view(full, "en", 2).cards) == len(made) == 48
    made.clear()
    env = environment(full.library.settings)
    drawing = list_drawing(full, "guides/index.html")
    [*ToDraw(drawing, frozenset({"guides/index.3.html"})).files(env)]
    assert len(made) == 24


# Builds -----------------------------------------------------------------------------------------------------------------


def test_pages_come_and_go_with_records(small: Path) -> None:
    for number in range(60):
        guide(small, f"one-{number:02}")
    edits.build(small)
    names = {name for name in edits.files_in(small / "site") if "index." in name}
    assert "guides/index.3.html" in names
    assert "de/guides/index.3.html" in names
    extra = sorted((small / "content/guides").glob("one-*.md"))[:20]
    texts = {file: file.read_text("utf-8") for file in extra}
    for file in extra:
        file.unlink()
    edits.build(small)
    left = edits.files_in(small / "site")
    assert not [name for name in left if re.search(r"index\.\d|shelves", name)]
    shutil.rmtree(small / "site")
    shutil.rmtree(small / ".toolkit")
    edits.build(small)
    assert edits.files_in(small / "site") == left
    for file, text in texts.items():
        file.write_text(text, "utf-8")
    edits.build(small)
    assert {name for name in edits.files_in(small / "site") if "index." in name} == names


def test_under_serve_pages_and_data_are_drawn_when_asked_for(root: Path, full: Site) -> None:
    file_of = files_on_demand(full)
    for place in ("guides/index.4.html", "ar/everything.2.html", "data/shelves/de/guides.js", "data/everything/ar.js"):
        data = file_of(place)
        assert data == (root / "site" / place).read_bytes(), place
    assert file_of("guides/index.7.html") is None
    assert file_of("data/shelves/en/people.js") is None


def test_problems_are_told_on_numbered_pages_too(full: Site) -> None:
    places = [*problem_places(full.library)]
    assert {"everything.html", "ar/everything.3.html", "guides/index.6.html", "people/index.html"} <= {*places}
    assert "guides/index.7.html" not in places


def test_an_edition_has_the_pages_of_its_language(full: Site) -> None:
    site = replace(full, edition=Edition(("de",), online=False))
    names = {name for one in drawings(Keys(site)) for name in one.keys if "index." in name or "shelves" in name}
    assert "de/guides/index.6.html" in names
    assert "data/shelves/de/guides.js" in names
    assert not [name for name in names if not name.startswith(("de/", "data/shelves/de/"))]


# Templates of a toolkit's own -------------------------------------------------------------------------------------------


def own_template(root: Path, name: str, text: str) -> None:
    change(root, "../mkdocs.yml", "font: false}", "font: false, custom_dir: own}")
    (root / "own" / name).parent.mkdir(parents=True)
    (root / "own" / name).write_text(text, "utf-8")


def test_a_card_of_ones_own_is_in_pages_and_data(small: Path) -> None:
    for number in range(70):
        guide(small, f"one-{number}")
    inner = "<li class='card mine' data-id='{{ card.record.id }}'>{{ _('Records') }}</li>"
    own = f"{{% macro card(card, shelf, is_whole, reader) %}}{inner}{{% endmacro %}}"
    own_template(small, "partials/card.html", own)
    build_small(small, 1)
    data = data_of(small, "de", "guides")
    cards = ["".join(data["pieces"][part] if isinstance(part, int) else part for part in row) for row in data["cards"]]
    pages = "".join(page.read_text("utf-8") for page in pages_of(small, "de", "guides"))
    assert cards == re.findall("<li class='card mine'.*?</li>", pages)
    assert len(cards) == 72


def test_a_list_of_ones_own_that_knows_no_numbers_has_all_cards(small: Path) -> None:
    for number in range(70):
        guide(small, f"one-{number}")
    own_template(small, "catalogue.html", "{% for card in view.cards %}<i>{{ card.record.slug }}</i>{% endfor %}")
    site = build_small(small, 1)
    assert (site / "guides/index.html").read_text("utf-8").count("<i>") == 72
    assert not [*site.rglob("*.2.html")]
    assert not (site / "data/shelves").exists()


def test_a_fact_is_as_large_as_a_card_shows_of_it() -> None:
    """Three of its values, in the language in which they are longest; of names of other records nobody knows how long."""
    values: tuple[dict[str, Any], ...] = ({"said": ["x" * 10] * 9, "to": ["a"] * 9}, {"said": "ä" * 16}, {})
    fields = Field("said", "text", facet=True), Field("to", "reference", to="people", facet=True), Field("no", "text")
    versions = [SimpleNamespace(values=one) for one in values]
    record: Any = SimpleNamespace(type=SimpleNamespace(fields=fields), versions=versions)
    assert dict(_fact_bytes(record)) == {"said": 32, "to": 120}
