"""Faults: what reading finds is told by a check of the same name, or cannot be made at all."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from toolkit_builder.checks import RULES, rule_name
from toolkit_builder.problems import Fault, FaultRule, Position


def test_each_rule_of_reading_is_a_check() -> None:
    assert set(get_args(FaultRule)) <= {rule_name(rule) for rule in RULES}


@pytest.mark.parametrize("rule", ["bad-nmae", "bad_name", "", "gap-in-figures"])
def test_a_fault_that_no_check_would_tell_is_not_made(rule: Any) -> None:
    with pytest.raises(ValueError, match=f"no rule that reading knows: {rule}$"):
        Fault(rule, Position("content/guides/tea.en.md"))
