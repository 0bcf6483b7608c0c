"""Which bucket and which keys does a demo council have? All follow from its slug, so nothing need be registered."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any, Final

REGION: Final = "eu-west-2"
_ACCESS = re.compile(r"DEMO-([a-z0-9]+(?:-[a-z0-9]+)*)")


def access_key(slug: str) -> str:
    """Return the access key ID of a demo council."""
    return f"DEMO-{slug}"


def secret_key(access: str) -> str:
    """Return the secret of an access key. It guards nothing: all is fictional."""
    return base64.b64encode(hashlib.sha256(f"commonhall demo store {access}".encode()).digest()[:30]).decode()


def bucket_of(access: str) -> str:
    """Return the one bucket that an access key may use, blank for no key of ours."""
    found = _ACCESS.fullmatch(access)
    return f"{found[1]}-files" if found else ""


def demo_store(slug: str, base_url: str) -> dict[str, Any]:
    """Return the settings with which the provider ``s3`` talks to the simulator for a council."""
    access = access_key(slug)
    return {
        "endpoint": base_url,
        "region": REGION,
        "bucket": bucket_of(access),
        "access_key_id": access,
        "secret_access_key": secret_key(access),
    }
