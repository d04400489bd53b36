"""Golden cases: one file says what to change in the small toolkit, and the exact words that must come out.

A line or more that says what the case shows.
=== file: content/guides/tea.en.md      the file as it follows, up to the next ===
=== bytes: content/guides/tea.en.md     the same with Python escapes (\\xff), without a line break at the end
=== append: content/guides/tea.en.md    the text is put behind the file
=== change: content/guides/tea.en.md    lines of the file that begin with `-` here are taken out, and those with `+` put there
=== delete: content/guides/tea
=== link: content/x.en.md -> ../secret  a symbolic link
=== fill: content/x.en.md 600000        the file as it follows, with so many x in place of {x}
=== against: published.json             the file as it follows; the toolkit is compared with it
=== expect
what comes out; in a sequence, more parts may follow, up to the next `=== expect`
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

_PART = re.compile(r"^=== ?(file|bytes|append|change|delete|link|fill|against|expect):? ?(.*)$", re.MULTILINE)


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
            elif kind == "change":
                _change(path, text.splitlines())
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


def _change(file: Path, lines: list[str]) -> None:
    old = "".join(f"{line[1:]}\n" for line in lines if line.startswith("-"))
    new = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{file} must hold once: {old}"
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


def read_case(file: Path) -> Case:
    """Read a case; it must have one part `=== expect`, at its end."""
    *before, last = _parts(file)
    assert last[0] == "expect", f"{file} must end with `=== expect`"
    return Case(file, tuple(before), last[2])


def read_sequence(file: Path) -> list[Case]:
    """Read a sequence: each part `=== expect` is the end of a case that goes on from the one before."""
    cases: list[Case] = []
    steps: list[tuple[str, str, str]] = []
    for step in _parts(file):
        steps.append(step)
        if step[0] == "expect":
            cases.append(Case(file, tuple(steps[:-1]), step[2]))
            steps = []
    assert cases, f"{file} expects nothing"
    assert not steps, f"{file} must end with `=== expect`"
    return cases


def update_sequence(file: Path, came_out: list[str]) -> None:
    """Write what came out after each step of a sequence into its file."""
    text = file.read_text("utf-8")
    parts = [*_PART.finditer(text)]
    ends = [part.start() for part in parts[1:]] + [len(text)]
    pieces, said = [text[: parts[0].start()]], iter(came_out)
    for part, end in zip(parts, ends, strict=True):
        pieces.append(f"{part[0]}\n{next(said)}" if part[1] == "expect" else text[part.start() : end])
    file.write_text("".join(pieces), encoding="utf-8", newline="\n")


def _parts(file: Path) -> list[tuple[str, str, str]]:
    text = file.read_text("utf-8")
    parts = list(_PART.finditer(text))
    assert parts, f"{file} has no parts"
    ends = [part.start() for part in parts[1:]] + [len(text)]
    return [(part[1], part[2].strip(), text[part.end() + 1 : end]) for part, end in zip(parts, ends, strict=True)]
