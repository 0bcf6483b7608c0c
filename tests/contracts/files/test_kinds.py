"""Is a file known by its content, whatever its name says?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.capabilities.files.kinds import is_encrypted, kind_of
from commonhall.capabilities.files.photos import PhotoDamaged, redrawn
from commonhall.core.questions.file import KINDS
from tests.contracts.files import samples as s

WORD = s.OLE + "WordDocument".encode("utf-16-le")
LOCKED = s.OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (s.PDF, "a.pdf", "pdf"),
        (b"\n\n" + s.PDF, "scanned", "pdf"),
        (s.png(), "a.pdf", "png"),
        (s.jpeg(), "a.exe", "jpg"),
        (s.DOCX, "a.docx", "docx"),
        (s.XLSX, "a", "xlsx"),
        (s.ODT, "a.odt", "odt"),
        (s.ODS, "a.ods", "ods"),
        (WORD, "a.doc", "doc"),
        (LOCKED, "a.docx", "docx"),
        ("Ŵyl, £5\n".encode(), "a.txt", "txt"),
        (b"caf\xe9", "a.CSV", "csv"),
        (s.OLE, "a.doc", ""),
        (b"MZ\x90\x00", "a.pdf", ""),
        (b"", "a.txt", ""),
        (b"PK\x03\x04 and no more", "a.docx", ""),
        (s.office("evil.js"), "a.docx", ""),
        (s.office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx", ""),
        (s.office("content.xml", mimetype="application/epub+zip"), "a.odt", ""),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, name: str, kind: str) -> None:
    assert kind_of(content, name) == kind
    assert kind in {*KINDS, ""}


def test_documents_that_ask_for_a_password_are_told_apart() -> None:
    assert is_encrypted(LOCKED, "docx")
    assert is_encrypted(s.locked_pdf(asks=True), "pdf")
    assert not is_encrypted(s.locked_pdf(asks=False), "pdf")
    assert not is_encrypted(s.PDF + b"/Encrypt", "pdf")
    manifest = s.office(
        "META-INF/manifest.xml", mimetype="application/vnd.oasis.opendocument.text", more="encryption-data"
    )
    assert is_encrypted(manifest, "odt")
    for content, kind in ((s.DOCX, "docx"), (s.ODT, "odt"), (WORD, "doc"), (s.PDF, "pdf"), (b"PK\x03\x04", "")):
        assert not is_encrypted(content, kind)


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xd8\xff", b"%PDF-", s.DOCX[:60], s.OLE]))
def test_nothing_that_is_sent_makes_it_fail(content: bytes, start: bytes) -> None:
    kind = kind_of(start + content, "x")
    is_encrypted(start + content, kind)
    try:
        redrawn(start + content, kind)
    except PhotoDamaged:
        assert kind in ("jpg", "png")
