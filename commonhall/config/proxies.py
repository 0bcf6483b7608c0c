"""Who is at the other end when proxies stand before this program? Believes as many as it was told of, no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_WITH_PORT: Final = re.compile(r"(?:\[(?P<six>[^\]]+)\]|(?P<four>[\d.]+))(?::\d+)?")


class ClientAddress:
    """Puts the client's address into ``REMOTE_ADDR``: the one that the outermost of our own proxies saw.

    Each proxy adds the address it was called from at the end of ``X-Forwarded-For``; what stands before the entries
    of our own proxies was written by strangers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the client's address in place."""
        if settings.PROXIES:
            seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
            if len(seen) >= settings.PROXIES:
                request.META["REMOTE_ADDR"] = _without_port(seen[-settings.PROXIES])
        return self.get_response(request)


def _without_port(seen: str) -> str:
    """Return an address alone: some proxies write the port beside it, which is another one for each connection."""
    found = _WITH_PORT.fullmatch(seen)
    return (found["six"] or found["four"]) if found else seen
