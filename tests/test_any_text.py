"""Whatever stands in a text: it is read, checked and drawn, nothing raises, and every place that is told lies in the text.

The texts are made at random, always the same ones: signs of all sorts, marks of Markdown thrown together, our own texts with
pieces of them lost, doubled and swapped, and blocks very deep in each other.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from random import Random

import pytest

from tests.conftest import ROOT
from tests.markdown.generate import generate
from tests.test_linear import whole_way, with_text
from tests.test_rendering import through, without_formulas
from toolkit_builder.checks import check
from toolkit_builder.model.link_places import target_start
from toolkit_builder.model.text import Outline
from toolkit_builder.reading.header import MAX_BYTES, read_document
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.rendering.markdown import render

FIRST_LINE = 5
SEEDS = range(150)

OWN = sorted((ROOT / "content").glob("*/*.md"))
TOKENS = (
    *"*_~`[]()<>!#$:|=-+&;\\{}\"'.,@/^0123 \n\t", *"\n\n\n    ", "**", "~~", "``", "```", "```\n", "~~~\n", "![", "](", "][",
    "]:", "[^", "[^a]", "\n[^a]: ", "[a]", "\n[a]: b\n", "<b>", "</b>", "<div>\n", "</div>\n\n", "<p>", "<!--", "-->",
    "<details>", "</details>", "<summary>", "<script>", "</script>", "<br>", "<a href='", "<img src=x>", "<![CDATA[", "<?",
    "\n> ", "\n>> ", "\n- ", "\n  - ", "\n1. ", "\n   ", "\n- [ ] ", "\n- [x] ", "\n# ", "\n## ", "\n===\n", "\n---\n",
    "\n***\n", "| a | b |\n", "|---|---|\n", "\n|-|\n", "a|b\n", "-|-\n", ":-:", "\n: ", "\n::: note\n", "\n!!! note\n",
    '\n!!! tip "', "\n    ", "\n        ", '\n??? note "a"\n', '\n=== "a"\n', '\n===! "a"\n    ', "\n> [!NOTE]\n> ", "[!TIP]",
    "$", "$$", "$a$", "\\frac", "{#a}", "{.b}", "{: .c }", "{ a=b }", "{{ a }}", "{% a %}", "\n*[ab]: c\n", "ab", "tea",
    "http://a.b", "www.a.b", "a@b.c", "mailto:a@b.c", "javascript:", "tea.md", "#a", "(tea/pot.svg \"t\"){ credit='c' }",
    "&amp;", "&#2;", "&#xfdd0;", "&#0;", "&lt;", "\\\n", "  \n", "€", "é", "😷", "مرشد", "\u202e", "\u2067", "\u200f",
    "\u200b", "\u00a0", "\u2028", "\u0085", "\ufeff", "\ufdd0", "\ufddc", "\ufdef", "\uffff", "\U0001fffe", "\x00", "\x02",
    "\x03", "\x02wzxhzdk:0\x03", "\x0b", "\x0c", "\x1b", "\x7f", "\r", "media--root/", "50 %", "1,000", "2013-11-23",
)  # fmt: skip


def signs(random: Random) -> str:
    """Signs from all over Unicode; some parts of it more often than others."""
    areas = (
        (0, 0x20), (0x20, 0x7F), (0x7F, 0x250), (0x600, 0x700), (0x2000, 0x2070), (0xFDC0, 0x10000), (0x1F300, 0x1F700),
        (0, 0xD800), (0xE000, 0x110000),
    )  # fmt: skip
    return "".join(chr(random.randrange(*random.choice(areas))) for _ in range(random.randint(1, 300)))


def tokens(random: Random) -> str:
    """Marks of Markdown thrown together."""
    few = random.sample(TOKENS, random.randint(2, 12)) if random.random() < 0.6 else TOKENS
    return "".join(random.choice(few) for _ in range(random.randint(1, 120)))


def mutated(random: Random) -> str:
    """One of our own texts, with some pieces lost, doubled, moved, or marks put in."""
    text = read_document(random.choice(OWN).read_bytes(), "a.md").text
    for _ in range(random.randint(1, 12)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((1, 1, 2, 5, 20, 200)))
        piece = random.choice(("", text[start:end] * 2, text[start:end][::-1], random.choice(TOKENS), tokens(random)[:20]))
        text = text[:start] + piece + text[end:]
    return text


def deep(random: Random) -> str:
    """Marks that open, one within the other, far more than anybody writes."""
    few = random.sample(TOKENS, random.randint(1, 3))
    return "".join(few) * random.choice((60, 200, 1000)) + "a"


MAKERS: tuple[Callable[[Random], str], ...] = (signs, tokens, mutated, deep)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_nothing_raises(make: Callable[[Random], str]) -> None:
    for seed in SEEDS:
        text = make(Random(f"{make.__name__} {seed}"))
        assert_all_is_well(text)


def assert_all_is_well(text: str) -> None:
    outline = read_markdown(text, FIRST_LINE)
    try:
        whole_way(text)
        assert through(without_formulas(render(text))) == []
        assert_places(outline)
    except BaseException as error:
        error.add_note(repr(text))
        raise


@pytest.mark.parametrize("line", ["a", "*", "[", "`", "<", "é", "\N{FACE WITH MEDICAL MASK}", "a ", "|", "> ", "- "])
def test_a_line_may_be_as_long_as_a_file(line: str) -> None:
    outline = read_markdown(line * ((MAX_BYTES - 100) // len(line.encode())), FIRST_LINE)
    assert_places(outline)


def test_generated_texts_have_all_their_places_in_them() -> None:
    for seed in range(400):
        text = generate(seed).replace("\r\n", "\n")
        try:
            assert_places(read_markdown(text, FIRST_LINE))
        except AssertionError as error:
            error.add_note(text)
            raise


def assert_places(outline: Outline) -> None:
    """What is said of a place is what stands there."""
    at = functools.partial(text_at, outline.text.split("\n"))
    assert_nodes(outline)
    for heading in outline.headings:
        assert is_heading(at(heading.line, heading.column)), heading
    for sign, tags in (("<", outline.tags), ("{", outline.attribute_lists)):
        for tag in tags:
            assert at(tag.line, tag.column).startswith(sign), tag
    for link in outline.links:
        at(link.line, link.column)
        at(*link.place)
    for problem in check(with_text(outline)[0]):
        if problem.position.path == "content/guides/tea.en.md" and problem.position.line >= FIRST_LINE:
            at(problem.position.line, problem.position.column)


def text_at(lines: list[str], line: int, column: int) -> str:
    """Return what stands at a place, and some lines more; the place must be one of the text."""
    assert FIRST_LINE <= line < FIRST_LINE + len(lines)
    assert 1 <= column <= len(lines[line - FIRST_LINE]) + 1
    return "\n".join([lines[line - FIRST_LINE][column - 1 :], *lines[line - FIRST_LINE + 1 : line - FIRST_LINE + 200]])


def assert_nodes(outline: Outline) -> None:
    text = outline.text
    assert len(outline.prose) == len(text)
    assert all(0 <= one.start <= len(text) for one in outline.differences)
    for node in outline.nodes:
        assert 0 <= node.start <= node.end <= len(text), node
        if node.kind == "heading":
            assert is_heading(text[node.start : node.end]), node
        if node.kind == "link" and node.name == "inline" and re.fullmatch(r"[a-z0-9/.:#-]+", node.target):
            assert text.startswith(node.target, target_start(outline, node)), node


def is_heading(source: str) -> bool:
    return source.startswith("#") or bool(re.search(r"[\n\r][ \t>]*(=+|-+)\s*?([\n\r]|\Z)", source))
