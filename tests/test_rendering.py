"""Rendering: Markdown to safe HTML, the walls one by one, work that hangs or dies, and the cache."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import SITES
from toolkit_builder import work as engines
from toolkit_builder import worker as processes
from toolkit_builder.build import prepare, read_and_check
from toolkit_builder.model.text import Outline
from toolkit_builder.reading import ahead
from toolkit_builder.reading.markdown import read_markdown
from toolkit_builder.reading.settings import read_settings
from toolkit_builder.rendering import texts
from toolkit_builder.rendering.addresses import page_address
from toolkit_builder.rendering.markdown import LostBlocksError, draw, render, sanitise
from toolkit_builder.rendering.packed import Unpacked, is_packed, packed, unpacked
from toolkit_builder.rendering.slots import MEDIA, PAGES, fill
from toolkit_builder.rendering.texts import render_texts
from toolkit_builder.settings import Settings
from toolkit_builder.work import Crew, Processes
from toolkit_builder.worker import Outcome

CASES = sorted((Path(__file__).parent / "golden" / "render").glob("*.case"))
EXPECT = "\n=== expect\n"


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_text_becomes(file: Path, update_goldens: bool) -> None:
    text, _, expected = file.read_text("utf-8").partition(EXPECT)
    came_out = render(text, "guides/") + "\n"
    if update_goldens:
        expected = came_out
        file.write_text(f"{text}{EXPECT}{came_out}", encoding="utf-8", newline="\n")
    assert came_out == expected


def test_rendering_remembers_nothing_of_the_text_before() -> None:
    first = '## Same\n\n[a]: x.md\n\n*[CV]: Curriculum\n\nx[^1]\n\n[^1]: Note.\n\n=== "T"\n    t'
    render(first)
    assert render("## Same\n\n[a] CV[^1]") == '<h2 id="same">Same</h2>\n<p>[a] CV[^1]</p>'


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("duo.md", "duo.html"),
        ("../a/duo.md#x", "../a/duo.html#x"),
        ("#x.md", "#x.md"),
        ("https://e.org/a.md", "https://e.org/a.md"),
        ("//e.org/a.md", "//e.org/a.md"),
        ("mailto:a@b.md", "mailto:a@b.md"),
        ("a.md?b", "a.md?b"),
        ("", ""),
    ],
)
def test_a_link_to_a_file_leads_to_its_page(target: str, address: str) -> None:
    assert page_address(target) == address


def test_the_text_of_a_field_has_lower_headings_and_names_of_its_own() -> None:
    text = '# A\n\n## B {#b}\n\n[b](#b) [c](c.md#b) x[^1]\n\n[^1]: N.\n\n=== "T"\n    t'
    html = render(text, part="steps.0.text")
    assert re.findall(r"<h\d", html) == ["<h2", "<h3"]
    names = re.findall(r' (?:id|for|name)="([^"]+)"', html)
    assert len(names) == 7
    assert all(name.startswith("steps.0.text.") for name in names)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(names)
    assert f'href="{PAGES}c.html#b"' in html


# The second wall --------------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "<script src=https://e.org/x.js></script>",
    "<SCRIPT\n>alert(1)</SCRIPT\t>",
    "<<script>script>alert(1)<</script>/script>",
    "<script>alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src='x'onerror=alert(1)>",
    "<img/src/onerror=alert(1)>",
    "<a onclick=alert(1) onmouseover = 'x'>t</a>",
    "<details open ontoggle=alert(1)>t</details>",
    "<div style='position:fixed;inset:0;background:url(https://e.org/)'>t</div>",
    "<p style>t</p>",
    "<style>@import 'https://e.org/x.css'; body{display:none}</style>",
    "<style>",
    "<link rel=stylesheet href=https://e.org/x.css>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)></object><embed src=https://e.org>",
    "<meta http-equiv=refresh content='0;url=https://e.org'>",
    "<base href=https://e.org/>",
    "<a href=javascript:alert(1)>t</a>",
    "<a href='JaVa\tScRi\npt:alert(1)'>t</a>",
    "<a href='&#1;&#106;avascript:alert(1)'>t</a>",
    "<a href='javascript&colon;alert(1)'>t</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>t</a>",
    "<a href=vbscript:x>t</a><a href=file:///etc/passwd>t</a><a href=blob:x>t</a>",
    "<a ping=https://e.org target=_blank href=x>t</a>",
    "<svg onload=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><use href=https://e.org/x.svg#a /></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>t</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>t</maction></math>",
    "<form action=https://e.org><input name=a><button formaction=javascript:alert(1)>t</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=text><input type=password><input type=image src=https://e.org/x><input type=submit><input type=file>",
    "<button>t</button><select><option>t</select><textarea>t</textarea>",
    "<img src=https://e.org/x.png>",
    "<img src=//e.org/x.png>",
    "<img src=data:image/svg+xml;base64,AAAA>",
    "<img src=x.png>",
    f"<img src={MEDIA}a.jpg srcset='https://e.org/x 2x' usemap=#m longdesc=https://e.org>",
    "<picture><source srcset=https://e.org/x></picture>",
    "<video autoplay src=https://e.org/x poster=https://e.org/y></video><audio autoplay src=x></audio>",
    "<table background=https://e.org/x><td background=https://e.org/y>t</td></table>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>t</marquee>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mtext><table><mglyph><style><math href=javascript:alert(1)>t</math></style>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<?xml-stylesheet href=javascript:alert(1)?>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<title><img src=x onerror=alert(1)></title>",
    "<p title='a\"><script>alert(1)</script>'>t</p>",
    "<x-y is=z slot=a>t</x-y>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
]
TAGS = set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 "
    "h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES = set(
    "aria-label class id lang dir title href hreflang span open src alt width height loading type checked disabled name for "
    "start align colspan rowspan scope datetime".split()
)


CLASSES = set(
    "admonition admonition-title highlight tabbed-set tabbed-alternate tabbed-labels tabbed-content tabbed-block task-list "
    "task-list-item footnote footnote-ref footnote-backref term video credit inline end note abstract summary tldr info todo "
    "tip hint important success check done question help faq warning caution attention failure fail missing danger error bug "
    "example "
    "quote cite".split()
)


def is_class(name: str, tag: str) -> bool:
    # Pygments marks what code is made of.
    return name in CLASSES or (tag == "span" and bool(re.fullmatch("[a-z][a-z0-9]{0,2}", name)))


class Reader(HTMLParser):
    """Collects what stands in HTML and is on no list."""

    def __init__(self) -> None:
        super().__init__()
        self.through: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.through += [f"<{tag}>"] if tag not in TAGS else []
        self.through += [f"{tag} {name}" for name in values if name not in ATTRIBUTES]
        # A browser drops line breaks and tabs from an address, and what cannot be seen before it.
        scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.sub(r"[\t\r\n]", "", values.get("href", "")), re.IGNORECASE)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
            self.through.append(f"href {values['href']}")
        if not values.get("src", MEDIA).startswith(MEDIA):
            self.through.append(f"src {values['src']}")
        self.through += [f"class {one}" for one in values.get("class", "").split() if not is_class(one, tag)]
        if tag == "input" and values.get("type", "radio") not in ("radio", "checkbox"):
            self.through.append(f"input {values['type']}")

    def handle_comment(self, data: str) -> None:
        self.through.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.through.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.through.append(f"<?{data}")

    unknown_decl = handle_decl


def through(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.through


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_comes_through_the_second_wall(html: str) -> None:
    clean = sanitise(f"{html}\n<p>after</p>")
    assert through(clean) == []
    # What a browser makes of it when it reads it again is the same: no mutation brings it back to life.
    assert sanitise(clean.replace(PAGES, "")) == clean


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_comes_through_markdown(html: str) -> None:
    for text in ("{}", "Text {} text", "- {}\n", "# {}", "<div markdown>\n{}\n</div>", *CONSTRUCTS):
        assert through(without_formulas(render(text.replace("{}", html)))) == []


# Attribute lists, addresses and kinds that must not get through, where a text says such things itself.
ODD_LISTS = (
    "{onclick=alert(1)}", "{ .note onmouseover='alert(1)' }", "{style=position:fixed}", "{xmlns:x=1}", "{1a=2}", "{a:b=c}",
    "{-=x}", '{src="https://e.org/x.png"}', "{href=javascript:alert(1)}", "{formaction=javascript:alert(1)}",
    "{.modal .md-header}", "{ class='admonition wide' }", '{class="note\tmodal"}', "{srcdoc=x}", "{id=x onerror=alert(1)}",
    "{#x'onclick=alert(1)}", "{data-x=1}", "{alt='\"><script>alert(1)</script>'}", "{credit='<script>alert(1)</script>'}",
    "{title='<img src=x onerror=alert(1)>'}", "{width=1;onload=alert(1)}", "{target=_blank ping=https://e.org}", "{start=x}",
    "{lang='\"><script>'}", "{type=submit}",
)  # fmt: skip
HOLDERS = (
    "# Heading {}", "Words\n{}", "Words\n{:{}", "[a](b){}", "![a](tea/b.svg){}", "![a](tea/b.svg 'c'){}", "*a*{}", "`a`{}",
    "- a\n{}", "| a {} |\n| --- |\n| [b](c){} |", '!!! note "*a*{}"\n    b', '=== "`a`{}"\n    b', "x[^1]\n\n[^1]: *a*{}",
    "a\n: *b*{}", "[a]{}\n\n[a]: b",
)  # fmt: skip
ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#1;javascript:alert(1)", "java&Tab;script:alert(1)",
    "&#106;avascript:alert(1)", "javascript&colon;alert(1)", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:x",
    "file:///etc/passwd", "blob:x", "\\javascript:x", "javascript&#xfdd4;x", "javascript\ufdd4x", "media--root/x.svg",
    "https://e.org/x.png", "//e.org/x.png", "tea/media--root/../../x.svg", "&#2;wzxhzdk:0&#3;", "\x02wzxhzdk:0\x03",
    "tea/x.svg&quot; onerror=&quot;alert(1)", "tea/x.svg' onerror='alert(1)",
)  # fmt: skip
LEADING = (
    "[a](<{}>)", "![a](<{}>)", "[a]({})", "![a]({})", "[a][b] ![a][b]\n\n[b]: {}", "[a][b] ![a][b]\n\n[b]: <{}>", "<{}>",
    "{}", '!!! note "[a](<{}>)"', '=== "![a](<{}>)"\n    b', "![a](<{}> 'b'){ credit=c }", "x[^1]\n\n[^1]: [a](<{}>)",
    "*[ab]: <{}>\n\nab", "<a href='{}'>a</a><img src='{}'>",
)  # fmt: skip
CONSTRUCTS = (
    '!!! note "{}"\n    t', "!!! note\n    {}", '??? tip "{}"\n    t', "??? tip\n    {}", '=== "{}"\n    t',
    '=== "t"\n    {}', "!!! {}\n    t", "> [!NOTE]\n> {}", "> [!{}]\n> t", "x[^1]\n\n[^1]: {}", "x[^{}]\n\n[^{}]: t",
    "a\n: {}", "| {} |\n| --- |\n| {} |", "```{}\n{}\n```", "``` python {}\n{}\n```", "    {}", "`{}`", "[{}](b)",
    '[a](b "{}")', "![{}](tea/b.svg)", '![a](tea/b.svg "{}"){ credit="{}" }', "[a][{}]\n\n[{}]: b", "*[ab]: {}\n\nab cd",
    "*[{}]: t\n\n{}", "# a {title='{}'}", "*a*{.{}}", "${}$", "$$\n{}\n$$", "$\\text{{}}$", '!!! note "$\\text{{}}$"\n    t',
    "[$a$ {}](b '$a$ {}')", "~~{}~~ **{}**", "- [ ] {}", "<b title='$a$'>{}</b>", "<b title=\"{}\">t</b>",
)  # fmt: skip
"""What a text may be made of; a text that is put in place of `{}` gets everywhere where words get."""


@pytest.mark.parametrize("odd", ODD_LISTS)
def test_attribute_lists_give_nothing_that_is_on_no_list(odd: str) -> None:
    for text in HOLDERS:
        assert through(render(text.replace("{}", odd))) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_lead_to_pages_and_pictures_lie_in_the_toolkit(address: str) -> None:
    for text in LEADING:
        html = render(text.replace("{}", address), "guides/")
        assert through(html) == []
        # The letters of the stand-in for the content folder are left as such only before paths of pictures.
        assert html.count(MEDIA) == len(re.findall(f'<img [^<>]*src="{MEDIA}', html))


IMITATIONS = (
    "\x02wzxhzdk:{}\x03", "&#2;wzxhzdk:{}&#3;", "&#x2;wzxhzdk:{}&#x03;", "\x02{}\x03", "\x02amp\x03lt;{}", "\ufdd0{}",
    "&#xFDD0;{}", "&#64976;{}",
)  # fmt: skip


@pytest.mark.parametrize("imitation", IMITATIONS)
def test_a_text_cannot_imitate_what_stands_for_something_while_it_is_made(imitation: str) -> None:
    """Python-Markdown puts HTML in place of its marks; one that is within itself would be put there for ever."""
    for text in CONSTRUCTS:
        plain = without_formulas(render(text.replace("{}", f"words <kbd>{imitation.format(0)}</kbd> {imitation.format(1)}")))
        assert through(plain) == []
        assert plain.count("<kbd>") <= 2
        assert "_" not in re.sub(r"__tabbed_\d(_\d)?", "", plain)


def test_the_letters_of_the_way_to_pictures_are_words_in_a_text() -> None:
    text = (
        f"{MEDIA} `{MEDIA}` [{MEDIA}]({MEDIA}a.md '{MEDIA}') ![{MEDIA}](tea/pot.svg '{MEDIA}') $\\text{{{MEDIA}}}$ "
        f'<img src="{MEDIA}">'
    )
    html = render(text, "guides/")
    assert html.count(MEDIA) == html.count(f'src="{MEDIA}guides/tea/pot.svg"') == 1
    shown = unescape(html)
    assert shown.count(MEDIA) == 10


def test_the_letters_of_the_way_to_pages_are_words_in_a_text() -> None:
    typed = f'href="{PAGES}x.html"'
    html = render(f"{typed} `{typed}` [a](b.md '{typed}') ![{typed}](tea/pot.svg)", "guides/")
    assert html.count(PAGES) == html.count(f'<a href="{PAGES}guides/b.html"') == 1
    assert unescape(html).count(typed) == 4
    assert PAGES not in render(f"{typed} `{typed}`", "guides/")


def without_formulas(html: str) -> str:
    """Take out what our own reader of formulas wrote; see test_formulas.py."""
    return re.sub(r"<math[ >].*?</math>", "", html, flags=re.DOTALL)


def test_the_reader_of_this_test_sees_what_is_hostile() -> None:
    unseen = [html for html in HOSTILE if not through(html)]
    assert unseen == ["<p title='a\"><script>alert(1)</script>'>t</p>", "\x00<scr\x00ipt>alert(1)</scr\x00ipt>"]


@pytest.mark.parametrize("html", ["<p>before</p>{}<p>after</p>"])
@pytest.mark.parametrize(
    "hostile", ["<script>x</script>", "<svg><script>x</script></svg>", "<iframe></iframe>", "<form><input></form>"]
)
def test_the_words_around_stay(html: str, hostile: str) -> None:
    clean = sanitise(html.format(hostile))
    assert "before" in clean
    assert "after" in clean


# Work that goes wrong ---------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork even where another test left a thread behind, such as one that waits for a browser to end: nothing here uses it."""
    monkeypatch.setattr(engines, "can_fork", lambda: True)


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock nothing is late, but where a test says so: a busy machine may do nothing of ours for seconds."""
    monkeypatch.setattr(engines, "_BY_THE_CLOCK", 10_000)


def work(task: object) -> object:
    match task:
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(600)
        case "nap":
            time.sleep(1.5)
        case "toil":
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass
        case "die":
            os._exit(3)
        case "dig":
            return work(task)
        case "raise":
            raise ValueError("no such thing")
    return f"{task} done"


def outcomes(tasks: list[object], jobs: int = 2, limit: float = 0.5) -> dict[object, Outcome[Any]]:
    """Do the work. However busy the machine is, what is done at once does not use the processor for half a second."""
    found = list(engines.run(work, tasks, jobs, limit))
    assert sorted(number for number, _ in found) == list(range(len(tasks)))
    return {tasks[number]: outcome for number, outcome in found}


BAD: Mapping[str, Outcome[Any]] = {
    "hang": Outcome(late=True),
    "die": Outcome(reason="the process that worked on it died"),
    "dig": Outcome(reason="it is nested too deeply"),
    "raise": Outcome(reason="ValueError: no such thing"),
}


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("bad", BAD)
def test_a_piece_of_work_that_goes_wrong_is_named_and_the_others_are_done(bad: str, jobs: int) -> None:
    tasks: list[object] = [*range(20), bad, *range(20, 60)]
    found = outcomes(tasks, jobs)
    assert found.pop(bad) == BAD[bad]
    assert found == {number: Outcome(f"{number} done") for number in range(60)}


def test_all_that_goes_wrong_at_once_is_named() -> None:
    found = outcomes([*BAD, "fine"], jobs=3)
    assert found == {**BAD, "fine": Outcome("fine done")}


def test_time_in_which_others_have_the_processor_is_not_counted() -> None:
    assert outcomes(["nap"], limit=1) == {"nap": Outcome("nap done")}


def test_what_does_nothing_is_late_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_BY_THE_CLOCK", 0.5)
    assert outcomes(["sleep"], limit=1) == {"sleep": Outcome(late=True)}


def test_the_clock_alone_counts_where_the_system_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_SPENT", None)
    monkeypatch.setattr(engines, "_BY_THE_CLOCK", 2)
    assert outcomes(["hang"], limit=0.1) == {"hang": Outcome(late=True)}


def test_time_is_counted_for_each_piece_alone() -> None:
    """Together they use more than the limit."""
    tasks: list[object] = ["toil", *range(5)] * 3
    assert [outcome.late for _, outcome in engines.run(work, tasks, 1, 0.5)] == [False] * len(tasks)


def test_whoever_measures_the_parent_does_not_stop_that() -> None:
    before = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    try:
        assert outcomes(["hang", "fine"], jobs=1) == {"hang": Outcome(late=True), "fine": Outcome("fine done")}
    finally:
        signal.signal(signal.SIGPROF, before)


def test_no_work_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.Worker, "start", None)
    assert outcomes([]) == {}


def test_work_is_done_where_nothing_can_be_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "can_fork", lambda: False)
    assert outcomes(["one", "dig"], jobs=1, limit=30) == {"one": Outcome("one done"), "dig": BAD["dig"]}


def test_a_process_that_died_while_it_had_nothing_to_do_is_replaced() -> None:
    crew: Crew[int, int] = Crew(abs, 10)
    try:
        assert dict(crew.run([-1])) == {0: Outcome(1)}
        (idle,) = crew._workers
        idle.process.kill()
        idle.process.join()
        assert dict(crew.run([-2, -3])) == {0: Outcome(2), 1: Outcome(3)}
    finally:
        crew.close()


_HELD: list[bytes] = []


def hold(megabytes: int) -> int:
    """Take some memory, and return which process has it."""
    _HELD.append(b"x" * megabytes * 1_000_000)
    return os.getpid()


@pytest.mark.parametrize(("own", "fewest", "most"), [(10_000_000_000, 1, 2), (30_000_000, 4, 39), (0, 40, 40)])
def test_who_has_too_much_memory_of_its_own_is_replaced(
    own: int, fewest: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_OWN", own)
    found = dict(engines.run(hold, [3] * 40, 2, 10))
    assert found.keys() == {*range(40)}
    assert fewest <= len({outcome.value for outcome in found.values()}) <= most


@pytest.mark.parametrize("bad", BAD)
def test_what_goes_wrong_is_named_where_each_process_does_one_piece(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_OWN", 0)
    found = outcomes([*range(20), bad, *range(20, 40)])
    assert found.pop(bad) == BAD[bad]
    assert found == {number: Outcome(f"{number} done") for number in range(40)}


def test_where_no_more_processes_can_be_had_those_that_are_there_do_all(monkeypatch: pytest.MonkeyPatch) -> None:
    start, started = processes.Worker.start, []

    def start_three(*arguments: Any) -> Any:
        if len(started) == 3:
            raise OSError(errno.EAGAIN, "Resource temporarily unavailable")
        started.append(arguments)
        return start(*arguments)

    monkeypatch.setattr(processes.Worker, "start", start_three)
    assert len(outcomes([*range(40)], jobs=5)) == 40
    assert len(started) == 3
    # Each does one piece: when the third has ended, there is nobody left.
    started.clear()
    monkeypatch.setattr(processes, "_OWN", 0)
    with pytest.raises(OSError, match="temporarily"):
        outcomes([*range(40)], jobs=5)
    assert len(started) == 3


def test_who_is_sent_its_work_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_OWN", 0)
    crew: Crew[int, int] = Crew(abs, 10)
    try:
        assert dict(crew.run([-1, -2])) == {0: Outcome(1), 1: Outcome(2)}
        assert len(crew._workers) == 1
    finally:
        crew.close()


def test_where_no_more_processes_can_be_had_those_that_are_about_to_end_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the work before still count where a system limits how many there may be."""
    ending: list[str] = []
    monkeypatch.setattr(processes, "_SENT_AWAY", [SimpleNamespace(join=lambda: ending.append("joined"))])
    process = multiprocessing.get_context("fork").Process
    start = process.start

    def limited(one: Any) -> None:
        if not ending:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        start(one)

    monkeypatch.setattr(process, "start", limited)
    assert outcomes(["one", "dig"], jobs=1) == {"one": Outcome("one done"), "dig": BAD["dig"]}
    assert ending == ["joined"]


def test_one_that_is_not_forked_has_ended_when_it_was_sent_away() -> None:
    crew: Crew[int, int] = Crew(abs, 10)
    assert dict(crew.run([-1])) == {0: Outcome(1)}
    (worker,) = crew._workers
    crew.close()
    assert not worker.process.is_alive()


def test_no_process_is_left_when_somebody_stops_listening() -> None:
    started = []
    start = processes.Worker.start
    workers: list[Any] = []

    def remember(*arguments: Any) -> Any:
        workers.append(start(*arguments))
        return workers[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes.Worker, "start", remember)
        for outcome in engines.run(work, ["one", "hang", "hang"], 2, 60):
            started.append(outcome)
            break
    assert started
    for worker in workers:
        worker.process.join(60)
    assert [worker.process.is_alive() for worker in workers] == [False] * len(workers)


# Texts that cannot be rendered ------------------------------------------------------------------------------------------


def add(root: Path, name: str, text: str) -> None:
    header = "---\ntitle: A\nsummary: B\n---\n"
    (root / "content/people" / f"{name}.en.md").write_text(header + text, encoding="utf-8", newline="\n")


def test_a_text_that_cannot_be_rendered_is_told_and_stops_the_build(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(small, "slow", "Slow.")
    add(small, "odd", "Odd.")

    def draw_oddly(outline: Outline, *_: object, **__: object) -> str:
        if outline.text == "Odd.":
            raise RecursionError
        while outline.text == "Slow.":
            pass
        return ""

    monkeypatch.setattr(texts, "draw", draw_oddly)
    prepared = prepare(replace(read_settings(small), time_limit=2.0), Processes(2))
    assert prepared.site is None
    hint = (
        "\n    Look for long runs of the same sign, such as brackets or stars, or very deep lists. "
        "Take half of the text out and try again."
    )
    told = {str(problem): problem.record for problem in prepared.problems}
    assert told == {
        f"content/people/slow.en.md:5:1: error cannot-render: "
        f"Turning this text into a page took the processor more than 2 seconds and was stopped.{hint}": "people/slow",
        f"content/people/odd.en.md:5:1: error cannot-render: "
        f"This text cannot be turned into a page: it is nested too deeply{hint}": "people/odd",
    }


def test_progress_counts_every_text(small_settings: Settings) -> None:
    steps: list[tuple[int, int]] = []
    render_texts(read_and_check(small_settings)[0], Processes(2), lambda done, of: steps.append((done, of)))
    assert steps == [(number, 12) for number in range(1, 13)]


# The cache --------------------------------------------------------------------------------------------------------------


def html_of(settings: Settings) -> Mapping[str, str]:
    made = render_texts(read_and_check(settings)[0])
    assert made.faults == []
    return made.html


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were rendered and not taken from the cache, in the order of their paths."""
    seen: list[str] = []

    def run(work: Callable[[Any], str], tasks: list[Any], *_: object) -> Any:
        seen.extend(sorted(task.position.path for task in tasks))
        return [(number, Outcome(work(task))) for number, task in enumerate(tasks)]

    monkeypatch.setattr(engines, "run", run)
    return seen


run_in_processes = engines.run


def test_a_text_is_rendered_once(small_settings: Settings, rendered: list[str]) -> None:
    first = html_of(small_settings)
    assert len(rendered) == len(first) == 12
    assert html_of(small_settings) == first
    assert len(rendered) == 12


def test_only_what_changed_is_rendered_again(small_settings: Settings, rendered: list[str]) -> None:
    first = html_of(small_settings)
    rendered.clear()
    file = small_settings.content / "people/ada.en.md"
    file.write_text(file.read_text("utf-8").replace("Ada knows", "Ada *knows*"), encoding="utf-8", newline="\n")
    second = html_of(small_settings)
    assert rendered == ["content/people/ada.en.md"]
    assert {path for path in first if first[path] != second[path]} == set(rendered)


def test_a_text_is_rendered_again_once_a_word_in_it_is_explained_elsewhere(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SITES / "kites", tmp_path / "kites"))
    before = html_of(read_settings(root))
    arrow = root / "content/kites/arrow.en.md"
    arrow.write_text(arrow.read_text("utf-8").replace("title: Zigzag, or the arrow", "title: box kite"), "utf-8")
    after = html_of(read_settings(root))
    (place,) = (place for place in after if "makers/lin" in place)
    assert "kites/arrow.html" not in before[place]
    assert "kites/arrow.html" in after[place]


def test_a_link_to_what_is_not_published_becomes_words() -> None:
    html = f'<a href="{PAGES}a.html">A</a> <a href="{PAGES}b.html">B</a> <img src="{MEDIA}c.png">'
    filled = fill(html, lambda name: f"../{name}", lambda name: "" if name == "a.html" else f"../{name}")
    assert filled == '<a>A</a> <a href="../b.html">B</a> <img src="../c.png">'


def test_the_cache_does_not_grow(small_settings: Settings) -> None:
    file = small_settings.content / "people/ada.en.md"
    for number in range(3):
        file.write_text(f"---\ntitle: A\nsummary: B\n---\n{number}\n", encoding="utf-8", newline="\n")
        html_of(small_settings)
    with sqlite3.connect(small_settings.cache / "rendered.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM rendered").fetchone() == (12,)
    connection.close()


def damage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(data)


def of_another_version(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE rendered (path TEXT, made REAL)")
        connection.execute("INSERT INTO rendered VALUES ('a', 1)")
    connection.close()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def no_place(file: Path) -> None:
    file.unlink()
    shutil.rmtree(file.parent)
    file.parent.write_text("a file where the folder should be", encoding="utf-8")


MENDED = {
    "deleted": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "not a database": lambda file: file.write_bytes(b"not a database" * 99),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "damaged": damage,
    "of another version": of_another_version,
}


@pytest.mark.parametrize("change", [*MENDED.values(), a_folder, no_place], ids=[*MENDED, "a folder", "no place for it"])
def test_whatever_happens_to_the_cache_the_result_is_the_same(small_settings: Settings, change: Callable[[Path], None]) -> None:
    first = html_of(small_settings)
    change(small_settings.cache / "rendered.sqlite")
    assert html_of(small_settings) == first
    assert html_of(small_settings) == first


@pytest.mark.parametrize("change", MENDED.values(), ids=MENDED)
def test_a_cache_that_was_spoilt_is_made_anew(
    small_settings: Settings, rendered: list[str], change: Callable[[Path], None]
) -> None:
    html_of(small_settings)
    change(small_settings.cache / "rendered.sqlite")
    html_of(small_settings)
    rendered.clear()
    html_of(small_settings)
    assert rendered == []


def test_what_is_rendered_while_others_read_is_rendered_once(
    small_settings: Settings, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_FEW", 1)
    with monkeypatch.context() as by_others:
        by_others.setattr(engines, "run", run_in_processes)
        first = prepare(small_settings, Processes(2))
    assert first.site
    assert html_of(small_settings) == first.site.html
    assert rendered == []


@pytest.mark.parametrize("spoilt", [b"", b"<p>", "<p>", packed("<p>Whole.</p>")[:-1], 3.5])
def test_html_that_is_not_whole_is_made_anew(small_settings: Settings, rendered: list[str], spoilt: object) -> None:
    first = html_of(small_settings)
    with sqlite3.connect(small_settings.cache / "rendered.sqlite") as connection:
        (key,) = connection.execute("SELECT min(key) FROM rendered").fetchone()
        connection.execute("UPDATE rendered SET html = ? WHERE key = ?", (spoilt, key))
    connection.close()
    rendered.clear()
    assert html_of(small_settings) == first
    assert len(rendered) == 1
    assert html_of(small_settings) == first
    assert len(rendered) == 1


@pytest.mark.parametrize("html", ["", "<p>One.</p>" * 5000, "<p>\ud800 \u05d0 \U0001f375</p>"])
def test_html_that_is_packed_is_the_same(html: str) -> None:
    assert unpacked(packed(html)) == html
    assert is_packed(packed(html))
    assert not any(map(is_packed, (packed(html) + b"x", packed(html)[:-1], html, zlib.compress(b"\xff\xfe"))))
    assert dict(Unpacked({"a": packed(html)})) == {"a": html}


def test_a_cache_that_cannot_be_written_is_still_read(
    small_settings: Settings, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    html_of(small_settings)
    connect = sqlite3.connect
    read_only = SimpleNamespace(connect=lambda file, timeout: connect(f"file:{file}?mode=ro", uri=True), Error=sqlite3.Error)
    monkeypatch.setattr(sys.modules["toolkit_builder.rendering.cache"], "sqlite3", read_only)
    add(small_settings.root, "new", "New.")
    rendered.clear()
    for _ in range(2):
        assert html_of(small_settings)["content/people/new.en.md"] == "<p>New.</p>"
    assert rendered == ["content/people/new.en.md"] * 2


def test_a_new_recipe_renders_everything_again(
    small_settings: Settings, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    html_of(small_settings)
    monkeypatch.setattr(texts, "recipe", lambda _: "another")
    html_of(small_settings)
    assert len(rendered) == 24


def test_the_same_text_in_another_folder_is_rendered_for_itself(small_settings: Settings) -> None:
    for folder in ("people", "guides"):
        source = small_settings.content / "guides/tea.en.md"
        text = source.read_text("utf-8") if folder == "guides" else "---\ntitle: A\nsummary: B\n---\n"
        header = text[: text.index("---\n", 4) + 4]
        file = small_settings.content / folder / "twin.en.md"
        file.write_text(f"{header}![A pot](pot.svg)", encoding="utf-8", newline="\n")
    html = html_of(small_settings)
    assert f'src="{MEDIA}guides/pot.svg"' in html["content/guides/twin.en.md"]
    assert f'src="{MEDIA}people/pot.svg"' in html["content/people/twin.en.md"]


def test_a_text_that_html_takes_blocks_from_is_no_page() -> None:
    """The check refuses such HTML; should it let something through, nothing is lost in silence."""
    text = "<title>\n\n- one\n- two\n"
    assert "<li>" not in render(text)
    with pytest.raises(LostBlocksError):
        draw(read_markdown(text), whole=True)
    assert draw(read_markdown("- one\n\n> # two\n\n<hr>\n"), whole=True)
