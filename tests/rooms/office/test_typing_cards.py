"""Can an officer type a caller's card in, and does the case believe only what the provider says?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.models import Case, Payment
from commonhall.cases.tables.money import OPENED
from commonhall.catalogue.calls import forget_failures
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.payments.paying import CARDS, Clock, Payer, simulated
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.work.paying import AT, adopt_bins, send


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[PaySimulator]:
    forget_failures()
    with simulated(tmp_path, Clock(AT)) as running:
        yield running
    forget_failures()


@pytest.fixture
def case(desk: Desk, simulator: PaySimulator) -> Case:
    """A case that waits for £80 at a council that uses GOV.UK Pay."""
    with in_council(desk.council):
        settings = demo_settings(desk.council.slug, simulator.address)
        return send(desk.council, adopt_bins(desk.council, provider="govuk_pay", settings=settings))


def begin(desk: Desk, case: Case) -> str:
    answer = desk.post(f"cases/{case.reference}/payments/{OPENED}", method="card_now", reference="")
    assert answer.status_code == 303
    return str(answer["Location"])


def back(desk: Desk, case: Case) -> str:
    """Come back from the provider, and return what the case then says."""
    with in_council(desk.council):
        payment = Payment.objects.order_by("-made_at", "-id")[0]
    answer = desk.get(f"cases/{case.reference}/paid/{payment.id}")
    assert answer["Location"] == f"/office/cases/{case.reference}"
    return text_of(desk.get(f"cases/{case.reference}"))


def test_the_card_is_typed_in_at_the_providers_page(desk: Desk, case: Case, simulator: PaySimulator) -> None:
    page = desk.get(f"cases/{case.reference}/payments/{OPENED}")
    assert "Card, which I type in now for somebody on the telephone" in text_of(page)
    assert f"form-action 'self' {simulator.address}" in page["Content-Security-Policy"]
    with Payer(simulator, begin(desk, case)) as payer:
        returned = payer.pay()
    assert f"/office/cases/{case.reference}/paid/" in returned
    said = back(desk, case)
    assert "The payment is recorded." in said
    assert "The card was typed in by" in said
    with in_council(desk.council):
        assert Case.objects.get(id=case.id).state == "active"


def test_coming_back_is_not_paying(desk: Desk, case: Case, simulator: PaySimulator) -> None:
    begin(desk, case)
    assert "The payment is not finished." in back(desk, case)
    with Payer(simulator, begin(desk, case)) as payer:
        payer.type(CARDS["decline"])
    assert "The payment did not go through." in back(desk, case)
    with in_council(desk.council):
        assert Case.objects.get(id=case.id).state == "unpaid"


def test_a_provider_that_does_not_answer_is_said_so(desk: Desk, case: Case, simulator: PaySimulator) -> None:
    simulator.faults.set("status:503")
    assert begin(desk, case) == f"/office/cases/{case.reference}"
    assert "The payment provider does not answer." in text_of(desk.get(f"cases/{case.reference}"))


def test_where_nothing_is_paid_online_no_card_is_typed_in(desk: Desk) -> None:
    with in_council(desk.council):
        case = send(desk.council, adopt_bins(desk.council, provider="pay_later"))
    assert "Card, which I type in now" not in text_of(desk.get(f"cases/{case.reference}/payments/{OPENED}"))


def test_who_may_only_look_types_nothing_in(desk: Desk, case: Case) -> None:
    viewer = new_desk(desk.council, "Vera Viewer", ("viewer", "*", ""))
    assert viewer.get(f"cases/{case.reference}/paid/{uuid4()}").status_code == 404
    assert viewer.post(f"cases/{case.reference}/payments/{OPENED}", method="card_now").status_code == 404


def test_another_council_finds_no_payment_here(desk: Desk, case: Case, other_council: CouncilSite) -> None:
    begin(desk, case)
    with in_council(desk.council):
        payment = Payment.objects.get()
    theirs = new_desk(other_council, "Olwen Officer", ("officer", "*", ""))
    assert theirs.get(f"cases/{case.reference}/paid/{payment.id}").status_code == 404
