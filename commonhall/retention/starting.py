"""From when is a closed case kept, where it is not its closing that counts? And which days have moved since they were
worked out, because somebody wrote again or a permit was renewed?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Max

from commonhall.cases.models import Case, Entitlement, Message
from commonhall.cases.scopes import effective_of_case
from commonhall.contacts.models import Interaction
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.retaining import first_day, last_day, start_of
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

MOST_AT_ONCE: Final = 500


def kept_since(case: Case, effective: Effective, number: int | None) -> date:
    """Return the day from which a closed case is kept by the rule with this number."""
    assert case.closed_at is not None
    start = start_of(effective, number)
    contact = _last_contact(case) if start == "last_contact" else None
    given = _last_given(case) if start == "entitlement" else None
    return first_day(effective, number, closed=london_day(case.closed_at), contact=contact, given=given)


def _last_contact(case: Case) -> date | None:
    messages = Message.objects.filter(case=case).aggregate(last=Max("composed_at"))["last"]
    talks = Interaction.objects.filter(cases__case_id=case.id).aggregate(last=Max("started_at"))["last"]
    moments = [london_day(each) for each in (messages, talks) if each]
    return max(moments, default=None)


def _last_given(case: Case) -> date | None:
    found: date | None = Entitlement.objects.filter(case=case).aggregate(last=Max("until_date"))["last"]
    return found


@job("move_disposal", every_seconds=6 * 3600)
def move_disposal(council: CouncilSite, *, at: datetime) -> None:
    """Look again at the day of each case that would be due: it may be kept from a later one than its closing."""
    with in_council(council, by=SYSTEM, purpose="job"):
        due = Case.objects.filter(phase="closed", anonymised_at=None, dispose_date__lt=london_day(at))
        ids = list(due.order_by("dispose_date", "id").values_list("id", flat=True)[:MOST_AT_ONCE])
    for each in ids:
        with in_council(council, by=SYSTEM, purpose="job"):
            _look_again(each, council, at)


def _look_again(case_id: UUID, council: CouncilSite, at: datetime) -> None:
    case = Case.objects.select_for_update().filter(id=case_id, phase="closed", anonymised_at=None).first()
    if case is None or case.closed_at is None:
        return
    effective = effective_of_case(case, council=council, at=at)
    day = last_day(effective, case.dispose_rule, since=kept_since(case, effective, case.dispose_rule))
    if case.dispose_date is not None and day > case.dispose_date:
        Case.objects.filter(id=case.id).update(dispose_date=day)
        record_event(kind="disposal_moved", subject=("case", case.id), facts={"to": str(day)}, by=SYSTEM, at=at)
