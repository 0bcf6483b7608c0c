"""Which tasks does a case have, until when, and for whom? Begun by what happens, done with answers, or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from commonhall.core.language.case_model import Task
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle.amounts import applies, number, text
from commonhall.core.lifecycle.standing import CaseStanding, TaskStanding


class TaskNotOpen(LookupError):
    """The case has no open task of that id: it has not begun, or somebody has done it."""


def begun_on(
    effective: Effective, standing: CaseStanding, occasion: str, *, also: Sequence[str] = (), scope: Scope, now: str
) -> tuple[TaskStanding, ...]:
    """Return the tasks that begin when ``occasion`` happens, and those named in ``also``. One that is open goes on.

    Raises ExpressionFailed.
    """
    return tuple(
        _begun(effective, spec, standing.team, scope, now)
        for spec in effective.pattern.case.tasks
        if (occasion in spec.on or spec.id in also)
        and not any(each.id == spec.id and each.state == "open" for each in standing.tasks)
        and applies(effective, spec.only_when, scope, f"case.tasks.{spec.id}.only_when")
    )


def _begun(effective: Effective, spec: Task, team: str, scope: Scope, now: str) -> TaskStanding:
    named = text(effective, spec.team_from, scope, f"case.tasks.{spec.id}.team_from")
    return TaskStanding(spec.id, now, named or spec.team or team, _due(effective, spec, scope, now))


def _due(effective: Effective, spec: Task, scope: Scope, now: str) -> str:
    if spec.days is None:
        return ""
    count = number(effective, spec.days, scope, f"case.tasks.{spec.id}.days")
    if spec.unit == "hours":
        return (datetime.fromisoformat(now) + timedelta(hours=count)).isoformat(timespec="seconds")
    day = date.fromisoformat(now[:10])
    last = effective.calendar.add_working_days(day, count) if spec.unit == "working_days" else day + timedelta(count)
    return f"{last.isoformat()}T23:59:59"


def do_task(standing: CaseStanding, task: str, asked: Mapping[str, Any], now: str) -> CaseStanding:
    """Return the standing with a task done. Raises TaskNotOpen."""
    done = standing.task(task)
    if done is None or done.state != "open":
        raise TaskNotOpen(task)
    new = replace(done, state="done", answers=dict(asked), ended_at=now)
    return replace(standing, tasks=tuple(new if each is done else each for each in standing.tasks))


def dropped(tasks: Iterable[TaskStanding], now: str) -> tuple[TaskStanding, ...]:
    """Return ``tasks`` of a case that is closed: what nobody has done need not be done any more."""
    return tuple(replace(each, state="dropped", ended_at=now) if each.state == "open" else each for each in tasks)
