"""What does taking a transition make of a case? The new standing, and all that has to be done besides.

Pure: the case engine, the examples and the preview all move cases with these functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from commonhall.core.language.case_model import Transition
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope
from commonhall.core.language.holding_model import BookingAct
from commonhall.core.lifecycle import running
from commonhall.core.lifecycle.amounts import number, text, worked_out
from commonhall.core.lifecycle.holding import ActRefused, EntitlementChange, NewNumber, acted
from commonhall.core.lifecycle.moves import MoveRefused, check_move, messages_on
from commonhall.core.lifecycle.retaining import Disposal, disposal
from commonhall.core.lifecycle.standing import BookingStanding, CaseStanding, scope_of_standing
from commonhall.core.lifecycle.working import begun_on, dropped


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts on a case, when, and what they answered.

    seen: what does not change as the case moves (see ``scope_of_standing``). actors: their roles. asked: their
    answers to the transition's questions. now: London wall clock.
    """

    seen: Scope
    actors: Sequence[str]
    now: str
    asked: Mapping[str, Any] = field(default_factory=dict)

    def scope(self, effective: Effective, standing: CaseStanding) -> Scope:
        """Return what expressions read of ``standing`` now."""
        actor = self.actors[0] if self.actors else ""
        return scope_of_standing(effective, standing, seen=self.seen, now=self.now, actor=actor, asked=self.asked)


@dataclass(frozen=True, slots=True)
class BookingChange:
    """What is to be done with a booking. slot: the new slot of a change, else empty."""

    act: str
    id: str
    slot: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Published:
    """What is to stand in the disclosure log; withdraws: what stood there is taken out again."""

    title: str = ""
    question: str = ""
    answer: str = ""
    outcome: str = ""
    keywords: str = ""
    withdraws: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """What a transition made of a case.

    standing: as it is now. messages: ids of those to send. refund_pence: to give back, 0 for nothing. begun: tasks
    that began. missed: deadlines that turned out to have passed as they were ended. disposal: set where it closed.
    """

    transition: Transition
    standing: CaseStanding
    messages: tuple[str, ...] = ()
    refund_pence: int = 0
    begun: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    entitlement: EntitlementChange | None = None
    booking: BookingChange | None = None
    published: Published | None = None
    disposal: Disposal | None = None


def apply_move(
    effective: Effective, standing: CaseStanding, transition: str, acting: Acting, *, new_number: NewNumber
) -> Applied:
    """Return what taking ``transition`` makes of a case that stands so.

    new_number: draws the number of a new entitlement. What a transition costs is not asked here: whoever takes it
    has had it paid. Raises MoveRefused with the reason, and ExpressionFailed or ValueError when something that the
    transition does cannot be worked out: then nothing is half done.
    """
    before = standing
    taken = check_move(effective, standing, transition, actors=acting.actors, scope=acting.scope(effective, standing))
    standing = replace(standing, kept={**standing.kept, **_kept(effective, standing, taken, acting)})
    entitlement = _entitlement(effective, standing, taken, acting, new_number)
    if entitlement is not None:
        standing = standing.with_entitlement(entitlement.now)
    booking = _booking(effective, standing, taken, acting)
    if booking is not None:
        standing = _booked(standing, booking)
    refund = _refund(effective, standing, taken, acting)
    standing = replace(standing, refunded=standing.refunded + refund)
    standing, begun = _entered(effective, standing, taken, acting)
    scope = acting.scope(effective, standing)
    return Applied(
        transition=taken,
        standing=standing,
        messages=tuple(messages_on(effective, taken.id, named=taken.message, scope=scope)),
        refund_pence=refund,
        begun=begun,
        missed=_missed(before, standing),
        entitlement=entitlement,
        booking=booking,
        published=_published(effective, taken, scope),
        disposal=disposal(effective, standing, scope) if standing.closed and not before.closed else None,
    )


def _kept(effective: Effective, standing: CaseStanding, taken: Transition, acting: Acting) -> dict[str, Any]:
    scope = acting.scope(effective, standing)
    place = f"case.transitions.{taken.id}.keeps"
    return {name: worked_out(effective, source, scope, f"{place}.{name}") for name, source in taken.keeps.items()}


def _entered(
    effective: Effective, standing: CaseStanding, taken: Transition, acting: Acting
) -> tuple[CaseStanding, tuple[str, ...]]:
    """Put the case into its new state, with its clocks and tasks."""
    states = effective.pattern.case.states
    was_closed = states[standing.state].phase == "closed"
    closes = states[taken.to].phase == "closed"
    clocks = standing.deadlines
    standing = running.moved(effective, standing, taken, acting.scope(effective, standing), acting.now)
    untouched = standing.deadlines == clocks
    standing = replace(
        standing,
        state=taken.to,
        since=standing.since if taken.to == standing.state else acting.now,
        closed=(standing.closed or acting.now) if closes else "",
    )
    scope = acting.scope(effective, standing)
    if was_closed and not closes and untouched:
        standing = running.opened_again(effective, standing, scope, acting.now)
    standing = running.settled(effective, standing, taken, acting.now)
    if closes and not was_closed:  # what the closing itself promises begins after it, and has a date of its own
        standing = replace(standing, tasks=dropped(standing.tasks, acting.now))
    tasks = begun_on(effective, standing, taken.id, also=taken.tasks, scope=scope, now=acting.now)
    return replace(standing, tasks=(*standing.tasks, *tasks)), tuple(task.id for task in tasks)


def _missed(before: CaseStanding, after: CaseStanding) -> tuple[str, ...]:
    known = {each.id for each in before.deadlines if each.missed}
    return tuple(each.id for each in after.deadlines if each.missed and each.id not in known)


def _entitlement(
    effective: Effective, standing: CaseStanding, taken: Transition, acting: Acting, new_number: NewNumber
) -> EntitlementChange | None:
    if taken.entitlement is None:
        return None
    try:
        return acted(effective, standing, taken.entitlement, acting.scope(effective, standing), new_number=new_number)
    except ActRefused as refused:
        raise MoveRefused(taken.id, "entitlement") from refused


def _booking(effective: Effective, standing: CaseStanding, taken: Transition, acting: Acting) -> BookingChange | None:
    act: BookingAct | None = taken.booking
    if act is None:
        return None
    slot: Any = {}
    if act.slot:
        place = f"case.transitions.{taken.id}.booking.slot"
        slot = worked_out(effective, act.slot, acting.scope(effective, standing), place)
        if not isinstance(slot, Mapping):
            raise ExpressionFailed(place, act.slot, f"it gives {slot!r}, not a slot")
    if standing.booking(act.id) is None and act.act == "release":
        raise MoveRefused(taken.id, "booking")
    return BookingChange(act.act, act.id, slot)


def _booked(standing: CaseStanding, change: BookingChange) -> CaseStanding:
    old = standing.booking(change.id)
    if old is None:  # sent while no time could be chosen: the first change is the booking
        first = BookingStanding(change.id, "confirmed", change.slot)
        return standing.with_booking(first) if change.act == "change" else standing
    if change.act == "release":
        return standing.with_booking(replace(old, state="released"))
    return standing.with_booking(replace(old, state="confirmed", slot=change.slot or old.slot))


def _refund(effective: Effective, standing: CaseStanding, taken: Transition, acting: Acting) -> int:
    if not taken.refund:
        return 0
    place = f"case.transitions.{taken.id}.refund"
    wanted = number(effective, taken.refund, acting.scope(effective, standing), place)
    return max(0, min(wanted, standing.paid - standing.refunded))


def _published(effective: Effective, taken: Transition, scope: Scope) -> Published | None:
    said = taken.publishes
    if said is None:
        return None
    place = f"case.transitions.{taken.id}.publishes"
    return Published(
        **{
            name: text(effective, getattr(said, name), scope, f"{place}.{name}")
            for name in ("title", "question", "answer", "outcome", "keywords")
        },
        withdraws=said.withdraws,
    )
