"""Which list does an address mean? A filter and a place in it, to and from the query of a URL."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from commonhall.cases.queries import Filter, Place

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "phase": ("open", "waiting", "closed"),
    "owner": ("", "me", "none"),
    "due": ("", "overdue", "today", "soon"),
    "language": ("", "en", "cy"),
}
FREE: Final = ("pattern", "team", "state")
LONGEST: Final = 200


def filter_of(query: Mapping[str, str]) -> Filter:
    """Return the filter that a query asks for; what is not understood counts as not asked for."""
    chosen: dict[str, Any] = {name: query.get(name, "") for name in CHOICES}
    chosen = {name: value for name, value in chosen.items() if value in CHOICES[name]}
    chosen |= {name: query.get(name, "")[:LONGEST] for name in FREE}
    return Filter(**chosen, search=" ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST])


def query_of(chosen: Filter, **changes: Any) -> str:
    """Return the query of ``chosen`` with some parts changed: always the same for the same list."""
    parts = asdict(replace(chosen, **changes))
    search = parts.pop("search")
    kept = [(name, value) for name, value in parts.items() if value and not (name == "phase" and value == "open")]
    return urlencode([*kept, *([("q", search)] if search else [])])


def filter_from(text: str) -> Filter:
    """Return the filter that a query kept in another address means."""
    return filter_of(QueryDict(text[:1000]))


def place_text(place: Place) -> str:
    """Return a place in a list as text for an address."""
    raw = f"{place.at.isoformat()} {place.id.hex} {'b' if place.back else 'f'}"
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def find_place(text: str) -> Place | None:
    """Return the place that ``text`` means, or None where it means none: then a list begins at its start."""
    try:
        raw = base64.urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text[:LONGEST]) % 4)).decode()
        at, key, way = raw.split(" ")
        moment = datetime.fromisoformat(at)
        return Place(moment, UUID(hex=key), way == "b") if moment.tzinfo else None
    except (ValueError, binascii.Error):
        return None
