"""How does a completed journey become cases? In one transaction and one statement: what is shown as sent is stored."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from commonhall.cases.models import Case
from commonhall.core.lifecycle.opening import OpenedCase, Reach, open_cases, reach_of
from commonhall.core.values.dates import from_london, london_day
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.reference import new_reference
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.journeys.models import Journey
from commonhall.journeys.queries import Standing

NEVER: Final = "9999-12-31T00:00:00+00:00"
TRIES: Final = 3
"""How often a reference that happens to be taken is drawn again; each has more than 40 random bits."""


class JourneyNotReady(Exception):
    """The journey's route does not end at check-your-answers: there is something to answer first."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was opened. references: one a case, in the order chosen. again: it had been submitted before."""

    references: tuple[str, ...]
    case_ids: tuple[UUID, ...]
    again: bool = False


def submit(*, standing: Standing, by: Actor = RESIDENT, at: datetime) -> Submitted:
    """Open the cases of the journey in ``standing`` and return their references: once, however often it is called.

    The journey must have been read with a lock, in a transaction of the council in scope. One statement stores the
    person, the cases with their answers and deadlines, the events and the outbox, and ends the journey; the
    references are durable once the transaction commits. Raises JourneyNotReady, and ExpressionFailed when a deadline
    or team cannot be worked out; then nothing is stored.
    """
    journey = standing.journey
    if journey.state == "submitted":
        return submitted_before(journey)
    if standing.route.stop.kind != "check":
        raise JourneyNotReady(f"the route stops at {standing.route.stop.kind} {standing.route.stop.page}")
    opened = open_cases(standing.effective, standing.route, today=london_day(at))
    reach = reach_of(standing.effective, standing.route.answers)
    for attempt in range(TRIES):
        rows = _rows(standing, opened, reach, by, at)
        try:
            with transaction.atomic():
                _store(journey, rows)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
            continue
        break
    journey.state = "submitted"
    cases = rows["cases_case"]
    return Submitted(tuple(case["reference"] for case in cases), tuple(UUID(case["id"]) for case in cases))


def submitted_before(journey: Journey) -> Submitted:
    """Return what submitting ``journey`` opened."""
    cases = list(Case.objects.filter(journey_id=journey.id).order_by("id").values_list("reference", "id"))
    return Submitted(tuple(reference for reference, _ in cases), tuple(case for _, case in cases), again=True)


Rows = dict[str, list[dict[str, Any]]]


def _rows(standing: Standing, opened: Sequence[OpenedCase], reach: Reach, by: Actor, at: datetime) -> Rows:
    """Return every row to insert, by table, as JSON."""
    person = _person(standing.known.language, reach, at)
    rows: Rows = {"contacts_person": [person], "cases_case": [], "cases_deadline": [], "record_event": []}
    rows["record_outbox"] = []
    for each in opened:
        case = _case(standing, each, reach, person["id"], at)
        rows["cases_case"].append(case)
        rows["cases_deadline"] += _deadlines(case, each)
        rows["record_event"].append(_event(case, by, at))
        rows["record_outbox"].append(_outbox(case, at))
    return rows


def _with_id(**row: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "council_id": str(council_in_scope()), **row}


def _person(language: str, reach: Reach, at: datetime) -> dict[str, Any]:
    try:
        phone = parse_phone(reach.phone).e164 if reach.phone else ""
    except PhoneNotRecognised:
        phone = ""
    return _with_id(
        name=reach.name,
        email=reach.email,
        phone=phone,
        phone_typed=reach.phone,
        language=language,
        made_at=at.isoformat(),
    )


def _case(standing: Standing, opened: OpenedCase, reach: Reach, person: str, at: datetime) -> dict[str, Any]:
    journey, pattern = standing.journey, standing.effective.pattern
    place = standing.route.answers.get(pattern.case.property or "")
    place = place if isinstance(place, Mapping) else {}
    due = min((end_of_day(deadline.due_date) for deadline in opened.deadlines), default=None)
    return _with_id(
        reference=new_reference(pattern.prefix, secrets.token_bytes),
        pattern=pattern.pattern,
        pattern_version=pattern.version,
        revision_id=str(journey.revision_id),
        service=journey.service,
        journey_id=str(journey.id),
        item=opened.item,
        title_en=opened.title.en,
        title_cy=opened.title.cy,
        state=opened.state,
        phase=pattern.case.states[opened.state].phase,
        team=opened.team,
        person_id=person,
        uprn=reach.uprn,
        parent_uprn=str(place.get("parent_uprn") or ""),
        address=reach.address,
        postcode=str(place.get("postcode") or ""),
        channel=journey.channel,
        language=standing.known.language,
        answers=dict(standing.route.answers),
        facts={
            **opened.facts,
            "failures": [str(failure) for failure in standing.route.failures],
            "chosen": _chosen(standing),
        },
        opened_at=at.isoformat(),
        due_at=due.isoformat() if due else NEVER,
        version=1,
    )


def _chosen(standing: Standing) -> dict[str, dict[str, Any]]:
    """Return what the chosen options were called that came from facts or settings: nothing else will know later."""
    chosen: dict[str, dict[str, Any]] = {}
    for question, offered in standing.route.options.items():
        answer = standing.route.answers.get(question)
        values = answer if isinstance(answer, list) else [answer]
        chosen[question] = {
            option.value: {"en": option.label.en, "cy": option.label.cy} for option in offered if option.value in values
        }
    return chosen


def _deadlines(case: Mapping[str, Any], opened: OpenedCase) -> list[dict[str, Any]]:
    return [
        _with_id(
            case_id=case["id"],
            kind=deadline.id,
            due_date=deadline.due_date.isoformat(),
            due_at=end_of_day(deadline.due_date).isoformat(),
            state="running",
        )
        for deadline in opened.deadlines
    ]


def _event(case: Mapping[str, Any], by: Actor, at: datetime) -> dict[str, Any]:
    return _with_id(
        kind="case_opened",
        subject_kind="case",
        subject_id=case["id"],
        actor_kind=by.kind,
        actor_id=str(by.id) if by.id else None,
        actor_name=by.name,
        at=at.isoformat(),
        facts={"pattern": case["pattern"], "version": case["pattern_version"], "state": case["state"]},
    )


def _outbox(case: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    return _with_id(
        kind="tell",
        payload={"case_id": case["id"], "occasion": "opened", "asked": {}},
        key=f"tell:{case['id']}:opened",
        state="ready",
        attempts=0,
        run_at=at.isoformat(),
        last_error="",
        created_at=at.isoformat(),
    )


def _store(journey: Journey, rows: Rows) -> None:
    """Insert every row and end the journey, in one statement: the ORM would need one for each table."""
    parts, values = [], []
    for table, inserts in rows.items():
        if inserts:
            columns = ", ".join(inserts[0])
            parts.append(
                f"{table}_rows AS (INSERT INTO {table} ({columns}) "  # noqa: S608 names of our own tables and columns
                f"SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb))"
            )
            values.append(json.dumps(inserts))
    ending = (
        "UPDATE journeys_journey SET state = 'submitted', outcome = 'accept', answers = '{}', parked = '{}', "
        "facts = '{}', accepted = '{}', revision = revision + 1 WHERE council_id = %s AND id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {ending}", [*values, council_in_scope(), journey.id])


def end_of_day(day: date) -> datetime:
    """Return the first instant after ``day`` in London, at which a deadline of that day has passed."""
    return from_london(datetime.combine(day + timedelta(days=1), time()).isoformat(timespec="seconds"))
