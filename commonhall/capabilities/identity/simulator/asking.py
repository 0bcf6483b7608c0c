"""Is a request to sign somebody in, or for their tokens, one that the real providers would take?"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import unquote

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from commonhall.capabilities.identity.simulator.clients import Client
from commonhall.capabilities.identity.simulator.flavours import Flavour

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTIONS: Final = ("RS256", "PS256", "RS384", "PS384", "RS512", "PS512")
LONGEST_QUERY: Final = 4096
VECTORS: Final = ('["Cl.Cm"]', '["Cl.Cm.P2"]')


class AskedWrongly(Exception):
    """The request is refused with this code. said: what a developer reads."""

    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class Asked:
    """A sign-in that a client asked for, with everything in order."""

    client: Client
    return_url: str
    state: str
    nonce: str
    challenge: str
    language: str
    level: str
    claims: tuple[str, ...]


def asked_of(flavour: Flavour, client: Client, query: Mapping[str, str]) -> Asked:
    """Return what is asked for. Raises AskedWrongly, which is told to the client by way of the browser."""
    if query.get("response_type") != "code":
        raise AskedWrongly("unsupported_response_type")
    if "openid" not in query.get("scope", "").split():
        raise AskedWrongly("invalid_scope")
    state, nonce, challenge = query.get("state", ""), query.get("nonce", ""), query.get("code_challenge", "")
    if not state or (flavour.kind == "one-login" and not nonce):
        raise AskedWrongly("invalid_request", "state or nonce is missing")
    if query.get("code_challenge_method", "S256" if not challenge else "") != "S256":
        raise AskedWrongly("invalid_request", "only S256")
    level, claims = "Cl.Cm", tuple[str, ...]()
    if flavour.kind == "one-login":
        level, claims = _level(query)
    language = "cy" if query.get("ui_locales", "").split()[:1] == ["cy"] else "en"
    return Asked(client, query["redirect_uri"], state, nonce, challenge, language, level, claims)


def _level(query: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    vector = query.get("vtr", VECTORS[0]).replace(" ", "")
    if vector not in VECTORS:
        raise AskedWrongly("invalid_request", "vtr")
    try:
        claims = json.loads(query.get("claims", "{}")).get("userinfo", {})
    except (ValueError, AttributeError):
        raise AskedWrongly("invalid_request", "claims") from None
    level = json.loads(vector)[0]
    return level, tuple(claims) if level.endswith("P2") else ()


class Gate:
    """Sees to it that who asks for tokens is the client; remembers which of its statements were used."""

    def __init__(self) -> None:
        self._used: dict[str, datetime] = {}

    def check(
        self, flavour: Flavour, client: Client | None, form: Mapping[str, str], header: str, audiences: tuple[str, ...],
        now: datetime,
    ) -> Client:  # fmt: skip
        """Return the client when it showed that it is. Raises AskedWrongly."""
        if client is None or client.kind != flavour.kind:
            raise AskedWrongly("invalid_client")
        if client.public_key:
            if form.get("client_assertion_type") != ASSERTION_TYPE:
                raise AskedWrongly("invalid_client")
            self._check_assertion(client, form.get("client_assertion", ""), audiences, now)
        elif not hmac.compare_digest(_secret(client, form, header).encode(), client.secret.encode()):
            raise AskedWrongly("invalid_client")
        return client

    def _check_assertion(self, client: Client, assertion: str, audiences: tuple[str, ...], now: datetime) -> None:
        try:
            key = RSAKey.import_key(client.public_key)
            claims = jwt.decode(assertion, key, algorithms=list(ASSERTIONS)).claims
        except (JoseError, ValueError):
            raise AskedWrongly("invalid_client", "signature of the assertion") from None
        mine = claims.get("iss") == claims.get("sub") == client.client_id and claims.get("aud") in audiences
        ends, name = claims.get("exp"), claims.get("jti")
        good = 0 < _seconds(ends) - now.timestamp() <= timedelta(minutes=10).total_seconds()
        if not (mine and good and isinstance(name, str)) or name in self._used:
            raise AskedWrongly("invalid_client", "assertion")
        self._used = {each: until for each, until in self._used.items() if until > now}
        self._used[name] = datetime.fromtimestamp(_seconds(ends), UTC)


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def who_asks(form: Mapping[str, str], header: str) -> str:
    """Return the id of the client that asks, wherever it says so."""
    if header.startswith("Basic "):
        return _basic(header)[0]
    if form.get("client_id"):
        return form["client_id"]
    try:
        body = form.get("client_assertion", "").split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))["sub"])
    except (IndexError, KeyError, ValueError, TypeError):
        return ""


def _secret(client: Client, form: Mapping[str, str], header: str) -> str:
    return _basic(header)[1] if header.startswith("Basic ") else form.get("client_secret", "")


def _basic(header: str) -> tuple[str, str]:
    try:
        name, _, secret = base64.b64decode(header.removeprefix("Basic "), validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote(name), unquote(secret)


def fits(verifier: str, challenge: str) -> bool:
    """Whether a verifier is the one of a challenge, where there is one."""
    if not challenge:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge)
