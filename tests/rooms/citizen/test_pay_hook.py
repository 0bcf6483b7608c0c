"""Is a webhook of the payment provider taken once, only with its signature, and never believed?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from commonhall.capabilities.payments.signature import sign
from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.models import Case, Payment, PayMessage, Refund
from commonhall.cases.paying.nudges import forget_nudges
from commonhall.cases.refunds import ask_refund, money_of
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import get_service
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council, in_test_mode
from commonhall.record.models import Outbox
from commonhall.web.citizen import pay_hook
from tests.contracts.payments.paying import Clock, Payer, provider_at, simulated
from tests.rooms.work.paying import AT, adopt_bins, begin, send
from tests.rooms.work.told import work

OFFICER = Actor("staff", name="Sam Okafor")


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(AT)
    monkeypatch.setattr(pay_hook, "clock", clock)
    return clock


@pytest.fixture
def simulator(tmp_path: Path, now: Clock) -> Iterator[PaySimulator]:
    forget_failures()
    with simulated(tmp_path, now) as running:
        yield running
    forget_failures()


@pytest.fixture
def payment(council: CouncilSite, simulator: PaySimulator) -> Payment:
    """A payment of £80 that somebody is at the page of."""
    with in_council(council):
        settings = demo_settings(council.slug, simulator.address)
        return begin(council, send(council, adopt_bins(council, provider="govuk_pay", settings=settings)))


def pay(council: CouncilSite, simulator: PaySimulator, payment: Payment) -> None:
    with Payer(simulator, provider_at(simulator, council.slug).find(payment.provider_id, AT).next_url) as payer:
        payer.pay()


def message(payment: Payment, *, made_at: datetime = AT, **more: Any) -> bytes:
    said = {
        "webhook_message_id": uuid4().hex[:26],
        "api_version": 1,
        "created_date": made_at.isoformat(),
        "resource_id": payment.provider_id,
        "resource_type": "payment",
        "event_type": "card_payment_succeeded",
        "resource": {"amount": 1, "state": {"status": "success", "finished": True}},
    }
    return json.dumps({**said, **more}).encode()


def tell(council: CouncilSite, body: bytes, *, secret: str = "", signature: str | None = None) -> int:
    """Send a webhook to a council, and return the status of the answer."""
    signed = sign(body, secret or f"signing-demonstration-{council.slug}") if signature is None else signature
    headers = {"host": council.host, "Pay-Signature": signed}
    answer = Browser(enforce_csrf_checks=True).post(
        "/hooks/pay", data=body, content_type="application/json", headers=headers
    )
    return int(answer.status_code)


def paid(council: CouncilSite, payment: Payment) -> int:
    with in_council(council):
        return money_of(payment.case_id).paid


def test_a_webhook_without_a_return_is_enough(council: CouncilSite, simulator: PaySimulator, payment: Payment) -> None:
    pay(council, simulator, payment)
    assert tell(council, message(payment)) == 204
    assert paid(council, payment) == 0, "the answer does not wait for the provider"
    work(council, at=AT)
    assert paid(council, payment) == 8000


def test_duplicates_and_late_ones_change_nothing(
    council: CouncilSite, simulator: PaySimulator, payment: Payment
) -> None:
    pay(council, simulator, payment)
    body = message(payment)
    for _ in range(3):
        assert tell(council, body) == 204
    with in_council(council):
        assert PayMessage.objects.count() == 1
        assert Outbox.objects.filter(kind="payment_nudge").count() == 1
    work(council, at=AT)
    assert tell(council, message(payment, event_type="card_payment_captured")) == 204
    assert tell(council, message(payment, event_type="something_new")) == 204
    work(council, at=AT)
    assert paid(council, payment) == 8000


def test_what_a_webhook_says_is_not_believed(council: CouncilSite, simulator: PaySimulator, payment: Payment) -> None:
    assert tell(council, message(payment)) == 204
    work(council, at=AT)
    assert paid(council, payment) == 0, "nobody has paid"


@pytest.mark.parametrize("signature", ["", "0" * 64, "é" * 64])
def test_a_wrong_signature_is_refused(
    council: CouncilSite, simulator: PaySimulator, payment: Payment, signature: str
) -> None:
    headers = signature.encode("latin-1").decode("latin-1")
    assert tell(council, message(payment), signature=headers) == 400
    with in_council(council):
        assert PayMessage.objects.count() == 0


def test_bytes_that_changed_on_the_way_are_refused(
    council: CouncilSite, simulator: PaySimulator, payment: Payment
) -> None:
    body = message(payment)
    signature = sign(body, f"signing-demonstration-{council.slug}")
    assert tell(council, body + b" ", signature=signature) == 400


@pytest.mark.parametrize("age", [timedelta(days=5), -timedelta(minutes=6)])
def test_an_old_message_that_somebody_kept_is_refused(
    council: CouncilSite, simulator: PaySimulator, payment: Payment, age: timedelta
) -> None:
    assert tell(council, message(payment, made_at=AT - age)) == 400


@pytest.mark.parametrize("body", [b"{}", b"[]", b"\xff", b'{"webhook_message_id": ""}'])
def test_what_cannot_be_read_is_refused(
    council: CouncilSite, simulator: PaySimulator, payment: Payment, body: bytes
) -> None:
    assert tell(council, body) == 400
    assert tell(council, message(payment, webhook_message_id="a\x00")) == 400


def test_it_must_be_posted_and_be_short(council: CouncilSite, payment: Payment) -> None:
    assert Browser().get("/hooks/pay", headers={"host": council.host}).status_code == 405
    assert tell(council, b" " * 100_001) == 413
    assert tell(council, b"") == 413, "what does not say how long it is, is not read"


def test_of_another_councils_payment_nothing_is_taken(
    council: CouncilSite, other_council: CouncilSite, simulator: PaySimulator, payment: Payment
) -> None:
    pay(council, simulator, payment)
    body = message(payment)
    assert tell(other_council, body, secret=f"signing-demonstration-{council.slug}") == 400
    with in_council(other_council):
        settings = demo_settings(other_council.slug, simulator.address)
        bind_provider(capability="payments", provider="govuk_pay", settings=settings, by=SYSTEM, at=AT)
    assert tell(other_council, body) == 204, "it is signed by their account, but it is no payment of theirs"
    work(other_council, at=AT)
    assert paid(council, payment) == 0
    assert tell(council, body) == 204
    work(council, at=AT)
    assert paid(council, payment) == 8000


def test_a_payment_that_began_before_the_switch_is_still_heard_of(
    council: CouncilSite, simulator: PaySimulator, payment: Payment
) -> None:
    with in_council(council):
        bind_provider(capability="payments", provider="pay_later", settings={}, by=SYSTEM, at=AT)
    pay(council, simulator, payment)
    assert tell(council, message(payment)) == 204
    work(council, at=AT)
    assert paid(council, payment) == 8000


def test_a_provider_that_does_not_answer_is_asked_again(
    council: CouncilSite, simulator: PaySimulator, payment: Payment
) -> None:
    pay(council, simulator, payment)
    simulator.faults.set("status:503", match={"path": "/v1/"}, times=1)
    assert tell(council, message(payment)) == 204
    work(council, at=AT)
    assert paid(council, payment) == 0
    forget_failures()
    work(council, at=AT + timedelta(hours=1))
    assert paid(council, payment) == 8000


def test_a_webhook_tells_of_a_refund_that_has_arrived(
    council: CouncilSite, simulator: PaySimulator, payment: Payment, now: Clock
) -> None:
    pay(council, simulator, payment)
    tell(council, message(payment))
    work(council, at=AT)
    simulator.faults.set("refund_submitted", times=1)
    with in_council(council):
        case = Case.objects.select_for_update().get(id=payment.case_id)
        ask_refund(case=case, amount_pence=1000, occasion="one", by=OFFICER, at=AT)
    work(council, at=AT)
    now.on(timedelta(hours=1))
    assert tell(council, message(payment, event_type="card_payment_refunded", made_at=now.now)) == 204
    work(council, at=now.now)
    with in_council(council):
        assert Refund.objects.get().state == "made"


def test_messages_are_forgotten_after_a_week(council: CouncilSite, simulator: PaySimulator, payment: Payment) -> None:
    tell(council, message(payment))
    forget_nudges(council, at=AT + timedelta(days=6))
    with in_council(council):
        assert PayMessage.objects.count() == 1
    forget_nudges(council, at=AT + timedelta(days=8))
    with in_council(council):
        assert PayMessage.objects.count() == 0


class TestTried:
    """The council's account for tests has a key and a secret of its own, and so has its webhook."""

    ACCOUNT = "amberford-tests"

    @pytest.fixture
    def tried(self, council: CouncilSite, simulator: PaySimulator, payment: Payment) -> Payment:
        """A payment that is only tried, beside the real one."""
        with in_council(council):
            settings = demo_settings(self.ACCOUNT, simulator.address)
            bind_provider(
                capability="payments", provider="govuk_pay", settings=settings, mode="test", by=SYSTEM, at=AT
            )  # fmt: skip
        with in_test_mode(), in_council(council):
            return begin(council, send(council, get_service("garden-bin", council=council, day=AT.date())))

    def settled(self, council: CouncilSite, tried: Payment) -> int:
        with in_test_mode():
            work(council, at=AT)
            return paid(council, tried)

    def test_the_webhook_of_a_test_reaches_the_test_alone(
        self, council: CouncilSite, simulator: PaySimulator, payment: Payment, tried: Payment
    ) -> None:
        with Payer(simulator, provider_at(simulator, self.ACCOUNT).find(tried.provider_id, AT).next_url) as payer:
            payer.pay()
        assert tell(council, message(tried), secret=f"signing-demonstration-{self.ACCOUNT}") == 204
        with in_council(council):
            assert not PayMessage.objects.exists()
        work(council, at=AT)
        assert paid(council, payment) == 0
        assert self.settled(council, tried) == 8000

    @pytest.mark.parametrize("real", [True, False])
    def test_neither_webhook_reaches_a_payment_of_the_other_mode(
        self, council: CouncilSite, simulator: PaySimulator, payment: Payment, tried: Payment, real: bool
    ) -> None:
        pay(council, simulator, payment)
        with Payer(simulator, provider_at(simulator, self.ACCOUNT).find(tried.provider_id, AT).next_url) as payer:
            payer.pay()
        about, account = (tried, council.slug) if real else (payment, self.ACCOUNT)
        assert tell(council, message(about), secret=f"signing-demonstration-{account}") == 204
        work(council, at=AT)
        assert paid(council, payment) == 0
        assert self.settled(council, tried) == 0

    def test_a_secret_of_neither_is_refused(self, council: CouncilSite, tried: Payment) -> None:
        assert tell(council, message(tried), secret="another") == 400
