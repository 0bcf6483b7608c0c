"""Does the proof that a killed write leaves nothing find a write that does, and does it kill at all?"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction

from commonhall.cases.operations import add_note, assign_case
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from commonhall.record.operations import record_event
from tests import killing
from tests.rooms.office.desk import open_case


def record_two() -> str:
    """Record two things that belong together."""
    subject = uuid4()
    for number in (1, 2):
        record_event(kind=f"half_{number}", subject=("council", subject), by=SYSTEM, at=datetime.now(UTC))
    return "done"


def test_what_is_not_one_transaction_is_found_out(council: CouncilSite) -> None:
    with in_council(council), pytest.raises(killing.LeftHalfDone, match="record_event"):
        killing.kill_throughout("half", record_two)


def test_what_is_one_transaction_runs_to_its_end_once(council: CouncilSite) -> None:
    with in_council(council):
        assert killing.kill_throughout("whole", transaction.atomic(record_two)) == "done"
        assert Event.objects.filter(kind__startswith="half_").count() == 2
    assert killing.killed["whole"] >= 2


def test_operations_are_killed_on_their_first_call(council: CouncilSite) -> None:
    case = open_case(council)
    for operation in (add_note, assign_case):
        killing.forget(f"{operation.__module__}.{operation.__qualname__}")
    with in_council(council):
        add_note(case_id=case.id, text="Looked at it", by=SYSTEM, at=datetime.now(UTC))
        assert case.notes.count() == 1
    assert killing.killed["commonhall.cases.notes.add_note"] >= 2
