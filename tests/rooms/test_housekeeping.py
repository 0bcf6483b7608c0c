"""Is what has had its day tidied away, and nothing else?"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import IO

import pytest

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people import operations as people
from commonhall.people.models import Attempt, StaffSession
from commonhall.record import claims, operations
from commonhall.record.models import Outbox
from commonhall.upkeep import jobs
from tests.cast import OPENING, Officer


def test_sessions_that_ran_out_are_removed(officer: Officer, other_officer: Officer) -> None:
    for one in (officer, other_officer):
        with in_council(one.council):
            people.sign_in(email=one.email, password=one.password, address="192.0.2.7", at=OPENING)
    jobs.end_staff_sessions(officer.council, at=OPENING + timedelta(minutes=29))
    with in_council(officer.council):
        assert StaffSession.objects.count() == 1
    jobs.end_staff_sessions(officer.council, at=OPENING + timedelta(minutes=30))
    with in_council(officer.council):
        assert StaffSession.objects.count() == 0
    with in_council(other_officer.council):
        assert StaffSession.objects.count() == 1


def test_old_tries_are_forgotten(officer: Officer) -> None:
    with in_council(officer.council), pytest.raises(people.SignInRefused):
        people.sign_in(email=officer.email, password="wrong", address="192.0.2.7", at=OPENING)
    jobs.forget_tries(officer.council, at=OPENING + timedelta(minutes=14))
    assert Attempt.objects.count() == 2
    jobs.forget_tries(officer.council, at=OPENING + timedelta(minutes=16))
    assert Attempt.objects.count() == 0


def test_deliveries_made_long_ago_are_cleared_and_dead_letters_stay(council: CouncilSite) -> None:
    with in_council(council):
        for key in ("made", "given up", "waiting"):
            operations.enqueue(kind="message", payload={}, key=key, at=OPENING)
    for entry in claims.claim(council=council, limit=2, at=OPENING):
        if entry.key == "made":
            claims.finish(council=council, entry=entry, at=OPENING)
        else:
            claims.give_up(council=council, entry=entry, reason="no such number", at=OPENING)
    jobs.clear_outbox(council, at=OPENING + timedelta(days=29))
    with in_council(council):
        assert Outbox.objects.count() == 3
    jobs.clear_outbox(council, at=OPENING + timedelta(days=31))
    with in_council(council):
        assert sorted(Outbox.objects.values_list("state", flat=True)) == ["dead", "ready"]


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_program_starts_and_stops_in_good_order(asked: signal.Signals) -> None:
    command = [sys.executable, "-m", "django", "worker", "--settings=tests.settings"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        out: IO[str] | None = process.stdout
        assert out is not None
        assert out.readline() == "worker: ready\n"
        time.sleep(0.3)
        process.send_signal(asked)
        _rest, said = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert said == ""
