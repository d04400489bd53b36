"""Drawings: what is let in, what is left out, what is refused, and that nothing else is ever published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.golden_case import read_case
from toolkit_builder.model.shapes import Shape
from toolkit_builder.publishing.media import as_svg
from toolkit_builder.reading.drawing_faults import Reason, Refusal
from toolkit_builder.reading.drawings import DEEPEST, read_drawing

CASES = Path(__file__).parent / "golden" / "check"
START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'


def drawings_of(case: str) -> dict[str, str]:
    """The drawings in a golden case, by the name of their file."""
    return {argument.rpartition("/")[2]: text for _, argument, text in read_case(CASES / f"{case}.case").steps}


def published(text: str) -> str:
    drawing = read_drawing(text.encode())
    assert isinstance(drawing, Shape), drawing
    return as_svg(drawing).decode()


def within(text: str) -> str:
    """What is published of something within a drawing."""
    whole = published(f"{START}{text}</svg>")
    return whole.removeprefix('<svg xmlns="http://www.w3.org/2000/svg">').removesuffix("</svg>\n")


def refusal(text: str) -> Refusal:
    drawing = read_drawing(text.encode())
    assert isinstance(drawing, Refusal), as_svg(drawing)
    return drawing


# Left out or kept -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["inkscape.svg", "illustrator.svg", "figma.svg"])
def test_of_what_programs_note_for_themselves_nothing_is_published(name: str) -> None:
    typed = drawings_of("good-drawings-of-programs")[name]
    written = published(typed)
    assert not re.search(
        r"inkscape|sodipodi|rdf|metadata|/home/|Adobe|DOCTYPE|<!--|CDATA|xlink|enable-background|data-", written
    )
    kept = (
        "path",
        "g",
        "clipPath",
        "mask",
        "filter",
        "feGaussianBlur",
        "stop",
        "linearGradient",
        "text",
        "tspan",
        "use",
        "rect",
    )
    for tag in kept:
        assert len(re.findall(rf"<{tag}\b", written)) == len(re.findall(rf"<{tag}\b", typed)), tag


@pytest.mark.parametrize("name", ["inkscape.svg", "illustrator.svg", "figma.svg"])
def test_what_is_written_is_read_as_the_same_and_written_as_the_same_bytes(name: str) -> None:
    once = published(drawings_of("good-drawings-of-programs")[name])
    assert published(once) == once
    assert ElementTree.fromstring(once).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("<text>1 &lt; 2 &amp;&#13; ]]&gt;</text>", "<text>1 &lt; 2 &amp;&#13; ]]&gt;</text>"),
        ("<text>a <tspan>b</tspan>\n c</text>", "<text>a <tspan>b</tspan>\n c</text>"),
        ("<g>words outside of texts</g>", "<g/>"),
        ("<g id='a\"&lt;b'/>", '<g id="a&quot;&lt;b"/>'),
        ('<use xlink:href="#a"/>', '<use href="#a"/>'),
        ('<use xlink:href="#a" href="#b"/>', '<use href="#b"/>'),
        ('<use href="#b" xlink:href="#a"/>', '<use href="#b"/>'),
        ('<g xlink:href="#a" xlink:type="simple"/>', "<g/>"),
        ('<s:g xmlns:s="http://www.w3.org/2000/svg"/>', "<g/>"),
        ('<x:a xmlns:x="https://example.org/x"><path/></x:a><g/>', "<g/>"),
        ('<g style="FILL : red ; -inkscape-stroke:none;background:red;;"/>', '<g style="fill:red"/>'),
        ('<g style="fill:u/**/rl(#a)"/>', None),
        ("<style>/* a */ .a , .b > g{fill:red}\n.c{}</style>", "<style>.a , .b &gt; g{fill:red}</style>"),
        ('<g unknown="x" data-src="https://example.org" role="img"/>', "<g/>"),
        ('<text xml:space="preserve" xml:lang="de"/>', '<text xml:space="preserve" xml:lang="de"/>'),
        ("<g font-family=\"'Noto Sans', serif\"/>", "<g font-family=\"'Noto Sans', serif\"/>"),
        ("<!-- a --><?php b ?><g/>", "<g/>"),
    ],
)
def test_what_is_written(typed: str, written: str | None) -> None:
    if written is None:
        assert refusal(f"{START}{typed}</svg>").reason is Reason.UNSAFE
    else:
        assert within(typed) == written


# Refused ----------------------------------------------------------------------------------------------------------------

UNSAFE = [
    "<script>alert(1)</script>",
    "<SCRIPT/>",
    f"<h:script {XHTML}/>",
    f"<h:img {XHTML} src='x'/>",
    "<metadata><script>alert(1)</script></metadata>",
    "<x:y xmlns:x='https://example.org'><x:script/></x:y>",
    "<g xmlns=''><script/></g>",
    "<g xmlns='http://www.w3.org/1999/xhtml'/>",
    "<math xmlns='http://www.w3.org/1998/Math/MathML'/>",
    "<e:listener xmlns:e='http://www.w3.org/2001/xml-events' event='load'/>",
    "<b:bindings xmlns:b='http://www.mozilla.org/xbl'/>",
    "<g e:event='load' xmlns:e='http://www.w3.org/2001/xml-events'/>",
    "<foreignObject/>", "<image href='#a'/>", "<feImage href='#a'/>", "<a href='#a'/>", "<animate/>", "<set/>",
    "<animateTransform/>", "<animateMotion/>", "<discard/>", "<handler/>", "<iframe/>", "<video/>", "<audio/>", "<canvas/>",
    "<cursor/>", "<font-face-uri/>", "<tref/>", "<color-profile/>", "<link rel='stylesheet'/>", "<unknown/>",
    "<g onload='alert(1)'/>", "<g ONLOAD='alert(1)'/>", "<g onbegin=''/>",
    "<use href='https://evil.example/x.svg#a'/>", "<use xlink:href='//evil.example/x.svg#a'/>",
    "<use y:href='x.svg#a' xmlns:y='http://www.w3.org/1999/xlink'/>", "<use href='&#32;x.svg'/>",
    "<use href='data:image/png,x'/>",
    "<use href='#a b'/>", "<g HREF='x'/>", "<g src='x'/>", "<g xml:base='https://evil.example/'/>",
    "<linearGradient href='x.svg#a'/>", "<textPath href='javascript:alert(1)'/>",
    "<g fill='url(https://evil.example/x)'/>", "<g fill='url(x.svg#a)'/>", "<g fill='url(&quot;#a'/>", "<g fill='u\\72l(#a)'/>",
    "<g filter='src(&quot;x&quot;)'/>", "<g cursor='url(x.cur)'/>", "<g fill='image-set(&quot;x&quot; 1x)'/>",
    "<g fill='red url(#a) url(//x)'/>", "<g fill='attr(x)'/>", "<g fill='red;background:url(#a)'/>",
    "<g style='fill:url(//x)'/>", "<g style='background:image-set(\"x\" 1x)'/>", "<g style='fill:\\75rl(#a)'/>",
    "<g style='cursor:url(x)'/>", "<g style='x{}'/>", "<g style='@import \"x\"'/>", "<g style='fill:red}'/>",
    "<g style='--a:url(x)'/>", "<g style='fill:URL( x )'/>", "<g style='fill:ur&#x6c;(x)'/>", "<g style='/* fill:red'/>",
    "<style>@import 'x';</style>", "<style>@media all{g{fill:red}}</style>", "<style>g{fill:url(x)}</style>",
    "<style>@font-face{src:url(x)}</style>", "<style>g{fill:red</style>", "<style>}</style>", "<style>g[x]{fill:red}</style>",
    "<style>g{fill:red}&lt;!-- </style>", "<style>a:hover{fill:red}</style>", "<style>\\67{fill:red}</style>",
    "<style><g/></style>", "<style><![CDATA[@import 'x';]]></style>", "<style>g{fill:red}@charset 'x';</style>",
]  # fmt: skip


@pytest.mark.parametrize("typed", UNSAFE)
def test_what_could_run_or_load_is_refused(typed: str) -> None:
    found = refusal(f"{START}{typed}</svg>")
    assert found.reason is Reason.UNSAFE
    assert found.found


@pytest.mark.parametrize(
    "typed",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + START + "<text>&a;</text></svg>",
        "<!DOCTYPE svg SYSTEM 'x.dtd' [ ]>" + START + "</svg>",
        START + "<text>&a;</text></svg>",
        "<!DOCTYPE svg SYSTEM 'x.dtd'>" + START + "<text>&nbsp;</text></svg>",
        "<svg/>",
        '<svg xmlns="http://www.w3.org/1999/xhtml"/>',
        START + "</svg><script/>",
        START + "<x:g/></svg>",
        START + " " * 1_000_000,
        START + "<g></svg>",
        "",
        "words",
    ],
)
def test_what_is_no_svg_is_refused(typed: str) -> None:
    assert refusal(typed).reason is not Reason.TOO_MUCH


@pytest.mark.parametrize("encoding", ["ISO-2022-JP", "UTF-7", "latin1", "utf-16", "us-ascii", ""])
def test_drawings_say_that_they_are_utf_8_or_nothing(encoding: str) -> None:
    assert refusal(f"<?xml version='1.0' encoding='{encoding}'?>{START}</svg>").reason is Reason.ENCODING
    assert published(f"<?xml version='1.0' encoding='Utf-8'?>{START}</svg>") == published(f"\ufeff{START}</svg>")
    assert isinstance(read_drawing(f"{START}</svg>".encode("utf-16")), Refusal)


def test_the_place_is_told_in_characters() -> None:
    cases = {
        f"{START}\n<text>é𝄞</text><path  d='M0'\n  onclick='x'/></svg>": (3, 3),
        f"{START}\r\n<text>é𝄞</text><script/></svg>": (2, 16),
        f"<?xml version='1.0'?>\n<!DOCTYPE svg SYSTEM 'x.dtd'>\n{START}<script/></svg>": (3, len(START) + 1),
        f"{START}<style>\n.a{{fill:red}}\n.b{{fill:url(x)}}</style></svg>": (3, 4),
        f'{START}<g id="onclick=" data-x="a onclick=" onclick=""/></svg>': (1, len(START) + 38),
    }
    for text, place in cases.items():
        found = refusal(text)
        assert (found.line, found.column) == place, text


# Too much ---------------------------------------------------------------------------------------------------------------


def levels(number: int, times: int, end: str) -> Iterator[str]:
    for level in range(number):
        yield f'<g id="a{level}">' + f'<use href="#a{level + 1}"/>' * times + "</g>"
    yield f'<g id="a{number}">{end}</g>'


PATTERNS = "".join(f'<pattern id="p{level}" fill="url(#p{level + 1})">' + "<rect/>" * 50 + "</pattern>" for level in range(5))
TOO_MUCH = {
    "deep": "<g>" * DEEPEST + "</g>" * DEEPEST,
    "deep in what is left out": '<metadata xmlns:x="x:">' + "<x:g>" * DEEPEST + "</x:g>" * DEEPEST + "</metadata>",
    "many": "<g/>" * 50_001,
    "use": "".join(levels(9, 10, "<path/>")),
    "use by another name": "".join(levels(9, 10, "<path/>")).replace("href", "xlink:href"),
    "itself": '<g id="a"><use href="#a"/></g>',
    "itself by another": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "masks": "".join(f'<mask id="m{n}">' + f'<g mask="url(#m{n + 1})"/>' * 20 + "</mask>" for n in range(6))
    + '<g mask="url(#m0)"/>',
    "patterns, inherited": PATTERNS + '<g fill="url(#p0)">' + "<rect/>" * 50 + "</g>",
    "patterns, from around": "".join(
        f'<g fill="url(#p{n + 1})"><pattern id="p{n}">' + "<rect/>" * 50 + "</pattern></g>" for n in range(5)
    ) + '<rect fill="url(#p0)"/>',
    "rules": "<style>" + "".join(f".m{n}{{mask:url(#m{n})}}" for n in range(6)) + "</style>"
    + "".join(f'<mask id="m{n}">' + f'<g class="m{n + 1}"/>' * 20 + "</mask>" for n in range(6)) + '<g class="x m0"/>',
    "markers": '<marker id="m">' + "<rect/>" * 1000 + '</marker><path marker-mid="url(#m)" d="M0 0' + "L1 1" * 1000 + '"/>',
    "a long style": "<style>" + ".a{fill:red}" * 10_000 + "</style>",
}  # fmt: skip


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_no_browser_comes_to_the_end_of_is_refused(name: str) -> None:
    assert refusal(f"{START}{TOO_MUCH[name]}</svg>").reason is Reason.TOO_MUCH


def test_much_is_not_too_much() -> None:
    paths = '<path style="fill:url(#g);marker-end:url(#m)" d="M0 0L1 1" clip-path="url(#c)"/>' * 5000
    marker = '<marker id="m"><path d="M0 0"/></marker><clipPath id="c"><use href="#r"/></clipPath><rect id="r"/>'
    gradient = '<linearGradient id="f">' + "<stop/>" * 20 + '</linearGradient><linearGradient id="g" href="#f"/>'
    assert within(f"<defs>{marker}{gradient}</defs>{paths}").count("<path") == 5001


def test_a_long_name_of_a_namespace_is_not_copied_for_each_element() -> None:
    """The parser would make a text of a million letters a hundred thousand times."""
    assert within(f'<g xmlns:x="{"x" * 1_000_000}">' + "<x:a/>" * 40_000 + "</g>") == "<g/>"
