"""What `toolkit receive` says is in the language of who runs it, whatever was sent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_receive import HOSTILE, MINT, NAME, PLACES, PLAIN, POT, letter, receive, zipped
from toolkit_builder.writing.receive import delivery

# Nearly every English sentence has one of these, and no Polish one.
ENGLISH = re.compile(r"\b(?:the|it|is|are|was|there|than|and|of|record|file|nothing|put|new|left|changed)\b", re.IGNORECASE)


def english_in(output: str) -> list[str]:
    """Return what is English in it. Lines of differences are what was sent; names have dots, slashes or backticks."""
    lines = (line for line in output.splitlines() if not line.startswith(("+", "-", " ", "@@ -")))
    return [line for line in lines if ENGLISH.search(re.sub(r"`[^`]*`|\S*[./]\S*", "", line.removeprefix("toolkit: ")))]


def test_what_becomes_of_each_file(small: Path, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "guides/mint.en.md": MINT, "guides/mint/pot.svg": POT, "guides/notes.docx": "x",
        "people/ada.de.md": "---\ntitle: Ada\nsummary: Sie.\ntranslation: {of: en, method: human}\n---\nText.\n",
        "guides/tea.en.md": (small / "content/guides/tea.en.md").read_bytes(),
        "guides/coffee.ar.md": (small / "content/guides/coffee.ar.md").read_bytes() + "\nنص.\n".encode(),
    }  # fmt: skip
    (tmp_path / "a.zip").write_bytes(zipped(files))
    told = receive(small, tmp_path / "a.zip", language="pl")
    assert told.exit_code == 0, told.output
    for line in (
        f"nowy wpis        {NAME} (", "nowe tłumaczenie content/people/ada.de.md (",
        "bez zmian        content/guides/tea.en.md (", "zmieniono        content/guides/coffee.ar.md (",
        "nowy obraz       content/guides/mint/pot.svg (",
        "odłożono na bok  guides/notes.docx: wpis to zwykły tekst: zapisz go jako taki (.md).",
    ):  # fmt: skip
        assert f"\n{line}" in f"\n{told.output}"
    assert "Niczego jeszcze nie zapisano." in told.output
    assert english_in(told.output) == []
    told = receive(small, tmp_path / "a.zip", "--accept", language="pl")
    assert "Umieszczono na miejscu 4 pliki." in told.output
    assert english_in(told.output) == []


@pytest.mark.parametrize("harm", HOSTILE)
def test_why_nothing_is_taken(harm: str, small: Path, tmp_path: Path) -> None:
    name, make, _ = HOSTILE[harm]
    (tmp_path / name).write_bytes(make())
    told = receive(small, tmp_path / name, language="pl")
    assert told.output.startswith("toolkit: Niczego nie przyjęto. ")
    assert english_in(told.output) == []


@pytest.mark.parametrize("name", [name for name, reason in PLACES if reason])
def test_why_it_is_left_aside(name: str, small: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({name: PLAIN}))
    told = receive(small, tmp_path / "a.zip", language="pl")
    assert told.output.startswith("odłożono na bok  ")
    assert "Nic z tego nie ma tu swojego miejsca." in told.output
    assert english_in(told.output.replace(name, "")) == []


def test_what_is_in_the_way_and_a_parcel_of_outlook(small: Path, tmp_path: Path) -> None:
    attached = {"guides.mint.en.md": PLAIN.encode(), "winmail.dat": b"x"}
    (tmp_path / "a.eml").write_bytes(letter(f"{NAME}\n```\n{PLAIN}```\n\n```\n{PLAIN}```\n", attached))
    (small / NAME).mkdir()
    told = receive(small, tmp_path / "a.eml", language="pl")
    assert "otwiera to tylko Outlook" in told.output
    assert "odłożono na bok  wpis bez nazwy: nie mówi, gdzie jest jego miejsce." in told.output
    assert "coś innego" in told.output
    assert english_in(told.output) == []


def test_that_nothing_is_there_and_that_it_has_errors(small: Path) -> None:
    told = receive(small, "-", text="Dzień dobry", language="pl")
    assert told.output.startswith("Nie znaleziono tam wpisu.")
    told = receive(small, "-", "--as", "guides/mint.en.md", text=MINT, language="pl")
    assert "Niczego nie zapisano: 1 błąd." in told.output
    told = receive(small, "-", "--as", "nowhere/mint.en.md", text=PLAIN, language="pl")
    assert "--as nie podaje żadnej półki." in told.output
    assert english_in(told.output) == []


def test_what_is_not_shown_line_by_line(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_MOST_SHOWN", 4)
    told = receive(small, "-", "--as", "guides/mint.en.md", text=PLAIN, language="pl")
    assert "@@ i więcej\n" in told.output
    monkeypatch.setattr(delivery, "_MOST_COMPARED", 4)
    told = receive(small, "-", "--as", "guides/tea.en.md", text=PLAIN, language="pl")
    assert "@@ zbyt wiele jest nowe" in told.output
