"""Golden cases: one file says what to change in the small toolkit, and the exact words that must come out.

A line or more that says what the case shows.
=== file: content/guides/tea.en.md      the file as it follows, up to the next ===
=== bytes: content/guides/tea.en.md     the same with Python escapes (\\xff), without a line break at the end
=== append: content/guides/tea.en.md    the text is put behind the file
=== delete: content/guides/tea
=== link: content/x.en.md -> ../secret  a symbolic link
=== fill: content/x.en.md 600000        the file as it follows, with so many x in place of {x}
=== against: published.json             the file as it follows; the toolkit is compared with it
=== expect
what comes out
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

_PART = re.compile(r"^=== ?(file|bytes|append|delete|link|fill|against|expect):? ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A golden case as it stands in its file."""

    file: Path
    steps: tuple[tuple[str, str, str], ...]
    expected: str

    def prepare(self, root: Path) -> None:
        """Change the toolkit in ``root`` as the case says."""
        for kind, argument, text in self.steps:
            path = root / (argument.rpartition(" ")[0] if kind == "fill" else argument.partition(" -> ")[0])
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind in ("file", "against"):
                path.write_text(text, encoding="utf-8", newline="")
            elif kind == "bytes":
                path.write_bytes(
                    text.rstrip("\n").encode("latin-1", "backslashreplace").decode("unicode_escape").encode("latin-1")
                )
            elif kind == "append":
                path.write_text(path.read_text("utf-8") + text, encoding="utf-8", newline="")
            elif kind == "delete":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            elif kind == "link":
                path.symlink_to(argument.partition(" -> ")[2])
            elif kind == "fill":
                filling = "x" * int(argument.rpartition(" ")[2])
                path.write_text((text or "{x}").replace("{x}", filling), encoding="utf-8", newline="")

    def against(self, root: Path) -> str | None:
        """Return the published `library.json` that the toolkit in ``root`` is compared with, if any."""
        return next((str(root / argument) for kind, argument, _ in self.steps if kind == "against"), None)

    def update(self, came_out: str) -> None:
        """Write what came out into the case's file."""
        text = self.file.read_text("utf-8")
        start = next(part.end() for part in _PART.finditer(text) if part[1] == "expect")
        self.file.write_text(f"{text[:start]}\n{came_out}", encoding="utf-8", newline="\n")


def read_case(file: Path) -> Case:
    """Read a case; it must have one part `=== expect`, at its end."""
    text = file.read_text("utf-8")
    parts = list(_PART.finditer(text))
    ends = [part.start() for part in parts[1:]] + [len(text)]
    steps = [(part[1], part[2].strip(), text[part.end() + 1 : end]) for part, end in zip(parts, ends, strict=True)]
    assert steps, f"{file} has no parts"
    assert steps[-1][0] == "expect", f"{file} must end with `=== expect`"
    return Case(file, tuple(steps[:-1]), steps[-1][2])
