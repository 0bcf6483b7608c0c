"""How is a set letter written as PDF? With its language, title and structure, so that screen readers can follow it."""

from __future__ import annotations

from commonhall.capabilities.notifications.paper.metrics import GLYPHS, WELSH, encoded
from commonhall.capabilities.notifications.paper.sheet import HEIGHT, WIDTH, Letter, Line, Sheet, set_letter

CATALOG, PAGES, PLAIN, BOLD, TREE, DOCUMENT, INFO, UNICODE = range(1, 9)


def letter_pdf(letter: Letter) -> bytes:
    """Return ``letter`` as PDF: the same letter gives the same bytes. Source: ISO 32000-1, tagged PDF."""
    sheet = set_letter(letter)
    objects: dict[int, bytes] = {}
    first_page = UNICODE + 1
    first_block = first_page + 2 * len(sheet.pages)
    marks = _write_pages(sheet, objects, first_page)
    _write_blocks(sheet, objects, marks, first_page, first_block)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(sheet.pages)))
    objects[CATALOG] = (
        f"<< /Type /Catalog /Pages {PAGES} 0 R /Lang ({letter.language}-GB) /MarkInfo << /Marked true >> "
        f"/StructTreeRoot {TREE} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>"
    ).encode()
    objects[PAGES] = f"<< /Type /Pages /Count {len(sheet.pages)} /Kids [{kids}] >>".encode()
    objects[PLAIN], objects[BOLD] = _font("Helvetica"), _font("Helvetica-Bold")
    objects[INFO] = b"<< /Title %s >>" % _utf16(letter.subject)
    objects[UNICODE] = _stream(_to_unicode())
    return _joined(objects)


def _font(name: str) -> bytes:
    differences = " ".join(f"{code} /{glyph}" for code, glyph in GLYPHS.items())
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /ToUnicode {UNICODE} 0 R /Encoding "
        f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{differences}] >> >>"
    ).encode()


def _write_pages(sheet: Sheet, objects: dict[int, bytes], first: int) -> list[list[int]]:
    """Write each page with its content; return by page which block each marked part belongs to."""
    marks: list[list[int]] = []
    for number, lines in enumerate(sheet.pages):
        own: list[int] = []
        parts: list[bytes] = []
        for line in lines:
            if line.block < 0:
                parts.append(b"/Artifact BMC %s EMC" % _drawn(line))
            else:
                tag = sheet.tags[line.block].encode()
                parts.append(b"/%s << /MCID %d >> BDC %s EMC" % (tag, len(own), _drawn(line)))
                own.append(line.block)
        marks.append(own)
        page, content = first + 2 * number, first + 2 * number + 1
        objects[content] = _stream(b"\n".join(parts))
        objects[page] = (
            f"<< /Type /Page /Parent {PAGES} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /StructParents {number} "
            f"/Contents {content} 0 R /Resources << /Font << /F1 {PLAIN} 0 R /F2 {BOLD} 0 R >> >> >>"
        ).encode()
    return marks


def _drawn(line: Line) -> bytes:
    font = "F2" if line.bold else "F1"
    return b"BT /%s %.2f Tf %.2f %.2f Td (%s) Tj ET" % (font.encode(), line.size, line.x, line.y, _escaped(line.text))


def _escaped(text: str) -> bytes:
    return encoded(text).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _write_blocks(sheet: Sheet, objects: dict[int, bytes], marks: list[list[int]], first_page: int, first: int) -> None:
    """Write the tree that says in which order the parts are read, and as what."""
    for block, tag in enumerate(sheet.tags):
        kids = " ".join(
            f"<< /Type /MCR /Pg {first_page + 2 * page} 0 R /MCID {mark} >>"
            for page, own in enumerate(marks)
            for mark, of in enumerate(own)
            if of == block
        )
        objects[first + block] = f"<< /Type /StructElem /S /{tag} /P {DOCUMENT} 0 R /K [{kids}] >>".encode()
    blocks = " ".join(f"{first + block} 0 R" for block in range(len(sheet.tags)))
    objects[DOCUMENT] = f"<< /Type /StructElem /S /Document /P {TREE} 0 R /K [{blocks}] >>".encode()
    parents = " ".join(
        f"{page} [{' '.join(f'{first + block} 0 R' for block in own)}]" for page, own in enumerate(marks)
    )
    objects[TREE] = (
        f"<< /Type /StructTreeRoot /K {DOCUMENT} 0 R /ParentTree << /Nums [{parents}] >> "
        f"/ParentTreeNextKey {len(marks)} >>"
    ).encode()


def _to_unicode() -> bytes:
    """Return which letters the codes stand for, so that a copy of the text keeps its Welsh letters."""
    codes = {code: letter for letter, code in WELSH.items()}
    for code in range(32, 256):
        letter = bytes([code]).decode("cp1252", "ignore")
        if letter:
            codes.setdefault(code, letter)
    rows = [f"<{code:02X}> <{letter.encode('utf-16-be').hex().upper()}>" for code, letter in sorted(codes.items())]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Letters def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\nendcmap\nend\nend"
    ).encode()


def _utf16(text: str) -> bytes:
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().upper().encode() + b">"


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _joined(objects: dict[int, bytes]) -> bytes:
    pdf, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number in range(1, len(objects) + 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(pdf), len(objects) + 1
    pdf += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return pdf + b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, CATALOG, INFO, start,
    )  # fmt: skip
