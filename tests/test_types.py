"""Types: what each kind accepts and refuses, and the JSON Schema that says the same to editors."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import SITES
from toolkit_builder.build import read_and_check
from toolkit_builder.model.accepting import Surroundings
from toolkit_builder.model.compiled import Compiled, compile_type
from toolkit_builder.model.fields import Field
from toolkit_builder.model.kinds import KINDS
from toolkit_builder.model.types import RecordType
from toolkit_builder.model.vocabulary import Term, Vocabulary
from toolkit_builder.problems import Fault
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.reading.validation import validate
from toolkit_builder.reading.yaml import read_yaml

LEVELS = Vocabulary(
    "levels", {}, {"easy": Term("easy", {"en": "Easy", "de": "Leicht"}, {}), "very-hard": Term("very-hard", {"en": "Hard"}, {})}
)
AROUND = Surroundings({"levels": LEVELS}, ("en", "de"))
TRANSLATION = "title: A\nsummary: B\ntranslation: {of: en, method: machine}\n"

FIELDS = {
    "choice": {"vocabulary": "levels"},
    "reference": {"to": "people"},
    "group": {"fields": (Field("a", "text", required=True), Field("b", "number"))},
}


def a_type(*fields: Field) -> RecordType:
    return RecordType("things", {}, {}, {}, "blue", "discs", "TH", 1, fields)


def read(field: Field, typed: str) -> tuple[Any, list[Fault]]:
    """Hold `x: <typed>` against one field."""
    node, faults = read_yaml(f"title: A\nsummary: B\nx: {typed}\n", "things/a.en.md")
    assert faults == []
    values, found = validate(compile_type(a_type(field), AROUND).original, node, "things/a.en.md")
    return values.get("x"), found


def field(kind: str, **options: Any) -> Field:
    return Field("x", kind, **{**FIELDS.get(kind, {}), **options})


# Kinds ------------------------------------------------------------------------------------------------------------------

ACCEPTED = [
    ("text", "Words", "Words"),
    ("text", "' kept together '", "kept together"),
    ("text", "NO", "NO"),
    ("text", "1.10", "1.10"),
    ("text", '"2013"', "2013"),
    ("text", "2024-01-05", "2024-01-05"),
    ("markdown", "Some *words*", "Some *words*"),
    ("choice", "easy", "easy"),
    ("reference", "ada-2", "ada-2"),
    ("country", "BE", "BE"),
    ("country", "NO", "NO"),
    ("country", "XK", "XK"),
    ("language", "de", "de"),
    ("language", "zh-Hans", "zh-Hans"),
    ("date", "2024-02-29", "2024-02-29"),
    ("year", "2013", 2013),
    ("number", "12", 12),
    ("number", "2.5", 2.5),
    ("number", "-1", -1),
    ("range", "6-20", "6-20"),
    ("range", "6-6", "6-6"),
    ("range", "6+", "6+"),
    ("yes-no", "true", True),
    ("yes-no", "false", False),
    ("url", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
    ("url", "http://xn--mnchen-3ya.de", "http://xn--mnchen-3ya.de"),
    ("email", "a.b+c@example.org", "a.b+c@example.org"),
    ("doi", "10.1007/s10964-019-00982-8", "10.1007/s10964-019-00982-8"),
    ("licence", "CC-BY-SA-4.0", "CC-BY-SA-4.0"),
    ("licence", "MIT OR Apache-2.0", "MIT OR Apache-2.0"),
    ("image", "{file: a-1.jpg, alt: A pot}", {"file": "a-1.jpg", "alt": "A pot"}),
    ("group", "{a: one, b: 2}", {"a": "one", "b": 2}),
    ("group", "{a: one, b: }", {"a": "one"}),
]

# Kind, what was typed, the rule, what is suggested.
REFUSED = [
    ("text", "2013", "wrong-kind", ""),
    ("text", "true", "wrong-kind", ""),
    ("text", "[a]", "wrong-kind", ""),
    ("text", '"  "', "wrong-kind", ""),
    ("markdown", "{a: b}", "wrong-kind", ""),
    ("choice", "Easy", "not-in-vocabulary", "easy"),
    ("choice", "leicht", "not-in-vocabulary", "easy"),
    ("choice", "very hard", "not-in-vocabulary", "very-hard"),
    ("choice", "esay", "not-in-vocabulary", "easy"),
    ("choice", "xylophone", "not-in-vocabulary", ""),
    ("choice", "true", "not-in-vocabulary", ""),
    ("reference", "Ada", "wrong-kind", "ada"),
    ("reference", "../people/ada.md", "wrong-kind", "ada"),
    ("reference", "a--b c", "wrong-kind", ""),
    ("country", "Belgium", "wrong-kind", "BE"),
    ("country", "Belgien", "wrong-kind", "BE"),
    ("country", "be", "wrong-kind", "BE"),
    ("country", "UK", "wrong-kind", "GB"),
    ("country", "EL", "wrong-kind", "GR"),
    ("country", "EU", "wrong-kind", ""),
    ("country", "false", "wrong-kind", ""),
    ("language", "German", "wrong-kind", "de"),
    ("language", "DE", "wrong-kind", "de"),
    ("language", "pt-BR", "wrong-kind", ""),
    ("date", "2024-13-45", "wrong-kind", ""),
    ("date", "5.12.2026", "wrong-kind", "2026-12-05"),
    ("date", "2026/12/5", "wrong-kind", "2026-12-05"),
    ("date", "05/12/2026", "wrong-kind", ""),
    ("date", "31.2.2026", "wrong-kind", ""),
    ("date", "2026", "wrong-kind", ""),
    ("year", "2013-05", "wrong-kind", "2013"),
    ("year", "in 1998", "wrong-kind", "1998"),
    ("year", "0", "wrong-kind", ""),
    ("year", "true", "wrong-kind", ""),
    ("year", "9" * 5000, "wrong-kind", ""),
    ("number", "2,5", "wrong-kind", "2.5"),
    ("number", "many", "wrong-kind", ""),
    ("number", "true", "wrong-kind", ""),
    ("number", "1e3", "wrong-kind", ""),
    ("number", "[1]", "wrong-kind", ""),
    ("range", "12", "wrong-kind", "12-12"),
    ("range", "6 – 20", "wrong-kind", "6-20"),
    ("range", "6 to 20 people", "wrong-kind", "6-20"),
    ("range", "20-6", "wrong-kind", "6-20"),
    ("range", "6+ people", "wrong-kind", ""),
    ("range", "at least 6", "wrong-kind", ""),
    ("range", "-6", "wrong-kind", ""),
    ("range", "true", "wrong-kind", ""),
    ("range", "many", "wrong-kind", ""),
    ("range", "1, 2, 3", "wrong-kind", ""),
    ("yes-no", "yes", "wrong-kind", "true"),
    ("yes-no", "off", "wrong-kind", "false"),
    ("yes-no", "1", "wrong-kind", ""),
    ("url", "www.example.org", "wrong-kind", "https://www.example.org"),
    ("url", "//example.org/a", "wrong-kind", "https://example.org/a"),
    ("url", "'javascript:alert(1)'", "wrong-kind", ""),
    ("url", "'http://[::1'", "wrong-kind", ""),
    ("url", "https://localhost", "wrong-kind", ""),
    ("url", "https://exa mple.org", "wrong-kind", ""),
    ("email", "a@b", "wrong-kind", ""),
    ("email", "'a@b.org\" onclick=x'", "wrong-kind", ""),
    ("doi", "https://doi.org/10.1000/182", "wrong-kind", "10.1000/182"),
    ("doi", "doi 182", "wrong-kind", ""),
    ("licence", "mit", "wrong-kind", "MIT"),
    ("licence", "CC BY 4.0", "wrong-kind", "CC-BY-4.0"),
    ("licence", "free for all", "wrong-kind", ""),
    ("image", "photo.jpg", "wrong-kind", ""),
    ("image", "{file: ../a.jpg, alt: x}", "wrong-pattern", ""),
    ("image", "{file: a.jpg}", "missing-field", ""),
    ("group", "[a]", "wrong-kind", ""),
    ("group", "{b: 2}", "missing-field", ""),
    ("group", "{a: one, c: 2}", "unknown-field", ""),
]


def test_every_kind_is_tried_both_ways() -> None:
    assert {kind for kind, *_ in ACCEPTED} == {kind for kind, *_ in REFUSED} == set(KINDS)


@pytest.mark.parametrize(("kind", "typed", "value"), ACCEPTED)
def test_a_kind_accepts(kind: str, typed: str, value: Any) -> None:
    found, faults = read(field(kind), typed)
    if isinstance(found, dict):
        found = {name: part for name, part in found.items() if part is not None}
    assert (faults, found, type(found)) == ([], value, type(value))


@pytest.mark.parametrize(("kind", "typed", "rule", "meant"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_kind_refuses_and_suggests(kind: str, typed: str, rule: str, meant: str) -> None:
    value, faults = read(field(kind), typed)
    assert [(fault.rule, fault.details.get("meant", "")) for fault in faults] == [(rule, meant)]
    assert value is None


# Options ----------------------------------------------------------------------------------------------------------------

OPTIONS = [
    ("text", {"pattern": "[A-Z]-[0-9]"}, ["A-1"], {"A-12": "wrong-pattern", "xA-1": "wrong-pattern"}),
    ("text", {"min": 3, "max": 5}, ["abc", "abcde"], {"ab": "wrong-length", "abcdef": "wrong-length"}),
    ("markdown", {"max": 2}, ["ab"], {"abc": "wrong-length"}),
    ("number", {"min": 1, "max": 10}, ["1", "10", "9.9"], {"0": "out-of-range", "10.1": "out-of-range"}),
    ("year", {"min": 1900, "max": 2100}, ["1900", "2100"], {"1899": "out-of-range", "2101": "out-of-range"}),
    ("date", {"min": "2020-01-01"}, ["2020-01-01"], {"2019-12-31": "out-of-range"}),
    ("date", {"max": "2020-01-01"}, ["2020-01-01"], {"2020-01-02": "out-of-range"}),
    ("text", {"many": True}, ["[a, b]", "[]", ""], {"a": "wrong-kind", "[a, 1]": "wrong-kind"}),
    ("text", {"required": True}, ["a"], {"": "missing-field", "null": "missing-field"}),
    ("text", {"many": True, "required": True}, ["[a]"], {"[]": "missing-field", "": "missing-field"}),
    ("group", {"many": True}, ["[{a: one}, {a: two}]"], {"{a: one}": "wrong-kind", "[{a: one}, {}]": "missing-field"}),
]


@pytest.mark.parametrize(("kind", "options", "good", "bad"), OPTIONS)
def test_an_option_bounds_what_is_accepted(kind: str, options: dict[str, Any], good: list[str], bad: dict[str, str]) -> None:
    one = field(kind, **options)
    assert [read(one, typed)[1] for typed in good] == [[]] * len(good)
    assert {typed: read(one, typed)[1][0].rule for typed in bad} == bad


def test_a_fault_says_where_and_in_which_entry_counted_from_one() -> None:
    _, (fault,) = read(field("group", many=True), "[{a: one}, {a: two, b: x}]")
    assert (fault.field, fault.position.line, fault.position.column) == ("x.2.b", 3, 27)
    assert fault.details["typed"] == "x"


def test_what_has_changed_in_a_type_or_around_it_is_compiled_anew() -> None:
    """And nothing else is: to compile takes longer than to read a header."""

    def compiled(fewest: int, *terms: str) -> Compiled:
        vocabulary = Vocabulary("paces", {"en": "Paces"}, {name: Term(name, {"en": name}, {}) for name in terms})
        one = Field("pace", "choice", vocabulary="paces", many=True, fewest=fewest)
        return compile_type(a_type(one), Surroundings({"paces": vocabulary}, ("en",)))

    first = compiled(1, "slow", "fast")
    assert compiled(1, "slow", "fast") is first
    for other in (compiled(2, "slow", "fast"), compiled(1, "slow", "even"), compiled(1, "fast", "slow")):
        assert other.json_schema() != first.json_schema()


def test_a_field_may_be_called_like_anything_in_python() -> None:
    names = ("copy", "json", "schema", "model_config", "class", "field_x", "self")
    compiled = compile_type(a_type(*(Field(name, "text") for name in names)), AROUND)
    node, _ = read_yaml("title: A\nsummary: B\n" + "".join(f"{name}: {name}\n" for name in names), "x.md")
    values, faults = validate(compiled.original, node, "x.md")
    assert faults == []
    assert {name: values[name] for name in names} == {name: name for name in names}


# JSON Schema ------------------------------------------------------------------------------------------------------------

GUIDE: dict[str, Any] = {
    "title": "How to make tea", "summary": "Water.", "countries": ["GB"], "level": "easy", "since": 1902, "code": "AB-12",
    "hours": 1.5, "free": True, "home": "https://example.org/", "doi": "10.1000/182", "authors_of": ["ada"],
    "steps": [{"text": "Boil.", "minutes": 5}], "sources": [{"title": "Tea", "url": "https://example.org/h"}],
    "checked": "2026-01-02", "untranslated": [{"language": "de", "reason": "Why not."}],
}  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    settings = read_settings(SITES / "small")
    library, _ = read_and_check(settings)
    return compile_type(library.types["guides"], Surroundings(library.vocabularies, settings.codes)).json_schema()


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_the_schema_accepts_a_good_header(schema: dict[str, Any]) -> None:
    assert [error.message for error in Draft202012Validator(schema).iter_errors(GUIDE)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""}, {"title": None}, {"title": "x" * 121}, {"titel": "A"}, {"countries": "GB"}, {"countries": []},
        {"countries": ["gb"]}, {"level": "Easy"}, {"since": "1902"}, {"since": 1899}, {"code": "xAB-12"}, {"hours": 101},
        {"free": "yes"}, {"home": "javascript:alert(1)"}, {"doi": "182"}, {"authors_of": ["Ada"]},
        {"steps": [{"minutes": 5}]}, {"steps": [{"text": "a", "hours": 1}]}, {"untranslated": [{"language": "de"}]},
    ],
    ids=str,
)  # fmt: skip
def test_the_schema_refuses_a_bad_header(schema: dict[str, Any], change: dict[str, Any]) -> None:
    places = {(*error.absolute_path, "")[0] for error in Draft202012Validator(schema).iter_errors(GUIDE | change)}
    assert places in ({next(iter(change))}, {""})


@pytest.mark.parametrize("name", ["title", "summary", "countries", "level"])
def test_the_schema_wants_what_is_required(schema: dict[str, Any], name: str) -> None:
    without = {key: value for key, value in GUIDE.items() if key != name}
    (error,) = Draft202012Validator(schema).iter_errors(without)
    assert error.message == f"'{name}' is a required property"


def agree(one: Field, typed: str) -> bool:
    """Whether reading and the schema come to the same about a value."""
    node, _ = read_yaml(f"title: A\nsummary: B\nx: {typed}\n", "x.md")
    compiled = compile_type(a_type(one), AROUND)
    _, faults = validate(compiled.original, node, "x.md")
    return Draft202012Validator(compiled.json_schema()).is_valid(node.plain) == (not faults)


# What a schema cannot say: CLDR's codes, SPDX's list, numbers with a point (text to our reader), what a date or a host is,
# which of two numbers is larger, and that what is empty counts as left out.
BEYOND = {"country", "language", "licence", "number", "date", "url", "email", "20-6", '"  "', "{a: one, b: }"}
BOTH = [(kind, typed) for kind, typed, *_ in (*ACCEPTED, *REFUSED) if not {kind, typed} & BEYOND]


@pytest.mark.parametrize(("kind", "typed"), BOTH, ids=lambda value: str(value)[:40])
def test_the_schema_and_reading_agree(kind: str, typed: str) -> None:
    assert agree(field(kind), typed)


# Translations -----------------------------------------------------------------------------------------------------------

WORDS = Field("words", "text", translate=True, required=True)
FACT = Field("fact", "year")
STEPS = Field(
    "steps", "group", many=True, fields=(Field("text", "text", translate=True, required=True), Field("minutes", "number"))
)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (TRANSLATION, []),
        (TRANSLATION + "words: W\nsteps: [{text: a}, {}]\nkeywords: [k]", []),
        (TRANSLATION + "fact: 2013", [("unknown-field", "fact")]),
        (TRANSLATION + "checked: 2026-01-01", [("unknown-field", "checked")]),
        (TRANSLATION + "steps: [{text: a, minutes: 3}]", [("unknown-field", "steps.1.minutes")]),
        ("summary: B\ntranslation: {of: en, method: human}", [("missing-field", "title")]),
        ("title: A\nsummary: B", [("missing-field", "translation")]),
        ("title: A\nsummary: B\ntranslation: en", [("wrong-kind", "translation")]),
        ("title: A\nsummary: B\ntranslation: {method: human}", [("missing-field", "translation.of")]),
        ("title: A\nsummary: B\ntranslation: {of: en, method: magic}", [("not-in-vocabulary", "translation.method")]),
        (
            "title: A\nsummary: B\ntranslation: {of: en, method: human, reviewed: {on: 2026-01-01}}",
            [("missing-field", "translation.reviewed.by")],
        ),
        (
            "title: A\nsummary: B\ntranslation: {of: en, method: human, fingerprint: [1234]}",
            [("wrong-kind", "translation.fingerprint.1")],
        ),
    ],
)
def test_a_translation_holds_words_and_where_they_come_from(header: str, found: list[tuple[str, str]]) -> None:
    node, _ = read_yaml(header, "x.de.md")
    _, faults = validate(compile_type(a_type(WORDS, FACT, STEPS), AROUND).translation, node, "x.de.md")
    assert [(fault.rule, fault.field) for fault in faults] == found
