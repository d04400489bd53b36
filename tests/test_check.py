"""What `toolkit check` says: the exact words for every mistake, and nothing for what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden_case import read_case
from toolkit_builder.build import read_and_check
from toolkit_builder.checks import RULES, rule_name
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.reports.formats import as_text

TODAY = "1796000000"
"""30 November 2026, which some cases name."""
CASES = sorted((Path(__file__).parent / "golden" / "check").glob("*.case"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_words_for_a_mistake(file: Path, small: Path, update_goldens: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    case = read_case(file)
    case.prepare(small)
    library, problems = read_and_check(read_settings(small), case.against(small))
    came_out = as_text(problems, len(library.records), str)
    if update_goldens:
        case.update(came_out)
    assert came_out == read_case(file).expected


def test_every_rule_has_a_case() -> None:
    """A rule that no case breaks may be one that nothing can break. `cannot-render` is shown in test_rendering.py."""
    told = "\n".join(read_case(file).expected for file in CASES)
    silent = {rule_name(rule) for rule in RULES if f" {rule_name(rule)}: " not in told}
    assert silent == {"cannot-render", "not-a-file"}


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_every_rule_explains_itself(rule: object) -> None:
    text = rule.__doc__ or ""
    assert text.splitlines()[0].endswith(".")
    assert "Bad:" in text
    assert "Good:" in text
