"""Which keys does the simulator know? Those of the demonstration, each with an account of its own, and no others."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Final

DEMO_COUNCILS: Final = ("thornbridge", "brynafon")
"""The councils of the demonstration that take payments here."""
_KEY: Final = re.compile(r"api_(test|live)_(demonstration-[A-Za-z0-9_-]{1,100})")


@dataclass(frozen=True)
class Account:
    """Who asks. id: of the account; test keys and live keys are never of the same one."""

    id: str
    live: bool


def account_of(authorisation: str) -> Account | None:
    """Return whose key an Authorization header carries; None where it carries none."""
    scheme, _, key = authorisation.partition(" ")
    found = _KEY.fullmatch(key.strip())
    if scheme.lower() != "bearer" or found is None:
        return None
    return Account(hashlib.sha256(key.strip().encode()).hexdigest()[:16], found[1] == "live")


def demo_settings(council: str, base_url: str) -> dict[str, Any]:
    """Return the settings of the provider for a council of the demonstration. The key opens nothing anywhere else."""
    return {
        "api_key": f"api_test_demonstration-{council}",
        "base_url": base_url,
        "pages_url": base_url,
        "signing_secret": f"signing-demonstration-{council}",
    }
