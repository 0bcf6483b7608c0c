"""What does a photo tell besides its picture? It is drawn anew, so that nothing but the picture goes with it."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps

LONGEST_SIDE: Final = 2048
"""Pixels. A larger picture is made smaller: enough to read a letter by, and no more to keep than is needed."""
MOST_PIXELS: Final = 89_000_000
"""A picture of more is not drawn: no telephone takes such, and it would fill the memory of the server."""
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
