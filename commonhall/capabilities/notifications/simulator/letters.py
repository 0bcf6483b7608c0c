"""How does a letter become a PDF, and is a ready-made one a PDF at all?"""

from __future__ import annotations

import base64
import binascii
import textwrap

from commonhall.capabilities.notifications.simulator.refusals import bad_request
from commonhall.capabilities.notifications.simulator.store import Kept
from commonhall.capabilities.notifications.words import to_plain

_LINES = 54  # on an A4 page in 11 point


def check_pdf(content: str) -> None:
    """Raise Refused unless ``content`` is a PDF in base64."""
    try:
        raw = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise bad_request("Cannot decode letter content (invalid base64 encoding)") from None
    if not raw.startswith(b"%PDF-"):
        raise bad_request("Letter content is not a valid PDF")


def pdf_of(letter: Kept) -> bytes:
    """Return the letter as a plain PDF: address, subject, text, as many pages as it takes."""
    text = "\n".join([*letter.address, "", letter.subject or "", "", *to_plain(letter.body).splitlines()])
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, 85) or [""]]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)] or [[]]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    parts: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        drawn = b"BT /F1 11 Tf 60 780 Td 13.5 TL " + b" ".join(b"(%s) Tj T*" % _escaped(line) for line in page) + b" ET"
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    return _joined(parts)


def _escaped(line: str) -> bytes:
    raw = line.encode("cp1252", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _joined(parts: list[bytes]) -> bytes:
    pdf, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(pdf)
    pdf += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return pdf + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
