"""Moving a case, doing a task of it, and giving it to somebody: each checks, writes, records and promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import CaseChanged as CaseChanged
from commonhall.cases.locking import locked_case as locked_case
from commonhall.cases.models import Case
from commonhall.cases.moving import in_plain_words as in_plain_words
from commonhall.cases.moving import keep_applied, new_number
from commonhall.cases.moving import promise_to_tell as promise_to_tell
from commonhall.cases.notes import LONGEST_NOTE as LONGEST_NOTE
from commonhall.cases.notes import NoteRefused as NoteRefused
from commonhall.cases.notes import add_note as add_note
from commonhall.cases.queries import effective_of_case, seen_of_case
from commonhall.cases.standings import keep_standing, standing_of_case
from commonhall.cases.stilled import check_use
from commonhall.core.charges.lines import Charges
from commonhall.core.lifecycle import working
from commonhall.core.lifecycle.applying import Acting, apply_move
from commonhall.core.lifecycle.approving import approval_needed
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.lifecycle.pricing import charges_of_move
from commonhall.core.lifecycle.timing import next_timers
from commonhall.core.lifecycle.working import TaskNotOpen as TaskNotOpen
from commonhall.core.values.dates import london
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.queries import MemberUnknown, get_colleague
from commonhall.record.operations import record_event

OFFICE: Final = frozenset({"officer", "lead"})


class MoveCosts(Exception):
    """A transition costs something, and is only taken once that is paid. charges: the lines, and their total."""

    def __init__(self, transition: str, charges: Charges) -> None:
        super().__init__(f"{transition} costs {charges.total_pence} pence")
        self.transition = transition
        self.charges = charges


@transaction.atomic
def move_case(
    *,
    case_id: UUID,
    transition: str,
    asked: Mapping[str, Any] | None = None,
    expect: int | None,
    actors: Sequence[str],
    paid: bool = False,
    approved: bool = False,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Case:
    """Take ``transition`` on a case, with all that it does, and promise the messages that go with it.

    asked: the answers to the transition's questions, already read by them. expect: the version that the person saw;
    None for the timer and the resident, whom the lifecycle itself protects. actors: the roles of whoever acts.
    paid: what the transition costs has been paid, or nothing is asked for it. approved: a second person looked at it.
    Raises CaseUnknown, CaseChanged, UseRestricted, MoveRefused with the reason (``approval`` where somebody of the
    office takes what the pattern wants a second person for: propose it; ``merged`` where another case goes on),
    MoveCosts where it has to be paid first, and what the bookings and the disclosure log raise (SlotGone,
    NothingChanged, PublicationRefused). Then nothing has changed.
    """
    case = locked_case(case_id, expect=expect)
    if case.merged_into_id is not None:
        raise MoveRefused(transition, "merged")
    if OFFICE & set(actors):
        check_use(case)
    effective = effective_of_case(case, council=council, at=at)
    standing = standing_of_case(case, effective)
    acting = Acting(seen_of_case(case, effective), tuple(actors), london(at), dict(asked or {}))
    if not paid:
        charges = charges_of_move(effective, standing, transition, acting)
        if charges.total_pence:
            raise MoveCosts(transition, charges)
    if not approved and OFFICE & set(actors) and approval_needed(effective, standing, transition, acting):
        raise MoveRefused(transition, "approval")
    applied = apply_move(effective, standing, transition, acting, new_number=new_number)
    keep_applied(case, effective, standing, applied, acting, council=council, by=by, at=at)
    return case


@transaction.atomic
def do_task(
    *, case_id: UUID, task: str, asked: Mapping[str, Any], council: CouncilSite, by: Actor, at: datetime
) -> Case:
    """Say that a task of a case is done, with the answers to its questions, already read by them.

    Raises CaseUnknown, and TaskNotOpen when it has not begun, or somebody has done it meanwhile.
    """
    case = locked_case(case_id)
    effective = effective_of_case(case, council=council, at=at)
    old = standing_of_case(case, effective)
    new = working.do_task(old, task, asked, london(at))
    acting = Acting(seen_of_case(case, effective), (), london(at))
    timers = next_timers(effective, new, acting.scope(effective, new)) if effective.pattern.case.timers else None
    keep_standing(case, effective, old, new, timers, done_by=by.name, at=at)
    case.version += 1
    case.save(update_fields=["due_date", "due_at", "version"])
    record_event(kind="task_done", subject=("case", case.id), facts={"task": task, "asked": dict(asked)}, by=by, at=at)
    return case


@transaction.atomic
def assign_case(*, case_id: UUID, to: UUID | None, expect: int | None = None, by: Actor, at: datetime) -> Case:
    """Give a case to a member of staff, or to nobody; to whom has it already changes nothing.

    expect: the version that the person saw. Raises CaseUnknown, CaseChanged, and MemberUnknown, also for a colleague
    who has left.
    """
    case = locked_case(case_id)
    if case.owner_id == to:
        return case
    if expect is not None and case.version != expect:
        raise CaseChanged(case)
    colleague = get_colleague(to) if to else None
    if colleague is not None and not colleague.active:
        raise MemberUnknown("This colleague has left")
    name = colleague.name if colleague else ""
    case.owner_id = to
    case.version += 1
    case.save(update_fields=["owner_id", "version"])
    record_event(
        kind="case_assigned",
        subject=("case", case.id),
        facts={"to": str(to) if to else None, "name": name},
        by=by,
        at=at,
    )
    return case
