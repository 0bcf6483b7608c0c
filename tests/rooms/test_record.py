"""Are events kept as they were, and is every promised delivery made, once more if need be, for the right council?"""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import find_scope, in_council
from commonhall.record import claims, deliveries, jobs, operations, queries, worker
from commonhall.record.models import Event, Outbox
from tests.cast import OPENING

SUBJECT = ("case", UUID(int=7))
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these tests register is gone afterwards."""
    monkeypatch.setattr(deliveries, "_deliveries", {})
    monkeypatch.setattr(jobs, "_jobs", {})


def promise(council: CouncilSite, *, kind: str = "message", key: str = "", at: datetime = OPENING) -> UUID:
    with in_council(council):
        made = operations.enqueue(kind=kind, payload={"n": 1}, key=key or str(uuid4()), at=at)
    assert made is not None
    return made


def test_events_are_read_in_the_order_of_recording(council: CouncilSite) -> None:
    by = Actor("staff", UUID(int=3), "Rowan Pike")
    with in_council(council):
        for kind in ("case_opened", "note_added"):
            operations.record_event(kind=kind, subject=SUBJECT, facts={"on": OPENING.date()}, by=by, at=OPENING)
        found = queries.events_about(SUBJECT)
    assert [one.kind for one in found] == ["case_opened", "note_added"]
    assert found[0].by == by
    assert found[0].facts == {"on": "2026-06-01"}


def test_another_council_sees_no_event(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        operations.record_event(kind="case_opened", subject=SUBJECT, by=SYSTEM, at=OPENING)
    with in_council(other_council):
        assert queries.events_about(SUBJECT) == []


def test_the_database_refuses_to_change_an_event(council: CouncilSite) -> None:
    with in_council(council):
        operations.record_event(kind="case_opened", subject=SUBJECT, by=SYSTEM, at=OPENING)
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE record_event SET kind = 'x'")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM record_event")
            assert cursor.rowcount == 0  # only tests can go
        assert Event.objects.filter(kind="case_opened").count() == 1


def test_an_event_is_one_statement(council: CouncilSite, count_statements: Any) -> None:
    with in_council(council), count_statements() as seen:
        operations.record_event(kind="case_opened", subject=SUBJECT, by=SYSTEM, at=OPENING)
    assert len(seen) == 1


def test_a_promise_with_the_same_key_is_one_promise(council: CouncilSite, other_council: CouncilSite) -> None:
    promise(council, key="case 1 received")
    with in_council(council):
        assert operations.enqueue(kind="message", payload={}, key="case 1 received", at=OPENING) is None
        assert Outbox.objects.count() == 1
    assert promise(other_council, key="case 1 received")


def test_a_claim_takes_due_rows_once_and_only_this_councils(council: CouncilSite, other_council: CouncilSite) -> None:
    first, second = promise(council), promise(council)
    promise(council, at=OPENING + MINUTE)
    promise(other_council)
    taken = claims.claim(council=council, limit=10, at=OPENING)
    assert [one.id for one in taken] == sorted([first, second])
    assert taken[0].payload == {"n": 1}
    assert claims.claim(council=council, limit=10, at=OPENING) == []


def test_a_lease_that_ran_out_is_claimed_again_and_the_first_holder_no_longer_counts(council: CouncilSite) -> None:
    promise(council)
    [mine] = claims.claim(council=council, limit=1, at=OPENING)
    later = OPENING + claims.LEASE
    [theirs] = claims.claim(council=council, limit=1, at=later)
    assert theirs.attempts == 2
    with pytest.raises(claims.LostLease):
        claims.finish(council=council, entry=mine, at=later)
    claims.finish(council=council, entry=theirs, at=later)
    with in_council(council):
        assert queries.backlog() == queries.Backlog(0, None, 0)


def test_pauses_double_until_two_days_are_over_then_the_council_has_a_dead_letter(council: CouncilSite) -> None:
    promise(council)
    at, pauses = OPENING, []
    while True:
        [entry] = claims.claim(council=council, limit=1, at=at)
        due = claims.retry_later(council=council, entry=entry, reason="Unavailable", at=at)
        if due is None:
            break
        pauses.append(due - at)
        at = due
    assert pauses[:4] == [timedelta(seconds=s) for s in (5, 10, 20, 40)]
    assert max(pauses) == claims.LONGEST_PAUSE
    assert timedelta(hours=44) <= at - OPENING <= claims.PATIENCE
    with in_council(council):
        [letter] = queries.dead_letters()
    assert letter.reason == "Unavailable"


def test_a_provider_may_ask_for_a_longer_pause(council: CouncilSite) -> None:
    promise(council)
    [entry] = claims.claim(council=council, limit=1, at=OPENING)
    due = claims.retry_later(council=council, entry=entry, reason="busy", at=OPENING, after=timedelta(hours=1))
    assert due == OPENING + timedelta(hours=1)


def test_a_dead_letter_is_sent_again_by_its_own_council_only(council: CouncilSite, other_council: CouncilSite) -> None:
    entry_id = promise(council)
    [entry] = claims.claim(council=council, limit=1, at=OPENING)
    claims.give_up(council=council, entry=entry, reason="no such number", at=OPENING)
    with in_council(other_council):
        assert queries.dead_letters() == []
        with pytest.raises(operations.NotDead):
            operations.resend(entry_id=entry_id, by=SYSTEM, at=OPENING)
    with in_council(council):
        operations.resend(entry_id=entry_id, by=SYSTEM, at=OPENING)
        with pytest.raises(operations.NotDead):
            operations.resend(entry_id=entry_id, by=SYSTEM, at=OPENING)
        assert [one.kind for one in queries.events_about(("outbox", entry_id))] == ["delivery_resent"]
    [again] = claims.claim(council=council, limit=1, at=OPENING)
    assert again.attempts == 1


def test_a_delivery_runs_outside_the_transaction(council: CouncilSite) -> None:
    seen: list[object] = []
    promise(council)

    @deliveries.delivers("message")
    def deliver(at_council: CouncilSite, entry: claims.Entry, at: datetime) -> None:
        seen.append((at_council.slug, find_scope(), entry.payload))

    assert worker.serve_lane(council, clock=lambda: OPENING) == 1
    assert seen == [("amberford", None, {"n": 1})]
    with in_council(council):
        assert Outbox.objects.get().state == "done"


@pytest.mark.parametrize(
    ("problem", "state", "reason"),
    [
        (deliveries.TryAgain("Unavailable"), "ready", "Unavailable"),
        (deliveries.GiveUp("no such number"), "dead", "no such number"),
        (RuntimeError("Ffion Garside's address"), "ready", "RuntimeError"),
        (None, "ready", "unknown_kind"),
    ],
)
def test_what_goes_wrong_is_kept_without_personal_data(
    council: CouncilSite, problem: Exception | None, state: str, reason: str
) -> None:
    promise(council)
    if problem is not None:

        @deliveries.delivers("message")
        def deliver(at_council: CouncilSite, entry: claims.Entry, at: datetime) -> None:
            raise problem

    worker.serve_lane(council, clock=lambda: OPENING)
    with in_council(council):
        row = Outbox.objects.get()
    assert (row.state, row.last_error) == (state, reason)


def test_a_kind_has_one_delivery() -> None:
    deliveries.delivers("message")(lambda council, entry, at: None)
    with pytest.raises(ValueError, match="twice"):
        deliveries.delivers("message")(lambda council, entry, at: None)


def test_one_councils_failing_job_does_not_stop_the_others(cast: Any) -> None:
    ran: list[str] = []

    @jobs.job("count", every_seconds=60)
    def count(council: CouncilSite, *, at: datetime) -> None:
        if council.slug == "amberford":
            raise RuntimeError
        ran.append(council.slug)

    [job] = jobs.jobs()
    assert worker.run_job(job, clock=lambda: OPENING) == 1
    assert ran == ["brynafon", "calderwick"]


def test_a_job_must_name_its_council() -> None:
    with pytest.raises(jobs.JobMisshapen):

        @jobs.job("everything", every_seconds=60)
        def everything(*, at: datetime) -> None: ...


def test_a_turn_goes_to_one_worker() -> None:
    job = jobs.Job("count", MINUTE, lambda council, *, at: None)
    assert jobs.take_turn(job, at=OPENING)
    assert not jobs.take_turn(job, at=OPENING + timedelta(seconds=59))
    assert jobs.take_turn(job, at=OPENING + MINUTE)
    assert not jobs.take_turn(job, at=OPENING + MINUTE)


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
class TestCommitted:
    """What only shows between connections."""

    def test_only_councils_with_something_due_have_a_lane(
        self, council: CouncilSite, other_council: CouncilSite
    ) -> None:
        promise(council)
        promise(council)
        promise(other_council, at=OPENING + MINUTE)
        assert claims.due_lanes(at=OPENING) == [council.id]
        assert claims.due_lanes(at=OPENING + MINUTE) == sorted([council.id, other_council.id])
        claims.claim(council=council, limit=5, at=OPENING)
        assert claims.due_lanes(at=OPENING) == []

    def test_a_claim_takes_no_more_than_asked_whatever_the_plan(self, council: CouncilSite) -> None:
        for _ in range(60):
            promise(council)
        with in_council(council), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_hashjoin = off")
            cursor.execute("SET LOCAL enable_mergejoin = off")
            cursor.execute("SET LOCAL enable_material = off")
            cursor.execute("SET LOCAL enable_hashagg = off")
            cursor.execute("SET LOCAL enable_sort = off")
            assert len(claims.claim(council=council, limit=10, at=OPENING)) == 10

    def test_two_workers_never_share_a_row(self, council: CouncilSite) -> None:
        for _ in range(40):
            promise(council)
        taken: list[UUID] = []

        def take() -> None:
            while got := claims.claim(council=council, limit=3, at=OPENING):
                taken.extend(one.id for one in got)
            connection.close()

        threads = [threading.Thread(target=take) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(taken) == len(set(taken)) == 40

    def test_the_worker_delivers_within_a_second_and_stops_when_asked(
        self, council: CouncilSite, other_council: CouncilSite
    ) -> None:
        done: dict[str, float] = {}

        @deliveries.delivers("message")
        def deliver(at_council: CouncilSite, entry: claims.Entry, at: datetime) -> None:
            with in_council(at_council, purpose="job"):
                assert Outbox.objects.filter(id=entry.id).exists()
            done[at_council.slug] = time.monotonic()

        with running(worker.Worker(threads=2)):
            time.sleep(0.6)  # the worker is idle and waits its longest
            began = time.monotonic()
            promise(council)
            promise(other_council)
            while len(done) < 2 and time.monotonic() - began < 5:
                time.sleep(0.01)
        assert sorted(done) == ["amberford", "brynafon"]
        assert max(done.values()) - began < 1
        with in_council(council):
            assert Outbox.objects.get().state == "done"

    def test_one_councils_burst_does_not_hold_up_another(
        self, council: CouncilSite, other_council: CouncilSite
    ) -> None:
        order: list[str] = []

        @deliveries.delivers("message")
        def deliver(at_council: CouncilSite, entry: claims.Entry, at: datetime) -> None:
            time.sleep(0.005)
            order.append(at_council.slug)

        for _ in range(60):
            promise(council)
        promise(other_council)
        with running(worker.Worker(threads=1)):
            until = time.monotonic() + 10
            while len(order) < 61 and time.monotonic() < until:
                time.sleep(0.01)
        assert order.index("brynafon") <= 2 * worker.ROWS_A_CLAIM


class running:
    """The worker in a thread, stopped at the end of the block."""

    def __init__(self, one: worker.Worker) -> None:
        self.worker = one
        self.thread = threading.Thread(target=one.run)

    def __enter__(self) -> worker.Worker:
        self.thread.start()
        return self.worker

    def __exit__(self, *_: object) -> None:
        self.worker.stop()
        self.thread.join(timeout=10)
        assert not self.thread.is_alive()
