"""Photographs as they are published: upright, no larger than pages need, and without a word of where they were taken.

One that is upright and small enough is published as it is, without its metadata, and loses nothing else. Every other is drawn
anew, once: what comes out is kept for the next build.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL import __version__ as pillow_version

from toolkit_builder.own_folder import make_own_folder
from toolkit_builder.reading.photos import Photo, PhotoError, read_photo
from toolkit_builder.sealed import sealed, unsealed
from toolkit_builder.whole import whole

LONGEST = 1600
"""Pixels of the longer side: twice what a page shows."""
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""The only formats that are decoded, whatever a file pretends to be."""
_RECIPE = f"1 {pillow_version} {LONGEST}"
"""What makes a published picture another one; the number is raised with the code below."""
_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}


def published_photo(data: bytes, suffix: str, cache: Path) -> bytes:
    """Return what is published of a photograph; nothing of one that is not whole: it stopped the build.

    ``cache`` is the folder in which what was drawn is kept; where it cannot be used, that costs time only.
    """
    try:
        photo = read_photo(data, suffix)
    except PhotoError:
        return b""
    if photo.orientation == 1 and max(photo.width, photo.height) <= LONGEST:
        return photo.clean
    name = hashlib.sha256(f"{_RECIPE} {suffix} {len(data)}\0".encode() + data).hexdigest()
    file = cache / "pictures" / name
    with suppress(OSError):
        if (kept := unsealed(file.read_bytes(), name)) is not None:
            return kept
    drawn = _drawn(data, suffix, photo)
    with suppress(OSError):
        make_own_folder(cache)
        file.parent.mkdir(exist_ok=True)
        with whole(file) as new:
            new.write_bytes(sealed(drawn, name))
    return drawn


def _drawn(data: bytes, suffix: str, photo: Photo) -> bytes:
    """Draw it anew: upright, and smaller; one that cannot be decoded is published as browsers will find it."""
    form = _FORMATS[suffix]
    try:
        with Image.open(BytesIO(data), formats=[form]) as image:
            # A large JPEG is decoded at half its size or less, which takes a fraction of time and memory.
            image.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(image)
            profile = image.info.get("icc_profile")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        return photo.clean
    if form == "JPEG" and upright.mode not in ("RGB", "L"):
        # What a profile says of printing colours does not hold for these.
        upright, profile = upright.convert("RGB"), None
    upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    made = BytesIO()
    bare = Image.frombytes(upright.mode, upright.size, upright.tobytes()) if upright.mode != "P" else upright.convert("RGBA")
    bare.save(made, form, icc_profile=profile, **_OPTIONS[form])
    # What the encoder says of itself goes as well.
    return read_photo(made.getvalue(), suffix).clean
