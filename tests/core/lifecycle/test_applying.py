"""A transition does all that its pattern says, once, and nothing when anything of it cannot be done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.kept import kept_roots, worked_out_of
from commonhall.core.lifecycle.moves import MoveRefused, moves_from
from commonhall.core.lifecycle.opening import open_alert, raised_alerts
from commonhall.core.lifecycle.pricing import charges_of_move
from commonhall.core.lifecycle.standing import BookingStanding
from commonhall.core.lifecycle.timing import fire_timer, next_timers
from commonhall.core.lifecycle.working import TaskNotOpen, do_task
from commonhall.core.values.words import Words
from tests.core.lifecycle.permits import PERMITS
from tests.core.lifecycle.requests import Lived, effective_of, walked

ANSWERS = {"plate": "AB12 CDE", "co2": 90, "months": 12, "unsafe": False, "email": "ana@example.org"}
DAY = "2026-06-10"


def permit(*, paid: bool = True, **answers: Any) -> Lived:
    case = Lived(effective_of(PERMITS), {**ANSWERS, **answers}, DAY)
    if paid:
        case.standing = replace(case.standing, paid=case.standing.charged)
        case.move("paid", DAY, "payment")
    return case


def approved(**answers: Any) -> Lived:
    case = permit(**answers)
    case.standing = do_task(case.standing, "proof", {"seen": True}, f"{DAY}T11:00:00")
    case.move("approve", DAY, zone="A")
    return case


def test_what_costs_something_waits_for_its_payment() -> None:
    case = permit(paid=False)
    assert (case.standing.state, case.standing.charged) == ("unpaid", 3000)
    assert [each.due_at for each in case.opened.timers] == ["2026-06-12T10:00:00"]
    assert case.opened.messages == ("received",)
    assert case.standing.tasks == ()


def test_a_case_keeps_what_was_worked_out() -> None:
    facts = permit().opened.facts
    assert facts["computed"] == {"band": "low"}
    assert facts["charges"]["total"] == 3000
    roots = kept_roots(facts)
    assert (roots["tables"]["factor"]["row"], roots["tables"]["factor"]["percent"]) == (1, 50)
    assert roots["tables"]["factor"]["why"]


def test_kept_values_hold_but_those_about_what_is_asked_are_worked_out_anew() -> None:
    case = approved()
    case.seen = {**case.seen, **kept_roots({"computed": {"band": "kept", "new_price": 5}})}
    scope = case.acting(DAY, co2=150).scope(case.effective, case.standing)
    assert scope["computed"]["band"] == "kept"
    assert scope["computed"]["new_price"] == 2000
    without = case.acting(DAY).scope(case.effective, case.standing)
    assert without["computed"]["new_price"] == 5
    assert set(worked_out_of(case.effective, case.route.scope)) == {"computed", "tables", "charges"}


def test_tasks_begin_with_a_transition_each_for_its_team_and_until_its_time() -> None:
    case = permit(co2=250)
    assert [(each.id, each.team, each.due_at) for each in case.standing.tasks] == [
        ("proof", "parking", "2026-06-12T23:59:59"),
        ("fraud", "fraud", "2026-06-10T23:59:59"),
    ]
    assert [each.id for each in permit().standing.tasks] == ["proof"]


def test_a_transition_waits_for_the_tasks_that_it_needs() -> None:
    case = permit(co2=250)
    scope = case.acting(DAY).scope(case.effective, case.standing)
    moves = {
        each.transition.id: each for each in moves_from(case.effective, case.standing, actors=("officer",), scope=scope)
    }
    assert (moves["approve"].refused, moves["approve"].tasks) == ("needs", ("proof", "fraud"))
    assert moves["refuse"].refused == ""
    case.standing = do_task(case.standing, "proof", {"seen": True}, f"{DAY}T11:00:00")
    with pytest.raises(MoveRefused) as refused:
        case.move("approve", DAY, zone="A")
    assert refused.value.reason == "needs"
    case.standing = do_task(case.standing, "fraud", {}, f"{DAY}T11:00:00")
    assert case.move("approve", DAY, zone="A").standing.state == "held"


def test_a_task_is_done_once_and_dropped_when_the_case_closes() -> None:
    case = permit()
    case.standing = do_task(case.standing, "proof", {"seen": True}, f"{DAY}T11:00:00")
    with pytest.raises(TaskNotOpen):
        do_task(case.standing, "proof", {"seen": False}, f"{DAY}T11:00:01")
    scope = case.acting(DAY).scope(case.effective, case.standing)
    assert scope["case"]["tasks"]["proof"] == {"state": "done", "seen": True}
    other = permit()
    other.move("refuse", DAY, why="No")
    assert [each.state for each in other.standing.tasks] == ["dropped"]


def test_an_entitlement_begins_with_its_number_and_window() -> None:
    held = approved().standing.entitlement("permit")
    assert held is not None
    assert (held.number, held.subject, held.quantity, held.uprn) == ("PP-00001", "AB12 CDE", 1, "999900000001")
    assert (held.from_, held.until, held.renew_from, held.renew_until) == (
        "2026-06-10", "2027-06-05", "2027-05-08", "2027-06-19",
    )  # fmt: skip


def test_an_entitlement_is_changed_suspended_renewed_and_ended() -> None:
    case = approved()
    case.move("change_car", "2026-08-01", "resident", plate="XY34 ZZZ", co2=90)
    held = case.standing.entitlement("permit")
    assert held is not None
    assert (held.subject, held.until) == ("XY34 ZZZ", "2027-06-05")
    assert [each.id for each in case.standing.tasks if each.state == "open"] == ["proof"]
    with pytest.raises(MoveRefused):
        case.move("renew", "2027-05-07", "resident")
    case.move("renew", "2027-05-08", "resident")
    renewed = case.standing.entitlement("permit")
    assert renewed is not None
    assert (renewed.until, renewed.renew_from) == ("2028-06-04", "2028-05-07")
    case.move("stop", "2027-07-01")
    suspended = case.standing.entitlement("permit")
    assert suspended is not None
    assert suspended.state == "suspended"
    with pytest.raises(MoveRefused) as refused:
        case.move("change_car", "2027-07-02", "resident", plate="A", co2=1)
    assert refused.value.reason == "guard"
    ended = case.move("end", "2027-07-03", "resident")
    assert ended.entitlement is not None
    assert (ended.entitlement.now.state, ended.entitlement.now.until) == ("ended", "2027-07-03")


def test_one_permit_is_not_begun_twice() -> None:
    text = PERMITS.replace(
        "from: [new], to: held, by: [officer], needs: [proof, fraud]", "from: [new, held], to: held, by: [officer]"
    )
    case = Lived(effective_of(text), ANSWERS, DAY)
    case.move("paid", DAY, "payment")
    case.move("approve", DAY, zone="B")
    with pytest.raises(MoveRefused) as refused:
        case.move("approve", DAY, zone="B")
    assert refused.value.reason == "entitlement"


def test_a_refund_is_never_more_than_was_paid() -> None:
    assert permit().move("refuse", DAY, why="No").refund_pence == 2000
    case = approved()
    assert case.move("end", "2026-07-01", "resident").refund_pence == 3000
    assert permit(paid=False).standing.refunded == 0


def test_what_a_transition_costs_depends_on_what_is_asked() -> None:
    case = approved()
    for co2, pence in ((90, 1000), (150, 2000)):
        acting = case.acting(DAY, "resident", plate="X", co2=co2)
        assert charges_of_move(case.effective, case.standing, "change_car", acting).total_pence == pence
    with pytest.raises(MoveRefused):
        charges_of_move(case.effective, case.standing, "change_car", case.acting(DAY, "officer", plate="X", co2=1))


def test_messages_are_sent_where_their_condition_holds() -> None:
    case = permit()
    case.standing = do_task(case.standing, "proof", {"seen": True}, f"{DAY}T11:00:00")
    assert set(case.move("approve", DAY, zone="A").messages) == {"approved", "loud"}
    other = permit()
    other.standing = do_task(other.standing, "proof", {"seen": True}, f"{DAY}T11:00:00")
    assert set(other.move("approve", DAY, zone="B").messages) == {"approved"}


def test_what_ends_is_published_and_kept_as_long_as_its_rule_says() -> None:
    ended = approved().move("end", "2026-07-01", "resident")
    assert ended.published is not None
    assert (ended.published.title, ended.published.answer) == ("Permit ended", "AB12 CDE")
    assert ended.disposal is not None
    assert (ended.disposal.date, ended.disposal.then) == ("2028-07-01", "anonymise")
    refused = permit().move("refuse", "2026-08-31", why="No").disposal
    assert refused is not None
    assert (refused.date, refused.then, refused.rule) == ("2027-02-28", "delete", 0)


def test_timers_wait_for_their_state_and_what_they_read() -> None:
    case = approved()
    scope = case.acting(DAY).scope(case.effective, case.standing)
    waiting = next_timers(case.effective, case.standing, scope)
    assert [(each.id, each.due_at) for each in waiting] == [
        ("remind", "2027-05-08T08:00:00"),
        ("run_out", "2027-06-06T08:00:00"),
    ]
    fired = fire_timer(
        case.effective, case.standing, waiting[0], case.acting(waiting[0].due_at, "timer"), new_number=str
    )
    assert (fired.messages, fired.applied) == (("remind",), None)
    after = next_timers(case.effective, fired.standing, scope)
    assert [each.id for each in after] == ["run_out"]
    ends = fire_timer(case.effective, fired.standing, after[0], case.acting(after[0].due_at, "timer"), new_number=str)
    assert ends.standing.state == "ended"


def test_a_timer_whose_condition_does_not_hold_is_over_without_a_word() -> None:
    case = approved()
    case.move("stop", "2026-08-01")
    scope = case.acting(DAY).scope(case.effective, case.standing)
    remind = next_timers(case.effective, case.standing, scope)[0]
    fired = fire_timer(case.effective, case.standing, remind, case.acting(remind.due_at, "timer"), new_number=str)
    assert (fired.messages, fired.refused) == ((), "only_when")
    assert remind.id not in [each.id for each in next_timers(case.effective, fired.standing, scope)]


def test_a_reminder_comes_again_for_the_next_period() -> None:
    case = approved()
    scope = case.acting(DAY).scope(case.effective, case.standing)
    first = next_timers(case.effective, case.standing, scope)[0]
    case.standing = fire_timer(
        case.effective, case.standing, first, case.acting(first.due_at, "timer"), new_number=str
    ).standing
    case.move("renew", "2027-05-20", "resident")
    scope = case.acting("2027-05-20").scope(case.effective, case.standing)
    assert [(each.id, each.due_at[:10]) for each in next_timers(case.effective, case.standing, scope)] == [
        ("remind", "2028-05-07"),
        ("run_out", "2028-06-05"),
    ]


def test_an_alert_opens_a_case_before_the_journey_is_over() -> None:
    effective = effective_of(PERMITS)
    calm = walked(effective, {"plate": "A", "co2": 1, "months": 1}, f"{DAY}T10:00:00")
    assert raised_alerts(effective, calm) == ()
    so_far = {"plate": "AB12 CDE", "co2": 1, "months": 1, "unsafe": True}
    route = walked(effective, so_far, f"{DAY}T10:00:00")
    assert route.stop.page == "reach"
    alert = raised_alerts(effective, route)[0]
    case = open_alert(effective, route, alert, now=f"{DAY}T10:00:00")
    assert (case.item, case.title.en, case.team, case.state) == ("alert:danger", "Danger: AB12 CDE", "crisis", "urgent")
    assert [(task.id, task.team, task.due_at) for task in case.standing.tasks] == [
        ("call", "crisis", "2026-06-10T11:00:00")
    ]
    assert (case.standing.deadlines, case.messages) == ((), ())


def test_a_booking_is_confirmed_changed_and_released() -> None:
    text = PERMITS.replace(
        "  deadlines:\n",
        "    - {id: rebook, label: Another day, from: [new], to: new, by: [resident],\n"
        "       ask: [{id: slot, type: text, label: When}],\n"
        "       booking: {act: change, id: visit, slot: \"{'date': asked.slot}\"}}\n"
        "    - {id: unbook, label: None, from: [new], to: new, by: [resident], booking: {act: release, id: visit}}\n"
        "  bookings: [{id: visit, title: Visit, question: plate, calendar: \"'visits'\"}]\n"
        "  deadlines:\n",
        1,
    )
    case = Lived(effective_of(text), ANSWERS, DAY)
    case.move("paid", DAY, "payment")
    with pytest.raises(MoveRefused) as refused:
        case.move("unbook", DAY, "resident")
    assert refused.value.reason == "booking"
    case.standing = case.standing.with_booking(BookingStanding("visit", "confirmed", {"date": "2026-06-20"}))
    moved = case.move("rebook", DAY, "resident", slot="2026-06-22")
    assert moved.booking is not None
    assert (moved.booking.act, moved.booking.slot) == ("change", {"date": "2026-06-22"})
    scope = case.acting(DAY).scope(case.effective, case.standing)
    assert scope["case"]["bookings"]["visit"] == {"date": "2026-06-22", "state": "confirmed"}
    case.move("unbook", DAY, "resident")
    assert case.standing.bookings[0].state == "released"


def test_texts_say_amounts_in_pounds_and_expressions_count_pence() -> None:
    case = permit()
    scope = case.acting(DAY).scope(case.effective, case.standing)
    words = Words(en="{charges.total}, {settings.price}, {case.paid}, {tables.factor.percent}, {answers.co2}")
    assert fill(words, scope, "en") == "£30, £60, £30, 50, 90"
    assert fill(Words(en="{settings.price}"), case.route.scope, "en") == "£60"
    assert scope["case"]["paid"] + 1 == 3001
