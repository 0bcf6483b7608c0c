"""What do patterns learn from cases? Whether there is an open one for a property already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from commonhall.capabilities.bookings.port import Wanted
from commonhall.cases.bookings import free_slots
from commonhall.cases.disclosures import count_disclosures, similar_to
from commonhall.cases.models import Case, CaseDeadline
from commonhall.core.values.dates import from_london, london
from commonhall.journeys.facts import JOURNEY, supplies


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
    cases = list(Case.objects.filter(here, pattern="missed-bin").exclude(phase="closed").order_by("-opened_at")[:50])
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
