"""Is this request in GOV.UK Notify's format? Its schema refuses everything that it does not name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from commonhall.capabilities.notifications.simulator.refusals import bad_request, invalid

Check = Callable[[Any], str | None]
ADDRESS_LINES = tuple(f"address_line_{number}" for number in range(1, 8))


def parse_body(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of a request. Raises Refused."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise bad_request("Invalid JSON supplied in POST data") from None
    if not isinstance(body, dict):
        raise invalid(f"{json.dumps(body)[:100]} is not of type object")
    return body


def _text(limit: int | None = None, least: int = 0) -> Check:
    def check(value: Any) -> str | None:
        if not isinstance(value, str):
            return f"{_shown(value)} is not of type string"
        if limit is not None and len(value) > limit:
            return f"{value[:40]}… is too long"
        return f"{value} is too short" if len(value) < least else None

    return check


def _reference(value: Any) -> str | None:
    return None if value is None else _text(1000)(value)


def _uuid(value: Any) -> str | None:
    return None if is_uuid(value) else "is not a valid UUID"


def _mapping(value: Any) -> str | None:
    return None if isinstance(value, dict) else f"{_shown(value)} is not of type object"


def _texts(value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return None
    return f"{_shown(value)} is not of type array"


def _https(value: Any) -> str | None:
    if isinstance(value, str) and urlsplit(value).scheme == "https" and urlsplit(value).netloc:
        return None
    return "is not a valid https url"


def _postage(value: Any) -> str | None:
    return None if value in ("first", "second", "economy") else ("invalid. It must be either first, second or economy")


def _shown(value: Any) -> str:
    return json.dumps(value)[:60]


_SHARED: dict[str, Check] = {"template_id": _uuid, "personalisation": _mapping, "reference": _reference}
_FIELDS: dict[str, dict[str, Check]] = {
    "sms": {**_SHARED, "phone_number": _text(), "sms_sender_id": _uuid, "scheduled_for": _text()},
    "email": {
        **_SHARED,
        "email_address": _text(),
        "email_reply_to_id": _uuid,
        "one_click_unsubscribe_url": _https,
        "sanitise_content_for": _texts,
        "scheduled_for": _text(),
    },
    "letter": _SHARED,
    "precompiled": {"reference": _text(1000), "content": _text(), "postage": _postage},
    "preview": {"personalisation": _mapping},
}
_REQUIRED: dict[str, tuple[str, ...]] = {
    "sms": ("phone_number", "template_id"),
    "email": ("email_address", "template_id"),
    "letter": ("template_id", "personalisation"),
    "precompiled": ("reference", "content"),
    "preview": ("personalisation",),
}


def check_fields(schema: str, body: Mapping[str, Any]) -> None:
    """Raise Refused naming every field that is missing, unknown or wrong."""
    fields = _FIELDS[schema]
    problems = [f"{name} is a required property" for name in _REQUIRED[schema] if name not in body]
    unknown = sorted(set(body) - set(fields))
    if unknown:
        verb = "was" if len(unknown) == 1 else "were"
        problems.append(f"Additional properties are not allowed ({', '.join(unknown)} {verb} unexpected)")
    for name, check in fields.items():
        problem = check(body[name]) if name in body else None
        if problem:
            problems.append(f"{name} {problem}")
    if schema == "letter" and isinstance(body.get("personalisation"), dict):
        given = body["personalisation"]
        problems += [
            f"personalisation {line} is a required property" for line in ADDRESS_LINES[:3] if not given.get(line)
        ]
    if problems:
        raise invalid(*problems)


def is_uuid(value: Any) -> bool:
    """Whether ``value`` is the text of a UUID."""
    try:
        return isinstance(value, str) and len(value) == 36 and bool(UUID(value))
    except ValueError:
        return False
