"""Who tries services at the council and until when, what was tried, what came of it, how does time pass for it, and how
is all of it deleted?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max

from commonhall.cases.models import Case, Message, Payment
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.models import Trial as Trial  # the room's face: pages name it
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council, is_testing, tried_in_scope
from commonhall.councils.testing import KEPT, delete_test_rows
from commonhall.journeys.models import Journey
from commonhall.journeys.purging import remove_test_files
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, delivers
from commonhall.record.jobs import job, jobs
from commonhall.record.models import Outbox
from commonhall.record.operations import enqueue, record_event

SHOWN: Final = 200
IN_A_BROWSER: Final = timedelta(hours=4)
BY_LINK: Final = timedelta(days=7)
"""How long a trial lasts that a member begins for themselves, and one that others come to by a link."""
MOST_DAYS: Final = 366
"""How many days are let pass at once, at most."""


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


def begin_trial(*, service: str, shared: bool, by: Actor, at: datetime) -> Trial:
    """Let browsers try services from now on: the member's own for some hours or, where ``shared``, those of whoever has
    the link, for some days. service: where it leads; blank for the council's first page."""
    trial: Trial = Trial.objects.create(
        service=service, shared=shared, made_by=by.name, made_at=at, ends_at=at + (BY_LINK if shared else IN_A_BROWSER)
    )
    facts = {"service": service, "shared": shared, "until": trial.ends_at.isoformat()}
    record_event(kind="trial_begun", subject=("trial", trial.id), facts=facts, by=by, at=at)
    return trial


def end_trial(*, trial_id: UUID, by: Actor, at: datetime) -> bool:
    """End a trial for every browser that has it; return whether it was going on."""
    ended = Trial.objects.filter(id=trial_id, ended_at=None, ends_at__gt=at).update(ended_at=at)
    if ended:
        record_event(kind="trial_ended", subject=("trial", trial_id), by=by, at=at)
    return bool(ended)


def open_trials(*, at: datetime) -> list[Trial]:
    """Return the trials that go on, newest first."""
    return list(Trial.objects.filter(ended_at=None, ends_at__gt=at).order_by("-made_at", "-id"))


def let_time_pass(*, days: int, by: Actor, at: datetime) -> None:
    """Promise to let what is tried stand as if ``days`` had passed: clocks, reminders, and what was to go out later.

    Raises ValueError for no days, or too many at once.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"Between 1 and {MOST_DAYS} days pass at once")
    with tried_in_scope():
        enqueue(kind="pass_time", payload={"days": days}, key=f"pass_time:{new_id()}", at=at)
        record_event(kind="time_passed", subject=("council", council_in_scope()), facts={"days": days}, by=by, at=at)


@delivers("pass_time")
def pass_time(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Take the turns of every job that tests have too, day by day, and let go out what was to wait till then."""
    if not is_testing():
        raise GiveUp("time passes by itself for what is real")
    last = at + timedelta(days=entry.payload["days"])
    for day in range(1, entry.payload["days"] + 1):
        for each in jobs():
            if each.tests:
                each.run(council, at=at + timedelta(days=day))
    with in_council(council, by=SYSTEM, purpose="job"):
        Outbox.objects.filter(state="ready", run_at__gt=at, run_at__lte=last).update(run_at=at)


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
    """Delete what was tried once nobody has tried anything for a month, and the trials that are over as long."""
    with in_council(council, by=SYSTEM, purpose="job"):
        Trial.objects.filter(ends_at__lt=at - KEPT).delete()
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
