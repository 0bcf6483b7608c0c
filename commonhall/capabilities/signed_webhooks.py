"""Is this webhook from whom it says, and lately sent? Signing and verifying by Standard Webhooks 1.0."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

TOLERANCE: Final = timedelta(minutes=5)
"""How far the sender's clock may be from ours: what is older is a replay."""
_PREFIX: Final = "whsec_"
SHORTEST_SECRET: Final = 24
LONGEST_ID: Final = 200


class NotGenuine(Exception):
    """The webhook is not to be believed. why: ``headers``, ``time`` or ``signature``."""

    def __init__(self, why: Literal["headers", "time", "signature"]) -> None:
        super().__init__(why)
        self.why = why


def secret_bytes(secret: str) -> bytes:
    """Return the key of a secret ``whsec_`` + base64. Raises ValueError for another form, or one that is too short."""
    try:
        key = base64.b64decode(secret.strip().removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("The secret is whsec_ and base64") from None
    if not secret.strip().startswith(_PREFIX) or len(key) < SHORTEST_SECRET:
        raise ValueError(f"The secret is whsec_ and base64 of {SHORTEST_SECRET} bytes or more")
    return key


def signature_headers(body: bytes, *, message_id: str, secrets: Sequence[str], at: datetime) -> dict[str, str]:
    """Return the three headers of ``body``, signed with each of ``secrets``: two while one is being replaced."""
    stamp = str(int(at.timestamp()))
    signatures = [f"v1,{_signed(message_id, stamp, body, secret)}" for secret in secrets]
    return {"webhook-id": message_id, "webhook-timestamp": stamp, "webhook-signature": " ".join(signatures)}


def verified_id(headers: Mapping[str, str], body: bytes, *, secrets: Sequence[str], now: datetime) -> str:
    """Return the id of a webhook that one of ``secrets`` signed within TOLERANCE of ``now``. Raises NotGenuine.

    headers: by lower-case name. The id is the same on every retry; whoever acts on it keeps it, so that a replay
    within the tolerance does nothing.
    """
    message_id = headers.get("webhook-id", "")
    stamp = headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "")
    timed = stamp.isascii() and stamp.isdigit() and len(stamp) <= 12
    well_formed = timed and 0 < len(message_id) <= LONGEST_ID and message_id.isprintable()
    if not well_formed or not given:
        raise NotGenuine("headers")
    if abs(int(stamp) - now.timestamp()) > TOLERANCE.total_seconds():
        raise NotGenuine("time")
    genuine = False
    for one in given.split(" "):
        version, _, signature = one.partition(",")
        for secret in secrets:  # every pair is compared, so that the time says nothing
            same = hmac.compare_digest(signature.encode(), _signed(message_id, stamp, body, secret).encode())
            genuine = genuine or (version == "v1" and same)
    if not genuine:
        raise NotGenuine("signature")
    return message_id


def _signed(message_id: str, stamp: str, body: bytes, secret: str) -> str:
    text = f"{message_id}.{stamp}.".encode() + body
    return base64.b64encode(hmac.new(secret_bytes(secret), text, hashlib.sha256).digest()).decode()
