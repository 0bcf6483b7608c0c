"""Which payments do the tests of work begin with? One at the stand-in for GOV.UK Pay, and one that is paid there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.models import Case
from commonhall.cases.paying.receiving import settle_payment
from commonhall.catalogue.calls import forget_failures
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.payments.paying import Clock, simulated
from tests.rooms.work.paying import AT, adopt_bins, send
from tests.rooms.work.paying_online import begin_at, pay_at


@pytest.fixture
def clock() -> Clock:
    return Clock(AT)


@pytest.fixture
def simulator(tmp_path: Path, clock: Clock) -> Iterator[PaySimulator]:
    forget_failures()
    with simulated(tmp_path, clock) as running:
        yield running
    forget_failures()


@pytest.fixture
def case(council: CouncilSite, simulator: PaySimulator) -> Case:
    """A case that waits for £80, at a council that takes payments through the simulator."""
    with in_council(council):
        settings = demo_settings(council.slug, simulator.address)
        return send(council, adopt_bins(council, provider="govuk_pay", settings=settings))


@pytest.fixture
def paid_case(council: CouncilSite, case: Case, simulator: PaySimulator) -> Case:
    """The £80 are paid."""
    with in_council(council):
        payment, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        settle_payment(payment_id=payment.id, council=council, at=AT)
    return case
