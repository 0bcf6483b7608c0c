"""Which customers does the stand-in for a chat product have in a demonstration? Councils, each with its key."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, Final

from commonhall.capabilities.chat.simulator.product import Account

DEMO_COUNCILS: Final = ("stonemere",)
"""The councils of the demonstration whose chats are answered here; the others answer in their office."""


def demo_key(council: str) -> str:
    """Return the API key of a council. It opens nothing anywhere else."""
    return f"demonstration-{council}"


def demo_secret(council: str) -> str:
    """Return the secret with which webhooks to a council are signed."""
    return "whsec_" + base64.b64encode(hashlib.sha256(f"chat-demonstration-{council}".encode()).digest()).decode()


def demo_chat(council: str, base_url: str) -> dict[str, Any]:
    """Return the settings of the provider for a council of the demonstration."""
    return {"base_url": base_url, "api_key": demo_key(council), "webhook_secret": demo_secret(council)}


def demo_accounts(hooks: str) -> dict[str, Account]:
    """Return the customers by key. hooks: where webhooks go, with ``{council}`` in the address."""
    found = (
        Account(demo_key(council), hooks.replace("{council}", council), demo_secret(council))
        for council in DEMO_COUNCILS
    )
    return {account.api_key: account for account in found}
