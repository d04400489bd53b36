"""Opening what was sent - a record, a ZIP, a letter, a text with records in it - without trusting a byte of it."""

from __future__ import annotations

import email.policy
import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from enum import IntEnum
from pathlib import PurePosixPath

MOST_BYTES = 64 * 1024 * 1024
"""Of what was sent, and of all that is packed in it."""
MOST_FILES = 200
_MOST_DIRECTORY = 1024 * 1024
"""Bytes of a ZIP's list of files: it is read whole before anything can be counted."""
_MOST_PATH = 240
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END_OF_ZIP = b"PK\5\6"
_IS_ZIP = (b"PK\3\4", _END_OF_ZIP)
_DRIVE = re.compile(r"[A-Za-z]:")
_HEADER = re.compile(r"\ufeff?\s*---[ \t]*\n")
_FENCE = re.compile(r"`{3,}(?!.*`)|~{3,}")
_NAMED = re.compile(r"[\w./-]+\.md\b")
# What browsers add to the name of a file that they saved before: `tea (1).md`.
_COPY = re.compile(r" ?\(\d{1,3}\)(?=\.[a-z]+\Z)")


class ParcelError(Exception):
    """Nothing of what was sent is taken; the message says why."""


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
            raise ParcelError(f"Unpacked, it has more than {MOST_BYTES // 1024 // 1024} MB.")

    def files(self, name: str, data: bytes, within: _Within) -> Iterator[Sent]:
        """Yield the files in a file."""
        ending = PurePosixPath(name).suffix.lower()
        if within < _Within.ZIP and data.startswith(_IS_ZIP):
            yield from self._unpacked(data)
        elif within < _Within.LETTER and ending == ".eml":
            yield from self._in_letter(data)
        elif within < _Within.LETTER and ending != ".md" and (text := _text(data)) is not None:
            yield from self._in_text(text)
        else:
            yield self._sent(_COPY.sub("", name), data)

    def _sent(self, name: str, data: bytes) -> Sent:
        self._files -= 1
        if self._files < 0:
            raise ParcelError(f"It holds more than {MOST_FILES} files, which are taken at once.")
        return Sent(name, data)

    def _unpacked(self, data: bytes) -> Iterator[Sent]:
        end = data.rfind(_END_OF_ZIP)
        if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > _MOST_DIRECTORY:
            raise ParcelError(f"It holds more than {MOST_FILES} files, which are taken at once.")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                entries = [entry for entry in file.infolist() if not entry.is_dir()]
                _must_be_apart([entry.filename for entry in entries])
                for entry in entries:
                    yield self._sent(entry.filename, self._read(file, entry))
        except ParcelError:
            raise
        except Exception as error:  # noqa: BLE001 - Python's own readers stumble in many ways over what is none
            raise ParcelError(f"The ZIP cannot be read: {shown(str(error))}.") from None

    def _read(self, file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
        """Return the bytes of an entry, however many it says that there are. Raises ParcelError."""
        _must_be_harmless(entry)
        with file.open(entry) as source:
            data = source.read(self._bytes + 1)
        self.spend(data)
        return data

    def _in_letter(self, data: bytes) -> Iterator[Sent]:
        """Yield what is attached to a letter, and the records in its text."""
        try:
            letter = message_from_bytes(data, policy=email.policy.default)
            files = [sent for part in letter.walk() if not part.is_multipart() for sent in self._in_part(part)]
        except ParcelError:
            raise
        except Exception as error:  # noqa: BLE001 - see above
            raise ParcelError(f"The letter cannot be read: {type(error).__name__}.") from None
        _must_be_apart([sent.name for sent in files if sent.name])
        yield from files

    def _in_part(self, part: Message) -> Iterator[Sent]:
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else b""
        self.spend(data)
        if name := part.get_filename():
            yield from self.files(str(name).replace("\\", "/").rpartition("/")[2], data, _Within.LETTER)
        elif part.get_content_type() == "text/plain":
            text = data.decode(part.get_content_charset("utf-8") or "utf-8", "replace")
            yield from self._in_text(text.replace("\r\n", "\n"))

    def _in_text(self, text: str) -> Iterator[Sent]:
        """Yield the records in a text: the whole of it, or what stands between fences; the line before tells the name."""
        if _HEADER.match(text):
            yield self._sent("", text.encode())
            return
        for before, block in _fenced(text):
            if _HEADER.match(block):
                named = _NAMED.findall(before[-_MOST_PATH:])
                yield self._sent(named[-1] if named else "", block.encode())


# ZIPs -------------------------------------------------------------------------------------------------------------------


def _must_be_harmless(entry: zipfile.ZipInfo) -> None:
    mode = entry.external_attr >> 16
    if mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
        raise ParcelError(f"`{shown(entry.filename)}` is no file but a link or a device.")
    if entry.flag_bits & 0x1:
        raise ParcelError(f"`{shown(entry.filename)}` is locked by a password.")
    if entry.compress_type not in _METHODS:
        raise ParcelError(f"`{shown(entry.filename)}` is packed in a way that few programs know. Pack it as ZIP once more.")


def _must_be_apart(names: Sequence[str]) -> None:
    """See that each name leads into the folder, and no two to the same file on any system. Raises ParcelError."""
    seen: set[str] = set()
    for name in names:
        if reason := _leads_elsewhere(name):
            raise ParcelError(f"The name `{shown(name)}` {reason}.")
        # Windows and macOS make no difference of capitals, macOS none of how accents are written.
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            raise ParcelError(f"`{shown(name)}` is in it twice.")
        seen.add(same)


def _leads_elsewhere(name: str) -> str:
    """Say why a name is none of a file below a folder; '' where it is one."""
    if not name or len(name) > _MOST_PATH:
        return f"is longer than {_MOST_PATH} characters" if name else "is empty"
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for letter in name):
        return "holds signs that nobody sees"
    if "\\" in name or name.startswith("/") or _DRIVE.match(name) or {"..", ".", ""} & {*name.split("/")}:
        return "leads out of its folder"
    return ""


def shown(name: str) -> str:
    """Return a name as it can be printed: no sign in it moves the words around it."""
    return name.encode("ascii", "backslashreplace").decode()[:120].replace("\n", " ").replace("\x1b", "?").replace("`", "'")


# Texts ------------------------------------------------------------------------------------------------------------------


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
