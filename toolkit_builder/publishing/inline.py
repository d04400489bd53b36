"""What stands within a page: styles or a script, and the hash that lets it pass the page's own policy."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inline:
    """A text within a page, and its hash for the policy (https://www.w3.org/TR/CSP3/#strict)."""

    text: str

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the text in base 64, as `'sha256-…'` of a policy has it."""
        return base64.b64encode(hashlib.sha256(self.text.encode()).digest()).decode()
