"""What do crews report by themselves, and what becomes of a collection by it? The part of the port for providers that
tell, or that can be asked what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, cast

from commonhall.capabilities.ports import make_provider
from commonhall.capabilities.waste.codes import CodeScope, find_code
from commonhall.capabilities.waste.collection import UNDER_WAY, Collection, LastCollection, State
from commonhall.core.values.dates import london


@dataclass(frozen=True, slots=True)
class CrewEvent:
    """One thing that a crew reported. id: the contractor's, the same however often it is told.

    uprn: whose bin, or "" for a whole street (usrn). original_date, date: of the collection, ISO. code: a canonical
    crew code, or None for what was done. recorded_at: UTC.
    """

    id: str
    scope: CodeScope
    uprn: str
    usrn: str
    service: str
    original_date: str
    date: str
    state: State
    recorded_at: datetime
    code: str | None = None
    material: str = ""
    final: bool = False


class CrewFeed(Protocol):
    """A provider that knows of crews' reports as they come in. Raises the capability's three errors."""

    def events(self, since: datetime) -> Sequence[CrewEvent]:
        """Return what was recorded since a moment (UTC), oldest first. Raises Rejected("too_old") where it is gone."""

    def hear(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[CrewEvent]:
        """Return what a call to us says. headers: by lower-case name. now: UTC.

        Raises NotGenuine where it is not from whom it says, or is a replay of an old one, and Rejected("request") for
        a body of another shape.
        """


def crew_feed_from(name: str, settings: Mapping[str, Any]) -> CrewFeed | None:
    """Return the provider called ``name`` as one that knows of reports; None where it is not such a one."""
    made = make_provider("waste", name, settings)
    return cast(CrewFeed, made) if hasattr(made, "events") and hasattr(made, "hear") else None


def with_events(found: Iterable[Collection], events: Sequence[CrewEvent], *, now: str) -> list[Collection]:
    """Return the collections with what crews reported of them since. events: of the very property, any order.

    An event counts for the last collection, or for the next one where its day has come: what is known of a collection
    may be older than the events. now: London wall clock.
    """
    return [_with(each, [one for one in events if one.service == each.service], now) for each in found]


def _with(collection: Collection, events: list[CrewEvent], now: str) -> Collection:
    for event in sorted(events, key=lambda one: (one.recorded_at, one.id)):
        last = collection.last
        if event.date > now[:10] or (last is not None and event.date < last.date):
            continue
        if last is not None and event.date == last.date and london(event.recorded_at) <= (_known_at(last) or ""):
            continue
        if event.scope == "street" and last is not None and event.date == last.date and last.state not in UNDER_WAY:
            continue  # what happened at the bin itself says more than what happened in the street
        following = collection.next
        if following is not None and following.date <= event.date:
            following = None
        collection = replace(collection, last=as_last(event, last, now), next=following)
    return collection


def _known_at(last: LastCollection) -> str | None:
    return max(filter(None, (last.completed_at, last.logged_at)), default=None)


def as_last(event: CrewEvent, before: LastCollection | None, now: str) -> LastCollection:
    """Return the collection that ``event`` is of, as known after it. before: as known before. now: in London."""
    at = min(london(event.recorded_at), now)
    logged = before.logged_at if before is not None and before.date == event.date else None
    code = find_code(event.code)
    return LastCollection(
        original_date=event.original_date,
        date=event.date,
        state=event.state,
        completed_at=at if event.state in ("completed", "partially_completed") else None,
        logged_at=logged or at,
        code=code.code if code else None,
        code_scope=code.scope if code else None,
        final=event.final and code is not None,
        disputable=code is not None and code.disputable,
        material=event.material if code is not None and code.code == "contaminated" else "",
    )
