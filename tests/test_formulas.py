"""Formulas: LaTeX to MathML, what is refused and why, nothing that runs, and what a browser makes of it."""

from __future__ import annotations

import pickle
import random
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import nh3
import pytest
from latex2mathml import commands
from latex2mathml.symbols_parser import SYMBOLS
from playwright.sync_api import Browser

from toolkit_builder.formulas import FormulaError, mathml
from toolkit_builder.formulas.reader import DEEPEST, LONGEST
from toolkit_builder.formulas.signs import REFUSED
from toolkit_builder.publishing.environment import POLICY
from toolkit_builder.rendering.formulas import Formulas
from toolkit_builder.rendering.markdown import sanitise

CASES = sorted((Path(__file__).parent / "golden" / "formulas").glob("*.case"))
CASE = re.compile(r"=== (inline|block)\n(.*)\n=== expect\n(.*)", re.DOTALL)

# All that formulas are made of: nothing that loads, links, acts, or holds HTML.
TAGS = frozenset(
    "annotation math mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext "
    "mtr munder munderover semantics".split()
)
ATTRIBUTES = {
    "annotation": {"encoding"},
    "math": {"dir", "display"},
    "mfrac": {"linethickness"},
    "mi": {"mathvariant"},
    "mo": {"fence", "form", "lspace", "maxsize", "minsize", "movablelimits", "rspace", "stretchy"},
    "mover": {"accent", "class"},
    "mpadded": {"depth", "height", "width"},
    "mrow": {"class"},
    "mspace": {"width"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"class", "displaystyle", "scriptlevel"},
    "mtd": {"class", "columnalign"},
    "mtext": {"dir", "mathvariant"},
    "munder": {"accentunder", "class"},
}
CLASSES = frozenset("aligned boxed lined line-above line-below line-left line-right stacked".split())
CHILDREN = {
    "math": 1, "mfrac": 2, "mover": 2, "mroot": 2, "msub": 2, "msubsup": 3, "msup": 2, "munder": 2, "munderover": 3,
    "semantics": 2,
}  # fmt: skip


def outcome(source: str, *, block: bool = False) -> str:
    """Return the formula, or why there is none."""
    try:
        return mathml(source, block)
    except FormulaError as error:
        return f"At {error.at}: {error}"


def sound(formula: str, source: str) -> None:
    """Assert that a formula is well-formed, made of known elements only, and that none lacks a part."""
    root = ElementTree.fromstring(formula)
    for element in root.iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set())
        assert set(element.get("class", "").split()) <= CLASSES
        assert len(element) == CHILDREN.get(element.tag, len(element)), f"{element.tag} in {source!r}"
    annotation = root[0][1]
    assert annotation.text == source.strip()
    annotation.text = ""
    assert not re.search(r"\\[A-Za-z]", "".join(root.itertext())), source


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_formula_becomes(file: Path, update_goldens: bool) -> None:
    case = CASE.fullmatch(file.read_text("utf-8"))
    assert case is not None
    kind, source, expected = case.groups()
    came_out = outcome(source, block=kind == "block") + "\n"
    if update_goldens:
        expected = came_out
        file.write_text(f"=== {kind}\n{source}\n=== expect\n{came_out}", encoding="utf-8", newline="\n")
    assert came_out == expected
    if came_out.startswith("<"):
        sound(came_out.strip(), source)


def test_a_block_says_so_and_is_the_same_otherwise() -> None:
    assert mathml("x", block=True) == mathml("x", block=False).replace('<math dir="ltr">', '<math dir="ltr" display="block">')


def test_why_and_where_comes_through_between_processes() -> None:
    with pytest.raises(FormulaError) as caught:
        mathml(r" a + \foo", block=False)
    error = pickle.loads(pickle.dumps(caught.value))
    assert (str(error.reason), error.at) == (r"The command `\foo` is not known.", 5)


def test_every_sign_of_the_table_is_that_sign_or_is_refused() -> None:
    names = [name for name in SYMBOLS if re.fullmatch(r"\\[A-Za-z]+", name)]
    set_signs = 0
    for name in names:
        came_out = outcome(name)
        if came_out.startswith("<"):
            sound(came_out, name)
            set_signs += 1
        else:
            assert re.match("At [0-9]+: (The command|Behind|Something|Write|`)", came_out), name
    assert len(names) > 2_500
    assert set_signs > 2_400


def test_no_command_that_the_library_knows_is_passed_through_as_text() -> None:
    tables = (value for name, value in vars(commands).items() if name.isupper())
    listed = [name for table in tables for name in ([table] if isinstance(table, str) else table)]
    names = sorted({name for name in listed if isinstance(name, str) and re.fullmatch(r"\\[A-Za-z]+\*?", name)})
    assert len(names) > 300
    for name in names:
        for source in (name, f"{name}{{x}}", f"{name}{{x}}{{y}}", f"{name} x y"):
            if (came_out := outcome(source)).startswith("<"):
                sound(came_out, source)


@pytest.mark.parametrize("command", sorted(REFUSED))
def test_a_command_that_does_more_than_set_a_formula_is_refused_by_name(command: str) -> None:
    assert outcome(f"{command}{{x}}{{y}}") == f"At 0: The command `{command}` is not allowed in formulas."


# Anything at all --------------------------------------------------------------------------------------------------------

PIECES = (
    r"a b x 1 23 4.5 + - = < > ( ) [ ] | ' ^ _ { } & \\ \\[2pt] ~ \, \! \frac \sqrt \sqrt[3] \binom \left( \right) \left. "
    r"\right| \middle| \big( \hat \overline \underbrace \overset \xrightarrow \sin \lim \sum \int \limits \alpha \Gamma \infty "
    r"\not \pmod \operatorname{ab} \mathbf \mathbb \mathrm \text{ab} \text{<b>} \text \displaystyle \scriptstyle "
    r"\begin{cases} \end{cases} \begin{aligned} \end{aligned} \begin{array}{l|r} \end{array} \hline \substack \phantom \boxed "
    r"\foo \href % # $ é ж 中 م \{ \} \ {a} {b+c} {1} _{i} ^{2} _i ^2 \frac{a}{b}"
).split(" ")


def test_whatever_is_typed_is_a_sound_formula_or_a_reason() -> None:
    chance = random.Random(20_261_129)
    made = 0
    for _ in range(2_000):
        weights = [chance.choice((1, 1, 1, 5)) for _ in PIECES]
        source = " ".join(chance.choices(PIECES, weights, k=chance.choice((2, 3, 5, 8, 30)))).strip()
        came_out = outcome(source, block=True)
        assert came_out == outcome(source, block=True)
        if came_out.startswith("<"):
            sound(came_out, source)
            made += 1
    assert made > 200


def test_formulas_grown_by_rule_are_all_set() -> None:
    chance = random.Random(7)

    def grow(depth: int) -> str:
        if depth == 0:
            return chance.choice(("x", "2", r"\alpha", "3.14", r"\infty", r"\text{a b}", r"\mathbf{v}"))
        one, two = grow(depth - 1), grow(depth - 1)
        ways = (
            rf"\frac{{{one}}}{{{two}}}", rf"{{{one}}}^{{{two}}}", rf"{one} + {two}", rf"\sqrt[{{{one}}}]{{{two}}}",
            rf"\left( {one} \right) {two}", rf"\begin{{pmatrix}} {one} & {two} \\ {two} & {one} \end{{pmatrix}}",
            rf"\sum_{{{one}}}^{{{two}}}", rf"\overline{{{one}}} = -{{{two}}}", rf"\hat{{{one}}} \cdot \sin {{{two}}}",
        )  # fmt: skip
        return chance.choice(ways)

    for _ in range(200):
        source = grow(chance.randint(0, 4))
        sound(mathml(source, block=True), source)


@pytest.mark.parametrize(
    "source",
    [
        "{" * 2_000, "{" * 1_500 + "}" * 1_500, r"\sqrt" * 700, r"\frac{" * 600, r"\left(" * 600, "x^{" * 1_000,
        r"\hat\vec" * 400, r"\begin{matrix}" * 280, r"\text{" + "{" * 3_000, r"\not" * 900, r"\mathbf{" * 400, r"\sqrt[" * 600,
        r"\substack{" * 390, "x" * (LONGEST + 1),
    ],
    ids=lambda source: source[:14],
)  # fmt: skip
def test_depth_and_length_have_an_end(source: str) -> None:
    assert re.match(r"At \d+: ", outcome(source))


def test_the_deepest_is_set() -> None:
    assert outcome("{" * DEEPEST + "x" + "}" * DEEPEST).startswith("<math")
    assert f"more than {DEEPEST} deep" in outcome("{" * (DEEPEST + 1) + "x" + "}" * (DEEPEST + 1))


def fastest(work: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "{a}",
        r"\frac{a}{b}",
        r"a&b\\",
        r"\text{a b}",
        "a|b ",
        "x'",
        "12",
        r"\left(x\right)",
        r"\displaystyle a",
        r"\ ",
        r"\hline ",
    ],
)
def test_eight_times_as_long_takes_about_eight_times_as_long(piece: str) -> None:
    short, long = (
        fastest(partial(outcome, rf"\begin{{matrix}}{piece * (length // len(piece))}\end{{matrix}}")) for length in (490, 3_920)
    )
    # Quadratic would be 64.
    assert long < 24 * short


# Nothing runs -----------------------------------------------------------------------------------------------------------

HOSTILE = [
    r"\text{<script>hit()</script>}",
    r"\text{<img src=x onerror=hit()>}",
    r"\text{</mtext></math><img src=x onerror=hit()>}",
    r"\text{</annotation></semantics></math><script>hit()</script>}",
    r"\text{&lt;img src=x onerror=hit()&gt;}",
    r"\text{&\#x3c;img src=x onerror=hit()&\#x3e;}",
    r"\text{<!--} \text{--><img src=x onerror=hit()>}",
    r"\text{<![CDATA[} x \text{]]><img src=x onerror=hit()>}",
    r"\text{<table><mglyph><style><!--</style><img title='--\&gt;<img src onerror=hit()>'>}",
    r"\text{<svg><style><img src=x onerror=hit()></style></svg>}",
    r"\text{<annotation-xml encoding='text/html'><img src=x onerror=hit()></annotation-xml>}",
    r"\text{<maction actiontype='statusline' xlink:href='javascript:hit()'>x</maction>}",
    r"\operatorname{<img src=x onerror=hit()>}",
    r"\textbf{' onload=hit() x='}",
    "\\text{\" autofocus onfocus=hit() tabindex=0 x=\"}",
    "x < script > h i t ( ) < / script >",
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_words_are_shown_as_words(source: str) -> None:
    formula = mathml(source, block=True)
    sound(formula, source)
    # Even a sanitiser that let formulas through would find nothing to take out.
    cleaned = nh3.clean(formula, tags=set(TAGS), attributes=ATTRIBUTES)
    assert cleaned.replace("&nbsp;", "\u00a0") == formula


def test_formulas_take_their_places_after_the_sanitiser() -> None:
    text = "one $x$ two $$y$$"
    formulas = Formulas(text)
    html = f"<p>one {formulas.put('x', block=False)} two</p><p>{formulas.put('y', block=True)}</p><script>hit()</script>"
    assert formulas.fill(sanitise(html)) == f"<p>one {mathml('x', block=False)} two</p><p>{mathml('y', block=True)}</p>"


def test_a_formula_never_gets_into_an_attribute_or_a_text() -> None:
    formulas = Formulas("text")
    place = formulas.put(r"\text{ onerror=hit() }", block=False)
    html = f"<p title='{place}' class='{place[13:-9]}' lang={place[13:-9]}>{place.replace('<', '&lt;')}</p><!-- {place} -->"
    assert "<math" not in formulas.fill(sanitise(html))


def test_nobody_can_write_the_place_of_a_formula() -> None:
    guess = Formulas("").put("x", block=False)
    text = f"{guess} $x$"
    formulas = Formulas(text)
    formulas.put("x", block=False)
    assert formulas.fill(sanitise(f"<p>{guess}</p>")).count("<math") == 0
    assert Formulas(text).put("x", block=False) == Formulas(text).put("x", block=False)


def test_mathml_that_is_typed_as_html_does_not_get_through() -> None:
    html = sanitise("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=hit()&gt;'>")
    assert "<math" not in html
    assert "<mtext" not in html
    assert "onerror" not in html


# In a browser -----------------------------------------------------------------------------------------------------------

META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
SHOWN = {
    "line": "x",
    "fraction": r"\frac{a}{b}",
    "sum": r"\sum_{i=1}^{n} i",
    "root": r"\sqrt{\frac{a}{b}}",
    "table": r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    "matrix": r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    "words": r"\text{متوسط}",
}


def page_of(body: str, policy: str, direction: str = "ltr") -> str:
    head = f'<meta charset="utf-8">{policy}<title>Formulas</title>'
    return f'<!doctype html><html lang="en" dir="{direction}"><head>{head}</head><body>{body}</body></html>'


@pytest.mark.browser
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_browser_draws_formulas_from_a_file_under_our_policy(browser: Browser, tmp_path: Path, direction: str) -> None:
    body = "".join(f'<p id="{name}">{mathml(source, block=True)}</p>' for name, source in SHOWN.items())
    (tmp_path / "page.html").write_text(page_of(body, META, direction), encoding="utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / "page.html").as_uri())
    boxes = {name: page.locator(f"#{name} math > semantics > mrow").bounding_box() for name in SHOWN}
    heights = {name: box["height"] for name, box in boxes.items() if box and box["width"] > 0}
    assert heights.keys() == SHOWN.keys()
    assert all(heights[name] > 1.5 * heights["line"] for name in ("fraction", "sum", "root", "table", "matrix"))
    assert page.locator("annotation").first.is_hidden()
    assert r"\frac" not in page.locator("body").inner_text()
    first, last = (page.locator("#table mtr").first.locator("mtd").nth(at).bounding_box() for at in (0, 1))
    assert first is not None
    assert last is not None
    assert first["x"] < last["x"]
    assert complaints == []
    page.close()


@pytest.mark.browser
def test_no_formula_runs_anything_even_where_no_policy_stops_it(browser: Browser, tmp_path: Path) -> None:
    body = "".join(f"<p>{mathml(source, block=True)}</p>" for source in HOSTILE)
    script = "<script>window.hits = 0; function hit() { window.hits++; }</script>"
    (tmp_path / "page.html").write_text(page_of(script + body, ""), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    # Read again what was written, twice: that is where markup changes its meaning.
    again = "() => { for (let i = 0; i < 2; i++) document.body.innerHTML = document.body.innerHTML; }"
    page.evaluate(again)
    # One that is asked for after all of them tells when it has failed: by then, theirs have, too.
    last = "new Promise(done => { const last = new Image(); last.onerror = () => { hit(); done(0); }; last.src = 'nothing'; })"
    page.evaluate(last)
    assert page.evaluate("window.hits") == 1
    assert page.locator("math").count() == len(HOSTILE)
    assert page.locator("img, svg, style, table, body > :not(p, script)").count() == 0
    page.close()
