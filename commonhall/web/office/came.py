"""From which list was a case opened, so that one can go on with the next? Its address carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from commonhall.web.office.door import Visit


@dataclass(frozen=True, slots=True)
class Came:
    """The list that a case was opened from, as its address carries it."""

    list: str
    place: str

    @property
    def query(self) -> str:
        """What addresses of the case carry on."""
        kept = {"list": self.list, "place": self.place} if self.place else {}
        return f"?{urlencode(kept)}" if kept else ""


def came_from(query: Mapping[str, str]) -> Came:
    """Return which list the address says that the case was opened from."""
    return Came(query.get("list", "")[:1000], query.get("place", "")[:200])


def address_of(visit: Visit, reference: str) -> str:
    """Return the address of the case, with the list it was opened from."""
    return f"{reverse('office-case', args=(reference,))}{came_from(visit.request.GET).query}"
