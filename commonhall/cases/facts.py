"""What do patterns learn from cases? Whether there is an open one for a property already."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians
from typing import Any, Final

from django.db.models import Q

from commonhall.capabilities.bookings.port import Wanted
from commonhall.cases.bookings import free_slots
from commonhall.cases.disclosures import count_disclosures, similar_to
from commonhall.cases.models import Booking, Case, CaseDeadline, Entitlement
from commonhall.cases.supporters import supporters_of
from commonhall.core.values.coordinates import metres_between
from commonhall.core.values.dates import from_london, london
from commonhall.journeys.facts import JOURNEY, supplies

MOST_NEARBY: Final = 5
MOST_BOOKED: Final = 100
FARTHEST: Final = 5_000
"""Metres: what is farther away is another place."""
METRES_A_DEGREE: Final = 110_000
"""Of latitude, or a little less, so that the box around a circle is never too small."""


@supplies("cases.open_reports")
def open_reports(arguments: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    """Return the open missed-bin cases at a property, or, for communal bins, of its block; newest first.

    Says nothing about who reported: only whether it was at this very address.
    """
    place = arguments.get("property") or {}
    uprn, parent = str(place.get("uprn") or ""), str(place.get("parent_uprn") or "")
    if not uprn:
        return []
    here = Q(uprn=uprn) | Q(parent_uprn=uprn)
    if parent:
        here |= Q(uprn=parent) | Q(parent_uprn=parent)
    cases = list(
        Case.objects.filter(here, pattern="missed-bin", restricted=False)
        .exclude(phase="closed")
        .order_by("-opened_at")[:50]
    )
    due = dict(CaseDeadline.objects.filter(case__in=[case.id for case in cases]).values_list("case_id", "due_date"))
    return [
        {
            "service": case.item,
            "reference": case.reference,
            "opened_at": london(case.opened_at),
            "opened_date": london(case.opened_at)[:10],
            "due_date": due[case.id].isoformat() if case.id in due else None,
            "state": case.state,
            "mine": case.uprn == uprn,
            "communal": bool((case.facts.get("item") or {}).get("communal")),
        }
        for case in cases
        if case.uprn == uprn or (case.facts.get("item") or {}).get("communal")
    ]


@supplies("bookings.slots")
def slots(arguments: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    """Return the slots that can be chosen, as options of a question, in order of time.

    Arguments: ``calendar``; ``from`` and ``to``, the first and the last date; ``units``, 1 without; ``property``, the
    answer that says for which one. What the journey holds already is among them. Raises the errors of capabilities.
    """
    place = arguments.get("property") or {}
    wanted = Wanted(
        calendar=str(arguments.get("calendar") or ""),
        first=str(arguments.get("from") or now)[:10],
        last=str(arguments.get("to") or arguments.get("from") or now)[:10],
        units=arguments.get("units", 1),
        uprn=str(place.get("uprn") or ""),
    )
    return [slot.record() for slot in free_slots(wanted=wanted, journey_id=arguments[JOURNEY], at=from_london(now))]


@supplies("bookings.of_property")
def bookings_of_property(arguments: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    """Return what a property has booked or had by one pattern, by date: whether it still stands, and was free.

    Arguments: ``property``; ``pattern``; ``charge``, the line whose free quantity says that it was free; ``kept``, the
    name under which a case keeps true or false where that has changed since. Says nothing about who booked.
    """
    uprn = str((arguments.get("property") or {}).get("uprn") or "")
    if not uprn:
        return []
    charge, kept = str(arguments.get("charge") or ""), str(arguments.get("kept") or "")
    booked = Booking.objects.filter(case__uprn=uprn, case__pattern=str(arguments.get("pattern") or ""))
    return [
        {
            "date": each.date.isoformat(),
            "state": each.state,
            "case_state": each.case.state,
            "open": each.case.phase != "closed",
            "free": bool(each.case.kept[kept]) if kept in each.case.kept else _free_of(each.case, charge) > 0,
        }
        for each in booked.select_related("case").order_by("-date", "-id")[:MOST_BOOKED][::-1]
    ]


@supplies("disclosures.similar")
def similar(arguments: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    """Return at most three answers that the council published already and that may answer ``text``, the best first."""
    found = similar_to(str(arguments.get("text") or ""))
    count_disclosures(ids=[entry.id for entry in found], what="shown")
    return [
        {
            "id": str(entry.id),
            "title": entry.title,
            "answer": entry.answer,
            "outcome": entry.outcome,
            "published_date": london(entry.published_at)[:10],
            "url": f"/disclosures/{entry.id}?suggested=1",
        }
        for entry in found
    ]


@supplies("cases.nearby")
def nearby(arguments: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    """Return the open cases near a place, the nearest first, at most MOST_NEARBY: what may be the same problem.

    Arguments: ``place``, the answer to a location question, or another record with ``lat`` and ``lng``; ``radius`` in
    metres; ``patterns``, one or several; ``question`` and ``value``, to find only those that answered so. Says where
    and when, and nothing that anybody wrote. What only a team may see is not among them.
    """
    place = arguments.get("place") or {}
    lat, lng, radius = place.get("lat"), place.get("lng"), arguments.get("radius", 0)
    patterns = arguments.get("patterns") or []
    if lat is None or lng is None or not isinstance(radius, int) or not 0 < radius <= FARTHEST:
        return []
    high, wide = radius / METRES_A_DEGREE, radius / (METRES_A_DEGREE * cos(radians(lat)))
    cases = Case.objects.filter(
        lat__gte=lat - high, lat__lte=lat + high, lng__gte=lng - wide, lng__lte=lng + wide, restricted=False
    ).exclude(phase="closed")
    cases = cases.filter(pattern__in=[patterns] if isinstance(patterns, str) else list(patterns))
    if question := arguments.get("question"):
        cases = cases.filter(**{f"answers__{question}": arguments.get("value")})
    away = {case: metres_between(lat, lng, case.lat, case.lng) for case in cases.order_by("-opened_at", "-id")[:500]}
    nearest = sorted((case for case, metres in away.items() if metres <= radius), key=lambda case: away[case])
    return [_near(case, away[case]) for case in nearest[:MOST_NEARBY]]


def _near(case: Case, metres: float) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "pattern": case.pattern,
        "state": case.state,
        "distance": round(metres),
        "lat": case.lat,
        "lng": case.lng,
        "opened_at": london(case.opened_at),
        "opened_date": london(case.opened_at)[:10],
        "supporters": supporters_of(case.id),
    }


@supplies("entitlements.of_property")
def entitlements_of_property(arguments: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    """Return the permits, subscriptions and licences of a pattern that a property has now, oldest first.

    Arguments: ``property``, the answer that says which one; ``pattern``; ``renewable``, true for those too that have
    run out and can still be renewed. For counting and comparing: ``subject`` may tell of a person, such as a
    registration number, and must not be shown to whoever types an address.
    """
    uprn = str((arguments.get("property") or {}).get("uprn") or "")
    if not uprn:
        return []
    held = Entitlement.objects.filter(uprn=uprn, pattern=str(arguments.get("pattern") or ""))
    still = Q(until_date__gte=now[:10])
    if arguments.get("renewable") is True:
        still |= Q(renew_until_date__gte=now[:10])
    return [
        {
            "id": each.kind,
            "state": each.state,
            "subject": each.subject,
            "quantity": each.quantity,
            "from": each.starts_date.isoformat(),
            "until": each.until_date.isoformat(),
            "renew_from": (each.renew_from_date or each.starts_date).isoformat(),
            "renew_until": (each.renew_until_date or each.until_date).isoformat(),
        }
        for each in held.filter(still).exclude(state="ended").order_by("starts_date", "id")
    ]


@supplies("cases.allowance_used")
def allowance_used(arguments: Mapping[str, Any], now: str) -> dict[str, Any]:
    """Return how much of a free allowance a property has used: ``used``, and ``last_date``, when it did last.

    Arguments: ``property``; ``pattern``; ``since``, the first date that counts; ``charge``, the line whose free
    quantity is counted, and cases themselves without; ``returned_in``, the states in which it was given back.
    """
    uprn = str((arguments.get("property") or {}).get("uprn") or "")
    since = str(arguments.get("since") or now)[:10]
    cases = Case.objects.filter(
        uprn=uprn, pattern=str(arguments.get("pattern") or ""), opened_at__gte=from_london(since)
    ).exclude(state__in=list(arguments.get("returned_in") or []))
    charge = arguments.get("charge")
    used = (
        [(case, _free_of(case, str(charge)) if charge else 1) for case in cases.order_by("opened_at")] if uprn else []
    )
    counted = [(case, units) for case, units in used if units]
    return {
        "used": sum(units for _, units in counted),
        "last_date": london(counted[-1][0].opened_at)[:10] if counted else None,
    }


def _free_of(case: Case, charge: str) -> int:
    """Return how much of a charge cost nothing in a case; free is what the price list gave, not what was waived."""
    lines = (case.facts.get("charges") or {}).get("lines") or []
    return sum(int(line.get("free") or 0) for line in lines if line.get("id") == charge)
