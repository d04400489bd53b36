"""Ranges of whole numbers as they are typed: `6-20`, or `6+` for 6 and more."""

from __future__ import annotations

import math
import re

EXTENT = re.compile(r"(0|[1-9]\d{0,8})(?:-(0|[1-9]\d{0,8})|\+)")


def extent_of(value: str) -> tuple[float, float]:
    """Return from where to where a range goes."""
    low, _, high = value.rstrip("+").partition("-")
    return int(low), int(high) if high else math.inf
