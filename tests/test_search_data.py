"""What the browser is given to search: it can be read, nothing is missing, and nothing is there that should not be."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.conftest import ROOT, SITES
from tests.test_records import edit
from tests.test_site import build_small
from toolkit_builder.build import prepare, read_and_check
from toolkit_builder.exports import search
from toolkit_builder.exports.passages import passages_script
from toolkit_builder.exports.script_words import script_words
from toolkit_builder.exports.search import _letters, search_files
from toolkit_builder.publishing.site import Reader, Site, make_site
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.words import FOLDER as CATALOGUES

LANGUAGES = ("en", "de", "ar")
CATALOGUED = ("en", *sorted(file.stem for file in CATALOGUES.glob("*.po")))
ENGINE = ("turns", "words", "index", "scores", "meanings", "engine", "marks", "results", "spelling")
SCRIPTS_FOLDER = ROOT / "toolkit_builder/theme/templates/assets/toolkit"
HOSTILE = "</script><!-- \"quoted\" 'twice' \\ \u2028\u2029 ${x} `y` {num}"


def taken(text: str, name: str) -> Any:
    """Read a file as the browser does: it calls `toolkit.take` once, with its name and its data."""
    if name == "words":
        return json.loads(text.removeprefix('toolkit.take("words",').removesuffix(");\n"))
    before, after = f'toolkit.take("{name}",JSON.parse(\'', "'));\n"
    assert text.startswith(before)
    assert text.endswith(after)
    literal = text[len(before) : -len(after)]
    assert "\n" not in literal
    assert not re.search(r"(?<!\\)(?:\\\\)*'", literal)
    return json.loads(re.sub(r"\\(.)", r"\1", literal))


@dataclass(frozen=True)
class Entry:
    """A record as `records.js` lists it; what stands last may come in a later file."""

    id: str
    shelf: int
    title: str
    language: str
    keywords: str = ""
    labels: str = ""
    summary: str = ""
    others: str = ""
    facts: str = ""


def entries(text: str) -> dict[str, Entry]:
    listed = [Entry(*one) for one in taken(text, "records")["records"]]
    found = {one.id: one for one in listed}
    assert len(found) == len(listed)
    return found


def write(root: Path, name: str, text: str = "Words.", **header: Any) -> None:
    """Write a record (`guides/soup.en`) or a plain page; JSON is YAML."""
    header = {"title": name, "summary": "S.", **header}
    lines = [f"{key}: {json.dumps(value)}" for key, value in header.items()]
    (root / "content" / f"{name}.md").write_text("\n".join(["---", *lines, "---", text, ""]), "utf-8")


def guide(root: Path, slug: str, text: str = "Words.", **header: Any) -> None:
    write(root, f"guides/{slug}.en", text, **{"countries": ["GB"], "level": "easy", **header})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small toolkit with a hostile title and two drafts; return the folder of the data."""
    root = Path(shutil.copytree(SITES / "small", tmp_path_factory.mktemp("built") / "small"))
    guide(root, "hostile", title=HOSTILE, keywords=["</script>"])
    guide(root, "hidden", title="Nobody sees this", draft=True)
    write(root, "later.en", title="Nobody reads this", draft=True)
    return build_small(root) / "data/search"


def script(folder: Path, language: str, name: str) -> str:
    return (folder / language / name).read_text("utf-8")


def search_file(site: Site, language: str, name: str) -> str:
    return dict(search_files(site, language))[name]


def words_of(text: str, record_id: str) -> list[str]:
    """Return the words of a record in a file of texts."""
    return [word for row in taken(text, "more").get("text", ()) if row[0] == record_id for word in row[1].split("|")]


def prepared(root: Path) -> Site:
    found = prepare(read_settings(root))
    assert found.site is not None, found.problems
    return found.site


# Records ----------------------------------------------------------------------------------------------------------------


def test_every_language_has_its_files(folder: Path) -> None:
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")} == {
        f"{language}/{name}" for language in LANGUAGES for name in ("words.js", "records.js", "texts-1.js")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_published_can_be_found_but_for_the_home_page(folder: Path, language: str) -> None:
    found = {
        *("guides/tea", "guides/coffee", "guides/hostile", "people/ada"),
        *("take", "years", "where", "who", "overview", "words"),
    }
    assert set(entries(script(folder, language, "records.js"))) == found
    assert {row[0] for row in taken(script(folder, language, "texts-1.js"), "more")["text"]} == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_draft_is_in_the_data(folder: Path, language: str) -> None:
    whole = "".join(script(folder, language, name) for name in ("words.js", "records.js", "texts-1.js"))
    assert "nobody" not in whole.casefold()


@pytest.mark.parametrize(
    ("language", "labels"), [("en", ["Guide", "Person"]), ("de", ["Leitfaden", "Person"]), ("ar", ["دليل", "شخص"])]
)
def test_every_record_names_its_shelf_and_a_plain_page_none(folder: Path, language: str, labels: list[str]) -> None:
    data = taken(script(folder, language, "records.js"), "records")
    assert data["language"] == language
    assert [(one["name"], one["hue"]) for one in data["shelves"]] == [("guides", "blue"), ("people", "rose")]
    assert [one["label"] for one in data["shelves"]] == labels
    for one in entries(script(folder, language, "records.js")).values():
        shelf = one.id.split("/")[0] if "/" in one.id else ""
        assert shelf == ("" if one.shelf == -1 else data["shelves"][one.shelf]["name"])


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ("How to make tea", "Water, leaves, time.", "")),
        ("de", ("Wie man Tee macht", "Wasser, Blätter, Zeit.", "")),
        # `fallback: {ar: [de]}` comes before the default language.
        ("ar", ("Wie man Tee macht", "Wasser, Blätter, Zeit.", "de")),
    ],
)
def test_title_and_summary_are_those_that_the_reader_gets_with_their_language(
    folder: Path, language: str, shown: tuple[str, str, str]
) -> None:
    tea = entries(script(folder, language, "records.js"))["guides/tea"]
    assert (tea.title, tea.summary, tea.language) == shown


def test_a_record_is_found_by_its_titles_in_all_other_languages(folder: Path) -> None:
    listed = [entries(script(folder, language, "records.js")) for language in LANGUAGES]
    assert [one["guides/tea"].others for one in listed] == ["Wie man Tee macht", "How to make tea", "How to make tea"]
    assert {one["guides/coffee"].others for one in listed} == {""}


def test_three_titles_are_listed_each_once(small: Path) -> None:
    for language, title in (("de", "Ada"), ("ar", "آدا")):
        write(small, f"people/ada.{language}", title=title, translation={"of": "en", "method": "human"})
    assert entries(search_file(prepared(small), "en", "records.js"))["people/ada"].others == "آدا"


@pytest.mark.parametrize(
    ("language", "keywords", "labels"),
    [
        ("en", "tea / water", "United Kingdom / Norway / Easy"),
        ("de", "Tee / Wasser", "Vereinigtes Königreich / Norwegen / Leicht"),
        ("ar", "Tee / Wasser", "المملكة المتحدة / النرويج / سهل"),
    ],
)
def test_keywords_and_labels_are_in_the_readers_language(folder: Path, language: str, keywords: str, labels: str) -> None:
    tea = entries(script(folder, language, "records.js"))["guides/tea"]
    assert (tea.keywords, tea.labels) == (keywords, labels)


def test_labels_of_records_that_are_referred_to_are_their_titles_but_for_drafts(small: Path) -> None:
    types = small / "content/guides/_type.yml"
    types.write_text(types.read_text("utf-8").replace("authors_of: {", "authors_of: {facet: true, "), "utf-8")
    write(small, "people/ghost.en", title="Ghost", draft=True)
    guide(small, "cake", countries=["NO"], authors_of=["ghost", "ada"])
    assert entries(search_file(prepared(small), "de", "records.js"))["guides/cake"].labels == "Norwegen / Leicht / Ada"


def test_any_title_survives(folder: Path) -> None:
    hostile = entries(script(folder, "en", "records.js"))["guides/hostile"]
    assert (hostile.title, hostile.keywords) == (HOSTILE, "</script>")


# Texts ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_of_a_text_is_there_once_in_small_letters(folder: Path, language: str) -> None:
    for _, text in taken(script(folder, language, "texts-1.js"), "more")["text"]:
        listed = text.split("|")
        assert len(listed) == len(set(listed)) > 0
        assert text == text.casefold()


def test_texts_hold_what_the_reader_reads_fields_included(folder: Path) -> None:
    english, german, arabic = (words_of(script(folder, one, "texts-1.js"), "guides/tea") for one in LANGUAGES)
    # Duration, a step, the text.
    assert {"minutes", "boil", "wait", "need"} <= set(english)
    assert {"minuten", "kochen", "warten", "kanne"} <= set(german)
    assert arabic == german
    assert not {"minutes", "boil", "need"} & set(german)


def test_texts_hold_words_and_no_markup(small: Path) -> None:
    text = "Salt &amp; *pepper*, &eacute;t&eacute;, [link](https://hidden.example.org/path).\n\n```html\n<em>seen</em>\n```"
    guide(small, "soup", text)
    words = set(words_of(search_file(prepared(small), "en", "texts-1.js"), "guides/soup"))
    assert {"salt", "pepper", "été", "link", "seen"} <= words
    assert not {"amp", "eacute", "href", "https", "hidden", "span", "class", "code"} & words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In the EU, AI is a 1,5 °C thing.", ["in", "the", "eu", "ai", "is", "a", "1,5", "c", "thing"]),
        (
            "“Don’t”, l'emploi; C++ and C#: #one _two_ (three) - 1 200 euros.",
            ["don’t", "l'emploi", "c++", "and", "c#", "one", "two"],
        ),
        (
            "Of 20\u202f000 people 20 came, and 000 of 20 000.",
            ["of", "20\u202f000", "people", "20", "came", "and", "000", "20 000"],
        ),
        ("With 20 with 000, with tea.", ["with", "20", "000", "tea"]),
        ("हिन्दी में मार्गदर्शक।", ["हिन्दी", "में", "मार्गदर्शक"]),
        ("我们每周见面，一起学习。", ["我们每周见面", "一起学习"]),
        (
            "**un**believable H<sub>2</sub>O, one<br>two and [half](x.md)time",
            ["unbelievable", "h2o", "one", "two", "and", "halftime"],
        ),
        ('Mentor*innen and ארה"ב, and 10.1080/0261.20 v2.0.', ["mentor*innen", "and", 'ארה"ב', "10.1080", "0261.20", "v2.0"]),
    ],
)
def test_texts_are_cut_where_no_word_goes_on(small: Path, text: str, words: list[str]) -> None:
    guide(small, "x", "y")
    guide(small, "soup", text)
    assert words_of(search_file(prepared(small), "en", "texts-1.js"), "guides/soup")[: len(words)] == words


def test_a_doi_is_found(small: Path) -> None:
    types = small / "content/guides/_type.yml"
    types.write_text(
        types.read_text("utf-8").replace("fields:", "fields:\n  paper: {kind: doi, label: {en: P, de: P, ar: P}}", 1), "utf-8"
    )
    guide(small, "soup", paper="10.1080/02615479.2020.177")
    assert {"10.1080", "02615479.2020.177"} <= set(words_of(search_file(prepared(small), "en", "texts-1.js"), "guides/soup"))


def test_names_of_all_countries_are_there_in_the_language(folder: Path) -> None:
    names = {one: taken(script(folder, one, "records.js"), "records")["countries"].split(" / ") for one in LANGUAGES}
    assert {"Iceland", "Ireland"} <= set(names["en"])
    assert {"Island", "Irland"} <= set(names["de"])
    assert "أيرلندا" in names["ar"]


# What is typed ----------------------------------------------------------------------------------------------------------


def search_words(root: Path, groups: Mapping[str, Any], name: str = "_search") -> None:
    (root / f"content/_vocabularies/{name}.yml").write_text(json.dumps({"groups": groups}), "utf-8")


def test_words_of_one_meaning_are_those_of_the_language_and_answers_those_that_readers_see(small: Path) -> None:
    guide(small, "hidden", draft=True)
    write(small, "about.en")
    find = ["guides/tea", "guides/hidden", "about", "people/ada"]
    drinks = {"words": {"en": ["brew", "hot drink"], "de": ["Aufguss"]}, "find": find}
    search_words(small, {"drinks": drinks})
    search_words(small, {"rest": {"words": {"en": ["nap"]}}}, "_search-rest")
    site = prepared(small)
    answers = ["guides/tea", "about", "people/ada"]
    groups = {code: taken(search_file(site, code, "records.js"), "records")["groups"] for code in LANGUAGES}
    assert sorted(groups["en"]) == [[["brew", "hot drink"], answers], [["nap"], []]]
    assert groups["de"] == [[["Aufguss"], answers]]
    assert groups["ar"] == []


def test_words_for_the_search_are_no_vocabulary_that_a_field_can_choose_from(small: Path) -> None:
    search_words(small, {})
    edit(small / "content/guides/_type.yml", ("from: levels", "from: _search"))
    assert [problem.rule for problem in prepare(read_settings(small)).problems] == ["unknown-vocabulary"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_by_which_nothing_is_asked_for_are_known(folder: Path, language: str) -> None:
    stops = taken(script(folder, language, "records.js"), "records")["stops"].split()
    assert len(stops) > 40
    assert {"en": "how", "de": "wie", "ar": "كيف"}[language] in stops


@pytest.fixture
def many(small: Path) -> Site:
    """400 records more, without their rendered texts, with many words each."""
    for number in range(400):
        words = " ".join(f"word{number}x{place}" for place in range(60))
        guide(
            small, f"guide-{number}", duration=f"number{number} hours {words}", summary=f"About {number}. {'So it is. ' * 20}"
        )
    library, problems = read_and_check(read_settings(small))
    assert problems == []
    return make_site(library, {}, "2026-11-23")


def lists(files: dict[str, str]) -> list[dict[str, Any]]:
    """Return what each file brings, in the order in which they are loaded."""
    first = taken(files["records.js"], "records")
    names = [f"records-{number}.js" for number in range(2, first["more"] + 2)]
    names += [f"texts-{number}.js" for number in range(1, first["texts"] + 1)]
    assert list(files) == ["words.js", "records.js", *names]
    return [first, *(taken(files[name], "more") for name in names)]


def held(files: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """Return all that a language's files say, by field and record, however they are cut."""
    columns = ("keywords", "labels", "summary", "others", "facts")
    found: dict[tuple[str, str], list[str]] = {}
    for file in lists(files):
        for record_id, shelf, title, language, *more in file.get("records", ()):
            assert ("face", record_id) not in found
            found["face", record_id] = [str(shelf), title, language]
            for name, text in zip(columns, more, strict=False):
                found.setdefault((name, record_id), []).extend(text.split(" / "))
        for name in (*columns, "text"):
            for record_id, text in file.get(name, ()):
                between = "|" if name == "text" else " / "
                found.setdefault((name, record_id), []).extend(text.split(between))
    return {of: texts for of, texts in found.items() if texts != [""]}


def kilobytes(text: str) -> float:
    return len(gzip.compress(text.encode(), 6)) / 1024


def test_texts_of_many_records_come_in_portions(many: Site) -> None:
    files = dict(search_files(many, "en"))
    data = lists(files)
    assert len(data) >= 3
    assert {row[0] for row in data[0]["records"]} == {row[0] for file in data[1:] for row in file.get("text", ())}
    assert max(kilobytes(text) for text in files.values()) <= 120
    assert held(files)["text", "guides/guide-7"][:3] == ["number7", "hours", "word7x0"]
    # No file is much smaller than it might be, but for the last ones of the records and of the texts.
    assert min(len(files[f"texts-{number}.js"]) for number in range(1, data[0]["texts"])) > 100_000


def test_a_library_cut_into_small_files_says_the_same(many: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dict(search_files(many, "en"))
    assert entries(whole["records.js"])["guides/guide-7"].summary.startswith("About 7.")
    monkeypatch.setattr(search, "_TRAVELS", 12_000)
    files = dict(search_files(many, "en"))
    assert len(files) > 2 * len(whole)
    # Titles stand before all that is less important, which is left to later files where it does not fit.
    assert {one.summary for one in entries(files["records.js"]).values()} == {""}
    assert held(files) == held(whole)
    assert max(len(text.encode()) for text in files.values()) < 30_000


def library(root: Path) -> Site:
    """Read what is there, without rendering it."""
    found, _ = read_and_check(read_settings(root))
    return make_site(found, {}, "2026-11-23")


def letters(random: Random, first: int, last: int, many: int) -> str:
    return "".join(chr(random.randint(first, last)) for _ in range(many))


SCRIPTS = {
    "latin": lambda random: letters(random, 0x61, 0x7A, random.randint(2, 12)),
    "latin that repeats itself": lambda random: f"unit{random.randrange(10**6)}",
    "codes": lambda random: "".join(random.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=40)),
    "arabic": lambda random: letters(random, 0x627, 0x64A, random.randint(2, 9)),
    "amharic": lambda random: letters(random, 0x1200, 0x1248, random.randint(2, 7)),
    "hindi": lambda random: letters(random, 0x905, 0x939, random.randint(2, 7)),
    "chinese": lambda random: letters(random, 0x4E00, 0x9FA0, random.randint(4, 30)) + "。",
    "hangul": lambda random: letters(random, 0xAC00, 0xD7A3, random.randint(1, 5)),
    "beyond the first plane": lambda random: letters(random, 0x20000, 0x2A6D0, random.randint(2, 9)) + "。",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_file_is_too_large_whatever_the_script(small: Path, script: str) -> None:
    random = Random(script)
    text = " ".join(SCRIPTS[script](random) for _ in range(40_000))[:110_000]
    for number in range(3):
        guide(small, f"long-{number}", text[number * 30_000 :], keywords=text[: 9 * 500].split()[:500])
    files = dict(search_files(library(small), "en"))
    assert len(files) > 3
    assert max(kilobytes(one) for one in files.values()) <= 120
    words = held(files)["text", "guides/long-0"]
    assert len(words) == len(set(words))
    assert "".join(words[:5])[:20].isalnum()


def test_a_text_of_three_megabytes_is_cut() -> None:
    words = [f"{number:x}word" for number in range(330_000)]
    files = list(search._packed(("text", row) for row in search._rows("guides/tea", words, "|")))
    assert sum(map(len, files)) > 3_000_000
    assert max(kilobytes(file) for file in files) <= 120
    told = [word for file in files for _, text in json.loads(f"{{{file}}}")["text"] for word in text.split("|")]
    assert told == words


def test_records_that_do_not_fit_into_one_file_come_in_several(small: Path) -> None:
    random = Random(7)
    reader = Reader(library(small), "en", "index.html")
    names = [letters(random, 0x61, 0x7A, 60) for _ in range(20_000)]
    faces = [((f"guides/large-{number}", 0, name, ""), [["a"], [], ["S."], [], []]) for number, name in enumerate(names)]
    files = dict(search._record_files(reader, faces, 0))
    assert max(kilobytes(one) for one in files.values()) <= 120
    listed = held({"words.js": "", **files})
    assert len(listed) == 3 * 20_000
    assert listed["face", "guides/large-19999"] == ["0", names[-1], ""]


def test_what_a_thousand_records_need_for_a_first_answer_is_small(small: Path) -> None:
    random = Random(8)
    reader = Reader(library(small), "en", "index.html")

    def words(many: int) -> str:
        return " ".join(letters(random, 0x61, 0x7A, random.randint(2, 10)) for _ in range(many))

    all_records = []
    for number in range(1000):
        more = [[words(2)] * 5, [words(1)] * 9, [words(30)], [words(8)] * 5, [words(4)] * 3]
        all_records.append(((f"guides/{words(1)}-{number}", 0, words(8), "de"), more))
    files = dict(search._record_files(reader, all_records, 7))
    engine = [SCRIPTS_FOLDER / f"search-{name}.js" for name in ENGINE]
    whole = [*(file.read_text("utf-8") for file in (*engine, SCRIPTS_FOLDER / "minisearch/minisearch.js")), files["records.js"]]
    assert sum(map(kilobytes, whole)) <= 120
    assert len(entries(files["records.js"])) == 1000


def test_what_is_no_word_is_cut_so_that_all_of_it_can_be_found(small: Path) -> None:
    run = letters(Random(9), 0x4E00, 0x9FA0, 3_500)
    guide(small, "run", run)
    words = [word for word in held(dict(search_files(library(small), "en")))["text", "guides/run"] if not word.isascii()]
    assert max(map(len, words)) == 1_000
    assert all(any(run[start : start + 24] in word for word in words) for start in range(len(run) - 24))


# Words ------------------------------------------------------------------------------------------------------------------


def test_words_are_those_of_the_language(folder: Path) -> None:
    for language in LANGUAGES:
        assert taken(script(folder, language, "words.js"), "words") == script_words(language)


def gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize(
    ("language", "categories"),
    [
        ("en", {"one", "other"}),
        ("de", {"one", "other"}),
        ("pl", {"one", "few", "many"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
        # Without a catalogue, words are English, whatever numbers do in the language of the page.
        ("th", {"one", "other"}),
        ("he", {"one", "other"}),
    ],
)
def test_counted_words_have_every_form_that_whole_numbers_need(language: str, categories: set[str]) -> None:
    for name in ("results", "shown", "hides"):
        forms = script_words(language)[name]
        assert set(forms) == categories
        assert all(form.strip() and gaps(form) & {"num", "total"} for form in forms.values()), name


@pytest.mark.parametrize("language", CATALOGUED)
def test_words_have_the_gaps_of_the_english_ones(language: str) -> None:
    english = script_words("en")
    for name, word in script_words(language).items():
        if name == "english":
            continue
        if isinstance(word, dict):
            assert {frozenset(gaps(form)) for form in word.values()} == {frozenset(gaps(english[name]["other"]))}, name
        else:
            assert gaps(word) == gaps(english[name]), name


@pytest.mark.parametrize("language", [code for code in CATALOGUED if code != "en"])
def test_words_are_translated(language: str) -> None:
    english = script_words("en")
    # French has the same word for some.
    same = {name for name, word in script_words(language).items() if word == english[name] and word}
    assert same <= {"page", "status"}


def calls() -> list[tuple[list[str], set[str], bool]]:
    """Return how the theme's scripts ask for words: the names, the gaps that they fill, whether they count."""
    found = []
    for file in sorted((ROOT / "toolkit_builder/theme/templates/assets/toolkit").glob("*.js")):
        for call in re.finditer(r"toolkit\.(?:word|told)\(([^,()]*)(?:, \{([^}]*)\}(, [^)])?)?", file.read_text("utf-8")):
            found.append((re.findall(r'"(\w+)"', call[1]), set(re.findall(r"(\w+): ", call[2] or "")), bool(call[3])))
    return found


def test_scripts_ask_for_words_that_are_there_and_for_all_of_them() -> None:
    asked = calls()
    assert all(names for names, *_ in asked)
    assert {name for names, *_ in asked for name in names} == set(script_words("en")) - {"language", "english"}


def test_scripts_fill_every_gap_and_count_where_there_are_forms() -> None:
    english = script_words("en")
    for names, filled, counts in calls():
        for name in names:
            assert counts == isinstance(english[name], dict), name
            text = english[name]["other"] if counts else english[name]
            assert gaps(text) <= filled | ({"num"} if counts else set()), name


def test_how_much_a_text_holds_is_measured_in_its_middle() -> None:
    """It begins with what all have in common: addresses, names of fields."""
    begin, middle, end = "a" * 4000, "bc" * 2000, "d" * 4000
    assert set(_letters(begin + middle + end)) == set(b"bc")
    assert _letters("") == Counter()


# Passages ---------------------------------------------------------------------------------------------------------------


def passages(folder: Path, language: str, record_id: str) -> list[str]:
    """Return the lines of a text of which results show one."""
    file = folder.parent / "passages" / language / f"{record_id}.js"
    key, text = json.loads(file.read_text("utf-8").removeprefix('toolkit.take("passages",').removesuffix(");\n"))
    assert key == f"{language}/{record_id}"
    return list(text.split("\n"))


def test_each_text_that_somebody_reads_has_its_passages_and_no_other(folder: Path) -> None:
    found = {path.relative_to(folder.parent / "passages").as_posix() for path in (folder.parent / "passages").rglob("*.js")}
    assert {"en/guides/tea.js", "de/guides/tea.js", "ar/guides/coffee.js", "en/take.js"} <= found
    # Readers of Arabic get the German text.
    assert not {"ar/guides/tea.js", "en/guides/hidden.js", "en/later.js", "en/index.js"} & found


def test_passages_are_the_blocks_of_a_text_and_the_words_of_its_fields(folder: Path) -> None:
    english = passages(folder, "en", "guides/tea")
    assert "Boil the water" in " ".join(english)
    assert all(line == " ".join(line.split()) != "" for line in english)
    assert "Wasser" in " ".join(passages(folder, "de", "guides/tea"))


def test_a_passage_is_a_block_and_no_markup(small: Path) -> None:
    guide(small, "soup", "## Head\n\nSalt &amp; *pepper*,\nand [more](https://hidden.example.org/).\n\n- one\n- two, 20 000")
    site = prepared(small)
    text = passages_script(site, site.library.records["guides/soup"], "en")
    assert r"Head\nSalt & pepper, and more.\none\ntwo, 20 000" in text
    assert "hidden" not in text


def test_a_text_that_no_page_shows_is_no_passage(small: Path) -> None:
    notes = "notes: {kind: markdown, as: hidden, label: {en: E, de: D, ar: A}}"
    edit(small / "content/guides/_type.yml", ("\nfields:\n", f"\nfields:\n  {notes}\n"))
    guide(small, "soup", title="Soup", notes="Kept from *readers*.")
    site = prepared(small)
    assert "Kept" not in passages_script(site, site.library.records["guides/soup"], "en")


def test_facts_are_those_of_the_card_in_the_readers_language(folder: Path) -> None:
    facts = {code: entries(script(folder, code, "records.js"))["guides/tea"].facts for code in LANGUAGES}
    assert facts["en"]
    assert facts["en"] != facts["de"]
    assert "Easy" in facts["en"]
    assert "سهل" in facts["ar"]
