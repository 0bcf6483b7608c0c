"""What happens when several officers ask for work at the same moment, and when a delivery is made twice at once?"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connections

from commonhall.cases.models import BulkRow, Case
from commonhall.cases.queues.bulk import Act, begin_bulk, deliver_bulk
from commonhall.cases.queues.my_work import take_next
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Membership, StaffSession
from commonhall.people.policies import Member
from commonhall.people.queries import member_of
from commonhall.record.claims import Entry
from commonhall.record.models import Event, Outbox
from tests.rooms.office.desk import member, open_cases

pytestmark = pytest.mark.commits
NOW = datetime.now(UTC)


def acting(council: CouncilSite, membership: UUID) -> Member:
    with in_council(council):
        row = Membership.objects.get(id=membership)
        return member_of(StaffSession(membership=row, began_at=NOW, seen_at=NOW), row, at=NOW)


def test_nobody_gets_the_case_of_another(committed: None, council: CouncilSite) -> None:
    for _ in range(2):
        open_cases(council)
    people = [acting(council, member(council, f"Officer {name}", ("officer", "*", ""))) for name in "ABCDEF"]
    start, taken = threading.Barrier(len(people)), []

    def ask(someone: Member) -> None:
        try:
            start.wait(10)
            with in_council(council, by=someone.actor):
                case = take_next(member=someone, by=someone.actor, at=NOW)
                taken.append(case.id if case else None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=(someone,)) for someone in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    given = [case for case in taken if case]
    assert len(taken) == len(people)
    assert len(given) == len(set(given)) == 4
    with in_council(council):
        assert Case.objects.filter(owner_id=None).count() == 0
        assert Event.objects.filter(kind="case_assigned").count() == 4


def test_an_act_on_many_delivered_twice_at_once_is_done_once(
    committed: None, council: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonhall.cases.queues.bulk.MOST_AT_HAND", 1)
    monkeypatch.setattr("commonhall.cases.queues.bulk.ROWS_A_TURN", 1)
    cases = [case for _ in range(2) for case in open_cases(council)]
    lead = acting(council, member(council, "Lowri Lead", ("lead", "*", "")))
    with in_council(council, by=lead.actor):
        begin_bulk(
            act=Act("priority", "2"), cases=cases, reason="So", member=lead, council=council, by=lead.actor, at=NOW
        )
        row = Outbox.objects.get(kind="bulk")
    entry = Entry(row.id, row.kind, row.payload, row.key, 1, NOW)
    failed: list[Exception] = []

    def deliver() -> None:
        try:
            deliver_bulk(council, entry, NOW)
        except Exception as problem:  # noqa: BLE001 shown by the test, which fails by it
            failed.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=deliver) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    with in_council(council):
        assert set(BulkRow.objects.values_list("state", flat=True)) == {"done"}
        assert Event.objects.filter(kind="case_arranged").count() == 4
        assert {case.priority for case in Case.objects.all()} == {2}
