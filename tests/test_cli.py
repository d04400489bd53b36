"""The command line: its contract, and what it says to people."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from toolkit_builder.cli import main


def toolkit(*words: str | Path) -> Result:
    """Run `toolkit` with these words, in English."""
    return CliRunner(env={"LANGUAGE": "en"}).invoke(main, [str(word) for word in words])


def break_tea(root: Path) -> Path:
    file = root / "content/guides/tea.en.md"
    file.write_text(file.read_text("utf-8").replace("level: easy", "level: eazy"), "utf-8")
    return file


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_help_names_every_command_and_teaches() -> None:
    result = toolkit("--help")
    for command in (*COMMANDS, "fix"):
        assert command in result.output
        assert toolkit(command, "--help").exit_code == 0
    assert "A day with it" in result.output


def as_a_program(
    *words: str | Path, stdout: int | IO[str], first: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m toolkit_builder` on its own; ``first`` is done in the new process."""
    command = [sys.executable, "-m", "toolkit_builder", *map(str, words)]
    environment = {**os.environ, "LANGUAGE": "en", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8", env=environment, check=False, preexec_fn=first
    )


def test_it_runs_as_a_module() -> None:
    result = as_a_program("--help", stdout=subprocess.PIPE)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Usage: toolkit [OPTIONS] COMMAND")


def no_room() -> None:
    """Let no file grow beyond a hundred bytes, as on a disk that is full."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("build",), ""),
        (("pack",), "dist/small-toolkit-offline.zip"),
        (("new", "guides", "cake"), "content/guides/cake.en.md"),
        (("translate", "guides/coffee", "de"), "content/guides/coffee.de.md"),
    ],
    ids=lambda words: words[0] if words else "",
)
def test_a_full_disk_is_one_sentence_and_leaves_nothing_over(small: Path, words: tuple[str, ...], file: str) -> None:
    assert toolkit("build", "--root", small).exit_code == 0
    shutil.rmtree(small / ".toolkit")
    before = files_in(small)
    result = as_a_program(*words, "--root", small, stdout=subprocess.DEVNULL, first=no_room)
    assert result.returncode == 2
    last = result.stderr.splitlines()[-1]
    assert last.startswith("toolkit: ")
    place = f"{small.resolve() / 'site'}: File too large. The old one is untouched."
    assert last.endswith(f"{file}: File too large." if file else place)
    assert "Traceback" not in result.stderr
    # Empty locks, and what was rendered, count for nothing.
    shutil.rmtree(small / ".toolkit", ignore_errors=True)
    assert files_in(small) == before
    assert not (small / "dist").exists()


COMMANDS = ("check", "build", "serve", "pack", "verify", "new", "translate", "receive", "review", "status", "schema", "rules")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_fits_80_columns_and_keeps_its_lines(command: tuple[str, ...]) -> None:
    result = CliRunner(env={"COLUMNS": "80"}).invoke(main, [*command, "--help"])
    lines = result.output.splitlines()
    assert "\b" not in result.output
    assert "\\b" not in result.output
    assert [line for line in lines if len(line) > 80 or line.endswith(" ")] == []
    # click cuts what it says of a command where it is too long.
    assert [line for line in lines if line.endswith("...") and "Usage" not in line] == []


def test_examples_in_help_stand_on_lines_of_their_own() -> None:
    assert "\n    toolkit serve " in toolkit("--help").output
    assert "\n  Formats: text for people" in toolkit("check", "--help").output


@pytest.mark.parametrize("words", [("check",), ("check", "--help"), ("--version",), ("rules",), ("status",)])
def test_a_full_disk_or_a_closed_pipe_is_told_in_one_sentence(small: Path, words: tuple[str, ...]) -> None:
    place = ("--root", small) if words in (("check",), ("status",)) else ()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = as_a_program(*words, *place, stdout=full)
    assert (result.returncode, result.stderr) == (2, "toolkit: the output cannot be written: No space left on device.\n")
    reading, writing = os.pipe()
    os.close(reading)
    result = as_a_program(*words, *place, stdout=writing)
    os.close(writing)
    said = "toolkit: the output is not complete: what it was sent to was closed.\n"
    assert (result.returncode, result.stderr) == (1, said)


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(small: Path) -> None:
    (small / "content/guides/soup.en.md").symlink_to(small / "nowhere/soup.en.md")
    result = toolkit("new", "guides", "soup", "--root", small)
    assert result.exit_code != 0
    assert result.output.startswith("toolkit: ")
    assert result.output.count("\n") == 1


def test_one_is_singular(small: Path) -> None:
    break_tea(small)
    assert toolkit("check", "--root", small).output.endswith("3 records: 1 error, 0 warnings.\n")
    (small / "content/people/ada.en.md").unlink()
    (small / "content/guides/coffee.ar.md").unlink()
    assert "1 record: " in toolkit("check", "--root", small).output


def test_check_exits_with_0_1_and_2(small: Path, tmp_path: Path) -> None:
    assert toolkit("check", "--root", small).exit_code == 0
    break_tea(small)
    assert toolkit("check", "--root", small).exit_code == 1
    assert toolkit("check", "--root", small, "--format", "xml").exit_code == 2
    (tmp_path / "empty").mkdir()
    result = toolkit("check", "--root", tmp_path / "empty")
    assert result.exit_code == 2
    assert "There is no mkdocs.yml" in result.output


def test_check_speaks_the_users_language(small: Path) -> None:
    break_tea(small)
    result = CliRunner(env={"LANGUAGE": "de"}).invoke(main, ["check", "--root", str(small)])
    assert "content/guides/tea.en.md:7:8: error not-in-vocabulary: " in result.output
    assert "`eazy` is not a term" not in result.output
    assert "`easy`" in result.output


def test_check_reports_only_the_paths_asked_for(small: Path) -> None:
    break_tea(small)
    assert toolkit("check", "--root", small, small / "content/people").exit_code == 0
    assert toolkit("check", "--root", small, "content/guides/tea.en.md").exit_code == 1
    assert toolkit("check", "--root", small, "content/nothing").exit_code == 2


def test_check_in_json_keeps_the_contract(small: Path) -> None:
    break_tea(small)
    data = json.loads(toolkit("check", "--root", small, "--format", "json").output)
    assert set(data) == {"problems", "errors", "warnings", "records"}
    assert (data["errors"], data["warnings"], data["records"]) == (1, 0, 3)
    contract = {"path", "line", "column", "level", "rule", "message", "hint", "record", "field", "count", "also"}
    assert set(data["problems"][0]) == contract
    assert data["problems"][0]["record"] == "guides/tea"
    assert data["problems"][0]["field"] == "level"


def test_build_pack_and_verify(small: Path) -> None:
    built = toolkit("build", "--root", small)
    assert built.exit_code == 0, built.output
    assert (small / "site/index.html").is_file()
    packed = toolkit("pack", "--root", small)
    assert packed.exit_code == 0, packed.output
    names = sorted(file.name for file in (small / "dist").iterdir())
    assert names == [
        "small-toolkit-offline-ar.zip",
        "small-toolkit-offline-de.zip",
        "small-toolkit-offline-en.zip",
        "small-toolkit-offline.zip",
    ]
    assert toolkit("verify", small / "dist/small-toolkit-offline.zip").exit_code == 0


def test_pack_without_a_site_says_what_to_do(small: Path) -> None:
    result = toolkit("pack", "--root", small)
    assert result.exit_code == 1
    assert "Run `toolkit build` first" in result.output


def test_pack_refuses_a_site_of_other_files_and_files_with_errors(small: Path) -> None:
    assert toolkit("build", "--root", small).exit_code == 0
    with (small / "content/guides/tea.en.md").open("a", encoding="utf-8") as file:
        file.write("\nMore of it.\n")
    result = toolkit("pack", "--root", small)
    assert result.exit_code == 1
    assert "site is not made of the files as they are now. Run `toolkit build` first.\n" in result.output
    break_tea(small)
    result = toolkit("pack", "--root", small)
    assert result.exit_code == 1
    assert "content/guides/tea.en.md:" in result.output
    assert result.output.endswith("Nothing was packed.\n")
    assert not (small / "dist").exists()


def test_a_failed_build_leaves_the_old_site(small: Path) -> None:
    assert toolkit("build", "--root", small).exit_code == 0
    before = files_in(small / "site")
    break_tea(small)
    result = toolkit("build", "--root", small)
    assert result.exit_code == 1
    assert "Did you mean `easy`?" in result.output
    assert "the old one is untouched" in result.output
    assert files_in(small / "site") == before


DYING = """
import itertools, os, signal, sys
from importlib import import_module
from toolkit_builder.cli import main
name, function, times = sys.argv.pop(1).split(":")
module, calls = import_module(f"toolkit_builder.{name}"), itertools.count(1)
alive = getattr(module, function)
def dying(*arguments, **named):
    if next(calls) == int(times):
        os.kill(os.getpid(), signal.SIGKILL)
    return alive(*arguments, **named)
setattr(module, function, dying)
main()
"""


@pytest.mark.parametrize("where", ["build:draw:1", "publishing.drawer:_write:1", "publishing.drawer:_write:9", "swap:_swap:1"])
def test_a_killed_build_leaves_the_old_site(small: Path, where: str) -> None:
    assert toolkit("build", "--root", small).exit_code == 0
    before = files_in(small / "site")
    with (small / "content/guides/tea.en.md").open("a", encoding="utf-8") as file:
        file.write("\nMore of it.\n")
    killed = subprocess.run(
        [sys.executable, "-c", DYING, where, "build", "--root", str(small)], check=False, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert sites_in(small) == ["site", "site.new"]
    assert files_in(small / "site") == before
    assert toolkit("build", "--root", small).exit_code == 0
    assert sites_in(small) == ["site"]
    assert files_in(small / "site") != before


def test_what_a_killed_build_left_goes_away_also_where_nothing_changed(small: Path) -> None:
    assert toolkit("build", "--root", small).exit_code == 0
    before = files_in(small / "site")
    (small / "site.new").mkdir()
    (small / "site.new/index.html").write_text("half", "utf-8")
    assert toolkit("build", "--root", small).exit_code == 0
    assert sites_in(small) == ["site"]
    assert files_in(small / "site") == before


def sites_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("site"))


def test_build_refuses_a_folder_that_is_not_its_own(small: Path) -> None:
    (small / "letters").mkdir()
    (small / "letters/dear.txt").write_text("Dear", "utf-8")
    result = toolkit("build", "--root", small, "--out", small / "letters")
    assert result.exit_code == 2
    assert "was not made by toolkit build" in result.output
    assert (small / "letters/dear.txt").read_text("utf-8") == "Dear"


def test_new_writes_a_file_that_only_wants_filling_in(small: Path) -> None:
    result = toolkit("new", "guides", "soup", "--root", small)
    assert result.exit_code == 0, result.output
    text = (small / "content/guides/soup.en.md").read_text("utf-8")
    for words in ("# Where (required)", "easy: Easy", "# since:", "records in people: ada", "For example: [BE]"):
        assert words in text, words
    problems = json.loads(toolkit("check", "--root", small, "--format", "json", "content/guides/soup.en.md").output)["problems"]
    assert {problem["rule"] for problem in problems} == {"missing-field", "placeholder-left"}


def test_new_writes_the_headings_that_a_type_asks_for(small: Path) -> None:
    first, second = "{en: What it is, de: Was es ist, ar: ما هو}", "{en: What to do, de: Was zu tun ist, ar: ما العمل}"
    with (small / "content/guides/_type.yml").open("a", encoding="utf-8") as file:
        file.write(f"sections:\n  - {first}\n  - {second}\n")
    assert toolkit("new", "guides", "suppe", "--language", "de", "--root", small).exit_code == 0
    text = (small / "content/guides/suppe.de.md").read_text("utf-8")
    assert text.endswith("---\n\n## Was es ist\n\n## Was zu tun ist\n")


def test_a_new_record_has_numbers_for_the_steps_that_its_type_asks_for(small: Path) -> None:
    first, second = "{en: Do, de: Tun, ar: افعل, steps: 2}", "{en: More, de: Mehr, ar: المزيد, steps: {max: 3}}"
    with (small / "content/guides/_type.yml").open("a", encoding="utf-8") as file:
        file.write(f"sections:\n  - {first}\n  - {second}\n")
    assert toolkit("new", "guides", "soup", "--root", small).exit_code == 0
    record = small / "content/guides/soup.en.md"
    assert record.read_text("utf-8").endswith("---\n\n## Do\n\n1.\n2.\n\n## More\n")
    # An empty one is no step.
    assert "has 0 numbered steps" in toolkit("check", record, "--root", small).output
    record.write_text(record.read_text("utf-8").replace("1.", "1. Cook.").replace("2.", "2. Eat."), "utf-8")
    assert "numbered step" not in toolkit("check", record, "--root", small).output


def test_limits_of_a_type_are_told_where_texts_are_begun_and_in_its_schema(small: Path) -> None:
    with (small / "content/guides/_type.yml").open("a", encoding="utf-8") as file:
        file.write(
            "  photo: {kind: image, label: {en: Photo, de: Foto, ar: صورة}}\nlimits: {title: 90, summary: 300, alt: 200}\n"
        )
    assert toolkit("new", "guides", "soup", "--root", small).exit_code == 0
    text = (small / "content/guides/soup.en.md").read_text("utf-8")
    assert "# Title (required). What it is called. At most 90 characters." in text
    assert "At most 300 characters." in text
    told = json.loads(toolkit("schema", "guides", "--root", small).output)
    assert [told["properties"][name]["maxLength"] for name in ("title", "summary")] == [90, 300]
    assert told["$defs"]["photo"]["properties"]["alt"]["maxLength"] == 200
    others = json.loads(toolkit("schema", "people", "--root", small).output)["properties"]
    assert [others[name]["maxLength"] for name in ("title", "summary")] == [120, 240]


def test_what_a_type_asks_of_values_is_told_where_records_are_begun_and_in_its_schema(small: Path) -> None:
    label = "label: {en: X, de: X, ar: X}"
    with (small / "content/guides/_type.yml").open("a", encoding="utf-8") as file:
        file.write(
            f"  total: {{kind: number, required: true, sum_of: quiz.points, {label}}}\n"
            f"  agreed: {{kind: yes-no, must_be: true, {label}}}\n"
            f"  quiz:\n    kind: group\n    many: true\n    count: 2\n    {label}\n    fields:\n"
            f"      choices: {{kind: text, many: true, unique: true, count: {{min: 2, max: 4}}, {label}}}\n"
            f"      best: {{kind: number, entry_of: choices, {label}}}\n"
            f"      points: {{kind: number, required: true, {label}}}\n"
        )
    assert toolkit("new", "guides", "soup", "--root", small).exit_code == 0
    text = (small / "content/guides/soup.en.md").read_text("utf-8")
    assert "# X (required). What quiz.points add up to.\ntotal:\n" in text
    assert "# X (optional). It must be true.\n" in text
    assert "# X (optional). Exactly 2 entries.\n" in text
    # What must be there stands behind the dash, so that nothing is left of an entry when the rest is taken out.
    assert "# quiz:\n#   - points: 12  # X\n" in text
    assert "choices: []  # X. From 2 to 4 entries. No entry twice.\n" in text
    assert "best: 12  # X. The number of an entry of choices, from 1.\n" in text
    told = json.loads(toolkit("schema", "guides", "--root", small).output)
    quiz, choices = told["properties"]["quiz"], told["$defs"]["quiz"]["properties"]["choices"]
    assert (quiz["minItems"], quiz["maxItems"]) == (2, 2)
    assert (choices["minItems"], choices["maxItems"], choices["uniqueItems"]) == (2, 4, True)
    assert told["properties"]["agreed"]["const"] is True
    assert not {"maxItems", "uniqueItems", "const"} & told["properties"]["countries"].keys()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("guide", "soup"), "Did you mean `guides`?"),
        (("guides", "Soup Kitchen"), "`soup-kitchen` can be had."),
        (("guides", "tea"), "content/guides/tea.de.md exists already."),
        (("guides", "soup", "--language", "fr"), "`fr` is not one of this toolkit's languages: en, de, ar."),
    ],
)  # fmt: skip
def test_new_refuses_with_a_reason(small: Path, words: tuple[str, ...], said: str) -> None:
    result = toolkit("new", *words, "--root", small)
    assert result.exit_code == 2
    assert said in result.output


def test_status_in_words(small: Path) -> None:
    result = toolkit("status", "--root", small)
    assert result.exit_code == 0
    assert "en: 1 original, 1 missing" in result.output
    assert "people/ada: never checked" in result.output
    assert "  guides: tea 4, coffee 2" in result.output
    figures = json.loads(toolkit("status", "--format", "json", "--root", small).output)["readability"]
    assert {"record": "guides/tea", "language": "de", "lix": 12} in figures


def test_schema_is_json_schema(small: Path) -> None:
    schema = json.loads(toolkit("schema", "guides", "--root", small).output)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["level"]["enum"] == ["easy", "hard"]
    assert set(schema["required"]) == {"title", "summary", "countries", "level"}
    assert toolkit("schema", "guide", "--root", small).exit_code == 2


def test_rules_lists_and_explains() -> None:
    assert "dead-link" in toolkit("rules").output
    explained = toolkit("rules", "dead-link").output
    assert "Bad:  [DUO](../models/duo-for-job.md)" in explained
    assert "Did you mean `dead-link`?" in toolkit("rules", "deadlink").output
