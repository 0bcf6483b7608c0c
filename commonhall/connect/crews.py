"""What did crews report? Asked for again and again, or pushed by the contractor's system; each report is taken once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.capabilities.waste.collection import STATES
from commonhall.capabilities.waste.crew_events import CrewEvent, CrewFeed, crew_feed_from
from commonhall.capabilities.waste.port import PropertyKey
from commonhall.catalogue.bound import BindingMissing, Bound, get_bound, held_bindings
from commonhall.catalogue.calls import call_provider
from commonhall.connect.crew_tables import CrewReading, CrewReport, KeptDays
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job

CAPABILITY: Final = "waste"
OVERLAP: Final = timedelta(hours=2)
"""How far back each reading begins before the end of the last: some crews' devices send late."""
FIRST: Final = timedelta(days=1)
"""How far back the first reading goes, and one after so long a silence that the contractor has forgotten."""
TAKEN_TOGETHER: Final = 1000
REPORTS_STAY: Final = timedelta(days=42)
DAYS_STAY: Final = timedelta(days=35)
MOST_FORGOTTEN: Final = 5000


@job("hear_crews", every_seconds=60)
def hear_crews(council: CouncilSite, *, at: datetime) -> None:
    """Ask every provider of collections in force that knows of crews' reports what is new."""
    with in_council(council, by=SYSTEM, purpose="job"):
        feeds = feeds_in_force()
    for bound, feed in feeds:
        try:
            hear_feed(bound=bound, feed=feed, council=council, at=at)
        except (Unavailable, Rejected, Misconfigured):
            continue  # how the provider stands is noted; the next turn begins where this one did


def feeds_in_force() -> list[tuple[Bound, CrewFeed]]:
    """Return the bindings of the council in scope whose providers know of crews' reports."""
    found = []
    for held in held_bindings(CAPABILITY):
        if held.state != "in_force" or held.mode != "live":
            continue
        try:
            bound = get_bound(held.id)
            feed = crew_feed_from(bound.provider, bound.settings)
        except (BindingMissing, Misconfigured):
            continue
        if feed is not None:
            found.append((bound, feed))
    return found


def hear_feed(*, bound: Bound, feed: CrewFeed, council: CouncilSite, at: datetime) -> int:
    """Ask one provider what is new and keep it; return how many reports came that were not known.

    Raises the capability's three errors. Call it outside a transaction.
    """
    with in_council(council, by=SYSTEM, purpose="job"):
        reading = CrewReading.objects.filter(binding_id=bound.id).first()
    since = reading.read_until - OVERLAP if reading else at - FIRST

    def ask(since: datetime) -> Sequence[CrewEvent]:
        return call_provider(
            lambda: feed.events(since), council_id=council.id, capability=CAPABILITY, provider=bound.provider, at=at
        )

    try:
        events = ask(since)
    except Rejected as refused:
        if refused.code != "too_old":
            raise
        events = ask(at - FIRST)
    with in_council(council, by=SYSTEM, purpose="job"):
        count = keep_reports(provider=bound.provider, events=events, at=at)
        CrewReading.objects.update_or_create(binding_id=bound.id, defaults={"read_until": at})
    return count


def hear_crew_push(*, headers: Mapping[str, str], body: bytes, council: CouncilSite, at: datetime) -> int:
    """Take what a contractor's system pushes, once however often it does; return how many reports were not known.

    headers: by lower-case name. Raises NotGenuine where no binding's secret signed it; Rejected for a body
    that is not what it should be. Call it outside a transaction.
    """
    with in_council(council, by=SYSTEM, purpose="web"):
        feeds = feeds_in_force()
    problem: NotGenuine | None = None
    for bound, feed in feeds:
        try:
            events = feed.hear(headers, body, at)
        except NotGenuine as wrong:
            problem = wrong
            continue
        except Misconfigured:
            continue
        with in_council(council, by=SYSTEM, purpose="web"):
            return keep_reports(provider=bound.provider, events=events, at=at)
    raise problem or NotGenuine("signature")


@transaction.atomic
def keep_reports(*, provider: str, events: Sequence[CrewEvent], at: datetime) -> int:
    """Keep what crews reported, each once, at the council in scope; return how many were not known."""
    known = set(
        CrewReport.objects.filter(provider=provider, event_id__in=[each.id for each in events])
        .values_list("event_id", flat=True)
    )  # fmt: skip
    new = {each.id: each for each in events if each.id not in known}
    rows = [
        CrewReport(
            provider=provider,
            event_id=each.id,
            scope=each.scope,
            uprn=each.uprn,
            usrn=each.usrn,
            service=each.service,
            original_date=each.original_date,
            date=each.date,
            state=each.state,
            code=each.code or "",
            material=each.material,
            final=each.final,
            recorded_at=each.recorded_at,
            came_at=at,
        )
        for each in new.values()
    ]
    CrewReport.objects.bulk_create(rows, batch_size=TAKEN_TOGETHER, ignore_conflicts=True)
    return len(rows)


def reports_of(provider: str, property_: PropertyKey, *, since: date) -> list[CrewEvent]:
    """Return what crews reported of a property, of the block whose bins it shares and of its street, oldest first.

    since: of collections on or after this date.
    """
    uprns = [uprn for uprn in (property_.uprn, property_.parent_uprn) if uprn]
    mine = Q(scope="property", uprn__in=uprns)
    if property_.usrn:
        mine |= Q(scope="street", usrn=property_.usrn)
    rows = CrewReport.objects.filter(mine, provider=provider, date__gte=since).order_by("recorded_at", "event_id")
    return [_event(row) for row in rows]


def _event(row: CrewReport) -> CrewEvent:
    return CrewEvent(
        id=row.event_id,
        scope="street" if row.scope == "street" else "property",
        uprn=row.uprn,
        usrn=row.usrn,
        service=row.service,
        original_date=row.original_date.isoformat(),
        date=row.date.isoformat(),
        state=next((state for state in STATES if state == row.state), "outstanding"),
        recorded_at=row.recorded_at,
        code=row.code or None,
        material=row.material,
        final=row.final,
    )


@job("forget_crews", every_seconds=3600)
def forget_crews(council: CouncilSite, *, at: datetime) -> None:
    """Delete reports and days that say nothing any more."""
    with in_council(council, by=SYSTEM, purpose="job"):
        for old in (
            CrewReport.objects.filter(came_at__lt=at - REPORTS_STAY),
            KeptDays.objects.filter(asked_at__lt=at - DAYS_STAY),
        ):
            old.model._default_manager.filter(id__in=list(old.values_list("id", flat=True)[:MOST_FORGOTTEN])).delete()
