"""Can providers be swapped and swapped back while people send and pay, with nothing lost and nothing twice?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connections

from commonhall.capabilities.payments.till import press
from commonhall.cases.models import Case, Message, Payment
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.tables.money import TillPayment
from commonhall.catalogue.binding import bind_provider, switch_binding
from commonhall.catalogue.bound import past_bindings
from commonhall.catalogue.models import Binding
from commonhall.catalogue.queries import get_service
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.worker import serve_lane
from tests.rooms.work import paying

pytestmark = pytest.mark.commits
AT: Final = datetime.fromisoformat("2026-06-08T11:00:00+00:00")
PEOPLE: Final = 2
JOURNEYS: Final = 12
PENCE: Final = 8000


def use(council: CouncilSite, capability: str, provider: str, settings: dict[str, Any], at: datetime = AT) -> None:
    with in_council(council):
        bind_provider(capability=capability, provider=provider, settings=settings, by=SYSTEM, at=at)


def switch_back(council: CouncilSite, capability: str, at: datetime) -> None:
    """Do what the studio's button does: the last but one is in force again."""
    with in_council(council):
        former = past_bindings(capability)[0]
        switch_binding(binding_id=former.id, begins_at=None, by=SYSTEM, at=at)


def send_and_pay(council: CouncilSite, at: datetime) -> None:
    """Send one journey and pay as far as the provider of that moment takes money at once."""
    with in_council(council):
        case = paying.send(council, get_service("garden-bin", council=council, day=at.date()), at=at)
    with in_council(council):
        payment = paying.begin(council, case, at=at)
    with in_council(council):
        if payment.provider == "practice_card":
            press(payment.provider_id, "pay", at)
    with in_council(council):
        settle_payment(payment_id=payment.id, council=council, at=at)


class Load:
    """People who send and pay, an administrator who switches providers to and fro, and a worker: all at once."""

    def __init__(self, council: CouncilSite) -> None:
        self.council = council
        self.done = threading.Event()
        self.switches = 0

    def people(self) -> None:
        for number in range(JOURNEYS):
            send_and_pay(self.council, AT + timedelta(minutes=number))

    def administrator(self) -> None:
        while not self.done.wait(0.05):
            for capability in ("payments", "notifications"):
                switch_back(self.council, capability, AT + timedelta(seconds=self.switches))
            self.switches += 1

    def worker(self) -> None:
        while not self.done.wait(0.02):
            serve_lane(self.council, clock=lambda: AT + timedelta(hours=1))

    def run(self) -> None:
        with ThreadPoolExecutor(PEOPLE + 2) as pool:
            others = [pool.submit(closing, self.administrator), pool.submit(closing, self.worker)]
            sending = [pool.submit(closing, self.people) for _ in range(PEOPLE)]
            try:
                for each in sending:
                    each.result()
            finally:
                self.done.set()
            for each in others:
                each.result()


def closing(act: Callable[[], None]) -> None:
    """Do ``act`` and let go of the connections of this thread."""
    try:
        act()
    finally:
        connections.close_all()


def test_nothing_is_lost_while_payments_and_messages_change_hands(
    committed: None, council: CouncilSite, tmp_path: Path
) -> None:
    first, second = {"folder": str(tmp_path / "first")}, {"folder": str(tmp_path / "second")}
    use(council, "notifications", "outbox_folder", first)
    with in_council(council):
        paying.adopt_bins(council, at=AT)
    use(council, "notifications", "outbox_folder", second)
    use(council, "payments", "pay_later", {})
    load = Load(council)
    load.run()
    assert load.switches > 3
    for hour in range(2, 10):
        while serve_lane(council, clock=lambda hour=hour: AT + timedelta(hours=hour)):  # type: ignore[misc] # a default binds the loop's value
            continue
    check_all_there(council, tmp_path)


def check_all_there(council: CouncilSite, folder: Path) -> None:
    """Every case has one payment, the money at hand is what the cases say, and every message went once."""
    with in_council(council):
        cases = Case.objects.count()
        payments = list(Payment.objects.all())
        assert (cases, len({one.case_id for one in payments}), len(payments)) == (PEOPLE * JOURNEYS,) * 3
        assert {one.provider for one in payments} == {"practice_card", "pay_later"}
        known = {str(one.id): (one.provider, one.mode) for one in Binding.objects.all()}
        assert all(known[str(one.binding)] == (one.provider, "live") for one in payments)
        paid = [one for one in payments if one.state == "paid"]
        assert {one.provider for one in paid} == {"practice_card"}
        assert all(one.state == "paid" for one in payments if one.provider == "practice_card")
        assert TillPayment.objects.filter(state="paid").count() == len(paid)
        assert {one.amount_pence for one in payments} == {PENCE}
        messages = list(Message.objects.all())
        assert {one.state for one in messages} == {"sent"}
        assert len(messages) == len(paid)
        went = [path.stem for place in ("first", "second") for path in (folder / place).glob("*.eml")]
        assert sorted(went) == sorted(str(one.id) for one in messages)
