"""Is the record's chain whole, does tampering show, and is it counted alike however an event was written?"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.chain import root_of
from commonhall.record.forgetting import forget_facts
from commonhall.record.models import Event, Seal
from commonhall.record.operations import record_event
from commonhall.record.verifying import SETTLED, newest_seal, seal_record, verify_record
from tests.rooms.office.desk import open_case

NOW = datetime.now(UTC)
SOON = timedelta(hours=2)
CASE = ("case", UUID(int=7))


def write(*kinds: str, subject: tuple[str, UUID] = CASE, **facts: Any) -> list[UUID]:
    by = Actor("staff", UUID(int=3), "Rowan Pike")
    return [record_event(kind=kind, subject=subject, facts=facts, by=by, at=NOW) for kind in kinds]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"name": "Siân O’Brien", "none": None, "yes": True},
        {"pence": 4500, "lat": 51.5, "big": 1e22, "small": 1.5e-7, "minus": -0.0, "whole": 3.0},
        {"asked": {"b": [1, {"z": "é", "a": []}], "a": {"start": NOW, "on": NOW.date(), "id": UUID(int=5)}}},
    ],
)
def test_an_event_counts_alike_before_and_after_it_was_kept(council: CouncilSite, facts: dict[str, Any]) -> None:
    with in_council(council):
        write("case_opened", "note_added", **facts)
        assert verify_record().broken is None


def test_the_first_event_of_a_case_that_intake_writes_fits_and_later_ones_tie_to_it(council: CouncilSite) -> None:
    case = open_case(council)
    with in_council(council):
        write("note_added", subject=("case", case.id))
        found = verify_record()
        assert found.broken is None
        assert found.events == Event.objects.count()
        assert list(Event.objects.filter(subject_id=case.id).order_by("number").values_list("number", flat=True)) == [
            1,
            2,
        ]


def test_roots_differ_by_leaf_order_and_number() -> None:
    a, b = b"a" * 32, b"b" * 32
    roots = {root_of(leaves) for leaves in ([], [a], [b], [a, b], [b, a], [a, a], [a, b, b])}
    assert len(roots) == 7


def test_a_stretch_is_sealed_once_and_nothing_is_sealed_that_may_still_be_in_a_transaction(
    council: CouncilSite, other_council: CouncilSite
) -> None:
    with in_council(council):
        write("case_opened")
        assert not seal_record(at=NOW)
        assert seal_record(at=NOW + SOON)
        assert not seal_record(at=NOW + SOON)
        assert not seal_record(at=NOW + 2 * SOON)  # nothing new
        write("note_added")
        assert verify_record().seals == 1
    with in_council(other_council):
        assert newest_seal() is None


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
class TestTampered:
    """What somebody with the keys to the database could do, and how it shows."""

    def tampered(self, superuser: psycopg.Connection, statement: str, *values: Any) -> None:
        superuser.execute("SET session_replication_role = replica")  # no trigger stands in the way of an owner
        superuser.execute(statement, values)
        superuser.commit()

    def test_a_changed_event_is_named(self, council: CouncilSite, superuser: psycopg.Connection) -> None:
        with in_council(council):
            made = write("case_opened", "note_added", "case_moved", pence=1)
        for column, value in (("facts", '{"pence": 2}'), ("actor_name", "Somebody Else"), ("kind", "case_assigned")):
            row = superuser.execute(f"SELECT {column}::text FROM record_event WHERE id = %s", [made[1]]).fetchone()
            assert row is not None
            self.tampered(superuser, f"UPDATE record_event SET {column} = %s WHERE id = %s", value, made[1])
            with in_council(council):
                broken = verify_record().broken
            assert broken is not None
            assert (broken.what, broken.event_id, broken.number) == ("changed", made[1], 2)
            self.tampered(superuser, f"UPDATE record_event SET {column} = %s WHERE id = %s", row[0], made[1])
        with in_council(council):
            assert verify_record().broken is None

    def test_a_removed_event_is_missed_by_the_next(self, council: CouncilSite, superuser: psycopg.Connection) -> None:
        with in_council(council):
            made = write("case_opened", "note_added", "case_moved")
        self.tampered(superuser, "DELETE FROM record_event WHERE id = %s", made[1])
        with in_council(council):
            broken = verify_record().broken
        assert broken is not None
        assert (broken.what, broken.event_id) == ("missing", made[2])

    def test_a_removed_end_shows_in_the_seal_and_the_command_says_so(
        self, council: CouncilSite, superuser: psycopg.Connection, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with in_council(council):
            made = write("case_opened", "note_added")
            assert seal_record(at=NOW + SOON)
        call_command("audit", "verify", council=council.slug)
        assert "1 seals fit" in capsys.readouterr().out
        self.tampered(superuser, "DELETE FROM record_event WHERE id = %s", made[1])
        with in_council(council):
            broken = verify_record().broken
        assert broken is not None
        assert (broken.what, broken.seal) == ("seal", 1)
        with pytest.raises(CommandError):
            call_command("audit", "verify")
        assert "seal 1 does not fit" in capsys.readouterr().out

    def test_a_removed_seal_shows(self, council: CouncilSite, superuser: psycopg.Connection) -> None:
        with in_council(council):
            for _ in range(2):
                write("case_opened", subject=("case", uuid4()))
                time.sleep(0.002)
                assert seal_record(at=datetime.now(UTC) + SETTLED)
            assert Seal.objects.count() == 2
        self.tampered(superuser, "DELETE FROM record_seal WHERE number = 1")
        with in_council(council):
            broken = verify_record().broken
        assert broken is not None
        assert broken.what == "seal"

    def test_events_of_one_subject_written_at_once_make_one_chain(self, council: CouncilSite) -> None:
        together = threading.Barrier(4)

        def note() -> None:
            for _ in range(5):
                together.wait()
                with in_council(council):
                    write("note_added")
            connection.close()

        threads = [threading.Thread(target=note) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with in_council(council):
            assert Event.objects.filter(subject_id=CASE[1]).count() == 20
            assert verify_record().broken is None

    def test_forgotten_facts_leave_the_chain_whole_and_what_is_left_of_the_event_proved(
        self, council: CouncilSite, superuser: psycopg.Connection
    ) -> None:
        with in_council(council):
            made = write("case_moved", "note_added", name="Ana Rees", to="closed")
            assert forget_facts(subjects=[CASE]) == 2
            assert Event.objects.get(id=made[0]).facts == {"to": "closed"}
            assert verify_record().broken is None
        self.tampered(superuser, "UPDATE record_event SET actor_name = 'X' WHERE id = %s", made[0])
        with in_council(council):
            broken = verify_record().broken
        assert broken is not None
        assert broken.event_id == made[0]

    @pytest.mark.parametrize("table", ["record_event", "record_read", "record_seal"])
    def test_the_application_may_neither_change_nor_remove(self, council: CouncilSite, table: str) -> None:
        if table == "record_event":  # only tests can go: see test_testing.py
            with in_council(council):
                write("case_opened")
        with in_council(council), connection.cursor() as cursor:
            if table != "record_seal":
                cursor.execute(f"DELETE FROM {table}")
                assert cursor.rowcount == 0
        removed = [f"DELETE FROM {table}"] if table == "record_seal" else []
        for statement in (*removed, f"UPDATE {table} SET council_id = council_id", f"TRUNCATE {table}"):
            with (
                in_council(council),
                pytest.raises(Exception, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
