"""How do we show a provider of sign-in that we are who we say? By a secret that we share, or by a key of our own."""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from urllib.parse import quote

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from commonhall.capabilities.errors import Misconfigured

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LASTS: Final = timedelta(minutes=5)
SHORTEST_KEY: Final = 2048
_PEM: Final = re.compile(r"-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----")

SecretMethod = Literal["client_secret_basic", "client_secret_post"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What goes with a request for tokens: fields of the form, and headers."""

    fields: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that we share with the provider."""

    secret: str
    method: SecretMethod = "client_secret_basic"

    def show(self, client_id: str, endpoint: str, at: datetime) -> Shown:
        """Return the secret as the provider wants to see it (RFC 6749, 2.3.1)."""
        if self.method == "client_secret_post":
            return Shown({"client_id": client_id, "client_secret": self.secret}, {})
        pair = f"{quote(client_id, safe='')}:{quote(self.secret, safe='')}"
        return Shown({}, {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"})


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A key of ours, of which the provider has the public half. pem: the private half. key_id: blank for none."""

    pem: str
    key_id: str = ""

    def show(self, client_id: str, endpoint: str, at: datetime) -> Shown:
        """Return a statement signed with the key, good once and for five minutes (RFC 7523)."""
        now = int(at.timestamp())
        claims: dict[str, Any] = {
            "iss": client_id,
            "sub": client_id,
            "aud": endpoint,
            "jti": secrets.token_urlsafe(24),
            "iat": now,
            "exp": now + int(ASSERTION_LASTS.total_seconds()),
        }
        header = {"alg": "PS256", **({"kid": self.key_id} if self.key_id else {})}
        signed = jwt.encode(header, claims, private_key(self.pem), algorithms=["PS256"])
        return Shown({"client_assertion_type": ASSERTION_TYPE, "client_assertion": signed}, {})


Credentials = Secret | OwnKey


def private_key(pem: str) -> RSAKey:
    """Return the key. Raises Misconfigured for text that is no private RSA key of 2048 bits or more."""
    try:
        key = RSAKey.import_key(_in_lines(pem))
        whole = key.is_private and key.raw_value.key_size >= SHORTEST_KEY
    except (JoseError, ValueError, TypeError):
        whole = False
    if not whole:
        raise Misconfigured("Give the private key for signing in as PEM text: RSA, with 2048 bits or more.")
    return key


def _in_lines(pem: str) -> str:
    """Return PEM text in lines: fields of one line take them out of what is pasted."""
    found = _PEM.fullmatch(pem.strip())
    if found is None:
        return pem.strip()
    body = "".join(found[2].split())
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    return "\n".join((f"-----BEGIN {found[1]}-----", *lines, f"-----END {found[1]}-----", ""))
