"""Which cases are there for this member of staff? The one predicate of every list, count, search and page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from commonhall.cases.models import Case
from commonhall.cases.stilled import RIGHTS_PATTERN, Use, stilled_people
from commonhall.contacts.models import Person
from commonhall.core.questions.masking import FieldClass
from commonhall.people.models import Team
from commonhall.people.policies import (
    ANY_PATTERN,
    OPENED_WITH_REASON,
    Action,
    Member,
    can,
    fields_seen,
    reach,
    shows_restricted,
)
from commonhall.people.queries import TeamNamed, teams

USES: Final[frozenset[Action]] = frozenset(
    {"work", "lead", "message", "answer", "correct", "merge", "bulk", "export", "warn"}
)
"""Actions that use data, which may be restricted; the others look at it, keep it, or let it go."""


class CaseUnknown(LookupError):
    """There is no such case, or the member may not see it: the two cannot be told apart."""


def cases_visible_to(member: Member, action: Action = "view") -> QuerySet[Case]:
    """Return the cases that ``member`` may see: the one predicate that lists, counts, search and pages use.

    A restricted case is there only for its own team and for whoever was granted its very pattern: a grant of all
    patterns for all teams does not show it, unless the member opened it with a reason. What is a member's own affair
    is not there for them at all. action: what the grants must allow, such as figures of them.
    """
    allowed = Q(pk__in=[])
    for grant in reach(member, action):
        one = Q() if grant.pattern == ANY_PATTERN else Q(pattern=grant.pattern)
        if grant.team_id is not None:
            one &= Q(team=Subquery(Team.objects.filter(id=grant.team_id).values("slug")))
        if not shows_restricted(grant):
            one &= Q(restricted=False)
        if grant.ward:
            one &= Q(ward=grant.ward)
        allowed |= one
    if member.opened and action == "view":
        allowed |= Q(id__in=member.opened)
    rows = Case.objects.filter(allowed).exclude(own_affairs(member))
    if action in USES and (stilled := stilled_people()):
        rows = rows.exclude(
            Q(person_id__in=stilled)
            & ~Q(pattern=RIGHTS_PATTERN)
            & ~Exists(Use.objects.filter(case=OuterRef("pk"), state="allowed"))
        )
    return rows


def own_affairs(member: Member) -> Q:
    """Return which cases are the member's own affair: of the address they sign in with, and of what they declared."""
    declared: dict[str, set[str]] = {}
    for each in member.interests:
        declared.setdefault(each.kind, set()).add(each.value)
    people = Q(email__in={member.email, *declared.get("email", ())})
    if "phone" in declared:
        people |= Q(phone__in=declared["phone"])
    own = Q(person_id__in=Person.objects.filter(people).values("id"))
    for kind, column in (("uprn", "uprn"), ("postcode", "postcode")):
        if kind in declared:
            own |= Q(**{f"{column}__in": declared[kind]})
    return own


def fields_on(member: Member, case: Case, *, named: Sequence[TeamNamed] | None = None) -> frozenset[FieldClass]:
    """Return which classes of answers of ``case`` the member reads; of the others they see that there is one.

    named: the council's teams, where they have been read already.
    """
    if case.id in member.opened:
        return OPENED_WITH_REASON
    return fields_seen(member, pattern=case.pattern, team=team_of(case, named), ward=case.ward)


def may_unmask(member: Member, case: Case, *, named: Sequence[TeamNamed] | None = None) -> bool:
    """Return whether the member may read hidden answers of ``case`` with a reason: by right, or as its own officer."""
    team = team_of(case, named)
    if can(member, "unmask", pattern=case.pattern, team=team, ward=case.ward):
        return True
    mine = case.owner_id == member.membership_id
    return mine and can(member, "work", pattern=case.pattern, team=team, ward=case.ward)


def team_of(case: Case, named: Sequence[TeamNamed] | None = None) -> UUID | None:
    """Return the id of the case's team."""
    return next((team.id for team in (teams() if named is None else named) if team.slug == case.team), None)


def references_of(member: Member, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the references of those of some cases that the member may see."""
    return dict(cases_visible_to(member).filter(id__in=ids).values_list("id", "reference")) if ids else {}
