"""With which keys does the simulator sign? Its own for each provider, which can be changed while it runs."""

from __future__ import annotations

import base64
import json
import threading
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import ECKey, KeyParameters, OctKey, RSAKey

Key = ECKey | RSAKey
IDENTITY: Final = "identity"
"""The keys of proved identities, which are others than those of ID tokens."""


class Keys:
    """The keys of all providers here. They are made when first wanted, and forgotten when the simulator stops."""

    def __init__(self) -> None:
        self._keys: dict[str, list[Key]] = {}
        self._lock = threading.Lock()
        self._made = 0

    def sign(self, name: str, algorithm: str, claims: dict[str, Any], *, key_id: str = "") -> str:
        """Return ``claims`` signed by the newest key. key_id: what the token says instead of the key's own name."""
        key = self._all(name, algorithm)[-1]
        header = {"alg": algorithm, "kid": key_id or str(key.kid), "typ": "JWT"}
        return jwt.encode(header, claims, key, algorithms=[algorithm])

    def public(self, name: str, algorithm: str) -> list[dict[str, Any]]:
        """Return the public halves, as JWKs."""
        return [
            {**key.as_dict(private=False), "kid": str(key.kid), "use": "sig", "alg": algorithm}
            for key in self._all(name, algorithm)
        ]

    def rotate(self, name: str, algorithm: str, *, drop: bool) -> None:
        """Sign with a new key from now on. drop: no longer publish the ones before."""
        self._all(name, algorithm)
        with self._lock:
            before = [] if drop else self._keys[name]
            self._keys[name] = [*before, self._make(algorithm)]

    def _all(self, name: str, algorithm: str) -> list[Key]:
        with self._lock:
            if name not in self._keys:
                self._keys[name] = [self._make(algorithm)]
            return list(self._keys[name])

    def _make(self, algorithm: str) -> Key:
        self._made += 1
        named: KeyParameters = {"kid": f"key-{self._made}"}
        if algorithm.startswith("ES"):
            return ECKey.generate_key("P-256", named, auto_kid=False)
        return RSAKey.generate_key(2048, named, auto_kid=False)


def forged(claims: dict[str, Any], algorithm: str, key_id: str) -> str:
    """Return claims signed in a way that nobody must accept: not at all, or with what everybody knows."""
    header = {"alg": algorithm, "kid": key_id, "typ": "JWT"}
    if algorithm == "none":
        return _unsigned(header, claims)
    return jwt.encode(header, claims, OctKey.import_key(b"what-everybody-may-know-of-us-0123"), algorithms=[algorithm])


def spoiled(token: str) -> str:
    """Return a token with a signature that is wrong."""
    body, _, signature = token.rpartition(".")
    return f"{body}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


def _unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=").decode() for each in (header, claims))
    return f"{'.'.join(parts)}."
