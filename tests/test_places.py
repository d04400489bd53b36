"""Where a problem in a field of Markdown is said to be, however the field was written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import SITES
from toolkit_builder.build import read_and_check
from toolkit_builder.reading.settings import read_settings

# Lines count from the line of `safety:`, which is 0.
STYLES = {
    "as it is": ("safety: |\n  One.\n\n  Two [x](no.md)\n", (3, 11)),
    "further in": ("safety: |\n      One.\n      Two [x](no.md)\n", (2, 15)),
    "with spaces of its own": ("safety: |2\n    - one\n      Two [x](no.md)\n", (2, 15)),
    "folded": ("safety: >\n  One\n  two\n\n  Three [x](no.md)\n", (1, 3)),
    "in quotes over lines": ('safety: "One.\n\n  Two [x](no.md)"\n', (0, 10)),
    "in quotes with a sign for a line": ('safety: "One.\\n\\nTwo [x](no.md)"\n', (0, 10)),
    "in one line": ("safety: One [x](no.md)\n", (0, 17)),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_problem_in_a_field_is_where_the_file_has_it_or_at_the_field(tmp_path: Path, style: str) -> None:
    typed, (line, column) = STYLES[style]
    root = Path(shutil.copytree(SITES / "repair-cafe", tmp_path / "cafe"))
    file = root / "content/guides/fix-a-lamp.nl.md"
    text = file.read_text("utf-8")
    assert "\nsafety:" in text
    text = re.sub(r"\nsafety:.*\n(?:[ ]+.*\n|\n(?=[ ]))*", lambda _: f"\n{typed}", text, count=1)
    file.write_text(text, encoding="utf-8", newline="\n")
    first = text[: text.index("\nsafety:") + 1].count("\n") + 1
    _, problems = read_and_check(read_settings(root))
    told = [
        problem.position for problem in problems if problem.rule == "dead-link" and problem.position.path.endswith("lamp.nl.md")
    ]
    assert [(at.line - first, at.column) for at in told] == [(line, column)]
