"""A rule about links, footnotes and stars that lack a part: they are shown as signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from functools import partial
from typing import TypeAlias

from toolkit_builder.checks.faults import Finding, Suggestions, did_you_mean, shortened, text_problem
from toolkit_builder.checks.markup import unescaped
from toolkit_builder.checks.targets import addresses, is_internal, resolve
from toolkit_builder.model.library import Library
from toolkit_builder.model.nodes import BLOCKS, Node
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.versions import Version
from toolkit_builder.problems import Message, Problem, Severity, say
from toolkit_builder.reading.names import plain_name

# In words only: links that were read are blanked but for what they say. No pattern tries a sign twice.
_TWO_BRACKETS = re.compile(r"(?<!\])!?\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_OPEN_LINK = re.compile(r"!?\[([^\[\]\n]+)\]\((?!\))")
_APART = re.compile(r"(!?)\[([^\[\]\n]+)\][ ]\(")
_REVERSED = re.compile(r"()\(([^()\n]+)\)\[")
_BRACKETED = re.compile(r"(?<![!\]])\[([^\[\]\n^]+)\](?![\[(:])")
_LOOSE_BRACKET = re.compile(r"\](?=\((?!\))|\[)")


# Links as wikis, forums and mail programs have them, and those without round brackets.
_LINK_ELSEWHERE = re.compile(
    r"(?:\[(?P<pipe>[^\[\]{}|\n]{1,200})\||\{(?P<brace>[^\[\]{}|\n]{1,200})\||\[(?:url|link)=|\"(?P<quoted>[^\"\n]{1,200})\":"
    r"|(?<!\])\[(?P<alone>[^\[\]\n]{1,200})\])(?P<to>https?://[^\s\]}|]+)"
    r"|\[(?P<first>https?://[^\s\[\]]+)[ ]+(?P<behind>[^\[\]\n]{1,200})\](?!\()",
    re.IGNORECASE,
)
_WORDS_OF_LINK = ("pipe", "brace", "quoted", "alone", "behind")


# Stars that open at a word and close behind a space, or the other way round; or that stand within a word, or beside its signs.
LOOSE_STARS = re.compile(
    r"(?<![^\s(\[\"'„“«])\*\*(?=[^\s*])[^*\n]*[ ]\*\*|(?<![\w*])\*\*[ ]+[^*\n]*[^*\s]\*\*(?!\w)"
    r"|\*\*[^\s*][^*\n]*(?<=[^\s*])\*\*"
)


# The same with one star, or with lines below, where the words are no sum.
_BEHIND = r"(?=[^\W\d_]|[.,;:!?)]|$)"
_LOOSE_SIGNS = re.compile(
    rf"(?<![\w*])\*(?=[^\W\d_])[^*\n]{{1,80}}[ ]\*{_BEHIND}"
    r"|(?<![\w*])\*[ ](?=[^\W\d_])[^*\n]{1,80}(?<=[^\s*])\*(?![\w*])"
    rf"|(?<![\w_])(__?)(?=[^\W_])[^_\n]{{1,80}}[ ]\1{_BEHIND}"
    r"|(?<![\w_])__[ ](?=[^\W_])[^_\n]{1,80}(?<=[^\s_])__(?!\w)",
    re.MULTILINE,
)
_CURLY = "“”„‟«»‘’‚"
_LOOKS_LIKE_ADDRESS = re.compile(
    r"https?:|www\.|\.{0,2}/\w|#[^\W\d_]|mailto:|\S+\.(?:md|html|jpe?g|png|webp|svg)\b", re.IGNORECASE
)
_HOLDS_ADDRESS = re.compile(r"https?:|www\.|mailto:|tel:|\.(?:md|html|jpe?g|png|webp|svg)\b", re.IGNORECASE)
_NOTHING_WITHIN = say("Links hold neither other links nor footnotes: take those out of its words.")


def half_written(library: Library) -> Iterator[Problem]:
    """Links and marks that lack a part are shown as typed.

    Bad:  [words](https://example.org, (words)[https://example.org], [words][name] without `[name]: ...`, **bold **
    Good: [words](https://example.org), **bold**
    """
    there: set[str] = set()
    found = [(record, text) for record in library.records_and_pages for text in record.once(half_written_texts)]
    for record, version in (*found, *((None, text) for text in library.texts_in_no_record)):
        there = there or {*library.media, *addresses(library)}
        for start, message, hint in _half_written(version.outline, partial(_address, library, version, there)):
            place = version.outline.place(start)
            yield text_problem("half-written", version, *place, message, hint, record, Severity.WARNING)


def half_written_texts(record: Record) -> Iterator[Version]:
    """Yield the texts in which something is, whatever would mend it: mostly none."""
    yield from (text for text in record.texts if any(_half_written(text.outline, str)))


_Mended: TypeAlias = Callable[[str], str]
"""What makes an address out of one with spaces."""


def _address(library: Library, version: Version, there: Container[str], typed: str) -> str:
    """Return an address without spaces: of a file of the toolkit the name that it has, or will have."""
    quoted = typed.replace(" ", "%20")
    path, sign, behind = typed.partition("#")
    *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    plain = "/".join([*folders, f"{plain_name(stem)}{dot}{ending.lower()}"])
    is_known = is_internal(quoted) and resolve(library, version, plain) in there
    if is_known and resolve(library, version, path) not in there:
        return plain + sign + behind.replace(" ", "%20")
    return quoted


def _half_written(outline: Outline, mended: _Mended) -> Iterator[Finding]:
    prose = outline.prose
    if "[" in prose:
        yield from _half_links(outline, mended)
    if "://" in outline.text:
        yield from _as_elsewhere(outline)
    if "**" in prose:
        yield from _loose_stars(outline)
    if "*" in prose or "_" in prose:
        yield from _loose_signs(outline)
    noted = -1
    for node in outline.nodes:
        if node.kind in BLOCKS:
            noted = -1
        elif node.kind == "mark":
            noted = node.end
        elif node.kind == "link":
            yield from _odd_link(node, outline, noted)


def _loose_stars(outline: Outline) -> Iterator[Finding]:
    for found in unescaped(LOOSE_STARS, outline):
        typed = outline.text[slice(*found.span())]
        words = shortened(typed.strip("* "), 40)
        message = say("The stars of `{signs}` are shown as typed.", signs=shortened(typed, 40))
        hint = say("No spaces between stars and words: `**{words}**`.", words=words)
        if " **" not in typed and "** " not in typed:
            hint = say("Stars do not close between a sign and a letter. Put a space behind them, or the sign behind the stars.")
        yield found.start(), message, hint


def _loose_signs(outline: Outline) -> Iterator[Finding]:
    for found in unescaped(_LOOSE_SIGNS, outline):
        typed = outline.text[slice(*found.span())]
        sign = typed[: len(typed) - len(typed.lstrip("*_"))]
        meant = f"{sign}{shortened(typed.strip('*_ '), 40)}{sign}"
        message = say("The signs of `{signs}` are shown as typed.", signs=shortened(typed, 40))
        yield found.start(), message, say("No spaces between signs and words: `{meant}`.", meant=meant)


def _odd_link(node: Node, outline: Outline, noted: int) -> Iterator[Finding]:
    """Find a link that a footnote before it cut off from its words, that has none, or whose address takes in a sign."""
    typed = outline.text
    if node.name == "reference" and typed[node.start - 1] == "]" and "[" in typed[max(0, noted - 200) : noted] and noted > 0:
        signs = shortened(typed[noted : min(node.end, noted + 50)], 40)
        yield node.start - 1, say("`{signs}` is shown as it is typed.", signs=signs), _NOTHING_WITHIN
    if node.target and not node.says_something and not any(child.kind in ("image", "tag") for child in node.children):
        hint = say("Write what it leads to: [words]({target}).", target=node.target)
        yield node.start, say("The link has no words."), hint
    if node.name == "bare" and not node.target[-1].isascii() and not node.target[-1].isalnum():
        message = say("The sign `{sign}` belongs to the address here.", sign=node.target[-1])
        yield node.start, message, say("Write `<{address}>` before it.", address=node.target.rstrip(node.target[-1]))


def _rest(text: str, start: int) -> str:
    """Return what follows on the line, as far as an address may be long."""
    return text[start : start + 300].split("\n", 1)[0]


def _half_links(outline: Outline, mended: _Mended) -> Iterator[Finding]:
    told: set[int] = set()
    for end, start, message, hint in (*_without_definition(outline), *_without_end(outline, mended)):
        told.add(end)
        yield start, message, hint
    yield from _in_wrong_order(outline)
    for loose in unescaped(_LOOSE_BRACKET, outline):
        if loose.start() not in told and not _is_remark(_rest(outline.text, loose.end())):
            signs = shortened(outline.text[loose.start() : loose.start() + 40].split("\n", 1)[0])
            line = outline.text[max(outline.text.rfind("\n", 0, loose.start()), loose.start() - 300) + 1 : loose.start()]
            hint = _NOTHING_WITHIN if line.count("[") > line.count("]") else say("Put `[` before its words.")
            yield loose.start(), say("`{signs}` is shown as it is typed.", signs=signs), hint


def _without_definition(outline: Outline) -> Iterator[tuple[int, int, Message, Message]]:
    """Yield links by a name that is none; with the place of the bracket behind their words."""
    known = Suggestions({label: label for label in outline.definitions})
    for found in unescaped(_TWO_BRACKETS, outline):
        name = (found[2] or found[1]).strip()
        signs = shortened(outline.text[slice(*found.span())])
        message = say("`{signs}` is shown as it is typed: `[{name}]: ...` is missing.", signs=signs, name=name)
        meant = f"{'!' if found[0].startswith('!') else ''}[{found[1]}](address)"
        hint = say("Add a line `[{name}]: address` at the end, or write {meant}.", name=name, meant=meant)
        yield found.end(1), found.start(), message, did_you_mean(known.closest(name.casefold()), hint)
    for found in unescaped(_BRACKETED, outline) if outline.definitions else ():
        if name := known.closest(found[1].casefold()):
            message = say("`{signs}` is shown as it is typed: `[{name}]: ...` is missing.", signs=found[0], name=found[1])
            yield found.end(1), found.start(), message, did_you_mean(f"[{name}]", say("Take it out."))


def _without_end(outline: Outline, mended: _Mended) -> Iterator[tuple[int, int, Message, Message]]:
    """Yield links whose address does not end, or holds spaces; likewise. `[sighs](as always)` is no link to anybody."""
    for found, address, has_end in open_links(outline):
        # A picture keeps its sign.
        words = outline.text[found.start() : found.end(1) + 1]
        signs = shortened(f"{words}({address}{')' * has_end}", 60)
        message = say("`{signs}` is shown as it is typed.", signs=signs)
        yield found.end(1), found.start(), message, _hint_for_address(words, address.strip(), has_end, mended)


def open_links(outline: Outline) -> Iterator[tuple[re.Match[str], str, bool]]:
    """Yield the beginnings of such links, up to the address; with the address, and whether a bracket stands behind it."""
    for found in unescaped(_OPEN_LINK, outline):
        rest = _rest(outline.text, found.end())
        address, end, _ = rest.partition(")")
        if not _is_remark(rest[: len(address) + len(end)]):
            yield found, address, bool(end)


def _is_remark(rest: str) -> bool:
    """Whether what follows a bracket are words between round brackets: `[sighs](as always)`."""
    inside, end, _ = rest.removeprefix("(").partition(")")
    return bool(end) and " " in inside.strip() and not _HOLDS_ADDRESS.search(inside)


def _hint_for_address(words: str, address: str, has_end: bool, mended: _Mended) -> Message:
    if not has_end or "[" in address:
        return say("Put `)` behind the address.")
    if address.startswith("<") and ">" not in address:
        return say("Put `>` behind the address.")
    if any(sign in address for sign in "\"'(" + _CURLY):
        meant = f'{address.split(maxsplit=1)[0].strip(_CURLY)} "…"'
        return say(
            "Words behind the address stand in quotation marks, and hold none: {words}({meant}).", words=words, meant=meant
        )
    if " " not in address:
        return _NOTHING_WITHIN
    meant = address.replace(" ", "") if address.startswith("tel:") else mended(address)
    return say("Addresses hold no spaces: {words}({meant})", words=words, meant=meant)


def _in_wrong_order(outline: Outline) -> Iterator[Finding]:
    for found, _, meant in in_wrong_order(outline):
        signs = shortened(outline.text[found.start() : found.end()] + _rest(outline.text, found.end())[:20], 60)
        message = say("`{signs}` is shown as it is typed.", signs=signs)
        yield found.start(), message, did_you_mean(meant, say("Take it out."))


def in_wrong_order(outline: Outline) -> Iterator[tuple[re.Match[str], str, str]]:
    """Yield `(words)[address]` and `[words] (address)`, up to the address; with the address, and the link that is meant."""
    typed = outline.text
    for pattern in (_APART, _REVERSED):
        for found in unescaped(pattern, outline):
            inside, end, _ = _rest(typed, found.end()).partition("]" if pattern is _REVERSED else ")")
            if _LOOKS_LIKE_ADDRESS.match(inside.strip()):
                # Spaces are part of the address where no words in quotation marks follow.
                address = inside.strip() if '"' in inside else inside.strip().replace(" ", "%20") if end else inside.split()[0]
                yield found, inside, f"{found[1]}[{typed[found.start(2) : found.end(2)]}]({address})"


def _as_elsewhere(outline: Outline) -> Iterator[Finding]:
    """Find links as other systems have them: `[https://example.org words]`, `[words|https://example.org]`."""
    for found in _LINK_ELSEWHERE.finditer(outline.text):
        start = found.start()
        if outline.prose[start].isspace() or outline.text[start - 1 : start] == "\\":
            continue
        words = next((said.strip() for name in _WORDS_OF_LINK if (said := found[name])), "")
        target = (found["to"] or found["first"]).rstrip(".,;:!?)")
        hint = say("Write a link as [words]({target}).", target=target)
        meant = f"[{words}]({target})" if words else ""
        yield start, say("`{signs}` is shown as it is typed.", signs=shortened(found[0], 60)), did_you_mean(meant, hint)


FOUND = (half_written_texts,)
"""What this rule asks every record."""
RULES = (half_written,)
