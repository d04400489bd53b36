"""All that a small site consists of, held against what it was before: `tests/golden/site/`, page by page, sign by sign.

Two languages, one of them from right to left; records with every kind of field, behind, untranslated, retired, in draft, moved.
"""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import SITES
from tests.test_site import build_small

# What a style sheet, or a new version of a library, makes of itself: its text in a saved copy, its name, and digests of it.
STYLES = re.compile(
    r"(?<=<style>).*?(?=</style>)|(?<=main\.)\w+\.min(?=\.css)|(?<='sha256-)[^']+|(?<=\"made_from\": \")\w+", re.DOTALL
)

GOLDEN = Path(__file__).parent / "golden" / "site"
NOT_OURS = re.compile(r"assets/(toolkit|stylesheets)/|data/forms/[^/]+\.js")
"""What is copied for every toolkit; and what the form knows in a language: it holds the names of all countries and languages,
which change with CLDR. tests/test_form.py works with these files, and tests/test_form_rules.py holds what they say against
`check`: fields, vocabularies, codes, schemas and sentences, in three languages."""


def in_lines(text: str) -> str:
    """Break a page before each tag, a data file behind each value: a difference is then a line, and not half a page."""
    return re.sub(r'(?<=>)(?=<)|(?<=[\]},])(?=[\[{"])', "\n", text).rstrip("\n") + "\n"


def files_of(folder: Path) -> Mapping[str, str]:
    """Return what is drawn, by its address; what changes for reasons of its own is left out."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
    ours = {name: file.read_text("utf-8") for name, file in files.items() if not NOT_OURS.match(name)}
    return {name: in_lines(STYLES.sub("*", text)) for name, text in ours.items()}


def difference(name: str, before: str, now: str) -> Iterator[str]:
    return difflib.unified_diff(before.splitlines(), now.splitlines(), f"golden/site/{name}", name, lineterm="", n=1)


def test_a_whole_site_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:
    """Where it is meant to be otherwise now: `pytest tests/test_whole_pages.py --update-goldens`, then read the diff."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2027, 1, 31, 12, tzinfo=UTC).timestamp())))
    came_out = files_of(build_small(Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))))
    if update_goldens:
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in came_out.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    expected = {file.relative_to(GOLDEN).as_posix(): file.read_text("utf-8") for file in GOLDEN.rglob("*") if file.is_file()}
    told = [
        line
        for name in sorted({*expected, *came_out})
        for line in difference(name, expected.get(name, ""), came_out.get(name, ""))
    ]
    assert not told, "\n".join(told)
