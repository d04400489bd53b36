"""What is told of a translation whose original changed: twelve kinds of edit in ten records, and the commands for it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit_builder.build import build_site, prepare, read_and_check
from toolkit_builder.cli import main
from toolkit_builder.model.changes import changes
from toolkit_builder.model.counterparts import counterparts
from toolkit_builder.model.library import Library
from toolkit_builder.model.passages import _FIGURE, Digest, Passage
from toolkit_builder.model.record import Status
from toolkit_builder.model.shown import Shown
from toolkit_builder.publishing.catalogues import card_of
from toolkit_builder.publishing.collections import collections_of
from toolkit_builder.publishing.collections.timeline import Timeline
from toolkit_builder.publishing.environment import status_tag
from toolkit_builder.publishing.fields import strength_of
from toolkit_builder.publishing.frame import notice_of
from toolkit_builder.publishing.parts import Notice
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.spoken import without_signs
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.writing.comparison import what_to_do
from toolkit_builder.writing.translations import fingerprint_line

TABLE = Path(__file__).parent / "translations" / "table.txt"
RECORDS = Path(__file__).parent / "translations" / "records"
NAMES = sorted(file.name.partition(".")[0] for file in RECORDS.glob("*.en.md"))


def toolkit(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(root)])


def library_of(root: Path) -> Library:
    return read_and_check(read_settings(root))[0]


# The table --------------------------------------------------------------------------------------------------------------


def sections(text: str) -> list[str]:
    """Cut a text before its headings of the second level, however they are written."""
    return re.split(r"^(?=## |\w.*\n---)", text, flags=re.MULTILINE)


def in_section(name: str, old: str, new: str, count: int = 1) -> Callable[[str], str]:
    def edit(text: str) -> str:
        parts = sections(text)
        at = next(number for number, part in enumerate(parts) if part.lstrip("# ").startswith(name))
        changed = re.sub(old, new, parts[at], count=count, flags=re.MULTILINE)
        assert changed != parts[at], (name, old)
        return "".join([*parts[:at], changed, *parts[at + 1 :]])

    return edit


def rearranged(move: Callable[[list[str]], list[str]]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        # The header's last line looks like a line below a heading.
        end = text.index("\n---\n") + 5
        before, *parts = sections(text[end:])
        return text[:end] + before + "".join(move(parts))

    return edit


def without_after(parts: list[str]) -> list[str]:
    """Take the section After out, but not the notes and addresses at the end of the file."""
    gone = next(part for part in parts if part.lstrip("# ").startswith("After"))
    kept = re.findall(r"^\[[^\]]+\]: .*\n", gone, flags=re.MULTILINE)
    return [*(part for part in parts if part is not gone and part.lstrip("# ")[:7] != "At last"), *kept]


def with_new(parts: list[str]) -> list[str]:
    return [parts[0], "## Also\n\nSomething new.\n\n", *parts[1:]]


EDITS: dict[str, Callable[[str], str]] = {
    "punctuation": in_section("Before", r"\.(\s|$)", r"!\1"),
    "white space": in_section("Before", r"(?<=[\w*]) (?=\w)", "   "),
    "wording": in_section("Before", r"(\.|\]) ([^\W\d_])", r"\1 Perhaps \2"),
    "figure": in_section("During", r"(?<=[\w,] )(\d+)", r"9\1"),
    "address": lambda text: re.sub(r"example\.org/\w+", "example.net/new", text),
    "moved": rearranged(lambda parts: [parts[1], parts[0], *parts[2:]]),
    "renamed": in_section("Before", r"Before", "Beforehand"),
    "removed": rearranged(without_after),
    "added": rearranged(with_new),
    "code indented": in_section("Code", r"^( +)(\S.*)\n( *)(`|~|$|</)", r"\1    \2\n\3\4"),
    "field": lambda text: re.sub(r"^summary: (\w+)", r"summary: Always \1", text, flags=re.MULTILINE),
    "entry removed": lambda text: re.sub(r"^keywords: \[[^,]+, ", "keywords: [", text, flags=re.MULTILINE),
}


@pytest.fixture
def site(small: Path) -> Path:
    """The small toolkit with the ten records, each with a translation that follows it."""
    for file in RECORDS.glob("*.md"):
        shutil.copy(file, small / "content" / "guides" / file.name)
    result = toolkit(small, "translate", "--as-current")
    assert result.output.count("follows its original") == len(NAMES)
    assert toolkit(small, "check", "--severity", "error").exit_code == 0
    return small


def told(library: Library, name: str) -> str:
    """Return what is told of a record's German translation, on one line."""
    record = library.records[f"guides/{name}"]
    translation = record.translations["de"]
    found = []
    for change in record.changed_since(translation):
        own = counterparts(record, translation).of(change)
        passage = change.now or own
        line = f" :{translation.place_of(own)[0]}" if own else ""
        found.append(f"{'+'.join(change.kinds)}{'!' * change.is_urgent} {passage.name if passage else '?'}{line}")
    assert (record.status("de") is Status.BEHIND) is bool(found)
    return "; ".join(found) or "-"


def test_twelve_edits_in_ten_records(site: Path, update_goldens: bool) -> None:
    """One line for each: the kinds (! urgent), the passage, and the line in the translation where it is; `-` is not behind."""
    lines = []
    before = {name: (site / f"content/guides/{name}.en.md").read_text("utf-8") for name in NAMES}
    for kind, edit in EDITS.items():
        for name, text in before.items():
            (site / f"content/guides/{name}.en.md").write_text(edit(text), "utf-8")
        library = library_of(site)
        lines += [f"{kind:13} | {name:19} | {told(library, name)}" for name in NAMES]
    came_out = "\n".join(lines) + "\n"
    if update_goldens:
        TABLE.write_text(came_out, "utf-8")
    assert came_out == TABLE.read_text("utf-8")


# Fingerprints -----------------------------------------------------------------------------------------------------------


def digest_of(text: str) -> Digest:
    return Passage("text", text, ("text",), read_markdown(text, 1)).digest


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ("Boil the water.", "  Boil\n the\twater! ", ""),
        ("caf\u00e9", "cafe\u0301", ""),
        ("**Boil** the _water_", "Boil *the* water", ""),
        ("> Boil", "- Boil", ""),
        ("Boil the water.", "boil the water.", "words"),
        ("one two", "onetwo", "words"),
        ("p < .05", "p > .05", "words"),
        ("5 %", "5", "words"),
        ("kinder\u00adgarten", "kindergarten", ""),
        ("~~not~~ done", "not done", "words"),
        ('<img src="a.png" alt="one">', '<img src="a.png" alt="two">', "words"),
        ("it is -5 there", "it is 5 there", "figures"),
        ("it is -5 there", "it is \u22125 there", ""),
        ("5-10 men", "5\u201310 men", ""),
        ("a", "", "words"),
        ("72 of them", "27 of them", "figures"),
        ("4.5", "45", "figures"),
        ("seven", "7", "words figures"),
        ("[a](b.md)", "[a](c.md)", "links"),
        ("![a](b.png)", "![a](c.png)", "links"),
        ("[a][x]\n\n[x]: b.md", "[a][x]\n\n[x]: c.md", "links"),
        ("<https://example.org/1>", "<https://example.org/2>", "links"),
        ('<a href="b.md">a</a>', '<a href="c.md">a</a>', "links"),
        ('[a](b.md "one")', '[a](b.md "two")', "words"),
        ("![a](b.png)", "![c](b.png)", "words"),
        ("`a`", "`b`", "code"),
        ("```\na\n  b\n```", "```\na\nb\n```", "code"),
        ("$x$", "$y$", "code"),
        ("x[^1]\n\n[^1]: one", "x[^1]\n\n[^1]: two", "words"),
        ("x[^1]\n\n[^1]: one\n\ny", "x[^1]\n\ny\n\n[^1]: one", ""),
        ("<div>\none\n</div>", "<div>\ntwo\n</div>", "words"),
        ("HTML\n\n*[HTML]: one", "HTML\n\n*[HTML]: two", "words"),
    ],
)  # fmt: skip
def test_parts_of_a_digest(one: str, other: str, parts: str) -> None:
    first, second = digest_of(one), digest_of(other)
    names = ("words", "figures", "links", "code")
    assert " ".join(name for name in names if getattr(first, name) != getattr(second, name)) == parts


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ("## [A](b.md)\n\nx", "## [A](c.md)\n\nx", "links"),
        ("## A[^1]\n\nx\n\n[^1]: one", "## A[^1]\n\nx\n\n[^1]: two", "words"),
        ("## A\n\nx", "## B\n\nx", "label"),
        ("## `A`\n\nx", "## `B`\n\nx", "label"),
    ],
)  # fmt: skip
def test_what_a_heading_leads_to_belongs_to_its_section(one: str, other: str, part: str) -> None:
    def digest(text: str) -> Digest:
        outline = read_markdown(text, 1)
        return next(Passage(section.title, section.text, (), outline, section).digest for section in outline.sections)

    first, second = digest(one), digest(other)
    assert [
        name for name in ("label", "words", "figures", "links", "code") if getattr(first, name) != getattr(second, name)
    ] == [part]


def test_figures_of_fingerprints_are_those_that_they_always_were() -> None:
    at_first = re.compile(r"(?:(?<![^\s(])-)?\d+(?:[.,:/'’٫٬]\d+)*")
    texts = ["".join(signs) for length in range(6) for signs in product("-7٣ (x.'", repeat=length)]
    assert [_FIGURE.findall(text) for text in texts] == [at_first.findall(text) for text in texts]


@pytest.mark.parametrize("text", ["words", "7 words", "[a](b.md) 7", "`a` 1 [b](c.md)", "`a`"])
def test_a_digest_is_read_as_it_is_written(text: str) -> None:
    digest = digest_of(text)
    assert Digest.parse(str(digest)) == digest


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("abc", "abc", ""),
        ("abc", "ac", "removed b"),
        ("abc", "bc", "removed a"),
        ("abc", "ab", "removed c"),
        ("abc", "axc", "changed x"),
        ("abc", "abxc", "new x"),
        ("abc", "cab", "moved c"),
        ("aba", "ab", "removed a"),
        ("abcd", "xd", "removed a, removed b, removed c, new x"),
    ],
)  # fmt: skip
def test_old_fingerprints_are_understood(before: str, now: str, said: str) -> None:
    """Until November 2026 there was one hash for each passage."""
    passages = [Passage(one, one, (one,)) for one in now]
    old = [Digest("", "", "", old=Passage("", one).old_hash) for one in before]
    found = changes(old, passages, [one.digest for one in passages])
    assert ", ".join(f"{'+'.join(one.kinds)} {one.now.name if one.now else before[one.was or 0]}" for one in found) == said


def test_a_field_may_be_called_otherwise_or_stand_elsewhere_in_its_type(site: Path) -> None:
    file = site / "content/guides/_type.yml"
    text = file.read_text("utf-8")
    line = next(one for one in text.splitlines(keepends=True) if one.startswith("  duration:"))
    file.write_text(text.replace(line, "") + line.replace("duration", "takes"), "utf-8")
    for name in (*NAMES, "tea"):
        for code in ("en", "de"):
            record = site / f"content/guides/{name}.{code}.md"
            record.write_text(record.read_text("utf-8").replace("duration:", "takes:"), "utf-8")
    assert {told(library_of(site), name) for name in NAMES} == {"-"}


def test_a_translation_that_lacks_a_section_is_told_no_wrong_line(site: Path) -> None:
    edit(site / "content/guides/paragraphs.de.md", r"## Dabei\n\n[^\n]+\n\n", "")
    edit(site / "content/guides/paragraphs.en.md", r"They answer", "They all answer")
    assert told(library_of(site), "paragraphs") == "wording # Before"


# The command ------------------------------------------------------------------------------------------------------------


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    file.write_bytes(changed.encode())


def git(folder: Path, *words: str) -> None:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", folder, *names, *words], check=True, capture_output=True)


def test_translate_starts_a_file_that_nobody_sees_until_something_is_said_in_it(small: Path) -> None:
    assert toolkit(small, "translate", "guides/tea", "ar", "--method", "machine").exit_code == 0
    record = library_of(small).records["guides/tea"]
    assert record.status("ar") is Status.UNTOUCHED
    assert record.version("ar") is None
    assert "not-yet-translated" in toolkit(small, "check").output
    state = json.loads(toolkit(small, "status", "--format", "json").output)
    assert state["languages"]["guides"]["ar"] == {"original": 1, "untouched": 1}
    assert state["untouched"] == [{"record": "guides/tea", "language": "ar"}]
    refused = toolkit(small, "translate", "guides/tea", "ar", "--done")
    assert refused.exit_code == 2
    assert "says nothing yet" in refused.output
    edit(small / "content/guides/tea.ar.md", "title: .*", "title: كيف تصنع الشاي")
    assert library_of(small).records["guides/tea"].status("ar") is Status.MACHINE


def test_a_new_translation_says_all_that_the_original_says(small: Path) -> None:
    """Also words that would mean something else without quotation marks, and entries of a list that have none."""
    edit(
        small / "content/guides/_type.yml",
        "text: {kind: text, translate: true, required: true",
        "text: {kind: text, translate: true",
    )
    edit(small / "content/guides/tea.en.md", "title: .*", 'title: "Null"')
    edit(small / "content/guides/tea.en.md", "  - {text: Wait., minutes: 3}", "  - {minutes: 3}\n  - {text: 'true'}")
    assert toolkit(small, "translate", "guides/tea", "ar").exit_code == 0
    library = library_of(small)
    values = library.records["guides/tea"].translations["ar"].values
    assert (values["title"], values["steps"]) == ("Null", [{"text": "Boil the water."}, {}, {"text": "true"}])
    assert [fault for fault in library.faults if fault.position.path.endswith("tea.ar.md")] == []


@pytest.mark.parametrize("with_git", [True, False])
def test_translate_shows_and_writes_nothing(site: Path, with_git: bool) -> None:
    if with_git:
        git(site, "init", "-q")
        git(site, "add", ".")
        git(site, "commit", "-q", "-m", "as it was")
    original, file = site / "content/guides/paragraphs.en.md", site / "content/guides/paragraphs.de.md"
    edit(original, "12 people. They answer", "15 people. They all answer")
    edit(original, "## After\n\nWrite down what you heard.\n", "")
    edit(original, "## Code", "## Also\n\nSomething.\n\n## Code")
    before = file.read_bytes()
    shown = toolkit(site, "translate", "guides/paragraphs", "de")
    assert shown.exit_code == 0
    assert file.read_bytes() == before
    first = "content/guides/paragraphs.de.md:17: # Before (here: # Vorher): URGENT, other figures and other words"
    was = "    was  Ask 12 people. They answer; most say yes." if with_git else None
    now = "    now  Ask 15 people. They all answer; most say yes." if with_git else "    now  ## Before"
    lines = shown.output.splitlines()
    assert lines[0] == first
    assert lines[1] == (was or now)
    assert now in lines
    removed = "# After (here: # Danach)" if with_git else "# Danach"
    headings = [line for line in lines if line.startswith("content/")]
    assert headings[1:] == [
        "content/guides/paragraphs.de.md: # Also: new",
        f"content/guides/paragraphs.de.md:32: {removed}: taken out of the original; take it out here, too",
    ]
    assert lines[-1] == "When the translation says the same again: toolkit translate guides/paragraphs de --done"


def test_old_fingerprints_tell_as_much_where_git_has_the_old_text(site: Path) -> None:
    original, file = site / "content/guides/lists.en.md", site / "content/guides/lists.de.md"
    record = library_of(site).records["guides/lists"]
    edit(file, r"fingerprint: \[.*\]", f"fingerprint: [{', '.join(repr(one.old_hash) for one in record.passages)}]")
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "as it was")
    edit(original, "## Before", "## Beforehand")
    edit(original, "5 minutes", "6 minutes")
    git(site, "mv", "content/guides/lists.en.md", "content/guides/rows.en.md")
    git(site, "mv", "content/guides/lists.de.md", "content/guides/rows.de.md")
    git(site, "commit", "-q", "-a", "-m", "another name")
    shown = toolkit(site, "translate", "guides/rows", "de").output
    assert "rows.de.md:15: # Beforehand (here: # Vorher): another heading\n    was  ## Before\n    now  ## Beforehand" in shown
    assert "# During (here: # Dabei): URGENT, other figures\n    was  2. Ask one question in 5 minutes, from" in shown


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_done_changes_the_fingerprint_and_nothing_else(site: Path, end: str) -> None:
    file = site / "content/guides/boxes.de.md"
    edit(site / "content/guides/boxes.en.md", "Bring a pen", "Bring two pens")
    text = file.read_text("utf-8").replace("  method: human", "  # Anna knows\n  method:   human\n  by: [Anna]")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    before = file.read_bytes()
    result = toolkit(site, "translate", "guides/boxes", "de", "--done")
    assert result.output == "content/guides/boxes.de.md follows content/guides/boxes.en.md as it is now.\n"
    after = file.read_bytes()
    gone = [*set(before.split(b"\n")) - set(after.split(b"\n"))]
    come = [*set(after.split(b"\n")) - set(before.split(b"\n"))]
    assert [one.split(b":")[0].strip() for one in gone + come] == [b"fingerprint", b"fingerprint"]
    assert library_of(site).records["guides/boxes"].status("de") is Status.CURRENT
    assert "is up to date" in toolkit(site, "translate", "guides/boxes", "de").output


@pytest.mark.parametrize(
    "block",
    [
        "translation: {of: en, method: human}",
        "translation:\n  method: human\n  of: en",
        "translation:\n    of: en\n    fingerprint:\n    - aaaa\n    # the last one\n    - bbbb\n\n    method: human",
        "translation:\n  fingerprint: [aaaa,\n    bbbb]\n  of: de\n  method: human",
        "translation:\n  {of: en,\n  method: human}",
        "translation:\n  of: en\n  method: human\n# the end",
    ],
)
def test_a_stamp_in_any_block(site: Path, block: str) -> None:
    file = site / "content/guides/html.de.md"
    edit(file, r"translation:\n(  .*\n)+", block + "\n")
    assert toolkit(site, "translate", "guides/html", "de", "--done").exit_code == 0
    library = library_of(site)
    record = library.records["guides/html"]
    assert record.status("de") is Status.CURRENT
    assert fingerprint_line(record) in file.read_text("utf-8")
    assert [fault for fault in library.faults if fault.position.path.endswith("html.de.md")] == []


def test_many_are_marked_and_what_is_behind_stays_so(site: Path) -> None:
    for name in ("html", "lists", "boxes"):
        edit(site / f"content/guides/{name}.de.md", r"  fingerprint: .*\n", "")
    edit(site / "content/guides/tables.en.md", "Mentor", "Teacher")
    toolkit(site, "translate", "guides/lists", "ar")
    result = toolkit(site, "translate", "--as-current", str(site / "content/guides/html.de.md"))
    assert result.output == "content/guides/html.de.md follows its original as it is now.\n"
    result = toolkit(site, "translate", "--as-current")
    assert result.output.splitlines() == [
        "content/guides/boxes.de.md follows its original as it is now.",
        "content/guides/lists.de.md follows its original as it is now.",
        "content/guides/tables.de.md is behind and was left as it is: see toolkit translate TYPE/SLUG LANGUAGE.",
        "content/guides/lists.ar.md is not translated yet and was left as it is.",
    ]
    assert toolkit(site, "translate", "--as-current", "content/gone").exit_code == 2
    assert toolkit(site, "translate", "guides/html").exit_code == 2


def test_status_tells_what_is_urgent_first(site: Path) -> None:
    edit(site / "content/guides/boxes.en.md", "Bring", "Take")
    edit(site / "content/guides/tables.en.md", "45", "54")
    state = json.loads(toolkit(site, "status", "--format", "json").output)
    assert [(one["record"], one["urgent"]) for one in state["behind"]] == [("guides/tables", True), ("guides/boxes", False)]
    assert state["behind"][0]["changes"] == [{"passage": "# Before", "kinds": ["figure"], "line": 15}]
    words = toolkit(site, "status").output
    assert "guides/tables (de), urgent: # Before (figure)" in words
    assert "guides/boxes (de): # Before\n" in words


# A fact of one language's file ------------------------------------------------------------------------------------------


def test_a_fact_of_one_language_is_shown_where_its_text_is(small: Path) -> None:
    edit(small / "content/guides/_type.yml", "doi: {kind: doi,", "doi: {kind: doi, per_language: true,")
    edit(small / "content/guides/_type.yml", "minutes: {kind: number,", "minutes: {kind: number, per_language: true,")
    edit(small / "content/guides/tea.de.md", "text: Warten.", "text: Warten., minutes: 4")
    library = library_of(small)
    record = library.records["guides/tea"]
    assert record.status("de") is Status.MACHINE, "it is no passage"
    english, german, arabic = (library.values(record, code) for code in ("en", "de", "ar"))
    assert english["doi"] == "10.1000/182"
    assert "doi" not in german
    assert german["steps"] == [{"text": "Wasser kochen."}, {"text": "Warten.", "minutes": 4}]
    assert arabic == german, "the Arabic page shows the German text"
    edit(small / "content/guides/tea.de.md", "duration:", "doi: 10.1000/183\nduration:")
    library = library_of(small)
    assert library.values(library.records["guides/tea"], "de")["doi"] == "10.1000/183"


def test_one_language_may_be_retired(small: Path) -> None:
    edit(small / "content/guides/_type.yml", "order: 10", "order: 10\nretired: {level: hard}")
    edit(small / "content/guides/_type.yml", "level: {kind: choice,", "level: {kind: choice, per_language: true,")
    edit(small / "content/guides/tea.de.md", "duration:", "level: hard\nduration:")
    library, problems = read_and_check(read_settings(small))
    record = library.records["guides/tea"]
    assert [record.is_retired_in(library.shown(record, code)) for code in ("en", "de", "ar")] == [False, True, True]
    assert [str(one) for one in problems if "tea" in one.position.path] == []


def test_a_record_without_anything_changed_needs_no_comparison(small: Path) -> None:
    library = library_of(small)
    record = library.records["guides/tea"]
    translation = record.translations["de"]
    assert [*what_to_do(library, record, translation)] == ["content/guides/tea.de.md is up to date."]
    unknown = replace(translation, fingerprint=())
    assert record.changed_since(unknown) == ()


# What was begun, and what is no block -----------------------------------------------------------------------------------


def test_a_file_that_was_begun_stays_hidden_when_the_original_moves_on(small: Path) -> None:
    """Old English words are no Arabic translation that is behind."""
    original, file = small / "content/guides/tea.en.md", small / "content/guides/tea.ar.md"
    toolkit(small, "translate", "guides/tea", "ar")
    edit(original, "Boil the water.", "Boil 2 litres of water.")
    edit(original, "## What you need\n", "## What is needed\n")
    record = library_of(small).records["guides/tea"]
    assert record.status("ar") is Status.UNTOUCHED
    assert library_of(small).shown(record, "ar").language == "de"
    checked = toolkit(small, "check").output
    assert "tea.ar.md:11:1: warning not-yet-translated: This file says nothing but what the original said" in checked
    assert "Delete it and run: toolkit translate guides/tea ar" in checked
    for words in ((), ("--done",)):
        refused = toolkit(small, "translate", "guides/tea", "ar", *words)
        assert (refused.exit_code, "Delete it and run this again" in refused.output) == (2, True)
    assert "is not translated yet" in toolkit(small, "translate", "--as-current").output
    edit(file, "title: .*", "title: كيف تصنع الشاي")
    record = library_of(small).records["guides/tea"]
    assert record.status("ar") is Status.BEHIND


def test_a_passage_that_was_left_as_the_original_had_it_is_found_after_a_change(site: Path) -> None:
    original, file = site / "content/guides/paragraphs.en.md", site / "content/guides/paragraphs.de.md"
    section = re.search(r"## Before\n\n.*\n", original.read_text("utf-8"))
    assert section
    edit(file, r"## Vorher\n\n.*\n", section[0])
    was = f"paragraphs.de.md:{file.read_text('utf-8').split(section[0])[0].count(chr(10)) + 1}:1: warning not-yet-translated"
    assert was in toolkit(site, "check").output
    edit(original, "12 people. They answer", "15 people. They all answer")
    assert was in toolkit(site, "check").output


def test_a_passage_of_very_many_lines_is_shown_as_a_whole(site: Path) -> None:
    """To compare each line with each would take the square of their number."""
    original = site / "content/guides/paragraphs.en.md"
    lines = "".join(f"Line number {number}.\n" for number in range(2500))
    edit(original, "## After\n", f"## After\n\n{lines}")
    git(site, "init", "-q")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "as it was")
    toolkit(site, "translate", "guides/paragraphs", "de", "--done", "--as-it-is")
    edit(original, "Line number 7.", "Another line.")
    shown = toolkit(site, "translate", "guides/paragraphs", "de").output
    assert "Another line." in shown
    assert shown.count("Line number 2000.") == 2


@pytest.mark.parametrize("block", ["translation: en", "translation: []", "translation:", "translation: [of, en]"])
def test_what_is_no_block_is_not_stamped(site: Path, block: str) -> None:
    file = site / "content/guides/html.de.md"
    edit(file, r"translation:\n(  .*\n)+", f"{block}\n")
    before = file.read_bytes()
    for words in ((), ("--done",)):
        refused = toolkit(site, "translate", "guides/html", "de", *words)
        assert refused.exit_code == 2
        assert "Run: toolkit check content/guides/html.de.md" in refused.output
    result = toolkit(site, "translate", "--as-current")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "There was nothing to mark.")
    assert "html.de.md has no `translation:` block that can be read" in result.output
    assert file.read_bytes() == before


def test_remarks_in_the_block_stay(site: Path) -> None:
    file = site / "content/guides/html.de.md"
    edit(file, "  of: en\n", "  of: en  # the English one\n")
    toolkit(site, "translate", "guides/html", "de", "--done")
    assert "  of: en  # the English one\n" in file.read_text("utf-8")


def test_a_merge_by_hand_is_a_state_of_its_own(site: Path) -> None:
    """What stands only in a merge, and not before it on either side, is found; whatever somebody set for git."""
    original = site / "content/guides/paragraphs.en.md"
    git(site, "init", "-q", "-b", "main")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "one")
    git(site, "checkout", "-q", "-b", "other")
    edit(original, "12 people", "13 people")
    git(site, "commit", "-q", "-a", "-m", "two")
    git(site, "checkout", "-q", "main")
    edit(original, "12 people", "14 people")
    git(site, "commit", "-q", "-a", "-m", "three")
    with pytest.raises(subprocess.CalledProcessError):
        git(site, "merge", "-q", "other")
    edit(original, r"<<<<<<<[^>]*>>>>>>> other", "Ask 15 people. They answer; most say yes.")
    toolkit(site, "translate", "guides/paragraphs", "de", "--done", "--as-it-is")
    git(site, "add", ".")
    git(site, "commit", "-q", "-m", "merged")
    git(site, "config", "diff.relative", "true")
    edit(original, "15 people", "16 people")
    git(site, "commit", "-q", "-a", "-m", "four")
    assert "    was  Ask 15 people." in toolkit(site, "translate", "guides/paragraphs", "de").output


def test_lists_are_sorted_by_what_they_show(small: Path) -> None:
    """A year of one language's file is the one that its readers see, are shown by, and sort by."""
    edit(small / "content/guides/_type.yml", "since: {kind: year,", "since: {kind: year, per_language: true,")
    edit(small / "content/guides/_type.yml", "level: {kind: choice,", "level: {kind: choice, per_language: true,")
    edit(small / "content/guides/tea.de.md", "duration:", "since: 2005\nlevel: hard\nduration:")
    site = prepare(read_settings(small)).site
    assert site is not None
    found = {}
    for code in ("en", "de", "ar"):
        reader = Reader(site, code, "guides/index.html")
        tea = site.library.records["guides/tea"]
        strength = strength_of(tea, reader)
        found[code] = (card_of(tea, tea.type.fields, reader).ranks, strength.mark if strength else None)
        drawn = collections_of(site.library.pages["years"], reader)[0].collection
        assert isinstance(drawn, Timeline)
        years = [year.year for year in drawn.years for card in year.cards if card.record is tea]
        assert years == [1902 if code == "en" else 2005]
    assert found["en"] == ("since=1902&level=1&_checked=20260203", (1, 2))
    assert found["de"] == found["ar"] == ("since=2005&level=2&_checked=20260203", (2, 2))


# What readers are told --------------------------------------------------------------------------------------------------


def page(root: Path, record: str, code: str) -> tuple[Notice, str]:
    """Return the notice on a record's page, and the mark of its card in a list."""
    site = prepare(read_settings(root)).site
    assert site is not None
    reader = Reader(site, code, f"{record}.html")
    one = site.library.records[record]
    notice = notice_of(one, reader, site.library.shown(one, code))
    assert notice is not None
    return notice, status_tag(card_of(one, [], reader), reader).striptags()


def test_readers_are_told_what_is_behind_and_what_is_not_known(site: Path) -> None:
    current, mark = page(site, "guides/boxes", "de")
    assert (current.status, current.state, current.changed, current.is_urgent, mark) == (
        Status.CURRENT, Status.CURRENT, [], False, "",
    )  # fmt: skip
    edit(site / "content/guides/boxes.en.md", "Bring", "Take")
    behind, mark = page(site, "guides/boxes", "de")
    assert (behind.status, behind.is_urgent, mark) == (Status.BEHIND, False, words_of(site, "Needs an update", "de"))
    assert behind.changed == [Shown("Before", language="en")]
    edit(site / "content/guides/boxes.en.md", r"## After\n\n(.+\n\n?)+", "")
    edit(site / "content/guides/boxes.en.md", r"(?<=[\w,] )(\d+)", r"9\1")
    behind, _ = page(site, "guides/boxes", "de")
    assert behind.is_urgent
    # A heading that the original has no more is told in the language in which the reader still finds it.
    assert Shown("Danach") in behind.changed
    edit(site / "content/guides/boxes.de.md", r"  fingerprint: .*\n", "")
    unknown, mark = page(site, "guides/boxes", "de")
    assert (unknown.status, unknown.changed, unknown.is_urgent) == (Status.NOT_KNOWN, [], False)
    assert mark == words_of(site, "Not compared with the original", "de")
    fallback, mark = page(site, "guides/boxes", "ar")
    assert (fallback.status, fallback.state, fallback.language.text) == (Status.MISSING, Status.NOT_KNOWN, "الألمانية")


def words_of(root: Path, text: str, code: str) -> str:
    site = prepare(read_settings(root)).site
    assert site is not None
    return Reader(site, code, "x.html").word(text)


@pytest.mark.parametrize(("old", "new", "is_told"), [("Ask one question", "Ask two questions", False), (r"\b5\b", "6", True)])
def test_urgent_changes_are_told_on_the_page(site: Path, old: str, new: str, is_told: bool) -> None:
    file = site / "content/guides/lists.en.md"
    edit(file, old, new)
    settings = read_settings(site)
    prepared = prepare(settings)
    build_site(prepared.site, site / "built")
    html = (site / "built/de/guides/lists.html").read_text("utf-8")
    warned = words_of(site, "Figures or addresses in it changed, too: compare them with the original.", "de")
    assert (without_signs(warned) in re.sub(r"</?span[^>]*>", "", html)) is is_told
