"""Which day it is: the day of the build, the same for all who build the same state again."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return today's date in UTC, or the one that SOURCE_DATE_EPOCH says (reproducible-builds.org)."""
    try:
        return datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "")), UTC).date()
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC).date()
