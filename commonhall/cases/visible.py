"""Which cases are there for this member of staff? The one predicate of every list, count, search and page."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Subquery

from commonhall.cases.models import Case
from commonhall.people.models import Team
from commonhall.people.policies import ANY_PATTERN, Action, Member, reach


class CaseUnknown(LookupError):
    """There is no such case, or the member may not see it: the two cannot be told apart."""


def cases_visible_to(member: Member, action: Action = "view") -> QuerySet[Case]:
    """Return the cases that ``member`` may see: the one predicate that lists, counts, search and pages use.

    A restricted case is there only for its own team and for whoever was granted its very pattern: a grant of all
    patterns for all teams does not show it. action: what the grants must allow, such as figures of them.
    """
    allowed = Q(pk__in=[])
    for grant in reach(member, action):
        any_team, any_pattern = grant.team_id is None, grant.pattern == ANY_PATTERN
        one = Q() if any_pattern else Q(pattern=grant.pattern)
        if not any_team:
            one &= Q(team=Subquery(Team.objects.filter(id=grant.team_id).values("slug")))
        elif any_pattern:
            one = Q(restricted=False)
        allowed |= one
    return Case.objects.filter(allowed)
