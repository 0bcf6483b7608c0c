"""Which rules give out work, who is away, and who works in Welsh? Kept by leads; each change is in the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from commonhall.cases.models import Absence as Absence
from commonhall.cases.models import AllocationRule as AllocationRule
from commonhall.cases.models import Skill
from commonhall.cases.tables.worklists import HOW as HOW
from commonhall.councils.actors import Actor
from commonhall.people.policies import ALLOWED, ANY_PATTERN, Member
from commonhall.people.queries import get_colleague
from commonhall.record.operations import record_event

MOST_RULES = 200


class RuleRefused(ValueError):
    """A rule cannot be kept so. rule: ``officer``, ``answer``, ``how`` or ``many``."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class RotaUnknown(LookupError):
    """There is no such rule or absence."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """When a rule holds, and where the work goes then. See the columns of AllocationRule."""

    pattern: str = ""
    ward: str = ""
    language: str = ""
    question: str = ""
    answer: str = ""
    to_team: str = ""
    how: str = "team"
    officer_id: UUID | None = None


def may_change_rota(member: Member) -> bool:
    """Return whether a member may change who gets what: a lead of all the work, or an administrator."""
    return any(
        grant.role == "administrator"
        or ("lead" in ALLOWED[grant.role] and grant.team_id is None and grant.pattern == ANY_PATTERN and not grant.ward)
        for grant in member.grants
    )


def rules() -> list[AllocationRule]:
    """Return the rules in their order."""
    return list(AllocationRule.objects.order_by("position"))


def get_rule(rule_id: UUID) -> AllocationRule:
    """Return one rule; raises RotaUnknown."""
    found: AllocationRule | None = AllocationRule.objects.filter(id=rule_id).first()
    if found is None:
        raise RotaUnknown(str(rule_id))
    return found


@transaction.atomic
def keep_rule(*, conditions: Conditions, rule_id: UUID | None = None, by: Actor, at: datetime) -> UUID:
    """Add a rule after the others, or change one. Raises RuleRefused, RotaUnknown and MemberUnknown."""
    if conditions.how not in HOW:
        raise RuleRefused("how")
    if bool(conditions.question) != bool(conditions.answer):
        raise RuleRefused("answer")
    if (conditions.how == "officer") != (conditions.officer_id is not None):
        raise RuleRefused("officer")
    if conditions.officer_id:
        get_colleague(conditions.officer_id)
    values = {name: getattr(conditions, name) for name in Conditions.__slots__}
    if rule_id is None:
        last = AllocationRule.objects.aggregate(last=Max("position"))["last"] or 0
        if last >= MOST_RULES:
            raise RuleRefused("many")
        rule_id = AllocationRule.objects.create(position=last + 1, made_at=at, **values).id
    else:
        get_rule(rule_id)
        AllocationRule.objects.filter(id=rule_id).update(**values)
    record_event(kind="rule_kept", subject=("rule", rule_id), facts=_plain(conditions), by=by, at=at)
    return rule_id


def _plain(conditions: Conditions) -> dict[str, str]:
    return {name: str(getattr(conditions, name) or "") for name in Conditions.__slots__}


@transaction.atomic
def drop_rule(*, rule_id: UUID, by: Actor, at: datetime) -> None:
    """Forget a rule; those after it move up. Raises RotaUnknown."""
    rule = get_rule(rule_id)
    rule.delete()
    for later in AllocationRule.objects.filter(position__gt=rule.position).order_by("position"):
        AllocationRule.objects.filter(id=later.id).update(position=later.position - 1)
    record_event(kind="rule_dropped", subject=("rule", rule_id), by=by, at=at)


@transaction.atomic
def raise_rule(*, rule_id: UUID, by: Actor, at: datetime) -> None:
    """Let a rule be asked before the one that is before it now. Raises RotaUnknown."""
    some = list(AllocationRule.objects.select_for_update().order_by("position"))
    place = next((number for number, one in enumerate(some) if one.id == rule_id), None)
    if place is None:
        raise RotaUnknown(str(rule_id))
    if place == 0:
        return
    before, rule = some[place - 1], some[place]
    AllocationRule.objects.filter(id=before.id).update(position=0)
    AllocationRule.objects.filter(id=rule.id).update(position=before.position)
    AllocationRule.objects.filter(id=before.id).update(position=rule.position)
    record_event(kind="rule_raised", subject=("rule", rule_id), by=by, at=at)


@transaction.atomic
def add_absence(*, membership_id: UUID, from_date: date, until_date: date | None, by: Actor, at: datetime) -> UUID:
    """Keep that a colleague is away, so that they get no new work. Raises MemberUnknown, and ValueError for an end
    before the start."""
    if until_date is not None and until_date < from_date:
        raise ValueError("The last day is before the first")
    get_colleague(membership_id)
    row = Absence.objects.create(membership_id=membership_id, from_date=from_date, until_date=until_date, made_at=at)
    facts = {"from": from_date, "until": until_date}
    record_event(kind="absence_added", subject=("member", membership_id), facts=facts, by=by, at=at)
    return UUID(str(row.id))


def get_absence(absence_id: UUID) -> Absence:
    """Return one absence; raises RotaUnknown."""
    found: Absence | None = Absence.objects.filter(id=absence_id).first()
    if found is None:
        raise RotaUnknown(str(absence_id))
    return found


@transaction.atomic
def drop_absence(*, absence_id: UUID, by: Actor, at: datetime) -> None:
    """Forget that a colleague is away. Raises RotaUnknown."""
    row = get_absence(absence_id)
    row.delete()
    record_event(kind="absence_dropped", subject=("member", row.membership_id), by=by, at=at)


@transaction.atomic
def set_skill(*, membership_id: UUID, skill: str, has: bool, by: Actor, at: datetime) -> None:
    """Keep whether a colleague works in a language with residents. Raises MemberUnknown."""
    get_colleague(membership_id)
    if has:
        Skill.objects.get_or_create(membership_id=membership_id, skill=skill)
    else:
        Skill.objects.filter(membership_id=membership_id, skill=skill).delete()
    facts = {"skill": skill, "has": has}
    record_event(kind="skill_set", subject=("member", membership_id), facts=facts, by=by, at=at)


def absences(*, day: date) -> list[Absence]:
    """Return the absences that are not over on ``day``, the first to begin first."""
    rows = Absence.objects.exclude(until_date__lt=day).order_by("from_date", "id")
    return list(rows)
