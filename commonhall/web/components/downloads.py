"""How is a file handed over? To be saved, and never shown as a page of this site."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse


def download(*, name: str, type: str, content: bytes) -> HttpResponse:
    """Return ``content`` as a file called ``name``. A file from outside could hold anything, so nothing in it runs."""
    response = HttpResponse(content, content_type=type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
