"""The way of a translator who is in the middle of the work: what is told while some of it is done, and what `--done` takes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from toolkit_builder.build import read_and_check
from toolkit_builder.cli import main
from toolkit_builder.model.counterparts import counterparts
from toolkit_builder.model.record import Record
from toolkit_builder.reading.settings import read_settings

ENGLISH = """\
---
title: A choir
summary: People sing.
keywords: [singing, breath, evening, joy]
countries: [BE]
level: easy
steps:
  - {text: Meet.}
  - {text: Breathe in.}
  - {text: Sing low.}
  - {text: Go home.}
---
## Start

Come at seven.

## Breath

Breathe out slowly.

## Voice

See [the voice](https://example.org/voice).

## Rest

Drink some water.

## End

Say good night.
"""
GERMAN = """\
---
title: Ein Chor
summary: Menschen singen.
keywords: [Singen, Atem, Abend, Freude]
steps:
  - {text: Treffen.}
  - {text: Einatmen.}
  - {text: Tief singen.}
  - {text: Heimgehen.}
translation:
  of: en
  method: human
---
## Anfang

Kommen Sie um sieben.

## Atem

Atmen Sie langsam aus.

## Stimme

Siehe [die Stimme](https://example.org/voice).

## Pause

Trinken Sie Wasser.

## Ende

Sagen Sie gute Nacht.
"""


def toolkit(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--root", str(root)])


@pytest.fixture
def choir(small: Path) -> Path:
    (small / "content/guides/choir.en.md").write_text(ENGLISH, "utf-8")
    (small / "content/guides/choir.de.md").write_text(GERMAN, "utf-8")
    assert "choir.de.md follows" in toolkit(small, "translate", "--as-current", "content/guides/choir.de.md").output
    return small


def edit(root: Path, language: str, *pairs: tuple[str, str]) -> None:
    file = root / f"content/guides/choir.{language}.md"
    text = file.read_text("utf-8")
    for old, new in pairs:
        changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
        assert changed != text, old
        text = changed
    file.write_text(text, "utf-8")


def without(heading: str) -> tuple[str, str]:
    return rf"## {heading}\n\n[^\n]+\n\n?", ""


def record_of(root: Path) -> Record:
    return read_and_check(read_settings(root))[0].records["guides/choir"]


def told(root: Path) -> dict[str, str]:
    """Return what changed, by the heading or name in the original, with what stands in the line of the translation."""
    record = record_of(root)
    translation = record.translations["de"]
    lines = (root / translation.path).read_text("utf-8").splitlines()
    theirs = counterparts(record, translation)
    found = {}
    for change in record.changed_since(translation):
        own = theirs.of(change)
        name = change.now.name if change.now else f"gone {change.was}"
        found[name] = lines[translation.place_of(own)[0] - 1].strip() if own else ("absent" if theirs.lacks(change) else "?")
    return found


# Which line -------------------------------------------------------------------------------------------------------------

TOUCHED = (("Say good night", "Say farewell"), ("Come at seven", "Come at six"))
EXTRA, ZUGABE = ("## Rest", "## Extra\n\nMore.\n\n## Rest"), ("## Pause", "## Zugabe\n\nMehr.\n\n## Pause")
HUM = ("## Rest", "## Hum\n\nHum.\n\n### Long\n\nLong.\n\n## Rest")
LANG = ("## Pause", "### Lang\n\nLange.\n\n## Pause")
MOVED, VERSCHOBEN = (r"(## Voice.*?)(## Rest.*?)(?=## End)", r"\2\1"), (r"(## Stimme.*?)(## Pause.*?)(?=## Ende)", r"\2\1")


@pytest.mark.parametrize(
    ("english", "german", "wanted"),
    [
        ([without("Breath")], [], {"gone 11": "## Atem"}),
        ([without("Breath")], [without("Atem")], {"gone 11": "absent"}),
        # The voice has an address, and so tells which of the two went.
        ([without("Breath"), without("Rest")], [without("Atem")], {"gone 11": "absent", "gone 13": "## Pause"}),
        ([without("Breath"), without("Rest")], [without("Pause")], {"gone 11": "## Atem", "gone 13": "absent"}),
        ([EXTRA], [], {"# Extra": "absent"}),
        ([EXTRA], [ZUGABE], {"# Extra": "## Zugabe"}),
        (
            [without("Breath"), EXTRA],
            [without("Atem"), ZUGABE],
            {"gone 11": "absent", "# Extra": "## Zugabe"},
        ),
        ([without("Breath"), EXTRA], [], {"gone 11": "## Atem", "# Extra": "absent"}),
        # Of two that are new, the one that is here has the level of its heading.
        ([HUM], [LANG], {"# Hum": "absent", "# Long": "### Lang"}),
        # Who moves the voice in the translation as well is seen to have done so.
        ([MOVED], [], {"# Voice": "## Stimme"}),
        ([MOVED], [VERSCHOBEN], {"# Voice": "## Stimme"}),
    ],
)  # fmt: skip
def test_lines_are_right_whatever_is_done_already(
    choir: Path, english: list[tuple[str, str]], german: list[tuple[str, str]], wanted: dict[str, str]
) -> None:
    edit(choir, "en", *TOUCHED, *english)
    if german:
        edit(choir, "de", *german)
    assert told(choir) == {"# Start": "## Anfang", "# End": "## Ende", **wanted}


@pytest.mark.parametrize("is_done", [False, True])
def test_entries_of_a_list_are_found_when_one_before_them_went(choir: Path, is_done: bool) -> None:
    edit(choir, "en", (r"  - \{text: Breathe in.\}\n", ""), ("Go home", "Walk home"))
    if is_done:
        edit(choir, "de", (r"  - \{text: Einatmen.\}\n", ""))
    assert told(choir) == {"gone 7": "absent" if is_done else "- {text: Einatmen.}", "steps.3.text": "- {text: Heimgehen.}"}


def test_what_went_is_told_where_it_stood_though_what_stood_before_it_moved(choir: Path) -> None:
    edit(choir, "en", without("Breath"), (r"(## Start.*?)(## Voice.*)", r"\2\n\1"))
    assert [*told(choir)] == ["gone 11", "# Start"]


def test_a_translation_with_parts_of_its_own_is_told_no_lines(choir: Path) -> None:
    edit(choir, "de", ("## Ende", "## Dank\n\nDanke.\n\n## Noch etwas\n\nText.\n\n## Ende"))
    edit(choir, "en", *TOUCHED, without("Breath"))
    assert {*told(choir).values()} == {"?"}


def test_what_is_done_already_is_told_as_such_and_headings_in_both_languages(choir: Path) -> None:
    edit(choir, "en", *TOUCHED, without("Breath"), EXTRA, ("singing", "songs"))
    edit(choir, "de", without("Atem"), ZUGABE)
    shown = toolkit(choir, "translate", "guides/choir", "de").output
    lines = [line.removeprefix("content/guides/") for line in shown.splitlines() if line.startswith("content/")]
    assert lines == [
        "choir.de.md:4: keywords.1: other words",
        "choir.de.md:15: # Start (here: # Anfang): other words",
        "choir.de.md: a part of it: taken out of the original, and here as well",
        "choir.de.md:23: # Extra (here: # Zugabe): new, and here already",
        "choir.de.md:31: # End (here: # Ende): other words",
    ]


# Marking as done --------------------------------------------------------------------------------------------------------


def done(root: Path, *more: str) -> tuple[int, list[str]]:
    result = toolkit(root, "translate", "guides/choir", "de", "--done", *more)
    return result.exit_code, [line.removeprefix("content/guides/") for line in result.output.splitlines()]


def test_done_names_what_is_not_done(choir: Path) -> None:
    edit(choir, "en", ("at seven", "at 7 with 12 others"), without("Breath"), EXTRA, ("joy", "joy, thoughts"))
    edit(choir, "en", ("## End", "## Coda\n\nAnd again, all together.\n\n## End"))
    edit(choir, "de", ("## Ende", "## Coda\n\nAnd again, all together.\n\n## Ende"))
    before = (choir / "content/guides/choir.de.md").read_bytes()
    code, lines = done(choir)
    assert code == 1
    assert (choir / "content/guides/choir.de.md").read_bytes() == before
    assert [line.partition(" Only the original")[0] for line in lines] == [
        "choir.de.md: keywords.5: new in the original, and missing here (content/guides/choir.en.md:4).",
        "choir.de.md:19: # Atem: taken out of the original, and still here.",
        "choir.de.md: # Extra: new in the original, and missing here (content/guides/choir.en.md:21).",
        "choir.de.md:31: # Coda: still says, word for word, what the original says (content/guides/choir.en.md:29).",
        "choir.de.md:15: Section “Anfang”: figures of the original are missing.",
        "choir.de.md was not marked. Is it right as it is? Then: toolkit translate guides/choir de --done --as-it-is",
    ]
    assert done(choir, "--as-it-is") == (0, ["choir.de.md follows content/guides/choir.en.md as it is now."])


def test_done_takes_what_is_done(choir: Path) -> None:
    edit(choir, "en", ("at seven", "at 7 with 12 others"), without("Breath"), EXTRA, ("joy", "joy, zest"))
    edit(choir, "de", ("um sieben", "um 7 Uhr mit 12 anderen"), without("Atem"), ZUGABE, ("Freude", "Freude, zest"))
    assert done(choir) == (0, ["choir.de.md follows content/guides/choir.en.md as it is now."])
    assert toolkit(choir, "translate", "guides/choir", "de").output.endswith("choir.de.md is up to date.\n")


def test_a_section_in_place_of_another_is_taken_for_the_new_one(choir: Path) -> None:
    """Nothing tells the one from the other: who says that it is done is believed."""
    edit(choir, "en", ("## Breath\n\nBreathe out slowly.", "## Tongue\n\nMove it around."), ("Drink some", "Drink no"))
    edit(choir, "de", ("## Atem\n\nAtmen Sie langsam aus.", "## Zunge\n\nBewegen Sie sie."))
    assert done(choir)[0] == 0


def test_the_old_words_of_the_original_are_no_translation(choir: Path) -> None:
    edit(choir, "de", ("## Ende\n\nSagen Sie gute Nacht.", "## End\n\nSay good night."))
    edit(choir, "en", ("Say good night", "Say good night to all"))
    code, lines = done(choir)
    assert code == 1
    assert lines[0].startswith("choir.de.md:31: # End: still says, word for word, what the original says (content")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("org/voice", "org/voices", "addresses"), ("See ", "`sing()` See ", "code"), ("`hum`", "`hum()`", "code")],
)
def test_addresses_and_code_of_before_are_not_done(choir: Path, old: str, new: str, said: str) -> None:
    for language in ("en", "de"):
        edit(choir, language, (r"org/voice\)\.", "org/voice). `hum`"))
    assert done(choir, "--as-it-is")[0] == 0
    edit(choir, "en", (old, new))
    code, lines = done(choir)
    assert code == 1
    assert f"# Voice (here: # Stimme): still has the {said} that the original had before" in lines[0]
    edit(choir, "de", (old.replace("See", "Siehe"), new.replace("See", "Siehe")))
    assert done(choir)[0] == 0


def test_as_it_is_goes_with_done(choir: Path) -> None:
    assert toolkit(choir, "translate", "guides/choir", "de", "--as-it-is").exit_code == 2
    assert toolkit(choir, "translate", "guides/choir", "de", "--as-current", "--done").exit_code == 2


# A file that is wrong, among good ones ----------------------------------------------------------------------------------


def status(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(CliRunner().invoke(main, ["status", "--format", "json", "--root", str(root)]).stdout)
    return found


def arabic(root: Path, text: str) -> None:
    (root / "content/guides/choir.ar.md").write_text(text, "utf-8")


NO_BLOCK = "---\ntitle: جوقة\nsummary: يغنّي الناس.\n---\nنص.\n"


@pytest.mark.parametrize(
    "wrong",
    [
        NO_BLOCK,
        NO_BLOCK.replace("title:", "countries: [BE]\ntitle:"),
        NO_BLOCK.replace("title: ", 'title: "'),
        "نص.\n",
    ],
    ids=["no block", "facts of its own", "no header that can be read", "no header"],
)
def test_one_wrong_file_hides_no_good_one(choir: Path, wrong: str) -> None:
    edit(choir, "en", TOUCHED[0])
    arabic(choir, wrong)
    state = status(choir)
    assert [(one["record"], one["language"]) for one in state["behind"]] == [("guides/choir", "de")]
    assert state["outside"] == [{"path": "content/guides/choir.ar.md"}]
    assert state["languages"]["guides"]["ar"] == {"original": 1, "missing": 1, "broken": 1}
    assert state["languages"]["guides"]["de"]["behind"] == 1
    assert "content/guides/choir.ar.md" in toolkit(choir, "status").output
    assert "# End (here: # Ende)" in toolkit(choir, "translate", "guides/choir", "de").output
    refused = toolkit(choir, "translate", "guides/choir", "ar")
    assert (refused.exit_code, "Run: toolkit check content/guides/choir.ar.md" in refused.output) == (2, True)
    assert toolkit(choir, "check", "content/guides/choir.ar.md", "--severity", "error").exit_code == 1
    edit(choir, "de", (r"  fingerprint: [^\n]+\n", ""))
    marked = toolkit(choir, "translate", "--as-current").output.splitlines()
    assert "content/guides/choir.de.md follows its original as it is now." in marked
    assert "content/guides/choir.ar.md cannot be put to a record and was left as it is: see toolkit check." in marked


def test_translations_without_an_original_are_named(choir: Path) -> None:
    (choir / "content/guides/choir.en.md").unlink()
    assert status(choir)["outside"] == [{"path": "content/guides/choir.de.md"}]
    assert "choir.de.md cannot be put to a record" in toolkit(choir, "translate", "--as-current").output
    assert toolkit(choir, "translate", "guides/choir", "de").exit_code == 2


def test_two_originals_that_nobody_can_tell_apart_are_both_named(choir: Path) -> None:
    (choir / "content/guides/choir.de.md").unlink()
    arabic(choir, NO_BLOCK.replace("title:", "countries: [BE]\ntitle:"))
    assert [one["path"] for one in status(choir)["outside"]] == ["content/guides/choir.ar.md", "content/guides/choir.en.md"]


def test_a_fingerprint_of_which_a_part_cannot_be_read_tells_nothing(choir: Path) -> None:
    edit(choir, "de", (r"fingerprint: \[f[0-9a-f]+", "fingerprint: [of-then"))
    state = status(choir)
    assert (state["behind"], state["not_known"]) == ([], [{"record": "guides/choir", "language": "de"}])


def test_an_original_that_not_all_translations_name_is_as_uncertain(choir: Path) -> None:
    arabic(choir, NO_BLOCK.replace("title:", "countries: [BE]\ntitle:"))
    assert [one["path"] for one in status(choir)["outside"]] == ["content/guides/choir.ar.md"]
    (choir / "content/guides/choir.md").write_text(GERMAN.replace("of: en", "of: de"), "utf-8")
    (choir / "content/drafts").mkdir()
    (choir / "content/drafts/choir.en.md").write_text(ENGLISH, "utf-8")
    names = ("drafts/choir.en.md", *(f"guides/choir.{ending}" for ending in ("ar.md", "de.md", "en.md", "md")))
    assert [one["path"] for one in status(choir)["outside"]] == [f"content/{name}" for name in names]
    marked = toolkit(choir, "translate", "--as-current").output.splitlines()
    assert [line.partition(" ")[0] for line in marked if "cannot be put to a record" in line] == [
        f"content/{name}" for name in names
    ]


@pytest.mark.parametrize("of", ["ar", "xx"])
def test_a_wrong_name_of_the_original_hides_nothing(choir: Path, of: str) -> None:
    edit(choir, "en", TOUCHED[0])
    edit(choir, "de", ("of: en", f"of: {of}"))
    assert [one["record"] for one in status(choir)["behind"]] == ["guides/choir"]
    assert toolkit(choir, "check", "--severity", "error").exit_code == 1


@pytest.mark.parametrize("wrong", [("title: A choir", 'title: "A choir'), (r"summary: People sing.", "summary: {a: b}")])
def test_an_original_that_cannot_be_read_is_followed_by_nobody(choir: Path, wrong: tuple[str, str]) -> None:
    """What it says is not known: neither has all been taken out of it, nor does a translation follow it."""
    edit(choir, "en", wrong)
    before = (choir / "content/guides/choir.de.md").read_bytes()
    state = status(choir)
    assert (state["behind"], state["not_known"]) == ([], [{"record": "guides/choir", "language": "de"}])
    assert {"path": "content/guides/choir.en.md"} in state["outside"]
    for words in (("guides/choir", "de"), ("guides/choir", "de", "--done"), ("guides/choir", "ar")):
        refused = toolkit(choir, "translate", *words)
        assert (refused.exit_code, "Run: toolkit check content/guides/choir.en.md" in refused.output) == (2, True)
    assert "not all of its original can be read" in toolkit(choir, "translate", "--as-current").output
    assert (choir / "content/guides/choir.de.md").read_bytes() == before


# What else is told and taken --------------------------------------------------------------------------------------------


def last_line(root: Path, *words: str) -> str:
    return CliRunner().invoke(main, ["check", *words, "--root", str(root)]).stdout.splitlines()[-1]


def test_check_counts_what_is_behind_and_is_no_stricter_for_it(choir: Path) -> None:
    assert "behind" not in last_line(choir)
    edit(choir, "en", TOUCHED[0])
    late = "1 translation is behind its original: toolkit status"
    assert last_line(choir) == last_line(choir, "content/guides/choir.de.md") == late
    assert toolkit(choir, "check").exit_code == 0
    assert "behind" not in last_line(choir, "content/guides/tea.de.md")
    assert "behind" not in last_line(choir, "--rule", "dead-link")
    for form in ("json", "github", "markdown", "sarif", "junit"):
        assert "behind its" not in toolkit(choir, "check", "--format", form).output
    edit(choir, "en", ("org/voice", "org/voices"))
    urgent = "1 translation is behind its original, 1 urgently (a figure or an address changed): toolkit status"
    assert last_line(choir) == urgent


SECTIONS = "\nsections:\n  - {en: Start, de: Beginn, ar: البداية}\n  - {en: '*Rest*', de: Ruhe}\n"


def test_a_translation_begins_with_the_headings_of_its_type(choir: Path) -> None:
    declared = choir / "content/guides/_type.yml"
    declared.write_text(declared.read_text("utf-8") + SECTIONS, "utf-8")
    edit(choir, "en", ("## Start", "## Start {#begin}"), ("## Rest", "## *Rest*"))
    file = choir / "content/guides/choir.ar.md"
    assert toolkit(choir, "translate", "guides/choir", "ar").exit_code == 0
    headings = re.findall("^#.*", file.read_text("utf-8"), re.MULTILINE)
    assert headings == ["## البداية {#begin}", "## Breath", "## Voice", "## *Rest*", "## End"]
    assert "ar" in record_of(choir).untouched
    edit(choir, "en", ("Drink some water.", "Drink some cold water together, but not too much of it."))
    assert "ar" in record_of(choir).untouched, "words of then are no translation either"
    file.unlink()
    toolkit(choir, "translate", "guides/choir", "ar")
    edit(choir, "ar", ("title: A choir", "title: جوقة"))
    assert "ar" not in record_of(choir).untouched
    edit(choir, "en", ("Come at seven.", "Come at seven, or whenever you can, all of you."))
    toolkit(choir, "translate", "guides/choir", "ar", "--done", "--as-it-is")
    edit(choir, "ar", ("Come at seven.", "Come at seven, or whenever you can, all of you."))
    checked = toolkit(choir, "check", "content/guides/choir.ar.md").output
    assert "choir.ar.md:19:1: warning not-yet-translated: This passage is the original's, word for word" in checked


@pytest.mark.parametrize(
    "words",
    [
        ("content/guides/choir.de.md",),
        ("guides/choir.de.md",),
        ("content/guides/choir.en.md", "de"),
        ("content/guides/choir.md", "de"),
        ("guides/../guides/choir.de.md",),
    ],
)
def test_files_may_be_named(choir: Path, words: tuple[str, ...]) -> None:
    assert toolkit(choir, "translate", *words).output == "content/guides/choir.de.md is up to date.\n"


def test_several_files_and_files_that_are_not_there_yet(choir: Path) -> None:
    content = choir / "content"
    shown = toolkit(choir, "translate", str(content / "guides/choir.de.md"), str(content / "guides/choir.ar.md")).output
    assert shown.splitlines() == [
        "content/guides/choir.de.md is up to date.",
        "Wrote content/guides/choir.ar.md. Write the translation over the words of the original.",
    ]
    assert "take.de.md" in toolkit(choir, "translate", "content/take.de.md").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("content/guides/choir.en.md",), "is written in `en`"),
        (("content/guides/choir.md",), "Name the language"),
        (("content/guides/choir.xx.md",), "`xx` is not one of this toolkit's languages"),
        (("content/guides/choor.de.md",), "Did you mean `guides/choir`?"),
        (("/elsewhere/choir.de.md",), "does not lie in content"),
        (("guides/choir",), "Name the record and the language"),
    ],
)
def test_what_names_no_translation_is_refused(choir: Path, words: tuple[str, ...], said: str) -> None:
    before = sorted(choir.rglob("*.md"))
    refused = toolkit(choir, "translate", *words)
    assert (refused.exit_code, said in refused.output) == (2, True)
    assert sorted(choir.rglob("*.md")) == before
