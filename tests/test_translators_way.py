"""The way of a translator who is in the middle of the work: what is told while some of it is done, and what `--done` takes."""

from __future__ import annotations

import re
from pathlib import Path

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
