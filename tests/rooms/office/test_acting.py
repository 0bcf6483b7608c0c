"""An act is shown before it is done, is done once, and never over what somebody else did meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from commonhall.cases.operations import assign_case, move_case
from commonhall.core.values.dates import in_words
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event, Outbox
from tests.rooms.office.desk import Desk, new_desk, open_case, read_case, text_of
from tests.rooms.work import skips

OTHER = Actor("staff", name="Olwen Other")


def act(case: Any, transition: str = "license") -> str:
    return f"cases/{case.reference}/actions/{transition}"


def moves(council: CouncilSite) -> int:
    with in_council(council):
        return Event.objects.filter(kind="case_moved").count()


def test_the_act_asks_its_questions_and_shows_the_message(desk: Desk) -> None:
    case = open_case(desk.council)
    page = desk.get(act(case))
    said = text_of(page)
    assert "Licence number" in said
    assert "The resident will get this message" in said
    assert "Your number is [your answer to: Licence number]." in said
    assert 'name="revision" value="1.' in page.content.decode()


def test_the_message_names_the_dates_that_the_act_brings(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    more = "    - {id: put_up, from: license, label: Put up the sign, days: 20, met_by: [received]}\n  retention:"
    said = "{asked.number}. We put up the sign by: {case.due_date}."
    changed = skips.SKIPS.replace("  retention:", more).replace("{asked.number}.", said)
    changed = changed.replace("to: licensed, by: [officer]", "to: late, by: [officer], stops: [decide]")
    changed = changed.replace("Withdraw, from: [received]", "Withdraw, from: [received, late]")
    monkeypatch.setattr(skips, "SKIPS", changed)
    case = open_case(desk.council)
    shown = text_of(desk.get(act(case)))
    desk.post(act(case), number="SK 12", revision="1")
    due = read_case(desk.council, case).due_date
    assert due is not None
    assert f"We put up the sign by: {in_words(due.isoformat(), 'en')}." in shown


def test_doing_it_moves_the_case_and_promises_the_message(desk: Desk) -> None:
    case = open_case(desk.council)
    done = desk.post(act(case), number="SK 12", revision="1")
    assert done["location"] == f"/office/cases/{case.reference}"
    assert "Success Done: License it" in text_of(desk.get(f"cases/{case.reference}"))
    now = read_case(desk.council, case)
    assert (now.state, now.phase, now.version) == ("licensed", "closed", 2)
    with in_council(desk.council):
        event = Event.objects.get(kind="case_moved")
        assert (event.actor_id, event.facts["asked"]) == (desk.membership_id, {"number": "SK 12"})
        assert Outbox.objects.filter(kind="tell", payload__occasion="license").count() == 1


def test_wrong_answers_are_told_and_nothing_is_done(desk: Desk) -> None:
    case = open_case(desk.council)
    page = desk.post(act(case), number="", revision="1")
    assert "There is a problem Enter licence number" in text_of(page)
    assert 'name="revision" value="1"' in page.content.decode()
    assert moves(desk.council) == 0


def test_the_language_can_be_switched_in_the_middle(desk: Desk) -> None:
    case = open_case(desk.council)
    page = desk.post(act(case), number="SK 77", revision="1", switch_language="cy")
    assert '<html lang="cy"' in page.content.decode()
    assert "SK 77" in page.content.decode()
    assert moves(desk.council) == 0


def test_sending_the_form_twice_does_it_once(desk: Desk) -> None:
    case = open_case(desk.council)
    for _ in range(2):
        done = desk.post(act(case), number="SK 12", revision="1")
        assert done.status_code == 303
        assert "Success Done: License it" in text_of(desk.get(f"cases/{case.reference}"))
    assert moves(desk.council) == 1
    with in_council(desk.council):
        assert Outbox.objects.filter(payload__occasion="license").count() == 1


def test_the_second_officer_sees_what_the_first_did(desk: Desk, council: CouncilSite) -> None:
    case = open_case(council)
    other = new_desk(council, "Olwen Other", ("officer", "*", ""))
    with in_council(council):
        assign_case(case_id=case.id, to=other.membership_id, by=OTHER, at=datetime.now(UTC))
    other.post(act(case), number="SK 1", revision="2")
    told = desk.post(act(case), number="SK 2", revision="1")
    assert told.status_code == 409
    page = text_of(told)
    assert "Somebody changed this case while you had it open: License it, by Olwen Other." in page
    assert moves(council) == 1


def test_what_nobody_has_goes_to_who_acts_on_it(desk: Desk, council: CouncilSite) -> None:
    nobodys, others = open_case(council), open_case(council)
    lead = new_desk(council, "Lowri Lead", ("lead", "*", ""))
    with in_council(council):
        assign_case(case_id=others.id, to=lead.membership_id, by=OTHER, at=datetime.now(UTC))
    assert desk.post(act(nobodys), number="SK 1", revision="1").status_code == 303
    page = text_of(desk.get(f"cases/{nobodys.reference}"))
    assert "The case is yours now" in page
    assert "Given to Rowan Pike" in page
    assert desk.post(act(others), number="SK 2", revision="2").status_code == 303
    assert "The case is yours now" not in text_of(desk.get(f"cases/{others.reference}"))
    owners = [read_case(council, case).owner_id for case in (nobodys, others)]
    assert owners == [desk.membership_id, lead.membership_id]


def test_a_form_that_is_sent_twice_is_taken_once_though_the_case_changed_hands(
    desk: Desk, council: CouncilSite
) -> None:
    case = open_case(council)
    for _ in range(2):
        assert desk.post(act(case), number="SK 1", revision="1").status_code == 303
    assert moves(council) == 1


def test_a_change_that_leaves_the_act_possible_asks_again_with_what_was_typed(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        assign_case(case_id=case.id, to=desk.membership_id, by=OTHER, at=datetime.now(UTC))
    asked = desk.post(act(case), number="SK 2", revision="1")
    assert asked.status_code == 409
    html = asked.content.decode()
    assert "Given to Rowan Pike, by Olwen Other" in text_of(asked)
    assert 'value="SK 2"' in html
    assert 'name="revision" value="2.' in html
    assert desk.post(act(case), number="SK 2", revision="2").status_code == 303
    assert read_case(desk.council, case).state == "licensed"


@pytest.mark.parametrize("revision", ["", "x", "-1", "0", "99", "1e9", "²"])
def test_a_form_for_no_known_version_is_never_taken(desk: Desk, revision: str) -> None:
    case = open_case(desk.council)
    assert desk.post(act(case), number="SK 2", revision=revision).status_code == 409
    assert read_case(desk.council, case).state == "received"


def test_an_act_of_another_state_leads_back_to_the_case(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        move_case(case_id=case.id, transition="license", asked={"number": "1"}, expect=1, actors=("officer",),
                  council=desk.council, by=OTHER, at=datetime.now(UTC))  # fmt: skip
    assert desk.get(act(case)).status_code == 303
    assert "This cannot be done now." in text_of(desk.get(f"cases/{case.reference}"))
    assert desk.post(act(case), number="2", revision="2").status_code == 303
    assert moves(desk.council) == 1


@pytest.mark.parametrize("transition", ["is_late", "withdraw", "nothing"])
def test_the_clock_s_and_the_resident_s_acts_are_not_the_office_s(desk: Desk, transition: str) -> None:
    case = open_case(desk.council)
    assert desk.get(act(case, transition)).status_code == 404
    assert desk.post(act(case, transition), revision="1").status_code == 404
    assert moves(desk.council) == 0


def test_an_act_to_confirm_says_what_it_does(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    more = (
        "    - {id: refuse, label: Refuse, from: [received], to: licensed, by: [officer],"
        " confirm: The resident cannot ask again. Is that right?}\n"
    )
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace("  deadlines:\n", f"{more}  deadlines:\n"))
    case = open_case(desk.council)
    page = text_of(desk.get(act(case, "refuse")))
    assert "The resident cannot ask again. Is that right?" in page
    assert "The resident is not told about this." in page


def test_a_resident_without_an_address_cannot_be_told(desk: Desk) -> None:
    case = open_case(desk.council, email="")
    assert "The resident left no address that we can write to." in text_of(desk.get(act(case)))
