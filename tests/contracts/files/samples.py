"""Which files do tests send? Small ones of each kind, made here byte by byte."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PLACE = b"51.5074 N, 0.1278 W"


def png(*extra: bytes) -> bytes:
    """Return a picture of one dot, with other parts before the dot."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(extra)
        + _chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def text_chunk() -> bytes:
    """Return a part of a picture that says where it was taken."""
    return _chunk(b"tEXt", b"Comment\0" + PLACE)


def jpeg(*, order: str = "<", turn: int | None = 6, behind: bytes = b"") -> bytes:
    """Return the frame of a photo with metadata: a place, a camera, which way up it is and a comment.

    order: of the bytes of its numbers. behind: what a telephone hides behind the picture.
    """
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = [struct.pack(f"{order}HHII", 0x010F, 2, 4, 0x41424300)]
    if turn is not None:
        entries.append(struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0))
    tiff = mark + struct.pack(f"{order}IH", 8, len(entries)) + b"".join(entries) + b"\0\0\0\0" + PLACE
    quantities = segment(0xDB, b"\0" + bytes(64))
    scan = segment(0xDA, bytes(6)) + b"\x12\xff\x00\x34\xff\xd0\x56"
    again = segment(0xC4, bytes(17)) + segment(0xDA, bytes(6)) + b"\x78"
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0" + bytes(9)) + segment(0xE1, b"Exif\0\0" + tiff)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE) + segment(0xE2, b"ICC_PROFILE\0colour")
        + segment(0xE2, b"MPF\0" + PLACE) + segment(0xFE, PLACE) + quantities + scan + again + b"\xff\xd9" + behind
    )  # fmt: skip


def segment(marker: int, content: bytes) -> bytes:
    """Return a part of a photo."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def office(*names: str, mimetype: str = "", more: str = "") -> bytes:
    """Return an office document with parts of these names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        if mimetype:
            parts.writestr("mimetype", mimetype)
        for name in names:
            parts.writestr(name, more or "<x/>")
    return out.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")
XLSX = office("[Content_Types].xml", "xl/workbook.xml")
ODT = office("content.xml", mimetype="application/vnd.oasis.opendocument.text")
ODS = office("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
