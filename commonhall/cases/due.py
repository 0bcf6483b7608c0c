"""When does somebody next have to look at a case? Its deadlines, its tasks, and what its person was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Min

from commonhall.cases.models import Case, CaseDeadline, CaseTask, Request
from commonhall.core.values.dates import from_london

AD_HOC: Final = "ad_hoc:"
"""How the kind of a task begins that an officer thought of, and no pattern."""
NEVER: Final = "9999-12-31T00:00:00+00:00"


def passed_at(last: str) -> datetime:
    """Return the first instant after ``last``, a London wall-clock moment to the second: then its time is over."""
    return from_london((datetime.fromisoformat(last) + timedelta(seconds=1)).isoformat(timespec="seconds"))


def errands_due(case_id: UUID) -> Iterator[datetime]:
    """Yield when what no pattern foresaw is due: the first of the tasks that officers made, of what was asked."""
    tasks = CaseTask.objects.filter(case_id=case_id, state="open", kind__startswith=AD_HOC)
    asked = Request.objects.filter(case_id=case_id, state="open")
    if first := tasks.aggregate(first=Min("due_at"))["first"]:
        yield first
    if last_day := asked.aggregate(first=Min("due_date"))["first"]:
        yield passed_at(f"{last_day}T23:59:59")


def move_due(case: Case) -> None:
    """Store when a locked case is due, after a task of an officer's making or a request began or was over.

    Only the instant moves: the day on which the case itself is due comes of its deadlines alone. The version stays,
    so that whoever has the case open loses nothing by it. A case that went on in another is never due.
    """
    if case.merged_into_id is not None:
        return
    moments = list(errands_due(case.id))
    own = CaseTask.objects.filter(case=case, state="open").exclude(kind__startswith=AD_HOC)
    clocks = CaseDeadline.objects.filter(case=case, ended_at=None)
    firsts = (rows.aggregate(first=Min("due_at"))["first"] for rows in (own, clocks))
    moments += [first for first in firsts if first]
    case.due_at = min(moments, default=datetime.fromisoformat(NEVER))
    Case.objects.filter(id=case.id).update(due_at=case.due_at)
