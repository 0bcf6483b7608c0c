"""Which keys does a demo council have at the contractor? All follow from its slug, so nothing need be registered."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from commonhall.core.values.words import Words

CONTRACTOR = Words(en="Greyfriars Highways", cy="Priffyrdd Greyfriars")
BASE = "/open311/v2"
_SLUG = re.compile(r"[a-z][a-z0-9-]{1,40}")


def demo_key(slug: str) -> str:
    """Return the Open311 key of a demo council. It guards nothing: all is fictional."""
    return f"{slug}_{hashlib.sha256(f'commonhall demo contractor {slug}'.encode()).hexdigest()[:24]}"


def council_of_key(key: str) -> str:
    """Return the council whose key this is, blank for none."""
    slug = key.rpartition("_")[0]
    return slug if _SLUG.fullmatch(slug) and demo_key(slug) == key else ""


def is_council(slug: str) -> bool:
    """Whether this can be the jurisdiction of a demo council."""
    return bool(_SLUG.fullmatch(slug))


def demo_secret(slug: str) -> str:
    """Return the secret with which webhooks between a demo council and the contractor are signed."""
    digest = hashlib.sha256(f"commonhall demo webhook {slug}".encode()).digest()
    return f"whsec_{base64.b64encode(digest).decode()}"


def demo_account(slug: str, base_url: str) -> dict[str, Any]:
    """Return the settings with which the provider ``open311`` talks to the simulator for a council."""
    return {
        "url": f"{base_url.rstrip('/')}{BASE}",
        "api_key": demo_key(slug),
        "jurisdiction_id": slug,
        "knows_repeats": True,
    }


def demo_webhook(slug: str, base_url: str) -> dict[str, Any]:
    """Return the settings with which the provider ``webhook`` talks to the simulator for a council."""
    return {"url": f"{base_url.rstrip('/')}/hooks/{slug}", "secret": demo_secret(slug)}
