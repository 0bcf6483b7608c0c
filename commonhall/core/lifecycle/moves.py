"""Which transitions may be taken from a state, by whom, and why not the others? Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from commonhall.core.clocks.deadlines import add_months
from commonhall.core.language.case_model import Message, Transition
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds, names_read
from commonhall.core.language.reading import through
from commonhall.core.lifecycle.amounts import applies, number
from commonhall.core.lifecycle.standing import CaseStanding


class MoveRefused(Exception):
    """A transition cannot be taken. reason: a slug.

    ``unknown``, ``state``, ``actor``, ``within`` (it was closed too long ago), ``needs`` (a task is not done),
    ``guard``, or what refused an entitlement or a booking, such as ``entitlement``.
    """

    def __init__(self, transition: str, reason: str) -> None:
        super().__init__(f"{transition}: {reason}")
        self.transition = transition
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Move:
    """A transition seen from a case: ``refused`` is empty when it may be taken now, else the reason's slug.

    tasks: those that must be done first, where that is the reason.
    """

    transition: Transition
    refused: str = ""
    tasks: tuple[str, ...] = ()


def moves_from(
    effective: Effective, standing: CaseStanding, *, actors: Sequence[str], scope: Scope
) -> tuple[Move, ...]:
    """Return every transition out of the case's state that concerns one of ``actors``, with why it cannot be taken.

    actors: the roles that the person has here, such as ``("officer", "lead")``. scope: what guards read now; a guard
    that reads what is asked is only known once that is answered, and does not hide the transition.
    """
    return tuple(
        Move(
            transition,
            _refusal(effective, standing, transition, scope, asking=True),
            unmet(effective, standing, transition, scope),
        )
        for transition in effective.pattern.case.transitions
        if standing.state in transition.from_ and set(actors) & set(transition.by)
    )


def check_move(
    effective: Effective, standing: CaseStanding, transition: str, *, actors: Sequence[str], scope: Scope
) -> Transition:
    """Return the transition of that id when it may be taken from the case's state by one of ``actors``.

    Raises MoveRefused with the reason otherwise. A guard that fails refuses; it never lets pass.
    """
    found = next((each for each in effective.pattern.case.transitions if each.id == transition), None)
    if found is None:
        raise MoveRefused(transition, "unknown")
    if standing.state not in found.from_:
        raise MoveRefused(transition, "state")
    if not set(actors) & set(found.by):
        raise MoveRefused(transition, "actor")
    refusal = _refusal(effective, standing, found, scope, asking=False)
    if refusal:
        raise MoveRefused(transition, refusal)
    return found


def _refusal(
    effective: Effective, standing: CaseStanding, transition: Transition, scope: Scope, *, asking: bool
) -> str:
    place = f"case.transitions.{transition.id}"
    try:
        if not _in_time(effective, standing, transition, scope):
            return "within"
        if unmet(effective, standing, transition, scope):
            return "needs"
        if asking and any(
            name.startswith("asked.") for name in through(effective.pattern, names_read(transition.when))
        ):
            return ""
        open_now = holds(transition.when, scope, place=f"{place}.when", calendar=effective.calendar)
    except ExpressionFailed:
        return "guard"
    return "" if open_now else "guard"


def _in_time(effective: Effective, standing: CaseStanding, transition: Transition, scope: Scope) -> bool:
    """Whether a closed case was closed lately enough: the last day, or moment, of the reopening policy counts."""
    if transition.within is None or not standing.closed:
        return True
    count = number(effective, transition.within, scope, f"case.transitions.{transition.id}.within")
    last = later(effective, standing.closed, count, transition.within_unit)
    whole_days = transition.within_unit in ("days", "working_days", "months")
    now = str(scope["now"])
    return now[:10] <= last[:10] if whole_days else now <= last


def later(effective: Effective, moment: str, count: int, unit: str) -> str:
    """Return the wall-clock moment ``count`` of ``unit`` after ``moment``, at the same time of day where days count."""
    start = datetime.fromisoformat(moment)
    if unit in ("hours", "minutes"):
        return (start + timedelta(**{unit: count})).isoformat(timespec="seconds")
    day = start.date()
    days: dict[str, date] = {
        "days": day + timedelta(days=count),
        "months": add_months(day, count) if unit == "months" else day,
        "working_days": effective.calendar.add_working_days(day, count) if unit == "working_days" else day,
    }
    return datetime.combine(days[unit], start.time()).isoformat(timespec="seconds")


def unmet(effective: Effective, standing: CaseStanding, transition: Transition, scope: Scope) -> tuple[str, ...]:
    """Return the tasks that must be done before ``transition``: those that are open, or that apply and never began."""
    found = []
    for spec in (each for each in effective.pattern.case.tasks if each.id in transition.needs):
        task = standing.task(spec.id)
        begins = task is None and applies(effective, spec.only_when, scope, f"case.tasks.{spec.id}.only_when")
        if begins or (task is not None and task.state != "done"):
            found.append(spec.id)
    return tuple(found)


def messages_on(
    effective: Effective, occasion: str, *, named: str | None = None, scope: Scope | None = None
) -> Mapping[str, Message]:
    """Return the messages to send when ``occasion`` happens: ``opened``, ``paid``, or the id of a transition.

    named: one that the transition or timer names besides. scope: what the conditions of messages read; without it
    every message that may be sent is given. A condition that reads what is not there yet does not hold.
    """
    return {
        name: message
        for name, message in effective.pattern.messages.items()
        if (message.on == occasion or name == named)
        and (scope is None or applies(effective, message.when, scope, f"messages.{name}.when"))
    }
