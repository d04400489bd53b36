"""Opening what was sent - a record, a ZIP, a letter, a text with records in it - without trusting a byte of it."""

from __future__ import annotations

import email.policy
import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Part
from enum import IntEnum
from pathlib import PurePosixPath

from toolkit_builder.problems import Message, printable, say
from toolkit_builder.writing.receive.letters import unquoted, words_of_html

MOST_BYTES = 64 * 1024 * 1024
"""Of what was sent, and of all that is packed in it."""
MOST_FILES = 200
_MOST_DIRECTORY = 1024 * 1024
"""Bytes of a ZIP's list of files: it is read whole before anything can be counted."""
_MOST_TEXT = 2 * 1024 * 1024
"""Bytes of a text in which records are looked for."""
_MOST_PARTS, _MOST_HEADERS = 2000, 64 * 1024
"""Parts of a letter, and bytes of what stands above one: who reads names in them takes long over longer ones."""
_MOST_PATH = 240
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END_OF_ZIP, _END_OF_LARGE_ZIP = b"PK\5\6", b"PK\6\7"
_IS_ZIP = (b"PK\3\4", _END_OF_ZIP)
_DRIVE = re.compile(r"[A-Za-z]:")
_HEADER = re.compile(r"\ufeff?\s*---[ \t]*\n")
_FENCE = re.compile(r"`{3,}(?!.*`)|~{3,}")
_NAMED = re.compile(r"[\w./-]+\.md\b")
# The answer to another question of the same form: a name, and nothing else in its line.
_ALONE = re.compile(r"^[ \t]*`?([\w./-]+\.md)`?[ \t]*$", re.MULTILINE)
# What browsers and systems add to the name of a file that is there already: `tea (1).md`, `tea 2.md`, `tea - Copy.md`.
_COPY = re.compile(r"(?: ?\(\d{1,3}\)| \d{1,2}| - [^\W\d_]{4,12})(?=\.[A-Za-z]+\Z)")
_OTHER_ENDINGS = re.compile(r"\.(?:md|markdown)(?:\.(?:md|txt))?\Z", re.IGNORECASE)
# What systems put into a ZIP beside the files that somebody chose.
_BESIDE = re.compile(r"(?:\A|/)(?:__MACOSX/|\._|\.DS_Store\Z|Thumbs\.db\Z|desktop\.ini\Z)")
_WORDS = ("text/plain", "text/markdown")
_TEXTS, _ZIPS = ("", ".txt", ".text"), ("", ".zip")


class ParcelError(Exception):
    """Nothing of what was sent is taken; ``reason`` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Sent:
    """A file that was sent: the name that it came with, `/` between folders, and its bytes."""

    name: str
    data: bytes


def opened(name: str, data: bytes) -> Sequence[Sent]:
    """Return the files in what was sent under a name.

    Raises ParcelError where somebody seems to mean harm, and where it is too much.
    """
    opener = _Opener()
    opener.spend(data)
    return [*opener.files(name, data, _Within.NOTHING)]


def _too_many_files() -> ParcelError:
    return ParcelError(say("It holds more than {limit} files, which are taken at once.", limit=MOST_FILES))


class _Within(IntEnum):
    """What a file was found in: in a letter there may be a ZIP, and in a ZIP neither."""

    NOTHING = 0
    LETTER = 1
    ZIP = 2


class _Opener:
    """Opens what was sent, until it is too much."""

    def __init__(self) -> None:
        self._bytes, self._files = MOST_BYTES, MOST_FILES

    def spend(self, data: bytes) -> None:
        """Count what is held in memory. Raises ParcelError."""
        self._bytes -= len(data)
        if self._bytes < 0:
            raise ParcelError(say("Unpacked, it has more than {limit} MB.", limit=MOST_BYTES // 1024 // 1024))

    def files(self, name: str, data: bytes, within: _Within) -> Iterator[Sent]:
        """Yield the files in a file."""
        name = _plain_name(name)
        ending = PurePosixPath(name).suffix.lower()
        if within < _Within.ZIP and ending in _ZIPS and data.startswith(_IS_ZIP):
            yield from self._unpacked(data)
        elif within < _Within.LETTER and ending == ".eml":
            yield from self._in_letter(data)
        elif within < _Within.LETTER and ending in _TEXTS and (text := _text(data)) is not None:
            yield from self._in_text(text)
        elif not _BESIDE.search(name):
            yield self._sent(name, data)

    def _sent(self, name: str, data: bytes) -> Sent:
        self._files -= 1
        if self._files < 0:
            raise _too_many_files()
        return Sent(name, data)

    def _unpacked(self, data: bytes) -> Iterator[Sent]:
        end = data.rfind(_END_OF_ZIP)
        is_long = end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > _MOST_DIRECTORY
        # The list of one with more than 65,535 files says elsewhere how long it is.
        if is_long or _END_OF_LARGE_ZIP in data[max(end - 20, 0) : max(end, 0)]:
            raise _too_many_files()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                entries = [entry for entry in file.infolist() if not entry.is_dir()]
                # Some programs on Windows write a backslash between folders.
                names = [entry.filename.replace("\\", "/") for entry in entries]
                _must_be_apart(names)
                for name, entry in zip(names, entries, strict=True):
                    yield from self.files(name, self._read(file, entry), _Within.ZIP)
        except ParcelError:
            raise
        except Exception:  # noqa: BLE001 - Python's own readers stumble in many ways over what is none
            raise ParcelError(say("The ZIP cannot be read. Pack it once more.")) from None

    def _read(self, file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
        """Return the bytes of an entry, however many it says that there are. Raises ParcelError."""
        _must_be_harmless(entry)
        with file.open(entry) as source:
            data = source.read(self._bytes + 1)
        self.spend(data)
        return data

    def _in_letter(self, data: bytes) -> Iterator[Sent]:
        """Yield what is attached to a letter, and the records in its text."""
        if data.count(b"\n--") > _MOST_PARTS:
            raise ParcelError(say("The letter has more than {limit} parts.", limit=_MOST_PARTS))
        try:
            # What stands above a part is read when it is asked for, and never where it is too long.
            letter = message_from_bytes(data, policy=email.policy.compat32)
            parts = [part for part in letter.walk() if not part.is_multipart()]
            has_text = any(part.get_content_type() in _WORDS and not _name_of(part) for part in parts)
            files = [sent for part in parts for sent in self._in_part(part, has_text)]
        except ParcelError:
            raise
        except Exception:  # noqa: BLE001 - see above
            raise ParcelError(say("The letter cannot be read. Save it once more.")) from None
        for sent in files:
            if sent.name:
                _must_lead_inside(sent.name)
            yield sent

    def _in_part(self, part: Part, has_text: bool) -> Iterator[Sent]:
        if sum(len(name) + len(str(value)) for name, value in part.items()) > _MOST_HEADERS:
            raise ParcelError(say("A part of the letter has more than {limit} KB of headers.", limit=_MOST_HEADERS // 1024))
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else b""
        self.spend(data)
        if name := _name_of(part):
            yield from self.files(name, data, _Within.LETTER)
        elif part.get_content_type() in _WORDS:
            yield from self._in_text(_words_of(part, data))
        elif part.get_content_type() == "text/html" and not has_text:
            yield from self._in_text(words_of_html(_words_of(part, data[:_MOST_TEXT])))

    def _in_text(self, text: str) -> Iterator[Sent]:
        """Yield the records in a text: the whole of it, or what stands between fences; the line before tells the name."""
        if len(text) > _MOST_TEXT:
            raise ParcelError(say("A text in it has more than {limit} MB.", limit=_MOST_TEXT // 1024 // 1024))
        if _HEADER.match(text):
            yield self._sent("", text.encode())
            return
        if (bare := unquoted(text)) != text and not any(_HEADER.match(block) for _, block in _fenced(text)):
            yield from self._in_text(bare)
            return
        alone = _ALONE.findall(text)
        blocks = [(before, block) for before, block in _fenced(text) if _HEADER.match(block)]
        for before, block in blocks:
            named = _NAMED.findall(before[-_MOST_PATH:])
            if not named and len(blocks) == 1:
                named = alone[:1]
            yield self._sent(named[-1] if named else "", block.encode())


# ZIPs -------------------------------------------------------------------------------------------------------------------


def _must_be_harmless(entry: zipfile.ZipInfo) -> None:
    name, mode = shown(entry.filename), entry.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise ParcelError(say("`{name}` is no file but a link or a device.", name=name))
    if entry.flag_bits & 0x1:
        raise ParcelError(say("`{name}` is locked by a password.", name=name))
    if entry.compress_type not in _METHODS:
        raise ParcelError(say("`{name}` is packed in a way that few programs know. Pack it as ZIP once more.", name=name))


def _must_be_apart(names: Sequence[str]) -> None:
    """See that each name leads into the folder, and no two to the same file on any system. Raises ParcelError."""
    seen: set[str] = set()
    for name in names:
        _must_lead_inside(name)
        # Windows and macOS make no difference of capitals, macOS none of how accents are written.
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            raise ParcelError(say("`{name}` is in it twice.", name=shown(name)))
        seen.add(same)


def _must_lead_inside(name: str) -> None:
    """See that a name is one of a file below a folder. Raises ParcelError."""
    if not name:
        raise ParcelError(say("The name of a file in it is empty."))
    if len(name) > _MOST_PATH:
        raise ParcelError(say("The name `{name}` is longer than {limit} characters.", name=shown(name), limit=_MOST_PATH))
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for letter in name):
        raise ParcelError(say("The name `{name}` holds signs that nobody sees.", name=shown(name)))
    if "\\" in name or name.startswith("/") or _DRIVE.match(name) or {"..", ".", ""} & {*name.split("/")}:
        raise ParcelError(say("The name `{name}` leads out of its folder.", name=shown(name)))


def shown(name: str) -> str:
    """Return a name as it can be printed: no sign in it moves the words around it."""
    return printable(name)[:120].replace("`", "'")


# Letters ----------------------------------------------------------------------------------------------------------------


def _name_of(part: Part) -> str:
    """Return the name of what is attached, '' where it has none: without folders, and signs that nobody sees."""
    typed = part.get_filename() or ""
    with suppress(ValueError, LookupError):
        # Many programs write a name in the way of a subject.
        typed = str(make_header(decode_header(typed)))
    name = unicodedata.normalize("NFC", typed.replace("\\", "/")).rstrip("/").rpartition("/")[2]
    return "".join(letter for letter in name if unicodedata.category(letter) != "Cf")


def _words_of(part: Part, data: bytes) -> str:
    """Return the text of a part; lines that were broken for the way are put together."""
    try:
        text = data.decode(str(part.get_content_charset("utf-8")), "replace")
    except (LookupError, ValueError):
        text = data.decode("utf-8", "replace")
    text = text.replace("\r\n", "\n")
    # RFC 3676: a line that ends with a space goes on in the next one.
    return re.sub(r"(?<! )(?<!^--) \n(?=.)", " ", text) if part.get_param("format") == "flowed" else text


# Texts ------------------------------------------------------------------------------------------------------------------


def _plain_name(name: str) -> str:
    """Return the name that a file had before programs added to it, with the ending of a record where it is one."""
    plain = _COPY.sub("", _OTHER_ENDINGS.sub(".md", name))
    return _OTHER_ENDINGS.sub(".md", plain)


def _text(data: bytes) -> str | None:
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _fenced(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between fences of Markdown, and the last line before each that says something."""
    before, fence, block = "", "", list[str]()
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if fence:
            if bare.startswith(fence) and not bare.strip(fence[0]):
                yield before, "".join(block)
                before, fence, block = "", "", []
            else:
                block.append(line)
        elif found := _FENCE.match(bare):
            fence = found[0]
        elif bare:
            before = bare
