"""What is in this file? Judged by its content, never by what the browser or its name says alone."""

from __future__ import annotations

import threading
import zipfile
from io import BytesIO
from typing import Final

MOST_PARTS: Final = 5_000
"""A document of more parts than this is not looked into: it is no office document that anybody wrote."""

ONE_AT_A_TIME: Final = threading.Lock()
"""The reader of PDF files cannot be used by two threads at once, and that of HEIC photos needs much memory: whoever
uses one of them holds this."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_OFFICE: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_OPEN_DOCUMENT: Final = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_ZIPPED: Final = frozenset({*_OFFICE.values(), *_OPEN_DOCUMENT.values()})
_UNREADABLE: Final = frozenset(range(32)) - {9, 10, 12, 13, 27}


def kind_of(content: bytes, name: str) -> str:
    """Return the kind, as in ``core.questions.file.KINDS``, ``heic`` for a photo that is taken as a JPG, or "" for
    anything else.

    name: what the person called it; it tells a table in text from other text, and nothing more.
    """
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "heic"
    if content.startswith(_OLE):
        return _of_ole(content)
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    if _is_text(content):
        return "csv" if name.lower().endswith(".csv") else "txt"
    return ""


def is_encrypted(content: bytes, kind: str) -> bool:
    """Return whether a document asks for a password before it opens. kind: as :func:`kind_of` found it."""
    if kind == "pdf":
        return b"/Encrypt" in content and _asks_for_password(content)
    if content.startswith(_OLE):
        return "EncryptedPackage".encode("utf-16-le") in content
    if kind in _ZIPPED:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            manifest = "META-INF/manifest.xml"
            listed = manifest in parts.namelist() and parts.getinfo(manifest).file_size < 1_000_000
            sealed = listed and not parts.getinfo(manifest).flag_bits & 1 and b"encryption-data" in parts.read(manifest)
            return sealed or any(part.flag_bits & 1 for part in parts.infolist())
    return False


def _asks_for_password(content: bytes) -> bool:
    """Whether a PDF file opens only with a password; many that are encrypted open without one, and only forbid to
    print.
    """
    import pypdfium2  # slow to load, and few files need it

    with ONE_AT_A_TIME:
        try:
            pypdfium2.PdfDocument(content).close()
        except pypdfium2.PdfiumError as refused:
            return bool(refused.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD)
    return False


def _of_ole(content: bytes) -> str:
    """Tell a Word document of before 2007, or a newer one that is encrypted, from other files of Microsoft's form."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "docx"
    return "doc" if "WordDocument".encode("utf-16-le") in content else ""


def _of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = set(parts.namelist()[:MOST_PARTS])
            if "mimetype" in names and parts.getinfo("mimetype").file_size < 100:
                return _OPEN_DOCUMENT.get(parts.read("mimetype").decode("ascii", "replace").strip(), "")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return ""
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return ""  # programs inside a document are never taken
    return next((kind for name, kind in _OFFICE.items() if name in names), "")


def _is_text(content: bytes) -> bool:
    if not content or _UNREADABLE & set(content):
        return False
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
