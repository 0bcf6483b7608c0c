"""To whom does a new case go? By the council's own rules, soon after it was opened: a team, and who is there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from commonhall.cases.locking import locked_case
from commonhall.cases.models import Absence, AllocationRule, Case, Skill
from commonhall.cases.queues.bulk import can_have
from commonhall.cases.visible import CaseUnknown
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.people.queries import Colleague, colleagues, teams
from commonhall.record.claims import Entry
from commonhall.record.deliveries import delivers
from commonhall.record.operations import record_event

KIND: Final = "allocate"
WELSH: Final = "cy"
PROMISED: Final = (
    "INSERT INTO record_outbox (id, council_id, kind, payload, key, state, attempts, run_at, last_error, created_at) "
    "SELECT id, council_id, 'allocate', payload, key, 'ready', 0, run_at, '', run_at "
    "FROM jsonb_to_recordset(%s::jsonb) AS promised (id uuid, council_id uuid, payload jsonb, key text, "
    "run_at timestamptz) WHERE EXISTS (SELECT FROM cases_allocation_rule WHERE council_id = %s)"
)


def promise_allocation(case_ids: Sequence[str], *, at: datetime) -> tuple[str, list[Any]]:
    """Return the part of intake's statement that promises to allocate its cases, where the council has rules."""
    rows = [
        {
            "id": str(new_id()),
            "council_id": str(council_in_scope()),
            "payload": {"case_id": case},
            "key": f"{KIND}:{case}",
            "run_at": at.isoformat(),
        }
        for case in case_ids
    ]
    return PROMISED, [json.dumps(rows), council_in_scope()]


@delivers(KIND)
def deliver_allocation(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Keep the promise of intake."""
    with in_council(council, purpose="job"):
        try:
            allocate_case(case_id=UUID(entry.payload["case_id"]), at=at)
        except CaseUnknown:
            return


@transaction.atomic
def allocate_case(*, case_id: UUID, at: datetime) -> Case:
    """Give a new case to the team and officer that the first rule says which holds for it.

    A case that somebody has, or that is closed, stays as it is; so does one for which no rule holds. Where nobody of
    the team is there it is the team's. Doing it twice is doing it once. Raises CaseUnknown.
    """
    case = locked_case(case_id)
    if case.owner_id is not None or case.phase == "closed" or case.merged_into_id is not None:
        return case
    rules = AllocationRule.objects.select_for_update().order_by("position")
    rule = next((one for one in rules if holds(one, case)), None)
    if rule is None:
        return case
    slugs = {team.slug: team.id for team in teams()}
    team = rule.to_team if rule.to_team in slugs else case.team
    moved = team != case.team
    case.team = team
    officer = _officer(rule, case, slugs.get(team), london_day(at))
    if officer is None and not moved:
        return case
    case.owner_id = officer.membership_id if officer else None
    case.version += 1
    case.save(update_fields=["team", "owner_id", "version"])
    if officer:
        rule.last_given_id = officer.membership_id
        rule.save(update_fields=["last_given_id"])
    facts = {"rule": rule.position, "team": team, "to": officer and str(officer.membership_id)}
    facts["name"] = officer.name if officer else ""
    record_event(kind="case_allocated", subject=("case", case.id), facts=facts, by=SYSTEM, at=at)
    return case


def holds(rule: AllocationRule, case: Case) -> bool:
    """Return whether every condition of ``rule`` holds for ``case``: a blank one always does."""
    wanted = ((rule.pattern, case.pattern), (rule.ward, case.ward), (rule.language, case.language))
    if any(want and want != has for want, has in wanted):
        return False
    return not rule.question or _answered(case.answers, rule.question, rule.answer)


def _answered(answers: Mapping[str, Any], question: str, wanted: str) -> bool:
    given = answers.get(question)
    values = given if isinstance(given, list) else [given]
    texts = {{True: "yes", False: "no"}.get(one, str(one)) if isinstance(one, bool) else str(one) for one in values}
    return wanted.casefold() in {text.casefold() for text in texts}


def _officer(rule: AllocationRule, case: Case, team: UUID | None, day: date) -> Colleague | None:
    """Return who gets the case, or None for the team alone."""
    if rule.how == "team":
        return None
    able = _able(case, team, day)
    if rule.how == "officer":
        return next((one for one in able if one.membership_id == rule.officer_id), None)
    if not able:
        return None
    able.sort(key=lambda one: one.membership_id)
    after = [one for one in able if rule.last_given_id is None or one.membership_id > rule.last_given_id]
    turn = [*after, *(one for one in able if one not in after)]
    if rule.how == "round_robin":
        return turn[0]
    load = _loads([one.membership_id for one in able])
    return min(turn, key=lambda one: load.get(one.membership_id, 0))


def _able(case: Case, team: UUID | None, day: date) -> list[Colleague]:
    """Return who may work on the case and is there; for one in Welsh who works in Welsh, where anybody does."""
    away = absent_on(day)
    able = [one for one in colleagues(on=day) if one.membership_id not in away and can_have(one.grants, case, team)]
    if case.language == WELSH:
        speak = speakers(WELSH)
        able = [one for one in able if one.membership_id in speak] or able
    return able


def absent_on(day: date) -> frozenset[UUID]:
    """Return who is away on ``day``."""
    rows = Absence.objects.filter(Q(until_date__gte=day) | Q(until_date=None), from_date__lte=day)
    return frozenset(rows.values_list("membership_id", flat=True))


def speakers(language: str) -> frozenset[UUID]:
    """Return who works in ``language`` with residents."""
    return frozenset(Skill.objects.filter(skill=language).values_list("membership_id", flat=True))


def _loads(members: Sequence[UUID]) -> dict[UUID, int]:
    rows = Case.objects.filter(owner_id__in=members).exclude(phase="closed").values("owner_id").order_by()
    return {row["owner_id"]: row["n"] for row in rows.annotate(n=Count("id"))}
