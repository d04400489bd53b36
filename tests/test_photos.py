"""Photographs are published upright, no larger than pages need, and say nothing of where and with what they were taken."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps, PngImagePlugin

from tests.conftest import packed
from tests.test_site import build_small
from toolkit_builder.checks import check
from toolkit_builder.publishing.photos import LONGEST, published_photo
from toolkit_builder.reading.content import read_library
from toolkit_builder.reading.photos import PhotoError, read_photo
from toolkit_builder.reading.settings import read_settings

CANARY = b"a canary in the kitchen"
KINDS = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
COLOURS = {(255, 0, 0): "red", (0, 255, 0): "lime", (0, 0, 255): "blue", (255, 255, 255): "white"}


def picture(width: int = 64, height: int = 40) -> Image.Image:
    """Four corners of four colours: whoever turns it, sees it."""
    image = Image.new("RGB", (width, height), "white")
    for place, colour in (((0, 0), "red"), ((width // 2, 0), "lime"), ((0, height // 2), "blue")):
        image.paste(Image.new("RGB", (width // 2, height // 2), colour), place)
    return image


def as_file(image: Image.Image, suffix: str, orientation: int = 1, **options: Any) -> bytes:
    """Save it as a camera would, with a word in everything that can hold one."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = CANARY.decode()
    more: dict[str, Any] = {".jpg": {"comment": CANARY, "quality": 95}, ".webp": {"xmp": CANARY, "quality": 95}}.get(suffix, {})
    if suffix == ".png":
        more["pnginfo"] = words = PngImagePlugin.PngInfo()
        words.add_text("Comment", CANARY.decode())
        words.add_text("Packed", CANARY.decode(), zip=True)
        words.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    made = BytesIO()
    image.save(made, KINDS[suffix], exif=exif, **more, **options)
    data = made.getvalue()
    return _more_words(data) if suffix == ".jpg" else data


def _more_words(data: bytes) -> bytes:
    """Add XMP and IPTC, and something behind the end."""
    said = ((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + CANARY), (0xED, b"Photoshop 3.0\x008BIM" + CANARY))
    parts = [b"\xff" + bytes([marker]) + (len(one) + 2).to_bytes(2, "big") + one for marker, one in said]
    return data[:2] + b"".join(parts) + data[2:] + CANARY


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def corners(image: Image.Image) -> list[str]:
    """Return which colour is nearest in each corner, as they are stored."""
    width, height = image.size
    found = []
    for place in ((4, 4), (width - 5, 4), (4, height - 5), (width - 5, height - 5)):
        pixel = image.convert("RGB").getpixel(place)
        assert isinstance(pixel, tuple)
        found.append(min(COLOURS, key=lambda colour: sum((one - other) ** 2 for one, other in zip(colour, pixel, strict=True))))
    return [COLOURS[colour] for colour in found]


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_and_says_nothing(tmp_path: Path, suffix: str, orientation: int) -> None:
    data = as_file(picture(), suffix, orientation)
    assert CANARY in data
    assert read_photo(data, suffix).orientation == orientation
    made = published_photo(data, suffix, tmp_path)
    shown = opened(made)
    assert CANARY not in made
    assert not shown.getexif()
    assert {*shown.info} & {"comment", "exif", "xmp", "Comment", "Packed", "XML:com.adobe.xmp", "photoshop"} == set()
    assert corners(shown) == corners(ImageOps.exif_transpose(opened(data)))
    assert made == published_photo(data, suffix, tmp_path) == published_photo(data, suffix, tmp_path / "elsewhere")


@pytest.mark.parametrize("suffix", KINDS)
def test_what_is_upright_and_small_loses_no_bit(tmp_path: Path, suffix: str) -> None:
    data = as_file(picture(), suffix, icc_profile=b"p" * 200)
    made = published_photo(data, suffix, tmp_path)
    assert opened(made).tobytes() == opened(data).tobytes()
    assert opened(made).info["icc_profile"] == b"p" * 200
    assert published_photo(made, suffix, tmp_path) == made
    assert [*tmp_path.iterdir()] == []


MODES = {
    ".jpg": ("RGB", "L", "CMYK"),
    ".png": ("RGB", "L", "RGBA", "LA", "P", "1", "I;16"),
    ".webp": ("RGB", "RGBA"),
}


@pytest.mark.parametrize(("suffix", "mode"), [(suffix, mode) for suffix, modes in MODES.items() for mode in modes])
def test_what_is_large_is_made_smaller_once(tmp_path: Path, suffix: str, mode: str) -> None:
    image = picture(2400, 1200).convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = Image.frombytes("I;16", image.size, b"".join(bytes([0, one]) for one in image.tobytes()))
    data = as_file(image, suffix)
    made = published_photo(data, suffix, tmp_path)
    assert opened(made).size == (LONGEST, LONGEST // 2)
    assert CANARY not in made
    if mode not in ("L", "LA", "1", "I;16"):
        assert corners(opened(made)) == ["red", "lime", "blue", "white"]
    (kept,) = (tmp_path / "pictures").iterdir()
    stamp = kept.stat().st_mtime_ns
    assert published_photo(data, suffix, tmp_path) == made
    assert kept.stat().st_mtime_ns == stamp
    # What somebody else put there is not believed.
    kept.write_bytes(kept.read_bytes()[:32] + CANARY)
    assert published_photo(data, suffix, tmp_path) == made


def many(suffix: str) -> bytes:
    """Return a picture that moves."""
    made = BytesIO()
    picture().save(made, KINDS[suffix], save_all=True, append_images=[picture().rotate(180)], duration=100)
    return made.getvalue()


def bomb() -> bytes:
    """Return a PNG of 30,000 by 30,000 pixels in some 100 KB."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    size = (30_000).to_bytes(4, "big")
    rows = zlib.compress(bytes(3751) * 30_000, 9)
    header = size + size + bytes([1, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def half(suffix: str) -> bytes:
    return as_file(picture(400, 400), suffix)[:-400]


WRONG: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a bomb": (bomb, ".png", "The picture has 30000 × 30000 pixels; 50 million are allowed."),
    "a PNG that moves": (partial(many, ".png"), ".png", "The picture moves, and readers cannot stop it."),
    "a WebP that moves": (partial(many, ".webp"), ".webp", "The picture moves, and readers cannot stop it."),
    "nothing but a beginning": (lambda: b"\x89PNG\r\n\x1a\n", ".png", "The picture is not whole"),
    "no pixels": (lambda: b"\xff\xd8\xff\xd9", ".jpg", "The picture is not whole"),
    "another kind": (lambda: as_file(picture(), ".png"), ".jpg", "The file is not a jpg picture"),
    **{f"half of a {suffix}": (partial(half, suffix), suffix, "The picture is not whole") for suffix in KINDS},
}


@pytest.mark.parametrize(("data", "suffix", "told"), WRONG.values(), ids=WRONG)
def test_what_is_no_photograph_is_told_before_it_is_decoded(
    small: Path, monkeypatch: pytest.MonkeyPatch, data: Callable[[], bytes], suffix: str, told: str
) -> None:
    (small / f"content/guides/tea/wrong{suffix}").write_bytes(data())
    monkeypatch.setattr(Image, "open", None)
    problems = [one for one in check(read_library(read_settings(small))) if one.rule == "unsafe-picture"]
    assert [one.position.path for one in problems] == [f"content/guides/tea/wrong{suffix}"]
    assert str(problems[0].message).startswith(told)


def test_any_bytes_are_a_photograph_or_none(tmp_path: Path) -> None:
    """Cut and changed at every place: it is read, or it is told; nothing else is thrown."""
    for suffix in KINDS:
        data = as_file(picture(16, 16), suffix)
        for place in range(0, len(data), 3):
            flipped = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
            for other in (data[:place], flipped, data[:place] + bytes(9) + data[place:]):
                try:
                    read_photo(other, suffix)
                except PhotoError:
                    continue
                published_photo(other, suffix, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="There is no limit of memory")
def test_a_file_of_3_gigabytes_is_not_read(small: Path) -> None:
    with (small / "content/guides/tea/huge.jpg").open("wb") as sparse:
        sparse.truncate(3 << 30)
    script = (
        "import resource,sys;resource.setrlimit(resource.RLIMIT_AS,(2<<30,2<<30));"
        "from toolkit_builder.cli import main;main(['check','--root',sys.argv[1]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(small)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "huge.jpg:1:1: error file-too-large: " in done.stdout + done.stderr


def test_the_word_is_nowhere_in_the_site_the_zips_and_saved_records(small: Path, tmp_path: Path) -> None:
    names = [f"photo-{orientation}{suffix}" for suffix in KINDS for orientation in (1, 6)]
    for name in names:
        suffix = Path(name).suffix
        (small / f"content/guides/tea/{name}").write_bytes(as_file(picture(), suffix, int(name[6])))
    tea = small / "content/guides/tea.en.md"
    tea.write_text(tea.read_text("utf-8") + "".join(f"\n![Leaves](tea/{name})\n" for name in names), "utf-8")
    build_small(small)
    for file in packed(small, small / "site", tmp_path / "dist"):
        shutil.unpack_archive(file, tmp_path / file.stem)
    files = [
        file
        for root in (small / "site", tmp_path)
        for file in root.rglob("*")
        if file.is_file() and small / "content" not in file.parents
    ]
    assert sum(file.name in names for file in files) >= 12
    spellings = [CANARY, *(base64.b64encode(b"x" * shift + CANARY)[4:-4] for shift in range(3))]
    assert [file for file in files if any(one in file.read_bytes() for one in spellings)] == []
    assert (small / "site/saved/guides/tea.html").read_text("utf-8").count("data:image/jpeg;base64,") >= 2
