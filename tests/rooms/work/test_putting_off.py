"""Payments are down: is the reference there, the slot held as long as the council says, and given back after that?"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhall.cases.bookings import bookings_of
from commonhall.cases.clocks import keep_clocks
from commonhall.cases.models import Booking, Case, Message, Place
from commonhall.cases.paying.payments import PaymentNotPossible, begin_payment
from commonhall.cases.paying.putting_off import PUT_OFF, put_off_payment
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import clear_faults, set_fault
from commonhall.catalogue.operations import LIBRARY, adopt, bind_provider, import_pattern
from commonhall.core.language.loading import read_folder
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event, Outbox
from commonhall.upkeep.demo import enquiries
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.my import follow
from tests.rooms.work.test_unbooked import ANSWERS, AT, CALENDAR, SLOT

HOURS = timedelta(hours=1)


@pytest.fixture
def case(council: CouncilSite, tmp_path: Path) -> Case:
    """Bulky waste that waits for £30 and holds a day, at a council that keeps it two hours while payments are down."""
    with in_council(council):
        for capability, provider, settings in (
            ("addresses", "gazetteer", {}),
            ("bookings", "own_calendar", CALENDAR),
            ("payments", "practice_card", {}),
            ("notifications", "outbox_folder", {"folder": str(tmp_path)}),
        ):
            bind_provider(capability=capability, provider=provider, settings=settings, by=SYSTEM, at=AT)
        own = import_pattern(pattern=read_folder(LIBRARY / "bulky-waste").pattern, report={}, by=SYSTEM, at=AT)
        adopt(
            council=council, slug="bulky-waste", origin="own", version_id=own.id, settings={"down_minutes": 120},
            by=SYSTEM, at=AT,
        )  # fmt: skip
        answers: dict[str, Any] = {**ANSWERS, "slot": SLOT}
        answers.pop("preferred_days")
        sent = enquiries.send(council, service="bulky-waste", answers=answers, language="en", at=AT)
        found: Case = Case.objects.get(id=sent.case_ids[0])
        return found


def try_to_pay(council: CouncilSite, case: Case, at: datetime) -> str:
    """Try to pay while payments are down, as the page does."""
    with in_council(council):
        set_fault(capability="payments", effect="failing", by=SYSTEM, at=at)
        with pytest.raises(PaymentNotPossible):
            begin_payment(
                case_id=case.id, purpose="opened", return_url="https://amberford.example.org/{payment}", language="en",
                council=council, by=RESIDENT, at=at,
            )  # fmt: skip
        clear_faults()
        forget_failures()
        return put_off_payment(case_id=case.id, council=council, at=at)


def stands(council: CouncilSite, case: Case, at: datetime) -> tuple[str, str, int]:
    keep_clocks(council, at=at)
    with in_council(council):
        state = Case.objects.get(id=case.id).state
        return state, bookings_of(case.id)[0].state, Place.objects.count()


def test_it_is_held_for_as_long_as_it_may_be_paid(council: CouncilSite, case: Case) -> None:
    with in_council(council):
        assert bookings_of(case.id)[0].until == AT + HOURS / 2
    assert stands(council, case, AT + timedelta(minutes=29)) == ("awaiting_payment", "held", 1)
    assert stands(council, case, AT + timedelta(minutes=30)) == ("unpaid", "released", 0)


def test_while_payments_are_down_it_is_held_as_the_council_says_and_then_given_back(
    council: CouncilSite, other_council: CouncilSite, case: Case
) -> None:
    begun = AT + timedelta(minutes=10)
    assert try_to_pay(council, case, begun) == "2026-06-08T12:10:00"
    assert try_to_pay(council, case, begun + HOURS) == "2026-06-08T12:10:00", "more time is given once"
    with in_council(council):
        place, booking = Place.objects.get(), Booking.objects.get()
        assert place.until == booking.until == begun + 2 * HOURS
        assert Event.objects.filter(kind=PUT_OFF).count() == 1
        told = [row.payload["messages"] for row in Outbox.objects.filter(kind="tell", payload__occasion=PUT_OFF)]
        assert told == [["pay_later"]]
    assert stands(council, case, begun + 2 * HOURS - timedelta(seconds=1)) == ("awaiting_payment", "held", 1)
    assert stands(council, case, begun + 2 * HOURS) == ("unpaid", "released", 0)
    with in_council(other_council):
        assert not Message.objects.exists()


def test_what_is_over_or_paid_gets_no_more_time(council: CouncilSite, case: Case) -> None:
    assert stands(council, case, AT + HOURS)[0] == "unpaid"
    assert try_to_pay_nothing(council, case) == ""
    with in_council(council):
        assert "pay_until" not in Case.objects.get(id=case.id).facts


def try_to_pay_nothing(council: CouncilSite, case: Case) -> str:
    with in_council(council):
        return put_off_payment(case_id=case.id, council=council, at=AT + HOURS)


def test_the_page_says_until_when(council: CouncilSite, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonhall.web.citizen.visit.clock", lambda: AT)
    phone = Browser(council.host)
    follow(phone, council, case.reference, "nia.ffowc@example.org")
    address = f"{phone.path}/pay/opened"
    phone.get(address)
    assert "You can pay until" not in phone.text
    with in_council(council):
        set_fault(capability="payments", effect="failing", by=SYSTEM, at=AT)
    phone.post(address)
    assert "We cannot take payments at the moment." in phone.text
    assert "You can pay until midday on Monday 8 June 2026." in phone.text
    phone.get(f"{address}?lang=cy")
    assert "Gallwch dalu tan" in phone.text
    with in_council(council):
        clear_faults()
        forget_failures()
