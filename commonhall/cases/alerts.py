"""Which answers must a person see at once? Opens a case for them as soon as they are given, sent or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from commonhall.cases.intake import reachable, rows_of, store_rows
from commonhall.cases.models import Case
from commonhall.cases.queries import ALERT
from commonhall.cases.queues.allocating import promise_allocation
from commonhall.contacts.models import Person
from commonhall.core.language.case_model import Alert
from commonhall.core.lifecycle.opening import open_alert, raised_alerts, reach_of
from commonhall.core.values.dates import london
from commonhall.councils.actors import RESIDENT
from commonhall.journeys.hooks import once_kept
from commonhall.journeys.queries import Standing

NOTHING_ELSE: Final = "SELECT 1"


@once_kept
def raise_alerts(standing: Standing, at: datetime) -> None:
    """Open a case for each alert that the answers call for, once for a journey; keep those that there are up to date.

    In the transaction that keeps the answers, under the journey's lock: there are never two, and never none.
    Raises ExpressionFailed when a condition cannot be worked out: then the page is not taken either.
    """
    if not standing.effective.pattern.case.alerts:
        return
    opened = Case.objects.filter(journey_id=standing.journey.id, item__startswith=ALERT)
    known = {case.item: case for case in opened}
    for case in known.values():
        _keep_up(case, standing)
    raised = [alert for alert in raised_alerts(standing.effective, standing.route) if f"{ALERT}{alert.id}" not in known]
    if raised:
        _open(standing, raised, at)


def _open(standing: Standing, raised: Sequence[Alert], at: datetime) -> None:
    reach = reach_of(standing.effective, standing.route.answers)
    opened = [
        open_alert(standing.effective, standing.route, alert, now=london(at), case={"uprn": reach.uprn})
        for alert in raised
    ]
    rows = rows_of(standing, opened, reach, RESIDENT, at)
    allocation = promise_allocation([case["id"] for case in rows["cases_case"]], at=at)
    store_rows(rows, NOTHING_ELSE, (), also=[allocation])


def _keep_up(case: Case, standing: Standing) -> None:
    """Let the case show what was answered since, how to reach the person above all."""
    if case.phase == "closed":
        return
    reach = reach_of(standing.effective, standing.route.answers)
    Case.objects.filter(id=case.id).update(answers=dict(standing.route.answers))
    Person.objects.filter(id=case.person_id).update(**reachable(reach), matched_at=None)
