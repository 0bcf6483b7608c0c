"""What does a provider of sign-in publish about itself? Fetched from its own hosts only, and kept for a while, so that
signing in goes on when it cannot be reached for a moment."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.http import client_for, json_of

FRESH: Final = timedelta(hours=1)
"""How long a document is believed that does not say itself."""
FRESHEST: Final = timedelta(minutes=1)
"""How long every document is kept: an unknown key is looked up again once a minute at most."""
STALE: Final = timedelta(hours=24)
"""How old a document may be when the provider cannot be asked."""
MOST_KEPT: Final = 500
LARGEST: Final = 500_000
_MAX_AGE: Final = re.compile(r"max-age=(\d{1,9})")


@dataclass(frozen=True, slots=True)
class _Kept:
    content: Mapping[str, Any]
    fetched_at: datetime
    fresh_until: datetime
    asked_at: datetime


class Documents:
    """Public documents by their address. They are the same for every council, so they are kept once."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def get(self, address: str, at: datetime) -> Mapping[str, Any]:
        """Return the JSON object at ``address``. Raises Unavailable, Misconfigured."""
        kept = self._find(address)
        if kept is not None and at < kept.fresh_until:
            return kept.content
        return self._fetch(address, kept, at)

    def get_newer(self, address: str, at: datetime) -> Mapping[str, Any]:
        """Return it as it is now, unless it was asked for within the last minute."""
        kept = self._find(address)
        if kept is not None and at < kept.asked_at + FRESHEST:
            return kept.content
        return self._fetch(address, kept, at)

    def forget(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()

    def _find(self, address: str) -> _Kept | None:
        with self._lock:
            return self._kept.get(address)

    def _fetch(self, address: str, kept: _Kept | None, at: datetime) -> Mapping[str, Any]:
        try:
            content, fresh = _fetched(address)
        except Unavailable:
            if kept is None or at > kept.fetched_at + STALE:
                raise
            self._keep(address, replace(kept, asked_at=at, fresh_until=at + FRESHEST))
            return kept.content
        self._keep(address, _Kept(content, at, at + fresh, at))
        return content

    def _keep(self, address: str, kept: _Kept) -> None:
        with self._lock:
            self._kept[address] = kept
            while len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))


PUBLISHED: Final = Documents()
"""What this process has fetched."""


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address. Raises Misconfigured for one that has none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Misconfigured("An address of the provider of sign-in is not well formed. Correct it.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise Misconfigured("An address of the provider of sign-in is not well formed. Correct it.")
    usual = {"https": 443, "http": 80}[parts.scheme]
    shown = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{shown}" + (f":{port}" if port and port != usual else "")


def path_of(address: str) -> str:
    """Return what follows the host in an address."""
    parts = urlsplit(address)
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _fetched(address: str) -> tuple[Mapping[str, Any], timedelta]:
    with client_for(origin_of(address), largest_answer=LARGEST) as client:
        answer = client.get(path_of(address), headers={"accept": "application/json"})
    if answer.status_code in (401, 403, 404, 410):
        raise Misconfigured("The provider of sign-in has no such page about itself. Check its address.")
    if answer.status_code != 200:
        raise Unavailable(why=f"The provider of sign-in answered {answer.status_code}")
    content = json_of(answer)
    if not isinstance(content, Mapping):
        raise Unavailable(why="What the provider of sign-in says about itself cannot be read")
    return content, _fresh(answer)


def _fresh(answer: httpx.Response) -> timedelta:
    found = _MAX_AGE.search(answer.headers.get("cache-control", ""))
    asked = timedelta(seconds=int(found[1])) if found else FRESH
    return min(max(asked, FRESHEST), STALE)


def utc_now() -> datetime:
    """Return now by this computer's clock: for ``check()``, which is told no moment."""
    return datetime.now(UTC)
