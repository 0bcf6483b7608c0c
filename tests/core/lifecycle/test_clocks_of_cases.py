"""Do the clocks of a case run as the law says, move by move: restarts, pauses, extensions, reviews, lateness?"""

from __future__ import annotations

import pytest

from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.lifecycle.timing import fire_timer, miss_deadline, next_timers
from tests.core.lifecycle.requests import REQUESTS, Lived, effective_of

FOI = {"question": "How many?", "kind": "foi"}
SAR = {"question": "Mine?", "kind": "sar"}


def request(received: str, **settings: str | int) -> Lived:
    return Lived(effective_of(REQUESTS, own=dict(settings)), FOI, received)


def subject_access(received: str, nation: str = "england") -> Lived:
    return Lived(effective_of(REQUESTS, nation=nation), SAR, received)


@pytest.mark.parametrize(
    ("received", "nation", "due"),
    [
        ("2026-11-02", "uk", "2026-12-01"),
        ("2026-03-02", "uk", "2026-03-31"),
        ("2026-03-02", "scotland", "2026-03-30"),
        ("2026-07-06", "uk", "2026-08-05"),
        ("2026-03-20", "uk", "2026-04-21"),
        ("2026-12-18", "uk", "2027-01-21"),
        ("2026-10-03T23:50:00", "uk", "2026-10-30"),
        ("2026-06-01", "uk", "2026-06-30"),
        ("2026-08-14", "scotland", "2026-09-11"),
        ("2026-08-14", "uk", "2026-09-14"),
    ],
)
def test_a_request_is_due(received: str, nation: str, due: str) -> None:
    assert request(received, nation=nation).due("reply") == due


def test_a_council_s_own_closure_days_are_working_days_for_the_law() -> None:
    text = REQUESTS.replace(
        "case:\n", "case:\n  clock: {extra_non_working: \"[{'date': '2026-12-29'}, {'date': '2026-12-30'}]\"}\n", 1
    )
    assert Lived(effective_of(text), FOI, "2026-12-18").due("reply") == "2027-01-21"


def test_a_clarification_starts_the_clock_anew() -> None:
    case = request("2026-03-02")
    case.move("ask_more", "2026-03-06")
    assert (case.state_of("reply"), case.due("reply")) == ("paused", "")
    case.move("clarified", "2026-03-18", "resident")
    assert (case.state_of("reply"), case.due("reply")) == ("running", "2026-04-17")


def test_or_counts_on_where_the_council_promises_more() -> None:
    case = request("2026-03-02")
    case.move("ask_more", "2026-03-06")
    case.move("counted_on", "2026-03-18")
    assert case.due("reply") == "2026-04-14"


@pytest.mark.parametrize(
    ("received", "noticed", "paid", "without", "due"),
    [
        ("2026-10-05", "2026-10-12", "2026-10-26", "2026-11-02", "2026-11-17"),
        ("2026-09-01", "2026-09-08", "2026-09-22", "2026-09-29", "2026-10-14"),
    ],
)
def test_days_between_a_fees_notice_and_its_payment_do_not_count(
    received: str, noticed: str, paid: str, without: str, due: str
) -> None:
    case = request(received)
    assert case.due("reply") == without
    case.move("send_fees", noticed)
    case.move("fee_paid", paid, "payment")
    assert case.due("reply") == due


def test_an_unpaid_fees_notice_lapses_after_three_months() -> None:
    case = request("2026-09-01")
    case.move("send_fees", "2026-09-08T00:00:00")
    timers = next_timers(case.effective, case.standing, case.acting("2026-09-08").scope(case.effective, case.standing))
    assert [(each.id, each.due_at) for each in timers] == [("no_fee", "2026-12-08T00:00:00")]
    fired = fire_timer(
        case.effective, case.standing, timers[0], case.acting("2026-12-08", "timer"), new_number=lambda prefix: prefix
    )
    assert fired.standing.state == "lapsed"
    late = fired.standing.deadline("reply")
    assert late is not None
    assert (late.state, late.ended_at) == ("stopped", "2026-12-08T10:00:00")


@pytest.mark.parametrize(
    ("received", "before", "after"),
    [
        ("2026-11-02", "2026-12-01", "2026-12-31"),
        ("2026-09-07", "2026-10-05", "2026-11-02"),
        ("2026-03-02", "2026-03-31", "2026-04-30"),
    ],
)
def test_an_extension_gives_twenty_more_days(received: str, before: str, after: str) -> None:
    case = request(received)
    assert case.due("reply") == before
    case.move("extend", received, reason="Public interest")
    assert case.due("reply") == after
    assert case.standing.kept == {"reason": "Public interest"}


def test_a_review_has_its_own_clock_and_leaves_the_first_alone() -> None:
    case = request("2026-08-03")
    case.move("answer", "2026-08-20")
    case.move("ask_review", "2026-09-07", "resident")
    assert (case.due("review"), case.state_of("review")) == ("2026-10-05", "running")
    assert case.state_of("reply") == "met"


@pytest.mark.parametrize(("asked", "may"), [("2026-10-16T23:59:59", True), ("2026-10-17T00:00:00", False)])
def test_a_review_must_be_asked_for_in_time(asked: str, may: bool) -> None:
    case = request("2026-08-03")
    case.move("answer", "2026-08-20")
    if may:
        assert case.move("ask_review", asked, "resident").standing.closed == ""
        return
    with pytest.raises(MoveRefused) as refused:
        case.move("ask_review", asked, "resident")
    assert refused.value.reason == "within"


@pytest.mark.parametrize(
    ("answered", "state", "missed"),
    [("2026-07-21T23:59:59", "met", ()), ("2026-07-22T00:00:30", "breached", ("reply",))],
)
def test_the_last_second_of_the_last_day_is_in_time(answered: str, state: str, missed: tuple[str, ...]) -> None:
    case = request("2026-06-22")
    assert case.move("answer", answered).missed == missed
    assert case.state_of("reply") == state


def test_asking_too_late_cures_nothing() -> None:
    case = request("2026-03-02")
    case.standing = miss_deadline(
        case.effective, case.standing, "reply", case.acting("2026-04-01", "timer"), new_number=lambda prefix: prefix
    ).standing
    case.move("ask_more", "2026-04-01")
    assert case.state_of("reply") == "breached"
    case.move("clarified", "2026-04-08", "resident")
    assert (case.state_of("reply"), case.due("reply")) == ("breached", "2026-05-07")
    case.move("answer", "2026-04-10")
    assert case.state_of("reply") == "breached"


def test_asking_late_before_the_clock_noticed_does_not_pause() -> None:
    case = request("2026-03-02")
    case.move("ask_more", "2026-04-01T00:00:20")
    assert case.state_of("reply") == "running"
    assert (
        miss_deadline(
            case.effective, case.standing, "reply", case.acting("2026-04-01", "timer"), new_number=lambda prefix: prefix
        )
        .standing.deadlines[0]
        .missed
    )


@pytest.mark.parametrize(
    ("received", "nation", "due", "extended"),
    [
        ("2026-01-31", "england", "2026-03-02", "2026-04-30"),
        ("2026-09-03", "england", "2026-10-05", "2026-12-03"),
        ("2026-03-03", "scotland", "2026-04-06", "2026-06-03"),
        ("2026-05-31", "england", "2026-06-30", "2026-09-01"),
        ("2027-11-30", "england", "2027-12-30", "2028-02-29"),
    ],
)
def test_subject_access_counts_months(received: str, nation: str, due: str, extended: str) -> None:
    case = subject_access(received, nation)
    assert case.due("month") == due
    case.move("extend", received, reason="Complex")
    assert case.due("month") == extended


def test_subject_access_waits_for_a_clarification_and_starts_with_proof_of_identity() -> None:
    case = subject_access("2026-09-07")
    case.move("ask_more", "2026-09-10")
    case.move("counted_on", "2026-09-17")
    assert case.due("month") == "2026-10-15"
    case = subject_access("2026-09-07")
    case.move("proved", "2026-09-21")
    assert case.due("month") == "2026-10-21"


def test_a_case_opened_again_without_a_word_about_clocks_is_due_afresh() -> None:
    case = request("2026-06-01")
    case.move("answer", "2026-06-10")
    case.move("reopen", "2026-06-22", "lead")
    assert (case.state_of("reply"), case.due("reply")) == ("running", "2026-07-21")


COMPLAINTS = """
pattern: complain
version: 1.0.0
title: Complain
verb: request
prefix: CP
settings:
  ack: {type: int, default: 5, title: Acknowledge}
  one: {type: int, default: 10, title: Stage one}
privacy: {lawful_basis: public_task, purpose: To answer}
pages: [{id: what, questions: [{id: what, type: text, label: What happened?}]}]
case:
  title: Complaint
  teams: [{team: complaints}]
  first: new
  states:
    new: {label: New}
    stage1: {label: Stage one}
    closed1: {label: Answered, phase: closed}
    new2: {label: Stage two}
    stage2: {label: Stage two}
    closed2: {label: Answered, phase: closed}
  transitions:
    - {id: acknowledge, label: A, from: [new], to: stage1, by: [officer]}
    - {id: extend1, label: E, from: [stage1], to: stage1, by: [officer], extends: {stage1: settings.one}}
    - {id: answer1, label: R, from: [stage1, new], to: closed1, by: [officer]}
    - {id: escalate, label: E, from: [closed1], to: new2, by: [resident]}
    - {id: acknowledge2, label: A, from: [new2], to: stage2, by: [officer]}
    - {id: extend2, label: E, from: [stage2], to: stage2, by: [officer], extends: {stage2: 20}}
    - {id: answer2, label: R, from: [stage2], to: closed2, by: [officer]}
  deadlines:
    - {id: ack, label: Acknowledge, days: settings.ack, met_on: [acknowledge], met_by: [closed1]}
    - {id: stage1, label: Answer, from: acknowledge, days: settings.one, met_by: [closed1]}
    - {id: ack2, label: Acknowledge, from: escalate, days: settings.ack, met_on: [acknowledge2]}
    - {id: stage2, label: Answer, from: acknowledge2, days: 20, met_by: [closed2]}
  retention: {months: 24}
"""
SCOTLAND = COMPLAINTS.replace("days: settings.one, met_by", "days: settings.one, day_one: same, met_by").replace(
    "from: acknowledge,", "from: opened,"
)


def complaint(received: str) -> Lived:
    return Lived(effective_of(COMPLAINTS), {"what": "x"}, received)


@pytest.mark.parametrize(
    ("received", "acknowledge"),
    [("2026-03-25", "2026-04-01"), ("2026-12-21", "2026-12-30"), ("2026-05-01", "2026-05-11")],
)
def test_a_complaint_is_acknowledged(received: str, acknowledge: str) -> None:
    assert complaint(received).due("ack") == acknowledge


@pytest.mark.parametrize(
    ("received", "acknowledged", "due", "extended"),
    [
        ("2026-03-25", "2026-03-27", "2026-04-14", "2026-04-28"),
        ("2026-07-06", "2026-07-06", "2026-07-20", "2026-08-03"),
        ("2026-12-21", "2026-12-30", "2027-01-14", "2027-01-28"),
    ],
)
def test_stage_one_runs_from_the_acknowledgement(received: str, acknowledged: str, due: str, extended: str) -> None:
    case = complaint(received)
    assert case.standing.deadline("stage1") is None
    case.move("acknowledge", acknowledged)
    assert (case.state_of("ack"), case.due("stage1")) == ("met", due)
    case.move("extend1", acknowledged)
    assert case.due("stage1") == extended


def test_stage_two_has_clocks_of_its_own() -> None:
    case = complaint("2026-08-03")
    case.move("acknowledge", "2026-08-04")
    case.move("answer1", "2026-08-10")
    case.move("escalate", "2026-08-24", "resident")
    assert (case.due("ack2"), case.state_of("stage1")) == ("2026-09-01", "met")
    case.move("acknowledge2", "2026-08-27")
    assert case.due("stage2") == "2026-09-25"
    case.move("extend2", "2026-09-01")
    assert case.due("stage2") == "2026-10-23"


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [("2026-07-31", "2026-08-07", "2026-08-14"), ("2026-08-01", "2026-08-10", "2026-08-17")],
)
def test_scotland_counts_the_day_itself(received: str, due: str, extended: str) -> None:
    case = Lived(effective_of(SCOTLAND, nation="scotland", own={"one": 5}), {"what": "x"}, received)
    assert case.due("stage1") == due
    case.move("acknowledge", received)
    case.move("extend1", received)
    assert case.due("stage1") == extended
