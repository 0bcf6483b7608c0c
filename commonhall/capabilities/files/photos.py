"""What does a photo tell besides its picture? Removes where, when and with what it was taken, without touching it."""

from __future__ import annotations

import re
import struct
from typing import Final

_KEPT_MARKERS: Final = frozenset({0xE0, 0xEE})
"""JFIF and Adobe's colour transform: the picture needs them, as it does a colour profile."""
_SCAN: Final = 0xDA
_END: Final = 0xD9
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8), _END})
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""Inside the picture's own bytes 0xFF is followed by nought, or by a mark to restart."""
_PNG_DROPPED: Final = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_ORIENTATION: Final = 0x0112


class PhotoDamaged(ValueError):
    """The photo does not have the form that it claims, so nothing can be removed from it safely."""


def without_metadata(content: bytes, kind: str) -> bytes:
    """Return the photo without place, time, camera, thumbnail and comments; which way up it is stays.

    Other kinds of file come back as they are. Raises PhotoDamaged.
    """
    if kind == "jpg":
        return _jpeg(content)
    return _png(content) if kind == "png" else content


def _jpeg(content: bytes) -> bytes:
    """Walk the parts up to the end of the picture: what comes behind it (a film, a preview) is left out."""
    kept: list[bytes] = []
    place, turned = 2, b""
    while True:
        marker, part = _part_at(content, place)
        if marker == _END:
            return b"".join((content[:2], turned, *kept, part))
        if marker == 0xE1:
            turned = turned or _only_orientation(part[4:])
        elif _needed(marker, part):
            kept.append(part)
        place += len(part)
        if marker == _SCAN:
            following = _NEXT_MARKER.search(content, place)
            if following is None:
                raise PhotoDamaged("the photo has no end")
            kept.append(content[place : following.start()])
            place = following.start()


def _part_at(content: bytes, place: int) -> tuple[int, bytes]:
    """Return the marker of the part at ``place`` and the part, marker and all."""
    head = content[place : place + 4]
    if len(head) < 2 or head[0] != 0xFF:
        raise PhotoDamaged("a part of the photo does not begin where it should")
    if head[1] in _WITHOUT_LENGTH:
        return head[1], head[:2]
    if head[1] == 0xFF:  # filling between parts
        return head[1], head[:1]
    length = int.from_bytes(head[2:], "big")
    part = content[place : place + 2 + length]
    if length < 2 or len(part) < 2 + length:
        raise PhotoDamaged("a part of the photo is cut off")
    return head[1], part


def _needed(marker: int, part: bytes) -> bool:
    """Whether the picture needs a part: comments and applications' own parts tell about the person instead."""
    if marker == 0xE2:
        return part[4:].startswith(b"ICC_PROFILE\x00")
    return marker in _KEPT_MARKERS or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _only_orientation(exif: bytes) -> bytes:
    """Return a metadata part that says only which way up the photo is; nothing where it does not say."""
    turn = _orientation(exif)
    if turn is None:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turn, 0)
    body = b"Exif\x00\x00MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _orientation(exif: bytes) -> int | None:
    if not exif.startswith(b"Exif\x00\x00") or exif[6:8] not in (b"II", b"MM"):
        return None
    order, tiff = ("<" if exif[6:8] == b"II" else ">"), exif[6:]
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _png(content: bytes) -> bytes:
    kept, place = [content[:8]], 8
    while place < len(content):
        if place + 12 > len(content):
            raise PhotoDamaged("a part of the picture is cut off")
        length = int.from_bytes(content[place : place + 4], "big")
        name = content[place + 4 : place + 8]
        part = content[place : place + 12 + length]
        if len(part) < 12 + length:
            raise PhotoDamaged("a part of the picture is cut off")
        if name not in _PNG_DROPPED:
            kept.append(part)
        place += 12 + length
        if name == b"IEND":
            return b"".join(kept)  # what comes behind the picture is not part of it
    raise PhotoDamaged("the picture has no end")
