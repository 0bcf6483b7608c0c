"""Do all 41 golden cases of missed collections come out? One line a case, so that a reader sees every one."""

from __future__ import annotations

import pytest

from commonhall.core.language.wording import fill
from commonhall.core.verify.examples import Example
from tests.patterns.library import examples, run
from tests.patterns.missed_bin import decided_in

GOLDEN = {
    1: ("A", 2, "in progress until 17:00, then allowed for two working days"),
    2: ("A", 1, "an instant in summer time"),
    3: ("A", 1, "allowed at once when completed"),
    4: ("A", 2, "the last second of the window, and the next"),
    5: ("A", 2, "over a weekend"),
    6: ("A", 2, "over Christmas and the substitute for Boxing Day"),
    7: ("A", 1, "over Easter"),
    8: ("C", 2, "crews that work at Easter"),
    9: ("C", 1, "the substitute day is still Boxing Day"),
    10: ("C", 2, "too early though completed, and completion hidden until the time"),
    11: ("C", 1, "in progress"),
    12: ("E", 2, "a late from-time"),
    13: ("E", 1, "completed before a late from-time"),
    14: ("B", 1, "in progress all day, and no time is known"),
    15: ("B", 1, "the next day, still not completed"),
    16: ("D", 1, "just completed"),
    17: ("F", 2, "in progress, then delayed, without a log"),
    18: ("F", 2, "delayed until the window ends"),
    19: ("F", 2, "counted from the log"),
    20: ("G", 2, "too early for the public, not for officers"),
    21: ("G", 2, "until 16:00:00"),
    22: ("G", 1, "Friday's collection until Monday 16:00"),
    23: ("G", 2, "after Easter until 16:00:00"),
    24: ("G", 2, "clocks go forward, at a time of day"),
    25: ("G", 1, "clocks go back, at a time of day"),
    26: ("A", 2, "clocks go forward, at the end of a day"),
    27: ("A", 2, "clocks go back, at the end of a day"),
    28: ("A", 1, "a catch-up on Saturday is the basis"),
    29: ("H", 1, "Saturdays work, St Andrew's Day does not"),
    30: ("A", 1, "a bank holiday moves the next collection"),
    31: ("A", 1, "the moved date is the basis"),
    32: ("A", 1, "a crew's reason before in progress"),
    33: ("A", 1, "a crew's reason before the window"),
    34: ("A", 1, "an open report before a crew's reason"),
    35: ("G", 1, "a first try is not final"),
    36: ("G", 1, "roadworks are final; three bags next time"),
    37: ("ABCDEFGH", 2, "planned downtime and its buffer"),
    38: ("ABCDEFGH", 1, "a new service"),
    39: ("B", 1, "a neighbour reported the shared bin"),
    40: ("A", 2, "the grace to send"),
    41: ("C", 2, "escalation, weekly and fortnightly"),
}
"""Number: the profiles by their letter, how many parts the case has, what it is about."""


def _parts(number: int) -> list[tuple[Example, str]]:
    return [
        (example, profile)
        for example, profile, _ in examples("missed-bin")
        if example.example.split(":")[0].rstrip("ab") == f"golden {number}"
    ]


@pytest.mark.parametrize("number", GOLDEN, ids=lambda number: f"{number}-{GOLDEN[number][2]}")
def test_golden_case(number: int) -> None:
    letters, parts, _ = GOLDEN[number]
    found = _parts(number)
    assert {profile[0].upper() for _, profile in found} == set(letters)
    assert len(found) == parts * len(letters)
    for example, profile in found:
        assert example.expect.outcome, example.example
        outcome = run("missed-bin", example, profile)
        assert outcome.passed, outcome.differences


def test_the_next_collection_is_shown_as_changed_in_golden_30() -> None:
    [(example, profile)] = _parts(30)
    effective, [one] = decided_in(example, profile)
    changed = [step for step in effective.pattern.outcomes["window_closed"].next if "usual day" in step.label.en]
    shown = fill(changed[0].label, {"values": one.values}, "en")
    assert shown == "The next collection is not on its usual day. Put the bin out for: Tuesday 1 September 2026"


def test_a_neighbour_is_not_named_in_golden_39() -> None:
    [(example, profile)] = _parts(39)
    effective, [one] = decided_in(example, profile)
    shown = fill(effective.pattern.outcomes["already_reported"].body, {"values": one.values, "item": one.item}, "en")
    assert "You, a neighbour or the building manager told us." in shown
    assert "MB-456" not in shown
