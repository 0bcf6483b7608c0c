"""Is what is tried kept apart from what is real, by the database itself? For every table that fills up as services are
used: a new one is covered without a line here."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import OtherMode, find_scope, in_council, in_test_mode, is_testing
from commonhall.councils.testing import KEPT, councils_trying
from commonhall.record.claims import due_lanes, due_tests
from commonhall.record.deliveries import deliveries
from commonhall.record.operations import enqueue, record_event
from commonhall.record.queries import events_about
from commonhall.record.verifying import verify_record
from commonhall.record.worker import serve_lane
from tests.house.test_tables import THE_SAME_IN_TESTS
from tests.tables import add_row, loosen, tables_of

AT = datetime(2026, 6, 10, 9, tzinfo=UTC)
APART = sorted(set(tables_of("council")) - set(THE_SAME_IN_TESTS))


def say(connection: psycopg.Connection, council_id: UUID, testing: str) -> None:
    connection.execute(
        "SELECT set_config('app.council', %s, true), set_config('app.testing', %s, true)", [str(council_id), testing]
    )


def ids(connection: psycopg.Connection, table: str) -> set[UUID]:
    return {row[0] for row in connection.execute(sql.SQL("SELECT id FROM {}").format(sql.Identifier(table)))}


@pytest.mark.commits
@pytest.mark.parametrize("table", APART)
class TestEveryTable:
    def test_the_real_sees_no_test_and_a_test_nothing_real(
        self, superuser: psycopg.Connection, council: CouncilSite, other_council: CouncilSite, table: str
    ) -> None:
        loosen(superuser, table)
        superuser.execute("SET LOCAL ROLE ch_app")
        say(superuser, council.id, "")
        real = add_row(superuser, table, council.id)
        say(superuser, council.id, "on")
        tried = add_row(superuser, table, council.id)
        assert ids(superuser, table) & {real, tried} == {tried}
        gone = sql.SQL("DELETE FROM {} WHERE id = ANY(%s)").format(sql.Identifier(table))
        say(superuser, council.id, "")
        assert ids(superuser, table) & {real, tried} == {real}
        assert superuser.execute(gone, [[tried]]).rowcount == 0
        say(superuser, other_council.id, "on")
        assert ids(superuser, table) & {real, tried} == set()
        say(superuser, council.id, "on")
        assert superuser.execute(gone, [[real, tried]]).rowcount == 1

    def test_no_row_changes_over(self, superuser: psycopg.Connection, council: CouncilSite, table: str) -> None:
        loosen(superuser, table)
        superuser.execute("SET LOCAL ROLE ch_app")
        say(superuser, council.id, "")
        real = add_row(superuser, table, council.id)
        change = sql.SQL("UPDATE {} SET is_test = true WHERE id = %s").format(sql.Identifier(table))
        with pytest.raises(InsufficientPrivilege), superuser.transaction():
            superuser.execute(change, [real])


def test_the_mode_ends_with_the_block(council: CouncilSite) -> None:
    def said() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT guard.testing()")
            return bool(cursor.fetchone()[0])

    with in_test_mode():
        with in_council(council):
            assert is_testing()
            assert said()
        with pytest.raises(ZeroDivisionError), in_council(council):
            _ = 1 / 0
    assert not is_testing()
    with in_council(council):
        assert not said()
        assert not is_testing()
    assert find_scope() is None


def test_both_modes_are_never_open_at_once(council: CouncilSite) -> None:
    with in_council(council), pytest.raises(OtherMode), in_test_mode():
        pass
    with in_test_mode(), in_council(council), in_council(council) as inner:
        assert inner.testing


def test_an_event_of_a_test_is_in_no_real_chain(council: CouncilSite) -> None:
    subject = ("council", council.id)
    with in_council(council):
        record_event(kind="really", subject=subject, by=SYSTEM, at=AT)
    with in_test_mode(), in_council(council):
        record_event(kind="tried", subject=subject, by=SYSTEM, at=AT)
        assert [each.kind for each in events_about(subject)] == ["tried"]
    with in_council(council):
        record_event(kind="really", subject=subject, by=SYSTEM, at=AT)
        assert "tried" not in [each.kind for each in events_about(subject)]
        assert verify_record().broken is None


def test_deliveries_of_tests_are_made_in_test_mode(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonhall.record import deliveries as registered

    made: list[tuple[str, bool]] = []
    monkeypatch.setitem(
        registered._deliveries, "noted", lambda council, entry, at: made.append((entry.key, is_testing()))
    )
    assert "noted" in deliveries()
    key = str(uuid4())
    with in_test_mode(), in_council(council):
        enqueue(kind="noted", payload={}, key=key, at=AT)
    with in_council(council):
        enqueue(kind="noted", payload={}, key=key, at=AT)
    serve_lane(council, clock=lambda: AT)
    with in_test_mode():
        serve_lane(council, clock=lambda: AT)
    assert made == [(key, False), (key, True)]


@pytest.mark.commits
def test_the_worker_knows_which_lanes_are_tests(superuser: psycopg.Connection, council: CouncilSite) -> None:
    superuser.execute("SET LOCAL ROLE ch_app")
    say(superuser, council.id, "on")
    add = (
        "INSERT INTO record_outbox (id, council_id, kind, payload, key, state, attempts, run_at, last_error, "
        "created_at) VALUES (%s, %s, 'x', '{}', %s, 'ready', 0, %s, '', %s)"
    )
    superuser.execute(add, [uuid4(), council.id, str(uuid4()), AT, AT])
    superuser.execute("RESET ROLE")
    superuser.execute("SET LOCAL ROLE ch_control")
    asked = "SELECT * FROM guard.{}(%s, 10)"
    assert council.id not in [row[0] for row in superuser.execute(asked.format("due_lanes"), [AT])]
    assert council.id in [row[0] for row in superuser.execute(asked.format("due_tests"), [AT])]
    assert council.id not in due_lanes(at=AT)
    assert council.id not in due_tests(at=AT)  # it is not committed


@pytest.mark.commits
def test_the_worker_knows_which_councils_try(
    superuser: psycopg.Connection, council: CouncilSite, other_council: CouncilSite
) -> None:
    superuser.execute("SET LOCAL ROLE ch_app")
    say(superuser, council.id, "")
    superuser.execute(
        "INSERT INTO councils_trial (id, council_id, service, shared, made_by, made_at, ends_at) "
        "VALUES (%s, %s, '', false, 'x', %s, %s)",
        [uuid4(), council.id, AT, AT],
    )
    superuser.execute("RESET ROLE")
    superuser.execute("SET LOCAL ROLE ch_control")
    for since, there in ((AT - KEPT, {council.id}), (AT + KEPT, set())):
        found = superuser.execute("SELECT * FROM guard.trying(%s, 10)", [since]).fetchall()
        assert {row[0] for row in found} & {council.id, other_council.id} == there
    assert councils_trying(at=AT) & {council.id, other_council.id} == set()  # it is not committed


def test_nothing_that_is_the_same_in_both_points_at_a_test(superuser: psycopg.Connection) -> None:
    """Else tests could not be deleted."""
    found = superuser.execute(
        "SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
    ).fetchall()
    assert not [(here, there) for here, there in found if here in THE_SAME_IN_TESTS and there in APART]
