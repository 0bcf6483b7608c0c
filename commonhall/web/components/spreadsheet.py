"""How is a table written as a file for a spreadsheet? As CSV or XLSX, part by part, however long it is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

MEDIA_TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL: Final = 32_000
"""Excel takes 32,767 characters in a cell."""
_STARTS_A_FORMULA = re.compile(r"^[\s]*[=+\-@|%]|^[\t\r\n]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS: Final = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>'
    ),
}


def plain_cell(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula: an apostrophe before what could begin one."""
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def csv_parts(chunks: Iterable[Sequence[Sequence[str]]]) -> Iterator[bytes]:
    """Yield a CSV file, one part for each chunk of rows. It begins with the mark by which Excel knows UTF-8."""
    yield b"\xef\xbb\xbf"
    for rows in chunks:
        written = io.StringIO()
        csv.writer(written).writerows([plain_cell(cell) for cell in row] for row in rows)
        yield written.getvalue().encode()


class _Outgoing(io.RawIOBase):
    """A file that is only written to, and emptied as it grows."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: object) -> int:
        self._parts.append(bytes(part))  # type: ignore[call-overload]  # any buffer will do
        return len(self._parts[-1])

    def taken(self) -> bytes:
        """Return what was written since, and forget it."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def xlsx_parts(chunks: Iterable[Sequence[Sequence[str]]], *, sheet: str) -> Iterator[bytes]:
    """Yield an XLSX file with one sheet, part by part; its first row is bold. Every cell is text, no formula."""
    out = _Outgoing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**_PARTS, "xl/workbook.xml": _workbook(sheet)}.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as written:
            written.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            first = True
            for rows in chunks:
                for row in rows:
                    written.write(_row(row, bold=first).encode())
                    first = False
                yield out.taken()
            written.write(b"</sheetData></worksheet>")
    yield out.taken()


def _workbook(sheet: str) -> str:
    name = escape(re.sub(r"[\\/?*\[\]:]", " ", sheet)[:31] or "1", {'"': "&quot;"})
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _row(row: Sequence[str], *, bold: bool) -> str:
    style = ' s="1"' if bold else ""
    texts = (escape(_NOT_IN_XML.sub("", cell[:LONGEST_CELL])) for cell in row)
    cells = (f'<c t="inlineStr"{style}><is><t xml:space="preserve">{text}</t></is></c>' for text in texts)
    return f"<row>{''.join(cells)}</row>"
