"""Worked examples follow a case to its end: each step is compared, and what no example reaches is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from commonhall.core.language.loading import PatternFolder, read_folder
from commonhall.core.verify.examples import Ran, not_reached, read_examples, run_examples
from tests.core.lifecycle.permits import PERMITS

ANSWERS = "answers: {plate: AB12 CDE, co2: 90, months: 12, unsafe: false, email: ana@example.org}"
LIFE = f"""
- example: a whole life
  now: "2026-06-10T10:00:00"
  {ANSWERS}
  then:
    - paid: true
      at: "2026-06-10T10:05:00"
      expect: {{state: new, paid: 3000, tasks: [proof], sent: [receipt], deadlines: {{decide: "2026-06-17"}}}}
    - {{do: approve, asked: {{zone: A}}, refused: needs}}
    - {{task: proof, asked: {{seen: true}}, expect: {{tasks: []}}}}
    - do: approve
      at: "2026-06-11T09:00:00"
      asked: {{zone: A}}
      expect:
        state: held
        kept: {{zone: A}}
        sent: [approved, loud]
        deadlines: {{decide: met}}
        timers: {{remind: "2027-05-09T08:00:00"}}
        entitlements: {{permit: {{state: active, until: "2027-06-06"}}}}
    - do: change_car
      by: resident
      asked: {{plate: XY34 ZZZ, co2: 150}}
      expect: {{total: 2000, charges: {{change: 2000}}, entitlements: {{permit: {{subject: AB12 CDE}}}}}}
    - do: change_car
      by: resident
      paid: true
      asked: {{plate: XY34 ZZZ, co2: 150}}
      expect: {{paid: 5000, entitlements: {{permit: {{subject: XY34 ZZZ}}}}}}
    - wait: "2027-05-10"
      expect: {{sent: [remind], state: held}}
    - wait: "2027-07-01T00:00:00"
      expect: {{state: ended, refunded: 5000, published: true, dispose_date: "2029-06-07"}}
  expect:
    outcome: accept
    computed: {{band: low}}
    tables: {{factor: {{percent: 50, row: 1}}}}
    charges: {{permit: 3000}}
    total: 3000
    alerts: []
    state: ended
"""
OTHERS = f"""
- example: not paid
  now: "2026-06-10T10:00:00"
  {ANSWERS}
  then:
    - wait: "2026-06-20"
      expect: {{state: refused, dispose_date: "2026-12-12", deadlines: {{decide: met}}}}
  expect: {{state: refused}}
- example: in danger
  now: "2026-06-10T10:00:00"
  answers: {{plate: AB12 CDE, co2: 250, months: 12, unsafe: true}}
  expect: {{alerts: [danger]}}
"""


def folder(tmp_path: Path, examples: str) -> PatternFolder:
    (tmp_path / "pattern.yaml").write_text(PERMITS)
    (tmp_path / "examples.yaml").write_text(examples)
    (tmp_path / "profiles.yaml").write_text("plain: {title: Plain, nation: england}\n")
    return read_folder(tmp_path)


def ran(tmp_path: Path, examples: str) -> tuple[Ran, ...]:
    return run_examples(folder(tmp_path, examples))


def test_a_case_is_followed_to_its_end(tmp_path: Path) -> None:
    for each in ran(tmp_path, LIFE + OTHERS):
        assert each.differences == (), each.trace


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("state: new, paid: 3000", "state: held, paid: 3000", "after paid: state: expected 'held', got 'new'"),
        ("tasks: [proof], sent", "tasks: [], sent", "after paid: tasks: expected (), got ('proof',)"),
        ("sent: [receipt]", "sent: []", "after paid: messages sent"),
        ("refused: needs", "refused: guard", "approve refused: expected 'guard', got 'needs'"),
        ("kept: {zone: A}", "kept: {zone: B}", "after approve: kept"),
        ("decide: met", "decide: running", "after approve: deadlines"),
        ("2027-05-09T08:00:00", "2027-05-09T09:00:00", "after approve: timers"),
        ('until: "2027-06-06"', 'until: "2027-06-07"', "after approve: entitlements permit"),
        ("{total: 2000,", "{total: 1000,", "after change_car: total"),
        ("sent: [remind]", "sent: [receipt]", "after wait: messages sent"),
        ("refunded: 5000", "refunded: 1", "after wait: refunded"),
        ("published: true", "published: false", "after wait: published"),
        ("2029-06-07", "2029-06-08", "after wait: dispose_date"),
        ("{band: low}", "{band: high}", "computed: expected"),
        ("row: 1}", "row: 2}", "table factor"),
        ("charges: {permit: 3000}", "charges: {permit: 1}", "charges: expected"),
        ("    total: 3000", "    total: 1", "total: expected 1, got 3000"),
        ("alerts: []", "alerts: [danger]", "alerts: expected ('danger',), got ()"),
    ],
)
def test_every_expectation_can_fail(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in LIFE
    differences = ran(tmp_path, LIFE.replace(right, wrong, 1))[0].differences
    assert any(said in each for each in differences), differences


def test_what_is_allowed_but_should_be_refused_is_told(tmp_path: Path) -> None:
    text = LIFE.replace("task: proof, asked: {seen: true}", "task: proof, asked: {seen: true}", 1)
    text = text.replace("    - do: approve\n", "    - do: approve\n      refused: needs\n", 1)
    assert any("approve refused: expected 'needs', got ''" in each for each in ran(tmp_path, text)[0].differences)


def test_a_booking_can_be_lost_only_where_there_is_one(tmp_path: Path) -> None:
    text = LIFE.replace("  then:\n", "  then:\n    - lost: slot\n", 1)
    assert any("booking slot: expected 'there'" in each for each in ran(tmp_path, text)[0].differences)


def test_a_step_before_the_one_before_is_told(tmp_path: Path) -> None:
    text = LIFE.replace("2026-06-11T09:00:00", "2026-06-09T09:00:00")
    assert any("comes before" in each for each in ran(tmp_path, text)[0].differences)


def test_what_no_example_reaches_is_listed(tmp_path: Path) -> None:
    found = folder(tmp_path, OTHERS)
    assert set(not_reached(found, run_examples(found))) == {
        "entitlement:permit", "task:fraud", "task:proof", "timer:remind", "timer:run_out",
        "transition:approve", "transition:change_car", "transition:end", "transition:handle", "transition:paid",
        "transition:refuse", "transition:renew", "transition:stop",
    }  # fmt: skip


@pytest.mark.parametrize(
    "step", [{}, {"do": "a", "task": "b"}, {"wait": "2026", "paid": True}, {"lost": "x", "do": "a"}]
)
def test_a_step_is_one_thing(tmp_path: Path, step: dict[str, object]) -> None:
    text = yaml.safe_dump([{"example": "x", "now": "2026-06-10", "then": [step], "expect": {}}])
    with pytest.raises(ValueError, match="a step needs one of"):
        read_examples(folder(tmp_path, text))
