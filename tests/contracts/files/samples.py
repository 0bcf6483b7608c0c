"""Which files do tests send? Small ones of each kind, made here byte by byte."""

from __future__ import annotations

import base64
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


HEIC = zlib.decompress(
    base64.b85decode(
        "c-muNV30{GsVvAy%}izhg51nBLl8SRGck>UfpK4MYDppk1Sn>t<P<^K3<a6VB@Af5Br_);Y>0~k0}}%yh{gB_LIZ&*Pz(r|#Ni?V"
        "Kx~njnU@CUfn-I2oK&zfpqh-bWJ3ldK}L`g*NRNAa=wDhl3WI;N`}9g1w{ow`fg@Haz2nQ1L}2VWCjUM04tLF!0_kqj~@&S{LBeJ"
        "9TE<VJdFSUgA_1>R4{{(+%6`EM4+UW6C)#<%mRf*)@iSvEZez*Bf~%eD8vjR7!;F$%Gq2P4;CNj1X?1ToS##amz+}p6y;@LYXAy~"
        "WEK~sLcQw%#Tv;ui3LzL$ngeH8XO4!|Ns904Ge*T%!*8qATtLC2auA;EXak$1tS9^Ya<ggYYUJqm06UU1{LQ^PAN_X2R_Ke-rST#"
        "P%Ig0Fs_gIDf0aPZtZ$EEh#mlk7rD|OGFlBq+dR^ZCUV!x*dNXCOytb`j=WeXR(}Si2nkhCN@Y=`}#6y0eKt@%#3_sXNdr@5hFjC"
        "&En|f%)lrF3MHtOpoliqGc_<bQSj4IFwiqJGPh6&X8-`+7jVG"
    )
)
"""A photo as telephones take them, white but for its red top left quarter, with the place in its metadata."""
HUGE_HEIC = zlib.decompress(
    base64.b85decode(
        "c-rmQ&ubGw6bJA(yJ=mdO(IoWrJCAW&_jy#EFo%7o;>uR2O;TZLk6?WkOql}up<5dFA@cX9vW|g(X?Kq5kUn#c#?vsxBLk`1k9mQ"
        "XOifl_edXnUxuBTw{MeAhJ^h=MB~}gb(Qm^OFDd+oi$@$rn5xivhS7B)Qw}gOupC~lag+UcEqI27dme;mn5NII>gOxPc;8dZ>FSN"
        "%yy<Gdq7V-t2fJCb7##ktYpdmSMpP;qSAdsDz~8f8@lYguubY=r)Xo7wtlzUL=iisj~GjeA+fz}3T#tho3_!gl4-qj=9~~a_EhQ0"
        "M~a>G8kGxImxH^vEt5TMHdb^&AF^jod?>CiB=skaxP^Ri(ao22dYA?So!T##l-K=wGfkqHDT^vumL_96j-$I#sr<hys23%4%d$gy"
        "H9q;7v|hmZ^%J5ViYD&AeZ5w%zk1n?TCMitKSr>1<a=WI+mkoWm$gde>w|DB+FPGp-$eZR$@uWI&nsNOM5*_W!mTzRuT3k#Jx*K-"
        "J!ZwVg~!SpuX5swX-?XKGn}-MF;3d?i=4EHCMWHkfRlDTz}cZs*k6pW_CZG1G#NhD0Y=wfgDpN*=P4iS-ZCHS&<{S=$R$43eVcr&"
        "BaE!0r}$V8F|r<B<zwY^Gjo*DZy?6#wrhgXgP6$_AM4ZvtbMUE`fnYt!U`*_u)^ApHVrGRu)+!}tgylgE3B}>3M;Iz!U`*_u)+!}"
        "tgylgE3B}>3M;Iz!U`*_u)+!}tgylgE3B}>3M;Iz!U`*_u)+#!f2_?viP>6G"
    )
)
"""22,074 bytes that become 96 million pixels."""
