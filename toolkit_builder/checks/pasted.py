"""Rules about texts that come out of word processors, mails and PDFs: what looks right there, and is something else here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from toolkit_builder.checks.faults import Finding, did_you_mean, shortened, text_problem, warnings_of
from toolkit_builder.model.library import Library, values_of_kind
from toolkit_builder.model.text import Outline
from toolkit_builder.model.values import locate
from toolkit_builder.problems import Message, Position, Problem, Severity, say

_BULLETS = "•‣▪▫◦●○■□◆❖➢➤►▶✓✔·∙\uf0a7\uf0b7\uf0d8\uf0fc"
_BULLET = re.compile(rf"^[ \t>]*([{_BULLETS}])[ \t\xa0]*(?=\S)(.*)", re.MULTILINE)
# A dash may be that of a speech, and `o` a word, where no second line begins likewise.
_DASHES = re.compile(r"^[ \t>]*([–—o])[ \t\xa0]+(?=\S)(.*)\n[ \t>]*\1[ \t\xa0]+\S", re.MULTILINE)
_ESCAPED = re.compile(r"^[ \t>]*\\([-*+])[ ]+(?=\S)(.*)(?:\n[ \t>]*)+\\\1[ ]+\S", re.MULTILINE)
_ESCAPED_NUMBER = re.compile(r"^[ \t>]*1\\([.)])[ ]+(?=\S)(.*)\n(?:.*\n){0,3}?[ \t>]*2\\\1[ ]+\S", re.MULTILINE)
_ESCAPED_HEADING = re.compile(r"^[ ]{0,3}\\(#{1,6})[ ]+(\S.*)", re.MULTILINE)
_LETTERED = re.compile(
    r"^[ \t>]*(?:\(?a[.)][ \t]+(?=\S)(.*)\n[ \t>]*\(?b[.)]|\(1\)[ \t]*(?=\S)(.*)\n[ \t>]*\(2\)|①[ \t]*(?=\S)(.*)\n[ \t>]*②"
    r"|\(?i[.)][ \t]+(?=\S)(.*)\n[ \t>]*\(?ii[.)])",
    re.MULTILINE,
)
_ODD_SPACE_BEHIND = re.compile(
    "^[ \t>]*([-*+]|[0-9]{1,9}[.)]|#{1,6})([\xa0\u2000-\u200a\u202f\u3000])[ ]*(?=\\S)(.*)", re.MULTILINE
)


def typed_list(library: Library) -> Iterator[Problem]:
    r"""Lists and headings are Markdown; those that were drawn with signs run together in one line.

    Bad:  • One, – One above – Two, a\) One above b\) Two, 1\\. One above 2\\. Two
    Good: - One, 1. One
    """
    yield from warnings_of(library, "typed-list", _typed_lists)


def _typed_lists(outline: Outline) -> Iterator[Finding]:
    prose, typed = outline.prose, outline.text
    drawn: list[tuple[re.Pattern[str], str]] = []
    if not prose.isascii():
        drawn += [(_BULLET, "- "), (_DASHES, "- ")]
    elif "o " in prose or "o\t" in prose:
        drawn.append((_DASHES, "- "))
    if ")" in prose or "." in prose or "①" in prose:
        drawn.append((_LETTERED, "1. "))
    ends = _Once()
    for pattern, sign in drawn:
        for found in pattern.finditer(prose):
            in_table = typed[slice(*found.span())].lstrip(" \t>").startswith("|")
            if not in_table and ends.is_new(typed, found.start()):
                words = next((one for one in reversed(found.groups()) if one), "")
                yield _start(found), _in_one_line(found[0]), say("Write `{meant}`.", meant=sign + shortened(words.strip(), 40))
    if "\\" in typed:
        yield from _escaped(outline)
    if not prose.isascii():
        yield from _behind_odd_spaces(outline)


class _Once:
    """Lets each block of lines be told once."""

    def __init__(self) -> None:
        self._end = -1

    def is_new(self, text: str, start: int) -> bool:
        is_new = start > self._end
        if is_new:
            end = text.find("\n\n", start)
            self._end = end if end >= 0 else len(text)
        return is_new


def _start(found: re.Match[str]) -> int:
    return found.start() + len(found[0]) - len(found[0].lstrip(" \t>"))


def _in_one_line(found: str) -> Message:
    signs = shortened(found.strip(" \t>").split("\n", 1)[0].strip(), 40)
    return say("`{signs}` looks like a list or a heading, and is shown as it is typed.", signs=signs)


def _escaped(outline: Outline) -> Iterator[Finding]:
    """Find what a program wrote with a backslash before it, so that it would not be a list or a heading."""
    for pattern in (_ESCAPED, _ESCAPED_NUMBER, _ESCAPED_HEADING):
        for found in pattern.finditer(outline.text):
            words = found.end(2) - 1
            if outline.prose[words : words + 1].strip() != outline.text[words].strip():
                continue
            sign = "1. " if pattern is _ESCAPED_NUMBER else f"{'#' * max(2, len(found[1]))} " if found[1][0] == "#" else "- "
            meant = sign + shortened(found[2].strip(), 40)
            yield _start(found), _in_one_line(found[0]), say("Take the backslashes out: `{meant}`.", meant=meant)
            if pattern is not _ESCAPED_HEADING:
                break


def _behind_odd_spaces(outline: Outline) -> Iterator[Finding]:
    for found in _ODD_SPACE_BEHIND.finditer(outline.prose):
        message = say(
            "The space behind `{sign}` is no plain one (U+{code}), so that this is no list and no heading.",
            sign=found[1],
            code=f"{ord(found[2]):04X}",
        )
        meant = f"{found[1]} {shortened(found[3].strip(), 40)}"
        yield found.start(2), message, say("Type it again: `{meant}`.", meant=meant)


# Tables -----------------------------------------------------------------------------------------------------------------

_BETWEEN_COLUMNS = re.compile(r"(?<=\S)(?:[ ]*\t\s*|[ ]{3,})(?=\S)")
_SIGN_OF_LIST = re.compile(rf"[{_BULLETS}–—o][ \t\xa0]")
_GRID = re.compile(r"\+[-=]{3,}(?:\+[-=]{3,})+\+")
_OUTER = " \t>"


def typed_table(library: Library) -> Iterator[Problem]:
    """Tables are Markdown; columns that were made with tabs or spaces run together in one line.

    Bad:  Name, a tab, Age
    Good: | Name | Age |, and below it | --- | --- |
    """
    yield from warnings_of(library, "typed-table", _typed_tables)


def _typed_tables(outline: Outline) -> Iterator[Finding]:
    typed = outline.text
    if "\t" not in typed and "   " not in typed and "+-" not in typed:
        return
    start, before = 0, (0, 0)
    told = False
    for line in typed.split("\n"):
        bare = line.strip(_OUTER)
        first = start + len(line) - len(line.lstrip(_OUTER))
        start += len(line) + 1
        is_words = bool(bare) and outline.prose[first] == typed[first]
        columns = len(_BETWEEN_COLUMNS.findall(bare)) if is_words and "|" not in bare and not _SIGN_OF_LIST.match(bare) else 0
        is_grid = before[1] < 0 and bare.startswith("|") and bare.endswith("|")
        if not told and (is_grid or (columns and before[1] > 0)):
            told = True
            cells = (
                [*map(str.strip, bare[1:-1].split("|"))]
                if is_grid
                else _BETWEEN_COLUMNS.split(typed[slice(*_line_at(typed, before[0]))].strip(_OUTER))
            )
            row, rule = (f"| {' | '.join(one)} |" for one in (cells, ["---"] * len(cells)))
            hint = say("Write a table: `{row}`, and below it `{rule}`.", row=shortened(row, 60), rule=shortened(rule, 60))
            yield before[0], say("These columns are shown as words in one line."), hint
        told = told and bool(bare)
        before = first, -1 if is_words and _GRID.fullmatch(bare) else columns


def _line_at(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


# Footnotes --------------------------------------------------------------------------------------------------------------

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT_NOTE = re.compile(r"^[ ]{0,3}([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)[ \t\xa0]*(?=[^\W\d_])", re.MULTILINE)
_TAGGED_NOTE = re.compile(r"^[ ]{0,3}<sup>([0-9]{1,2})</sup>[ \t\xa0]*(?=\S)", re.MULTILINE)


def typed_footnote(library: Library) -> Iterator[Problem]:
    """Footnotes are Markdown, so that readers get to them and back.

    Bad:  Text¹, and a line ¹ What is said about it.
    Good: Text[^1], and [^1]: What is said about it.
    """
    yield from warnings_of(library, "typed-footnote", _typed_footnotes)


def _typed_footnotes(outline: Outline) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for pattern, is_there, written in (
        (_SUPERSCRIPT_NOTE, not outline.prose.isascii(), "{}"), (_TAGGED_NOTE, "<sup>" in outline.text, "<sup>{}</sup>"),
    ):  # fmt: skip
        for found in pattern.finditer(outline.text) if is_there else ():
            mark, number = written.format(found[1]), found[1].translate(_SUPERSCRIPTS)
            before = first.setdefault(mark, outline.text.find(mark)) if mark not in first else first[mark]
            if 0 < before < found.start(1) - len("<sup>") and not outline.text[before - 1].isspace():
                message = say("`{mark}` looks like a footnote, and leads nowhere.", mark=mark)
                hint = say("Write `[^{number}]` in the text, and `[^{number}]: ...` for the footnote.", number=number)
                yield found.start(), message, hint


# What is left of documents ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rest:
    """Something that a program left. ``always`` is in each, and looked for first; '' is in texts that are not ASCII."""

    always: str
    pattern: re.Pattern[str]
    advice: Callable[[str], Message]


def _take_out(_: str) -> Message:
    return say("Take it out, or write what it stood for.")


def _one_space(_: str) -> Message:
    return say("Write one space; lists, tables and headings give texts their form.")


_ALPHABETIC = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_FIELDS = (
    "HYPERLINK|PAGE|NUMPAGES|PAGEREF|NOTEREF|REF|TOC|SEQ|MERGEFIELD|INCLUDEPICTURE|STYLEREF|DATE|TIME|AUTHOR|FILENAME|SYMBOL"
)
# What Word prints where a field leads nowhere.
_ERRORS = (
    r"\bError![ ](?:Reference source|Bookmark|Hyperlink|Not a valid)[^.\n]*",
    r"\bFehler![ ](?:Verweisquelle|Textmarke|Hyperlink)[^.\n]*",
    r"\bErreur[ \xa0\u202f]?![ ](?:Source du renvoi|Signet|Référence)[^.\n]*",
    r"¡Error![ ](?:No se encuentra|Marcador|Referencia)[^.\n]*",
    r"\bBłąd![ ](?:Nie można|Nie zdefiniowano)[^.\n]*",
    r"خطأ![ ](?:لم يتم|الإشارة)[^.\n]*",
)
_RESTS = (
    _Rest("{", re.compile(rf"\{{[ ]?(?:{_FIELDS})\b[^{{}}\n]*\}}"), _take_out),
    _Rest('"', re.compile(r'(?<!\{)(?<!\{[ ])\b(?:HYPERLINK|INCLUDEPICTURE)[ ]+(?:\\l[ ]+)?"'), _take_out),
    _Rest("PAGEREF", re.compile(r"(?<!\{)(?<!\{[ ])\bPAGEREF[ ]+_\w+"), _take_out),
    _Rest("!", re.compile("|".join(_ERRORS)), _take_out),
    _Rest("<", re.compile(r"</?[ovwmx]:[a-zA-Z]+[^<>\n]*>"), _take_out),
    _Rest("[", re.compile(r"\[(?:cid:|image: )[^\[\]\n]+\]"),
          lambda _: say("A picture got lost here. Save it in the folder of the record, and show it.")),
    _Rest("file:", re.compile(r"\bfile:///\S+"),
          lambda _: say("That is a file on somebody's computer. Put it where readers get at it, or take it out.")),
    _Rest("", re.compile("\ufffc|\ufffd"), lambda _: say("A letter or picture got lost here. Write or show it again.")),
    _Rest("", re.compile("[ﬀ-ﬆ]"), lambda found: say("Did you mean `{meant}`?", meant=_ALPHABETIC[found])),
    _Rest("", re.compile("\xa0[ ]*\xa0[ \xa0]*"), _one_space),
    _Rest("&nbsp;", re.compile(r"(?:&nbsp;[ ]*){2,}|^[ ]*&nbsp;[ ]*$", re.MULTILINE),
          _one_space),
)  # fmt: skip
# What a text in UTF-8 looks like to a program that takes it for Windows' old encoding.
# Letters before a quotation mark or a dash are left out: those can be meant.
_GARBLED = re.compile(
    "Ã[\x80-\xaa\xac-\xba\xbc-\xbfŒœŠšŸŽžƒˆ˜†‡‰]|[ÂÄÅÎÐÑØÙ][\x80-\x9f\xa1-\xaa\xac-\xba\xbc-\xbfŒœŠšŸŽžƒˆ˜†‡‰]|Â\xa0"
    "|â[€‚„†…][\x80-\xbfœžŸŽ™˜“”‹›…¢¦]"
)
_NAMES_OF_PROGRAMS = ("_Toc", "_Ref", "_Hlk", "heading=", "bookmark=", "kix.")
_NAME_OF_A_PROGRAM = re.compile(r"_(?:Toc|Ref|Hlk)\w*|_?(?:heading|bookmark|kix)[=.][\w.=-]+")
_CURLY_IN_CODE = re.compile(r"[=(\[,:][ ]?[“„”‘’](?=[^\n“”„‘’]*[“”‘’])")


_NO_PROGRAM = ("text", "markdown")


def left_by_program(library: Library) -> Iterator[Problem]:
    r"""What word processors, mail programs and PDFs leave in a text is taken out, or written as it was meant.

    Bad:  HYPERLINK "https://example.org", Error! Reference source not found., schÃ¶n, eﬃcient, &nbsp;&nbsp;
    Good: a link, the number of the section, schön, efficient, one space
    """
    yield from warnings_of(library, "left-by-program", _left)


def _left(outline: Outline) -> Iterator[Finding]:
    prose = outline.prose
    has_signs = not outline.text.isascii()
    for rest in _RESTS:
        if has_signs if not rest.always else rest.always in prose:
            for found in rest.pattern.finditer(prose):
                yield found.start(), _told(outline.text[slice(*found.span())]), rest.advice(found[0])
    if has_signs:
        yield from _garbled(outline)
        yield from _curly_code(outline)
    for name, place in outline.named_at if any(one in outline.text for one in _NAMES_OF_PROGRAMS) else ():
        if _NAME_OF_A_PROGRAM.fullmatch(name):
            message = say("The name `#{anchor}` was given by a program.", anchor=shortened(name, 40))
            yield place, message, say("Take it out: headings get names by themselves.")


def _told(found: str) -> Message:
    return say("A program left `{signs}` here.", signs=shortened(found.strip(" ") or found, 40))


def _garbled(outline: Outline) -> Iterator[Finding]:
    for found in _GARBLED.finditer(outline.prose):
        try:
            meant = _as_bytes(found[0]).decode("utf-8")
        except UnicodeError:
            continue
        message = say("`{signs}` was read in a wrong encoding.", signs=found[0])
        yield found.start(), message, did_you_mean(meant if meant.isprintable() else "", say("Write it again."))


def _as_bytes(text: str) -> bytes:
    """Return the bytes that Windows shows so; it shows five of them as what they are."""
    return b"".join(bytes([ord(one)]) if ord(one) < 0xA0 else one.encode("cp1252") for one in text)


def _curly_code(outline: Outline) -> Iterator[Finding]:
    for node in outline.nodes:
        if node.kind == "code_span" or (node.kind == "code" and node.name.strip() and node.name.split()[0] not in _NO_PROGRAM):
            source = outline.text[node.start : node.end]
            if found := _CURLY_IN_CODE.search(source):
                message = say(
                    "`{signs}`: code has straight quotation marks.",
                    signs=shortened(source[found.start() :].split("\n")[0].rstrip("`"), 30),
                )
                yield node.start + found.start(), message, say("Write \" or ' there.")


# Links that go a long way round -----------------------------------------------------------------------------------------

# Pages that only lead on, and what they call the address to lead on to.
_LEADS_ON = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/url|(?:lm?\.|www\.)?facebook\.com/l(?:\.php|/)?|[\w.-]+\.safelinks\.protection\.outlook\.com/"
    r"|(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go)|(?:www\.)?youtube\.com/redirect|slack-redir\.net/link"
    r"|duckduckgo\.com/l/|t\.umblr\.com/redirect|vk\.com/away\.php|steamcommunity\.com/linkfilter/|l\.instagram\.com/)\?",
    re.IGNORECASE,
)
_CALLED = ("q", "url", "u", "uddg", "z", "to")
_WRAPPED = re.compile(r"https?://urldefense\.(?:com|us)/v3/__(https?:.+?)__;", re.IGNORECASE)
# What is added to addresses to know who came from where; and what a shared document needs no one to know.
_WHO_CAME = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_[ce]id|igshid?|_hsenc|_hsmi|mkt_tok|vero_id|oly_(?:anon|enc)_id|usp|rtpof",
    re.IGNORECASE,
)


def detour_link(library: Library) -> Iterator[Problem]:
    """Links lead where they lead to, and tell nobody who came from where.

    Bad:  [page](https://www.google.com/url?q=https://example.org/&sa=D), https://example.org/?utm_source=mail
    Good: [page](https://example.org/)
    """
    for record, version in library.texts:
        for link in version.outline.links if "?" in version.text or "urldefense" in version.text else ():
            if meant := straight(link.target):
                message, hint = _detour(link.target, meant)
                place = (link.line, link.column)
                yield text_problem("detour-link", version, *place, message, hint, record, Severity.WARNING)
    for record in library.records.values():
        for version in (record.original, *record.translations.values()):
            for path, value in values_of_kind("url", record.type, version.values):
                if meant := straight(str(value)):
                    where = Position(version.path, *locate(version.header, path))
                    field = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
                    yield Problem(where, "detour-link", *_detour(str(value), meant), Severity.WARNING, record.id, field)


def _detour(target: str, meant: str) -> tuple[Message, Message]:
    message = say("`{target}` leads on to another address.", target=shortened(target, 60))
    if meant.partition("?")[0] == target.partition("?")[0]:
        message = say("`{target}` tells where readers come from.", target=shortened(target, 60))
    return message, say("Did you mean `{meant}`?", meant=meant)


def straight(target: str) -> str:
    """Return the address that was meant, where there is a shorter way; '' where there is none."""
    if "?" not in target and "urldefense" not in target:
        return ""
    meant = target
    if wrapped := _WRAPPED.match(target):
        meant = wrapped[1]
    elif _LEADS_ON.match(target):
        given = dict(parse_qsl(target.partition("?")[2].partition("#")[0]))
        meant = next((given[name] for name in _CALLED if re.match("https?://", given.get(name, ""))), target)
    path, mark, rest = meant.partition("?")
    asked, hash_sign, anchor = rest.partition("#")
    if mark:
        kept = "&".join(one for one in asked.split("&") if not _WHO_CAME.fullmatch(one.partition("=")[0]))
        meant = f"{path}{'?' if kept else ''}{kept}{hash_sign}{anchor}"
    return meant if meant != target else ""


RULES = (typed_list, typed_table, typed_footnote, left_by_program, detour_link)
