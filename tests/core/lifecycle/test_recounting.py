"""Is a deadline counted again when what it depends on changes: the law that applies, or the day on which it began?"""

from __future__ import annotations

import pytest

from commonhall.core.lifecycle.timing import miss_deadline
from tests.core.lifecycle.requests import REQUESTS, Lived, effective_of

FOI = {"question": "How many?", "kind": "foi"}
RECOUNTED = (
    REQUESTS.replace(
        "    - {id: send_fees",
        """    - {id: other_law, label: Another law, from: [received, unclear], to: received, by: [officer],
       recounts: [reply], ask: [{id: law, type: text, label: Law}], keeps: {law: asked.law}, tasks: [find]}
    - {id: arrived, label: Clarified, from: [unclear, lapsed], to: received, by: [officer], resumes: [reply],
       recounts: [reply], ask: [{id: on, type: date, label: When?}], keeps: {began: asked.on}}
    - {id: no_answer, label: No answer, from: [unclear], to: lapsed, by: [officer]}
    - {id: send_fees""",
        1,
    )
    .replace(
        "days: settings.reply_days, nation: settings.nation,",
        'days: settings.reply_days, nation: "has(case.kept.law) ? case.kept.law : settings.nation", '
        'begins: "has(case.kept.began) ? case.kept.began : date_of(now)",',
    )
    .replace(
        "  timers:",
        "  tasks: [{id: find, label: Find it, team: archive, team_from: case.kept.law}]\n  timers:",
    )
)


def request(received: str) -> Lived:
    return Lived(effective_of(RECOUNTED), FOI, received)


def test_another_law_brings_another_calendar() -> None:
    case = request("2026-03-02")
    assert case.due("reply") == "2026-03-31"
    case.move("other_law", "2026-03-02", law="scotland")
    assert case.due("reply") == "2026-03-30"


def test_what_was_paused_and_added_stays() -> None:
    case = request("2026-10-05")
    case.move("send_fees", "2026-10-12")
    case.move("fee_paid", "2026-10-26", "payment")
    case.move("extend", "2026-10-27", reason="x")
    before = case.due("reply")
    case.move("ask_more", "2026-10-28")
    case.move("arrived", "2026-10-28", on="2026-10-05")
    assert before == "2026-12-16"
    assert case.due("reply") == "2026-12-17"


def test_a_new_first_day_counts_from_when_the_answer_came_not_from_when_it_was_typed() -> None:
    case = request("2026-03-02")
    case.move("ask_more", "2026-03-06")
    case.move("arrived", "2026-03-20", on="2026-03-18")
    assert (case.state_of("reply"), case.due("reply")) == ("running", "2026-04-17")


def test_what_had_ended_begins_anew() -> None:
    case = request("2026-03-02")
    case.move("ask_more", "2026-03-06")
    case.move("no_answer", "2026-05-06")
    assert case.state_of("reply") == "stopped"
    case.move("arrived", "2026-06-01", on="2026-06-01")
    assert (case.state_of("reply"), case.due("reply")) == ("running", "2026-06-30")


def test_counting_again_cures_nothing() -> None:
    case = request("2026-03-02")
    missed = miss_deadline(
        case.effective, case.standing, "reply", case.acting("2026-04-01", "timer"), new_number=lambda prefix: prefix
    )
    case.standing = missed.standing
    case.move("ask_more", "2026-04-01")
    case.move("arrived", "2026-04-08", on="2026-04-08")
    found = case.standing.deadline("reply")
    assert found is not None
    assert (found.state, found.missed, found.due_at[:10]) == ("breached", True, "2026-05-07")


def test_a_paused_clock_stays_paused() -> None:
    case = Lived(effective_of(RECOUNTED.replace("resumes: [reply],\n       recounts", "recounts")), FOI, "2026-03-02")
    case.move("ask_more", "2026-03-06")
    case.move("arrived", "2026-03-18", on="2026-03-18")
    assert (case.state_of("reply"), case.due("reply")) == ("paused", "")


@pytest.mark.parametrize(("law", "team"), [("scotland", "scotland"), ("", "archive")])
def test_a_task_goes_to_the_team_that_is_worked_out(law: str, team: str) -> None:
    case = request("2026-03-02")
    case.move("other_law", "2026-03-02", law=law)
    task = case.standing.task("find")
    assert task is not None
    assert task.team == team
