"""Names of files and folders: which can be used, and what was probably meant by one that cannot."""

from __future__ import annotations

import re
import unicodedata

from toolkit_builder.model.alphabet import LETTERS

MAX_NAME = 64

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")


def is_good(name: str) -> bool:
    """Whether a file or folder may be called so."""
    return len(name) <= MAX_NAME and bool(_NAME.match(name)) and not WINDOWS_DEVICE.match(name)


def is_only_too_long(name: str) -> bool:
    """Whether nothing but its length is wrong with a name."""
    return len(name) > MAX_NAME and bool(_NAME.match(name))


def plain_name(name: str) -> str:
    """Return the good name that was probably meant; '' where letters would be lost, such as those of another script."""
    without = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    if any(letter.isalpha() and not letter.isascii() for letter in without):
        return ""
    plain = "".join(letter for letter in without if not unicodedata.combining(letter))
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_NAME].rstrip("-")
    return f"{plain}-1" if WINDOWS_DEVICE.match(plain) else plain
