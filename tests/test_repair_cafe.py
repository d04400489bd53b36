"""A toolkit about something else, with types and vocabularies of its own: all that the generator knows comes from YAML."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from tests.conftest import SITES
from tests.pages import Element, fact, read_page
from toolkit_builder.build import build_site, prepare, read_and_check
from toolkit_builder.cli import main
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.problems import Problem
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.work import Processes

TYPES = ("guides", "tools", "venues")
ALL = pytest.mark.parametrize("type_name", TYPES)


@dataclass(frozen=True)
class Built:
    """The repair café, built whole."""

    root: Path
    site: Path

    def page(self, address: str) -> Element:
        return read_page(self.site / address)


@pytest.fixture(scope="module")
def cafe(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = _copy(tmp_path_factory.mktemp("built"))
    prepared = prepare(read_settings(root), Processes(2))
    assert {problem.rule for problem in prepared.problems} == {"missing-words"}
    assert prepared.site is not None
    build_site(prepared.site, root / "site", Processes(2))
    return Built(root, root / "site")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return _copy(tmp_path)


def _copy(folder: Path) -> Path:
    ignored = shutil.ignore_patterns(".toolkit", "site")
    return Path(shutil.copytree(SITES / "repair-cafe", folder / "repair-cafe", ignore=ignored))


def _section(page: Element, heading: str) -> Element:
    """Return the section below a heading."""
    return next(
        section for section in page.all("section") if any(found.text == heading for found in section.all("h2"))
    )  # fmt: skip


def _below(section: Element, heading: str) -> list[Element]:
    """Return the entries of the list that follows a heading of the fourth level."""
    parents = [block for block in section.all("div") if any(_is(child, "h4", heading) for child in block.children)]
    block = parents[-1]
    place = next(number for number, child in enumerate(block.children) if _is(child, "h4", heading))
    lists = [child for child in block.children[place:] if _is(child, "ul")]
    assert isinstance(lists[0], Element)
    return lists[0].all("li")


def _is(child: Element | str, tag: str, text: str = "") -> bool:
    return isinstance(child, Element) and child.tag == tag and (not text or child.text == text)


# The site says all that a type can say ----------------------------------------------------------------------------------


def _fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    for one in fields:
        yield one
        if one.kind == "group":
            yield from _fields(one.fields)


def test_every_kind_and_every_option_is_used(cafe: Built) -> None:
    library, _ = read_and_check(read_settings(cafe.root))
    fields = [one for declared in library.types.values() for one in _fields(declared.fields)]
    assert {one.kind for one in fields} == set(KINDS)
    options = (
        "many",
        "required",
        "translate",
        "facet",
        "sort",
        "min",
        "max",
        "pattern",
        "label",
        "help",
        "example",
        "inverse",
        "ranges",
        "unit",
    )
    unused = [option for option in options if all(getattr(one, option) in ({}, "", None, False, ()) for one in fields)]
    assert unused == []
    filled = {one.name for record in library.records.values() for one in record.type.fields if one.name in record.facts}
    assert filled == {one.name for declared in library.types.values() for one in declared.fields}


# What readers see -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "facts"),
    [
        (
            "guides/fix-a-lamp.html",
            {
                "Nummer": "G-001",
                "Materiaal": "Elektrisch, Metaal",
                "Moeilijkheid": "Gemiddeld",
                "Duur": "een half uur",
                "Kosten in euro": "1.234,5",
                "Sinds": "2019",
                "Getest op": "28 februari 2026",
                "Komt uit": "Nederland, België",
                "Onderzoek": "10.1000/182",
            },
        ),
        (
            "en/guides/fix-a-lamp.html",
            {
                "Material": "Electric, Metal",
                "Difficulty": "Medium",
                "Time": "half an hour",
                "Cost in euro": "1,234.5",
                "Tested on": "February 28, 2026",
                "Comes from": "Netherlands, Belgium",
                "Suitable for children": "No",
            },
        ),
        (
            "he/guides/fix-a-lamp.html",
            {
                "חומר": "חשמל, מתכת",
                "רמת קושי": "בינוני",
                "עלות באירו": "1,234.5",
                "נבדק בתאריך": "28 בפברואר 2026",
                "מקור": "הולנד, בלגיה",
            },
        ),
        (
            "venues/test-venue.html",
            {
                "Toestand": "Open",
                "Land": "Nederland",
                "Talen": "Nederlands, Arabisch, Hebreeuws",
                "Geopend op": "29 februari 2020",
            },
        ),
        (
            "he/venues/test-venue.html",
            {"מצב": "פתוח", "מדינה": "הולנד", "שפות": "הולנדית, ערבית, עברית", "נפתח בתאריך": "29 בפברואר 2020"},
        ),
        ("tools/test-screwdriver.html", {"Gewicht in gram": "1.250", "Licentie": "GPL-3.0-or-later"}),
    ],
)
def test_facts_speak_the_readers_language(cafe: Built, address: str, facts: dict[str, str]) -> None:
    page = cafe.page(address)
    assert {label: fact(page, label).text for label in facts} == facts


def test_values_lead_where_they_say(cafe: Built) -> None:
    def leads_to(address: str, label: str) -> str:
        return fact(cafe.page(address), label).one("a").attributes["href"]

    assert leads_to("guides/fix-a-lamp.html", "Onderzoek") == "https://doi.org/10.1000/182"
    assert leads_to("venues/test-venue.html", "E-mail") == "mailto:venue@example.org"
    assert leads_to("tools/test-screwdriver.html", "Gebruiksaanwijzing") == "https://example.org/manual"
    assert leads_to("tools/test-screwdriver.html", "Licentie") == "https://spdx.org/licenses/GPL-3.0-or-later.html"


def test_pages_are_written_in_the_readers_direction(cafe: Built) -> None:
    for prefix, language, direction in (("", "nl", "ltr"), ("en/", "en", "ltr"), ("he/", "he", "rtl")):
        for place in ("index", "guides/index", "guides/fix-a-lamp", "venues/old-test-venue"):
            html = cafe.page(f"{prefix}{place}.html").one("html")
            assert (html.attributes["lang"], html.attributes["dir"]) == (language, direction)


def test_references_lead_to_records_and_back(cafe: Built) -> None:
    guide = _section(cafe.page("en/guides/fix-a-lamp.html"), "Connected records")
    (tool,) = _below(guide, "Tools")
    assert (tool.text, tool.one("a").attributes["href"]) == ("Testschroevendraaier", "../tools/test-screwdriver.html")
    tool_page = _section(cafe.page("en/tools/test-screwdriver.html"), "Connected records")
    users = {item.text: item.one("a").attributes["href"] for item in _below(tool_page, "Guides that use this tool")}
    assert users["Repairing a test lamp"] == "../guides/fix-a-lamp.html"
    assert len(users) == 2
    assert [item.text for item in _below(tool_page, "Steps that use this tool")] == ["Repairing a test lamp"]
    hebrew = _section(cafe.page("he/tools/test-screwdriver.html"), "Connected records")
    assert len(_below(hebrew, "מדריכים המשתמשים בכלי זה")) == 2


def test_groups_show_facts_once_and_words_in_each_language(cafe: Built) -> None:
    dutch = _section(cafe.page("guides/fix-a-lamp.html"), "Stappen").one("ul")
    first, second, third = (child for child in dutch.children if isinstance(child, Element))
    assert first.text == (
        "Open de voet. Minuten: 5 minuten Met: Testschroevendraaier "
        "Tip Leg de schroeven op volgorde . Onderdelen Schroef Aantal: 4 Veer Aantal: 1"
    )
    assert first.one("em").text == "op volgorde"
    assert first.one("img").attributes["alt"] == "De voet van de lamp"
    assert second.text == "Vervang het snoer. Minuten: 12,5 minuten"
    assert third.text == "Sluit de voet."
    english = _section(cafe.page("en/guides/fix-a-lamp.html"), "Steps").one("ul")
    assert english.all("p")[0].text == "Open the stand."
    care = _section(cafe.page("tools/test-screwdriver.html"), "Onderhoud")
    assert care.one("li").text == "Droog bewaren. Om de hoeveel maanden: 12 Door wie: Test Person"


def test_sources_carry_their_address(cafe: Built) -> None:
    source = _section(cafe.page("he/guides/fix-a-lamp.html"), "מקורות").one("li")
    assert source.one("a").attributes["href"] == "https://example.org/source"
    assert "15 בינואר 2026" in source.text


def test_pictures_have_words_credit_and_licence(cafe: Built) -> None:
    for address, alt, src in (
        ("guides/fix-a-lamp.html", "Een gele lamp op een voet", "../guides/fix-a-lamp/lamp.svg"),
        ("en/guides/fix-a-lamp.html", "A yellow lamp on a stand", "../../guides/fix-a-lamp/lamp.svg"),
        ("he/guides/fix-a-lamp.html", "מנורה צהובה על מעמד", "../../guides/fix-a-lamp/lamp.svg"),
    ):
        figure = cafe.page(address).one("figure")
        picture = figure.one("img")
        assert (picture.attributes["alt"], picture.attributes["src"]) == (alt, src)
        assert "lang" not in picture.attributes
        assert figure.one("figcaption").text.endswith("Test Person , CC BY 4.0")
        assert figure.one("a").attributes["href"] == "https://creativecommons.org/licenses/by/4.0/"
        assert (cafe.site / posixpath.dirname(address) / src).resolve().is_file()
    # No translation of this record: the words are the original's, and marked.
    foreign = cafe.page("en/tools/test-screwdriver.html").one("figure").one("img")
    assert (foreign.attributes["alt"], foreign.attributes["lang"]) == ("Een schroevendraaier", "nl")


def test_fields_of_markdown_are_rendered(cafe: Built) -> None:
    for address, label, strong in (
        ("guides/fix-a-lamp.html", "Veiligheid", "altijd"),
        ("en/guides/fix-a-lamp.html", "Safety", "Always"),
    ):
        section = _section(cafe.page(address), label)
        assert section.one("strong").text == strong
        assert section.one("a").attributes["href"] == "../tools/test-screwdriver.html"
        assert len(section.all("h2")) == 1, "headings within a field are lower than the field's label"
    dutch = cafe.page("guides/fix-a-lamp.html")
    section = _section(dutch, "Veiligheid")
    assert section.one("h3").text == "Eerst dit"
    assert section.one("img").attributes["src"] == "../guides/fix-a-lamp/lamp.svg"
    assert section.all("a")[1].attributes["href"] == f"#{section.one('h3').attributes['id']}"
    names = [element.attributes["id"] for tag in ("h1", "h2", "h3") for element in dutch.all(tag) if "id" in element.attributes]
    assert len(set(names)) == len(names), "the text below the header has a heading of the same name"


def test_words_that_a_translation_lacks_are_marked(cafe: Built) -> None:
    page = cafe.page("he/guides/fix-a-lamp.html")
    assert "lang" not in page.one("h1").attributes
    # Hebrew falls back to English, and the original is Dutch.
    duration = fact(page, "זמן").one("span")
    assert (duration.text, duration.attributes["lang"], duration.attributes["dir"]) == ("half an hour", "en", "ltr")
    safety = _section(page, "בטיחות").one("div")
    assert (safety.attributes["lang"], safety.one("strong").text) == ("en", "Always")
    questions = _section(page, "שאלות לפני שמתחילים").one("ul")
    assert (questions.attributes["lang"], len(questions.all("li"))) == ("en", 2)
    steps = _section(page, "שלבים").one("ul")
    words = [child.one("p") for child in steps.children if isinstance(child, Element)]
    assert [(one.text, one.attributes.get("lang", "")) for one in words] == [
        ("פותחים את המעמד.", ""), ("Change the cord.", "en"), ("סוגרים את המעמד.", ""),
    ]  # fmt: skip
    parts = [item.one("p") for item in steps.one("ul").all("li")]
    assert [(one.text, one.attributes.get("lang", "")) for one in parts] == [("בורג", ""), ("Spring", "en")]


def test_a_missing_translation_shows_another_language_marked(cafe: Built) -> None:
    for address, language, direction in (
        ("guides/mend-a-zip.html", "he", "rtl"),
        ("en/guides/mend-a-zip.html", "he", "rtl"),
        ("guides/sharpen-a-knife.html", "en", "ltr"),
        ("he/guides/sharpen-a-knife.html", "en", "ltr"),
        ("he/tools/test-screwdriver.html", "nl", "ltr"),
    ):
        page = cafe.page(address)
        for element in (page.one("h1"), page.one("p", class_="lead"), page.one("div", class_="text")):
            assert (element.attributes["lang"], element.attributes["dir"]) == (language, direction)
        assert page.all("aside", class_="notice")
    own = cafe.page("he/guides/mend-a-zip.html")
    assert not own.all("aside", class_="notice")
    assert "lang" not in own.one("div", class_="text").attributes
    assert "Test reason." in cafe.page("he/guides/sharpen-a-knife.html").one("aside", class_="notice").text
    assert fact(cafe.page("guides/mend-a-zip.html"), "Komt uit").text == "Israël"


def test_the_home_page_falls_back_as_configured(cafe: Built) -> None:
    heading = cafe.page("he/index.html").one("p", class_="lead")
    assert (heading.text, heading.attributes["lang"]) == ("Invented data to test the generator.", "en")
    shelves = [item.one("a").text for item in cafe.page("he/index.html").one("ul", class_="shelves").all("li")]
    assert shelves == ["מדריכים", "כלים", "מקומות"]


def test_a_retired_record_says_so(cafe: Built) -> None:
    for prefix in ("", "en/", "he/"):
        assert cafe.page(f"{prefix}venues/old-test-venue.html").all("p", class_="retired")
        assert not cafe.page(f"{prefix}venues/test-venue.html").all("p", class_="retired")
        (card,) = cafe.page(f"{prefix}venues/index.html").all("li", class_="retired")
        assert card.one("a").text == "Old test venue"


def _alternates(page: Element) -> dict[str, str]:
    return {one.attributes["hreflang"]: one.attributes["href"] for one in page.all("link", rel="alternate")}


def test_search_engines_learn_of_the_languages_that_exist(cafe: Built) -> None:
    base = "https://example.org/repair/"
    assert _alternates(cafe.page("he/guides/fix-a-lamp.html")) == {
        "nl": f"{base}guides/fix-a-lamp.html",
        "x-default": f"{base}guides/fix-a-lamp.html",
        "en": f"{base}en/guides/fix-a-lamp.html",
        "he": f"{base}he/guides/fix-a-lamp.html",
    }
    assert _alternates(cafe.page("he/guides/mend-a-zip.html")) == {"he": f"{base}he/guides/mend-a-zip.html"}
    fallback = cafe.page("guides/mend-a-zip.html")
    assert _alternates(fallback) == {}
    assert fallback.one("link", rel="canonical").attributes["href"] == f"{base}he/guides/mend-a-zip.html"


# Nothing too much, nothing dead -----------------------------------------------------------------------------------------


def test_drafts_are_not_published(cafe: Built) -> None:
    """Neither their pages and pictures nor a word of them on other pages; published records refer to both of them."""
    secrets = ("hidden-draft", "hidden-tool", "Verborgen", "verborgen", "hidden.svg")
    assert list(cafe.site.rglob("*hidden*")) == []
    told = [
        (file.relative_to(cafe.site).as_posix(), secret)
        for file in cafe.site.rglob("*")
        if file.suffix in (".html", ".json", ".xml", ".js")
        for secret in secrets
        if secret in file.read_text("utf-8")
    ]
    assert told == []


def test_no_link_within_the_site_is_dead(cafe: Built) -> None:
    dead = []
    for file in cafe.site.rglob("*.html"):
        page = read_page(file)
        for tag, name in (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src")):
            for element in page.all(tag):
                parts = urlsplit(element.attributes.get(name, ""))
                # The page for dead addresses is shown anywhere, so its links begin at the host.
                path = parts.path.removeprefix("/repair/") if file.name == "404.html" else parts.path
                folder = cafe.site if file.name == "404.html" else file.parent
                if not parts.scheme and path and not (folder / unquote(path)).resolve().exists():
                    dead.append((file.relative_to(cafe.site).as_posix(), element.attributes[name]))
    assert dead == []


def test_pictures_carry_their_facts_in_the_data(cafe: Built) -> None:
    data = json.loads((cafe.site / "data" / "library.json").read_text("utf-8"))
    record = next(one for one in data["records"] if one["id"] == "guides/fix-a-lamp")
    assert record["facts"]["photo"]["file"] == "lamp.svg"
    assert record["texts"]["he"]["photo"] == {"alt": "מנורה צהובה על מעמד"}
    assert record["facts"]["tools"] == ["test-screwdriver"]
    assert record["references"] == ["tools/test-screwdriver"]


# What writers get -------------------------------------------------------------------------------------------------------


def _toolkit(*arguments: str) -> str:
    outcome = CliRunner().invoke(main, arguments)
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


def _problems(root: Path) -> list[Problem]:
    problems = read_and_check(read_settings(root))[1]
    # The interface speaks neither Dutch nor Hebrew, which is told each time: see test_spoken.py.
    return [one for one in problems if one.rule != "missing-words"]


class _Yaml(yaml.SafeLoader):
    """Reads YAML as editors do before they hold it against a JSON Schema: a date is a text there."""


_Yaml.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _header(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8").split("\n---\n")[0], Loader=_Yaml)


@ALL
def test_the_schema_of_a_type_accepts_its_own_records(copy: Path, type_name: str) -> None:
    schema = json.loads(_toolkit("schema", type_name, "--root", str(copy)))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    headers = {file.name: _header(file) for file in (copy / "content" / type_name).glob("*.md")}
    originals = {name: header for name, header in headers.items() if "translation" not in header}
    assert len(originals) > 1
    assert {name: [error.message for error in validator.iter_errors(header)] for name, header in originals.items()} == {
        name: [] for name in originals
    }
    for header in originals.values():
        assert list(validator.iter_errors({**header, "no_such_field": 1}))
        assert list(validator.iter_errors({name: value for name, value in header.items() if name != "title"}))


@ALL
@pytest.mark.parametrize("language", ["nl", "en", "he"])
def test_a_new_record_lacks_values_and_a_text_and_nothing_else(copy: Path, type_name: str, language: str) -> None:
    _toolkit("new", type_name, "brand-new", "--language", language, "--root", str(copy))
    problems = _problems(copy)
    record = f"{type_name}/brand-new"
    assert {(problem.rule, problem.record) for problem in problems} == {("missing-field", record), ("placeholder-left", record)}


@ALL
def test_a_new_record_is_right_with_every_field_filled_in(copy: Path, type_name: str) -> None:
    """Take the comment signs away: what is still wrong lacks a value, or names a record or picture that is not there."""
    _toolkit("new", type_name, "brand-new", "--root", str(copy))
    file = copy / "content" / type_name / "brand-new.nl.md"
    names = "|".join(["keywords", *_names(yaml.safe_load((file.parent / "_type.yml").read_text("utf-8")))])
    text = re.sub(rf"^# ( *(?:- )?(?:{names}):)", r"\1", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")
    rules = {problem.rule for problem in _problems(copy)}
    assert rules <= {"missing-field", "missing-picture", "placeholder-left"}


def _names(declared: dict[str, Any]) -> Iterator[str]:
    yield from ("file", "alt", "credit", "licence")
    for name, one in declared.get("fields", {}).items():
        yield name
        yield from _names(one)


def test_a_new_translation_repeats_the_originals_words(copy: Path) -> None:
    """Texts of several lines too, so that their positions and their Markdown stay readable."""
    (copy / "content/guides/fix-a-lamp.en.md").unlink()
    _toolkit("translate", "guides/fix-a-lamp", "en", "--root", str(copy))
    text = (copy / "content/guides/fix-a-lamp.en.md").read_text("utf-8")
    assert "safety: |-\n  ## Eerst dit\n\n  Trek **altijd**" in text
    library, _ = read_and_check(read_settings(copy))
    assert [problem.rule for problem in _problems(copy)] == ["not-yet-translated"]
    record = library.records["guides/fix-a-lamp"]
    assert record.translations["en"].values["safety"] == record.facts["safety"]


def test_a_picture_that_is_not_there_is_named_with_its_place(copy: Path) -> None:
    file = copy / "content/guides/fix-a-lamp.nl.md"
    text = file.read_text("utf-8").replace("  file: lamp.svg\n", "  file: lamb.svg\n")
    file.write_text(text.replace("{file: lamp.svg,", "{file: nothing-like-it.png,"), "utf-8")
    assert "\n".join(map(str, _problems(copy))).split("\n") == [
        "content/guides/fix-a-lamp.nl.md:17:9: error missing-picture: The picture `lamb.svg` does not exist.",
        "    Did you mean `lamp.svg`?",
        "content/guides/fix-a-lamp.nl.md:36:21: error missing-picture: The picture `nothing-like-it.png` does not exist.",
        "    Save it in `fix-a-lamp/` beside the record, if its licence allows.",
    ]


def test_the_rules_for_texts_hold_in_fields_of_markdown(copy: Path) -> None:
    file = copy / "content/guides/fix-a-lamp.nl.md"
    text = file.read_text("utf-8")
    text = text.replace(
        "Zie [de schroevendraaier](../tools/test-screwdriver.md)", "Zie [de schroevendraaier](../tools/nothing.md)"
    )
    text = text.replace('advice: "Leg', 'advice: "<script>alert(1)</script> Leg')
    text = text.replace("![Een gele lamp, nog eens](fix-a-lamp/lamp.svg)", "![](fix-a-lamp/lamp.svg){ onerror='x' }")
    file.write_text(text, "utf-8")
    found = [(problem.position.line, problem.position.column, problem.rule, problem.field) for problem in _problems(copy)]
    lines = text.split("\n")
    link = next(number for number, line in enumerate(lines, 1) if "nothing.md" in line)
    picture = next(number for number, line in enumerate(lines, 1) if "onerror" in line)
    script = next(number for number, line in enumerate(lines, 1) if "<script>" in line)
    assert found == [
        (link, lines[link - 1].index("../tools") + 1, "dead-link", "safety"),
        (picture, lines[picture - 1].index("![") + 1, "picture-without-words", "safety"),
        (picture, lines[picture - 1].index("{ onerror") + 1, "unsafe-attribute", "safety"),
        (script, lines[script - 1].index("<script>") + 1, "raw-html", "steps.1.advice"),
    ]


def test_a_published_text_may_not_show_a_drafts_picture(copy: Path) -> None:
    file = copy / "content/guides/sharpen-a-knife.en.md"
    file.write_text(file.read_text("utf-8") + "\n![A square](hidden-draft/hidden.svg)\n", "utf-8")
    assert [problem.rule for problem in _problems(copy)] == ["missing-picture"]
