"""Rules about texts that come out of word processors, mails and PDFs: what looks right there, and is something else here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from toolkit_builder.checks.faults import Finding, Text, did_you_mean, shortened
from toolkit_builder.model.library import values_of_kind
from toolkit_builder.model.nodes import Link
from toolkit_builder.model.record import Record
from toolkit_builder.model.text import Outline
from toolkit_builder.model.values import locate
from toolkit_builder.model.versions import Version, part_name
from toolkit_builder.problems import Message, Position, Problem, Severity, say

# Tables -----------------------------------------------------------------------------------------------------------------


# Footnotes --------------------------------------------------------------------------------------------------------------


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


def left_by_program(text: Text) -> Iterator[Problem]:
    r"""What word processors, mail programs and PDFs leave in a text is taken out, or written as it was meant.

    Bad:  HYPERLINK "https://example.org", Error! Reference source not found., schÃ¶n, eﬃcient, &nbsp;&nbsp;
    Good: a link, the number of the section, schön, efficient, one space
    """
    yield from text.warnings("left-by-program", _left(text.outline))


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
    for name, place in outline.named_at if any(program in outline.text for program in _NAMES_OF_PROGRAMS) else ():
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
    return b"".join(bytes([ord(letter)]) if ord(letter) < 0xA0 else letter.encode("cp1252") for letter in text)


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


def detour_link(text: Text) -> Iterator[Problem]:
    """Links lead where they lead to, and tell nobody who came from where.

    Bad:  [page](https://www.google.com/url?q=https://example.org/&sa=D), https://example.org/?utm_source=mail
    Good: [page](https://example.org/)
    """
    for link, meant in _detours(text.outline):
        yield text.problem("detour-link", (link.line, link.column), *_detour(link.target, meant), Severity.WARNING)
    if text.record is not None and not text.version.part:
        yield from _detours_in_fields(text.record, text.version)


def _detours(outline: Outline) -> Iterator[tuple[Link, str]]:
    for link in outline.links if "?" in outline.text or "urldefense" in outline.text else ():
        if meant := straight(link.target):
            yield link, meant


def _detours_in_fields(record: Record, version: Version) -> Iterator[Problem]:
    for path, value in values_of_kind("url", record.type, version.values):
        if meant := straight(str(value)):
            where = Position(version.path, *locate(version.header, path))
            level, name = Severity.WARNING, part_name(path)
            yield Problem(where, "detour-link", *_detour(str(value), meant), level, record.id, name)


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
        kept = "&".join(part for part in asked.split("&") if not _WHO_CAME.fullmatch(part.partition("=")[0]))
        meant = f"{path}{'?' if kept else ''}{kept}{hash_sign}{anchor}"
    return meant if meant != target else ""


TEXT_RULES = (left_by_program, detour_link)
