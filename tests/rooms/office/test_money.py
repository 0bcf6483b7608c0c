"""Officers see the money of a case, record what came otherwise, and give back: once, and only who may work on it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from commonhall.cases.models import Case, Payment, Refund
from commonhall.cases.tables.money import OPENED
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.work.paying import adopt_bins, begin, pay, send
from tests.rooms.work.told import work


@pytest.fixture
def case(desk: Desk) -> Case:
    """A case that waits for £80."""
    with in_council(desk.council):
        return send(desk.council, adopt_bins(desk.council))


def at(case: Case, rest: str = "") -> str:
    return f"cases/{case.reference}{rest}"


def now(council: CouncilSite, case: Case) -> Case:
    with in_council(council):
        found: Case = Case.objects.get(id=case.id)
        return found


def revision(page: Any) -> str:
    found = re.search(r'name="revision" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_the_case_says_what_was_tried_and_paid(desk: Desk, case: Case) -> None:
    said = text_of(desk.get(at(case)))
    assert "Record a payment of £80" in said
    assert "Give money back" not in said
    with in_council(desk.council):
        pay(desk.council, case)
    said = text_of(desk.get(at(case)))
    for words in ("Payments £80 Paid online", "£80 paid", "Give money back"):
        assert words in said
    assert "Record a payment" not in said


def test_cash_is_recorded_and_the_case_goes_on(desk: Desk, case: Case) -> None:
    with in_council(desk.council):
        begin(desk.council, case)
    address = at(case, f"/payments/{OPENED}")
    assert "How was it paid?" in text_of(desk.get(address))
    done = desk.post(address, method="cash", reference="R-77")
    assert done["location"] == f"/office/{at(case)}"
    said = text_of(desk.get(at(case)))
    assert "The payment is recorded." in said
    assert "Reference: R-77" in said
    assert now(desk.council, case).state == "active"
    assert desk.post(address, method="cash", reference="")["location"] == f"/office/{at(case)}"
    assert "There is nothing to pay any more." in text_of(desk.get(at(case)))
    with in_council(desk.council):
        assert Payment.objects.filter(state="paid").count() == 1


def test_how_it_was_paid_must_be_said(desk: Desk, case: Case) -> None:
    said = text_of(desk.post(at(case, f"/payments/{OPENED}"), method="", reference="x" * 101))
    assert "There is a problem" in said
    assert now(desk.council, case).state == "unpaid"


def test_money_is_given_back_once_however_often_it_is_pressed(desk: Desk, case: Case) -> None:
    with in_council(desk.council):
        pay(desk.council, case)
    address = at(case, "/refund")
    token = revision(desk.get(address))
    for _ in range(2):
        desk.post(address, amount="12.50", reason="Bin came late", revision=token)
    assert "We give £12.50 back." in text_of(desk.get(at(case)))
    with in_council(desk.council):
        refund = Refund.objects.get()
        assert (refund.amount_pence, refund.reason, refund.state) == (1250, "Bin came late", "asked")
    assert "At most £67.50" in text_of(desk.get(address))


@pytest.mark.parametrize("typed", ["", "0", "80.01", "lots"])
def test_no_more_than_was_paid_can_be_given_back(desk: Desk, case: Case, typed: str) -> None:
    with in_council(desk.council):
        pay(desk.council, case)
    page = desk.post(at(case, "/refund"), amount=typed, reason="A mistake", revision="a")
    assert "There is a problem" in text_of(page)
    with in_council(desk.council):
        assert Refund.objects.count() == 0


def test_what_came_in_cash_is_given_back_by_hand_and_ticked_off(desk: Desk, case: Case) -> None:
    desk.post(at(case, f"/payments/{OPENED}"), method="cash", reference="")
    desk.post(at(case, "/refund"), amount="10", reason="Half a year", revision="a")
    work(desk.council, at=datetime.now(UTC))
    assert "Give this back yourself. It was not paid online." in text_of(desk.get(at(case)))
    with in_council(desk.council):
        refund = Refund.objects.get()
    done = at(case, f"/refunds/{refund.id}")
    assert "I have given £10 back" in text_of(desk.get(done))
    for _ in range(2):
        desk.post(done)
    with in_council(desk.council):
        refund.refresh_from_db()
        assert (refund.state, refund.code) == ("made", "by_hand")


def test_an_officers_move_that_costs_waits_for_the_money(desk: Desk, case: Case) -> None:
    with in_council(desk.council):
        pay(desk.council, case)
    version = str(now(desk.council, case).version)
    desk.post(at(case, "/actions/add_bin"), more="2", revision=version)
    said = text_of(desk.get(at(case)))
    assert "This is done once £50 is paid." in said
    assert now(desk.council, case).kept == {}
    desk.post(at(case, "/payments/add_bin:1"), method="telephone", reference="")
    assert now(desk.council, case).kept == {"added": 2}


def test_who_may_only_look_takes_and_gives_nothing(desk: Desk, case: Case) -> None:
    viewer = new_desk(desk.council, "Vera Viewer", ("viewer", "*", ""))
    with in_council(desk.council):
        pay(desk.council, case)
    assert "Give money back" not in text_of(viewer.get(at(case)))
    for address in (f"/payments/{OPENED}", "/refund"):
        assert viewer.get(at(case, address)).status_code == 404
        assert viewer.post(at(case, address), amount="1", reason="x", method="cash").status_code == 404
    with in_council(desk.council):
        assert Refund.objects.count() == 0


def test_the_other_councils_officer_finds_nothing(desk: Desk, case: Case, other_council: CouncilSite) -> None:
    other = new_desk(other_council, "Owen Other", ("lead", "*", ""))
    with in_council(desk.council):
        pay(desk.council, case)
    for address in (f"/payments/{OPENED}", "/refund"):
        assert other.get(at(case, address)).status_code == 404
