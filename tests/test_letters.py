"""The order of letters: words of many languages, what a browser says about them, and whole pages."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import read_page
from tests.test_site import build_small
from toolkit_builder.letters import FOLDER, LANGUAGES, letters_of

# Words in their order, by language; each language has at least one that code points or another language get wrong.
IN_ORDER = {
    "ar": "أسرة أمل تعلم ثقة يوم Anna",
    "az": "cəld çay elçi əl fil xoş ışıq iş ivy",
    "be": "ель ёлка жук зуб іва йод ручка ўзор фарба",
    "bg": "ябълка Sofia",
    "ca": "cella cel·la cellar",
    "cs": "cibule čaj duha hora chata CHLÉB jaro řeka sůl šála zima žába",
    "cy": "cath chwarae dafad ddraig ffordd gardd llan",
    "da": "Zebra zoo Ægir ære Øst øst åben Århus",
    "de": "Apfel Äpfel Arbeit Ärger Azubi Masse Maße Ofen Öl Zug",
    "el": "άλφα Βήτα ώρα zeta",
    "en": "résumé resume-box Résumé's room Zoë zoo",
    "eo": "centro ĉevalo domo ĝardeno haŭto ĥoro",
    "es": "canto caña carta chico cielo llama luz nube ñandú ojo",
    "et": "sadam šokk zen žanr tool võti õun äri öö ülo",
    "fa": "آب بازی پدر چای ژاله کتاب گل یاد",
    "fi": "vesi vyö yö Åbo äiti öljy",
    "fr": "cote coté côte côté école œuf of",
    "fr-CA": "cote côte coté côté",
    "hr": "cvijet čaj ćup dan džep đak luk ljeto nos njega šal žaba",
    "hu": "cukor csak dal dzeta dzsem élet gáz gyár lap lyuk öt zene zsák",
    "is": "dagur ðal eldur él þak ætt öl",
    "lt": "cukrus čia yla jau sala šaka žiema",
    "lv": "cits čaks gads ģimene kalns ķīlis ņemt šalle zivs žagars",
    "mk": "гума дом ѓон ѕвезда куќа љубов њива ќерка",
    "mt": "bajd ċavetta dar ġnien gallarija għajn ħobż ilma żarbun zokk",
    "nb": "zoo ære øst år aas",
    "pl": "cień ćma Las lato lot Łąka mama osa ósma Ser śnieg zebra źródło żaba",
    "ro": "ana ăla âncă barbă în sare șarpe tare țară",
    "ru": "ёж ёлка ель жук Ira",
    "sk": "ananás ďakujem dom hora chata kôň ľad sú šál žaba",
    "sl": "cesta čaj dan sol šola zima žaba",
    "sq": "cep çaj dele dhe gur gjel llum njeri rrugë shi thes xixë xhep zog zhurmë",
    "sr": "вода Ђорђе ева љубав мама њива ћуп џеп шал",
    "sv": "Zebra Åre åtta Ärlig ö öl",
    "sw": "baba shule",
    "th": "กา เกม ขา แขก ค่า",
    "tr": "can çay gaz ğ hal ılık iz İzmir jale öz şal ün",
    "uk": "Гора гуска Ґанок дім енергія Єдність Зірка Іскра Їжа Йод ложка юність яблуко Anna",
    "uz": "hamma zamon oʻgʻil gʻoz sharq choy",
    "vi": "an ăn ân ba da đa em êm ô ơ",
    "zh": "阿姨 北京 本子 中国 Anna",
    "zh-Hant": "一人 三月 日本",
    "ja": "Anna あめ カード がっこう かばん かんじ ハート はな 亜 学校",
    "ko": "가방 나라 다리 학교 Anna",
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_words_stand_in_the_order_of_their_language(language: str) -> None:
    wanted = IN_ORDER[language].split()
    assert sorted(random.Random(1).sample(wanted, len(wanted)), key=letters_of(language).key) == wanted


@pytest.mark.parametrize("language", ["en", "de", "uk", "ar", "xx"])
def test_numbers_stand_in_their_order(language: str) -> None:
    wanted = [
        "Unit",
        "Unit 1",
        "Unit 2",
        "Unit 02b",
        "Unit 10",
        "Unit 10 a",
        "Unit 10.5",
        "Unit 10.12",
        "Unit 123456789",
        "Units",
    ]
    assert sorted(random.Random(2).sample(wanted, len(wanted)), key=letters_of(language).key) == wanted
    assert sorted(["١٠", "٢", "x"], key=letters_of(language).key) == ["٢", "١٠", "x"]


@pytest.mark.parametrize(
    ("language", "like"),
    [("en-GB", "en"), ("pl-PL", "pl"), ("sr-Latn-RS", "hr"), ("zh-TW", "zh-Hant"), ("nn", "nb"), ("x-y", "root")],
)
def test_a_variant_has_the_order_of_the_nearest(language: str, like: str) -> None:
    words = [word for told in IN_ORDER.values() for word in told.split()]
    assert sorted(words, key=letters_of(language).key) == sorted(words, key=letters_of(like).key)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("cs", {"Č": "čaj", "C": "cibule", "CH": "Chata", "H": "hora", "#": "2. den"}),
        ("da", {"Å": "Aarhus", "Æ": "ægte", "A": "and"}),
        ("de", {"A": "Äpfel", "O": "Öl", "S": "ßtraße", "П": "Привет", "#": "„Anfang“"}),
        ("en", {"E": "Édith", "Þ": "Þór", "Г": "гора", "漢": "漢字", "か": "がっこう", "ㄱ": "가방", "#": "🎯 Goals"}),
        ("es", {"Ñ": "ñandú", "N": "nube", "L": "llama"}),
        ("hu", {"DZS": "dzsem", "DZ": "dzeta", "D": "dal", "NY": "nyár", "O": "óra", "Ö": "ő"}),
        ("sv", {"Å": "åtta", "Ä": "æble", "Ö": "östra", "U": "ute", "Y": "über"}),
        ("pl", {"L": "lot", "Ł": "Łąka", "Ź": "źródło", "Ż": "żaba", "Z": "zebra", "Ą": "ąę"}),
        ("tr", {"İ": "iz", "I": "ılık", "Ş": "şal"}),
        ("uk", {"Ґ": "Ґанок", "Є": "єдність", "І": "іскра", "Ї": "Їжа", "Г": "гуска", "D": "DUO", "#": "15 хвилин"}),
        ("ar", {"ا": "إدارة", "ث": "ثقة", "#": "٣ أشياء", "A": "Anna"}),
        ("th", {"ก": "เกม", "ข": "แขก"}),
        ("zh", {"A": "阿姨", "B": "北京", "Z": "中国", "X": "Xavier"}),
        ("zh-TW", {"1劃": "一人", "3劃": "三月", "A": "Anna"}),
        ("ja", {"あ": "うみ", "か": "カード", "漢": "学校"}),
        ("ko", {"ㄱ": "까치", "ㅎ": "학교"}),
    ],
)
def test_each_title_has_the_letter_that_it_is_sorted_at(language: str, titles: dict[str, str]) -> None:
    assert {letters_of(language).heading(title): title for title in titles.values()} == titles


@pytest.mark.parametrize("language", IN_ORDER)
def test_letters_come_in_the_order_of_what_stands_under_them(language: str) -> None:
    letters = letters_of(language)
    words = {word for told in IN_ORDER.values() for word in told.split()}
    headings = [letters.heading(word) for word in sorted(words, key=letters.key)]
    runs = [one for one, before in zip(headings, ["", *headings], strict=False) if one != before]
    # Chinese has the letters of how words are read, and then the same ones for words in letters.
    assert len(runs) == len(set(runs)) or language == "zh"


def test_what_no_letter_is_has_a_place_as_well() -> None:
    letters = letters_of("en")
    odd = ["", " ", "\u00ad", "\ufdd0", "\U0010ffff", "\ud800", "9" * 5000, "\u200d", "\u0301", "ﬁ", "①", "㍿", "½"]
    assert len(sorted(odd, key=letters.key)) == len(odd)
    assert all(letters.heading(one) for one in odd)
    assert letters.key("") == (b"", b"", b"") == letters.key("\u00ad")


# In a browser -----------------------------------------------------------------------------------------------------------

# Says for each word whether it comes before the next one.
_BEFORE = """([language, words]) => {
    const order = new Intl.Collator(language, {numeric: true});
    return words.slice(1).map((word, at) => Math.sign(order.compare(words[at], word)));
}"""


def _words(language: str) -> list[str]:
    """Words of all languages, and for this one its letters and groups of letters, alone and in words of three."""
    told = json.loads((FOLDER / f"{LANGUAGES}.json").read_text("utf-8"))[language]
    own = json.loads((FOLDER / f"{told['order']}.json").read_text("utf-8"))
    rest = random.Random(language)
    headings = [one for one in told["headings"] if one.isalpha()] or ["A", "B"]
    letters = [form for one in headings for form in (one, one.lower(), one.title())]
    pieces = sorted(own.get("elements", ()))
    pieces = rest.sample(pieces, min(300, len(pieces)))
    made = ["".join(rest.choices(letters + pieces, k=3)) for _ in range(300)]
    listed = rest.sample(own.get("ideographs", "").replace("\ufdd0", ""), 200) if "ideographs" in own else []
    words = [*IN_ORDER.values(), "Unit 2", "Unit 10", "a-b", "„a“", "#1", "½ 2", "æ ae", "Łódź lato", "إدارة امل", *listed]
    words = [*(word for some in words for word in (some, *some.split())), *letters, *pieces, *made]
    # Korean sorts ideographs by how they are read; here, they come last.
    unusual = "\u4e00-\u9fff" if language == "ko" else ""
    return [one for one in dict.fromkeys(words) if not re.search(f"[\u2800-\u28ff{unusual}]", one)]


@pytest.mark.browser
def test_browsers_have_the_same_order(browser: Browser) -> None:
    page = browser.new_page()
    known = json.loads((FOLDER / f"{LANGUAGES}.json").read_text("utf-8"))
    languages = page.evaluate("all => Intl.Collator.supportedLocalesOf(all)", [one for one in known if one != "root"])
    assert {"ar", "cs", "de", "es", "fr", "hu", "pl", "sv", "tr", "uk", "zh"} <= set(languages)
    for language in sorted(languages):
        key = letters_of(language).key
        words = sorted(_words(language), key=key)
        wanted = [0 if key(one) == key(other) else -1 for one, other in pairwise(words)]
        found = page.evaluate(_BEFORE, [language, words])
        differing = [pair for pair, one, other in zip(pairwise(words), wanted, found, strict=True) if one != other]
        assert not differing, (language, differing)


_SEARCH = """query => {
    let found;
    const keep = hits => { found = hits; };
    const root = document.querySelector("[data-catalogue]").dataset.root;
    return toolkit.search(root, query, keep).then(() => found.map(hit => hit.title));
}"""

# Whole pages ------------------------------------------------------------------------------------------------------------

SITE = {
    "en": ["Unit 10", "Unit 2", "Zebra", "étude", "apple", "Ärger"],
    "uk": ["яблуко", "Їжа", "іскра", "Ґанок", "гуска", "Єдність", "дім", "Anna 2"],
    "pl": ["żaba", "źródło", "Łąka", "lot", "śnieg", "ser", "zebra"],
    "cs": ["chata", "hora", "cibule", "čaj", "Iva"],
}
COUNTRIES = ["AT", "CH", "CZ", "EG", "LT", "SE", "TR", "UA", "XK", "ZA"]
_TYPE = """
label: {en: Word}
plural: {en: Words}
about: {en: All words.}
colour: blue
motif: discs
mark: WO
order: 10
fields:
  countries: {kind: country, many: true, facet: true, label: {en: Countries}}
  since: {kind: year, sort: true, label: {en: Since}}
  like: {kind: reference, to: words, label: {en: Like}, inverse: {en: Used by}}
"""
_CONFIG = """
site_name: Words
docs_dir: content
use_directory_urls: false
theme: {name: material, font: false}
plugins:
  - toolkit
  - i18n:
      docs_structure: suffix
      languages:
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with words of four languages: each refers to the first, and every third one began in the same year."""
    root = tmp_path_factory.mktemp("letters")
    content = root / "content" / "words"
    content.mkdir(parents=True)
    names = "".join(f"        - {{locale: {code}, name: {code}, default: {str(code == 'en').lower()}}}\n" for code in SITE)
    (root / "mkdocs.yml").write_text(_CONFIG + names, "utf-8")
    (content / "_type.yml").write_text(_TYPE, "utf-8")
    for slug, view in {"index": "", "letters": "glossary, of: words", "places": "map, of: words, by: countries"}.items():
        shows = f"shows: {{view: {view}}}\n" if view else ""
        (root / f"content/{slug}.en.md").write_text(f"---\ntitle: {slug}\nsummary: S.\n{shows}---\nText.\n", "utf-8")
    words = [(language, word) for language, some in SITE.items() for word in some]
    for number, (language, word) in enumerate(words):
        like = "like: word-0\n" if number else ""
        facts = f"countries: [{', '.join(COUNTRIES)}]\nsince: {2000 + number % 3}\n{like}"
        text = f"---\ntitle: {word}\nsummary: S.\n{facts}---\nText.\n"
        (content / f"word-{number}.{language}.md").write_text(text, "utf-8")
    return build_small(root)


def _sorted(page: Page, language: str, words: list[str]) -> list[str]:
    order = "new Intl.Collator(language, {numeric: true}).compare"
    return list(page.evaluate(f"([language, words]) => words.sort({order})", [language, words]))


@pytest.mark.browser
@pytest.mark.parametrize("language", SITE)
def test_lists_are_in_the_order_of_the_page(site: Path, browser: Browser, language: str) -> None:
    page = browser.new_page()
    folder = site if language == "en" else site / language
    every = _sorted(page, language, [word for some in SITE.values() for word in some])
    own = _sorted(page, language, SITE[language])
    others = [word for word in every if word not in own]
    for name in ("words/index", "everything"):
        cards = read_page(folder / f"{name}.html").one("ul", class_="cards").all("h2")
        assert [card.text for card in cards] == own + others
    glossary = read_page(folder / "letters.html")
    assert [term.text for term in glossary.all("dt")] == every
    letters = [one.one("h2").text for one in glossary.all("section", class_="letter")]
    assert letters == list(dict.fromkeys(letters_of(language).heading(word) for word in every))
    countries = [
        one.one("h3").text.rpartition(" ")[0]
        for one in read_page(folder / "places.html").one("ul", class_="countries").all("li")
        if one.all("h3")
    ]
    assert countries == _sorted(page, language, countries)
    assert len(countries) == len(COUNTRIES)
    facet = [
        one.one("span", class_="option").text
        for one in read_page(folder / "words/index.html").one("form", class_="facets").all("label")
        if one.one("input").attributes["name"] == "countries"
    ]
    assert facet == countries
    connected = read_page(folder / "words/word-0.html").one("div", class_="connected")
    assert [one.text for one in connected.all("li")] == [word for word in every if word != "Unit 10"]


@pytest.mark.browser
@pytest.mark.parametrize("language", SITE)
def test_a_table_that_readers_sort_has_the_same_order_among_equals(site: Path, browser: Browser, language: str) -> None:
    page = browser.new_page()
    folder = site if language == "en" else site / language
    page.goto((folder / "words/index.html").as_uri())
    words = [word for some in SITE.values() for word in some]
    since = {word: number % 3 for number, word in enumerate(words)}
    own = _sorted(page, language, SITE[language])
    whole = own + [word for word in _sorted(page, language, words) if word not in own]
    page.locator("[data-view=table]").click()
    rows = page.locator("tbody tr th a")
    assert rows.all_text_contents() == whole
    page.locator("[data-sort]").select_option("since")
    newest = [word for year in (2, 1, 0) for word in own if since[word] == year]
    assert rows.all_text_contents()[: len(own)] == newest
    page.locator("[data-sort]").select_option("")
    assert rows.all_text_contents() == whole


@pytest.mark.browser
@pytest.mark.parametrize("language", SITE)
def test_what_fits_a_search_equally_well_is_in_the_same_order(site: Path, browser: Browser, language: str) -> None:
    page = browser.new_page()
    folder = site if language == "en" else site / language
    page.goto((folder / "words/index.html").as_uri())
    # All have the same countries, and nothing in a title makes one of them fit better.
    country = page.locator(".facets .option").first.text_content()
    titles = page.evaluate(_SEARCH, country)
    assert [title for title in titles if title in SITE[language]] == _sorted(page, language, SITE[language])
