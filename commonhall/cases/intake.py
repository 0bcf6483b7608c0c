"""How does a completed journey become cases? In one transaction and one statement: what is shown as sent is stored."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from commonhall.cases.bookings import give_to_case, renew_holds
from commonhall.cases.queries import sent_by
from commonhall.cases.queues.allocating import promise_allocation
from commonhall.cases.searching import words_of_case, words_row
from commonhall.cases.standings import deadline_row, due_of, task_row
from commonhall.cases.titles import called_now
from commonhall.cases.typed_addresses import check_rows
from commonhall.cases.whereabouts import place_columns
from commonhall.contacts.naming import named
from commonhall.core.lifecycle.opening import OpenedCase, Reach, open_cases, reach_of
from commonhall.core.values.dates import from_london, london
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.reference import new_reference
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.journeys.documents import attaching
from commonhall.journeys.models import Journey
from commonhall.journeys.proving import proof_for_case
from commonhall.journeys.queries import Standing, came_by
from commonhall.record.chain import Content

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
    references are durable once the transaction commits. Raises JourneyNotReady, SlotGone where a chosen time was lost,
    and ExpressionFailed when a deadline or team cannot be worked out; then nothing is stored.
    """
    journey = standing.journey
    if journey.state == "submitted":
        return submitted_before(journey)
    if standing.route.stop.kind != "check":
        raise JourneyNotReady(f"the route stops at {standing.route.stop.kind} {standing.route.stop.page}")
    reach = reach_of(standing.effective, standing.route.answers)
    opened = open_cases(standing.effective, standing.route, now=london(at), case={"uprn": reach.uprn})
    awaits_payment = _awaits_payment(standing, opened[0].state)
    renew_holds(standing=standing, awaits_payment=awaits_payment, at=at)
    for attempt in range(TRIES):
        rows = rows_of(standing, opened, reach, by, at)
        try:
            with transaction.atomic():
                store_rows(rows, SUBMITTED, [council_in_scope(), journey.id], also=_also(standing, rows, at))
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
            continue
        break
    journey.state = "submitted"
    cases = rows["cases_case"]
    if standing.effective.pattern.case.bookings:
        case_id = UUID(cases[0]["id"])
        give_to_case(journey_id=journey.id, case_id=case_id, confirm=not awaits_payment, at=at)
    return Submitted(tuple(case["reference"] for case in cases), tuple(UUID(case["id"]) for case in cases))


def _also(standing: Standing, rows: Rows, at: datetime) -> list[tuple[str, list[Any]]]:
    """Return what else the statement does: it attaches files, and promises to give the cases to somebody."""
    files = _files(standing, rows)
    allocation = promise_allocation([case["id"] for case in rows["cases_case"]], at=at)
    return [*([files] if files else []), allocation]


def _files(standing: Standing, rows: Rows) -> tuple[str, list[Any]] | None:
    """Return the part of the statement that attaches the files of the journey to its first case."""
    return attaching(
        pattern=standing.effective.pattern,
        journey_id=standing.journey.id,
        case_id=UUID(rows["cases_case"][0]["id"]),
        answers=standing.route.answers,
    )


def _awaits_payment(standing: Standing, state: str) -> bool:
    """Whether a case that begins in ``state`` waits for its money: then its slots are held until that comes."""
    payment = standing.effective.pattern.payment
    return payment is not None and state == payment.waiting


def submitted_before(journey: Journey) -> Submitted:
    """Return what submitting ``journey`` opened."""
    cases = list(sent_by(journey.id).order_by("id").values_list("reference", "id"))
    return Submitted(tuple(reference for reference, _ in cases), tuple(case for _, case in cases), again=True)


Rows = dict[str, list[dict[str, Any]]]


def rows_of(standing: Standing, opened: Sequence[OpenedCase], reach: Reach, by: Actor, at: datetime) -> Rows:
    """Return every row to insert, by table, as JSON."""
    restricted = standing.effective.pattern.case.access == "team"
    person = _person(standing.known.language, reach, restricted, at)
    rows: Rows = {"contacts_person": [person], "cases_case": [], "cases_deadline": [], "cases_task": []}
    rows |= {"cases_timer": [], "cases_words": [], "record_event": [], "record_outbox": []}
    rows["cases_address_check"] = []
    for each in opened:
        case = _case(standing, each, reach, person["id"], at)
        rows["cases_case"].append(case)
        rows["cases_words"].append(words_row(case["id"], words_of_case(case, person, standing.effective.questions)))
        rows["cases_deadline"] += _deadlines(case, each)
        rows["cases_task"] += _tasks(case, each)
        rows["cases_timer"] += _timers(case, each)
        rows["cases_address_check"] += check_rows(standing.effective, case, at)
        rows["record_event"].append(_event(case, each, by, at))
        if each.messages:
            rows["record_outbox"].append(_outbox(case, each, at))
    call = standing.journey.interaction_id
    if call:
        rows["cases_contact"] = [_contact(case, call, at) for case in rows["cases_case"]]
    return rows


def _contact(case: Mapping[str, Any], interaction: UUID, at: datetime) -> dict[str, Any]:
    """Return the row that says in which conversation a case was opened."""
    return _with_id(case_id=case["id"], interaction_id=str(interaction), way="opened", made_at=at)


def _with_id(**row: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "council_id": str(council_in_scope()), **row}


def _person(language: str, reach: Reach, restricted: bool, at: datetime) -> dict[str, Any]:
    return _with_id(**reachable(reach), language=language, made_at=at, restricted=restricted)


def reachable(reach: Reach) -> dict[str, str]:
    """Return the columns of a person that say who it is, how to find the name, and how to reach them."""
    try:
        phone = parse_phone(reach.phone).e164 if reach.phone else ""
    except PhoneNotRecognised:
        phone = ""
    name = named(reach.name)
    return {**name, "email": reach.email, "phone": phone, "phone_typed": reach.phone}


def _case(standing: Standing, opened: OpenedCase, reach: Reach, person: str, at: datetime) -> dict[str, Any]:
    journey, pattern = standing.journey, standing.effective.pattern
    due_date, due_at = due_of(opened.standing)
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
        **place_columns(standing.effective, standing.route.answers, reach),
        restricted=pattern.case.access == "team",
        channel=came_by(journey),
        language=standing.known.language,
        answers=dict(standing.route.answers),
        facts={
            **opened.facts,
            "failures": [str(failure) for failure in standing.route.failures],
            "chosen": _chosen(standing),
            **_proof(standing),
        },
        kept=dict(opened.standing.kept),
        opened_at=at,
        since_at=at,
        due_at=due_at,
        due_date=due_date,
        dispose_then="",
        version=1,
        priority=0,
        last_from="resident",
    )


def _proof(standing: Standing) -> dict[str, Any]:
    """Return what whoever sent it has shown of who they are, where the way that they took asked for it."""
    proof = proof_for_case(standing.journey, standing.route.signed_in)
    return {"proof": proof} if proof else {}


def _chosen(standing: Standing) -> dict[str, dict[str, Any]]:
    """Return what the chosen options were called that came from facts or settings: nothing else will know later."""
    route = standing.route
    chosen: dict[str, dict[str, Any]] = {}
    for question, offered in route.options.items():
        chosen[question] = called_now(offered, route.answers.get(question))
    for item in (each for items in route.items.values() for each in items):
        for question, offered in item.options.items():
            chosen[question] = {**chosen.get(question, {}), **called_now(offered, item.answers.get(question))}
    return chosen


def _deadlines(case: Mapping[str, Any], opened: OpenedCase) -> list[dict[str, Any]]:
    begun = opened.standing.deadlines
    return [_with_id(case_id=case["id"], kind=each.id, **deadline_row(each)) for each in begun]


def _tasks(case: Mapping[str, Any], opened: OpenedCase) -> list[dict[str, Any]]:
    begun = opened.standing.tasks
    return [_with_id(case_id=case["id"], kind=each.id, done_by="", **task_row(each)) for each in begun]


def _timers(case: Mapping[str, Any], opened: OpenedCase) -> list[dict[str, Any]]:
    return [
        _with_id(case_id=case["id"], kind=each.id, key=each.key, due_at=from_london(each.due_at), state="waiting")
        for each in opened.timers
    ]


def _event(case: Mapping[str, Any], opened: OpenedCase, by: Actor, at: datetime) -> dict[str, Any]:
    """Return the first event of a case: nothing comes before it, so its hash needs no read."""
    facts = {
        "pattern": case["pattern"],
        "version": case["pattern_version"],
        "state": case["state"],
        **({"alert": opened.facts["alert"]} if "alert" in opened.facts else {}),
    }
    subject = ("case", UUID(case["id"]))
    return Content.of(new_id(), council_in_scope(), "case_opened", subject, by, at, facts).first_row()


def _outbox(case: Mapping[str, Any], opened: OpenedCase, at: datetime) -> dict[str, Any]:
    return _with_id(
        kind="tell",
        payload={"case_id": case["id"], "occasion": "opened", "messages": list(opened.messages), "asked": {}},
        key=f"tell:{case['id']}:opened",
        state="ready",
        attempts=0,
        run_at=at.isoformat(),
        last_error="",
        created_at=at.isoformat(),
    )


SUBMITTED: Final = (
    "UPDATE journeys_journey SET state = 'submitted', outcome = 'accept', answers = '{}', parked = '{}', "
    "facts = '{}', accepted = '{}', proof = '{}', revision = revision + 1 WHERE council_id = %s AND id = %s"
)


def store_rows(rows: Rows, ending: str, values: Sequence[Any], *, also: Sequence[tuple[str, list[Any]]] = ()) -> None:
    """Insert every row, and do ``ending`` with its ``values``, in one statement: the ORM would need one a table.

    also: more parts of the statement, each with its values.
    """
    parts, given = [], []
    for table, inserts in rows.items():
        if inserts:
            columns = ", ".join(inserts[0])
            parts.append(
                f"{table}_rows AS (INSERT INTO {table} ({columns}) "  # noqa: S608 names of our own tables and columns
                f"SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb))"
            )
            given.append(json.dumps(inserts, default=_written))
    for number, (part, its_values) in enumerate(also):
        parts.append(f"also{number} AS ({part})")
        given += its_values
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {ending}", [*given, *values])


def _written(value: Any) -> str:
    """Return a date or an instant as PostgreSQL reads it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into a row")
