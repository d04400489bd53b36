"""Texts made at random from realistic pieces, with the mistakes that people make: ``generate(seed)``.

A text depends on its seed alone. Wrong indents, missing blank lines, lazy lines, tabs and spaces at line ends come in now
and then, so that most texts are nearly right, as real ones are.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Lines = list[str]

_WORDS = (
    "mentor pair tea learning the a of and with group Übung élève łódka чай наставник مرشد حوار 学习 会話 🫖 snake_case it's "
    'e.g. 2013 50% A&B well-known "quoted" „Wort“ «mot» x<y C# 5€ #tag :-) ... – (so) [note] a*b 1. end. why? yes! now, then:'
).split()
_TARGETS = ("tea.md", "coffee.md", "../people/ada.md", "https://example.org/a_b?c=1&d=2", "https://example.org/(x)", "<tea.md>")
_ADDRESSES = ("https://example.org/a?b=1.", "www.example.org/c_d,", "<https://example.org>", "info@example.org")
_SIGNS = ("\\*", "\\_a_", "&amp;", "&nbsp;", "&copy;", "<br>", "<kbd>x</kbd>", "<!-- x -->", "\\[a]")
_TITLES = ("", "", "", ' "Title"', " 'Title'", " (Title)")
_WORDS_OF_ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "note", "HINT")
_INFOS = ("", "", "python", " text", "python numberLines", "{.py}", 'js title="x"')
_HTML = (
    ["<div>", "", "words **bold**", "", "</div>"],
    ["<div>words</div>"],
    ["<!-- a remark -->"],
    ["<!--", "a remark", "", "- over lines", "-->"],
    ["<details>", "<summary>More</summary>", "", "words", "", "</details>"],
    ["<kbd>Ctrl</kbd> words"],
)


class _Writer:
    def __init__(self, seed: int) -> None:
        self.random = Random(f"text {seed}")
        self.notes = 0
        self.names: list[str] = []

    def now_and_then(self, chance: float) -> bool:
        return self.random.random() < chance

    # Within a paragraph

    def words(self, most: int = 5) -> str:
        return " ".join(self.random.choice(_WORDS) for _ in range(self.random.randint(1, most)))

    def inline(self, depth: int = 0) -> str:
        """Some words, with one or more marks among them."""
        pieces = [self.words()]
        for _ in range(self.random.choice((0, 0, 1, 1, 2))):
            pieces += [self.marked(depth + 1), self.words(3)]
        return self.random.choice((" ", " ", " ", " ", "")).join(pieces)

    def marked(self, depth: int) -> str:
        within = self.inline(depth) if depth < 3 and self.now_and_then(0.3) else self.words(3)
        made: tuple[Callable[[], str], ...] = (
            lambda: self.between(within),
            lambda: self.between(within),
            lambda: self.random.choice(("`{}`", "`` {} ` ``", "`{}")).format(self.words(2)),
            lambda: self.link(within),
            lambda: f"![{self.words(2)}](tea/pot.svg{self.random.choice(_TITLES)})",
            lambda: self.random.choice(_ADDRESSES),
            lambda: self.random.choice(_SIGNS),
            self.note,
        )  # fmt: skip
        return self.random.choice(made)()

    def between(self, within: str) -> str:
        sign = self.random.choice(("*", "**", "_", "__", "***", "~~", "*", "**"))
        if self.now_and_then(0.06):
            return sign + within
        return f"{sign} {within}{sign}" if self.now_and_then(0.04) else f"{sign}{within}{sign}"

    def link(self, within: str) -> str:
        if self.now_and_then(0.25):
            name = f"name {len(self.names)}"
            self.names.append(name)
            return self.random.choice((f"[{within}][{name}]", f"[{name}]", f"[{name}][]"))
        return f"[{within}]({self.random.choice(_TARGETS)}{self.random.choice(_TITLES)})"

    def note(self) -> str:
        self.notes += 1
        return f"[^{self.notes}]"

    # Blocks

    def blocks(self, depth: int, most: int, least: int = 1) -> Lines:
        """Some blocks with blank lines between them; now and then none is there, or two are."""
        lines: Lines = []
        for number in range(self.random.randint(least, most)):
            if number:
                lines += [""] * self.random.choice((1, 1, 1, 1, 1, 0, 0, 2))
            lines += self.block(depth)
        return lines

    def block(self, depth: int) -> Lines:
        kinds = [
            self.paragraph,
            self.paragraph,
            self.paragraph,
            self.heading,
            self.fence,
            self.code,
            self.table,
            self.html,
            self.rule,
        ]
        if depth < 3:
            kinds += [lambda: self.list(depth), lambda: self.list(depth), lambda: self.list(depth), lambda: self.quote(depth)]
        lines = self.random.choice(kinds)()
        if self.now_and_then(0.05):
            shift = " " * self.random.randint(1, 4)
            return [shift + line if line else line for line in lines]
        return lines

    def paragraph(self) -> Lines:
        lines = [self.inline() for _ in range(self.random.choice((1, 1, 2, 3)))]
        for number in range(len(lines) - 1):
            lines[number] += self.random.choice(("", "", "", "  ", "\\", " ", "   "))
            if self.now_and_then(0.1):
                lines[number + 1] = " " * self.random.randint(1, 5) + lines[number + 1]
        return lines

    def heading(self) -> Lines:
        if self.now_and_then(0.25):
            return [self.inline(), self.random.choice(("===", "---", "=", "-----------", "--- "))]
        sign = "#" * self.random.randint(1, 6)
        space = " " if self.now_and_then(0.9) else self.random.choice(("", "  ", "\t"))
        return [f"{sign}{space}{self.inline()}{self.random.choice(('', '', '', ' ##', ' #  ', '#'))}"]

    def fence(self) -> Lines:
        sign = self.random.choice(("```", "```", "~~~", "````"))
        inside = self.random.choice((["a = 1", "", "  b"], ["# no heading", "- no list"], ["``", "<b>"], [], ["\ttab"]))
        close = sign + self.random.choice(("", "", "", "", sign[0], " "))
        shift = " " * self.random.choice((0, 0, 0, 0, 1, 3))
        lines = [sign + self.random.choice(_INFOS), *inside, shift + close]
        return lines[:-1] if self.now_and_then(0.03) else lines

    def code(self) -> Lines:
        shift = self.random.choice(("    ", "    ", "\t", "     "))
        return [
            shift + line if line else "" for line in self.random.choice((["x <chr>"], ["a = 1", "", "    b"], ["- no list"]))
        ]

    def table(self) -> Lines:
        columns = self.random.randint(1, 3)
        hyphens = [self.random.choice(("---", ":--", "--:", ":-:", "-")) for _ in range(columns)]
        rows = [[self.cell() for _ in range(columns)] for _ in range(self.random.randint(1, 3))]
        if self.now_and_then(0.1):
            rows[-1] = rows[-1][1:] if self.now_and_then(0.5) else [*rows[-1], "more"]
        bars = columns == 1 or self.now_and_then(0.8)
        lines = [" | ".join(row) for row in (rows[0], hyphens, *rows[1:])]
        return [f"| {line} |" for line in lines] if bars else lines

    def cell(self) -> str:
        return self.random.choice((self.words(2), self.words(2), "", "`a \\| b`", "a \\| b", self.marked(3).replace("|", "")))

    def html(self) -> Lines:
        return list(self.random.choice(_HTML))

    def rule(self) -> Lines:
        return [self.random.choice(("---", "***", "* * *", "- - -", "___"))]

    def list(self, depth: int) -> Lines:
        numbered = self.now_and_then(0.4)
        sign = self.random.choice((".", ".", ")")) if numbered else self.random.choice("--*+")
        number = self.random.choice((1, 1, 1, 1, 0, 3, 9)) if numbered else 0
        step = self.random.choice((0, 0, 0, 0, 2, 4))  # the indent of what belongs to an item; 0: as wide as its sign
        loose = self.now_and_then(0.3)
        lines: Lines = []
        for at in range(self.random.randint(1, 4)):
            mark = f"{number + at}{sign}" if numbered else sign
            mark += " " * self.random.choice((1, 1, 1, 1, 1, 2, 3))
            indent = " " * (step or len(mark))
            if self.now_and_then(0.05):
                indent = self.random.choice(("\t", " " * (len(indent) + 1), " " * (len(indent) - 1)))
            lines += ([""] if loose and at else []) + self.item(mark, indent, depth)
        return lines

    def item(self, mark: str, indent: str, depth: int) -> Lines:
        box = self.random.choice(("[ ] ", "[x] ")) if self.now_and_then(0.1) else ""
        lines = [mark + box + self.inline()]
        if self.now_and_then(0.15):
            lines.append(("" if self.now_and_then(0.3) else indent) + self.inline())  # the former is a lazy line
        if self.now_and_then(0.35):
            inner = self.list(depth + 1) if depth < 3 and self.now_and_then(0.6) else self.blocks(depth + 1, 2)
            blank = [""] if self.now_and_then(0.4) else []
            lines += [*blank, *(indent + line if line else line for line in inner)]
        return lines

    def quote(self, depth: int) -> Lines:
        inner = self.blocks(depth + 1, 2)
        if self.now_and_then(0.4):
            word = f"[!{self.random.choice(_WORDS_OF_ALERTS)}]"
            inner = [word + self.random.choice(("", "", "", "  ", " words")), *([""] if self.now_and_then(0.2) else []), *inner]
        sign = self.random.choice(("> ", "> ", "> ", ">"))
        lines = [(sign + line).rstrip() if not line else sign + line for line in inner]
        if len(lines) > 1 and inner[-1] and self.now_and_then(0.1):
            lines[-1] = inner[-1]
        return lines

    def endings(self) -> Lines:
        """What links by name and footnotes lead to; now and then it is forgotten."""
        lines: Lines = []
        for name in self.names:
            if self.now_and_then(0.9):
                address = self.random.choice((" tea.md", " tea.md", " <tea.md>", "\n  tea.md", ' tea.md "Title"'))
                lines += f"[{name}]:{address}".split("\n")
        lines += [""] if lines else []
        for number in range(1, self.notes + 1):
            if self.now_and_then(0.9):
                lines += [f"[^{number}]: {self.words()}"]
                lines += self.random.choice(([], [], [], ["    more words"], ["", f"    {self.words()}"], ["lazy words"]))
        return lines

    def text(self) -> str:
        lines = self.blocks(0, 6, least=2)
        if endings := self.endings():
            lines += ["", *endings]
        if self.now_and_then(0.05):
            lines = [line + " " * self.random.choice((0, 0, 1, 2)) for line in lines]
        end = "\r\n" if self.now_and_then(0.03) else "\n"
        return end.join(lines) + (end if self.now_and_then(0.95) else "")


def generate(seed: int) -> str:
    """Return the text of a seed."""
    return _Writer(seed).text()
