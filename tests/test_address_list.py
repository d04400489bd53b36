"""The list of published addresses that a toolkit keeps: it grows by itself, and nothing in it may lead nowhere."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from tests.test_lost import move
from toolkit_builder.cli import main

LIST = "addresses.txt"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], env={"LANGUAGE": "en"})


def lines(root: Path) -> list[str]:
    return (root / LIST).read_text("utf-8").splitlines()


def test_a_page_that_moves_has_to_say_so(small: Path) -> None:
    """Nothing is asked without a list; with one, the site is not built before the line that is offered was written."""
    move(small, "who", "tellers")
    move(small, "tellers", "who")
    assert run(small, "check").exit_code == 0
    shown = run(small, "addresses")
    assert (shown.exit_code, (small / LIST).exists()) == (1, False)
    assert "+ guides/tea\n" in shown.output
    assert run(small, "addresses", "--write").exit_code == 0
    assert lines(small)[2:5] == ["language: en", "language: de", "language: ar"]
    assert {"guides/index", "guides/tea", "who"} <= {*lines(small)}
    assert run(small, "addresses").output == "All addresses are in addresses.txt.\n"

    move(small, "who", "tellers")
    told = run(small, "build")
    assert told.exit_code != 0
    number = lines(small).index("who") + 1
    assert f"{LIST}:{number}:1: error lost-address: " in told.output
    line = "redirect_from: [who]"
    assert f"`{line}`" in told.output
    file = small / "content/tellers.en.md"
    file.write_text(file.read_text("utf-8").replace("---\n", f"---\n{line}\n", 1), "utf-8")
    assert run(small, "build").exit_code == 0
    assert (small / "site/de/who.html").is_file()

    # The old name stays in the list, the new one is added, in one order whoever does it.
    run(small, "addresses", "--write")
    assert {"who", "tellers"} <= {*lines(small)}
    names = [one for one in lines(small) if not one.startswith(("#", "language:"))]
    assert names == sorted(names)


def test_a_draft_is_not_noted_and_one_that_was_published_is_missed(small: Path) -> None:
    file = small / "content/guides/coffee.ar.md"
    text = file.read_text("utf-8")
    as_draft = text.replace("---\n", "---\ndraft: true\n", 1)
    file.write_text(as_draft, "utf-8")
    run(small, "addresses", "--write")
    assert "guides/coffee" not in lines(small)
    file.write_text(text, "utf-8")
    run(small, "addresses", "--write")
    file.write_text(as_draft, "utf-8")
    told = run(small, "check", "--rule", "lost-address")
    assert told.exit_code == 1
    assert "is a draft now" in told.output


def test_remarks_and_lines_of_others_stay(small: Path) -> None:
    (small / LIST).write_bytes("\ufeff# Ours.\r\nlanguage: en\r\nlanguage: fr\r\nguides/gone\r\n".encode())
    run(small, "addresses", "--write")
    assert lines(small)[:5] == ["# Ours.", "language: en", "language: fr", "language: de", "language: ar"]
    assert "guides/gone" in lines(small)


def test_what_is_no_list_is_told_in_a_sentence(small: Path) -> None:
    (small / LIST).mkdir()
    assert f"{LIST}:1:1: error not-a-file: " in run(small, "check").output
    told = run(small, "addresses", "--write")
    assert told.exit_code == 2
    assert told.output.startswith(f"toolkit: {LIST} cannot be read or written: ")
    (small / LIST).rmdir()
    with (small / LIST).open("wb") as sparse:
        sparse.truncate(3 << 30)
    assert f"{LIST}:1:1: error file-too-large: " in run(small, "check").output
    assert run(small, "addresses", "--write").output == f"toolkit: {LIST} cannot be read or written: File too large.\n"
