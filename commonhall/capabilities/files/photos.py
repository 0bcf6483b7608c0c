"""What does a photo tell besides its picture? It is drawn anew, so that nothing but the picture goes with it."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps

from commonhall.capabilities.files.kinds import ONE_AT_A_TIME

LONGEST_SIDE: Final = 2048
"""Pixels. A larger picture is made smaller: enough to read a letter by, and no more to keep than is needed."""
MOST_PIXELS: Final = 89_000_000
"""A picture of more is not drawn: no telephone takes such, and it would fill the memory of the server."""
MOST_PIXELS_OF_HEIC: Final = 50_000_000
"""The largest photos that telephones take have 48 million. Such a picture cannot be read smaller than it is, and needs
some 7 bytes of memory for each."""
QUALITY: Final = 88
_FORMATS: Final = {"jpg": "JPEG", "png": "PNG"}
_KEPT_MODES: Final = {"JPEG": ("RGB", "L"), "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")}
_WRONG: Final = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, struct.error, zlib.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What the reader of pictures raises for one that is damaged: it has no error of its own for that."""


class PhotoDamaged(ValueError):
    """The file is not the picture that it claims to be, or too large a one, so it cannot be drawn."""


def redrawn(content: bytes, kind: str) -> bytes:
    """Return the photo drawn anew: the right way up, no side longer than LONGEST_SIDE, and without place, time,
    camera, thumbnail, comments, or anything behind it.

    Other kinds of file come back as they are. Raises PhotoDamaged.
    """
    if kind not in _FORMATS:
        return content
    try:
        return _drawn(content, _FORMATS[kind])
    except _WRONG as wrong:
        raise PhotoDamaged("the picture cannot be read") from wrong


def _drawn(content: bytes, form: str) -> bytes:
    with Image.open(BytesIO(content), formats=[form]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise PhotoDamaged("the picture is too large")
        if form == "JPEG":
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # read no more of a large one than will be kept
        colours = image.info.get("icc_profile")
        picture: Image.Image = ImageOps.exif_transpose(image)
        kept = picture.mode in _KEPT_MODES[form]
        if not kept:
            picture = picture.convert("RGB")
        if max(picture.size) > LONGEST_SIDE:
            if picture.mode in ("P", "1", "I;16"):
                picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return _written(picture, form, colours if kept else None)


def _written(picture: Image.Image, form: str, colours: bytes | None) -> bytes:
    """Write the picture with what its colours need, and no more."""
    more: dict[str, Any] = {"icc_profile": colours} if colours else {}
    if form == "JPEG":
        more |= {"quality": QUALITY, "optimize": True}
    elif "transparency" in picture.info:
        more["transparency"] = picture.info["transparency"]
    picture.info = {}
    out = BytesIO()
    picture.save(out, format=form, exif=b"", **more)
    return out.getvalue()


def as_jpeg(content: bytes) -> bytes:
    """Return a photo as telephones take them (HEIC) as a JPEG, drawn anew as :func:`redrawn` does. One is read at a
    time, for it needs much memory. Raises PhotoDamaged.
    """
    try:
        with ONE_AT_A_TIME:
            return _as_jpeg(content)
    except (*_WRONG, RuntimeError, MemoryError) as wrong:
        if isinstance(wrong, PhotoDamaged):
            raise
        raise PhotoDamaged("the picture cannot be read") from wrong


def _as_jpeg(content: bytes) -> bytes:
    import pi_heif  # slow to load, and few photos need it

    # What it claims to be is read first. One that turns out to be larger is refused by the library.
    photo = pi_heif.open_heif(BytesIO(content))
    if photo.size[0] * photo.size[1] > MOST_PIXELS_OF_HEIC:
        raise PhotoDamaged("the picture is too large")
    picture: Image.Image = photo.to_pillow()
    colours = picture.info.get("icc_profile")
    if picture.mode not in _KEPT_MODES["JPEG"]:
        picture = _on_white(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _written(picture, "JPEG", colours)


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture that is transparent in places as it looks on paper: a JPEG has nothing behind it."""
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")
