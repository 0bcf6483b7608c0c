"""A transition waits for a second person where the pattern says so; a condition that fails never lets pass."""

from __future__ import annotations

import pytest

from commonhall.core.lifecycle.applying import Acting
from commonhall.core.lifecycle.approving import approval_needed
from commonhall.core.lifecycle.standing import CaseStanding
from tests.core.language.sample import SAMPLE, sample

STANDS = CaseStanding(state="received", since="2026-06-10T12:00:00", opened="2026-06-10T12:00:00", team="highways")


def needed(when: str, **asked: object) -> bool:
    line = next(each for each in SAMPLE.splitlines() if "id: license" in each)
    changed = line.replace("id: license", f"id: license, approval: {{by: [lead], when: '{when}'}}")
    acting = Acting({"answers": {}}, ("officer",), "2026-06-10T12:00:00", asked)
    return approval_needed(sample(text=SAMPLE.replace(line, changed)), STANDS, "license", acting) is not None


@pytest.mark.parametrize(("when", "waits"), [("", True), ("asked.pence > 100", True), ("asked.pence > 900", False)])
def test_it_waits_when_the_condition_holds(when: str, waits: bool) -> None:
    assert needed(when, pence=500) is waits


def test_what_cannot_be_worked_out_waits() -> None:
    assert needed("asked.pence > 100")


def test_nothing_waits_that_the_pattern_does_not_name() -> None:
    acting = Acting({"answers": {}}, ("officer",), "2026-06-10T12:00:00")
    assert approval_needed(sample(), STANDS, "license", acting) is None
    assert approval_needed(sample(), STANDS, "nothing", acting) is None
