"""No text makes `toolkit check` or the rendering hang: eight times as much of anything costs about eight times as much.

The texts are those that parsers are known to choke on, and what our own reading does with places, lines and marks. All goes
the whole way: read, held against every rule, rendered.
"""

from __future__ import annotations

import functools
import gc
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

import pytest

from tests.conftest import SITES
from toolkit_builder.checks import check
from toolkit_builder.model.glossary import Explanations
from toolkit_builder.model.library import Library
from toolkit_builder.model.passages import Passage
from toolkit_builder.model.readability import lix
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.types import AskedSection
from toolkit_builder.model.versions import Version
from toolkit_builder.model.visible import visible_words
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.header import MAX_BYTES
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.rendering.markdown import draw
from toolkit_builder.rendering.texts import _Around

Make = Callable[[int], str]
"""A size in characters to a text of about that size."""

SMALLEST, LARGEST = 1000, MAX_BYTES - 1024
TIMES = 8
ALLOWED = 24
"""So many times the cost for eight times the text: generous, so that a busy machine fails nothing. Quadratic were 64."""
LONG_ENOUGH = 0.01
"""Seconds that the smaller text should take, as far as there are texts so long."""
TOO_LITTLE = 0.2
"""Seconds: below that, no ratio says anything, and nobody waits."""


def run(piece: str, before: str = "", behind: str = "") -> Make:
    """The same again and again."""
    return lambda size: before + piece * (max(size - len(before) - len(behind), 0) // len(piece)) + behind


def numbered(piece: str, before: str = "", behind: str = "") -> Make:
    """The same again and again, each with a number of its own in place of `%`."""
    length = len(piece) + 4

    def make(size: int) -> str:
        return before + "".join(piece.replace("%", str(number)) for number in range(size // length)) + behind

    return make


def nested(opening: str, within: str = "a", closing: str = "") -> Make:
    """Each within the one before."""

    def make(size: int) -> str:
        times = size // (len(opening) + len(closing))
        return opening * times + within + closing * times

    return make


def both(first: str, second: str, joint: str = "\n\n") -> Make:
    """Many of one sort, and then many of another, each with its number."""
    return lambda size: joint.join((numbered(first)(size // 2), numbered(second)(size // 2)))


def stairs(line: str, indent: str = "  ") -> Make:
    """Lines each of which stands further to the right."""

    def make(size: int) -> str:
        lines, length, depth = [], 0, 0
        while length < size:
            lines.append(f"{indent * depth}{line}")
            length += len(lines[-1]) + 1
            depth += 1
        return "\n".join(lines)

    return make


def growing(sign: str, behind: str = " ") -> Make:
    """Runs of a sign, each longer by one, so that none closes another."""

    def make(size: int) -> str:
        runs, length = [], 0
        while length < size:
            runs.append(sign * (len(runs) + 1) + behind)
            length += len(runs[-1])
        return "".join(runs)

    return make


def table(columns: Callable[[int], int], cell: str = " a |") -> Make:
    """A table that has so many columns at a size."""

    def make(size: int) -> str:
        wide = max(1, columns(size))
        line = f"|{cell * wide}\n"
        return f"{line}|{' --- |' * wide}\n{line * max(1, (size - 10 * wide) // len(line))}"

    return make


# Not `&` and the no-break space: nh3 takes time with the square of their number, and 2 seconds for a whole file of them.
SIGNS = {
    f"a run of {sign!r}": run(sign) for sign in (*"*_~`[]()<>!#$:|=-+;\\{}\"'.,0 \n\t", "é", "a", "\N{FACE WITH MEDICAL MASK}")
}
PIECES = {
    f"{piece!r} again and again": run(piece)
    for piece in (
        "a**b", "*a_b", "**a *b ", "€*", "`a", "[a", "[a](", "[a](b)", "[a](<b", "[a](b 'c", "[a][b]", "![a](", "[^", "[^a]",
        "[^a ", "[a]: <b\n\n", "</a>", "<b a='", "<b>a</b>", "<b></i>", "<p>a", "<!--", "<!-- a -->", "<![CDATA[",
        "<div>\n\n", "<div>\n", "<details>\n\n", "<table><tr><td>", "<script>", "<svg>", "\\\n", "a\n\n", " \n", "    a\n",
        ">\n", "> a\n\n", "- a\n", "- a\n\n", "- a\n\n  b\n\n", "# a\n", "a\n===\n", "```\n", "| a |\n", "|a|\n|-|\n|b|\n",
        "- | -\n", ":-:\n", "a\n:-\n", "x\na|b\n-|-\n", "a\n: b\n\n", "!!! note\n", "!!! note\n    a\n\n", '!!! note "',
        '=== "a"\n    a\n\n', "- !!! note\n      a\n", "> [!NOTE]\n> a\n\n", "> [!NOTE] a\n", "- > [!NOTE]\n  > a\n", "$",
        "$a$ ", "$5 ", "$\\foo$ ", "{#a}", "*a*{.b} ", "# a {#a}\n", "a\n{: .b }\n\n", "{a='", "{{ a }}", "http://a.b ",
        "www.a_b ", "http://a.b/[", "http://a.b/*_~", "a@b.c ", "a@b.", "1,000 ", "1/1/2020 ", "tea ", "peer coaching ",
        "*tea* ", "*[a]: b\n", "(a)[b", "[a] (b) ", "**a **", "• a\n", "– a\n", "a\tb\n", "a   b\n", "a) b\n", "a: b\n---\n",
        "\\- a\n", "1\\. a\n", "## \\# a\n", "a¹\n\n¹ a\n", "¹ a\n", "<sup>1</sup> a\n",
        "Ã¤", "Ã", "{ PAGE ", "Error! Bookmark ",
        "__a __b ", "[a](http://a.b/?utm_a=b&c=d) ", "`=“`", "ﬁ", "<o:p>", "[cid:a", "+---+---+\n", "-\u2003a\n",
        "][", "\x02wzxhzdk:0\x03", "\ufdd0*",
    )
}  # fmt: skip
NESTED = {
    f"nested {piece!r}": nested(piece)
    for piece in (
        "[",
        "![",
        "(",
        "*a ",
        "**a ",
        "~~a ",
        "<b>",
        "<div>",
        "<div>\n\n",
        "> ",
        "- ",
        "1. ",
        "* ",
        "> - ",
        "[^a",
        "$",
        "{",
    )
} | {
    "links in each other": nested("[", "a", "](b)"),
    "pictures in each other": nested("![", "a", "](b)"),
    "links and pictures in each other": nested("[![", "a", "](b)](c)"),
    "brackets in each other": nested("[", "a", "]"),
    "references in each other": nested("[", "a", "][b]"),
    "round brackets in an address": nested("(", "a", ")"),
    "an address of brackets": lambda size: f"[a]({'(' * (size // 2)}{')' * (size // 2)})",
    "emphasis in each other": nested("*a **b ", "c", "** d*"),
    "emphasis of both signs": nested("*_", "a", "_*"),
    "struck out in each other": nested("~~a ", "b", " c~~"),
    "tags in each other": nested("<b>", "a", "</b>"),
    "tags crossing each other": nested("<b><i>", "a", "</b></i>"),
    "tags closed in the same order": lambda size: "<b><i><s>" * (size // 22) + "</b></i></s>" * (size // 22),
    "blocks of HTML in each other": nested("<div>\n\n", "a", "\n\n</div>\n"),
    "details in each other": nested("<details>\n<summary>a</summary>\n\n", "a", "\n\n</details>\n"),
    "formulas in each other": lambda size: f"${'{' * (size // 2)}a{'}' * (size // 2)}$",
    "fractions in each other": lambda size: "$" + "\\frac{a}{" * (size // 10) + "b" + "}" * (size // 10) + "$",
    "stairs of lists": stairs("- a"),
    "stairs of lists with bodies": stairs("- a\n"),
    "stairs of numbers": stairs("1. a", "   "),
    "stairs of admonitions": stairs("!!! note", "    "),
    "stairs of admonitions with words": stairs("!!! note\n", "    "),
    "stairs of tabs": stairs('=== "a"', "    "),
    "stairs of details": stairs('??? note "a"', "    "),
    "stairs of quotes": stairs("> a", "> "),
    "stairs of alerts": stairs("> [!NOTE]", "> "),
    "stairs of code": stairs("a", " "),
    "stairs of definitions": stairs("a\n: b", "  "),
    "stairs of tables": stairs("|a|\n", "    "),
}
MANY = {
    "names that nothing has": both("[a][n%] ", "[m%]: b\n"),
    "names and definitions": both("[a][n%] ", "[n%]: b\n"),
    "definitions of the same name": run("[a]: b\n", "[a]\n\n"),
    "names almost as defined": both("[naturally%a] ", "[naturally%b]: b\n"),
    "footnotes": both("a[^n%] ", "[^n%]: b\n"),
    "footnotes that nothing marks": numbered("[^n%]: b\n\n"),
    "marks without footnotes": numbered("a[^n%] "),
    "marks almost as footnotes": both("[^naturally%a] ", "[^naturally%b]: b\n\n"),
    "footnotes that mark the next": numbered("[^n%]: b [^m%]\n\n"),
    "one footnote marked again and again": run("[^a] ", "[^a]: b\n\n"),
    "footnotes of the same name": run("[^a]: b\n\n", "a[^a]\n\n"),
    "counts of the same": numbered("1%00 members. "),
    "dead anchors": both("# Heading number %\n\n", "[a](#headingnumbe-%) "),
    "anchors that are there": both("# Heading %\n\n", "[a](#heading-%) "),
    "anchors of headings without letters": run("# !\n\n"),
    "the same heading": run("## The same\n\n"),
    "the same heading and its numbers": lambda size: "# a\n\n" * (size // 11) + numbered("# a-%\n\n")(size // 2),
    "the same heading and its numbers before": lambda size: numbered("# a-%\n\n")(size // 2) + "# a\n\n" * (size // 11),
    "headings with anchors": numbered("# a {#b%}\n\n"),
    "a heading over and over": lambda size: f"# {'a ' * (size // 2)}",
    "a setext heading of many lines": run("a\n", "", "===\n"),
    "headings of all levels": run("".join(f"{'#' * level} a\n\n" for level in (1, 6, 2, 5, 3, 4))),
    "dead links": numbered("[a](models/b%.md) "),
    "dead pictures": numbered("![a](tea/b%.svg) "),
    "pictures without words": numbered("![](tea/pot.svg) "),
    "figures": run('![a](tea/pot.svg "b"){ credit="c" }\n\n'),
    "links and what they say": lambda size: f"[{'a ' * (size // 4)}]({'b' * (size // 2)})",
    "links over many lines": lambda size: f"[{'a' + chr(10)}]" * (size // 4),
    "abbreviations": both("*[a%]: The meaning\n", "a% "),
    "an abbreviation used again and again": lambda size: f"*[a]: {'T' * min(size // 2, 60000)}\n\n{'a ' * (size // 4)}",
    "a hundred abbreviations": lambda size: numbered("*[a%]: The meaning\n")(2000) + "\n" + "a1 a2 a3 " * (size // 9),
    "abbreviations in a line": run("*[a]: b "),
    "abbreviations that are code": run("```\n*[a]: b\n```\n"),
    "many abbreviations in much code": lambda size: numbered("*[a%]: b\n")(size // 2) + "\n" + "```\na\n```\n" * (size // 20),
    "a wide table": table(lambda size: size // 24),
    "a long table": table(lambda size: 1),
    "a square table": table(lambda size: int(size**0.5) // 3),
    "a wide table with short rows": lambda size: f"{'|a' * (size // 12)}|\n{'|-' * (size // 12)}|\n" + "|a|\n" * (size // 12),
    "a square table with short rows": lambda size: (
        f"{'|a' * int(size**0.5)}|\n{'|-' * int(size**0.5)}|\n" + "|\n" * (size // 2)
    ),
    "a table of empty cells": table(lambda size: size // 12, "|"),
    "a table of code": table(lambda size: 3, " `a \\| b` |"),
    "a table of broken code": table(lambda size: 3, " ` |"),
    "bars in a paragraph": run("a | b\n", "", "--|--\n"),
    "tables within a paragraph": run("x\na | b\n--|--\nc | d\n\n"),
    "lines of bars within a paragraph": run("x\na | b\n--|--\n"),
    "tables within a list": run("- x\n  a | b\n  --|--\n"),
    "tables within quotes": run("> x\n> a | b\n> --|--\n"),
    "an HTML table": run("<tr><td>a</td></tr>\n", "<table>\n", "</table>"),
    "HTML tables without an end": run("<table>\n<tr><td>a\n\n"),
    "HTML paragraphs without an end": run("<p>a ", "<div>\n"),
    "tags without an end": numbered("<b>a "),
    "closing tags of what is open": lambda size: "<b>" * (size // 14) + "</i>" * (size // 14) + "</b>" * (size // 14),
    "paragraphs that stay open": lambda size: "<b>" + "<p>" * (size // 8) + "</b><b>" * (size // 16),
    "attributes": lambda size: f"<b {'a=1 ' * (size // 4)}>",
    "attributes of many names": lambda size: f"<b {numbered('a%=1 ')(size)}>",
    "classes": lambda size: f'<b class="{"note tip " * (size // 9)}">a</b>',
    "classes in a list": lambda size: f"# a {{{'.note ' * (size // 6)}}}",
    "an attribute list without an end": lambda size: f"# a {{{'.note ' * (size // 6)}",
    "attributes on many things": run('*a*{ .note title="b" } '),
    "a remark over many lines": run("a -- b\n", "<!--\n", "-->"),
    "remarks within a block of HTML": run("<!-- a -->\n", "<div>\n"),
    "opened remarks within a block of HTML": run("<!-\n", "<div>\n"),
    "links within a block of HTML": run("[a](b)\n", "<div>\n"),
    "stars within a block of HTML": run("**a ", "<div>\n"),
    "bars within a block of HTML": run("|a\n", "<div>\n"),
    "code that never ends": run("a\n", "```\n"),
    "quoted code that never ends": run("> a\n", "> ```\n"),
    "code of a language": run('x = "a" + 1\n', "```python\n", "```\n"),
    "code of HTML": run("<b a='b'>", "```html\n", "\n```\n"),
    "code of a long line": run("a ", "```python\n", "\n```\n"),
    "code of brackets": run("(", "```python\n", "\n```\n"),
    "code of quotation marks": run("'''", "```python\n", "\n```\n"),
    "code of many languages": run("```js\na\n```\n```yaml\na: b\n```\n```bash\nls\n```\n```css\na{}\n```\n"),
    "code of a language that nobody knows": numbered("```lang%\na\n```\n"),
    "code with a long name": lambda size: f"```{'a' * size}\nb\n```\n",
    "boxes that are none": run("!!! note\n", "", "\n"),
    "boxes that hold nothing, in each other": run("!!! note\n    !!! note\n        !!! note\n            !!! note\n\n"),
    "boxes of GFM that are none": run("- > [!NOTE]\n  > a\n\n"),
    "boxes of GFM with underlines": run("> [!NOTE]\n> a\n> ===\n\n"),
    "boxes and quotes": run("> [!NOTE]\n> a\n\n> b\n\n"),
    "boxes in the middle of lists": run("- a\n!!! note\n    b\n- c\n"),
    "boxes in the middle of paragraphs": run("a\n!!! note\n    b\nc\n"),
    "boxes of ours that hold lists": run("!!! note\n    - a\n        - b\n\n"),
    "tabs that hold code": run('=== "a"\n    ```\n    a\n    ```\n'),
    "titles of formulas": run('!!! note "$a$ *b* [c](d)"\n    a\n\n'),
    "a long title": lambda size: f'!!! note "{"*a " * (size // 3)}"\n    a\n',
    "titles with addresses": run('!!! note "http://a.b"\n    a\n\n'),
    "a list with a tail": lambda size: "- a\n" * (size // 8) + "    b\n" * (size // 12),
    "lists that begin anew": run("- a\n\n\n\n+ b\n\n"),
    "lists of many numbers": numbered("%. a\n"),
    "items that hold paragraphs": run("- a\n\n      b\n\n  c\n\n"),
    "items that hold code": run("- a\n\n  ```\n  b\n  ```\n"),
    "lines that hold spaces only": run(" " * 80 + "\n"),
    "spaces and a word": lambda size: " " * size + "a",
    "a word and spaces": lambda size: "a" + " " * size + "b",
    "a footnote and lines of spaces": run("    a\n    \n", "x[^a]\n\n[^a]: b\n"),
    "footnotes with lines of spaces": run("[^a]: b\n   \nc\n\n"),
    "symbols beside stars": run("*€* **5€** _😷_ "),
    "struck out with signs": run("~a~ ~(b)~ a~~b~~c "),
    "prices": run("$5 and $10, $a$1 "),
    "addresses in brackets": run("[http://a.b ", "", "]"),
    "addresses in code": run("`http://a.b ", "", "`"),
    "an address of brackets without an end": lambda size: f"http://a.b/{'(' * (size // 2)}{')' * (size // 2)}",
    "an address that closes only": lambda size: f"http://a.b/{')' * size}",
    "an address of entities": lambda size: f"http://a.b/{'&a;' * (size // 3)}",
    "an address with signs behind": lambda size: f"http://a.b/{'.' * size}",
    "a mail address without an end": lambda size: f"{'a' * (size // 2)}@{'b.' * (size // 4)}",
    "a host of points": lambda size: f"http://{'a.' * (size // 2)}",
    "a host of underscores": lambda size: f"http://{'a_' * (size // 2)}",
    "addresses with entities": run("http://a.b&amp;c "),
    "signs without an end": lambda size: f"{'.' * size}a",
    "struck out with one sign": nested("~a ", "b", " c~"),
    "footnotes in each other": nested("[^a]: "),
    "a note with links behind it": run("x][b]", "[^a]", "\n\n[^a]: c\n\n[b]: d\n"),
    "marks opened in each paragraph": lambda size: (
        numbered("<b id=i%>", "<p>")(size // 3) + "<p>a" * (size // 7) + "</b>" * (size // 40)
    ),
    "marks left open": lambda size: numbered("<b id=i%>")(size // 3) + "<p>a\n\n" * (size // 10),
    "a table far to the right": run("|a|\n|-|\n", " " * 2000),
    "a line of spaces before bars": lambda size: f"a|b\n{' ' * size}|-",
    "numbers of signs that are used": run("&#2;&#xFDD0; "),
    "escaped addresses": run("\\http://a.b \\\\www.a.b "),
    "addresses behind escapes": run("http://a.b/\\_ "),
    "links whose brackets are missing": run("[a](http://a.b \n"),
    "words in the wrong brackets": run("(a)[http://a.b] [a] (http://a.b) "),
    "other signs": run("::: note\n{{ a }} ==b== [[c]] :tada: x^2^ H~2~O\n\n"),
    "headers in the text": run("---\na: b\nc: d\n---\n\n"),
    "a header of many lines": run("a: b\n", "---\n", "---\n"),
    "digits": run("12.345,67 1/2/2020 (2020-2021) 50 % "),
    "digits and spaces": run("1 "),
    "groups of digits": run("123 "),
    "dates": run("1.1.2020/"),
    "words of the glossary": run("tea and peer coaching; "),
    "words that begin like one of the glossary": run("peer pressure, "),
    "words of the glossary in marks": run("*tea* **peer** [coaching](a) "),
    "stops": run(". "),
    "stops and what closes behind them": run('a."”) '),
    "one letter and a stop": run("e.g. "),
    "labels": run("a b c: "),
    "a long sentence in many pieces": run("*a* b&amp;c "),
    "sentences of scripts without spaces": run("今天很好。"),
    "spaces between sentences of Thai": run("สวัสดี "),
    "long sentences": numbered("a b c d e f g h i j k l m n o p q r s t u v w %. "),
    "steps": run("1. a\n   1. b\n"),
    "sections with steps": run("# a\n\n1. b\n\n"),
    "hard breaks": run("a  \nb\\\n"),
    "empty links": run("[](a) []() "),
    "letters that stand for signs": run("\ufdd0\ufdd1*\ufddf http://a.b*c "),
    "places that Python-Markdown marks": numbered("\x02wzxhzdk:%\x03 "),
    "pieces of HTML": run("<kbd>a</kbd> "),
    "thousands": run("1,000"),
    "lakhs": run("1,00,"),
    "versions": run("1."),
    "numbers one behind the other": run("1 000 "),
    "telephones": run("+1 2"),
    "dates in words": run("3 May 2026 5/3/2026 "),
    "dates in figures": run("12.12."),
    "numbers in words": run("twenty-"),
    "numbers with a word": run("4.5 million, 3 pm, 1990s; "),
    "digits of another script": run("٣،"),
    "headings with numbers": numbered("# %. 5 of 7\n\n"),
    "entities": run("&lt;b&gt; &nbsp; &copy; &#65; "),
    "a long line of words": run("words of a long line, "),
    "real prose": run("Two people *meet* and [talk](tea.md), `often`.\n\n- One\n- Two\n\n## More\n\n> Said **she**.\n\n"),
}  # fmt: skip
TEXTS: Mapping[str, Make] = {**SIGNS, **PIECES, **NESTED, **MANY}


@functools.cache
def library() -> Library:
    """The small toolkit, with a glossary, and with figures that must have a source."""
    whole = read_library(read_settings(SITES / "small"))
    ada = whole.records["people/ada"]
    many = {f"people/ada-{number}": replace(ada, slug=f"ada-{number}", translations={}) for number in range(40)}
    pictures = {f"guides/tea/pot-{number}.svg" for number in range(40)}
    return replace(whole, records={**whole.records, **many}, media=whole.media | pictures)


def with_text(outline: Outline) -> tuple[Library, Record, Version]:
    """Put a text into a toolkit, as an original that has a translation."""
    whole = library()
    tea = whole.records["guides/tea"]
    version = replace(tea.original, text_line=outline.first_line, outline=outline)
    asked = tuple(AskedSection({"en": title, "de": title}, 3) for title in ("a", "1", "Steps"))
    compared = tuple(replace(field, same_figures=field.kind == "reference") for field in tea.type.fields)
    kind = replace(
        tea.type, trace_figures=True, linked_words=("title", "keywords"), sections=asked, own_sentences=True, fields=compared
    )
    translations = {code: replace(one, fingerprint=()) for code, one in tea.translations.items()}
    record = replace(tea, type=kind, original=version, translations=translations)
    ada = whole.records["people/ada"]
    words = {"title": "Tea", "keywords": ["peer coaching", "peer"], "summary": ""}
    glossary = replace(ada.type, linked_words=("title", "keywords"))
    term = replace(ada, type=glossary, original=replace(ada.original, values=words, outline=outline))
    return replace(whole, records={**whole.records, record.id: record, ada.id: term}), record, version


PROPERTIES = [name for name, value in vars(Outline).items() if isinstance(value, cached_property)]


def whole_way(text: str) -> None:
    """Read, check and render a text."""
    outline = read_markdown(text, 5)
    for name in PROPERTIES:
        getattr(outline, name)
    whole, record, version = with_text(outline)
    for problem in check(whole):
        str(problem)
    lix(outline)
    visible_words(outline)
    if is_drawn(text):
        task = _Around(Explanations(whole.glossaries), {}).task(record, version)
        draw(task.outline, task.folder, task.part, dict(task.terms), task.language)


def is_drawn(text: str) -> bool:
    """Leave the drawing out of what nh3 writes as entities: of words that are nothing else, the cost is quadratic there.

    The largest file that may be, of nothing but such signs, takes it about a second.
    """
    return (text.count("&") + text.count("\N{NO-BREAK SPACE}")) * 20 < len(text)


def cost(text: str) -> float:
    """Return the seconds that a text takes."""
    return seconds(lambda: whole_way(text))


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that something takes, whatever else the machine does."""
    # A look for garbage goes through all that other tests left behind.
    gc.disable()
    start = time.process_time()
    work()
    spent = time.process_time() - start
    gc.enable()
    return spent


@pytest.mark.parametrize("name", TEXTS)
def test_eight_times_the_text_costs_about_eight_times_as_much(name: str) -> None:
    make, size = TEXTS[name], SMALLEST
    small = cost(make(size))
    while small < LONG_ENOUGH and size * 4 * TIMES <= LARGEST:
        size *= 4
        small = cost(make(size))
    text = make(size * TIMES)
    large = cost(text)
    if large > max(TOO_LITTLE, ALLOWED * small):
        # Once more, if something else was in the way.
        small, large = max(small, cost(make(size))), min(large, cost(text))
    assert large <= max(TOO_LITTLE, ALLOWED * small), f"{size} characters: {small:.3f} s, {len(text)}: {large:.3f} s"


@pytest.mark.parametrize("heading", ["# The same\n\n", "# Heading %\n\n"])
def test_a_translation_is_held_against_its_original_in_linear_time(heading: str) -> None:
    def taken(size: int) -> float:
        outline = read_markdown(numbered(heading)(size))
        _, record, _ = with_text(outline)
        translation = replace(next(iter(record.translations.values())), fingerprint=record.fingerprint[:-1])
        (change,) = record.changed_since(translation)
        assert change.now == record.passages[-1]
        return seconds(lambda: record.changed_since(translation))

    small = taken(LARGEST // 4 // TIMES)
    assert taken(LARGEST // 4) <= max(TOO_LITTLE, ALLOWED * small)


def test_notes_that_refer_to_notes_are_told_with_each_passage_in_linear_time() -> None:
    def taken(many: int) -> float:
        notes = "".join(f"[^{number}]: Note[^{number + 1}]\n\n" for number in range(many))
        # Fewer passages than notes: all of the notes are told with each, as far as there is room.
        outline = read_markdown("# One\n\nText[^0]\n\n" * (many // 4) + notes)
        sections = [Passage("", one.text, (), outline, one) for one in outline.sections]
        return seconds(lambda: [one.digest for one in sections])

    small = taken(500)
    assert taken(500 * TIMES) <= max(TOO_LITTLE, ALLOWED * small)


def main() -> None:
    """Show what the texts of a file's full size take, and an eighth of them: ``python -m tests.test_linear [name ...]``."""
    for name in [name for name in TEXTS if not sys.argv[1:] or any(one in name for one in sys.argv[1:])]:
        small, large = (cost(TEXTS[name](size)) for size in (LARGEST // TIMES, LARGEST))
        print(f"{small:8.2f} s {large:8.2f} s {large / small:6.1f}  {name}", flush=True)


if __name__ == "__main__":
    main()
