"""The oracle sees what it must: the specification's own HTML is the same, and planted differences are not."""

from __future__ import annotations

import pytest

from tests.markdown.corpus import cases, examples, generated, written
from tests.markdown.generate import generate
from tests.markdown.judge import LINES_OF_HEADER, Difference, Verdict, differences, judge, smallest, visible
from tests.markdown.oracle import Block, address, gfm, outline, sanitised, words
from toolkit_builder.problems import Position, Problem, say

# GitHub links bare addresses in these; and its cmark is older than the specification: &#87654321; and *£*bravo.
NOT_AS_SPECIFIED = {28, 354, 602, 606, 608, 611, 612}


def shown(html: str) -> list[str]:
    return [str(block) for block in outline(html)]


def seen(html: str) -> list[tuple[str, tuple[str, ...], object]]:
    return [(str(block), block.words, block.marked) for block in outline(html)]


def test_github_shows_the_examples_as_the_specification_says():
    differing = {
        number for number, example in enumerate(examples(), 1) if seen(sanitised(example.html)) != seen(gfm(example.text))
    }
    assert differing == NOT_AS_SPECIFIED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A\n\nb\nc\n", ["heading 1", "text"]),
        ("- a\n  - b\n- c\n\n3. d\n", ["list [item [text, list [item [text]]], item [text]]", "numbers 3 [item [text]]"]),
        ("- [ ] a\n- [x] b\n", ["list [item [ ] [text], item [x] [text]]"]),
        ("- a\n  - [x] b\n", ["list [item [text, list [item [x] [text]]]]"]),
        ("> - [x] a\n>\n>   b\n", ["quote [list [item [x] [text, text]]]"]),
        ("> - \\[x] a\n", ["quote [list [item [text]]]"]),
        ("a | b\n:-|-:\nc | d\ne | f\n", ["table 3x2 left right"]),
        ("> a\n>\n> > b\n", ["quote [text, quote [text]]"]),
        ("```\na\n```\n\n    b\n\n***\n", ["code", "code", "rule"]),
        ("a[^1]\n\n[^1]: b\n\n    c\n\n[^2]: never used\n", ["text", "footnote [text, text]"]),
        ("<div>\n\na\n\n</div>\n\n<!-- b -->\n", ["text"]),
        ("<details><summary>a</summary>\n\nb\n\n</details>\n", ["details [text [text], text]"]),
        ("> [!NOTE]\n> a\n", ["alert note [text]"]),
        ("> [!tip]\n>\n> a\n>\n> - b\n", ["alert tip [text, list [item [text]]]"]),
        (">[!CAUTION]  \n>a\n>>b\n", ["alert caution [text, quote [text]]"]),
        ("> [!NOTE]\n> a\n\n> [!TIP]\n> b\n", ["alert note [text]", "alert tip [text]"]),
        ("> [!NOTE] a\n", ["quote [text]"]),
        ("> [!NOTE]\n", ["quote [text]"]),
        ("> [!HINT]\n> a\n", ["quote [text]"]),
        ("> \\[!NOTE]\n> a\n", ["quote [text]"]),
        ("> a\n> [!NOTE]\n", ["quote [text]"]),
        ("- > [!NOTE]\n  > a\n", ["list [item [quote [text]]]"]),
        ("> > [!NOTE]\n> > a\n", ["quote [quote [text]]"]),
        ("<blockquote>\n\n[!NOTE]\na\n\n</blockquote>\n", ["quote [text]"]),
        ("a\r\n> [!NOTE]\r\n> b\r\n", ["text", "alert note [text]"]),
    ],
)
def test_outline_of_what_github_shows(text, expected):
    assert shown(gfm(text)) == expected


@pytest.mark.parametrize(
    ("ours", "text"),
    [
        ('<div class="highlight"><pre><span></span><code><span class="n">a</span>\n</code></pre></div>', "```py\na\n```"),
        (
            '<ul class="task-list"><li><label><input type="checkbox" checked><span></span></label> a</ul>',
            "- [x] a",
        ),
        ('<div class="admonition note"><p class="admonition-title">Note</p><p>a</p></div>', "> [!NOTE]\n> a"),
        ('<div class="wide"><table><thead><tr><th>a</th></tr></thead><tbody></tbody></table></div>', "| a |\n|---|"),
        ('<table><tr><th style="text-align: right">a</th></tr></table>', "| a |\n|--:|"),
        (
            '<p>a<sup id="r"><a class="footnote-ref" href="#n">1</a></sup></p><div class="footnote"><hr><ol><li id="n">'  # noqa: ISC004
            '<p>b&nbsp;<a class="footnote-backref" href="#r">↑</a></p></li></ol></div>',
            "a[^1]\n\n[^1]: b",
        ),
        ('<p><a href="tea.html#hot">a</a><br>\n<a href="x/%C3%A4">b</a></p>', "[a](tea.md#hot)\\\n[b](x/ä)"),
        ('<p><img loading="lazy" alt="pot" src="media--root/guides/tea/pot.svg"></p>', "![pot](tea/pot.svg)"),
        ("<ul><li>a<li>b</ul><p>c<p>d", "- a\n- b\n\nc\n\nd"),
        ("<p><strong>a <em>b</em></strong></p>", "**a *b***"),
        ("<p></p><p>a</p><p> </p>", "a"),
    ],
)
def test_both_dialects_show_the_same(ours, text):
    assert seen(ours) == seen(gfm(text))


@pytest.mark.parametrize(
    ("planted", "text", "what"),
    [
        ("<p>a - b</p>", "a\n- b", "outline"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n  - b", "outline"),
        ("<ol><li>a</li></ol>", "2. a", "outline"),
        ("<ol><li>a</li></ol>", "- a", "outline"),
        ("<ul><li>a</li></ul><p>b</p>", "- a\n\n  b", "outline"),
        ("<ul><li>a b</li></ul>", "- a\n\n  b", "outline"),
        ("<h1>a</h1>", "## a", "outline"),
        ("<p>a</p>", "## a", "outline"),
        ("<p><code>a</code></p>", "```\na\n```", "outline"),
        ("<p>a b</p>", "a\n\nb", "outline"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n\n> b", "outline"),
        ("<blockquote><p>[!NOTE] a</p></blockquote>", "> [!NOTE]\n> a", "outline"),
        ('<div class="admonition tip"><p>a</p></div>', "> [!NOTE]\n> a", "outline"),
        ("<table><tr><th>a</th></tr></table>", "| a |\n|:-:|", "outline"),
        ("<table><tr><th>a</th></tr><tr><td></td></tr></table>", "| a |\n|---|", "outline"),
        ("<ul><li><input type=checkbox> a</li></ul>", "- [x] a", "outline"),
        ("<p>a</p>", "a\n\n***", "outline"),
        ("<p>a</p>", "a[^1]\n\n[^1]: b", "outline"),
        ("", "a", "outline"),
        ("<p>~~a~~</p>", "~~a~~", "words"),
        ("<p>ab</p>", "a b", "words"),
        ("<p>a\\<br>b</p>", "a\\\nb", "words"),
        ("<p>a &amp;amp; b</p>", "a &amp; b", "words"),
        ("<table><tr><th>ab</th><th></th></tr></table>", "|a|b|\n|-|-|", "outline"),
        ("<table><tr><th>ab</th><th>c</th></tr></table>", "|a|bc|\n|-|-|", "words"),
        ('<p><img alt="other" src="tea/pot.svg"></p>', "![pot](tea/pot.svg)", "words"),
        ("<p>a b</p>", "a  \nb", "marks"),
        ("<p>a</p>", "*a*", "marks"),
        ("<p><em>a</em></p>", "**a**", "marks"),
        ("<p><strong>a</strong> b</p>", "**a b**", "marks"),
        ("<p>https://example.org</p>", "https://example.org", "marks"),
        ('<p><a href="coffee.html">a</a></p>', "[a](tea.md)", "marks"),
        ('<p><img alt="pot" src="pot.svg"></p>', "![pot](tea/pot.svg)", "marks"),
        ("<p>a</p>", "`a`", "marks"),
        ('<p>a[^1]</p><div class="footnote"><ol><li>b</li></ol></div>', "a[^1]\n\n[^1]: b", "words"),
        ('<p>a</p><div class="footnote"><ol><li>b</li></ol></div>', "a[^1]\n\n[^1]: b", "marks"),
        ("<pre><code>a\nb</code></pre>", "```\na\n  b\n```", "marks"),
        ("<pre><code>a b</code></pre>", "```\na\nb\n```", "marks"),
    ],
)
def test_a_planted_difference_is_seen(planted, text, what):
    found = differences(outline(gfm(text)), outline(planted), text.count("\n") + 1)
    assert [one.what for one in found][:1] == [what]


def test_words_are_what_a_reader_sees():
    assert words(gfm("# A *b*\n\nc[^1] &amp; ![d e](x.png)\n\n[^1]: f\n")) == ["A", "b", "c", "&", "d", "e", "f"]


def test_lines_of_differing_blocks():
    text = "One\n\nTwo\n- three\n\n~~four~~\n\n***\n\n[five]: tea.md\n[five]\n"
    ours = "<p>One</p><p>Two - three</p><p>~~four~~</p><hr><p>[five]: tea.md [five]</p>"
    found = differences(outline(gfm(text)), outline(ours), 12)
    assert [(one.lines, one.what) for one in found] == [((2, 5), "outline"), ((6, 7), "words"), ((10, 12), "words")]


def test_what_only_we_show_lies_between_its_neighbours():
    text = "One\n\n<!-- two -->\n\nThree\n"
    assert [one.lines for one in differences(outline(gfm(text)), outline("<p>One</p><p>two</p><p>Three</p>"), 6)] == [(1, 6)]


def test_a_rule_in_both_does_not_part_two_differences():
    found = differences(outline(gfm("***\n---\n___\n")), outline("<h2>***</h2><hr>"), 4)
    assert [one.lines for one in found] == [(1, 4)]


def difference(text: str, ours: str) -> Difference:
    (found,) = differences(outline(gfm(text)), outline(ours), text.count("\n") + 1)
    return found


def problem(rule: str, line: int) -> Problem:
    return Problem(Position("x.md", line + LINES_OF_HEADER), rule, say("x"))


def test_only_problems_in_the_block_tell():
    found = difference("One\n\nTwo\n- three\n\nFour\n", "<p>One</p><p>Two - three</p><p>Four</p>")
    assert [line for line in range(1, 8) if found.is_told_by(problem("reads-differently", line))] == [2, 3, 4, 5]
    assert not found.is_told_by(problem("missing-section", 3))
    assert not found.is_told_by(problem("dead-link", 3))


def test_the_smallest_differing_block_is_found_and_the_block_around_it():
    found = difference("- one\n- ~~two~~\n- three\n", "<ul><li>one<li>~~two~~<li>three</ul>")
    assert (found.lines, found.around) == ((2, 2), (1, 4))
    assert [line for line in range(1, 5) if found.is_told_by(problem("raw-html", line))] == [2]
    assert [line for line in range(1, 5) if found.is_told_by(problem("reads-differently", line))] == [1, 2, 3, 4]


def test_problems_of_links_tell_of_links_alone():
    gone = "[a](gone.md)"
    assert difference(gone, "<p>a</p>").is_told_by(problem("dead-link", 1))
    assert not difference(f"{gone} ~~b~~", '<p><a href="gone.html">a</a> ~~b~~</p>').is_told_by(problem("dead-link", 1))
    assert not difference(f"- {gone}", '<p>- <a href="gone.html">a</a></p>').is_told_by(problem("dead-link", 1))
    assert difference("![a](gone.png)", "<p>b</p>").is_told_by(problem("missing-picture", 1)) is False
    assert difference("![a](gone.png)", '<p><img alt="b"></p>').is_told_by(problem("missing-picture", 1))


def test_problems_of_half_written_things_tell_of_their_signs_alone():
    assert difference("a [b][c]\n\n[c]: tea.md\n", "<p>a [b][c]</p>").is_told_by(problem("half-written", 1))
    assert not difference("[a] <https://b.c>\n", "<p>[a] &lt;https://b.c></p>").is_told_by(problem("half-written", 1))
    assert difference("a\n\n[^1]: b\n", '<p>a</p><div class="footnote"><ol><li>b</ol></div>').is_told_by(
        problem("dead-footnote", 3)
    )
    assert not difference("~~a~~\n\n[^1]: b\n", "<p>~~a~~</p>").is_told_by(problem("dead-footnote", 3))


def test_verdicts():
    same, told, silent = judge({"same": "One two", "told": "One\n- <form>", "silent": "One\n- two"}, plain)
    assert (same.verdict, told.verdict, silent.verdict) == (Verdict.SAME, Verdict.TOLD, Verdict.SILENT)
    assert [problem.rule for problem in told.problems] == ["raw-html"]
    assert "not told, outline, lines 1-2:\n  GFM  text: One\n  GFM  list [item [text]]: two" in str(silent)


def test_a_renderer_that_gives_up_is_not_the_same():
    (stopped,) = judge({"stopped": "One"}, lambda *_: str(1 // 0))
    assert stopped.verdict is Verdict.SILENT
    assert "ZeroDivisionError" in str(stopped)


def test_the_specification_is_whole():
    assert len(examples()) == 652
    assert examples()[0].text == "\tfoo\tbaz\t\tbim\n"


def test_cases_say_what_nobody_sees():
    assert cases("Remark\n\n@@@ a\n→x␣␣\ny␍\n\n@@@ b\nz␄\n") == {"a": "\tx  \ny\r\n", "b": "z"}
    assert visible("\tx \r") == "→x ␍"


def test_every_file_has_cases():
    assert all(len(texts) > 9 for texts in written().values())


def test_generated_texts_are_the_same_each_time():
    texts = [text for group in generated().values() for text in group.values()]
    assert len(texts) == len(set(texts)) == 1000
    assert generate(7) == generate(7) == texts[7]


def test_generated_texts_hold_all_sorts_of_blocks():
    kinds = {
        block.kind
        for group in generated(200).values()
        for text in group.values()
        for one in outline(gfm(text))
        for block in one.all()
    }
    assert kinds >= {
        "heading",
        "text",
        "list",
        "numbers",
        "item",
        "code",
        "table",
        "quote",
        "alert",
        "rule",
        "footnote",
        "details",
    }


def test_blocks_are_equal_that_have_the_same_outline():
    assert Block("text", lines=(1, 2)) == Block("text", lines=(3, 4))
    assert address("media--root/guides/a%20b.md#c") == "a b#c"


def test_smallest_text_has_the_same_difference():
    """Where the renderer does not know lists, the smallest text is a list."""
    text = "# A\n\nOne two\n\n- three four\n- five\n\nSix\n"
    (judged,) = judge({"x": text}, plain)
    assert smallest(judged, plain).text == "-"


def plain(text: str, _folder: str) -> str:
    """Render headings and paragraphs alone."""
    blocks = text.strip().split("\n\n")
    return "".join(f"<h1>{one[2:]}</h1>" if one.startswith("# ") else f"<p>{one}</p>" for one in blocks)
