"""Which keys and templates does a demo council have? All follow from its slug, so nothing need be registered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID, uuid5

KeyKind = Literal["test", "team", "live"]
TemplateKind = Literal["email", "sms", "letter"]
KEY_KINDS: tuple[KeyKind, ...] = ("test", "team", "live")
TEMPLATE_KINDS: tuple[TemplateKind, ...] = ("email", "sms", "letter")
_NAMESPACE = UUID("5c0e0d5e-6f0a-4f0b-9a54-0d1f0c2b7a11")


def service_id(slug: str) -> UUID:
    """Return the service of a council. Its second half follows from its first: see :func:`is_service`."""
    return _completed(uuid5(_NAMESPACE, slug).bytes[:8])


def is_service(service: UUID) -> bool:
    """Whether this is the service of some demo council, known without a list of councils."""
    return _completed(service.bytes[:8]) == service


def _completed(first: bytes) -> UUID:
    first = UUID(bytes=first + bytes(8), version=4).bytes[:8]  # its version is part of it
    return UUID(bytes=first + hashlib.sha256(b"commonhall demo service" + first).digest()[:8], version=4)


def secret(service: UUID, kind: KeyKind) -> str:
    """Return the secret with which the key of ``kind`` signs its tokens. It guards nothing: all is fictional."""
    return str(uuid5(service, f"secret {kind}"))


def template_id(service: UUID, kind: TemplateKind, language: str) -> UUID:
    """Return the template with ((subject)) and ((body)) for a channel and a language."""
    return uuid5(service, f"template {kind} {language}")


def demo_key(slug: str, kind: KeyKind = "test") -> str:
    """Return the API key of a demo council, in the form that GOV.UK Notify gives out."""
    service = service_id(slug)
    return f"{slug}_{kind}-{service}-{secret(service, kind)}"


def demo_account(slug: str, base_url: str = "http://127.0.0.1:8001", kind: KeyKind = "test") -> dict[str, Any]:
    """Return the settings with which the provider ``govuk_notify`` talks to the simulator for a council."""
    service = service_id(slug)
    account: dict[str, Any] = {"api_key": demo_key(slug, kind), "base_url": base_url}
    for channel in TEMPLATE_KINDS:
        ids = {language: str(template_id(service, channel, language)) for language in ("en", "cy")}
        account[f"{channel}_template_id"] = ids
    return account


@dataclass(frozen=True)
class Caller:
    """Who asks: a council's service with one of its keys. What one key sent, no other key sees."""

    service: UUID
    kind: KeyKind
