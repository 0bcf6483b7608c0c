"""Does the one door keep councils apart, and does nothing get past it unseen?"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from commonhall.councils.queries import CouncilSite, find_council_at
from commonhall.councils.scope import (
    AlreadyInCouncil,
    NoCouncilInScope,
    council_in_scope,
    find_scope,
    in_council,
    outside_councils,
)


def scope_in_database() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT guard.council()")
        return cursor.fetchone()[0]


def test_the_tests_run_as_the_ordinary_role(council: CouncilSite) -> None:
    with in_council(council), connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("ch_app", False, False)


def test_the_door_says_the_council_to_the_database(council: CouncilSite) -> None:
    with in_council(council):
        assert scope_in_database() == council.id == council_in_scope()


def test_nothing_runs_outside_the_door() -> None:
    with pytest.raises(NoCouncilInScope), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert find_scope() is None


def test_the_scope_ends_with_the_block(council: CouncilSite) -> None:
    with in_council(council):
        pass
    with outside_councils("health"):
        assert scope_in_database() is None


def test_the_scope_ends_with_an_error_too(council: CouncilSite) -> None:
    with pytest.raises(ZeroDivisionError), in_council(council):
        _ = 1 / 0
    with outside_councils("health"):
        assert scope_in_database() is None


def test_another_council_cannot_be_entered_inside(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council), pytest.raises(AlreadyInCouncil), in_council(other_council):
        pass


def test_the_same_council_may_be_entered_again(council: CouncilSite) -> None:
    with in_council(council):
        with in_council(council.id):
            assert scope_in_database() == council.id
        assert scope_in_database() == council.id


def test_councils_may_follow_one_another(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        pass
    with in_council(other_council):
        assert scope_in_database() == other_council.id


def test_a_rolled_back_block_leaves_the_connection_usable(council: CouncilSite) -> None:
    with in_council(council):
        transaction.set_rollback(True)
    with in_council(council):
        assert scope_in_database() == council.id


def test_a_job_may_take_longer_than_a_page(council: CouncilSite) -> None:
    with in_council(council, purpose="job"), connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("1min",)


def test_a_host_finds_its_council_and_no_other(council: CouncilSite) -> None:
    found = find_council_at("AMBERFORD.localhost.", now=0.0)
    assert found is not None
    assert found.id == council.id
    assert find_council_at("nowhere.localhost", now=0.0) is None


def test_a_host_is_looked_up_once_a_minute(count_statements: Any) -> None:
    with count_statements("control") as seen:
        find_council_at("amberford.localhost", now=100.0)
        find_council_at("amberford.localhost", now=159.0)
        assert len(seen) == 1
        find_council_at("amberford.localhost", now=160.5)
        assert len(seen) == 2
