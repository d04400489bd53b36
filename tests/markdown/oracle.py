"""What GitHub shows for a text, and what an HTML fragment shows: its outline of blocks, its words, and how they are marked.

Two fragments that give the same blocks show a reader the same, whatever their tags and classes are. Both dialects are
understood: that of cmark-gfm, GitHub's own renderer, and that of our pages (`div.admonition`, coloured code, `label`s).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote

import nh3
from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

ALERTS = ("note", "tip", "important", "warning", "caution")

_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_SOURCEPOS
_EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]

# What GitHub lets through (its html-pipeline), and `section`, which its footnotes stand in.
_TAGS = frozenset(
    "a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
    "img input ins kbd li mark ol p picture pre q rp rt ruby s samp section small span strike strong sub summary sup table "
    "tbody td tfoot th thead time tr tt ul var wbr".split()
)
_SANITISED_ATTRIBUTES = {
    "*": {"class", "id", "align", "open"},
    "a": {"href"},
    "img": {"src", "alt"},
    "input": {"type", "checked", "disabled"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "xmpp", "irc", "ircs"}


def gfm(text: str) -> str:
    """Return what GitHub's preview shows for a text, as HTML; `data-sourcepos` says which lines a block comes from."""
    html = markdown_to_html_with_extensions(text, options=_OPTIONS, extensions=_EXTENSIONS)
    lines = re.split(r"\r\n?|\n", text)
    return sanitised(_with_boxes(_with_alerts(html, lines), lines))


def sanitised(html: str) -> str:
    """Take out what GitHub takes out."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_SANITISED_ATTRIBUTES,
        generic_attribute_prefixes={"data-"},
        url_schemes=_SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style"},
    )


_ALERT_LINE = re.compile(rf" {{0,3}}>[ \t]*\[!({'|'.join(ALERTS)})\][ \t]*\Z", re.IGNORECASE)
_QUOTE_OR_LIST = re.compile(r'<(/?)(blockquote|[uo]l)( data-sourcepos="(\d+):[^>]*)?[^>]*>')
_FIRST_LINE = re.compile(r"\s*<p[^>]*>\[![A-Za-z]+\][ ]*(?:<br />)?(?:\n|(</p>)\s*(?=<(?!/blockquote)))")


def _with_alerts(html: str, lines: list[str]) -> str:
    """Make `div.admonition` of the quotes that GitHub's site shows as alerts.

    Only a quote that stands in nothing else is one; alone on its first line is `[!NOTE]` or another of five words; and
    something must follow in the quote.
    """
    pieces, done, depth, alert = [], 0, 0, False
    for tag in _QUOTE_OR_LIST.finditer(html):
        depth += -1 if tag[1] else 1
        if tag[1] and alert and depth == 0:
            pieces += [html[done : tag.start()], "</div>"]
            done, alert = tag.end(), False
        elif depth == 1 and tag[4] and tag[2] == "blockquote":
            word = _ALERT_LINE.match(lines[int(tag[4]) - 1])
            first = _FIRST_LINE.match(html, tag.end())
            if word and first:
                start = "" if first[1] else "<p>"
                pieces += [html[done : tag.start()], f'<div class="admonition {word[1].lower()}"{tag[3]}>{start}']
                done, alert = first.end(), True
    return "".join([*pieces, html[done:]])


_ITEM = re.compile(r'(<li data-sourcepos="(\d+):[^>]*>\s*(?:<p[^>]*>)?)\[([ xX])\](?=\s)')
_BOX_IN_QUOTE = re.compile(r"[ \t]*>.*?(?:[-+*]|\d+[.)])[ \t]+\[[ xX]\][ \t]+\S")


def _with_boxes(html: str, lines: list[str]) -> str:
    """Make boxes of `[ ]` in the lists of quotes too, which GitHub's site does and cmark-gfm does not."""

    def box(item: re.Match[str]) -> str:
        checked = "" if item[3] == " " else ' checked=""'
        made = f'{item[1]}<input type="checkbox"{checked} disabled="">'
        return made if _BOX_IN_QUOTE.match(lines[int(item[2]) - 1]) else item[0]

    return _ITEM.sub(box, html)


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    children: list[_Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def elements(self) -> Iterator[_Element]:
        return (child for child in self.children if isinstance(child, _Element))

    def all(self) -> Iterator[_Element]:
        yield self
        for child in self.elements():
            yield from child.all()


_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# A start tag that ends an open element of these, as browsers have it.
_ENDS = {
    "li": {"li"}, "p": {"p"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}, "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
}  # fmt: skip


class _Tree(HTMLParser):
    """Makes a tree of a fragment; end tags that nothing was opened for are passed over."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Element("", {})]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open[-1].tag in _ENDS.get(tag, ()):
            self.open.pop()
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class Piece:
    """Some signs and how they are marked: `strong`, `em`, `a https://...`, a picture, a hard break."""

    text: str
    marks: frozenset[str]

    @property
    def links(self) -> frozenset[str]:
        """Those of its marks that lead somewhere."""
        return frozenset(mark for mark in self.marks if mark.startswith("a "))


@dataclass(frozen=True)
class Block:
    """A block of a page. Blocks are equal that have the same outline; their words are compared apart from that."""

    kind: str
    detail: tuple[object, ...] = ()
    inside: tuple[Block, ...] = ()
    pieces: tuple[Piece, ...] = field(default=(), compare=False)
    lines: tuple[int, int] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        detail = " ".join(str(part) for part in self.detail if part not in ("", None))
        inside = "" if self.kind == "table" else ", ".join(str(block) for block in self.inside)
        return f"{self.kind} {detail}".strip() + (f" [{inside}]" if inside else "")

    def all(self) -> Iterator[Block]:
        """Return the block and all within it, in the order of reading."""
        yield self
        for block in self.inside:
            yield from block.all()

    @property
    def words(self) -> tuple[str, ...]:
        """The visible words; the end of a block, a cell or a line ends a word."""
        return tuple(word for block in self.all() for word in "".join(piece.text for piece in block.pieces).split())

    @property
    def marked(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The same signs with their marks, and the lines of code as they stand there."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for block in self.all():
            if block.kind == "code":
                text = "".join(piece.text for piece in block.pieces)
                found += [(line.expandtabs(4).rstrip(), ("line of code",)) for line in text.rstrip().split("\n")]
            else:
                found += _joined(block.pieces)
        return tuple(found)

    @property
    def without_links(self) -> tuple[object, ...]:
        """The same as though no link led anywhere, and pictures showed nothing."""
        pieces = [Piece(one.text, one.marks - one.links) for one in self.pieces if not _is_picture(one)]
        inside = tuple(one.without_links for one in self.inside)
        return self.kind, self.detail, tuple(_joined(pieces)), inside


def _joined(pieces: Iterable[Piece]) -> list[tuple[str, tuple[str, ...]]]:
    """Put pieces with the same marks together; spaces do not count, for nobody sees what is marked on them."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for piece in pieces:
        text, marks = "".join(piece.text.split()), tuple(sorted(piece.marks))
        if text and found and found[-1][1] == marks:
            found[-1] = found[-1][0] + text, marks
        elif text or _ALONE & piece.marks or any(mark.startswith("img ") for mark in marks):
            found.append((text, marks))
    while found and "br" in found[-1][1]:  # a break at the end of a block breaks nothing
        found.pop()
    return found


_ALONE = frozenset({"br", "footnote"})
# Blocks that are seen as such; the name that they get here.
_FRAMES = {
    "blockquote": "quote", "details": "details", "dl": "definitions", "dt": "term", "dd": "definition", "figure": "figure",
    "caption": "text", "figcaption": "text", "summary": "text",
}  # fmt: skip
# Blocks that only hold others, or words.
_PLAIN = frozenset("address article aside body center div footer header main nav p section tbody tfoot thead".split())
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "del", "strike": "del", "del": "del", "tt": "code"}
# GitHub drops `<u>`, and what it marks stays readable.
_MARKS |= {tag: tag for tag in "code ins kbd mark q samp small sub sup var bdo rt".split()}
_UNSEEN = frozenset({"script", "style", "template", "title"})


class _Blocks:
    """Takes a tree apart into blocks."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.run: list[Piece] = []

    def flush(self) -> None:
        """End the words that are being collected; they are a block if anything of them is seen."""
        pieces, self.run = self.run, []
        if any(piece.text.strip() or "footnote" in piece.marks or _is_picture(piece) for piece in pieces):
            self.found.append(Block("text", (), (), tuple(pieces)))

    def walk(self, element: _Element, marks: frozenset[str]) -> None:
        for child in element.children:
            if isinstance(child, str):
                self.run.append(Piece(child, marks))
            elif child.tag not in _UNSEEN:
                self.element(child, marks)

    def element(self, element: _Element, marks: frozenset[str]) -> None:
        tag, classes = element.tag, element.classes
        if "footnote" in classes or "footnotes" in classes:
            self.flush()
            items = [one for child in element.elements() if child.tag == "ol" for one in child.elements()]
            self.found += [Block("footnote", (), tuple(_blocks(item, marks)), (), _lines(item)) for item in items]
        elif tag == "a" and ({"footnote-ref", "footnote-backref"} & {*classes} or "data-footnote-ref" in element.attributes):
            if "footnote-backref" not in classes:
                self.run.append(Piece("", frozenset({"footnote"})))
        elif tag in _PLAIN and "admonition" not in classes and "tabbed-set" not in classes:
            self.flush()
            before = len(self.found)
            self.walk(element, marks)
            self.flush()
            if len(self.found) == before + 1 and (lines := _lines(element)):
                self.found[-1] = replace(self.found[-1], lines=lines)
        elif (block := _block(element, marks)) is not None:
            self.flush()
            self.found.append(replace(block, lines=_lines(element)))
        elif tag == "br":
            self.run.append(Piece("\n", frozenset({"br"})))
        elif tag == "img":
            mark = f"img {address(element.attributes.get('src', ''))}"
            self.run.append(Piece(f" {element.attributes.get('alt', '')} ", marks | {mark}))
        else:
            self.walk(element, marks | _marks(element))


def _is_picture(piece: Piece) -> bool:
    return any(mark.startswith("img ") for mark in piece.marks)


def _marks(element: _Element) -> frozenset[str]:
    if element.tag == "a":
        return frozenset({f"a {address(element.attributes['href'])}"}) if "href" in element.attributes else frozenset()
    if element.tag == "sup" and any("footnote-ref" in one.classes for one in element.all()):
        return frozenset()
    return frozenset({_MARKS[element.tag]} if element.tag in _MARKS else ())


def address(target: str) -> str:
    """Return where a link leads, however it is written: a record's file is its page, a picture's folder is put before it."""
    target = re.sub(r"^(?:media|pages)--root/guides/|^media--root/", "", unquote(target))
    target = re.sub(r"^pages--root/", "../", target)
    return re.sub(r"^([^:?#]*)\.(?:md|html)(?=#|\Z)", r"\1", target)


def _block(element: _Element, marks: frozenset[str]) -> Block | None:
    """Return the block that an element is, or None if it stands within words."""
    if "admonition" in element.classes:
        return _alert(element, marks)
    if "tabbed-set" in element.classes:
        return Block("tabs", (), tuple(_blocks(element, marks)))
    if element.tag in _FRAMES:
        return Block(_FRAMES[element.tag], (), tuple(_blocks(element, marks)))
    return _MAKERS[element.tag](element, marks) if element.tag in _MAKERS else None


def _heading(element: _Element, marks: frozenset[str]) -> Block:
    inside = _blocks(element, marks)
    return Block("heading", (int(element.tag[1]),), (), tuple(piece for one in inside for piece in one.pieces))


def _list(element: _Element, marks: frozenset[str]) -> Block:
    items = tuple(_item(one, marks) for one in element.elements() if one.tag == "li")
    if element.tag == "ul":
        return Block("list", (), items)
    return Block("numbers", (int(element.attributes.get("start") or 1),), items)


def _alert(element: _Element, marks: frozenset[str]) -> Block:
    kind = next((name for name in element.classes if name not in ("admonition", "inline", "end")), "")
    body = [one for one in element.children if isinstance(one, str) or not _is_title(one, kind)]
    return Block("alert", (kind,), tuple(_blocks(_Element("", {}, body), marks)))


def _is_title(element: _Element, kind: str) -> bool:
    """Whether this is the word that an alert begins with: the site's own word for it, which no text says."""
    words = " ".join(piece.text for piece in _all_text(element)).strip().lower()
    return "admonition-title" in element.classes and kind in ALERTS and words in ("", kind)


def _item(element: _Element, marks: frozenset[str]) -> Block:
    first = next((one for one in element.all() if one.tag == "input" and one.attributes.get("type") == "checkbox"), None)
    nested = {id(one) for child in element.all() if child is not element and child.tag == "li" for one in child.all()}
    box = "" if first is None or id(first) in nested else "[x]" if "checked" in first.attributes else "[ ]"
    return Block("item", (box,), tuple(_blocks(element, marks)), (), _lines(element))


def _table(element: _Element, marks: frozenset[str]) -> Block:
    rows = [[one for one in row.elements() if one.tag in ("td", "th")] for row in element.all() if row.tag == "tr"]
    columns = max((len(row) for row in rows), default=0)
    aligned = tuple(_align(cell) for cell in rows[0]) if rows else ()
    cells = tuple(Block("cell", (), tuple(_blocks(cell, marks))) for row in rows for cell in row)
    return Block("table", (f"{len(rows)}x{columns}", *aligned), cells)


def _align(cell: _Element) -> str:
    style = re.search(r"text-align:\s*(\w+)", cell.attributes.get("style", ""))
    return style[1] if style else cell.attributes.get("align", "")


def _all_text(element: _Element) -> Iterator[Piece]:
    for child in element.children:
        if isinstance(child, str):
            yield Piece(child, frozenset())
        else:
            yield from _all_text(child)


_MAKERS: dict[str, Callable[[_Element, frozenset[str]], Block]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    "ul": _list,
    "ol": _list,
    "table": _table,
    "pre": lambda element, _marks: Block("code", (), (), tuple(_all_text(element))),
    "hr": lambda _element, _marks: Block("rule"),
}


def _blocks(element: _Element, marks: frozenset[str] = frozenset()) -> list[Block]:
    builder = _Blocks()
    builder.walk(element, marks)
    builder.flush()
    return builder.found


def _lines(element: _Element) -> tuple[int, int] | None:
    """Return the first and last line that an element and all within it come from, if that is known."""
    places = [re.match(r"(\d+):\d+-(\d+):", one.attributes.get("data-sourcepos", "")) for one in element.all()]
    known = [(int(place[1]), int(place[2])) for place in places if place and place[1] != "0"]
    return (min(first for first, _ in known), max(last for _, last in known)) if known else None


def outline(html: str) -> list[Block]:
    """Return the nested outline of the blocks that an HTML fragment shows."""
    return _blocks(_Tree(html).open[0])


def words(html: str) -> list[str]:
    """Return the words that an HTML fragment shows, in the order of reading."""
    return [word for block in outline(html) for word in block.words]
