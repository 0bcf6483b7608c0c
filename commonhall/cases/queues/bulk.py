"""How does one act on many cases at once? Each row obeys what its case would say, and keeps what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import CaseChanged
from commonhall.cases.models import Bulk as Bulk
from commonhall.cases.models import BulkRow as BulkRow
from commonhall.cases.models import Case, Tag
from commonhall.cases.operations import MoveCosts, assign_case, move_case
from commonhall.cases.queries import effective_of_case, moves_of, roles_on
from commonhall.cases.together.arranging import TagRefused, arrange_case
from commonhall.cases.visible import CaseUnknown, cases_visible_to
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Membership, StaffSession
from commonhall.people.policies import ALLOWED, Granted, Member, reaches, shows_restricted
from commonhall.people.queries import MemberUnknown, get_colleague, member_of, teams
from commonhall.record.claims import Entry
from commonhall.record.deliveries import delivers
from commonhall.record.operations import enqueue, record_event

MOST_AT_ONCE: Final = 1000
"""Cases of one act: more are more than somebody can have looked at."""
MOST_AT_HAND: Final = 25
"""Cases that are done while the officer waits; more are done by the worker."""
ROWS_A_TURN: Final = 50
UNDO_FOR: Final = timedelta(hours=1)
CAN_UNDO: Final = frozenset({"assign", "priority", "tag", "review"})
KIND: Final = "bulk"
REFUSED: Final = (CaseUnknown, CaseChanged, MemberUnknown, MoveRefused, MoveCosts, TagRefused)


class BulkRefused(ValueError):
    """This cannot be done to many. rule: ``many``, ``nothing`` or ``value``."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Act:
    """What is done to each case. value: a membership, a priority, a tag, an ISO date or a transition; may be blank."""

    name: str
    value: str = ""

    @property
    def whom(self) -> UUID | None:
        """To whom cases are given; None for nobody."""
        return UUID(self.value) if self.value else None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of one case. why: why it would be left out; blank where it would be done."""

    case: Case
    why: str = ""


def foresee(act: Act, cases: Iterable[Case], *, member: Member, council: CouncilSite, at: datetime) -> list[Foreseen]:
    """Return what ``act`` would do to each of ``cases``, which the member sees. Nothing is changed."""
    slugs = {team.slug: team.id for team in teams()}
    named = teams()
    grants = get_colleague(act.whom).grants if act.name == "assign" and act.whom else None
    cases, found = list(cases), []
    tagged = _tagged(act, cases)
    for case in cases:
        roles = roles_on(member, case, named=named)
        why = "" if "lead" in roles else "rights"
        if not why and grants is not None and not can_have(grants, case, slugs.get(case.team)):
            why = "colleague"
        if not why and act.name == "tag" and case.id in tagged:
            why = "same"
        found.append(Foreseen(case, why or _why_not(act, case, roles, council, at)))
    return found


def _tagged(act: Act, cases: Sequence[Case]) -> set[UUID]:
    """Return which of ``cases`` have the tag already."""
    if act.name != "tag":
        return set()
    rows = Tag.objects.filter(case_id__in=[case.id for case in cases], tag=act.value)
    return set(rows.values_list("case_id", flat=True))


def can_have(grants: Sequence[Granted], case: Case, team: UUID | None) -> bool:
    """Return whether somebody with ``grants`` could work on ``case``."""
    return any(
        "work" in ALLOWED[grant.role]
        and reaches(grant, case.pattern, team, case.ward)
        and (not case.restricted or shows_restricted(grant))
        for grant in grants
    )


def _why_not(act: Act, case: Case, roles: Sequence[str], council: CouncilSite, at: datetime) -> str:
    if case.merged_into_id is not None:
        return "merged"
    if act.name == "move":
        return _why_not_move(act, case, roles, council, at)
    if act.name == "assign":
        same, closed = case.owner_id == act.whom, case.phase == "closed"
        return "same" if same else "closed" if closed else ""
    if act.name == "priority":
        return "same" if str(case.priority) == act.value else ""
    return "same" if act.name == "review" and _iso(case.review_date) == act.value else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _why_not_move(act: Act, case: Case, roles: Sequence[str], council: CouncilSite, at: datetime) -> str:
    effective = effective_of_case(case, council=council, at=at)
    move = next((one for one in moves_of(case, effective, roles, at=at) if one.transition.id == act.value), None)
    if move is None:
        return "state"
    if move.transition.ask or move.transition.approval is not None:
        return "asks"
    return "refused" if move.refused else ""


@transaction.atomic
def begin_bulk(
    *, act: Act, cases: Sequence[Case], reason: str, member: Member, council: CouncilSite, by: Actor, at: datetime
) -> UUID:
    """Keep an act on many with a row for each case, and do it: at once where they are few, else by the worker.

    cases: as they were shown; one that has changed since is left out when its turn comes. reason: in the officer's
    words. Raises BulkRefused for none, for more than MOST_AT_ONCE, and without a reason.
    """
    if not cases or len(cases) > MOST_AT_ONCE:
        raise BulkRefused("many" if cases else "nothing")
    if not reason.strip():
        raise BulkRefused("value")
    bulk = Bulk.objects.create(
        act=act.name,
        value=act.value,
        reason=reason.strip()[:200],
        made_by_id=member.membership_id,
        made_by=member.name,
        made_at=at,
        undo_until_at=at + UNDO_FOR if act.name in CAN_UNDO else None,
    )
    BulkRow.objects.bulk_create(BulkRow(bulk=bulk, case=case, version=case.version) for case in cases)
    facts = {"act": act.name, "value": act.value, "cases": len(cases), "reason": bulk.reason}
    record_event(kind="bulk_begun", subject=("bulk", bulk.id), facts=facts, by=by, at=at)
    if len(cases) <= MOST_AT_HAND:
        work_on(bulk.id, member=member, council=council, at=at)
    else:
        enqueue(kind=KIND, payload={"bulk": str(bulk.id)}, key=f"{KIND}:{bulk.id}:do", at=at)
    return UUID(str(bulk.id))


def work_on(bulk_id: UUID, *, member: Member | None, council: CouncilSite, at: datetime) -> bool:
    """Do the next rows of an act on many, or take them back; return whether there are more.

    Each row is done and marked in one savepoint of the caller's transaction, so that it is done once. member: with
    the rights of this moment; None who has left, whose rows are left out.
    """
    bulk = Bulk.objects.select_for_update().get(id=bulk_id)
    undoing = bulk.state == "undoing"
    rows = BulkRow.objects.filter(bulk=bulk, state="done" if undoing else "waiting").select_related("case")
    some = list(rows.order_by("id")[: ROWS_A_TURN + 1])
    for row in some[:ROWS_A_TURN]:
        _take_back(bulk, row, at) if undoing else _do(bulk, row, member, council, at)
    if len(some) > ROWS_A_TURN:
        return True
    bulk.state = "undone" if undoing else "done"
    bulk.ended_at = at
    bulk.save(update_fields=["state", "ended_at"])
    return False


def _do(bulk: Bulk, row: BulkRow, member: Member | None, council: CouncilSite, at: datetime) -> None:
    act, version = Act(bulk.act, bulk.value), row.version
    case = cases_visible_to(member, "bulk").filter(id=row.case_id).first() if member else None
    row.state, row.why, row.version = "skipped", "rights", None
    if case is not None and member is not None:
        row.why = foresee(act, [case], member=member, council=council, at=at)[0].why
        row.before = _before(act, case)
        if not row.why and case.version != version:
            row.why = "changed"
        if not row.why:
            try:
                with transaction.atomic():
                    done = _act_on(act, case, member, council, at)
                row.state, row.version = "done", done.version
            except REFUSED:
                row.why = "refused"
    row.save(update_fields=["state", "why", "before", "version"])


def _before(act: Act, case: Case) -> str:
    match act.name:
        case "assign":
            return str(case.owner_id or "")
        case "priority":
            return str(case.priority)
        case "review":
            return _iso(case.review_date)
    return ""


def _act_on(act: Act, case: Case, member: Member, council: CouncilSite, at: datetime) -> Case:
    by, expect = member.actor, case.version
    if act.name == "assign":
        return assign_case(case_id=case.id, to=act.whom, expect=expect, by=by, at=at)
    if act.name == "move":
        roles = roles_on(member, case)
        return move_case(
            case_id=case.id, transition=act.value, expect=expect, actors=roles, council=council, by=by, at=at
        )
    return _arranged(act, case, expect, by, at)


def _arranged(act: Act, case: Case, expect: int, by: Actor, at: datetime) -> Case:
    if act.name == "priority":
        return arrange_case(case_id=case.id, priority=int(act.value), expect=expect, by=by, at=at)
    if act.name == "tag":
        return arrange_case(case_id=case.id, add_tags=(act.value,), expect=expect, by=by, at=at)
    day = date.fromisoformat(act.value) if act.value else None
    return arrange_case(case_id=case.id, review_date=day, expect=expect, by=by, at=at)


def _take_back(bulk: Bulk, row: BulkRow, at: datetime) -> None:
    """Bring one case back to what it was, unless somebody has changed it since."""
    by = Actor("staff", bulk.made_by_id, bulk.made_by)
    row.state = "undone"
    try:
        with transaction.atomic():
            if bulk.act == "tag":
                rest = [tag for tag in row.case.tags.values_list("tag", flat=True) if tag != bulk.value]
                arrange_case(case_id=row.case_id, tags=rest, expect=row.version, by=by, at=at)
            elif bulk.act == "assign":
                to = UUID(row.before) if row.before else None
                assign_case(case_id=row.case_id, to=to, expect=row.version, by=by, at=at)
            else:
                _arranged(Act(bulk.act, row.before), row.case, row.version or -1, by, at)
    except REFUSED:
        row.state, row.why = "kept", "changed"
    row.save(update_fields=["state", "why"])


@transaction.atomic
def undo_bulk(*, bulk_id: UUID, member: Member, council: CouncilSite, by: Actor, at: datetime) -> None:
    """Take an act on many back, row by row, while that is possible. Raises BulkRefused where it is not."""
    bulk = Bulk.objects.select_for_update().filter(id=bulk_id, made_by_id=member.membership_id).first()
    if bulk is None or not can_undo(bulk, at=at):
        raise BulkRefused("late")
    bulk.state = "undoing"
    bulk.save(update_fields=["state"])
    record_event(kind="bulk_undone", subject=("bulk", bulk.id), by=by, at=at)
    if bulk.rows.filter(state="done").count() <= MOST_AT_HAND:
        work_on(bulk.id, member=member, council=council, at=at)
    else:
        enqueue(kind=KIND, payload={"bulk": str(bulk.id)}, key=f"{KIND}:{bulk.id}:undo", at=at)


def can_undo(bulk: Bulk, *, at: datetime) -> bool:
    """Return whether an act on many can be taken back now."""
    return bulk.state == "done" and bulk.undo_until_at is not None and at < bulk.undo_until_at


def find_bulk(bulk_id: UUID, *, member: Member) -> Bulk | None:
    """Return an act on many that the member began, or None."""
    found: Bulk | None = Bulk.objects.filter(id=bulk_id, made_by_id=member.membership_id).first()
    return found


@delivers(KIND)
def deliver_bulk(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Do an act on many, or take it back, a few rows a transaction: whatever stops it, each row is done once."""
    bulk_id = UUID(entry.payload["bulk"])
    more = True
    while more:
        with in_council(council, purpose="job"):
            bulk = Bulk.objects.get(id=bulk_id)
            if bulk.state in ("done", "undone"):
                return
            more = work_on(bulk_id, member=_member(bulk.made_by_id, at=at), council=council, at=at)


def _member(membership_id: UUID, *, at: datetime) -> Member | None:
    row = Membership.objects.filter(id=membership_id, active=True).first()
    return member_of(StaffSession(membership=row, began_at=at, seen_at=at), row, at=at) if row else None
