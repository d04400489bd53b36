"""What a page shows of a text, in words: search data are made of these."""

from __future__ import annotations

import pytest

from toolkit_builder.model.tokens import runs
from toolkit_builder.model.visible import visible_words
from toolkit_builder.reading.markdown import read_markdown

WORDS = [
    ("## Big **lett**ers\n\nand [li](a.md)nk", "Big letters and link"),
    ("H<sub>2</sub>O, x<sup>2</sup>, <b>B</b>old, <kbd>Ctrl</kbd>C", "H2O x 2 Bold Ctrl C"),
    ("one<!-- no -->two <!-- not this --> three<br>four", "onetwo three four"),
    ("<details>\n<summary>Mo<i>re</i></summary>\n\nWithin\n\n</details>", "More Within"),
    ("a &amp; caf&eacute;\n\n<p>caf&eacute;<!-- no --> au lait</p>", "a café café au lait"),
    ("`co`de\n\n```python\ndef made(): pass\n```\n\n    typed", "co de def made pass typed"),
    ("- one\n  - two\n\n  three\n- [ ] four\n\n| a | b |\n|---|---|\n| c**d**e | f |", "one two three four a b cde f"),
    ('!!! tip "Its title"\n    Body\n\n!!! tip\n    More\n\n> [!NOTE]\n> Quoted', "Its title Body More Quoted"),
    ('=== "First"\n    one\n\n=== "Second"\n    two', "First one Second two"),
    ('![alt](a.png "Its caption"){credit="Ada"}\n\n![alt](a.png)', "Its caption Ada"),
    ('- ![alt](a.png "In a list")\n- ![alt](a.png "title") beside', "In a list beside"),
    ("$\\frac{a_1}{b}$-fold $\\alpha + \\text{speed of light}$", "a 1 b fold α speed of light"),
    ("$\\frac{a$ stays", "frac a stays"),
    ("Text.[^b] More.[^a]\n\n[^a]: Last.\n[^b]: First.[^c]\n[^c]: Inner.\n[^z]: Nowhere.", "Text More First Last Inner"),
    ("*[CV]: Curriculum vitae\n\nA CV-based way", "A CV-based way"),
    ("<https://example.org/a-page>", "https example.org a-page"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_are_those_of_the_page(text: str, words: str) -> None:
    assert runs(visible_words(read_markdown(text))) == runs(words)
