"""A record saved as one file: everything is in it, nothing leads to a file beside it."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.conftest import SITES
from tests.pages import Element, read_page
from tests.test_freshness import draw_small
from tests.test_site import build_small

ADDRESS = "https://example.org/small/"
PREFIXES = {"en": "", "de": "de/", "ar": "ar/"}
RECORDS = ("guides/tea", "guides/coffee", "people/ada")
SAVED = [(language, record) for language in PREFIXES for record in RECORDS]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("saved") / "small"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        return build_small(root)


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, which has no address."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("nowhere") / "small"))
    settings = root / "mkdocs.yml"
    settings.write_text(re.sub(r"site_url: .*\n", "", settings.read_text("utf-8")), "utf-8")
    return build_small(root)


def test_a_date_that_ends_with_a_full_stop_ends_the_sentence(tmp_path: Path) -> None:
    """`23 вересня 2026 р.` is how Ukrainian writes a date; the name of a toolkit may end so, too."""
    root = Path(shutil.copytree(SITES / "small", tmp_path / "small"))
    settings = root / "mkdocs.yml"
    typed = settings.read_text("utf-8").replace("Small toolkit", "Tea & Co.")
    settings.write_text(typed + "        - {locale: uk, name: Українська}\n", "utf-8")
    site = build_small(root)
    for page in site.glob("uk/**/*.html"):
        assert ".." not in read_page(page).text.replace("...", ""), page
    footer = next(one for one in elements(read_page(site / "uk/saved/guides/tea.html")) if one.tag == "footer")
    assert re.fullmatch(r"Tea & Co\. Edition of .* \d{4}\s?р\.", footer.text.strip())


def page_of(site: Path, record: str, language: str) -> Element:
    return read_page(site / PREFIXES[language] / f"{record}.html")


def saved_file(site: Path, record: str, language: str) -> Path:
    return site / PREFIXES[language] / "saved" / f"{record}.html"


def saved(site: Path, record: str, language: str) -> Element:
    return read_page(saved_file(site, record, language))


def elements(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from elements(child)


def references(page: Element) -> list[str]:
    """All addresses on a page."""
    names = ("href", "src", "srcset", "poster", "data", "action", "background", "cite")
    return [e.attributes[name] for e in elements(page) for name in names if name in e.attributes]


def classes(page: Element) -> set[str]:
    return {name for e in elements(page) for name in e.attributes.get("class", "").split()}


def picture(image: Element) -> bytes:
    kind, _, data = image.attributes["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    return base64.b64decode(data, validate=True)


def facts(page: Element) -> list[tuple[str, str]]:
    rows = [row for part in page.all("dl") for row in part.all("div")]
    return [(row.one("dt").text, row.one("dd").text) for row in rows]


def test_every_record_can_be_saved_in_every_language(site: Path) -> None:
    found = {file.relative_to(site).as_posix() for file in site.rglob("*.html") if "saved" in file.parts}
    assert found == {f"{PREFIXES[language]}saved/{record}.html" for language, record in SAVED}


# Nothing beside it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_no_file_is_needed_beside_it(site: Path, nowhere: Path, language: str, record: str) -> None:
    for built in (site, nowhere):
        page = saved(built, record, language)
        ids = {e.attributes["id"] for e in elements(page) if "id" in e.attributes}
        found = references(page)
        assert found
        for reference in found:
            if reference.startswith("#"):
                assert reference[1:] in ids
            else:
                assert re.match("https?://|mailto:|data:", reference), reference
        tags = {e.tag for e in elements(page)}
        assert not tags & {"link", "iframe", "object", "embed", "base", "form", "source", "audio", "video"}
        assert not re.search(r"@import|url\(", page.one("style").text)


def test_the_file_is_what_the_page_offers_to_save(site: Path) -> None:
    for language, record in SAVED:
        offered = page_of(site, record, language).one("div", class_="buttons").one("a")
        place = site / PREFIXES[language] / Path(record).parent / offered.attributes["href"]
        assert place.resolve() == saved_file(site, record, language).resolve()
        assert offered.attributes["download"] == f"{record.rpartition('/')[2]}.html"


@pytest.mark.parametrize("language", PREFIXES)
def test_the_cover_is_in_the_page(site: Path, language: str) -> None:
    covers = saved(site, "guides/tea", language).all("img", class_="cover")
    assert len(covers) == 1
    drawn = picture(covers[0])
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert drawn == (site / "assets/covers/guides/tea.svg").read_bytes()


@pytest.mark.parametrize("language", PREFIXES)
def test_pictures_are_in_the_page(site: Path, language: str) -> None:
    images = [image for image in saved(site, "guides/tea", language).all("img") if not image.has("class", "cover")]
    assert [picture(image) for image in images] == [(SITES / "small/content/guides/tea/pot.svg").read_bytes()]
    alt = "a brown pot on a table" if language == "en" else "eine braune Kanne auf einem Tisch"
    assert images[0].attributes["alt"] == alt


def test_other_kinds_of_pictures_say_what_they_are(small: Path) -> None:
    made = BytesIO()
    Image.new("RGB", (2, 2)).save(made, "JPEG")
    photo = made.getvalue()
    (small / "content/guides/tea/pot.svg").unlink()
    (small / "content/guides/tea/pot.jpg").write_bytes(photo)
    for name in ("tea.en.md", "tea.de.md"):
        file = small / "content/guides" / name
        file.write_text(file.read_text("utf-8").replace("pot.svg", "pot.jpg"), "utf-8")
    image = saved(draw_small(small), "guides/tea", "en").one("div", class_="text").one("img")
    assert image.attributes["src"] == f"data:image/jpeg;base64,{base64.b64encode(photo).decode()}"


# Links ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", PREFIXES)
def test_links_within_the_site_have_its_whole_address(site: Path, language: str) -> None:
    text = saved(site, "guides/tea", language).one("div", class_="text")
    base = ADDRESS + PREFIXES[language]
    anchor = "#what-to-do" if language == "en" else ""
    assert references(text)[1:] == [f"{base}guides/coffee.html{anchor}", f"{base}people/ada.html"]


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_links_lead_to_the_same_places_as_on_the_page(site: Path, language: str, record: str) -> None:
    there = {link for link in references(page_of(site, record, language)) if re.match("https?:|mailto:", link)}
    pages = {f"{ADDRESS}{file.relative_to(site).as_posix()}" for file in site.rglob("*.html")}
    for link in saved(site, record, language).all("a"):
        place = link.attributes["href"].partition("#")[0]
        assert place in pages or place in there


def test_signs_in_an_address_mean_nothing(small: Path) -> None:
    odd = "https://example.org/?a=1&quot;&b='<"
    tea = small / "content/guides/tea.en.md"
    tea.write_text(tea.read_text("utf-8").replace("home: https://example.org/tea", f'home: "{odd}"'), "utf-8")
    site = draw_small(small)
    for page in (page_of(site, "guides/tea", "en"), saved(site, "guides/tea", "en")):
        assert odd in references(page)


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_without_an_address_links_within_the_site_are_words(site: Path, nowhere: Path, language: str, record: str) -> None:
    with_links, words = saved(site, record, language), saved(nowhere, record, language)
    complete = [link for link in references(with_links) if link.startswith(ADDRESS)]
    assert complete
    assert not [link for link in references(words) if link.startswith(ADDRESS)]
    assert [link.text for link in words.all("a")] == [link.text for link in with_links.all("a")]
    elsewhere = [link for link in references(with_links) if not link.startswith(ADDRESS)]
    assert references(words) == elsewhere


def test_without_an_address_the_words_of_links_stay_in_their_sentence(nowhere: Path) -> None:
    text = saved(nowhere, "guides/tea", "en").one("ol")
    assert text.one("li").text == "Boil. See coffee and who tells it ."
    assert [link.attributes for link in text.all("a")] == [{}, {}]


def test_links_within_the_page_stay_as_they_are(small: Path) -> None:
    file = small / "content/guides/tea.en.md"
    file.write_text(file.read_text("utf-8").replace("2. Wait.", "2. Wait, or [read again](#what-you-need)."), "utf-8")
    page = saved(draw_small(small), "guides/tea", "en")
    assert page.one("a", href="#what-you-need").text == "read again"
    assert page.all("h2", id="what-you-need")


# The page itself --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("de", "ltr"), ("ar", "rtl")])
def test_it_is_in_the_readers_language(site: Path, language: str, direction: str) -> None:
    for record in RECORDS:
        told = saved(site, record, language).one("html").attributes
        assert (told["lang"], told["dir"]) == (language, direction)


def test_a_text_in_another_language_says_so(site: Path) -> None:
    page = saved(site, "guides/tea", "ar")
    for element in (page.one("h1"), page.one("div", class_="text")):
        assert (element.attributes["lang"], element.attributes["dir"]) == ("de", "ltr")
    assert "الألمانية" in page.one("aside", class_="notice").text


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_its_policy_allows_its_own_style_and_pictures_only(site: Path, language: str, record: str) -> None:
    html = saved_file(site, record, language).read_text("utf-8")
    styles = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    assert len(styles) == 1
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    page = read_page(saved_file(site, record, language))
    metas = {
        meta.attributes.get("http-equiv"): meta.attributes["content"]
        for meta in page.all("meta")
        if "content" in meta.attributes
    }
    assert metas["Content-Security-Policy"] == f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    assert not [e for e in elements(page) if "style" in e.attributes]


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_nothing_in_it_runs_or_can_be_pressed(site: Path, language: str, record: str) -> None:
    page = saved(site, record, language)
    found = list(elements(page))
    assert not {e.tag for e in found} & {"script", "button", "input", "select", "textarea"}
    assert not [e for e in found if e.has("class", "needs-scripts") or e.has("class", "button")]
    assert not [name for e in found for name in e.attributes if name.startswith("on")]


def test_code_in_the_text_is_shown(site: Path) -> None:
    assert "shown, not run" in saved(site, "guides/tea", "en").one("pre").text


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_title_and_all_facts_are_there(site: Path, language: str, record: str) -> None:
    page, whole = saved(site, record, language), page_of(site, record, language)
    assert page.one("h1").text == whole.one("h1").text
    assert page.one("title").text == whole.one("title").text
    assert page.one("p", class_="lead").text == whole.one("p", class_="lead").text
    assert facts(page) == facts(whole)
    assert facts(page)


def test_the_facts_of_a_record_are_in_the_readers_language(site: Path) -> None:
    german = dict(facts(saved(site, "guides/tea", "de")))
    assert german["Wo"] == "Vereinigtes Königreich, Norwegen"
    assert german["Dauer"] == "zehn Minuten"
    assert german["Beendet am"] == "29. Februar 2024"


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_all_of_the_text_is_there(site: Path, language: str, record: str) -> None:
    page, whole = saved(site, record, language), page_of(site, record, language)
    assert page.one("div", class_="text").text == whole.one("div", class_="text").text
    headings = [heading.text for tag in ("h2", "h3", "h4") for heading in page.all(tag)]
    last = whole.one("section", class_="in-languages").one("h2").text
    main = whole.one("main")
    assert headings == [heading.text for tag in ("h2", "h3", "h4") for heading in main.all(tag) if heading.text != last]


def test_it_says_how_to_cite_it_and_under_which_licence(site: Path) -> None:
    cite = saved(site, "guides/tea", "de").one("section", class_="cite")
    assert f"{ADDRESS}de/guides/tea.html" in cite.one("p", id="page:cite-text").text
    assert cite.one("a", rel="license").attributes["href"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(("language", "record"), SAVED)
def test_what_works_on_the_site_only_is_left_out(site: Path, language: str, record: str) -> None:
    html = saved_file(site, record, language).read_text("utf-8")
    assert "<!--" not in html
    left_out = {"skip", "buttons", "copy", "in-languages", "book", "needs-scripts"}
    assert classes(page_of(site, record, language)) >= left_out
    assert not classes(saved(site, record, language)) & {*left_out, "thumb"}


def test_the_reader_is_not_sent_to_the_original_of_a_translation(site: Path) -> None:
    notice = saved(site, "guides/tea", "de").one("aside", class_="notice")
    assert "Maschinell" in notice.text
    assert notice.all("a") == []


@pytest.mark.parametrize(("language", "date"), [("en", "September 21, 2026."), ("de", "21. September 2026")])
def test_it_names_the_toolkit_and_the_edition(site: Path, language: str, date: str) -> None:
    footer = saved(site, "guides/tea", language).one("footer").text
    assert footer.startswith("Small toolkit. ")
    assert date in footer
