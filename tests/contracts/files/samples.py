"""Which files do tests send? Small ones of each kind, made here byte by byte."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
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


def jpeg(
    *, order: str = "<", turn: int | None = 6, behind: bytes = b"", size: tuple[int, int] = (12, 8), mode: str = "RGB"
) -> bytes:
    """Return a photo with metadata: a place, a camera, which way up it is and a comment. Its top left is red.

    order: of the bytes of its numbers. behind: what a telephone hides behind the picture.
    """
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entries = [struct.pack(f"{order}HHII", 0x010F, 2, 4, 0x41424300)]
    if turn is not None:
        entries.append(struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0))
    tiff = mark + struct.pack(f"{order}IH", 8, len(entries)) + b"".join(entries) + b"\0\0\0\0" + PLACE
    drawn = picture(size=size, mode=mode)
    return (
        drawn[:2] + segment(0xE1, b"Exif\0\0" + tiff) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE)
        + segment(0xFE, PLACE) + drawn[2:] + behind
    )  # fmt: skip


def picture(*, size: tuple[int, int] = (12, 8), mode: str = "RGB", form: str = "JPEG", **more: object) -> bytes:
    """Return a picture that is white but for its red top left quarter."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    out = BytesIO()
    image.convert(mode).save(out, format=form, **more)
    return out.getvalue()


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


def locked_pdf(*, asks: bool) -> bytes:
    """Return an encrypted PDF file that asks for a password, or one that opens without and only forbids to print.

    Source: ISO 32000-1, 7.6.3, revision 2.
    """
    owner, name, permissions = bytes(range(32)), bytes(16), -64
    about = _PADDING + owner + struct.pack("<i", permissions) + name
    key = hashlib.md5(about, usedforsecurity=False).digest()[:5]
    user = bytes(32) if asks else _rc4(key, _PADDING)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -64 /O <%s> /U <%s> >>" % (owner.hex().encode(), user.hex().encode()),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<%s> <%s>] >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (table, name.hex().encode(), name.hex().encode(), len(body))
    )


def _rc4(key: bytes, content: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for each in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(each ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
