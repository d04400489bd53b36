"""The tree of a text to elements of HTML, for Python-Markdown to finish and write down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from toolkit_builder.formulas import FormulaError
from toolkit_builder.model.markup import without_remarks
from toolkit_builder.model.nodes import Node
from toolkit_builder.model.visible import credit_of, figure_in
from toolkit_builder.problems import say
from toolkit_builder.rendering.addresses import page_address, picture_address
from toolkit_builder.rendering.code import highlighted
from toolkit_builder.rendering.formulas import Formulas
from toolkit_builder.rendering.pieces import Words, give, is_video, mark_id, task_of
from toolkit_builder.words import words

_SIMPLE = {"quote": "blockquote", "emphasis": "em", "strong": "strong", "strike": "del", "definitions": "dl", "term": "dt",
           "definition": "dd", "paragraph": "p"}  # fmt: skip

TITLES = {
    "note": say("Note"), "abstract": say("Abstract"), "summary": say("Summary"), "tldr": say("In short"), "info": say("Info"),
    "todo": say("To do"), "tip": say("Tip"), "hint": say("Hint"), "important": say("Important"), "success": say("Success"),
    "check": say("Check"), "done": say("Done"), "question": say("Question"), "help": say("Help"), "faq": say("Questions"),
    "warning": say("Warning"), "caution": say("Caution"), "attention": say("Attention"), "failure": say("Failure"),
    "fail": say("Failure"), "missing": say("Missing"), "danger": say("Danger"), "error": say("Error"), "bug": say("Bug"),
    "example": say("Example"), "quote": say("Quote"), "cite": say("Quote"),
}  # fmt: skip
"""What an admonition says above its words where it has no title; two of them are what boxes to tick are called."""


class Drawing:
    """Draws one text. ``store`` takes HTML that is ready and returns what stands for it in the tree."""

    def __init__(self, folder: str, language: str, lower: bool, store: Callable[[str], str], formulas: Formulas) -> None:
        self.folder, self.language, self.lower, self.store, self.formulas = folder, language, lower, store, formulas
        self.say = words(language).gettext
        self.words = Words()
        self.tab_sets = 0
        self.footnotes: dict[str, Node] = {}
        self.marked: dict[str, int] = {}
        """The labels of footnotes, and how often they are referred to."""
        self.labels: list[str] = []
        """The same in the order in which they are referred to, and their numbers."""
        self.numbers: dict[str, int] = {}
        self.blocks: list[str] = []
        """The elements of blocks in the order in which they were drawn: the page must hold these, and no others."""

    def draw(self, root: Node, into: Element) -> None:
        """Draw the whole text into an element."""
        self.footnotes = {}
        for node in root.walk():
            if node.kind == "footnote":
                self.footnotes.setdefault(node.name, node)
        self._children(root, into)
        self._footnotes(into)
        self.words.finish()

    def _children(self, node: Node, into: Element) -> None:
        for is_tab, group in groupby(node.children, lambda child: child.kind == "tab"):
            if is_tab:
                self._tabs([*group], into)
                continue
            for child in group:
                tag = _SIMPLE.get(child.kind)
                if tag:
                    self._simple(child, tag, into)
                else:
                    getattr(self, f"_{child.kind}")(child, into)

    def _simple(self, node: Node, tag: str, into: Element) -> None:
        if tag == "p":
            if not node.children:
                return
            if (figure := self._as_figure(node, into)) is not None:
                give(figure, node)
                return
        element = self._block(into, tag) if tag == "blockquote" else SubElement(into, tag)
        if tag == "p" and is_video(node):
            element.set("class", "video")
        self._children(node, element)
        give(element, node)

    def _block(self, into: Element, tag: str) -> Element:
        self.blocks.append(tag)
        return SubElement(into, tag)

    # Blocks -------------------------------------------------------------------------------------------------------------

    def _heading(self, node: Node, into: Element) -> None:
        element = self._block(into, f"h{min(node.level + self.lower, 6)}")
        self._children(node, element)
        give(element, node)
        element.set("id", node.name)

    def _list(self, node: Node, into: Element) -> None:
        element = self._block(into, "ul" if node.level < 0 else "ol")
        if node.level not in (-1, 1):
            element.set("start", str(node.level))
        tasks = any(task_of(item) for item in node.children)
        if tasks:
            element.set("class", "task-list")
        for item in node.children:
            entry = self._block(element, "li")
            if task_of(item):
                entry.set("class", "task-list-item")
            # In a short list a picture stands in the item itself.
            if self._as_figure(item, entry) is None:
                self._children(item, entry)
            give(entry, item)

    def _task(self, node: Node, into: Element) -> None:
        spoken = TITLES["done" if node.level else "todo"].in_words(self.say)
        box = SubElement(into, "input", {"type": "checkbox", "disabled": "disabled", "aria-label": spoken})
        if node.level:
            box.set("checked", "checked")
        box.tail = " "

    def _rule(self, node: Node, into: Element) -> None:
        self._block(into, "hr")

    def _code(self, node: Node, into: Element) -> None:
        self.blocks.append("pre")
        self.words.add(into, f"\n{self.store(highlighted(node).rstrip())}\n")

    def _html(self, node: Node, into: Element) -> None:
        self.words.add(into, f"\n{self.store(without_remarks(node.words).strip())}\n")

    def _alert(self, node: Node, into: Element) -> None:
        box = SubElement(into, "div", {"class": f"admonition {node.name}"})
        SubElement(box, "p", {"class": "admonition-title"}).text = self._default_title(node.name)
        self._children(node, box)

    def _admonition(self, node: Node, into: Element) -> None:
        box = SubElement(into, "div", {"class": f"admonition {node.name}"})
        self._titled(node, box, "p", "admonition-title")

    def _details(self, node: Node, into: Element) -> None:
        box = SubElement(into, "details", {"class": node.name})
        if node.level:
            box.set("open", "open")
        self._titled(node, box, "summary", "")

    def _titled(self, node: Node, box: Element, tag: str, name: str) -> None:
        title, *body = node.children
        # `""` is no title; where nothing was said, the kind of block says what it is.
        if title.children or title.level or tag == "summary":
            element = SubElement(box, tag, {"class": name} if name else {})
            self._children(title, element)
            if not title.children:
                element.text = self._default_title(node.name)
        self._children(Node(node.kind, node.start, node.end, body), box)

    def _default_title(self, name: str) -> str:
        return TITLES[name.split(maxsplit=1)[0]].in_words(self.say)

    def _tabs(self, tabs: Sequence[Node], into: Element) -> None:
        sets: list[list[Node]] = []
        for tab in tabs:
            if tab.name == "===!" or not sets:
                sets.append([])
            sets[-1].append(tab)
        for tab_set in sets:
            self._tab_set(tab_set, into)

    def _tab_set(self, tabs: Sequence[Node], into: Element) -> None:
        """Draw tabs as `pymdownx.tabbed` does, for which Material has the styles: they need no script."""
        self.tab_sets += 1
        group = f"__tabbed_{self.tab_sets}"
        box = SubElement(into, "div", {"class": "tabbed-set tabbed-alternate"})
        chosen = next((number for number, tab in enumerate(tabs) if tab.name == "===+"), 0)
        for number in range(len(tabs)):
            button = SubElement(box, "input", {"id": f"{group}_{number + 1}", "name": group, "type": "radio"})
            if number == chosen:
                button.set("checked", "checked")
        labels = SubElement(box, "div", {"class": "tabbed-labels"})
        content = SubElement(box, "div", {"class": "tabbed-content"})
        for number, tab in enumerate(tabs, 1):
            title, *body = tab.children
            self._children(title, SubElement(labels, "label", {"for": f"{group}_{number}"}))
            self._children(Node("tab", tab.start, tab.end, body), SubElement(content, "div", {"class": "tabbed-block"}))

    def _table(self, node: Node, into: Element) -> None:
        table = self._block(into, "table")
        head, *rows = node.children
        self._row(head, SubElement(table, "thead"), "th", node.aligned)
        body = SubElement(table, "tbody") if rows else table
        for row in rows:
            self._row(row, body, "td", node.aligned)

    def _row(self, node: Node, into: Element, tag: str, aligned: Sequence[str]) -> None:
        row = self._block(into, "tr")
        for cell, align in zip(node.children, aligned, strict=False):
            element = SubElement(row, tag, {"align": align} if align else {})
            self._children(cell, element)

    def _footnote(self, node: Node, into: Element) -> None:
        """Footnotes stand at the end, in the order in which they are referred to."""

    def _footnotes(self, into: Element) -> None:
        if not self.marked:
            return
        box = SubElement(into, "div", {"class": "footnote"})
        self._block(box, "hr")
        notes = self._block(box, "ol")
        done = 0
        # A note may refer to another one, which comes last then.
        while done < len(self.labels):
            label = self.labels[done]
            done += 1
            note = self._block(notes, "li")
            note.set("id", f"fn:{label}")
            self._children(self.footnotes[label], note)
            self._ways_back(label, done, note)

    def _ways_back(self, label: str, number: int, note: Element) -> None:
        self.words.finish()
        ends_in_words = len(note) and note[-1].tag == "p" and not (note[-1].tail or "").strip()
        last = note[-1] if ends_in_words else SubElement(note, "p")
        for count in range(1, self.marked[label] + 1):
            if ends_in_words or count > 1:
                self.words.add(last, "\N{NO-BREAK SPACE}" if count == 1 else " ")
            title = self.say("Back to footnote {number} in the text").format(number=number)
            way = {"class": "footnote-backref", "href": f"#{mark_id(label, count)}", "title": title}
            SubElement(last, "a", way).text = "↑"

    # Within lines -------------------------------------------------------------------------------------------------------

    def _text(self, node: Node, into: Element) -> None:
        self.words.add(into, node.words)

    def _soft_break(self, node: Node, into: Element) -> None:
        self.words.add(into, "\n")

    def _break(self, node: Node, into: Element) -> None:
        SubElement(into, "br").tail = "\n"

    def _code_span(self, node: Node, into: Element) -> None:
        element = SubElement(into, "code")
        element.text = AtomicString(node.words)
        give(element, node)

    def _tag(self, node: Node, into: Element) -> None:
        if html := without_remarks(node.words):
            self.words.add(into, self.store(html))

    def _formula(self, node: Node, into: Element) -> None:
        try:
            self.words.add(into, self.store(self.formulas.put(node.words, block=bool(node.level))))
        except FormulaError:
            # The check tells what is wrong with it; until then it stands as it was typed.
            SubElement(into, "code").text = AtomicString(node.words)

    def _mark(self, node: Node, into: Element) -> None:
        if node.name not in self.marked:
            self.labels.append(node.name)
            self.numbers[node.name] = len(self.labels)
        self.marked[node.name] = self.marked.get(node.name, 0) + 1
        element = SubElement(into, "sup", {"id": mark_id(node.name, self.marked[node.name])})
        SubElement(element, "a", {"class": "footnote-ref", "href": f"#fn:{node.name}"}).text = str(self.numbers[node.name])

    def _link(self, node: Node, into: Element) -> None:
        element = SubElement(into, "a", {"href": page_address(node.target)})
        if node.title:
            element.set("title", node.title)
        self._children(node, element)
        give(element, node)

    def _image(self, node: Node, into: Element) -> None:
        element = SubElement(into, "img", {"alt": node.shown})
        if src := picture_address(self.folder, node.target):
            element.set("src", src)
        element.set("loading", "lazy")
        if node.title:
            element.set("title", node.title)
        give(element, node)

    def _as_figure(self, node: Node, into: Element) -> Element | None:
        """Draw a picture that stands alone, with the caption and credit that it has."""
        image = figure_in(node)
        if image is None:
            return None
        credit = credit_of(image)
        figure = SubElement(into, "figure")
        self._image(image, figure)
        figure[0].attrib.pop("title", None)
        caption = SubElement(figure, "figcaption")
        caption.text = image.title
        if credit:
            self.words.add(caption, " " if image.title else "")
            SubElement(caption, "small", {"class": "credit"}).text = credit
        return figure
