"""The texts that are held against GitHub's preview: the specification's examples, our own cases, and generated ones.

``cases/*.txt`` hold many texts each: a line ``@@@ name``, then the text up to the next; blank lines between them do not
count. What an editor would take away is written visibly there: → a tab, ␣ a space, ␍ a carriage return before the line end,
␄ behind the last line: no line end there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.markdown.generate import generate

HERE = Path(__file__).parent
SPECIFICATION = HERE / "commonmark" / "spec.txt"
OWN = "own"
"""The file with our own constructs, which GitHub shows as typed."""
GENERATED = 1000
PER_GROUP = 100

Texts = dict[str, str]

_FENCE = "`" * 32
_PART = re.compile(rf"^{_FENCE} example\n(.*?)^\.\n(.*?)^{_FENCE}$|^#{{1,6}} +([^\n]*)$", re.MULTILINE | re.DOTALL)
_SIGNS = str.maketrans({"→": "\t", "␣": " ", "␍": "\r"})


@dataclass(frozen=True)
class Example:
    """An example of the specification: under which heading, the text, and the HTML that it shall give."""

    heading: str
    text: str
    html: str


def examples() -> list[Example]:
    """Return all examples of the CommonMark specification; the first one has the number 1."""
    found, heading = [], ""
    for part in _PART.finditer(SPECIFICATION.read_text("utf-8")):
        if part[3] is not None:
            heading = part[3]
        else:
            found.append(Example(heading, part[1].replace("→", "\t"), part[2].replace("→", "\t")))
    return found


def specification() -> dict[str, Texts]:
    """Return the examples of the CommonMark specification by heading; their names are their numbers."""
    groups: dict[str, Texts] = {}
    for number, example in enumerate(examples(), 1):
        groups.setdefault(f"CommonMark, {example.heading.lower()}", {})[f"example {number}"] = example.text
    return groups


def written() -> dict[str, Texts]:
    """Return the cases of ``cases/`` by file."""
    return {file.stem: cases(file.read_text("utf-8")) for file in sorted((HERE / "cases").glob("*.txt"))}


def cases(whole: str) -> Texts:
    """Take a file of cases apart."""
    found: Texts = {}
    for part in re.split(r"^@@@ ", whole, flags=re.MULTILINE)[1:]:
        name, _, text = part.partition("\n")
        assert name not in found, f"two cases are called {name!r}"
        found[name] = f"{text.strip(chr(10))}\n".translate(_SIGNS).replace("␄\n", "")
    return found


def generated(count: int = GENERATED) -> dict[str, Texts]:
    """Return texts made at random, always the same ones; their names are their seeds."""
    return {
        f"generated, {start} to {start + PER_GROUP - 1}": {
            f"seed {seed}": generate(seed) for seed in range(start, min(start + PER_GROUP, count))
        }
        for start in range(0, count, PER_GROUP)
    }


def groups() -> dict[str, Texts]:
    """Return the whole corpus."""
    return {**specification(), **written(), **generated()}
