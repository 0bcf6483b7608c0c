"""What does a browser or an e-mail hold of a journey? A random token, of which only the hash is stored."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Return a token of 192 random bits, safe in an address and in a cookie."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> bytes:
    """Return what is stored of ``token``. It is random, so a plain hash gives nothing away."""
    return hashlib.sha256(token.encode()).digest()
