"""Whom does the simulator tell that a sign-in is over? Each client that wants to know, by itself, and not by way of the
browser."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from typing import Final
from urllib.parse import urlencode, urlsplit

from commonhall.capabilities.identity.simulator.issuing import Grant, Issuer

SECONDS: Final = 5
TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class _SignedIn:
    issuer: Issuer
    client_id: str
    subject: str
    url: str


@dataclass(slots=True)
class _Telling:
    url: str
    token: str
    tries: int = 0


class Endings:
    """Who signed in where, and what is still to be told."""

    def __init__(self) -> None:
        self._signed_in: dict[tuple[str, str, str], _SignedIn] = {}
        self._waiting: list[_Telling] = []
        self._lock = threading.Lock()

    def note(self, issuer: Issuer, grant: Grant) -> None:
        """Remember a sign-in at a client that wants to know when it is over."""
        client = grant.asked.client
        if _is_near(client.ended_url):
            known = _SignedIn(issuer, client.client_id, grant.subject(issuer.name), client.ended_url)
            with self._lock:
                self._signed_in[(issuer.name, client.client_id, grant.person.number)] = known

    def end(self, person: str, now: datetime) -> int:
        """End every sign-in of a made-up person, by their number; return how many clients will be told."""
        with self._lock:
            mine = [self._signed_in.pop(key) for key in list(self._signed_in) if key[2] == person]
            for each in mine:
                token = each.issuer.logout_token(each.client_id, each.subject, now)
                self._waiting.append(_Telling(each.url, token))
        return len(mine)

    def tell(self) -> None:
        """Send what waits; what fails is tried three times."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for telling in waiting:
            telling.tries += 1
            if not _told(telling) and telling.tries < TRIES:
                with self._lock:
                    self._waiting.append(telling)


def _told(telling: _Telling) -> bool:
    """Send it to this machine, under the name of the client's site. Returns whether it was taken."""
    parts = urlsplit(telling.url)
    headers = {
        "Host": parts.netloc,
        "User-Agent": "simulator",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = HTTPConnection("127.0.0.1", parts.port or 80, timeout=SECONDS)
    try:
        connection.request("POST", parts.path, urlencode({"logout_token": telling.token}), headers)
        return connection.getresponse().status < 400
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _is_near(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "http" and (host in ("127.0.0.1", "localhost") or host.endswith(".localhost"))
