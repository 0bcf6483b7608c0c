"""What was tried at the council, what came of it, and how is all of it deleted? In test mode only: see
``tried_in_scope``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max

from commonhall.cases.models import Case, Message, Payment
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council, tried_in_scope
from commonhall.councils.testing import delete_test_rows
from commonhall.journeys.models import Journey
from commonhall.journeys.purging import remove_test_files
from commonhall.record.jobs import job
from commonhall.record.models import Outbox
from commonhall.record.operations import record_event

SHOWN: Final = 200
KEPT: Final = timedelta(days=30)
"""How long what was tried stays after the last try."""


@dataclass(frozen=True, slots=True)
class TriedCase:
    """A case that was only tried."""

    id: UUID
    reference: str
    title: Words
    service: str
    state: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class TriedMessage:
    """A message of a test. waits: why it has not gone, blank where it went or nothing is known."""

    kind: str
    channel: str
    recipient: str
    subject: str
    body: str
    language: str
    state: str
    waits: str
    composed_at: datetime


@dataclass(frozen=True, slots=True)
class TriedPayment:
    """A payment of a test: no money moved."""

    amount_pence: int
    provider: str
    state: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """All that was tried and is still kept: how many journeys, and the cases, newest first."""

    journeys: int
    cases: tuple[TriedCase, ...]


def all_tried() -> Tried:
    """Return what was tried at the council in scope."""
    with tried_in_scope():
        cases = Case.objects.order_by("-opened_at", "-id")[:SHOWN]
        return Tried(Journey.objects.count(), tuple(_case(row) for row in cases))


def find_tried(case_id: UUID) -> tuple[TriedCase, tuple[TriedMessage, ...], tuple[TriedPayment, ...]] | None:
    """Return a case that was tried, its messages and its payments, oldest first; None where there is none."""
    with tried_in_scope():
        row = Case.objects.filter(id=case_id).first()
        if row is None:
            return None
        messages = list(Message.objects.filter(case=row).order_by("composed_at", "id"))
        keys = [f"message:{each.id}" for each in messages]
        waits = dict(Outbox.objects.filter(key__in=keys).exclude(state="done").values_list("key", "last_error"))
        payments = Payment.objects.filter(case=row).order_by("made_at", "id")
        return (
            _case(row),
            tuple(_message(each, waits.get(f"message:{each.id}", "")) for each in messages),
            tuple(TriedPayment(each.amount_pence, each.provider, each.state, each.made_at) for each in payments),
        )


def delete_tests(*, by: Actor, at: datetime) -> dict[str, int]:
    """Delete everything that was tried at the council in scope, files first; return how many rows of which table.

    What is real keeps a note that it was done. Raises the three errors of the capability of files, and BindingMissing:
    then nothing is deleted.
    """
    with tried_in_scope():
        remove_test_files(at=at)
        gone = delete_test_rows()
    facts = {"cases": gone.get("cases_case", 0), "journeys": gone.get("journeys_journey", 0)}
    record_event(kind="tests_deleted", subject=("council", council_in_scope()), facts=facts, by=by, at=at)
    return gone


@job("delete_old_tests", every_seconds=24 * 3600)
def delete_old_tests(council: CouncilSite, *, at: datetime) -> None:
    """Delete what was tried once nobody has tried anything for a month."""
    with in_council(council, by=SYSTEM, purpose="job"):
        with tried_in_scope():
            last = Journey.objects.aggregate(last=Max("opened_at"))["last"]
        if last is not None and last < at - KEPT:
            delete_tests(by=SYSTEM, at=at)


def _case(row: Case) -> TriedCase:
    title = Words(en=row.title_en, cy=row.title_cy)
    return TriedCase(row.id, row.reference, title, row.service, row.state, row.opened_at)


def _message(row: Message, waits: str) -> TriedMessage:
    return TriedMessage(
        row.kind, row.channel, row.recipient, row.subject, row.body, row.language, row.state, waits, row.composed_at
    )
