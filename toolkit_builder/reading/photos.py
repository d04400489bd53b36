"""Photographs as they lie in their files: how large they are, whether they move or are cut off, and what is said about them.

Nothing is decoded here: a picture of 30,000 by 30,000 pixels is known by a few bytes of its header. The formats:
JPEG: ITU-T T.81, annex B, and EXIF 3.0; PNG: https://www.w3.org/TR/png-3/; WebP: RFC 9649.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

MOST_PIXELS = 50_000_000
"""More than phones have, and less than takes much memory: one pixel takes three or four bytes."""
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph in a file."""

    width: int
    height: int
    """In pixels, as they are stored: a camera may have been held upright."""
    orientation: int
    """How it has to be turned to stand upright: 1 is as it is, see tag 0x0112 of EXIF."""
    is_animated: bool
    clean: bytes
    """The file without what is said about it: place, time, camera, comments. What colours mean stays."""


class PhotoError(Exception):
    """The file is cut off, or damaged."""


_Chunk: TypeAlias = tuple[bytes, bytes]
"""The name of a part, and all of it with its name, length and check sum."""


def read_photo(data: bytes, suffix: str) -> Photo:
    """Return what a file holds, by the ending of its name. Raises PhotoError where it is not whole."""
    try:
        return _READERS[suffix](data)
    except (IndexError, ValueError) as error:
        raise PhotoError from error


# JPEG -------------------------------------------------------------------------------------------------------------------

_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_NO_FRAME = (0xC4, 0xC8, 0xCC)
_EXIF = b"Exif\0\0"


def _jpeg(data: bytes) -> Photo:
    kept, size, orientation = [data[:2]], (0, 0), 1
    at = 2
    while True:
        marker = data[at + 1] if data[at] == 0xFF else -1
        if marker == _EOI:
            kept.append(data[at : at + 2])
            break
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if marker < 0 or length < 2 or end > len(data):
            raise PhotoError
        part = data[at + 4 : end]
        if marker == _SOS:
            following = _MARKER.search(data, end)
            if following is None:
                raise PhotoError
            end = following.end() - 2
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            size = int.from_bytes(part[3:5], "big"), int.from_bytes(part[1:3], "big")
        if marker == 0xE1 and part.startswith(_EXIF):
            orientation = _orientation(part[len(_EXIF) :])
        if _is_of_picture(marker, part):
            kept.append(data[at:end])
        at = end
    return Photo(*size, orientation, is_animated=False, clean=b"".join(kept))


def _is_of_picture(marker: int, part: bytes) -> bool:
    """Whether a part is needed to show the picture as it is."""
    if marker == 0xE0:
        # A small copy of the picture may stand behind.
        return part.startswith(b"JFIF\0") and len(part) == 14
    if marker == 0xE2:
        return part.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return part.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == _COM)


def _orientation(tiff: bytes) -> int:
    """Read the orientation from EXIF; 1 where it says none, or nothing that makes sense."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    if order not in ("little", "big"):
        return 1

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], "little" if order == "little" else "big")

    start = number(4, 4)
    for entry in range(start + 2, min(start + 2 + 12 * number(start, 2), len(tiff) - 11), 12):
        if number(entry, 2) == 0x0112:
            turned = number(entry + 8, 2)
            return turned if 1 <= turned <= 8 else 1
    return 1


# PNG --------------------------------------------------------------------------------------------------------------------

_SIGNATURE = 8
_OF_PNG = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"bKGD")
)
"""The parts of a PNG that say how it looks."""


def _png(data: bytes) -> Photo:
    chunks = [*_png_chunks(data)]
    header = dict(chunks).get(b"IHDR", b"")
    exif = dict(chunks).get(b"eXIf", b"")[8:-4]
    width, height = (int.from_bytes(header[at : at + 4], "big") for at in (8, 12))
    clean = data[:_SIGNATURE] + b"".join(whole for name, whole in chunks if name in _OF_PNG)
    return Photo(width, height, _orientation(exif), any(name == b"acTL" for name, _ in chunks), clean)


def _png_chunks(data: bytes) -> Iterator[_Chunk]:
    at, name = _SIGNATURE, b""
    while name != b"IEND":
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 12 + length
        name = data[at + 4 : at + 8]
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise PhotoError
        yield name, data[at:end]
        at = end


# WebP -------------------------------------------------------------------------------------------------------------------

_OF_WEBP = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP"))
_SAYS_EXIF, _SAYS_XMP, _MOVES = 0x08, 0x04, 0x02


def _webp(data: bytes) -> Photo:
    chunks = [*_webp_chunks(data)]
    by_name = dict(reversed(chunks))
    exif = by_name.get(b"EXIF", b"")[8:].removeprefix(_EXIF)
    width, height = _webp_size(by_name)
    extended = by_name.get(b"VP8X", b"")
    moves = b"ANIM" in by_name or bool(extended and extended[8] & _MOVES)
    kept = [_without_flags(whole) if name == b"VP8X" else whole for name, whole in chunks if name in _OF_WEBP]
    body = b"WEBP" + b"".join(kept)
    return Photo(width, height, _orientation(exif), moves, b"RIFF" + len(body).to_bytes(4, "little") + body)


def _webp_chunks(data: bytes) -> Iterator[_Chunk]:
    whole = 8 + int.from_bytes(data[4:8], "little")
    at = 12
    if whole > len(data):
        raise PhotoError
    while at + 8 <= whole:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        # Each begins at an even place.
        end = at + 8 + length + length % 2
        if end > whole + 1:
            raise PhotoError
        yield data[at : at + 4], data[at:end]
        at = end


def _webp_size(chunks: Mapping[bytes, bytes]) -> tuple[int, int]:
    if large := chunks.get(b"VP8X"):
        return int.from_bytes(large[12:15], "little") + 1, int.from_bytes(large[15:18], "little") + 1
    if lossless := chunks.get(b"VP8L"):
        bits = int.from_bytes(lossless[9:13], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    lossy = chunks.get(b"VP8 ", b"")
    return int.from_bytes(lossy[14:16], "little") & 0x3FFF, int.from_bytes(lossy[16:18], "little") & 0x3FFF


def _without_flags(extended: bytes) -> bytes:
    return extended[:8] + bytes([extended[8] & ~(_SAYS_EXIF | _SAYS_XMP)]) + extended[9:]


_READERS: Mapping[str, Callable[[bytes], Photo]] = {".jpg": _jpeg, ".jpeg": _jpeg, ".png": _png, ".webp": _webp}
