"""Which case goes on for a duplicate? Merging stops a case's clocks without a breach; unmerging starts them again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.due import NEVER
from commonhall.cases.locking import CaseChanged, locked_cases
from commonhall.cases.models import (
    Booking,
    Case,
    CaseDeadline,
    CaseTask,
    CaseTimer,
    Entitlement,
    Merge,
    Occurrence,
    Payment,
    Proposal,
    Request,
    Supporter,
)
from commonhall.cases.queries import cases_visible_to
from commonhall.cases.requests.standing_down import stand_requests_down, wait_no_longer
from commonhall.cases.together.merge_telling import promise_merge_message
from commonhall.contacts.models import Person
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member
from commonhall.record.operations import record_event

MOST_STEPS: Final = 50
LONGEST_REASON: Final = 300
STOPPED: Final = ("phase", "closed_at", "due_at", "due_date", "merged_into_id", "version")


class MergeRefused(Exception):
    """Two cases cannot be merged. reason: a slug.

    ``same``, ``circle``, ``merged`` (it is merged already), ``closed`` (one of them is), ``holds`` (money, a booking
    or an entitlement hangs on it), ``hidden`` (one is of a service that not everybody may see), ``why`` (no reason).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def end_of(case: Case) -> Case:
    """Return the case that goes on for ``case`` at the end of its merges: itself where it was not merged."""
    for _ in range(MOST_STEPS):
        if case.merged_into_id is None:
            return case
        case = Case.objects.get(id=case.merged_into_id)
    raise MergeRefused("circle")


def check_merge(case: Case, into: Case) -> Case:
    """Return the case that would go on for ``case``. Raises MergeRefused with the reason."""
    if case.id == into.id:
        raise MergeRefused("same")
    if case.merged_into_id is not None:
        raise MergeRefused("merged")
    end = end_of(into)
    if end.id == case.id:
        raise MergeRefused("circle")
    if case.restricted != end.restricted or (case.restricted and case.pattern != end.pattern):
        raise MergeRefused("hidden")
    if "closed" in (case.phase, end.phase):
        raise MergeRefused("closed")
    if _holds(case):
        raise MergeRefused("holds")
    return end


def _holds(case: Case) -> bool:
    return (
        Payment.objects.filter(case=case).exclude(state__in=("failed", "expired", "cancelled")).exists()
        or Booking.objects.filter(case=case, state__in=("held", "confirmed")).exists()
        or Entitlement.objects.filter(case=case).exclude(state="ended").exists()
    )


@transaction.atomic
def merge_case(
    *, case_id: UUID, into_id: UUID, why: str, tell: bool = True, expect: int | None = None, by: Actor, at: datetime
) -> Case:
    """Let another case go on for a duplicate, and return that one: at the end of its own merges, where it had some.

    The duplicate's clocks stop, without a breach; its tasks are dropped; its timers no longer ring; what its person
    was asked for is taken back. Whoever sent it is told, by the pattern's message ``merged`` or in neutral words, and
    learns how the other one ends. tell: False tells nobody. Raises CaseUnknown, CaseChanged and MergeRefused; then
    nothing has changed.
    """
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise MergeRefused("why")
    case, into = _both(case_id, into_id, expect)
    end = check_merge(case, into)
    merge = Merge.objects.create(case=case, into=end, why=reason, before=_before(case), by=by.name, at=at)
    stand_requests_down(case, by=by, at=at)
    _stop(case, end, at)
    case.save(update_fields=STOPPED)
    Occurrence.objects.create(
        case=end,
        from_case_id=case.id,
        person_id=case.person_id,
        channel=case.channel,
        by=by.name,
        added_at=at,
        happened_at=case.opened_at,
    )
    _follow(case, end, at)
    event = record_event(
        kind="case_merged", subject=("case", case.id), facts={"into": str(end.id), "merge": str(merge.id)}, by=by, at=at
    )
    record_event(kind="case_merged_here", subject=("case", end.id), facts={"case": str(case.id)}, by=by, at=at)
    if tell:
        promise_merge_message(case, event, at=at)
    return end


def _both(case_id: UUID, into_id: UUID, expect: int | None) -> tuple[Case, Case]:
    """Lock the duplicate and the case at the end of the other one's merges."""
    into = Case.objects.filter(id=into_id).first()
    wanted = end_of(into).id if into is not None else into_id
    if wanted == case_id:
        raise MergeRefused("same" if into_id == case_id else "circle")
    case, end = locked_cases(case_id, wanted)
    if expect is not None and case.version != expect:
        raise CaseChanged(case)
    return case, end


def _before(case: Case) -> dict[str, Any]:
    """Return how a case stands, as it is put back when the merge is undone."""
    return {
        "case": {
            "phase": case.phase,
            "closed_at": _iso(case.closed_at),
            "due_at": case.due_at.isoformat(),
            "due_date": case.due_date.isoformat() if case.due_date else None,
        },
        "deadlines": [
            {"id": str(each.id), "state": each.state, "due_at": _iso(each.due_at), "missed": each.missed}
            for each in CaseDeadline.objects.filter(case=case, ended_at=None)
        ],
        "tasks": [str(each) for each in CaseTask.objects.filter(case=case, state="open").values_list("id", flat=True)],
        "timers": [
            {"kind": each.kind, "key": each.key, "due_at": _iso(each.due_at)}
            for each in CaseTimer.objects.filter(case=case, state="waiting")
        ],
        "requests": [
            str(each) for each in Request.objects.filter(case=case, state="open").values_list("id", flat=True)
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _stop(case: Case, end: Case, at: datetime) -> None:
    clocks = CaseDeadline.objects.filter(case=case, ended_at=None)
    clocks.filter(state__in=("running", "paused")).update(state="stopped", due_at=None, ended_at=at)
    clocks.filter(state="breached").update(ended_at=at)
    CaseTask.objects.filter(case=case, state="open").update(state="dropped", ended_at=at)
    CaseTimer.objects.filter(case=case, state="waiting").delete()
    Proposal.objects.filter(case=case, state="waiting").update(state="lapsed", decided_at=at)
    case.phase, case.closed_at, case.merged_into_id = "closed", at, end.id
    case.due_at, case.due_date = datetime.fromisoformat(NEVER), None
    case.version += 1


def _follow(case: Case, end: Case, at: datetime) -> None:
    """Let whoever sent the duplicate, and those who follow it, learn how the other case ends."""
    person = Person.objects.filter(id=case.person_id).first()
    if person is not None and person.email and case.journey_id and not end.restricted:
        Supporter.objects.get_or_create(
            case=end,
            email=person.email,
            defaults={"journey_id": case.journey_id, "language": case.language, "followed_at": at},
        )


@transaction.atomic
def unmerge_case(*, case_id: UUID, council: CouncilSite, by: Actor, at: datetime) -> Case:
    """Let a case go on by itself again, as it stood: its clocks have run on meanwhile. Raises CaseUnknown.

    A clock that waited for an answer goes on from now: what was asked has been taken back. What was merged into the
    case stays with it; into what its other one was merged is no matter. MergeRefused: it is not merged.
    """
    merge = Merge.objects.filter(case_id=case_id, undone_at=None).first()
    if merge is None:
        raise MergeRefused("merged")
    case, end = locked_cases(case_id, merge.into_id)
    merge = Merge.objects.filter(case_id=case_id, undone_at=None).first()
    if merge is None:
        raise MergeRefused("merged")
    _put_back(case, merge.before)
    case.save(update_fields=STOPPED)
    wait_no_longer(case, merge.before.get("requests", ()), council=council, at=at)
    Occurrence.objects.filter(case=end, from_case_id=case.id).delete()
    Supporter.objects.filter(case=end, journey_id=case.journey_id, told_at=None).delete()
    merge.undone_at, merge.undone_by = at, by.name
    merge.save(update_fields=["undone_at", "undone_by"])
    record_event(kind="case_unmerged", subject=("case", case.id), facts={"from": str(end.id)}, by=by, at=at)
    record_event(kind="case_unmerged_here", subject=("case", end.id), facts={"case": str(case.id)}, by=by, at=at)
    return case


def _put_back(case: Case, before: dict[str, Any]) -> None:
    for each in before["deadlines"]:
        CaseDeadline.objects.filter(case=case, id=each["id"]).update(
            state=each["state"], due_at=_moment(each["due_at"]), missed=each["missed"], ended_at=None
        )
    CaseTask.objects.filter(case=case, id__in=before["tasks"]).update(state="open", ended_at=None)
    for each in before["timers"]:
        CaseTimer.objects.create(
            case=case, kind=each["kind"], key=each["key"], due_at=datetime.fromisoformat(each["due_at"])
        )
    kept = before["case"]
    case.phase, case.merged_into_id = kept["phase"], None
    case.closed_at = _moment(kept["closed_at"])
    case.due_at = datetime.fromisoformat(kept["due_at"])
    case.due_date = datetime.fromisoformat(kept["due_date"]).date() if kept["due_date"] else None
    case.version += 1


def merged_into(member: Member, case: Case) -> Case | None:
    """Return the case that goes on for ``case``, where ``member`` may see it."""
    if case.merged_into_id is None:
        return None
    found: Case | None = cases_visible_to(member).filter(id=case.merged_into_id).first()
    return found


def merged_here(member: Member, case: Case) -> tuple[Case, ...]:
    """Return the duplicates for which ``case`` goes on, as far as ``member`` may see them."""
    ids = Merge.objects.filter(into=case, undone_at=None).values("case_id")
    return tuple(cases_visible_to(member).filter(id__in=ids).defer("answers", "facts").order_by("id"))
