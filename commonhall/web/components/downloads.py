"""How is a file handed over? By a link that soon runs out, to be saved, and never shown as a page of this site."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

LINK_FOR: Final = timedelta(minutes=5)
FILES: Final = "/files"
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def download(*, name: str, type: str, content: bytes, request: HttpRequest | None = None) -> HttpResponse:
    """Return ``content`` as a file called ``name``. A file from outside could hold anything, so nothing in it runs.

    request: where given, a part of the file may be asked for, so that a download that broke off can go on.
    """
    response = HttpResponse(content, content_type=type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request is not None:
        _only_part(response, content, request)
    return response


def _only_part(response: HttpResponse, content: bytes, request: HttpRequest) -> None:
    """Leave of the answer what is asked for, where that is one part of the same file. Source: RFC 9110, 14."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = tag
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or found.groups() == ("", "") or request.headers.get("If-Range", tag) != tag:
        return
    first, last = found.groups()
    size = len(content)
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size or end < start:
        response.status_code, response.content = 416, b""
        response.headers["Content-Range"] = f"bytes */{size}"
        return
    response.status_code, response.content = 206, content[start : end + 1]
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"


def lead_to_file(request: HttpRequest, document_id: UUID, *, council_id: UUID, at: datetime) -> HttpResponse:
    """Lead the browser that may have a file to it, by a link that works in this browser only, and soon no more."""
    held = request.COOKIES.get(settings.FILE_COOKIE, "") or secrets.token_urlsafe(24)
    asked = [str(document_id), _hashed(held), (at + LINK_FOR).isoformat()]
    response = HttpResponseRedirect(f"{FILES}/{signing.dumps(asked, salt=_salt(council_id))}", status=303)
    response.set_cookie(
        settings.FILE_COOKIE,
        held,
        max_age=int(LINK_FOR.total_seconds()),
        path=FILES,
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def file_of_link(request: HttpRequest, token: str, *, council_id: UUID, at: datetime) -> UUID | None:
    """Return the document to which a link leads; None for one that ran out, or that is not of this browser."""
    try:
        document, held, until = signing.loads(token, salt=_salt(council_id))
        if datetime.fromisoformat(until) < at:
            return None
        ours = secrets.compare_digest(str(held), _hashed(request.COOKIES.get(settings.FILE_COOKIE, "")))
        return UUID(document) if ours else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _hashed(held: str) -> str:
    return hashlib.sha256(held.encode()).hexdigest()


def _salt(council_id: UUID) -> str:
    return f"file:{council_id}"
