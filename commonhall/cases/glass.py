"""May a restricted case be opened by somebody whose rights do not reach it? With a reason, for some hours, and somebody
else is told at once and says whether it was right to."""

from __future__ import annotations

from datetime import datetime

from commonhall.cases.inviting.staff import tell_of_glass
from commonhall.cases.models import Case
from commonhall.cases.scopes import effective_of_case
from commonhall.cases.visible import CaseUnknown, cases_visible_to, own_affairs, team_of
from commonhall.core.values.dates import london_day
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.councils.queries import CouncilSite
from commonhall.people.operations import break_glass
from commonhall.people.policies import ALLOWED, Member, can, reaches, shows_restricted
from commonhall.people.queries import colleagues
from commonhall.record.operations import record_read

DAYS_TO_REVIEW = 5
"""Working days within which somebody else looks at it."""


def open_restricted(*, member: Member, reference: str, reason: str, council: CouncilSite, at: datetime) -> Case:
    """Open a restricted case to ``member``, who may unmask in its service and team but was not granted it by name.

    Returns the case; opening one that they see already changes nothing. Raises CaseUnknown for one that is not there,
    that is not theirs to open so, or that is their own affair; ReasonMissing.
    """
    case = _case(member, reference)
    if cases_visible_to(member).filter(id=case.id).exists():
        return case
    calendar = effective_of_case(case, council=council, at=at).calendar
    break_glass(
        membership_id=member.membership_id,
        case_id=case.id,
        reference=case.reference,
        reason=reason,
        review_date=calendar.add_working_days(london_day(at), DAYS_TO_REVIEW),
        by=member.actor,
        at=at,
    )
    tell_of_glass(emails=_supervisors(member, case, at), council=council, at=at)
    record_read(subject=("case", case.id), how="opened", purpose=" ".join(reason.split()), by=member, at=at)
    return case


def _supervisors(member: Member, case: Case, at: datetime) -> dict[str, str]:
    """Return the language of each lead of the case's service or team, by e-mail address; of whoever else may review it
    where it has no such lead. Never who opened it."""
    here = team_of(case)
    leads: dict[str, str] = {}
    others: dict[str, str] = {}
    for one in colleagues(on=london_day(at)):
        near = [each for each in one.grants if reaches(each, case.pattern, here, case.ward)]
        if one.membership_id == member.membership_id:
            continue
        if any(each.role == "lead" and shows_restricted(each) for each in near):
            leads[one.email] = one.language
        elif any("unmask" in ALLOWED[each.role] for each in near):
            others[one.email] = one.language
    return leads or others


def _case(member: Member, reference: str) -> Case:
    try:
        wanted = parse_reference(reference)
    except ReferenceNotRecognised as unknown:
        raise CaseUnknown(reference) from unknown
    case: Case | None = Case.objects.filter(reference=wanted).exclude(own_affairs(member)).first()
    if case is None or not can(member, "unmask", pattern=case.pattern, team=team_of(case), ward=case.ward):
        raise CaseUnknown(reference)
    return case
