"""Does a webhook come from GOV.UK Pay? Its signature is the HMAC-SHA256 of the very bytes that came."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "Pay-Signature"


def sign(body: bytes, secret: str) -> str:
    """Return the signature of ``body``, in lower-case hexadecimal."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether ``signature`` is that of ``body``; takes as long for a wrong one as for the right one."""
    return hmac.compare_digest(sign(body, secret).encode(), signature.strip().encode())
