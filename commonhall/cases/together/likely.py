"""Which open cases are likely to be about the same thing? Suggested to officers, never joined by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import Final, Literal

from django.db.models import Q

from commonhall.cases.facts import FARTHEST, METRES_A_DEGREE
from commonhall.cases.queries import Case, CasePage, cases_visible_to
from commonhall.contacts.models import Person
from commonhall.core.language.expressions import ExpressionFailed, evaluate
from commonhall.core.values.coordinates import metres_between
from commonhall.people.policies import Member

RADIUS: Final = 250
"""Metres, where the pattern says nothing of how far duplicates are looked for."""
MOST: Final = 5

Why = Literal["person", "property", "near"]


@dataclass(frozen=True, slots=True)
class Likely:
    """An open case of the same service, and why it may be the same: ``metres`` away where that is why."""

    case: Case
    why: Why
    metres: int = 0


def likely_duplicates(member: Member, found: CasePage) -> tuple[Likely, ...]:
    """Return the open cases that may be the same as ``found``, as far as ``member`` may see them, the likeliest first.

    Of the same service: from the same person, at the same property, or as near as the service looks for the same.
    """
    case = found.case
    if case.phase == "closed":
        return ()
    same = _same(found)
    if same is None:
        return ()
    rows = cases_visible_to(member).filter(same, pattern=case.pattern, restricted=case.restricted)
    rows = rows.filter(merged_into_id=None).exclude(phase="closed").exclude(id=case.id)
    if case.journey_id:
        rows = rows.exclude(journey_id=case.journey_id)  # one journey opens several cases on purpose
    if found.person is not None:
        rows = rows.annotate(same_person=_same_person(found, found.person))
    judged = (_judged(found, one) for one in rows.defer("answers", "facts").order_by("-opened_at", "-id")[:100])
    kept = [one for one in judged if one is not None]
    order = {"person": 0, "property": 1, "near": 2}
    return tuple(sorted(kept, key=lambda one: (order[one.why], one.metres))[:MOST])


def _same_person(found: CasePage, person: Person) -> Q:
    """Return which cases are from whoever sent ``found``: everybody with the same e-mail address is one of them."""
    if not person.email:
        return Q(person_id=person.id)
    return Q(person_id__in=Person.objects.filter(email=person.email).values("id"))


def _same(found: CasePage) -> Q | None:
    case, parts = found.case, []
    if found.person is not None:
        parts.append(_same_person(found, found.person))
    if case.uprn:
        parts.append(Q(uprn=case.uprn))
    radius = radius_of(found)
    if case.lat is not None and case.lng is not None and radius:
        high, wide = radius / METRES_A_DEGREE, radius / (METRES_A_DEGREE * cos(radians(case.lat)))
        parts.append(Q(lat__range=(case.lat - high, case.lat + high), lng__range=(case.lng - wide, case.lng + wide)))
    same = parts[0] if parts else None
    for part in parts[1:]:
        same = same | part if same is not None else part
    return same


def radius_of(found: CasePage) -> int:
    """Return how far around a place the case's service looks for the same, in metres; 0 is not at all."""
    for fact in found.effective.pattern.facts.values():
        if fact.source == "cases.nearby" and fact.with_.get("radius"):
            try:
                radius = evaluate(fact.with_["radius"], found.scope, place="radius", calendar=found.effective.calendar)
            except ExpressionFailed:
                return RADIUS
            return min(radius, FARTHEST) if isinstance(radius, int) else RADIUS
    return RADIUS


def _judged(found: CasePage, other: Case) -> Likely | None:
    case = found.case
    if getattr(other, "same_person", False):
        return Likely(other, "person")
    if case.uprn and other.uprn == case.uprn:
        return Likely(other, "property")
    if case.lat is None or other.lat is None or case.lng is None or other.lng is None:
        return None
    metres = round(metres_between(case.lat, case.lng, other.lat, other.lng))
    return Likely(other, "near", metres) if metres <= radius_of(found) else None
