"""Is what another system posts short enough to be read at all?"""

from __future__ import annotations

from django.http import HttpRequest


def fits(request: HttpRequest, most: int) -> bool:
    """Return whether a request says how long its body is, and that is at most ``most`` bytes."""
    said = str(request.META.get("CONTENT_LENGTH", ""))
    return said.isascii() and said.isdigit() and int(said[:18]) <= most
