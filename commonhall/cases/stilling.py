"""Restriction of processing: letting a person's data be stored and no more, lifting that, and allowing somebody to work
on a case all the same for one of the law's reasons, which a second person decides.

Source: UK GDPR, article 18.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import locked_case, wait_for_disposals
from commonhall.cases.stilled import can_use, find_use
from commonhall.cases.tables.stilled import GROUNDS as GROUNDS
from commonhall.cases.tables.stilled import Standstill as Standstill
from commonhall.cases.tables.stilled import Use as Use
from commonhall.contacts.joining import heads_of, locked_person, members_of
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

LONGEST_REASON: Final = 1000
LONGEST_STANDSTILL: Final = timedelta(days=366)
"""Somebody looks again within a year."""
USE_LASTS: Final = timedelta(days=30)


class StandstillRefused(ValueError):
    """A restriction needs a reason, and a day within a year on which somebody looks again. field: which is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class UseSettled(Exception):
    """Nobody waits for this decision any more, or nothing is restricted."""


class OwnUse(Exception):
    """Whoever asked cannot allow it."""


@transaction.atomic
def restrict_use(*, person_id: UUID, reason: str, review_date: date, by: Actor, at: datetime) -> Standstill:
    """Let a person's data be stored and no more; one that is restricted already gets the new reason and day.

    Raises StandstillRefused, PersonUnknown.
    """
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise StandstillRefused("reason")
    if not london_day(at) < review_date <= london_day(at) + LONGEST_STANDSTILL:
        raise StandstillRefused("review_date")
    wait_for_disposals()
    locked_person(person_id)
    placed: Standstill
    placed, made = Standstill.objects.update_or_create(
        person_id=person_id,
        lifted_at=None,
        defaults={"reason": reason.strip(), "review_date": review_date},
        create_defaults={
            "reason": reason.strip(),
            "review_date": review_date,
            "placed_by": by.name,
            "placed_by_id": by.id,
            "placed_at": at,
        },
    )
    kind = "use_restricted" if made else "restriction_reviewed"
    record_event(kind=kind, subject=("person", person_id), facts={"standstill": str(placed.id)}, by=by, at=at)
    return placed


@transaction.atomic
def lift_restriction(*, standstill_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """Let a person's data be used again. why: also how the person was told, which the law wants before.

    Lifted twice it stays lifted. What was allowed meanwhile ends. Raises StandstillRefused.
    """
    if not why.strip() or len(why) > LONGEST_REASON:
        raise StandstillRefused("why")
    found = Standstill.objects.select_for_update().filter(id=standstill_id, lifted_at=None).first()
    if found is None:
        return
    Standstill.objects.filter(id=standstill_id).update(lifted_at=at, lifted_by=by.name, lifted_why=why.strip())
    family = members_of(heads_of([found.person_id]).values())
    over = Use.objects.filter(state__in=("waiting", "allowed"), case__person_id__in={found.person_id, *family})
    over.update(state="ended", until_at=at)
    record_event(
        kind="restriction_lifted",
        subject=("person", found.person_id),
        facts={"standstill": str(standstill_id)},
        by=by,
        at=at,
    )


@transaction.atomic
def ask_to_use(*, case_id: UUID, ground: str, reason: str, by: Actor, at: datetime) -> Use:
    """Ask to work on a case all the same. ground: one of GROUNDS. Raises CaseUnknown, UseSettled where nothing
    restricts it or somebody asked already, and StandstillRefused.
    """
    if ground not in GROUNDS:
        raise StandstillRefused("ground")
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise StandstillRefused("reason")
    case = locked_case(case_id)
    if can_use(case) or find_use(case) is not None:
        raise UseSettled(case.reference)
    asked: Use = Use.objects.create(
        case=case, ground=ground, reason=reason.strip(), asked_by=by.name, asked_by_id=by.id, asked_at=at
    )
    _record("use_asked", asked, by, at)
    return asked


@transaction.atomic
def decide_use(*, use_id: UUID, allow: bool, by: Actor, at: datetime) -> Use:
    """Allow somebody to work on a case for USE_LASTS, or refuse it. Raises UseSettled, and OwnUse for who asked."""
    use: Use | None = Use.objects.select_for_update().filter(id=use_id, state="waiting").first()
    if use is None:
        raise UseSettled(str(use_id))
    if by.id == use.asked_by_id:
        raise OwnUse(str(use_id))
    use.state, use.until_at = ("allowed", at + USE_LASTS) if allow else ("refused", None)
    use.decided_by, use.decided_by_id, use.decided_at = by.name, by.id, at
    use.save(update_fields=["state", "until_at", "decided_by", "decided_by_id", "decided_at"])
    _record("use_allowed" if allow else "use_refused", use, by, at)
    return use


def _record(kind: str, use: Use, by: Actor, at: datetime) -> None:
    facts = {"use": str(use.id), "ground": use.ground}
    record_event(kind=kind, subject=("case", use.case_id), facts=facts, by=by, at=at)


@job("end_uses", every_seconds=3600)
def end_uses(council: CouncilSite, *, at: datetime) -> None:
    """End what was allowed for a while only."""
    with in_council(council, by=SYSTEM, purpose="job"):
        for use in Use.objects.select_for_update().filter(state="allowed", until_at__lte=at):
            Use.objects.filter(id=use.id).update(state="ended")
            _record("use_ended", use, SYSTEM, at)
