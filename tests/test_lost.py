"""`toolkit check --against`: what was published is compared with what is there, whoever made the file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.test_redirects import renamed
from tests.test_site import build_small
from toolkit_builder.cli import main
from toolkit_builder.model import published
from toolkit_builder.model.published import PublishedPage


def check(root: Path, against: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["check", "--root", str(root), "--against", against, *more])


def move(root: Path, old: str, new: str) -> None:
    for file in (root / "content").glob(f"{old}.*.md"):
        file.rename(root / "content" / f"{new}.{file.name.partition('.')[2]}")


def test_a_round_with_a_site_that_was_built(small: Path) -> None:
    """Published, renamed, told, mended as the hint says, published, renamed once more."""
    build_small(renamed(small))
    site = small / "site"
    for where in (str(site), str(site / "data"), str(site / "data/library.json"), (site / "data/library.json").as_uri()):
        assert check(small, where).output.endswith("no problems found.\n")
    move(small, "who", "people-who-tell")
    told = check(small, str(site)).output.splitlines()
    assert told[0].startswith("content/people-who-tell.en.md:3:1: warning lost-address: ")
    line = told[1].partition("`")[2].rpartition("`")[0]
    assert line == "redirect_from: [about-us, who]"
    file = small / "content/people-who-tell.en.md"
    file.write_text(file.read_text("utf-8").replace("redirect_from: [about-us]", line), "utf-8")
    assert check(small, str(site)).output.endswith("no problems found.\n")
    build_small(small)
    assert (site / "ar/who.html").is_file()
    move(small, "people-who-tell", "tellers")
    file = small / "content/tellers.en.md"
    file.write_text(file.read_text("utf-8").replace(line + "\n", ""), "utf-8")
    told = check(small, str(site)).output.splitlines()
    assert "`redirect_from: [about-us, people-who-tell, who]`" in told[1]


def test_what_is_asked_for_can_be_told_for_some_files_and_in_other_forms(small: Path) -> None:
    build_small(small)
    move(small, "guides/coffee", "guides/mocha")
    tea = small / "content/guides/tea.en.md"
    tea.write_text(tea.read_text("utf-8").replace("coffee.md", "mocha.md"), "utf-8")
    answer = check(small, str(small / "site"), "--format", "json", str(small / "content/guides/mocha.ar.md"))
    (problem,) = json.loads(answer.output)["problems"]
    assert (problem["rule"], problem["level"], problem["record"]) == ("lost-address", "warning", "guides/mocha")
    assert "guides/coffee" in problem["message"]


GOOD: dict[str, Any] = {
    "version": 1,
    "name": "Small toolkit",
    "languages": [{"code": "en", "default": True}],
    "types": {},
    "records": [],
    "pages": [],
}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it cannot be read as JSON"),
        (b"[1, 2", "it cannot be read as JSON"),
        (b"\xff\xfe{\x00}\x00", "it cannot be read as JSON"),
        (b"[" * 100_000, "it cannot be read as JSON"),
        (b'{"version": 1, "name": "\\ud800"}', "it cannot be read as JSON"),
        (b"[]", "is not the data/library.json"),
        (b"null", "is not the data/library.json"),
        (b'{"problems": [], "errors": 0}', "`version` is missing or of a wrong kind"),
        ({**GOOD, "version": 0}, "has the form 0; this program knows 1"),
        ({**GOOD, "version": 9}, "has the form 9; this program knows 1"),
        ({**GOOD, "version": "1"}, "`version` is missing or of a wrong kind"),
        ({**GOOD, "languages": []}, "`languages` is missing or of a wrong kind"),
        ({**GOOD, "records": {"id": "a"}}, "`records` is missing or of a wrong kind"),
        ({**GOOD, "records": [{"id": "../../etc/passwd"}]}, "`records.0.id` is missing or of a wrong kind"),
        ({**GOOD, "pages": [{"id": "a\x1b[2J"}]}, "`pages.0.id` is missing or of a wrong kind"),
        ({**GOOD, "types": {"<b>": {}}}, "is missing or of a wrong kind"),
        ({**GOOD, "name": "Cakes\x1b[2J", "records": [{"id": "cakes/scone"}]}, "is of another toolkit (Cakes\ufffd[2J)"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_one_sentence(small: Path, content: bytes | dict[str, Any], said: str) -> None:
    file = small / "published.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    answer = check(small, str(file))
    assert answer.exit_code == 2
    assert said in answer.output
    assert answer.output.count("\n") == 1
    assert "\x1b" not in answer.output


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("https://example.org/data/library.json", "uses no network. Download it"),
        ("HTTP://[", "is no address"),
        ("file://server/share/library.json", "is not on this machine. Copy it"),
        ("nowhere.json", "cannot be read: No such file"),
        ("a\0b", "cannot be read: the name cannot be used"),
        ("", "cannot be read: No such file"),
        ("content", "cannot be read: No such file"),
        (os.devnull, "is no file"),
    ],
)
def test_a_place_that_holds_no_file_is_one_sentence(
    small: Path, where: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)
    answer = check(small, where)
    assert answer.exit_code == 2
    assert said in answer.output
    assert answer.output.count("\n") == 1


def test_an_edition_from_before_there_were_old_addresses(small: Path) -> None:
    build_small(small)
    file = small / "site/data/library.json"
    data = json.loads(file.read_text("utf-8"))
    del data["pages"]
    file.write_text(json.dumps(data), "utf-8-sig")
    move(small, "who", "tellers")
    assert check(small, str(file)).output.endswith("no problems found.\n")


def test_translate_knows_old_names(small: Path) -> None:
    answer = CliRunner().invoke(main, ["translate", "--root", str(renamed(small)), "about-us", "de"])
    assert answer.exit_code == 2
    assert "`who`" in answer.output


def test_many_renamed_records_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(folder: str) -> list[PublishedPage]:
        facts = {"https://example.org/a", "the same publisher"}
        return [
            PublishedPage(f"{folder}/r{one}", {"en": f"{folder} {one}"}, frozenset({*facts, f"a source of {one}"}))
            for one in range(3000)
        ]

    compared = []
    score = published._score

    def counted(old: PublishedPage, now: PublishedPage) -> float:
        compared.append(old.id)
        return score(old, now)

    monkeypatch.setattr(published, "_score", counted)
    assert published.renamed(pages("old"), pages("new")) == {f"old/r{one}": f"new/r{one}" for one in range(3000)}
    assert len(compared) < 10 * 3000
