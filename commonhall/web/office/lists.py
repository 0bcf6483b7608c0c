"""Which list does an address mean? A filter and a place in it, to and from the query of a URL."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from commonhall.cases.narrowing import days_of
from commonhall.cases.queries import Filter, Place

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "phase": ("open", "waiting", "closed", "any"),
    "due": ("", "overdue", "today", "soon"),
    "language": ("", "en", "cy"),
    "last_from": ("", "resident", "staff"),
    "watched": ("", "yes"),
    "replied": ("", "yes", "unread"),
    "review": ("", "due"),
    "approval": ("", "yes"),
    "merged": ("", "yes"),
    "sort": ("", "due", "priority", "oldest", "newest", "moved"),
    "like": ("", "yes"),
}
SEVERAL: Final = ("pattern", "team", "state", "tag", "ward", "channel", "priority")
PERIODS: Final = ("opened", "closed")
"""Parts of a filter that are a first and a last day. Figures lead to such lists."""
PRIORITIES: Final = ("2", "1", "0", "-1")
LONGEST: Final = 200
MOST_CHOSEN: Final = 20


def filter_of(query: QueryDict) -> Filter:
    """Return the filter that a query asks for; what is not understood counts as not asked for."""
    chosen: dict[str, Any] = {name: query.get(name, "") for name in CHOICES}
    chosen = {name: value for name, value in chosen.items() if value in CHOICES[name]}
    for name in SEVERAL:
        given = [_plain(one) for one in query.getlist(name)[:MOST_CHOSEN]]
        chosen[name] = tuple(sorted({one for one in given if one and (name != "priority" or one in PRIORITIES)}))
    for name in PERIODS:
        typed = query.get(name, "")[:LONGEST]
        chosen[name] = typed if days_of(typed) else ""
    return Filter(**chosen, owner=_owner(query.get("owner", "")), search=_plain(query.get("q", "")))


def _plain(typed: str) -> str:
    return " ".join(typed.replace("\x00", "").split())[:LONGEST]


def _owner(typed: str) -> str:
    if typed in ("", "me", "none"):
        return typed
    try:
        return str(UUID(typed))
    except ValueError:
        return ""


def query_of(chosen: Filter, **changes: Any) -> str:
    """Return the query of ``chosen`` with some parts changed: always the same for the same list.

    A single word will do for a part that may have several.
    """
    given: dict[str, Any] = {name: ((value,) if value else ()) if name in SEVERAL and isinstance(value, str) else value
             for name, value in changes.items()}  # fmt: skip
    changed = replace(chosen, **given)
    kept: list[tuple[str, str]] = []
    for field in fields(changed):
        value = getattr(changed, field.name)
        if isinstance(value, tuple):
            kept += [(field.name, one) for one in value]
        elif value and (field.name, value) != ("phase", "open"):
            kept.append(("q" if field.name == "search" else field.name, value))
    return urlencode(kept)


def filter_from(text: str) -> Filter:
    """Return the filter that a query kept in another address means."""
    return filter_of(QueryDict(text[:1000]))


def place_text(place: Place) -> str:
    """Return a place in a list as text for an address."""
    keys = [key.isoformat() if isinstance(key, datetime) else key for key in place.keys]
    raw = json.dumps([keys, place.id.hex, place.back], separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def find_place(text: str) -> Place | None:
    """Return the place that ``text`` means, or None where it means none: then a list begins at its start."""
    try:
        raw = base64.urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text[:LONGEST]) % 4)).decode()
        keys, key, back = json.loads(raw)
        return Place(tuple(_key(one) for one in keys), UUID(hex=key), back is True)
    except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error):
        return None


def _key(value: Any) -> datetime | int:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 100:
        return value
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment
