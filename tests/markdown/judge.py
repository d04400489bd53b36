"""Holds our page against GitHub's preview, block by block, and says whether `toolkit check` tells where they differ."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, pairwise
from pathlib import Path

from tests.markdown.oracle import Block, gfm, outline
from toolkit_builder.build import read_and_check
from toolkit_builder.problems import Problem
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.rendering.markdown import render

SMALL = Path(__file__).parent.parent / "sites" / "small"
FOLDER = "guides/"
HEADER = "---\ntitle: Text {name}\nsummary: One text of many.\ncountries: [LT]\nlevel: easy\n---\n"
LINES_OF_HEADER = HEADER.count("\n")

# A construct of our own: the title of a picture that stands alone is its caption, and is shown.
_CAPTION = re.compile(r"<figure>\s*(<img[^>]*>)\s*<figcaption>.*?</figcaption>\s*</figure>", re.DOTALL)

Renderer = Callable[[str, str], str]
"""A text and the folder that it lies in, to HTML."""

TELLING = frozenset({"reads-differently", "unclosed-code"})
"""Rules whose problems tell of whatever differs in the block of the page that they stand in."""

TELLING_OF_HTML = frozenset({"raw-html", "unsafe-attribute", "other-markup"})
"""Rules that tell of whatever differs in the smallest block: the paragraph, the item."""

TELLING_OF_SIGNS = {
    "half-written": re.compile(r"[\[\]()*_~`]"),
    "dead-footnote": re.compile(r"\[\^"),
}
"""Rules that tell of certain signs, there or gone, and the signs."""

TELLING_OF_LINKS = frozenset("unsafe-address remote-picture dead-link missing-picture picture-without-words".split())
"""Rules that tell where links and pictures lead, and what pictures show, and of nothing else: nearly every link in an example
leads nowhere."""


@dataclass(frozen=True)
class Difference:
    """Blocks that follow each other and are not the same on our page; one of both sides may be empty."""

    gfm: tuple[Block, ...]
    ours: tuple[Block, ...]
    lines: tuple[int, int]
    """First and last line of the text that these blocks come from."""
    around: tuple[int, int]
    """First and last line of the block of the page that they lie in."""

    @property
    def what(self) -> str:
        """Return what differs: the outline; or else the words; or else only how words are marked, linked or broken."""
        if self.gfm != self.ours:
            return "outline"
        return "words" if [one.words for one in self.gfm] != [one.words for one in self.ours] else "marks"

    @property
    def of_links(self) -> bool:
        """Whether all is the same but where links and pictures lead and what pictures show."""
        return self.what != "outline" and [one.without_links for one in self.gfm] == [one.without_links for one in self.ours]

    @property
    def changed(self) -> list[str]:
        """Return the words that only one side has, a run at a time."""
        sides = [[word for block in side for word in block.words] for side in (self.gfm, self.ours)]
        places = SequenceMatcher(None, *sides, autojunk=False).get_opcodes()
        return [" ".join([*sides[0][i:j], *sides[1][k:n]]) for what, i, j, k, n in places if what != "equal"]

    @property
    def of_footnotes(self) -> bool:
        """Whether one side has footnotes that the other has not, and no other sort of block."""
        return {one.kind for one in self.gfm} ^ {one.kind for one in self.ours} == {"footnote"}

    def is_told_by(self, problem: Problem) -> bool:
        """Whether a problem of the record tells of this difference."""
        line, rule = problem.position.line - LINES_OF_HEADER, problem.rule
        if rule in TELLING:
            # A table that ends too early is told of where it should go on.
            return self.around[0] <= line <= self.around[1] + any(block.kind == "table" for block in self.gfm)
        if not self.lines[0] <= line <= self.lines[1]:
            return False
        if rule in TELLING_OF_SIGNS:
            if rule == "dead-footnote" and self.of_footnotes:
                return True
            return bool(self.changed) and all(map(TELLING_OF_SIGNS[rule].search, self.changed))
        return rule in TELLING_OF_HTML or (rule in TELLING_OF_LINKS and self.of_links)


class Verdict(StrEnum):
    """What became of a text."""

    SAME = "same"
    TOLD = "told"
    SILENT = "silent"


@dataclass(frozen=True)
class Judged:
    """A text, what GitHub and what our page show for it, and what `check` says."""

    name: str
    text: str
    gfm: tuple[Block, ...]
    ours: tuple[Block, ...]
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]
    stopped: str = ""
    """What the renderer said when it gave up."""

    @property
    def silent(self) -> tuple[Difference, ...]:
        """Return the differences that no problem tells of."""
        return tuple(one for one in self.differences if not any(map(one.is_told_by, self.problems)))

    @property
    def verdict(self) -> Verdict:
        if self.stopped or self.silent:
            return Verdict.SILENT
        return Verdict.TOLD if self.differences else Verdict.SAME

    @property
    def false_alarm(self) -> bool:
        """Whether `check` says that the text reads differently, and it does not."""
        return not self.differences and any(problem.rule == "reads-differently" for problem in self.problems)

    def __str__(self) -> str:
        """Show all that is needed to see what went wrong."""
        shown = [f"--- {self.name}", *(f"{number:3} {visible(line)}" for number, line in numbered(self.text))]
        shown += [f"stopped: {self.stopped}"] * bool(self.stopped)
        for one in self.silent:
            shown.append(f"not told, {one.what}, lines {one.lines[0]}-{one.lines[1]}:")
            shown += [
                f"  {side} {line}" for side, blocks in (("GFM ", one.gfm), ("ours", one.ours)) for line in told(blocks, one)
            ]
        shown += [f"problem, line {p.position.line - LINES_OF_HEADER}: {p.level} {p.rule}: {p.message}" for p in self.problems]
        return "\n".join(shown)


def told(blocks: Sequence[Block], difference: Difference) -> list[str]:
    """Show the blocks of one side."""
    if difference.what == "marks":
        return [str(block.marked) for block in blocks]
    return [f"{block}: {' '.join(block.words)}" for block in blocks] or ["nothing"]


def numbered(text: str) -> list[tuple[int, str]]:
    """Return the lines of a text with their numbers."""
    return list(enumerate(text.split("\n"), 1))


def visible(text: str) -> str:
    """Show what nobody sees: tabs, carriage returns and spaces at the end."""
    bare = text.replace("\r", "␍").replace("\t", "→")
    return bare.rstrip(" ") + "␣" * (len(bare) - len(bare.rstrip(" ")))


def differences(left: Sequence[Block], right: Sequence[Block], last_line: int) -> tuple[Difference, ...]:
    """Hold two outlines against each other; ``left`` is GitHub's and knows its lines."""
    return tuple(_differences(left, right, (1, last_line), None))


_NESTING = frozenset({"list", "numbers", "item", "quote", "alert", "details", "footnote"})


def _differences(
    left: Sequence[Block], right: Sequence[Block], whole: tuple[int, int], around: tuple[int, int] | None
) -> Iterator[Difference]:
    """Yield the smallest blocks that differ; ``whole`` are the lines of all, ``around`` those of the page's block."""
    keys = [[(block, block.words, block.marked) for block in side] for side in (left, right)]
    regions = _regions(left, whole)
    for hunk in _hunks(keys, left):
        for i, j, k, n in _parts(left, right, *hunk):
            if keys[0][i:j] == keys[1][k:n]:
                continue
            # What only we show comes from lines between the blocks around it.
            places = regions[i:j] or [*regions[max(0, i - 1) : i + 1]] or [whole]
            lines = min(first for first, _ in places), max(last for _, last in places)
            if j - i == n - k == 1 and _is_same_frame(left[i], right[k]):
                yield from _differences(left[i].inside, right[k].inside, lines, around or lines)
            else:
                yield Difference((*left[i:j],), (*right[k:n],), lines, around or lines)


def _is_same_frame(one: Block, other: Block) -> bool:
    """Whether two blocks differ only in what they hold."""
    return one.kind in _NESTING and (one.kind, one.detail) == (other.kind, other.detail) and bool(one.inside and other.inside)


def _hunks(keys: Sequence[Sequence[object]], left: Sequence[Block]) -> list[tuple[int, int, int, int]]:
    """Return where the outlines differ; a rule that is in both, or what else has no words, does not part two places."""
    found: list[tuple[int, int, int, int]] = []
    for what, i, j, k, n in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if what != "equal" and found and not any(block.words for block in left[found[-1][1] : i]):
            found[-1] = (found[-1][0], j, found[-1][2], n)
        elif what != "equal":
            found.append((i, j, k, n))
    return found


def _parts(left: Sequence[Block], right: Sequence[Block], i: int, j: int, k: int, n: int) -> list[tuple[int, int, int, int]]:
    """Take blocks that differ apart where on both sides a block ends with the same word, or begins with it."""
    words = [[word for block in side for word in block.words] for side in (left[i:j], right[k:n])]
    same = {
        (block.a + at, block.b + at)
        for block in SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
        for at in range(block.size)
    }
    cuts, ends = [(i, k)], [[*accumulate(len(block.words) for block in side)] for side in (left[i:j], right[k:n])]
    for at, a in enumerate(ends[0][:-1], i + 1):
        for to, b in enumerate(ends[1][:-1], k + 1):
            if ((a, b) in same or (a - 1, b - 1) in same) and at > cuts[-1][0] and to > cuts[-1][1]:
                cuts.append((at, to))
                break
    parts = [(*start, *end) for start, end in pairwise([*cuts, (j, n)])]
    return [
        one
        for a, b, c, d in parts
        for one in ([(a + at, a + at + 1, b + at, b + at + 1) for at in range(c - a)] if c - a == d - b else [(a, c, b, d)])
    ]


def _regions(blocks: Sequence[Block], whole: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the lines of each block, with those around it that belong to no block: blank lines, definitions, HTML."""
    known = sorted(block.lines for block in blocks if block.lines)
    regions = []
    at = whole[0] - 1
    for block in blocks:
        first, last = block.lines or (at + 1, at + 1)
        before = max((end for _, end in known if end < first), default=whole[0] - 1)
        after = min((start for start, _ in known if start > last), default=whole[1] + 1)
        regions.append((before + 1, max(after - 1, last)))
        at = max(at, last if block.lines else at)
    return regions


def judge(texts: Mapping[str, str], renderer: Renderer = render) -> list[Judged]:
    """Put all texts as records into one toolkit, check it once, and hold each against GitHub's preview."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(shutil.copytree(SMALL, Path(temporary) / "small"))
        files = {name: f"c{number:05}" for number, name in enumerate(texts)}
        for name, file in files.items():
            whole = HEADER.format(name=file) + texts[name]
            (root / "content" / FOLDER / f"{file}.en.md").write_text(whole, encoding="utf-8", newline="")
        library, problems = read_and_check(read_settings(root))
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(Path(problem.position.path).name, []).append(problem)
    judged = []
    for name, file in files.items():
        text, stopped, html = library.records[FOLDER + file].original.text, "", ""
        try:
            html = renderer(text, FOLDER)
        except Exception as error:  # noqa: BLE001 - whatever it is, it belongs to this text
            stopped = repr(error)
        left, right = outline(gfm(texts[name])), outline(_CAPTION.sub(r"<p>\1</p>", html))
        found = () if stopped else differences(left, right, text.count("\n") + 1)
        own = tuple(by_file.get(f"{file}.en.md", ()))
        judged.append(Judged(name, texts[name], (*left,), (*right,), own, found, stopped))
    return judged


def smallest(judged: Judged, renderer: Renderer = render) -> Judged:
    """Take lines out of a text, and then words, as long as the same sort of difference stays untold."""
    if judged.stopped:
        return judged
    wanted = _sort(judged)
    best = _smaller(judged, wanted, lambda text: text.split("\n"), "\n", renderer)
    return _smaller(best, wanted, lambda text: re.split(r"(?<=\S)(?=\s)", text), "", renderer)


def _sort(judged: Judged) -> tuple[object, ...]:
    """Return what sort of difference the first silent one is."""
    first = judged.silent[0]
    return first.what, {one.kind for one in first.gfm}, {one.kind for one in first.ours}


def _smaller(
    best: Judged, wanted: tuple[object, ...], split: Callable[[str], list[str]], joint: str, renderer: Renderer
) -> Judged:
    size = max(1, len(split(best.text)) // 2)
    while True:
        parts = split(best.text)
        shorter = [joint.join([*parts[:at], *parts[at + size :]]) for at in range(0, len(parts), size)]
        tried = judge({f"{at}": text for at, text in enumerate(shorter) if text and text != best.text}, renderer)
        if found := next((one for one in tried if one.silent and _sort(one) == wanted), None):
            best = replace(found, name=best.name)
        elif size > 1:
            size //= 2
        else:
            return best
