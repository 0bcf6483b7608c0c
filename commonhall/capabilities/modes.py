"""May what is tried go through a provider as it is, and does its key say that it is for trying?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import ValidationError

from commonhall.capabilities.network import is_loopback
from commonhall.capabilities.ports import find_provider

Said = Literal["live", "test", ""]


def stays_here(capability: str, name: str) -> bool:
    """Return whether nothing leaves the installation through a provider and no money moves, as it says itself, so that
    what is tried may use it as it is. Raises Misconfigured where there is no such provider.
    """
    return bool(getattr(find_provider(capability, name), "stays_here", False))


def mode_of(capability: str, name: str, settings: Mapping[str, Any]) -> Said:
    """Return for what an account or a key says that it is; blank where it does not say, or where the settings are
    wrong. What a key says to a stand-in on this computer means nothing. Raises Misconfigured for an unknown provider.
    """
    provider = find_provider(capability, name)
    asked: Callable[[Any], Said] | None = getattr(provider, "mode_of", None)
    if asked is None:
        return ""
    try:
        parsed = provider.Settings.model_validate(dict(settings))
    except ValidationError:
        return ""
    address = str(getattr(parsed, "base_url", "") or getattr(parsed, "issuer", ""))
    return "" if is_loopback(address) else asked(parsed)
