"""Every passage is in the best language that there is for its reader, and says which one that is."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.test_search_data import taken
from toolkit_builder.build import build_site, prepare
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.work import Processes

LANGUAGES = ("en", "de", "ar")
VOID = set("area base br col embed hr img input link meta source track wbr".split())
WORD = re.compile(r"wordin([a-z]{2})")

FACTS = "countries: [BE]\nlevel: easy\n"
TEXT = (
    "## Heading wordin{0}\n\nText wordin{0} and `code wordin{0}`.\n\n- item wordin{0}\n\n> [!NOTE]\n> Box wordin{0}.[^1]\n\n"
    "[^1]: Note wordin{0}.\n"
)


def words(language: str, whole: bool) -> str:
    """Return the fields of a file; of one that is not ``whole``, only what every file must have."""
    lines = [f"title: Title wordin{language}", f"summary: Summary wordin{language}."]
    if whole:
        lines += [f"duration: Time wordin{language}", f"keywords: [keyword wordin{language}]"]
        lines += ["steps:", f"  - text: Step wordin{language}"]
    return "\n".join(lines) + "\n"


def write(root: Path) -> int:
    """Write a record for every original language and every set of translations, whole and with gaps."""
    count = 0
    for original in LANGUAGES:
        others = [one for one in LANGUAGES if one != original]
        for number in range(len(others) + 1):
            for translations in itertools.combinations(others, number):
                for whole in (True, False):
                    count += 1
                    name = f"r{count}"
                    header = words(original, whole=True) + FACTS
                    folder = root / "content/guides"
                    text = f"---\n{header}---\n{TEXT.format(original)}"
                    (folder / f"{name}.{original}.md").write_text(text, encoding="utf-8")
                    for one in translations:
                        block = f"translation: {{of: {original}, method: human}}\n"
                        text = f"---\n{words(one, whole)}{block}---\n{TEXT.format(one) if whole else ''}"
                        (folder / f"{name}.{one}.md").write_text(text, encoding="utf-8")
    return count


class Page(HTMLParser):
    """Reads a page: the words that carry the name of their language, each with the language that the page says they are in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.languages = [""]
        self.tags: list[str] = []
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        language = given.get("lang") or self.languages[-1]
        for name in ("alt", "title", "aria-label"):
            self._take(given.get(name) or "", language)
        if tag not in VOID:
            self.tags.append(tag)
            self.languages.append(language)

    def handle_endtag(self, tag):
        while tag in self.tags and self.tags.pop() != tag:
            self.languages.pop()
        if len(self.languages) > 1:
            self.languages.pop()

    def handle_data(self, data):
        # What stands in the window's title has no language of its own in HTML; scripts and citations are no passages.
        if not {"title", "script", "pre"} & {*self.tags} or "highlight" in self.tags:
            self._take(data, self.languages[-1])

    def _take(self, text, language):
        self.found += [(match[1], language, text.strip()) for match in WORD.finditer(text)]


@pytest.fixture(scope="module", params=["de", "en, de", "de, en"])
def chain(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chain: str) -> Path:
    """A site in which each word says its language."""
    root = Path(shutil.copytree(Path(__file__).parent / "sites/small", tmp_path_factory.mktemp("languages") / "small"))
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("{ar: [de]}", f"{{ar: [{chain}]}}"), encoding="utf-8")
    fields = root / "content/guides/_type.yml"
    declared = fields.read_text("utf-8").replace(
        "{kind: text, translate: true, label: {en: Time", "{kind: text, translate: true, facet: true, label: {en: Time"
    )
    assert "facet: true, label: {en: Time" in declared
    fields.write_text(declared, encoding="utf-8")
    assert write(root) == 24
    prepared = prepare(read_settings(root), Processes(2))
    assert prepared.site is not None, [*map(str, prepared.problems)]
    build_site(prepared.site, root / "site", Processes(2))
    return root / "site"


def pages(site: Path) -> Iterator[tuple[str, Page]]:
    for file in sorted(site.rglob("*.html")):
        page = Page()
        page.feed(file.read_text("utf-8"))
        yield file.relative_to(site).as_posix(), page


def test_every_word_on_every_page_says_its_language(site: Path) -> None:
    wrong, count = [], 0
    for name, page in pages(site):
        count += len(page.found)
        wrong += [(name, *one) for one in page.found if one[0] != one[1]]
    assert count > 2000
    assert not wrong, f"{len(wrong)} of {count}: {wrong[:12]}"


def test_every_passage_is_in_the_best_language_that_there_is(site: Path, chain: str) -> None:
    """Of a record without gaps, a reader's page holds words of one language only: the first of the chain that exists."""
    chains = {"en": ["en"], "de": ["de", "en"], "ar": ["ar", *chain.split(", "), "en"]}
    for reader, wanted in chains.items():
        prefix = "" if reader == "en" else f"{reader}/"
        for number in range(1, 25, 2):
            files = {file.name.split(".")[1] for file in site.parent.glob(f"content/guides/r{number}.*.md")}
            best = next((one for one in wanted if one in files), None)
            page = Page()
            html = (site / f"{prefix}guides/r{number}.html").read_text("utf-8")
            page.feed(html[html.index("<article") : html.index("</article>")])
            passages = ("Title", "Summary", "Time", "Step", "Text")
            seen = {language for language, _, text in page.found if text.startswith(passages)}
            original = next(
                file.name.split(".")[1]
                for file in site.parent.glob(f"content/guides/r{number}.*.md")
                if "translation:" not in file.read_text("utf-8")
            )
            assert seen == {best or original}, (reader, number, files)


def test_search_says_the_language_of_what_it_shows(site: Path) -> None:
    for reader in LANGUAGES:
        text = (site / f"data/search/{reader}/records.js").read_text("utf-8")
        for name, _, title, language, _, _, summary, *_ in taken(text, "records")["records"]:
            if name.startswith("guides/r"):
                assert {*WORD.findall(title), *WORD.findall(summary)} == {language or reader}, (reader, name)


def test_data_says_the_language_of_what_is_shown(site: Path) -> None:
    data = json.loads((site / "data/library.json").read_text("utf-8"))
    records = [one for one in data["records"] if one["id"].startswith("guides/r")]
    assert len(records) == 24
    for record in records:
        for language, state in record["languages"].items():
            if WORD.findall(state.get("title", "")):
                assert WORD.findall(state["title"]) == [language], record["id"]
