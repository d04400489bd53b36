"""Headers: every value with its place, nothing guessed, and a fault for all that is not allowed."""

from __future__ import annotations

import random
import time

import pytest

from toolkit_builder.model.values import Mapping, Path, Plain, locate, locate_key
from toolkit_builder.problems import Fault
from toolkit_builder.reading.header import MAX_BYTES, read_document
from toolkit_builder.reading.yaml import MAX_DEPTH, MAX_LENGTH, read_yaml

Place = tuple[int, int]

HEADER = """\
title: Größe 📏
keys: [é, ü, {ö: ß, à: ñ}]
steps:
  - text: Wait.
    minutes: 3
  - "two"
"""


def plain_of(text: str) -> Plain:
    node, faults = read_yaml(text, "x.md")
    assert faults == []
    return node.plain


def places(faults: list[Fault] | tuple[Fault, ...]) -> list[tuple[str, int, int]]:
    return [(fault.rule, fault.position.line, fault.position.column) for fault in faults]


# Places -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("title",), (2, 1), (2, 8)),
        (("keys",), (3, 1), (3, 7)),
        (("keys", 1), (3, 11), (3, 11)),
        (("keys", 2, "ö"), (3, 15), (3, 18)),
        (("keys", 2, "à"), (3, 21), (3, 24)),
        (("steps", 0, "text"), (5, 5), (5, 11)),
        (("steps", 0, "minutes"), (6, 5), (6, 14)),
        (("steps", 1), (7, 5), (7, 5)),
    ],
)
def test_keys_and_values_have_their_line_and_column_in_characters(
    path: Path, key: tuple[int, int], value: tuple[int, int]
) -> None:
    node, _ = read_yaml(HEADER, "x.md", first_line=2)
    assert locate_key(node, path) == key
    assert locate(node, path) == value


def test_what_is_missing_is_located_at_what_is_around_it() -> None:
    node, _ = read_yaml("a:\n  b: 1\n", "x.md")
    assert locate(node, ("a", "c", 3)) == (2, 3)
    assert locate_key(node, ("a", "c")) == (2, 3)


# Values -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["NO", "no", "yes", "on", "off", "y", "1.10", "0123", "007", "1:30", "2024-01-05", "1e3", "0x1F", "0o7", ".5", ".inf",
     "1_000", "+", "9" * 19, "nUll", "tRue", "a#b", "-"],
)  # fmt: skip
def test_stays_as_it_was_typed(typed: str) -> None:
    assert plain_of(f"[{typed}]" if typed != "-" else "a: '-'") in ([typed], {"a": typed})


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("null", None), ("Null", None), ("~", None), ("", None),
        ("true", True), ("False", False), ("TRUE", True),
        ("0", 0), ("2013", 2013), ("-5", -5), ("+7", 7), ("9" * 18, 10**18 - 1),
    ],
)  # fmt: skip
def test_has_a_type_of_its_own(typed: str, value: object) -> None:
    found = plain_of(f"a: {typed}")["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("typed", ['"null"', "'true'", '"2013"', "'~'", '""', "|-\n  12"])
def test_is_text_when_it_is_quoted(typed: str) -> None:
    assert isinstance(plain_of(f"a: {typed}")["a"], str)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ("a: >\n  one\n  two\n", {"a": "one two\n"}),
        ("a: one\n  two", {"a": "one two"}),
        ("a: [x, {b: 1}, []]", {"a": ["x", {"b": 1}, []]}),
        ("- a\n- b", ["a", "b"]),
        ("yes: 1\n2013: b", {"yes": 1, "2013": "b"}),
        ("a: 1 # said aside", {"a": 1}),
        ("", {}),
        ("# nothing but this", {}),
    ],
)
def test_yaml_means(text: str, value: Plain) -> None:
    assert plain_of(text) == value


# Faults -----------------------------------------------------------------------------------------------------------------

DEEP = "[" * (MAX_DEPTH + 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: &x 2", ("anchor", 2, 4)),
        ("a: 1\nb: *x", ("alias", 2, 4)),
        ("a: 1\nb:\n  - *x", ("alias", 3, 5)),
        ("a: 1\nb: !important 2", ("tag", 2, 4)),
        ("a: !!binary aGk=", ("tag", 1, 4)),
        ("a: !ENV [HOME]", ("tag", 1, 4)),
        ("a: 1\n<<: {b: 2}", ("merge-key", 2, 1)),
        ("é: {a: 1, a: 2}", ("duplicate-key", 1, 11)),
        ("a: 1\nb: 2\na: 3", ("duplicate-key", 3, 1)),
        ("a:\n\tb: 1", ("tab", 2, 1)),
        ("a:\n  \tb: 1", ("tab", 2, 1)),
        (f"a: {DEEP}", ("too-deep", 1, 3 + MAX_DEPTH)),
        ("a: 1\n? [b]\n: 2", ("odd-key", 2, 3)),
        ("a: 1\n? {b: c}\n: 2", ("odd-key", 2, 3)),
        ("a: 1\n---\nb: 2", ("second-document", 2, 1)),
        ("a: " + "x" * MAX_LENGTH, ("header-too-long", 1, 1)),
        ("a: b: c", ("broken-yaml", 1, 5)),
        ("a: é b: c", ("broken-yaml", 1, 7)),
        ("a: 1\nb: [1, 2\n", ("broken-yaml", 2, 1)),
        ("a: 'l'eau'", ("broken-yaml", 1, 7)),
        ("a: @me", ("broken-yaml", 1, 4)),
        ("a: %y", ("broken-yaml", 1, 4)),
        ('a: "\\ud800"', ("broken-yaml", 1, 7)),
        ("a: [draft] Hello", ("broken-yaml", 1, 12)),
        ("a: 1\n b: 2", ("broken-yaml", 2, 3)),
    ],
)
def test_is_told_once_with_its_place(text: str, found: tuple[str, int, int]) -> None:
    _, faults = read_yaml(text, "x.md")
    assert places(faults) == [found]


@pytest.mark.parametrize("key", ["translation", '"translation"', "'translation' ", "translation "])
def test_a_name_is_one_however_it_is_written(key: str) -> None:
    document = read_document(f"---\ntitle: x\n{key}: {{of: en}}\n---\n".encode(), "x.md")
    assert (document.is_translation, document.faults) == (True, ())


def test_a_merge_of_an_alias_is_told_as_both() -> None:
    _, faults = read_yaml("<<: *base\na: 1", "x.md")
    assert sorted(places(faults)) == [("alias", 1, 5), ("merge-key", 1, 1)]


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("a: b: c", "colon"),
        ("a: part one:", "colon"),
        ("a: 'open", "quote"),
        ('a: "x" y', "quote"),
        ("a: @me", "sign"),
        ("a: `me`", "sign"),
        ("a: [draft] Hello", "bracket"),
        ("a: [b, c", "bracket"),
        ("a: 1\n- b", "indent"),
    ],
)
def test_the_cause_of_a_syntax_error_is_guessed(typed: str, cause: str) -> None:
    _, faults = read_yaml(typed, "x.md")
    assert [fault.details["cause"] for fault in faults] == [cause]


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ("title: A\nsummary: 'B' C\nlevel: easy", {"title": "A", "summary": "B"}),
        ("title: A\nlist: [1, 2\nlevel: easy", {"title": "A"}),
        ("title: A\n? [b]\n: 2\nlevel: easy", {"title": "A", "level": "easy"}),
        ("title: A\ntitle: B", {"title": "A"}),
        ("title: &x A\nlevel: *x", {"title": "A", "level": None}),
        ("title: A\nlist: {a: {b: 'x'}, ]", {"title": "A"}),
        ("title: A\n---\ntitle: B", {"title": "A"}),
        (f"title: A\nlist: {DEEP}", {"title": "A"}),
    ],
)
def test_values_before_a_fault_survive(broken: str, kept: dict[str, Plain]) -> None:
    node, faults = read_yaml(broken, "x.md")
    assert faults
    assert node.plain == kept


@pytest.mark.parametrize("bomb", ["[" * 200_000, "{a: " * 60_000, "- " * 30_000 + "x", "a: " + "[" * 60_000])
def test_a_bomb_is_refused_in_less_than_a_second(bomb: str) -> None:
    """Of the processor: it takes a few thousandths of one."""
    begun = time.process_time()
    _, faults = read_yaml(bomb, "x.md")
    assert time.process_time() - begun < 1
    assert faults[0].rule in ("too-deep", "header-too-long", "broken-yaml")


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["a0: &a0 [lol, lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    node, faults = read_yaml("\n".join(lines), "x.md")
    assert {fault.rule for fault in faults} == {"anchor", "alias"}
    assert node.plain["a9"] == [None] * 9


# Documents --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ("no-header", 1, 1)),
        (b"# DUO", ("no-header", 1, 1)),
        (b"---\n---\n", ("no-header", 1, 1)),
        (b"---\ntitle: A\n", ("unclosed-header", 1, 1)),
        (b"---\n- A\n---\n", ("header-not-a-map", 2, 1)),
        (b"---\njust words\n---\n", ("header-not-a-map", 2, 1)),
        (b"---\ntitle: A\xa0\n---\n", ("encoding", 2, 9)),
        ("---\ntitle: é".encode() + b"\xe9\n---\n", ("encoding", 2, 9)),
        ("---\ntitle: A\n---\n".encode("utf-16"), ("encoding", 1, 1)),
        ("---\ntitle: Ä\u202eB\n---\n".encode(), ("hidden-character", 2, 9)),
        ("---\ntitle: A\n---\nText\u200b.\n".encode(), ("hidden-character", 4, 5)),
        (b"x" * (MAX_BYTES + 1), ("file-too-large", 1, 1)),
    ],
)
def test_a_file_is_refused(data: bytes, found: tuple[str, int, int]) -> None:
    assert places(read_document(data, "x.md").faults) == [found]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_is_read_whatever_its_line_ends(mark: str, newline: str) -> None:
    document = read_document(f"{mark}---\ntitle: A\n--- \nOne\nTwo\n".replace("\n", newline).encode(), "x.md")
    assert (document.header.plain, document.text, document.text_line) == ({"title": "A"}, "One\nTwo\n", 4)
    assert document.faults == ()


def test_letters_of_all_languages_are_welcome() -> None:
    title = "👩‍👩‍👧 \u2067مرحبا\u2069 \u200fالشاي نمی‌خواهم e\u0301 🇧🇪"
    document = read_document(f"---\ntitle: {title}\n---\n".encode(), "x.md")
    assert document.faults == ()
    assert document.header.plain == {"title": title}


GOOD = f"---\n{HEADER}sources:\n  - {{title: 'Tea: a history', url: https://e.org/}}\n---\n## Ü\n".encode()
SPARKS = [
    b"\t", b"\n", b"\r", b"---", b"...", b"[", b"]", b"{", b"}", b": ", b"- ", b"&a ", b"*a", b"!t ", b"<<: ", b"? ", b"|",
    b">", b"'", b'"', b"\\", b"#", b"%YAML 9.9\n", b"@", b"`", b"\x00", b"\xff", b"\xc3", b"\xe2\x80\xa8", b"\xc2\x85",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"[" * 40, b"null", b",", b"\xf0\x9f\x93\x8f", b"\xe2\x80\xae",
]  # fmt: skip


def mutated(chance: random.Random) -> bytes:
    data = bytearray(GOOD)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[at:at] = chance.choice(SPARKS)
            case 1:
                del data[at : at + chance.randint(1, 12)]
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                end = at + chance.randint(1, 40)
                data[at:at] = data[at:end]
    return bytes(data)


def test_no_file_makes_reading_raise() -> None:
    assert read_document(GOOD, "x.md").faults == ()
    chance = random.Random(20261123)
    refused = 0
    for _ in range(4000):
        data = mutated(chance)
        document = read_document(data, "x.md")
        lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert isinstance(document.header, Mapping), data
        # YAML also ends lines at three signs that editors show as none.
        lines += sum(data.count(sign) for sign in ("\x85".encode(), "\u2028".encode(), "\u2029".encode()))
        assert all(1 <= fault.position.line <= lines and fault.position.column >= 1 for fault in document.faults), data
        refused += bool(document.faults)
    assert refused > 2000
