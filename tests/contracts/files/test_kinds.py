"""Is a file known by its content, and does a photo lose what it tells besides its picture?"""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.capabilities.files.kinds import is_encrypted, kind_of
from commonhall.capabilities.files.photos import PhotoDamaged, without_metadata
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
        without_metadata(start + content, kind)
    except PhotoDamaged:
        assert kind in ("jpg", "png")


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_keeps_its_picture_and_which_way_up_it_is_and_nothing_else(order: str) -> None:
    bare = without_metadata(s.jpeg(order=order, behind=b"film" + s.PLACE + b"\xff\xd9"), "jpg")
    assert s.PLACE not in bare
    assert b"ABC" not in bare
    assert b"MPF" not in bare
    assert b"ICC_PROFILE\0colour" in bare
    assert b"\x12\xff\x00\x34\xff\xd0\x56" in bare
    assert bare.endswith(b"\x78\xff\xd9")
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in bare
    assert without_metadata(bare, "jpg") == bare


def test_a_photo_that_does_not_say_which_way_up_it_is_gets_no_metadata_at_all() -> None:
    assert b"Exif" not in without_metadata(s.jpeg(turn=None), "jpg")
    assert b"Exif" not in without_metadata(s.jpeg(turn=99), "jpg")


def test_a_picture_loses_its_comments_and_what_is_hidden_behind_it() -> None:
    bare = without_metadata(s.png(s.text_chunk()) + s.PLACE, "png")
    assert bare == s.png()
    assert zlib.crc32(b"IEND").to_bytes(4, "big") == bare[-4:]


@pytest.mark.parametrize("cut", [3, 30, 60, -1, -3])
def test_half_a_photo_is_refused(cut: int) -> None:
    with pytest.raises(PhotoDamaged):
        without_metadata(s.jpeg()[:cut], "jpg")
    with pytest.raises(PhotoDamaged):
        without_metadata(s.png()[:cut], "png")


def test_other_files_are_left_as_they_are() -> None:
    assert without_metadata(s.PDF, "pdf") is s.PDF
