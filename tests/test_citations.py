"""How a record is named as a source: as a sentence, for BibTeX, and as RIS, whatever stands in its title."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit_builder.model.citations import Citation
from toolkit_builder.publishing.records import record_view
from toolkit_builder.publishing.site import make_site
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.settings import read_settings

TEA = Citation(
    key="guides-tea",
    title="How to make tea",
    authors=("Ada Byron", "Bo Li"),
    year="2026",
    within="Small toolkit",
    mark="Shelf mark GU · tea",
    licence="CC BY 4.0",
    address="https://example.org/small/guides/tea.html",
    language="en",
)
ARABIC = "كيف تُعدّ القهوة: ١٠ دقائق"
POLISH = "Zażółć gęślą jaźń – „próba”"
SPECIAL = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
NAMES = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}"}


def bibtex_fields(entry: str) -> dict[str, str]:
    """The fields of an entry: one in a line, between braces."""
    first, *lines, last = entry.splitlines()
    assert re.fullmatch(r"@misc\{[a-z0-9-]+,", first)
    assert last == "}"
    assert [line[-1] for line in lines] == [","] * (len(lines) - 1) + ["}"]
    found = [re.fullmatch(r"  ([a-z]+) = \{(.*)\},?", line) for line in lines]
    assert all(found)
    return {match[1]: match[2] for match in found if match}


def as_tex_prints(value: str) -> str:
    """What TeX puts on paper; a special character that is not escaped fails."""

    def printed(token: re.Match[str]) -> str:
        name, escaped, active, other = token.groups()
        assert active is None, f"{active!r} is not escaped in {value!r}"
        return NAMES[name] if name else escaped or other

    return re.sub(r"\\([a-z]+)\{\}|\\([^a-z])|([\\&%$#_{}~^])|(.)", printed, value)


def is_balanced(entry: str) -> bool:
    """Whether braces come in pairs the way BibTeX counts them: each one, with or without a backslash."""
    depth = 0
    for brace in re.findall("[{}]", entry):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def ris_lines(record: str) -> list[tuple[str, str]]:
    """Tags and values."""
    lines = record.split("\n")
    assert [line for line in lines if not re.fullmatch("[A-Z][A-Z0-9]  -( .*)?", line)] == []
    assert lines[0].startswith("TY  -")
    assert lines[-1].startswith("ER  -")
    return [(line[:2], line[6:]) for line in lines]


# A usual record ---------------------------------------------------------------------------------------------------------


def test_a_citation_is_one_sentence_after_the_other() -> None:
    assert TEA.text == (
        "Ada Byron, Bo Li: Small toolkit (2026). “How to make tea”. Shelf mark GU · tea. CC BY 4.0. "
        "https://example.org/small/guides/tea.html"
    )


def test_what_ends_with_a_full_stop_gets_no_second_one() -> None:
    one = replace(TEA, authors=(), within="Tea & Co.", licence="Free Licence 1.", address="")
    assert one.text.startswith("Tea & Co. (2026). “")
    assert one.text.endswith("tea. Free Licence 1.")


def test_bibtex_is_an_entry_with_a_field_in_each_line() -> None:
    assert bibtex_fields(TEA.bibtex) == {
        "title": "{How to make tea}",
        "author": "{Ada Byron} and {Bo Li}",
        "year": "2026",
        "howpublished": "Small toolkit",
        "note": "Shelf mark GU · tea. CC BY 4.0",
        "url": "https://example.org/small/guides/tea.html",
    }
    assert TEA.bibtex.startswith("@misc{guides-tea,\n")


def test_ris_has_a_tag_in_each_line() -> None:
    assert ris_lines(TEA.ris) == [
        ("TY", "ELEC"),
        ("AU", "Ada Byron"),
        ("AU", "Bo Li"),
        ("TI", "How to make tea"),
        ("T2", "Small toolkit"),
        ("PY", "2026"),
        ("LA", "en"),
        ("N1", "Shelf mark GU · tea. CC BY 4.0"),
        ("UR", "https://example.org/small/guides/tea.html"),
        ("ER", ""),
    ]


# What may be missing ----------------------------------------------------------------------------------------------------


def test_without_authors_the_toolkit_itself_is_the_author() -> None:
    nobody = replace(TEA, authors=())
    assert nobody.text.startswith("Small toolkit (2026). ")
    assert bibtex_fields(nobody.bibtex)["author"] == "{Small toolkit}"
    assert [value for tag, value in ris_lines(nobody.ris) if tag == "AU"] == ["Small toolkit"]


def test_one_author_stands_alone() -> None:
    alone = replace(TEA, authors=("Ada Byron",))
    assert alone.text.startswith("Ada Byron: Small toolkit (2026). ")
    assert bibtex_fields(alone.bibtex)["author"] == "{Ada Byron}"
    assert [value for tag, value in ris_lines(alone.ris) if tag == "AU"] == ["Ada Byron"]


def test_an_organisation_with_and_in_its_name_stays_one_author() -> None:
    them = replace(TEA, authors=("Deeds and Words", "Bo Li"))
    assert bibtex_fields(them.bibtex)["author"] == "{Deeds and Words} and {Bo Li}"


def test_without_an_address_nothing_stands_in_its_place() -> None:
    nowhere = replace(TEA, address="")
    assert nowhere.text.endswith(". CC BY 4.0.")
    assert "url" not in bibtex_fields(nowhere.bibtex)
    assert "UR" not in dict(ris_lines(nowhere.ris))
    assert len(ris_lines(nowhere.ris)) == len(ris_lines(TEA.ris)) - 1


# Letters and signs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [ARABIC, POLISH])
def test_letters_of_all_languages_stay_what_they_are(title: str) -> None:
    told = replace(TEA, title=title, authors=(title,))
    assert f"“{title}”" in told.text
    assert bibtex_fields(told.bibtex)["title"] == f"{{{title}}}"
    assert bibtex_fields(told.bibtex)["author"] == f"{{{title}}}"
    assert dict(ris_lines(told.ris))["TI"] == title


@pytest.mark.parametrize(("sign", "written"), SPECIAL.items(), ids=lambda sign: f"{ord(sign[0]):x}")
def test_signs_that_mean_something_to_tex_are_escaped(sign: str, written: str) -> None:
    title = f"a{sign}b {sign}"
    told = replace(TEA, title=title, authors=(title,), within=title, mark=title, licence=title)
    escaped = f"a{written}b {written}"
    fields = bibtex_fields(told.bibtex)
    assert fields["title"] == fields["author"] == f"{{{escaped}}}"
    assert fields["howpublished"] == escaped
    assert fields["note"] == f"{escaped}. {escaped}"


@pytest.mark.parametrize(
    "title",
    [*SPECIAL, "{", "}", "{}", "}{", "".join(SPECIAL) + "{}", r"\{", r"\&", r"\\", "50 % of {A} & B_1 = $5 ~ #2^3 \\ done"],
)
def test_tex_prints_the_title_as_it_was_typed(title: str) -> None:
    written = bibtex_fields(replace(TEA, title=title).bibtex)["title"]
    assert (written[0], written[-1]) == ("{", "}")
    assert as_tex_prints(written[1:-1]) == title


@pytest.mark.parametrize("title", [*SPECIAL, "{}", "{a} and {{b}}", "".join(SPECIAL), ARABIC, POLISH, r"\{\}"])
def test_the_braces_of_an_entry_are_balanced(title: str) -> None:
    assert is_balanced(replace(TEA, title=title, authors=(title, title), within=title).bibtex)


@pytest.mark.parametrize("title", [*SPECIAL, "{", "}", "ER  - ", "TY  - BOOK", ARABIC, POLISH])
def test_ris_takes_a_title_as_it_is(title: str) -> None:
    lines = ris_lines(replace(TEA, title=title, authors=(title,), within=title).ris)
    assert [tag for tag, _ in lines] == ["TY", "AU", "TI", "T2", "PY", "LA", "N1", "UR", "ER"]
    assert {value for tag, value in lines if tag in ("AU", "TI", "T2")} == {title.strip()}


def test_an_address_is_never_escaped() -> None:
    address = "https://example.org/~ada/a_b%20c.html?x=1&y=2#z"
    told = replace(TEA, address=address)
    assert told.text.endswith(f" {address}")
    assert bibtex_fields(told.bibtex)["url"] == address
    assert dict(ris_lines(told.ris))["UR"] == address


# The citation of a record -----------------------------------------------------------------------------------------------


def cited(root: Path, record_id: str, language: str) -> Citation:
    library = read_library(read_settings(root))
    return record_view(make_site(library, {}, "2027-08-09"), library.records[record_id], language).citation


def test_a_record_is_cited_in_the_words_that_the_reader_sees(small: Path) -> None:
    german, arabic = cited(small, "guides/tea", "de"), cited(small, "guides/tea", "ar")
    assert (german.title, german.language) == ("Wie man Tee macht", "de")
    assert german.address == "https://example.org/small/de/guides/tea.html"
    # The Arabic page shows the German text.
    assert (arabic.title, arabic.language, arabic.address) == (german.title, german.language, german.address)


def test_the_year_is_the_one_in_which_it_was_written_or_else_the_editions(small: Path) -> None:
    assert cited(small, "guides/tea", "en").year == "2026"
    assert cited(small, "guides/coffee", "ar").year == "2027"


@pytest.mark.parametrize(
    ("licence", "said"), [("CC-BY-SA-4.0", "CC BY-SA 4.0"), ("CC-BY-3.0", "CC BY 3.0"), ("CC0-1.0", "CC0-1.0")]
)
def test_authors_and_licence_are_the_records_own(small: Path, licence: str, said: str) -> None:
    file = small / "content/guides/tea.en.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("created:", f"authors: [Ada Byron, Bo Li]\nlicense: {licence}\ncreated:"), "utf-8")
    tea = cited(small, "guides/tea", "de")
    assert (list(tea.authors), tea.licence, tea.key) == (["Ada Byron", "Bo Li"], said, "guides-tea")
    coffee = cited(small, "guides/coffee", "en")
    assert (list(coffee.authors), coffee.licence) == ([], "CC BY 4.0")


def test_a_lone_brace_does_not_open_what_nothing_closes() -> None:
    entry = replace(TEA, title="a { b").bibtex
    assert entry.count("{") == entry.count("}")
    assert r"a \textbraceleft{} b" in entry


def test_a_title_of_several_lines_makes_no_fields_of_its_own() -> None:
    assert [tag for tag, _ in ris_lines(replace(TEA, title="one\nER  -\nTY  - BOOK").ris)].count("TY") == 1
