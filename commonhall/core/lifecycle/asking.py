"""What does it do to the clocks of a case that a person was asked for something, and that they answered?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.clocks.deadlines import Pause
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle import running
from commonhall.core.lifecycle.standing import CaseStanding, DeadlineStanding

Step = Literal["half", "last", "limit"]
REQUEST: Final = "request:"
"""How the reason of a pause begins that a request made."""
MORNING: Final = "T08:00:00"


@dataclass(frozen=True, slots=True)
class Due:
    """The next thing that happens to a request. at: London wall clock."""

    step: Step
    at: str


def steps_of(asked: str, due: str, calendar: WorkingCalendar) -> tuple[Due, ...]:
    """Return what happens to a request by itself: reminders at half and on the last day, the limit after it.

    asked: the date on which it was made. due: the last day. A reminder on the day of asking is left out.
    """
    first, last = date.fromisoformat(asked), date.fromisoformat(due)
    half = calendar.add_working_days(first, calendar.working_days_between(first, last) // 2)
    steps = [Due("half", f"{half}{MORNING}")] if first < half < last else []
    if first < last:
        steps.append(Due("last", f"{last}{MORNING}"))
    return (*steps, Due("limit", f"{last}T23:59:59"))


def paused_for(effective: Effective, standing: CaseStanding, request: str, now: str) -> CaseStanding:
    """Return the standing while it waits for an answer to ``request``: every deadline that runs is paused.

    One that was missed runs on: a question cures nothing.
    """
    for old in standing.deadlines:
        if old.state == "running" and not old.missed and not running.is_late(old, now):
            pause = Pause(_first(effective, old, now), None, f"{REQUEST}{request}")
            standing = standing.with_deadline(replace(old, state="paused", pauses=(*old.pauses, pause), due_at=""))
    return standing


def released_from(
    effective: Effective, standing: CaseStanding, request: str, now: str, *, waits_for: str = ""
) -> CaseStanding:
    """Return the standing once ``request`` waits no longer: what it paused goes on from ``now``.

    waits_for: another request that is still open and pauses too; then its pause goes on in place of this one.
    """
    for old in standing.deadlines:
        last = old.pauses[-1] if old.pauses else None
        if old.state != "paused" or last is None or last.to is not None or last.reason != f"{REQUEST}{request}":
            continue
        if waits_for:
            other = replace(last, reason=f"{REQUEST}{waits_for}")
            standing = standing.with_deadline(replace(old, pauses=(*old.pauses[:-1], other)))
        else:
            ended = replace(last, to=_first(effective, old, now))
            standing = standing.with_deadline(
                running.going_on(effective, replace(old, pauses=(*old.pauses[:-1], ended)))
            )
    return standing


def restarted_from(
    effective: Effective, standing: CaseStanding, request: str, now: str, *, scope: Scope
) -> CaseStanding:
    """Return the standing once ``request`` was answered, where the law lets the clock begin again.

    Only the deadlines that this request paused begin again. Raises ExpressionFailed and ValueError.
    """
    specs: Mapping[str, object] = {spec.id: spec for spec in effective.pattern.case.deadlines}
    for old in standing.deadlines:
        last = old.pauses[-1] if old.pauses else None
        if old.id in specs and old.state == "paused" and last is not None and last.reason == f"{REQUEST}{request}":
            again = running.begun_again(effective, old.id, scope, now=now)
            standing = standing.with_deadline(again) if again else standing
    return standing


def _first(effective: Effective, deadline: DeadlineStanding, now: str) -> str:
    unit = next((spec.unit for spec in effective.pattern.case.deadlines if spec.id == deadline.id), "working_days")
    return now if unit == "hours" else now[:10]
